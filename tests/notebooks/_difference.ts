/** The parts of a notebook's file that a re-run must bring back. */
export interface Notebook {
  readonly cells: readonly Cell[];
}

/** One cell, as it is in the file. */
export interface Cell {
  readonly cell_type: string;
  readonly source: Text;
  readonly outputs?: readonly Output[];
}

/** One output: a stream has text, a display has data, an error its value. */
export interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: Text;
  readonly evalue?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Notebooks keep a text as a list of its lines, or as a whole. */
type Text = string | readonly string[];

/**
 * Says how the outputs of a notebook's second run differ from those of its
 * first: a line for each, with the cell, the MIME type and the first line that
 * differs. Nothing if they are the same.
 */
export function differences(first: Notebook, second: Notebook): string[] {
  const found: string[] = [];
  let number = 0;
  first.cells.forEach((cell, i) => {
    const source = whole(cell.source).trim();
    if (cell.cell_type !== "code" || source === "") return;
    number++;
    const where = `cell [${number}] ${source.split("\n")[0]}`;
    for (const difference of between(cell, second.cells[i])) {
      found.push(`${where}\n    ${difference}`);
    }
  });
  return found;
}

function between(first: Cell, second: Cell | undefined): string[] {
  const [before, after] = [first.outputs ?? [], second?.outputs ?? []];
  if (before.length !== after.length) {
    return [`committed with ${before.length} outputs, now ${after.length}`];
  }
  return before.flatMap((output, i) => {
    const [old, now] = [parts(output), parts(after[i])];
    const kinds = new Set([...old.keys(), ...now.keys()]);
    return [...kinds].flatMap((kind) =>
      old.get(kind) === now.get(kind) ? [] : [
        `output ${i + 1}, ${kind}: ${
          contrast(kind, old.get(kind), now.get(kind))
        }`,
      ]
    );
  });
}

/** An output's texts, by MIME type or by the name of the stream. */
function parts(output: Output): Map<string, string> {
  if (output.data === undefined) {
    const kind = output.name ?? output.output_type;
    return new Map([[kind, whole(output.text ?? output.evalue ?? "")]]);
  }
  return new Map(
    Object.entries(output.data).map(([mime, data]) => [
      mime,
      typeof data === "string" || Array.isArray(data)
        ? whole(data)
        : JSON.stringify(data, null, 1),
    ]),
  );
}

function contrast(kind: string, old?: string, now?: string): string {
  if (old === undefined) return "not there in the committed file";
  if (now === undefined) return "not there now";
  if (kind.startsWith("image/") && !kind.includes("svg")) {
    return `bytes differ (${old.length} characters, now ${now.length})`;
  }
  const [a, b] = [old.split("\n"), now.split("\n")];
  const line = a.findIndex((text, i) => text !== b[i]);
  const at = line < 0 ? a.length : line;
  return `first differs at line ${at + 1}\n` +
    `        committed: ${a[at] ?? "(ended)"}\n` +
    `        now:       ${b[at] ?? "(ended)"}`;
}

function whole(text: Text): string {
  return typeof text === "string" ? text : text.join("");
}
