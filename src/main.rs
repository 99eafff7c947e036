//! The program `verbali`: its arguments, its run, its exit status.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    cli::main()
}
