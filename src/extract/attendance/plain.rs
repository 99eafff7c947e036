//! Rolls without a header: lines, rows and running lists whose entries tell what they are.
//!
//! In: lines or a text, and a setting. Out: seats. A text with several numbered entries is
//! parted at their numbers; a status glued to a name is told by its capital letter.
//!
//! Invariant: an entry gives at most one reading; what is no list gives none.

use super::entries::{self, Reading};
use super::layout::Layout;
use super::lines::RollLine;
use super::seat::{Cited, Seat, Setting};
use super::tokens::{Kind, Mark, Reader};
use super::{coded, forms, labels, offices, slots, sources};
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Basis, Confidence, Span};

/// What rows without a header gave.
#[derive(Debug, Default)]
pub(super) struct PlainReading {
    /// Seats, in order.
    pub(super) seats: Vec<Seat>,
    /// Document lines that were read.
    pub(super) lines: Vec<usize>,
    /// Rows whose marks decide nothing.
    pub(super) undecided: Vec<(Span, String)>,
    /// Whether a line says that there is nobody.
    pub(super) is_nobody: bool,
}

/// Parts a text at the numbers of its entries: `1) ... 2) ... 3) ...`.
pub(super) fn numbered(text: &Text) -> Vec<Text> {
    let reading = text.as_str();
    let mut starts = Vec::new();
    let mut wanted = None;
    let mut at = 0;
    while at < reading.len() {
        let rest = &reading[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let number: u32 = rest[..digits].parse().unwrap_or(0);
        let after = &rest[digits..];
        let closes = after.starts_with(')') || after.starts_with(". ") || after.starts_with(" - ");
        if closes && wanted.is_none_or(|wanted| wanted == number) && number > 0 {
            starts.push((at, at + digits + 1));
            wanted = Some(number + 1);
        }
        at += digits;
    }
    if starts.len() < 2 {
        return vec![text.clone()];
    }
    let mut parts = Vec::new();
    if !reading[..starts[0].0].trim().is_empty() {
        parts.push(text.part_of_reading(0..starts[0].0));
    }
    for (nth, (_, from)) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).map_or(reading.len(), |(start, _)| *start);
        parts.push(text.part_of_reading(*from..end));
    }
    parts
}

/// Parts a status glued to the end of a name ("RossiPresente"): it begins with a capital after
/// a small letter.
fn unglued(reader: &Reader<'_>, text: &Text) -> Option<(Text, Text)> {
    let reading = text.as_str();
    let mut before = None;
    for (at, letter) in reading.char_indices() {
        let is_glued = |before: char| before.is_lowercase() || before == ')';
        if before.is_some_and(is_glued) && letter.is_uppercase() {
            let whole = reading[at..]
                .trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
            let bare = whole.split('(').next().unwrap_or(whole).trim_end();
            let tail = if reader.status_of(whole).is_some() { whole } else { bare };
            if reader.status_of(tail).is_some() {
                return Some((
                    text.part_of_reading(0..at),
                    text.part_of_reading(at..at + tail.len()),
                ));
            }
        }
        before = Some(letter);
    }
    None
}

/// Reads one entry: a line, an item, or a part of a run.
pub(super) fn entry(reader: &Reader<'_>, text: &Text, setting: &Setting) -> Reading {
    if let Some((name, status)) = unglued(reader, text) {
        let mut reading = entries::read(reader, &name, setting);
        if let ([seat], Some(value)) =
            (reading.seats.as_mut_slice(), reader.status_of(status.as_str()))
        {
            seat.state(value, Cited::of(&status, 0..status.as_str().len(), &setting.rule));
            return reading;
        }
    }
    if let Some(reading) = forms::read(reader, text, setting) {
        return reading;
    }
    if let Some((inner, rest)) = labels::group(reader, text, setting) {
        if reader.is_nobody(rest.as_str()) {
            let letters = text.as_str().len();
            let seats = unfilled(reader, &inner, &rest).into_iter().collect();
            return Reading { is_nobody: true, known: letters, total: letters, seats };
        }
        let reading = entries::read(reader, &rest, &inner);
        if reading.is_list() {
            return reading;
        }
    }
    entries::read(reader, text, setting)
}

/// "Comune di Alba: nobody": an organisation for which nobody came.
fn unfilled(reader: &Reader<'_>, setting: &Setting, nobody: &Text) -> Option<Seat> {
    let organisation = setting.organisation.clone()?;
    let label = Text::loose(&organisation.text);
    let is_present =
        setting.status.as_ref().is_none_or(|it| it.status == AttendanceStatus::Present);
    // A kind of organisation has no seat of its own: one with a name has.
    let is_named = label.as_str().split(' ').skip(1).any(|it| it.starts_with(char::is_uppercase));
    let is_one = is_named && reader.scene.reader(&label).is_organisation();
    let mut seat = Seat::new(setting, organisation.span);
    seat.organisation = Some(organisation);
    let words = 0..nobody.as_str().len();
    seat.state(AttendanceStatus::Absent, Cited::of(nobody, words, &setting.rule));
    seat.has_own_status = true;
    (is_present && is_one).then_some(seat)
}

/// Reads a text that may hold several entries.
pub(super) fn list(reader: &Reader<'_>, text: &Text, setting: &Setting) -> Reading {
    let mut whole = Reading::default();
    for (setting, text) in labels::segments(reader.scene.pack, text, setting) {
        for part in numbered(&text) {
            if reader.is_nobody(part.as_str()) {
                whole.is_nobody = true;
                continue;
            }
            let reading = entry(reader, &part, &setting);
            if reading.is_list() {
                whole.append(reading);
                continue;
            }
            let apart = told_apart(reader, &part, &setting);
            whole.append(apart.unwrap_or(reading));
        }
    }
    whole
}

/// "Ugo Neri wrote that he is abroad; Lia Bianchi": entries between semicolons, each of which begins
/// with a full name, whatever else is told of it.
fn told_apart(reader: &Reader<'_>, text: &Text, setting: &Setting) -> Option<Reading> {
    let words = text.as_str();
    let mut start = 0;
    let mut whole = Reading::default();
    for end in words.match_indices(';').map(|(at, _)| at).chain([words.len()]) {
        let part = text.part_of_reading(start..end);
        start = (end + 1).min(words.len());
        let pieces = reader.pieces(&part);
        let first = pieces.iter().find(|piece| !piece.is_filler).map(|piece| &piece.kind);
        let is_person = matches!(first, Some(Kind::Person(name)) if name.word_count >= 2);
        let mut reading = entries::read(reader, &part, setting);
        if !is_person || reading.seats.is_empty() {
            return None;
        }
        reading.seats.truncate(1);
        (reading.known, reading.total) = (part.as_str().len(), part.as_str().len());
        whole.append(reading);
    }
    (whole.seats.len() > 1).then_some(whole)
}

/// Reads rows without a header. `flat` is a header that lost its columns.
pub(super) fn rows(
    reader: &Reader<'_>,
    rows: &[RollLine],
    setting: &Setting,
    flat: Option<&Layout<'_>>,
    slot_words: Option<&[AttendanceStatus]>,
) -> PlainReading {
    let mut reading = PlainReading::default();
    let mut setting = setting.clone();
    // A label in the first cell holds for the rows below that have none: "Docenti | Rossi".
    let mut label: Option<(f32, Cited)> = None;
    let marks: Vec<Option<AttendanceStatus>> = flat
        .map(|flat| flat.marks().iter().map(|at| flat.columns[*at].mark).collect())
        .unwrap_or_default();
    // Where some row has a token for each column, one with a single token has its first.
    let widths: Vec<usize> =
        rows.iter().map(|row| tail_marks(reader, &row.joined(" ")).1.len()).collect();
    let is_padded = marks.len() > 1 && widths.contains(&marks.len());
    let place_words = |row: &RollLine| {
        let text = row.joined(" | ");
        // A place stands behind a comma: most rows need not be read for it.
        let pieces = text.as_str().contains(',').then(|| reader.pieces(&text))?;
        entries::place(&pieces).map(|(_, words)| words)
    };
    let places: Vec<usize> = rows.iter().filter_map(place_words).collect();
    let single = places.iter().filter(|words| **words == 1).count();
    let has_places = single >= 2 && single * 2 > places.len();
    let are_coded = coded::are_coded(reader, rows);
    let has_offices = flat.is_none() && offices::are_beside(reader, rows);
    let has_sources = flat.is_none() && sources::are_before(reader, rows);
    let mut over: Option<(f32, Cited)> = None;
    for (nth, (row, width)) in rows.iter().zip(&widths).enumerate() {
        over = over.filter(|(left, _)| left_of(row) > left + 1.0);
        let mut row = row.clone();
        let whole = row.joined(" ");
        if flat.is_some_and(|flat| flat.skips(&whole)) {
            reading.lines.extend(&row.lines);
            continue;
        }
        if let Some(found) = labels::section(reader.scene.pack, &whole) {
            setting = found;
            reading.lines.extend(&row.lines);
            continue;
        }
        if reader.is_nobody(whole.as_str()) {
            reading.is_nobody = true;
            reading.lines.extend(&row.lines);
            continue;
        }
        if let Some(seat) = are_coded.then(|| coded::seat(reader, &row, &setting)).flatten() {
            reading.lines.extend(&row.lines);
            reading.seats.push(seat);
            continue;
        }
        if labels::names_a_part(&whole) {
            reading.lines.extend(&row.lines);
            continue;
        }
        let mut slot = None;
        for cell in &mut row.cells {
            if let Some((range, place)) = slots::find(reader, cell.text.as_str()) {
                slot = Some((place, cell.text.part_of_reading(range.clone())));
                cell.text = cell.text.part_of_reading(0..range.start);
            }
        }
        let mut inner = Setting { has_places, ..setting.clone() };
        if let Some((_, organisation)) = &over {
            inner.organisation = Some(organisation.clone());
        }
        if row.cells.len() >= 2 && slot.is_some() {
            let first = &row.cells[0];
            let alone = entries::read(reader, &first.text, &inner);
            let is_label =
                alone.seats.iter().all(|seat| seat.name.as_ref().is_none_or(|name| name.words < 2))
                    && !first.text.is_empty()
                    && row.cells[1..].iter().any(|cell| !cell.text.is_empty());
            if is_label {
                label = Some((
                    first.left,
                    Cited::of(&first.text, 0..first.text.as_str().len(), &setting.rule),
                ));
                row.cells[0].text = Text::default();
            } else if label.as_ref().is_some_and(|(left, _)| first.left <= *left + 1.0) {
                label = None;
            }
            inner.role = label.as_ref().map(|(_, cited)| cited.clone());
        }
        if has_offices {
            inner.role = offices::of(&row, &setting.rule);
            row.cells.truncate(1);
        }
        if has_sources && row.cells.len() == 2 {
            inner.organisation = sources::of(&row, &setting.rule);
            row.cells.remove(0);
        }
        let joined = row.joined(" | ");
        let (text, tokens) =
            if marks.is_empty() { (joined, Vec::new()) } else { tail_marks(reader, &joined) };
        let mut part = list(reader, &text, &inner);
        if part.seats.is_empty() || !part.is_list() {
            continue;
        }
        if let Some(next) = rows.get(nth + 1).filter(|_| flat.is_none())
            && is_set_in(&rows[nth], next)
            && !whole.as_str().starts_with(|letter: char| letter.is_ascii_digit())
            && part.seats.iter().all(|seat| seat.name.is_none() && !seat.has_own_status)
        {
            // An organisation over the people that came for it.
            let last = rows[nth].cells.last().map(|cell| &cell.text);
            let cited = last.map(|text| Cited::of(text, 0..text.as_str().len(), &setting.rule));
            over = cited.map(|cited| (left_of(&rows[nth]), cited));
            reading.lines.extend(&row.lines);
            continue;
        }
        reading.is_nobody |= part.is_nobody;
        if let (Some((place, cited)), [seat]) = (&slot, part.seats.as_mut_slice()) {
            let status = place.and_then(|place| slot_words?.get(place).copied());
            match status {
                Some(status) => {
                    seat.state(status, Cited::of(cited, 0..cited.as_str().len(), &setting.rule));
                }
                None => reading.undecided.push((cited.whole(), whole.as_str().to_owned())),
            }
        }
        if let (false, [seat]) = (marks.is_empty(), part.seats.as_mut_slice()) {
            let padded = is_padded && *width < marks.len();
            match decide(reader, &marks, &tokens, padded) {
                Some((status, token)) => {
                    seat.state(status, Cited::of(token, 0..token.as_str().len(), &setting.rule));
                    if marks.len() > 1 {
                        seat.basis = Basis::ByPosition;
                        seat.confidence = Confidence::Low;
                    }
                }
                None if !seat.has_own_status => {
                    seat.status = None;
                    if !tokens.is_empty() {
                        seat.basis = Basis::ByPosition;
                        reading.undecided.push((whole.whole(), whole.as_str().to_owned()));
                    }
                }
                None => {}
            }
        }
        reading.lines.extend(&row.lines);
        reading.seats.append(&mut part.seats);
    }
    reading
}

/// Where the text of a row begins.
fn left_of(row: &RollLine) -> f32 {
    row.cells.iter().find(|cell| !cell.text.is_empty()).map_or(0.0, |cell| cell.left)
}

/// Whether a line of one cell is set in below a row, by two columns and more.
fn is_set_in(row: &RollLine, next: &RollLine) -> bool {
    !next.is_row() && left_of(next) >= left_of(row) + 2.0
}

/// The marks at the end of a line, and what stands before them.
fn tail_marks(reader: &Reader<'_>, text: &Text) -> (Text, Vec<Text>) {
    let reading = text.as_str();
    let words = super::layout::words(reading);
    let is_mark = |word: &str| {
        reader.mark_of(word).is_some()
            || word.chars().count() <= 3 && reader.status_of(word).is_some()
    };
    let count = words
        .iter()
        .rev()
        .take_while(|(from, to)| is_mark(&reading[*from..*to]) || &reading[*from..*to] == "|")
        .count();
    // A name is left of its marks.
    let count = count.min(words.len().saturating_sub(2));
    let start = words.len() - count;
    let tokens = words[start..]
        .iter()
        .filter(|(from, to)| &reading[*from..*to] != "|")
        .map(|(from, to)| text.part_of_reading(*from..*to))
        .collect();
    let end = words.get(start).map_or(reading.len(), |(from, _)| *from);
    (text.part_of_reading(0..end), tokens)
}

/// What marks without columns say: only as many as columns, or one under one column, decide.
fn decide<'t>(
    reader: &Reader<'_>,
    marks: &[Option<AttendanceStatus>],
    tokens: &'t [Text],
    is_padded: bool,
) -> Option<(AttendanceStatus, &'t Text)> {
    if tokens.len() == marks.len() || is_padded {
        let yes: Vec<usize> = (0..tokens.len())
            .filter(|at| reader.mark_of(tokens[*at].as_str()) == Some(true))
            .collect();
        if let [one] = yes.as_slice() {
            return Some((marks[*one]?, &tokens[*one]));
        }
    }
    None
}

/// Whether a reading is a roll by itself: people, each with a status of their own.
pub(super) fn is_evident(seats: &[Seat]) -> bool {
    seats.len() >= 3
        && seats.iter().all(|seat| seat.has_own_status)
        && seats.iter().all(|seat| {
            seat.name.as_ref().is_some_and(|name| name.words >= 2) || seat.organisation.is_some()
        })
}

/// Whether the pieces of a text are nothing but a role, an organisation or a label.
pub(super) fn holds_person(reader: &Reader<'_>, text: &Text) -> bool {
    reader
        .pieces(text)
        .iter()
        .any(|piece| matches!(piece.kind, Kind::Person(_) | Kind::Mark(Mark::Open)))
}
