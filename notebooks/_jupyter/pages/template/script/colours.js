import { control, keep } from "./kept.js";

// The page in light colours and in dark ones: the system's, unless the reader wants others.

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

/** The present colours: "light" or "dark". */
export function scheme() {
  return document.documentElement.dataset.scheme ??
    (systemIsDark.matches ? "dark" : "light");
}

/** @param recoloured Called in new colours, and once at the start. */
export function startColours(recoloured) {
  const button = control("scheme");
  const change = () => {
    button.textContent = scheme() === "dark" ? "Light colours" : "Dark colours";
    recoloured();
  };
  button.onclick = () => {
    const wanted = scheme() === "dark" ? "light" : "dark";
    const isSystems = wanted === (systemIsDark.matches ? "dark" : "light");
    if (isSystems) delete document.documentElement.dataset.scheme;
    else document.documentElement.dataset.scheme = wanted;
    keep("scheme", isSystems ? undefined : wanted);
    change();
  };
  button.hidden = false;
  systemIsDark.onchange = change;
  change();
}
