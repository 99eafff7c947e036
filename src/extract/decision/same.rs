//! Prose and table that say the same: one counts, the other points to it.
//!
//! Two drafts are likened by the stems of their longer words, so that a nominal row ("Invio
//! della relazione") meets the sentence that it sums up ("verrà inviata la relazione").

use std::collections::BTreeSet;

use super::super::scene::Scene;
use super::draft::Draft;
use crate::model::DecisionSource;
use crate::rules::fold_key;

/// Least share of the shorter text's stems that the other must hold: the rows and sentences of
/// the samples that say the same share three in five and more, those that do not less than half
/// (`tests/cases/same.txt`).
const LIKENESS: f64 = 0.55;

/// Least number of stems in common.
const SHARED: usize = 3;

/// Links drafts of one item, and rows that stand twice.
pub(super) fn link(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let stems: Vec<BTreeSet<String>> =
        drafts.iter().map(|draft| stems(scene, draft.text.as_str())).collect();
    for at in 0..drafts.len() {
        let primary = match drafts[at].source {
            DecisionSource::Prose => (0..drafts.len())
                .filter(|row| {
                    drafts[*row].source == DecisionSource::Table
                        && drafts[*row].item == drafts[at].item
                })
                .map(|row| (row, likeness(&stems[at], &stems[row])))
                .filter(|(_, likeness)| *likeness >= LIKENESS)
                .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)))
                .map(|(row, _)| row),
            // The same row twice: a table that is repeated whole, or carried over.
            DecisionSource::Table | DecisionSource::List => {
                let text = fold_key(drafts[at].text.as_str());
                (0..at).find(|row| {
                    drafts[*row].source == drafts[at].source
                        && drafts[*row].same_as.is_none()
                        && fold_key(drafts[*row].text.as_str()) == text
                })
            }
        };
        let Some(primary) = primary.filter(|primary| *primary != at) else { continue };
        drafts[at].same_as = Some(primary);
        if drafts[primary].vote.is_none() {
            let vote = drafts[at].vote.clone();
            drafts[primary].vote = vote;
        }
    }
}

fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let shared = a.iter().filter(|stem| b.iter().any(|other| is_like(stem, other))).count();
    let shorter = a.len().min(b.len());
    if shared < SHARED.min(shorter) || shorter == 0 { 0.0 } else { shared as f64 / shorter as f64 }
}

/// Whether two stems begin alike: one with the other, or both with four letters.
fn is_like(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    common >= 4 || common >= 3 && common == a.len().min(b.len())
}

/// The longer words of a text without their endings.
fn stems(scene: &Scene<'_>, text: &str) -> BTreeSet<String> {
    let folded = fold_key(text);
    let words = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() > 3 || word.bytes().any(|byte| byte.is_ascii_digit()));
    let stopwords = scene.pack.lexicon("adverb");
    let words = words.filter(|word| stopwords.lookup_folded(word).is_none());
    words
        .map(|word| word.trim_end_matches(['a', 'e', 'i', 'o', 'u']).to_owned())
        .filter(|stem| stem.len() >= 3)
        .collect()
}
