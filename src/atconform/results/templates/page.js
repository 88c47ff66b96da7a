"use strict";
// What a module printed only ever becomes text nodes here, never markup.

const data = JSON.parse(document.getElementById("data").textContent);
let parsedTranscripts;

function transcripts() {
  parsedTranscripts ??= JSON.parse(document.getElementById("transcripts").textContent);
  return parsedTranscripts;
}

function make(tag, className, ...content) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const part of content) if (part !== "" && part != null) node.append(part);
  return node;
}

/** A text in an element of its own, set in Chinese type where it is Chinese. */
function words(tag, className, text) {
  const node = make(tag, className, text);
  if (/[\u3400-\u9fff]/.test(text)) node.lang = "zh-CN";
  return node;
}

const seconds = (time) => (time < 0 ? "" : (time / 1e6).toFixed(6));

const WAYS = {
  ">": ["host", "host to module"],
  "<": ["module", "module to host"],
  "p>": ["peer", "from a peer"],
  "p<": ["peer", "at a peer"],
  "--": ["line", "modem line or network"],
};

/** A line of a transcript: who said it (nobody: a step, or the rest of one) and what. */
function parsed(line, time) {
  if (time < 0) return { time, way: "", text: line.trim(), more: /^ {15}/.test(line) };
  return { time, way: line.slice(0, 2).trim(), text: line.slice(3), more: false };
}

function entries(number) {
  const { lines, transcripts: all } = transcripts();
  const flat = all[number];
  const out = [];
  for (let at = 0; at < flat.length; at += 2) out.push(parsed(lines[flat[at]], flat[at + 1]));
  return out;
}

function wayCell(way) {
  const cell = make("td", "way", way);
  if (WAYS[way]) cell.title = WAYS[way][1];
  return cell;
}

function transcriptTable(number, endedBadly) {
  const rows = entries(number);
  const lastStep = rows.findLastIndex((row) => !row.way && !row.more);
  const body = make("tbody");
  rows.forEach((row, at) => {
    const line = make("tr", row.way ? "" : row.more ? "more" : "step");
    if (endedBadly && at === lastStep) line.classList.add("ended");
    const text = words("td", row.way ? WAYS[row.way]?.[0] ?? "" : "", row.text);
    if (row.way) line.append(make("td", "at", seconds(row.time)), wayCell(row.way));
    else text.colSpan = 3;
    line.append(text);
    body.append(line);
  });
  return make("table", "transcript", body);
}

/** What the list of known failures says about a result. */
function listed(result) {
  return [result.known && `known failure: ${result.known}`, result.not_as_known].filter(Boolean);
}

/** What a failure or a remark rests on: document, edition and section, and what they state. */
function grounds(result) {
  const names = result.rests_on ?? [];
  if (!names.length && !result.basis) return [];
  const known = names.filter((name) => name in data.grounds);
  const list = make("ul", "", ...known.map((name) => {
    const [where, text] = data.grounds[name];
    return make("li", "", make("code", "", name), ` ${where}: `, words("span", "", text));
  }));
  const title = result.basis ? `Expected by ${result.basis}:` : "Rests on:";
  return [make("div", "grounds dim", title, list)];
}

/** Wait until typing pauses before doing what costs time. */
function debounced(action) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, 80);
  };
}
