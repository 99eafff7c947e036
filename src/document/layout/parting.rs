//! One line to its cells: where it is parted by itself.
//!
//! In: a printed line, and those below it. Out: its cells, parted where a gap or leading dots
//! are certain; the lines that hang under its last cell. The gap behind a list mark parts
//! nothing.
//!
//! Invariant: every word of the line is in one cell, or leads from one to the next.

use super::gutters::HEADER_STEP;
use super::printed::Printed;
use super::table::{Cell, Row};
use super::word::{Word, is_leader};

/// How far, in points, edges may be off and still be flush.
pub(super) const OFF: f32 = 2.5;

/// A gap of so many sizes parts a line by itself.
const CERTAIN: f32 = 2.6;

/// A gap after a list mark of up to so many sizes sets its item in.
const MARK_GAP: f32 = 6.0;

/// A line as it stands, parted where a gap or a leader is certain.
pub(super) fn parted(line: &Printed) -> Row {
    let size = line.size();
    let mark = list_mark(line);
    let mut pieces: Vec<Vec<Word>> = Vec::new();
    let mut after_leader = false;
    let mut leaders: Vec<Option<Printed>> = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        if is_leader(word) && at > 0 && at + 1 < line.words.len() {
            if let Some(leader) = leaders.last_mut() {
                leader.get_or_insert_with(Printed::default).words.push(word.clone());
            }
            after_leader = true;
            continue;
        }
        let before = at.checked_sub(1).map(|at| &line.words[at]);
        let is_gap = before.is_some_and(|before| {
            word.left - before.right >= size * CERTAIN && mark.is_none_or(|mark| mark != at)
        });
        if pieces.is_empty() || is_gap || after_leader {
            pieces.push(Vec::new());
            leaders.push(None);
        }
        after_leader = false;
        if let Some(piece) = pieces.last_mut() {
            piece.push(word.clone());
        }
    }
    let cells = pieces.into_iter().zip(leaders).map(|(words, leader)| {
        let line = Printed { words };
        Cell {
            left: line.left(),
            right: line.right(),
            lines: vec![line],
            leader,
            is_spanned: false,
        }
    });
    Row { cells: cells.collect() }
}

/// Adds the lines that go on in the last cell of a row: close below it, at its left edge. Gives
/// how many they are.
pub(super) fn hang(row: &mut Row, below: &[Printed]) -> usize {
    let [_, .., cell] = row.cells.as_mut_slice() else { return 0 };
    let mut count = 0;
    for line in below {
        let Some(above) = cell.lines.last() else { break };
        let step = line.baseline() - above.baseline();
        let is_below = (line.left() - cell.left).abs() <= OFF && step <= line.size() * HEADER_STEP;
        if !is_below || line.is_bold() != above.is_bold() || list_mark(line).is_some() {
            break;
        }
        cell.right = cell.right.max(line.right());
        cell.lines.push(line.clone());
        count += 1;
    }
    count
}

/// A line without the dots that lead to the next column, and these.
pub(super) fn without_leader(line: &Printed) -> (Option<Printed>, Option<Printed>) {
    let at = line.words.iter().position(is_leader);
    let Some(at) = at.filter(|at| line.words[*at..].iter().all(is_leader)) else {
        return (Some(line.clone()), None);
    };
    let printed = |words: &[Word]| (!words.is_empty()).then(|| Printed { words: words.to_vec() });
    (printed(&line.words[..at]), printed(&line.words[at..]))
}

/// Where the text of an item begins, if the line begins with a list mark.
pub(super) fn list_mark(line: &Printed) -> Option<usize> {
    let [first, second, ..] = line.words.as_slice() else { return None };
    let gap = second.left - first.right;
    (is_mark(&first.text) && gap <= line.size() * MARK_GAP).then_some(1)
}

/// Whether a word stands before an item: a bullet, a number or letter with its dot or bracket.
pub(super) fn is_mark(text: &str) -> bool {
    let mut letters = text.chars();
    let (first, rest) = (letters.next(), letters.as_str());
    let is_sign = first.is_some_and(|first| {
        !first.is_alphanumeric() && !matches!(first, '"' | '\'' | '«' | '“' | '€' | '£' | '$')
    });
    if rest.is_empty() {
        return is_sign || text == "o";
    }
    let count = text.chars().count();
    let closes = text.ends_with(['.', ')', ']', '°', 'º', '-']);
    let body = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    let is_number =
        !body.is_empty() && body.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    count <= 7
        && closes
        && (is_number
            || body.chars().count() == 1
            || count <= 4 && body.chars().all(|letter| "ivxIVX".contains(letter)))
}
