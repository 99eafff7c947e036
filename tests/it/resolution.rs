//! What is joined over documents, measured on made archives whose truth is known, and its
//! promises: no order of documents changes it, a registry settles what it leaves open.
//!
//! `benches/archive.rs` measures larger ones.

use std::collections::{BTreeMap, BTreeSet};

use verbali::model::Facts;
use verbali::pipeline::resolve_all;
use verbali::resolve::registry::{self, Registry};
use verbali::resolve::{Outcome, Precision, Words};

use crate::generator::archive;
use crate::measured;

fn words() -> Words {
    Words::new(&verbali::rules::load(&[]).expect("the built-in rules"))
}

fn resolved(facts: &mut [Facts], registry: &Registry) -> Outcome {
    resolve_all(facts, &words(), registry, Precision::default(), Vec::new())
}

#[test]
fn people_and_follow_ups_of_a_made_archive_are_found() {
    let mut made = archive(7, 300);
    let outcome = resolved(&mut made.facts, &Registry::default());
    let people = measured::people(&made);
    assert!(people.precision >= 0.998 && people.recall >= 0.98, "{people:?}");
    let stated = measured::links(&made, &outcome, &["reference"], &made.stated);
    assert!(stated.precision >= 0.95 && stated.recall >= 0.80, "{stated:?}");
    let told = measured::links(&made, &outcome, &["subject"], &made.told);
    assert!(told.precision >= 0.95, "links by subject: {told:?}");
}

#[test]
fn a_number_leads_to_the_decisions_of_its_meeting() {
    let mut made = archive(13, 100);
    let mut meeting_of = BTreeMap::new();
    for (number, document) in (1..).zip(&mut made.facts) {
        let meeting = &mut document.meetings[0];
        meeting.number = Some(format!("{number:03}"));
        for decision in &document.decisions {
            let told = (number.to_string(), meeting.body.clone());
            meeting_of.insert(decision.decision_id.clone(), told);
        }
    }
    let decision_of: BTreeMap<&str, &str> =
        made.stated.iter().map(|(decision, said)| (said.as_str(), decision.as_str())).collect();
    for statement in made.facts.iter_mut().flat_map(|facts| &mut facts.statements) {
        statement.ref_date = None;
        if let Some(decision) = decision_of.get(statement.statement_id.as_str()) {
            let (number, body) = meeting_of[*decision].clone();
            (statement.ref_number, statement.ref_body) = (Some(number), body);
        }
    }
    let outcome = resolved(&mut made.facts, &Registry::default());
    let found = measured::links(&made, &outcome, &["reference"], &made.stated);
    assert!(found.precision >= 0.95 && found.recall >= 0.80, "{found:?}");
}

#[test]
fn links_by_subject_are_as_right_as_is_asked_for() {
    let made = archive(11, 300);
    let mut least = (f64::INFINITY, 0.0);
    for percent in [50, 70, 80, 90, 95, 100] {
        let mut facts = made.facts.clone();
        let precision = Precision::percent(percent);
        let outcome =
            resolve_all(&mut facts, &words(), &Registry::default(), precision, Vec::new());
        let found = measured::links(&made, &outcome, &["subject"], &made.told);
        assert!(found.precision * 100.0 >= f64::from(percent) - 0.5, "{percent}: {found:?}");
        assert!(found.recall <= least.0 && found.precision >= least.1, "{percent}: {found:?}");
        least = (found.recall, found.precision);
    }
}

#[test]
fn no_order_of_documents_changes_what_is_joined() {
    let mut forth = archive(3, 100).facts;
    let mut back = archive(3, 100).facts;
    back.reverse();
    let show = |outcome: &Outcome| {
        let mut rows: Vec<String> = outcome.people.iter().map(|row| format!("{row:?}")).collect();
        rows.extend(outcome.person_names.iter().map(|row| format!("{row:?}")));
        rows.extend(outcome.follow_ups.iter().map(|row| format!("{row:?}")));
        rows.sort();
        rows
    };
    let (one, other) =
        (resolved(&mut forth, &Registry::default()), resolved(&mut back, &Registry::default()));
    assert!(!one.people.is_empty() && !one.follow_ups.is_empty());
    assert_eq!(show(&one), show(&other));
}

/// The persons of the rows whose name is one of these.
fn persons_of(facts: &[Facts], names: &[&str]) -> BTreeSet<String> {
    let rows = facts.iter().flat_map(|facts| &facts.attendance);
    let rows = rows.filter(|row| row.name.as_deref().is_some_and(|name| names.contains(&name)));
    rows.filter_map(|row| row.person_id.clone()).collect()
}

#[test]
fn homonyms_are_kept_apart_where_the_minutes_show_two() {
    let name = "Nuccia Bralteni";
    let of = |rows: [(usize, &str); 4]| {
        let mut facts = archive(5, 8).facts;
        facts.retain(|document| document.meetings[0].body.as_deref() == Some("Organo 0"));
        for ((document, organisation), at) in rows.into_iter().zip([0, 1, 0, 0]) {
            let row = &mut facts[document].attendance[at];
            row.name = Some(name.to_owned());
            row.organisation = Some(organisation.to_owned());
        }
        let outcome = resolved(&mut facts, &Registry::default());
        let persons = persons_of(&facts, &[name]);
        let links = outcome
            .person_links
            .iter()
            .filter(|link| link.link_kind == "homonym" && persons.contains(&link.person_id));
        (persons.len(), links.count())
    };
    let (one, other) = ("Comune di Pinarella", "Comune di Roccaverde");
    // In one meeting for two comuni: two people, and a row that asks about them.
    assert_eq!(of([(0, one), (0, other), (1, one), (2, other)]), (2, 1));
    // For one comune and then for another: one person who has moved.
    assert_eq!(of([(0, one), (1, one), (2, other), (3, other)]), (1, 0));
    // To and fro between two comuni: nobody moves like that.
    assert_eq!(of([(0, one), (1, other), (2, one), (3, other)]), (2, 1));
}

#[test]
fn an_alias_joins_and_another_splits() {
    let made = || {
        let mut facts = archive(5, 4).facts;
        facts.retain(|document| document.meetings[0].body.as_deref() == Some("Organo 0"));
        for (document, name) in facts.iter_mut().zip(["Nuccia Bralteni", "Immacolata Bralteni"]) {
            document.attendance.truncate(1);
            document.attendance[0].name = Some(name.to_owned());
            document.attendance[0].organisation = Some("Comune di Pinarella".to_owned());
        }
        facts
    };
    let names = ["Nuccia Bralteni", "Immacolata Bralteni"];
    let mut facts = made();
    resolved(&mut facts, &Registry::default());
    assert_eq!(persons_of(&facts, &names).len(), 2, "another given name is another person");
    let text = "kind,written,canonical\nperson,Nuccia Bralteni,Immacolata Bralteni\n";
    let aliases = vec![("aliases.csv".to_owned(), text.to_owned())];
    let joined = registry::parse(&aliases).expect("no fault");
    let mut facts = made();
    resolved(&mut facts, &joined);
    assert_eq!(persons_of(&facts, &names).len(), 1, "the alias joins");
    let same = || {
        let mut facts = made();
        for document in &mut facts {
            document.attendance[0].name = Some("Nuccia Bralteni".to_owned());
        }
        facts[1].attendance[0].organisation = Some("Comune di Roccaverde".to_owned());
        facts
    };
    let mut facts = same();
    resolved(&mut facts, &Registry::default());
    assert_eq!(persons_of(&facts, &names).len(), 1, "one name is one person");
    let text = "kind,written,canonical,organisation\n\
        person,Nuccia Bralteni,Nuccia Bralteni (Pinarella),Comune di Pinarella\n\
        person,Nuccia Bralteni,Nuccia Bralteni (Roccaverde),Comune di Roccaverde\n";
    let split = registry::parse(&[("aliases.csv".to_owned(), text.to_owned())]).expect("no fault");
    let mut facts = same();
    resolved(&mut facts, &split);
    assert_eq!(persons_of(&facts, &names).len(), 2, "the aliases split");
}
