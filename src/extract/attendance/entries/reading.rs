//! What was read in a text, and how much of it was understood.

use super::super::seat::Seat;
use super::super::tokens::{Kind, Mark, Piece, Reader};
use crate::extract::names::PersonName;
use crate::extract::text::Text;

/// What was read in a text.
#[derive(Debug, Default)]
pub(in crate::extract::attendance) struct Reading {
    /// Seats, in order.
    pub(in crate::extract::attendance) seats: Vec<Seat>,
    /// Letters that were understood.
    pub(in crate::extract::attendance) known: usize,
    /// Letters in all.
    pub(in crate::extract::attendance) total: usize,
    /// Whether the text says that there is nobody.
    pub(in crate::extract::attendance) is_nobody: bool,
}

impl Reading {
    /// Whether the text is a list: most of its letters belong to what lists hold.
    pub(in crate::extract::attendance) fn is_list(&self) -> bool {
        !self.seats.is_empty() && self.known * 10 >= self.total * 6
    }
    /// Takes over the seats of another text.
    pub(in crate::extract::attendance) fn append(&mut self, mut other: Self) {
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

pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// Words that no rule knows belong to the organisation or the office right before them:
/// "Azienda USL Toscana sud est", "Assessore alle politiche sociali".
pub(super) fn attached(pieces: Vec<Piece>, text: &Text) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut depth = 0_i32;
    // Whether a link that a capital word may follow was the last to be attached.
    let mut is_linked = false;
    let mut all = pieces.into_iter().peekable();
    while let Some(piece) = all.next() {
        let is_capital =
            matches!(&piece.kind, Kind::Person(it) if it.word_count == 1 && it.honorific.is_none());
        match piece.kind {
            Kind::Mark(Mark::Open) => depth += 1,
            Kind::Mark(Mark::Close) => depth -= 1,
            _ => {}
        }
        let is_word = matches!(piece.kind, Kind::Word | Kind::Mark(Mark::And)) && depth <= 0
            || is_capital && is_linked
            || matches!(piece.kind, Kind::Organisation);
        if let (true, Some(last)) = (is_word, out.last_mut()) {
            let is_near = text.as_str()[last.range.end..piece.range.start].trim().is_empty();
            let takes_words = matches!(last.kind, Kind::Organisation | Kind::Role);
            let is_plain = |piece: &Piece| {
                let words = &text.as_str()[piece.range.clone()];
                matches!(piece.kind, Kind::Word) && !piece.is_filler && words.chars().count() > 2
            };
            // A link goes with the words after it: "Assessore alle politiche sociali".
            let leads = |next: &Piece| {
                is_plain(next)
                    || matches!(&next.kind, Kind::Person(it) if it.word_count == 1 && it.honorific.is_none())
            };
            let links = piece.is_filler && all.peek().is_some_and(leads);
            // "segreteria FIOM": an acronym right behind an organisation is part of its name.
            let words = &text.as_str()[piece.range.clone()];
            let is_acronym = words.chars().count() <= 6 && words.chars().all(char::is_uppercase);
            if is_near && is_acronym && matches!(last.kind, Kind::Organisation) {
                last.range.end = piece.range.end;
                continue;
            }
            if is_near && takes_words && (is_plain(&piece) || links || is_capital && is_linked) {
                last.range.end = piece.range.end;
                is_linked = links;
                continue;
            }
        }
        is_linked = false;
        out.push(piece);
    }
    out
}

/// "Per Alba la Sindaca Lia Bianchi": what looks like a name between the word for "for" and an
/// office with its holder is the place that they come for.
pub(super) fn seated(mut pieces: Vec<Piece>, text: &Text, reader: &Reader<'_>) -> Vec<Piece> {
    let leads = reader.scene.pack.lexicon("seat-for");
    for at in 1..pieces.len() {
        let before = text.as_str()[pieces[at - 1].range.clone()].trim();
        let is_led = leads.lookup(before).is_some();
        let mut rest = pieces[at + 1..].iter().filter(|piece| !piece.is_filler);
        let is_place = matches!(&pieces[at].kind, Kind::Person(name) if name.honorific.is_none());
        if is_led
            && is_place
            && matches!(rest.next().map(|piece| &piece.kind), Some(Kind::Role))
            && matches!(rest.next().map(|piece| &piece.kind), Some(Kind::Person(_)))
        {
            pieces[at].kind = Kind::Organisation;
            pieces[at - 1].kind = Kind::Lead;
        }
    }
    pieces
}

/// Whether a name of several words holds a given name, and does not begin as places do.
fn is_named(reader: &Reader<'_>, name: &PersonName) -> bool {
    let lexicon = |name: &str, word: &str| reader.scene.pack.lexicon(name).lookup(word).is_some();
    let mut words = name.name.split(' ');
    let is_place = words.clone().next().is_some_and(|first| lexicon("place-head", first));
    name.word_count >= 2 && !is_place && words.any(|word| lexicon("given-name", word))
}

/// "Alba sul Tanaro - Sindaca Lia Bianchi": what stands before the first dash is no name where an
/// office with its holder, or a name with a title, stands behind it, but the place that they come
/// for.
pub(super) fn before_dash(mut pieces: Vec<Piece>, text: &Text, reader: &Reader<'_>) -> Vec<Piece> {
    let is_dash = |piece: &Piece| matches!(piece.kind, Kind::Mark(Mark::Dash | Mark::Colon));
    let Some(dash) = pieces.iter().position(is_dash).filter(|at| *at > 0) else { return pieces };
    let is_place = |piece: &Piece| match &piece.kind {
        Kind::Person(name) => name.honorific.is_none() && !is_named(reader, name),
        // "ASL, South District – dr. Bianchi": the place within the body is told behind a comma.
        Kind::Organisation | Kind::Word | Kind::Mark(Mark::Comma) => true,
        _ => false,
    };
    let mut behind = pieces[dash + 1..].iter().filter(|piece| !piece.is_filler);
    let mut next = || behind.next().map(|piece| &piece.kind);
    let is_held = match next() {
        Some(Kind::Person(name)) => name.honorific.is_some(),
        Some(Kind::Role) => matches!(next(), Some(Kind::Person(_))),
        _ => false,
    };
    let range = pieces[0].range.start..pieces[dash - 1].range.end;
    let is_capital = text.as_str()[range.clone()].starts_with(char::is_uppercase);
    if is_held && is_capital && pieces[..dash].iter().all(is_place) {
        pieces.splice(0..dash, [Piece { kind: Kind::Organisation, range, is_filler: false }]);
    }
    pieces
}

/// "Lia Bianchi, Service manager": behind a full name, one capital word with small words after it
/// is what they do, and nobody.
pub(super) fn offices_behind(
    mut pieces: Vec<Piece>,
    text: &Text,
    reader: &Reader<'_>,
) -> Vec<Piece> {
    let given = reader.scene.pack.lexicon("given-name");
    let is_single = |piece: &Piece| match &piece.kind {
        Kind::Person(name) => {
            name.word_count == 1 && name.honorific.is_none() && given.lookup(&name.name).is_none()
        }
        _ => false,
    };
    let is_small = |piece: &Piece| {
        let words = &text.as_str()[piece.range.clone()];
        let is_word = matches!(piece.kind, Kind::Word) && !piece.is_filler;
        is_word && words.chars().count() > 2 && words.starts_with(char::is_lowercase)
    };
    let Some(name) = pieces.iter().position(Piece::is_full_name) else { return pieces };
    let mut at = name + 1;
    while at + 1 < pieces.len() {
        let rest = &pieces[at + 1..];
        let joins = usize::from(matches!(rest[0].kind, Kind::Mark(Mark::And)));
        let small = rest[joins..].iter().take_while(|piece| is_small(piece)).count();
        if small > 0 && is_single(&pieces[at]) {
            let last = at + joins + small;
            let range = pieces[at].range.start..pieces[last].range.end;
            pieces.splice(at..=last, [Piece { kind: Kind::Role, range, is_filler: false }]);
        }
        at += 1;
    }
    pieces
}

/// "Lia Bianchi – Coop. soc. Il Faro": where one full name begins the text and a dash follows, the
/// words behind that do not read as offices, remarks or further names are what they come from.
pub(super) fn behind_dash(mut pieces: Vec<Piece>, text: &Text, reader: &Reader<'_>) -> Vec<Piece> {
    let doubtful = reader.scene.pack.lexicon("honorific-or-association");
    let is_titled = |piece: &Piece| {
        let title = match &piece.kind {
            Kind::Person(name) => name.honorific.as_deref(),
            _ => None,
        };
        title.is_some_and(|title| doubtful.lookup(title).is_none())
    };
    let is_dash = |piece: &Piece| matches!(piece.kind, Kind::Mark(Mark::Dash));
    let is_digit = |letter: char| letter.is_ascii_digit();
    let told: Vec<usize> = (0..pieces.len()).filter(|at| !pieces[*at].is_filler).take(3).collect();
    let [name, dash, first] = told.as_slice() else { return pieces };
    let is_led = pieces[*name].is_full_name() && is_dash(&pieces[*dash]);
    // Where nobody else is named in full, commas part what they come from, too.
    let is_alone =
        pieces.iter().filter(|piece| piece.is_full_name() || is_dash(piece)).count() == 2;
    let is_part = |piece: &Piece| match piece.kind {
        Kind::Mark(Mark::And) => true,
        Kind::Mark(Mark::Comma) => is_alone,
        Kind::Mark(_) => false,
        _ => !is_alone || !is_attribute(piece),
    };
    let mut length = pieces[*first..].iter().take_while(|piece| is_part(piece)).count();
    let is_comma = |piece: &Piece| matches!(piece.kind, Kind::Mark(Mark::Comma));
    while length > 0 && is_comma(&pieces[*first + length - 1]) {
        length -= 1;
    }
    let run = &pieces[*first..*first + length];
    let is_other = |piece: &Piece| is_attribute(piece) || is_titled(piece);
    let is_abbreviated = |piece: &Piece| {
        matches!(piece.kind, Kind::Status(_))
            && text.as_str()[piece.range.clone()].starts_with(char::is_uppercase)
    };
    let is_source = run.len() >= 2
        && !run.iter().any(is_other)
        && !run.iter().all(|piece| piece.is_full_name() || piece.is_filler)
        && (!matches!(run[0].kind, Kind::Status(_)) || is_abbreviated(&run[0]))
        && !run[1..].iter().any(|piece| matches!(piece.kind, Kind::Status(_)))
        && !run.iter().any(|piece| text.as_str()[piece.range.clone()].contains(is_digit))
        && text.as_str()[run[0].range.clone()].starts_with(char::is_uppercase);
    if is_led && is_source {
        let range = run[0].range.start..run[run.len() - 1].range.end;
        let whole = Piece { kind: Kind::Organisation, range, is_filler: false };
        pieces.splice(*first..*first + length, [whole]);
    }
    pieces
}

/// Whether a piece tells of a person and is no part of a name.
fn is_attribute(piece: &Piece) -> bool {
    matches!(piece.kind, Kind::Role | Kind::Note(_) | Kind::Lead | Kind::Nobody)
}

/// A line with one status is one person's, so that a single word behind a comma is no other
/// person but the place they come from: "Rossi Mario, Alba – presente". Where a roll has such
/// places (`has_places`), several words are one too.
pub(super) fn placed(mut pieces: Vec<Piece>, has_places: bool) -> Vec<Piece> {
    let found = place(&pieces).filter(|(_, words)| *words == 1 || has_places);
    if let Some((at, _)) = found {
        pieces[at].kind = Kind::Organisation;
    }
    pieces
}

/// In a line of a person, a comma, something like a name and a status: where the third stands and
/// of how many words it is.
pub(in crate::extract::attendance) fn place(pieces: &[Piece]) -> Option<(usize, usize)> {
    let is_mark =
        |at: usize| matches!(pieces[at].kind, Kind::Mark(Mark::Comma | Mark::Dash | Mark::Cell));
    let told: Vec<usize> = (0..pieces.len()).filter(|at| !pieces[*at].is_filler).collect();
    let [first, comma, third, marks @ .., status] = told.as_slice() else { return None };
    let is_line = matches!(pieces[*comma].kind, Kind::Mark(Mark::Comma))
        && matches!(pieces[*status].kind, Kind::Status(_))
        && marks.iter().all(|at| is_mark(*at));
    match (&pieces[*first].kind, &pieces[*third].kind) {
        (Kind::Person(person), Kind::Person(name))
            if is_line && person.word_count >= 2 && name.honorific.is_none() =>
        {
            Some((*third, name.word_count))
        }
        _ => None,
    }
}

/// "Gaia e Lino Bianchi": a given name alone takes the surname of the next one.
pub(super) fn share_surnames(seats: &mut [Seat], pairs: &[(usize, usize)]) {
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
