//! What became of an item: what the sentences under it say, judged by the outcome rules.
//!
//! In: an item and the blocks under it. Out: its outcome, the words that say so, and to when it
//! was put off. Rules are asked in their order; the first that matches any sentence wins.
//! Without a match, text under the item means that it was discussed.

use super::super::apply;
use super::super::outline::BlockKind;
use super::super::scene::Scene;
use super::super::sentence::sentences;
use super::super::text::Text;
use super::Draft;
use crate::model::{Outcome, Word as _};
use crate::rules::{RuleKind, SectionKind};

/// The outcome of an item.
pub(super) struct Ending {
    /// What became of it.
    pub outcome: Outcome,
    /// The words that say so.
    pub words: Option<Text>,
    /// To when it was put off.
    pub deferred_to: Option<String>,
    /// The rule.
    pub rule: Option<String>,
}

/// The outcome of the item at `item`.
pub(super) fn of(
    scene: &Scene,
    of_block: &[Option<usize>],
    item: usize,
    drafts: &[Draft],
) -> Ending {
    let heading = drafts[item].heading.as_ref().or(Some(&drafts[item].title));
    let mut texts: Vec<Text> = Vec::new();
    for (at, block) in scene.outline.blocks.iter().enumerate() {
        if of_block[at] != Some(item) || scene.placed[at].kind == SectionKind::Ignored {
            continue;
        }
        if block.kind == BlockKind::Table {
            continue;
        }
        let is_heading =
            heading.is_some_and(|heading| heading.whole().contains(block.text.whole()));
        if !is_heading {
            texts.extend(sentences(&block.text, scene.pack));
        }
    }
    for rule in scene.pack.rules_of(RuleKind::Outcome) {
        let Some(outcome) = rule.word.as_deref().and_then(Outcome::from_word) else { continue };
        for text in &texts {
            let reader = scene.reader(text);
            let Some(hit) = apply::first(rule, text, &reader) else { continue };
            let deferred_to = hit.words(text, "deferred_to").map(str::to_owned);
            let words = Some(text.part(hit.found.range.clone()));
            return Ending { outcome, words, deferred_to, rule: Some(rule.id.clone()) };
        }
    }
    let has_table = scene.outline.blocks.iter().zip(of_block).any(|(block, of)| {
        *of == Some(item) && block.kind == BlockKind::Table && block.rows.len() > 1
    });
    let has_children = drafts.iter().any(|draft| draft.parent == Some(item));
    let is_discussed = !texts.is_empty() || has_table || has_children;
    let outcome = if is_discussed { Outcome::Discussed } else { Outcome::Unknown };
    Ending { outcome, words: None, deferred_to: None, rule: None }
}
