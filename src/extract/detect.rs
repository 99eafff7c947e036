//! Which pack reads a document, and whether it is minutes at all.
//!
//! In: a document, its outline, its path. Out: the pack whose signals weigh most, if they reach
//! its threshold; else the language's own pack. A tie goes to the common parent, with a remark.

use super::apply;
use super::outline::{BlockKind, Outline};
use super::text::Text;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::rules::{Folded, NoSlots, Pack, Pattern, RuleKind, RuleSet, SignalPlace};

/// Blocks that count as the first page of a text that has no pages.
const FIRST_BLOCKS: usize = 40;

/// What a roll weighs as a sign of minutes: convocations and press accounts name people, and
/// say of none that they were there.
const ROLL_WEIGHT: f64 = 5.0;

/// The pack chosen, the weight of its signals, and a remark where two were equal.
pub(super) fn choose<'r>(
    rules: &'r RuleSet,
    document: &Document,
    outline: &Outline,
    path: &str,
) -> Option<(&'r Pack, f64, Option<Diagnostic>)> {
    let mut scored: Vec<(&Pack, f64)> = Vec::new();
    for pack in rules.packs.iter().filter(|pack| !pack.signals.is_empty()) {
        let seen = |place, pattern: &Pattern| holds(document, outline, path, place, pattern);
        let weight = pack
            .signals
            .iter()
            .filter(|signal| seen(signal.place, &signal.pattern))
            .map(|signal| signal.weight)
            .sum();
        if weight >= pack.threshold {
            scored.push((pack, weight));
        }
    }
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.id.cmp(&b.0.id)));
    match scored.as_slice() {
        [] => base(rules).map(|pack| (pack, 0.0, None)),
        [(first, weight), (second, other), ..] if weight.total_cmp(other).is_eq() => {
            let message = format!(
                "the packs '{}' and '{}' claim the document with equal weight {weight}",
                first.id, second.id
            );
            let remark = Diagnostic::new(Code::PackTie, message);
            let parent = common_parent(rules, first, second).or_else(|| base(rules))?;
            Some((parent, *weight, Some(remark)))
        }
        [(first, weight), ..] => Some((first, *weight, None)),
    }
}

/// The pack without signals that most others build on: the language.
pub(super) fn base(rules: &RuleSet) -> Option<&Pack> {
    let children = |pack: &Pack| {
        rules.packs.iter().filter(|other| other.parent.as_deref() == Some(&pack.id)).count()
    };
    let plain = rules.packs.iter().filter(|pack| pack.signals.is_empty());
    plain
        .max_by(|a, b| children(a).cmp(&children(b)).then_with(|| b.id.cmp(&a.id)))
        .or_else(|| rules.packs.first())
}

fn common_parent<'r>(rules: &'r RuleSet, a: &Pack, b: &Pack) -> Option<&'r Pack> {
    let mut at = a.parent.as_deref();
    while let Some(id) = at {
        let mut other = b.parent.as_deref();
        while let Some(candidate) = other {
            if candidate == id {
                return rules.pack(id);
            }
            other = rules.pack(candidate)?.parent.as_deref();
        }
        at = rules.pack(id)?.parent.as_deref();
    }
    None
}

fn holds(
    document: &Document,
    outline: &Outline,
    path: &str,
    place: SignalPlace,
    pattern: &Pattern,
) -> bool {
    let matches = |text: &Text| pattern.find(text.folded(), &NoSlots).is_some();
    let page =
        |block: &super::outline::Block| block.lines.first().map(|line| document.lines[*line].page);
    let first = outline.blocks.first().and_then(page);
    match place {
        SignalPlace::Path => pattern.find(&Folded::new(path), &NoSlots).is_some(),
        SignalPlace::Furniture => outline.furniture.iter().any(matches),
        SignalPlace::Heading => outline
            .blocks
            .iter()
            .any(|block| block.kind == BlockKind::Heading && matches(&block.text)),
        SignalPlace::Anywhere => {
            outline.furniture.iter().any(matches)
                || outline.blocks.iter().any(|block| matches(&block.text))
        }
        SignalPlace::FirstPage => {
            let blocks =
                outline.blocks.iter().take(FIRST_BLOCKS).filter(|block| page(block) == first);
            outline.furniture.iter().any(matches)
                || blocks.into_iter().any(|block| matches(&block.text))
        }
    }
}

/// What else a document is, if the genre rules weigh it as no minutes: the note of the
/// heaviest rule. Each rule counts once, however often it matches.
/// A roll with statuses is itself a sign of minutes, heavier than any other single one.
pub(super) fn other_genre(outline: &Outline, pack: &Pack, statuses: usize) -> Option<String> {
    let mut minutes = if statuses >= 3 { ROLL_WEIGHT } else { 0.0 };
    let mut others: Vec<(f64, &str)> = Vec::new();
    for rule in pack.rules_of(RuleKind::Genre) {
        // What a letter or a press account is shows at once; minutes may open with anything.
        let is_other = rule.set.get("status").is_some_and(|status| status == "not_minutes");
        let blocks = if is_other { FIRST_BLOCKS } else { FIRST_BLOCKS * 3 };
        let seen = outline
            .blocks
            .iter()
            .take(blocks)
            .any(|block| apply::first(rule, &block.text, &NoSlots).is_some());
        if !seen {
            continue;
        }
        let weight: f64 =
            rule.set.get("weight").and_then(|weight| weight.parse().ok()).unwrap_or(1.0);
        match rule.set.get("status").map(String::as_str) {
            Some("not_minutes") => others.push((weight, &rule.note)),
            _ => minutes += weight,
        }
    }
    let weight: f64 = others.iter().map(|(weight, _)| weight).sum();
    let heaviest = others.into_iter().reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    (weight > minutes).then(|| heaviest.1.trim_end_matches('.').to_owned())
}
