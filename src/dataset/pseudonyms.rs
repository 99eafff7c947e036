//! Rows for publication: without persons' names and without words of documents.
//!
//! In: a row as it is. Out: the row with its keys, days, numbers and closed words, and of free
//! texts those that tell of places, bodies and organisations. A free text that is not known to be
//! harmless is left out, so that a new column is hidden until somebody thinks of it: it becomes
//! null, or the row's key where the column must hold something.
//!
//! What stays can still point to a person: whoever is mayor of a comune is no secret. That is for
//! whoever publishes to weigh, and the README says so.

use super::rows::{Row, Value};
use super::schema::{Kind, Table};

/// Free texts that tell of no person by name and are no words of a document.
const KEPT: [&str; 27] = [
    "ambito",
    "arrived_at",
    "body",
    "code",
    "column",
    "end_time",
    "format",
    "hint",
    "istat_code",
    "kind",
    "left_at",
    "link_method",
    "number",
    "organisation",
    "period",
    "province",
    "ref_body",
    "ref_code",
    "ref_number",
    "role",
    "rule",
    "rule_pack",
    "start_time",
    "table",
    "time",
    "year_month",
    "year_quarter",
];

/// Kinds of owners whose names are no persons'.
const IMPERSONAL: [&str; 3] = ["organisation", "body", "role"];

/// The row without names and words.
pub(super) fn hidden<'a>(table: &Table, mut row: Row<'a>) -> Row<'a> {
    let key = row[0].clone();
    let text = |column: &str, row: &Row<'a>| {
        table.position(column).and_then(|at| row[at].as_text().map(str::to_owned))
    };
    let is_impersonal =
        text("owner_kind", &row).is_some_and(|kind| IMPERSONAL.contains(&kind.as_str()));
    for (at, column) in table.columns.iter().enumerate() {
        let is_key = column.name.ends_with("_id") || column.references.is_some();
        let is_kept = column.kind != Kind::Text
            || is_key
            || !column.words.is_empty()
            || KEPT.contains(&column.name)
            || (column.name == "owner" && is_impersonal)
            || (column.name == "name" && table.name == "organisations");
        if !is_kept && row[at] != Value::Null {
            row[at] = if column.nullable { Value::Null } else { key.clone() };
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::schema::tables;
    use crate::dataset::{check_row, fact_rows, support};

    #[test]
    fn no_name_and_no_word_of_a_document_is_left() {
        let shard = support::archive();
        let facts: Vec<_> = shard.facts.iter().collect();
        let files: Vec<_> = shard.files.iter().collect();
        let mut seen = 0;
        for table in tables() {
            for row in fact_rows(table, &facts, &files) {
                let row = hidden(table, row);
                assert_eq!(check_row(table, &row), Ok(()), "{}", table.name);
                for text in row.iter().filter_map(Value::as_text) {
                    seen += 1;
                    for word in ["Ferro", "Lodi", "Affidato", "Bilancio", "verbale \"uno\""] {
                        assert!(!text.contains(word), "{}: {text}", table.name);
                    }
                }
            }
        }
        assert!(seen > 100, "the fixture has rows");
    }
}
