/** The value of `--name value` or `--name=value` among a command's arguments. */
export function option(
  args: readonly string[],
  name: string,
): string | undefined {
  const at = args.findIndex((arg) =>
    arg === name || arg.startsWith(`${name}=`)
  );
  if (at < 0) return undefined;
  return args[at] === name ? args[at + 1] : args[at].slice(name.length + 1);
}
