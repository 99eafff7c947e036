//! The day for which the minutes themselves announce the next meeting.
//!
//! In: a scene whose own day is known. Out: the day, and the words that announce it. Where a
//! document names several, it is the first after its own; a day that is not after it is none.

use super::apply;
use super::outline::BlockKind;
use super::scene::Scene;
use super::sentence::sentences;
use super::text::Text;
use crate::model::{Date, Span};
use crate::rules::{Folded, Rule, RuleKind, resolve_year};

/// What rules yield that know such an announcement.
const FIELD: &str = "next_date";

/// A day that is announced.
#[derive(Clone, Debug)]
pub(super) struct Announced {
    /// The day.
    pub date: Date,
    /// Its words.
    pub span: Span,
    /// The rule that read them.
    pub rule: String,
}

/// Looks for the announcement in all of the document, whatever section it stands in.
pub(super) fn read(scene: &Scene<'_>) -> Option<Announced> {
    let meeting = scene.date?;
    let is_one = |rule: &&Rule| rule.yields.as_deref() == Some(FIELD);
    let rules: Vec<&Rule> = scene.pack.rules_of(RuleKind::Field).filter(is_one).collect();
    let mut found: Vec<Announced> = Vec::new();
    let blocks = &scene.outline.blocks;
    for (at, block) in blocks.iter().enumerate() {
        let texts = match (block.kind, blocks.get(at + 1)) {
            (BlockKind::Table, _) => vec![block.text.clone()],
            // "Next meeting", and the day below.
            (BlockKind::Heading, Some(below)) => vec![block.text.joined(&below.text)],
            _ => sentences(&block.text, scene.pack),
        };
        for text in &texts {
            found.extend(rules.iter().filter_map(|rule| announced(scene, rule, text, meeting)));
        }
    }
    found.into_iter().min_by_key(|announced| announced.date)
}

fn announced(scene: &Scene<'_>, rule: &Rule, text: &Text, meeting: Date) -> Option<Announced> {
    let hit = apply::first(rule, text, &scene.reader(text))?;
    let range = hit.found.get(FIELD)?;
    let words = text.words(range.clone());
    let (parts, _, _) = scene.pack.find_date(&Folded::new(words), 0)?;
    let date = resolve_year(parts, meeting).filter(|date| *date > meeting)?;
    Some(Announced { date, span: text.span(range), rule: rule.id.clone() })
}
