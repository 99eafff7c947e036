//! Lines that run on: whether a line goes on with the block above it.
//!
//! In: a block, the line below it and what lies between. Out: yes or no, by form alone: where the
//! line ends, how far it is set in, whether it begins as an entry of its own does.

use super::marker::{begins_with_label, begins_with_short_label, is_second_level};
use super::{Block, BlockKind, Gap};
use crate::document::{Document, Line, Mapped};

/// So many letters in capitals, and no small one, may be a title below running text.
const TITLE_LETTERS: usize = 10;

/// Whether a line counts on from a block: "C. ..." below "B. ...", "Oggetto n. 3" below "Oggetto
/// n. 2".
fn counts_on(above: &str, below: &str) -> bool {
    let letter = |text: &str| {
        let first = text.chars().next().filter(char::is_ascii_uppercase)?;
        text[1..].starts_with(". ").then_some(first as u32)
    };
    if let (Some(above), Some(below)) = (letter(above), letter(below)) {
        return below == above + 1;
    }
    let counted = |text: &str| {
        let word = text.split(' ').next().filter(|word| word.chars().count() >= LEAD_LETTERS)?;
        let number: String = text[word.len()..]
            .chars()
            .take(LEAD_LETTERS + 2)
            .skip_while(|letter| !letter.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        Some((word.to_owned(), number.parse::<u32>().ok()?))
    };
    matches!((counted(above), counted(below)), (Some((one, a)), Some((other, b))) if one == other && b == a + 1)
}

/// Fewest letters of a word that counts entries.
const LEAD_LETTERS: usize = 4;

/// Whether a text ends with a sentence: with a dot behind a word, and not behind a short form.
fn has_ended(text: &str) -> bool {
    let Some(words) = text.trim_end().strip_suffix('.') else { return false };
    words.chars().rev().take_while(|letter| letter.is_alphanumeric()).count() > 3
}

/// Whether a line goes on with the block before it.
pub(super) fn continues(
    block: &Block,
    document: &Document,
    line: &Line,
    text: &Mapped,
    gap: Gap,
) -> bool {
    // An arrow points at what follows from the text above: it is a line of its own.
    if ["-->", "->", "=>", "→", "⇒", ">>"].iter().any(|arrow| text.as_str().starts_with(arrow))
        || begins_with_label(text.as_str())
        || counts_on(block.text.as_str(), text.as_str())
        || has_ended(block.text.as_str()) && begins_with_short_label(text.as_str())
    {
        return false;
    }
    if matches!(block.kind, BlockKind::Table | BlockKind::Contents) || block.level.is_some() {
        return false;
    }
    let before = block.text.as_str().trim_end();
    let first = text.as_str().chars().next().unwrap_or(' ');
    let ends_sentence = before.ends_with(['.', ';', ':', '!', '?']);
    if gap.blanks > 0 || gap.ruled || gap.cut {
        // A page break or a wide gap cut the sentence in two: it goes on in lower case.
        return (gap.cut || gap.blanks >= 3)
            && !ends_sentence
            && first.is_lowercase()
            && before.chars().count() > 20;
    }
    let Some(last) = block.lines.last().map(|last| &document.lines[*last]) else { return false };
    // A short line in bold under plain text is a heading.
    let is_title = first.is_uppercase() && text.as_str().split_whitespace().count() <= 6;
    if last.is_bold != line.is_bold && (last.is_bold || block.lines.len() > 1 || is_title) {
        return false;
    }
    // A centred line of a title is no line of a paragraph, nor is one in capitals.
    let is_centred = last.indent >= 8 && last.indent.abs_diff(line.indent) >= 4;
    let is_small = |text: &str| text.chars().any(char::is_lowercase);
    let turns_small = block.is_caps() && is_small(text.as_str());
    let letters = text.as_str().chars().filter(|letter| letter.is_alphabetic()).count();
    // A line in capitals below a line that is not full is a title.
    let turns_caps = is_small(before)
        && !is_small(text.as_str())
        && letters >= TITLE_LETTERS
        && last.width * 10 < gap.wrap * 9;
    if is_centred || turns_caps || turns_small && block.text.as_str().chars().count() >= 8 {
        return false;
    }
    let is_full = last.width * 10 >= gap.wrap * 8 && gap.wrap >= 55;
    // A line further left than a short one above is of another entry.
    if line.indent + 2 <= last.indent && !is_full && first.is_uppercase() {
        return false;
    }
    // The last line of a paragraph is no full one.
    let is_apart = ends_sentence || block.lines.len() == 1 && is_second_level(before);
    let runs_on = before.ends_with(':') && is_full && first.is_lowercase();
    if before.ends_with(':') && !runs_on || is_apart && is_second_level(text.as_str()) {
        return false;
    }
    if block.lines.len() == 1 && is_second_level(before) && !first.is_lowercase() {
        return false;
    }
    if first.is_lowercase() && (!ends_sentence || runs_on) {
        return true;
    }
    is_full && !(before.ends_with('.') && last.width * 10 < gap.wrap * 9)
}
