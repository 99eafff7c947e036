//! `verbali run`: minutes to tables, extraction and aggregation in one.

use verbali::error::Result;

use super::args::RunArguments;
use super::clock::Stopwatch;
use super::log::Log;
use super::{Status, extract, output, shortfall, summary, tables};

/// Reads inputs, publishes the tables and prints a summary.
///
/// The exit status speaks of the inputs of this run, the summary of the whole dataset.
pub(super) fn run(arguments: &RunArguments, log: Log) -> Result<Status> {
    let mut watch = Stopwatch::start();
    let Some(read) = extract::read(&arguments.reading, log)? else { return Ok(Status::Done) };
    watch.lap("extract");
    let publishing = &arguments.publishing;
    let tables = tables::publish(&read.dataset, &read.rules, publishing, &mut watch)?;
    let recorded = &read.extraction.recorded;
    let mut text = summary::of_files(&tables.gathered.files, recorded);
    text.push_str(&summary::of_dataset(&tables));
    output::print(&text)?;
    Ok(shortfall::status(&read.remarks, arguments.fail_on.severity()))
}
