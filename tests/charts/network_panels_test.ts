import {
  assert,
  assertEquals,
  assertLess,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  ActivationLayer,
  activations,
  diagnose,
  Matrix,
  mlp,
  normal,
  randn,
  seeded,
  sigmoid,
} from "weightlab";
import {
  type Chart,
  type Json,
  type NetworkMoment,
  networkPanels,
} from "weightlab/charts";
import { toSvg } from "weightlab/charts";

type Row = Record<string, number | string | boolean | null>;
interface Panel {
  readonly title?: { readonly text: string };
  readonly data: { readonly values: readonly Row[] };
  readonly encoding: {
    readonly y: {
      readonly scale: { readonly domain: readonly number[] };
      readonly axis: {
        readonly title: string | null;
        readonly labels?: boolean;
      };
    };
  };
}

/** The rows of panels, top to bottom: histograms, variances, gradients, losses. */
const rowsOf = (
  { spec }: Chart,
) => (spec.vconcat as unknown as { hconcat: Panel[]; resolve: Json }[]);

const x = randn(seeded("x"), 50, 8);
const labels = Uint8Array.from({ length: 50 }, (_, i) => i % 3);

function moment(std: number, more: Partial<NetworkMoment> = {}): NetworkMoment {
  const net = mlp([8, 6, 5, 3], {
    activation: sigmoid,
    init: normal({ std }),
    rng: seeded("weights"),
  });
  return {
    activations: activations(net, x)
      .filter(({ layer }) => layer instanceof ActivationLayer)
      .map(({ values }) => values),
    range: [0, 1],
    rows: diagnose(net, { x, t: labels }).rows,
    ...more,
  };
}

const theory = [
  { layer: 1, total: 0.1, within: 0.08, gradient: 0.01 },
  { layer: 2, total: 0.09, within: 0.04, gradient: 0.02 },
];

Deno.test("networkPanels() counts what each hidden layer gives, as high as the tallest bin", () => {
  const activations = [new Matrix([[0, 0.99], [0, 0.5]])];
  const { rows } = moment(1);
  const [ridges] = rowsOf(
    networkPanels({ a: { activations, rows, range: [0, 1] } }),
  );
  assertEquals(
    ridges.hconcat[0].data.values.map(({ layer, from, top, share }) => [
      ...[layer, from, top, share],
    ]),
    [[1, 0, 0.1, 0.5], [1, 0.5, 0.55, 0.25], [1, 0.966667, 0.55, 0.25]],
  );
});

Deno.test("networkPanels() draws squares of diagnose's numbers, of hidden layers alone, and theory", () => {
  const a = moment(1, { theory });
  const [, variances, gradients] = rowsOf(networkPanels({ a }));
  const drawn = (panel: Panel, series: string, theory: boolean) =>
    panel.data.values.filter((row) =>
      row.series === series && row.theory === theory
    ).map(({ value }) => value as number);
  const [panel] = variances.hconcat;
  const off = (values: readonly number[], expected: readonly number[]) =>
    Math.max(...values.map((value, i) => Math.abs(value / expected[i] - 1)));
  const all = drawn(panel, "all values", false);
  assertEquals(all.length, 2);
  assertLess(off(all, a.rows.map(({ std }) => std ** 2)), 1e-4);
  const within = drawn(panel, "within a neuron", false);
  assertLess(off(within, a.rows.map(({ within }) => within ** 2)), 1e-4);
  assertEquals(drawn(panel, "all values", true), [0.1, 0.09]);
  assertEquals(drawn(panel, "within a neuron", true), [0.08, 0.04]);
  const [gradient] = gradients.hconcat;
  assertLess(
    off(
      drawn(gradient, "by z", false),
      a.rows.map((it) => it.gradientStd! ** 2),
    ),
    1e-4,
  );
  assertEquals(drawn(gradient, "by z", true), [0.01, 0.02]);
});

Deno.test("networkPanels() gives the panels of a row one vertical axis, with words on its first", () => {
  const chart = networkPanels({
    a: moment(0.1, { losses: [2, 1] }),
    b: moment(3, { losses: [3, 2] }),
  });
  for (const { hconcat: [left, right], resolve } of rowsOf(chart)) {
    assertEquals(resolve, { scale: { y: "shared" } });
    const [a, b] = [left, right].map((panel) =>
      (panel.encoding.y ?? // deno-lint-ignore no-explicit-any -- layered
        (panel as any).layer.at(-1).encoding.y) as Panel["encoding"]["y"]
    );
    assertEquals(a.scale.domain, b.scale.domain);
    assertEquals([b.axis.title, b.axis.labels], [null, false]);
    assert(a.axis.title);
  }
  const [{ hconcat }] = rowsOf(chart);
  assertEquals(hconcat.map(({ title }) => title!.text), ["a", "b"]);
});

Deno.test("networkPanels() has losses where there are some, or updates to come, cut where they run away", () => {
  assertEquals(rowsOf(networkPanels({ a: moment(1) })).length, 3);
  assertEquals(
    rowsOf(networkPanels({ a: moment(1) }, { updates: 9 })).length,
    4,
  );
  const chart = networkPanels({
    a: moment(1, { losses: [2.4, 1] }),
    b: moment(1, { losses: [100, 1e9, NaN, NaN] }),
  });
  const [, , , { hconcat }] = rowsOf(chart);
  assertEquals(hconcat[0].encoding.y.scale.domain, [0, 9.6]);
  assertEquals(hconcat[1].data.values.at(-1), { update: 4, loss: null });
  assertMatch(
    chart.description,
    /b, 2 hidden layers: .*loss from 100 to 1000000000, not finite at update 3; losses are cut at 9\.6\.$/,
  );
});

Deno.test("networkPanels() draws as many losses as there are pixels, the last one too", () => {
  const losses = Array.from({ length: 10_001 }, (_, i) => 2 / (1 + i));
  const [, , , { hconcat }] = rowsOf(
    networkPanels({ a: moment(1, { losses }) }),
  );
  const { values } = hconcat[0].data;
  assertLess(values.length, 302);
  assertEquals(values.at(-1)!.update, 10_001);
});

Deno.test("networkPanels() draws a network that has diverged as far as it can, and says so", async () => {
  const bad = { layer: 1, std: NaN, within: Infinity, gradientStd: 0 };
  const chart = networkPanels({
    a: {
      activations: [new Matrix([[NaN, Infinity], [NaN, NaN]])],
      rows: [bad],
      losses: [NaN],
    },
  });
  assertEquals(
    chart.description,
    "a, 1 hidden layer: variance nothing that can be drawn, within a neuron " +
      "nothing that can be drawn, no finite loss.",
  );
  assertStringIncludes(await toSvg(chart), "nothing that can be drawn");
});

Deno.test("networkPanels() needs one network, and layers in it", () => {
  assertThrows(
    () => networkPanels({}),
    RangeError,
    "Cannot draw networks: networks must hold at least one network, got 0",
  );
  assertThrows(
    () => networkPanels({ a: { activations: [], rows: [] } }),
    RangeError,
    "matrices must hold at least one matrix, got 0",
  );
});
