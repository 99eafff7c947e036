//! Where each item is discussed: headings matched to the list, and what stands under them.
//!
//! In: the items of the list, perhaps none, and the blocks after it. Out: for each block the
//! item it stands under; items that only the discussion names are added.
//!
//! A numbered block begins an item when a rule says so, when it is the next number, or when
//! its words are those of the item of that number. Numbers within operative parts and lists
//! of decisions are no items.

use std::collections::BTreeSet;

use super::super::apply;
use super::super::ledger::Ledger;
use super::super::outline::{Block, BlockKind};
use super::super::scene::Scene;
use super::super::text::Text;
use super::settle::{child_of, name, only_item, settle};
use super::{BY_FORM, Draft, list::next_of, title};
use crate::rules::{RuleKind, SectionKind, fold_key};

/// Whether a block is a heading with a number of one level: "2 Agenda".
fn counts(block: &Block) -> bool {
    let number = block.number().unwrap_or_else(|| {
        block.text.as_str().split(' ').next().unwrap_or_default().trim_end_matches('.')
    });
    block.kind == BlockKind::Heading
        && (1..=2).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// A heading of an item's discussion.
pub(super) struct Heading {
    pub(super) number: Option<String>,
    pub(super) title: Option<Text>,
    /// Whether the title stands in the next block.
    pub(super) title_below: bool,
    /// What the block goes on with, where that is no title.
    pub(super) rest: Option<Text>,
    pub(super) rule: String,
}

/// A heading is at most this long; longer text is discussion already.
const TITLE_CHARACTERS: usize = 220;

/// A section's title that is so like that of an item on the agenda is the heading of that item.
const LISTED_LIKENESS: f64 = 0.5;

/// Assigns every block to its item.
pub(super) fn follow(
    scene: &Scene,
    ledger: &mut Ledger,
    drafts: &mut Vec<Draft>,
) -> Vec<Option<usize>> {
    let blocks = &scene.outline.blocks;
    let mut of_block = vec![None; blocks.len()];
    let has_list = !drafts.is_empty();
    let is_numbered = drafts.iter().any(|draft| draft.number.is_some());
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut current: Option<usize> = None;
    let mut title_pending = false;
    let mut level = None;
    let list_end = last_of(scene, SectionKind::Agenda);
    // Where the agenda's own heading is one of a count of sections, that count is of no items.
    let is_sectioned = scene.placed.iter().zip(blocks).any(|(placed, block)| {
        placed.is_opening && placed.kind == SectionKind::Agenda && counts(block)
    });
    for (at, block) in blocks.iter().enumerate() {
        let kind = scene.placed[at].kind;
        match kind {
            SectionKind::Agenda | SectionKind::NextAgenda => continue,
            SectionKind::Annex | SectionKind::Ignored | SectionKind::Closing => {
                current = None;
                continue;
            }
            SectionKind::Roll | SectionKind::Previous if current.is_none() => continue,
            _ => {}
        }
        if title_pending {
            title_pending = false;
            let is_title = block.kind != BlockKind::Table
                && block.number().is_none()
                && block.text.as_str().chars().count() <= TITLE_CHARACTERS
                && !scene.placed[at].is_opening;
            // Of a listed item the words below are a title where they are like the listed one.
            let fits = current.is_none_or(|item| {
                let listed = drafts[item].title.as_str();
                listed.is_empty()
                    || self::is_title(&block.text)
                        && title::likeness(listed, block.text.as_str()) > 0.0
            });
            if let (true, Some(item)) = (is_title && fits, current) {
                name(&mut drafts[item], &block.text, has_list);
                of_block[at] = current;
                continue;
            }
        }
        let may_count = matches!(
            kind,
            SectionKind::Discussion | SectionKind::Head | SectionKind::Roll | SectionKind::Previous
        );
        let next = blocks.get(at + 1);
        let is_listed = || {
            drafts.iter().any(|draft| {
                title::likeness(draft.title.as_str(), block.text.as_str()) >= LISTED_LIKENESS
            })
        };
        if is_sectioned && counts(block) && !is_listed() {
            current = None;
            continue;
        }
        let heading = by_rule(scene, block)
            .or_else(|| {
                may_count.then(|| by_number(block, next, drafts, current, has_list)).flatten()
            })
            .or_else(|| may_count.then(|| by_title(block, drafts, &seen, is_numbered)).flatten())
            .or_else(|| {
                let is_after =
                    kind == SectionKind::Discussion && list_end.is_none_or(|end| at > end);
                let has_numbers = drafts.iter().any(|draft| draft.number.is_some());
                // A heading of the level of the items before it is one more item.
                let is_open =
                    if has_list { level.is_some() && block.level == level } else { !has_numbers };
                let is_title = scene.placed[at].is_title && !has_list;
                (is_after && is_open && !scene.placed[at].is_opening)
                    .then(|| by_level(block, is_title))
                    .flatten()
            });
        if let Some(heading) = heading {
            title_pending = heading.title_below;
            level = block.level;
            current = Some(settle(
                scene,
                ledger,
                drafts,
                &mut seen,
                heading,
                block,
                is_numbered,
                has_list,
            ));
        } else if let Some(child) = child_of(scene, block, next, drafts, current) {
            current = Some(child);
        }
        of_block[at] = current;
    }
    only_item(scene, drafts, &mut of_block);
    of_block
}

/// The number that words mean: digits and letters as printed, ordinals as digits.
pub(super) fn number_of(scene: &Scene, words: &str) -> String {
    let trimmed =
        words.trim_matches(|letter: char| letter.is_whitespace() || ".)°(".contains(letter));
    let folded = fold_key(trimmed);
    let first = folded.split(char::is_whitespace).next().unwrap_or_default();
    if first.bytes().any(|byte| byte.is_ascii_digit()) || folded.len() <= 1 {
        return trimmed.to_owned();
    }
    let ordinal = scene.pack.lexicon("ordinal").lookup_folded(&folded).map(str::to_owned);
    ordinal
        .or_else(|| scene.pack.vocabulary.numbers.parse(&folded).map(|number| number.to_string()))
        .unwrap_or_else(|| trimmed.to_owned())
}

pub(super) fn last_of(scene: &Scene, kind: SectionKind) -> Option<usize> {
    scene.placed.iter().rposition(|placed| placed.kind == kind)
}

/// A heading that an item rule knows, in a block or in the first cells of its first row.
fn by_rule(scene: &Scene, block: &Block) -> Option<Heading> {
    let read = |text: &Text| {
        let reader = scene.reader(text);
        let rules = scene.pack.rules_of(RuleKind::Item).filter(|rule| {
            rule.sections.is_empty() || rule.sections.contains(&SectionKind::Discussion)
        });
        let hit = apply::best(rules, text, &reader)?;
        if hit.found.range.start > 0 {
            return None;
        }
        let number = hit.words(text, "number").map(|words| number_of(scene, words));
        let title = hit.found.get("title").map(|range| text.part(range));
        let rest = text.part(hit.found.range.end..text.folded().as_str().len());
        let title = title.or_else(|| (!rest.is_empty()).then_some(rest));
        Some((number, title, hit.rule.id.clone()))
    };
    if block.kind == BlockKind::Table {
        let row = block.rows.first()?;
        let mut cells = row.cells.iter().map(|cell| &cell.text).filter(|text| !text.is_empty());
        let (number, title, rule) = read(cells.next()?)?;
        let title = title.or_else(|| cells.next().cloned());
        return Some(Heading { number, title_below: title.is_none(), title, rest: None, rule });
    }
    let (number, title, rule) = read(&block.text)?;
    let title_below = title.is_none();
    let rest = title.clone().filter(|title| !is_title(title));
    let title = title.filter(is_title);
    Some(Heading { number, title, title_below, rest, rule })
}

/// Whether words are a title and not the discussion itself.
pub(super) fn is_title(text: &Text) -> bool {
    let words = text.as_str();
    let characters = words.chars().count();
    characters <= TITLE_CHARACTERS
        && !(words.ends_with('.') && words.split_whitespace().count() > 6)
}

/// A block with a number that is that of an item, or the next one.
fn by_number(
    block: &Block,
    next: Option<&Block>,
    drafts: &[Draft],
    current: Option<usize>,
    has_list: bool,
) -> Option<Heading> {
    let number = block.number()?;
    if block.kind == BlockKind::Table {
        return None;
    }
    let here = current.map(|at| drafts[at].parent.unwrap_or(at));
    let last = here.and_then(|at| drafts[at].number.as_deref());
    let is_next = match (last, has_list) {
        (Some(last), _) => next_of(last).eq_ignore_ascii_case(number),
        (None, true) => drafts.first().is_some_and(|first| first.number.as_deref() == Some(number)),
        (None, false) => number == "1" || number.eq_ignore_ascii_case("a"),
    };
    let listed = drafts.iter().find(|draft| {
        draft.parent.is_none()
            && draft.number.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(number))
    });
    let likeness =
        listed.map_or(0.0, |draft| title::likeness(draft.title.as_str(), block.text.as_str()));
    let runs_on = next.is_some_and(|next| next.number().is_none());
    let stands_out = block.kind == BlockKind::Heading || block.gap > 0;
    let fits = if has_list {
        listed.is_some() && (likeness >= 0.3 || is_next && (stands_out || runs_on))
    } else {
        is_next && (runs_on || stands_out)
    };
    fits.then(|| Heading {
        number: Some(number.to_owned()),
        title: Some(block.text.clone()).filter(|title| {
            // "2) The present fee is confirmed." is the discussion, not a title.
            is_title(title) && !(has_list && likeness < 0.75 && title.as_str().ends_with('.'))
        }),
        title_below: false,
        rest: None,
        rule: "outline/numbered".to_owned(),
    })
}

/// A heading whose words are those of an item that was not yet seen, and whose number, if it
/// has one, the list lacks.
fn by_title(
    block: &Block,
    drafts: &[Draft],
    seen: &BTreeSet<usize>,
    is_numbered: bool,
) -> Option<Heading> {
    if block.number().is_some() && is_numbered
        || block.kind == BlockKind::Table
        || !is_title(&block.text)
    {
        return None;
    }
    let words = block.text.as_str();
    if block.kind != BlockKind::Heading && words.ends_with(['.', ';', ',']) {
        return None;
    }
    let least = if block.kind == BlockKind::Heading { 0.6 } else { 0.9 };
    let open = drafts.iter().enumerate().filter(|(at, draft)| {
        !seen.contains(at)
            && draft.parent.is_none()
            && title::likeness(draft.title.as_str(), words) >= least
    });
    let (_, best) = open.max_by(|(_, a), (_, b)| {
        let likeness = |draft: &Draft| title::likeness(draft.title.as_str(), words);
        likeness(a).total_cmp(&likeness(b)).then(std::cmp::Ordering::Greater)
    })?;
    Some(Heading {
        number: best.number.clone().or_else(|| block.number().map(str::to_owned)),
        title: Some(block.text.clone()),
        title_below: false,
        rest: None,
        rule: if best.number.is_some() { best.rule.clone() } else { "outline/titled".to_owned() },
    })
}

/// A heading that the source marks as one, or that its form tells (`is_title`), where the
/// minutes number nothing.
fn by_level(block: &Block, is_title: bool) -> Option<Heading> {
    let is_marked =
        is_title || block.kind == BlockKind::Heading && block.level.is_some_and(|level| level > 1);
    is_marked.then(|| Heading {
        number: block.number().map(str::to_owned),
        title: Some(block.text.clone()),
        title_below: false,
        rest: None,
        rule: BY_FORM.to_owned(),
    })
}
