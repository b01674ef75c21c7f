import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { saveStudy, trainAll, type TrainPlan } from "weightlab/experiments";
import { digits, inFolder, linesIn, studyOf } from "./_store_study.ts";

const { plans, ...data } = studyOf(7);

/** Runs a shard as a node does: with nothing but the folder. */
async function shard(
  folder: string,
  args: readonly string[],
  flags: readonly string[] = [
    ...[`--allow-read=${folder}`, `--allow-write=${folder}`],
    `--allow-ffi=${folder}`,
  ],
): Promise<{ code: number; told: string; stdout: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-remote", "--no-npm", "--no-config", "--no-prompt"],
      ...[...flags, `${folder}/runner.js`, ...args],
    ],
    cwd: folder,
  }).output();
  const text = new TextDecoder();
  return { code, told: text.decode(stderr), stdout: text.decode(stdout) };
}

Deno.test("shards train each network once, cat joins them, and trainAll() then trains nothing and gives the same bits", () =>
  inFolder(async (folder) => {
    const study = `${folder}/study`;
    await saveStudy(study, plans, data);
    const shards = await Promise.all(
      [1, 2, 3].map((i) => shard(study, ["--shard", `${i}/3`])),
    );
    for (const [i, { code, told, stdout }] of shards.entries()) {
      const count = [3, 2, 2][i];
      assertEquals([code, stdout], [0, ""], told);
      const lines = told.trim().split("\n");
      assertEquals(
        lines[0],
        `shard ${i + 1} of 3: ${count} of 7 networks, 0 of them in ${study}/${
          i + 1
        }-of-3.jsonl`,
      );
      assertStringIncludes(
        lines.at(-1)!,
        `shard ${i + 1} of 3: ${count} of ${count}, `,
      );
      assertEquals(linesIn(`${study}/${i + 1}-of-3.jsonl`), count);
    }
    const { success } = await new Deno.Command("sh", {
      args: ["-c", "cat study/*.jsonl > study.jsonl"],
      cwd: folder,
    }).output();
    assert(success);
    const store = `${folder}/study.jsonl`, seen: unknown[] = [];
    const before = await Deno.readTextFile(store);
    const runs = await trainAll(plans, {
      ...data,
      ...{ store, workers: 1, onProgress: (at) => seen.push(at) },
    });
    assertEquals(seen, [{ done: 7, total: 7 }]);
    assertEquals(
      digits(runs),
      digits(await trainAll(plans, { ...data, workers: 1 })),
    );
    assertEquals(await Deno.readTextFile(store), before);
    // The second of three has the second, the fifth, ...
    const keys = JSON.parse(await Deno.readTextFile(`${study}/study.json`))
      .map(({ key }: { key: string }) => key);
    const lines = (await Deno.readTextFile(`${study}/2-of-3.jsonl`)).trim();
    assertEquals(
      lines.split("\n").map((line) => keys.indexOf(JSON.parse(line).key)),
      [1, 4],
    );
  }));

Deno.test("a shard skips what its store holds, and goes on behind a torn line", () =>
  inFolder(async (folder) => {
    await saveStudy(folder, plans, data);
    const store = `${folder}/mine.jsonl`;
    const call = ["--store", store, "--shard=1/2"];
    assertEquals((await shard(folder, call)).code, 0);
    const whole = await Deno.readTextFile(store);
    await Deno.writeTextFile(store, whole.slice(0, -30));
    const { code, told } = await shard(folder, call);
    assertEquals(code, 0, told);
    assertStringIncludes(told, "shard 1 of 2: 4 of 7 networks, 3 of them in ");
    const times = /"ms":[\d.]+/g;
    const last = whole.trim().split("\n").at(-1)!;
    assertEquals(
      (await Deno.readTextFile(store)).replaceAll(times, ""),
      `${whole.slice(0, -30)}\n${last}\n`.replaceAll(times, ""),
    );
    const again = await shard(folder, call);
    assertEquals([again.code, again.told.trim().split("\n").length], [0, 1]);
  }));

Deno.test("a shard trains one of equal networks, and the others when one fails", () =>
  inFolder(async (folder) => {
    const normalization = { name: "LayerNormalization" } as const;
    const wrong: TrainPlan = { ...plans[1], hidden: [1], normalization };
    const all = [plans[0], wrong, { ...plans[0], label: 9 }, plans[2]];
    await saveStudy(folder, all as TrainPlan[], data);
    const { code, told } = await shard(folder, ["--shard", "1/1"]);
    assertEquals(code, 1);
    assertStringIncludes(
      told,
      "features must be a whole number of at least 2, got 1 (job 2 of 4: {",
    );
    assertStringIncludes(told, "shard 1 of 1: 1 of 4 failed\n");
    assertEquals(linesIn(`${folder}/1-of-1.jsonl`), 2);
  }));

Deno.test("a shard with wrong arguments says what they must be, and exits with 2", () =>
  inFolder(async (folder) => {
    await saveStudy(folder, plans, data);
    const number =
      "Cannot do a shard: --shard must be its number, from 1, and how many there are, such as 3/16, got ";
    const rows: [string[], string][] = [
      [["--shard"], `${number}nothing`],
      [["--shard", "0/3"], `${number}0/3`],
      [["--shard", "4/3"], `${number}4/3`],
      [["--shard", "1"], `${number}1`],
      [["--shard", "1/0"], `${number}1/0`],
      [["--shard", "-1/3"], "Cannot do a shard: "],
      [
        ["--shard", "1/2", "more"],
        "Cannot do a shard: the arguments must be --shard 3/16 and, if it is not to be beside the study, --store <file>, got --shard 1/2 more",
      ],
      [["--shard", "1/2", "--workers", "2"], "got --shard 1/2 --workers 2"],
      [
        ["--shard", "1/2", "--store"],
        "Cannot do a shard: --store must be a file, got nothing",
      ],
    ];
    for (const [args, expected] of rows) {
      const { code, told, stdout } = await shard(folder, args);
      assertEquals([code, stdout], [2, ""], told);
      assertStringIncludes(told, expected);
    }
  }));

Deno.test("a shard that cannot begin says why, and exits with 1", () =>
  inFolder(async (folder) => {
    await saveStudy(folder, plans, data);
    const full = await shard(
      folder,
      ["--shard", "1/2", "--store", "/dev/full"],
      ["-A"],
    );
    assertEquals(full.code, 1);
    assertStringIncludes(
      full.told,
      "Cannot keep a result in /dev/full: make room on its disk, and call again; 0 of 4 results",
    );
    const denied = await shard(folder, ["--shard", "1/2"], [
      `--allow-read=${folder}`,
    ]);
    assertEquals(denied.code, 1);
    assertStringIncludes(
      denied.told,
      `it needs the permission "--allow-write=${folder}/1-of-2.jsonl"`,
    );
    const study = await Deno.readTextFile(`${folder}/study.json`);
    await Deno.writeTextFile(`${folder}/study.json`, study.slice(0, -3));
    const torn = await shard(folder, ["--shard", "1/2"]);
    assertEquals(torn.code, 1);
    assertStringIncludes(
      torn.told,
      `Cannot do a shard: ${folder}/study.json must be whole, and ends before its last network; call saveStudy again`,
    );
    await Deno.remove(`${folder}/study.json`);
    const none = await shard(folder, ["--shard", "1/2"]);
    assertEquals(none.code, 1);
    assertStringIncludes(
      none.told,
      `Cannot do a shard: ${folder}/study.json must be there, as saveStudy writes it; `,
    );
  }));

Deno.test("a shard on a machine whose arithmetic gives other bits refuses", () =>
  inFolder(async (folder) => {
    await saveStudy(folder, plans, data);
    // As one in whose place the library's constant is another.
    const runner = `${folder}/runner.js`;
    const { GOLDEN_HASH } = await import("../../lib/experiments/_golden.ts");
    const text = await Deno.readTextFile(runner);
    await Deno.writeTextFile(
      runner,
      text.replaceAll(GOLDEN_HASH, "0".repeat(64)),
    );
    const { code, told } = await shard(folder, ["--shard", "1/2"]);
    assertEquals(code, 1);
    assertStringIncludes(
      told,
      "Cannot do a shard: this machine's arithmetic gives other bits than the library's",
    );
    assertEquals(
      [...Deno.readDirSync(folder)].some(({ name }) => name.endsWith("jsonl")),
      false,
    );
  }));
