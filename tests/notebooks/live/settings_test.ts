// The settings cell of the live lab as text, and what its notebook says of it.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { NOTEBOOKS } from "../../../notebooks/_jupyter/project.ts";
import {
  asksForSettings,
  namesOfSettings,
  settingsOf,
  writtenInto,
} from "../../../notebooks/_jupyter/pages/template/script/live/settings.js";

const spec = {
  sides: ["left", "right"],
  controls: [{ name: "init" }, { name: "std" }],
  shared: [{ name: "updates" }],
};

const SOURCE = `// Two networks
const left: Settings = {
  init: "normal",
  std: 0.1, // Xavier's
};
const right = { init: "he", std: -1e-3 };
const updates = 191;
`;

Deno.test("settingsOf() reads each literal by its side and name", () => {
  assertEquals(settingsOf(SOURCE, spec), {
    "left.init": "normal",
    "left.std": 0.1,
    "right.init": "he",
    "right.std": -0.001,
    updates: 191,
  });
});

Deno.test("settingsOf() names what is missing, or computed", () => {
  for (const std of ["1 / 3", "f(0.1)", '"a" + "b"']) {
    assertThrows(
      () => settingsOf(SOURCE.replace("-1e-3", std), spec),
      Error,
      "right.std must be a text or a number there",
    );
  }
  assertThrows(
    () => settingsOf(SOURCE.replace("const updates", "let updates"), spec),
    Error,
    "updates must be a text or a number there",
  );
});

Deno.test("writtenInto() changes those literals and no other letter", () => {
  const values = { "left.std": 0.562, "right.init": "zeros", updates: 1000 };
  assertEquals(
    writtenInto(SOURCE, values),
    SOURCE.replace("0.1,", "0.562,").replace('"he"', '"zeros"')
      .replace("191", "1000"),
  );
  assertEquals(
    writtenInto(SOURCE, settingsOf(SOURCE, spec)),
    SOURCE.replace(
      "-1e-3",
      "-0.001",
    ),
  );
});

Deno.test("asksForSettings() tells an address of settings from a heading's", () => {
  for (const hash of ["#left.std=1", "#right.foo", "#updates=3&left.std=1"]) {
    assert(asksForSettings(hash, spec), hash);
  }
  for (
    const hash of ["", "#", "#figure-1", "#left", "#updates", "#Exercises"]
  ) {
    assert(!asksForSettings(hash, spec), hash);
  }
});

const { cells, metadata } = JSON.parse(
  await Deno.readTextFile(`${NOTEBOOKS}/11_live_lab.ipynb`),
);
const { lab } = metadata.weightlab;
const sourceOf = (part: string): string =>
  cells.find((cell: { metadata: { weightlab?: { lab: string } } }) =>
    cell.metadata.weightlab?.lab === part
  ).source.join("");

Deno.test("the lab's controls are for the literals of its settings cell, and allow them", () => {
  const values: Record<string, string | number> = settingsOf(
    sourceOf("settings"),
    lab,
  );
  assertEquals(Object.keys(values), namesOfSettings(lab));
  for (const side of lab.sides) {
    for (const { name, options, from, to } of lab.controls) {
      const value = values[`${side}.${name}`];
      if (options) assert(options.includes(value), `${side}.${name}`);
      else assert(value >= from && value <= to, `${side}.${name}`);
    }
  }
});

Deno.test("the lab's choices are the names of its notebook's tables", () => {
  const code: string = cells
    .filter(({ cell_type }: { cell_type: string }) => cell_type === "code")
    .map(({ source }: { source: string[] }) => source.join("")).join("\n");
  const tables: Record<string, string> = {
    activation: "functions",
    init: "initializers",
    normalization: "normalizations",
    optimizer: "optimizers",
  };
  for (const [name, table] of Object.entries(tables)) {
    const body =
      code.match(new RegExp(`const ${table} = \\{([^]*?)\\n?\\};`))![1];
    const { options } = lab.controls.find((one: { name: string }) =>
      one.name === name
    );
    for (const option of options) {
      assert(new RegExp(`\\b${option}\\b`).test(body), `${name}: ${option}`);
    }
  }
});
