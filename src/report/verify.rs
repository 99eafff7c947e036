//! What needs a person's eye: values that are missing, in doubt or guessed, each with the words
//! of the document and the column in which the right value belongs.

use std::collections::{BTreeMap, BTreeSet};

use super::lang::Language;
use super::view::{Line, View};
use crate::dataset::Content;
use crate::error::Result;

/// A value to verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// What is asked.
    pub(super) question: String,
    /// The value that was read; empty where there is none.
    pub(super) seen: String,
    /// File, page and line.
    pub(super) file: String,
    /// Page and line, `2:14`; empty for a remark on the whole.
    pub(super) place: String,
    /// The words of the document.
    pub(super) quote: String,
    /// Table, key and column that the right value belongs to; no column where none does.
    pub(super) table: &'static str,
    pub(super) row_id: String,
    pub(super) column: &'static str,
}

/// Codes that put the date of a meeting in doubt.
const DATE_IN_DOUBT: [&str; 2] = ["date-conflict", "weekday-conflict"];

/// Every value to verify, in the order of the tables.
pub(super) fn items(content: &Content<'_>, language: Language) -> Result<Vec<Item>> {
    let documents = View::of(content, "documents")?;
    let paths: BTreeMap<String, String> = documents
        .lines()
        .map(|line| (line.key().to_owned(), line.text("path").unwrap_or_default().to_owned()))
        .collect();
    let mut asker = Asker { language, paths, items: Vec::new() };
    let remarks = View::of(content, "diagnostics")?;
    let in_doubt: BTreeSet<&str> = remarks
        .lines()
        .filter(|line| line.text("code").is_some_and(|code| DATE_IN_DOUBT.contains(&code)))
        .filter_map(|line| line.text("meeting_id"))
        .collect();
    for line in View::of(content, "meetings")?.lines() {
        let doubtful = in_doubt.contains(line.key());
        asker.ask_if(line.date("date").is_none() || doubtful, line, "meetings", "date", "ask_date");
        asker.ask_if(line.text("ambito").is_none(), line, "meetings", "ambito", "ask_ambito");
        asker.ask_if(line.text("body").is_none(), line, "meetings", "body", "ask_body");
        let mismatch = line.is("roll_check", "mismatch");
        asker.ask_if(mismatch, line, "meetings", "stated_present", "ask_roll");
    }
    for line in View::of(content, "attendance")?.lines() {
        let outside = ["guest", "observer", "staff"];
        let counts = line.text("capacity").is_none_or(|capacity| !outside.contains(&capacity));
        let unknown = counts && line.is("status", "unknown");
        asker.ask_if(unknown, line, "attendance", "status", "ask_status");
    }
    for line in View::of(content, "decisions")?.lines() {
        let counts = line.text("same_as").is_none();
        let undated = line.is("deadline_kind", "due") && line.date("deadline_date").is_none();
        asker.ask_if(counts && undated, line, "decisions", "deadline_date", "ask_deadline");
        let cut = counts && !line.yes("is_complete");
        asker.ask_if(cut, line, "decisions", "text", "ask_complete");
    }
    for line in View::of(content, "decision_owners")?.lines() {
        let unknown = line.is("owner_kind", "unknown");
        asker.ask_if(unknown, line, "decision_owners", "owner", "ask_owner");
    }
    for line in View::of(content, "person_names")?.lines() {
        let near = line.is("match_kind", "near");
        asker.ask_if(near, line, "person_names", "person_id", "ask_join");
    }
    let people = View::of(content, "people")?;
    let names: BTreeMap<&str, &str> = people
        .lines()
        .map(|line| (line.key(), line.text("name").unwrap_or_else(|| line.key())))
        .collect();
    for line in View::of(content, "person_links")?.lines() {
        // Aliases settle who is one and who is two: there is no value to set right here.
        let name = |column: &str| line.text(column).and_then(|id| names.get(id).copied());
        let both = [name("person_id"), name("other_person_id")].map(Option::unwrap_or_default);
        let question = language.text("ask_link").to_owned();
        asker.push(line, "person_links", "", question, both.join(" / "));
    }
    for line in remarks.lines().filter(|line| !line.is("severity", "note")) {
        asker.remark(line);
    }
    Ok(asker.items)
}

struct Asker {
    language: Language,
    paths: BTreeMap<String, String>,
    items: Vec<Item>,
}

impl Asker {
    fn ask_if(
        &mut self,
        is_asked: bool,
        line: Line<'_>,
        table: &'static str,
        column: &'static str,
        question: &str,
    ) {
        if is_asked {
            let question = self.language.text(question).to_owned();
            let seen = match column {
                // What a person recognises is the name as it was written, not a key.
                "person_id" => line.text("name_raw").unwrap_or_default().to_owned(),
                _ => shown(line, column, self.language),
            };
            self.push(line, table, column, question, seen);
        }
    }

    fn remark(&mut self, line: Line<'_>) {
        let message = line.text("message").unwrap_or_default();
        let code = line.text("code").unwrap_or_default();
        let hint = line.text("hint").unwrap_or_default();
        let meaning = self.language.remark(code, hint);
        let question = format!("{meaning} ({})", self.language.message(message));
        self.push(line, "diagnostics", "", question, String::new());
    }

    fn push(
        &mut self,
        line: Line<'_>,
        table: &'static str,
        column: &'static str,
        question: String,
        seen: String,
    ) {
        let file = line.text("document_id").and_then(|id| self.paths.get(id));
        let place = match (line.count("page"), line.count("line")) {
            (0, _) | (_, 0) => String::new(),
            (page, line) => format!("{page}:{line}"),
        };
        self.items.push(Item {
            question,
            seen,
            file: file.cloned().unwrap_or_default(),
            place,
            quote: line.text("quote").unwrap_or_default().to_owned(),
            table,
            row_id: line.key().to_owned(),
            column,
        });
    }
}

/// A value as a person reads it.
fn shown(line: Line<'_>, column: &str, language: Language) -> String {
    use crate::dataset::Value;
    match line.value(column) {
        Value::Text(text) if column == "status" => language.word(text),
        Value::Text(text) => text.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Date(date) => crate::model::iso(*date),
        Value::Float(number) => number.to_string(),
        Value::Boolean(truth) => language.word(&truth.to_string()),
        Value::Null => String::new(),
    }
}
