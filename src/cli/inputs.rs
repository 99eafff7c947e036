//! Inputs as the user gives them: paths, or a list of paths on standard input.
//!
//! In: arguments and standard input. Out: paths, in the order given, and for `--dry-run` a
//! line for each file that they lead to.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use verbali::document::source::{Found, Outcome};
use verbali::error::{Error, Result};

/// The paths that the arguments stand for: `-` is replaced by the lines of standard input.
pub(super) fn paths(inputs: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for input in inputs {
        if input.as_path() == Path::new("-") {
            paths.extend(listed()?);
        } else {
            paths.push(input.clone());
        }
    }
    Ok(paths)
}

fn listed() -> Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|source| Error::Read { path: PathBuf::from("standard input"), source })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        let problem = format!("standard input, line {line}: the path is not UTF-8");
        Error::Usage { problem }
    })?;
    let paths: Vec<PathBuf> =
        text.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect();
    if paths.is_empty() {
        let problem = "standard input holds no path; give one a line".to_owned();
        return Err(Error::Usage { problem });
    }
    Ok(paths)
}

/// What would become of each file.
pub(super) fn listing(found: &[Found]) -> String {
    let mut text = String::new();
    for file in found {
        let path = file.absolute.display();
        // Writing to a string cannot fail.
        let _ = match &file.outcome {
            Outcome::Candidate => writeln!(text, "read     {path}"),
            Outcome::Missing => writeln!(text, "missing  {path}"),
            Outcome::Skipped { reason } => writeln!(text, "skip     {path} ({reason})"),
            Outcome::Unreadable { reason } => writeln!(text, "fail     {path} ({reason})"),
        };
    }
    let read = found.iter().filter(|file| file.outcome == Outcome::Candidate).count();
    let _ = writeln!(text, "{read} of {} files would be read", found.len());
    text
}
