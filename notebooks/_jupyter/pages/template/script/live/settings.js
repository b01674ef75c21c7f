// The settings cell of a lab as text: an object of literals a side, and numbers that both share.
//
//     const left: Settings = { activation: "sigmoid", std: 0.1 };
//     const updates = 191;
//
// Each is a setting: "left.activation", "left.std", "updates".

const SETTING_LITERAL = /"[^"\\\n]*"|-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/;
const SETTINGS_OBJECT = /const (\w+)(?:: \w+)? = \{([^{}]*)\}/g;
const SETTINGS_ENTRY = new RegExp(
  `(\\w+):\\s*(${SETTING_LITERAL.source})(?=\\s*(?:,|$))`,
  "g",
);
const SETTING_ALONE = new RegExp(
  `const (\\w+) = (${SETTING_LITERAL.source});`,
  "g",
);

/** Each literal that is a setting, with its name and where it stands. */
function settingLiterals(source) {
  const found = [];
  for (
    const { 0: all, 1: side, 2: body, index } of source.matchAll(
      SETTINGS_OBJECT,
    )
  ) {
    const begins = index + all.length - 1 - body.length;
    for (
      const { 0: entry, 1: name, 2: literal, index } of body.matchAll(
        SETTINGS_ENTRY,
      )
    ) {
      const at = begins + index + entry.length - literal.length;
      found.push({ name: `${side}.${name}`, literal, at });
    }
  }
  for (
    const { 0: all, 1: name, 2: literal, index } of source.matchAll(
      SETTING_ALONE,
    )
  ) {
    found.push({ name, literal, at: index + all.length - 1 - literal.length });
  }
  return found;
}

/** The names of all settings that a lab has. */
export function namesOfSettings({ sides, controls, shared }) {
  return [
    ...sides.flatMap((side) => controls.map(({ name }) => `${side}.${name}`)),
    ...shared.map(({ name }) => name),
  ];
}

/**
 * The settings that a cell's source holds, by name.
 *
 * @throws {Error} if one that the lab has is not there, or is no literal.
 */
export function settingsOf(source, spec) {
  const found = new Map(
    settingLiterals(source).map(({ name, literal }) => [
      name,
      literal.startsWith('"') ? literal.slice(1, -1) : Number(literal),
    ]),
  );
  return Object.fromEntries(
    namesOfSettings(spec).map((name) => {
      if (found.has(name)) return [name, found.get(name)];
      throw new Error(`${name} must be a text or a number there`);
    }),
  );
}

/** The source with other values in it, and all else as it was. */
export function writtenInto(source, values) {
  let written = source;
  for (
    const { name, literal, at } of settingLiterals(source).sort((a, b) =>
      b.at - a.at
    )
  ) {
    if (!Object.hasOwn(values, name)) continue;
    const value = values[name];
    const text = typeof value === "string" ? `"${value}"` : String(value);
    written = written.slice(0, at) + text + written.slice(at + literal.length);
  }
  return written;
}

/** Whether an address is one of settings: the names of headings hold no such thing. */
export function asksForSettings(hash, spec) {
  const firsts = [
    ...spec.sides.map((side) => `${side}.`),
    ...spec.shared.map(({ name }) => `${name}=`),
  ];
  return firsts.some((first) => hash.startsWith(`#${first}`));
}
