// A figure's specification for a narrow window: panels that stand side by side in the
// notebook stand one below the other, or as many in a row as there is room for.

/**
 * @param spec A Vega-Lite specification with its config.
 * @param room How many px wide the figure may be.
 * @param margin How many of them axes, titles and labels take beside the panels.
 */
export function narrow(spec, room, margin) {
  const { legend } = spec.config;
  // Rows' names leave a small panel: what is above it then ends where the panel does.
  const isNamed = JSON.stringify(spec).includes('"labelLimit"');
  const top = { direction: "vertical", ...(isNamed && { anchor: "end" }) };
  const layout = { ...legend.layout, top };
  const config = { ...spec.config, legend: { ...legend, layout } };
  return { ...fit(spec), config };

  function fit({ hconcat, vconcat, concat, columns: _, ...spec }) {
    const title = spec.title && { title: wrapped(spec.title) };
    // What shares a vertical axis is to be compared across it.
    if (hconcat && spec.resolve?.scale?.y === "shared") {
      return { ...spec, ...title, hconcat: beside(hconcat, spec.spacing) };
    }
    const panels = hconcat ?? vconcat ?? concat;
    if (panels) return { ...spec, ...title, vconcat: panels.map(fit) };
    if (spec.facet) return { ...spec, ...title, ...inRows(spec) };
    return { ...slim(spec), ...title, ...shrunk(spec) };
  }

  /** Panels in one row, each as wide as there is room for. */
  function beside(panels, gap = 20) {
    const left = room - margin - gap * (panels.length - 1);
    return panels.map((panel) => {
      const least = Math.round(0.37 * panel.width);
      const width = Math.max(Math.floor(left / panels.length), least);
      return { ...slim(panel), width: Math.min(panel.width, width) };
    });
  }

  function inRows({ facet, spec, spacing = 20 }) {
    const gap = spacing.column ?? spacing;
    const left = room - margin;
    const fitting = (width) => Math.floor((left + gap) / (width + gap));
    // Two somewhat narrower panels rather than one.
    const columns = fitting(spec.width) > 1
      ? fitting(spec.width)
      : fitting(0.7 * spec.width) > 1
      ? 2
      : 1;
    const most = Math.floor((left + gap) / columns - gap);
    const width = Math.min(spec.width, Math.max(most, 0.45 * spec.width));
    return {
      facet: facet.column ?? facet,
      columns,
      spec: fit({ ...spec, width }),
      // A shared axis would be drawn below the last row's empty places too.
      ...(columns > 1 && { resolve: { axis: { x: "independent" } } }),
    };
  }

  /** Much less than half as wide, a panel would say too little: then the figure scrolls. */
  function shrunk({ width, encoding }) {
    // Without an axis it has places on paper, whose texts are as long as they were.
    if (encoding?.x?.axis === null) return {};
    const least = Math.round(0.37 * width);
    if (!(width > room - margin) || least > room) return {};
    return { width: Math.max(room - margin, least) };
  }

  /** Legends on top, their entries one below the other; no long line beside a panel. */
  function slim(spec) {
    let lines = 1;
    const slimmer = JSON.parse(JSON.stringify(spec), (key, value) => {
      if (!value) return value;
      if (key === "legend") return { ...value, columns: 1, orient: "top" };
      if (key === "y" && value.axis?.labelLimit && Array.isArray(value.sort)) {
        const labels = inLines(value.sort);
        lines = Math.max(lines, ...Object.values(labels).map((l) => l.length));
        const labelExpr = `${JSON.stringify(labels)}[datum.label]`;
        return { ...value, axis: { ...value.axis, labelExpr } };
      }
      if (key !== "axis") return value;
      const { title } = value;
      return {
        ...value,
        ...(typeof title === "string" && { title: wrap(title, room / 11) }),
      };
    });
    const step = Math.max(spec.height?.step, 15 * lines + 4);
    return { ...slimmer, ...(step && { height: { step } }) };
  }

  /** The names of rows in lines, whole: cut off, they may read alike. */
  function inLines(names) {
    const most = Math.floor(0.35 * room / 6.5);
    return Object.fromEntries(names.map((name) => [name, wrap(name, most)]));
  }

  /** A title over the whole figure, from the labels' edge to the panels'. */
  function wrapped(title) {
    const whole = typeof title === "string" ? { text: title } : title;
    const parts = ["text", "subtitle"]
      .filter((part) => typeof whole[part] === "string")
      .map((part) => [part, wrap(whole[part], room / 7)]);
    return { ...whole, ...Object.fromEntries(parts), frame: "bounds" };
  }

  /** Lines of so many characters at most. */
  function wrap(text, most) {
    const words = text.split(" ");
    const all = [words.shift()];
    for (const word of words) {
      if (all.at(-1).length + 1 + word.length > most) all.push(word);
      else all.push(`${all.pop()} ${word}`);
    }
    return all;
  }
}
