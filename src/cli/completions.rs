//! `verbali completions`: completions of every command and flag for a shell. The only file
//! that names `clap_complete`.

pub(super) use clap_complete::Shell;
use verbali::error::Result;

use super::args::{CompletionsArguments, declaration};
use super::{Status, output};

/// Prints the completions.
pub(super) fn run(arguments: &CompletionsArguments) -> Result<Status> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut declaration(), "verbali", &mut text);
    output::print_bytes(&text)?;
    Ok(Status::Done)
}
