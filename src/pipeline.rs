//! Many files to the facts of their documents, side by side. The only file that names rayon.
//!
//! In: inputs as a user gives them, rules, a dataset. Out: facts kept in the dataset as they
//! come, the list of files, and what became of each document. Tables are made afterwards, from
//! the dataset.
//!
//! Files are read twice: once for the hash of their content, so that copies are read as one
//! document, and once for the document, so that no more than one document a thread is held.
//!
//! Invariant: the result depends on the files and the rules alone: any number of jobs and any
//! order of inputs leave the same dataset; one document never ends the run.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use rayon::prelude::*;

use crate::dataset::{self, Dataset, Derived, Recorded};
use crate::diagnostic::Code;
use crate::document::source::{self, Found, Outcome as Search};
use crate::document::{self, Limits, Refusal};
use crate::error::{Error, Result};
use crate::extract::{Extractor, Input};
use crate::model::{DiagnosticRecord, DocumentStatus, Facts, FileRecord, FileStatus, content_hash};
use crate::resolve::registry::Registry;
use crate::resolve::{self, Outcome, Precision, Words};
use crate::rules::RuleSet;

/// How a run is to go.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Documents read at once; 0: as many as there are cores.
    pub jobs: usize,
    /// How much of a file is read.
    pub limits: Limits,
}

/// A sign of life, given from any thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many files are to be hashed.
    Hashing(usize),
    /// So many documents are to be read.
    Reading(usize),
    /// One of them is done.
    Step,
}

/// What became of a document of a run.
#[derive(Clone, Debug)]
pub struct DocumentOutcome {
    /// Path of its first file.
    pub path: String,
    /// Its status.
    pub status: DocumentStatus,
    /// Whether its facts were there already.
    pub is_reused: bool,
    /// Its remarks.
    pub diagnostics: Vec<DiagnosticRecord>,
}

/// What became of the files of a run.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// Every file, in path order.
    pub files: Vec<FileRecord>,
    /// Every document, in the order of its first file.
    pub documents: Vec<DocumentOutcome>,
    /// What it did to the list of files.
    pub recorded: Recorded,
}

/// The files that `inputs` lead to, in path order; an error where they lead to none.
pub fn find(inputs: &[PathBuf]) -> Result<Vec<Found>> {
    let found = source::find(inputs);
    let is_there = |found: &Found| found.outcome != Search::Missing;
    if found.iter().any(is_there) {
        return Ok(found);
    }
    let problem = if let [input] = inputs {
        let what = if input.exists() { "there is no file in it" } else { "there is no such file" };
        format!("{}: {what}; give a file, a folder or a pattern", input.display())
    } else {
        format!("none of the {} inputs leads to a file", inputs.len())
    };
    Err(Error::Usage { problem })
}

/// Reads the files found into `dataset`: each content once, and only if these rules have not
/// read it before.
pub fn extract(
    dataset: &Dataset,
    rules: &RuleSet,
    found: &[Found],
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Extraction> {
    let limits = options.limits;
    let run =
        Run { dataset, extractor: Extractor::new(rules), reading: reading(rules, &limits), limits };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.jobs)
        .thread_name(|number| format!("document-{number}"))
        .build()
        .map_err(|error| Error::Usage { problem: format!("no threads to work with: {error}") })?;
    pool.install(|| run.all(found, progress))
}

/// What a dataset holds, and what is worked out over all of it.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The facts of every document, by the path of its first file.
    pub facts: Vec<Facts>,
    /// Every file, by path.
    pub files: Vec<FileRecord>,
    /// What follows from all of them together.
    pub derived: Derived,
}

/// Reads a dataset back and works out what follows from all of it, for its tables to be made.
pub fn gather(
    dataset: &Dataset,
    rules: &RuleSet,
    registry: &Registry,
    precision: Precision,
) -> Result<Gathered> {
    let mut facts = dataset::read_facts(dataset)?;
    let files = dataset::read_files(dataset)?;
    let corrected = dataset::correct(&mut facts, &registry.corrections)?;
    let outcome = resolve_all(&mut facts, &Words::new(rules), registry, precision, corrected);
    let rows = dataset::derived_rows(&outcome);
    Ok(Gathered { facts, files, derived: Derived { rows, attachments: Vec::new() } })
}

/// Resolves an archive: its ambiti side by side, its facts filled in. Remarks made before are
/// added to its own.
pub fn resolve_all(
    facts: &mut [Facts],
    words: &Words,
    registry: &Registry,
    precision: Precision,
    mut remarks: Vec<resolve::Remark>,
) -> Outcome {
    remarks.extend(resolve::settle(facts, registry));
    remarks.extend(resolve::seat(facts, words, registry));
    let scopes = resolve::scopes(facts);
    let worked: Vec<Outcome> =
        scopes.par_iter().map(|scope| resolve::work(scope, words, registry, precision)).collect();
    let mut scopes_of: Vec<Vec<&Outcome>> = vec![Vec::new(); facts.len()];
    for (scope, outcome) in scopes.iter().zip(&worked) {
        for document in scope.documents() {
            scopes_of[*document].push(outcome);
        }
    }
    drop(scopes);
    let mut told: BTreeMap<&str, Vec<&resolve::Remark>> = BTreeMap::new();
    for remark in remarks.iter().chain(worked.iter().flat_map(|outcome| &outcome.remarks)) {
        told.entry(&remark.document_id).or_default().push(remark);
    }
    facts.par_iter_mut().zip(scopes_of).for_each(|(document, outcomes)| {
        let of = told.get(document.document.document_id.as_str()).cloned().unwrap_or_default();
        resolve::apply(document, &outcomes, of);
    });
    drop(told);
    let mut outcome = Outcome::default();
    for scope in worked {
        outcome.add_rows(scope);
    }
    outcome.remarks.append(&mut remarks);
    resolve::across(words, &mut outcome);
    resolve::dimensions(facts, registry, &mut outcome);
    resolve::members(facts, words, registry, &mut outcome);
    outcome
}

struct Run<'a> {
    dataset: &'a Dataset,
    extractor: Extractor<'a>,
    limits: Limits,
    /// What facts depend on beside their document: the rules, and limits other than the usual.
    reading: String,
}

fn reading(rules: &RuleSet, limits: &Limits) -> String {
    if *limits == Limits::default() {
        return rules.hash.clone();
    }
    let named: Vec<String> =
        limits.named().iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{}+{}", rules.hash, content_hash(named.join(" ").as_bytes()))
}

impl Run<'_> {
    fn all(&self, found: &[Found], progress: &(dyn Fn(Progress) + Sync)) -> Result<Extraction> {
        progress(Progress::Hashing(found.len()));
        let mut files: Vec<FileRecord> = found
            .par_iter()
            .map(|found| {
                let file = self.record(found);
                progress(Progress::Step);
                file
            })
            .collect();
        let mut copies: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, file) in files.iter().enumerate() {
            if let Some(document_id) = &file.document_id {
                copies.entry(document_id).or_default().push(at);
            }
        }
        let mut groups: Vec<Vec<usize>> = copies.into_values().collect();
        // Files are in path order: the first of each group leads.
        groups.sort();
        progress(Progress::Reading(groups.len()));
        let read: Vec<(Vec<usize>, Result<Option<DocumentOutcome>>)> = groups
            .into_par_iter()
            .map(|group| {
                let outcome = self.document(found, &files, &group);
                progress(Progress::Step);
                (group, outcome)
            })
            .collect();
        let mut documents = Vec::with_capacity(read.len());
        for (group, outcome) in read {
            if let Some(outcome) = outcome? {
                documents.push(outcome);
                continue;
            }
            for at in group {
                let reason = "the file changed while it was being read; run again";
                files[at].status = FileStatus::Unreadable;
                files[at].reason = Some(reason.to_owned());
                files[at].document_id = None;
            }
        }
        let recorded = dataset::record_files(self.dataset, &files, &self.reading)?;
        Ok(Extraction { files, documents, recorded })
    }

    /// The row of a file: its content's key where it can be read, otherwise the reason.
    fn record(&self, found: &Found) -> FileRecord {
        let file_name = found.path.rsplit('/').next().unwrap_or(&found.path);
        let mut file = FileRecord {
            file_id: found.file_id.clone(),
            path: found.path.clone(),
            file_name: file_name.to_owned(),
            byte_size: None,
            status: FileStatus::Read,
            reason: None,
            document_id: None,
        };
        let (status, reason) = match &found.outcome {
            Search::Candidate => match source::read(&found.absolute, self.limits.file_bytes) {
                Ok(bytes) => {
                    file.byte_size = Some(bytes.len() as i64);
                    file.document_id = Some(content_hash(&bytes));
                    return file;
                }
                Err(refusal) if refusal.code == Code::FileMissing => {
                    (FileStatus::Missing, refusal.reason)
                }
                Err(refusal) => (FileStatus::Unreadable, refusal.reason),
            },
            Search::Missing => (FileStatus::Missing, "there is no such file".to_owned()),
            Search::Skipped { reason } => (FileStatus::Skipped, reason.clone()),
            Search::Unreadable { reason } => (FileStatus::Unreadable, reason.clone()),
        };
        file.status = status;
        file.reason = Some(reason);
        file
    }

    /// Reads the content that the files of `group` share; `None` where none of them holds it
    /// any more.
    fn document(
        &self,
        found: &[Found],
        files: &[FileRecord],
        group: &[usize],
    ) -> Result<Option<DocumentOutcome>> {
        let first = &files[group[0]];
        let document_id = first.document_id.as_deref().unwrap_or_default();
        let outcome = |facts: Facts, is_reused| DocumentOutcome {
            path: first.path.clone(),
            status: facts.document.status,
            is_reused,
            diagnostics: facts.diagnostics,
        };
        if let Some(facts) = dataset::lookup(self.dataset, document_id, &self.reading)? {
            return Ok(Some(outcome(facts, true)));
        }
        let bytes = group.iter().find_map(|at| {
            let bytes = source::read(&found[*at].absolute, self.limits.file_bytes).ok()?;
            (content_hash(&bytes) == document_id).then_some(bytes)
        });
        let Some(bytes) = bytes else { return Ok(None) };
        let input = Input {
            document_id,
            path: &first.path,
            file_name: &first.file_name,
            byte_size: bytes.len() as u64,
        };
        let facts = self.keep(&input, self.facts(&input, &bytes))?;
        Ok(Some(outcome(facts, false)))
    }

    /// The facts of a content; a fault of ours within it is a remark on the document.
    fn facts(&self, input: &Input<'_>, bytes: &[u8]) -> Facts {
        let work = || match document::read(bytes, input.file_name, &self.limits) {
            Ok(read) => self.extractor.extract(input, read),
            Err(refused) => {
                let mut facts = self.extractor.refused(input, refused.format, &refused.refusal);
                facts.document.page_count = refused.page_count.unwrap_or_default() as i32;
                facts
            }
        };
        // The extractor is not changed by reading, so a panic leaves nothing half done.
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            self.failed(input, text.unwrap_or("no message"))
        })
    }

    /// Keeps facts; those that break the contract of the tables cost their document alone.
    fn keep(&self, input: &Input<'_>, facts: Facts) -> Result<Facts> {
        match dataset::write_facts(self.dataset, &facts, &self.reading) {
            Ok(()) => Ok(facts),
            Err(Error::Facts { problem, .. }) => {
                let failed = self.failed(input, &problem);
                dataset::write_facts(self.dataset, &failed, &self.reading)?;
                Ok(failed)
            }
            Err(error) => Err(error),
        }
    }

    fn failed(&self, input: &Input<'_>, problem: &str) -> Facts {
        let reason = format!("the program failed in this document: {problem}");
        self.extractor.refused(input, None, &Refusal::new(Code::InternalError, reason))
    }
}
