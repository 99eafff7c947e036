//! A sheet of a table: a header in words, rows as typed cells.
//!
//! Keys stand last, and where a row names a meeting, a decision or a document by its key, the day
//! and the body, the words or the file stand first.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Worksheet, XlsxError};

use super::super::lang::Language;
use super::super::view::{Line, View};
use super::Formats;
use crate::dataset::schema::{self, Column, Kind, Table};
use crate::dataset::{Content, Value};
use crate::error::Result;
use crate::model::Date;

/// Rows of a sheet below its header: Excel ends at 1,048,576.
const ROWS: usize = 1_048_575;
/// Characters of a cell, Excel's limit.
const CHARACTERS: usize = 32_767;
/// Days before this are no dates to Excel.
const FIRST_YEAR: i16 = 1900;

/// A column of a sheet.
#[derive(Clone, Copy)]
struct Shown {
    /// Its place in the row that is shown, or in the row that is shown beside it.
    at: usize,
    column: &'static Column,
    /// The place of the key that leads to the row beside; `None` for a value of the row itself.
    by: Option<(usize, Other)>,
}

/// A table whose rows stand beside those that name them, since a key tells a person nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Other {
    Meetings,
    Decisions,
    Documents,
}

/// How rows of another table stand beside those of a sheet.
struct Source {
    other: Other,
    /// Its name.
    table: &'static str,
    /// The column that holds its key.
    key: &'static str,
    /// What is shown of it, each with the column that tells the same where a table has it.
    columns: &'static [(&'static str, &'static str)],
}

const OTHERS: [Source; 3] = [
    Source {
        other: Other::Meetings,
        table: "meetings",
        key: "meeting_id",
        columns: &[("date", "decided_on"), ("body", ""), ("ambito", "")],
    },
    Source {
        other: Other::Decisions,
        table: "decisions",
        key: "decision_id",
        columns: &[("text", "raw")],
    },
    Source {
        other: Other::Documents,
        table: "documents",
        key: "document_id",
        columns: &[("path", "")],
    },
];

/// The rows that may stand beside others.
pub(super) struct Beside<'a> {
    views: Vec<(Other, View<'a>)>,
}

/// Rows by their keys.
pub(super) type Index<'v> = BTreeMap<(Other, &'v str), Line<'v>>;

impl<'a> Beside<'a> {
    pub(super) fn new(content: &Content<'a>) -> Result<Self> {
        let views =
            OTHERS.iter().map(|source| Ok((source.other, View::of(content, source.table)?)));
        Ok(Self { views: views.collect::<Result<_>>()? })
    }
    pub(super) fn index(&self) -> Index<'_> {
        let lines =
            self.views.iter().flat_map(|(other, view)| view.lines().map(|line| (*other, line)));
        lines.map(|(other, line)| ((other, line.key()), line)).collect()
    }
}

/// The columns of a sheet: what stands beside, the table's own, keys last.
fn layout(table: &'static Table) -> Vec<Shown> {
    let mut shown = Vec::new();
    for source in &OTHERS {
        let (Some(by), Some(declared)) = (table.position(source.key), schema::table(source.table))
        else {
            continue;
        };
        if table.name == source.table {
            continue;
        }
        for (column, same) in source.columns {
            let is_told = table.position(column).is_some() || table.position(same).is_some();
            if let Some(at) = declared.position(column).filter(|_| !is_told) {
                let column = &declared.columns[at];
                shown.push(Shown { at, column, by: Some((by, source.other)) });
            }
        }
    }
    let own = table.columns.iter().enumerate().map(|(at, column)| Shown { at, column, by: None });
    let (keys, values): (Vec<_>, Vec<_>) =
        own.partition(|shown| shown.column.name.ends_with("_id"));
    shown.extend(values);
    shown.extend(keys);
    shown
}

/// The sheet, and how many rows it shows.
pub(super) fn of_table(
    view: &View<'_>,
    index: &Index<'_>,
    title: &str,
    language: Language,
    formats: &Formats,
) -> std::result::Result<(Worksheet, usize), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(title)?;
    let columns = layout(view.table);
    for (at, shown) in columns.iter().enumerate() {
        let header = match shown.by {
            Some((_, Other::Decisions)) => language.text("p_decision").to_owned(),
            _ => language.column(shown.column.name),
        };
        sheet.write_string_with_format(0, at as u16, header, &formats.header)?;
        sheet.set_column_width(at as u16, width(shown.column))?;
    }
    let mut rows = 0;
    for (number, line) in view.lines().take(ROWS).enumerate() {
        for (at, shown) in columns.iter().enumerate() {
            let values = match shown.by {
                None => Some(line.values()),
                Some((by, other)) => {
                    let key = line.values()[by].as_text();
                    key.and_then(|key| index.get(&(other, key))).map(|line| line.values())
                }
            };
            let Some(value) = values.map(|values| &values[shown.at]) else { continue };
            let cell = (number as u32 + 1, at as u16);
            write(&mut sheet, cell, shown.column, value, language, formats)?;
        }
        rows = number + 1;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, rows as u32, columns.len() as u16 - 1)?;
    Ok((sheet, rows))
}

fn width(column: &Column) -> f64 {
    match column.kind {
        Kind::Text if column.references.is_some() || column.name.ends_with("_id") => 12.0,
        Kind::Text if !column.words.is_empty() => 16.0,
        Kind::Text if ["quote", "text", "message", "hint", "title"].contains(&column.name) => 60.0,
        Kind::Text => 28.0,
        _ => 13.0,
    }
}

/// Whether a number is a share: those that the schema calls a rate, a share or coverage.
fn is_share(column: &Column) -> bool {
    let name = column.name;
    ["rate", "share", "coverage"].iter().any(|word| name.contains(word))
}

/// A text that a cell can hold.
pub(super) fn fitting(text: &str) -> String {
    if text.chars().count() <= CHARACTERS {
        return text.to_owned();
    }
    text.chars().take(CHARACTERS - 1).chain(['…']).collect()
}

/// A day that Excel knows; `None` for one before its time.
fn excel_day(date: Date) -> Option<ExcelDateTime> {
    let is_known = date.year() >= FIRST_YEAR;
    let day = || {
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        ExcelDateTime::from_ymd(date.year().unsigned_abs(), month, day).ok()
    };
    is_known.then(day).flatten()
}

fn write(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    column: &Column,
    value: &Value<'_>,
    language: Language,
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    match value {
        Value::Null => {}
        Value::Text(text) if column.name.ends_with("_id") => {
            sheet.write_string_with_format(row, at, text.as_ref(), &formats.key)?;
        }
        // Codes of remarks are names that the rules' page lists: they stay.
        Value::Text(text) if !column.words.is_empty() && column.name != "code" => {
            sheet.write_string(row, at, language.word(text))?;
        }
        Value::Text(text) => {
            let text = match column.name {
                "message" | "reason" => language.message(text),
                "hint" => language.hint(text),
                _ => text.to_string(),
            };
            sheet.write_string(row, at, fitting(&text))?;
        }
        Value::Integer(number) => {
            sheet.write_number(row, at, *number as f64)?;
        }
        Value::Float(number) => {
            let format = if is_share(column) { &formats.percent } else { &formats.decimal };
            sheet.write_number_with_format(row, at, *number, format)?;
        }
        Value::Boolean(truth) => {
            sheet.write_string(row, at, language.word(&truth.to_string()))?;
        }
        Value::Date(date) => match excel_day(*date) {
            Some(day) => {
                sheet.write_datetime_with_format(row, at, &day, &formats.date)?;
            }
            None => {
                sheet.write_string(row, at, crate::model::iso(*date))?;
            }
        },
    }
    Ok(())
}
