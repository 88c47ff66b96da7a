"use strict";

const $ = (id) => document.getElementById(id);
const matrix = document.querySelector(".matrix");
const columns = data.runs.length + 1;
const chapters = [...matrix.tBodies].map((body) => ({
  body,
  button: body.querySelector("tr.chapter button"),
  family: body.dataset.family,
  rows: [...body.querySelectorAll("tr.requirement")].map((row) => ({
    row,
    states: row.dataset.states.split(" "),
    changed: "changed" in row.dataset,
  })),
}));
const NOT_PASSED = new Set(data.attention);
const FEW = 40; // rows that are opened without being asked for

// Rows that open

function setOpen(button, open) {
  button.setAttribute("aria-expanded", String(open));
}

const isOpen = (button) => button.getAttribute("aria-expanded") === "true";

function openChapter(chapter, open) {
  setOpen(chapter.button, open);
  chapter.body.classList.toggle("closed", !open);
}

function wide(className, ...content) {
  const cell = make("td", "", ...content);
  cell.colSpan = columns;
  return make("tr", className, cell);
}

function openRow(row, open) {
  const button = row.querySelector("button");
  if (isOpen(button) === open) return;
  setOpen(button, open);
  if (open) {
    row.opened = row.matches(".requirement") ? requirementRows(row.id) : [scenarioDetail(row.scenario)];
    row.after(...row.opened);
    return;
  }
  for (const below of row.opened) {
    for (const deeper of below.opened ?? []) deeper.remove();
    below.remove();
  }
  row.opened = [];
}

function requirementRows(name) {
  const rows = data.rows[name].map((number) => scenarioRow(data.scenarios[number]));
  return data.requirements[name] ? [wide("statement", statement(data.requirements[name])), ...rows] : rows;
}

function statement({ text, exchange, doubt, disposition, same_as: sameAs }) {
  const box = document.createDocumentFragment();
  if (text) box.append(words("p", "", text));
  if (exchange) box.append(words("pre", "", exchange));
  if (doubt) box.append(words("p", "dim", `In doubt: ${doubt}`));
  if (disposition) box.append(words("p", "dim", `No scenario: ${disposition}`));
  if (sameAs) box.append(make("p", "dim", `The same as ${sameAs}.`));
  return box;
}

const attemptsOf = (scenario, run) => scenario.runs[run].map((number) => data.results[number]);
const order = Object.keys(data.states);

function worst(attempts) {
  return attempts.map((attempt) => attempt.state).sort((a, b) => order.indexOf(a) - order.indexOf(b))[0] ?? "unplayed";
}

function scenarioRow(scenario) {
  const title = words("span", "text", scenario.title);
  if (scenario.changed) title.prepend(make("span", "changed-mark", "≠"), " ");
  title.append(" ", make("code", "", scenario.id));
  const button = make("button", "", title);
  button.type = "button";
  setOpen(button, false);
  const head = make("th", "", button);
  head.scope = "row";
  for (const why of new Set(data.runs.flatMap((_, run) => attemptsOf(scenario, run).flatMap(reasons)))) {
    head.append(words("span", "why", why));
  }
  const row = make("tr", "scenario", head, ...data.runs.map((_, run) => cell(attemptsOf(scenario, run))));
  row.scenario = scenario;
  return row;
}

function reasons(result) {
  const notes = listed(result);
  return result.reason ? [result.reason, ...notes] : [...notes, ...(result.remarks ?? []).map((remark) => `remark: ${remark}`)];
}

function cell(attempts) {
  const state = worst(attempts);
  const { symbol, word, meaning } = data.states[state];
  const node = make("td", `cell ${state}`, make("span", "symbol", symbol), make("span", "word", ` ${word}`));
  node.title = `${word}: ${meaning}`;
  const count = attempts.filter((attempt) => attempt.state === state).length;
  if (count < attempts.length) node.append(" ", make("small", "", `${count} of ${attempts.length} times`));
  return node;
}

// What is behind a scenario

function scenarioDetail(scenario) {
  const shows = make("p", "dim", `${scenario.family}  ${scenario.place}`, scenario.requirements.length ? "  shows " : "");
  scenario.requirements.forEach((name, at) => shows.append(at ? ", " : "", link(name)));
  const groups = make("div", "groups", ...grouped(scenario).map(group));
  return wide("detail", shows, groups);
}

function link(name) {
  if (!(name in data.rows)) return name;
  const anchor = make("a", "", name);
  anchor.href = `#${name}`;
  return anchor;
}

/** Runs in which all came out alike are shown once. */
function grouped(scenario) {
  const groups = new Map();
  scenario.runs.forEach((numbers, run) => {
    if (!numbers.length) return;
    const key = numbers.join();
    if (!groups.has(key)) groups.set(key, { runs: [], attempts: attemptsOf(scenario, run) });
    groups.get(key).runs.push(run);
  });
  return [...groups.values()];
}

function group({ runs, attempts }) {
  const names = runs.map((run) => `${run + 1} ${data.runs[run]}`).join(", ");
  const box = make("section", "group", make("h4", "", names));
  attempts.forEach((result, at) => {
    if (attempts.length > 1) box.append(make("p", "dim", `attempt ${at + 1}`));
    box.append(...outcome(result));
  });
  return box;
}

function outcome(result) {
  const { symbol, word } = data.states[result.state];
  const parts = [make("p", result.state, make("span", "symbol", symbol), ` ${word}`)];
  if (result.reason) parts.push(words("div", `reason ${result.state}`, result.reason));
  parts.push(...grounds(result));
  for (const note of listed(result)) parts.push(words("div", "reason remark", note));
  for (const remark of result.remarks ?? []) parts.push(words("div", "reason remark", `remark: ${remark}`));
  if (result.figures) parts.push(figureTable(result.figures));
  if (result.transcript != null) parts.push(transcriptTable(result.transcript, NOT_PASSED.has(result.state)));
  for (const step of result.steps ?? []) parts.push(words("div", "dim", step));
  parts.push(make("span", "dim", "again:"), make("code", "again", result.again));
  return parts;
}

function figureTable(figures) {
  const body = make("tbody");
  for (const figure of figures) {
    const measured = make("td", placed(figure), interval(figure.earliest, figure.latest, figure.unit));
    body.append(make("tr", "", words("td", "", figure.name), measured, make("td", "dim", figure.limit ?? ""),
      make("td", "", plot([figure], [""]))));
  }
  return make("table", "figures", body);
}

// All measured figures, run against run

function measured() {
  const rows = [];
  for (const scenario of data.scenarios) {
    const by = new Map();
    data.runs.forEach((_, run) => attemptsOf(scenario, run).forEach((result, attempt) => {
      const seen = new Map();
      for (const figure of result.figures ?? []) {
        const count = (seen.get(figure.name) ?? 0) + 1;
        seen.set(figure.name, count);
        const key = `${figure.name} ${count} ${figure.limit}`;
        if (!by.has(key)) by.set(key, []);
        by.get(key).push({ figure, label: attempt ? `${run + 1}.${attempt + 1}` : `${run + 1}` });
      }
    }));
    for (const several of by.values()) rows.push({ scenario, several });
  }
  return rows;
}

const hasFigures = data.results.some((result) => result.figures);
$("figures").hidden = !hasFigures;
$("figures").addEventListener("toggle", (event) => {
  const place = event.target.querySelector("div");
  if (place.hasChildNodes()) return;
  const head = make("tr", "", ...["scenario", "figure", "limit", "measured, by run", ""].map((text) => make("th", "", text)));
  const body = make("tbody");
  for (const { scenario, several } of measured()) {
    const [{ figure }] = several;
    const values = several.map(({ figure: one, label }) => {
      const value = interval(one.earliest, one.latest, one.unit);
      return make("div", placed(one), data.runs.length > 1 ? `${label}: ${value}` : value);
    });
    body.append(make("tr", "",
      make("td", "", make("code", "", scenario.id), make("div", "dim", scenario.family)),
      words("td", "", figure.name), make("td", "", figure.limit ?? ""), make("td", "", ...values),
      make("td", "", plot(several.map((one) => one.figure), several.map((one) => (data.runs.length > 1 ? one.label : ""))))));
  }
  place.append(make("table", "figures", make("thead", "", head), body));
});

// Filters

const wanted = { words: [], family: "", states: new Set(), changed: false };
const haystacks = new Map();

function haystack(name) {
  if (!haystacks.has(name)) {
    const { text = "", exchange = "" } = data.requirements[name] ?? {};
    const parts = [name, document.getElementById(name).textContent, text, exchange];
    for (const number of data.rows[name]) {
      const scenario = data.scenarios[number];
      parts.push(scenario.id, scenario.title);
      for (const run of scenario.runs) for (const result of run) parts.push(...reasons(data.results[result]));
    }
    haystacks.set(name, parts.join("\n").toLowerCase());
  }
  return haystacks.get(name);
}

function fits({ row, states, changed }) {
  return (!wanted.states.size || states.some((state) => wanted.states.has(state)))
    && (!wanted.changed || changed)
    && wanted.words.every((word) => haystack(row.id).includes(word));
}

function showRow(row, shown) {
  row.hidden = !shown;
  for (const below of row.opened ?? []) {
    below.hidden = !shown;
    for (const deeper of below.opened ?? []) deeper.hidden = !shown;
  }
}

function applyFilters() {
  const narrowed = wanted.words.length || wanted.states.size || wanted.changed;
  let shown = 0, all = 0;
  for (const chapter of chapters) {
    const here = !wanted.family || chapter.family === wanted.family;
    let any = 0;
    for (const entry of chapter.rows) {
      const fit = here && fits(entry);
      if (entry.row.hidden === fit) showRow(entry.row, fit);
      any += fit;
    }
    for (const section of chapter.body.querySelectorAll("tr.section")) {
      let next = section.nextElementSibling;
      while (next && !next.matches(".section") && (next.hidden || !next.matches(".requirement"))) next = next.nextElementSibling;
      section.hidden = !next || next.matches(".section");
    }
    chapter.body.hidden = !here || (narrowed && !any);
    openChapter(chapter, narrowed ? any > 0 : allOpen() || chapter.openAtFirst);
    shown += any;
    all += chapter.rows.length;
  }
  $("count").textContent = shown === all ? `${all} requirements` : `${shown} of ${all} requirements`;
}

const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
const allOpen = () => isPressed($("all"));

function pressed(button) {
  const now = !isPressed(button);
  button.setAttribute("aria-pressed", String(now));
  return now;
}

$("search").addEventListener("input", debounced(() => {
  wanted.words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  applyFilters();
}));
$("family")?.addEventListener("change", (event) => {
  wanted.family = event.target.value;
  applyFilters();
});
for (const chip of document.querySelectorAll("[data-state]")) {
  chip.addEventListener("click", () => {
    if (pressed(chip)) wanted.states.add(chip.dataset.state);
    else wanted.states.delete(chip.dataset.state);
    applyFilters();
  });
}
$("changed")?.addEventListener("click", (event) => {
  wanted.changed = pressed(event.target);
  applyFilters();
});
$("all").addEventListener("click", (event) => {
  const open = pressed(event.target);
  event.target.textContent = open ? "close all chapters" : "open all chapters";
  for (const chapter of chapters) openChapter(chapter, open);
});

// Mouse and keyboard

matrix.addEventListener("click", (event) => {
  const button = event.target.closest("th button");
  if (!button) return;
  const row = button.closest("tr");
  if (row.matches(".chapter")) openChapter(chapters.find((chapter) => chapter.button === button), !isOpen(button));
  else openRow(row, !isOpen(button));
  if (row.id) history.replaceState(null, "", `#${row.id}`);
});

matrix.addEventListener("keydown", (event) => {
  const button = event.target.closest("th button");
  if (!button || event.altKey || event.ctrlKey || event.metaKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const buttons = [...matrix.querySelectorAll("th button")].filter((other) => other.offsetParent);
    buttons[buttons.indexOf(button) + step]?.focus();
  } else if ({ ArrowRight: false, ArrowLeft: true }[event.key] === isOpen(button)) {
    button.click();
  } else if (!["ArrowRight", "ArrowLeft"].includes(event.key)) {
    return;
  }
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.matches("input, select")) {
    event.preventDefault();
    $("search").focus();
  } else if (event.key === "Escape" && event.target === $("search")) {
    $("search").value = "";
    $("search").dispatchEvent(new Event("input"));
  }
});

function openAddressed() {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!row?.matches("tr.requirement")) return;
  openChapter(chapters.find((chapter) => chapter.body === row.parentElement), true);
  row.parentElement.hidden = false;
  showRow(row, true);
  openRow(row, true);
  row.scrollIntoView({ block: "center" });
  row.querySelector("button").focus({ preventScroll: true });
}

window.addEventListener("hashchange", openAddressed);

// At first everything that did not pass lies open; if that is nothing and little was played, all that was played does.

const all = chapters.flatMap((chapter) => chapter.rows);
const bad = all.filter(({ states }) => states.some((state) => NOT_PASSED.has(state)));
const playedRows = all.filter(({ states }) => states.some((state) => state !== "unplayed" && state !== "disposed"));
const open = bad.length ? bad : playedRows.length <= FEW ? playedRows : [];
const openBodies = new Set(open.map(({ row }) => row.parentElement));
for (const chapter of chapters) chapter.openAtFirst = openBodies.has(chapter.body);
for (const { row } of bad.slice(0, FEW)) openRow(row, true);
applyFilters();
window.addEventListener("load", openAddressed); // later than the browser's own going there, which takes the focus away
