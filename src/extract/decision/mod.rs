//! Decisions, their owners, deadlines and votes: from tables, from prose, from lists.
//!
//! In: a scene whose header and roll have been read, and its agenda. Out: rows of `decisions`,
//! `decision_owners`, `deadlines`. Names of owners stay as written.
//!
//! Prose and table that say the same are linked: the table's row is the primary one and
//! inherits what only the prose says ([`same`]).
//!
//! Invariant: a row has a trigger, a table's header or a list's heading that makes it a
//! decision; a past act, a possibility, a need or a rule of others is none.

mod clause;
mod coded;
mod deadline;
mod draft;
mod led;
mod list;
mod owner;
mod record;
mod same;
mod table;
mod vote;

use std::collections::BTreeSet;

use super::agenda::Agenda;
use super::ledger::Ledger;
use super::outline::BlockKind;
use super::scene::Scene;
use super::sentence::sentences;
use crate::model::{AgendaItem, Deadline, Decision, DecisionOwner};
use crate::rules::SectionKind;
use draft::Draft;

pub(super) use clause::{read_sentence, read_with};
pub(super) use deadline::deadline_with;

/// What was decided, whose it is, and by when.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    /// Rows of `decisions`.
    pub(super) rows: Vec<Decision>,
    /// Rows of `decision_owners`.
    pub(super) owners: Vec<DecisionOwner>,
    /// Rows of `deadlines`.
    pub(super) deadlines: Vec<Deadline>,
}

/// Sections whose sentences may decide.
const PROSE: [SectionKind; 6] = [
    SectionKind::Head,
    SectionKind::Discussion,
    SectionKind::Decisions,
    SectionKind::Actions,
    SectionKind::Resolution,
    SectionKind::Closing,
];

/// Reads the decisions of a meeting.
pub(super) fn read(scene: &Scene<'_>, ledger: &mut Ledger<'_>, agenda: &Agenda) -> Decisions {
    let mut drafts: Vec<Draft> = Vec::new();
    // The draft under whose trigger the items that follow are listed.
    let mut open: Option<usize> = None;
    // The rule of a lead to which no draft belongs: "Tasks:" at the end of a paragraph.
    let mut under: Option<String> = None;
    let mut header = table::Open::default();
    let summaries = summaries(scene, agenda);
    for (at, (block, placed)) in scene.outline.blocks.iter().zip(&scene.placed).enumerate() {
        // An act with a single object is about it from the first line to the last.
        let only = (agenda.items.len() == 1).then_some(0);
        let item = agenda.of_block.get(at).copied().flatten().or(only);
        let first = drafts.len();
        if block.kind != BlockKind::Table {
            header.pass(scene, block);
        }
        match block.kind {
            BlockKind::Table => {
                open = None;
                table::read(scene, ledger, block, placed, &mut header, &mut drafts);
            }
            _ if !PROSE.contains(&placed.kind) => open = None,
            _ if list::ignored(scene, &block.text) || summaries.contains(&placed.run) => {}
            _ if list::take_label(scene, ledger, block, placed.is_opening, &mut drafts) => {}
            BlockKind::Item if open.is_some() && !list::is_listing(placed.kind) => {
                list::child(scene, block, open, &mut drafts);
            }
            BlockKind::Item if under.is_some() && !list::is_listing(placed.kind) => {
                led::item(scene, ledger, block, under.as_deref().unwrap_or_default(), &mut drafts);
            }
            _ if !list::is_listing(placed.kind) && list::is_task(block) => {
                list::task(scene, ledger, block, &mut drafts);
            }
            _ if list::is_listing(placed.kind) => {
                list::read(scene, ledger, block, placed, &mut open, &mut drafts);
            }
            _ => {
                open = None;
                under = led::lead(scene, at);
                read_prose(scene, block, at, &mut open, &mut drafts);
            }
        }
        if block.kind == BlockKind::Table || list::is_listing(placed.kind) {
            under = None;
        }
        for draft in &mut drafts[first..] {
            draft.block = at;
            let is_named = |item: &AgendaItem| {
                let names = |number: &str| draft.item_number.as_deref() == Some(number);
                item.number.as_deref().is_some_and(names)
            };
            draft.item = agenda.items.iter().position(is_named).or(draft.item);
            // A list of actions at the end gathers what all items gave; it is under none.
            if placed.kind != SectionKind::Actions {
                draft.item = draft.item.or(item);
            }
        }
    }
    vote::attach(scene, ledger, &mut drafts);
    same::link(scene, &mut drafts);
    record::write(scene, ledger, agenda, &drafts)
}

/// Runs of blocks behind a label such as "Summary: ..." under an item whose decision stands behind
/// a label of its own: they tell how it came to be, and decide nothing besides.
fn summaries(scene: &Scene<'_>, agenda: &Agenda) -> BTreeSet<usize> {
    let item = |at: usize| agenda.of_block.get(at).copied().flatten();
    let labelled = |kind: SectionKind| {
        let placed = scene.placed.iter().enumerate();
        placed.filter(move |(_, placed)| {
            placed.kind == kind && placed.is_opening && placed.content.is_some()
        })
    };
    let decided: BTreeSet<Option<usize>> =
        labelled(SectionKind::Decisions).map(|(at, _)| item(at)).collect();
    labelled(SectionKind::Discussion)
        .filter(|(at, _)| item(*at).is_some() && decided.contains(&item(*at)))
        .map(|(_, placed)| placed.run)
        .collect()
}

fn read_prose(
    scene: &Scene<'_>,
    block: &super::outline::Block,
    at: usize,
    open: &mut Option<usize>,
    drafts: &mut Vec<Draft>,
) {
    if block.kind == BlockKind::Heading {
        return;
    }
    let next_is_item =
        scene.outline.blocks.get(at + 1).is_some_and(|next| next.kind == BlockKind::Item);
    let parts = sentences(&block.text, scene.pack);
    let count = parts.len();
    let first = drafts.len();
    let mut label = None;
    for (index, sentence) in parts.into_iter().enumerate() {
        let is_last = index + 1 == count;
        if let Some(rule) = label {
            drafts.push(list::labelled(scene, &sentence, rule));
            continue;
        }
        // "Decided. The room stays shut.": a label that ends in a dot.
        label = (index == 0 && !is_last).then(|| list::label(scene, &sentence)).flatten();
        if label.is_some() {
            continue;
        }
        if drafts.len() > first && list::is_labelled_remark(scene, &sentence) {
            let last = drafts.len() - 1;
            list::complete(scene, &sentence, &mut drafts[last]);
            continue;
        }
        for mut draft in clause::drafts(scene, &sentence, scene.placed[at].kind) {
            draft.is_complete = !(is_last && block.kind == BlockKind::Paragraph)
                || sentence.as_str().ends_with(['.', ';', ':', '!', '?', ')', '"', '”', '»']);
            drafts.push(draft);
            if is_last && next_is_item && sentence.as_str().ends_with(':') {
                *open = Some(drafts.len() - 1);
            }
        }
        if is_last && next_is_item && open.is_none() && led::leads(scene, &sentence) {
            drafts.push(list::labelled(scene, &sentence, "list/led"));
            *open = Some(drafts.len() - 1);
        }
    }
}
