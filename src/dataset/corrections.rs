//! Corrections: a person's word about one value of one row, put into the facts.
//!
//! In: facts, and rows of `corrections.csv`. Out: the facts with those values, before anything
//! is worked out from them, and a remark for each: what it was, what it is, why. A correction
//! whose row is in no document is told too, since a table may have been mistyped.
//!
//! Invariant: a value that the column cannot hold never reaches the facts; it is a fault that
//! stops the run before anything is written.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::schema::{Column, Kind, table};
use crate::diagnostic::Code;
use crate::error::{Error, Result};
use crate::model::{Facts, parse_iso};
use crate::resolve::Remark;
use crate::resolve::registry::{Correction, Fault};

/// Tables whose rows can be corrected, and the member of facts that holds them.
const TABLES: [&str; 8] = [
    "meetings",
    "attendance",
    "attendance_events",
    "agenda_items",
    "decisions",
    "decision_owners",
    "deadlines",
    "statements",
];

/// Columns that are made of others, or prove the row, and are not corrected.
const FIXED: [&str; 20] = [
    "document_id",
    "meeting_id",
    "person_id",
    "organisation_id",
    "chair_person_id",
    "secretary_person_id",
    "represents_person_id",
    "represented_by_person_id",
    "eligible_seats",
    "quorum_by_heads",
    "quorum_by_weight",
    "quorum_by_population",
    "taken_up_in",
    "duplicate_of",
    "page",
    "line",
    "char_start",
    "char_end",
    "quote",
    "rule",
];

/// What is wrong with corrections, row by row.
#[must_use]
pub fn correction_faults(corrections: &[Correction]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for correction in corrections {
        let mut fault = |column: &str, seen: String, write: String| {
            let (file, line) = ("corrections.csv".to_owned(), correction.line);
            faults.push(Fault { file, line, column: column.to_owned(), seen, write });
        };
        let declared = table(&correction.table).filter(|table| TABLES.contains(&table.name));
        let Some(declared) = declared else {
            let seen = format!("'{}' is no table that can be corrected", correction.table);
            fault("table", seen, format!("write one of {}", TABLES.join(", ")));
            continue;
        };
        let can = |column: &&Column| column.name != declared.key() && !FIXED.contains(&column.name);
        let is_meant = |column: &&Column| column.name == correction.column;
        let Some(column) = declared.columns.iter().filter(can).find(is_meant) else {
            let seen = format!(
                "'{}' is no column of {} that can be corrected",
                correction.column, declared.name
            );
            let names: Vec<&str> = declared.columns.iter().filter(can).map(|c| c.name).collect();
            fault("column", seen, format!("write one of {}", names.join(", ")));
            continue;
        };
        if let Err(write) = value_of(column, &correction.value) {
            fault(
                "value",
                format!("'{}' cannot stand in {}", correction.value, column.name),
                write,
            );
        }
    }
    faults
}

/// The value as it stands in facts; otherwise what to write.
fn value_of(column: &Column, text: &str) -> std::result::Result<Value, String> {
    if text.is_empty() {
        let needed = || "write a value: this column is never empty".to_owned();
        return column.nullable.then_some(Value::Null).ok_or_else(needed);
    }
    if !column.words.is_empty() && !column.words.contains(&text) {
        return Err(format!("write one of {}", column.words.join(", ")));
    }
    match column.kind {
        Kind::Text => Ok(Value::from(text)),
        Kind::Integer => {
            text.parse::<i32>().map(Value::from).map_err(|_| "write a whole number".to_owned())
        }
        Kind::Float => {
            text.parse::<f64>().map(Value::from).map_err(|_| "write a number".to_owned())
        }
        Kind::Boolean => {
            text.parse::<bool>().map(Value::from).map_err(|_| "write true or false".to_owned())
        }
        Kind::Date => parse_iso(text)
            .map(|_| Value::from(text))
            .ok_or_else(|| "write a day as YYYY-MM-DD".to_owned()),
    }
}

/// Puts corrections into the facts and tells of each.
pub fn correct(facts: &mut [Facts], corrections: &[Correction]) -> Result<Vec<Remark>> {
    let mut by_row: BTreeMap<(String, String), Vec<&Correction>> = BTreeMap::new();
    for correction in corrections {
        by_row
            .entry((correction.table.clone(), correction.row_id.clone()))
            .or_default()
            .push(correction);
    }
    let mut remarks = Vec::new();
    if by_row.is_empty() {
        return Ok(remarks);
    }
    for document in facts.iter_mut() {
        let id = document.document.document_id.clone();
        macro_rules! rows {
            ($name:literal, $rows:ident, $key:ident) => {
                for row in &mut document.$rows {
                    let Some(of) = by_row.remove(&($name.to_owned(), row.$key.clone())) else {
                        continue;
                    };
                    let fault = |error: serde_json::Error| Error::Table {
                        table: $name.to_owned(),
                        problem: format!("a correction of {}: {error}", row.$key),
                    };
                    let mut value = serde_json::to_value(&*row).map_err(fault)?;
                    if let Value::Object(fields) = &mut value {
                        for correction in of {
                            let message = set(fields, correction);
                            remarks.push(Remark {
                                document_id: id.clone(),
                                meeting_id: Some(row.meeting_id.clone()),
                                code: Code::Corrected,
                                message,
                                place: Some(row.evidence.place.clone()),
                            });
                        }
                    }
                    *row = serde_json::from_value(value).map_err(fault)?;
                }
            };
        }
        rows!("meetings", meetings, meeting_id);
        rows!("attendance", attendance, attendance_id);
        rows!("attendance_events", attendance_events, attendance_event_id);
        rows!("agenda_items", agenda_items, agenda_item_id);
        rows!("decisions", decisions, decision_id);
        rows!("decision_owners", decision_owners, decision_owner_id);
        rows!("deadlines", deadlines, deadline_id);
        rows!("statements", statements, statement_id);
    }
    // A remark belongs to a document: that of the least key speaks for rows that are nowhere.
    let least = facts.iter().map(|facts| &facts.document.document_id).min();
    for correction in by_row.into_values().flatten() {
        let Some(document_id) = least else { break };
        remarks.push(Remark {
            document_id: document_id.clone(),
            meeting_id: None,
            code: Code::CorrectionUnused,
            message: format!(
                "corrections.csv, line {}: no row of {} has the key {}",
                correction.line, correction.table, correction.row_id
            ),
            place: None,
        });
    }
    Ok(remarks)
}

/// Sets one value and says what it was.
fn set(fields: &mut Map<String, Value>, correction: &Correction) -> String {
    let column = table(&correction.table)
        .and_then(|table| table.columns.iter().find(|column| column.name == correction.column));
    let new =
        column.and_then(|column| value_of(column, &correction.value).ok()).unwrap_or_default();
    let say = |value: &Value| match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => format!("'{text}'"),
        other => other.to_string(),
    };
    let old = fields.get(&correction.column).map_or_else(|| "nothing".to_owned(), say);
    let note = correction.note.as_deref().map_or(String::new(), |note| format!(" ({note})"));
    let message = format!(
        "{} {}: {} was {old}, is {}{note}",
        correction.table,
        correction.row_id,
        correction.column,
        say(&new)
    );
    fields.insert(correction.column.clone(), new);
    message
}
