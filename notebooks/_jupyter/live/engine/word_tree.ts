/** How many places a node has: its value, and one for each letter. */
const PLACES = 27;

/**
 * The tree by which sucrase reads its words, from the words: letter by letter, where each node
 * begins, or -1. Written out, as sucrase has it, it is four fifths of an index of nothing.
 *
 * @param values What each word is, the words in alphabetical order.
 */
export function wordTree(values: Readonly<Record<string, number>>): Int32Array {
  const tree: number[] = [];
  const grow = () => tree.push(...Array<number>(PLACES).fill(-1)) - PLACES;
  grow();
  for (const [word, value] of Object.entries(values)) {
    let node = 0;
    for (let i = 0; i < word.length; i++) {
      const place = node + word.charCodeAt(i) - 96;
      if (tree[place] < 0) tree[place] = grow();
      node = tree[place];
    }
    tree[node] = value;
  }
  return new Int32Array(tree);
}
