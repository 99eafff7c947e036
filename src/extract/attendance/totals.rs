//! Totals: what the text says of how many were there, and whether the roll agrees.
//!
//! In: texts with totals, and the seats. Out: the stated numbers and a [`RollCheck`]; totals
//! also decide rows that a single column of marks leaves blank.
//!
//! Invariant: a total never decides which of several people was absent.

use super::seat::{Cited, Seat, Stated};
use super::tokens::Reader;
use crate::extract::apply;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Basis, Capacity, Confidence, RollCheck, Span};
use crate::rules::{NoSlots, RuleKind};

/// A stated number, with its words.
#[derive(Clone, Debug)]
pub(super) struct Total {
    /// The number; `None` where its words could not be read.
    pub(super) value: Option<i32>,
    /// Where it stands.
    pub(super) cited: Cited,
}

/// The totals that a text states.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    /// Of those present.
    pub(super) present: Option<Total>,
    /// Of those absent.
    pub(super) absent: Option<Total>,
}

impl Totals {
    /// Reads a text; the first statement of each number holds. Gives whether it held any.
    pub(super) fn read(&mut self, reader: &Reader<'_>, text: &Text) -> bool {
        let mut is_found = false;
        for rule in reader.scene.pack.rules_of(RuleKind::Field) {
            let fields = ["stated_present", "stated_absent"];
            for hit in apply::all(rule, text, &NoSlots) {
                for field in fields {
                    let Some(range) = hit.found.get(field) else { continue };
                    let cited = Cited::of(text, text.folded().reading(range), &rule.id);
                    let value = number(reader, &cited.text);
                    let slot = if field == "stated_present" {
                        &mut self.present
                    } else {
                        &mut self.absent
                    };
                    slot.get_or_insert(Total { value, cited });
                    is_found = true;
                }
            }
        }
        is_found
    }
}

/// A number in digits or words; a stroke is none; letters that scanners take for digits count.
fn number(reader: &Reader<'_>, words: &str) -> Option<i32> {
    let folded = crate::rules::fold(words.trim());
    if !folded.chars().any(char::is_alphanumeric) {
        return Some(0);
    }
    if reader.is_nobody(&folded) {
        return Some(0);
    }
    let value = reader.scene.pack.vocabulary.numbers.parse(&folded);
    if let Some(value) = value {
        return i32::try_from(value).ok();
    }
    let digits: String = folded
        .chars()
        .map(|letter| match letter {
            'o' => '0',
            'l' | 'i' => '1',
            other => other,
        })
        .collect();
    digits.parse().ok()
}

/// Rows that a single column of marks leaves blank are absent where the total of those present
/// is that of the marks.
pub(super) fn decide_blanks(seats: &mut [Seat], blanks: &[usize], totals: &Totals) {
    let marked = seats.iter().filter(|seat| seat.is_present() && counts(seat)).count();
    let Some(total) = totals.present.as_ref() else { return };
    if blanks.is_empty()
        || total.value.and_then(|value| usize::try_from(value).ok()) != Some(marked)
    {
        return;
    }
    for place in blanks {
        let Some(seat) = seats.get_mut(*place).filter(|seat| seat.status.is_none()) else {
            continue;
        };
        seat.status = Some(Stated { status: AttendanceStatus::Absent, cited: total.cited.clone() });
        seat.basis = Basis::ByTotal;
        seat.confidence = Confidence::Low;
    }
}

/// Where nobody was absent, or nobody present, totals decide rows whose marks do not.
pub(super) fn decide_all(seats: &mut [Seat], totals: &Totals) {
    let (Some(present), Some(absent)) = (&totals.present, &totals.absent) else { return };
    let open: Vec<usize> =
        (0..seats.len()).filter(|at| seats[*at].status.is_none() && counts(&seats[*at])).collect();
    let all = seats.iter().filter(|seat| counts(seat)).count();
    let (status, total) = match (present.value, absent.value) {
        (Some(count), Some(0)) if usize::try_from(count) == Ok(all) => {
            (AttendanceStatus::Present, present)
        }
        (Some(0), Some(count)) if usize::try_from(count) == Ok(all) => {
            (AttendanceStatus::Absent, absent)
        }
        _ => return,
    };
    for at in open {
        seats[at].status = Some(Stated { status, cited: total.cited.clone() });
        seats[at].basis = Basis::ByTotal;
        seats[at].confidence = Confidence::Low;
    }
}

/// Whether a seat is counted in totals: guests and officers of the body are not.
pub(super) fn counts(seat: &Seat) -> bool {
    let capacity = seat.capacity.as_ref().map(|(capacity, _)| *capacity);
    let is_outside =
        matches!(capacity, Some(Capacity::Guest | Capacity::Staff | Capacity::Observer));
    let is_replaced = seat.represented_by.is_some() && !seat.is_present();
    !is_outside && !seat.is_officer && !is_replaced
}

/// How the roll agrees with the totals; with a message where it does not.
pub(super) fn check(seats: &[Seat], totals: &Totals) -> (RollCheck, Option<(String, Span)>) {
    if totals.present.is_none() && totals.absent.is_none() {
        return (RollCheck::NotStated, None);
    }
    let stated = [(&totals.present, true), (&totals.absent, false)];
    let mut problem = None;
    for (total, is_present) in stated {
        let Some(total) = total else { continue };
        let Some(value) = total.value else { return (RollCheck::Unreadable, None) };
        let of = |seat: &&Seat| {
            counts(seat) && if is_present { seat.is_present() } else { seat.is_absent() }
        };
        let count = i32::try_from(seats.iter().filter(of).count()).unwrap_or(i32::MAX);
        let late = seats.iter().filter(of).filter(|seat| seat.arrived_at.is_some()).count();
        let late = i32::try_from(late).unwrap_or(0);
        let late_absent = seats
            .iter()
            .filter(|seat| {
                counts(seat)
                    && seat.arrived_at.is_some()
                    && seat.is_present()
                    && seat.has_own_status
            })
            .count();
        let late_absent = i32::try_from(late_absent).unwrap_or(0);
        // The chair may be counted apart; who came late was not there at the call.
        let has_chair = seats.iter().any(|seat| seat.is_chair);
        let fits = if is_present {
            (count - late..=count).contains(&value)
                || has_chair && (count - 1..=count).contains(&value)
        } else {
            (count..=count + late_absent.max(late)).contains(&value)
        };
        // What is unknown can be on either side.
        let unknown = seats.iter().filter(|seat| counts(seat) && seat.status.is_none()).count();
        let unknown = i32::try_from(unknown).unwrap_or(0);
        if unknown > 0 && (count..=count + unknown).contains(&value) {
            continue;
        }
        if !fits {
            let what = if is_present { "present" } else { "absent" };
            problem.get_or_insert((
                format!("the text says {value} {what}, the roll shows {count}"),
                total.cited.span,
            ));
        }
    }
    if let Some(problem) = problem {
        return (RollCheck::Mismatch, Some(problem));
    }
    let is_open = seats.iter().any(|seat| counts(seat) && seat.status.is_none());
    (if is_open { RollCheck::Unreadable } else { RollCheck::Match }, None)
}
