//! What became of decisions: each against the later words of its ambito.
//!
//! In: a scope. Out: rows of `follow_ups`, and for deferred items the later item that takes
//! them up. Ways of linking, the surer first, of which a pair of decision and later meeting
//! keeps the first that holds:
//!
//! - `code`: a later statement, item or decision bears the decision's printed code;
//! - `reference`: a later statement names the day or number of the decision's meeting, and its
//!   subject;
//! - `deferred_item`: the item that was put off stands on a later agenda of the body;
//! - `carried_over`: a later decision of the body says the same words;
//! - `subject`: later words share enough of the decision's rare words.
//!
//! A mention is no completion: the state is what the later words report, `mentioned` where they
//! report none. A sentence follows up one decision, that which it fits best; where two fit
//! equally well, the later of them.

mod deferred;
mod subject;
mod terms;

use std::collections::BTreeMap;

use super::outcome::{FollowUp, Outcome};
use super::scope::Scope;
use super::words::Words;
use crate::model::{Confidence, Date, State, content_hash, days_since_epoch};

/// How many in 100 links by subject should be right, at least.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision(u8);

impl Precision {
    /// Of a percentage, kept between 50 and 100.
    #[must_use]
    pub fn percent(percent: u8) -> Self {
        Self(percent.clamp(50, 100))
    }

    /// Least closeness of subjects that counts as a link: 0.30 at 50, 0.54 at 95, 0.70 at 100.
    /// `tests/it/resolution.rs` holds it to its word on made archives; 0.54 was chosen on the
    /// samples and on real minutes, where what is wrong begins below it.
    fn least_likeness(self) -> f64 {
        let percent = f64::from(self.0);
        if percent <= 95.0 {
            0.30 + (percent - 50.0) / 45.0 * 0.24
        } else {
            0.54 + (percent - 95.0) / 5.0 * 0.16
        }
    }
}

impl Default for Precision {
    fn default() -> Self {
        Self(95)
    }
}

/// A link that was found.
#[derive(Clone, Debug)]
struct Link<'a> {
    decision_id: &'a str,
    /// Positions of the two meetings in the scope.
    from: usize,
    to: usize,
    later: Later<'a>,
    method: &'static str,
    confidence: Confidence,
    state: State,
}

/// The later words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Later<'a> {
    Statement(&'a str),
    Item(&'a str),
    Decision(&'a str),
}

/// Links the decisions of a scope to later words.
pub(super) fn link(scope: &Scope<'_>, words: &Words, precision: Precision, out: &mut Outcome) {
    let index = terms::Index::new(scope, words, out);
    let mut links = subject::links(scope, &index, precision);
    links.extend(deferred::links(scope, &index, out));
    let rank = |method: &str| {
        ["code", "reference", "deferred_item", "carried_over", "subject"]
            .iter()
            .position(|known| *known == method)
    };
    // The surest link between a decision and a later meeting's words stays.
    links.sort_by_key(|link| (link.decision_id, link.to, link.later, rank(link.method)));
    let mut kept: BTreeMap<(&str, Later<'_>), Link<'_>> = BTreeMap::new();
    for link in links {
        kept.entry((link.decision_id, link.later)).or_insert(link);
    }
    for link in kept.into_values() {
        out.follow_ups.push(row(scope, &link));
    }
}

fn row(scope: &Scope<'_>, link: &Link<'_>) -> FollowUp {
    let (from, to) = (&scope.meetings[link.from], &scope.meetings[link.to]);
    let of = |wanted: fn(Later<'_>) -> Option<&str>| wanted(link.later).map(str::to_owned);
    let lag = |one: Date, other: Date| days_since_epoch(other) - days_since_epoch(one);
    FollowUp {
        follow_up_id: content_hash(
            format!("follow-up\0{}\0{:?}", link.decision_id, link.later).as_bytes(),
        ),
        decision_id: link.decision_id.to_owned(),
        later_meeting_id: to.id().to_owned(),
        statement_id: of(|later| if let Later::Statement(id) = later { Some(id) } else { None }),
        agenda_item_id: of(|later| if let Later::Item(id) = later { Some(id) } else { None }),
        later_decision_id: of(
            |later| if let Later::Decision(id) = later { Some(id) } else { None },
        ),
        link_method: link.method,
        confidence: link.confidence,
        state: link.state,
        lag_days: from.date().zip(to.date()).map(|(one, other)| lag(one, other)),
    }
}
