//! Titles that only their form tells: short lines that stand alone over running text, several
//! of one form.
//!
//! In: the outline of minutes that have no agenda and number nothing. Out: for each block
//! whether it is such a title. What stands before the first running text is the head, and none
//! of its lines is one.
//!
//! Invariant: one line alone is no series; a line with digits in it (a day, a place) is none.

use super::outline::{Block, BlockKind, Outline};

/// Fewest words of running text, or of the block under a title.
const RUNNING_WORDS: usize = 8;

/// Longest title, in characters.
const TITLE_CHARACTERS: usize = 80;

/// Which blocks of an outline are titles of a series.
pub(super) fn titles(outline: &Outline) -> Vec<bool> {
    let blocks = &outline.blocks;
    let none = vec![false; blocks.len()];
    let is_told = |block: &Block| {
        block.kind == BlockKind::Heading && (block.level.is_some() || block.number().is_some())
    };
    if blocks.iter().any(is_told) {
        return none;
    }
    let Some(body) = blocks.iter().position(is_running) else { return none };
    let is_title = |at: usize| {
        let text = blocks[at].text.as_str();
        let is_plain = !text.contains(|letter: char| letter.is_ascii_digit() || letter == ':');
        at > body
            && blocks[at].kind == BlockKind::Heading
            && blocks[at].gap > 0
            && is_plain
            && text.chars().count() <= TITLE_CHARACTERS
            && blocks.get(at + 1).is_some_and(is_running)
    };
    for is_caps in [true, false] {
        let found: Vec<bool> =
            (0..blocks.len()).map(|at| is_title(at) && blocks[at].is_caps() == is_caps).collect();
        if found.iter().filter(|it| **it).count() >= 2 {
            return found;
        }
    }
    none
}

/// Whether a block is running text: a sentence of some length.
fn is_running(block: &Block) -> bool {
    let text = block.text.as_str();
    block.kind == BlockKind::Paragraph
        && text.split_whitespace().count() >= RUNNING_WORDS
        && text.trim_end().ends_with(['.', ':', ';', '!', '?', ')'])
}
