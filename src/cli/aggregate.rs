//! `verbali aggregate`: the facts of one or many datasets to tables.

use verbali::dataset::{self, Dataset, Recorded};
use verbali::error::Result;

use super::args::AggregateArguments;
use super::clock::Stopwatch;
use super::log::Log;
use super::{Status, output, rules, shortfall, summary, tables};

/// Joins datasets, publishes their tables and prints a summary.
pub(super) fn run(arguments: &AggregateArguments, log: Log) -> Result<Status> {
    let mut watch = Stopwatch::start();
    let rules = rules::load(&arguments.rules)?;
    let shards: Vec<Dataset> =
        arguments.datasets.iter().map(|path| dataset::existing(path)).collect::<Result<_>>()?;
    let out = dataset::open(&arguments.out)?;
    dataset::merge(&shards, &out)?;
    watch.lap("merge");
    let tables = tables::publish(&out, &rules, &arguments.publishing, &mut watch)?;
    let gathered = &tables.gathered;
    let remarks = shortfall::of_dataset(&gathered.facts, &gathered.files);
    if gathered.files.is_empty() {
        log.note("the datasets hold no files: the tables are empty");
    }
    let mut text = summary::of_files(&gathered.files, &Recorded::default());
    text.push_str(&summary::of_dataset(&tables));
    output::print(&text)?;
    Ok(shortfall::status(&remarks, arguments.fail_on.severity()))
}
