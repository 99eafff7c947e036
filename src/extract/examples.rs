//! Examples run: every rule must read its examples and must not read its counterexamples.
//!
//! In: compiled rules. Out: a fault for each example that a rule does not read, or reads
//! otherwise than it says, and for each counterexample that it reads. An example is a text as
//! it may stand in minutes: it goes the way of every document.

use std::collections::BTreeMap;

use super::extractor::scene_of;
use super::grid::grids;
use super::names::{Known, NameReader, NameWords};
use super::scene::Scene;
use super::text::Text;
use super::{apply, decision};
use crate::document::{Limits, read_text};
use crate::model::{iso, parse_iso};
use crate::rules::{Example, Fault, FaultCode, Pack, Rule, RuleKind, RuleSet, Subject, fold};

/// What an example is read on, where it does not say: a Monday in a year that is no leap year.
const MEETING: &str = "2023-01-16";

/// Runs every example and counterexample of every rule.
#[must_use]
pub fn check_examples(rules: &RuleSet) -> Vec<Fault> {
    let words: BTreeMap<&str, NameWords> =
        rules.packs.iter().map(|pack| (pack.id.as_str(), NameWords::new(pack))).collect();
    let mut faults = Vec::new();
    for (pack, rule) in rules.rules() {
        let names = &words[pack.id.as_str()];
        for example in &rule.examples {
            let text = example.text();
            let meeting = match example {
                Example::Full(full) => full.meeting.as_deref().unwrap_or(MEETING),
                Example::Text(_) => MEETING,
            };
            let read = read(pack, names, rule, text.get_ref(), meeting);
            let problem = match (&read, example) {
                (None, _) => Some(format!("'{}' does not read its example", rule.id)),
                (Some(read), Example::Full(full)) => {
                    let value = |text: &str| value_of(pack, names, text);
                    differs(read, full.rows, &full.expect, value)
                }
                (Some(_), Example::Text(_)) => None,
            };
            if let Some(message) = problem {
                let fault = |message| Fault {
                    code: FaultCode::Example,
                    file: rule.origin.file,
                    span: text.span(),
                    message,
                    help: None,
                };
                faults.push(fault(message));
            }
        }
        for text in &rule.counterexamples {
            if read(pack, names, rule, text.get_ref(), MEETING).is_some() {
                let message = format!("'{}' reads its counterexample", rule.id);
                let help = Some("narrow the pattern, or add a guard under unless".to_owned());
                faults.push(Fault {
                    code: FaultCode::Counterexample,
                    file: rule.origin.file,
                    span: text.span(),
                    message,
                    help,
                });
            }
        }
    }
    faults
}

/// What a rule read: fields, and a number of rows.
struct Read {
    fields: BTreeMap<String, String>,
    rows: usize,
}

/// The value of words that hold a time or a person's name among others.
fn value_of(pack: &Pack, names: &NameWords, words: &str) -> String {
    if let Some(time) = pack.parse_time(words) {
        return time;
    }
    let text = Text::loose(words);
    let known = Known::default();
    let reader = NameReader::new(pack, names, &known, &text);
    let starts = text.as_str().char_indices().map(|(at, _)| at);
    let person = starts.filter_map(|at| reader.person(at)).find(|person| person.word_count > 1);
    person.map_or_else(|| words.to_owned(), |person| person.name)
}

fn differs(
    read: &Read,
    rows: Option<usize>,
    expect: &BTreeMap<String, String>,
    value: impl Fn(&str) -> String,
) -> Option<String> {
    if let Some(rows) = rows.filter(|rows| *rows != read.rows) {
        return Some(format!("the example gives {} rows, and {rows} are expected", read.rows));
    }
    expect.iter().find_map(|(field, expected)| {
        let found = read.fields.get(field);
        let is_same = found
            .is_some_and(|found| fold(found) == fold(expected) || value(found) == value(expected));
        (!is_same).then(|| match found {
            Some(found) => {
                format!("the example gives {field} = '{found}', and '{expected}' is expected")
            }
            None => format!("the example gives no {field}, and '{expected}' is expected"),
        })
    })
}

fn read(pack: &Pack, names: &NameWords, rule: &Rule, text: &str, meeting: &str) -> Option<Read> {
    let checked = read_text(text.as_bytes(), "example.txt", &Limits::default()).ok()?;
    let mut scene = scene_of(&checked.document, pack, names);
    scene.date = parse_iso(meeting);
    if rule.kind == RuleKind::Table {
        return read_table(&scene, rule);
    }
    // An example is one text, even where it would be laid out as several lines.
    let whole =
        scene.outline.blocks.iter().map(|block| block.text.clone()).reduce(|a, b| a.joined(&b))?;
    let loose = Text::loose(text.trim());
    match rule.kind {
        RuleKind::Date | RuleKind::Time => read_value(pack, rule, &loose),
        RuleKind::Section => read_label(&scene, rule, &loose),
        RuleKind::Field if !rule.labels.is_empty() => {
            read_label(&scene, rule, &loose).or_else(|| read_pattern(&scene, rule, &loose))
        }
        RuleKind::Clause => {
            if rule.subject == Subject::Member {
                enrol(&mut scene, &loose);
            }
            let reading = decision::read_with(&scene, rule, &loose)?;
            Some(fields_of(&loose, &reading.hit))
        }
        RuleKind::Deadline => read_deadline(&scene, rule, &loose),
        _ => read_pattern(&scene, rule, &loose).or_else(|| read_pattern(&scene, rule, &whole)),
    }
}

/// Puts everybody whom a text names in full on the roll, which an example does not have.
fn enrol(scene: &mut Scene<'_>, text: &Text) {
    let reader = scene.reader(text);
    let starts = text.as_str().char_indices().map(|(at, _)| at);
    let people = starts.filter_map(|at| reader.person(at)).filter(|person| person.word_count > 1);
    let names: Vec<String> = people.map(|person| person.name).collect();
    for name in names {
        scene.known.add_person(&name);
    }
}

fn read_table(scene: &Scene<'_>, rule: &Rule) -> Option<Read> {
    let rows: usize = scene
        .outline
        .blocks
        .iter()
        .flat_map(|block| grids(block, &[rule], None))
        .map(|grid| grid.rows.len())
        .sum();
    (rows > 0).then(|| Read { fields: BTreeMap::new(), rows })
}

fn read_pattern(scene: &Scene<'_>, rule: &Rule, text: &Text) -> Option<Read> {
    let reader = scene.reader(text);
    apply::first(rule, text, &reader).map(|hit| fields_of(text, &hit))
}

fn fields_of(text: &Text, hit: &apply::Hit<'_>) -> Read {
    let captured = hit
        .found
        .captures
        .iter()
        .map(|(field, range)| (field.clone(), text.words(range.clone()).to_owned()));
    let set = hit.rule.set.iter().map(|(field, word)| (field.clone(), word.clone()));
    Read { fields: set.chain(captured).collect(), rows: 1 }
}

fn read_value(pack: &Pack, rule: &Rule, text: &Text) -> Option<Read> {
    let found = pack.value_with(rule, text.folded())?;
    let captured = found
        .captures
        .iter()
        .map(|(field, range)| (field.clone(), text.words(range.clone()).to_owned()));
    Some(Read { fields: captured.collect(), rows: 1 })
}

/// A label alone, or before a colon.
fn read_label(scene: &Scene<'_>, rule: &Rule, text: &Text) -> Option<Read> {
    let reader = scene.reader(text);
    if let Some(hit) = apply::label(std::iter::once(rule), text, &reader) {
        return Some(fields_of(text, &hit));
    }
    let (at, _) = text.as_str().char_indices().find(|(_, letter)| *letter == ':')?;
    let label = text.part_of_reading(0..at);
    let hit = apply::label(std::iter::once(rule), &label, &scene.reader(&label))?;
    let mut read = fields_of(&label, &hit);
    if let Some(field) = &rule.yields {
        let value = text.part_of_reading(at + 1..text.as_str().len());
        read.fields.insert(field.clone(), value.as_str().to_owned());
    }
    Some(read)
}

fn read_deadline(scene: &Scene<'_>, rule: &Rule, text: &Text) -> Option<Read> {
    let deadline = decision::deadline_with(scene, rule, text)?;
    let mut fields = BTreeMap::from([("raw".to_owned(), deadline.raw)]);
    if let Some(date) = deadline.date {
        fields.insert("date".to_owned(), iso(date));
    }
    Some(Read { fields, rows: 1 })
}
