//! Labels and their values: "Label: value", several on a line, and cells beside or above
//! their values.
//!
//! In: the blocks of the scene. Out: readings of the fields whose label a rule knows. A label
//! is what stands before a colon, or a whole cell; its value ends where the next label begins.

use std::ops::Range;

use super::super::apply;
use super::super::outline::{Block, BlockKind, Row};
use super::super::scene::Scene;
use super::super::sentence::sentences;
use super::super::text::Text;
use super::{Candidate, USUAL, values};
use crate::model::Confidence;
use crate::rules::{NoSlots, Rule, RuleKind, SectionKind, ValueType};

/// A label has at most this many words.
const LABEL_WORDS: usize = 7;

/// The rules that know a label ("day and time" has two), and the stretch that it takes.
struct Labelled<'r> {
    rules: Vec<(usize, &'r Rule)>,
    label: Range<usize>,
    value_start: usize,
}

/// The readings of all labels.
pub(super) fn read(scene: &Scene) -> Vec<Candidate> {
    let mut found = Vec::new();
    let blocks = &scene.outline.blocks;
    for (at, (block, placed)) in blocks.iter().zip(&scene.placed).enumerate() {
        // Under items a colon announces what was said, not a field of the head.
        let is_short = block.text.as_str().chars().count() <= 200;
        let is_usual = USUAL.contains(&placed.kind);
        if !(is_usual || placed.kind == SectionKind::Discussion && is_short) {
            continue;
        }
        if block.kind == BlockKind::Table {
            for (number, row) in block.rows.iter().enumerate() {
                in_row(scene, row, block.rows.get(number + 1), &mut found);
            }
            continue;
        }
        for line in sentences(&block.text, scene.pack) {
            in_text(scene, &line, blocks.get(at + 1), &mut found);
        }
    }
    found
}

fn rules<'r>(scene: &Scene<'r>) -> impl Iterator<Item = (usize, &'r Rule)> {
    let rules = scene.pack.rules_of(RuleKind::Field).enumerate();
    rules.filter(|(_, rule)| !rule.labels.is_empty() && rule.yields.is_some())
}

/// The rules whose label a text is, each with its place among the rules.
fn label_of<'r>(scene: &Scene<'r>, text: &Text) -> Vec<(usize, &'r Rule)> {
    if text.as_str().split_whitespace().count() > LABEL_WORDS {
        return Vec::new();
    }
    let knows = |rule: &'r Rule| apply::label(std::iter::once(rule), text, &NoSlots).is_some();
    rules(scene).filter(|(_, rule)| knows(rule)).collect()
}

fn in_text(scene: &Scene, text: &Text, next: Option<&Block>, found: &mut Vec<Candidate>) {
    let labels = labels_in(scene, text);
    for (number, labelled) in labels.iter().enumerate() {
        let end = labels.get(number + 1).map_or(text.as_str().len(), |next| next.label.start);
        let value = text.part_of_reading(labelled.value_start..end.max(labelled.value_start));
        if !value.is_empty() {
            push(scene, &labelled.rules, &value, found);
        } else if let Some(next) = next.filter(|next| {
            next.kind != BlockKind::Table && next.text.as_str().chars().count() <= 160
        }) {
            push(scene, &labelled.rules, &next.text, found);
        }
    }
}

/// The labels before colons, left to right, each with where its value starts.
fn labels_in<'r>(scene: &Scene<'r>, text: &Text) -> Vec<Labelled<'r>> {
    let words = text.as_str();
    let mut labels: Vec<Labelled> = Vec::new();
    for (colon, _) in words.match_indices(':') {
        let inside_time = words[..colon].ends_with(|letter: char| letter.is_ascii_digit())
            && words[colon + 1..].starts_with(|letter: char| letter.is_ascii_digit());
        if inside_time {
            continue;
        }
        let floor = labels.last().map_or(0, |last| last.value_start);
        let before = &words[floor..colon];
        let mut starts: Vec<usize> = before
            .char_indices()
            .filter(|(at, letter)| {
                !letter.is_whitespace()
                    && (*at == 0
                        || before[..*at]
                            .ends_with(|letter: char| letter.is_whitespace() || letter == '('))
            })
            .map(|(at, _)| floor + at)
            .collect();
        starts = starts.split_off(starts.len().saturating_sub(LABEL_WORDS));
        // Within a line a label begins with a capital: "Ordine del giorno:" holds no day.
        starts.retain(|start| {
            *start == 0 || words[*start..].starts_with(|first: char| !first.is_lowercase())
        });
        for start in starts {
            let label = text.part_of_reading(start..colon);
            let rules = label_of(scene, &label);
            if !rules.is_empty() {
                labels.push(Labelled { rules, label: start..colon, value_start: colon + 1 });
                break;
            }
        }
    }
    labels
}

fn in_row(scene: &Scene, row: &Row, below: Option<&Row>, found: &mut Vec<Candidate>) {
    let labels: Vec<_> = row.cells.iter().map(|cell| label_of(scene, &cell.text)).collect();
    let all_labels = labels.iter().filter(|rules| !rules.is_empty()).count() >= 2
        && row
            .cells
            .iter()
            .zip(&labels)
            .all(|(cell, label)| cell.text.is_empty() || !label.is_empty());
    for (at, cell) in row.cells.iter().enumerate() {
        if labels[at].is_empty() {
            in_text(scene, &cell.text, None, found);
            continue;
        }
        if all_labels {
            if let Some(value) = below.and_then(|below| below.cells.get(at)) {
                push(scene, &labels[at], &value.text, found);
            }
            continue;
        }
        let beside = (at + 1..row.cells.len()).find(|next| !row.cells[*next].text.is_empty());
        if let Some(beside) = beside.filter(|beside| labels[*beside].is_empty()) {
            push(scene, &labels[at], &row.cells[beside].text, found);
        }
    }
}

fn push(scene: &Scene, rules: &[(usize, &Rule)], value: &Text, found: &mut Vec<Candidate>) {
    for (rank, rule) in rules {
        let Some(name) = rule.yields.clone() else { continue };
        let value = if rule.value_type == Some(ValueType::Number) {
            // The number ends at the first blank: "12 del 3 marzo".
            let end = value.as_str().find(char::is_whitespace).unwrap_or(value.as_str().len());
            value.part_of_reading(0..end)
        } else {
            value.clone()
        };
        let range = 0..value.folded().as_str().len();
        let Some((read, parts)) = values::read(scene, &name, &value, range) else { continue };
        let field = read.by(rule, Confidence::High);
        found.push(Candidate { name, field, parts, rank: *rank }.ranked());
    }
}
