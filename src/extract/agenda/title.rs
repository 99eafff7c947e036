//! Titles: what belongs to them, and how alike two of them are.
//!
//! In: the words of an item. Out: its title without remarks and closing marks; a measure of
//! likeness between 0 and 1 over the beginnings of words, so that endings do not matter.

use std::collections::BTreeSet;

use super::super::apply;
use super::super::scene::Scene;
use super::super::text::Text;
use crate::rules::{RuleKind, fold_key};

/// The title without the remarks that a rule knows and without marks at its end.
pub(super) fn trimmed(scene: &Scene, title: &Text) -> Text {
    let mut title = cut_end(title);
    for rule in scene.pack.rules_of(RuleKind::Title) {
        let reader = scene.reader(&title);
        let Some(hit) = apply::first(rule, &title, &reader) else { continue };
        let range = hit.found.get("text").unwrap_or_else(|| hit.found.range.clone());
        let reading = title.folded().reading(range);
        let rest = title.as_str()[reading.end..].trim();
        let head = title.as_str()[..reading.start].trim();
        // A remark stands at an end: what is between words is part of the title.
        if rest.chars().all(|letter| !letter.is_alphanumeric()) && !head.is_empty() {
            title = cut_end(&title.part_of_reading(0..reading.start));
        } else if head.is_empty() && !rest.is_empty() {
            title = title.part_of_reading(reading.end..title.as_str().len());
        }
    }
    title
}

/// Without closing marks; a full stop stays where another stands within ("A. B.").
fn cut_end(title: &Text) -> Text {
    let cut = title.trimmed_of(&[';', ':', ',', '-', '–']);
    let words = cut.as_str();
    if words.ends_with('.') && !words.ends_with("..") {
        let body = &words[..words.len() - 1];
        let last = body.rsplit(char::is_whitespace).next().unwrap_or_default();
        let is_short = last.contains('.') || last.chars().count() <= 2;
        if !is_short && !body.contains(". ") {
            return cut.trimmed_of(&['.', ';']);
        }
    }
    cut
}

/// Words carry meaning from this many letters on.
const WORD_LETTERS: usize = 4;
/// Words are alike when this many first letters are.
const STEM_LETTERS: usize = 5;

fn stems(text: &str) -> BTreeSet<String> {
    let key = fold_key(text);
    let words = key.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| {
            word.len() >= WORD_LETTERS
                || word.len() >= 2 && text.contains(&word.to_uppercase())
                || word.parse::<u32>().is_ok_and(|number| number > 31)
        })
        .map(|word| word.chars().take(STEM_LETTERS).collect())
        .collect()
}

/// How alike two titles are: shared beginnings of words over those of the shorter title.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (stems(a), stems(b));
    let shared = a.intersection(&b).count();
    let fewest = a.len().min(b.len());
    if fewest == 0 { 0.0 } else { shared as f64 / fewest as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_do_not_matter() {
        assert!(likeness("Ripresa dei servizi diurni", "Riapertura servizi diurni") > 0.6);
        assert!(likeness("Bilancio preventivo", "Convenzione di tesoreria") < 0.1);
        assert!(likeness("", "x") < 0.1);
    }
}
