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

use std::ops::Range;

use super::seat::{Cited, Named, Seat, Setting};
use super::tokens::{Kind, Mark, Piece, Reader};
use crate::extract::names::PersonName;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Span};

/// What was read in a text.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Seats, in order.
    pub(super) seats: Vec<Seat>,
    /// Letters that were understood.
    pub(super) known: usize,
    /// Letters in all.
    pub(super) total: usize,
    /// Whether the text says that there is nobody.
    pub(super) is_nobody: bool,
}

impl Reading {
    /// Whether the text is a list: most of its letters belong to what lists hold.
    pub(super) fn is_list(&self) -> bool {
        !self.seats.is_empty() && self.known * 10 >= self.total * 6
    }
    /// Takes over the seats of another text.
    pub(super) fn append(&mut self, mut other: Self) {
        let base = self.seats.len();
        for seat in &mut other.seats {
            seat.shares = seat.shares.map(|place| place + base);
        }
        self.seats.append(&mut other.seats);
        self.known += other.known;
        self.total += other.total;
        self.is_nobody |= other.is_nobody;
    }
}

/// After so many words that no rule knows, running text is no list any more.
const FOREIGN_WORDS: usize = 5;

/// Reads a text as a list of seats.
pub(super) fn read(reader: &Reader<'_>, text: &Text, setting: &Setting) -> Reading {
    let pieces = attached(reader.pieces(text), text);
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
    };
    let mut at = 0;
    while at < pieces.len() {
        if setting.is_prose && builder.foreign >= FOREIGN_WORDS {
            break;
        }
        at = builder.step(&pieces, at);
    }
    let total = letters(text.as_str());
    let mut reading =
        Reading { known: builder.known, total, is_nobody: builder.is_nobody, seats: builder.seats };
    share_surnames(&mut reading.seats, &builder.pairs);
    reading
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// Words that no rule knows belong to the organisation or the office right before them:
/// "Azienda USL Toscana sud est", "Assessore alle politiche sociali".
fn attached(pieces: Vec<Piece>, text: &Text) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut depth = 0_i32;
    let mut all = pieces.into_iter().peekable();
    while let Some(piece) = all.next() {
        match piece.kind {
            Kind::Mark(Mark::Open) => depth += 1,
            Kind::Mark(Mark::Close) => depth -= 1,
            _ => {}
        }
        let is_word = matches!(piece.kind, Kind::Word | Kind::Mark(Mark::And)) && depth <= 0;
        if let (true, Some(last)) = (is_word, out.last_mut()) {
            let is_near = text.as_str()[last.range.end..piece.range.start].trim().is_empty();
            let takes_words = matches!(last.kind, Kind::Organisation | Kind::Role);
            let is_plain = |piece: &Piece| {
                let words = &text.as_str()[piece.range.clone()];
                matches!(piece.kind, Kind::Word) && !piece.is_filler && words.chars().count() > 2
            };
            // A link goes with the words after it: "Assessore alle politiche sociali".
            let links = piece.is_filler && all.peek().is_some_and(&is_plain);
            if is_near && takes_words && (is_plain(&piece) || links) {
                last.range.end = piece.range.end;
                continue;
            }
        }
        out.push(piece);
    }
    out
}

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
            Kind::Note(remark) => match self.current.filter(|_| !self.is_hard) {
                Some(seat) => self.seats[seat].remark(remark),
                None => self.remarks.push((**remark).clone()),
            },
            Kind::Nobody => self.nobody(range),
            // "Mario Rossi e Lia Bianchi per il Comune di Alba": it belongs to those before.
            Kind::Lead if Self::follows_person(pieces, at) => self.is_trailing = true,
            Kind::Lead => {
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
        let named = Named {
            name: person.name.clone(),
            honorific: person.honorific.clone(),
            words: person.word_count,
            span,
        };
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

    fn found_organisation(&mut self, cited: Cited, pieces: &[Piece], at: usize) {
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
        if is_led || self.leads == Some(true) && !self.follows_role(pieces, at) {
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

    fn follows_person(pieces: &[Piece], at: usize) -> bool {
        let before = pieces[..at].iter().rev().find(|piece| !piece.is_filler);
        before.is_some_and(|piece| matches!(piece.kind, Kind::Person(_)))
    }

    /// Whether the piece before, fillers aside, is a role: "Sindaco del Comune di Crema".
    fn follows_role(&self, pieces: &[Piece], at: usize) -> bool {
        let before = pieces[..at].iter().rev().find(|piece| !piece.is_filler);
        before.is_some_and(|piece| matches!(piece.kind, Kind::Role))
    }

    /// The organisation right behind a role, which says of what it is the office: one with a
    /// name of its own stands by itself, another ("dell'Ambito") is part of the office.
    fn office(&self, pieces: &[Piece], at: usize) -> Option<(usize, Cited, Option<Cited>)> {
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
        let is_place =
            words.split_whitespace().count() >= 3 && has_name && !words.contains(" di P");
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

    fn found_role(&mut self, cited: Cited, pieces: &[Piece], at: usize) {
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

    /// The organisation of an office belongs to whom the office belongs.
    fn of_office(&mut self, organisation: Cited) {
        if self.role.is_some() {
            self.organisation.get_or_insert(organisation);
        } else if let Some(place) = self.current {
            let seat = &mut self.seats[place];
            if seat.organisation.is_none() {
                seat.organisation = Some(organisation);
            }
        }
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

    /// A role that no person followed belongs to the seat before it.
    fn close_role(&mut self) {
        if let (Some(role), Some(place)) = (self.role.take(), self.current) {
            self.seats[place].add_role(role);
        }
    }

    /// Words that no rule knows: a remark behind a name, in small letters, is what they do.
    fn words(&mut self, pieces: &[Piece], at: usize) -> usize {
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
    fn bracket(&mut self, pieces: &[Piece], at: usize) -> usize {
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

    fn attribute(&mut self, place: usize, part: &[Piece]) {
        let whole = part[0].range.start..part[part.len() - 1].range.end;
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
            if let Some(tail) = tail {
                let role = self.cited(first.range.clone());
                let organisation = self.cited(tail.range.clone());
                self.seats[place].add_role(role);
                self.attach(place, &organisation);
            } else {
                let role = self.cited(whole);
                self.seats[place].add_role(role);
            }
            return;
        }
        let cited = self.cited(whole.clone());
        let words = &self.text.as_str()[whole];
        if words.starts_with('@') {
            // A nick beside a name tells nothing more.
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

    /// An organisation in a bracket belongs to all whom a conjunction joins before it.
    fn attach(&mut self, place: usize, organisation: &Cited) {
        let joined = if self.joined.contains(&place) { self.joined.clone() } else { vec![place] };
        for seat in joined {
            let is_group = self.seats[seat].organisation == self.setting.organisation;
            if self.seats[seat].organisation.is_none() || is_group {
                self.seats[seat].organisation = Some(organisation.clone());
            }
        }
    }
}

/// "Gaia e Lino Bianchi": a given name alone takes the surname of the next one.
fn share_surnames(seats: &mut [Seat], pairs: &[(usize, usize)]) {
    for (first, second) in pairs {
        let Some(full) = seats[*second].name.clone().filter(|name| name.words == 2) else {
            continue;
        };
        let Some(alone) = seats[*first].name.as_mut() else { continue };
        if alone.words == 1 && alone.honorific.is_none() {
            let surname = full.name.split_whitespace().next_back().unwrap_or_default();
            alone.name = format!("{} {surname}", alone.name);
        }
    }
}
