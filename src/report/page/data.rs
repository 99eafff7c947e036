//! The rows that the page holds, as JSON: of each table the columns that it shows.
//!
//! Above [`ROWS`] rows of seats and decisions the page holds counts alone, and says so: what it
//! would have to hold would not open on a phone. The tables beside it have all.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::super::Archive;
use super::super::view::{Line, View};
use crate::dataset::{Names, Value};
use crate::error::Result;
use crate::model::iso;

/// Seats and decisions that a page holds: some 6 MB, which a phone still opens.
const ROWS: usize = 20_000;

/// Tables of counts: always there.
const COUNTS: [(&str, &[&str]); 6] = [
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
    ("attendance_by_organisation", &["ambito", "body", "organisation", "n", "n_present"]),
    ("owner_workload", &["ambito", "owner", "stated_late", "no_evidence"]),
];

/// Tables of rows: there where they are not too many.
const HELD: [(&str, &[&str]); 7] = [
    ("documents", &["document_id", "path"]),
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

/// What the page holds, such that it can stand in a `script` element.
pub(super) fn json(archive: &Archive<'_>) -> Result<String> {
    let content = &archive.content;
    let view = |name: &str| View::of(content, name);
    let [texts, words] = archive.language.for_page();
    let is_left_out = view("seat_attendance")?.len() + view("decisions")?.len() > ROWS;
    let mut rows = Map::new();
    for (name, columns) in COUNTS {
        rows.insert(name.to_owned(), held(&view(name)?, columns, |_| true));
    }
    if !is_left_out {
        let meetings = view("meetings")?;
        let doubles: BTreeSet<&str> = meetings
            .lines()
            .filter(|line| line.text("duplicate_of").is_some())
            .map(Line::key)
            .collect();
        let decisions = view("decisions")?;
        let parents: BTreeSet<&str> =
            decisions.lines().filter_map(|line| line.text("parent_id")).collect();
        for (name, columns) in HELD {
            let is_counted = |line: Line<'_>| match name {
                "decisions" => {
                    let is_double =
                        line.text("meeting_id").is_some_and(|meeting| doubles.contains(meeting));
                    line.text("same_as").is_none() && !parents.contains(line.key()) && !is_double
                }
                _ => true,
            };
            rows.insert(name.to_owned(), held(&view(name)?, columns, is_counted));
        }
        rows.insert("follow_ups".to_owned(), follow_ups(archive)?);
    }
    let documents = view("documents")?;
    let is_read = |line: &Line<'_>| line.is("status", "extracted") || line.is("status", "partial");
    let page = json!({
        "lang": archive.language.code(),
        "documents": documents.len(),
        "documents_read": documents.lines().filter(is_read).count(),
        "rows_left_out": is_left_out,
        "names_hidden": content.names() == Names::Hidden,
        "texts": texts,
        "words": words,
        "rows": rows,
    });
    // Within a script element `<` alone could end it or begin a comment.
    Ok(page.to_string().replace('<', "\\u003c"))
}

/// The columns of a table, and its rows as arrays of their values.
fn held(view: &View<'_>, columns: &[&str], is_counted: impl Fn(Line<'_>) -> bool) -> Json {
    let row = |line: Line<'_>| -> Json {
        columns.iter().map(|column| plain(line.value(column))).collect()
    };
    let rows: Vec<Json> = view.lines().filter(|line| is_counted(*line)).map(row).collect();
    json!({ "columns": columns, "rows": rows })
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
fn follow_ups(archive: &Archive<'_>) -> Result<Json> {
    let statements = View::of(&archive.content, "statements")?;
    let items = View::of(&archive.content, "agenda_items")?;
    let links = View::of(&archive.content, "follow_ups")?;
    let index = |view: &View<'_>| -> std::collections::BTreeMap<String, [Json; 3]> {
        let place = |line: Line<'_>| ["page", "line", "quote"].map(|name| plain(line.value(name)));
        view.lines().map(|line| (line.key().to_owned(), place(line))).collect()
    };
    let decisions = View::of(&archive.content, "decisions")?;
    let (said, listed, decided) = (index(&statements), index(&items), index(&decisions));
    let columns = ["decision_id", "later_meeting_id", "state", "confidence"];
    let rows: Vec<Json> = links
        .lines()
        .map(|line| {
            let place = line
                .text("statement_id")
                .and_then(|id| said.get(id))
                .or_else(|| line.text("agenda_item_id").and_then(|id| listed.get(id)))
                .or_else(|| line.text("later_decision_id").and_then(|id| decided.get(id)));
            let place = place.cloned().unwrap_or([Json::Null, Json::Null, Json::Null]);
            columns.iter().map(|column| plain(line.value(column))).chain(place).collect()
        })
        .collect();
    let columns = columns.into_iter().chain(["page", "line", "quote"]);
    Ok(json!({ "columns": columns.collect::<Vec<_>>(), "rows": rows }))
}
