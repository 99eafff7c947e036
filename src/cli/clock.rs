//! The clock: the only file that asks what time it is.
//!
//! In: nothing. Out: an instant as RFC 3339 text in UTC, and seconds between two instants. No
//! result but `run.json` holds what it says.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use verbali::model::{add_days, iso, parse_iso};

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;

/// The time, as RFC 3339 text to the second.
pub(super) fn now() -> String {
    // A clock set before 1970 tells nothing better than its beginning.
    instant(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
}

fn instant(since_epoch: Duration) -> String {
    let seconds = since_epoch.as_secs();
    let epoch = parse_iso("1970-01-01");
    let day = epoch.and_then(|epoch| add_days(epoch, (seconds / DAY) as i64));
    let (hour, minute, second) = (seconds % DAY / 3600, seconds % 3600 / 60, seconds % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", day.map(iso).unwrap_or_default())
}

/// Times the stages of a run.
#[derive(Debug)]
pub(super) struct Stopwatch {
    started_at: String,
    last: Instant,
    timings: Vec<(String, f64)>,
}

impl Stopwatch {
    /// Starts.
    pub(super) fn start() -> Self {
        Self { started_at: now(), last: Instant::now(), timings: Vec::new() }
    }
    /// Ends the stage that began with the end of the last one.
    pub(super) fn lap(&mut self, stage: &str) {
        let seconds = self.last.elapsed().as_secs_f64();
        // To the millisecond: what is finer is noise.
        self.timings.push((stage.to_owned(), (seconds * 1000.0).round() / 1000.0));
        self.last = Instant::now();
    }
    /// When it started.
    pub(super) fn started_at(&self) -> &str {
        &self.started_at
    }
    /// Seconds by stage.
    pub(super) fn timings(&self) -> &[(String, f64)] {
        &self.timings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_to_the_second() {
        assert_eq!(instant(Duration::from_secs(0)), "1970-01-01T00:00:00Z");
        assert_eq!(instant(Duration::from_millis(951_827_696_500)), "2000-02-29T12:34:56Z");
    }
}
