//! Seats that the registry knows: who has them, whether they were filled, and whether that is a
//! quorum.
//!
//! In: facts whose ambiti and bodies are settled, and the registry. Out: the same facts, with
//! the seats of each meeting counted, its quorum computed, and those whom a list of exceptions
//! leaves to be present as rows of the roll ([`complement`]); and remarks.
//!
//! Invariant: nothing is worked out for a meeting whose day or body is not known, or whose body
//! the registry does not know on that day. A row that was added says so by its rule and its low
//! confidence; rows that were read are not changed.

mod complement;
mod matching;
mod quorum;
mod rows;

pub use rows::members;

use std::collections::BTreeMap;

use super::name::Name;
use super::organisations::{Identity, identity};
use super::outcome::Remark;
use super::registry::{AliasKind, Member, Registry};
use super::words::{Words, squeeze};
use crate::model::{Date, Facts};

/// A row of `members.csv`, ready to be compared with rolls.
#[derive(Clone, Debug)]
struct Seat<'a> {
    member: &'a Member,
    ambito: Option<String>,
    organisation: Option<Identity>,
    person: Option<Name>,
}

/// Seats by the squeezed name of their body.
type Seats<'a> = BTreeMap<String, Vec<Seat<'a>>>;

fn seats<'a>(words: &Words, registry: &'a Registry) -> Seats<'a> {
    let mut seats = Seats::new();
    for member in &registry.members {
        let ambito = member.ambito.as_deref();
        let meant = |kind, written: &str| {
            let organisation = member.organisation.as_deref();
            registry
                .alias(kind, ambito, organisation, written)
                .unwrap_or_else(|| written.to_owned())
        };
        let person = member.person.as_deref().map(|person| meant(AliasKind::Person, person));
        seats.entry(squeeze(&meant(AliasKind::Body, &member.body))).or_default().push(Seat {
            member,
            ambito: ambito.map(|ambito| squeeze(&meant(AliasKind::Ambito, ambito))),
            organisation: member
                .organisation
                .as_deref()
                .map(|written| identity(written, ambito, words, registry)),
            person: person.and_then(|person| Name::parse(&person, words)),
        });
    }
    seats
}

impl Seat<'_> {
    fn is_of(&self, ambito: Option<&str>) -> bool {
        match (&self.ambito, ambito) {
            (None, _) => true,
            (Some(own), Some(ambito)) => *own == squeeze(ambito),
            (Some(_), None) => false,
        }
    }

    fn is_there_on(&self, day: Date) -> bool {
        self.member.valid_from.is_none_or(|from| from <= day)
            && self.member.valid_to.is_none_or(|to| day <= to)
    }

    /// Its name in messages.
    fn name(&self) -> &str {
        let member = self.member;
        member.person.as_deref().or(member.organisation.as_deref()).unwrap_or(&member.body)
    }
}

/// Counts seats and quorums, and names those whom exceptions leave.
pub fn seat(facts: &mut [Facts], words: &Words, registry: &Registry) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let known = seats(words, registry);
    if known.is_empty() {
        return remarks;
    }
    for document in facts {
        for at in 0..document.meetings.len() {
            let meeting = &document.meetings[at];
            let (Some(body), Some(day)) = (meeting.body.as_deref(), meeting.date) else { continue };
            let Some(of_body) = known.get(&squeeze(body)) else { continue };
            let ambito = meeting.ambito.as_deref();
            let seats: Vec<&Seat<'_>> =
                of_body.iter().filter(|seat| seat.is_of(ambito) && seat.is_there_on(day)).collect();
            if seats.is_empty() {
                continue;
            }
            complement::fill(document, at, &seats, words, registry, &mut remarks);
            quorum::compute(document, at, &seats, words, registry, &mut remarks);
        }
    }
    remarks
}
