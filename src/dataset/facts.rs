//! The store: immutable facts of documents, and the list of input files that lead to them.
//!
//! In: facts, the hash of the rules that read them, records of input files. Out: the same,
//! read back. `.verbali/facts/<aa>/<key>.json` holds the facts of one document as one version
//! of the program read it with one set of rules: the key is a hash of the three, so a file
//! never changes and a document that is unchanged is not read again. `.verbali/files.ndjson`
//! has a line for each input file and names the facts that hold for its content.
//!
//! A dataset grows: a file recorded under a `file_id` that is there already replaces it; a
//! file that a later run was not given stays, with its document, since a run may well be
//! given only what is new. To leave a file out for good, start a new dataset.
//!
//! Invariant: facts are written before the line that names them, so whatever the list names
//! can be read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::check::check_facts;
use super::folder::{Dataset, Sync, lock, read_file, replace_file};
use crate::error::{Error, Result};
use crate::model::{Facts, FileRecord, FileStatus, content_hash};

/// The version of the program that reads documents: facts of another version are not reused.
pub const FACTS_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The facts of one document, with what made them.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: String,
    rules_hash: String,
    facts: Facts,
}

/// A line of the list of files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The file.
    #[serde(flatten)]
    pub(super) file: FileRecord,
    /// The facts of its content; `None` where it was not read.
    pub(super) facts: Option<FactsKey>,
}

/// Which facts hold for a document: those of the newest version win, then the greatest hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct FactsKey {
    /// Version of the program, its numbers compared as numbers.
    version: Vec<u64>,
    rules_hash: String,
    /// Name of the facts file.
    pub(super) key: String,
}

/// What recording a run's files did to the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Files that were not known.
    pub added: usize,
    /// Files that were known, whether or not they changed.
    pub replaced: usize,
    /// Files of earlier runs that this run was not given.
    pub kept: usize,
}

/// A version and a set of rules, and how many documents of a dataset were read with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleUse {
    /// Version of the program.
    pub version: String,
    /// Hash of the rules.
    pub rules_hash: String,
    /// Documents.
    pub documents: usize,
}

impl FactsKey {
    fn new(document_id: &str, rules_hash: &str) -> Self {
        let text = format!("{document_id}\0{rules_hash}\0{FACTS_VERSION}");
        Self {
            version: FACTS_VERSION.split('.').map(|part| part.parse().unwrap_or(0)).collect(),
            rules_hash: rules_hash.to_owned(),
            key: content_hash(text.as_bytes()),
        }
    }
}

/// Path of a facts file.
pub(super) fn facts_path(dataset: &Dataset, key: &str) -> PathBuf {
    dataset.facts_folder().join(&key[..2]).join(format!("{key}.json"))
}

fn list_path(dataset: &Dataset) -> PathBuf {
    dataset.store().join("files.ndjson")
}

/// The facts of a document as these rules and this version read it, if it was read before.
///
/// A file that cannot be read back counts as none: the document is then read again.
pub fn lookup(dataset: &Dataset, document_id: &str, rules_hash: &str) -> Result<Option<Facts>> {
    let key = FactsKey::new(document_id, rules_hash);
    let bytes = read_file(&facts_path(dataset, &key.key))?;
    let kept = bytes.and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
    Ok(kept.map(|kept| kept.facts).filter(|facts| facts.document.document_id == document_id))
}

/// Keeps the facts of a document. Any number of threads may do so at once.
///
/// Facts that break the contract of the tables are refused with [`Error::Facts`], so that one
/// document's fault does not stop the publication of all: see [`check_facts`].
pub fn write_facts(dataset: &Dataset, facts: &Facts, rules_hash: &str) -> Result<()> {
    let path = facts_path(dataset, &FactsKey::new(&facts.document.document_id, rules_hash).key);
    let fault = |problem| Error::Facts { path: path.clone(), problem };
    check_facts(facts).map_err(fault)?;
    let kept = Kept {
        version: FACTS_VERSION.to_owned(),
        rules_hash: rules_hash.to_owned(),
        facts: facts.clone(),
    };
    let bytes = serde_json::to_vec(&kept).map_err(|error| fault(error.to_string()))?;
    replace_file(&path, &bytes, Sync::Later)
}

/// Records the files of a run.
///
/// The facts of each file's document must have been written, for a document that failed too:
/// without them it would be in no table, and the list is refused with [`Error::Facts`].
pub fn record_files(dataset: &Dataset, files: &[FileRecord], rules_hash: &str) -> Result<Recorded> {
    let mut entries = Vec::with_capacity(files.len());
    for file in files {
        let facts = file.document_id.as_deref().map(|id| FactsKey::new(id, rules_hash));
        let path = facts.as_ref().map(|facts| facts_path(dataset, &facts.key));
        if let Some(path) = path.filter(|path| !path.is_file()) {
            let problem = format!("nothing was kept of {}", file.path);
            return Err(Error::Facts { path, problem });
        }
        entries.push(Entry { file: file.clone(), facts });
    }
    record_entries(dataset, entries)
}

/// Records entries over those of the list.
pub(super) fn record_entries(dataset: &Dataset, entries: Vec<Entry>) -> Result<Recorded> {
    let _lock = lock(dataset)?;
    let mut list = keyed(read_entries(dataset)?);
    let mut recorded = Recorded { kept: list.len(), ..Recorded::default() };
    // A copy recorded earlier follows the facts that its content has from this run on.
    let newest: BTreeMap<String, FactsKey> = entries.iter().filter_map(document_of).collect();
    for entry in list.values_mut() {
        if let Some(facts) = entry.file.document_id.as_ref().and_then(|id| newest.get(id)) {
            entry.facts = Some(facts.clone());
        }
    }
    for (file_id, entry) in keyed(entries) {
        if list.insert(file_id, entry).is_some() {
            recorded.replaced += 1;
            recorded.kept -= 1;
        } else {
            recorded.added += 1;
        }
    }
    let mut lines = Vec::new();
    for entry in in_path_order(list) {
        let line = serde_json::to_string(&entry).map_err(|error| Error::Facts {
            path: list_path(dataset),
            problem: error.to_string(),
        })?;
        lines.extend_from_slice(line.as_bytes());
        lines.push(b'\n');
    }
    replace_file(&list_path(dataset), &lines, Sync::Now)?;
    Ok(recorded)
}

fn document_of(entry: &Entry) -> Option<(String, FactsKey)> {
    entry.file.document_id.clone().zip(entry.facts.clone())
}

/// Entries by `file_id`. Of two, the one that was read wins, then the one with newer facts,
/// then the greater content: shards joined in any order agree.
pub(super) fn keyed(entries: Vec<Entry>) -> BTreeMap<String, Entry> {
    fn rank(entry: &Entry) -> (bool, Option<&FactsKey>, Option<&String>, Option<&String>) {
        let file = &entry.file;
        let was_read = file.status == FileStatus::Read;
        (was_read, entry.facts.as_ref(), file.document_id.as_ref(), file.reason.as_ref())
    }
    let mut list: BTreeMap<String, Entry> = BTreeMap::new();
    for entry in entries {
        match list.get(&entry.file.file_id) {
            Some(other) if rank(other) >= rank(&entry) => {}
            _ => {
                list.insert(entry.file.file_id.clone(), entry);
            }
        }
    }
    list
}

fn in_path_order(list: BTreeMap<String, Entry>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = list.into_values().collect();
    entries.sort_by(|a, b| (&a.file.path, &a.file.file_id).cmp(&(&b.file.path, &b.file.file_id)));
    entries
}

/// The list of files, in path order.
pub(super) fn read_entries(dataset: &Dataset) -> Result<Vec<Entry>> {
    let path = list_path(dataset);
    let bytes = read_file(&path)?.unwrap_or_default();
    let entries = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    entries
        .map(|line| {
            serde_json::from_slice(line)
                .map_err(|error| Error::Facts { path: path.clone(), problem: error.to_string() })
        })
        .collect()
}

/// The input files of a dataset, sorted by path.
pub fn read_files(dataset: &Dataset) -> Result<Vec<FileRecord>> {
    Ok(read_entries(dataset)?.into_iter().map(|entry| entry.file).collect())
}

/// The facts that hold for each document of the list: one a document.
pub(super) fn facts_in_use(entries: &[Entry]) -> BTreeMap<String, FactsKey> {
    let mut in_use: BTreeMap<String, FactsKey> = BTreeMap::new();
    for (document_id, key) in entries.iter().filter_map(document_of) {
        let newest = in_use.entry(document_id).or_insert_with(|| key.clone());
        if *newest < key {
            *newest = key;
        }
    }
    in_use
}

/// The facts of every document of a dataset, sorted by the path of its first file; path and
/// name in the document's row are those of that file.
pub fn read_facts(dataset: &Dataset) -> Result<Vec<Facts>> {
    let entries = read_entries(dataset)?;
    let mut in_use = facts_in_use(&entries);
    let mut all = Vec::with_capacity(in_use.len());
    // The list is in path order: the first file of a content takes its facts out of the map.
    for entry in &entries {
        let key = entry.file.document_id.as_ref().and_then(|id| in_use.remove(id));
        if let Some(key) = key {
            let mut facts = read_kept(dataset, &key.key)?.facts;
            facts.document.path.clone_from(&entry.file.path);
            facts.document.file_name.clone_from(&entry.file.file_name);
            all.push(facts);
        }
    }
    all.sort_by(|a, b| {
        let (a, b) = (&a.document, &b.document);
        (&a.path, &a.document_id).cmp(&(&b.path, &b.document_id))
    });
    Ok(all)
}

fn read_kept(dataset: &Dataset, key: &str) -> Result<Kept> {
    let path = facts_path(dataset, key);
    let fault = |problem| Error::Facts { path: path.clone(), problem };
    let bytes = read_file(&path)?
        .ok_or_else(|| fault("the file is missing; extract the document again".to_owned()))?;
    serde_json::from_slice(&bytes).map_err(|error| fault(error.to_string()))
}

/// With which versions and rules the documents of a dataset were read.
pub fn rule_uses(dataset: &Dataset) -> Result<Vec<RuleUse>> {
    let mut counts: BTreeMap<(Vec<u64>, String), usize> = BTreeMap::new();
    for key in facts_in_use(&read_entries(dataset)?).into_values() {
        *counts.entry((key.version, key.rules_hash)).or_default() += 1;
    }
    let uses = counts.into_iter().map(|((version, rules_hash), documents)| {
        let version: Vec<String> = version.iter().map(u64::to_string).collect();
        RuleUse { version: version.join("."), rules_hash, documents }
    });
    Ok(uses.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{open, support};

    #[test]
    fn facts_come_back_as_they_were_kept() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = open(temporary.path()).expect("a dataset");
        let shard = support::archive();
        support::keep(&dataset, &shard);
        let facts = read_facts(&dataset).expect("facts");
        assert_eq!(format!("{facts:?}"), format!("{:?}", shard.facts));
        assert_eq!(read_files(&dataset).expect("files"), shard.files);
        let id = &shard.facts[0].document.document_id;
        assert!(lookup(&dataset, id, support::RULES).expect("a lookup").is_some());
        assert!(lookup(&dataset, id, "other rules").expect("a lookup").is_none());
        let uses = rule_uses(&dataset).expect("uses");
        assert_eq!(uses.iter().map(|rules| rules.documents).sum::<usize>(), shard.facts.len());
    }

    #[test]
    fn a_changed_file_takes_the_place_of_its_earlier_self_and_others_stay() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = open(temporary.path()).expect("a dataset");
        let shard = support::archive();
        support::keep(&dataset, &shard);
        let changed = support::document("b.txt", "Comitato B2", "2024-05-09");
        write_facts(&dataset, &changed, support::RULES).expect("facts");
        let file = support::file_of("b.txt", &changed);
        let recorded = record_files(&dataset, &[file], support::RULES).expect("a record");
        let kept = shard.files.len() - 1;
        assert_eq!(recorded, Recorded { added: 0, replaced: 1, kept });
        let facts = read_facts(&dataset).expect("facts");
        let ids: Vec<_> = facts.iter().map(|facts| &facts.document.document_id).collect();
        assert!(ids.contains(&&changed.document.document_id));
        assert_eq!(ids.len(), shard.facts.len());
    }

    #[test]
    fn copies_share_a_document_named_after_the_first_path() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = open(temporary.path()).expect("a dataset");
        let facts = support::document("z.txt", "Comitato", "2024-05-09");
        write_facts(&dataset, &facts, support::RULES).expect("facts");
        let files = ["z.txt", "a/copy.txt"].map(|path| support::file_of(path, &facts));
        record_files(&dataset, &files, support::RULES).expect("a record");
        let read = read_facts(&dataset).expect("facts");
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].document.path, "a/copy.txt");
        assert_eq!(read[0].document.file_name, "copy.txt");
    }

    #[test]
    fn a_file_without_facts_is_not_recorded() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = open(temporary.path()).expect("a dataset");
        let facts = support::document("z.txt", "Comitato", "2024-05-09");
        let files = [support::file_of("z.txt", &facts)];
        let refused = record_files(&dataset, &files, support::RULES);
        assert!(matches!(refused, Err(Error::Facts { .. })));
        assert!(read_files(&dataset).expect("files").is_empty());
    }

    #[test]
    fn new_rules_take_over_a_document_and_all_its_copies() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = open(temporary.path()).expect("a dataset");
        let facts = support::document("z.txt", "Comitato", "2024-05-09");
        let files = ["a.txt", "z.txt"].map(|path| support::file_of(path, &facts));
        write_facts(&dataset, &facts, "zzz").expect("facts");
        record_files(&dataset, &files, "zzz").expect("a record");
        write_facts(&dataset, &facts, "aaa").expect("facts");
        record_files(&dataset, &files[..1], "aaa").expect("a record");
        let uses = rule_uses(&dataset).expect("uses");
        assert_eq!(uses.len(), 1);
        assert_eq!(uses[0].rules_hash, "aaa");
    }

    #[test]
    fn a_damaged_facts_file_is_read_again_or_named() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = open(temporary.path()).expect("a dataset");
        let shard = support::archive();
        support::keep(&dataset, &shard);
        let id = &shard.facts[0].document.document_id;
        let path = facts_path(&dataset, &FactsKey::new(id, support::RULES).key);
        replace_file(&path, b"{", Sync::Later).expect("a damaged file");
        assert!(lookup(&dataset, id, support::RULES).expect("a lookup").is_none());
        assert!(matches!(read_facts(&dataset), Err(Error::Facts { .. })));
    }
}
