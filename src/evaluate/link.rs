//! Which gold record speaks of which file.
//!
//! In: files, facts and gold records. Out: pairs, the records without a file, and the records
//! for which several files fit. The name decides: the `source` that a record gives, or the
//! same stem; among several, the one in a folder of the same name (`gold/council/x.json`
//! speaks of `documents/council/x.pdf`).
//!
//! Invariant: two records speak of one file only where their folders fit it equally well.

use std::collections::{BTreeMap, BTreeSet};

use super::{GoldRecord, Target};
use crate::model::{Facts, FileRecord};

/// What [`link`] found.
pub(super) struct Links<'a> {
    /// Records and their files, in the order of the records.
    pub(super) pairs: Vec<(&'a GoldRecord, Target<'a>)>,
    /// Names of records without a file.
    pub(super) unmatched: Vec<String>,
    /// Names of records for which several files fit equally: the first, in path order, is taken.
    pub(super) ambiguous: Vec<String>,
}

/// Links each record to its file.
pub(super) fn link<'a>(
    facts: &'a [Facts],
    files: &'a [FileRecord],
    gold: &'a [GoldRecord],
) -> Links<'a> {
    let targets = targets(facts, files);
    let mut by_stem: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, target) in targets.iter().enumerate() {
        let name = file_name(target.path);
        by_stem.entry(name).or_default().push(index);
        if let Some((stem, _)) = name.rsplit_once('.') {
            by_stem.entry(stem).or_default().push(index);
        }
    }

    let claims: Vec<Option<Claim>> =
        gold.iter().map(|record| claim(record, &targets, &by_stem)).collect();
    // A record of a folder that was not read must not take the file of the same name that
    // belongs to a record of its own folder.
    let mut deepest: BTreeMap<usize, usize> = BTreeMap::new();
    for claim in claims.iter().flatten() {
        let depth = deepest.entry(claim.target).or_default();
        *depth = (*depth).max(claim.depth);
    }
    let mut links = Links { pairs: Vec::new(), unmatched: Vec::new(), ambiguous: Vec::new() };
    for (record, claim) in gold.iter().zip(claims) {
        match claim.filter(|claim| deepest.get(&claim.target) == Some(&claim.depth)) {
            Some(claim) => {
                links.pairs.push((record, targets[claim.target]));
                links.ambiguous.extend(claim.is_ambiguous.then(|| record.name.clone()));
            }
            None => links.unmatched.push(record.name.clone()),
        }
    }
    links
}

/// The file that a record fits best.
struct Claim {
    target: usize,
    /// How many folders they share.
    depth: usize,
    /// Whether a file with another content fits as well.
    is_ambiguous: bool,
}

fn claim(
    record: &GoldRecord,
    targets: &[Target<'_>],
    by_stem: &BTreeMap<&str, Vec<usize>>,
) -> Option<Claim> {
    let named = record.source.as_deref().and_then(|source| by_stem.get(file_name(source)));
    let fitting = named.or_else(|| by_stem.get(record.stem()))?;
    let depth_of = |index: &usize| common_folders(record.folder(), targets[*index].path);
    let depth = fitting.iter().map(depth_of).max()?;
    let mut best = fitting.iter().copied().filter(|index| depth_of(index) == depth);
    let target = best.next()?;
    let content = |index: usize| targets[index].facts.map(|facts| &facts.document.document_id);
    let is_ambiguous =
        best.any(|other| content(other).is_none() || content(other) != content(target));
    Some(Claim { target, depth, is_ambiguous })
}

/// Every file, and every document whose file is not listed, in path order.
fn targets<'a>(facts: &'a [Facts], files: &'a [FileRecord]) -> Vec<Target<'a>> {
    let by_id: BTreeMap<&str, &Facts> =
        facts.iter().map(|facts| (facts.document.document_id.as_str(), facts)).collect();
    let mut targets: Vec<Target<'_>> = files
        .iter()
        .map(|file| {
            let facts = file.document_id.as_deref().and_then(|id| by_id.get(id).copied());
            Target { path: &file.path, file: Some(file), facts }
        })
        .collect();
    let listed: BTreeSet<&str> =
        files.iter().filter_map(|file| file.document_id.as_deref()).collect();
    for (_, facts) in by_id.into_iter().filter(|(id, _)| !listed.contains(id)) {
        targets.push(Target { path: &facts.document.path, file: None, facts: Some(facts) });
    }
    targets.sort_by_key(|target| target.path);
    targets
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// How many folders, counted from the file upwards, bear the same names.
fn common_folders(folder: &str, path: &str) -> usize {
    let above = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let names = folder.rsplit('/').zip(above.rsplit('/'));
    names.take_while(|(a, b)| a == b && !a.is_empty()).count()
}
