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
use super::{Draft, MAIN, list::next_of, title};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Confidence;
use crate::rules::{RuleKind, SectionKind, fold_key};

/// A heading of an item's discussion.
struct Heading {
    number: Option<String>,
    title: Option<Text>,
    /// Whether the title stands in the next block.
    title_below: bool,
    /// What the block goes on with, where that is no title.
    rest: Option<Text>,
    rule: String,
}

/// A heading is at most this long; longer text is discussion already.
const TITLE_CHARACTERS: usize = 220;

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
                (is_after && is_open).then(|| by_level(block)).flatten()
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

fn last_of(scene: &Scene, kind: SectionKind) -> Option<usize> {
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
fn is_title(text: &Text) -> bool {
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

/// A heading that the source marks as one, where the minutes number nothing.
fn by_level(block: &Block) -> Option<Heading> {
    let is_marked = block.kind == BlockKind::Heading && block.level.is_some_and(|level| level > 1);
    is_marked.then(|| Heading {
        number: block.number().map(str::to_owned),
        title: Some(block.text.clone()),
        title_below: false,
        rest: None,
        rule: "outline/heading".to_owned(),
    })
}

/// The item of a heading: the listed one of its number or title, or a new one.
#[expect(clippy::too_many_arguments, reason = "the state of one walk over the blocks")]
fn settle(
    scene: &Scene,
    ledger: &mut Ledger,
    drafts: &mut Vec<Draft>,
    seen: &mut BTreeSet<usize>,
    heading: Heading,
    block: &Block,
    is_numbered: bool,
    has_list: bool,
) -> usize {
    let same = |known: &str, number: &str| {
        let key = |text: &str| fold_key(text).replace([' ', '.', '-'], "");
        key(known) == key(number)
    };
    let by_number = heading.number.as_deref().and_then(|number| {
        let fitting = drafts.iter().enumerate().filter(|(_, draft)| {
            draft.parent.is_none()
                && draft.number.as_deref().is_some_and(|known| same(known, number))
        });
        // A number given twice (a supplement) goes to the item not yet seen.
        fitting.min_by_key(|(at, _)| seen.contains(at)).map(|(at, _)| at)
    });
    let by_title = heading.title.as_ref().filter(|_| !is_numbered || heading.number.is_none());
    let by_title = by_title.and_then(|title| {
        drafts.iter().position(|draft| {
            draft.parent.is_none() && title::likeness(draft.title.as_str(), title.as_str()) >= 0.6
        })
    });
    // A list without numbers is discussed in its order.
    let by_order = (has_list && !is_numbered)
        .then(|| heading.number.as_deref()?.parse::<usize>().ok())
        .flatten()
        .and_then(|number| number.checked_sub(1))
        .filter(|at| *at < drafts.len());
    if let Some(at) = by_number.or(by_title).or(by_order) {
        seen.insert(at);
        if !is_numbered && drafts[at].number.is_none() {
            // The discussion numbers what the list gave bullets.
            drafts[at].number.clone_from(&heading.number);
        }
        if let Some(title) = &heading.title {
            let titled = title::trimmed(scene, title);
            let likeness = title::likeness(drafts[at].title.as_str(), titled.as_str());
            if likeness == 0.0 && is_title(title) && has_list {
                let message = format!(
                    "the agenda says '{}' and the discussion '{}'",
                    drafts[at].title.as_str(),
                    titled.as_str()
                );
                ledger.remark(
                    Diagnostic::new(Code::ItemTitleDiffers, message)
                        .at(title.whole())
                        .rule(heading.rule.clone()),
                );
            }
            name(&mut drafts[at], title, has_list);
        }
        return at;
    }
    if has_list {
        let words = heading.title.as_ref().map_or("", Text::as_str);
        let number = heading.number.as_deref().unwrap_or("-");
        let message = format!("the agenda holds no item {number} {words}");
        ledger.remark(
            Diagnostic::new(Code::ItemUnlisted, message)
                .at(block.text.whole())
                .rule(heading.rule.clone()),
        );
    }
    let title = heading.title.unwrap_or_else(|| {
        // The discussion begins at once: its first words stand for the title.
        if heading.title_below {
            Text::default()
        } else {
            first_words(heading.rest.as_ref().unwrap_or(&block.text))
        }
    });
    drafts.push(Draft {
        number: heading.number,
        title,
        rule: heading.rule,
        confidence: Confidence::Medium,
        part: MAIN,
        parent: None,
        heading: None,
    });
    seen.insert(drafts.len() - 1);
    drafts.len() - 1
}

/// The words up to the first full stop, or the first dozen.
fn first_words(text: &Text) -> Text {
    let words = text.as_str();
    let stop = words.find(['.', ';', ':']).unwrap_or(words.len());
    let dozen = words.match_indices(' ').nth(11).map_or(words.len(), |(at, _)| at);
    text.part_of_reading(0..stop.min(dozen))
}

fn name(draft: &mut Draft, heading: &Text, has_list: bool) {
    if has_list && !draft.title.is_empty() {
        draft.heading.get_or_insert_with(|| heading.clone());
    } else if draft.title.is_empty() {
        draft.title = heading.clone();
    }
}

/// A short heading without a number under "miscellaneous": an item of its own.
fn child_of(
    scene: &Scene,
    block: &Block,
    next: Option<&Block>,
    drafts: &mut Vec<Draft>,
    current: Option<usize>,
) -> Option<usize> {
    let current = current?;
    let parent = drafts[current].parent.unwrap_or(current);
    let title = title::trimmed(scene, &drafts[parent].title);
    scene.pack.lexicon("miscellaneous").lookup(title.as_str())?;
    let words = block.text.as_str();
    let is_short = words.chars().count() <= 80 && words.split_whitespace().count() <= 10;
    let leads = next.is_some_and(|next| {
        next.kind == BlockKind::Paragraph
            && next.text.as_str().chars().count() > words.chars().count()
    });
    let is_heading = block.kind == BlockKind::Heading && block.number().is_none();
    if !(is_heading && is_short && leads) {
        return None;
    }
    drafts.push(Draft {
        number: None,
        title: block.text.clone(),
        rule: "outline/heading".to_owned(),
        confidence: Confidence::Medium,
        part: MAIN,
        parent: Some(parent),
        heading: None,
    });
    Some(drafts.len() - 1)
}

/// Where the minutes have one item and no heading for it, all that is discussed is about it.
fn only_item(scene: &Scene, drafts: &[Draft], of_block: &mut [Option<usize>]) {
    if drafts.len() != 1 || of_block.iter().any(Option::is_some) {
        return;
    }
    let list_end = last_of(scene, SectionKind::Agenda).unwrap_or(0);
    for (at, placed) in scene.placed.iter().enumerate().skip(list_end + 1) {
        let is_about = matches!(
            placed.kind,
            SectionKind::Discussion
                | SectionKind::Resolution
                | SectionKind::Decisions
                | SectionKind::Actions
                | SectionKind::Agenda
        );
        if is_about {
            of_block[at] = Some(0);
        }
    }
}
