// What search finds. Pages are as site.ts writes them: title, href, and sections with their
// id, name, text, and words that stand in their code and tables alone.

/**
 * The sections that have each of the words, whole or as the beginning or a part of a word,
 * the best first: those that have them in their names, then in their text, then in code.
 *
 * @param pages What to look through.
 * @param query Words, in any order and case.
 * @param most How many to find at most.
 * @param here The address of the page that asks: it comes first among equals.
 */
export function matches(pages, query, most, here) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = [];
  for (const page of pages) {
    for (const section of page.sections) {
      const score = scoreOf(page, section, words);
      const nearer = page.href === here ? 0.5 : 0;
      if (score > 0) found.push({ page, section, score: score + nearer });
    }
  }
  // Sorting keeps the order of reading among equals.
  return found.sort((a, b) => b.score - a.score).slice(0, most);
}

function scoreOf(page, section, words) {
  const places = [
    [section.name, 12],
    [page.title, 5],
    [section.text, 3],
    [section.words, 1],
  ].map(([text, weight]) => [text.toLowerCase(), weight]);
  let score = 0;
  for (const word of words) {
    let best = 0;
    for (const [text, weight] of places) {
      const at = text.indexOf(word);
      if (at < 0) continue;
      const begins = beginning(text, word) >= 0;
      best = Math.max(best, weight * (begins ? 2 : 1));
    }
    if (best === 0) return 0;
    score += best;
  }
  // Words beside each other say more.
  const query = words.join(" ");
  if (words.length > 1 && places.some(([text]) => text.includes(query))) {
    score += 6;
  }
  // Words that a page's title alone has would bring all of its sections.
  const own = [section.name, section.text, section.words].join(" ")
    .toLowerCase();
  return words.some((word) => own.includes(word)) ? score : 0;
}

/** Where a word of the text begins so; -1 if none does. */
function beginning(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])) return at;
  }
  return -1;
}

/**
 * A piece of the text about the first of the words that it has, in parts: what is one of the
 * words, and what is not.
 *
 * @param length About how many characters.
 */
export function excerpt(text, query, length) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  const first = words
    .map((word) => {
      const begun = beginning(lower, word);
      return begun >= 0 ? begun : lower.indexOf(word);
    })
    .filter((at) => at >= 0).sort((a, b) => a - b)[0] ?? 0;
  // From the beginning of a word on, a little before the first one.
  const before = text.lastIndexOf(" ", Math.max(0, first - length / 3));
  const start = first < length / 2 ? 0 : before + 1;
  const end = text.length <= start + length
    ? text.length
    : Math.max(text.lastIndexOf(" ", start + length), start + length / 2);
  const piece = text.slice(start, end);
  const escaped = words.map((word) =>
    word.replaceAll(/[^\p{L}\p{N}]/gu, "\\$&")
  );
  const parts = escaped.length === 0
    ? [piece]
    : piece.split(new RegExp(`(${escaped.join("|")})`, "i"));
  return [
    ...(start > 0 ? [{ text: "… ", isWord: false }] : []),
    ...parts.map((text, i) => ({ text, isWord: i % 2 === 1 })),
    ...(end < text.length ? [{ text: " …", isWord: false }] : []),
  ].filter(({ text }) => text !== "");
}
