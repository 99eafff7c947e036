//! Bodies and ambiti as rows, and what links people over ambiti.
//!
//! In: facts to which the outcome of all scopes was applied. Out: the rows of `bodies` and
//! `ambiti`, and a link between persons of one whole name in two ambiti, who stay two.

use std::collections::{BTreeMap, BTreeSet};

use super::name::Name;
use super::organisations::usual_spelling;
use super::outcome::{Ambito, Body, Outcome, Person, PersonLink};
use super::people::link;
use super::registry::Registry;
use super::words::{Words, plain};
use crate::model::{Facts, Meeting, content_hash};

/// Most ambiti in which a whole name may be found and still be worth a link: beyond, it is a
/// common name that says nothing.
const AMBITI: usize = 5;

/// Adds the bodies and ambiti of all meetings.
pub fn dimensions(facts: &[Facts], registry: &Registry, out: &mut Outcome) {
    let meetings: Vec<&Meeting> = facts.iter().flat_map(|facts| &facts.meetings).collect();
    let mut bodies: BTreeMap<(Option<&str>, &str), Vec<&Meeting>> = BTreeMap::new();
    let mut by_ambito: BTreeMap<&str, Vec<&Meeting>> = BTreeMap::new();
    for meeting in meetings {
        let place = meeting.ambito.as_deref();
        if let Some(body) = meeting.body.as_deref() {
            bodies.entry((place, body)).or_default().push(meeting);
        }
        if let Some(ambito) = place {
            by_ambito.entry(ambito).or_default().push(meeting);
        }
    }
    for ((ambito, body), of) in bodies {
        let dates = || of.iter().filter_map(|meeting| meeting.date);
        let seats = registry.seats(ambito, body, dates().max()).len();
        let kinds = of.iter().filter_map(|meeting| meeting.body_kind);
        let mut counts = BTreeMap::new();
        for kind in kinds {
            *counts.entry(kind).or_insert(0_usize) += 1;
        }
        let usual =
            counts.into_iter().max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind)));
        out.bodies.push(Body {
            body_id: content_hash(format!("body\0{}\0{body}", ambito.unwrap_or("\0")).as_bytes()),
            ambito: ambito.map(str::to_owned),
            body: body.to_owned(),
            body_kind: usual.map(|(kind, _)| kind),
            member_count: (seats > 0).then_some(seats as u32),
            meeting_count: counted(&of),
            first_date: dates().min(),
            last_date: dates().max(),
        });
    }
    for (ambito, of) in by_ambito {
        let dates = || of.iter().filter_map(|meeting| meeting.date);
        let extent = registry.extent(ambito, dates().max());
        let bodies: BTreeSet<&str> =
            of.iter().filter_map(|meeting| meeting.body.as_deref()).collect();
        out.ambiti.push(Ambito {
            ambito_id: content_hash(format!("ambito\0{ambito}").as_bytes()),
            ambito: ambito.to_owned(),
            comune_count: extent.map(|(count, _)| count),
            population: extent.and_then(|(_, population)| population),
            body_count: bodies.len() as u32,
            meeting_count: counted(&of),
            first_date: dates().min(),
            last_date: dates().max(),
        });
    }
}

fn counted(meetings: &[&Meeting]) -> u32 {
    meetings.iter().filter(|meeting| meeting.duplicate_of.is_none()).count() as u32
}

/// Names of ambiti and bodies that differ in case or accents alone, as most meetings write them.
pub(super) fn spell_alike(facts: &mut [Facts]) {
    let mut ambiti: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut bodies: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let key = |text: Option<&str>| text.map(plain).unwrap_or_default();
    for meeting in facts.iter().flat_map(|facts| &facts.meetings) {
        if let Some(ambito) = &meeting.ambito {
            ambiti.entry(plain(ambito)).or_default().push(ambito.clone());
        }
        if let Some(body) = &meeting.body {
            let at = (key(meeting.ambito.as_deref()), plain(body));
            bodies.entry(at).or_default().push(body.clone());
        }
    }
    let usual = |spellings: Vec<String>| usual_spelling(spellings.iter().map(String::as_str));
    let ambiti: BTreeMap<_, _> = ambiti.into_iter().map(|(at, of)| (at, usual(of))).collect();
    let bodies: BTreeMap<_, _> = bodies.into_iter().map(|(at, of)| (at, usual(of))).collect();
    for meeting in facts.iter_mut().flat_map(|facts| &mut facts.meetings) {
        let at = key(meeting.ambito.as_deref());
        if let Some(body) = &mut meeting.body
            && let Some(usual) = bodies.get(&(at.clone(), plain(body)))
        {
            body.clone_from(usual);
        }
        if let Some(ambito) = &mut meeting.ambito
            && let Some(usual) = ambiti.get(&at)
        {
            ambito.clone_from(usual);
        }
    }
}

/// Links persons of one whole name in different ambiti, or where no ambito is known.
pub fn across(words: &Words, out: &mut Outcome) {
    let mut named: BTreeMap<String, Vec<&Person>> = BTreeMap::new();
    for person in &out.people {
        if let Some(name) = Name::parse(&person.name, words).filter(Name::is_full) {
            named.entry(name.key()).or_default().push(person);
        }
    }
    let known: BTreeSet<&str> =
        out.person_links.iter().map(|link| link.person_link_id.as_str()).collect();
    let mut links: Vec<PersonLink> = Vec::new();
    for of in named.values().filter(|of| of.len() <= AMBITI) {
        for (at, one) in of.iter().enumerate() {
            for other in &of[at + 1..] {
                // Within an ambito, what is apart was left apart for a reason.
                if one.ambito.is_none() || one.ambito != other.ambito {
                    links.push(link(
                        &one.person_id,
                        &other.person_id,
                        "other_ambito",
                        "exact",
                        1.0,
                    ));
                }
            }
        }
    }
    links.retain(|link| !known.contains(link.person_link_id.as_str()));
    out.person_links.extend(links);
}
