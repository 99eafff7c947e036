//! Doubles: one meeting told by two files, a draft and its final or an extract and the whole.
//!
//! In: a scope. Out: the better copy of each double, the decisions that both tell, and a remark
//! on what differs between them.
//!
//! Two meetings are one where body and day are equal, their numbers do not contradict each
//! other, and their content agrees: of the titles on the shorter agenda or, where there is none,
//! of the names on the shorter roll, most are on the other too. The better copy is the whole
//! before an extract, the final before a draft (a word of the file's name says so), then the
//! one that tells more.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::outcome::{Outcome, Remark};
use super::scope::{MeetingView, Scope};
use super::words::{Words, plain};
use crate::diagnostic::Code;
use crate::model::iso;

/// Least share of titles or names that two copies have in common. Two meetings of one body on
/// one day share its standing items and members, but not most of the agenda's words.
const SAME_TITLES: f64 = 0.6;

/// Least share of names, where there is no agenda to compare.
const SAME_NAMES: f64 = 0.8;

/// Least share of words that two tellings of one decision have in common.
const SAME_WORDS: f64 = 0.7;

/// Finds the doubles of a scope.
pub(super) fn find(scope: &Scope<'_>, words: &Words, out: &mut Outcome) {
    let mut days: BTreeMap<_, Vec<&MeetingView<'_>>> = BTreeMap::new();
    for view in &scope.meetings {
        if let Some(date) = view.date() {
            days.entry((date, view.body())).or_default().push(view);
        }
    }
    for mut copies in days.into_values().filter(|copies| copies.len() > 1) {
        copies.sort_by_cached_key(|view| rank(view, words));
        let mut kept: Vec<&MeetingView<'_>> = Vec::new();
        for view in copies {
            match kept.iter().find(|better| is_same(better, view)) {
                Some(better) => {
                    out.duplicate_of.insert(view.id().to_owned(), better.id().to_owned());
                    out.remarks.push(remark(better, view));
                    same_decisions(better, view, out);
                }
                None => kept.push(view),
            }
        }
    }
}

/// Sorts the better copy before the worse.
fn rank(view: &MeetingView<'_>, words: &Words) -> impl Ord {
    let name = view.path.rsplit('/').next().unwrap_or_default();
    let is_draft = plain(name).split(' ').any(|word| words.is("draft", word));
    let rows = view.attendance.len() + view.items.len() + view.decisions.len();
    let key = (view.meeting.document_id.clone(), view.meeting.meeting_index);
    (view.meeting.is_excerpt, is_draft, Reverse(rows), key)
}

fn is_same(one: &MeetingView<'_>, other: &MeetingView<'_>) -> bool {
    let number = |view: &MeetingView<'_>| view.meeting.number.as_deref().map(plain);
    if let (Some(one), Some(other)) = (number(one), number(other))
        && one != other
    {
        return false;
    }
    let (titles, other_titles) = (titles(one), titles(other));
    if !titles.is_empty() && !other_titles.is_empty() {
        return shared(&titles, &other_titles) >= SAME_TITLES;
    }
    let (names, other_names) = (names(one), names(other));
    !names.is_empty() && !other_names.is_empty() && shared(&names, &other_names) >= SAME_NAMES
}

fn titles(view: &MeetingView<'_>) -> BTreeSet<String> {
    let titles = view.items.iter().map(|item| plain(&item.title));
    titles.flat_map(|title| title.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn names(view: &MeetingView<'_>) -> BTreeSet<String> {
    view.attendance.iter().filter_map(|row| row.name.as_deref()).map(sorted_words).collect()
}

fn sorted_words(name: &str) -> String {
    let plain = plain(name);
    let mut words: Vec<&str> = plain.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// Of the smaller set, the share that the other has too.
fn shared<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> f64 {
    let least = one.len().min(other.len()).max(1);
    one.intersection(other).count() as f64 / least as f64
}

/// What differs between two copies, so that a person can see which is right.
fn remark(better: &MeetingView<'_>, worse: &MeetingView<'_>) -> Remark {
    let mut differences = Vec::new();
    let (one, other) = (better.meeting, worse.meeting);
    let mut tell = |what: &str, one: Option<String>, other: Option<String>| {
        if one != other {
            let say = |value: Option<String>| value.unwrap_or_else(|| "nothing".to_owned());
            differences.push(format!("{what} {} there, {} here", say(one), say(other)));
        }
    };
    tell("number", one.number.clone(), other.number.clone());
    tell("start", one.start_time.clone(), other.start_time.clone());
    tell("end", one.end_time.clone(), other.end_time.clone());
    tell("chair", one.chair.as_deref().map(plain), other.chair.as_deref().map(plain));
    let count = |rows: usize| Some(rows.to_string());
    tell("rows of the roll", count(better.attendance.len()), count(worse.attendance.len()));
    tell("agenda items", count(better.items.len()), count(worse.items.len()));
    tell("decisions", count(better.decisions.len()), count(worse.decisions.len()));
    for row in &worse.attendance {
        let Some(name) = row.name.as_deref() else { continue };
        let same = better.attendance.iter().find(|candidate| {
            candidate.name.as_deref().is_some_and(|other| sorted_words(other) == sorted_words(name))
        });
        if let Some(same) = same.filter(|same| same.status != row.status) {
            use crate::model::Word as _;
            tell(name, Some(same.status.word().to_owned()), Some(row.status.word().to_owned()));
        }
    }
    let differences = if differences.is_empty() {
        "they tell the same".to_owned()
    } else {
        differences.join("; ")
    };
    let date = one.date.map(iso).unwrap_or_default();
    Remark {
        document_id: other.document_id.clone(),
        meeting_id: Some(other.meeting_id.clone()),
        code: Code::MeetingDuplicate,
        message: format!("the meeting of {date} is counted from {}: {differences}", better.path),
        place: Some(other.evidence.place.clone()),
    }
}

/// Links decisions of the worse copy to those of the better that say the same.
fn same_decisions(better: &MeetingView<'_>, worse: &MeetingView<'_>, out: &mut Outcome) {
    let set =
        |text: &str| -> BTreeSet<String> { plain(text).split(' ').map(str::to_owned).collect() };
    let targets: Vec<(&str, BTreeSet<String>)> = better
        .decisions
        .iter()
        .filter(|decision| decision.same_as.is_none())
        .map(|decision| (decision.decision_id.as_str(), set(&decision.text)))
        .collect();
    let mut taken = BTreeSet::new();
    for decision in worse.decisions.iter().filter(|decision| decision.same_as.is_none()) {
        let words = set(&decision.text);
        let likeness = |other: &BTreeSet<String>| {
            words.intersection(other).count() as f64 / words.union(other).count().max(1) as f64
        };
        let best = targets
            .iter()
            .enumerate()
            .filter(|(at, _)| !taken.contains(at))
            .map(|(at, (id, other))| (likeness(other), Reverse(at), *id))
            .max_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
        if let Some((likeness, Reverse(at), id)) = best
            && likeness >= SAME_WORDS
        {
            taken.insert(at);
            out.same_as.insert(decision.decision_id.clone(), id.to_owned());
        }
    }
}
