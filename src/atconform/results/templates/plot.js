"use strict";
// A measured interval against its limits, as a small drawing.

const SVG = "http://www.w3.org/2000/svg";

function drawn(tag, attributes, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

function amount(value, unit) {
  if (unit !== "us") return `${value} ${unit}`.trim();
  return Math.abs(value) >= 1e6 ? `${value / 1e6} s` : `${value / 1e3} ms`;
}

function interval(earliest, latest, unit) {
  return earliest === latest ? amount(earliest, unit) : `${amount(earliest, unit)} to ${amount(latest, unit)}`;
}

/** Where a measured interval lies: wholly within its limits, wholly outside, or with a limit inside it. */
function placed({ low, high, earliest, latest }) {
  if ((low != null && latest < low) || (high != null && earliest > high)) return "fail";
  return (low != null && earliest < low) || (high != null && latest > high) ? "inconc" : "";
}

/** Draw what several runs measured, one below the other, on one scale that begins at zero unless all is far from it. */
function plot(figures, labels) {
  const [width, rowHeight] = [272, 12];
  const left = 6 + 6 * Math.max(...labels.map((label) => label.length));
  const { low, high, unit } = figures[0];
  const marks = [low, high].filter((limit) => limit != null);
  const values = [...marks, ...figures.flatMap((figure) => [figure.earliest, figure.latest])];
  const most = Math.max(...values), least = Math.min(...values);
  const from = least < most / 2 ? 0 : least - (most - least || most || 1) * 0.5;
  const to = most + (most - from || 1) * 0.15;
  const x = (value) => left + ((value - from) / (to - from)) * (width - left);
  const height = figures.length * rowHeight;
  const svg = drawn("svg", { class: "plot", viewBox: `0 0 ${width} ${height + 14}`, role: "img" });
  svg.append(drawn("title", {}, figures.map((figure, at) =>
    `${labels[at]}: ${interval(figure.earliest, figure.latest, unit)}`).join("; ") + `; ${figures[0].limit || "no limit"}`));
  if (marks.length) {
    const begin = low == null ? x(from) : x(low);
    const end = high == null ? width : x(high);
    svg.append(drawn("rect", { class: "allowed", x: begin, y: 0, width: Math.max(end - begin, 1), height }));
  }
  svg.append(drawn("line", { class: "axis", x1: left, x2: width, y1: height, y2: height }));
  for (const limit of marks) {
    svg.append(drawn("line", { class: "limit", x1: x(limit), x2: x(limit), y1: 0, y2: height + 2 }));
  }
  if (from === 0 && marks.every((limit) => x(limit) > left + 36)) {
    svg.append(drawn("text", { x: left, y: height + 11, "text-anchor": "middle" }, "0"));
  }
  // Two limits that lie close together would print over each other: then the lower one stands to the left of its line.
  const close = marks.length === 2 && x(high) - x(low) < 56;
  marks.forEach((limit, at) => {
    const anchor = close ? (at ? "start" : "end") : x(limit) > width - 30 ? "end" : x(limit) < left + 20 ? "start" : "middle";
    svg.append(drawn("text", { x: x(limit), y: height + 11, "text-anchor": anchor }, amount(limit, unit)));
  });
  figures.forEach((figure, at) => {
    const begin = x(figure.earliest);
    const length = Math.max(x(figure.latest) - begin, 3);
    const y = at * rowHeight + 3;
    svg.append(drawn("text", { x: 0, y: y + 7 }, labels[at]));
    svg.append(drawn("rect", { class: `mark ${placed(figure)}`, x: begin - (length === 3 ? 1.5 : 0), y, width: length, height: rowHeight - 5 }));
  });
  return svg;
}
