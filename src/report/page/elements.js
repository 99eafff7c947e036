// Elements of the page: made from plain values, never from markup, so that no word of a document
// is taken for HTML.
"use strict";
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "onclick") element.addEventListener("click", value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined) element.append(child);
  return element;
}
// A number that opens its rows; a plain text where the page holds none.
function number(text, title, rows) {
  if (!rows || DATA.rows_left_out || text === "0") return el("span", {}, text);
  return el("button", { class: "number", type: "button", onclick: () => openRows(title, rows()), "aria-label": `${text}: ${title}. ${T("p_open")}` }, text);
}
function section(id, title, ...children) {
  return el("section", { id, "aria-labelledby": `${id}-title` }, el("h2", { id: `${id}-title` }, title), children);
}
const empty = (key) => el("p", { class: "empty" }, T(key));

// A table from rows and columns: [header, value, true for a number or "d" for a day].
const classOf = (kind) => (kind === true ? "n" : kind || null);
function tableOf(caption, columns, rows, stack = true) {
  const head = el("thead", {}, el("tr", {}, columns.map(([header, , kind]) => el("th", { scope: "col", class: classOf(kind) }, header))));
  const cell = (row) => ([header, value, kind], at) => {
    const shown = value(row);
    return el(at === 0 ? "th" : "td", { scope: at === 0 ? "row" : null, class: classOf(kind), "data-label": header }, shown === null || shown === undefined || shown === "" ? "–" : shown);
  };
  const body = el("tbody", {}, rows.map((row) => el("tr", {}, columns.map(cell(row)))));
  return el("div", { class: stack ? "scroll" : "scroll narrow", tabindex: "0", role: "region", "aria-label": caption }, el("table", { class: stack ? "stack" : null }, el("caption", {}, caption), head, body));
}

// The words that prove a row: quote, file, page, line.
function proof(row, meeting) {
  const held = documentOf.get(row.document_id ?? meeting?.document_id);
  const path = held?.path ?? "";
  const place = T("p_place", { file: path, page: row.page, line: row.line });
  return el("div", { class: "proof" }, row.quote ? el("blockquote", {}, row.quote) : null,
    row.page ? el("p", { class: "place" }, place) : el("p", { class: "place" }, path));
}

const BATCH = 300;
// Shows rows: each { title, facts, proofs }.
function openRows(title, rows) {
  const dialog = document.getElementById("rows");
  const item = (row) => el("article", {}, el("h3", {}, row.title), row.facts ? el("p", { class: "note" }, row.facts) : null, row.proofs);
  const body = el("div", { class: "body", tabindex: "0", role: "region", "aria-label": title });
  // A batch at a time: thousands of rows at once would hold up a phone.
  const more = (from) => {
    body.append(...rows.slice(from, from + BATCH).map(item));
    const left = rows.length - from - BATCH;
    if (left <= 0) return;
    const button = el("button", { class: "plain", type: "button", onclick: () => { button.remove(); more(from + BATCH); body.children[from + BATCH].scrollIntoView(); } }, T("p_more_rows", { n: Math.min(left, BATCH) }));
    body.append(button);
  };
  if (rows.length) more(0);
  else body.append(empty(DATA.rows_left_out ? "p_left_out" : "p_no_rows"));
  dialog.replaceChildren(
    el("div", { class: "head" }, el("div", {}, el("h2", { id: "rows-title" }, title), el("p", { class: "place" }, T("p_rows", { n: rows.length }))),
      el("button", { class: "plain", type: "button", onclick: () => dialog.close() }, T("p_close"))),
    body);
  dialog.showModal();
}

const statusOf = (seat) => (seat.is_delegated ? T("p_delegated") : word(seat.status));
const seatName = (seat) => [seat.organisation, seat.name].filter(Boolean).join(" – ") || T("p_unnamed");
const meetingName = (meeting) => `${named(meeting.body, "unknown_body")}, ${day(meeting.date)}`;
function ofSeat(seat) {
  const row = proofOf.get(seat.attendance_id) ?? {};
  const facts = [meetingName(seat.meeting), row.status_raw && T("p_said", { words: row.status_raw }), !seat.enters_rate && T("p_outside")];
  return { title: `${seatName(seat)}: ${statusOf(seat)}`, facts: facts.filter(Boolean).join(" · "), proofs: proof(row, seat.meeting) };
}
const ofMeeting = (meeting) => ({
  title: meetingName(meeting),
  facts: [named(meeting.ambito, "unknown_ambito"), `${T("p_scope")}: ${word(meeting.presence_scope)}`].join(" · "),
  proofs: proof(meeting),
});
const ofDocument = (document) => ({
  title: document.path,
  facts: [word(document.status), document.reason].filter(Boolean).join(" · "),
  proofs: null,
});
function ofDecision(decision) {
  const state = stateOf.get(decision.decision_id);
  const owners = (ownersOf.get(decision.decision_id) ?? []).map((owner) => owner.owner).filter(Boolean).join("; ");
  const facts = [meetingName(decision.meeting), word(decision.kind), owners && `${T("p_owner")}: ${owners}`,
    decision.deadline_raw && `${T("p_deadline")}: ${decision.deadline_raw}${decision.deadline_date ? ` (${day(decision.deadline_date)})` : ""}`,
    state && word(state.outcome)].filter(Boolean).join(" · ");
  const later = (followUps.get(decision.decision_id) ?? []).map((link) => {
    const meeting = meetingOf.get(link.later_meeting_id) ?? {};
    return el("div", {}, el("p", { class: "note" }, `→ ${meetingName(meeting)}: ${word(link.state)} (${T("p_confidence")}: ${word(link.confidence)})`), proof(link, meeting));
  });
  return { title: decision.text || T("p_unnamed"), facts, proofs: [proof(decision, decision.meeting), ...later] };
}
const stateOf = byKey(states, "decision_id");
