//! `verbali rules`: the rules listed, checked, tested and counted; and how every command loads
//! them.

use std::fmt::Write as _;

use verbali::dataset;
use verbali::error::{Error, Result};
use verbali::evaluate::{self, Coverage};
use verbali::extract::check_examples;
use verbali::rules::{self, Fault, Rule, RuleKind, RuleSet};

use super::args::{CoverageArguments, RuleFolders, RulesArguments, RulesCommand};
use super::{Status, output};

/// Rules without a fault, whose examples all hold.
pub(super) fn load(folders: &RuleFolders) -> Result<RuleSet> {
    let rules = rules::load(&folders.folders)?;
    let faults = check_examples(&rules);
    if faults.is_empty() {
        return rules.only(&folders.packs);
    }
    let report = rules::report(&rules.sources, &faults);
    Err(Error::Rules { count: faults.len(), report })
}

/// Lists, checks or tests.
pub(super) fn run(arguments: &RulesArguments) -> Result<Status> {
    match &arguments.command {
        RulesCommand::List(folders) => list(&rules::load(&folders.folders)?),
        RulesCommand::Check(folders) => check(&load(folders)?),
        RulesCommand::Test(folders) => test(&rules::load(&folders.folders)?),
        RulesCommand::Coverage(arguments) => coverage(arguments),
    }
}

fn list(rules: &RuleSet) -> Result<Status> {
    let all = rules.rules();
    let width = |text: fn(&Rule) -> &str| {
        all.iter().map(|(_, rule)| text(rule).chars().count()).max().unwrap_or_default()
    };
    let (id, kind, pack) =
        (width(|rule| &rule.id), width(|rule| rule.kind.name()), width(|rule| &rule.origin.pack));
    let mut text = String::new();
    for (_, rule) in &all {
        let (name, note) = (rule.kind.name(), rule.note.trim());
        let line = format!("{:id$}  {name:kind$}  {:pack$}  {note}", rule.id, rule.origin.pack);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", line.trim_end());
    }
    output::print(&text)?;
    Ok(Status::Done)
}

fn check(rules: &RuleSet) -> Result<Status> {
    let (count, packs) = (rules.rules().len(), rules.packs.len());
    output::print(&format!("{count} rules in {packs} packs, no fault\n"))?;
    Ok(Status::Done)
}

/// Each rule with its rows, documents and bodies: those that never fired first, then those that
/// fired on one body alone.
fn coverage(arguments: &CoverageArguments) -> Result<Status> {
    let rules = rules::load(&arguments.rules.folders)?;
    let facts = dataset::read_facts(&dataset::existing(&arguments.dataset)?)?;
    let found = evaluate::coverage(&facts);
    let none = Coverage::default();
    let mut all: Vec<(&Rule, &Coverage)> = rules
        .rules()
        .into_iter()
        .map(|(_, rule)| (rule, found.get(&rule.id).unwrap_or(&none)))
        .filter(|(rule, coverage)| !is_silent(rule) || coverage.rows > 0)
        .collect();
    all.sort_by_key(|(_, coverage)| (coverage.bodies.len().min(2), coverage.rows.min(1)));
    let width = all.iter().map(|(rule, _)| rule.id.chars().count()).max().unwrap_or_default();
    let mut text = format!("{:width$}  bodies  documents  rows\n", "rule");
    for (rule, coverage) in &all {
        let (bodies, documents) = (coverage.bodies.len(), coverage.documents.len());
        let only = coverage.bodies.first().filter(|_| bodies == 1);
        let only = only.map_or_else(String::new, |body| format!("  only {body}"));
        let rows = coverage.rows;
        let _ = writeln!(text, "{:width$}  {bodies:6}  {documents:9}  {rows:4}{only}", rule.id);
    }
    let count =
        |bodies: usize| all.iter().filter(|(_, coverage)| coverage.bodies.len() == bodies).count();
    let _ = writeln!(
        text,
        "\n{} rules: {} never fired, {} on one body alone",
        all.len(),
        count(0),
        count(1)
    );
    output::print(&text)?;
    Ok(Status::Done)
}

/// Whether a rule works within others, or takes out: no row names it.
fn is_silent(rule: &Rule) -> bool {
    use RuleKind::{Date, Definition, Genre, Ignore, Kind, Meeting, Time, Title};
    [Date, Definition, Genre, Ignore, Kind, Meeting, Time, Title].contains(&rule.kind)
}

/// A rule that fails its examples is what the command is to find: status 1, not 2.
fn test(rules: &RuleSet) -> Result<Status> {
    let all = rules.rules();
    let faults = check_examples(rules);
    let mut text = String::new();
    let mut failed = 0;
    for (_, rule) in &all {
        let wrong = faults.iter().filter(|fault| concerns(fault, rule, rules)).count();
        failed += usize::from(wrong > 0);
        let (examples, counterexamples) = (rule.examples.len(), rule.counterexamples.len());
        let outcome =
            if wrong > 0 { format!("{wrong} of them fail") } else { "all hold".to_owned() };
        let sign = if wrong > 0 { "FAIL" } else { "ok" };
        let _ = writeln!(
            text,
            "{sign:4}  {}: {examples} examples, {counterexamples} counterexamples, {outcome}",
            rule.id
        );
    }
    if !faults.is_empty() {
        let _ = writeln!(text, "\n{}\n", rules::report(&rules.sources, &faults));
    }
    let _ = writeln!(text, "{} of {} rules hold", all.len() - failed, all.len());
    output::print(&text)?;
    Ok(if faults.is_empty() { Status::Done } else { Status::FellShort })
}

/// Whether a fault is about a rule: it marks one of its examples, or stands after its id and
/// before the next one.
fn concerns(fault: &Fault, rule: &Rule, rules: &RuleSet) -> bool {
    if fault.file != rule.origin.file {
        return false;
    }
    let marks = |rule: &Rule| {
        let examples = rule.examples.iter().map(|example| example.text().span());
        let counterexamples = rule.counterexamples.iter().map(toml_span);
        examples.chain(counterexamples).any(|span| span == fault.span)
    };
    let here = || rules.rules().into_iter().filter(|(_, rule)| rule.origin.file == fault.file);
    if here().any(|(_, rule)| marks(rule)) {
        return marks(rule);
    }
    let start = |rule: &Rule| rule.origin.span.start;
    let nearest = here().map(|(_, rule)| start(rule)).filter(|at| *at <= fault.span.start).max();
    nearest == Some(start(rule))
}

fn toml_span(written: &rules::Written) -> std::ops::Range<usize> {
    written.span()
}
