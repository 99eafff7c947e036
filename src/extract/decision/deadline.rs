//! Deadlines in a text: what kind, and which date follows from the meeting's.
//!
//! In: a text, the day of the meeting. Out: every deadline, the main one first. Days are
//! counted from the day after the meeting, weekends are days (`FIELD_GUIDE` F1, after article 155
//! of the Italian code of civil procedure).

use super::super::apply::{self, Hit};
use super::super::scene::Scene;
use super::super::text::Text;
use super::draft::DeadlineDraft;
use crate::model::{
    Date, DeadlineBasis, DeadlineKind, Precision, Span, Weekday, Word as _, add_days,
    last_of_month, weekday,
};
use crate::rules::{Folded, Resolve, Rule, RuleKind, resolve_year};

/// Kinds in the order in which one of several deadlines is the main one.
const MAIN: [DeadlineKind; 8] = [
    DeadlineKind::Due,
    DeadlineKind::NextMeeting,
    DeadlineKind::AfterEvent,
    DeadlineKind::EffectiveFrom,
    DeadlineKind::Event,
    DeadlineKind::Recurring,
    DeadlineKind::Immediate,
    DeadlineKind::Vague,
];

/// The deadlines of a text, the main one first.
pub(in crate::extract) fn deadlines_of(scene: &Scene<'_>, text: &Text) -> Vec<DeadlineDraft> {
    let reader = scene.reader(text);
    let mut hits: Vec<(usize, Hit<'_>)> = Vec::new();
    for (order, rule) in scene.pack.rules_of(RuleKind::Deadline).enumerate() {
        hits.extend(apply::all(rule, text, &reader).into_iter().map(|hit| (order, hit)));
    }
    // Longest match, then the first listed.
    hits.sort_by_key(|(order, hit)| (std::cmp::Reverse(hit.found.range.len()), *order));
    let mut found: Vec<(usize, DeadlineDraft)> = Vec::new();
    let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
    for (_, hit) in hits {
        let range = hit.found.range.clone();
        if taken.iter().any(|other| other.start < range.end && range.start < other.end) {
            continue;
        }
        if let Some(deadline) = resolve(scene, text, &hit) {
            taken.push(range.clone());
            found.push((range.start, deadline));
        }
    }
    found.sort_by_key(|(start, deadline)| {
        (MAIN.iter().position(|kind| *kind == deadline.kind), *start)
    });
    found.into_iter().map(|(_, deadline)| deadline).collect()
}

/// The first deadline that one rule finds in a text.
pub(in crate::extract) fn deadline_with(
    scene: &Scene<'_>,
    rule: &Rule,
    text: &Text,
) -> Option<DeadlineDraft> {
    let reader = scene.reader(text);
    apply::all(rule, text, &reader).iter().find_map(|hit| resolve(scene, text, hit))
}

/// What a match says; `None` where it turns out to be no deadline (a date before the meeting).
fn resolve(scene: &Scene<'_>, text: &Text, hit: &Hit<'_>) -> Option<DeadlineDraft> {
    let kind = hit.rule.word.as_deref().and_then(DeadlineKind::from_word)?;
    let raw = text.words(hit.found.range.clone());
    let raw = raw.trim_end_matches([',', ';', ':', '.']).trim();
    let worked = work_out(scene, text, hit);
    if hit.rule.resolve == Some(Resolve::FutureDate) {
        // A bare date of the past is a reference to what was, not a deadline.
        let (date, _, _) = worked?;
        if scene.date.is_some_and(|meeting| date < meeting) {
            return None;
        }
    }
    let (date, precision, basis) = match worked {
        Some((date, precision, basis)) => (Some(date), Some(precision), Some(basis)),
        None => (None, None, None),
    };
    Some(DeadlineDraft {
        kind,
        raw: raw.to_owned(),
        span: span_of(text, hit),
        date,
        precision,
        basis,
        rule: hit.rule.id.clone(),
    })
}

fn span_of(text: &Text, hit: &Hit<'_>) -> Span {
    text.span(hit.found.range.clone())
}

fn work_out(
    scene: &Scene<'_>,
    text: &Text,
    hit: &Hit<'_>,
) -> Option<(Date, Precision, DeadlineBasis)> {
    let pack = scene.pack;
    match hit.rule.resolve.unwrap_or(Resolve::None) {
        Resolve::None => None,
        Resolve::Announced => {
            let next = scene.next.as_ref()?;
            let month =
                hit.words(text, "month").and_then(|month| pack.lexicon("month").lookup(month));
            let is_other = |month: &str| month.parse() != Ok(next.date.month());
            if month.is_some_and(is_other) {
                return None;
            }
            Some((next.date, Precision::Day, DeadlineBasis::Stated))
        }
        Resolve::Date | Resolve::FutureDate => {
            let words = hit.words(text, "date")?;
            let (parts, _, _) = pack.find_date(&Folded::new(words), 0)?;
            let precision =
                if hit.words(text, "time").is_some() { Precision::Minute } else { Precision::Day };
            match parts.date() {
                Some(date) => Some((date, precision, DeadlineBasis::Stated)),
                None => {
                    Some((resolve_year(parts, scene.date?)?, precision, DeadlineBasis::Computed))
                }
            }
        }
        Resolve::Offset => {
            let said = |field: &'static str| hit.words(text, field).or_else(|| hit.set(field));
            let count =
                said("count").map_or(Some(1), |words| pack.vocabulary.numbers.parse(words))?;
            let unit = said("unit")?;
            let date = pack.offset(scene.date?, count, unit)?;
            let precision = match pack.lexicon("unit").lookup(unit) {
                Some("week") => Precision::Week,
                Some("month") => Precision::Month,
                Some("year") => Precision::Year,
                _ => Precision::Day,
            };
            Some((date, precision, DeadlineBasis::Computed))
        }
        Resolve::MonthEnd => {
            let meeting = scene.date?;
            let month: i8 =
                pack.lexicon("month").lookup(hit.words(text, "month")?)?.parse().ok()?;
            let year =
                hit.words(text, "year").and_then(|words| pack.vocabulary.numbers.parse(words));
            let basis =
                if year.is_some() { DeadlineBasis::Stated } else { DeadlineBasis::Computed };
            let year = year
                .map_or(meeting.year() + i16::from(month < meeting.month()), |year| year as i16);
            Some((last_of_month(Date::new(year, month, 1).ok()?), Precision::Month, basis))
        }
        Resolve::DayOfMonth => {
            let meeting = scene.date?;
            let number = i8::try_from(pack.vocabulary.numbers.parse(hit.words(text, "day")?)?);
            let number = number.ok()?;
            let mut days = (1..=62).filter_map(|days| add_days(meeting, days));
            let date = days.find(|date| date.day() == number)?;
            Some((date, Precision::Day, DeadlineBasis::Computed))
        }
        Resolve::Weekday => {
            let meeting = scene.date?;
            let said = pack.weekday(hit.words(text, "weekday")?)?;
            let days = (1..=7)
                .find_map(|days| add_days(meeting, days).filter(|day| weekday(*day) == said));
            Some((days?, Precision::Day, DeadlineBasis::Computed))
        }
        Resolve::PeriodEnd => {
            let meeting = scene.date?;
            let part = pack.lexicon("part-of-year").lookup(hit.words(text, "part")?)?.to_owned();
            let stated =
                hit.words(text, "year").and_then(|words| pack.vocabulary.numbers.parse(words));
            period_end(
                &part,
                stated,
                hit.words(text, "month").and_then(|month| pack.lexicon("month").lookup(month)),
                meeting,
            )
        }
    }
}

/// The end of a part of a year: `quarter-1`, `half-2`, `four-months-3`, `two-months-6`,
/// `year-end`, `year-start`, `month-end`, `month-mid`, `month-start`, `week-end`, `week-next`, or
/// a month and a day (`06-30`); without a year, the first that ends on or after the meeting.
fn period_end(
    part: &str,
    year: Option<i64>,
    month: Option<&str>,
    meeting: Date,
) -> Option<(Date, Precision, DeadlineBasis)> {
    let basis = if year.is_some() { DeadlineBasis::Stated } else { DeadlineBasis::Computed };
    let (name, number) = part.rsplit_once('-')?;
    let stated = year.map(|year| year as i16);
    let next = |month: i8, day: Option<i8>| {
        let years =
            stated.map_or_else(|| vec![meeting.year(), meeting.year() + 1], |year| vec![year]);
        let of = |year: i16| {
            let first = Date::new(year, month, day.unwrap_or(1)).ok()?;
            Some(if day.is_some() { first } else { last_of_month(first) })
        };
        years.into_iter().filter_map(of).find(|date| stated.is_some() || *date >= meeting)
    };
    let months = |length: i8| number.parse::<i8>().ok()?.checked_mul(length);
    let sunday = |from: i64| {
        let days = (from..from + 7).filter_map(|days| add_days(meeting, days));
        days.into_iter().find(|day| weekday(*day) == Weekday::Sunday)
    };
    let (date, precision) = match (name, number) {
        ("quarter", _) => (next(months(3)?, None)?, Precision::Quarter),
        ("half", _) => (next(months(6)?, None)?, Precision::HalfYear),
        ("four-months", _) => (next(months(4)?, None)?, Precision::Quarter),
        ("two-months", _) => (next(months(2)?, None)?, Precision::Quarter),
        ("year", "end") => (next(12, None)?, Precision::Year),
        ("year", "start") => (next(1, None)?, Precision::Month),
        ("week", "next") => (sunday(7)?, Precision::Week),
        ("week", _) => (sunday(0)?, Precision::Week),
        ("month", part) => {
            let end = match month {
                Some(month) => next(month.parse().ok()?, None)?,
                None => last_of_month(meeting),
            };
            match part {
                "mid" => (Date::new(end.year(), end.month(), 15).ok()?, Precision::Week),
                "start" => (Date::new(end.year(), end.month(), 10).ok()?, Precision::Week),
                _ => (end, Precision::Month),
            }
        }
        (month, day) => (next(month.parse().ok()?, Some(day.parse().ok()?))?, Precision::Month),
    };
    Some((date, precision, basis))
}
