//! The header: which body met, where, when, who chaired and who wrote.
//!
//! In: a [`Scene`] whose roll and agenda need not be known yet, and the name of the file. Out:
//! [`Header`], each field with its words and the rule that read it, and remarks where the text
//! contradicts itself.
//!
//! Where several rules read a field, the one listed first in the rules wins: so the order of
//! rules is the rank of forms (opening clause, label, title, running header). Of one rule's
//! readings the first in the text wins; of an end, the last.
//!
//! Invariant: a value is never moved to fit another; what does not fit is remarked.

mod body;
mod labels;
mod passages;
mod values;

use super::ledger::Ledger;
use super::scene::Scene;
use super::text::Text;
use super::{apply, header::passages::Passage};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Confidence, Date, Span, iso};
use crate::rules::{DateParts, RuleKind, SectionKind};

/// A field of the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its value, as the table holds it.
    pub value: String,
    /// Its date, of a date.
    pub date: Option<Date>,
    /// Its words.
    pub raw: String,
    /// Their place; empty where a pack or the name of the file gave the value.
    pub span: Span,
    /// The rule that read it.
    pub rule: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What the head of the minutes says.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    /// Social-planning district.
    pub ambito: Option<Field>,
    /// The body that met.
    pub body: Option<Field>,
    /// Its kind: a word of `body kind`.
    pub body_kind: Option<Field>,
    /// Number of the minutes.
    pub number: Option<Field>,
    /// Day of the meeting.
    pub date: Option<Field>,
    /// The words of the day.
    pub date_raw: Option<Field>,
    /// `HH:MM`.
    pub start_time: Option<Field>,
    /// `HH:MM`.
    pub end_time: Option<Field>,
    /// Where it was held.
    pub place: Option<Field>,
    /// A word of `call`.
    pub call: Option<Field>,
    /// A word of `session kind`.
    pub session_kind: Option<Field>,
    /// Who chaired.
    pub chair: Option<Field>,
    /// Who kept the minutes.
    pub secretary: Option<Field>,
    /// `true` where the text is an extract.
    pub is_excerpt: Option<Field>,
    /// `true` or `false`, as the text states it.
    pub quorum_stated: Option<Field>,
}

impl Header {
    fn slot(&mut self, name: &str) -> Option<&mut Option<Field>> {
        Some(match name {
            "ambito" => &mut self.ambito,
            "body" => &mut self.body,
            "body_kind" => &mut self.body_kind,
            "number" => &mut self.number,
            "date" => &mut self.date,
            "start_time" => &mut self.start_time,
            "end_time" => &mut self.end_time,
            "place" => &mut self.place,
            "call" => &mut self.call,
            "session_kind" => &mut self.session_kind,
            "chair" => &mut self.chair,
            "secretary" => &mut self.secretary,
            "is_excerpt" => &mut self.is_excerpt,
            "quorum_stated" => &mut self.quorum_stated,
            _ => return None,
        })
    }
}

/// A reading of a field by one rule at one place.
#[derive(Clone, Debug)]
struct Candidate {
    name: String,
    field: Field,
    /// What a date's words state.
    parts: Option<DateParts>,
    /// Place of its rule among the rules.
    rank: usize,
}

/// Fields that the front of a register tells for all of its meetings.
const OF_FRONT: [&str; 2] = ["ambito", "body"];

/// What they rank behind those that a meeting tells itself.
const FRONT: usize = 700;

/// What a day without its year ranks behind days that say it.
const WITHOUT_YEAR: usize = 500;

impl Candidate {
    /// The candidate in its place: a day whose year stands elsewhere is less sure than any other.
    fn ranked(mut self) -> Self {
        if self.parts.is_some_and(|parts| parts.year.is_none()) {
            self.rank += WITHOUT_YEAR;
            self.field.confidence = Confidence::Low;
        }
        self
    }
}

/// Sections in which a field is looked for where its rule names none.
const USUAL: [SectionKind; 4] =
    [SectionKind::Head, SectionKind::Roll, SectionKind::Agenda, SectionKind::Closing];

/// Reads the header.
pub(super) fn read(scene: &Scene, ledger: &mut Ledger, file_name: &str) -> Header {
    let passages = passages::of(scene);
    let mut candidates = by_pattern(scene, &passages);
    candidates.extend(labels::read(scene));
    body::prefer(scene, &passages, &mut candidates);
    let mut header = Header::default();
    for candidate in &candidates {
        let Some(slot) = header.slot(&candidate.name) else { continue };
        let best = best_of(&candidates, &candidate.name);
        if slot.is_none() {
            *slot = best.map(|best| best.field.clone());
        }
    }
    if header.date.is_none() {
        header.date = scene.day.map(|(date, span)| Field {
            value: dated(date),
            date: Some(date),
            raw: scene.document.text[span.start..span.end].to_owned(),
            span,
            rule: "meeting/title".to_owned(),
            confidence: Confidence::Medium,
        });
    }
    let named = values::date_of_file(scene, file_name);
    match (&header.date, named) {
        (None, named) => header.date = named,
        (Some(read), Some(named)) if read.date.is_some() && read.date != named.date => {
            let message =
                format!("the text says {}, and the file's name {}", read.value, named.value);
            ledger.remark(Diagnostic::new(Code::DateConflict, message).at(read.span));
        }
        _ => {}
    }
    header.date_raw =
        header.date.clone().map(|date| Field { value: date.raw.clone(), date: None, ..date });
    body::complete(scene, &mut header);
    remark_dates(&candidates, &header, ledger);
    remark_times(&header, ledger);
    header
}

/// The reading that wins: of the first rule, the first place; of an end, the last.
fn best_of<'c>(candidates: &'c [Candidate], name: &str) -> Option<&'c Candidate> {
    let of_name = candidates.iter().filter(|candidate| candidate.name == name);
    let is_end = name == "end_time";
    of_name.min_by_key(|candidate| {
        let place = candidate.field.span.start as i64;
        (candidate.rank, if is_end { -place } else { place })
    })
}

fn by_pattern(scene: &Scene, passages: &[Passage]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for (rank, rule) in scene.pack.rules_of(RuleKind::Field).enumerate() {
        if rule.patterns.is_empty() {
            continue;
        }
        let sections: &[SectionKind] =
            if rule.sections.is_empty() { &USUAL } else { &rule.sections };
        for passage in passages {
            if !passage.is_in(sections) {
                continue;
            }
            let reader = scene.reader(&passage.text);
            for hit in apply::all(rule, &passage.text, &reader) {
                let captures = hit.found.captures.iter().map(|(name, range)| (name, range.clone()));
                for (name, range) in captures {
                    if passage.is_front && !OF_FRONT.contains(&name.as_str()) {
                        continue;
                    }
                    let rank = if passage.is_front { rank + FRONT } else { rank };
                    let read = values::read(scene, name, &passage.text, range);
                    candidates.extend(read.map(|(value, parts)| {
                        let field = value.by(rule, passage.confidence());
                        Candidate { name: name.clone(), field, parts, rank }.ranked()
                    }));
                }
                for (name, word) in rule.set.iter().filter(|_| !passage.is_front) {
                    let raw = passage.text.words(hit.found.range.clone()).to_owned();
                    let span = passage.text.span(hit.found.range.clone());
                    let field = Field {
                        value: word.clone(),
                        date: None,
                        raw,
                        span,
                        rule: rule.id.clone(),
                        confidence: passage.confidence(),
                    };
                    candidates.push(Candidate { name: name.clone(), field, parts: None, rank });
                }
            }
        }
    }
    candidates
}

/// Remarks on dates that contradict each other, and on a weekday that does not fit.
fn remark_dates(candidates: &[Candidate], header: &Header, ledger: &mut Ledger) {
    let Some(chosen) = &header.date else {
        ledger.remark(Diagnostic::new(Code::DateMissing, "no date of the meeting was found"));
        return;
    };
    let dates = candidates.iter().filter(|candidate| candidate.name == "date");
    for candidate in dates {
        let field = &candidate.field;
        let is_sure = field.confidence > Confidence::Low;
        if is_sure && field.date.is_some() && field.date != chosen.date {
            let message =
                format!("the meeting is of {}, and also of {}", chosen.value, field.value);
            ledger.remark(
                Diagnostic::new(Code::DateConflict, message)
                    .at(field.span)
                    .rule(field.rule.clone()),
            );
        }
        let is_chosen = field.span == chosen.span && field.rule == chosen.rule;
        if is_chosen && candidate.parts.is_some_and(DateParts::weekday_conflicts) {
            let message = format!("{} is no such weekday: {}", chosen.value, chosen.raw);
            ledger.remark(
                Diagnostic::new(Code::WeekdayConflict, message)
                    .at(field.span)
                    .rule(field.rule.clone()),
            );
        }
    }
}

/// Remarks on a meeting that ends before it starts, midnight aside.
fn remark_times(header: &Header, ledger: &mut Ledger) {
    let (Some(start), Some(end)) = (&header.start_time, &header.end_time) else { return };
    let is_past_midnight = end.value.as_str() < "06:00" && start.value.as_str() > "12:00";
    if end.value < start.value && !is_past_midnight {
        let message = format!("the meeting starts at {} and ends at {}", start.value, end.value);
        ledger.remark(
            Diagnostic::new(Code::TimeConflict, message).at(end.span).rule(end.rule.clone()),
        );
    }
}

/// The words of a stretch, without marks at its ends.
fn tidy(text: &Text, range: std::ops::Range<usize>) -> Text {
    let marks = |letter: char| letter.is_whitespace() || ".,;:-–—|".contains(letter);
    let reading = text.folded().reading(range);
    let words = &text.as_str()[reading.clone()];
    let start = reading.start + (words.len() - words.trim_start_matches(marks).len());
    let end = reading.start + words.trim_end_matches(marks).len();
    text.part_of_reading(start..end.max(start))
}

/// A date as a field.
fn dated(date: Date) -> String {
    iso(date)
}
