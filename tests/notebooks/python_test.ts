import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../../notebooks/_jupyter/terminal/failure.ts";
import {
  findPython,
  noPython,
  type Python,
  pythonCommands,
} from "../../notebooks/_jupyter/set_up/python.ts";

function python(version: Python["version"], makesVenvs = true): Python {
  const executable = `/usr/bin/python${version[0]}`;
  return { command: ["python3"], executable, version, makesVenvs };
}

Deno.test("pythonCommands() begins with the launcher on Windows only", () => {
  assertEquals(pythonCommands("windows")[0], ["py", "-3"]);
  assertEquals(pythonCommands("linux").slice(0, 2), [["python3"], ["python"]]);
});

Deno.test("noPython() says what to install when there is none", () => {
  assertEquals(
    noPython([], "linux").message,
    "Cannot find Python 3.10 or newer, which JupyterLab needs. Install it (Debian and Ubuntu: apt-get install python3 python3-venv), then run this again.",
  );
});

Deno.test("noPython() names those that are too old", () => {
  assertEquals(
    noPython([python([3, 9, 2]), python([2, 7, 18])], "darwin").message,
    "Cannot find Python 3.10 or newer, which JupyterLab needs (/usr/bin/python3 is 3.9.2; /usr/bin/python2 is 2.7.18). Install it from https://www.python.org/downloads/, then run this again.",
  );
});

Deno.test("noPython() names Debian's package when only venv is missing", () => {
  assertEquals(
    noPython([python([3, 9, 2]), python([3, 11, 2], false)], "linux").message,
    "Cannot make a virtual environment with /usr/bin/python3: it lacks the module venv or ensurepip. On Debian and Ubuntu, run: apt-get install python3.11-venv (as root, or with sudo). Then run this again.",
  );
});

Deno.test("findPython() fails with that sentence on an empty PATH", async () => {
  const path = Deno.env.get("PATH");
  const empty = await Deno.makeTempDir();
  Deno.env.set("PATH", empty);
  try {
    await assertRejects(
      findPython,
      Failure,
      "Cannot find Python 3.10 or newer",
    );
  } finally {
    Deno.env.set("PATH", path ?? "");
    await Deno.remove(empty);
  }
});

Deno.test({
  name: "findPython() passes over an old python3 for a newer python3.12",
  ignore: Deno.build.os === "windows", // the stand-ins are shell scripts
  fn: async () => {
    const path = Deno.env.get("PATH");
    const dir = await Deno.makeTempDir();
    const standIn = async (name: string, version: string) => {
      const script =
        `#!/bin/sh\necho ${version}\necho 1\necho ${dir}/${name}\n`;
      await Deno.writeTextFile(`${dir}/${name}`, script, { mode: 0o755 });
    };
    await standIn("python3", "3 9 2");
    await standIn("python3.12", "3 12 1");
    Deno.env.set("PATH", dir);
    try {
      const { command, version } = await findPython();
      assertEquals([command, version], [["python3.12"], [3, 12, 1]]);
    } finally {
      Deno.env.set("PATH", path ?? "");
      await Deno.remove(dir, { recursive: true });
    }
  },
});
