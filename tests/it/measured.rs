//! How well a made archive was joined: shared by the tests and by `benches/archive.rs`.

use std::collections::{BTreeMap, BTreeSet};

use verbali::resolve::Outcome;

use crate::generator::Archive;

/// Shares of pairs that are right among those made, and made among those right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
}

/// Pairs of mentions on rolls that are one person.
pub(crate) fn people(made: &Archive) -> Found {
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
    Found {
        precision: right / pairs(&mut by_found.into_values()),
        recall: right / pairs(&mut by_truth.into_values()),
    }
}

/// Links from decisions to the statements in `truth`.
pub(crate) fn links(outcome: &Outcome, truth: &[(String, String)]) -> Found {
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
    Found {
        precision: right / found.len().max(1) as f64,
        recall: right / wanted.len().max(1) as f64,
    }
}
