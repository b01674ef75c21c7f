// How a page is cut into screens for a presentation.

/**
 * Cuts blocks, one below the other, into screens: each shows a heading and as many of the
 * blocks below it as there is room for. A block that is higher than a screen has one of its
 * own, and scrolls.
 *
 * @param blocks For each its height in px, whether it is a heading (`isHeading`), and whether
 *   it leads up to the next one (`leads`) and so stays with it where both have room.
 * @param room The height of a screen, in px.
 * @returns for each screen the indexes of its blocks, and that of the heading above them.
 */
export function screens(blocks, room) {
  const all = [];
  let heading, now;
  const height = (indexes) =>
    indexes.reduce((sum, i) => sum + blocks[i].height, 0);
  const begin = (indexes) => {
    now = { heading, blocks: indexes };
    all.push(now);
  };
  /** What is above a block on a screen that begins with it. */
  const above = () => heading === undefined ? 0 : blocks[heading].height;
  for (const [i, block] of blocks.entries()) {
    if (block.isHeading) {
      heading = i;
      begin([i]);
      continue;
    }
    if (now === undefined) begin([]);
    const repeated = now.blocks.includes(now.heading) ? 0 : above();
    const isOnlyHeading = now.blocks.every((j) => blocks[j].isHeading);
    if (isOnlyHeading || repeated + height(now.blocks) + block.height <= room) {
      now.blocks.push(i);
      continue;
    }
    // What leads up to it comes along, unless the screen would then be empty or too full.
    const along = [];
    while (blocks[now.blocks.at(-1)].leads) {
      const rest = now.blocks.slice(0, -1);
      if (rest.every((j) => blocks[j].isHeading)) break;
      const moved = [now.blocks.at(-1), ...along, i];
      if (above() + height(moved) > room) break;
      along.unshift(now.blocks.pop());
    }
    begin([...along, i]);
  }
  return all;
}
