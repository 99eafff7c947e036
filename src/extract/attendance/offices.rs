//! A second column of offices beside names, without a header.
//!
//! In: rows of two cells. Out: for each row its name and its office, where the second column is
//! one of offices.
//!
//! Invariant: a column is one of offices only where most of its cells are single words or known
//! offices, and the first column holds nothing but people.

use super::entries;
use super::lines::RollLine;
use super::seat::{Cited, Setting};
use super::tokens::Reader;

/// Fewest rows that make a column.
const ROWS: usize = 3;

/// Whether the second cells of these rows are offices.
pub(super) fn are_beside(reader: &Reader<'_>, rows: &[RollLine]) -> bool {
    let pairs: Vec<&RollLine> = rows.iter().filter(|row| row.cells.len() == 2).collect();
    if pairs.len() < ROWS || pairs.len() != rows.len() {
        return false;
    }
    let setting = Setting::default();
    let is_person = |row: &&RollLine| {
        let reading = entries::read(reader, &row.cells[0].text, &setting);
        reading.is_list()
            && matches!(reading.seats.as_slice(), [seat]
                if seat.name.as_ref().is_some_and(|name| name.words >= 2)
                    && !seat.has_own_status)
    };
    let is_office = |row: &&RollLine| {
        let text = &row.cells[1].text;
        let bare = text.as_str().split('(').next().unwrap_or_default().trim();
        let is_word = bare.split_whitespace().count() == 1
            && bare.chars().filter(|letter| letter.is_alphabetic()).count() > 3;
        let names = reader.scene.reader(text);
        names.role(0).is_some() || is_word && names.organisation(0).is_none()
    };
    let says_status = |row: &&RollLine| {
        let text = row.cells[1].text.as_str();
        reader.status_of(text).is_some() || reader.mark_of(text).is_some()
    };
    let offices = pairs.iter().filter(|row| is_office(row)).count();
    pairs.iter().all(|row| is_person(row) && !says_status(row)) && offices * 2 > pairs.len()
}

/// The office that stands in the second cell of a row.
pub(super) fn of(row: &RollLine, rule: &str) -> Option<Cited> {
    let text = &row.cells.get(1)?.text;
    Some(Cited::of(text, 0..text.as_str().len(), rule))
}
