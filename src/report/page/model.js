// What the page holds and how it is counted: rows by name, texts, filters, sums.
// Numbers are sums of the counts in stats/; rates and intervals follow from the sums.
"use strict";
const DATA = JSON.parse(document.getElementById("data").textContent);
const LOCALE = DATA.lang === "it" ? "it-IT" : "en-GB";

// Texts that many rows repeat stand once in a list: of these columns rows hold places in it.
const REPEATED = new Set(DATA.repeated);
function table(name) {
  const held = DATA.rows[name];
  if (!held) return [];
  const value = (column, held) => (REPEATED.has(column) && held !== null ? DATA.listed[held] : held);
  return held.rows.map((row) => Object.fromEntries(held.columns.map((column, at) => [column, value(column, row[at])])));
}
const byKey = (rows, key) => new Map(rows.map((row) => [row[key], row]));
const grouped = (rows, key) => rows.reduce((groups, row) => {
  const name = key(row);
  if (!groups.has(name)) groups.set(name, []);
  groups.get(name).push(row);
  return groups;
}, new Map());

const count = (number) => new Intl.NumberFormat(LOCALE, { useGrouping: "always" }).format(number);
function percent(share) {
  const rounded = Math.round(share * 100);
  if (share > 0 && rounded < 1) return "<1%";
  if (share < 1 && rounded > 99) return ">99%";
  return `${rounded}%`;
}
function day(iso) {
  if (!iso) return T("p_undated");
  return new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
}
// `{name}` is a value, `{name:one|many}` a number with the word for one or for many, `{~name:one|many}`
// the word alone.
function T(key, values = {}) {
  return (DATA.texts[key] ?? key).replace(/\{(~?)(\w+)(?::([^}|]*)\|([^}]*))?\}/g, (_, silent, name, one, many) => {
    const value = values[name];
    if (value === undefined || value === null) return "";
    const shown = typeof value === "number" ? count(value) : value;
    if (one === undefined) return shown;
    const form = value === 1 ? one : many;
    return silent ? form : `${shown} ${form}`;
  });
}
const word = (name) => DATA.words[name] ?? String(name).replaceAll("_", " ");
// What a reader calls a row that has no name.
const named = (value, key) => value ?? T(key);

// Wilson's score interval of 95 %, as in the tables.
function wilson(successes, n) {
  if (n <= 0) return null;
  const z = 1.959963984540054, share = successes / n, square = z * z;
  const middle = share + square / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
  const scale = 1 + square / n;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}

const meetings = table("meetings").map((row) => ({ ...row, year: row.date ? row.date.slice(0, 4) : null }));
const meetingOf = byKey(meetings, "meeting_id");
const documents = table("documents");
const documentOf = byKey(documents, "document_id");
const proofOf = byKey(table("attendance"), "attendance_id");
const withMeeting = (row) => {
  const meeting = meetingOf.get(row.meeting_id) ?? {};
  return { ...row, meeting, ambito: meeting.ambito ?? null, body: meeting.body ?? null, year: meeting.year ?? null };
};
const seats = table("seat_attendance").map(withMeeting).sort((a, b) => String(a.meeting.date).localeCompare(String(b.meeting.date)) || String(a.organisation ?? a.name).localeCompare(String(b.organisation ?? b.name), LOCALE));
const decisions = table("decisions").map(withMeeting);
const decisionOf = byKey(decisions, "decision_id");
const states = table("decision_states").map((row) => ({ ...row, year: row.decided_on ? row.decided_on.slice(0, 4) : null }));
const followUps = grouped(table("follow_ups"), (row) => row.decision_id);
const ownersOf = grouped(table("decision_owners"), (row) => row.decision_id);

const attendanceYears = table("attendance_by_year").map((row) => ({ ...row, year: row.period }));
const attendanceQuarters = table("attendance_by_quarter").map((row) => ({ ...row, year: row.period ? row.period.slice(0, 4) : null }));
const decisionYears = table("decisions_by_year").map((row) => ({ ...row, year: row.year === null ? null : String(row.year) }));
const followYears = table("followup_by_year").map((row) => ({ ...row, year: row.year === null ? null : String(row.year) }));

// A filter is null where all is wanted, else { value }, whose value is null where a name is not known.
const filter = { ambito: null, body: null, year: null };
const passes = (row) => ["ambito", "body", "year"].every((name) => filter[name] === null || (row[name] ?? null) === filter[name].value);
const chosen = (rows) => rows.filter(passes);
const isFiltered = () => Object.values(filter).some((value) => value !== null);

function summed(rows, columns) {
  const sums = Object.fromEntries(columns.map((column) => [column, 0]));
  for (const row of rows) for (const column of columns) sums[column] += row[column] ?? 0;
  return sums;
}
const ATTENDANCE = ["meetings", "on_roll", "present", "by_delegate", "absent", "absent_justified", "absent_unjustified", "unknown", "n", "n_present", "full_rolls", "n_weighted", "inhabitants", "inhabitants_present"];
function rated(rows) {
  const sums = summed(rows, ATTENDANCE);
  const ends = wilson(sums.n_present, sums.n);
  return { ...sums, rate: sums.n > 0 ? sums.n_present / sums.n : null, low: ends?.[0] ?? null, high: ends?.[1] ?? null };
}
const bodyName = (row) => [named(row.body, "unknown_body"), row.ambito].filter(Boolean).join(" · ");
