//! What is joined over documents, measured on made archives whose truth is known, and its
//! promises: no order of documents changes it, a registry settles what it leaves open.
//!
//! `VERBALI_MINUTES=10000 cargo test --test it resolution -- --nocapture` measures more minutes.

use std::collections::{BTreeMap, BTreeSet};

use verbali::model::Facts;
use verbali::pipeline::resolve_all;
use verbali::resolve::registry::{self, Registry};
use verbali::resolve::{Outcome, Precision, Words};

use crate::generator::{Archive, archive};

fn words() -> Words {
    Words::new(&verbali::rules::load(&[]).expect("the built-in rules"))
}

fn resolved(facts: &mut [Facts], registry: &Registry) -> Outcome {
    resolve_all(facts, &words(), registry, Precision::default(), Vec::new())
}

/// Pairs of mentions that are one person: right among those made, made among those right.
fn people(made: &Archive) -> (f64, f64) {
    let mut by_both: BTreeMap<(&str, usize), u64> = BTreeMap::new();
    let (mut by_found, mut by_truth) = (BTreeMap::new(), BTreeMap::new());
    for row in made.facts.iter().flat_map(|facts| &facts.attendance) {
        let truth = made.person_of[&row.attendance_id];
        let found = row.person_id.as_deref().expect("every name is somebody's");
        *by_both.entry((found, truth)).or_insert(0) += 1;
        *by_found.entry(found).or_insert(0_u64) += 1;
        *by_truth.entry(truth).or_insert(0_u64) += 1;
    }
    let pairs =
        |counts: &mut dyn Iterator<Item = u64>| counts.map(|n| n * (n - 1) / 2).sum::<u64>() as f64;
    let right = pairs(&mut by_both.into_values());
    (right / pairs(&mut by_found.into_values()), right / pairs(&mut by_truth.into_values()))
}

/// Precision and recall of links to the statements in `truth`.
fn links(outcome: &Outcome, truth: &[(String, String)]) -> (f64, f64) {
    let wanted: BTreeSet<(&str, &str)> =
        truth.iter().map(|(decision, statement)| (decision.as_str(), statement.as_str())).collect();
    let statements: BTreeSet<&str> = wanted.iter().map(|(_, statement)| *statement).collect();
    let found: Vec<(&str, &str)> = outcome
        .follow_ups
        .iter()
        .filter_map(|link| Some((link.decision_id.as_str(), link.statement_id.as_deref()?)))
        .filter(|(_, statement)| statements.contains(statement))
        .collect();
    let right = found.iter().filter(|pair| wanted.contains(*pair)).count() as f64;
    (right / found.len().max(1) as f64, right / wanted.len() as f64)
}

#[test]
fn people_and_follow_ups_of_a_made_archive_are_found() {
    let minutes = std::env::var("VERBALI_MINUTES").ok().and_then(|text| text.parse().ok());
    let mut made = archive(7, minutes.unwrap_or(300));
    let begun = std::time::Instant::now();
    let outcome = resolved(&mut made.facts, &Registry::default());
    let seconds = begun.elapsed().as_secs_f64();
    let (precision, recall) = people(&made);
    let (stated_precision, stated_recall) = links(&outcome, &made.stated);
    let (told_precision, told_recall) = links(&outcome, &made.told);
    println!(
        "{} minutes in {seconds:.1} s: people {precision:.4} / {recall:.4}, stated \
         {stated_precision:.3} / {stated_recall:.3}, told {told_precision:.3} / {told_recall:.3}",
        made.facts.len()
    );
    assert!(precision >= 0.998, "people joined rightly: {precision}");
    assert!(recall >= 0.98, "people joined at all: {recall}");
    assert!(
        stated_precision >= 0.95 && stated_recall >= 0.80,
        "{stated_precision} {stated_recall}"
    );
    assert!(told_precision >= 0.95, "links by subject: {told_precision}");
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
