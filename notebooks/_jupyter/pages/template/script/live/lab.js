import { sourceOf } from "./editor.js";
import { runCell, setCellSource, stopAll } from "./run.js";
import { asksForSettings, settingsOf, writtenInto } from "./settings.js";

// The controls of a lab. Its settings cell is what holds: a control writes into it, what is
// written there by hand is read back, and what differs from the original stands in the address.

let lab;

/** Puts the controls above the settings cell, on a page that has one. */
export function startLab() {
  const holder = document.querySelector("script[data-lab]");
  const sections = new Map(
    [...document.querySelectorAll("section[data-lab]")].map((section) => [
      section.dataset.lab,
      section,
    ]),
  );
  if (!holder || document.querySelector('[data-packed="engine"]') === null) {
    return;
  }
  const spec = JSON.parse(holder.textContent);
  const settings = sections.get("settings");
  const pre = settings.querySelector(".code pre");
  const original = settingsOf(sourceOf(pre), spec);
  lab = {
    ...{ spec, sections, pre, original, now: { ...original } },
    ...{ fields: [], choices: 0, isWritten: true },
  };
  lab.form = labForm();
  settings.before(lab.form);
  // The form is what is seen of them first.
  for (const section of document.querySelectorAll("section[data-lab]")) {
    section.querySelector(".code").open = false;
  }
  showSettings();
  new MutationObserver(readSettingsCell).observe(pre, {
    ...{ characterData: true, childList: true, subtree: true },
  });
  addEventListener("popstate", readSettingsAddress);
  addEventListener("hashchange", readSettingsAddress);
  if (asksForSettings(location.hash, lab.spec)) readSettingsAddress();
}

// What is chosen

/** Chooses settings by a control: they go into the cell, and what follows from them is drawn. */
function chooseSettings(changed, { isDone = true } = {}) {
  const values = { ...lab.now, ...changed };
  refuseSettings([]);
  if (!areSame(values, lab.now)) {
    takeSettings(values);
    inLab(drawStart);
  }
  writeSettingsAddress(isDone);
}

/** Has other settings, which the cell has not yet. */
function takeSettings(values) {
  lab.now = values;
  lab.isWritten = false;
  showSettings();
}

/**
 * Draws the start that follows from the settings, or trains; what a newer choice has overtaken
 * goes no further.
 */
async function inLab(work) {
  const mine = ++lab.choices;
  if (lab.isTraining) stopAll();
  // A cell that runs is not given another source.
  while (lab.work) await lab.work;
  if (mine !== lab.choices) return;
  lab.work = work(() => mine === lab.choices).finally(() => {
    lab.work = undefined;
    lab.isTraining = false;
    showButtons();
  });
  await lab.work;
}

async function drawStart(isNewest) {
  writeSettings();
  sayInLab("The start is being drawn");
  if (!await runParts(["before"], isNewest)) return;
  sayInLab("This is the start. Ready to train.");
}

async function trainBoth(isNewest) {
  writeSettings();
  lab.isTraining = true;
  showButtons();
  sayInLab("Training");
  labCells("training")[0].scrollIntoView({ block: "start" });
  if (!await runParts(["training", "after"], isNewest)) return;
  sayInLab("Trained");
}

/** Runs the cells of parts, one after the other; whether all of them are done. */
async function runParts(parts, isNewest) {
  for (const section of parts.flatMap(labCells)) {
    await runCell(Number(section.dataset.cell));
    if (!isNewest()) return false;
    if (section.dataset.state !== "done") {
      sayInLab(
        section.dataset.state === "failed" ? "Failed: see below" : "Stopped",
      );
      return false;
    }
  }
  return true;
}

function labCells(part) {
  return [...document.querySelectorAll("section[data-lab]")]
    .filter((section) => section.dataset.lab === part);
}

/** Writes the settings into their cell. */
function writeSettings() {
  const source = sourceOf(lab.pre), written = writtenInto(source, lab.now);
  if (written !== source) {
    setCellSource(Number(lab.sections.get("settings").dataset.cell), written);
  }
  lab.isWritten = true;
}

/** Reads the cell, which was edited by hand, or reset. */
function readSettingsCell() {
  // What is chosen and not yet written is newer.
  if (!lab.isWritten) return;
  try {
    const values = settingsOf(sourceOf(lab.pre), lab.spec);
    for (const [name, value] of Object.entries(values)) {
      checkSetting(name, String(value));
    }
    refuseSettings([]);
    if (areSame(values, lab.now)) return;
    lab.now = values;
    showSettings();
    writeSettingsAddress(true);
  } catch (error) {
    refuseSettings([
      `The cell below is not what these controls show: ${error.message}`,
    ]);
  }
}

/** Throws, by name, unless a setting can be so. */
function checkSetting(name, text) {
  try {
    settingField(name).read(text);
  } catch (error) {
    throw new Error(`${name} = ${text}: ${error.message}`);
  }
}

function areSame(a, b) {
  return Object.keys(a).every((name) => a[name] === b[name]);
}

// The address

/** What differs from the original, as the address has it. */
function settingsAddress(values) {
  return Object.entries(values)
    .filter(([name, value]) => value !== lab.original[name])
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}

function writeSettingsAddress(isDone) {
  const { pathname, search, hash } = location;
  // While a slider moves, the address of before stays to go back to.
  const put = lab.isMoving ? "replaceState" : "pushState";
  lab.isMoving = !isDone;
  const asked = settingsAddress(lab.now);
  if (asked ? `#${asked}` === hash : !asksForSettings(hash, lab.spec)) return;
  try {
    history[put](null, "", asked ? `#${asked}` : `${pathname}${search}`);
  } catch {
    // A browser takes only so many of them a minute.
  }
}

function readSettingsAddress() {
  const { hash } = location;
  // A heading's or a figure's: the settings stay.
  if (hash.length > 1 && !asksForSettings(hash, lab.spec)) return;
  const values = { ...lab.original }, refused = [];
  for (const part of hash.slice(1).split("&").filter(Boolean)) {
    const [name, text = ""] = part.split("=").map(decodedPart);
    try {
      values[name] = settingField(name).read(text);
    } catch (error) {
      refused.push(`The address asks for ${name} = ${text}: ${error.message}`);
    }
  }
  refuseSettings(refused);
  if (areSame(values, lab.now)) return;
  takeSettings(values);
  inLab(drawStart);
  lab.form.scrollIntoView({ block: "start" });
}

function decodedPart(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function settingField(name) {
  const field = lab.fields.find((field) => field.name === name);
  if (field) return field;
  throw new Error("there is no such setting");
}

// The form

function labForm() {
  const { spec } = lab;
  const form = labElement("form", {
    className: "lab",
    // Enter in a field takes its number; it does not start what takes seconds.
    onsubmit: (event) => event.preventDefault(),
  });
  form.setAttribute("aria-label", "Settings of the two networks");
  const sides = labElement("div", { className: "sides" });
  for (const [i, side] of spec.sides.entries()) {
    const set = labElement("fieldset", { className: "side" });
    set.append(labElement("legend", { textContent: capitalized(side) }));
    for (const control of spec.controls) {
      set.append(settingControl(control, side));
    }
    const other = spec.sides[1 - i];
    set.append(
      labButton(
        `Copy from ${other}`,
        () => chooseSettings(copiedSettings(other, side)),
      ),
    );
    sides.append(set);
  }
  const both = labElement("div", { className: "both" });
  for (const control of spec.shared) both.append(settingControl(control));
  lab.start = labButton("Start", () => inLab(trainBoth));
  lab.start.className = "start";
  lab.stop = labButton("Stop", stopAll);
  const [left, right] = spec.sides;
  both.append(
    ...[lab.start, lab.stop],
    labButton(
      "Swap",
      () => chooseSettings({ ...copied(left, right), ...copied(right, left) }),
    ),
    labButton("As it came", () => chooseSettings({ ...lab.original })),
  );
  lab.says = labElement("p", { className: "says" });
  lab.says.setAttribute("role", "status");
  lab.refuses = labElement("p", { className: "refuses" });
  lab.refuses.setAttribute("role", "alert");
  form.append(sides, both, lab.says, lab.refuses);
  return form;
}

function copiedSettings(from, to) {
  return Object.fromEntries(
    lab.spec.controls.map(({ name }) => [
      `${to}.${name}`,
      lab.now[`${from}.${name}`],
    ]),
  );
}

/** A setting's label with what it is chosen by. */
function settingControl(control, side) {
  const name = side ? `${side}.${control.name}` : control.name;
  const field = control.options
    ? choiceControl(control, name)
    : numberControl(control, name);
  // One that another setting leaves without effect.
  field.isUsed = () =>
    Object.entries(control.with ?? {}).every(([other, value]) =>
      lab.now[`${side}.${other}`] === value
    );
  lab.fields.push({ name, ...field });
  return field.element;
}

function choiceControl({ label, options }, name) {
  const select = labElement("select", {
    name,
    onchange: () => chooseSettings({ [name]: select.value }),
  });
  select.append(
    ...options.map((value) =>
      labElement("option", { value, textContent: value })
    ),
  );
  return {
    element: labelledInput(label, select),
    show: (value) => select.value = value,
    enable: (isUsed) => select.disabled = !isUsed,
    read(text) {
      if (options.includes(text)) return text;
      throw new Error(`it must be one of ${options.join(", ")}`);
    },
  };
}

function numberControl({ label, from, to, whole, log, slider = true }, name) {
  const read = (text) => {
    const value = Number(text);
    const is = text.trim() !== "" && value >= from && value <= to &&
      (!whole || Number.isInteger(value));
    if (is) return value;
    const kind = whole ? "a whole number" : "a number";
    throw new Error(`it must be ${kind} from ${from} to ${to}`);
  };
  const take = (text, options) => {
    try {
      chooseSettings({ [name]: read(text) }, options);
    } catch (error) {
      refuseSettings([`${label}: ${error.message}`]);
    }
  };
  const box = labElement("input", {
    ...{ name, type: "number", min: from, max: to },
    step: whole ? 1 : "any",
    onchange: () => take(box.value),
  });
  const element = labelledInput(label, box);
  if (!slider) {
    return {
      element,
      read,
      show: (value) => box.value = value,
      enable: (isUsed) => box.disabled = !isUsed,
    };
  }
  const stops = log ? sliderStops(from, to) : undefined;
  const range = labElement("input", {
    type: "range",
    min: stops ? 0 : from,
    max: stops ? stops.length - 1 : to,
  });
  range.setAttribute("aria-label", `${label}, ${name.split(".")[0]}`);
  const valueOf = () => stops?.[range.value] ?? Number(range.value);
  range.oninput = () => take(String(valueOf()), { isDone: false });
  range.onchange = () => take(String(valueOf()));
  element.append(range);
  element.classList.add("slides");
  return {
    element,
    read,
    show(value) {
      box.value = value;
      range.value = stops
        ? stops.findLastIndex((stop) => stop <= value)
        : value;
      range.setAttribute("aria-valuetext", String(value));
    },
    enable: (isUsed) => box.disabled = range.disabled = !isUsed,
  };
}

/** Numbers of one digit or two, sixteen a power of ten: where a slider stops. */
function sliderStops(from, to) {
  const steps = [
    10,
    12,
    14,
    16,
    18,
    20,
    25,
    30,
    35,
    40,
    45,
    50,
    60,
    70,
    80,
    90,
  ];
  const found = [];
  for (let power = -8; power < 8; power++) {
    for (const step of steps) {
      const value = Number(`${step}e${power}`);
      if (value >= from && value <= to) found.push(value);
    }
  }
  return found;
}

function labelledInput(text, input) {
  const label = labElement("label");
  label.append(labElement("span", { textContent: text }), input);
  const element = labElement("div", { className: "control" });
  element.append(label);
  return element;
}

function labButton(textContent, onclick) {
  return labElement("button", { type: "button", textContent, onclick });
}

function labElement(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}

function capitalized(word) {
  return word[0].toUpperCase() + word.slice(1);
}

/** The controls as the settings are. */
function showSettings() {
  for (const field of lab.fields) {
    field.show(lab.now[field.name]);
    field.enable(field.isUsed());
  }
  showButtons();
}

function showButtons() {
  lab.start.textContent = lab.isTraining ? "Start again" : "Start";
  lab.stop.disabled = !lab.isTraining;
}

function sayInLab(text) {
  lab.says.textContent = text;
}

function refuseSettings(reasons) {
  lab.refuses.textContent = reasons.join("\n");
}
