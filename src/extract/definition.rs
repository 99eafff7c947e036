//! Names that a document defines for itself: "(di seguito `UdP`)".
//!
//! A local definition outranks that of the pack, for this document alone.

use super::apply;
use super::ledger::Ledger;
use super::scene::Scene;
use super::text::Text;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::OwnerKind;
use crate::rules::{RuleKind, SectionKind, fold_key};

/// Reads the definitions of a document into what is known of names.
pub(super) fn read(scene: &mut Scene<'_>, ledger: &mut Ledger<'_>) {
    let mut found = Vec::new();
    for block in &scene.outline.blocks {
        let reader = scene.reader(&block.text);
        for rule in scene.pack.rules_of(RuleKind::Definition) {
            for hit in apply::all(rule, &block.text, &reader) {
                let (Some(name), Some(acronym)) =
                    (hit.words(&block.text, "name"), hit.words(&block.text, "acronym"))
                else {
                    continue;
                };
                let acronym = acronym.trim_matches(['"', '“', '”', '«', '»', '\'', ' ']);
                // A definition is a name in capitals, or a capitalised word.
                if !acronym.chars().next().is_some_and(char::is_uppercase) {
                    continue;
                }
                let kind = hit.found.get("name").and_then(|range| {
                    reader.agents_at(range.start).first().map(|agent| agent.kind)
                });
                found.push((
                    acronym.to_owned(),
                    name.to_owned(),
                    kind.unwrap_or(OwnerKind::Organisation),
                    block.text.span(hit.found.range.clone()),
                    rule.id.clone(),
                ));
            }
        }
    }
    for (block, placed) in scene.outline.blocks.iter().zip(&scene.placed) {
        if placed.kind == SectionKind::Head
            && let Some((name, acronym)) = spelled(block.text.as_str())
        {
            // A title names the body that meets.
            scene.known.acronyms.entry(fold_key(acronym)).or_insert((name, OwnerKind::Body));
        }
    }
    for block in &scene.outline.blocks {
        for line in &block.lines {
            let line = Text::new(scene.document.lines[*line].joined());
            let Some((initials, name)) = initials(scene, &line) else { continue };
            scene.known.initials.insert(initials, Some(name));
        }
    }
    for (acronym, name, kind, span, rule) in found {
        let key = fold_key(&acronym);
        if let Some((known, _)) =
            scene.known.acronyms.get(&key).filter(|(known, _)| fold_key(known) != fold_key(&name))
        {
            let message =
                format!("'{acronym}' is defined here as '{name}', and usually means '{known}'");
            ledger.remark(Diagnostic::new(Code::AcronymConflict, message).at(span).rule(&rule));
        }
        scene.known.acronyms.insert(key, (name, kind));
    }
}

/// Initials and whom they stand for, in a line of a list of them: "MB = Mario Bianchi (office)".
fn initials(scene: &Scene<'_>, line: &Text) -> Option<(String, String)> {
    let words = line.as_str();
    let (letters, _) = words.split_once('=')?;
    let letters = letters.trim();
    let is_short =
        (2..=4).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase);
    let at = words.find('=')? + 1;
    let start = at + words[at..].len() - words[at..].trim_start().len();
    let person =
        scene.reader(line).person(start).filter(|person| is_short && person.word_count >= 2)?;
    Some((letters.to_owned(), person.name))
}

/// A name and the acronym in the bracket behind it, where its letters are the initials of the
/// words before it: "Gruppo di Lavoro per l'Inclusione (G.L.I.)". Small words count for nothing.
fn spelled(text: &str) -> Option<(String, &str)> {
    let (before, inner) = text.split_once(" (")?;
    let acronym = inner.split_once(')')?.0.trim();
    let letters: Vec<char> = acronym.chars().filter(|letter| *letter != '.').collect();
    let is_acronym = (2..=6).contains(&letters.len()) && letters.iter().all(|it| it.is_uppercase());
    let words: Vec<&str> =
        before.split([' ', '\'', '’']).filter(|word| word.chars().count() > 3).collect();
    let named = words.len().checked_sub(letters.len()).map(|from| &words[from..])?;
    let initials = named.iter().filter_map(|word| word.chars().next()?.to_uppercase().next());
    (is_acronym && initials.eq(letters.iter().copied())).then(|| (before.to_owned(), acronym))
}
