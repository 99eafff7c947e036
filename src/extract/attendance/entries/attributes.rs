//! What stands behind a name: brackets, words that no rule knows, offices that found nobody.
//!
//! In: the pieces behind a seat. Out: its organisation, office, status and remarks.

use super::super::seat::{Cited, Named};
use super::super::tokens::{Kind, Mark, Piece};
use super::Builder;
use super::reading::letters;

impl Builder<'_> {
    /// A role that no person followed belongs to the seat before it.
    pub(super) fn close_role(&mut self) {
        if let (Some(role), Some(place)) = (self.role.take(), self.current) {
            self.seats[place].add_role(role);
        }
    }

    /// Words that no rule knows: a remark behind a name, in small letters, is what they do.
    pub(super) fn words(&mut self, pieces: &[Piece], at: usize) -> usize {
        let count =
            pieces[at..].iter().take_while(|piece| matches!(piece.kind, Kind::Word)).count();
        let range = pieces[at].range.start..pieces[at + count - 1].range.end;
        let words = &self.text.as_str()[range.clone()];
        let named = self.current.filter(|seat| !self.is_hard && self.seats[*seat].name.is_some());
        let before = pieces[..at].iter().rev().find(|piece| !piece.is_filler);
        let is_behind_mark = before.is_some_and(|piece| {
            matches!(
                piece.kind,
                Kind::Mark(Mark::Comma | Mark::Dash | Mark::Cell) | Kind::Person(_)
            )
        });
        let ends = pieces
            .get(at + count)
            .is_none_or(|piece| matches!(piece.kind, Kind::Mark(mark) if mark != Mark::Colon));
        let is_lower = words.chars().next().is_some_and(char::is_lowercase);
        if let Some(place) = named {
            let is_office =
                is_behind_mark && ends && is_lower && count <= 5 && !self.setting.is_prose;
            if is_office && self.seats[place].role.is_none() {
                let cited = self.cited(range.clone());
                self.seats[place].add_role(cited);
                self.known += letters(words);
                return at + count;
            }
        }
        self.foreign += count;
        at + count
    }

    /// A bracket behind a name: statuses, remarks, offices, else an organisation.
    pub(super) fn bracket(&mut self, pieces: &[Piece], at: usize) -> usize {
        let mut depth = 0;
        let close = pieces[at..].iter().position(|piece| {
            match piece.kind {
                Kind::Mark(Mark::Open) => depth += 1,
                Kind::Mark(Mark::Close) => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let Some(close) = close.map(|offset| at + offset) else { return at + 1 };
        let inside = &pieces[at + 1..close];
        let Some(place) = self.current.filter(|_| !self.is_hard) else { return close + 1 };
        self.known += letters(&self.text.as_str()[pieces[at].range.start..pieces[close].range.end]);
        self.foreign = 0;
        let parts =
            inside.split(|piece| matches!(piece.kind, Kind::Mark(Mark::Comma | Mark::Semicolon)));
        for part in parts.filter(|part| !part.is_empty()) {
            self.attribute(place, part);
        }
        close + 1
    }

    pub(super) fn attribute(&mut self, place: usize, part: &[Piece]) {
        let whole = part[0].range.start..part[part.len() - 1].range.end;
        if self.came_for(place, part) {
            return;
        }
        let mut rest: Vec<&Piece> = Vec::new();
        for piece in part {
            match &piece.kind {
                Kind::Status(status) => {
                    let cited = self.cited(piece.range.clone());
                    self.seats[place].state(*status, cited);
                }
                Kind::Note(remark) => self.seats[place].remark(remark),
                _ => rest.push(piece),
            }
        }
        if rest.len() < part.len() || rest.iter().all(|piece| piece.is_filler) {
            return;
        }
        let first = rest.iter().find(|piece| !piece.is_filler).expect("one is no filler");
        if matches!(first.kind, Kind::Role) {
            let tail = rest.iter().find(|piece| matches!(piece.kind, Kind::Organisation));
            let role = tail.map_or(whole, |_| first.range.clone());
            let role = self.cited(role);
            self.seats[place].add_role(role);
            if let Some(tail) = tail {
                let organisation = self.cited(tail.range.clone());
                self.attach(place, &organisation);
            }
            return;
        }
        let cited = self.cited(whole.clone());
        let words = &self.text.as_str()[whole];
        let is_initials = (2..=4).contains(&words.chars().count())
            && words.chars().all(char::is_uppercase)
            && self.seats[place].name.as_ref().is_some_and(|name| name.begins(words));
        if words.starts_with('@') || is_initials {
            // A nick beside a name is another name of theirs.
            if let Some(name) = &mut self.seats[place].name {
                name.nick = Some(words.to_owned());
            }
            return;
        }
        let is_capital =
            words.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase);
        if is_capital
            || rest.iter().any(|piece| matches!(piece.kind, Kind::Organisation | Kind::Listed(_)))
        {
            self.attach(place, &cited);
        } else {
            self.seats[place].add_role(cited);
        }
    }

    /// "Comune di Alba (Mario Rossi)": in the bracket behind an organisation stands who came for
    /// it.
    fn came_for(&mut self, place: usize, part: &[Piece]) -> bool {
        let told: Vec<&Piece> = part.iter().filter(|piece| !piece.is_filler).collect();
        let (role, person) = match told.as_slice() {
            [piece] => (None, piece),
            [role, piece] if matches!(role.kind, Kind::Role) => (Some(role.range.clone()), piece),
            _ => return false,
        };
        let Kind::Person(person) = &person.kind else { return false };
        if self.seats[place].name.is_some() || person.word_count < 2 {
            return false;
        }
        let span = self.span(person.range.clone());
        self.seats[place].name = Some(Named::of(person, span));
        self.seats[place].span = span;
        if let Some(role) = role {
            let role = self.cited(role);
            self.seats[place].add_role(role);
        }
        true
    }

    /// An organisation in a bracket belongs to all whom a conjunction joins before it.
    pub(super) fn attach(&mut self, place: usize, organisation: &Cited) {
        let joined = if self.joined.contains(&place) { self.joined.clone() } else { vec![place] };
        for seat in joined {
            let is_group = self.seats[seat].organisation == self.setting.organisation;
            if self.seats[seat].organisation.is_none() || is_group {
                self.seats[seat].organisation = Some(organisation.clone());
            }
        }
    }
}
