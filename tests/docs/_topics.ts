/**
 * What the reference calls the folders of lib/, in the order in which it lists them. What is
 * public lies in one of them, or in a folder with a subpath of its own.
 */
export const TOPICS: Readonly<Record<string, string>> = {
  networks: "Networks",
  layers: "Layers and normalization",
  initializers: "Initializers",
  activations: "Activation functions",
  losses: "Losses",
  optimizers: "Optimizers",
  schedules: "Learning rate schedules",
  training: "Training",
  saving: "Saving",
  probes: "Probes",
  diagnosis: "Diagnosis",
  datasets: "Data",
  random: "Randomness",
  storage: "Matrices",
  matrix: "Matrices",
  statistics: "Intervals of confidence",
  workers: "Workers",
  kernel: "The kernel",
  help: "Help",
};

/** What a subpath's names are divided into, since they all lie in its folder. */
export const KINDS = { values: "Functions", types: "Options and types" };

/**
 * Under what the reference lists a name.
 *
 * @param path Where it is declared, from lib/: "layers/affine.ts".
 * @param isType Whether it is a type alone.
 * @throws {Error} if its folder has no name in the reference.
 */
export function topicOf(
  path: string,
  subpath: string | undefined,
  isType: boolean,
): string {
  const [folder] = path.split("/");
  if (folder === subpath) return isType ? KINDS.types : KINDS.values;
  const topic = TOPICS[folder];
  if (topic === undefined) {
    throw new Error(
      `Cannot list what lib/${path} declares: lib/${folder} has no name in tests/docs/_topics.ts.`,
    );
  }
  return topic;
}
