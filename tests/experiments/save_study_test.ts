import {
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { saveStudy, trainAll, type TrainPlan } from "weightlab/experiments";
import { runnerCode } from "../../lib/experiments/_runner_code.ts";
import { decode, unpack } from "../../lib/store/codec.ts";
import { digits, inFolder, studyOf } from "./_store_study.ts";

const { plans, ...data } = studyOf(5);

Deno.test("saveStudy() writes all that a node needs, and the same bytes twice", () =>
  inFolder(async (folder) => {
    const at = `${folder}/a/b`;
    await saveStudy(at, plans, data);
    const { runner, files } = runnerCode();
    assertEquals(
      Deno.readFileSync(`${at}/runner.js`),
      Deno.readFileSync(runner),
    );
    const built = [...Deno.readDirSync(`${at}/built`)].map(({ name }) => name);
    assertEquals(
      built.sort(),
      files.map(({ pathname }) => pathname.split("/").at(-1)!).sort(),
    );
    const text = Deno.readTextFileSync(`${at}/study.json`);
    const jobs = JSON.parse(text) as { key: string; job: TrainPlan<number> }[];
    assertEquals(jobs.length, 5);
    assertEquals(text.split("\n").length, 5 + 3);
    for (const [i, { key, job }] of jobs.entries()) {
      assertMatch(key, /^[0-9a-f]{64}$/);
      assertEquals(
        { ...decode(JSON.stringify(job)) as TrainPlan<number>, label: i },
        plans[i],
      );
    }
    const { train, test } = unpack(Deno.readFileSync(`${at}/data.bin`)) as {
      train: { columns: number; labels: Float64Array };
      test: { labels: Float64Array };
    };
    assertEquals([train.columns, train.labels.length], [10, 100]);
    assertEquals(test.labels.length, 40);
    await saveStudy(`${folder}/c`, plans, data);
    for (const file of ["study.json", "data.bin"]) {
      assertEquals(
        Deno.readFileSync(`${folder}/c/${file}`),
        Deno.readFileSync(`${at}/${file}`),
      );
    }
  }));

Deno.test("saveStudy() has the keys that trainAll() has, and leaves results that lie there", () =>
  inFolder(async (folder) => {
    await saveStudy(folder, plans, data);
    const store = `${folder}/1-of-1.jsonl`;
    await trainAll(plans, { ...data, workers: 1, store });
    const lines = Deno.readTextFileSync(store).trim().split("\n");
    const keys = lines.map((line) => JSON.parse(line).key);
    await saveStudy(folder, plans, data);
    const saved = JSON.parse(Deno.readTextFileSync(`${folder}/study.json`));
    assertEquals(saved.map(({ key }: { key: string }) => key), keys);
    assertEquals(Deno.readTextFileSync(store).trim().split("\n"), lines);
    await saveStudy(folder, [], { train: data.train });
    assertEquals(JSON.parse(Deno.readTextFileSync(`${folder}/study.json`)), []);
    assertEquals(digits(plans), digits(studyOf(5).plans));
  }));

Deno.test("saveStudy() that fails leaves no keys of another study beside what it wrote", () =>
  inFolder(async (folder) => {
    await saveStudy(folder, plans, data);
    await Deno.remove(`${folder}/data.bin`);
    await Deno.mkdir(`${folder}/data.bin`);
    await assertRejects(() => saveStudy(folder, plans, { train: data.train }));
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names.sort(), ["built", "data.bin", "runner.js"]);
  }));

Deno.test("saveStudy() says what is wrong with its folder", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await assertRejects(
      () => saveStudy(`${folder}/file`, plans, data),
      Error,
      `Cannot save a study: ${folder}/file must be a folder that can be written to, with room; `,
    );
  }));

Deno.test({
  name: "saveStudy() names the permissions that it needs",
  permissions: { read: false, write: false },
  async fn() {
    const { message } = await assertRejects(
      () => saveStudy("study", plans, data),
      Deno.errors.NotCapable,
      "Cannot save a study: it needs the permissions --allow-read=/",
    );
    assertStringIncludes(message, "/lib and --allow-write=study, which");
  },
});
