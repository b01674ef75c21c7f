import { control } from "./kept.js";
import { excerpt, matches } from "./matches.js";
import { unpackedText } from "./packed.js";

// Search over all pages, with what the page itself knows of them.

const MOST = 30;

export function startSearch() {
  const dialog = document.querySelector("dialog.search");
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ol");
  const here = decodeURIComponent(location.pathname.split("/").at(-1)) ||
    "index.html";
  let pages;

  function open() {
    pages ??= unpackedText("search").then(JSON.parse);
    document.querySelector("nav.pages").hidePopover();
    if (!dialog.open) dialog.showModal();
    input.select();
    input.focus();
  }

  async function look() {
    const all = await pages;
    const query = input.value.trim();
    const found = matches(all, query, MOST, here);
    list.replaceChildren(...found.map((match) => itemOf(match, query)));
    list.scrollTop = 0;
    const many = found.length === MOST ? `The best ${MOST}` : found.length;
    status.textContent = query === ""
      ? ""
      : found.length === 0
      ? `Nothing has ${/\s/.test(query) ? "all of these words" : "this word"}.`
      : `${many} place${found.length === 1 ? "" : "s"}`;
  }

  function itemOf({ page, section }, query) {
    const link = element("a", [
      element("strong", [section.name || page.title]),
      ...(section.name && section.name !== page.title
        ? [element("span", [page.title])]
        : []),
    ]);
    const hash = section.id ? `#${encodeURIComponent(section.id)}` : "";
    link.href = (page.href === here ? "" : page.href) + (hash || "#content");
    const parts = excerpt(section.text, query, 180).map(({ text, isWord }) =>
      isWord ? element("mark", [text]) : text
    );
    // A word that only code or a table has is shown by itself.
    const lower = section.text.toLowerCase();
    const names = section.words.split(" ").filter((name) =>
      query.toLowerCase().split(/\s+/).some((word) =>
        name.toLowerCase().includes(word) && !lower.includes(word)
      )
    ).slice(0, 6);
    return element("li", [
      link,
      ...(names.length > 0 ? [element("code", [names.join(" ")])] : []),
      element("p", parts),
    ]);
  }

  function element(name, children) {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  }

  control("search").hidden = false;
  control("search").onclick = open;
  dialog.querySelector("button").onclick = () => dialog.close();
  input.oninput = look;
  // Keys pressed now are meant for the page.
  dialog.addEventListener("close", () => input.blur());
  dialog.addEventListener("click", ({ target }) => {
    // A link leads away, or within the page to what the dialog covers.
    if (target === dialog || target.closest("a")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      (links[at + step] ?? (step < 0 ? input : links.at(-1)))?.focus();
    } else if (event.key === "Escape") {
      event.preventDefault(); // by itself it empties the field first
      dialog.close();
    } else if (event.key === "Enter" && event.target === input) {
      event.preventDefault();
      links[0]?.click();
    }
    event.stopPropagation();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || isTyping(event)) return;
    event.preventDefault();
    open();
  });
}

/** Whether a key is meant for a field, or for the browser. */
export function isTyping({ target, ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey ||
    target.matches?.("input, select, textarea, [contenteditable]");
}
