//! Lists of people to seats: what belongs to whom.
//!
//! In: the pieces of one text and the setting of its list. Out: its seats in order, and how
//! much of the text was understood, so that a sentence that is no list is not taken for one.
//!
//! Grammar (separators decide; `;` parts harder than `,`):
//!
//! ```text
//! list  = entry { separator entry }
//! entry = person { [","|"-"|cell] (role | organisation | "(" attributes ")" | remark | status) }
//!       | organisation [":"] [role] person { "," person }       an organisation leads its people
//!       | role person
//! ```

mod attributes;
mod offices;
mod reading;

pub(super) use reading::{Reading, place};
use reading::{
    attached, before_dash, behind_dash, letters, offices_behind, placed, seated, share_surnames,
};

use std::ops::Range;

use super::seat::{Cited, Named, Seat, Setting};
use super::tokens::{Kind, Mark, Piece, Reader};
use crate::extract::names::PersonName;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Span};

/// After so many words that no rule knows, running text is no list any more.
const FOREIGN_WORDS: usize = 5;

/// Reads a text as a list of seats.
pub(super) fn read(reader: &Reader<'_>, text: &Text, setting: &Setting) -> Reading {
    let pieces = seated(attached(reader.pieces(text), text), text, reader);
    let pieces = offices_behind(pieces, text, reader);
    let pieces =
        placed(behind_dash(before_dash(pieces, text, reader), text, reader), setting.has_places);
    if denies(&pieces) {
        return Reading { total: letters(text.as_str()), ..Reading::default() };
    }
    let mut builder = Builder {
        reader,
        text,
        setting,
        seats: Vec::new(),
        current: None,
        joined: Vec::new(),
        pairs: Vec::new(),
        is_joining: false,
        is_hard: true,
        leads: None,
        carried: None,
        role: None,
        organisation: None,
        remarks: Vec::new(),
        status: None,
        is_led: false,
        is_trailing: false,
        foreign: 0,
        known: 0,
        is_nobody: false,
        led: Vec::new(),
        lead: 0,
    };
    let mut at = 0;
    while at < pieces.len() {
        if setting.is_prose && builder.foreign >= FOREIGN_WORDS {
            break;
        }
        at = builder.step(&pieces, at);
    }
    let total = letters(text.as_str());
    share_surnames(&mut builder.seats, &builder.pairs);
    let seats = without_sources(builder.seats, &builder.led);
    let mut reading = Reading { known: builder.known, total, is_nobody: builder.is_nobody, seats };
    led_to_time(reader, text, &mut reading.seats, setting);
    reading
}

/// "For the cooperative, head of the group, its president Lia Bianchi": behind one lead, what is no
/// person has no seat beside the persons that came for it.
fn without_sources(seats: Vec<Seat>, led: &[usize]) -> Vec<Seat> {
    if seats.iter().any(|seat| seat.shares.is_some()) {
        return seats;
    }
    let named: Vec<usize> = seats
        .iter()
        .zip(led)
        .filter(|(seat, lead)| seat.name.is_some() && **lead > 0)
        .map(|(_, lead)| *lead)
        .collect();
    let stays = |seat: &Seat, lead: &usize| {
        seat.name.is_some() || seat.has_own_status || !named.contains(lead)
    };
    let mut source: Option<(usize, Cited)> = None;
    let mut kept = Vec::new();
    for (mut seat, lead) in seats.into_iter().zip(led) {
        if !stays(&seat, lead) {
            source =
                source.filter(|(at, _)| at == lead).or(seat.organisation.map(|it| (*lead, it)));
            continue;
        }
        if seat.organisation.is_none() && seat.name.is_some() {
            seat.organisation =
                source.as_ref().filter(|(at, _)| at == lead).map(|(_, source)| source.clone());
        }
        kept.push(seat);
    }
    kept
}

/// A line of dots that leads from a name to how long they were there: "Mario Rossi ..... 1:45".
fn led_to_time(reader: &Reader<'_>, text: &Text, seats: &mut [Seat], setting: &Setting) {
    let [seat] = seats else { return };
    let words = text.as_str();
    let leader = ["...", "…"].iter().find_map(|dots| Some(words.rfind(dots)? + dots.len()));
    let Some(at) = leader.filter(|_| !seat.has_own_status) else { return };
    if let Some(is_some) = reader.presence_time(&words[at..]) {
        let status = if is_some { AttendanceStatus::Present } else { AttendanceStatus::Absent };
        seat.state(status, Cited::of(text, at..words.len(), &setting.rule));
        seat.has_own_status = true;
    }
}

/// "Nobody is there for Alfa": whoever is named behind has no seat.
fn denies(pieces: &[Piece]) -> bool {
    let mut told = pieces.iter().filter(|piece| !piece.is_filler);
    let is_seat = |piece: &Piece| {
        matches!(piece.kind, Kind::Person(_) | Kind::Organisation | Kind::Listed(_))
    };
    told.next().is_some_and(|piece| matches!(piece.kind, Kind::Nobody)) && told.any(is_seat)
}

#[expect(clippy::struct_excessive_bools, reason = "each is one question about what was read last")]
struct Builder<'b> {
    reader: &'b Reader<'b>,
    text: &'b Text,
    setting: &'b Setting,
    seats: Vec<Seat>,
    /// The seat that what follows belongs to.
    current: Option<usize>,
    /// Seats joined by conjunctions to the current one.
    joined: Vec<usize>,
    /// Seats with only a conjunction between their names.
    pairs: Vec<(usize, usize)>,
    is_joining: bool,
    /// Whether a hard separator stands before this place.
    is_hard: bool,
    /// Whether organisations lead their people; `None`: not known yet.
    leads: Option<bool>,
    /// The organisation that leads.
    carried: Option<Cited>,
    /// What waits for its person.
    role: Option<Cited>,
    organisation: Option<Cited>,
    remarks: Vec<super::seat::Remark>,
    status: Option<(AttendanceStatus, Cited)>,
    /// Whether "per il" stands right before.
    is_led: bool,
    /// Whether "per il" stands right behind a name.
    is_trailing: bool,
    foreign: usize,
    known: usize,
    is_nobody: bool,
    /// For each seat, behind which lead ("per il") it stands, counted from 1; 0: behind none.
    led: Vec<usize>,
    lead: usize,
}

impl Builder<'_> {
    fn cited(&self, range: Range<usize>) -> Cited {
        Cited::of(self.text, range, &self.setting.rule)
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.text.span_of_reading(range)
    }

    /// Takes one piece, or a bracket as a whole; gives the place of the next.
    fn step(&mut self, pieces: &[Piece], at: usize) -> usize {
        let piece = &pieces[at];
        let range = piece.range.clone();
        if !matches!(piece.kind, Kind::Word | Kind::Mark(_)) {
            self.foreign = 0;
            self.known += letters(&self.text.as_str()[range.clone()]);
        }
        match &piece.kind {
            Kind::Person(person) => {
                let before = pieces[..at].iter().rev().find(|piece| !piece.is_filler);
                let is_next = !self.is_hard
                    && !self.seats.is_empty()
                    && before.is_some_and(|piece| {
                        matches!(piece.kind, Kind::Mark(Mark::And | Mark::Comma))
                    });
                self.person(person, is_next);
            }
            Kind::Organisation => self.found_organisation(self.cited(range), pieces, at),
            Kind::Listed(full) => {
                let mut cited = self.cited(range);
                cited.text.clone_from(full);
                self.leads = Some(true);
                self.is_led = true;
                self.found_organisation(cited, pieces, at);
                self.is_hard = false;
            }
            Kind::Role => {
                if let Some((next, role, organisation)) = self.office(pieces, at) {
                    self.known += letters(&self.text.as_str()[range.end..pieces[next].range.end]);
                    self.found_role(role, pieces, next);
                    if let Some(organisation) = organisation {
                        self.of_office(organisation);
                    }
                    return next + 1;
                }
                self.found_role(self.cited(range), pieces, at);
            }
            Kind::Status(status) => {
                let cited = self.cited(range);
                match self.current.filter(|_| !self.is_hard) {
                    Some(seat) => self.seats[seat].state(*status, cited),
                    None => self.status = Some((*status, cited)),
                }
            }
            Kind::Note(remark) => {
                match self.current.filter(|_| !self.is_hard && !Self::leads_to_next(pieces, at)) {
                    Some(seat) => self.seats[seat].remark(remark),
                    None => self.remarks.push((**remark).clone()),
                }
            }
            Kind::Nobody => self.nobody(range),
            // "Mario Rossi e Lia Bianchi per il Comune di Alba": it belongs to those before.
            Kind::Lead if Self::follows_person(pieces, at) => self.is_trailing = true,
            Kind::Lead => {
                self.lead += 1;
                self.is_led = true;
                if self.leads.is_none() {
                    self.leads = Some(true);
                }
            }
            Kind::Mark(mark) => return self.mark(*mark, pieces, at),
            Kind::Word => {
                if piece.is_filler {
                    self.known += letters(&self.text.as_str()[range]);
                } else {
                    return self.words(pieces, at);
                }
            }
        }
        at + 1
    }

    fn open(&mut self, span: Span) -> usize {
        let mut seat = Seat::new(self.setting, span);
        if let Some((status, cited)) = self.status.take() {
            seat.state(status, cited);
        }
        for remark in std::mem::take(&mut self.remarks) {
            seat.remark(&remark);
        }
        self.seats.push(seat);
        self.led.push(self.lead);
        self.is_hard = false;
        let place = self.seats.len() - 1;
        self.current = Some(place);
        place
    }

    /// `is_next`: it follows a name with only a comma or a conjunction between.
    fn person(&mut self, person: &PersonName, is_next: bool) {
        let single = person.word_count == 1 && person.honorific.is_none();
        if self.setting.is_prose && single && self.role.is_none() && !is_next {
            self.foreign += 1;
            return;
        }
        let span = self.span(person.range.clone());
        let named = Named::of(person, span);
        let waiting = self.current.filter(|seat| !self.is_hard && self.seats[*seat].name.is_none());
        let place = if let Some(place) = waiting {
            self.seats[place].span = span;
            for remark in std::mem::take(&mut self.remarks) {
                self.seats[place].remark(&remark);
            }
            place
        } else {
            let place = self.open(span);
            if self.leads == Some(true) && self.carried.is_some() {
                self.seats[place].organisation.clone_from(&self.carried);
            }
            place
        };
        if self.leads.is_none() {
            self.leads = Some(false);
        }
        let seat = &mut self.seats[place];
        seat.name = Some(named);
        if let Some(organisation) = self.organisation.take() {
            seat.organisation.get_or_insert(organisation);
        }
        if let Some(role) = self.role.take() {
            seat.add_role(role);
        }
        if self.is_joining {
            self.pairs.extend(self.joined.last().map(|before| (*before, place)));
        } else {
            self.joined.clear();
        }
        self.joined.push(place);
        self.is_joining = false;
        self.is_led = false;
    }

    /// Whether a person follows with nothing but fillers, organisations, roles and remarks
    /// before it.
    fn person_follows(pieces: &[Piece], at: usize) -> bool {
        for piece in pieces[at + 1..].iter().filter(|piece| !piece.is_filler) {
            match piece.kind {
                Kind::Person(_) => return true,
                Kind::Organisation | Kind::Listed(_) => {}
                _ => return false,
            }
        }
        false
    }

    /// "Ugo Neri e, da remoto, Lia Bianchi": behind a conjunction a remark is of who follows.
    fn leads_to_next(pieces: &[Piece], at: usize) -> bool {
        let is_comma = |piece: &&Piece| matches!(piece.kind, Kind::Mark(Mark::Comma));
        let is_told = |piece: &&Piece| !piece.is_filler && !is_comma(piece);
        let before = pieces[..at].iter().rev().find(is_told);
        let after = pieces[at + 1..].iter().find(is_told);
        before.is_some_and(|piece| matches!(piece.kind, Kind::Mark(Mark::And)))
            && after.is_some_and(|piece| matches!(piece.kind, Kind::Person(_) | Kind::Role))
            && pieces[..at].last().is_some_and(|piece| is_comma(&piece))
    }

    fn follows_person(pieces: &[Piece], at: usize) -> bool {
        let before = pieces[..at].iter().rev().find(|piece| !piece.is_filler);
        before.is_some_and(|piece| matches!(piece.kind, Kind::Person(_)))
    }

    fn nobody(&mut self, range: Range<usize>) {
        let cited = self.cited(range);
        let waiting = self.current.filter(|seat| !self.is_hard && self.seats[*seat].name.is_none());
        match waiting {
            Some(place) => self.seats[place].state(AttendanceStatus::Absent, cited),
            None => self.is_nobody = true,
        }
    }

    fn mark(&mut self, mark: Mark, pieces: &[Piece], at: usize) -> usize {
        match mark {
            Mark::Semicolon => {
                self.close_role();
                self.is_hard = true;
                self.joined.clear();
                self.is_led = false;
                self.carried = None;
            }
            Mark::And => {
                self.is_joining = true;
                self.known += letters(&self.text.as_str()[pieces[at].range.clone()]);
                return at + 1;
            }
            Mark::Open => return self.bracket(pieces, at),
            Mark::Comma | Mark::Dash | Mark::Slash | Mark::Cell | Mark::Colon | Mark::Close => {}
        }
        self.is_joining = false;
        at + 1
    }
}
