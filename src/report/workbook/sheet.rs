//! A sheet of a table: a header in words, rows as typed cells.

use rust_xlsxwriter::{ExcelDateTime, Worksheet, XlsxError};

use super::super::lang::Language;
use super::super::view::View;
use super::Formats;
use crate::dataset::Value;
use crate::dataset::schema::{Column, Kind};
use crate::model::Date;

/// Rows of a sheet below its header: Excel ends at 1,048,576.
const ROWS: usize = 1_048_575;
/// Characters of a cell, Excel's limit.
const CHARACTERS: usize = 32_767;
/// Days before this are no dates to Excel.
const FIRST_YEAR: i16 = 1900;

/// The sheet, and how many rows it shows.
pub(super) fn of_table(
    view: &View<'_>,
    title: &str,
    language: Language,
    formats: &Formats,
) -> Result<(Worksheet, usize), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(title)?;
    let columns = &view.table.columns;
    for (at, column) in columns.iter().enumerate() {
        let at = at as u16;
        sheet.write_string_with_format(0, at, language.column(column.name), &formats.header)?;
        sheet.set_column_width(at, width(column))?;
    }
    let mut shown = 0;
    for (number, line) in view.lines().take(ROWS).enumerate() {
        for (at, (column, value)) in columns.iter().zip(line.values()).enumerate() {
            write(&mut sheet, (number as u32 + 1, at as u16), column, value, language, formats)?;
        }
        shown = number + 1;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, shown as u32, columns.len() as u16 - 1)?;
    Ok((sheet, shown))
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
) -> Result<(), XlsxError> {
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
