//! The agenda: its items, where each is discussed, and what became of it.
//!
//! In: a [`Scene`] with its sections. Out: [`Agenda`]: the items in the order of the list (or
//! of the discussion, where there is no list), and for each block of the outline the item under
//! which it stands.
//!
//! Items are matched by number first; the title is a check, and the key where there are no
//! numbers. Steps: list -> headings of the discussion -> children of "miscellaneous" ->
//! outcomes.
//!
//! Invariant: an item is never dropped because its discussion is missing.

mod discussion;
mod list;
mod outcome;
mod settle;
mod table;
mod title;

use super::ledger::Ledger;
use super::scene::Scene;
use super::text::Text;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AgendaItem, Confidence, Outcome, Span};

/// The items of a meeting and the blocks that stand under them.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    /// Items, children after their parent.
    pub items: Vec<AgendaItem>,
    /// For each block of the outline, the item under which it is discussed.
    pub of_block: Vec<Option<usize>>,
}

/// An item before its outcome is known.
#[derive(Clone, Debug)]
struct Draft {
    number: Option<String>,
    title: Text,
    rule: String,
    confidence: Confidence,
    part: &'static str,
    /// The item that holds it.
    parent: Option<usize>,
    /// Heading of its discussion.
    heading: Option<Text>,
}

/// The part of the agenda that was sent out with the convocation.
const MAIN: &str = "main";
/// The rule of items that only titles of the discussion tell.
pub(super) const BY_FORM: &str = "outline/heading";
/// The part that was added to it, and counts from 1 again.
const SUPPLEMENT: &str = "supplement";

/// How many items a text counts: "a) ...; b) ..." are two. `after`: the number before them.
pub(super) fn counted(text: &Text, after: Option<&str>) -> usize {
    list::counted(text, after)
}

/// Reads the agenda.
pub(super) fn read(scene: &Scene, ledger: &mut Ledger) -> Agenda {
    let mut drafts = list::read(scene, ledger);
    if drafts.is_empty() {
        drafts = table::read(scene, ledger);
    }
    let has_list = !drafts.is_empty();
    let of_block = discussion::follow(scene, ledger, &mut drafts);
    if drafts.is_empty() {
        ledger.remark(Diagnostic::new(Code::AgendaMissing, "no agenda and no headings of items"));
        return Agenda { items: Vec::new(), of_block };
    }
    let mut items: Vec<AgendaItem> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        let item = item_of(scene, ledger, draft, &items, has_list);
        let ending = outcome::of(scene, &of_block, at, &drafts);
        let mut item = AgendaItem { outcome: ending.outcome, ..item };
        item.outcome_raw = ending.words.as_ref().map(|words| words.as_str().to_owned());
        item.deferred_to = ending.deferred_to;
        if let (Some(words), Some(rule)) = (&ending.words, &ending.rule) {
            ledger.prove("agenda_items", &item.agenda_item_id, "outcome", words.whole(), rule);
        }
        if ending.outcome == Outcome::Unknown {
            let message = format!("nothing is said of what became of '{}'", item.title);
            ledger.remark(Diagnostic::new(Code::OutcomeUnknown, message).at(draft.title.whole()));
        }
        items.push(item);
    }
    Agenda { items, of_block }
}

fn item_of(
    scene: &Scene,
    ledger: &mut Ledger,
    draft: &Draft,
    items: &[AgendaItem],
    has_list: bool,
) -> AgendaItem {
    let title = title::trimmed(scene, &draft.title);
    let span: Span = title.whole();
    let evidence = ledger.evidence(span, &draft.rule, draft.confidence);
    let agenda_item_id = ledger.key("agenda_items", evidence.place.char_start);
    let own = draft.number.clone().unwrap_or_else(|| title.as_str().to_owned());
    let parent = draft.parent.map(|parent| &items[parent]);
    let path = parent.map_or(own.clone(), |parent| format!("{} / {own}", parent.path));
    let heading = draft.heading.as_ref().map(|heading| title::trimmed(scene, heading));
    let heading = heading.filter(|heading| heading.as_str() != title.as_str() && has_list);
    if let Some(heading) = &heading {
        ledger.prove(
            "agenda_items",
            &agenda_item_id,
            "title_in_discussion",
            heading.whole(),
            &draft.rule,
        );
    }
    AgendaItem {
        agenda_item_id,
        document_id: ledger.document_id.clone(),
        meeting_id: scene.meeting_id.clone(),
        parent_id: parent.map(|parent| parent.agenda_item_id.clone()),
        agenda_part: draft.part.to_owned(),
        number: draft.number.clone(),
        path,
        title: title.as_str().to_owned(),
        title_in_discussion: heading.map(|heading| heading.as_str().to_owned()),
        outcome: Outcome::Unknown,
        outcome_raw: None,
        deferred_to: None,
        taken_up_in: None,
        evidence,
    }
}
