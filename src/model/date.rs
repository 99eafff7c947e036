//! Calendar dates: the only file that names jiff.
//!
//! In: years, months, days and ISO text. Out: dates, days since 1970-01-01, weekdays.
//! No clock and no time zone: a run's "today" is an argument.

pub use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

/// The date of an ISO text `YYYY-MM-DD`; `None` where it is none.
#[must_use]
pub fn parse_iso(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// ISO text `YYYY-MM-DD`.
#[must_use]
pub fn iso(date: Date) -> String {
    date.to_string()
}

/// `days` later (earlier where negative); `None` outside the years that jiff can hold.
#[must_use]
pub fn add_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// `months` later, on the same day or the month's last; `None` outside the years held.
#[must_use]
pub fn add_months(date: Date, months: i64) -> Option<Date> {
    date.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// Last day of the date's month.
#[must_use]
pub fn last_of_month(date: Date) -> Date {
    date.last_of_month()
}

/// Weekday of the date, Monday first.
#[must_use]
pub fn weekday(date: Date) -> Weekday {
    date.weekday()
}

/// Days since 1970-01-01, the unit of Parquet's `Date32`.
#[must_use]
pub fn days_since_epoch(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    let span = epoch.until(date).unwrap_or_else(|_| 0.days());
    span.get_days()
}
/// Easter Sunday of a year of the Gregorian calendar.
///
/// J. Meeus, Astronomical Algorithms, chapter 8 (the rule of Nature, 20 April 1876).
///
/// # Panics
/// Never: the rule gives days of March and April alone.
#[must_use]
pub fn easter(year: i16) -> Date {
    let year_of_century = i32::from(year) % 100;
    let century = i32::from(year) / 100;
    let moon = i32::from(year) % 19;
    let shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * moon + century - century / 4 - shift + 15) % 30;
    let sunday =
        (32 + 2 * (century % 4) + 2 * (year_of_century / 4) - epact - year_of_century % 4) % 7;
    let late = (moon + 11 * epact + 22 * sunday) / 451;
    let days = epact + sunday - 7 * late + 114;
    Date::new(year, (days / 31) as i8, (days % 31 + 1) as i8)
        .expect("Easter falls between 22 March and 25 April")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_tables_have_it() {
        let days = ["2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2038-04-25"];
        for day in days {
            let date = parse_iso(day).expect("a day");
            assert_eq!(iso(easter(date.year())), day);
        }
    }
}
