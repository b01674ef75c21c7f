import { ActivationLayer, Affine, normal, relu, seeded } from "weightlab";
import type { LayerDiagnosis } from "../../lib/diagnosis/diagnosis.ts";
import type { Finding, Findings } from "../../lib/diagnosis/_examine.ts";

/** What a test may say otherwise of a sound layer. */
export interface Told {
  /** Of its row. */
  readonly row?: Partial<LayerDiagnosis>;
  /** Of the rest. */
  readonly finding?: Partial<Finding>;
}

/**
 * Findings of a sound network, three layers of ten units with ReLU but for the last, as
 * `examine` would give them; numbers that a test says otherwise stand in for measured ones.
 *
 * @param told By layer, from 0.
 * @param all Of the whole network.
 */
export function findings(
  told: Readonly<Record<number, Told>> = {},
  all: Partial<Findings> = {},
): Findings {
  const rng = seeded("findings");
  const found = [0, 1, 2].map((i): Finding => {
    const affine = new Affine(10, 10, { init: normal({ std: 0.4 }), rng });
    const activation = i < 2 ? new ActivationLayer(relu) : undefined;
    const x = affine.W.value, y = affine.W.value;
    const row: LayerDiagnosis = {
      layer: i + 1,
      name: activation ? "Affine, ReLU" : "Affine",
      units: 10,
      mean: 0.5,
      std: 1,
      between: 0.6,
      within: 0.8,
      predicted: 1,
      ...(activation && { dead: 0 }),
      rank: 8,
      weightStd: 0.4,
      gradientStd: 0.01,
      weightGradientStd: 0.01,
      logUpdate: -3,
      ...told[i]?.row,
    };
    const layers = activation ? [affine, activation] : [affine];
    return {
      row,
      steps: layers.map((layer) => ({ layer, cloned: true, x, y })),
      affine,
      activation,
      rms: 1,
      gradientLength: 1,
      ...told[i]?.finding,
    };
  });
  return {
    input: { rms: 1, rank: 9 },
    rows: found.map(({ row }) => row),
    findings: found,
    loss: Math.log(10),
    ...all,
  };
}
