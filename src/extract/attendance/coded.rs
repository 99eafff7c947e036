//! Rows that begin with a mark of the document's own legend: "P  Mario Rossi  Comune di Alba".
//!
//! In: the rows of a roll without a header, and a legend. Out: a seat a row: the mark is its
//! status, the cell behind it the name, and what follows is whose they are and their office.
//!
//! Invariant: a mark that the legend does not explain begins no such row.

use super::entries;
use super::lines::RollLine;
use super::seat::{Cited, Seat, Setting};
use super::tokens::{Meaning, Reader};
use crate::model::{AttendanceStatus, Capacity};

/// So many rows that begin with a mark make a column of marks.
const FEWEST_ROWS: usize = 3;

/// Whether most of the rows begin with a mark of the legend.
pub(super) fn are_coded(reader: &Reader<'_>, rows: &[RollLine]) -> bool {
    let coded = rows.iter().filter(|row| mark(reader, row).is_some()).count();
    coded >= FEWEST_ROWS && coded * 2 > rows.len()
}

fn mark(reader: &Reader<'_>, row: &RollLine) -> Option<Meaning> {
    let first = row.cells.first().filter(|_| row.cells.len() > 1)?;
    let is_mark = first.text.as_str().chars().count() <= 3;
    reader.meaning_of(first.text.as_str()).filter(|_| is_mark)
}

/// The seat of a row that begins with a mark.
pub(super) fn seat(reader: &Reader<'_>, row: &RollLine, setting: &Setting) -> Option<Seat> {
    let meaning = mark(reader, row)?;
    let [code, name, rest @ ..] = row.cells.as_slice() else { return None };
    let mut seats = entries::read(reader, &name.text, setting).seats;
    seats.retain(|seat| seat.name.is_some());
    let [seat] = seats.as_mut_slice() else { return None };
    let cited = Cited::of(&code.text, 0..code.text.as_str().len(), &setting.rule);
    seat.state(meaning.status, cited.clone());
    if let Some(mode) = meaning.mode {
        seat.mode = Some((mode, cited.clone()));
    }
    if meaning.is_by_delegate && meaning.status == AttendanceStatus::Present {
        seat.capacity = Some((Capacity::Delegate, cited));
    }
    for cell in rest.iter().filter(|cell| !cell.text.is_empty()) {
        let words = cell.text.as_str();
        // "Comune di Alba - presidente": a dash parts whose they are from their office.
        let dash = words.find(" - ").or_else(|| words.find(" – "));
        let end = dash.or_else(|| words.find(" (")).unwrap_or(words.len());
        if seat.organisation.is_none() {
            seat.organisation = Some(Cited::of(&cell.text, 0..end, &setting.rule));
        }
        if let Some(dash) = dash {
            let from = dash + words[dash..].find(' ').map_or(0, |at| at + 1);
            let from = from + words[from..].find(' ').map_or(0, |at| at + 1);
            seat.add_role(Cited::of(&cell.text, from..words.len(), &setting.rule));
        }
        for remark in reader.remarks_in(&cell.text) {
            seat.remark(&remark);
        }
    }
    Some(seats.remove(0))
}
