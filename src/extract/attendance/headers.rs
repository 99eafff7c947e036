//! What the header of a column of a roll says.
//!
//! In: a header's text and the table rules. Out: the role of its column, and the status that a mark
//! in it stands for.
//!
//! Invariant: what a header says by itself outranks what it may say beside another.

use super::layout::Column;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Word as _};
use crate::rules::{NoSlots, Pack, Rule, RuleKind};

/// What a header's text stands for in a rule.
pub(super) fn column_of(rule: &Rule, text: &Text) -> Option<(String, Option<AttendanceStatus>)> {
    let text = text.trimmed_of(&[':', '.', '*']);
    if text.is_empty() {
        return None;
    }
    // "Signature / notes": what the first word tells, the second only widens. A mark beside other
    // words ("in the room / online") tells what the cells below it say.
    let first = text.as_str().find(" / ").map(|at| text.part_of_reading(0..at));
    let of_first = || match meaning(rule, &first?)? {
        (_, Some(_)) => Some(("status".to_owned(), None)),
        told => Some(told),
    };
    meaning(rule, &text).or_else(of_first)
}

fn meaning(rule: &Rule, text: &Text) -> Option<(String, Option<AttendanceStatus>)> {
    let matches = |patterns: &[crate::rules::Pattern]| {
        patterns.iter().any(|pattern| pattern.find(text.folded(), &NoSlots).is_some())
    };
    for column in &rule.columns {
        for (word, patterns) in &column.marks {
            if matches(patterns) {
                return Some((column.role.clone(), AttendanceStatus::from_word(word)));
            }
        }
    }
    let is_second = |column: &&crate::rules::ColumnRule| SECOND.contains(&column.role.as_str());
    let mut first = rule.columns.iter().filter(|column| !is_second(column));
    let mut second = rule.columns.iter().filter(is_second);
    let column = first
        .find(|column| matches(&column.headers))
        .or_else(|| second.find(|column| matches(&column.headers)))?;
    Some((column.role.clone(), None))
}

/// Roles that a header has only beside a column of names of its own: "Componente" beside
/// "Nominativo" is a group, "Delegato" beside "Socio" a stand-in.
const SECOND: [&str; 2] = ["group", "represented_by"];

/// Gives headers that may say two things what they say beside the others.
pub(super) fn second_meanings(rule: &Rule, columns: &mut [Column]) {
    let meaning = |column: &Column| {
        let header = column.header.trimmed_of(&[':', '.', '*']);
        let mut all = rule.columns.iter().filter(|known| SECOND.contains(&known.role.as_str()));
        let found = all.find(|known| {
            known.headers.iter().any(|pattern| pattern.find(header.folded(), &NoSlots).is_some())
        })?;
        Some(found.role.clone())
    };
    let is_name = |column: &Column| column.role.as_deref() == Some("name");
    for at in 0..columns.len() {
        if !is_name(&columns[at]) {
            continue;
        }
        let Some(other) = meaning(&columns[at]) else { continue };
        // A stand-in has its place right of whom they stand in for, a group on either side.
        let (before, behind) = columns.split_at(at);
        let is_beside = if other == "group" {
            let is_first = |it: &Column| is_name(it) && meaning(it).is_none();
            before.iter().any(is_first) || behind.iter().skip(1).any(is_first)
        } else {
            before.iter().any(|it| is_name(it) && meaning(it).as_ref() != Some(&other))
        };
        if is_beside {
            columns[at].role = Some(other);
        }
    }
}

/// The rules of rolls that are tables.
pub(super) fn rules(pack: &Pack) -> impl Iterator<Item = &Rule> {
    pack.rules_of(RuleKind::Table).filter(|rule| rule.word.as_deref() == Some("roll"))
}

/// The role of a line that is nothing but one header.
pub(super) fn header_role(pack: &Pack, text: &Text) -> Option<(String, Option<AttendanceStatus>)> {
    rules(pack).find_map(|rule| column_of(rule, text))
}
