//! The command line: arguments to runs of the library, results to standard output.
//!
//! In: arguments, standard input, the clock. Out: results on standard output, progress and
//! remarks on standard error, an exit status: 0 done; 1 done, and something fell short of
//! `--fail-on`; 2 the run could not be done. Nothing is worked out here.
//!
//! One file a command; [`args`] declares them all and alone names clap.

mod aggregate;
mod args;
mod clock;
mod completions;
mod corrections;
mod evaluate;
mod explain;
mod extract;
mod inputs;
mod log;
mod man;
mod output;
mod progress;
mod registry;
mod rules;
mod run;
mod schema;
mod shortfall;
mod summary;
mod tables;

use std::process::ExitCode;

use args::{Command, LogFormat};
use log::Log;
use verbali::error::{Error, Result};

/// How a run that could be done ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// All is well.
    Done,
    /// Something fell short of what was asked for.
    FellShort,
}

/// Runs the command that the arguments ask for.
pub(super) fn main() -> ExitCode {
    let arguments = match args::parse() {
        Ok(arguments) => arguments,
        Err(status) => return status,
    };
    let log = Log::new(arguments.log_format);
    match dispatch(&arguments.command, log) {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::FellShort) => ExitCode::from(1),
        // Whoever reads the results has seen enough: `verbali schema | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            log.fatal(&error);
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: &Command, log: Log) -> Result<Status> {
    match command {
        Command::Run(arguments) => run::run(arguments, log),
        Command::Extract(arguments) => extract::run(arguments, log),
        Command::Aggregate(arguments) => aggregate::run(arguments, log),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Evaluate(arguments) => evaluate::run(arguments),
        Command::Rules(arguments) => rules::run(arguments),
        Command::Corrections(arguments) => corrections::run(arguments),
        Command::Registry(arguments) => registry::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
    }
}

fn is_broken_pipe(error: &Error) -> bool {
    matches!(error, Error::Write { source, .. } if source.kind() == std::io::ErrorKind::BrokenPipe)
}
