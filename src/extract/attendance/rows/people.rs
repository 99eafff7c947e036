//! The people of one row: of the name's cell, of the cells beside it, of the status.
//!
//! In: a row with its cells by column. Out: the seats that it names.
//!
//! Invariant: a cell of names that are not understood is one name, as it stands.

use super::super::entries;
use super::super::layout::words;
use super::super::seat::{Cited, Named, Seat, Setting, Stated};
use super::super::tokens::Kind;
use super::Row;
use crate::extract::text::Text;
use crate::model::AttendanceStatus;
use crate::rules::fold;

/// The one seat of a row: the first person, of the organisation that stands before them.
pub(super) fn led(mut seats: Vec<Seat>) -> Option<Seat> {
    let Some(named) = seats.iter().position(|seat| seat.name.is_some()) else {
        return (!seats.is_empty()).then(|| seats.swap_remove(0));
    };
    let before = seats[..named].iter().find_map(|seat| seat.organisation.clone());
    let mut seat = seats.swap_remove(named);
    seat.organisation = seat.organisation.or(before);
    Some(seat)
}

impl Row<'_> {
    /// "D (Mario Rossi)": the holder is away, and who came for them is named.
    pub(super) fn named_delegate(&self, seat: &mut Seat, stated: &Stated) {
        let Some((_, text)) = self.cell("status") else { return };
        let pieces = self.reader.pieces(text);
        let is_told = self.begins_with_proxy(&stated.cited);
        let person = pieces.iter().find_map(|piece| match &piece.kind {
            Kind::Person(person) if is_told || person.word_count >= 2 => Some(piece.range.clone()),
            _ => None,
        });
        let noted = pieces.into_iter().find_map(|piece| match piece.kind {
            Kind::Note(remark) => remark.represented_by,
            _ => None,
        });
        let cited = person.map(|range| Cited::of(text, range, &self.layout.rule.id)).or(noted);
        if cited.is_some() {
            seat.represented_by = cited;
            seat.capacity = None;
            seat.state(AttendanceStatus::Absent, stated.cited.clone());
        }
    }

    /// "Rossi Mario / Bianchi Lia | Bianchi Lia": the name of somebody of the row where a status
    /// should stand says that they came.
    pub(super) fn named_as_come(&self, seat: &Seat) -> Option<Cited> {
        let (_, text) = self.cell("status")?;
        let name = seat.name.as_ref()?;
        (fold(&name.name) == fold(text.as_str())).then(|| self.cited(text))
    }

    /// The people of the name's cell.
    pub(super) fn people(&self, setting: &Setting) -> Vec<Seat> {
        if let (Some((_, surname)), given) = (self.cell("surname"), self.cell("given_name")) {
            let mut seat = Seat::new(setting, surname.whole());
            let given = given.map(|(_, text)| text.as_str().to_owned()).unwrap_or_default();
            let name = format!("{} {given}", surname.as_str()).trim().to_owned();
            let words = words(&name).len();
            seat.name =
                Some(Named { name, honorific: None, words, nick: None, span: surname.whole() });
            return vec![seat];
        }
        let Some((column, text)) = self.cell("name") else { return Vec::new() };
        let is_filled = self.layout.columns[column].mark;
        if self.reader.mark_of(text.as_str()).is_some()
            || self.reader.is_empty_mark(text.as_str())
            || self.reader.is_nobody(text.as_str())
        {
            return Vec::new();
        }
        // "ASSENTE" where a name should stand.
        if let Some(status) =
            self.reader.status_of(text.as_str()).filter(|_| text.as_str().chars().count() > 3)
        {
            let Some((_, organisation)) = self.cell("organisation") else { return Vec::new() };
            let mut seat = Seat::new(setting, organisation.whole());
            seat.organisation = Some(self.cited(organisation));
            seat.state(status, self.cited(text));
            return vec![seat];
        }
        let mut seats = entries::read(self.reader, text, setting).seats;
        let is_odd = seats.iter().any(|seat| seat.name.is_none())
            || seats.iter().any(|seat| {
                seat.status.as_ref().is_some_and(|stated| stated.cited.text.chars().count() <= 3)
            });
        // "Sì Carmelo": a cell of capital words alone is the name, whatever they mean elsewhere.
        let is_part = seats.len() == 1
            && seats[0].role.is_none()
            && seats[0].organisation.is_none()
            && seats[0].name.as_ref().is_some_and(|name| {
                name.honorific.is_none()
                    && name.words
                        < words(text.as_str().split(['(', ',']).next().unwrap_or_default()).len()
            })
            && text
                .as_str()
                .split(['(', ',', ' '])
                .next()
                .is_some_and(|first| first.starts_with(char::is_uppercase))
            && !seats[0].has_own_status
            && seats[0].capacity.is_none();
        if seats.is_empty() || is_odd && seats.len() == 1 || is_part || self.is_owner(text) {
            seats = Self::whole_name(text, setting).into_iter().collect();
        }
        seats.retain(|seat| seat.name.is_some());
        if let Some(status) = is_filled {
            let cited = self.cited(&self.layout.columns[column].header);
            for seat in seats.iter_mut().filter(|seat| !seat.has_own_status) {
                seat.state(status, cited.clone());
            }
        }
        seats
    }

    /// "Rossi - Neri", "Eredi Rossi", "Alfa Srl": a name that is not one person's.
    fn is_owner(&self, text: &Text) -> bool {
        let parts: Vec<&str> = text.as_str().split(" - ").collect();
        let are_surnames = parts.len() == 2
            && parts.iter().all(|part| {
                part.starts_with(char::is_uppercase) && part.split_whitespace().count() == 1
            });
        let known = self.reader.scene.pack.lexicon("owner-word");
        are_surnames
            || text.as_str().split_whitespace().any(|word| known.lookup(word).is_some())
                && !text.as_str().contains(',')
    }

    /// A cell that holds nothing but a name, whatever its words mean elsewhere.
    fn whole_name(text: &Text, setting: &Setting) -> Option<Seat> {
        let head = text.as_str().split(['(', ',', ';']).next()?;
        // A label before the name is no part of it: "Guests: Mario Rossi".
        let head = head.rsplit(':').next()?.trim();
        let letters = head.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_name = letters >= 2
            && !head.starts_with(|letter: char| letter.is_ascii_digit())
            && head.split_whitespace().count() <= 6
            && head.chars().find(|letter| letter.is_alphabetic())?.is_uppercase();
        if !is_name {
            return None;
        }
        let start = text.as_str().find(head)?;
        let span = text.span_of_reading(start..start + head.len());
        let mut seat = Seat::new(setting, span);
        let words = words(head).len();
        seat.name = Some(Named { name: head.to_owned(), honorific: None, words, nick: None, span });
        Some(seat)
    }
}
