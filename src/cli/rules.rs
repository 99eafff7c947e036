//! `verbali rules`: the rules listed, checked and tested; and how every command loads them.

use std::fmt::Write as _;

use verbali::error::{Error, Result};
use verbali::extract::check_examples;
use verbali::rules::{self, Fault, Rule, RuleSet};

use super::args::{RuleFolders, RulesArguments, RulesCommand};
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
