//! Footnotes of a roll: what a mark beside a name sends to.
//!
//! In: the seats of a roll and the lines of the document. Out: the same seats, each with what its
//! footnote says: a status, a time, a mode, who stands in for whom. "(1)" or "*" at the end of
//! a row or a name leads to the line near the roll that begins with it.
//!
//! Invariant: a mark leads to one line or to none; a line that only tells what a mark means is a
//! legend, and for [`super::walk`].

use std::ops::Range;

use super::seat::{Cited, Seat};
use super::tokens::{Kind, Reader};
use crate::extract::scene::Scene;
use crate::extract::text::Text;

/// Lines behind the last row of a roll among which its footnotes stand.
const NEAR_LINES: usize = 30;

/// A footnote: its mark and its words.
struct Footnote {
    mark: String,
    text: Text,
}

/// Gives every seat what the footnotes beside it say; the lines that were footnotes of a seat.
pub(super) fn apply(scene: &Scene<'_>, reader: &Reader<'_>, seats: &mut [Seat]) -> Vec<usize> {
    let line_of = |at: usize| scene.document.lines.partition_point(|line| line.span.start <= at);
    let lines = || seats.iter().map(|seat| line_of(seat.span.start));
    let (Some(first), Some(last)) = (lines().min(), lines().max()) else { return Vec::new() };
    let notes = footnotes(scene, first..last + NEAR_LINES);
    let mut read = Vec::new();
    let named: Vec<(usize, String)> = seats
        .iter()
        .filter_map(|seat| Some((line_of(seat.span.start), seat.name.as_ref()?.name.clone())))
        .collect();
    for seat in seats.iter_mut() {
        let at = line_of(seat.span.start);
        let line = &scene.document.lines[at.saturating_sub(1)];
        let words = line.joined();
        let others = named.iter().filter(|(other, _)| *other == at).map(|(_, name)| name.as_str());
        let others: Vec<&str> = others.collect();
        for (at, note) in &notes {
            if carries(words.as_str(), seat, &others, &note.mark) {
                take(reader, seat, &note.text);
                read.push(*at);
            }
        }
    }
    read
}

/// The footnotes among lines, each with the line that it begins on.
fn footnotes(scene: &Scene<'_>, lines: Range<usize>) -> Vec<(usize, Footnote)> {
    let mut found: Vec<(usize, Footnote)> = Vec::new();
    let end = scene.document.lines.len().min(lines.end);
    let mut open = false;
    for at in lines.start.min(end)..end {
        let line = &scene.document.lines[at];
        let words = line.joined();
        let text = words.as_str();
        let Some((mark, from)) = mark_at(text) else {
            // A footnote goes on in the lines below it.
            let goes_on = open && line.is_text() && !text.ends_with(':');
            match found.last_mut().filter(|_| goes_on) {
                Some((_, note)) => note.text = note.text.joined(&Text::new(words)),
                None => open = false,
            }
            continue;
        };
        let rest = Text::new(words.slice(from..words.len()).trimmed());
        open = !rest.is_empty();
        if open && !found.iter().any(|(_, note)| note.mark == mark) {
            found.push((at, Footnote { mark, text: rest }));
        }
    }
    found
}

/// Digits set high, as footnotes have them.
const HIGH_DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The mark that a footnote begins with, and where its words begin: "(1) ...", "* ...", "¹ ...",
/// and "[^1]: ..." of Markdown.
fn mark_at(text: &str) -> Option<(String, usize)> {
    if let Some(inner) = text.strip_prefix('[') {
        let close = inner.find(']').filter(|close| (1..=4).contains(close))?;
        let digits = inner[..close].trim_start_matches('^');
        let is_mark = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let colon = usize::from(inner[close + 1..].starts_with(':'));
        return is_mark.then(|| (format!("[{}]", &inner[..close]), close + 2 + colon));
    }
    if let Some(digit) = text.chars().next().filter(|letter| HIGH_DIGITS.contains(letter)) {
        return Some((digit.to_string(), digit.len_utf8()));
    }
    if let Some(inner) = text.strip_prefix('(') {
        let close = inner.find(')').filter(|close| (1..=3).contains(close))?;
        let mark = &inner[..close];
        let is_mark = mark.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*')
            || mark.len() == 1 && mark.bytes().all(|byte| byte.is_ascii_lowercase());
        return is_mark.then(|| (format!("({mark})"), close + 2));
    }
    let stars = text.bytes().take_while(|byte| *byte == b'*').count();
    ((1..=3).contains(&stars) && text[stars..].starts_with(' ')).then(|| ("*".repeat(stars), stars))
}

/// Whether a row carries a mark for a seat: behind its name where the row holds several people,
/// anywhere where it is a star glued to the name.
fn carries(line: &str, seat: &Seat, others: &[&str], mark: &str) -> bool {
    let Some(name) = seat.name.as_ref().map(|name| name.name.as_str()) else {
        return line.trim_end().ends_with(mark);
    };
    let last = name.split(' ').next_back().unwrap_or(name);
    let Some(at) = line.find(last) else { return false };
    let after = &line[at + last.len()..];
    if mark.starts_with('*') {
        let stars = after.bytes().take_while(|byte| *byte == b'*').count();
        return stars == mark.len();
    }
    let next = others.iter().filter_map(|other| after.find(other)).min().unwrap_or(after.len());
    let after = &after[..next];
    let own = after.split([';', ',']).next().unwrap_or(after);
    own.contains(mark) || after.trim_end().ends_with(mark) && !after.contains([',', ';'])
}

/// Takes the remarks and statuses of a footnote.
fn take(reader: &Reader<'_>, seat: &mut Seat, text: &Text) {
    let pieces = reader.pieces(text);
    let rule = seat.rule.clone();
    // "Replaced by B, who takes part": what follows is said of B.
    let mut is_decided = false;
    for piece in pieces {
        match piece.kind {
            Kind::Note(note) => {
                is_decided |= note.status.is_some();
                seat.remark(&note);
            }
            Kind::Status(status) if !is_decided => {
                seat.state(status, Cited::of(text, piece.range, &rule));
            }
            _ => {}
        }
    }
}
