//! A table as whoever writes about it reads it: rows by the names of their columns.

use crate::dataset::schema::{self, Table};
use crate::dataset::{Content, Row, Value};
use crate::error::{Error, Result};
use crate::model::Date;

/// A table and its rows.
pub(super) struct View<'a> {
    /// Its declaration.
    pub(super) table: &'static Table,
    rows: Vec<Row<'a>>,
}

/// A row of it.
#[derive(Clone, Copy)]
pub(super) struct Line<'v> {
    table: &'static Table,
    row: &'v [Value<'v>],
}

impl<'a> View<'a> {
    /// The table of that name, as it is published.
    pub(super) fn of(content: &Content<'a>, name: &str) -> Result<Self> {
        let missing =
            || Error::Table { table: name.to_owned(), problem: "it is not declared".to_owned() };
        let table = schema::table(name).ok_or_else(missing)?;
        Ok(Self { table, rows: content.rows(table) })
    }
    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
    /// Its rows.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.rows.iter().map(|row| Line { table: self.table, row })
    }
    /// A count summed over all rows.
    pub(super) fn sum(&self, column: &str) -> i64 {
        self.lines().map(|line| line.count(column)).sum()
    }
}

impl<'v> Line<'v> {
    /// The values in the order of the columns.
    pub(super) fn values(self) -> &'v [Value<'v>] {
        self.row
    }
    /// The value of a column.
    pub(super) fn value(self, column: &str) -> &'v Value<'v> {
        self.table.position(column).and_then(|at| self.row.get(at)).unwrap_or(&Value::Null)
    }
    /// Its key.
    pub(super) fn key(self) -> &'v str {
        self.row[0].as_text().unwrap_or_default()
    }
    /// A text.
    pub(super) fn text(self, column: &str) -> Option<&'v str> {
        self.value(column).as_text()
    }
    /// Whether a text is this word.
    pub(super) fn is(self, column: &str, word: &str) -> bool {
        self.text(column) == Some(word)
    }
    /// A whole number; 0 where there is none.
    pub(super) fn count(self, column: &str) -> i64 {
        if let Value::Integer(number) = self.value(column) { *number } else { 0 }
    }
    /// A number with a fraction.
    pub(super) fn float(self, column: &str) -> Option<f64> {
        if let Value::Float(number) = self.value(column) { Some(*number) } else { None }
    }
    /// A day.
    pub(super) fn date(self, column: &str) -> Option<Date> {
        if let Value::Date(date) = self.value(column) { Some(*date) } else { None }
    }
    /// Whether a truth holds.
    pub(super) fn yes(self, column: &str) -> bool {
        matches!(self.value(column), Value::Boolean(true))
    }
}
