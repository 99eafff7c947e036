//! Items that were put off, traced until a later agenda of the body takes them up.

use super::terms::Index;
use super::{Later, Link};
use crate::model::{Confidence, DecisionKind, Outcome as ItemOutcome, State};
use crate::resolve::outcome::Outcome;
use crate::resolve::scope::Scope;

/// Likeness of titles from which on a later item is the one that was put off.
const SAME_TITLE: f64 = 0.8;

/// Meetings of the body among which a deferred item is looked for.
const MEETINGS: usize = 6;

/// Links deferrals to the items that take them up, and the items to each other.
pub(super) fn links<'a>(scope: &Scope<'a>, index: &Index<'a>, out: &mut Outcome) -> Vec<Link<'a>> {
    let mut links = Vec::new();
    for (from, view) in scope.meetings.iter().enumerate().filter(|(at, _)| index.is_counted[*at]) {
        for item in view.items.iter().filter(|item| item.outcome == ItemOutcome::Deferred) {
            let title = index.terms(&item.title);
            if title.is_empty() {
                continue;
            }
            let later = scope.meetings.iter().enumerate().skip(from + 1).filter(|(at, other)| {
                index.is_counted[*at]
                    && other.date() > view.date()
                    && index.bodies[*at] == index.bodies[from]
            });
            let found = later.take(MEETINGS).find_map(|(to, other)| {
                let same = other.items.iter().find(|candidate| {
                    let terms = index.terms(&candidate.title);
                    let shared = title.intersection(&terms).count();
                    let (likeness, _) = index.likeness(&title, &terms);
                    likeness >= SAME_TITLE && shared * 2 >= title.len().max(terms.len())
                })?;
                Some((to, *same))
            });
            let Some((to, taken_up)) = found else { continue };
            out.taken_up_in.insert(item.agenda_item_id.clone(), taken_up.agenda_item_id.clone());
            let state = match taken_up.outcome {
                ItemOutcome::Deferred | ItemOutcome::NotDiscussed => State::Postponed,
                ItemOutcome::Withdrawn => State::Cancelled,
                ItemOutcome::Approved | ItemOutcome::Rejected | ItemOutcome::Noted => State::Done,
                _ => State::Mentioned,
            };
            let of_item = view.decisions.iter().filter(|decision| {
                decision.agenda_item_id.as_deref() == Some(item.agenda_item_id.as_str())
                    && decision.kind == DecisionKind::Deferral
                    && decision.same_as.is_none()
            });
            links.extend(of_item.map(|decision| Link {
                decision_id: &decision.decision_id,
                from,
                to,
                later: Later::Item(&taken_up.agenda_item_id),
                method: "deferred_item",
                confidence: Confidence::High,
                state,
            }));
        }
    }
    links
}
