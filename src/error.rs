//! What stops a run. Everything milder is a [`crate::diagnostic::Diagnostic`].

use std::path::PathBuf;

/// A run that could not be done.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The rules have faults; the text is the whole report.
    Rules {
        /// How many faults.
        count: usize,
        /// Every fault with its place and what to write instead.
        report: String,
    },
    /// The registry has faults; the text is the whole report.
    Registry {
        /// How many faults.
        count: usize,
        /// Every fault with its place and what to write instead.
        report: String,
    },
    /// The output folder holds something that is not a dataset of ours.
    NotOurs {
        /// The folder.
        path: PathBuf,
        /// What was seen there.
        seen: String,
    },
    /// A folder given as a dataset is none.
    NotADataset {
        /// The folder.
        path: PathBuf,
    },
    /// A facts file that cannot be read back.
    Facts {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A file that could not be read.
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file that could not be written.
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A table that could not be built or written.
    Table {
        /// The table.
        table: String,
        /// What is wrong.
        problem: String,
    },
    /// A gold record that cannot be read.
    Gold {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// An argument that makes no sense here.
    Usage {
        /// What was seen and what to write instead.
        problem: String,
    },
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rules { count, report } => {
                write!(f, "{report}\n{count} fault(s) in the rules: nothing was read")
            }
            Self::Registry { count, report } => {
                write!(f, "{report}\n{count} fault(s) in the registry: nothing was written")
            }
            Self::NotOurs { path, seen } => write!(
                f,
                "{} is not a dataset of verbali ({seen}): nothing was written; give an empty or a new folder",
                path.display()
            ),
            Self::NotADataset { path } => write!(
                f,
                "{} is not a dataset of verbali: it has no .verbali/facts folder",
                path.display()
            ),
            Self::Facts { path, problem } => {
                write!(f, "{}: facts cannot be read back: {problem}", path.display())
            }
            Self::Read { path, .. } => write!(f, "{}: cannot be read", path.display()),
            Self::Write { path, .. } => write!(f, "{}: cannot be written", path.display()),
            Self::Table { table, problem } => write!(f, "table {table}: {problem}"),
            Self::Gold { path, problem } => {
                write!(f, "{}: gold record cannot be read: {problem}", path.display())
            }
            Self::Usage { problem } => f.write_str(problem),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Shorthand for results that stop a run.
pub type Result<T> = std::result::Result<T, Error>;
