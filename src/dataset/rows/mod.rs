//! Records to rows: values in the order in which the schema declares the columns.
//!
//! In: the facts of documents and the records of input files. Out: rows of [`Value`]s that
//! borrow from them. It knows no frames and no files.
//!
//! Invariant: a row of a table has one value for each declared column, of its kind, and a
//! text that is empty is a null.

use std::borrow::Cow;

use crate::diagnostic::Code;
use crate::model::{Date, Facts, FileRecord, FileStatus, Word, content_hash, iso, row_key};

use super::schema::{Column, Kind, Table};

mod derived;
mod records;

pub use derived::derived_rows;
use records::Record;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Text, never empty: an empty text becomes [`Value::Null`].
    Text(Cow<'a, str>),
    /// Signed integer.
    Integer(i64),
    /// Floating point.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// No value.
    Null,
}

/// The values of a row, in the order of the declared columns.
pub type Row<'a> = Vec<Value<'a>>;

impl Value<'_> {
    /// The kind of the value; `None` for a null.
    #[must_use]
    pub const fn kind(&self) -> Option<Kind> {
        match self {
            Self::Text(_) => Some(Kind::Text),
            Self::Integer(_) => Some(Kind::Integer),
            Self::Float(_) => Some(Kind::Float),
            Self::Boolean(_) => Some(Kind::Boolean),
            Self::Date(_) => Some(Kind::Date),
            Self::Null => None,
        }
    }
    /// The text of the value, where it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
    /// The same value, owning its text.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Integer(number) => Value::Integer(number),
            Self::Float(number) => Value::Float(number),
            Self::Boolean(truth) => Value::Boolean(truth),
            Self::Date(date) => Value::Date(date),
            Self::Null => Value::Null,
        }
    }
    /// A text that no other value shares: what keys and generations are hashed from.
    #[must_use]
    pub fn canonical(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Owned(format!("t{text}")),
            Self::Integer(number) => Cow::Owned(format!("i{number}")),
            Self::Float(number) => Cow::Owned(format!("f{:016x}", number.to_bits())),
            Self::Boolean(truth) => Cow::Owned(format!("b{truth}")),
            Self::Date(date) => Cow::Owned(format!("d{}", iso(*date))),
            Self::Null => Cow::Borrowed("n"),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        if text.is_empty() { Self::Null } else { Self::Text(Cow::Borrowed(text)) }
    }
}
impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}
impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_deref().map_or(Self::Null, Self::from)
    }
}
impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Null } else { Self::Text(Cow::Owned(text)) }
    }
}
impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}
impl From<i32> for Value<'_> {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}
impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}
impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Float(number) } else { Self::Null }
    }
}
impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Boolean(truth)
    }
}
impl From<Date> for Value<'_> {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}
impl<T> From<Option<T>> for Value<'_>
where
    Self: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

/// A word of a closed vocabulary, as a value.
pub fn word<W: Word>(value: W) -> Value<'static> {
    Value::Text(Cow::Borrowed(value.word()))
}

/// The rows of a fact table, in the order of the documents and of the facts within each.
///
/// A table that is worked out over the dataset has no rows here.
#[must_use]
pub fn fact_rows<'a>(table: &Table, facts: &[&'a Facts], files: &[&'a FileRecord]) -> Vec<Row<'a>> {
    match table.name {
        "files" => files.iter().map(|file| file.row("")).collect(),
        "diagnostics" => {
            let on_files = files.iter().filter_map(|file| remark_on_file(file));
            let on_documents = facts.iter().flat_map(|facts| document_rows(table.name, facts));
            on_files.chain(on_documents).collect()
        }
        name => facts.iter().flat_map(|facts| document_rows(name, facts)).collect(),
    }
}

/// The rows that one document gives to a fact table.
#[must_use]
pub fn document_rows<'a>(table: &str, facts: &'a Facts) -> Vec<Row<'a>> {
    let document = facts.document.document_id.as_str();
    match table {
        "documents" => vec![facts.document.row(document)],
        "meetings" => rows(&facts.meetings, document),
        "attendance" => rows(&facts.attendance, document),
        "attendance_events" => rows(&facts.attendance_events, document),
        "agenda_items" => rows(&facts.agenda_items, document),
        "decisions" => rows(&facts.decisions, document),
        "decision_owners" => rows(&facts.decision_owners, document),
        "deadlines" => rows(&facts.deadlines, document),
        "statements" => rows(&facts.statements, document),
        "evidence" => rows(&facts.evidence, document),
        "diagnostics" => rows(&facts.diagnostics, document),
        "document_text" => rows(&facts.pages, document),
        _ => Vec::new(),
    }
}

fn rows<'a, R: Record>(records: &'a [R], document: &'a str) -> Vec<Row<'a>> {
    records.iter().map(|record| record.row(document)).collect()
}

/// The remark on a file that gave no document; a file that was read needs none.
fn remark_on_file(file: &FileRecord) -> Option<Row<'_>> {
    let code = match file.status {
        FileStatus::Read => return None,
        FileStatus::Unreadable => Code::FileUnreadable,
        FileStatus::Missing => Code::FileMissing,
        FileStatus::Skipped => Code::FileSkipped,
    };
    let reason = file.reason.as_deref().map_or(String::new(), |reason| format!(": {reason}"));
    let mut row: Row<'_> = vec![
        row_key(&file.file_id, "diagnostics", 0, 0).into(),
        Value::Null,
        Value::Null,
        code.severity().word().into(),
        code.word().into(),
        format!("{}{reason}", file.path).into(),
        code.hint().into(),
    ];
    row.extend(std::iter::repeat_n(Value::Null, 6));
    Some(row)
}

/// The key of a row of a statistic: a hash of its table and of the values of its grain.
#[must_use]
pub fn grain_key(table: &Table, row: &[Value<'_>]) -> String {
    let mut text = table.name.to_owned();
    for column in &table.grain {
        text.push('\0');
        let value = table.position(column).and_then(|position| row.get(position));
        text.push_str(&value.map_or(Cow::Borrowed("n"), Value::canonical));
    }
    content_hash(text.as_bytes())
}

/// Whether a row is as its table declares it; otherwise what is wrong.
pub fn check_row(table: &Table, row: &[Value<'_>]) -> Result<(), String> {
    if row.len() != table.columns.len() {
        return Err(format!("a row has {} values for {} columns", row.len(), table.columns.len()));
    }
    for (column, value) in table.columns.iter().zip(row) {
        check_value(column, value).map_err(|problem| {
            format!("{}: {problem} (row {:?})", column.name, row[0].as_text())
        })?;
    }
    Ok(())
}

fn check_value(column: &Column, value: &Value<'_>) -> Result<(), String> {
    match value.kind() {
        None if column.nullable => Ok(()),
        None => Err("a value is missing".to_owned()),
        Some(kind) if kind != column.kind => Err(format!("{kind:?} where {:?} is", column.kind)),
        Some(_) => match value.as_text() {
            Some(text) if !column.words.is_empty() && !column.words.contains(&text) => {
                Err(format!("{text:?} is none of its words"))
            }
            _ => Ok(()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::schema::{table, tables};
    use crate::dataset::support;

    #[test]
    fn every_fact_table_gives_rows_as_declared() {
        let shard = support::archive();
        let facts: Vec<_> = shard.facts.iter().collect();
        let files: Vec<_> = shard.files.iter().collect();
        for table in tables().iter().take_while(|table| table.name != "people") {
            let rows = fact_rows(table, &facts, &files);
            assert!(!rows.is_empty(), "the fixture has no row of {}", table.name);
            for row in &rows {
                assert_eq!(check_row(table, row), Ok(()), "{}", table.name);
            }
        }
    }

    #[test]
    fn every_column_is_filled_by_its_own_field() {
        // A fixture whose every optional field is set leaves no null, so that two fields of
        // one kind that changed places would show in the values compared here.
        let shard = support::archive();
        let full = &shard.facts[0];
        for name in ["attendance", "meetings", "decisions", "decision_owners", "deadlines"] {
            let table = table(name).expect("a declared table");
            let row = document_rows(name, full).remove(0);
            for (column, value) in table.columns.iter().zip(&row) {
                let is_free = column.kind == Kind::Text
                    && column.words.is_empty()
                    && column.references.is_none()
                    && column.nullable
                    && column.name != "quote";
                if let (true, Some(text)) = (is_free, value.as_text()) {
                    assert!(
                        text.contains(column.name) || text.contains(':'),
                        "{name}.{} holds {text:?}",
                        column.name
                    );
                }
            }
        }
    }

    #[test]
    fn a_file_that_was_not_read_is_remarked_on() {
        let shard = support::archive();
        let skipped = shard.files.iter().find(|file| file.status == FileStatus::Skipped);
        let row = skipped.and_then(remark_on_file).expect("the fixture has a skipped file");
        assert_eq!(row[4].as_text(), Some("file-skipped"));
    }

    #[test]
    fn an_empty_text_and_an_infinite_number_are_nulls() {
        assert_eq!(Value::from(""), Value::Null);
        assert_eq!(Value::from(f64::NAN), Value::Null);
        assert_eq!(Value::from(Some("x".to_owned())), Value::Text("x".into()));
    }

    #[test]
    fn a_grain_key_tells_a_null_from_a_text() {
        let table = table("coverage").expect("a declared table");
        let named = [Value::Null, "n".into(), "extracted".into()];
        let unnamed = [Value::Null, Value::Null, "extracted".into()];
        assert_ne!(grain_key(table, &named), grain_key(table, &unnamed));
    }
}
