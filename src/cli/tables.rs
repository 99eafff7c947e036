//! From a dataset's facts to its published tables: what `run` and `aggregate` share.

use std::collections::BTreeMap;

use verbali::dataset::{self, Attachment, Dataset, Published, RunInfo};
use verbali::error::Result;
use verbali::model::{Date, Facts, content_hash};
use verbali::pipeline::{self, Gathered};
use verbali::report::{self, Archive, Finding, Language};
use verbali::rules::RuleSet;
use verbali::stats::{self, Settings};

use super::args::PublishingArguments;
use super::clock::{self, Stopwatch};
use super::registry;

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
    /// What matters in them, in words.
    pub(super) findings: Vec<Finding>,
    /// Rows by table of the publication that this one replaced; empty where there was none.
    pub(super) earlier: BTreeMap<String, u64>,
}

/// Publishes the tables of a dataset.
pub(super) fn publish(
    dataset: &Dataset,
    rules: &RuleSet,
    arguments: &PublishingArguments,
    watch: &mut Stopwatch,
) -> Result<Tables> {
    let registry = registry::load(arguments.registry.as_deref())?;
    let precision = arguments.precision();
    let mut gathered = pipeline::gather(dataset, rules, &registry, precision)?;
    let as_of = arguments.as_of.or_else(|| newest_meeting(&gathered.facts));
    watch.lap("aggregate");
    let settings = Settings { as_of, policies: arguments.policies() };
    let frames = dataset::frames(&gathered.facts, &gathered.files, &gathered.derived.rows)?;
    gathered.derived.rows.extend(stats::statistics(&frames, &settings)?);
    drop(frames);
    watch.lap("statistics");
    let (attachments, findings) = report(&gathered, &settings, arguments)?;
    gathered.derived.attachments.extend(attachments);
    watch.lap("report");
    let hashed =
        rules.sources.iter().map(|file| (file.path.clone(), content_hash(file.text.as_bytes())));
    let policies = settings.policies.chosen();
    let run = RunInfo {
        command: std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect(),
        rules: dataset::rule_uses(dataset)?,
        packs: hashed.collect(),
        as_of,
        policies: policies.map(|(name, choice)| (name.to_owned(), choice.to_owned())).collect(),
        names: arguments.names(),
        partition_by: arguments.partition_by(),
        started_at: Some(watch.started_at().to_owned()),
        finished_at: Some(clock::now()),
        timings: watch.timings().to_vec(),
    };
    let earlier = earlier(dataset);
    let Gathered { facts, files, derived } = &gathered;
    let published = dataset::publish(dataset, facts, files, derived, &arguments.formats(), &run)?;
    let root = dataset.root().display().to_string();
    Ok(Tables { root, gathered, published, as_of, findings, earlier })
}

/// The report and the spreadsheet, and the findings for the terminal, which speaks English.
fn report(
    gathered: &Gathered,
    settings: &Settings,
    arguments: &PublishingArguments,
) -> Result<(Vec<Attachment>, Vec<Finding>)> {
    let Gathered { facts, files, derived } = gathered;
    let mut archive = Archive {
        content: dataset::Content::new(facts, files, &derived.rows, arguments.names()),
        as_of: settings.as_of,
        policies: settings.policies.clone(),
        language: arguments.language(),
    };
    let mut attachments = vec![report::page(&archive)?];
    if arguments.has_workbook() {
        attachments.push(report::workbook(&archive)?);
    }
    archive.language = Language::English;
    Ok((attachments, report::findings(&archive)?))
}

/// Rows by table of the last publication, as its `run.json` tells them. What cannot be read tells
/// nothing: the comparison is a courtesy.
fn earlier(dataset: &Dataset) -> BTreeMap<String, u64> {
    let text = std::fs::read_to_string(dataset.root().join("run.json")).unwrap_or_default();
    let told: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let rows = told["rows"].as_object().cloned().unwrap_or_default();
    rows.into_iter().filter_map(|(table, count)| Some((table, count.as_u64()?))).collect()
}

/// The day of the newest meeting whose date nothing disputes.
fn newest_meeting(facts: &[Facts]) -> Option<Date> {
    let undisputed = |facts: &&Facts| {
        !facts.diagnostics.iter().any(|remark| DISPUTES.contains(&remark.code.as_str()))
    };
    let dates = facts.iter().filter(undisputed).flat_map(|facts| &facts.meetings);
    dates.filter_map(|meeting| meeting.date).max()
}
