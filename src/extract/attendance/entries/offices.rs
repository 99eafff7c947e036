//! Organisations and offices in a list: whom they belong to.
//!
//! In: a piece and what stands around it. Out: the seat that it opens, fills or waits for.

use super::super::seat::Cited;
use super::super::tokens::{Kind, Mark, Piece};
use super::Builder;

impl Builder<'_> {
    /// The organisation right behind a role, which says of what it is the office: one with a
    /// name of its own stands by itself, another ("dell'Ambito") is part of the office.
    pub(super) fn office(
        &self,
        pieces: &[Piece],
        at: usize,
    ) -> Option<(usize, Cited, Option<Cited>)> {
        let next = (at + 1..pieces.len()).find(|next| !pieces[*next].is_filler)?;
        if !matches!(pieces[next].kind, Kind::Organisation) {
            return None;
        }
        let head = &self.text.as_str()[pieces[next].range.clone()];
        let head = head.split_whitespace().next().unwrap_or_default();
        // "Responsabile Area Minori": an internal unit is part of the office.
        let is_unit =
            self.reader.scene.pack.lexicon("organisation").lookup(head) == Some("service");
        if next == at + 1 {
            let range = pieces[at].range.start..pieces[next].range.end;
            return is_unit.then(|| (next, self.cited(range), None));
        }
        let range = pieces[next].range.clone();
        let words = &self.text.as_str()[range.clone()];
        let capitals =
            words.split([' ', '\'']).filter(|word| word.starts_with(char::is_uppercase)).count();
        let organisation = self.cited(range.clone());
        let has_name =
            words.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase));
        let is_place = words.split_whitespace().count() >= 3 && has_name && !is_unit;
        let whole = self.cited(pieces[at].range.start..range.end);
        Some(if is_place {
            (next, self.cited(pieces[at].range.clone()), Some(organisation))
        } else {
            (
                next,
                whole,
                (capitals >= 2 || words.split_whitespace().count() >= 2).then_some(organisation),
            )
        })
    }

    /// The organisation of an office belongs to whom the office belongs.
    pub(super) fn of_office(&mut self, organisation: Cited) {
        if self.role.is_some() {
            self.organisation.get_or_insert(organisation);
        } else if let Some(place) = self.current {
            let seat = &mut self.seats[place];
            if seat.organisation.is_none() {
                seat.organisation = Some(organisation);
            }
        }
    }

    pub(super) fn found_role(&mut self, cited: Cited, pieces: &[Piece], at: usize) {
        self.is_led = false;
        let named = self.current.filter(|seat| !self.is_hard && self.seats[*seat].name.is_some());
        let before = pieces[..at].iter().rev().find(|piece| !piece.is_filler);
        let is_adjacent = before.is_some_and(|piece| matches!(piece.kind, Kind::Person(_)));
        // "Ugo Neri e, quale segretaria, Lia Bianchi": behind a conjunction it waits.
        let mut back = pieces[..at]
            .iter()
            .rev()
            .filter(|piece| !piece.is_filler && !matches!(piece.kind, Kind::Mark(Mark::Comma)));
        let is_joined =
            back.next().is_some_and(|piece| matches!(piece.kind, Kind::Mark(Mark::And)))
                && pieces[at..].iter().any(|piece| matches!(piece.kind, Kind::Person(_)));
        match named.filter(|_| !is_joined) {
            Some(place) if is_adjacent || !Self::person_follows(pieces, at) => {
                self.seats[place].add_role(cited);
            }
            _ => match &mut self.role {
                Some(known) => {
                    known.text = format!("{} {}", known.text, cited.text);
                    known.span = known.span.cover(cited.span);
                }
                None => self.role = Some(cited),
            },
        }
    }

    /// Whether the piece before, fillers aside, is a role: "Sindaco del Comune di Crema".
    pub(super) fn follows_role(pieces: &[Piece], at: usize) -> bool {
        let before = pieces[..at].iter().rev().find(|piece| !piece.is_filler);
        before.is_some_and(|piece| matches!(piece.kind, Kind::Role))
    }

    pub(super) fn found_organisation(&mut self, cited: Cited, pieces: &[Piece], at: usize) {
        let named = self.current.filter(|seat| !self.is_hard && self.seats[*seat].name.is_some());
        let is_led = std::mem::take(&mut self.is_led);
        if let (true, Some(place)) = (std::mem::take(&mut self.is_trailing), named) {
            return self.attach(place, &cited);
        }
        if self.role.is_some() && !is_led && named.is_none() && Self::person_follows(pieces, at) {
            // "il Sindaco del Comune di Crema Mario Rossi"
            self.organisation = Some(cited);
            return;
        }
        if is_led || self.leads == Some(true) && !Self::follows_role(pieces, at) {
            let span = cited.span;
            let nameless = self.current.filter(|seat| {
                !self.is_hard
                    && self.seats[*seat].name.is_none()
                    && !is_led
                    && self.seats[*seat].organisation.is_none()
            });
            let place = nameless.unwrap_or_else(|| self.open(span));
            self.seats[place].organisation = Some(cited.clone());
            self.carried = Some(cited);
            self.joined.clear();
            return;
        }
        if let Some(place) = named {
            if self.seats[place].organisation.is_none()
                || self.setting.organisation.is_some()
                    && self.seats[place].organisation == self.setting.organisation
            {
                self.seats[place].organisation = Some(cited);
            } else if self.role.is_none() {
                // A second organisation behind a name says of what the office is.
                self.seats[place].add_role(cited);
            }
            return;
        }
        self.leads = Some(true);
        let span = cited.span;
        let place = self.open(span);
        self.seats[place].organisation = Some(cited.clone());
        if let Some(role) = self.role.take() {
            self.seats[place].add_role(role);
        }
        self.carried = Some(cited);
    }
}
