//! From a dataset's facts to its published tables: what `run` and `aggregate` share.

use verbali::dataset::{self, Dataset, Published, RunInfo};
use verbali::error::Result;
use verbali::model::{Date, Facts, content_hash};
use verbali::pipeline::{self, Gathered};
use verbali::rules::RuleSet;
use verbali::stats::{self, Settings};

use super::args::PublishingArguments;
use super::clock::{self, Stopwatch};

/// Codes that put the date of a meeting in dispute.
const DISPUTES: [&str; 2] = ["date-conflict", "weekday-conflict"];

/// Tables that were published, and what they were made of.
pub(super) struct Tables {
    /// Where.
    pub(super) root: String,
    /// The facts.
    pub(super) gathered: Gathered,
    /// The files written.
    pub(super) published: Published,
    /// The day taken for today.
    pub(super) as_of: Option<Date>,
}

/// Publishes the tables of a dataset.
pub(super) fn publish(
    dataset: &Dataset,
    rules: Option<&RuleSet>,
    arguments: &PublishingArguments,
    watch: &mut Stopwatch,
) -> Result<Tables> {
    let mut gathered = pipeline::gather(dataset)?;
    let as_of = arguments.as_of.or_else(|| newest_meeting(&gathered.facts));
    watch.lap("aggregate");
    let settings = Settings { as_of, policies: arguments.policies() };
    let frames = dataset::frames(&gathered.facts, &gathered.files, &gathered.derived.rows)?;
    gathered.derived.rows.extend(stats::statistics(&frames, &settings)?);
    watch.lap("statistics");
    let sources = rules.map_or(&[][..], |rules| &rules.sources);
    let hashed = sources.iter().map(|file| (file.path.clone(), content_hash(file.text.as_bytes())));
    let run = RunInfo {
        command: std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect(),
        rules: dataset::rule_uses(dataset)?,
        packs: hashed.collect(),
        as_of,
        policies: settings
            .policies
            .chosen()
            .map(|(policy, choice)| (policy.to_owned(), choice.to_owned()))
            .collect(),
        started_at: Some(watch.started_at().to_owned()),
        finished_at: Some(clock::now()),
        timings: watch.timings().to_vec(),
    };
    let Gathered { facts, files, derived } = &gathered;
    let published = dataset::publish(dataset, facts, files, derived, &arguments.formats(), &run)?;
    Ok(Tables { root: dataset.root().display().to_string(), gathered, published, as_of })
}

/// The day of the newest meeting whose date nothing disputes.
fn newest_meeting(facts: &[Facts]) -> Option<Date> {
    let undisputed = |facts: &&Facts| {
        !facts.diagnostics.iter().any(|remark| DISPUTES.contains(&remark.code.as_str()))
    };
    let dates = facts.iter().filter(undisputed).flat_map(|facts| &facts.meetings);
    dates.filter_map(|meeting| meeting.date).max()
}
