//! The arguments of `verbali rules`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::RuleFolders;

#[derive(Debug, Args)]
pub(in crate::cli) struct RulesArguments {
    #[command(subcommand)]
    pub(in crate::cli) command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RulesCommand {
    /// List every rule with its kind, its pack and why it exists.
    List(RuleFolders),
    /// Check all rules and run their examples: every fault of every file in one report.
    Check(RuleFolders),
    /// Run the examples and counterexamples of each rule, and print how each rule did.
    Test(RuleFolders),
    /// Print on how many documents of how many bodies each rule fired in a dataset.
    Coverage(CoverageArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CoverageArguments {
    /// A dataset that `verbali run` or `verbali extract` wrote.
    #[arg(value_name = "DATASET")]
    pub(in crate::cli) dataset: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) rules: RuleFolders,
}
