//! Titles that only their form tells: short lines that stand alone over running text, several
//! of one form.
//!
//! In: the outline of minutes that have no agenda and no numbered title. Out: for each block
//! whether it is such a title. What stands before the first running text is the head, and none
//! of its lines is one.
//!
//! Invariant: one line alone is no series; a line with digits in it (a day, a place) is none.

use super::outline::{Block, BlockKind, Outline};

/// Fewest words of running text, or of the block under a title.
const RUNNING_WORDS: usize = 8;

/// Longest title, in characters.
const TITLE_CHARACTERS: usize = 80;

/// Which blocks of an outline are titles of a series: those of one level that the source marks,
/// or else those of one form.
pub(super) fn titles(outline: &Outline) -> Vec<bool> {
    let blocks = &outline.blocks;
    let none = vec![false; blocks.len()];
    let is_heading = |block: &Block| block.kind == BlockKind::Heading;
    if blocks.iter().any(|block| is_heading(block) && block.number().is_some()) {
        return none;
    }
    let Some(body) = blocks.iter().position(is_running) else { return none };
    let is_over = |at: usize, holds: fn(&Block) -> bool| {
        at > body && is_heading(&blocks[at]) && blocks.get(at + 1).is_some_and(holds)
    };
    let series = |is_one: &dyn Fn(usize) -> bool| {
        let found: Vec<bool> = (0..blocks.len()).map(is_one).collect();
        (found.iter().filter(|it| **it).count() >= 2).then_some(found)
    };
    let marked = (2..=6).find_map(|level| {
        series(&|at| {
            is_over(at, |next| matches!(next.kind, BlockKind::Paragraph | BlockKind::Item))
                && blocks[at].level == Some(level)
        })
    });
    if marked.is_some() || blocks.iter().any(|block| is_heading(block) && block.level.is_some()) {
        return marked.unwrap_or(none);
    }
    let is_title = |at: usize| {
        let text = blocks[at].text.as_str();
        let is_plain = !text.contains(|letter: char| letter.is_ascii_digit() || letter == ':');
        is_over(at, is_running)
            && (blocks[at].gap > 0 || blocks[at].is_bold)
            && is_plain
            && text.chars().count() <= TITLE_CHARACTERS
    };
    let formed = |is_caps: bool| series(&|at| is_title(at) && blocks[at].is_caps() == is_caps);
    formed(true).or_else(|| formed(false)).unwrap_or(none)
}

/// Whether a block is running text: a sentence of some length.
fn is_running(block: &Block) -> bool {
    let text = block.text.as_str();
    block.kind == BlockKind::Paragraph
        && text.split_whitespace().count() >= RUNNING_WORDS
        && text.trim_end().ends_with(['.', ':', ';', '!', '?', ')'])
}
