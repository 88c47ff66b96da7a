"use strict";

const CONTEXT = 3; // lines shown around a difference
const MOST = 6; // lines shown of what one transcript has alone, as where the other ended early
const CLASSES = { "=": "same", "~": "changed", "-": "changed", "+": "changed" };
const NOT_PASSED = new Set(data.attention);

function sides(change) {
  const box = make("div", "groups");
  change.sides.forEach((numbers, side) => {
    const states = numbers.map((number) => make("span", data.results[number].state, data.results[number].state));
    const part = make("section", "group", make("h4", "", side ? "new" : "old", ...states));
    if (!numbers.length) part.append(make("p", "dim", "not in this run"));
    numbers.forEach((number, attempt) => {
      const result = data.results[number];
      if (numbers.length > 1) part.append(make("p", "dim", `attempt ${attempt + 1}: ${result.state}`));
      if (result.reason && result.reason !== change.why) part.append(words("div", `reason ${result.state}`, result.reason));
      part.append(...grounds(result));
      for (const note of listed(result)) part.append(words("div", "reason remark", note));
      for (const remark of result.remarks ?? []) part.append(words("div", "reason remark", `remark: ${remark}`));
      if (!change.pairs && result.transcript != null) {
        part.append(transcriptTable(result.transcript, NOT_PASSED.has(result.state)));
      }
      part.append(make("span", "dim", "again:"), make("code", "again", result.again));
    });
    box.append(part);
  });
  return box;
}

function figures(change) {
  const body = make("tbody");
  for (const { name, unit, low, high, limit, ...both } of change.figures) {
    const two = ["old", "new"].map((side) => ({ unit, low, high, limit, earliest: both[side][0], latest: both[side][1] }));
    body.append(make("tr", both.differs ? "" : "dim", words("td", "", name),
      ...two.map((figure, side) => make("td", "", `${side ? "new" : "old"} ${interval(figure.earliest, figure.latest, unit)}`)),
      make("td", "dim", limit), make("td", "", plot(two, ["old", "new"]))));
  }
  return make("table", "figures", body);
}

/** The two transcripts as pairs of lines, walked as their alignment says. */
function pairs(change) {
  const [old, now] = change.aligned.map(entries);
  let left = 0, right = 0;
  return [...change.pairs].map((mark) => ({
    mark,
    old: mark === "+" ? null : old[left++],
    now: mark === "-" ? null : now[right++],
  }));
}

function sideCells(entry, side, mark) {
  const marked = `${side}${mark === "=" || !entry ? "" : " marked"}`;
  const text = entry ? words("td", `${marked} text`, entry.text) : make("td", `${marked} none`);
  if (!entry || !entry.way) {
    text.colSpan = 3;
    if (entry) text.classList.add(entry.more ? "more" : "step");
    return [text];
  }
  const way = wayCell(entry.way);
  way.className += ` ${marked}`;
  return [make("td", `at ${marked}`, seconds(entry.time)), way, text];
}

/** The places of the lines that tell something, and of those around them. */
function places(all) {
  let alone = 0;
  const telling = all.flatMap(({ mark }, at) => {
    alone = mark === all[at - 1]?.mark ? alone + 1 : 0;
    return mark === "~" || (mark !== "=" && alone < MOST) ? [at] : [];
  });
  return new Set(telling.flatMap((at) => Array.from({ length: 2 * CONTEXT + 1 }, (_, offset) => at + offset - CONTEXT)));
}

function sideBySide(change) {
  const all = pairs(change);
  const near = places(all);
  const body = make("tbody");
  let folded = [];
  const fold = () => {
    if (!folded.length) return;
    const rows = folded;
    const alike = rows.every((row) => row.matches(".same"));
    const button = make("button", "", `${rows.length} ${alike ? "lines alike" : "more lines"}`);
    button.type = "button";
    const cell = make("td", "", button);
    cell.colSpan = 6;
    const row = make("tr", "fold", cell);
    button.addEventListener("click", () => row.replaceWith(...rows));
    body.append(row);
    folded = [];
  };
  all.forEach(({ mark, old, now }, at) => {
    const row = make("tr", CLASSES[mark], ...sideCells(old, "old", mark), ...sideCells(now, "new", mark));
    if (near.has(at)) {
      fold();
      body.append(row);
    } else {
      folded.push(row);
    }
  });
  fold();
  const head = make("tr", "", ...["old", "new"].map((side) => {
    const cell = make("th", "", side);
    cell.colSpan = 3;
    return cell;
  }));
  const widths = make("colgroup", "", ...["at", "way", "", "at", "way", ""].map((name) => make("col", name)));
  return make("table", "transcript pairs", widths, make("thead", "", head), body);
}

function fill(details) {
  const body = details.querySelector(".body");
  if (!details.open || body.hasChildNodes()) return;
  const change = data.changes[details.dataset.number];
  body.append(make("p", "dim", [change.place, change.requirements.join(", ")].filter(Boolean).join("  shows ")));
  body.append(sides(change));
  if (change.figures.length) body.append(figures(change));
  if (change.pairs) body.append(sideBySide(change));
}

const list = [...document.querySelectorAll("details.change")];
for (const details of list) {
  details.addEventListener("toggle", () => fill(details));
  fill(details);
}

const search = document.getElementById("search");
const chosen = new Set();

function applyFilters() {
  const sought = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const details of list) {
    const text = details.querySelector("summary").textContent.toLowerCase();
    const fit = (!chosen.size || chosen.has(details.dataset.change)) && sought.every((word) => text.includes(word));
    details.hidden = !fit;
    shown += fit;
  }
  for (const cause of document.querySelectorAll("details.cause")) {
    cause.hidden = !cause.querySelector("details.change:not([hidden])");
    if (sought.length && !cause.hidden) cause.open = true;
  }
  for (const title of document.querySelectorAll("h2[data-section]")) {
    title.hidden = !document.querySelector(`details.change[data-change="${title.dataset.section}"]:not([hidden])`);
  }
  document.getElementById("count").textContent = `${shown} of ${list.length} scenarios`;
}

search?.addEventListener("input", debounced(applyFilters));
for (const chip of document.querySelectorAll("button[data-change]")) {
  chip.addEventListener("click", () => {
    const on = chip.getAttribute("aria-pressed") !== "true";
    chip.setAttribute("aria-pressed", String(on));
    if (on) chosen.add(chip.dataset.change);
    else chosen.delete(chip.dataset.change);
    applyFilters();
  });
}
document.addEventListener("keydown", (event) => {
  if (!search) return;
  if (event.key === "/" && event.target !== search) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "Escape" && event.target === search) {
    search.value = "";
    applyFilters();
  }
});
