//! Which rules read what: how often each fired, in how many documents, of how many bodies.
//!
//! In: facts. Out: [`Coverage`] by the id of a rule. A rule that fires on one body alone may be
//! made for it; one that never fires may be wrong, or its form has not been met.
//!
//! Invariant: a rule fires where a row or a value of a row names it; near misses do not count.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Facts;

/// What is known of a rule's work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Rows and values that name it.
    pub rows: usize,
    /// Keys of the documents in which it fired.
    pub documents: BTreeSet<String>,
    /// Bodies whose minutes those are; a document of no known body stands for its folder.
    pub bodies: BTreeSet<String>,
}

/// The coverage of every rule that fired.
#[must_use]
pub fn coverage(facts: &[Facts]) -> BTreeMap<String, Coverage> {
    let mut found: BTreeMap<String, Coverage> = BTreeMap::new();
    for facts in facts {
        let bodies = bodies(facts);
        for rule in fired(facts) {
            let coverage = found.entry(rule.to_owned()).or_default();
            coverage.rows += 1;
            coverage.documents.insert(facts.document.document_id.clone());
            coverage.bodies.extend(bodies.iter().cloned());
        }
    }
    found
}

/// The bodies of a document, folded; its folder where none is known.
fn bodies(facts: &Facts) -> BTreeSet<String> {
    let named = facts.meetings.iter().filter_map(|meeting| meeting.body.as_deref());
    let bodies: BTreeSet<String> = named.map(str::to_lowercase).collect();
    if !bodies.is_empty() {
        return bodies;
    }
    let folder = facts.document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    BTreeSet::from([format!("{folder}/")])
}

/// The rules that rows and values name, as often as they name them.
fn fired(facts: &Facts) -> impl Iterator<Item = &str> {
    let meetings = facts.meetings.iter().map(|row| &row.evidence);
    let attendance = facts.attendance.iter().map(|row| &row.evidence);
    let events = facts.attendance_events.iter().map(|row| &row.evidence);
    let items = facts.agenda_items.iter().map(|row| &row.evidence);
    let decisions = facts.decisions.iter().map(|row| &row.evidence);
    let owners = facts.decision_owners.iter().map(|row| &row.evidence);
    let deadlines = facts.deadlines.iter().map(|row| &row.evidence);
    let statements = facts.statements.iter().map(|row| &row.evidence);
    let rows = meetings.chain(attendance).chain(events).chain(items).chain(decisions);
    let rows = rows.chain(owners).chain(deadlines).chain(statements);
    rows.map(|evidence| evidence.rule.as_str())
        .chain(facts.evidence.iter().map(|part| part.rule.as_str()))
}
