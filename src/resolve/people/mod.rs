//! People: the mentions of one person joined within a scope.
//!
//! In: a scope, with its doubles and organisations known. Out: rows of `people`,
//! `person_names` and `person_links`, and the person of each row of a roll, of each owner, of
//! chair and secretary.
//!
//! Evidence has levels, and each level needs more of it than the last:
//!
//! 1. a row of the registry says who is meant;
//! 2. the same words, in any order, are one person, unless two seats of one meeting, or two
//!    organisations that alternate in one body, show that they are two;
//! 3. words left out and misprints are joined where one person alone fits, nothing speaks
//!    against it, and the surname is rare in the scope or the organisation is the same;
//! 4. initials and surnames alone are joined to the one person who fits: of the same roll
//!    first, then of the body, then of the scope.
//!
//! Two who sit in one meeting are never joined. What several fit is left apart, with a remark
//! and a row in `person_links`.

mod join;
mod mentions;
mod nodes;
mod reduced;
mod rows;

pub(super) use rows::link;

use super::outcome::{Outcome, Remark};
use super::registry::Registry;
use super::scope::Scope;
use super::words::Words;
use crate::diagnostic::Code;
use mentions::Mention;
use nodes::Nodes;

/// Fills in the people of a scope.
pub(super) fn join(
    scope: &Scope<'_>,
    words: &Words,
    registry: &Registry,
    known: &Outcome,
    out: &mut Outcome,
) {
    let mentions = mentions::gather(scope, words, registry, known);
    let mut nodes = Nodes::new(&mentions);
    let mut doubts = Vec::new();
    nodes::build(&mentions, &mut nodes, &mut doubts);
    join::full(words, &mut nodes, &mut doubts);
    reduced::settle(&mentions, words, &mut nodes, &mut doubts);
    rows::write(scope, &mentions, &nodes, &doubts, words, known, out);
    for doubt in &doubts {
        let mention: &Mention<'_> = &mentions[doubt.mention];
        let meeting = scope.meetings[mention.meeting].meeting;
        let mut others: Vec<String> =
            doubt.others.iter().map(|node| nodes.name_of(*node, &mentions)).collect();
        others.sort();
        others.dedup();
        out.remarks.push(Remark {
            document_id: meeting.document_id.clone(),
            meeting_id: Some(meeting.meeting_id.clone()),
            code: Code::PersonAmbiguous,
            message: format!("{} may be {}: left apart", mention.written, others.join(" or ")),
            place: mention.place.cloned(),
        });
    }
}

/// A join that was not made, since more than one was possible or too little speaks for it.
#[derive(Clone, Debug)]
struct Doubt {
    /// An example.
    mention: usize,
    /// The node that stays apart.
    node: usize,
    /// Those that it may be.
    others: Vec<usize>,
    /// `ambiguous` or `homonym`.
    kind: &'static str,
}
