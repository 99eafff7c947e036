//! Decisions and actions against gold: which, by whom, by when.
//!
//! In: a gold record and the rows of `decisions` that are primary (`same_as` is null), with
//! their owners and items. Out: verdicts on the sheet. Texts decide which row is which; the
//! other values are judged on matched rows alone.
//!
//! Invariant: what gold calls debatable or optional, and the parent of a list that gold does
//! not hold, is neither right nor wrong. Where gold is complete for decisions or for actions
//! only, no row is extra: it may be of the other kind.

use super::Found;
use super::compare::{Folded, Pair, SHORTEST_PART, pair_up};
use super::field::Field;
use super::gold::{GoldDecision, GoldRecord};
use super::score::Sheet;
use crate::model::{Decision, DecisionOwner, OwnerKind, Word as _, iso};

/// Judges the decisions.
pub(super) fn score(gold: &GoldRecord, found: &Found<'_>, sheet: &mut Sheet) {
    let holds_any = gold.decisions.is_some() || gold.actions.is_some();
    let lists = [("decisions", &gold.decisions), ("actions", &gold.actions)]
        .map(|(name, list)| (gold.is_complete(name, holds_any), list.iter().flatten()));
    let complete = lists.iter().filter(|(is_complete, _)| *is_complete).count();
    if complete == 0 {
        return;
    }
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    let mut neutral: Vec<Folded> =
        gold.optional_decisions.iter().map(|row| Folded::new(&row.0.text)).collect();
    for (is_complete, list) in lists {
        for row in list {
            let text = Folded::new(&row.text);
            if is_complete && !row.either && !row.optional {
                wanted.push(Wanted { gold: row, text });
            } else {
                neutral.push(text);
            }
        }
    }
    let rows: Vec<Row<'_>> = found
        .decisions
        .iter()
        .filter(|row| row.same_as.is_none())
        .map(|row| Row::new(row, found))
        .collect();

    let pairs = pair_up(candidates(&wanted, &rows));
    for (index, row) in wanted.iter().enumerate() {
        if let Some(pair) = pairs.iter().find(|pair| pair.gold == index) {
            judge(row, &rows[pair.found], sheet);
        } else {
            sheet.miss(Field::DecisionStrict);
            sheet.miss(Field::Decision);
            sheet.note(Field::Decision, None, Some(&row.gold.text), None, None);
        }
    }
    for (index, row) in rows.iter().enumerate() {
        let is_neutral = complete < 2
            || row.is_parent
            || neutral.iter().any(|text| text.alike(&row.text, SHORTEST_PART).is_some());
        if !is_neutral && pairs.iter().all(|pair| pair.found != index) {
            let evidence = &row.facts.evidence;
            sheet.excess(Field::DecisionStrict);
            sheet.excess(Field::Decision);
            sheet.judge("decisions", evidence.confidence, false);
            sheet.note(Field::Decision, None, None, Some(&row.facts.text), Some(evidence));
        }
    }
}

struct Wanted<'a> {
    gold: &'a GoldDecision,
    text: Folded,
}

struct Row<'a> {
    facts: &'a Decision,
    text: Folded,
    owners: Vec<&'a DecisionOwner>,
    /// Numbers of its agenda item and of the items that hold it.
    items: Vec<&'a str>,
    is_parent: bool,
}

impl<'a> Row<'a> {
    fn new(facts: &'a Decision, found: &Found<'a>) -> Self {
        let id = &facts.decision_id;
        let mut owners: Vec<_> =
            found.decision_owners.iter().filter(|owner| owner.decision_id == *id).collect();
        owners.sort_by_key(|owner| owner.owner_number);
        let is_parent = found.decisions.iter().any(|row| row.parent_id.as_ref() == Some(id));
        let items = numbers(facts.agenda_item_id.as_deref(), found);
        Self { facts, text: Folded::new(&facts.text), owners, items, is_parent }
    }

    /// Owners as written, or in reading form.
    fn owner_texts(&self) -> [Folded; 2] {
        [
            Folded::all(self.owners.iter().map(|owner| owner.owner_raw.as_str())),
            Folded::all(self.owners.iter().map(|owner| owner.owner.as_str())),
        ]
    }

    fn deadline_date(&self) -> Option<String> {
        self.facts.deadline_date.map(iso)
    }
}

fn numbers<'a>(item: Option<&str>, found: &Found<'a>) -> Vec<&'a str> {
    let mut numbers = Vec::new();
    let mut next = item;
    // A chain of parents is at most as long as the agenda, even where it runs in a circle.
    for _ in found.agenda_items {
        let item =
            found.agenda_items.iter().find(|item| Some(item.agenda_item_id.as_str()) == next);
        let Some(item) = item else { break };
        numbers.extend(item.number.as_deref());
        next = item.parent_id.as_deref();
    }
    numbers
}

/// Among texts that are equally alike (the same task given to two people) the values decide.
fn candidates(wanted: &[Wanted<'_>], rows: &[Row<'_>]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (gold, row) in wanted.iter().enumerate() {
        for (found, other) in rows.iter().enumerate() {
            if let Some(alike) = row.text.alike(&other.text, SHORTEST_PART) {
                let owners = row.gold.owners().is_some_and(|owners| {
                    let owners = Folded::all(owners);
                    other.owner_texts().iter().any(|texts| texts.is_part_either_way(&owners))
                });
                let date =
                    row.gold.deadline_date.value().is_some_and(|date| {
                        other.deadline_date().is_some_and(|found| found == *date)
                    });
                let item = row.gold.item.value().is_some_and(|item| is_item(&item.0, other));
                let agreement = 4 * u32::from(owners) + 2 * u32::from(date) + u32::from(item);
                pairs.push(Pair { gold, found, alike, agreement });
            }
        }
    }
    pairs
}

fn is_item(number: &str, row: &Row<'_>) -> bool {
    let number = Folded::new(number);
    row.items.iter().any(|other| Folded::new(other).is_same(&number))
}

fn judge(wanted: &Wanted<'_>, row: &Row<'_>, sheet: &mut Sheet) {
    let (gold, facts) = (wanted.gold, row.facts);
    let evidence = Some(&facts.evidence);
    let text = Some(gold.text.as_str());
    sheet.right(Field::Decision);
    sheet.judge("decisions", facts.evidence.confidence, true);
    let is_strict = wanted.text.is_same(&row.text);
    sheet.value(Field::DecisionStrict, None, text, Some(&facts.text), evidence, |_, _| is_strict);

    if gold.item.is_said() {
        let item = gold.item.value().map(|item| item.0.as_str());
        let found = row.items.first().copied();
        sheet.value(Field::DecisionItem, text, item, found, evidence, |item, _| is_item(item, row));
    }
    owners(gold, row, sheet);
    if gold.deadline_text.is_said() {
        let words = gold.deadline_text.value().map(String::as_str);
        let found = facts.deadline_raw.as_deref();
        sheet.value(Field::DeadlineRaw, text, words, found, evidence, |a, b| {
            let (a, b) = (Folded::new(a), Folded::new(b));
            a.stands_in_either(&b) || a.alike(&b, SHORTEST_PART).is_some()
        });
    }
    if gold.deadline_date.is_said() {
        let found = row.deadline_date();
        let others = &gold.deadline_alternatives;
        // An alternative stands beside a null too, where the date may be worked out or not.
        let other = others.iter().find(|other| found.as_deref() == Some(other));
        let date = other.or(gold.deadline_date.value().map(String::as_str));
        if found.is_some() || !others.allow_nothing() {
            let found = found.as_deref();
            sheet.value(Field::DeadlineDate, text, date, found, evidence, |a, b| a == b);
        }
    }
    if let Some(code) = &gold.code {
        let found = facts.code.as_deref();
        sheet.value(Field::Code, text, Some(&code.0), found, evidence, |a, b| {
            Folded::new(a).is_same(&Folded::new(b))
        });
    }
}

fn owners(gold: &GoldDecision, row: &Row<'_>, sheet: &mut Sheet) {
    let Some(wanted) = gold.owners() else { return };
    let text = Some(gold.text.as_str());
    let shown: Vec<&str> = row.owners.iter().map(|owner| owner.owner_raw.as_str()).collect();
    let (shown, joined) = (shown.join(", "), wanted.join(", "));
    let found = (!row.owners.is_empty()).then_some(shown.as_str());
    let names = (!wanted.is_empty()).then_some(joined.as_str());
    if found.is_none() && gold.owner_optional {
        return;
    }
    let folded = Folded::new(&joined);
    let texts = row.owner_texts();
    let is_soft = texts.iter().any(|owners| owners.is_part_either_way(&folded));
    let is_strict = texts.iter().any(|owners| owners.has_same_long_words(&folded));
    for (field, is_right) in [(Field::Owners, is_soft), (Field::OwnersStrict, is_strict)] {
        if gold.owner_optional && !is_right {
            // The owner may be left out, so that only naming a wrong one is a fault.
            sheet.excess(field);
        } else {
            match (names, found) {
                (Some(_), Some(_)) if is_right => sheet.right(field),
                (Some(_), Some(_)) => {
                    sheet.miss(field);
                    sheet.excess(field);
                }
                (Some(_), None) => sheet.miss(field),
                (None, Some(_)) => sheet.excess(field),
                (None, None) => {}
            }
        }
    }
    let evidence = row.owners.first().map(|owner| &owner.evidence);
    if !(is_soft && is_strict) && (names, found) != (None, None) {
        let field = if is_soft { Field::OwnersStrict } else { Field::Owners };
        sheet.note(field, text, names, found, evidence);
    }
    if gold.owner_is_role && is_soft {
        if row.owners.iter().all(|owner| owner.owner_kind == OwnerKind::Role) {
            sheet.right(Field::OwnerRole);
        } else {
            sheet.miss(Field::OwnerRole);
            let kind = row.owners.first().map(|owner| owner.owner_kind.word());
            sheet.note(Field::OwnerRole, text, Some(OwnerKind::Role.word()), kind, evidence);
        }
    }
}
