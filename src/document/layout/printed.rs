//! Words to printed lines.
//!
//! In: the words of a stretch of a page, in any order. Out: [`Printed`] lines from top to
//! bottom, their words from left to right. Raised and lowered figures stand on the line of the
//! word that they belong to.

use super::super::wrap::SOFT_HYPHEN;
use super::word::{LEADER_DOTS, Word, is_leader_dot};

/// Words of one line are off it by at most so many sizes.
const OFF_LINE: f32 = 0.3;

/// Text smaller than this share of its neighbour's may be a raised or lowered figure.
const SMALL: f32 = 0.85;

/// How far above and below the line, in sizes of it, a small figure may stand.
const RAISED: f32 = 0.7;
/// See [`RAISED`].
const LOWERED: f32 = 0.35;

/// How far from a word of the line, in its sizes, a small figure may stand.
const BESIDE: f32 = 0.6;

/// A line of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Printed {
    /// Left to right; never empty.
    pub(super) words: Vec<Word>,
}

impl Printed {
    /// Its left edge.
    pub(super) fn left(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.left)
    }
    /// Its right edge.
    pub(super) fn right(&self) -> f32 {
        self.words.iter().map(|word| word.right).fold(f32::NEG_INFINITY, f32::max)
    }
    /// Its upper edge.
    pub(super) fn top(&self) -> f32 {
        self.words.iter().map(Word::top).fold(f32::INFINITY, f32::min)
    }
    /// Its lower edge.
    pub(super) fn bottom(&self) -> f32 {
        self.words.iter().map(Word::bottom).fold(f32::NEG_INFINITY, f32::max)
    }
    /// The size of most of its letters.
    pub(super) fn size(&self) -> f32 {
        self.main().map_or(0.0, |word| word.size)
    }
    /// The line that most of its letters stand on.
    pub(super) fn baseline(&self) -> f32 {
        self.main().map_or(0.0, |word| word.baseline)
    }
    /// The longest of the words of full size.
    fn main(&self) -> Option<&Word> {
        let largest = self.words.iter().map(|word| word.size).fold(0.0, f32::max);
        let full = self.words.iter().filter(|word| word.size >= largest * SMALL);
        full.max_by_key(|word| word.text.len())
    }
    /// Its text, words parted by a blank. A soft hyphen that is drawn within it is a hyphen.
    pub(super) fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        let text = words.join(" ");
        match text.char_indices().next_back() {
            Some((last, _)) if text[..last].contains(SOFT_HYPHEN) => {
                text[..last].replace(SOFT_HYPHEN, "-") + &text[last..]
            }
            _ => text,
        }
    }
    /// Whether all of its words are bold.
    pub(super) fn is_bold(&self) -> bool {
        self.words.iter().all(|word| word.is_bold)
    }
}

/// The lines of words.
pub(super) fn lines(mut words: Vec<Word>) -> Vec<Printed> {
    words.sort_by(|one, other| {
        one.baseline.total_cmp(&other.baseline).then(one.left.total_cmp(&other.left))
    });
    let mut rows: Vec<Vec<Word>> = Vec::new();
    for word in words {
        let fits = rows.last().and_then(|row| row.last()).is_some_and(|last| {
            (word.baseline - last.baseline).abs() <= word.size.min(last.size) * OFF_LINE
        });
        match rows.last_mut() {
            Some(row) if fits => row.push(word),
            _ => rows.push(vec![word]),
        }
    }
    take_raised(&mut rows);
    let mut lines: Vec<Printed> =
        rows.into_iter().filter(|row| !row.is_empty()).map(line).collect();
    lines.sort_by(|one, other| one.baseline().total_cmp(&other.baseline()));
    lines
}

/// The words of a line, in order, those joined that are parts of one.
fn line(mut words: Vec<Word>) -> Printed {
    words.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut whole: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        if !whole.last_mut().is_some_and(|last| last.join(&word)) {
            whole.push(word);
        }
    }
    Printed { words: with_leaders(&whole) }
}

/// Words with single dots in a row, drawn apart to lead the eye, as one word.
fn with_leaders(words: &[Word]) -> Vec<Word> {
    let is_dot = |word: &Word| word.text.chars().all(is_leader_dot);
    let mut all: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let count = words[at..].iter().take_while(|word| is_dot(word)).count();
        let mut word = words[at].clone();
        let dots: usize = words[at..at + count].iter().map(|word| word.text.chars().count()).sum();
        if count > 1 && dots >= LEADER_DOTS {
            for dot in &words[at + 1..at + count] {
                word.text.push_str(&dot.text);
                word.right = dot.right;
            }
            at += count - 1;
        }
        all.push(word);
        at += 1;
    }
    all
}

/// Puts rows of small figures on the line above or below, each word beside one of it.
fn take_raised(rows: &mut [Vec<Word>]) {
    for at in 0..rows.len() {
        let Some(size) = rows[at].iter().map(|word| word.size).reduce(f32::max) else { continue };
        for other in [at + 1, at.wrapping_sub(1)] {
            let Some(line) = rows.get(other).filter(|line| !line.is_empty()) else { continue };
            let belongs = |word: &Word| {
                line.iter().any(|full| {
                    let above = full.baseline - word.baseline;
                    let gap = (word.left - full.right).max(full.left - word.right);
                    size < full.size * SMALL
                        && above <= full.size * RAISED
                        && above >= -full.size * LOWERED
                        && gap <= full.size * BESIDE
                })
            };
            if rows[at].iter().all(belongs) {
                let raised = std::mem::take(&mut rows[at]);
                rows[other].extend(raised);
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::drawn::Glyph;
    use super::super::word::{tests::drawn, words};
    use super::*;

    #[test]
    fn words_stand_on_lines_from_left_to_right() {
        let glyphs =
            [drawn("sotto", 0.0, 30.0), drawn("destra", 60.0, 10.0), drawn("sin", 0.0, 10.4)]
                .concat();
        let texts: Vec<String> = lines(words(&glyphs)).iter().map(Printed::text).collect();
        assert_eq!(texts, ["sin destra", "sotto"]);
    }

    #[test]
    fn raised_figures_come_back_to_their_line() {
        let small = |text: &str, left, baseline| -> Vec<Glyph> {
            drawn(text, left, baseline)
                .into_iter()
                .map(|glyph| Glyph { size: 6.0, ..glyph })
                .collect()
        };
        let glyphs = [
            drawn("nota", 0.0, 50.0),
            small("1", 20.5, 46.0),
            drawn("in", 30.0, 50.0),
            drawn("su", 0.0, 36.0),
        ]
        .concat();
        let texts: Vec<String> = lines(words(&glyphs)).iter().map(Printed::text).collect();
        assert_eq!(texts, ["su", "nota1 in"]);
    }
}
