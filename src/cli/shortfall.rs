//! What fell short: the remarks on files and documents, the gravest of which decides the exit
//! status.
//!
//! In: files and diagnostics, of a run or of a dataset. Out: [`Remark`]s in the order of paths,
//! and a [`Status`]. A code that this version does not know is of a newer one, and left out.

use verbali::diagnostic::{Code, Severity};
use verbali::model::{DiagnosticRecord, Facts, FileRecord, FileStatus};
use verbali::pipeline::Extraction;

use super::Status;

/// A remark on a file or a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remark {
    /// The file.
    pub(super) path: String,
    /// The problem.
    pub(super) code: Code,
    /// What was seen.
    pub(super) message: String,
    /// Page and line, where it is at one place.
    pub(super) page_line: Option<(u32, u32)>,
}

impl Remark {
    /// The file with page and line, as `verbali explain` takes them.
    pub(super) fn place(&self) -> String {
        match self.page_line {
            Some((page, line)) => format!("{}:{page}:{line}", self.path),
            None => self.path.clone(),
        }
    }
}

/// The remarks of a run.
pub(super) fn of_run(extraction: &Extraction) -> Vec<Remark> {
    let mut remarks = of_files(&extraction.files);
    for document in &extraction.documents {
        remarks.extend(of_document(&document.path, &document.diagnostics));
    }
    in_order(remarks)
}

/// The remarks of a dataset.
pub(super) fn of_dataset(facts: &[Facts], files: &[FileRecord]) -> Vec<Remark> {
    let mut remarks = of_files(files);
    for facts in facts {
        remarks.extend(of_document(&facts.document.path, &facts.diagnostics));
    }
    in_order(remarks)
}

/// The remarks on files that gave no document.
pub(super) fn of_files(files: &[FileRecord]) -> Vec<Remark> {
    let remark = |file: &FileRecord| {
        let code = match file.status {
            FileStatus::Read => return None,
            FileStatus::Unreadable => Code::FileUnreadable,
            FileStatus::Missing => Code::FileMissing,
            FileStatus::Skipped => Code::FileSkipped,
        };
        let message = file.reason.clone().unwrap_or_default();
        Some(Remark { path: file.path.clone(), code, message, page_line: None })
    };
    files.iter().filter_map(remark).collect()
}

/// The status of a run with these remarks.
pub(super) fn status(remarks: &[Remark], fail_on: Option<Severity>) -> Status {
    let worst = remarks.iter().map(|remark| remark.code.severity()).max();
    match fail_on {
        Some(least) if worst >= Some(least) => Status::FellShort,
        _ => Status::Done,
    }
}

fn of_document(path: &str, diagnostics: &[DiagnosticRecord]) -> Vec<Remark> {
    let remark = |record: &DiagnosticRecord| {
        let code = Code::ALL.iter().copied().find(|code| code.word() == record.code)?;
        Some(Remark {
            path: path.to_owned(),
            code,
            message: record.message.clone(),
            page_line: record.place.as_ref().map(|place| (place.page, place.line)),
        })
    };
    diagnostics.iter().filter_map(remark).collect()
}

fn in_order(mut remarks: Vec<Remark>) -> Vec<Remark> {
    remarks.sort_by(|a, b| (&a.path, a.page_line).cmp(&(&b.path, b.page_line)));
    remarks
}
