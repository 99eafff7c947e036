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

/// Links to later statements that were found in these ways. They are right where the truth has
/// them at all, since a statement of a subject may state a day too; what is looked for is `sought`.
pub(crate) fn links(
    made: &Archive,
    outcome: &Outcome,
    methods: &[&str],
    sought: &[(String, String)],
) -> Found {
    let pairs =
        |truth: &mut dyn Iterator<Item = &'_ (String, String)>| -> BTreeSet<(String, String)> {
            truth.cloned().collect()
        };
    let truth = pairs(&mut made.stated.iter().chain(&made.told));
    let sought = pairs(&mut sought.iter());
    let of_statements = outcome.follow_ups.iter().filter_map(|link| {
        let pair = (link.decision_id.clone(), link.statement_id.clone()?);
        Some((pair, methods.contains(&link.link_method)))
    });
    let (mut made_so, mut right, mut found) = (0_u32, 0_u32, 0_u32);
    for (pair, is_so) in of_statements {
        made_so += u32::from(is_so);
        right += u32::from(is_so && truth.contains(&pair));
        found += u32::from(sought.contains(&pair));
    }
    Found {
        precision: f64::from(right) / f64::from(made_so.max(1)),
        recall: f64::from(found) / sought.len().max(1) as f64,
    }
}
