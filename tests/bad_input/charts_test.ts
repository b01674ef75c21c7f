import { Matrix } from "weightlab";
import { type Case, holding, testRefusals, untyped } from "./_cases.ts";

const {
  animate,
  accuracyByScale,
  accuracyPanels,
  claimMeasurements,
  claimTable,
  claimVerdicts,
  computationalGraph,
  diagnosisFigure,
  diagnosisTable,
  functionCurves,
  heatMap,
  histogramCounts,
  histograms,
  layerProfile,
  linePanels,
  lossCurves,
  networkPanels,
  neuronProfile,
  progress,
  scaleExplorer,
  show,
  stacked,
  table,
  themed,
  toPng,
  toSvg,
  trainingExplorer,
  verdictsByBar,
  xyPlot,
} = untyped;

const BINS = { bins: 2, range: [0, 1] };
const Y = { yTitle: "standard deviation" };

const PANEL = { loss: { lines: { He: [2, 1] } } };
const POINTS = { a: { x: [1, 2], y: [1, 2] } };
const TITLES = { xTitle: "x", yTitle: "y", valueTitle: "accuracy" };
const CELLS = [0, 1, 2, 3].map((i) => ({ x: i >> 1, y: i & 1, value: i }));
const MEASURED = {
  measure: "share",
  onCondition: false,
  bar: { above: 1 },
  standing: "for",
  estimate: { value: 2, low: 1.5, high: 2.5, n: 3, method: "t" },
};
const CLAIM = {
  number: 1,
  title: "a",
  verdict: "as said",
  measurements: [MEASURED],
  where: "07_claims.ipynb",
};
const NETWORK = {
  activation: "tanh",
  batchNorm: false,
  std: 1,
  layer: 1,
  values: 3,
  counts: [1, 2],
  range: [-1, 1],
  total: 0.5,
  within: 0.1,
};
const BAND = { mean: [0.5], low: [0.4], high: [0.6] };
const BANDS = {
  std: 1,
  batchNorm: true,
  updates: [1],
  train: BAND,
  test: BAND,
};

const LAYER = {
  layer: 1,
  name: "Affine",
  units: 2,
  mean: 0,
  std: 1,
  within: 0.5,
  predicted: 1,
  rank: 1.5,
};

const CASES: readonly Case[] = [
  [
    () => stacked(),
    TypeError,
    "Cannot stack charts: charts must be an array, got undefined",
  ],
  [
    () => stacked([xyPlot(POINTS)]),
    RangeError,
    "Cannot stack charts: charts must be at least two, got 1",
  ],
  [
    () => stacked([xyPlot(POINTS), linePanels(PANEL)]),
    RangeError,
    "Cannot stack charts: chart 2 must have one horizontal axis of its own, got panels",
  ],
  [
    () => stacked([xyPlot(POINTS), xyPlot(POINTS)], { rules: { low: "1" } }),
    RangeError,
    'Cannot stack charts: rule low must be a finite number, got "1"',
  ],
  [
    () => xyPlot(),
    TypeError,
    "Cannot draw an xy plot: series must be an object, each series' x and y by its name, got undefined",
  ],
  [
    () => xyPlot({}),
    RangeError,
    "Cannot draw an xy plot: series must hold at least one series, got 0",
  ],
  [
    () => xyPlot({ a: [1, 2] }),
    TypeError,
    "Cannot draw an xy plot: a must be an object { x, y }, got an Array",
  ],
  [
    () => xyPlot({ a: { x: [1, 2] } }),
    TypeError,
    "Cannot draw an xy plot: the y of a must be an array, got undefined",
  ],
  [
    () => xyPlot({ a: { x: [1, 2], y: [1] } }),
    RangeError,
    "Cannot draw an xy plot: a must have as many y as x, 2, got 1",
  ],
  [
    () => xyPlot({ a: { x: [1, "2"], y: [1, 2] } }),
    RangeError,
    'Cannot draw an xy plot: the x of a must be finite, got "2" as value 2',
  ],
  [
    () => xyPlot({ a: { x: [1, NaN], y: [null, 2] } }),
    RangeError,
    "Cannot draw an xy plot: a must have at least one finite point, got none",
  ],
  [
    () => xyPlot({ a: { x: [0, 1], y: [1, 2] } }, { logX: true }),
    RangeError,
    "Cannot draw an xy plot on a logarithmic axis: x must be above 0, got 0",
  ],
  [
    () => xyPlot({ a: { x: [0, 1], y: [-1, 2] } }, { logY: true }),
    RangeError,
    "Cannot draw an xy plot on a logarithmic axis: y must be above 0, got -1",
  ],
  [
    () => xyPlot({ a: { x: [0, 1], y: [1, 2] } }, { marks: "dots" }),
    RangeError,
    'Cannot draw an xy plot: marks must be "line", "points" or "both", got dots',
  ],
  [
    (it) => histograms([it.x], { theory: new Array(1) }),
    TypeError,
    "Cannot draw histograms: theory 1 must be a function, got undefined",
  ],
  [
    (it) => histograms([it.x], { titles: new Array(1) }),
    TypeError,
    "Cannot draw histograms: title 1 must be a text, got undefined",
  ],
  [
    () => histograms(new Array(1)),
    TypeError,
    "Cannot draw histograms: matrix 1 must be a matrix or an array of numbers, got undefined",
  ],
  [
    () => histogramCounts(undefined, BINS),
    TypeError,
    "Cannot count values: values must be a matrix or numbers, got undefined",
  ],
  [
    () => histogramCounts(5, BINS),
    TypeError,
    "Cannot count values: values must be a matrix or numbers, got 5",
  ],
  [
    () => histogramCounts([NaN], BINS),
    RangeError,
    "Cannot count values in 2 bins: each must be a number, got NaN at 0",
  ],
  [
    () => histogramCounts(["1"], BINS),
    TypeError,
    'Cannot count values in 2 bins: each must be a number, got "1" at 0',
  ],
  [
    (it) => histogramCounts(it.x),
    TypeError,
    "Cannot count values: options must be an object { bins, range }, got undefined",
  ],
  [
    (it) => histogramCounts(it.x, { bins: 0, range: [0, 1] }),
    RangeError,
    "Cannot count values: bins must be a whole number of at least 1, got 0",
  ],
  [
    (it) => histogramCounts(it.x, { bins: 2, range: [1, 0] }),
    RangeError,
    "Cannot count values: range must be two finite numbers, the lower first, got [1, 0]",
  ],
  [
    (it) => histogramCounts(it.x, { bins: 2, range: [0, Infinity] }),
    RangeError,
    "Cannot count values: range must be two finite numbers, the lower first, got [0, Infinity]",
  ],
  [
    (it) => histogramCounts(it.x, { bins: 2 }),
    RangeError,
    "Cannot count values: range must be two finite numbers, the lower first, got undefined",
  ],
  [
    () => histograms(),
    TypeError,
    "Cannot draw histograms: matrices must be an array, got undefined",
  ],
  [
    () => histograms([]),
    RangeError,
    "Cannot draw histograms: matrices must hold at least one matrix, got 0",
  ],
  [
    () => histograms("values"),
    TypeError,
    'Cannot draw histograms: matrices must be an array, got "values"',
  ],
  [
    (it) => histograms([it.x], { range: "all" }),
    RangeError,
    'Cannot draw histograms: range must be two finite numbers, the lower first, got "all"',
  ],
  [
    () => histograms([1, "2"]),
    RangeError,
    'Cannot draw histograms: values must hold numbers, got "2"',
  ],
  [
    () => histograms([[-1e308, 1e308], [-1.7e308, 1.7e308]]),
    RangeError,
    "Cannot draw histograms: range must be at most 1.7976931348623157e+308 wide, got [-1.7e+308, 1.7e+308]",
  ],
  [
    () => histograms([undefined]),
    TypeError,
    "Cannot draw histograms: matrix 1 must be a matrix or an array of numbers, got undefined",
  ],
  [
    (it) => histograms([it.x, new Matrix(0, 4)]),
    RangeError,
    "Cannot draw histograms: matrix 2 must hold at least one value, got 0 x 4",
  ],
  [
    (it) => histograms([holding(it.x, NaN)]),
    RangeError,
    "Cannot draw histograms: 1-layer must hold numbers, got NaN",
  ],
  [
    (it) => histograms([it.x, { name: "x" }]),
    TypeError,
    "Cannot draw histograms: matrix 2 must be a matrix or an array of numbers, got { name }",
  ],
  [
    (it) => histograms([it.x], { bin: 10 }),
    TypeError,
    "Cannot draw histograms: options must be among { bins, range, yMax, titles, title, xTitle, yTitle, theory }, got bin",
  ],
  [
    (it) => histograms([it.x], { bins: 0 }),
    RangeError,
    "Cannot draw histograms: bins must be a whole number of at least 1, got 0",
  ],
  [
    (it) => histograms([it.x], { range: [1, 1] }),
    RangeError,
    "Cannot draw histograms: range must be two finite numbers, the lower first, got [1, 1]",
  ],
  [
    (it) => histograms([it.x], { yMax: NaN }),
    RangeError,
    "Cannot draw histograms: yMax must be a number of values above 0, got NaN",
  ],
  [
    (it) => histograms([it.x], { titles: ["a", "b"] }),
    RangeError,
    'Cannot draw histograms: titles must be 1 different texts, got ["a","b"]',
  ],
  [
    () => neuronProfile([]),
    RangeError,
    "Cannot draw a neuron profile: matrices must hold at least one matrix, got 0",
  ],
  [
    (it) => neuronProfile([holding(it.x, Infinity)]),
    RangeError,
    "Cannot draw a neuron profile: 1-layer must be finite, neuron 3 is not",
  ],
  [
    (it) => neuronProfile([it.x], { range: [0, NaN] }),
    RangeError,
    "Cannot draw a neuron profile: range must be two finite numbers, the lower first, got [0, NaN]",
  ],
  [
    (it) => neuronProfile([it.x], { name: "a" }),
    TypeError,
    "Cannot draw a neuron profile: options must be among { range, titles, title, xTitle, yTitle }, got name",
  ],
  [
    () => layerProfile([], Y),
    RangeError,
    "Cannot draw a layer profile: rows must hold at least one row, got 0",
  ],
  [
    () => layerProfile(undefined, Y),
    TypeError,
    "Cannot draw a layer profile: rows must be an array, got undefined",
  ],
  [
    (it) => layerProfile([it.row]),
    TypeError,
    "Cannot draw a layer profile: options must be an object { yTitle, logY, logX, title, xTitle }, got undefined",
  ],
  [
    (it) => layerProfile([it.row], {}),
    TypeError,
    "Cannot draw a layer profile: yTitle must be a text, got undefined",
  ],
  [
    (it) => layerProfile([{ ...it.row, value: NaN }], Y),
    RangeError,
    "Cannot draw a layer profile: sigmoid must have at least one finite value, got none",
  ],
  [
    (it) => layerProfile([{ ...it.row, value: undefined }], Y),
    RangeError,
    "Cannot draw a layer profile: sigmoid must be finite, got undefined at layer 1",
  ],
  [
    (it) => layerProfile([{ ...it.row, series: undefined }], Y),
    TypeError,
    "Cannot draw a layer profile: series must be a text, got undefined",
  ],
  [
    (it) => layerProfile([{ ...it.row, value: 0 }], { ...Y, logY: true }),
    RangeError,
    "Cannot draw a layer profile on a logarithmic axis: values must be above 0, got 0 at layer 1 of sigmoid",
  ],
  [
    () => animate(),
    TypeError,
    "Cannot animate: frames must be charts or tables, in an array or a generator, got undefined",
  ],
  [
    () => animate([undefined]),
    TypeError,
    "Cannot animate: each frame must be a chart or a table, got undefined",
  ],
  [
    () => networkPanels(),
    TypeError,
    "Cannot draw networks: networks must be an object, each by its name, got undefined",
  ],
  [
    () => networkPanels({ a: undefined }),
    TypeError,
    "Cannot draw networks: a must be an object { activations, range, rows, theory, losses }, got undefined",
  ],
  [
    () => networkPanels({ a: { activations: undefined, rows: [] } }),
    TypeError,
    "Cannot draw networks, a: matrices must be an array, got undefined",
  ],
  [
    (it) => networkPanels({ a: { activations: [it.x], rows: [] } }),
    RangeError,
    "Cannot draw networks: the rows of a must hold at least one row, got 0",
  ],
  [
    (it) => networkPanels({ a: { activations: [it.x], rows: [{ layer: 1 }] } }),
    TypeError,
    "Cannot draw networks: std of row 1 of a must be a number, got undefined",
  ],
  [
    (it) =>
      networkPanels({
        a: { activations: [it.x], rows: [LAYER], theory: [{ layer: 1 }] },
      }),
    TypeError,
    "Cannot draw networks: total of row 1 of the theory of a must be a number, got undefined",
  ],
  [
    (it) =>
      networkPanels({ a: { activations: [it.x], rows: [LAYER], range: [1] } }),
    RangeError,
    "Cannot draw networks: the range of a must be two finite numbers, the lower first, got [1]",
  ],
  [
    (it) =>
      networkPanels({
        a: { activations: [it.x], rows: [LAYER], losses: ["1"] },
      }),
    RangeError,
    'Cannot draw networks: the losses of a must be finite, got "1" as value 1',
  ],
  [
    (it) =>
      networkPanels({ a: { activations: [it.x], rows: [LAYER] } }, {
        updates: 0,
      }),
    RangeError,
    "Cannot draw networks: updates must be a whole number of at least 1, got 0",
  ],
  [
    () => lossCurves(),
    TypeError,
    "Cannot draw loss curves: runs must be an object, each run's losses by its name, got undefined",
  ],
  [
    () => lossCurves({}),
    RangeError,
    "Cannot draw loss curves: runs must hold at least one run, got 0",
  ],
  [
    () => lossCurves([3, 2, 1]),
    TypeError,
    "Cannot draw loss curves: runs must be an object, each run's losses by its name, got an Array",
  ],
  [
    () => lossCurves({ He: { losses: [3, 2, 1] } }),
    TypeError,
    "Cannot draw loss curves: the losses of He must be an array, got { losses }",
  ],
  [
    () => lossCurves({ He: [] }),
    RangeError,
    "Cannot draw loss curves: He must have a finite loss, got none",
  ],
  [
    () => lossCurves({ He: [NaN, Infinity] }),
    RangeError,
    "Cannot draw loss curves: He must have a finite loss, got NaN",
  ],
  [
    () => lossCurves({ He: [3, 0] }, { logY: true }),
    RangeError,
    "Cannot draw loss curves on a logarithmic axis: losses must be above 0, got 0 in He",
  ],
  [
    () => lossCurves({ He: [3, 2] }, { every: 0 }),
    RangeError,
    "Cannot draw loss curves: every must be a finite number above 0, got 0",
  ],
  [
    () => lossCurves({ He: [3, 2] }, { first: NaN }),
    RangeError,
    "Cannot draw loss curves: first must be a finite number, got NaN",
  ],
  [
    () => lossCurves({ He: [3, 2] }, { yMax: -1 }),
    RangeError,
    "Cannot draw loss curves: yMax must be a loss above 0, got -1",
  ],
  [
    () => lossCurves({ He: [3, 2] }, { logy: true }),
    TypeError,
    "Cannot draw loss curves: options must be among { every, first, logY, logX, yMax, title, xTitle, yTitle }, got logy",
  ],
  [
    () => functionCurves(),
    TypeError,
    "Cannot draw function curves: functions must be an object, each function by its name, got undefined",
  ],
  [
    () => functionCurves({}),
    RangeError,
    "Cannot draw function curves: functions must hold at least one, got 0",
  ],
  [
    () => functionCurves({ tanh: Math.tanh }),
    TypeError,
    "Cannot draw function curves: functions.tanh must be an object { value, derivative }, got the function tanh",
  ],
  [
    () => functionCurves({ tanh: undefined }),
    TypeError,
    "Cannot draw function curves: functions.tanh must be an object { value, derivative }, got undefined",
  ],
  [
    () => functionCurves({ root: { value: () => NaN } }),
    RangeError,
    "Cannot draw function curves: root must have at least one finite value, got none",
  ],
  [
    () => functionCurves({ line: { value: (x: number) => x } }, { logX: true }),
    RangeError,
    "Cannot draw function curves on a logarithmic axis: x must be above 0, got -6",
  ],
  [
    () => functionCurves({ one: { value: [1] } }, { x: [0, 1] }),
    RangeError,
    "Cannot draw function curves: one must have 2 values, one a point, got 1",
  ],
  [
    () => functionCurves({ one: { value: () => 1 } }, { x: [0] }),
    RangeError,
    "Cannot draw function curves: x must hold at least two points, got 1",
  ],
  [
    () => functionCurves({ one: { value: () => 1 } }, { x: [0, NaN] }),
    RangeError,
    "Cannot draw function curves: x must be a finite number, got NaN",
  ],
  [
    () =>
      functionCurves({ one: { value: () => 1 } }, { x: [-1, 1], logX: true }),
    RangeError,
    "Cannot draw function curves on a logarithmic axis: x must be above 0, got -1",
  ],
  [
    () => functionCurves({ none: { value: () => 0 } }, { logY: true }),
    RangeError,
    "Cannot draw function curves on a logarithmic axis: none must be above 0, got 0",
  ],
  [
    () => accuracyPanels(),
    TypeError,
    "Cannot draw accuracy panels: runs must be an array, got undefined",
  ],
  [
    () => accuracyPanels([]),
    RangeError,
    "Cannot draw accuracy panels: runs must hold at least one run, got 0",
  ],
  [
    () => accuracyPanels(Promise.resolve([])),
    TypeError,
    "Cannot draw accuracy panels: runs must be an array, got a promise (is an await missing?)",
  ],
  [
    (it) => accuracyPanels([{ ...it.run, std: NaN }]),
    RangeError,
    "Cannot draw accuracy panels: std must be a finite number at least 0, got NaN",
  ],
  [
    (it) => accuracyPanels([{ ...it.run, trainAccuracy: [] }]),
    RangeError,
    "Cannot draw accuracy panels: std 0.1 with batch norm must have train accuracies, got none",
  ],
  [
    (it) => accuracyPanels([{ ...it.run, trainAccuracy: [NaN] }]),
    RangeError,
    "Cannot draw accuracy panels: std 0.1 with batch norm must have accuracies in [0, 1], got NaN",
  ],
  [
    (it) => accuracyPanels([{ ...it.run, trainAccuracy: [99] }]),
    RangeError,
    "Cannot draw accuracy panels: std 0.1 with batch norm must have accuracies in [0, 1], got 99",
  ],
  [
    (it) => accuracyPanels([it.run, it.run]),
    RangeError,
    "Cannot draw accuracy panels: there must be one run a line, got two of std 0.1 with batch norm",
  ],
  [
    (it) => accuracyPanels([it.run], { accuracy: "test" }),
    RangeError,
    "Cannot draw accuracy panels: std 0.1 with batch norm must have test accuracies, got none",
  ],
  [
    (it) => accuracyPanels([it.run], { accuracy: "valid" }),
    RangeError,
    'Cannot draw accuracy panels: accuracy must be "train" or "test", got valid',
  ],
  [
    (it) => accuracyPanels([it.run], { columns: 0 }),
    RangeError,
    "Cannot draw accuracy panels: columns must be a whole number of at least 1, got 0",
  ],
  [
    (it) => accuracyPanels([it.run], { evaluateEvery: 0 }),
    RangeError,
    "Cannot draw accuracy panels: evaluateEvery must be a whole number of at least 1, got 0",
  ],
  [
    () => accuracyByScale([]),
    RangeError,
    "Cannot draw accuracy by scale: rows must hold at least one row, got 0",
  ],
  [
    () => accuracyByScale(undefined),
    TypeError,
    "Cannot draw accuracy by scale: rows must be an array, got undefined",
  ],
  [
    () => accuracyByScale([{ std: 0, accuracy: 0.5, series: "a" }]),
    RangeError,
    "Cannot draw accuracy by scale: std must be above 0, for a logarithmic axis, got 0",
  ],
  [
    () => accuracyByScale([{ std: 1, accuracy: NaN, series: "a" }]),
    RangeError,
    "Cannot draw accuracy by scale: accuracy of a at std 1 must be in [0, 1], got NaN",
  ],
  [
    () => accuracyByScale([{ std: 1, series: "a" }]),
    RangeError,
    "Cannot draw accuracy by scale: accuracy of a at std 1 must be in [0, 1], got undefined",
  ],
  [
    () => accuracyByScale([{ std: 1, accuracy: 0.5, low: -1, series: "a" }]),
    RangeError,
    "Cannot draw accuracy by scale: low of a at std 1 must be in [0, 1], got -1",
  ],
  [
    () => accuracyByScale([{ std: 1, accuracy: 0.5 }]),
    TypeError,
    "Cannot draw accuracy by scale: series must be a text, got undefined",
  ],
  [
    () => computationalGraph(),
    TypeError,
    "Cannot draw a computational graph: graph must be an object { nodes, edges, notes, caption, description }, got undefined",
  ],
  [
    () => computationalGraph({ nodes: [], edges: [] }),
    RangeError,
    "Cannot draw a computational graph: nodes must hold at least one node, got 0",
  ],
  [
    (it) => computationalGraph({ nodes: [it.node] }),
    TypeError,
    "Cannot draw a computational graph: edges must be an array, got undefined",
  ],
  [
    (it) => computationalGraph({ nodes: [it.node, it.node], edges: [] }),
    RangeError,
    "Cannot draw a computational graph: nodes must have different ids, got a, a",
  ],
  [
    (it) => computationalGraph({ nodes: [{ ...it.node, x: NaN }], edges: [] }),
    RangeError,
    "Cannot draw a computational graph: x of a must be a finite number, got NaN",
  ],
  [
    (it) =>
      computationalGraph({ nodes: [it.node], edges: [{ from: "a", to: "b" }] }),
    RangeError,
    "Cannot draw a computational graph: the edge a to b must join two of its nodes, got no node b",
  ],
  [
    () => table(),
    TypeError,
    "Cannot make a table: rows must be an array, got undefined",
  ],
  [
    () => table([]),
    RangeError,
    "Cannot make a table: rows must hold at least one row, got 0",
  ],
  [
    () => table([{}]),
    RangeError,
    "Cannot make a table: there must be at least one column, got 0",
  ],
  [
    () => table([{ a: 1 }], { digits: 0 }),
    RangeError,
    "Cannot make a table: digits must be a whole number in 1 .. 17, got 0",
  ],
  [
    () => table([{ a: 1 }], { columns: ["b"] }),
    RangeError,
    'Cannot make a table: columns must be keys of a row, got "b"',
  ],
  [
    () => table([{ a: 1 }], { titel: "a" }),
    TypeError,
    "Cannot make a table: options must be among { caption, columns, digits }, got titel",
  ],
  [
    () => toSvg(undefined),
    TypeError,
    "Cannot draw an svg: chart must be a chart, got undefined",
  ],
  [
    () => toSvg(table([{ a: 1 }])),
    TypeError,
    "Cannot draw an svg: chart must be a chart, got { html, text }",
  ],
  [
    () => toPng(undefined),
    TypeError,
    "Cannot draw a png: chart must be a chart, got undefined",
  ],
  [
    (it) => toPng(it.chart, { scale: 0 }),
    RangeError,
    "Cannot draw a png: scale must be above 0 and at most 8, got 0",
  ],
  [
    (it) => toPng(it.chart, { fonts: "Nanum" }),
    TypeError,
    'Cannot draw a png: fonts must be an array, got "Nanum"',
  ],
  [
    (it) => toPng(it.chart, { fonts: ["Nanum"] }),
    RangeError,
    'Cannot draw a png: font 1 must be the bytes of a TrueType or OpenType file, got "Nanum"',
  ],
  [
    (it) => toPng(it.chart, { size: 2 }),
    TypeError,
    "Cannot draw a png: options must be among { scale, fonts }, got size",
  ],
  [
    (it) => themed(it.chart, "pink"),
    RangeError,
    'Cannot theme a chart: background must be "light", "dark" or "any", got "pink"',
  ],
  [
    () => themed(undefined, "dark"),
    TypeError,
    "Cannot theme a chart: chart must be a chart, got undefined",
  ],
  [
    () => progress("Training")({ done: 2, total: 1 }),
    RangeError,
    'Cannot report progress of "Training": done must be in 0 .. 1, got 2',
  ],
  [
    () => progress("Training")({ done: NaN, total: 1 }),
    RangeError,
    'Cannot report progress of "Training": done must be in 0 .. 1, got NaN',
  ],
  [
    () => progress("Training")(3),
    TypeError,
    'Cannot report progress of "Training": state must be an object { done, total, dashboard }, got 3',
  ],
  [
    () => show(undefined),
    TypeError,
    "Cannot show: it must be a chart or a table, got undefined",
  ],
  [
    (it) => show(it.x),
    TypeError,
    "Cannot show: it must be a chart or a table, got a Matrix",
  ],
  [
    (it) => show(toSvg(it.chart)),
    TypeError,
    "Cannot show: it must be a chart or a table, got a promise (is an await missing?)",
  ],
  [
    () => linePanels(),
    TypeError,
    "Cannot draw line panels: panels must be an object, each panel by its title, got undefined",
  ],
  [
    () => linePanels([]),
    TypeError,
    "Cannot draw line panels: panels must be an object, each panel by its title, got an Array",
  ],
  [
    () => linePanels({}),
    RangeError,
    "Cannot draw line panels: panels must hold at least one panel, got 0",
  ],
  [
    () => linePanels({ a: [1, 2] }),
    TypeError,
    "Cannot draw line panels: a must be an object { lines, rule }, got an Array",
  ],
  [
    () => linePanels({ a: undefined }),
    TypeError,
    "Cannot draw line panels: a must be an object { lines, rule }, got undefined",
  ],
  [
    () => linePanels({ a: { lines: {} } }),
    RangeError,
    "Cannot draw line panels: a must have at least one line, got 0",
  ],
  [
    () => linePanels({ a: { lines: { b: 5 } } }),
    TypeError,
    "Cannot draw line panels: b in a must be an array, got 5",
  ],
  [
    () => linePanels({ a: { lines: { b: [1] } } }),
    RangeError,
    "Cannot draw line panels: b in a must have at least two values, got 1",
  ],
  [
    () => linePanels({ a: { lines: { b: [null, NaN] } } }),
    RangeError,
    "Cannot draw line panels: b in a must have at least one finite value, got none",
  ],
  [
    () => linePanels({ a: { lines: { b: [1, "2"] } } }),
    RangeError,
    'Cannot draw line panels: b in a must be finite, got "2" as value 2',
  ],
  [
    () => linePanels({ a: { line: { b: [1, 2] } } }),
    TypeError,
    "Cannot draw line panels: a must be among { lines, rule }, got line",
  ],
  [
    () => linePanels({ a: { lines: { b: [1, 2] }, rule: Infinity } }),
    RangeError,
    "Cannot draw line panels: the rule of a must be finite, got Infinity",
  ],
  [
    () => linePanels(PANEL, { xtitle: "x" }),
    TypeError,
    "Cannot draw line panels: options must be among { xTitle, title, logX, logY, first, every, x, yRange, ruleTitle }, got xtitle",
  ],
  [
    () => linePanels(PANEL, { every: 0 }),
    RangeError,
    "Cannot draw line panels: every must be a finite number above 0, got 0",
  ],
  [
    () => linePanels(PANEL, { x: [1, 1] }),
    RangeError,
    "Cannot draw line panels: x must ascend, got 1 after 1",
  ],
  [
    () => linePanels(PANEL, { x: [1] }),
    RangeError,
    "Cannot draw line panels: x must have a place for each of the 2 values of a line, got 1",
  ],
  [
    () => linePanels(PANEL, { x: [1, 2], every: 1 }),
    RangeError,
    "Cannot draw line panels: options must have x, or first and every, got both",
  ],
  [
    () => linePanels(PANEL, { yRange: [1, 0] }),
    RangeError,
    "Cannot draw line panels: yRange must be a lower end and an upper one, got [1, 0]",
  ],
  [
    () => linePanels(PANEL, { yRange: [1] }),
    RangeError,
    "Cannot draw line panels: yRange must be a lower end and an upper one, got [1]",
  ],
  [
    () => linePanels(PANEL, { first: NaN }),
    RangeError,
    "Cannot draw line panels: first must be a finite number, got NaN",
  ],
  [
    () => heatMap(),
    TypeError,
    "Cannot draw a heat map: options must be an object { xTitle, yTitle, title, valueTitle, logX, domain, middle, lines, marks }, got undefined",
  ],
  [
    () => heatMap(CELLS),
    TypeError,
    "Cannot draw a heat map: options must be an object { xTitle, yTitle, title, valueTitle, logX, domain, middle, lines, marks }, got undefined",
  ],
  [
    () => heatMap([], TITLES),
    RangeError,
    "Cannot draw a heat map: cells must hold at least one cell, got 0",
  ],
  [
    () => heatMap(5, TITLES),
    TypeError,
    "Cannot draw a heat map: cells must be an array, got 5",
  ],
  [
    () => heatMap([undefined], TITLES),
    TypeError,
    "Cannot draw a heat map: cell 1 must be an object, got undefined",
  ],
  [
    () => heatMap([...CELLS, { x: 1, y: 1, value: NaN }], TITLES),
    RangeError,
    "Cannot draw a heat map: the value at 1, 1 must be a finite number, got NaN",
  ],
  [
    () => heatMap([...CELLS, { x: 1, y: 1 }], TITLES),
    RangeError,
    "Cannot draw a heat map: the value at 1, 1 must be a finite number, got undefined",
  ],
  [
    () => heatMap([...CELLS, CELLS[0]], TITLES),
    RangeError,
    "Cannot draw a heat map: there must be one cell a point, got two at 0, 0",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, xTitle: undefined }),
    TypeError,
    "Cannot draw a heat map: xTitle must be a text, got undefined",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, name: "a" }),
    TypeError,
    "Cannot draw a heat map: options must be among { xTitle, yTitle, title, valueTitle, logX, domain, middle, lines, marks }, got name",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, logX: true }),
    RangeError,
    "Cannot draw a heat map on a logarithmic axis: x must be above 0, got 0",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, domain: [1, 0] }),
    RangeError,
    "Cannot draw a heat map: domain must be two finite numbers, the lower first, got [1, 0]",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, domain: 1 }),
    TypeError,
    "Cannot draw a heat map: domain must be an array, got 1",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, middle: 9 }),
    RangeError,
    "Cannot draw a heat map: middle must lie inside 0 to 3, got 9",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, lines: [[0, 1]] }),
    TypeError,
    "Cannot draw a heat map: a line must be an object { label, points }, got an Array",
  ],
  [
    () =>
      heatMap(CELLS, { ...TITLES, lines: [{ label: "a", points: [[0, 1]] }] }),
    RangeError,
    "Cannot draw a heat map: a must have at least two points, got 1",
  ],
  [
    () =>
      heatMap(CELLS, { ...TITLES, lines: [{ label: "a", points: [0, 1] }] }),
    TypeError,
    "Cannot draw a heat map: a point of a must be an array, got 0",
  ],
  [
    () =>
      heatMap(CELLS, {
        ...TITLES,
        lines: [{ label: "a", points: [[0, 1], [1]] }],
      }),
    RangeError,
    "Cannot draw a heat map: a must be a finite number, got undefined",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, marks: { label: "a", x: 0, y: 0 } }),
    TypeError,
    "Cannot draw a heat map: marks must be an array, got { label, x, y }",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, marks: [{ label: "a", x: 0 }] }),
    RangeError,
    "Cannot draw a heat map: a must be a finite number, got undefined",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, marks: [{ name: "a", x: 0, y: 0 }] }),
    TypeError,
    "Cannot draw a heat map: a mark must be among { label, x, y }, got name",
  ],
  [
    () => claimVerdicts(),
    TypeError,
    "Cannot draw verdicts: rows must be an array, got undefined",
  ],
  [
    () => claimVerdicts([]),
    RangeError,
    "Cannot draw verdicts: rows must hold at least one claim, got 0",
  ],
  [
    () => claimVerdicts([undefined]),
    TypeError,
    "Cannot draw verdicts: claim 1 must be an object, got undefined",
  ],
  [
    () => claimVerdicts([{ ...CLAIM, verdict: "true" }]),
    RangeError,
    "Cannot draw verdicts: the verdict of claim 1 must be one of as said, in a narrower sense, not as said, but of something else, not, open, got true",
  ],
  [
    () => claimVerdicts([{ ...CLAIM, measurements: [] }]),
    RangeError,
    "Cannot draw verdicts: claim 1 must have a measurement of what it says, got none",
  ],
  [
    () => claimVerdicts([{ ...CLAIM, measurements: undefined }]),
    TypeError,
    "Cannot draw verdicts: the measurements of claim 1 must be an array, got undefined",
  ],
  [
    () => claimVerdicts([{ ...CLAIM, measurements: [null] }]),
    TypeError,
    "Cannot draw verdicts: a measurement of claim 1 must be an object, numbers by name, got null",
  ],
  [
    () =>
      claimVerdicts([{ ...CLAIM, measurements: [{ ...MEASURED, bar: {} }] }]),
    RangeError,
    'Cannot draw verdicts: the bar of "share" in claim 1 must be a finite number, got undefined',
  ],
  [
    () =>
      claimVerdicts([{
        ...CLAIM,
        measurements: [{ ...MEASURED, bar: undefined }],
      }]),
    TypeError,
    'Cannot draw verdicts: the bar of "share" in claim 1 must be an object, { above } or { below }, got undefined',
  ],
  [
    () =>
      claimVerdicts([{
        ...CLAIM,
        measurements: [{ ...MEASURED, estimate: 2 }],
      }]),
    TypeError,
    'Cannot draw verdicts: the estimate of "share" in claim 1 must be an object, numbers by name, got 2',
  ],
  [
    () =>
      claimVerdicts([{
        ...CLAIM,
        measurements: [{
          ...MEASURED,
          estimate: { ...MEASURED.estimate, low: NaN },
        }],
      }]),
    RangeError,
    'Cannot draw verdicts: the low of "share" in claim 1 must be a finite number, got NaN',
  ],
  [
    () => claimTable(),
    TypeError,
    "Cannot make a table of claims: rows must be an array, got undefined",
  ],
  [
    () => claimTable([]),
    RangeError,
    "Cannot make a table of claims: rows must hold at least one claim, got 0",
  ],
  [
    () => claimTable([CLAIM], { sections: String }),
    TypeError,
    "Cannot make a table of claims: options must be among { section, quotes }, got sections",
  ],
  [
    () => claimTable([CLAIM], { section: "07" }),
    TypeError,
    'Cannot make a table of claims: section must be a function, got "07"',
  ],
  [
    () => claimTable([{ ...CLAIM, korean: 1 }]),
    TypeError,
    "Cannot make a table of claims: the korean of claim 1 must be a text, got 1",
  ],
  [
    () => claimTable([{ ...CLAIM, condition: { sense: "wider", text: "a" } }]),
    RangeError,
    'Cannot make a table of claims: the sense of the condition of claim 1 must be "narrower" or "something else", got wider',
  ],
  [
    () => verdictsByBar(),
    TypeError,
    "Cannot draw verdicts by their bars: spans must be an array, got undefined",
  ],
  [
    () => verdictsByBar([undefined]),
    TypeError,
    "Cannot draw verdicts by their bars: span 1 must be an object, got undefined",
  ],
  [
    () => verdictsByBar([{ number: 1, title: "a", verdict: "not", from: 0 }]),
    RangeError,
    "Cannot draw verdicts by their bars: from of claim 1 must be a finite number above 0, got 0",
  ],
  [
    () => claimMeasurements(),
    TypeError,
    "Cannot make a table of measurements: claim 1 must be an object, got undefined",
  ],
  [
    () => claimMeasurements([CLAIM]),
    RangeError,
    "Cannot make a table of measurements: the verdict of claim undefined must be one of as said, in a narrower sense, not as said, but of something else, not, open, got undefined",
  ],
  [
    () => claimMeasurements({ ...CLAIM, measurements: [] }),
    RangeError,
    "Cannot make a table of measurements: claim 1 must have a measurement of what it says, got none",
  ],
  [
    () => diagnosisTable(),
    TypeError,
    "Cannot make a table of a diagnosis: rows must be an array, got undefined",
  ],
  [
    () => diagnosisTable([]),
    RangeError,
    "Cannot make a table of a diagnosis: rows must hold at least one row, got 0",
  ],
  [
    () => diagnosisTable([null]),
    TypeError,
    "Cannot make a table of a diagnosis: row 1 must be an object, got null",
  ],
  [
    (it) => diagnosisTable([it.row], { title: "a" }),
    TypeError,
    "Cannot make a table of a diagnosis: options must be among { caption, columns }, got title",
  ],
  [
    () => diagnosisFigure(),
    TypeError,
    "Cannot draw a diagnosis: rows must be an array, got undefined",
  ],
  [
    () => diagnosisFigure([]),
    RangeError,
    "Cannot draw a diagnosis: rows must hold at least one row, got 0",
  ],
  [
    () => diagnosisFigure({ rows: [] }),
    TypeError,
    "Cannot draw a diagnosis: rows must be an array, got { rows }",
  ],
  [
    () => diagnosisFigure([undefined]),
    TypeError,
    "Cannot draw a diagnosis: row 1 must be an object, got undefined",
  ],
  [
    () => scaleExplorer(),
    TypeError,
    "Cannot draw a scale explorer: rows must be an array, got undefined",
  ],
  [
    () => scaleExplorer([]),
    RangeError,
    "Cannot draw a scale explorer: rows must hold at least one row, got 0",
  ],
  [
    () => scaleExplorer([undefined]),
    TypeError,
    "Cannot draw a scale explorer: row 1 must be an object, got undefined",
  ],
  [
    () => scaleExplorer([{ ...NETWORK, std: 0 }]),
    RangeError,
    "Cannot draw a scale explorer: std must be above 0, for a logarithmic slider, got 0 to 0",
  ],
  [
    () => scaleExplorer([{ ...NETWORK, std: undefined }]),
    RangeError,
    "Cannot draw a scale explorer: std must be above 0, for a logarithmic slider, got undefined to undefined",
  ],
  [
    () => scaleExplorer([{ ...NETWORK, counts: 3 }]),
    TypeError,
    "Cannot draw a scale explorer: the counts of row 1 must be an array, got 3",
  ],
  [
    () => scaleExplorer([{ ...NETWORK, counts: [NaN] }]),
    RangeError,
    "Cannot draw a scale explorer: a count of row 1 must be a finite number at least 0, got NaN",
  ],
  [
    () => scaleExplorer([{ ...NETWORK, range: [1, 0] }]),
    RangeError,
    "Cannot draw a scale explorer: range must be two finite numbers, the lower first, got [1, 0]",
  ],
  [
    () => scaleExplorer([{ ...NETWORK, total: NaN }]),
    RangeError,
    "Cannot draw a scale explorer: total of row 1 must be a finite number at least 0, got NaN",
  ],
  [
    () => scaleExplorer([{ ...NETWORK, activation: undefined }]),
    TypeError,
    "Cannot draw a scale explorer: the activation of row 1 must be a text, got undefined",
  ],
  [
    () => scaleExplorer([1, 2, 5].map((std) => ({ ...NETWORK, std }))),
    RangeError,
    "Cannot draw a scale explorer: the scales must be in equal ratios, for the steps of a slider, got 2 where 2.24 would be next",
  ],
  [
    () => scaleExplorer([NETWORK], { mark: {} }),
    TypeError,
    "Cannot draw a scale explorer: options must be among { marks, start }, got mark",
  ],
  [
    () => scaleExplorer([NETWORK], { marks: { Xavier: 0 } }),
    RangeError,
    "Cannot draw a scale explorer: marks.Xavier must be a finite number above 0, got 0",
  ],
  [
    () => scaleExplorer([NETWORK], { marks: [0.1] }),
    TypeError,
    "Cannot draw a scale explorer: marks must be an object, scales by name, got an Array",
  ],
  [
    () => scaleExplorer([NETWORK], { start: { sdt: 1 } }),
    TypeError,
    "Cannot draw a scale explorer: start must be among { activation, batchNorm, std }, got sdt",
  ],
  [
    () => scaleExplorer([NETWORK], { start: { std: 2 } }),
    RangeError,
    'Cannot draw a scale explorer: start must be one of the rows\' networks, got {"activation":"tanh","batchNorm":false,"std":2}',
  ],
  [
    () => trainingExplorer(),
    TypeError,
    "Cannot draw a training explorer: runs must be an array, got undefined",
  ],
  [
    () => trainingExplorer([]),
    RangeError,
    "Cannot draw a training explorer: runs must hold at least one run, got 0",
  ],
  [
    () => trainingExplorer([undefined]),
    TypeError,
    "Cannot draw a training explorer: run 1 must be an object, got undefined",
  ],
  [
    () => trainingExplorer([{ ...BANDS, std: -1 }]),
    RangeError,
    "Cannot draw a training explorer: std must be above 0, for a logarithmic axis, got -1",
  ],
  [
    () => trainingExplorer([{ ...BANDS, updates: undefined }]),
    TypeError,
    "Cannot draw a training explorer: updates at std 1 must be an array, got undefined",
  ],
  [
    () => trainingExplorer([{ ...BANDS, updates: [1, 11] }]),
    RangeError,
    "Cannot draw a training explorer: train.mean must hold 2 numbers at std 1, one a measurement, got 1",
  ],
  [
    () => trainingExplorer([{ ...BANDS, train: undefined }]),
    TypeError,
    "Cannot draw a training explorer: train must be an object { mean, low, high }, got undefined",
  ],
  [
    () =>
      trainingExplorer([{ ...BANDS, train: { ...BANDS.train, low: [NaN] } }]),
    RangeError,
    "Cannot draw a training explorer: train.low must be a finite number at least 0 and at most 1, got NaN",
  ],
  [
    () => trainingExplorer([{ ...BANDS, test: { mean: [0.1], low: [0.1] } }]),
    TypeError,
    "Cannot draw a training explorer: test.high must be an array, got undefined",
  ],
  [
    () =>
      trainingExplorer([{ ...BANDS, test: { ...BANDS.test, median: [0.1] } }]),
    TypeError,
    "Cannot draw a training explorer: test must be among { mean, low, high }, got median",
  ],
  [
    () => trainingExplorer([BANDS], { scale: 1 }),
    TypeError,
    "Cannot draw a training explorer: options must be among { std }, got scale",
  ],
  [
    () => trainingExplorer([BANDS], { std: NaN }),
    RangeError,
    "Cannot draw a training explorer: std must be a finite number above 0, got NaN",
  ],
  // What stands inside options, rows and lists.
  [
    (it) => histograms([it.x], { theory: [undefined] }),
    TypeError,
    "Cannot draw histograms: theory 1 must be a function, got undefined",
  ],
  [
    (it) => histograms([it.x, it.x], { theory: [Math.abs, 0.5] }),
    TypeError,
    "Cannot draw histograms: theory 2 must be a function, got 0.5",
  ],
  [
    (it) => histograms([it.x], { theory: Math.abs }),
    TypeError,
    "Cannot draw histograms: theory must be an array, got the function abs",
  ],
  [
    (it) => histograms([it.x], { theory: [() => "0.5"] }),
    RangeError,
    'Cannot draw histograms: theory must give shares in [0, 1], got "0.5" at -1.8 in 1-layer',
  ],
  [
    (it) => histograms([it.x], { titles: [undefined] }),
    TypeError,
    "Cannot draw histograms: title 1 must be a text, got undefined",
  ],
  [
    (it) => histograms([it.x], { titles: "a" }),
    TypeError,
    'Cannot draw histograms: titles must be an array, got "a"',
  ],
  [
    (it) => histograms([it.x], { xTitle: 5 }),
    TypeError,
    "Cannot draw histograms: xTitle must be a text, got 5",
  ],
  [
    (it) => histograms([it.x], { range: ["0", "1"] }),
    RangeError,
    "Cannot draw histograms: range must be two finite numbers, the lower first, got [0, 1]",
  ],
  [
    (it) => neuronProfile([it.x], { titles: [1] }),
    TypeError,
    "Cannot draw a neuron profile: title 1 must be a text, got 1",
  ],
  [
    (it) => neuronProfile([it.x], { xTitle: null }),
    TypeError,
    "Cannot draw a neuron profile: xTitle must be a text, got null",
  ],
  [
    () => layerProfile([undefined], Y),
    TypeError,
    "Cannot draw a layer profile: row 1 must be an object, got undefined",
  ],
  [
    (it) => layerProfile([{ ...it.row, low: null }], Y),
    RangeError,
    "Cannot draw a layer profile: sigmoid must be finite, got null at layer 1",
  ],
  [
    (it) => layerProfile([{ ...it.row, high: "1" }], Y),
    RangeError,
    'Cannot draw a layer profile: sigmoid must be finite, got "1" at layer 1',
  ],
  [
    (it) => layerProfile([{ ...it.row, theory: "no" }], Y),
    TypeError,
    'Cannot draw a layer profile: theory of sigmoid at layer 1 must be true or false, got "no"',
  ],
  [
    (it) => layerProfile([it.row], { ...Y, logY: "no" }),
    TypeError,
    'Cannot draw a layer profile: logY must be true or false, got "no"',
  ],
  [
    (it) => layerProfile([it.row], { ...Y, xTitle: 1 }),
    TypeError,
    "Cannot draw a layer profile: xTitle must be a text, got 1",
  ],
  [
    () => lossCurves({ He: [3, "2"] }),
    TypeError,
    'Cannot draw loss curves: the losses of He must be numbers, got "2" as loss 2',
  ],
  [
    () => lossCurves({ He: [3, true] }),
    TypeError,
    "Cannot draw loss curves: the losses of He must be numbers, got true as loss 2",
  ],
  [
    () => lossCurves({ He: [3] }, { logY: 1 }),
    TypeError,
    "Cannot draw loss curves: logY must be true or false, got 1",
  ],
  [
    () => lossCurves({ He: [3] }, { yTitle: ["loss"] }),
    TypeError,
    "Cannot draw loss curves: yTitle must be a text, got an Array",
  ],
  [
    () => functionCurves([Math.tanh]),
    TypeError,
    "Cannot draw function curves: functions must be an object, each function by its name, got an Array",
  ],
  [
    () => functionCurves({ tanh: {} }),
    TypeError,
    "Cannot draw function curves: tanh must be a function or an array, got undefined",
  ],
  [
    () => functionCurves({ tanh: { value: Math.tanh, derivative: null } }),
    TypeError,
    "Cannot draw function curves: the derivative of tanh must be a function or an array, got null",
  ],
  [
    () => functionCurves({ tanh: { value: Math.tanh } }, { x: null }),
    TypeError,
    "Cannot draw function curves: x must be an array, got null",
  ],
  [
    () => functionCurves({ a: { value: [1, "2"] } }, { x: [0, 1] }),
    RangeError,
    'Cannot draw function curves: a must be finite, got "2" at 1',
  ],
  [
    () => functionCurves({ tanh: { value: Math.tanh } }, { xTitle: 1 }),
    TypeError,
    "Cannot draw function curves: xTitle must be a text, got 1",
  ],
  [
    () => accuracyPanels([undefined]),
    TypeError,
    "Cannot draw accuracy panels: run 1 must be an object, got undefined",
  ],
  [
    (it) => accuracyPanels([{ ...it.run, trainAccuracy: 0.5 }]),
    TypeError,
    "Cannot draw accuracy panels: the train accuracies of std 0.1 with batch norm must be an array, got 0.5",
  ],
  [
    (it) => accuracyPanels([{ ...it.run, trainAccuracy: [0.1, "0.5"] }]),
    RangeError,
    'Cannot draw accuracy panels: std 0.1 with batch norm must have accuracies in [0, 1], got "0.5"',
  ],
  [
    (it) => accuracyPanels([{ ...it.run, trainAccuracy: [undefined] }]),
    RangeError,
    "Cannot draw accuracy panels: std 0.1 with batch norm must have accuracies in [0, 1], got undefined",
  ],
  [
    (it) => accuracyPanels([{ ...it.run, batchNorm: undefined }]),
    TypeError,
    "Cannot draw accuracy panels: batchNorm at std 0.1 must be true or false, got undefined",
  ],
  [
    () => accuracyByScale([undefined]),
    TypeError,
    "Cannot draw accuracy by scale: row 1 must be an object, got undefined",
  ],
  [
    () => accuracyByScale([{ std: 1, accuracy: "0.5", series: "a" }]),
    RangeError,
    'Cannot draw accuracy by scale: accuracy of a at std 1 must be in [0, 1], got "0.5"',
  ],
  [
    () => accuracyByScale([{ std: 1, accuracy: 0.5, low: null, series: "a" }]),
    RangeError,
    "Cannot draw accuracy by scale: low of a at std 1 must be in [0, 1], got null",
  ],
  [
    () =>
      accuracyByScale([{ std: 1, accuracy: 0.5, series: "a" }], { yTitle: 1 }),
    TypeError,
    "Cannot draw accuracy by scale: yTitle must be a text, got 1",
  ],
  [
    () =>
      accuracyByScale([{ std: 1, accuracy: 0.5, series: "a" }], {
        marks: { Xavier: 0 },
      }),
    RangeError,
    "Cannot draw accuracy by scale: marks.Xavier must be a finite number above 0, got 0",
  ],
  [
    () => computationalGraph({ nodes: [undefined], edges: [] }),
    TypeError,
    "Cannot draw a computational graph: node 1 must be an object { id, label, x, y, kind, title }, got undefined",
  ],
  [
    (it) => computationalGraph({ nodes: [{ ...it.node, id: 1 }], edges: [] }),
    TypeError,
    "Cannot draw a computational graph: the id of node 1 must be a text, got 1",
  ],
  [
    () => computationalGraph({ nodes: [{ id: "a", x: 1, y: 1 }], edges: [] }),
    TypeError,
    "Cannot draw a computational graph: the label of a must be a text, got undefined",
  ],
  [
    (it) =>
      computationalGraph({ nodes: [{ ...it.node, kind: "box" }], edges: [] }),
    RangeError,
    'Cannot draw a computational graph: the kind of a must be "operator" or "value", got box',
  ],
  [
    (it) => computationalGraph({ nodes: [it.node], edges: ["a"] }),
    TypeError,
    'Cannot draw a computational graph: edge 1 must be an object { from, to, forward, backward, via }, got "a"',
  ],
  [
    (it) =>
      computationalGraph({
        nodes: [it.node, { ...it.node, id: "b", x: 90 }],
        edges: [{ from: "a", to: "b", forward: "x" }],
      }),
    TypeError,
    "Cannot draw a computational graph: backward of the edge a to b must be a text, got undefined",
  ],
  [
    (it) =>
      computationalGraph({
        nodes: [it.node],
        edges: [{ from: "a", to: "a", via: [[1, NaN]] }],
      }),
    TypeError,
    "Cannot draw a computational graph: a corner of edge 1 must be two finite numbers [x, y], got [1, NaN]",
  ],
  [
    (it) =>
      computationalGraph({
        nodes: [it.node],
        edges: [],
        notes: [{ x: 1, y: 1, text: "a", direction: "up" }],
      }),
    RangeError,
    'Cannot draw a computational graph: the direction of note 1 must be "forward" or "backward", got up',
  ],
  [
    (it) => computationalGraph({ nodes: [it.node], edges: [], caption: 1 }),
    TypeError,
    "Cannot draw a computational graph: caption must be a text, got 1",
  ],
  [
    () => table([undefined]),
    TypeError,
    "Cannot make a table: row 1 must be an object, got undefined",
  ],
  [
    () => table([{ a: 1 }, { a: [1, 2] }]),
    TypeError,
    'Cannot make a table: "a" of row 2 must be a text, a number, true, false or a link { text, href }, got an Array',
  ],
  [
    () => table([{ a: { text: "a" } }]),
    TypeError,
    'Cannot make a table: "a" of row 1 must be a text, a number, true, false or a link { text, href }, got { text }',
  ],
  [
    (it) => table([{ a: it.x }]),
    TypeError,
    'Cannot make a table: "a" of row 1 must be a text, a number, true, false or a link { text, href }, got a Matrix',
  ],
  [
    () => table([{ a: 1 }], { columns: "a" }),
    TypeError,
    'Cannot make a table: columns must be an array, got "a"',
  ],
  [
    () => table([{ a: 1 }], { columns: [undefined] }),
    TypeError,
    "Cannot make a table: column 1 must be a text, got undefined",
  ],
  [
    () => table([{ a: 1 }], { caption: 1 }),
    TypeError,
    "Cannot make a table: caption must be a text, got 1",
  ],
  [
    () => toSvg({ spec: undefined }),
    TypeError,
    "Cannot draw an svg: chart must be a chart, got { spec }",
  ],
  [
    (it) => toPng(it.chart, { scale: "2" }),
    RangeError,
    'Cannot draw a png: scale must be above 0 and at most 8, got "2"',
  ],
  [
    () => show({ html: 5 }),
    TypeError,
    "Cannot show: it must be a chart or a table, got { html }",
  ],
  [
    () => progress(undefined),
    TypeError,
    "Cannot report progress: label must be a text, got undefined",
  ],
  [
    () => progress("Training")({ done: 0, total: "1" }),
    RangeError,
    'Cannot report progress of "Training": total must be a finite number at least 0, got "1"',
  ],
  [
    () => progress("Training")({ done: "1", total: 1 }),
    RangeError,
    'Cannot report progress of "Training": done must be in 0 .. 1, got "1"',
  ],
  [
    () => progress("Training")({ done: 0, total: 1, dashboard: 8787 }),
    TypeError,
    'Cannot report progress of "Training": dashboard must be a text, got 8787',
  ],
  [
    () => linePanels(PANEL, { xTitle: 1 }),
    TypeError,
    "Cannot draw line panels: xTitle must be a text, got 1",
  ],
  [
    () => linePanels(PANEL, { ruleTitle: 1 }),
    TypeError,
    "Cannot draw line panels: ruleTitle must be a text, got 1",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, logX: "no" }),
    TypeError,
    'Cannot draw a heat map: logX must be true or false, got "no"',
  ],
  [
    () => heatMap(CELLS, { ...TITLES, domain: ["0", "1"] }),
    RangeError,
    'Cannot draw a heat map: domain must be two finite numbers, the lower first, got ["0", "1"]',
  ],
  [
    () => heatMap(CELLS, { ...TITLES, domain: [0, 1, 2] }),
    RangeError,
    "Cannot draw a heat map: domain must be two finite numbers, the lower first, got [0, 1, 2]",
  ],
  [
    () => heatMap(CELLS, { ...TITLES, middle: "1" }),
    RangeError,
    'Cannot draw a heat map: middle must lie inside 0 to 3, got "1"',
  ],
  [
    () =>
      heatMap(CELLS, {
        ...TITLES,
        lines: [{ label: "a", points: [[0, 1], [1, 1, 1]] }],
      }),
    RangeError,
    "Cannot draw a heat map: a point of a must be two numbers [x, y], got 3",
  ],
  [
    () => claimVerdicts([{ ...CLAIM, number: "1" }]),
    RangeError,
    'Cannot draw verdicts: the number of claim 1 must be a finite number, got "1"',
  ],
  [
    () => claimVerdicts([{ ...CLAIM, title: undefined }]),
    TypeError,
    "Cannot draw verdicts: the title of claim 1 must be a text, got undefined",
  ],
  [
    () => claimTable([{ ...CLAIM, where: undefined }]),
    TypeError,
    "Cannot make a table of claims: where claim 1 is shown must be a text, got undefined",
  ],
  [
    () => claimTable([{ ...CLAIM, condition: 1 }]),
    TypeError,
    "Cannot make a table of claims: the condition of claim 1 must be an object, { sense, text }, got 1",
  ],
  [
    () => claimTable([CLAIM], { section: () => 7 }),
    TypeError,
    "Cannot make a table of claims: the section of claim 1 must be a text, got 7",
  ],
  [
    () =>
      claimVerdicts([{
        ...CLAIM,
        measurements: [{ ...MEASURED, measure: undefined }],
      }]),
    TypeError,
    "Cannot draw verdicts: what is measured of claim 1 must be a text, got undefined",
  ],
  [
    () =>
      claimVerdicts([{
        ...CLAIM,
        measurements: [{ ...MEASURED, onCondition: undefined }],
      }]),
    TypeError,
    'Cannot draw verdicts: onCondition of "share" in claim 1 must be true or false, got undefined',
  ],
  [
    () =>
      claimVerdicts([{
        ...CLAIM,
        measurements: [{ ...MEASURED, bar: { above: 1, below: 2 } }],
      }]),
    TypeError,
    'Cannot draw verdicts: the bar of "share" in claim 1 must be { above } or { below }, got both',
  ],
  [
    () =>
      claimVerdicts([{
        ...CLAIM,
        measurements: [{
          ...MEASURED,
          estimate: { ...MEASURED.estimate, method: undefined },
        }],
      }]),
    TypeError,
    'Cannot draw verdicts: the method of "share" in claim 1 must be a text, got undefined',
  ],
  [
    () => diagnosisTable([LAYER], { caption: 1 }),
    TypeError,
    "Cannot make a table of a diagnosis: caption must be a text, got 1",
  ],
  [
    () => diagnosisTable([LAYER], { columns: "units" }),
    RangeError,
    'Cannot make a table of a diagnosis: columns must be "all", "signal" or "gradients", got units',
  ],
  [
    () => diagnosisFigure([{ ...LAYER, layer: undefined }]),
    RangeError,
    "Cannot draw a diagnosis: the layer of row 1 must be a finite number, got undefined",
  ],
  [
    () => diagnosisFigure([{ ...LAYER, name: undefined }]),
    TypeError,
    "Cannot draw a diagnosis: the name of row 1 must be a text, got undefined",
  ],
  [
    () => diagnosisFigure([{ ...LAYER, std: "1" }]),
    TypeError,
    'Cannot draw a diagnosis: std of row 1 must be a number, got "1"',
  ],
  [
    () => scaleExplorer([{ ...NETWORK, batchNorm: undefined }]),
    TypeError,
    "Cannot draw a scale explorer: batchNorm of row 1 must be true or false, got undefined",
  ],
  [
    () => scaleExplorer([{ ...NETWORK, counts: [] }]),
    RangeError,
    "Cannot draw a scale explorer: the counts of row 1 must be of at least one bin, got 0",
  ],
  [
    () => scaleExplorer([{ ...NETWORK, counts: [] }, NETWORK]),
    RangeError,
    "Cannot draw a scale explorer: the counts of row 1 must be of at least one bin, got 0",
  ],
  [
    () => scaleExplorer([{ ...NETWORK, std: String(NETWORK.std) }, NETWORK]),
    RangeError,
    'Cannot draw a scale explorer: std must be above 0, for a logarithmic slider, got "1"',
  ],
  [
    () => scaleExplorer([NETWORK], { start: { std: "1" } }),
    RangeError,
    'Cannot draw a scale explorer: start.std must be a finite number, got "1"',
  ],
  [
    () => trainingExplorer([{ ...BANDS, batchNorm: "yes" }]),
    TypeError,
    'Cannot draw a training explorer: batchNorm at std 1 must be true or false, got "yes"',
  ],
  [
    () => trainingExplorer([{ ...BANDS, updates: [] }]),
    RangeError,
    "Cannot draw a training explorer: updates at std 1 must hold at least one, got 0",
  ],
];

testRefusals(CASES);
