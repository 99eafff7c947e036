//! Quorum: whether more than half of a body's seats were filled, beside what the text states.
//!
//! In: a meeting and the seats of its body on that day. Out: the number of those seats, and
//! whether more than half were filled: by heads, by the weights that `members.csv` gives each of
//! them, by the inhabitants that `ambiti.csv` gives the comune of each. Half is the usual rule
//! and a statute may have another, so that all measures are told and none decides; a remark
//! tells where the text contradicts every one of them. In second call fewer are needed, and a
//! quorum that is stated there is not disputed.

use std::collections::BTreeMap;

use super::Seat;
use super::matching::{Filled, compare};
use crate::diagnostic::Code;
use crate::model::{Attendance, Call, Date, Facts};
use crate::resolve::organisations::Identity;
use crate::resolve::outcome::Remark;
use crate::resolve::registry::Registry;
use crate::resolve::words::{Words, plain, squeeze};

/// What the seats of a body weigh by one measure.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    filled: f64,
    unknown: f64,
    total: f64,
}

impl Tally {
    fn of(weights: &[f64], filled: &[Filled]) -> Self {
        let mut tally = Self::default();
        for (weight, filled) in weights.iter().zip(filled) {
            tally.total += weight;
            match filled {
                Filled::Yes => tally.filled += weight,
                Filled::Unknown => tally.unknown += weight,
                Filled::No => {}
            }
        }
        tally
    }

    /// Whether more than half is filled; `None` where those of whom nothing is known decide.
    fn is_quorum(self) -> Option<bool> {
        if self.total <= 0.0 {
            None
        } else if self.filled * 2.0 > self.total {
            Some(true)
        } else if (self.filled + self.unknown) * 2.0 <= self.total {
            Some(false)
        } else {
            None
        }
    }
}

/// Fills in the seats and quorums of a meeting.
pub(super) fn compute(
    document: &mut Facts,
    at: usize,
    seats: &[&Seat<'_>],
    words: &Words,
    registry: &Registry,
    remarks: &mut Vec<Remark>,
) {
    let meeting = &document.meetings[at];
    let ambito = meeting.ambito.clone();
    let rows: Vec<&Attendance> =
        document.attendance.iter().filter(|row| row.meeting_id == meeting.meeting_id).collect();
    let filled = compare(&rows, ambito.as_deref(), seats, words, registry).filled;
    let inhabitants = ambito
        .as_deref()
        .zip(meeting.date)
        .and_then(|(ambito, day)| inhabitants(seats, ambito, day, registry));
    let tallies = [
        ("heads", Some(vec![1.0; seats.len()])),
        ("weight", seats.iter().map(|seat| seat.member.weight).collect()),
        ("inhabitants", inhabitants),
    ]
    .map(|(measure, weights): (_, Option<Vec<f64>>)| {
        weights.map(|weights| (measure, Tally::of(&weights, &filled)))
    });
    let [heads, weight, population] =
        tallies.map(|tally| tally.and_then(|(_, tally)| tally.is_quorum()));
    let meeting = &mut document.meetings[at];
    meeting.eligible_seats = Some(seats.len() as i32);
    meeting.quorum_by_heads = heads;
    meeting.quorum_by_weight = weight;
    meeting.quorum_by_population = population;
    let Some(stated) = meeting.quorum_stated else { return };
    let computed: Vec<bool> = [heads, weight, population].into_iter().flatten().collect();
    let is_lower = stated && meeting.call == Some(Call::Second);
    if is_lower || computed.is_empty() || computed.contains(&stated) {
        return;
    }
    let told: Vec<String> = tallies
        .into_iter()
        .flatten()
        .map(|(measure, tally)| format!("{measure} {} of {}", tally.filled, tally.total))
        .collect();
    let verb = if stated { "there was a quorum" } else { "there was no quorum" };
    remarks.push(Remark {
        document_id: meeting.document_id.clone(),
        meeting_id: Some(meeting.meeting_id.clone()),
        code: Code::QuorumDisagrees,
        message: format!(
            "the text says that {verb}; filled of the seats in members.csv: {}",
            told.join(", ")
        ),
        place: Some(meeting.evidence.place.clone()),
    });
}

/// The inhabitants of each seat's comune, where each seat is another comune's and all are known.
fn inhabitants(
    seats: &[&Seat<'_>],
    ambito: &str,
    day: Date,
    registry: &Registry,
) -> Option<Vec<f64>> {
    let mut known: BTreeMap<String, i64> = BTreeMap::new();
    for row in &registry.ambiti {
        let is_valid = row.valid_from.is_none_or(|from| from <= day)
            && row.valid_to.is_none_or(|to| day <= to);
        if is_valid && squeeze(&row.ambito) == squeeze(ambito) {
            known.insert(plain(&row.comune), row.population?);
        }
    }
    seats
        .iter()
        .map(|seat| match &seat.organisation {
            // Taken out, so that a second seat of the same comune leaves the measure open.
            Some(Identity::Comune(comune)) => known.remove(comune).map(|count| count as f64),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_of_whom_nothing_is_known_leave_a_quorum_open_where_they_decide() {
        use Filled::{No, Unknown, Yes};
        let heads = |filled: &[Filled]| Tally::of(&vec![1.0; filled.len()], filled).is_quorum();
        assert_eq!(heads(&[Yes, Yes, No]), Some(true));
        assert_eq!(heads(&[Yes, Yes, Unknown]), Some(true));
        assert_eq!(heads(&[Yes, Yes, No, No]), Some(false), "half is no majority");
        assert_eq!(heads(&[Yes, Unknown, No]), None);
        assert_eq!(heads(&[Unknown, No, No]), Some(false));
        assert_eq!(heads(&[]), None);
        assert_eq!(Tally::of(&[60.0, 20.0, 20.0], &[Yes, No, No]).is_quorum(), Some(true));
    }
}
