// The page: filters, sections, and what is drawn again when a filter changes.
"use strict";
const OUTCOMES = [
  ["done_in_time", "#00558a"], ["done_seen_after_due", "#6db3dd"], ["stated_late", "#a34700"],
  ["no_evidence", "#f0a93b"], ["not_observable", "#a9b4bb"], ["not_due", "#dfe5e8"], ["cancelled", "#5c6a73"],
];
const FOLLOW = ["n", ...OUTCOMES.map(([outcome]) => outcome), "observable", "never_mentioned"];
const DECIDED = ["n", "with_owner", "with_deadline", "voted", "unanimous"];
const KINDS = ["approval", "decision", "commitment", "mandate", "appointment", "acknowledgement", "deferral", "rejection", "request", "proposal", "position", "procedural"];

function cards() {
  const met = chosen(meetings).filter((meeting) => !meeting.duplicate_of);
  const attended = rated(chosen(attendanceYears));
  const decided = summed(chosen(decisionYears), DECIDED);
  const follow = summed(chosen(followYears), FOLLOW);
  const read = [...new Set(met.map((meeting) => meeting.document_id))];
  const documents = isFiltered() ? read.length : DATA.documents_read;
  const documentRows = () => read.map((id) => ofDocument(documentOf.get(id)));
  const dates = met.map((meeting) => meeting.date).filter(Boolean).sort();
  const seatRows = () => chosen(seats).filter((seat) => seat.enters_rate).map(ofSeat);
  const card = (value, label) => el("li", {}, el("strong", {}, value), el("span", {}, label));
  const done = follow.done_in_time + follow.done_seen_after_due;
  const total = summed(chosen(attendanceYears), ["meetings", "deserted"]);
  const held = DATA.rows_left_out ? total.meetings : met.length;
  return el("ul", { class: "cards", "aria-label": T("p_figures") },
    card(number(count(documents), T("p_documents"), documentRows), isFiltered() ? T("p_card_documents", { n: documents }) : T("p_card_documents_of", { n: documents, all: DATA.documents })),
    card(number(count(held), T("p_card_meetings", { n: held }), () => met.map(ofMeeting)), T(!dates.length ? "p_card_meetings" : dates[0] === dates.at(-1) ? "p_card_meetings_on" : "p_card_meetings_from", { n: held, from: day(dates[0]), to: day(dates.at(-1)) })),
    card(attended.rate === null ? "–" : number(percent(attended.rate), T("p_base_title"), seatRows), attended.rate === null ? T("p_card_no_rate") : T("p_card_present_of", { present: attended.n_present, n: attended.n })),
    card(number(count(decided.n), T("p_decisions"), () => chosen(decisions).map(ofDecision)), T("p_card_owned", { all: decided.n, n: decided.with_owner })),
    card(number(count(follow.n), T("p_card_due"), () => dueRows(() => true)), T("p_card_done", { all: follow.n, n: done })));
}

function rateTable(caption, rows) {
  const range = (row) => (row.low === null ? T("p_no_rate") : `${percent(row.low)}–${percent(row.high)}`);
  return tableOf(caption, [
    [T("p_name"), (row) => (row.of ? `${row.name} · ${row.of}` : row.name)], [T("p_meetings"), (row) => count(row.meetings), true],
    [T("p_base"), (row) => number(count(row.n), `${row.name}: ${T("p_base")}`, () => row.seats().filter((seat) => seat.enters_rate).map(ofSeat)), true],
    [T("p_present"), (row) => number(count(row.n_present), `${row.name}: ${T("p_present")}`, () => row.seats().filter((seat) => seat.enters_rate && seat.status === "present").map(ofSeat)), true],
    [T("p_rate"), (row) => (row.rate === null ? "–" : percent(row.rate)), true], [T("p_interval"), range, true],
    ...(rows.some((row) => row.inhabitants > 0) ? [[T("p_weighted"), (row) => (row.inhabitants > 0 ? percent(row.inhabitants_present / row.inhabitants) : "–"), true]] : []),
    [T("p_unknown"), (row) => number(count(row.unknown), `${row.name}: ${T("p_unknown")}`, () => row.seats().filter((seat) => seat.status === "unknown").map(ofSeat)), true],
  ], rows);
}
function groupsOf(rows, key, name, ofSeats, of = () => null) {
  return [...grouped(rows, key)].map(([group, members]) => ({ key: String(group), name: name(members[0]), of: of(members[0]), ...rated(members), seats: () => ofSeats(members[0]) }))
    .sort((a, b) => (a.rate ?? 2) - (b.rate ?? 2) || a.name.localeCompare(b.name));
}
// Where names are left out, an owner that is not told is no proof that there is none.
const nobody = () => T(DATA.names_hidden ? "p_hidden" : "p_nobody");
const LONGEST = 24;
function rates(title, label, groups) {
  const drawn = groups.filter((group) => group.rate !== null);
  const shown = drawn.slice(0, LONGEST);
  return [el("h3", {}, title),
    shown.length ? intervals(label, shown) : empty("p_none_rates"),
    drawn.length > shown.length ? el("p", { class: "note" }, T("p_lowest", { n: shown.length, all: drawn.length })) : null,
    groups.length ? el("details", {}, el("summary", {}, T("p_as_table")), rateTable(title, groups)) : null];
}

function attendance() {
  const rows = chosen(attendanceYears);
  if (!rows.length) return section("attendance", T("p_attendance"), empty("p_none_attendance"));
  const same = (row, names) => (seat) => names.every((name) => (seat[name] ?? null) === (row[name] ?? null));
  const bodies = groupsOf(rows, (row) => JSON.stringify([row.ambito, row.body]), (row) => named(row.body, "unknown_body"), (row) => chosen(seats).filter(same(row, ["ambito", "body"])), (row) => row.ambito);
  const ambiti = groupsOf(rows, (row) => JSON.stringify(row.ambito), (row) => named(row.ambito, "unknown_ambito"), (row) => chosen(seats).filter(same(row, ["ambito"])));
  return section("attendance", T("p_attendance"), el("p", { class: "rule" }, T("r_attendance")),
    ambiti.length > 1 && ambiti.length < bodies.length ? rates(T("p_by_ambito"), T("p_by_ambito_label"), ambiti) : null,
    rates(T("p_by_body"), T("p_by_body_label"), bodies), time(), organisations(), heat());
}

function time() {
  const years = new Set(chosen(attendanceYears).map((row) => row.period).filter(Boolean));
  const source = years.size > 3 || !attendanceQuarters.length ? attendanceYears : attendanceQuarters;
  const periods = [...grouped(chosen(source).filter((row) => row.period), (row) => row.period)].sort(([a], [b]) => a.localeCompare(b));
  const rows = periods.map(([period, members]) => ({ period, name: period, ...rated(members), seats: () => chosen(seats).filter((seat) => inPeriod(seat, period)) }));
  const drawn = rows.filter((row) => row.rate !== null);
  return [el("h3", {}, T("p_time")), drawn.length ? overTime(T("p_time_label"), drawn) : empty("p_none_rates"),
    el("p", { class: "note" }, T("p_time_note")),
    drawn.length ? el("details", {}, el("summary", {}, T("p_as_table")), rateTable(T("p_time"), rows)) : null];
}
function inPeriod(seat, period) {
  const date = seat.meeting.date;
  if (!date) return false;
  const quarter = `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
  return period === date.slice(0, 4) || period === quarter;
}

// Organisations by how often they were there, counted from the seats so that filters hold.
function organisations() {
  if (DATA.rows_left_out) return organisationsOfAllYears();
  const groups = [...grouped(chosen(seats).filter((seat) => seat.organisation_id && seat.enters_rate), (seat) => JSON.stringify([seat.body, seat.organisation_id]))].map(([, members]) => {
    const met = [...grouped(members, (seat) => seat.meeting_id).values()];
    const there = met.filter((held) => held.some((seat) => seat.status === "present"));
    return { name: members[0].organisation, ambito: members[0].ambito, body: members[0].body, n: met.length, there: there.length, members };
  }).sort(fewestFirst);
  if (!groups.length) return [];
  return [el("h3", {}, T("p_organisations")), el("p", { class: "rule" }, T("r_absent_all")),
    inShort(T("p_organisations"), [
      [T("p_organisation"), (row) => row.name], [T("p_body"), bodyName],
      [T("p_meetings"), (row) => number(count(row.n), row.name, () => row.members.map(ofSeat)), true],
      [T("p_present"), (row) => number(count(row.there), `${row.name}: ${T("p_present")}`, () => row.members.filter((seat) => seat.status === "present").map(ofSeat)), true],
      [T("p_rate"), (row) => percent(row.there / row.n), true],
    ], groups)];
}
// Of one or two meetings a share says little: such rows come last.
const FEW = 3, SHORT = 12;
const fewestFirst = (a, b) => (a.n < FEW) - (b.n < FEW) || a.there / a.n - b.there / b.n || b.n - a.n;
function inShort(caption, columns, rows) {
  const rest = rows.slice(SHORT, SHORT + 500);
  return [tableOf(caption, columns, rows.slice(0, SHORT)),
    rest.length ? el("details", {}, el("summary", {}, T("p_others", { n: rows.length - SHORT })), tableOf(T("p_others", { n: rows.length - SHORT }), columns, rest)) : null];
}

function organisationsOfAllYears() {
  const held = table("attendance_by_organisation").filter((row) => row.n > 0 && (filter.ambito === null || row.ambito === filter.ambito.value) && (filter.body === null || row.body === filter.body.value)).map((row) => ({ ...row, there: row.n_present })).sort(fewestFirst);
  if (!held.length) return [];
  return [el("h3", {}, T("p_organisations")), el("p", { class: "rule" }, `${T("r_absent_all")} ${T("p_organisations_whole")}`),
    inShort(T("p_organisations"), [[T("p_organisation"), (row) => row.organisation], [T("p_body"), bodyName], [T("p_meetings"), (row) => count(row.n), true], [T("p_present"), (row) => count(row.n_present), true], [T("p_rate"), (row) => percent(row.n_present / row.n), true]], held)];
}

let heatBody = null;
const COLUMNS = 40, LINES = 80;
function heat() {
  if (DATA.rows_left_out) return [];
  const bodies = [...grouped(chosen(seats), bodyName)].sort((a, b) => b[1].length - a[1].length);
  if (!bodies.length) return [];
  const known = bodies.map(([name]) => name);
  if (!known.includes(heatBody)) heatBody = known[0];
  const held = bodies.find(([name]) => name === heatBody)[1];
  const place = el("div", {});
  const select = el("select", { id: "heat-body" }, known.map((name) => el("option", { value: name, selected: name === heatBody }, name)));
  select.addEventListener("change", () => { heatBody = select.value; place.replaceChildren(...grid(bodies.find(([name]) => name === heatBody)[1])); });
  place.append(...grid(held));
  const legend = ["present", "delegated", "absent", "absent_justified", "absent_unjustified", "unknown"];
  return [el("h3", {}, T("p_heat")), el("p", { class: "tools" }, el("label", { for: "heat-body" }, T("p_body")), " ", select),
    el("ul", { class: "legend" }, legend.map((status) => el("li", {}, el("i", { class: `s-${status}` }), `${mark(status)} ${status === "delegated" ? T("p_delegated") : word(status)}`))), place];
}
const MARKS = () => ({ present: T("p_m_present"), delegated: T("p_m_delegated"), absent: T("p_m_absent"), absent_justified: T("p_m_justified"), absent_unjustified: T("p_m_unjustified"), unknown: "?" });
const mark = (status) => MARKS()[status] ?? "?";
// An organisation with one seat is one line, whoever sits there; one with several is a line for each of its people.
function seatLines(members) {
  const several = new Set(members.map((seat) => seat.meeting_id)).size < members.length;
  const line = (name, cells) => ({ name, cells: byKey(cells, "meeting_id") });
  if (!several) return [line(members[0].organisation ?? seatName(members[0]), members)];
  return [...grouped(members, (seat) => seat.person_id ?? seatName(seat)).values()].map((cells) => line(seatName(cells[0]), cells));
}
function grid(held) {
  const dates = [...new Map(held.map((seat) => [seat.meeting_id, seat.meeting])).values()].sort((a, b) => String(a.date).localeCompare(String(b.date))).slice(-COLUMNS);
  const shown = new Set(dates.map((meeting) => meeting.meeting_id));
  const lines = [...grouped(held.filter((seat) => shown.has(seat.meeting_id)), (seat) => seat.organisation_id ?? seat.organisation ?? seat.person_id ?? seatName(seat)).values()].flatMap(seatLines)
    .sort((a, b) => a.name.localeCompare(b.name, LOCALE)).slice(0, LINES);
  const cell = (line) => (meeting) => {
    const seat = line.cells.get(meeting.meeting_id);
    if (!seat) return el("td", {});
    const status = seat.is_delegated ? "delegated" : seat.status;
    return el("td", {}, el("button", { type: "button", class: `s-${status}`, "aria-label": `${line.name}, ${day(meeting.date)}: ${statusOf(seat)}`, onclick: () => openRows(line.name, [ofSeat(seat)]) }, mark(status)));
  };
  return [el("p", { class: "note" }, T("p_heat_caption", { n: dates.length })),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": T("p_heat") }, el("table", { class: "heat", "aria-label": T("p_heat") },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, T("p_seat")), dates.map((meeting) => el("th", { scope: "col" }, day(meeting.date))))),
    el("tbody", {}, lines.map((line) => el("tr", {}, el("th", { scope: "row" }, line.name), dates.map(cell(line)))))))];
}

const ofState = (state) => ofDecision(decisionOf.get(state.decision_id) ?? { ...state, meeting: meetingOf.get(state.meeting_id) ?? {} });
const dueRows = (keep) => chosen(states).filter(keep).map(ofState);
function decided() {
  const sums = summed(chosen(decisionYears), [...DECIDED, ...KINDS]);
  if (!sums.n) return section("decisions", T("p_decisions"), empty("p_none_decisions"));
  const follow = summed(chosen(followYears), FOLLOW);
  const done = (state) => ["done_in_time", "done_seen_after_due"].includes(state.outcome);
  const visible = (state) => !["not_observable", "not_due", "cancelled"].includes(state.outcome);
  const steps = [
    [T("p_step_decided"), sums.n, () => chosen(decisions).map(ofDecision)],
    [T("p_step_owned"), sums.with_owner, () => chosen(decisions).filter((row) => ownersOf.has(row.decision_id)).map(ofDecision)],
    [T("p_step_due"), follow.n, () => dueRows(() => true)],
    [T("p_step_observable"), follow.observable, () => dueRows(visible)],
    [T("p_step_done"), follow.done_in_time + follow.done_seen_after_due, () => dueRows(done)],
  ];
  const kinds = KINDS.filter((kind) => sums[kind] > 0).sort((a, b) => sums[b] - sums[a])
    .map((kind) => [word(kind), sums[kind], () => chosen(decisions).filter((row) => row.kind === kind).map(ofDecision)]);
  return section("decisions", T("p_decisions"), el("p", { class: "rule" }, T("r_decisions")),
    el("h3", {}, T("p_flow")), bars(steps, sums.n), outcomes(follow),
    el("h3", {}, T("p_kinds")), bars(kinds, sums[KINDS.reduce((most, kind) => (sums[kind] > sums[most] ? kind : most))]),
    sums.voted ? el("p", {}, T("p_votes", { voted: sums.voted, unanimous: sums.unanimous })) : null);
}
// Counts side by side: [label, count, its rows], the longest bar being `most`.
function bars(rows, most) {
  const bar = ([label, value, held]) => el("li", {}, el("span", {}, label), el("span", { class: "track" }, value > 0 ? el("span", { class: "fill", style: `width:${(value / most) * 80}%` }) : null, number(count(value), label, held)));
  return el("ol", { class: "steps" }, rows.map(bar));
}
function outcomes(follow) {
  if (!follow.n) return empty("p_none_due");
  const present = OUTCOMES.filter(([outcome]) => follow[outcome] > 0);
  const open = (outcome) => () => dueRows((state) => state.outcome === outcome);
  return [el("h3", {}, T("p_outcomes")), el("p", { class: "rule" }, T("r_follow")),
    el("div", { class: "bar" }, present.map(([outcome, colour]) => el("button", { type: "button", style: `flex:${follow[outcome]} 1 0;background:${colour}`, "aria-label": `${word(outcome)}: ${follow[outcome]}. ${T("p_open")}`, onclick: () => openRows(word(outcome), open(outcome)()) }))),
    el("ul", { class: "legend" }, present.map(([outcome, colour]) => el("li", {}, el("i", { style: `background:${colour}` }), `${word(outcome)} `, number(count(follow[outcome]), word(outcome), open(outcome)))))];
}

const OPEN = 12, MOST = 1000;
const ownersIn = (state) => (state.owners ?? nobody()).split("; ");
function overdue() {
  const late = chosen(states).filter((state) => state.days_overdue !== null).sort((a, b) => b.days_overdue - a.days_overdue);
  if (DATA.rows_left_out) return section("overdue", T("p_overdue"), empty("p_left_out"), ownersOfAllYears());
  if (!late.length) return section("overdue", T("p_overdue"), empty("p_none_overdue"));
  const loads = [...grouped(late.flatMap((state) => ownersIn(state).map((owner) => ({ owner, state }))), (load) => load.owner)].sort((a, b) => b[1].length - a[1].length).slice(0, OPEN);
  const is = (outcome) => (load) => load.state.outcome === outcome;
  const load = (outcome) => ([owner, held]) => { const of = held.filter(outcome ? is(outcome) : () => true); return number(count(of.length), outcome ? `${owner}: ${word(outcome)}` : owner, () => of.map((one) => ofState(one.state))); };
  const list = el("div", {});
  const input = el("input", { type: "search", id: "late-words" });
  const show = (open) => {
    const words = input.value.trim().toLocaleLowerCase(LOCALE);
    const found = late.filter((state) => `${decisionOf.get(state.decision_id)?.text ?? ""} ${state.owners ?? ""} ${state.body ?? ""}`.toLocaleLowerCase(LOCALE).includes(words));
    const left = found.length - open;
    list.replaceChildren(lateTable(found.slice(0, open)), left <= 0 ? "" : open < MOST ? el("button", { class: "plain", type: "button", onclick: () => show(MOST) }, T("p_more_decisions", { n: found.length })) : el("p", { class: "note" }, T("p_more", { n: left })));
  };
  input.addEventListener("input", () => show(OPEN));
  show(OPEN);
  const result = section("overdue", T("p_overdue"), el("p", { class: "rule" }, T("r_owners")), el("h3", {}, T("p_owners")),
    tableOf(T("p_owners"), [[T("p_owner"), ([owner]) => owner], [T("p_decisions"), load(null), true], ...["stated_late", "no_evidence", "not_observable"].map((outcome) => [word(outcome), load(outcome), true])], loads),
    el("h3", {}, T("p_late_list")), el("p", { class: "tools" }, el("label", { for: "late-words" }, T("p_search")), input), list);
  return result;
}
function ownersOfAllYears() {
  const late = (row) => row.stated_late + row.no_evidence;
  const held = table("owner_workload").filter((row) => late(row) > 0 && (filter.ambito === null || row.ambito === filter.ambito.value)).sort((a, b) => late(b) - late(a)).slice(0, 50);
  if (!held.length) return [];
  return [el("h3", {}, T("p_owners")), tableOf(T("p_owners"), [[T("p_owner"), (row) => row.owner], [T("p_ambito"), (row) => named(row.ambito, "unknown_ambito")], [word("stated_late"), (row) => count(row.stated_late), true], [word("no_evidence"), (row) => count(row.no_evidence), true]], held)];
}
function lateTable(rows) {
  if (!rows.length) return empty("p_no_rows");
  return tableOf(T("p_late_list"), [
    [T("p_decision"), (state) => { const decision = decisionOf.get(state.decision_id); const text = shortened(decision?.text || T("p_unnamed"), 160); return decision ? el("button", { class: "number", type: "button", onclick: () => openRows(T("p_decision"), [ofDecision(decision)]) }, text) : text; }],
    [T("p_owner"), (state) => state.owners ?? nobody()], [T("p_body"), (state) => named(state.body, "unknown_body")], [T("p_due"), (state) => day(state.due_date), "d"],
    [T("p_days"), (state) => count(state.days_overdue), true], [T("p_outcome"), (state) => el("span", { class: `tag ${state.outcome === "stated_late" ? "late" : ""}` }, word(state.outcome))],
  ], rows);
}

// The rows of the findings, whatever the filters: findings speak of the whole archive.
const FOUND = {
  read: () => meetings.filter((meeting) => !meeting.duplicate_of).map(ofMeeting),
  attendance: () => seats.filter((seat) => seat.enters_rate).map(ofSeat),
  decisions: () => decisions.map(ofDecision),
  follow: () => states.map(ofState),
  owners: () => states.filter((state) => state.days_overdue !== null).map(ofState),
};
const NEAR = { lowest: "attendance", absent: "attendance", trend: "attendance", weighted: "attendance", decisions: "decisions", follow: "decisions", owners: "overdue", unread: "unread", files: "unread" };
// The seats that a finding counts, where it is of some bodies, organisations or years alone.
const seatsOf = (parts) => seats.filter((seat) => seat.enters_rate && parts.some(([ambito, body, organisation, year]) => ambito === seat.ambito && body === seat.body && (organisation === null || organisation === seat.organisation_id) && (year === null || year === seat.year)));
function leadOn() {
  for (const finding of document.querySelectorAll("[data-finding]")) {
    const name = finding.dataset.finding, parts = JSON.parse(finding.dataset.of);
    const rows = parts.length ? () => seatsOf(parts).map(ofSeat) : FOUND[name];
    const text = finding.querySelector("p").textContent;
    if (rows && !DATA.rows_left_out && rows().length) finding.append(el("button", { class: "number small", type: "button", "aria-label": `${T("p_open")}: ${text}`, onclick: () => openRows(text, rows()) }, T("p_open")));
    else if (NEAR[name]) finding.append(el("a", { class: "small", href: `#${NEAR[name]}`, "aria-label": `${T("p_see")}: ${text}` }, T("p_see")));
  }
}
// Where the page goes on: a link to each section that it has.
function contents() {
  const links = [...document.querySelectorAll("main section")].map((part) => el("a", { href: `#${part.id}` }, part.querySelector("h2").textContent));
  document.getElementById("contents").replaceChildren(...links);
}

function draw() {
  // Of an archive without a meeting there is no more to tell than what could not be read.
  if (!attendanceYears.length) return;
  const live = document.getElementById("live");
  document.getElementById("figures").replaceChildren(cards());
  live.replaceChildren(...(DATA.rows_left_out ? [el("p", { class: "empty" }, T("p_left_out"))] : []), attendance(), decided(), overdue());
}
// A choice that the other filters leave nothing of cannot be made.
const selects = [];
function narrow() {
  for (const { name, values, options } of selects) {
    const kept = filter[name];
    filter[name] = null;
    const left = new Set(chosen(attendanceYears).map((row) => row[name] ?? null));
    filter[name] = kept;
    options.forEach((option, at) => { option.disabled = !left.has(values[at]); });
  }
}
function choices(name, label, values) {
  const show = (value) => (name === "year" ? named(value, "p_undated") : named(value, name === "body" ? "unknown_body" : "unknown_ambito"));
  const options = [el("option", { value: "" }, T("p_all")), ...values.map((value, at) => el("option", { value: String(at + 1) }, show(value)))];
  const select = el("select", { id: `filter-${name}` }, options);
  selects.push({ name, values, options: options.slice(1) });
  select.addEventListener("change", () => { filter[name] = select.value === "" ? null : { value: values[Number(select.value) - 1] }; narrow(); draw(); });
  return el("label", { for: `filter-${name}` }, label, select);
}
function start() {
  const unique = (name) => [...new Set(attendanceYears.map((row) => row[name] ?? null))].sort((a, b) => (a === null) - (b === null) || String(a).localeCompare(String(b), LOCALE));
  const form = document.getElementById("filters");
  form.addEventListener("submit", (event) => event.preventDefault());
  if (attendanceYears.length) {
    const reset = el("button", { class: "plain", type: "button", onclick: () => { form.reset(); for (const name of Object.keys(filter)) filter[name] = null; narrow(); draw(); } }, T("p_reset"));
    form.append(choices("ambito", T("p_ambito"), unique("ambito")), choices("body", T("p_body"), unique("body")), choices("year", T("p_year"), unique("year")), reset);
  }
  const live = document.getElementById("live");
  live.hidden = false;
  document.getElementById("findings").after(live);
  draw();
  leadOn();
  contents();
  let last = room();
  // Charts are drawn for the width of the paper, and for that of the screen again.
  for (const [event, isPaper] of [["beforeprint", true], ["afterprint", false]]) addEventListener(event, () => { paper = isPaper; draw(); });
  addEventListener("resize", () => { if (room() !== last) { last = room(); draw(); } });
}
start();
