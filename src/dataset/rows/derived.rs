//! What was worked out over the dataset, as rows: people, organisations, bodies, ambiti,
//! follow-ups.
//!
//! Invariant: the order of values is the order of columns in [`crate::dataset::schema`], and
//! rows stand in the order of their keys.

use std::collections::BTreeMap;

use super::{Row, Value, word};
use crate::resolve::Outcome;

macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$(Value::from($value)),*] };
}

/// The rows of all tables that an outcome fills.
#[must_use]
pub fn derived_rows(outcome: &Outcome) -> BTreeMap<&'static str, Vec<Row<'static>>> {
    let mut tables: BTreeMap<&'static str, Vec<Row<'static>>> = BTreeMap::new();
    for (name, rows) in [
        ("people", people(outcome)),
        ("organisations", organisations(outcome)),
        ("bodies", bodies(outcome)),
        ("members", members(outcome)),
        ("follow_ups", follow_ups(outcome)),
    ] {
        tables.insert(name, rows);
    }
    let names = outcome.person_names.iter().map(|name| {
        row![
            &name.person_name_id,
            &name.person_id,
            &name.name_raw,
            name.match_kind,
            name.score,
            name.mention_count,
            &name.first_attendance_id,
        ]
    });
    tables.insert("person_names", names.map(owned).collect());
    let links = outcome.person_links.iter().map(|link| {
        row![
            &link.person_link_id,
            &link.person_id,
            &link.other_person_id,
            link.link_kind,
            link.match_kind,
            link.score,
        ]
    });
    tables.insert("person_links", links.map(owned).collect());
    let ambiti = outcome.ambiti.iter().map(|ambito| {
        row![
            &ambito.ambito_id,
            &ambito.ambito,
            ambito.comune_count,
            ambito.population,
            ambito.body_count,
            ambito.meeting_count,
            ambito.first_date,
            ambito.last_date,
        ]
    });
    tables.insert("ambiti", ambiti.map(owned).collect());
    for rows in tables.values_mut() {
        rows.sort_by(|one, other| one[0].as_text().cmp(&other[0].as_text()));
    }
    tables
}

fn owned(row: Row<'_>) -> Row<'static> {
    row.into_iter().map(Value::into_owned).collect()
}

fn people(outcome: &Outcome) -> Vec<Row<'static>> {
    let rows = outcome.people.iter().map(|person| {
        row![
            &person.person_id,
            &person.ambito,
            &person.name,
            &person.role,
            &person.organisation_id,
            person.spelling_count,
            person.mention_count,
            person.meeting_count,
            person.first_date,
            person.last_date,
        ]
    });
    rows.map(owned).collect()
}

fn organisations(outcome: &Outcome) -> Vec<Row<'static>> {
    let rows = outcome.organisations.iter().map(|organisation| {
        row![
            &organisation.organisation_id,
            &organisation.ambito,
            &organisation.name,
            &organisation.kind,
            &organisation.istat_code,
            &organisation.province,
            organisation.population,
            organisation.mention_count,
            organisation.meeting_count,
        ]
    });
    rows.map(owned).collect()
}

fn bodies(outcome: &Outcome) -> Vec<Row<'static>> {
    let rows = outcome.bodies.iter().map(|body| {
        row![
            &body.body_id,
            &body.ambito,
            &body.body,
            body.body_kind.map(word),
            body.member_count,
            body.meeting_count,
            body.first_date,
            body.last_date,
        ]
    });
    rows.map(owned).collect()
}

fn members(outcome: &Outcome) -> Vec<Row<'static>> {
    let rows = outcome.members.iter().map(|seat| {
        row![
            &seat.member_id,
            &seat.ambito,
            &seat.body,
            &seat.organisation_id,
            &seat.organisation,
            &seat.person_id,
            &seat.name,
            &seat.role,
            seat.valid_from,
            seat.valid_to,
            seat.weight,
        ]
    });
    rows.map(owned).collect()
}

fn follow_ups(outcome: &Outcome) -> Vec<Row<'static>> {
    let rows = outcome.follow_ups.iter().map(|link| {
        row![
            &link.follow_up_id,
            &link.decision_id,
            &link.later_meeting_id,
            &link.statement_id,
            &link.agenda_item_id,
            &link.later_decision_id,
            link.link_method,
            link.confidence.word(),
            word(link.state),
            link.lag_days,
        ]
    });
    rows.map(owned).collect()
}
