//! Dates and times as the rules' grammar reads them.
//!
//! In: text and a pack. Out: the parts that the text states. Which year a date without one
//! means depends on the meeting: [`resolve_year`].

use std::ops::Range;

use super::fold::Folded;
use super::kind::RuleKind;
use super::pattern::{Found, NoSlots};
use super::schema::GuardScope;
use super::{Pack, Rule};
use crate::model::{Date, Weekday, add_days, easter, weekday};

/// What a text states of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateParts {
    /// Day of the month.
    pub day: i8,
    /// Month, from 1.
    pub month: i8,
    /// Year, where it is said.
    pub year: Option<i16>,
    /// Weekday, where it is said.
    pub weekday: Option<Weekday>,
}

impl DateParts {
    /// The date, where the year is said and the day exists.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }
    /// Whether the weekday that is said is not that of the date.
    #[must_use]
    pub fn weekday_conflicts(self) -> bool {
        matches!((self.date(), self.weekday), (Some(date), Some(said)) if weekday(date) != said)
    }
}

/// A date without a year: the year whose weekday fits, within one of the meeting's; else the
/// next such day from the meeting on (`FIELD_GUIDE` F1: "next occurrence").
#[must_use]
pub fn resolve_year(parts: DateParts, meeting: Date) -> Option<Date> {
    if parts.year.is_some() {
        return parts.date();
    }
    let year = meeting.year();
    let candidates = [year, year + 1, year - 1];
    let dates =
        candidates.into_iter().filter_map(|year| Date::new(year, parts.month, parts.day).ok());
    let dates: Vec<Date> = dates.collect();
    if let Some(said) = parts.weekday {
        let fitting = dates.iter().copied().filter(|date| weekday(*date) == said);
        let nearest = fitting.min_by_key(|date| {
            crate::model::days_since_epoch(*date).abs_diff(crate::model::days_since_epoch(meeting))
        });
        if nearest.is_some() {
            return nearest;
        }
    }
    dates.into_iter().filter(|date| *date >= meeting).min()
}

/// A two-digit year: up to 69 in this century, then in the last (POSIX `%y`).
fn full_year(year: i64, digits: usize) -> Option<i16> {
    let year = match (digits, year) {
        (1 | 2, 0..=69) => year + 2000,
        (1 | 2, _) => year + 1900,
        _ => year,
    };
    (1800..=2199).contains(&year).then_some(year as i16)
}

impl Pack {
    /// The first date that stands in a text, with its place in the folded text and the rule.
    /// Of dates that begin at one place, the longest.
    #[must_use]
    pub fn find_date<'a>(
        &'a self,
        text: &Folded,
        from: usize,
    ) -> Option<(DateParts, std::ops::Range<usize>, &'a Rule)> {
        Self::first_value(self.rules_of(RuleKind::Date), text, from, |found| {
            self.date_parts(text, found)
        })
    }

    /// The first date that stands in a text.
    #[must_use]
    pub fn parse_date(&self, text: &str) -> Option<DateParts> {
        let folded = Folded::new(text);
        self.find_date(&folded, 0).map(|(parts, _, _)| parts)
    }

    /// The first match of the rules of a kind that `read` makes a value of, the longest of
    /// those that begin there.
    fn first_value<'a, T>(
        rules: impl Iterator<Item = &'a Rule>,
        text: &Folded,
        from: usize,
        read: impl Fn(&Found) -> Option<T>,
    ) -> Option<(T, Range<usize>, &'a Rule)> {
        let mut best: Option<(T, Range<usize>, &Rule)> = None;
        for rule in rules {
            for pattern in &rule.patterns {
                let mut at = from;
                while let Some(found) = pattern.find_at(text, at, &NoSlots) {
                    let range = found.range.clone();
                    let is_better = best.as_ref().is_none_or(|(_, known, _)| {
                        (range.start, known.end) < (known.start, range.end)
                    });
                    if !is_better {
                        break;
                    }
                    let stands_alone = !continues_a_number(text.as_str(), &range)
                        && !is_guarded(rule, text, &range);
                    if let Some(value) = read(&found).filter(|_| stands_alone) {
                        best = Some((value, range, rule));
                        break;
                    }
                    at = range.start + 1;
                    while !text.as_str().is_char_boundary(at) {
                        at += 1;
                    }
                }
            }
        }
        best
    }

    /// The first date or time that one rule reads in a text, with its captures.
    #[must_use]
    pub fn value_with(&self, rule: &Rule, text: &Folded) -> Option<Found> {
        let is_value = |found: &Found| match rule.kind {
            RuleKind::Date => self.date_parts(text, found).is_some(),
            _ => self.time_of(text, found).is_some(),
        };
        let read = |found: &Found| is_value(found).then(|| found.clone());
        Self::first_value(std::iter::once(rule), text, 0, read).map(|(found, _, _)| found)
    }

    fn date_parts(&self, text: &Folded, found: &Found) -> Option<DateParts> {
        let words = text.as_str();
        let capture =
            |name: &str| found.get(name).map(|range| words[range].trim_matches([' ', '\'']));
        let number = |words: &str| {
            self.vocabulary
                .numbers
                .parse(words)
                .or_else(|| self.lexicon("ordinal").lookup_folded(words)?.parse().ok())
        };
        let day = number(capture("day")?)?;
        let month = capture("month")?;
        let month: i64 = match self.lexicon("month").lookup_folded(month) {
            Some(value) => value.parse().ok()?,
            None => number(month)?,
        };
        let year = match capture("year") {
            Some(words) => {
                let digits = words.bytes().filter(u8::is_ascii_digit).count();
                Some(full_year(number(words)?, digits)?)
            }
            None => None,
        };
        let weekday =
            capture("weekday").and_then(|word| self.lexicon("weekday").lookup_folded(word));
        let weekday =
            weekday.and_then(|value| Weekday::from_monday_one_offset(value.parse().ok()?).ok());
        if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
            return None;
        }
        let parts = DateParts { day: day as i8, month: month as i8, year, weekday };
        // 29 February is a day of some years; without a year it must be one of a leap year.
        let exists = parts.year.map_or_else(
            || Date::new(2000, parts.month, parts.day).is_ok(),
            |_| parts.date().is_some(),
        );
        exists.then_some(parts)
    }

    /// The weekday that a word names.
    #[must_use]
    pub fn weekday(&self, word: &str) -> Option<Weekday> {
        Weekday::from_monday_one_offset(self.lexicon("weekday").lookup(word)?.parse().ok()?).ok()
    }

    /// The first time of day in a text, as `HH:MM`.
    #[must_use]
    pub fn parse_time(&self, text: &str) -> Option<String> {
        self.find_time(&Folded::new(text), 0).map(|(time, _)| time)
    }

    /// The first time of day at or after byte `from`, as `HH:MM`, with its place. Midnight at
    /// the end of a day is `00:00`.
    #[must_use]
    pub fn find_time(&self, text: &Folded, from: usize) -> Option<(String, Range<usize>)> {
        let (time, range, _) =
            Self::first_value(self.rules_of(RuleKind::Time), text, from, |found| {
                self.time_of(text, found)
            })?;
        Some((time, range))
    }

    fn time_of(&self, text: &Folded, found: &Found) -> Option<String> {
        let number = |names: &str, range: Range<usize>| {
            let words = text.as_str()[range].trim();
            let named = self.lexicon(names).lookup_folded(words).and_then(|word| word.parse().ok());
            named.or_else(|| self.vocabulary.numbers.parse(words))
        };
        let hour: i64 = number("hour-name", found.get("hour")?)?;
        let minute = match found.get("minute") {
            Some(range) => number("minute-name", range)?,
            None => 0,
        };
        match (hour, minute) {
            (24, 0) => Some("00:00".to_owned()),
            (0..24, 0..60) => Some(format!("{hour:02}:{minute:02}")),
            _ => None,
        }
    }

    /// `count` units after a date: days, weeks; months and years keep the day where it exists.
    #[must_use]
    pub fn offset(&self, date: Date, count: i64, unit: &str) -> Option<Date> {
        match self.lexicon("unit").lookup_folded(unit.trim())? {
            "day" => add_days(date, count),
            "working_day" => self.working_days(date, count),
            "week" => add_days(date, count * 7),
            "month" => crate::model::add_months(date, count),
            "year" => crate::model::add_months(date, count * 12),
            _ => None,
        }
    }
}

impl Pack {
    /// The day that is so many working days after another: neither weekends, nor the pack's
    /// holidays, nor Easter Monday count.
    fn working_days(&self, date: Date, count: i64) -> Option<Date> {
        let holidays = self.lexicon("holiday");
        let is_shut = |day: Date| {
            let of_year = format!("{:02}-{:02}", day.month(), day.day());
            matches!(weekday(day), Weekday::Saturday | Weekday::Sunday)
                || holidays.lookup_folded(&of_year).is_some()
                || add_days(easter(day.year()), 1) == Some(day)
        };
        let mut day = date;
        let mut left = count;
        while left > 0 {
            day = add_days(day, 1)?;
            left -= i64::from(!is_shut(day));
        }
        Some(day)
    }
}

/// Whether digits before or after a match make it part of something longer: "3/2019" within
/// "n. 12/3/2019/4", "16.01" within "16.01.2019".
fn continues_a_number(text: &str, range: &Range<usize>) -> bool {
    let starts_with_digit = text[range.start..].starts_with(|first: char| first.is_ascii_digit());
    let ends_with_digit = text[..range.end].ends_with(|last: char| last.is_ascii_digit());
    let parts = |letter: char| "./:,".contains(letter);
    let before = &text[..range.start];
    let before = before.strip_suffix(parts).unwrap_or(before);
    let before_digit = before.ends_with(|letter: char| letter.is_ascii_digit());
    let after = &text[range.end..];
    let after = after.strip_prefix(parts).unwrap_or(after);
    let after_digit = after.starts_with(|letter: char| letter.is_ascii_digit());
    starts_with_digit && before_digit || ends_with_digit && after_digit
}

/// Whether a guard of a rule of dates or times stands right before a match or in it.
fn is_guarded(rule: &Rule, text: &Folded, range: &Range<usize>) -> bool {
    rule.guards.iter().any(|guard| match guard.scope {
        GuardScope::Before => {
            let before = guard.pattern.find_all(text, &NoSlots);
            before.iter().any(|found| found.range.end == range.start)
        }
        GuardScope::Match => {
            let found = guard.pattern.find_at(text, range.start, &NoSlots);
            found.is_some_and(|found| found.range.end <= range.end)
        }
        _ => false,
    })
}
