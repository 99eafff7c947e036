//! From files that are written to files that are published, all or none.
//!
//! In: the files of a publication, by path within the dataset. Out: they stand in place of
//! those of the last publication.
//!
//! All files are first written to `.verbali/publish/`, with a journal last. Then each is
//! renamed into place, in the order in which they were written, files of the last publication
//! that have no successor are removed, and the folder goes. A publication interrupted before
//! its journal is thrown away by the next; one interrupted after it is finished first.
//!
//! Invariant: a published file is of the last publication or of this one, never part of either,
//! and a file that no publication of ours wrote is not touched.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::folder::{Dataset, Sync, read_file, remove, rename, replace_file, write_new};
use super::package::PublishedFile;
use crate::error::{Error, Result};

/// What a complete publication holds.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    generation: String,
    /// In the order in which they are to be renamed.
    files: Vec<String>,
}

const JOURNAL: &str = "journal.json";

fn staging(dataset: &Dataset) -> PathBuf {
    dataset.store().join("publish")
}

/// The journal of the last complete publication.
fn listing(dataset: &Dataset) -> PathBuf {
    dataset.store().join("published.json")
}

/// Files written and not yet in place.
pub(super) struct Stage<'a> {
    dataset: &'a Dataset,
    files: Vec<PublishedFile>,
}

impl<'a> Stage<'a> {
    /// An empty stage, once an interrupted publication is finished or thrown away. The caller
    /// holds the lock of the dataset.
    pub(super) fn new(dataset: &'a Dataset) -> Result<Self> {
        finish(dataset)?;
        Ok(Self { dataset, files: Vec::new() })
    }

    /// The files written so far.
    pub(super) fn files(&self) -> &[PublishedFile] {
        &self.files
    }

    /// Writes a file; its path must stay within the dataset and be written once.
    pub(super) fn write(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let is_inside = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
        let is_new = self.files.iter().all(|file| file.path != path);
        if !is_inside || !is_new || path.contains('\\') || path == JOURNAL {
            return Err(Error::Usage { problem: format!("{path}: no path for a published file") });
        }
        write_new(&staging(self.dataset).join(path), bytes, Sync::Now)?;
        self.files.push(PublishedFile::new(path, bytes));
        Ok(())
    }

    /// Puts all files in place, the one written last after all others; gives their paths.
    pub(super) fn commit(self, generation: &str) -> Result<Vec<String>> {
        let files: Vec<String> = self.files.into_iter().map(|file| file.path).collect();
        let journal = Journal { generation: generation.to_owned(), files };
        write_journal(self.dataset, &journal)?;
        finish(self.dataset)?;
        Ok(journal.files)
    }
}

fn write_journal(dataset: &Dataset, journal: &Journal) -> Result<()> {
    let text = format!("{:#}\n", json!(journal));
    replace_file(&staging(dataset).join(JOURNAL), text.as_bytes(), Sync::Now)
}

/// Puts a complete publication in place; throws an incomplete one away.
fn finish(dataset: &Dataset) -> Result<()> {
    if let Some(journal) = read_journal(&staging(dataset).join(JOURNAL))? {
        for path in &journal.files {
            let staged = staging(dataset).join(path);
            // What is no longer staged was put in place before the interruption.
            if staged.is_file() {
                rename(&staged, &dataset.root().join(path))?;
            }
        }
        if let Some(last) = read_journal(&listing(dataset))? {
            for path in last.files.iter().filter(|path| !journal.files.contains(path)) {
                remove(&dataset.root().join(path))?;
            }
        }
        rename(&staging(dataset).join(JOURNAL), &listing(dataset))?;
    }
    remove(&staging(dataset))
}

/// A journal; one that cannot be parsed counts as none, since it is only ever renamed into
/// place whole.
fn read_journal(path: &Path) -> Result<Option<Journal>> {
    Ok(read_file(path)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{open, support};

    fn published(path: &Path) -> Dataset {
        let dataset = open(path).expect("a dataset");
        support::keep(&dataset, &support::archive());
        support::publish_all(&dataset);
        dataset
    }

    #[test]
    fn a_publication_interrupted_after_its_journal_is_finished() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = published(temporary.path());
        let mut stage = Stage::new(&dataset).expect("a stage");
        stage.write("tables/meetings.csv", b"new").expect("a staged file");
        stage.write("run.json", b"run").expect("a staged file");
        // The first file had been renamed already when the interruption came.
        let files = ["tables/bodies.csv", "tables/meetings.csv", "run.json"].map(str::to_owned);
        let journal = Journal { generation: "0".to_owned(), files: files.to_vec() };
        write_journal(&dataset, &journal).expect("a journal");
        finish(&dataset).expect("a recovery");
        let bytes = |path| read_file(&temporary.path().join(path)).expect("a file");
        assert_eq!(bytes("tables/meetings.csv").as_deref(), Some(b"new".as_slice()));
        assert_eq!(bytes("run.json").as_deref(), Some(b"run".as_slice()));
        assert!(bytes("tables/bodies.csv").is_some());
        assert!(bytes("tables/people.csv").is_none(), "it had no successor");
        assert!(!staging(&dataset).exists());
    }

    #[test]
    fn a_publication_interrupted_before_its_journal_leaves_no_trace() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = published(temporary.path());
        let before = support::published_bytes(&dataset);
        let mut stage = Stage::new(&dataset).expect("a stage");
        stage.write("tables/meetings.csv", b"half").expect("a staged file");
        drop(stage);
        finish(&dataset).expect("a recovery");
        assert_eq!(support::published_bytes(&dataset), before);
        assert!(!staging(&dataset).exists());
    }

    #[test]
    fn a_path_out_of_the_dataset_or_into_its_store_is_refused() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = open(temporary.path()).expect("a dataset");
        let mut stage = Stage::new(&dataset).expect("a stage");
        for path in ["../report.html", "/report.html", ".verbali/lock", "a\\b", "", JOURNAL] {
            assert!(matches!(stage.write(path, b""), Err(Error::Usage { .. })), "{path}");
        }
        assert!(stage.write("report.html", b"").is_ok());
        assert!(stage.write("report.html", b"").is_err(), "written twice");
    }
}
