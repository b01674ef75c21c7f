import { control, keep } from "./kept.js";

// Code is folded as the page has it (what sets up, draws and checks is, the rest is not),
// or all of it, or none, on every page.

const blocks = () => [...document.querySelectorAll("details.code")];

function fold(choice) {
  for (const block of blocks()) {
    block.open = choice === "open" ||
      (choice !== "folded" && block.dataset.kind === undefined);
  }
}

/** Folds all code for a while; the function that it gives unfolds what was open. */
export function foldAll() {
  const open = blocks().filter((block) => block.open);
  for (const block of open) block.open = false;
  return () => {
    for (const block of open) block.open = true;
  };
}

export function startCode() {
  const { dataset } = document.documentElement;
  const menu = control("code");
  if (menu && blocks().length > 0) {
    if (dataset.code) fold(dataset.code);
    menu.value = dataset.code ?? "";
    menu.onchange = () => {
      fold(menu.value);
      if (menu.value) dataset.code = menu.value;
      else delete dataset.code;
      keep("code", menu.value);
    };
    menu.closest("label").hidden = false;
  }
  dataset.ready = "";
}
