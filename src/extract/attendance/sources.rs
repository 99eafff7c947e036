//! A first column of those for whom people came, without a header: "Il Faro ODV ..... Ugo Neri".
//!
//! In: rows of two cells. Out: for each row the organisation in its first cell, where the second
//! column is one of people.
//!
//! Invariant: a column is one of organisations only where every second cell begins with a full
//! name, and some first cell names what is known as an organisation and none is a titled person.

use super::entries;
use super::lines::RollLine;
use super::seat::{Cited, Setting};
use super::tokens::{Kind, Piece, Reader};

/// Fewest rows that make a column.
const ROWS: usize = 3;

/// Whether the first cells of these rows are organisations.
pub(super) fn are_before(reader: &Reader<'_>, rows: &[RollLine]) -> bool {
    // A label between the rows is no pair.
    let rows: Vec<&RollLine> = rows.iter().filter(|row| row.is_row()).collect();
    let pairs = rows.iter().all(|row| row.cells.len() == 2);
    if !pairs || rows.len() < ROWS {
        return false;
    }
    let setting = Setting::default();
    let holds_person = |row: &&RollLine| {
        let text = &row.cells[1].text;
        let pieces = reader.pieces(text);
        let first = pieces.iter().find(|piece| !piece.is_filler).map(|piece| &piece.kind);
        matches!(first, Some(Kind::Person(name)) if name.word_count >= 2)
            && entries::read(reader, text, &setting).is_list()
    };
    let first = |row: &&RollLine| {
        let text = &row.cells[0].text;
        let is_source = |piece: &Piece| matches!(piece.kind, Kind::Organisation);
        reader.scene.reader(text).is_organisation()
            || reader.pieces(text).first().is_some_and(is_source)
    };
    let is_titled = |row: &&RollLine| {
        let names = reader.scene.reader(&row.cells[0].text);
        names.person(0).is_some_and(|person| person.honorific.is_some())
            || reader.status_of(row.cells[0].text.as_str()).is_some()
    };
    rows.iter().all(|row| holds_person(row) && !is_titled(row)) && rows.iter().any(first)
}

/// The organisation in the first cell of a row.
pub(super) fn of(row: &RollLine, rule: &str) -> Option<Cited> {
    let text = &row.cells.first()?.text;
    // A colon leads to the people of the next cell.
    let end = text.as_str().trim_end_matches([':', ' ']).len();
    Some(Cited::of(text, 0..end, rule))
}
