//! Sections: which part of the minutes each block belongs to.
//!
//! In: the outline and the section rules. Out: for each block its [`SectionKind`], the rule
//! that opened it, and where its content begins when heading and content share a line
//! ("Presenti: ..."). A heading that no rule knows ends a roll, an agenda and a list of
//! decisions, and opens discussion.

use super::apply::{self, Hit};
use super::outline::{Block, BlockKind, Outline};
use super::text::Text;
use crate::rules::{NoSlots, Pack, RuleKind, SectionKind};

/// The section of a block.
#[derive(Clone, Debug)]
pub struct Placed<'r> {
    /// Its kind.
    pub kind: SectionKind,
    /// Counts openings: blocks of one section share it.
    pub run: usize,
    /// The rule that opened the section.
    pub opened_by: Option<Hit<'r>>,
    /// Whether this very block is the heading or label.
    pub is_opening: bool,
    /// What stands on the opening line after its label.
    pub content: Option<Text>,
}

/// Longest label, in characters, that may open a section in front of a colon.
const LABEL_CHARACTERS: usize = 90;

/// Places every block of an outline.
#[must_use]
pub fn place<'r>(outline: &Outline, pack: &'r Pack) -> Vec<Placed<'r>> {
    let mut placed: Vec<Placed<'r>> = Vec::new();
    let mut kind = SectionKind::Head;
    let mut run = 0;
    let mut opened_by: Option<Hit<'r>> = None;
    let mut level = None;
    for (at, block) in outline.blocks.iter().enumerate() {
        if let Some((hit, content)) = opening(block, pack) {
            let opened = hit
                .rule
                .word
                .as_deref()
                .and_then(SectionKind::from_name)
                .unwrap_or(SectionKind::Discussion);
            kind = opened;
            run += 1;
            level = block.level;
            opened_by = Some(hit);
            placed.push(Placed {
                kind,
                run,
                opened_by: opened_by.clone(),
                is_opening: true,
                content,
            });
            continue;
        }
        if ends(kind, block, level, outline.blocks.get(at + 1)) {
            kind = SectionKind::Discussion;
            run += 1;
            level = None;
            opened_by = None;
        }
        placed.push(Placed {
            kind,
            run,
            opened_by: opened_by.clone(),
            is_opening: false,
            content: None,
        });
    }
    placed
}

/// The rule whose label the block is, or begins with, and what follows the label.
fn opening<'r>(block: &Block, pack: &'r Pack) -> Option<(Hit<'r>, Option<Text>)> {
    if block.kind == BlockKind::Table {
        return None;
    }
    let rules = || pack.rules_of(RuleKind::Section);
    let text = block.text.as_str();
    if text.chars().count() <= LABEL_CHARACTERS * 2 {
        if let Some(hit) = apply::label(rules(), &block.text, &NoSlots) {
            return Some((hit, None));
        }
    }
    let (at, mark) = text.char_indices().find(|(_, letter)| *letter == ':')?;
    if text[..at].chars().count() > LABEL_CHARACTERS {
        return None;
    }
    let hit = apply::label(rules(), &block.text.part_of_reading(0..at), &NoSlots)?;
    let content = block.text.part_of_reading(at + mark.len_utf8()..text.len());
    Some((hit, (!content.is_empty()).then_some(content)))
}

/// Whether a block that no rule knows ends a section.
fn ends(kind: SectionKind, block: &Block, level: Option<u8>, next: Option<&Block>) -> bool {
    let is_heading = block.kind == BlockKind::Heading;
    match kind {
        SectionKind::Head | SectionKind::Discussion | SectionKind::Annex => false,
        SectionKind::Resolution => is_heading && block.marker.is_none() && block.level.is_some(),
        SectionKind::Roll => {
            // A heading within a roll may name a group of its people; a table or names follow.
            let deeper =
                matches!((level, block.level), (Some(outer), Some(inner)) if inner > outer);
            let groups = next.is_some_and(|next| {
                next.kind == BlockKind::Table || next.kind == BlockKind::Item && next.gap <= 1
            });
            let is_prose = block.kind == BlockKind::Paragraph
                && block.text.as_str().chars().count() > 240
                && block.text.as_str().ends_with('.');
            is_prose || is_heading && !deeper && !(groups && block.number().is_none())
        }
        SectionKind::Agenda | SectionKind::NextAgenda => {
            is_heading && block.marker.is_none()
                || block.kind == BlockKind::Paragraph && block.text.as_str().chars().count() > 300
        }
        _ => is_heading && level.is_none_or(|outer| block.level.is_none_or(|inner| inner <= outer)),
    }
}
