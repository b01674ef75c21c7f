import { assertEquals } from "@std/assert";
import { allFigures } from "./_figures.ts";

/** What each figure says of itself, to who cannot see it and in plain text. */
const SENTENCES: Readonly<Record<string, string>> = {
  histograms:
    "5 histograms of 30 bins from 0 to 1: 1-layer has mean 0.704 and standard deviation 1.04, 2-layer has mean 0.747 and standard deviation 1.08, 3-layer has mean 0.741 and standard deviation 1.27, 4-layer has mean 0.979 and standard deviation 1.61, 5-layer has mean 1.08 and standard deviation 1.76; not drawn: 1,110 of 4,000 outside in 1-layer, 1,183 of 4,000 outside in 2-layer, 1,048 of 4,000 outside in 3-layer, 1,224 of 4,000 outside in 4-layer and 1,262 of 4,000 outside in 5-layer; bars are cut at 500 in 1-layer (up to 2,015), 2-layer (up to 1,946), 3-layer (up to 2,257), 4-layer (up to 1,992) and 5-layer (up to 2,108).",
  histogramsWithTheory:
    "5 histograms of 30 bins from -1 to 1: 1-layer has mean -0.000579 and standard deviation 0.589, 2-layer has mean -0.00112 and standard deviation 0.425, 3-layer has mean -0.000876 and standard deviation 0.34, 4-layer has mean 0.00109 and standard deviation 0.294, 5-layer has mean 0.000129 and standard deviation 0.216; no value lies outside; theory has other bins for 4.6% of the values in 1-layer, 22% of the values in 2-layer, 36% of the values in 3-layer, 41% of the values in 4-layer and 54% of the values in 5-layer.",
  heatMap:
    "value over x 1 to 2 and y 3 to 5, from 3 at x 1, y 3 to 10 at x 2, y 5; line: line, from 1, 3 to 2, 5; points: mark at 1, 5.",
  neuronProfile:
    "Mean and standard deviation of the activation of each neuron in 5 panels: the standard deviation within a neuron is 0.19 in 1-layer, 0.0404 in 2-layer, 0.0084 in 3-layer, 0.00191 in 4-layer and 0.000352 in 5-layer, that between the neurons' means 0.00814 in 1-layer, 0.0649 in 2-layer, 0.128 in 3-layer, 0.0997 in 4-layer and 0.0973 in 5-layer.",
  layerProfile:
    "standard deviation by layer, 1 to 2: a goes from 0.2 to 0.1 (theory 0.21 to 0.12); b goes from 0.5 to 0.5.",
  linePanels:
    "By updates, 1 to 3: mean (population 3): a goes from 0 to 3, b from 0 to 2; variance (population 4): a goes from 1 to 4, b from 0 to 3.",
  lossCurves:
    "Loss over updates: a goes from 3 to 1 by update 3; b goes from 3 to 3 by update 1; c goes from 1 to 1, then c stops being finite at update 2.",
  xyPlot:
    "y over x: a has 2 points at 1 to 3, y 3 to 5; b has 2 points at 1 to 2, y 4 to 6; 1 of a is not finite and not drawn.",
  stacked:
    "y over x: a has 2 points at 0.1 to 10, y 1 to 2; below: y over x: a has 2 points at 0.1 to 10, y 3 to 4; lines: middle at 1.",
  networkPanels:
    "left, 5 hidden layers: variance from 0.16 to 0.16 (theory from 0.16 to 0.16), within a neuron from 0.16 to 0.000105 (theory from 0.15 to 0.0000759), variance of the gradient from 0.01 to 1e-10 (theory from 0.01 to 1e-10), loss from 3 to 1 after 3 updates; right, 5 hidden layers: variance from 4 to 4, within a neuron from 1 to 1.",
  functionCurves:
    "sigmoid and tanh over x from -6 to 6: sigmoid runs from 0.00247 to 0.998, its derivative at most 0.25; tanh runs from -1 to 1, its derivative at most 1.",
  accuracyPanels:
    "Training accuracy over 191 updates for 16 weight scales from 1 to 0.0001: batch normalization ends at 0.25 to 1, plain networks at 0.1 to 0.25, and batch normalization ends ahead in 15 of 16.",
  accuracyByScale:
    "Final training accuracy for 16 weight scales from 0.0001 to 1: with batch normalization is best at std 1 with 1 and worst at std 0.0001 with 0.25; without is best at std 1 with 0.12 and worst at std 1 with 0.12; published values differ by at most 0.003.",
  batchNormalizationGraph:
    "Batch normalization as a graph of 9 operators, for m examples: forward, x − μ with the mean μ, its squares' mean σ², s = √(σ² + ε), x̂ = (x − μ) / s and y = γ x̂ + β; backward, dβ = Σ dout, dγ = Σ dout x̂, dx̂ = γ dout, g = Σ dx̂ (x−μ), ds = −g / s², dσ² = ds / 2s, d(x−μ) = dx̂ / s + 2 (x−μ) dσ² / m, dμ = −Σ d(x−μ) and dx = d(x−μ) + dμ / m.",
  diagnosisFigure:
    "Diagnosis of 3 layers, first to last: std of the output (all values) from 0.4 to 0.4; std of the output (within a neuron) from 0.4 to 0.064; std of the output (theory) from 0.41 to 0.41; effective rank from 10 to 3.33; share of values or units (values saturated) from 0.3 to 0.3; share of values or units (units dead) from 0.1 to 0.1; std of the gradient (by z) from 0.0001 to 0.0003; std of the gradient (by W) from 0.001 to 0.003; log10 of update / W from -3 to -3.",
  claimVerdicts:
    "Verdicts on 5 claims: 1 as said (1), 1 in a narrower sense (2), 1 not as said, but of something else (5), 1 not (3) and 1 open (14).",
  verdictsByBar:
    "Verdicts on 3 claims with bars that ask 0.1 to 10 times as much: within a factor of 2 of its bars 1 (as said up to 1.5, then open up to 1.75, then not) moves, of 3.",
  scaleExplorer:
    "Histograms of 20 networks of 3 layers (sigmoid and ReLU) for weights of std 0.01 to 100, chosen by a slider; at std 0.1 (sigmoid, without batch normalization) the last layer's standard deviation within neurons is 0.015 of 0.5, over 12 values.",
  trainingExplorer:
    "Accuracy over updates with and without batch normalization for 16 weight scales from 0.0001 to 1, chosen by a slider; at std 0.0136 the final training accuracy after 191 updates is 0.725 with and 0.1 without.",
};

for (const [name, { description }] of Object.entries(allFigures())) {
  Deno.test(`${name}: the sentence says what is drawn, with its numbers`, () => {
    assertEquals(description, SENTENCES[name]);
  });
}
