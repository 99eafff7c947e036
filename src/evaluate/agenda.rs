//! The agenda against gold: which items, and what became of them.
//!
//! In: a gold record and the rows of `agenda_items`. Out: verdicts on the sheet. Titles decide
//! which item is which; the number must agree where gold gives one.
//!
//! Invariant: children of an item that gold does not hold are neither right nor
//! wrong, since gold lists what the agenda lists.

use super::Found;
use super::compare::{Folded, Pair, SHORTEST_PART, pair_up};
use super::field::Field;
use super::gold::{GoldItem, GoldMention, GoldRecord};
use super::score::Sheet;
use crate::model::{AgendaItem, Outcome, Word as _};

/// Judges the agenda.
pub(super) fn score(gold: &GoldRecord, found: &Found<'_>, sheet: &mut Sheet) {
    if !gold.is_complete("agenda", gold.agenda.is_some()) {
        return;
    }
    let items: Vec<&GoldItem> = gold.agenda.iter().flatten().collect();
    let rows = found.agenda_items;
    let titles: Vec<[Folded; 2]> = rows
        .iter()
        .map(|row| {
            let discussed = row.title_in_discussion.as_deref().unwrap_or_default();
            [Folded::new(&row.title), Folded::new(discussed)]
        })
        .collect();
    let wanted: Vec<Folded> = items.iter().map(|item| Folded::new(&item.title)).collect();

    let mut candidates = Vec::new();
    for (gold, title) in wanted.iter().enumerate() {
        for (found, others) in titles.iter().enumerate() {
            let alike =
                others.iter().filter_map(|other| alike(title, other)).max_by(f64::total_cmp);
            if let Some(alike) = alike {
                let agreement = u32::from(has_number(items[gold], &rows[found]));
                candidates.push(Pair { gold, found, alike, agreement });
            }
        }
    }
    let pairs = pair_up(candidates);

    for (index, item) in items.iter().enumerate() {
        let found = pairs.iter().find(|pair| pair.gold == index).map(|pair| pair.found);
        match found {
            Some(row) => {
                let is_strict = titles[row].iter().any(|title| title.is_same(&wanted[index]));
                judge(item, &rows[row], is_strict, sheet);
                outcome(item, &wanted[index], &rows[row], gold, sheet);
            }
            None if item.optional => {}
            None => {
                sheet.miss(Field::ItemStrict);
                sheet.miss(Field::Item);
                let outcome = expected_outcome(item, &wanted[index], gold);
                if outcome.is_some_and(|outcome| outcome != Outcome::Unknown.word()) {
                    sheet.miss(Field::ItemOutcome);
                }
                let number = item.number.as_ref().map(|number| number.0.as_str());
                sheet.note(Field::Item, number, Some(&item.title), None, None);
            }
        }
    }
    for (index, row) in rows.iter().enumerate() {
        if row.parent_id.is_none() && pairs.iter().all(|pair| pair.found != index) {
            sheet.excess(Field::ItemStrict);
            sheet.excess(Field::Item);
            sheet.judge("agenda_items", row.evidence.confidence, false);
            let number = row.number.as_deref();
            sheet.note(Field::Item, number, None, Some(&row.title), Some(&row.evidence));
        }
    }
}

/// Titles are short, so one inside the other counts at any length, but only as whole words.
fn alike(title: &Folded, other: &Folded) -> Option<f64> {
    let part = || title.stands_in_either(other).then(|| title.shared(other));
    title.alike(other, SHORTEST_PART).or_else(part)
}

fn has_number(item: &GoldItem, row: &AgendaItem) -> bool {
    item.number.as_ref().is_none_or(|number| {
        row.number.as_ref().is_some_and(|other| Folded::new(other).is_same(&Folded::new(&number.0)))
    })
}

fn judge(item: &GoldItem, row: &AgendaItem, is_strict: bool, sheet: &mut Sheet) {
    let is_numbered = has_number(item, row);
    for (field, is_right) in [(Field::Item, true), (Field::ItemStrict, is_strict)] {
        if is_right && is_numbered {
            sheet.right(field);
        } else {
            sheet.miss(field);
            sheet.excess(field);
        }
    }
    sheet.judge("agenda_items", row.evidence.confidence, is_numbered);
    let evidence = Some(&row.evidence);
    if !is_numbered {
        let number = item.number.as_ref().map(|number| number.0.as_str());
        let found = row.number.as_deref().unwrap_or("no number");
        sheet.note(Field::Item, Some(&item.title), number, Some(found), evidence);
    } else if !is_strict {
        sheet.note(Field::ItemStrict, None, Some(&item.title), Some(&row.title), evidence);
    }
}

fn outcome(
    item: &GoldItem,
    title: &Folded,
    row: &AgendaItem,
    gold: &GoldRecord,
    sheet: &mut Sheet,
) {
    let Some(expected) = expected_outcome(item, title, gold) else { return };
    let number = item.number.as_ref().map(|number| number.0.as_str());
    let others = number.and_then(|number| gold.outcome_alternatives.get(number));
    let found = (row.outcome != Outcome::Unknown).then(|| row.outcome.word());
    let is_right = |expected: &str, found: &str| {
        expected == found || others.is_some_and(|others| others.iter().any(|other| other == found))
    };
    let is_free = expected == Outcome::Unknown.word()
        || others.is_some_and(|others| others.iter().any(|other| other == Outcome::Unknown.word()));
    // Where the text does not tell, finding no outcome is right and not counted.
    if found.is_none() && is_free {
        return;
    }
    let expected = (expected != Outcome::Unknown.word()).then_some(expected);
    let expected = expected.or(found.filter(|found| is_right("", found)));
    let (row_title, evidence) = (Some(item.title.as_str()), Some(&row.evidence));
    sheet.value(Field::ItemOutcome, row_title, expected, found, evidence, is_right);
}

/// What the item's own record says, or the lists of items put off or never discussed.
fn expected_outcome<'a>(item: &'a GoldItem, title: &Folded, gold: &GoldRecord) -> Option<&'a str> {
    // A text must be the title itself: an item put off may be a part of what was discussed.
    let is_named = |mention: &GoldMention| {
        let by_number = mention.agenda_number.is_some() && mention.agenda_number == item.number;
        by_number || mention.text.as_ref().is_some_and(|text| title.is_same(&Folded::new(text)))
    };
    if let Some(outcome) = &item.outcome {
        Some(outcome)
    } else if gold.not_treated.iter().any(is_named) {
        Some(Outcome::NotDiscussed.word())
    } else if gold.deferred.iter().any(is_named) {
        Some(Outcome::Deferred.word())
    } else {
        None
    }
}
