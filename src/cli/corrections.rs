//! `verbali corrections`: from the spreadsheet that a person filled in to `corrections.csv`.

use std::fs;

use verbali::error::{Error, Result};
use verbali::report::corrections;

use super::args::{CorrectionsArguments, CorrectionsCommand, ImportArguments};
use super::{Status, output};

/// Runs the command asked for.
pub(super) fn run(arguments: &CorrectionsArguments) -> Result<Status> {
    match &arguments.command {
        CorrectionsCommand::Import(arguments) => import(arguments),
    }
}

/// Writes what was filled in, or tells all that is wrong with it and writes nothing.
fn import(arguments: &ImportArguments) -> Result<Status> {
    let path = &arguments.workbook;
    let bytes = fs::read(path).map_err(|source| Error::Read { path: path.clone(), source })?;
    let read = corrections::read(&bytes).map_err(|faults| {
        let faults = faults.join("\n");
        Error::Usage { problem: format!("{}: nothing was taken over\n{faults}", path.display()) }
    })?;
    let target = arguments.registry.join("corrections.csv");
    let earlier = match fs::read_to_string(&target) {
        Ok(text) => corrections::parse(&text).map_err(|problem| Error::Usage {
            problem: format!("{}: {problem}; nothing was taken over", target.display()),
        })?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(source) => return Err(Error::Read { path: target, source }),
    };
    let kept = earlier.len();
    let all: Vec<_> = earlier.into_iter().chain(read.iter().cloned()).collect();
    let text = corrections::csv(&all);
    let write = |source| Error::Write { path: target.clone(), source };
    fs::create_dir_all(&arguments.registry).map_err(write)?;
    fs::write(&target, &text).map_err(write)?;
    output::print(&format!(
        "corrections: {} taken over from {}, {kept} were there before\nwritten: {}\n",
        read.len(),
        path.display(),
        target.display()
    ))?;
    Ok(Status::Done)
}
