//! Names that a document defines for itself: "(di seguito `UdP`)".
//!
//! A local definition outranks that of the pack, for this document alone.

use super::apply;
use super::ledger::Ledger;
use super::scene::Scene;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::OwnerKind;
use crate::rules::{RuleKind, fold_key};

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
