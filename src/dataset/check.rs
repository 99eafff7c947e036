//! Facts held against the contract of the tables, one document at a time.
//!
//! In: the facts of a document. Out: nothing, or the first fault in words. Run before facts
//! are kept, so that a fault of the program costs one document and not the publication.
//!
//! Invariant: facts that pass give rows as declared, unique keys, references that resolve
//! within the document, and quotes that stand in its text to the letter.

use std::collections::BTreeSet;

use super::rows::{Row, Value, check_row, document_rows};
use super::schema::{Folder, Table, tables};
use crate::model::Facts;

/// Whether the facts of a document keep the contract of the tables; otherwise what is wrong.
pub fn check_facts(facts: &Facts) -> Result<(), String> {
    let rows: Vec<(&Table, Vec<Row<'_>>)> = tables()
        .iter()
        .filter(|table| table.folder == Folder::Tables)
        .map(|table| (table, document_rows(table.name, facts)))
        .collect();
    for (table, rows) in &rows {
        for row in rows {
            check_row(table, row).map_err(|problem| format!("{}: {problem}", table.name))?;
        }
    }
    let mut keys: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (table, row) in each(&rows) {
        let key = row[0].as_text().unwrap_or_default();
        if !keys.insert((table.name, key)) {
            return Err(format!("{}: the key {key} is given twice", table.name));
        }
    }
    let text = Text::new(facts)?;
    for (table, row) in each(&rows) {
        check_references(table, row, &keys)?;
        check_quote(table, row, &text)?;
    }
    check_proofs(facts, &keys)
}

fn each<'a, 'b>(
    rows: &'b [(&'a Table, Vec<Row<'a>>)],
) -> impl Iterator<Item = (&'a Table, &'b Row<'a>)> {
    rows.iter().flat_map(|(table, rows)| rows.iter().map(|row| (*table, row)))
}

/// References to tables that are worked out over the dataset, or to other documents, are
/// not set yet: those that are set must resolve here.
fn check_references(
    table: &Table,
    row: &Row<'_>,
    keys: &BTreeSet<(&str, &str)>,
) -> Result<(), String> {
    for (column, value) in table.columns.iter().zip(row) {
        if let (Some(target), Some(key)) = (column.references, value.as_text())
            && !keys.contains(&(target, key))
        {
            let name = column.name;
            return Err(format!("{}.{name}: no row of {target} has the key {key}", table.name));
        }
    }
    Ok(())
}

/// A row of `evidence` proves a column that is declared, of a row that is there.
fn check_proofs(facts: &Facts, keys: &BTreeSet<(&str, &str)>) -> Result<(), String> {
    for part in &facts.evidence {
        let table = super::schema::table(&part.table);
        let known = table.is_some_and(|table| table.position(&part.column).is_some());
        if !known || !keys.contains(&(part.table.as_str(), part.row_id.as_str())) {
            return Err(format!(
                "evidence: nothing is called {}.{} in row {}",
                part.table, part.column, part.row_id
            ));
        }
    }
    Ok(())
}

/// The text of a document, with the byte at which each character starts.
struct Text {
    text: String,
    starts: Vec<usize>,
}

impl Text {
    fn new(facts: &Facts) -> Result<Self, String> {
        let mut text = String::new();
        let mut characters = 0;
        for page in &facts.pages {
            if page.char_start as usize != characters {
                return Err(format!(
                    "document_text: page {} starts at {} and not at {characters}",
                    page.page, page.char_start
                ));
            }
            characters += page.text.chars().count();
            text.push_str(&page.text);
        }
        let ends = std::iter::once(text.len());
        let starts = text.char_indices().map(|(start, _)| start).chain(ends).collect();
        Ok(Self { text, starts })
    }

    fn slice(&self, start: i64, end: i64) -> Option<&str> {
        let start = *self.starts.get(usize::try_from(start).ok()?)?;
        let end = *self.starts.get(usize::try_from(end).ok()?)?;
        self.text.get(start..end)
    }
}

fn check_quote(table: &Table, row: &Row<'_>, text: &Text) -> Result<(), String> {
    let value = |column| table.position(column).map(|position| &row[position]);
    let (Some(Value::Integer(start)), Some(Value::Integer(end)), Some(quote)) =
        (value("char_start"), value("char_end"), value("quote"))
    else {
        return Ok(());
    };
    let quote = quote.as_text().unwrap_or("");
    match text.slice(*start, *end) {
        Some(found) if found == quote => Ok(()),
        found => Err(format!(
            "{}: at {start}..{end} the text has {found:?} and not {quote:?}",
            table.name
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::support;

    #[test]
    fn facts_that_keep_the_contract_pass() {
        for facts in &support::archive().facts {
            assert_eq!(check_facts(facts), Ok(()));
        }
    }

    #[test]
    fn each_breach_is_named() {
        let good = support::archive().facts.remove(0);
        let breach = |change: &dyn Fn(&mut Facts)| {
            let mut facts = good.clone();
            change(&mut facts);
            check_facts(&facts).expect_err("a breach")
        };
        let shifted = breach(&|facts| facts.attendance[0].evidence.place.char_start += 1);
        assert!(shifted.starts_with("attendance: at "), "{shifted}");
        let lost = breach(&|facts| facts.decision_owners[0].decision_id = "gone".to_owned());
        assert!(lost.contains("no row of decisions"), "{lost}");
        let twice = breach(&|facts| {
            let again = facts.deadlines[0].clone();
            facts.deadlines.push(again);
        });
        assert!(twice.contains("given twice"), "{twice}");
        let unknown = breach(&|facts| facts.agenda_items[0].agenda_part = "third".to_owned());
        assert!(unknown.contains("none of its words"), "{unknown}");
        let unproved = breach(&|facts| facts.evidence[0].column = "colour".to_owned());
        assert!(unproved.contains("nothing is called"), "{unproved}");
        let gap = breach(&|facts| facts.pages[1].char_start += 1);
        assert!(gap.starts_with("document_text: page 2"), "{gap}");
    }
}
