//! The row of a meeting, from what its header and its roll say, and remarks on what a reader
//! would look for and did not find.

use super::extractor::Reading;
use super::header::Field;
use super::ledger::Ledger;
use super::scene::Scene;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BodyKind, Call, Confidence, Meeting, RollCheck, SessionKind, Span, Word};

/// The row of the meeting, the `number`-th of its file, with the place of each of its fields as
/// evidence.
pub(super) fn row(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    reading: &Reading,
    number: u32,
) -> Meeting {
    let header = &reading.header;
    let roll = &reading.roll;
    let id = scene.meeting_id.clone();
    let main = header
        .date
        .as_ref()
        .filter(|field| !field.span.is_empty())
        .or(header.body.as_ref().filter(|field| !field.span.is_empty()));
    let evidence = match main {
        Some(field) => ledger.evidence(field.span, &field.rule, field.confidence),
        None => ledger.evidence(first_line(scene), "document", Confidence::Low),
    };
    let named = [
        ("ambito", &header.ambito),
        ("body", &header.body),
        ("number", &header.number),
        ("date", &header.date),
        ("start_time", &header.start_time),
        ("end_time", &header.end_time),
        ("place", &header.place),
        ("call", &header.call),
        ("session_kind", &header.session_kind),
        ("chair", &header.chair),
        ("secretary", &header.secretary),
        ("is_excerpt", &header.is_excerpt),
        ("quorum_stated", &header.quorum_stated),
    ];
    for (column, field) in named {
        if let Some(field) = field {
            ledger.prove("meetings", &id, column, field.span, &field.rule);
        }
    }
    let value = |field: &Option<Field>| field.as_ref().map(|field| field.value.clone());
    let (start_time, end_time) = (value(&header.start_time), value(&header.end_time));
    let person = |field: &Option<Field>, roll: &Option<(String, Span, String)>| {
        let named = roll.as_ref().map(|(name, _, _)| name.clone());
        let signed = value(field);
        // A signature with an initial is of whom the roll names in full.
        named
            .clone()
            .filter(|name| signed.as_ref().is_some_and(|it| is_short_for(it, name)))
            .or(signed)
            .or(named)
    };
    for (column, found, field) in
        [("chair", &roll.chair, &header.chair), ("secretary", &roll.secretary, &header.secretary)]
    {
        if let (Some((_, span, rule)), None) = (found, field) {
            ledger.prove("meetings", &id, column, *span, rule);
        }
    }
    Meeting {
        meeting_id: id,
        document_id: ledger.document_id.clone(),
        meeting_index: number,
        ambito: value(&header.ambito),
        body: value(&header.body),
        body_kind: word::<BodyKind>(header.body_kind.as_ref()),
        number: value(&header.number),
        date: scene.date,
        date_raw: value(&header.date_raw),
        duration_minutes: duration(start_time.as_deref(), end_time.as_deref()),
        start_time,
        end_time,
        place: value(&header.place),
        call: word::<Call>(header.call.as_ref()),
        session_kind: word::<SessionKind>(header.session_kind.as_ref()),
        chair: person(&header.chair, &roll.chair),
        secretary: person(&header.secretary, &roll.secretary),
        chair_person_id: None,
        secretary_person_id: None,
        is_excerpt: header.is_excerpt.as_ref().is_some_and(|field| field.value == "true"),
        stated_present: roll.stated_present,
        stated_absent: roll.stated_absent,
        roll_check: roll.check,
        quorum_stated: header.quorum_stated.as_ref().map(|field| field.value == "true"),
        eligible_seats: None,
        quorum_by_heads: None,
        quorum_by_weight: None,
        quorum_by_population: None,
        presence_scope: roll.scope,
        duplicate_of: None,
        evidence,
    }
}

fn word<W: Word>(field: Option<&Field>) -> Option<W> {
    W::from_word(&field?.value)
}

/// Minutes from start to end; an end before the start is after midnight only where that makes
/// a meeting of less than six hours.
fn duration(start: Option<&str>, end: Option<&str>) -> Option<i32> {
    let minutes = |time: &str| {
        let (hour, minute) = time.split_once(':')?;
        Some(hour.parse::<i32>().ok()? * 60 + minute.parse::<i32>().ok()?)
    };
    let length = minutes(end?)? - minutes(start?)?;
    let length = if length < 0 { length + 24 * 60 } else { length };
    (length > 0 && (minutes(end?)? > minutes(start?)? || length < 6 * 60)).then_some(length)
}

fn first_line(scene: &Scene<'_>) -> Span {
    let first = scene.outline.blocks.first().and_then(|block| block.lines.first());
    first.map_or_else(Span::default, |line| scene.document.lines[*line].span)
}

/// Remarks on what a reader would look for and did not find.
pub(super) fn remark_gaps(ledger: &mut Ledger<'_>, meeting: &Meeting, reading: &Reading) {
    if meeting.date.is_none() {
        ledger.remark(Diagnostic::new(Code::DateMissing, "no date of the meeting was found"));
    }
    if meeting.body.is_none() {
        ledger.remark(Diagnostic::new(Code::BodyMissing, "no name of the body was found"));
    }
    if reading.roll.attendance.is_empty() {
        ledger.remark(Diagnostic::new(Code::RollMissing, "no roll was found"));
    }
    if reading.agenda.items.is_empty() {
        ledger.remark(Diagnostic::new(Code::AgendaMissing, "no agenda was found"));
    }
    if meeting.roll_check == RollCheck::Unreadable {
        ledger.remark(Diagnostic::new(
            Code::RollMismatch,
            "totals of the roll are stated and cannot be read",
        ));
    }
}

/// Whether a name is another one with an initial for each of its first names: "A. Rossi" is "Anna
/// Rossi".
fn is_short_for(short: &str, full: &str) -> bool {
    let words = |name: &str| name.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (short, full) = (words(short), words(full));
    short.len() == full.len()
        && short.last() == full.last()
        && short.iter().zip(&full).all(|(short, full)| {
            short == full || short.ends_with('.') && full.starts_with(short.trim_end_matches('.'))
        })
}
