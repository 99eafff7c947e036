//! The arguments of what has to do with the registry: its check, and corrections taken over.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(in crate::cli) struct CorrectionsArguments {
    #[command(subcommand)]
    pub(in crate::cli) command: CorrectionsCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CorrectionsCommand {
    /// Read the sheet of what was to be verified into corrections.csv.
    Import(ImportArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArguments {
    /// The spreadsheet, verbali.xlsx, with the right values filled in.
    #[arg(value_name = "FILE.xlsx")]
    pub(in crate::cli) workbook: PathBuf,
    /// The folder of the registry, whose corrections.csv is written. Corrections that it holds
    /// stay, but for those of the same values.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(in crate::cli) registry: PathBuf,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RegistryArguments {
    #[command(subcommand)]
    pub(in crate::cli) command: RegistryCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RegistryCommand {
    /// Check the files of a registry: every fault of every file in one report.
    Check {
        /// The folder of the registry.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}
