//! The cover: what was found, how it is counted, what counts as what, and where it all is.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::super::{Archive, Finding, policies};
use super::{Formats, Listed, height};

/// Widths of its columns.
const WIDTHS: [f64; 4] = [28.0, 70.0, 70.0, 12.0];

/// The sheet that is opened first.
pub(super) fn sheet(
    archive: &Archive<'_>,
    findings: &[Finding],
    listed: &[Listed],
    verify: usize,
    formats: &Formats,
) -> Result<Worksheet, XlsxError> {
    let language = archive.language;
    let mut sheet = Worksheet::new();
    sheet.set_name(language.text("cover"))?;
    for (at, width) in WIDTHS.into_iter().enumerate() {
        sheet.set_column_width(at as u16, width)?;
    }
    sheet.set_screen_gridlines(false);
    // Higher than its letters, which spreadsheets cut off otherwise.
    sheet.set_row_height(0, 30)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, language.text("title"), &formats.title)?;
    let as_of = match archive.as_of {
        Some(date) => language.fill("as_of", &[("date", language.day(date).into())]),
        None => language.text("as_of_none").to_owned(),
    };
    sheet.write_string(1, 0, as_of)?;
    let mut row = 3;
    header(&mut sheet, row, ["where", "finding", "rule"], archive, formats)?;
    for finding in findings {
        row += 1;
        let title = if finding.name == "verify" {
            language.text("verify").to_owned()
        } else {
            language.table(finding.table)
        };
        link(&mut sheet, row, &title, formats)?;
        sheet.write_string_with_format(row, 1, &finding.text, &formats.wrapped)?;
        sheet.write_string_with_format(row, 2, &finding.rule, &formats.small)?;
        sheet.set_row_height(
            row,
            height(&[(&finding.text, WIDTHS[1]), (&finding.rule, WIDTHS[2])]),
        )?;
    }
    row += 2;
    sheet.write_string_with_format(row, 0, language.text("policies"), &formats.heading)?;
    for sentence in policies(archive) {
        row += 1;
        sheet.write_string(row, 0, sentence)?;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, language.text("policies_note"), &formats.key)?;
    row += 2;
    header(&mut sheet, row, ["sheet", "meaning", ""], archive, formats)?;
    sheet.write_string_with_format(row, 3, language.text("rows"), &formats.header)?;
    row += 1;
    link(&mut sheet, row, language.text("verify"), formats)?;
    sheet.write_string(row, 1, language.text("verify_title"))?;
    sheet.write_number(row, 3, verify as f64)?;
    for sheet_of in listed {
        row += 1;
        link(&mut sheet, row, &sheet_of.title, formats)?;
        sheet.write_string_with_format(row, 1, &sheet_of.meaning, &formats.wrapped)?;
        sheet.set_row_height(row, height(&[(&sheet_of.meaning, WIDTHS[1])]))?;
        if sheet_of.shown < sheet_of.rows {
            let count = |number: usize| language.count(number as i64).into();
            let fillings = [("shown", count(sheet_of.shown)), ("all", count(sheet_of.rows))];
            let cut = language.fill("cut", &fillings);
            sheet.write_string_with_format(row, 2, cut, &formats.wrapped)?;
        } else {
            sheet.write_string_with_format(row, 2, sheet_of.table, &formats.key)?;
        }
        sheet.write_number_with_format(row, 3, sheet_of.rows as f64, &formats.wrapped)?;
    }
    Ok(sheet)
}

fn header(
    sheet: &mut Worksheet,
    row: u32,
    keys: [&str; 3],
    archive: &Archive<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (at, key) in keys.into_iter().enumerate() {
        let text = archive.language.text(key);
        sheet.write_string_with_format(row, at as u16, text, &formats.header)?;
    }
    Ok(())
}

/// A link to another sheet; an apostrophe in its name is doubled.
fn link(sheet: &mut Worksheet, row: u32, title: &str, formats: &Formats) -> Result<(), XlsxError> {
    let target = format!("internal:'{}'!A1", title.replace('\'', "''"));
    sheet.write_url_with_format(row, 0, Url::new(target).set_text(title), &formats.link)?;
    Ok(())
}
