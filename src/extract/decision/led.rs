//! Lists that a sentence leads into: "We have decided that", "Tasks:" at the end of a paragraph.
//!
//! In: a block and the one below it. Out: the rule under which the items below are what was decided
//! or is to be done, and their drafts.

use super::super::ledger::Ledger;
use super::super::outline::{Block, BlockKind};
use super::super::scene::Scene;
use super::super::text::Text;
use super::draft::Draft;
use super::{clause, list};
use crate::model::DecisionKind;

/// Whether a sentence breaks off behind a verb of deciding, so that the items below are what was
/// decided: "The Board unanimously resolves", "We have decided that".
pub(super) fn leads(scene: &Scene<'_>, sentence: &Text) -> bool {
    let verbs = &scene.pack.vocabulary.verbs;
    let is_lead = |word: &&str| scene.pack.lexicon("act-lead").lookup_folded(word).is_some();
    let words: Vec<&str> = clause::words_of(sentence.folded().as_str()).collect();
    let last = words.iter().rev().find(|word| !is_lead(word));
    let decides = |word: &&str| {
        ["present", "participle"]
            .iter()
            .any(|form| verbs.families_of_form(word, form).contains(&"decide"))
    };
    sentence.as_str().ends_with(char::is_alphabetic) && last.is_some_and(decides)
}

/// The rule under which the items below a block list tasks or decisions: the block is a heading that
/// breaks off behind a verb of deciding, or its last sentence is the label of such a list.
pub(super) fn lead(scene: &Scene<'_>, at: usize) -> Option<String> {
    let block = &scene.outline.blocks[at];
    scene.outline.blocks.get(at + 1).filter(|next| next.kind == BlockKind::Item)?;
    if block.kind == BlockKind::Heading {
        return leads(scene, &block.text).then(|| "list/led".to_owned());
    }
    let last = super::sentences(&block.text, scene.pack).pop()?;
    let label = last.as_str().ends_with(':').then(|| last.trimmed_of(&[':']))?;
    list::section(scene, &label).map(|(_, rule)| rule.to_owned())
}

/// An item under such a lead.
pub(super) fn item(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    block: &Block,
    rule: &str,
    drafts: &mut Vec<Draft>,
) {
    for line in &block.lines {
        ledger.expect_line(*line);
        ledger.account_line(*line);
    }
    let parts = by_semicolon(scene, &block.text);
    drafts
        .extend(parts.iter().map(|part| list::entry(scene, part, DecisionKind::Commitment, rule)));
}

/// "Merli updates the plan; Bruni checks the registers": parts behind semicolons that begin with
/// somebody who does them are tasks of their own.
pub(super) fn by_semicolon(scene: &Scene<'_>, text: &Text) -> Vec<Text> {
    let words = text.as_str();
    let reader = scene.reader(text);
    let begins = |at: &usize| {
        let agents = reader.agents_at(text.folded().folded_at(*at));
        let first = agents.first();
        first.is_some_and(|agent| text.folded().reading(agent.range.clone()).start <= at + 3)
    };
    let cuts: Vec<usize> = words.match_indices("; ").map(|(at, _)| at + 2).filter(begins).collect();
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([words.len()]);
    let part = |(start, end): (usize, usize)| text.part_of_reading(start..end).trimmed_of(&[';']);
    starts.zip(ends).map(part).filter(|part| !part.is_empty()).collect()
}
