//! Shards joined: the facts of several datasets gathered into one.
//!
//! In: datasets, each with the facts of some documents. Out: one dataset that lists all their
//! files and holds the facts of all their documents, the same document once. Tables are then
//! made from it as from any other.
//!
//! Invariant: the shards in any order give the same list, and where they hold what one run
//! would have read, the list that this run would have written.

use std::collections::BTreeSet;

use super::facts::{Entry, facts_in_use, facts_path, keyed, read_entries, record_entries};
use super::folder::{Dataset, Sync, read_file, replace_file};
use crate::error::{Error, Result};

/// Gathers the files and facts of `datasets` into `out`, which may be one of them.
///
/// What `out` holds beforehand stays, as with any later run into the same dataset.
pub fn merge(datasets: &[Dataset], out: &Dataset) -> Result<()> {
    let mut entries = Vec::new();
    let mut homes: Vec<(Dataset, Vec<Entry>)> = Vec::new();
    for dataset in datasets {
        let shard = read_entries(dataset)?;
        entries.extend(shard.iter().cloned());
        homes.push((dataset.clone(), shard));
    }
    let merged: Vec<Entry> = keyed(entries).into_values().collect();
    let in_use = facts_in_use(&merged);
    let needed: BTreeSet<_> = in_use.values().collect();
    for (home, shard) in &homes {
        for key in facts_in_use(shard).into_values() {
            if needed.contains(&key) {
                copy_facts(home, out, &key.key)?;
            }
        }
    }
    let merged = merged.into_iter().map(|entry| {
        let facts = entry.file.document_id.as_ref().and_then(|id| in_use.get(id)).cloned();
        Entry { facts, ..entry }
    });
    record_entries(out, merged.collect())?;
    Ok(())
}

/// Copies a facts file; one that is there is the same, since facts never change.
fn copy_facts(from: &Dataset, to: &Dataset, key: &str) -> Result<()> {
    let target = facts_path(to, key);
    if target.is_file() {
        return Ok(());
    }
    let source = facts_path(from, key);
    let bytes = read_file(&source)?.ok_or_else(|| Error::Facts {
        path: source,
        problem: "the file is missing; extract the document again".to_owned(),
    })?;
    replace_file(&target, &bytes, Sync::Later)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{open, read_facts, read_files, support};

    #[test]
    fn two_shards_in_either_order_give_what_one_run_gives() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| open(&temporary.path().join(name)).expect("a dataset");
        let whole = support::archive();
        let one = at("one");
        support::keep(&one, &whole);
        let (left, right) = support::split(&whole);
        let shards = [at("left"), at("right")];
        support::keep(&shards[0], &left);
        support::keep(&shards[1], &right);
        let reversed = [shards[1].clone(), shards[0].clone()];
        for (name, shards) in [("forth", &shards), ("back", &reversed)] {
            let out = at(name);
            merge(shards, &out).expect("a merge");
            let facts = read_facts(&out).expect("facts");
            assert_eq!(format!("{facts:?}"), format!("{:?}", read_facts(&one).expect("facts")));
            assert_eq!(read_files(&out).expect("files"), read_files(&one).expect("files"));
            let published = support::publish_all(&out);
            assert_eq!(published, support::publish_all(&one));
        }
    }

    #[test]
    fn a_dataset_merged_into_itself_stays_as_it_is() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = open(temporary.path()).expect("a dataset");
        support::keep(&dataset, &support::archive());
        let before = read_entries(&dataset).expect("entries");
        merge(std::slice::from_ref(&dataset), &dataset).expect("a merge");
        assert_eq!(read_entries(&dataset).expect("entries"), before);
    }
}
