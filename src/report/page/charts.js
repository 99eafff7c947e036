// Charts, by Observable Plot. Each stands in a figure whose label says what it shows, and has a
// table of the same numbers beside it.
"use strict";
const INK = "#16242f", ACCENT = "#00558a", LINE = "#8fa3b0";
function figure(label, plot) {
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", label);
  // The figure is named as a whole; names of its strokes would be read one by one.
  for (const part of plot.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  return el("figure", { class: "chart", style: "margin-inline:0" }, plot);
}
// Before the first layout a page may have no width yet; it is drawn again when it has one.
let paper = false;
const room = () => paper ? 660 : Math.max(260, Math.min(1080, document.documentElement.clientWidth - 64));
const axis = () => ({ domain: [0, 1], tickFormat: (share) => percent(share), label: null, grid: true, ticks: [0, 0.25, 0.5, 0.75, 1] });

// Rates with their intervals, one line each; what a name is of stands beside it or, where there is
// little room, below it.
function intervals(label, rows) {
  const width = room(), narrow = width < 560, letters = Math.floor(width / 8);
  const nameOf = (row) => shortened(narrow || !row.of ? row.name : `${row.name} · ${row.of}`, letters);
  const step = narrow && rows.some((row) => row.of) ? 60 : 42, up = narrow && step > 42 ? -22 : -10;
  const written = { y: "key", x: 0, textAnchor: "start", fill: INK, stroke: "#fff", strokeWidth: 4 };
  return figure(label, Plot.plot({
    width, height: rows.length * step + 40, marginLeft: 8, marginRight: 52, marginTop: narrow ? 14 : 8, x: axis(),
    y: { axis: null, domain: rows.map((row) => row.key), padding: 0.4 },
    marks: [
      Plot.ruleY(rows, { y: "key", x1: "low", x2: "high", stroke: LINE, strokeWidth: 6, strokeLinecap: "round", dy: 8 }),
      Plot.dot(rows, { y: "key", x: "rate", r: 6, fill: ACCENT, stroke: "#fff", strokeWidth: 2, dy: 8 }),
      Plot.text(rows, { ...written, text: nameOf, dy: up, fontWeight: 600 }),
      narrow ? Plot.text(rows.filter((row) => row.of), { ...written, text: (row) => shortened(row.of, letters), dy: up + 14 }) : null,
      Plot.text(rows, { y: "key", x: "high", text: (row) => percent(row.rate), dx: 10, dy: 8, textAnchor: "start", fontSize: 13, fill: INK, stroke: "#fff", strokeWidth: 4 }),
    ],
  }));
}
const shortened = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

// Rates over periods, with their intervals and how many seats they rest on.
function overTime(label, rows) {
  return figure(label, Plot.plot({
    width: room(), height: 280, marginLeft: 44, marginTop: 28, marginBottom: 44, marginRight: 24, y: axis(),
    x: { type: "point", domain: rows.map((row) => row.period), label: null, tickRotate: rows.length > 8 ? -45 : 0, padding: 0.5 },
    marks: [
      Plot.ruleX(rows, { x: "period", y1: "low", y2: "high", stroke: LINE, strokeWidth: 5, strokeLinecap: "round" }),
      rows.length > 1 ? Plot.line(rows, { x: "period", y: "rate", stroke: ACCENT, strokeWidth: 2 }) : null,
      Plot.dot(rows, { x: "period", y: "rate", r: 5, fill: ACCENT, stroke: "#fff", strokeWidth: 2 }),
      Plot.text(rows, { x: "period", y: "high", text: (row) => percent(row.rate), dy: -12, fontWeight: 600, fill: INK, stroke: "#fff", strokeWidth: 4 }),
    ],
  }));
}
