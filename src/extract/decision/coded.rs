//! Rows without a header that begin with an identifier: "VI 4.1  The room stays open".
//!
//! In: a table without a header, in a section that lists decisions or actions. Out: a draft a
//! row, with its identifier; a row without one goes on with the row above.
//!
//! Invariant: a table few of whose rows begin with an identifier is none of these.

use super::super::ledger::Ledger;
use super::super::outline::{Block, Row};
use super::super::scene::Scene;
use super::super::sections::Placed;
use super::super::text::Text;
use super::draft::Draft;
use super::list;
use crate::rules::SectionKind;

/// So many rows that begin with an identifier make a column of them.
const FEWEST_ROWS: usize = 2;

/// Longest identifier, in characters.
const CODE_CHARACTERS: usize = 12;

/// Whether a text is an identifier: a number with what its series is called by, and no words.
fn is_code(text: &Text) -> bool {
    let words = text.as_str().trim_matches(['[', ']', '(', ')', ':', '.']);
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || ".-_/# ".contains(letter);
    words.chars().count() <= CODE_CHARACTERS
        && words.split(' ').count() <= 2
        && words.starts_with(|letter: char| letter.is_ascii_uppercase() || letter == '#')
        && words.ends_with(|letter: char| letter.is_ascii_digit())
        && words.chars().all(is_part)
}

fn code(row: &Row) -> Option<&Text> {
    let first = &row.cells.first().filter(|_| row.cells.len() > 1)?.text;
    is_code(first).then_some(first)
}

/// Reads such a table; says whether it is one.
pub(super) fn read(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    block: &Block,
    placed: &Placed<'_>,
    drafts: &mut Vec<Draft>,
) -> bool {
    let coded = block.rows.iter().filter(|row| code(row).is_some()).count();
    let begins = block.rows.first().is_some_and(|row| code(row).is_some());
    let Some(opened) = placed.opened_by.as_ref().filter(|_| begins && coded >= FEWEST_ROWS) else {
        return false;
    };
    let mut opened = (placed.kind, opened.rule.id.as_str());
    let mut entries: Vec<(&Text, Text, (SectionKind, &str))> = Vec::new();
    for row in &block.rows {
        let found = code(row);
        let rest = row.cells.iter().skip(usize::from(found.is_some()));
        let text = rest.map(|cell| cell.text.clone()).reduce(|text, cell| text.joined(&cell));
        let Some(text) = text else { continue };
        if let Some(code) = found {
            entries.push((code, text, opened));
        } else if let Some(section) = list::section(scene, &text) {
            opened = section;
        } else if let Some((_, above, _)) = entries.last_mut() {
            *above = above.joined(&text);
        }
    }
    for (code, text, (kind, rule)) in entries {
        let mut draft = list::entry(scene, &text, list::kind_in(kind), rule);
        draft.code = Some((code.as_str().to_owned(), code.whole()));
        drafts.push(draft);
    }
    for line in &block.lines {
        ledger.expect_line(*line);
        ledger.account_line(*line);
    }
    true
}
