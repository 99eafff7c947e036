//! The rows that the page holds, as JSON: of each table the columns that it shows.
//!
//! A page stays light: where the rows of an archive take more than [`HELD_BYTES`], it holds counts
//! alone, and says so, since it would not open on a phone. The tables beside it have all.
//!
//! Texts that many rows repeat (keys, names, words) stand once in a list, and rows hold their
//! places in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::super::Archive;
use super::super::view::{Line, View};
use crate::dataset::{Names, Value};
use crate::error::Result;
use crate::model::iso;

/// Bytes of rows that a page holds: a phone of some years ago reads as much in about a second.
/// `tests/it/edges.rs` measures the page of an archive below and of one above.
const HELD_BYTES: usize = 6_000_000;
/// Seats and decisions above which it is plain that they take more, and none is looked at.
const ROWS: usize = 60_000;
/// Quarters of bodies that a page holds: above, it draws years alone.
const QUARTERS: usize = 6_000;
/// Organisations and owners that are listed where rows are left out.
const LISTED: usize = 1_000;

/// Tables of counts: always there.
const COUNTS: [(&str, &[&str]); 4] = [
    (
        "attendance_by_year",
        &[
            "ambito",
            "body",
            "period",
            "meetings",
            "deserted",
            "on_roll",
            "present",
            "by_delegate",
            "absent",
            "absent_justified",
            "absent_unjustified",
            "unknown",
            "n",
            "n_present",
            "full_rolls",
            "n_weighted",
            "inhabitants",
            "inhabitants_present",
        ],
    ),
    (
        "attendance_by_quarter",
        &[
            "ambito",
            "body",
            "period",
            "meetings",
            "on_roll",
            "present",
            "unknown",
            "n",
            "n_present",
        ],
    ),
    (
        "decisions_by_year",
        &[
            "ambito",
            "body",
            "year",
            "n",
            "with_owner",
            "with_deadline",
            "voted",
            "unanimous",
            "approval",
            "decision",
            "commitment",
            "mandate",
            "appointment",
            "acknowledgement",
            "deferral",
            "rejection",
            "request",
            "proposal",
            "position",
            "procedural",
        ],
    ),
    (
        "followup_by_year",
        &[
            "ambito",
            "body",
            "year",
            "n",
            "done_in_time",
            "done_seen_after_due",
            "stated_late",
            "cancelled",
            "no_evidence",
            "not_observable",
            "not_due",
            "observable",
            "never_mentioned",
        ],
    ),
];

/// Tables of counts that stand for rows which are left out.
const INSTEAD: [(&str, &[&str]); 2] = [
    ("attendance_by_organisation", &["ambito", "body", "organisation", "n", "n_present"]),
    ("owner_workload", &["ambito", "owner", "stated_late", "no_evidence"]),
];

/// Tables of rows: there where they are not too many.
const HELD: [(&str, &[&str]); 7] = [
    ("documents", &["document_id", "path", "status", "reason"]),
    (
        "meetings",
        &[
            "meeting_id",
            "document_id",
            "ambito",
            "body",
            "date",
            "presence_scope",
            "duplicate_of",
            "page",
            "line",
            "quote",
        ],
    ),
    (
        "seat_attendance",
        &[
            "meeting_id",
            "attendance_id",
            "person_id",
            "name",
            "organisation_id",
            "organisation",
            "status",
            "is_delegated",
            "enters_rate",
        ],
    ),
    ("attendance", &["attendance_id", "status_raw", "page", "line", "quote"]),
    (
        "decision_states",
        &[
            "decision_id",
            "meeting_id",
            "ambito",
            "body",
            "decided_on",
            "due_date",
            "outcome",
            "days_overdue",
            "owners",
        ],
    ),
    ("decision_owners", &["decision_id", "owner"]),
    (
        "decisions",
        &[
            "decision_id",
            "meeting_id",
            "kind",
            "text",
            "deadline_raw",
            "deadline_date",
            "page",
            "line",
            "quote",
        ],
    ),
];

/// Columns whose texts stand in the list: those that are no words of documents.
const REPEATED: [&str; 22] = [
    "ambito",
    "attendance_id",
    "body",
    "confidence",
    "decision_id",
    "document_id",
    "duplicate_of",
    "kind",
    "later_meeting_id",
    "meeting_id",
    "name",
    "organisation",
    "organisation_id",
    "outcome",
    "owner",
    "owners",
    "period",
    "person_id",
    "presence_scope",
    "state",
    "status",
    "status_raw",
];

/// Texts, each once.
#[derive(Default)]
struct Texts {
    places: BTreeMap<String, usize>,
    listed: Vec<String>,
}

impl Texts {
    fn place(&mut self, text: &str) -> Json {
        if let Some(place) = self.places.get(text) {
            return json!(place);
        }
        let place = self.listed.len();
        self.places.insert(text.to_owned(), place);
        self.listed.push(text.to_owned());
        json!(place)
    }
    /// A value as a row holds it.
    fn held(&mut self, column: &str, value: &Value<'_>) -> Json {
        match value {
            Value::Text(text) if REPEATED.contains(&column) => self.place(text),
            other => plain(other),
        }
    }
    /// The columns of a table, and these rows as arrays of their values.
    fn table<'v>(&mut self, columns: &[&str], rows: impl Iterator<Item = Line<'v>>) -> Json {
        let mut row = |line: Line<'_>| -> Json {
            columns.iter().map(|column| self.held(column, line.value(column))).collect()
        };
        let rows: Vec<Json> = rows.map(&mut row).collect();
        json!({ "columns": columns, "rows": rows })
    }
}

/// What the page holds, such that it can stand in a `script` element.
pub(super) fn json(archive: &Archive<'_>) -> Result<String> {
    let mut listed = Texts::default();
    let held = held(archive, &mut listed)?;
    let is_left_out = held.is_none();
    let mut rows = if let Some(rows) = held {
        rows
    } else {
        listed = Texts::default();
        instead(archive, &mut listed)?
    };
    for (name, columns) in COUNTS {
        let view = View::of(&archive.content, name)?;
        let shown =
            if name == "attendance_by_quarter" && view.len() > QUARTERS { 0 } else { view.len() };
        rows.insert(name.to_owned(), listed.table(columns, view.lines().take(shown)));
    }
    let [texts, words] = archive.language.for_page();
    let documents = View::of(&archive.content, "documents")?;
    let is_read = |line: &Line<'_>| line.is("status", "extracted") || line.is("status", "partial");
    let page = json!({
        "lang": archive.language.code(),
        "documents": documents.len(),
        "documents_read": documents.lines().filter(is_read).count(),
        "rows_left_out": is_left_out,
        "names_hidden": archive.content.names() == Names::Hidden,
        "texts": texts,
        "words": words,
        "repeated": REPEATED,
        "listed": listed.listed,
        "rows": rows,
    });
    // Within a script element `<` alone could end it or begin a comment.
    Ok(page.to_string().replace('<', "\\u003c"))
}

/// The rows behind the counts; `None` where they are too many for a page.
fn held(archive: &Archive<'_>, listed: &mut Texts) -> Result<Option<Map<String, Json>>> {
    let view = |name: &str| View::of(&archive.content, name);
    let decisions = view("decisions")?;
    if view("seat_attendance")?.len() + decisions.len() > ROWS {
        return Ok(None);
    }
    let meetings = view("meetings")?;
    let doubles: BTreeSet<&str> = meetings
        .lines()
        .filter(|line| line.text("duplicate_of").is_some())
        .map(Line::key)
        .collect();
    let parents: BTreeSet<&str> =
        decisions.lines().filter_map(|line| line.text("parent_id")).collect();
    let is_counted = |line: &Line<'_>| {
        let is_double = line.text("meeting_id").is_some_and(|meeting| doubles.contains(meeting));
        line.text("same_as").is_none() && !parents.contains(line.key()) && !is_double
    };
    let mut rows = Map::new();
    for (name, columns) in HELD {
        let view = view(name)?;
        let is_shown = |line: &Line<'_>| name != "decisions" || is_counted(line);
        rows.insert(name.to_owned(), listed.table(columns, view.lines().filter(is_shown)));
    }
    rows.insert("follow_ups".to_owned(), follow_ups(archive, listed)?);
    let written: usize = rows.values().map(|table| table.to_string().len()).sum();
    let texts: usize = listed.listed.iter().map(String::len).sum();
    Ok((written + texts <= HELD_BYTES).then_some(rows))
}

/// Who is most absent and who has most that is late, where the rows are left out.
fn instead(archive: &Archive<'_>, listed: &mut Texts) -> Result<Map<String, Json>> {
    let mut rows = Map::new();
    for (name, columns) in INSTEAD {
        let view = View::of(&archive.content, name)?;
        let mut lines: Vec<Line<'_>> = view.lines().collect();
        lines.sort_by_key(|line| match name {
            // Of few meetings a share says little: those with many absences come first.
            "attendance_by_organisation" => line.count("n_present") - line.count("n"),
            _ => -line.count("stated_late") - line.count("no_evidence"),
        });
        rows.insert(name.to_owned(), listed.table(columns, lines.into_iter().take(LISTED)));
    }
    Ok(rows)
}

fn plain(value: &Value<'_>) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Integer(number) => json!(number),
        Value::Float(number) => json!(number),
        Value::Boolean(truth) => json!(truth),
        Value::Date(date) => json!(iso(*date)),
        Value::Null => Json::Null,
    }
}

/// Follow-ups with the words of the statement, item or later decision that speaks.
fn follow_ups(archive: &Archive<'_>, listed: &mut Texts) -> Result<Json> {
    let statements = View::of(&archive.content, "statements")?;
    let items = View::of(&archive.content, "agenda_items")?;
    let links = View::of(&archive.content, "follow_ups")?;
    let index = |view: &View<'_>| -> BTreeMap<String, [Json; 3]> {
        let place = |line: Line<'_>| ["page", "line", "quote"].map(|name| plain(line.value(name)));
        view.lines().map(|line| (line.key().to_owned(), place(line))).collect()
    };
    let decisions = View::of(&archive.content, "decisions")?;
    let (said, put, decided) = (index(&statements), index(&items), index(&decisions));
    let columns = ["decision_id", "later_meeting_id", "state", "confidence"];
    let rows: Vec<Json> = links
        .lines()
        .map(|line| {
            let place = line
                .text("statement_id")
                .and_then(|id| said.get(id))
                .or_else(|| line.text("agenda_item_id").and_then(|id| put.get(id)))
                .or_else(|| line.text("later_decision_id").and_then(|id| decided.get(id)));
            let place = place.cloned().unwrap_or([Json::Null, Json::Null, Json::Null]);
            let told = columns.iter().map(|column| listed.held(column, line.value(column)));
            told.chain(place).collect()
        })
        .collect();
    let columns = columns.into_iter().chain(["page", "line", "quote"]);
    Ok(json!({ "columns": columns.collect::<Vec<_>>(), "rows": rows }))
}
