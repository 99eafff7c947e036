//! `verbali extract`: minutes to facts, one shard of a larger run; and what `run` shares with
//! it.

use std::fmt::Write as _;

use verbali::dataset::{self, Dataset};
use verbali::diagnostic::Severity;
use verbali::error::{Error, Result};
use verbali::pipeline::{self, Extraction, Options};
use verbali::rules::RuleSet;

use super::args::{ExtractArguments, ReadingArguments};
use super::log::Log;
use super::progress::Bar;
use super::shortfall::{self, Remark};
use super::{Status, inputs, output, rules, summary};

/// What a reading of inputs left.
pub(super) struct Read {
    /// The dataset read into.
    pub(super) dataset: Dataset,
    /// The rules that read.
    pub(super) rules: RuleSet,
    /// What became of files and documents.
    pub(super) extraction: Extraction,
    /// Its remarks.
    pub(super) remarks: Vec<Remark>,
}

/// Reads inputs into facts and prints what became of them.
pub(super) fn run(arguments: &ExtractArguments, log: Log) -> Result<Status> {
    let Some(read) = read(&arguments.reading, log)? else { return Ok(Status::Done) };
    let mut text = summary::of_files(&read.extraction.files, &read.extraction.recorded);
    text.push_str(&summary::of_outcomes(&read.extraction.documents));
    text.push_str(&summary::of_remarks(&read.remarks));
    let root = read.dataset.root().display();
    let _ = writeln!(text, "facts: {root} (tables: verbali aggregate {root} -o OUT)");
    output::print(&text)?;
    Ok(shortfall::status(&read.remarks, arguments.fail_on.severity()))
}

/// Reads inputs into the dataset; `None` after a dry run, which only lists them.
///
/// Rules and inputs are checked before the output folder is touched.
pub(super) fn read(arguments: &ReadingArguments, log: Log) -> Result<Option<Read>> {
    let rules = rules::load(&arguments.rules)?;
    let found = pipeline::find(&inputs::paths(&arguments.inputs)?)?;
    if arguments.dry_run {
        output::print(&inputs::listing(&found))?;
        return Ok(None);
    }
    let missing = || Error::Usage { problem: "no output folder: give one with -o".to_owned() };
    let dataset = dataset::open(arguments.out.as_deref().ok_or_else(missing)?)?;
    let options = Options { jobs: arguments.jobs, limits: arguments.limits.limits() };
    let bar = Bar::new(log);
    let extraction = pipeline::extract(&dataset, &rules, &found, &options, &|sign| bar.show(sign));
    bar.finish();
    let extraction = extraction?;
    let remarks = shortfall::of_run(&extraction);
    log.remarks(&remarks, Severity::Error);
    Ok(Some(Read { dataset, rules, extraction, remarks }))
}
