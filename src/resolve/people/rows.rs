//! Joined mentions as rows: people, their spellings, and links to those they may be.

use std::collections::{BTreeMap, BTreeSet};

use super::Doubt;
use super::mentions::{Mention, Source};
use super::nodes::Nodes;
use crate::model::content_hash;
use crate::resolve::name::Fit;
use crate::resolve::organisations::usual_spelling;
use crate::resolve::outcome::{Outcome, Person, PersonLink, PersonName};
use crate::resolve::scope::Scope;
use crate::resolve::words::Words;

/// Writes the rows of a scope.
pub(super) fn write(
    scope: &Scope<'_>,
    mentions: &[Mention<'_>],
    nodes: &Nodes,
    doubts: &[Doubt],
    words: &Words,
    known: &Outcome,
    out: &mut Outcome,
) {
    let mut persons: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.of_mention.iter().enumerate() {
        if let Some(node) = node {
            persons.entry(nodes.root(*node)).or_default().push(at);
        }
    }
    let mut ids: BTreeMap<usize, String> = BTreeMap::new();
    for (root, of) in &persons {
        // Whom a row names beside its own person was counted in a row of their own.
        let is_row = |at: &usize| !mentions[*at].source.is_of_stand_in();
        let mut counted: Vec<usize> = of.iter().copied().filter(is_row).collect();
        if counted.is_empty() {
            counted.clone_from(of);
        }
        let id = person_id(scope, nodes.all[*root].pinned.as_deref(), &mentions[counted[0]]);
        let person = person(scope, *root, &counted, &id, mentions, nodes, known);
        for name in spellings(&person, &counted, mentions, nodes, words) {
            out.person_names.push(name);
        }
        let own: BTreeSet<&str> =
            counted.iter().map(|at| &mentions[*at]).map(|mention| mention.row_id).collect();
        for mention in of.iter().map(|at| &mentions[*at]) {
            // Nobody stands in for themselves: the name fits the row's own person by chance.
            if mention.source.is_of_stand_in() && own.contains(mention.row_id) {
                continue;
            }
            let into = match mention.source {
                Source::Chair => &mut out.chair_of,
                Source::Secretary => &mut out.secretary_of,
                Source::Represents => &mut out.represents_of,
                Source::RepresentedBy => &mut out.represented_by_of,
                _ => &mut out.person_of,
            };
            into.insert(mention.row_id.to_owned(), id.clone());
        }
        out.people.push(person);
        ids.insert(*root, id);
    }
    let mut links: BTreeMap<(String, String), PersonLink> = BTreeMap::new();
    for doubt in doubts {
        let one = nodes.root(doubt.node);
        for other in doubt.others.iter().map(|other| nodes.root(*other)) {
            let (Some(a), Some(b)) = (ids.get(&one), ids.get(&other)) else { continue };
            if a == b {
                continue;
            }
            let likeness = nodes.all[one].name.fits(&nodes.all[other].name, words);
            let (how, nearness) = likeness.unwrap_or((Fit::Partial, 0.8));
            let link = link(a, b, doubt.kind, word(how), nearness);
            links.insert((link.person_id.clone(), link.other_person_id.clone()), link);
        }
    }
    out.person_links.extend(links.into_values());
}

/// A link between two persons, the lesser key first.
pub(in crate::resolve) fn link(
    one: &str,
    other: &str,
    link_kind: &'static str,
    match_kind: &'static str,
    score: f64,
) -> PersonLink {
    let (person_id, other_person_id) = if one < other { (one, other) } else { (other, one) };
    PersonLink {
        person_link_id: content_hash(format!("link\0{person_id}\0{other_person_id}").as_bytes()),
        person_id: person_id.to_owned(),
        other_person_id: other_person_id.to_owned(),
        link_kind,
        match_kind,
        score,
    }
}

fn person_id(scope: &Scope<'_>, pinned: Option<&str>, first: &Mention<'_>) -> String {
    let made_of = match pinned {
        Some(canonical) => format!("person\0{}\0{canonical}", scope.key),
        // A person is never both a row of a roll and the chair of the same key: a meeting's
        // chair and secretary are told apart here.
        None => format!("person\0{:?}\0{}", first.source, first.row_id),
    };
    content_hash(made_of.as_bytes())
}

fn person(
    scope: &Scope<'_>,
    root: usize,
    of: &[usize],
    id: &str,
    mentions: &[Mention<'_>],
    nodes: &Nodes,
    out: &Outcome,
) -> Person {
    let rows = || of.iter().map(|at| &mentions[*at]);
    let meetings: BTreeSet<usize> = rows()
        .filter(|row| row.source == Source::Roll)
        .map(|row| row.meeting)
        .filter(|meeting| !out.duplicate_of.contains_key(scope.meetings[*meeting].id()))
        .collect();
    let dates = || rows().filter_map(|row| scope.meetings[row.meeting].date());
    let most = rows().map(|row| row.name.whole().count()).max().unwrap_or_default();
    let fullest = rows().filter(|row| row.name.whole().count() == most).map(|row| row.written);
    let name = nodes.all[root].pinned.clone().unwrap_or_else(|| usual_spelling(fullest));
    let usual =
        |values: Vec<&str>| (!values.is_empty()).then(|| usual_spelling(values.into_iter()));
    let spellings: BTreeSet<&str> = rows().map(|row| row.written).collect();
    Person {
        person_id: id.to_owned(),
        ambito: scope.ambito.map(str::to_owned),
        name,
        role: usual(rows().filter_map(|row| row.role).collect()),
        organisation_id: usual(rows().filter_map(|row| row.organisation).collect()),
        spelling_count: spellings.len() as u32,
        mention_count: of.len() as u32,
        meeting_count: meetings.len() as u32,
        first_date: dates().min(),
        last_date: dates().max(),
    }
}

/// The spellings of a person, each with the way in which it was joined.
fn spellings(
    person: &Person,
    of: &[usize],
    mentions: &[Mention<'_>],
    nodes: &Nodes,
    words: &Words,
) -> Vec<PersonName> {
    let main = of.iter().find(|at| mentions[**at].written == person.name);
    let main = main.map(|at| mentions[*at].name.clone());
    let mut by_spelling: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in of {
        by_spelling.entry(mentions[*at].written).or_default().push(*at);
    }
    let mut rows = Vec::new();
    for (written, of) in by_spelling {
        let mention = &mentions[of[0]];
        let own = main.as_ref().and_then(|main| {
            let is_same = main.key() == mention.name.key();
            is_same.then(|| mention.name.fits(main, words)).flatten()
        });
        let joined = nodes.of_mention[of[0]].and_then(|node| nodes.all[node].parent);
        let (match_kind, score) = match (own, joined) {
            _ if mention.alias.is_some() && written != person.name => ("alias", 1.0),
            (Some((fit, score)), _) | (None, Some((_, fit, score))) => (word(fit), score),
            (None, None) => main
                .as_ref()
                .and_then(|main| mention.name.fits(main, words))
                .map_or(("exact", 1.0), |(fit, score)| (word(fit), score)),
        };
        let first = of.iter().find(|at| mentions[**at].source == Source::Roll);
        rows.push(PersonName {
            person_name_id: content_hash(
                format!("name\0{}\0{written}", person.person_id).as_bytes(),
            ),
            person_id: person.person_id.clone(),
            name_raw: written.to_owned(),
            match_kind,
            score,
            mention_count: of.len() as u32,
            first_attendance_id: first.map(|at| mentions[*at].row_id.to_owned()),
        });
    }
    rows
}

/// The word of `match_kind`.
const fn word(fit: Fit) -> &'static str {
    match fit {
        Fit::Exact => "exact",
        Fit::Reordered => "reordered",
        Fit::Initial => "initial",
        Fit::Partial => "partial",
        Fit::Near => "near",
    }
}
