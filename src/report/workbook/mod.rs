//! `verbali.xlsx`: a cover with the findings, a sheet of what needs a person's eye, a sheet for
//! each table. This folder alone names `rust_xlsxwriter`.
//!
//! Headers are frozen and filtered; days are real days, shares are percentages, words are in the
//! language of the report. A text is always written as text, never taken for a formula. A sheet
//! holds no more than Excel does: what is cut is said on the cover.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

use self::sheet::Beside;
use super::Archive;
use super::findings::findings;
use super::verify::items;
use super::view::View;
use crate::dataset::schema::{Folder, tables};
use crate::error::{Error, Result};

mod cover;
mod sheet;
mod to_verify;

/// Tables that a planner asks for first, in their order.
const FIRST: [&str; 10] = [
    "attendance_by_organisation",
    "attendance_by_body",
    "attendance_by_ambito",
    "attendance_by_year",
    "attendance_by_person",
    "decision_states",
    "owner_workload",
    "followup_by_body",
    "meetings",
    "decisions",
];

/// How cells look.
struct Formats {
    header: Format,
    date: Format,
    percent: Format,
    decimal: Format,
    wrapped: Format,
    title: Format,
    heading: Format,
    small: Format,
    key: Format,
    link: Format,
    blank: Format,
}

impl Formats {
    fn new() -> Self {
        // A dark and a light tone of one hue: the contrast of the header is above 7 to 1.
        let (dark, light, faint) =
            (Color::RGB(0x1F_3A4D), Color::RGB(0xFF_F2CC), Color::RGB(0x70_7070));
        let base = Format::new().set_align(FormatAlign::Top);
        Self {
            header: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(dark)
                .set_align(FormatAlign::Top)
                .set_text_wrap(),
            date: base.clone().set_num_format("dd/mm/yyyy"),
            percent: base.clone().set_num_format("0.0%"),
            decimal: base.clone().set_num_format("0.0"),
            wrapped: base.clone().set_text_wrap(),
            title: Format::new().set_bold().set_font_size(18).set_font_color(dark),
            heading: Format::new().set_bold().set_font_size(13).set_font_color(dark),
            small: base.clone().set_font_color(faint).set_text_wrap(),
            link: base.clone().set_hyperlink(),
            key: base.set_font_color(faint),
            blank: Format::new()
                .set_background_color(light)
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::Top)
                .set_text_wrap(),
        }
    }
}

/// A sheet of a table, as the cover lists it.
struct Listed {
    /// Name of the sheet.
    title: String,
    table: &'static str,
    meaning: String,
    /// Rows of the table, and rows that the sheet shows.
    rows: usize,
    shown: usize,
}

/// Height of a row of wrapped texts, each in a column of a width: spreadsheets do not always find
/// it by themselves. Excel ends at 409 points; widths are counted in digits, and
/// letters are no wider on the whole.
fn height(texts: &[(&str, f64)]) -> f64 {
    let lines = |(text, width): &(&str, f64)| (text.chars().count() as f64 / width).ceil();
    let most = texts.iter().map(lines).fold(1.0, f64::max);
    (most * 15.0).min(409.0)
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
fn fault(error: XlsxError) -> Error {
    Error::Table { table: "verbali.xlsx".to_owned(), problem: error.to_string() }
}

/// The bytes of the spreadsheet.
pub(super) fn bytes(archive: &Archive<'_>) -> Result<Vec<u8>> {
    let language = archive.language;
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(archive).map_err(fault)?);
    let verify = items(&archive.content, language)?;
    let findings = findings(&archive.content, &verify, language)?;
    // Statistics come before the rows that they count: they are what is asked for first.
    let mut ordered: Vec<_> = tables().iter().collect();
    ordered.sort_by_key(|table| {
        let first = FIRST.iter().position(|name| *name == table.name).unwrap_or(FIRST.len());
        (first, table.folder != Folder::Stats)
    });
    let beside = Beside::new(&archive.content)?;
    let index = beside.index();
    let mut sheets = Vec::new();
    let mut listed = Vec::new();
    for table in ordered {
        let view = View::of(&archive.content, table.name)?;
        let title = language.table(table.name);
        let (sheet, shown) =
            sheet::of_table(&view, &index, &title, language, &formats).map_err(fault)?;
        sheets.push(sheet);
        let meaning = language.meaning(table);
        listed.push(Listed { title, table: table.name, meaning, rows: view.len(), shown });
    }
    let cover = cover::sheet(archive, &findings, &listed, verify.len(), &formats);
    workbook.push_worksheet(cover.map_err(fault)?);
    workbook.push_worksheet(to_verify::sheet(&verify, language, &formats).map_err(fault)?);
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer().map_err(fault)
}

/// What the file tells of itself: the day taken for today stands for the time of its making, so
/// that the same tables give the same file.
fn properties(archive: &Archive<'_>) -> std::result::Result<DocProperties, XlsxError> {
    let made = match archive.as_of {
        Some(date) => ExcelDateTime::from_ymd(
            date.year().unsigned_abs(),
            date.month().unsigned_abs(),
            date.day().unsigned_abs(),
        )?,
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    let title = archive.language.text("title");
    Ok(DocProperties::new().set_title(title).set_author("verbali").set_creation_datetime(&made))
}
