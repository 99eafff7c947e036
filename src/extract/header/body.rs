//! The body that met and its ambito: what the pack knows of them outranks what the text says.
//!
//! In: the readings of the rules and the bodies of the pack. Out: the official name, the kind
//! of the body, the ambito. A body is not read from the words that name the ambito.

use super::super::scene::Scene;
use super::passages::Passage;
use super::{Candidate, Field, Header};
use crate::model::{BodyKind, Confidence, Span, Word as _};
use crate::rules::{PackBody, SectionKind, fold_key};

/// Adds the bodies of the pack that the head names in full, and puts readings of the body
/// within the words of the ambito last.
pub(super) fn prefer(scene: &Scene, passages: &[Passage], candidates: &mut Vec<Candidate>) {
    let ambito = super::best_of(candidates, "ambito").map(|ambito| ambito.field.span);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.name == "body") {
        let span = candidate.field.span;
        // What a rule reads as ambito and body alike ("society of ...") may be both.
        if ambito.is_some_and(|ambito| ambito.overlaps(span)) {
            candidate.rank += 1000;
        }
    }
    let known =
        candidates.iter().any(|candidate| candidate.name == "body" && candidate.rank < 1000);
    if known {
        return;
    }
    for passage in passages {
        if !passage.is_in(&[SectionKind::Head]) {
            continue;
        }
        let key = fold_key(passage.text.as_str());
        for body in &scene.pack.bodies {
            if key.contains(&fold_key(&body.name)) {
                let field = Field {
                    value: body.name.clone(),
                    date: None,
                    raw: passage.text.as_str().to_owned(),
                    span: passage.text.whole(),
                    rule: scene.pack.id.clone(),
                    confidence: passage.confidence(),
                };
                let name = "body".to_owned();
                candidates.push(Candidate { name, field, parts: None, rank: 999 });
            }
        }
    }
}

/// Writes the body by its official name, adds its kind, and takes the ambito from the pack.
pub(super) fn complete(scene: &Scene, header: &mut Header) {
    if let Some(body) = &mut header.body
        && let Some(known) = official(&scene.pack.bodies, &body.value)
    {
        body.value.clone_from(&known.name);
        body.confidence = Confidence::High;
    }
    header.body_kind = header.body.as_ref().and_then(|body| {
        let kind = kind_of(scene, &body.value)?;
        Some(Field { value: kind.word().to_owned(), ..body.clone() })
    });
    if let Some(ambito) = &scene.pack.ambito {
        header.ambito = Some(Field {
            value: ambito.clone(),
            date: None,
            raw: String::new(),
            span: Span::default(),
            rule: scene.pack.id.clone(),
            confidence: Confidence::High,
        });
    }
}

/// The body of the pack that a name means: the name or an alias, or more words after it.
fn official<'p>(bodies: &'p [PackBody], written: &str) -> Option<&'p PackBody> {
    let key = fold_key(written);
    let names = |body: &PackBody| {
        std::iter::once(body.name.clone())
            .chain(body.aliases.clone())
            .map(|name| fold_key(&name))
            .collect::<Vec<_>>()
    };
    let whole = bodies.iter().find(|body| names(body).contains(&key));
    whole.or_else(|| {
        let starting =
            bodies.iter().filter(|body| key.starts_with(&format!("{} ", fold_key(&body.name))));
        starting.max_by_key(|body| body.name.len())
    })
}

/// The kind of a body: what the pack says of it, or the lexicon of the words it begins with.
fn kind_of(scene: &Scene, name: &str) -> Option<BodyKind> {
    if let Some(body) = official(&scene.pack.bodies, name) {
        return Some(body.kind);
    }
    let lexicon = scene.pack.lexicon("body");
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..=words.len())
        .rev()
        .find_map(|count| lexicon.lookup(&words[..count].join(" ")))
        .and_then(BodyKind::from_word)
}
