//! What a person filled in, read back: the only file that names calamine.
//!
//! In: the bytes of a spreadsheet that this program made and a person has filled in. Out: the
//! corrections, or every fault in it, each with its row and what to write instead.

use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _, Xlsx};

use super::lang::Language;
use crate::dataset::schema::{self, Column, Kind};
use crate::model::{Date, add_days, iso, parse_iso};

/// The columns of the sheet "to verify" in their order, as keys of texts.
pub(super) const COLUMNS: [&str; 11] = [
    "v_question",
    "v_seen",
    "v_right",
    "v_note",
    "v_quote",
    "v_file",
    "v_where",
    "v_allowed",
    "v_table",
    "v_row",
    "v_column",
];

/// A correction: a person's word on one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The table.
    pub table: String,
    /// The key of the row.
    pub row_id: String,
    /// The column.
    pub column: String,
    /// The right value: a word of the schema, a day as YYYY-MM-DD, a number, or text.
    pub value: String,
    /// What the person noted.
    pub note: String,
}

/// The corrections of a spreadsheet; otherwise all that is wrong with it.
pub fn read(bytes: &[u8]) -> Result<Vec<Correction>, Vec<String>> {
    let fault = |problem: String| vec![problem];
    let mut book = Xlsx::new(Cursor::new(bytes))
        .map_err(|error| fault(format!("it is no spreadsheet that can be read: {error}")))?;
    let titles = book.sheet_names();
    let Some((language, title)) = Language::ALL.iter().find_map(|language| {
        let title = language.text("verify");
        titles.iter().any(|known| known == title).then_some((*language, title))
    }) else {
        let known = Language::ALL.map(|language| format!("'{}'", language.text("verify")));
        let problem = format!("there is no sheet {}", known.join(" or "));
        return Err(fault(format!("{problem}; there are {}", titles.join(", "))));
    };
    let range =
        book.worksheet_range(title).map_err(|error| fault(format!("sheet '{title}': {error}")))?;
    let mut rows = range.rows();
    let header: Vec<String> = rows.next().unwrap_or_default().iter().map(text).collect();
    let place = |key: &str| header.iter().position(|cell| cell == language.text(key));
    let missing: Vec<String> = ["v_right", "v_table", "v_row", "v_column"]
        .into_iter()
        .filter(|key| place(key).is_none())
        .map(|key| format!("sheet '{title}': there is no column '{}'", language.text(key)))
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let mut corrections = Vec::new();
    let mut faults = Vec::new();
    for (number, row) in rows.enumerate() {
        let cell = |key: &str| place(key).and_then(|at| row.get(at)).unwrap_or(&Data::Empty);
        let right = cell("v_right");
        if text(right).is_empty() {
            continue;
        }
        let [table, row_id, column, note] =
            ["v_table", "v_row", "v_column", "v_note"].map(|key| text(cell(key)));
        match value(&table, &column, right, language) {
            Ok(_) if row_id.is_empty() => {
                faults.push(format!("{}: the key of the row is gone", at(title, number)));
            }
            Ok(value) => corrections.push(Correction { table, row_id, column, value, note }),
            Err(problem) => faults.push(format!("{}: {problem}", at(title, number))),
        }
    }
    if faults.is_empty() { Ok(corrections) } else { Err(faults) }
}

/// A place in a sheet, rows counted as Excel counts them.
fn at(title: &str, number: usize) -> String {
    format!("sheet '{title}', row {}", number + 2)
}

/// What a cell says, white space at its ends left out.
fn text(cell: &Data) -> String {
    match cell {
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        // Without this a day that a spreadsheet took for one would count as nothing filled in.
        Data::DateTime(time) => excel_day(time.as_f64()).map(iso).unwrap_or_default(),
        other => other.as_string().unwrap_or_default().trim().to_owned(),
    }
}

/// The value of a cell as the column declares it.
fn value(table: &str, column: &str, cell: &Data, language: Language) -> Result<String, String> {
    if column.is_empty() {
        return Err("this row is a remark and has no value to set right; use the note".to_owned());
    }
    let declared = schema::table(table)
        .ok_or_else(|| format!("there is no table '{table}'"))?
        .columns
        .iter()
        .find(|declared| declared.name == column)
        .ok_or_else(|| format!("table {table} has no column '{column}'"))?;
    let written = text(cell);
    match declared.kind {
        Kind::Text if declared.words.is_empty() => Ok(written),
        Kind::Text => word(declared, &written, language),
        Kind::Date => day(cell, &written)
            .map(iso)
            .ok_or_else(|| format!("'{written}' is no day: write 2024-03-12 or 12/03/2024")),
        Kind::Integer => match written.parse::<i64>() {
            Ok(number) => Ok(number.to_string()),
            Err(_) => Err(format!("'{written}' is no whole number")),
        },
        Kind::Float => match written.replace(',', ".").parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number.to_string()),
            _ => Err(format!("'{written}' is no number")),
        },
        Kind::Boolean => ["true", "false"]
            .into_iter()
            .find(|truth| is_same(&written, truth, language))
            .map(str::to_owned)
            .ok_or_else(|| {
                format!("write {} or {}", language.word("true"), language.word("false"))
            }),
    }
}

fn word(column: &Column, written: &str, language: Language) -> Result<String, String> {
    let known = column.words.iter().find(|word| is_same(written, word, language));
    known.map(|word| (*word).to_owned()).ok_or_else(|| {
        let words: Vec<String> = column.words.iter().map(|word| language.word(word)).collect();
        format!("'{written}' is none of: {}", words.join(", "))
    })
}

/// Whether what was written is a word of the schema, or what stands for it in the language.
fn is_same(written: &str, word: &str, language: Language) -> bool {
    let fold = crate::model::fold;
    fold(written) == fold(word) || fold(written) == fold(&language.word(word))
}

/// A day: one of Excel's, an ISO day, or day, month and year with `/`, `.` or `-` between them.
fn day(cell: &Data, written: &str) -> Option<Date> {
    if let Data::DateTime(time) = cell {
        return excel_day(time.as_f64());
    }
    parse_iso(written).or_else(|| {
        let parts: Vec<&str> = written.split(['/', '.', '-']).collect();
        let [day, month, year] = parts.as_slice() else { return None };
        let (day, month): (u8, u8) = (day.trim().parse().ok()?, month.trim().parse().ok()?);
        parse_iso(&format!("{}-{month:02}-{day:02}", year.trim()))
    })
}

/// The day of Excel's number: days since 30 December 1899.
fn excel_day(number: f64) -> Option<Date> {
    add_days(parse_iso("1899-12-30")?, number.floor() as i64)
}

/// The corrections as `corrections.csv`: a header and a line each, in the order of tables, rows
/// and columns. Of several on one value the last one given stays.
#[must_use]
pub fn csv(corrections: &[Correction]) -> String {
    let mut lines = std::collections::BTreeMap::new();
    for correction in corrections {
        let Correction { table, row_id, column, value, note } = correction;
        let line = [table, row_id, column, value, note].map(|field| quoted(field)).join(",");
        lines.insert((table, row_id, column), line);
    }
    let mut text = "table,row_id,column,value,note\n".to_owned();
    for line in lines.into_values() {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The corrections of a `corrections.csv`; otherwise what is wrong with it.
pub fn parse(text: &str) -> Result<Vec<Correction>, String> {
    let records = records(text);
    let header: Vec<&str> = records
        .first()
        .map(|header| header.iter().map(String::as_str).collect())
        .unwrap_or_default();
    let expected = ["table", "row_id", "column", "value", "note"];
    if header != expected {
        return Err(format!("its first line is not {}", expected.join(",")));
    }
    let correction = |(at, record): (usize, &Vec<String>)| match record.as_slice() {
        [table, row_id, column, value, note] => Ok(Correction {
            table: table.clone(),
            row_id: row_id.clone(),
            column: column.clone(),
            value: value.clone(),
            note: note.clone(),
        }),
        fields => Err(format!("record {} has {} fields for 5", at + 1, fields.len())),
    };
    records.iter().enumerate().skip(1).map(correction).collect()
}

/// The records of a CSV text by RFC 4180; blank lines are none.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let (mut record, mut field, mut is_quoted) = (Vec::new(), String::new(), false);
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut letters = text.chars().chain(['\n']).peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                field.push('"');
                letters.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut field)),
            '\n' if !is_quoted => {
                record.push(std::mem::take(&mut field));
                if record != [""] {
                    records.push(std::mem::take(&mut record));
                }
                record.clear();
            }
            other => field.push(other),
        }
    }
    records
}

/// A field of a CSV file, in quotes where RFC 4180 asks for them.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(column: (&str, &str), cell: &str) -> Result<String, String> {
        value(column.0, column.1, &Data::String(cell.to_owned()), Language::Italian)
    }

    #[test]
    fn values_are_read_as_their_column_declares_them() {
        assert_eq!(of(("meetings", "date"), "12/3/2024"), Ok("2024-03-12".to_owned()));
        assert_eq!(of(("meetings", "date"), "2024-03-12"), Ok("2024-03-12".to_owned()));
        assert_eq!(of(("attendance", "status"), "Presente"), Ok("present".to_owned()));
        assert_eq!(of(("attendance", "status"), "present"), Ok("present".to_owned()));
        assert_eq!(of(("decisions", "is_complete"), "SI"), Ok("true".to_owned()));
        assert_eq!(of(("meetings", "stated_present"), " 7 "), Ok("7".to_owned()));
        assert_eq!(excel_day(45363.0), parse_iso("2024-03-12"));
    }

    #[test]
    fn what_is_no_value_is_told_with_what_is() {
        let fault = |column, cell| of(column, cell).expect_err("a fault");
        assert!(fault(("attendance", "status"), "forse").contains("assente giustificato"));
        assert!(fault(("meetings", "date"), "marzo").contains("2024-03-12"));
        assert!(fault(("meetings", "date"), "31/02/2024").contains("no day"));
        assert!(fault(("meetings", "dates"), "x").contains("no column 'dates'"));
        assert!(fault(("diagnostics", ""), "x").contains("note"));
    }

    /// A spreadsheet as this program makes it, with these cells filled in by their headers.
    fn filled(language: Language, cells: &[(&str, &str)]) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name(language.text("verify")).expect("a name");
        for (at, key) in COLUMNS.iter().enumerate() {
            let at = u16::try_from(at).expect("a column");
            sheet.write_string(0, at, language.text(key)).expect("a header");
            if let Some((_, value)) = cells.iter().find(|(known, _)| known == key) {
                sheet.write_string(1, at, *value).expect("a cell");
            }
        }
        book.save_to_buffer().expect("a spreadsheet")
    }

    #[test]
    fn what_was_filled_in_is_read_in_any_language() {
        let place = [("v_table", "attendance"), ("v_row", "a1"), ("v_column", "status")];
        for (language, word) in [(Language::Italian, "assente"), (Language::English, "absent")] {
            let mut cells = vec![("v_right", word), ("v_note", "visto")];
            cells.extend(place);
            let read = read(&filled(language, &cells)).expect("a correction");
            assert_eq!(read.len(), 1);
            assert_eq!((read[0].value.as_str(), read[0].note.as_str()), ("absent", "visto"));
        }
        let read_empty = read(&filled(Language::Italian, &place));
        assert_eq!(read_empty, Ok(Vec::new()), "a row that nobody filled in says nothing");
        let mut cells = vec![("v_right", "forse")];
        cells.extend(place);
        let faults = read(&filled(Language::Italian, &cells)).expect_err("a fault");
        assert!(faults[0].contains("row 2") && faults[0].contains("forse"), "{faults:?}");
        assert!(read(b"no spreadsheet").is_err());
    }

    #[test]
    fn a_correction_is_a_line_and_the_last_one_stays() {
        let correction = |value: &str| Correction {
            table: "meetings".to_owned(),
            row_id: "r".to_owned(),
            column: "body".to_owned(),
            value: value.to_owned(),
            note: String::new(),
        };
        let text = csv(&[correction("x"), correction("Comitato \"A\", B")]);
        let last = correction("Comitato \"A\", B");
        assert_eq!(parse(&text), Ok(vec![last]));
        assert!(parse("a,b\n").is_err() && parse("").is_err());
        assert_eq!(
            text,
            "table,row_id,column,value,note\nmeetings,r,body,\"Comitato \"\"A\"\", B\",\n"
        );
    }
}
