//! The arguments of every command: the only file that names clap.
//!
//! In: the words of the command line. Out: [`Arguments`], whose values are of the library's
//! own types. What is declared here works; what does not work is not declared.

mod registry;
mod rules;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use verbali::dataset::{Names, PartitionKey, TableFormat};
use verbali::diagnostic::Severity;
use verbali::document::Limits;
use verbali::model::{Date, parse_iso};
use verbali::report::Language;
use verbali::resolve::Precision;
use verbali::stats::Policies;

use super::completions::Shell;

pub(super) use registry::{
    CorrectionsArguments, CorrectionsCommand, ImportArguments, RegistryArguments, RegistryCommand,
};
pub(super) use rules::{CoverageArguments, RulesArguments, RulesCommand};

/// Reads archives of Italian minutes (verbali) and makes evidenced tables of them.
///
/// Exit status: 0 done; 1 done, and something fell short of --fail-on; 2 the run could not be
/// done.
#[derive(Debug, Parser)]
#[command(name = "verbali", version, propagate_version = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// How remarks are written to standard error.
    #[arg(long, value_name = "FORMAT", global = true, default_value = "text")]
    pub(super) log_format: LogFormat,
}

/// How remarks are written to standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// A line a remark, for people.
    Text,
    /// A JSON object a line, for programs.
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read minutes and make tables of them: extract and aggregate in one.
    Run(RunArguments),
    /// Read minutes into facts only: one shard of a larger run.
    Extract(ExtractArguments),
    /// Make tables of the facts of one or more datasets.
    Aggregate(AggregateArguments),
    /// Show what the rules read in a document, and where.
    Explain(ExplainArguments),
    /// Measure a dataset against gold records: precision, recall and F1 of each field.
    Evaluate(EvaluateArguments),
    /// List, check and test the rules.
    Rules(RulesArguments),
    /// Take over what a person filled in into the spreadsheet.
    Corrections(CorrectionsArguments),
    /// Check what only you know: aliases, members, ambiti, folders, corrections.
    Registry(RegistryArguments),
    /// Print every table and column with its meaning.
    Schema(SchemaArguments),
    /// Print completions for a shell.
    Completions(CompletionsArguments),
    /// Print the manual page, or that of a command.
    Man(ManArguments),
}

#[derive(Debug, Args)]
pub(super) struct RunArguments {
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
    #[command(flatten)]
    pub(super) publishing: PublishingArguments,
    #[command(flatten)]
    pub(super) fail_on: FailOnArguments,
}

#[derive(Debug, Args)]
pub(super) struct ExtractArguments {
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
    #[command(flatten)]
    pub(super) fail_on: FailOnArguments,
}

#[derive(Debug, Args)]
pub(super) struct AggregateArguments {
    /// Datasets that `verbali extract` or `verbali run` wrote.
    #[arg(required = true, value_name = "DATASET")]
    pub(super) datasets: Vec<PathBuf>,
    /// The folder of the dataset to write: a new one, an empty one, or a dataset.
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) rules: RuleFolders,
    #[command(flatten)]
    pub(super) publishing: PublishingArguments,
    #[command(flatten)]
    pub(super) fail_on: FailOnArguments,
}

#[derive(Debug, Args)]
pub(super) struct ReadingArguments {
    /// Files, folders or patterns; `-` reads a list of paths from standard input, one a line.
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// The folder of the dataset to write: a new one, an empty one, or a dataset.
    #[arg(short, long, value_name = "DIR", required_unless_present = "dry_run")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) rules: RuleFolders,
    /// Documents read at once; 0: as many as there are cores.
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub(super) jobs: usize,
    /// List the files that would be read, and read none.
    #[arg(long)]
    pub(super) dry_run: bool,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

#[derive(Debug, Args)]
pub(super) struct LimitArguments {
    /// Read more or less of a file than usual, such as `pages=8000`; can be given again. A file
    /// that reaches a limit is refused with the limit's name.
    #[arg(long = "limit", value_name = "NAME=N", value_parser = limit)]
    limits: Vec<(String, usize)>,
}

impl LimitArguments {
    /// The limits, those given in the place of the usual ones.
    pub(super) fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for (name, value) in &self.limits {
            // Names were checked when the arguments were read.
            let _ = limits.set(name, *value);
        }
        limits
    }
}

#[derive(Debug, Args)]
pub(super) struct PublishingArguments {
    /// Formats of the tables, separated by commas.
    #[arg(
        long = "format",
        value_name = "FORMAT",
        value_delimiter = ',',
        default_value = "parquet"
    )]
    formats: Vec<Format>,
    /// The day taken for today, YYYY-MM-DD; otherwise the newest undisputed meeting.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_of: Option<Date>,
    /// What counts as what in the statistics, such as `delegate=absent`; can be given again.
    /// Policies and choices, the usual one first: delegate=present|absent,
    /// partial=present|absent, justified=absent|excluded, remote=present|absent,
    /// guests=excluded|included, deserted=excluded|included.
    #[arg(long = "count", value_name = "POLICY=CHOICE", value_parser = policy)]
    policies: Vec<(String, String)>,
    /// Part the Parquet files of tables with meetings: a folder for each ambito, year, or both.
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    partition_by: Vec<Partition>,
    /// Leave persons' names and the words of documents out of all that is published; keys stand
    /// for persons. The folder .verbali keeps them: publish tables, stats, the report.
    #[arg(long)]
    pseudonymise: bool,
    /// Language of the report and the spreadsheet.
    #[arg(long = "lang", value_name = "LANGUAGE", default_value = "it")]
    language: LanguageName,
    /// A folder with ambiti.csv, members.csv, aliases.csv, folders.csv and corrections.csv, as
    /// far as there are such: what only you know.
    #[arg(long, value_name = "DIR")]
    pub(super) registry: Option<PathBuf>,
    /// How many in 100 links from decisions to later words by their subject should be right, 50
    /// to 100: the more, the fewer links. It holds for archives that are made to measure it;
    /// minutes that say few words of each thing give fewer. Links by stated day or code are not
    /// affected.
    #[arg(long = "follow-up-precision", value_name = "N", default_value_t = 95, value_parser = clap::value_parser!(u8).range(50..=100))]
    precision: u8,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Partition {
    /// The ambito of the meeting.
    Ambito,
    /// The year of the meeting.
    Year,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LanguageName {
    /// Italian.
    It,
    /// English.
    En,
}

impl PublishingArguments {
    /// The precision asked of links by subject.
    pub(super) fn precision(&self) -> Precision {
        Precision::percent(self.precision)
    }

    /// The policies of counting, those chosen in the place of the usual ones.
    pub(super) fn policies(&self) -> Policies {
        let mut policies = Policies::default();
        for (name, choice) in &self.policies {
            // Both were checked when the arguments were read.
            let _ = policies.set(name, choice);
        }
        policies
    }

    /// The formats of tables as the library knows them: Parquet where a spreadsheet alone is
    /// asked for, since a dataset is no dataset without its tables.
    pub(super) fn formats(&self) -> Vec<TableFormat> {
        let known = |format: &Format| match format {
            Format::Parquet => Some(TableFormat::Parquet),
            Format::Csv => Some(TableFormat::Csv),
            Format::Json => Some(TableFormat::Ndjson),
            Format::Xlsx => None,
        };
        let formats: Vec<TableFormat> = self.formats.iter().filter_map(known).collect();
        if formats.is_empty() { vec![TableFormat::Parquet] } else { formats }
    }
    /// What tables are parted by, each once.
    pub(super) fn partition_by(&self) -> Vec<PartitionKey> {
        let mut keys = Vec::new();
        for partition in &self.partition_by {
            let key = match partition {
                Partition::Ambito => PartitionKey::Ambito,
                Partition::Year => PartitionKey::Year,
            };
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }
    /// Whether names and words are published.
    pub(super) fn names(&self) -> Names {
        if self.pseudonymise { Names::Hidden } else { Names::Told }
    }
    /// Whether a spreadsheet is asked for.
    pub(super) fn has_workbook(&self) -> bool {
        self.formats.contains(&Format::Xlsx)
    }
    /// The language of report and spreadsheet.
    pub(super) fn language(&self) -> Language {
        match self.language {
            LanguageName::It => Language::Italian,
            LanguageName::En => Language::English,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Parquet: every BI tool, DuckDB, Python, R.
    Parquet,
    /// Comma-separated values: spreadsheets.
    Csv,
    /// A JSON object a line (.ndjson).
    Json,
    /// A spreadsheet of all tables with what needs a person's eye (verbali.xlsx).
    Xlsx,
}

#[derive(Debug, Args)]
pub(super) struct FailOnArguments {
    /// End with status 1 where a remark is at least this grave.
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,
}

impl FailOnArguments {
    /// The least severity that counts as falling short; `None`: none does.
    pub(super) fn severity(&self) -> Option<Severity> {
        match self.fail_on {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// A document or a row was dropped.
    Error,
    /// A row is incomplete or guessed.
    Warning,
    /// Always end with status 0 where the run could be done.
    Never,
}

#[derive(Debug, Args)]
pub(super) struct RuleFolders {
    /// A folder of rule packs to add to the built-in ones; may be given more than once.
    #[arg(long = "rules", value_name = "DIR")]
    pub(super) folders: Vec<PathBuf>,
    /// Read with this pack alone, whatever the documents look like; can be given again.
    #[arg(long = "pack", value_name = "ID")]
    pub(super) packs: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// A file, and if wanted a page and a line of it, both from 1.
    #[arg(value_name = "FILE[:PAGE[:LINE]]")]
    pub(super) place: String,
    #[command(flatten)]
    pub(super) rules: RuleFolders,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
    /// Write a picture (SVG) of each page of a PDF file into this folder: its words, the lines
    /// drawn on it, its cells, and the order in which they are read.
    #[arg(long, value_name = "DIR")]
    pub(super) dump_layout: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct EvaluateArguments {
    /// A dataset.
    #[arg(value_name = "OUT")]
    pub(super) dataset: PathBuf,
    /// A folder of gold records (.gold.json).
    #[arg(long, value_name = "DIR")]
    pub(super) gold: PathBuf,
    /// Print JSON, with every difference.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell.
    pub(super) shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// A command, such as `run` or `rules check`; otherwise the program.
    #[arg(value_name = "COMMAND")]
    pub(super) command: Vec<String>,
}

/// The arguments of this process; an exit status where help was asked for or they are wrong.
pub(super) fn parse() -> Result<Arguments, ExitCode> {
    Arguments::try_parse().map_err(|error| {
        // Help and version go to standard output, faults to standard error.
        let _ = error.print();
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

/// The declaration of the program, for completions and manual pages.
pub(super) fn declaration() -> clap::Command {
    Arguments::command()
}

fn limit(text: &str) -> Result<(String, usize), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| "write NAME=N".to_owned())?;
    let value = value.parse().map_err(|_| format!("'{value}' is no whole number"))?;
    let names =
        |names: Vec<&str>| format!("there is no limit '{name}'; there are {}", names.join(", "));
    Limits::default().set(name, value).map_err(names)?;
    Ok((name.to_owned(), value))
}

fn policy(text: &str) -> Result<(String, String), String> {
    let (name, choice) = text.split_once('=').ok_or_else(|| "write POLICY=CHOICE".to_owned())?;
    Policies::default().set(name, choice)?;
    Ok((name.to_owned(), choice.to_owned()))
}

fn day(text: &str) -> Result<Date, String> {
    parse_iso(text).ok_or_else(|| "it is no day of the form YYYY-MM-DD".to_owned())
}
