//! Agendas that are tables of topics: a number and a title in each row, and perhaps what was
//! said.
//!
//! In: the outline and the table rules. Out: a draft of an item for each row, and the block of
//! each table. A table that a rule of decisions knows is none.

use super::super::grid;
use super::super::ledger::Ledger;
use super::super::outline::BlockKind;
use super::super::scene::Scene;
use super::{Draft, MAIN};
use crate::model::Confidence;
use crate::rules::{Rule, RuleKind, SectionKind};

/// The items of all tables of topics.
pub(super) fn read(scene: &Scene, ledger: &mut Ledger) -> Vec<Draft> {
    let of = |words: &[&str]| -> Vec<&Rule> {
        let is_one = |rule: &&Rule| rule.word.as_deref().is_some_and(|word| words.contains(&word));
        scene.pack.rules_of(RuleKind::Table).filter(is_one).collect()
    };
    let (topics, others) = (of(&["agenda"]), of(&["decisions", "actions", "roll"]));
    let mut drafts = Vec::new();
    for (block, placed) in scene.outline.blocks.iter().zip(&scene.placed) {
        let is_told = !matches!(
            placed.kind,
            SectionKind::Ignored
                | SectionKind::Annex
                | SectionKind::NextAgenda
                | SectionKind::Previous
        );
        if block.kind != BlockKind::Table || !is_told || grid::is_of(block, &others) {
            continue;
        }
        for grid in grid::grids(block, &topics, None) {
            for row in &grid.rows {
                let Some(title) = row.get("title") else { continue };
                let number = row.get("number").or(row.first.as_ref());
                let number = number.map(|text| text.as_str().to_owned());
                let number = number.filter(|it| it.chars().count() <= 5);
                for line in &row.lines {
                    ledger.expect_line(*line);
                    ledger.account_line(*line);
                }
                drafts.push(Draft {
                    number: number.map(|number| number.trim_end_matches(['.', ')']).to_owned()),
                    title: title.clone(),
                    rule: grid.rule.id.clone(),
                    confidence: Confidence::High,
                    part: MAIN,
                    parent: None,
                    heading: None,
                });
            }
        }
    }
    drafts
}
