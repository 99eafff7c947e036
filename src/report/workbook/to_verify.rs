//! The sheet of what needs a person's eye, with an empty column for the right value.
//!
//! [`super::super::corrections`] reads it back: by the titles of its sheet and columns, in any
//! language of the report.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::corrections::COLUMNS;
use super::super::lang::Language;
use super::super::verify::Item;
use super::sheet::fitting;
use super::{Formats, height};
use crate::dataset::schema;

/// Widths of its columns.
const WIDTHS: [f64; 11] = [44.0, 24.0, 24.0, 24.0, 56.0, 32.0, 10.0, 36.0, 16.0, 18.0, 16.0];

/// The sheet.
pub(super) fn sheet(
    items: &[Item],
    language: Language,
    formats: &Formats,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(language.text("verify"))?;
    for (at, (key, width)) in COLUMNS.iter().zip(WIDTHS).enumerate() {
        sheet.write_string_with_format(0, at as u16, language.text(key), &formats.header)?;
        sheet.set_column_width(at as u16, width)?;
    }
    for (number, item) in items.iter().enumerate() {
        let row = number as u32 + 1;
        sheet.write_string_with_format(row, 0, fitting(&item.question), &formats.wrapped)?;
        sheet.write_string_with_format(row, 1, fitting(&item.seen), &formats.wrapped)?;
        if item.column.is_empty() {
            // A remark asks for a look, and has no value of its own to set right.
            sheet.write_string_with_format(row, 2, "", &formats.wrapped)?;
        } else {
            sheet.write_blank(row, 2, &formats.blank)?;
        }
        sheet.write_blank(row, 3, &formats.blank)?;
        sheet.write_string_with_format(row, 4, fitting(&item.quote), &formats.wrapped)?;
        sheet.write_string_with_format(row, 5, fitting(&item.file), &formats.wrapped)?;
        sheet.write_string_with_format(row, 6, &item.place, &formats.wrapped)?;
        let allowed = allowed(item, language);
        sheet.write_string_with_format(row, 7, &allowed, &formats.small)?;
        let texts = [
            (item.question.as_str(), WIDTHS[0]),
            (item.seen.as_str(), WIDTHS[1]),
            (item.quote.as_str(), WIDTHS[4]),
            (item.file.as_str(), WIDTHS[5]),
            (allowed.as_str(), WIDTHS[7]),
        ];
        sheet.set_row_height(row, height(&texts))?;
        for (at, text) in [(8, item.table), (9, item.row_id.as_str()), (10, item.column)] {
            sheet.write_string_with_format(row, at, text, &formats.key)?;
        }
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, items.len() as u32, COLUMNS.len() as u16 - 1)?;
    Ok(sheet)
}

/// The values that the column may hold, in words.
fn allowed(item: &Item, language: Language) -> String {
    let column = schema::table(item.table)
        .and_then(|table| table.columns.iter().find(|column| column.name == item.column));
    match column {
        Some(column) if !column.words.is_empty() => {
            let words = column.words.iter().map(|word| language.word(word));
            words.collect::<Vec<_>>().join(", ")
        }
        Some(column) if column.kind == schema::Kind::Date => "2024-03-12, 12/03/2024".to_owned(),
        _ => String::new(),
    }
}
