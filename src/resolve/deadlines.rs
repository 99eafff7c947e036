//! Days of next meetings, found in other minutes.
//!
//! In: a scope. Out: the day of each deadline that names the next meeting: of the body that its
//! words name, otherwise of the body that set it. The next meeting is the first later one of
//! that body in the archive, also where the minutes announced another day; where the numbers of both minutes show that one between them was
//! not read, or where more than a year lies between, the deadline stays as it was.

use std::collections::BTreeMap;

use super::outcome::Outcome;
use super::scope::{MeetingView, Scope};
use super::words::{Words, plain};
use crate::model::{DeadlineKind, days_since_epoch};

/// Days after which the next minutes of a body are not taken for its next meeting's.
const LONGEST: i32 = 366;

/// Finds the days of next meetings of a scope.
pub(super) fn settle(scope: &Scope<'_>, words: &Words, out: &mut Outcome) {
    let mut bodies: BTreeMap<String, Vec<&MeetingView<'_>>> = BTreeMap::new();
    for view in &scope.meetings {
        if view.date().is_some() && !out.duplicate_of.contains_key(view.id()) {
            bodies.entry(view.body()).or_default().push(view);
        }
    }
    for view in &scope.meetings {
        for deadline in &view.deadlines {
            if deadline.kind != DeadlineKind::NextMeeting {
                continue;
            }
            let body = named(&deadline.raw, &bodies, words).unwrap_or_else(|| view.body());
            let later = bodies.get(&body).and_then(|meetings| next(view, meetings));
            if let Some(day) = later.and_then(MeetingView::date) {
                out.date_of.insert(deadline.deadline_id.clone(), day);
            }
        }
    }
}

/// The one body of the scope that the words name, in full or by an alias of its pack.
fn named(
    raw: &str,
    bodies: &BTreeMap<String, Vec<&MeetingView<'_>>>,
    words: &Words,
) -> Option<String> {
    let raw = format!(" {} ", plain(raw));
    let whole = bodies.keys().filter(|body| !body.is_empty() && raw.contains(&format!(" {body} ")));
    if let Some(longest) = whole.max_by_key(|body| body.len()) {
        return Some(longest.clone());
    }
    raw.split_whitespace().find_map(|word| {
        let body = plain(words.body(word)?);
        bodies.contains_key(&body).then_some(body)
    })
}

fn next<'a, 'b>(
    view: &MeetingView<'_>,
    meetings: &[&'a MeetingView<'b>],
) -> Option<&'a MeetingView<'b>> {
    let date = view.date()?;
    let later = meetings.iter().find(|other| other.date().is_some_and(|day| day > date))?;
    let days = days_since_epoch(later.date()?) - days_since_epoch(date);
    let number = |view: &MeetingView<'_>| view.meeting.number.as_deref()?.parse::<u32>().ok();
    let is_gap = view.body() == later.body()
        && matches!((number(view), number(later)), (Some(one), Some(other)) if other > one + 1);
    (days <= LONGEST && !is_gap).then_some(*later)
}
