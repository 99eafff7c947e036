//! What matters, in words with numbers, each with the rule of its number and where its rows are.

use std::collections::BTreeMap;

use super::lang::{Filling, Language, percent};
use super::verify::Item;
use super::view::View;
use crate::dataset::Content;
use crate::error::Result;
use crate::stats::wilson;

/// Seats that a body must have counted to be named as the lowest: below, a single absence moves
/// its rate by more than ten points.
const SEATS: i64 = 10;
/// Meetings that an organisation must have counted to be named as often missing.
const MEETINGS: i64 = 3;
/// Names in a list within a sentence.
const NAMES: usize = 3;

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about: a name that the page and tests know it by.
    pub name: &'static str,
    /// The sentence.
    pub text: String,
    /// How its number is counted.
    pub rule: String,
    /// The table whose rows it counts.
    pub table: &'static str,
    /// Whose seats it counts, where it is of some alone.
    pub of: Vec<Part>,
}

/// A part of the seats: those of a body and, where these are told, of an organisation or a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The ambito; `None` where it is not known.
    pub ambito: Option<String>,
    /// The body; `None` where it is not known.
    pub body: Option<String>,
    /// The organisation's key.
    pub organisation_id: Option<String>,
    /// The year.
    pub year: Option<String>,
}

impl Part {
    fn of(ambito: Option<&str>, body: Option<&str>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self { ambito: owned(ambito), body: owned(body), ..Self::default() }
    }
}

/// The findings of a dataset, the most general first.
pub(super) fn findings(
    content: &Content<'_>,
    verify: &[Item],
    language: Language,
) -> Result<Vec<Finding>> {
    let teller = Teller { content, language };
    let mut findings = vec![teller.read()?];
    // Of what nobody met for there is nothing to tell.
    if teller.view("meetings")?.len() > 0 {
        findings.push(teller.attendance()?);
        findings.extend(teller.weighted()?);
        findings.extend(teller.lowest()?);
        findings.extend(teller.absent()?);
        findings.extend(teller.trend()?);
        findings.push(teller.decisions()?);
        findings.push(teller.follow_up()?);
        findings.extend(teller.owners()?);
    }
    findings.extend(teller.unread()?);
    if !verify.is_empty() {
        let fillings = [("n", (verify.len() as i64).into())];
        findings.push(teller.finding("verify", "f_verify", &fillings, "r_verify", "diagnostics"));
    }
    Ok(findings)
}

/// Those present and n of a body, by year.
type Years<'a> = BTreeMap<&'a str, (i64, i64)>;

struct Teller<'a, 'c> {
    content: &'a Content<'c>,
    language: Language,
}

impl<'c> Teller<'_, 'c> {
    fn view(&self, table: &str) -> Result<View<'c>> {
        View::of(self.content, table)
    }

    fn finding(
        &self,
        name: &'static str,
        text: &str,
        fillings: &[(&str, Filling)],
        rule: &str,
        table: &'static str,
    ) -> Finding {
        let text = self.language.fill(text, fillings);
        Finding { name, text, rule: self.language.text(rule).to_owned(), table, of: Vec::new() }
    }

    /// How much was read, of whom, from when to when.
    fn read(&self) -> Result<Finding> {
        let documents = self.view("documents")?;
        let is_read = |status: &str| ["extracted", "partial"].contains(&status);
        let read = documents.lines().filter(|line| line.text("status").is_some_and(is_read));
        let meetings = self.view("meetings")?;
        let counted: Vec<_> =
            meetings.lines().filter(|line| line.text("duplicate_of").is_none()).collect();
        let mut bodies: Vec<_> = counted
            .iter()
            .filter_map(|line| Some((line.text("ambito"), line.text("body")?)))
            .collect();
        bodies.sort_unstable();
        bodies.dedup();
        let unnamed = counted.iter().filter(|line| line.text("body").is_none()).count() as i64;
        let dates = || counted.iter().filter_map(|line| line.date("date"));
        let mut fillings = vec![
            ("read", (read.count() as i64).into()),
            ("all", (documents.len() as i64).into()),
            ("meetings", (counted.len() as i64).into()),
            ("bodies", (bodies.len() as i64).into()),
            ("unnamed", unnamed.into()),
        ];
        let text = match (dates().min(), dates().max()) {
            (Some(first), Some(last)) => {
                fillings.push(("from", self.language.day(first).into()));
                fillings.push(("to", self.language.day(last).into()));
                if first == last { "f_read_one" } else { "f_read" }
            }
            _ if documents.len() == 0 => "f_read_nothing",
            _ if counted.is_empty() => "f_read_none",
            _ => "f_read_undated",
        };
        let mut finding = self.finding("read", text, &fillings, "r_read", "meetings");
        if unnamed > 0 {
            finding.text.push(' ');
            finding.text.push_str(&self.language.fill("f_read_unnamed", &fillings));
        }
        Ok(finding)
    }

    /// The share of a part in words, with its counts and its interval.
    fn rated(present: i64, n: i64) -> Vec<(&'static str, Filling)> {
        let (low, high) = wilson(present, n).unwrap_or((0.0, 1.0));
        vec![
            ("rate", percent(present as f64 / n.max(1) as f64).into()),
            ("present", present.into()),
            ("n", n.into()),
            ("low", percent(low).into()),
            ("high", percent(high).into()),
        ]
    }

    fn attendance(&self) -> Result<Finding> {
        let bodies = self.view("attendance_by_body")?;
        let (present, n) = (bodies.sum("n_present"), bodies.sum("n"));
        let text = if n > 0 { "f_attendance" } else { "f_attendance_none" };
        let fillings = Self::rated(present, n);
        Ok(self.finding("attendance", text, &fillings, "r_attendance", "seat_attendance"))
    }

    /// The rate with each comune counted by its inhabitants, where the registry tells them.
    fn weighted(&self) -> Result<Option<Finding>> {
        let bodies = self.view("attendance_by_body")?;
        let (present, n) = (bodies.sum("inhabitants_present"), bodies.sum("inhabitants"));
        if n == 0 {
            return Ok(None);
        }
        let fillings = [
            ("rate", percent(present as f64 / n as f64).into()),
            ("present", present.into()),
            ("n", n.into()),
        ];
        let table = "attendance_by_body";
        Ok(Some(self.finding("weighted", "f_weighted", &fillings, "r_weighted", table)))
    }

    /// The body with the lowest rate, where there are several to compare.
    fn lowest(&self) -> Result<Option<Finding>> {
        let bodies = self.view("attendance_by_body")?;
        // Meetings of which the body is not known are of several, for all that is told.
        let rated =
            |line: &super::view::Line<'_>| line.count("n") >= SEATS && line.text("body").is_some();
        if bodies.lines().filter(rated).count() < 2 {
            return Ok(None);
        }
        let rate = |line: &super::view::Line<'_>| line.float("rate").unwrap_or(1.0);
        let lowest = bodies.lines().filter(rated).min_by(|a, b| rate(a).total_cmp(&rate(b)));
        Ok(lowest.map(|line| {
            let mut fillings = Self::rated(line.count("n_present"), line.count("n"));
            fillings.push(("body", self.body(line.text("ambito"), line.text("body")).into()));
            let of = vec![Part::of(line.text("ambito"), line.text("body"))];
            let table = "attendance_by_body";
            Finding { of, ..self.finding("lowest", "f_lowest", &fillings, "r_lowest", table) }
        }))
    }

    fn body(&self, ambito: Option<&str>, body: Option<&str>) -> String {
        let body = body.unwrap_or_else(|| self.language.text("unknown_body"));
        ambito.map_or_else(|| body.to_owned(), |ambito| format!("{body} ({ambito})"))
    }

    /// Organisations that were there at less than half of their meetings.
    fn absent(&self) -> Result<Option<Finding>> {
        let organisations = self.view("attendance_by_organisation")?;
        let mut missing: Vec<_> = organisations
            .lines()
            .filter(|line| line.count("n") >= MEETINGS)
            .filter(|line| line.count("n_present") * 2 < line.count("n"))
            .collect();
        missing.sort_by(|a, b| {
            let rate = |line: &super::view::Line<'_>| line.float("rate").unwrap_or(1.0);
            rate(a).total_cmp(&rate(b)).then(b.count("n").cmp(&a.count("n")))
        });
        let names: Vec<String> = missing
            .iter()
            .take(NAMES)
            .map(|line| {
                let fillings = [
                    ("name", line.text("organisation").unwrap_or_default().into()),
                    ("present", line.count("n_present").into()),
                    ("n", line.count("n").into()),
                ];
                self.language.fill("f_absent_one", &fillings)
            })
            .collect();
        let fillings = [("list", names.join(", ").into())];
        let table = "attendance_by_organisation";
        let of = missing.iter().take(NAMES).map(|line| Part {
            organisation_id: line.text("organisation_id").map(str::to_owned),
            ..Part::of(line.text("ambito"), line.text("body"))
        });
        let finding = self.finding("absent", "f_absent", &fillings, "r_absent", table);
        Ok((!names.is_empty()).then(|| Finding { of: of.collect(), ..finding }))
    }

    /// The last two years in which the same bodies met, side by side.
    fn trend(&self) -> Result<Option<Finding>> {
        let years = self.view("attendance_by_year")?;
        let mut bodies: BTreeMap<_, Years<'_>> = BTreeMap::new();
        for line in years.lines().filter(|line| line.count("n") > 0) {
            if let (Some(year), Some(_)) = (line.text("period"), line.text("body")) {
                let body = (line.text("ambito"), line.text("body"));
                let counts = (line.count("n_present"), line.count("n"));
                bodies.entry(body).or_default().insert(year, counts);
            }
        }
        let told = || bodies.values().filter(|years| years.len() > 1);
        let Some(last) = told().filter_map(|years| years.keys().next_back().copied()).max() else {
            return Ok(None);
        };
        let earlier = told().filter(|years| years.contains_key(last));
        let before =
            earlier.filter_map(|years| years.range(..last).next_back()).map(|(year, _)| *year);
        let Some(before) = before.max() else { return Ok(None) };
        let (mut first, mut second) = ((0, 0), (0, 0));
        let mut of = Vec::new();
        for ((ambito, body), years) in &bodies {
            if let (Some(old), Some(new)) = (years.get(before), years.get(last)) {
                of.extend(
                    [before, last].map(|year| Part {
                        year: Some(year.to_owned()),
                        ..Part::of(*ambito, *body)
                    }),
                );
                first = (first.0 + old.0, first.1 + old.1);
                second = (second.0 + new.0, second.1 + new.1);
            }
        }
        let ends = wilson(first.0, first.1).zip(wilson(second.0, second.1));
        let verdict = match ends {
            Some(((_, high), (low, _))) if low > high => "trend_up",
            Some(((low, _), (_, high))) if high < low => "trend_down",
            _ => "trend_same",
        };
        let share = |(present, n): (i64, i64)| percent(present as f64 / n as f64);
        let fillings = [
            ("year1", before.into()),
            ("year2", last.into()),
            ("rate1", share(first).into()),
            ("rate2", share(second).into()),
            ("verdict", self.language.text(verdict).into()),
        ];
        let table = "attendance_by_year";
        Ok(Some(Finding { of, ..self.finding("trend", "f_trend", &fillings, "r_trend", table) }))
    }

    fn decisions(&self) -> Result<Finding> {
        let bodies = self.view("decisions_by_body")?;
        let n = bodies.sum("n");
        let share = |part: i64| percent(part as f64 / n.max(1) as f64);
        let fillings = [
            ("n", n.into()),
            ("owner", share(bodies.sum("with_owner")).into()),
            ("deadline", share(bodies.sum("with_deadline")).into()),
        ];
        let text = if n > 0 { "f_decisions" } else { "f_decisions_none" };
        Ok(self.finding("decisions", text, &fillings, "r_decisions", "decisions"))
    }

    fn follow_up(&self) -> Result<Finding> {
        let bodies = self.view("followup_by_body")?;
        let n = bodies.sum("n");
        let done = bodies.sum("done_in_time") + bodies.sum("done_seen_after_due");
        let fillings = [
            ("n", n.into()),
            ("done", done.into()),
            ("late", bodies.sum("stated_late").into()),
            ("silent", bodies.sum("no_evidence").into()),
            ("hidden", bodies.sum("not_observable").into()),
            ("future", bodies.sum("not_due").into()),
        ];
        let text = if n > 0 { "f_follow" } else { "f_follow_none" };
        Ok(self.finding("follow", text, &fillings, "r_follow", "decision_states"))
    }

    /// Owners with most decisions that are past due and of which no end is known.
    fn owners(&self) -> Result<Option<Finding>> {
        let states = self.view("decision_states")?;
        let mut loads: BTreeMap<&str, i64> = BTreeMap::new();
        for line in states.lines().filter(|line| line.count("days_overdue") > 0) {
            for owner in line.text("owners").into_iter().flat_map(|owners| owners.split("; ")) {
                *loads.entry(owner).or_default() += 1;
            }
        }
        let mut loads: Vec<(&str, i64)> = loads.into_iter().collect();
        loads.sort_by_key(|(owner, n)| (std::cmp::Reverse(*n), *owner));
        let names: Vec<String> = loads
            .into_iter()
            .take(NAMES)
            .map(|(owner, n)| {
                self.language.fill("f_owners_one", &[("name", owner.into()), ("n", n.into())])
            })
            .collect();
        let fillings = [("list", names.join(", ").into())];
        let finding =
            || self.finding("owners", "f_owners", &fillings, "r_owners", "decision_states");
        Ok((!names.is_empty()).then(finding))
    }

    /// What could not be read.
    fn unread(&self) -> Result<Vec<Finding>> {
        let mut findings = Vec::new();
        let coverage = self.view("documents")?;
        let mut unread: BTreeMap<&str, i64> = BTreeMap::new();
        for status in coverage.lines().filter_map(|line| line.text("status")) {
            if !["extracted", "partial"].contains(&status) {
                *unread.entry(status).or_default() += 1;
            }
        }
        if !unread.is_empty() {
            let parts: Vec<String> = unread
                .iter()
                .map(|(status, n)| {
                    let status = self.language.word(status);
                    self.language
                        .fill("f_unread_one", &[("n", (*n).into()), ("status", status.into())])
                })
                .collect();
            let n: i64 = unread.values().sum();
            let fillings = [("n", n.into()), ("list", parts.join(", ").into())];
            findings.push(self.finding("unread", "f_unread", &fillings, "r_unread", "documents"));
        }
        let files = self.view("files")?;
        let left = files.lines().filter(|line| !line.is("status", "read")).count() as i64;
        if left > 0 {
            let fillings = [("n", left.into())];
            findings.push(self.finding("files", "f_files", &fillings, "r_unread", "files"));
        }
        Ok(findings)
    }
}
