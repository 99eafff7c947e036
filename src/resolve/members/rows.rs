//! The seats of the registry as rows of `members`, with the persons and organisations of the
//! rolls that they are.
//!
//! In: facts to which the outcome of all scopes was applied, the registry. Out: a row for each
//! body with a meeting read and each row of `members.csv` that is of it. A person is given
//! where one alone of those on the body's rolls fits, an organisation where one alone is the
//! same.

use std::collections::{BTreeMap, BTreeSet};

use super::{Seat, seats};
use crate::model::{Facts, content_hash};
use crate::resolve::name::{Fit, Name};
use crate::resolve::organisations::{Identity, identity};
use crate::resolve::outcome::{Outcome, SeatOfBody};
use crate::resolve::registry::{AliasKind, Registry};
use crate::resolve::words::{Words, squeeze};

/// Who is on the rolls of a body: each spelling once.
#[derive(Default)]
struct Rolls {
    persons: BTreeSet<(String, Option<String>, String)>,
    organisations: BTreeSet<(String, String)>,
}

/// Adds the seats of all bodies.
pub fn members(facts: &[Facts], words: &Words, registry: &Registry, out: &mut Outcome) {
    let known = seats(words, registry);
    if known.is_empty() {
        return;
    }
    let mut bodies: BTreeMap<(Option<&str>, &str), Rolls> = BTreeMap::new();
    for document in facts {
        let of_meeting: BTreeMap<&str, (Option<&str>, &str)> = document
            .meetings
            .iter()
            .filter_map(|meeting| {
                let body = meeting.body.as_deref()?;
                Some((meeting.meeting_id.as_str(), (meeting.ambito.as_deref(), body)))
            })
            .collect();
        for body in of_meeting.values() {
            bodies.entry(*body).or_default();
        }
        for row in &document.attendance {
            let Some(body) = of_meeting.get(row.meeting_id.as_str()) else { continue };
            let rolls = bodies.entry(*body).or_default();
            if let (Some(name), Some(id)) = (&row.name, &row.person_id) {
                let organisation = row.organisation_id.clone();
                rolls.persons.insert((name.clone(), organisation, id.clone()));
            }
            if let (Some(organisation), Some(id)) = (&row.organisation, &row.organisation_id) {
                rolls.organisations.insert((organisation.clone(), id.clone()));
            }
        }
    }
    let mut ordinals: BTreeMap<String, u32> = BTreeMap::new();
    for ((ambito, body), rolls) in bodies {
        let Some(of_body) = known.get(&squeeze(body)) else { continue };
        let of_body: Vec<&Seat<'_>> = of_body.iter().filter(|seat| seat.is_of(ambito)).collect();
        let names: Vec<(Name, &Option<String>, &str)> = rolls
            .persons
            .iter()
            .filter_map(|(written, organisation, id)| {
                let alias = registry.alias(AliasKind::Person, ambito, None, written);
                let name = Name::parse(alias.as_deref().unwrap_or(written), words)?;
                Some((name, organisation, id.as_str()))
            })
            .collect();
        let organisations: BTreeMap<Identity, &str> = rolls
            .organisations
            .iter()
            .map(|(written, id)| (identity(written, ambito, words, registry), id.as_str()))
            .collect();
        for seat in of_body {
            let organisation_id =
                seat.organisation.as_ref().and_then(|own| organisations.get(own)).copied();
            let person_id = seat
                .person
                .as_ref()
                .and_then(|person| sole_person(person, organisation_id, &names, words));
            let member = seat.member;
            let made_of = format!(
                "member\0{ambito:?}\0{body}\0{:?}\0{:?}\0{:?}\0{:?}\0{:?}",
                member.organisation, member.person, member.role, member.valid_from, member.valid_to
            );
            // Equal rows are seats of their own.
            let ordinal = ordinals.entry(made_of.clone()).and_modify(|n| *n += 1).or_insert(0_u32);
            out.members.push(SeatOfBody {
                member_id: content_hash(format!("{made_of}\0{ordinal}").as_bytes()),
                ambito: ambito.map(str::to_owned),
                body: body.to_owned(),
                organisation_id: organisation_id.map(str::to_owned),
                organisation: member.organisation.clone(),
                person_id: person_id.map(str::to_owned),
                name: member.person.clone(),
                role: member.role.clone(),
                valid_from: member.valid_from,
                valid_to: member.valid_to,
                weight: member.weight,
            });
        }
    }
}

/// The one person whom a member's name fits; the organisation tells several apart.
fn sole_person<'a>(
    person: &Name,
    organisation_id: Option<&str>,
    names: &[(Name, &Option<String>, &'a str)],
    words: &Words,
) -> Option<&'a str> {
    let fitting = || {
        names.iter().filter(|(name, _, _)| {
            let fit = name.fits(person, words).or_else(|| person.fits(name, words));
            fit.is_some_and(|(fit, _)| fit != Fit::Near)
        })
    };
    let sole = |ids: BTreeSet<&'a str>| {
        let mut ids = ids.into_iter();
        ids.next().filter(|_| ids.next().is_none())
    };
    sole(fitting().map(|(_, _, id)| *id).collect()).or_else(|| {
        let here = |given: &Option<String>| given.is_some() && given.as_deref() == organisation_id;
        sole(fitting().filter(|(_, given, _)| here(given)).map(|(_, _, id)| *id).collect())
    })
}
