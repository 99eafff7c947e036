//! What is set aside before the sections of minutes are told apart: it stands in the file and says
//! nothing of the meeting.
//!
//! In: an outline and a pack. Out: for each block whether it is left out: tables of contents,
//! registers of versions, the head of a message and what it quotes of an earlier one.

use super::outline::{Block, BlockKind, Outline};
use super::{grid, sections};
use crate::rules::{Pack, Rule, RuleKind, SectionKind};

/// Words of a heading over what is set aside: "Table of contents", "Register of versions".
const ASIDE_WORDS: usize = 6;

/// The blocks that are left out wherever they stand, without a change of section: tables of
/// contents, tables that a rule knows as none of the meeting's, and the heading over them.
pub(super) fn of(outline: &Outline, pack: &Pack) -> Vec<bool> {
    let is_ignored = |rule: &&Rule| rule.word.as_deref() == Some(SectionKind::Ignored.name());
    let rules: Vec<&Rule> = pack.rules_of(RuleKind::Table).filter(is_ignored).collect();
    let mail = mail_head(outline, pack);
    let mut aside: Vec<bool> = outline
        .blocks
        .iter()
        .enumerate()
        .map(|(at, block)| match block.kind {
            _ if at < mail => true,
            BlockKind::Contents => true,
            BlockKind::Table => grid::is_of(block, &rules),
            _ => false,
        })
        .collect();
    // What is quoted of an earlier message stands behind the words that say so.
    let quotes = pack.lexicon("mail-quote");
    let says = |block: &Block| {
        let words = block.text.as_str().trim_end();
        words.strip_suffix(':').is_some_and(|it| quotes.lookup(it).is_some())
    };
    if let Some(at) = outline.blocks.iter().position(says) {
        aside[at..].fill(true);
    }
    for at in 1..aside.len() {
        let above = &outline.blocks[at - 1];
        let is_title = matches!(above.kind, BlockKind::Heading | BlockKind::Paragraph)
            && above.text.as_str().split_whitespace().count() <= ASIDE_WORDS
            && above.text.as_str().ends_with(char::is_alphanumeric);
        if aside[at] && !aside[at - 1] && is_title && sections::opening(above, pack).is_none() {
            aside[at - 1] = true;
        }
    }
    aside
}

/// Most lines of the head of a message.
const MAIL_LINES: usize = 12;

/// How many blocks at the beginning are the head of a message: lines with the labels of one,
/// its sender and something else among them, up to the first blank line.
fn mail_head(outline: &Outline, pack: &Pack) -> usize {
    let labels = pack.lexicon("mail-label");
    let head = outline.blocks.iter().take(MAIL_LINES).enumerate();
    let blocks = head.take_while(|(at, block)| *at == 0 || block.gap == 0);
    let mut known = Vec::new();
    let mut end = 0;
    for (at, block) in blocks {
        let Some((label, _)) = block.text.as_str().split_once(':') else { break };
        let Some(part) = labels.lookup(label.trim_matches(['*', '>', ' '])) else { break };
        known.push(part);
        end = at + 1;
    }
    if known.contains(&"from") && known.len() >= 2 { end } else { 0 }
}
