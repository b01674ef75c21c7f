// A page's cells as they depend on one another: which one gives the names that another uses,
// what must run before a cell, and which outputs are of a source that is no longer there.

/**
 * The cells of a page.
 *
 * @param given Each cell's id, source, the names that it gives and uses, and whether it needs
 *   all cells above; in the order of the page.
 */
export function makeModel(given) {
  const cells = given.map((cell) => ({ ...cell, original: { ...cell } }));
  const at = new Map(cells.map((cell, i) => [cell.id, i]));
  const numbers = new Map();
  const signatures = new Map();
  // What depends on the names alone stays while a number is dragged.
  const directs = new Map(), wholes = new Map();

  const cellOf = (id) => cells[at.get(id)];

  /** Where the names come from that other cells give: from the nearest one above. */
  function from(id) {
    const found = {};
    for (const name of cellOf(id).uses) {
      const giver = cells.slice(0, at.get(id)).findLast(({ gives }) =>
        gives.includes(name)
      );
      if (giver !== undefined) found[name] = giver.id;
    }
    return found;
  }

  /** The cells that a cell needs at once, in their order. */
  function direct(id) {
    if (!directs.has(id)) directs.set(id, givers(id));
    return directs.get(id);
  }

  function givers(id) {
    const place = at.get(id);
    if (cells[place].needsAll) {
      return cells.slice(0, place).map(({ id }) => id);
    }
    return [...new Set(Object.values(from(id)))]
      .sort((a, b) => at.get(a) - at.get(b));
  }

  /** All that a cell needs, in their order. */
  function needs(id) {
    if (!wholes.has(id)) {
      const all = new Set(direct(id).flatMap((one) => [...needs(one), one]));
      wholes.set(id, [...all].sort((a, b) => at.get(a) - at.get(b)));
    }
    return wholes.get(id);
  }

  /** All that need a cell, in their order. */
  function dependents(id) {
    return cells.slice(at.get(id) + 1).map((cell) => cell.id)
      .filter((other) => needs(other).includes(id));
  }

  /** A number that is another when the cell's source, or that of one it needs, is. */
  function signature(id) {
    if (!signatures.has(id)) {
      const key = JSON.stringify([
        id,
        cellOf(id).source,
        direct(id).map(signature),
      ]);
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      signatures.set(id, numbers.get(key));
    }
    return signatures.get(id);
  }

  /** Gives a cell another source, and the names of that. */
  function edit(id, { source, gives, uses }) {
    const cell = cellOf(id);
    const areSame = cell.gives === gives && cell.uses === uses;
    Object.assign(cell, { source, gives, uses });
    signatures.clear();
    if (areSame) return;
    directs.clear();
    wholes.clear();
  }

  const ids = cells.map(({ id }) => id);
  // What the page shows is of the sources that it came with.
  const published = new Map(ids.map((id) => [id, signature(id)]));
  return {
    ...{ ids, cellOf, from, needs, dependents, signature, edit },
    /** Whether a cell and all that it needs are as they were published. */
    isPublished: (id) => signature(id) === published.get(id),
    isEdited: (id) => cellOf(id).source !== cellOf(id).original.source,
    publishedSignature: (id) => published.get(id),
  };
}
