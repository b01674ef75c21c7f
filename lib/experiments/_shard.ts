// A stand-in until the shard is here.
export function runShard(_args: readonly string[]): void {
  throw new Error("Cannot run a shard: it is not there yet");
}
