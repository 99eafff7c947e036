//! Which item a heading of the discussion begins: one of the list, or one of its own.

use std::collections::BTreeSet;

use super::super::ledger::Ledger;
use super::super::outline::{Block, BlockKind};
use super::super::scene::Scene;
use super::super::text::Text;
use super::discussion::{Heading, is_title, last_of};
use super::{Draft, MAIN, title};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Confidence;
use crate::rules::{SectionKind, fold_key};

/// The item of a heading: the listed one of its number or title, or a new one.
#[expect(clippy::too_many_arguments, reason = "the state of one walk over the blocks")]
pub(super) fn settle(
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
pub(super) fn first_words(text: &Text) -> Text {
    let words = text.as_str();
    let stop = words.find(['.', ';', ':']).unwrap_or(words.len());
    let dozen = words.match_indices(' ').nth(11).map_or(words.len(), |(at, _)| at);
    text.part_of_reading(0..stop.min(dozen))
}

pub(super) fn name(draft: &mut Draft, heading: &Text, has_list: bool) {
    if has_list && !draft.title.is_empty() {
        draft.heading.get_or_insert_with(|| heading.clone());
    } else if draft.title.is_empty() {
        draft.title = heading.clone();
    }
}

/// A short heading without a number under "miscellaneous": an item of its own.
pub(super) fn child_of(
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
pub(super) fn only_item(scene: &Scene, drafts: &[Draft], of_block: &mut [Option<usize>]) {
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
