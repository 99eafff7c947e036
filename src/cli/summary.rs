//! What a run found, in a dozen lines for a person.
//!
//! In: files, facts, remarks, what was published. Out: text. Every number can be counted again
//! in the tables: the same rows, by the same rules.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use verbali::dataset::Recorded;
use verbali::diagnostic::{Code, Severity};
use verbali::model::{Facts, FileRecord, Word, iso};
use verbali::pipeline::DocumentOutcome;

use super::shortfall::{self, Remark};
use super::tables::Tables;

/// Codes listed with their hints.
const CODES_SHOWN: usize = 5;

/// Files by status.
pub(super) fn of_files(files: &[FileRecord], recorded: &Recorded) -> String {
    let mut text = counted("files", files.iter().map(|file| file.status.word()));
    if recorded.kept > 0 {
        // Writing to a string cannot fail.
        let _ = write!(text, ", {} of them from earlier runs", recorded.kept);
    }
    text.push('\n');
    text
}

/// Documents of a run by status.
pub(super) fn of_outcomes(documents: &[DocumentOutcome]) -> String {
    let mut text = counted("documents", documents.iter().map(|document| document.status.word()));
    let reused = documents.iter().filter(|document| document.is_reused).count();
    if reused > 0 {
        let _ = write!(text, ", {reused} of them read before and not again");
    }
    text.push('\n');
    text
}

/// What the tables of a dataset hold.
pub(super) fn of_dataset(tables: &Tables) -> String {
    let facts = &tables.gathered.facts;
    let mut text = counted("documents", facts.iter().map(|facts| facts.document.status.word()));
    text.push('\n');
    text.push_str(&meetings(facts));
    let attendance = facts.iter().flat_map(|facts| &facts.attendance);
    text.push_str(&counted("attendance", attendance.map(|row| row.status.word())));
    text.push('\n');
    text.push_str(&decisions(facts));
    text.push_str(&of_remarks(&shortfall::of_dataset(facts, &tables.gathered.files)));
    if let Some(date) = tables.as_of {
        let _ = writeln!(text, "as of: {}", iso(date));
    }
    for finding in &tables.findings {
        let _ = writeln!(text, "- {}", finding.text);
    }
    text.push_str(&since_last(tables));
    let (root, generation) = (&tables.root, &tables.published.generation);
    let _ = writeln!(text, "tables: {root}/tables (generation {generation})");
    let _ = writeln!(text, "report: {root}/report.html");
    if tables.published.files.iter().any(|file| file == "verbali.xlsx") {
        let _ = writeln!(text, "spreadsheet: {root}/verbali.xlsx");
    }
    text
}

/// Tables whose growth a person asks for.
const GROWING: [&str; 5] = ["documents", "meetings", "attendance", "decisions", "follow_ups"];

/// What this publication has more or less of than the one that it replaced.
fn since_last(tables: &Tables) -> String {
    if tables.earlier.is_empty() {
        return String::new();
    }
    let now: BTreeMap<&str, usize> = tables.published.rows.iter().copied().collect();
    let changes: Vec<String> = GROWING
        .iter()
        .filter_map(|table| {
            let (before, after) = (*tables.earlier.get(*table)?, *now.get(table)? as u64);
            let sign = if after < before { '-' } else { '+' };
            (after != before).then(|| format!("{sign}{} {table}", after.abs_diff(before)))
        })
        .collect();
    if changes.is_empty() {
        "since the last run: no row more or less\n".to_owned()
    } else {
        format!("since the last run: {}\n", changes.join(", "))
    }
}

/// Remarks by severity, and the gravest and most frequent codes with what to do.
pub(super) fn of_remarks(remarks: &[Remark]) -> String {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let counts = severities.map(|severity| {
        let count = remarks.iter().filter(|remark| remark.code.severity() == severity).count();
        format!("{count} {}{}", severity.word(), if count == 1 { "" } else { "s" })
    });
    let mut text = format!("diagnostics: {}\n", counts.join(", "));
    let mut by_code: BTreeMap<Code, usize> = BTreeMap::new();
    for remark in remarks {
        *by_code.entry(remark.code).or_default() += 1;
    }
    let mut codes: Vec<(Code, usize)> = by_code.into_iter().collect();
    codes.sort_by_key(|(code, count)| (std::cmp::Reverse((code.severity(), *count)), *code));
    for (code, count) in codes.into_iter().take(CODES_SHOWN) {
        let (severity, word, hint) = (code.severity().word(), code.word(), code.hint());
        let _ = writeln!(text, "  {count:>5}  {severity:7}  {word}: {hint}");
    }
    text
}

fn meetings(facts: &[Facts]) -> String {
    let meetings: Vec<_> = facts.iter().flat_map(|facts| &facts.meetings).collect();
    let bodies: BTreeSet<_> = meetings
        .iter()
        .filter_map(|meeting| Some((&meeting.ambito, meeting.body.as_ref()?)))
        .collect();
    let mut text = format!("meetings: {}", meetings.len());
    let dates: Vec<_> = meetings.iter().filter_map(|meeting| meeting.date).collect();
    if let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) {
        let bodies = match bodies.len() {
            1 => "1 body".to_owned(),
            count => format!("{count} bodies"),
        };
        let _ = write!(text, " of {bodies}, {}", iso(*first));
        if first != last {
            let _ = write!(text, " to {}", iso(*last));
        }
        let undated = meetings.len() - dates.len();
        if undated > 0 {
            let _ = write!(text, ", {undated} without a date");
        }
    }
    text.push('\n');
    text
}

/// Decisions, each once: neither a repetition nor the frame of others.
fn decisions(facts: &[Facts]) -> String {
    let (mut count, mut owned, mut dated) = (0, 0, 0);
    for facts in facts {
        let parents: BTreeSet<&str> =
            facts.decisions.iter().filter_map(|row| row.parent_id.as_deref()).collect();
        let owners: BTreeSet<&str> =
            facts.decision_owners.iter().map(|owner| owner.decision_id.as_str()).collect();
        for decision in &facts.decisions {
            let id = decision.decision_id.as_str();
            if decision.same_as.is_none() && !parents.contains(id) {
                count += 1;
                owned += usize::from(owners.contains(id));
                dated += usize::from(decision.deadline_kind.is_some());
            }
        }
    }
    format!("decisions: {count} ({owned} with an owner, {dated} with a deadline)\n")
}

/// A total and its parts, the greatest first.
fn counted<'a>(what: &str, words: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let mut parts: Vec<(&str, usize)> = counts.into_iter().collect();
    parts.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    let parts: Vec<String> =
        parts.into_iter().map(|(word, count)| format!("{count} {word}")).collect();
    if parts.is_empty() {
        format!("{what}: 0")
    } else {
        format!("{what}: {total} ({})", parts.join(", "))
    }
}
