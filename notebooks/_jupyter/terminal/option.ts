/**
 * The value of `--name value` or `--name=value` among a command's arguments; of several
 * the last, under whichever of its names.
 */
export function option(
  args: readonly string[],
  ...names: readonly string[]
): string | undefined {
  const at = args.findLastIndex((arg) =>
    names.some((name) => arg === name || arg.startsWith(`${name}=`))
  );
  if (at < 0) return undefined;
  return names.includes(args[at])
    ? args[at + 1]
    : args[at].slice(args[at].indexOf("=") + 1);
}
