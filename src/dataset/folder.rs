//! The folder of a dataset: opened, created, refused; files in it replaced whole.
//!
//! In: a path. Out: a [`Dataset`], which is no more than the proof that the folder is ours.
//!
//! Invariant: nothing is written to a folder that holds anything but a dataset of ours, and
//! a file is either its old self or its new self, never a part of either.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The folder in a dataset that marks it as ours and holds what it is derived from.
const STORE: &str = ".verbali";

/// A folder that holds a dataset of ours.
#[derive(Clone, Debug)]
pub struct Dataset {
    root: PathBuf,
}

impl Dataset {
    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }
    /// The folder of facts.
    pub(super) fn facts_folder(&self) -> PathBuf {
        self.store().join("facts")
    }
    /// The folder of what the dataset is derived from.
    pub(super) fn store(&self) -> PathBuf {
        self.root.join(STORE)
    }
}

/// Keeps others from changing the dataset for as long as it lives.
#[derive(Debug)]
pub(super) struct Lock {
    /// The operating system gives the lock back when the file is closed, even after a crash.
    _file: Option<File>,
}

/// The dataset in `path`, created where there is none; a folder of other things is refused.
pub fn open(path: &Path) -> Result<Dataset> {
    let dataset = Dataset { root: path.to_owned() };
    if dataset.facts_folder().is_dir() {
        return Ok(dataset);
    }
    let is_new = !path.exists() || dataset.store().is_dir();
    let seen = if is_new { None } else { first_entry(path)? };
    if let Some(seen) = seen {
        return Err(Error::NotOurs { path: path.to_owned(), seen });
    }
    create_folder(&dataset.facts_folder())?;
    Ok(dataset)
}

/// The dataset in `path`, which must be there already.
pub fn existing(path: &Path) -> Result<Dataset> {
    let dataset = Dataset { root: path.to_owned() };
    if dataset.facts_folder().is_dir() {
        Ok(dataset)
    } else {
        Err(Error::NotADataset { path: path.to_owned() })
    }
}

/// What a path that is no empty folder holds.
fn first_entry(path: &Path) -> Result<Option<String>> {
    if !path.is_dir() {
        return Ok(Some("it is a file".to_owned()));
    }
    let names = names_in(path)?;
    Ok(names.first().map(|name| format!("it holds {name}")))
}

/// Names of the entries of a folder, sorted; none where there is no such folder.
pub(super) fn names_in(folder: &Path) -> Result<Vec<String>> {
    let read = |source| Error::Read { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(read)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(read)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Takes the lock of a dataset, or tells that another run holds it.
pub(super) fn lock(dataset: &Dataset) -> Result<Lock> {
    let path = dataset.store().join("lock");
    let file = File::create(&path).map_err(|source| Error::Write { path, source })?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: Some(file) }),
        Err(fs::TryLockError::WouldBlock) => Err(Error::Usage {
            problem: format!(
                "{}: another run is writing to this dataset; wait until it ends",
                dataset.root().display()
            ),
        }),
        // Some network file systems have no locks: there, one run at a time is up to the user.
        Err(fs::TryLockError::Error(_)) => Ok(Lock { _file: None }),
    }
}

/// The bytes of a file; `None` where there is no such file.
pub(super) fn read_file(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read { path: path.to_owned(), source }),
    }
}

/// Whether a write waits until the bytes are on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sync {
    /// It waits: the file cannot be made again from others.
    Now,
    /// It does not: should power fail, the file is made again.
    Later,
}

/// Replaces a file whole: its bytes are written under another name in the same folder
/// before it gets its own.
pub(super) fn replace_file(path: &Path, bytes: &[u8], sync: Sync) -> Result<()> {
    // The process and the address of the buffer part writers of one content on two threads.
    let part = format!("{}-{:p}.part", std::process::id(), bytes.as_ptr());
    let temporary = path.with_extension(part);
    write_new(&temporary, bytes, sync)?;
    rename(&temporary, path)
}

/// Writes a file that nobody reads before it is renamed or announced.
pub(super) fn write_new(path: &Path, bytes: &[u8], sync: Sync) -> Result<()> {
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        if sync == Sync::Now { file.sync_all() } else { Ok(()) }
    };
    write().map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// Gives a file its new name, in place of what had it.
pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        create_folder(folder)?;
    }
    fs::rename(from, to).map_err(|source| Error::Write { path: to.to_owned(), source })
}

/// Removes a file or a folder with all it holds; one that is not there is no fault.
pub(super) fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::Write { path: path.to_owned(), source: error })
        }
        _ => Ok(()),
    }
}

fn create_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|source| Error::Write { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_or_empty_folder_becomes_a_dataset() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        assert!(open(temporary.path()).is_ok());
        assert!(open(temporary.path()).is_ok(), "and is ours ever after");
        assert!(open(&temporary.path().join("new/deeper")).is_ok());
        assert!(existing(temporary.path()).is_ok());
    }

    #[test]
    fn a_folder_of_other_things_is_refused_and_left_alone() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let file = temporary.path().join("letter.txt");
        fs::write(&file, "x").expect("a file");
        for path in [temporary.path(), file.as_path()] {
            assert!(matches!(open(path), Err(Error::NotOurs { .. })), "{}", path.display());
        }
        assert_eq!(names_in(temporary.path()).expect("a folder"), ["letter.txt"]);
        assert!(matches!(existing(temporary.path()), Err(Error::NotADataset { .. })));
    }

    #[test]
    fn a_second_writer_is_told_to_wait() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = open(temporary.path()).expect("a dataset");
        let first = lock(&dataset).expect("a lock");
        assert!(matches!(lock(&dataset), Err(Error::Usage { .. })));
        drop(first);
        assert!(lock(&dataset).is_ok());
    }
}
