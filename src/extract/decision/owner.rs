//! Owners: who has to do what was decided.
//!
//! In: a sentence, and where its trigger stands; or the cell of a table. Out: owners in order,
//! the leading ones first. Who merely receives something is no owner; a passive without an
//! agent has none, and the chair is never guessed.

use super::super::apply;
use super::super::names::Agent;
use super::super::scene::Scene;
use super::super::text::Text;
use super::draft::OwnerDraft;
use crate::model::{OwnerKind, OwnerPart, Word as _};
use crate::rules::{RuleKind, fold_key};

/// The owners that the owner rules find in a text.
pub(in crate::extract) fn owners_of(scene: &Scene<'_>, text: &Text) -> Vec<OwnerDraft> {
    let reader = scene.reader(text);
    let mut found: Vec<OwnerDraft> = Vec::new();
    for rule in scene.pack.rules_of(RuleKind::Owner) {
        for hit in apply::all(rule, text, &reader) {
            let Some(range) = hit.found.get("owner") else { continue };
            let part = hit.set("part").and_then(OwnerPart::from_word).unwrap_or(OwnerPart::Lead);
            for agent in reader.agents_at(range.start) {
                if agent.range.end <= range.end {
                    add(&mut found, owner(scene, text, &agent, part, &rule.id));
                }
            }
        }
    }
    found.sort_by_key(|owner| (owner.part, owner.span.start));
    found
}

/// An agent of a text as an owner.
pub(super) fn owner(
    scene: &Scene<'_>,
    text: &Text,
    agent: &Agent,
    part: OwnerPart,
    rule: &str,
) -> OwnerDraft {
    let raw = text.words(agent.range.clone()).to_owned();
    let known = scene.known.acronyms.get(&fold_key(&raw));
    let kind = known.map_or(agent.kind, |(_, kind)| *kind);
    // Initials are the person's of the roll; what stands before a name is no part of it.
    let full = scene.known.by_initials(&raw).filter(|_| known.is_none()).map(str::to_owned);
    let name = full.or_else(|| bare_name(scene, text, agent).filter(|_| kind == OwnerKind::Person));
    OwnerDraft {
        name: name.unwrap_or_else(|| raw.clone()),
        raw,
        kind,
        part,
        span: text.span(agent.range.clone()),
        rule: rule.to_owned(),
    }
}

/// The words of a person's name without what stands before it: "Dr Rossi" is Rossi.
fn bare_name(scene: &Scene<'_>, text: &Text, agent: &Agent) -> Option<String> {
    let whole = text.folded().reading(agent.range.clone());
    let reader = scene.reader(text);
    let words = text.as_str()[whole.clone()].split_inclusive(' ').scan(whole.start, |at, word| {
        let start = *at;
        *at += word.len();
        Some(start)
    });
    words.into_iter().find_map(|at| {
        let person = reader.person(at)?;
        (person.range.end == whole.end).then_some(person.name)
    })
}

/// Adds an owner unless one of the same name is there.
pub(super) fn add(owners: &mut Vec<OwnerDraft>, owner: OwnerDraft) {
    let key = fold_key(&owner.raw);
    if !owners.iter().any(|known| fold_key(&known.raw) == key || known.span.overlaps(owner.span)) {
        owners.push(owner);
    }
}

/// The owners in a cell that holds nothing else: split at commas, slashes, `+` and conjunctions.
pub(super) fn owners_of_cell(scene: &Scene<'_>, cell: &Text, rule: &str) -> Vec<OwnerDraft> {
    let mut owners = Vec::new();
    for piece in pieces(scene, cell) {
        let trimmed = piece.trimmed_of(&['.', ';', ',']);
        if trimmed.is_empty() || scene.pack.lexicon("nothing").lookup(trimmed.as_str()).is_some() {
            continue;
        }
        let reader = scene.reader(&trimmed);
        let agents = reader.agents_at(0);
        // The whole piece is the owner: what a rule knows of it decides its kind.
        let kind = match agents.first() {
            Some(agent) => agent.kind,
            None if reader
                .person_at(0)
                .is_some_and(|person| person.range.end == trimmed.as_str().len()) =>
            {
                OwnerKind::Person
            }
            None => OwnerKind::Unknown,
        };
        // What stands in brackets after the name explains it.
        let folded = trimmed.folded().as_str();
        let end = folded.find(" (").filter(|at| *at > 0).unwrap_or(folded.len());
        let words = Agent { range: 0..end, kind };
        add(&mut owners, owner(scene, &trimmed, &words, OwnerPart::Lead, rule));
    }
    owners
}

fn pieces(scene: &Scene<'_>, cell: &Text) -> Vec<Text> {
    let reading = cell.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    let mut at = 0;
    while let Some(letter) = reading[at..].chars().next() {
        let end = at + letter.len_utf8();
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' | ';' | '/' | '+' | '&' if depth == 0 => {
                found.push(cell.part_of_reading(start..at));
                start = end;
            }
            ' ' if depth == 0 => {
                let word = reading[end..].split(' ').next().unwrap_or_default();
                if !word.is_empty()
                    && reading.len() > end + word.len()
                    && scene.pack.lexicon("conjunction").lookup(word).is_some()
                {
                    found.push(cell.part_of_reading(start..at));
                    start = end + word.len();
                    at = start;
                    continue;
                }
            }
            _ => {}
        }
        at = end;
    }
    found.push(cell.part_of_reading(start..reading.len()));
    found
}
