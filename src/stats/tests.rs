//! Statistics of small tables made by hand, in which every count can be told by looking.

use std::collections::BTreeMap;

use super::*;
use crate::dataset::schema::{Kind, table, tables};
use crate::dataset::{Value, frame};
use crate::model::parse_iso;

/// Tables in the making.
#[derive(Default)]
struct Archive {
    rows: BTreeMap<&'static str, Vec<Row<'static>>>,
}

impl Archive {
    /// Adds a row: `column=value` in words, all other columns filled with what does not matter.
    fn add(&mut self, name: &'static str, words: &str) {
        let table = table(name).expect("a declared table");
        let mut row: Row<'static> = table
            .columns
            .iter()
            .map(|column| match column.kind {
                _ if column.nullable => Value::Null,
                Kind::Text => column.words.first().map_or("-", |word| *word).into(),
                Kind::Integer => 0_i64.into(),
                Kind::Float => 0.0.into(),
                Kind::Boolean => false.into(),
                Kind::Date => parse_iso("2000-01-01").into(),
            })
            .collect();
        for word in words.split_whitespace() {
            let (column, value) = word.split_once('=').expect("column=value");
            let at = table.position(column).expect("a declared column");
            row[at] = match table.columns[at].kind {
                Kind::Text => value.to_owned().into(),
                Kind::Integer => value.parse::<i64>().expect("a number").into(),
                Kind::Float => value.parse::<f64>().expect("a number").into(),
                Kind::Boolean => (value == "true").into(),
                Kind::Date => parse_iso(value).into(),
            };
        }
        self.rows.entry(name).or_default().push(row);
    }
    /// Adds a document with a meeting of a full roll.
    fn meeting(&mut self, id: &str, words: &str) {
        self.add("documents", &format!("document_id=d{id} status=extracted"));
        self.add(
            "meetings",
            &format!("meeting_id={id} document_id=d{id} ambito=A presence_scope=full {words}"),
        );
    }
    fn statistics(&self, policies: &[(&str, &str)]) -> Statistics {
        let mut settings =
            Settings { as_of: parse_iso("2024-12-31"), policies: Policies::default() };
        for (name, choice) in policies {
            settings.policies.set(name, choice).expect("a policy");
        }
        let none = Vec::new();
        let frames = tables()
            .iter()
            .map(|table| {
                let rows = self.rows.get(table.name).unwrap_or(&none);
                (table.name, frame(table, rows).expect("a frame"))
            })
            .collect();
        let rows = statistics(&frames, &settings).expect("statistics");
        for (name, rows) in &rows {
            let table = table(name).expect("a declared table");
            for row in rows {
                assert_eq!(crate::dataset::check_row(table, row), Ok(()), "{name}");
            }
        }
        Statistics(rows)
    }
}

struct Statistics(BTreeMap<&'static str, Vec<Row<'static>>>);

impl Statistics {
    /// The values of some columns of every row of a table, as text.
    fn of(&self, name: &str, columns: &str) -> Vec<String> {
        let table = table(name).expect("a declared table");
        let text = |value: &Value<'_>| match value {
            Value::Null => "-".to_owned(),
            Value::Float(number) => format!("{number:.2}"),
            Value::Date(date) => crate::model::iso(*date),
            other => other.canonical()[1..].to_owned(),
        };
        let at: Vec<usize> = columns
            .split_whitespace()
            .map(|column| table.position(column).expect("a declared column"))
            .collect();
        let row = |row: &Row<'_>| at.iter().map(|at| text(&row[*at])).collect::<Vec<_>>().join(" ");
        self.0[name].iter().map(row).collect()
    }
}

/// Two meetings of four seats: a member, a mayor with a delegate, one justified, one unknown, and
/// a guest.
fn council() -> Archive {
    let mut archive = Archive::default();
    for (id, date) in [("m1", "2023-05-01"), ("m2", "2024-02-01")] {
        archive.meeting(id, &format!("body=B date={date} duration_minutes=60"));
        let mut row = |number: u8, words: &str| {
            archive
                .add("attendance", &format!("attendance_id={id}{number} meeting_id={id} {words}"));
        };
        row(1, "seat_id=s1 person_id=p1 organisation_id=o1 status=present capacity=member");
        row(2, "seat_id=s2 person_id=p2 organisation_id=o2 status=absent capacity=member");
        row(3, "seat_id=s2 person_id=p3 organisation_id=o2 status=present capacity=delegate");
        row(4, "seat_id=s3 person_id=p4 status=absent_justified capacity=member");
        row(5, "seat_id=s4 person_id=p5 status=unknown capacity=member");
        row(6, "seat_id=s5 person_id=p6 status=present capacity=guest");
    }
    for person in 1..=6 {
        archive.add("people", &format!("person_id=p{person} name=P{person}"));
    }
    archive.add("organisations", "organisation_id=o1 name=O1");
    archive.add("organisations", "organisation_id=o2 name=O2");
    archive
}

const COUNTS: &str =
    "meetings on_roll present by_delegate absent absent_justified unknown n n_present rate";

#[test]
fn a_delegate_fills_the_seat_and_the_unknown_is_not_absent() {
    let statistics = council().statistics(&[]);
    assert_eq!(statistics.of("attendance_by_body", COUNTS), ["2 8 4 2 0 2 2 6 4 0.67"]);
    let bounds = "rate_if_unknown_absent rate_if_unknown_present coverage";
    assert_eq!(statistics.of("attendance_by_body", bounds), ["0.50 0.75 0.75"]);
    let of_meetings = "full_rolls quorum_by_heads median_duration_minutes";
    assert_eq!(statistics.of("attendance_by_ambito", of_meetings), ["2 0 60.00"]);
}

#[test]
fn policies_change_what_is_counted_and_nothing_else() {
    let archive = council();
    let of = |policy: (&str, &str)| archive.statistics(&[policy]).of("attendance_by_body", COUNTS);
    assert_eq!(of(("delegate", "absent")), ["2 8 2 2 2 2 2 6 2 0.33"]);
    assert_eq!(of(("justified", "excluded")), ["2 8 4 2 0 2 2 4 4 1.00"]);
    assert_eq!(of(("guests", "included")), ["2 10 6 2 0 2 2 8 6 0.75"]);
}

#[test]
fn people_and_organisations_are_told_apart_from_their_seats() {
    let statistics = council().statistics(&[]);
    let columns = "name meetings n n_present by_delegate as_delegate absence_at_end rate";
    assert_eq!(
        statistics.of("attendance_by_person", columns),
        [
            "P1 2 2 2 0 0 0 1.00",
            "P2 2 2 0 2 0 2 0.00",
            "P3 0 0 0 0 2 0 -",
            "P4 2 2 0 0 0 2 0.00",
            "P5 2 0 0 0 0 0 -",
        ]
    );
    let columns = "organisation n n_present delegation_rate";
    assert_eq!(
        statistics.of("attendance_by_organisation", columns),
        ["O1 2 2 0.00", "O2 2 2 1.00"]
    );
    let columns = "rate_reason";
    assert_eq!(statistics.of("attendance_by_person", columns)[4], "no_known_status");
}

#[test]
fn periods_and_turnover_follow_the_dates() {
    let mut archive = council();
    archive.add(
        "attendance",
        "attendance_id=x meeting_id=m2 seat_id=s9 person_id=p7 status=present capacity=member",
    );
    archive.add("people", "person_id=p7 name=P7");
    archive.meeting("m3", "body=B");
    let statistics = archive.statistics(&[]);
    let columns = "period period_start meetings people people_new people_gone";
    assert_eq!(
        statistics.of("attendance_by_year", columns),
        ["2023 2023-01-01 1 4 - -", "2024 2024-01-01 1 5 1 0", "- - 1 - - -",]
    );
    assert_eq!(
        statistics.of("attendance_by_quarter", "period period_start"),
        ["2023-Q2 2023-04-01", "2024-Q1 2024-01-01", "- -",]
    );
    assert_eq!(statistics.of("attendance_by_month", "period")[0], "2023-05");
    assert_eq!(statistics.of("calendar", "date weekday").len(), 365 + 366);
}

#[test]
fn a_roll_of_those_present_gives_counts_and_no_rate() {
    let mut archive = Archive::default();
    archive.meeting("m1", "body=B date=2024-01-10 presence_scope=present_only");
    archive.add(
        "attendance",
        "attendance_id=a meeting_id=m1 seat_id=s status=present capacity=member",
    );
    let rows = archive.statistics(&[]).of("attendance_by_body", "present n rate rate_reason");
    assert_eq!(rows, ["1 0 - no_full_roll"]);
}

#[test]
fn doubles_are_left_out_and_deserted_meetings_by_policy() {
    let mut archive = council();
    archive.meeting("m4", "body=B date=2024-03-01 quorum_stated=false");
    archive.add(
        "attendance",
        "attendance_id=a4 meeting_id=m4 seat_id=s status=absent capacity=member",
    );
    archive.meeting("m5", "body=B date=2024-02-01 duplicate_of=m2");
    archive.add(
        "attendance",
        "attendance_id=a5 meeting_id=m5 seat_id=s status=absent capacity=member",
    );
    let columns = "meetings deserted n";
    let of = |policies: &[_]| archive.statistics(policies).of("attendance_by_body", columns);
    assert_eq!(of(&[]), ["2 1 6"]);
    assert_eq!(of(&[("deserted", "included")]), ["3 1 7"]);
}

#[test]
fn a_run_of_absence_ends_with_a_presence_and_skips_the_unknown() {
    let mut archive = Archive::default();
    archive.add("people", "person_id=p name=P");
    let statuses = ["absent", "unknown", "absent_justified", "present", "absent"];
    for (at, status) in statuses.into_iter().enumerate() {
        archive.meeting(&format!("m{at}"), &format!("body=B date=2024-0{}-01", at + 1));
        archive.add(
            "attendance",
            &format!("attendance_id=a{at} meeting_id=m{at} seat_id=s{at} person_id=p status={status} capacity=member"),
        );
    }
    let rows = archive.statistics(&[]).of(
        "attendance_by_person",
        "longest_absence absence_at_end n n_present first_date last_date",
    );
    assert_eq!(rows, ["2 1 4 1 2024-01-01 2024-05-01"]);
}

/// A meeting with decisions, each with a due date, and two later ones.
fn decided() -> Archive {
    let mut archive = Archive::default();
    archive.meeting("m1", "body=B date=2024-01-10");
    archive.meeting("m2", "body=B date=2024-03-10");
    archive.meeting("m3", "body=B date=2024-06-10");
    let due = [
        ("in_time", "2024-03-31"),
        ("after", "2024-03-01"),
        ("late", "2024-03-01"),
        ("off", "2024-03-01"),
        ("silent", "2024-03-01"),
        ("hidden", "2024-08-01"),
        ("future", "2025-01-31"),
    ];
    for (id, date) in due {
        archive.add(
            "decisions",
            &format!(
                "decision_id={id} meeting_id=m1 kind=mandate deadline_kind=due deadline_date={date}"
            ),
        );
    }
    let links = [
        ("in_time", "m2", "done", 60),
        ("after", "m2", "in_progress", 60),
        ("after", "m3", "done", 152),
        ("late", "m2", "in_progress", 60),
        ("off", "m3", "cancelled", 152),
        ("silent_again", "m3", "mentioned", 152),
    ];
    for (id, meeting, state, lag) in links {
        archive.add(
            "follow_ups",
            &format!("follow_up_id={id}{meeting} decision_id={id} later_meeting_id={meeting} state={state} lag_days={lag}"),
        );
    }
    archive.add("decisions", "decision_id=silent_again meeting_id=m1 kind=mandate same_as=silent");
    archive.add(
        "decision_owners",
        "decision_owner_id=w1 decision_id=late owner=Ufficio owner_kind=body part=lead owner_number=1",
    );
    archive.add(
        "decision_owners",
        "decision_owner_id=w2 decision_id=late owner=Azienda owner_kind=organisation part=support owner_number=2",
    );
    archive
}

#[test]
fn every_decision_comes_to_one_outcome() {
    let statistics = decided().statistics(&[]);
    let states = statistics
        .of("decision_states", "decision_id outcome days_overdue mentions done_seen owners");
    assert_eq!(
        states,
        [
            "after done_seen_after_due - 2 2024-06-10 -",
            "future not_due - 0 - -",
            "hidden not_observable 152 0 - -",
            "in_time done_in_time - 1 2024-03-10 -",
            "late stated_late 305 1 - Ufficio; Azienda",
            "off cancelled - 1 - -",
            "silent no_evidence 305 1 - -",
        ]
    );
    let columns = "n done_in_time done_seen_after_due stated_late cancelled no_evidence not_observable not_due observable never_mentioned done_rate coverage median_lag_days median_first_mention_days";
    assert_eq!(
        statistics.of("followup_by_body", columns),
        ["7 1 1 1 1 1 1 1 4 0 0.50 0.80 106.00 60.00"]
    );
}

#[test]
fn decisions_are_counted_once_and_owners_by_decision() {
    let mut archive = decided();
    archive.add(
        "decisions",
        "decision_id=child meeting_id=m2 kind=approval parent_id=frame vote_outcome=unanimous",
    );
    archive.add("decisions", "decision_id=frame meeting_id=m2 kind=approval");
    let statistics = archive.statistics(&[]);
    let columns = "meetings n with_owner with_deadline deadline_due mandate approval voted unanimous owner_rate";
    assert_eq!(statistics.of("decisions_by_body", columns), ["3 8 1 7 7 7 1 1 1 0.12"]);
    let columns = "owner n lead support due stated_late coverage";
    assert_eq!(
        statistics.of("owner_workload", columns),
        ["Ufficio 1 1 0 1 1 0.12", "Azienda 1 0 1 1 1 0.12",]
    );
}

#[test]
fn an_item_that_was_put_off_and_comes_back_is_carried_over() {
    let mut archive = decided();
    let mut item = |id: &str, meeting: &str, title: &str, outcome: &str| {
        archive.add(
            "agenda_items",
            &format!("agenda_item_id={id} meeting_id={meeting} title={title} outcome={outcome}"),
        );
    };
    item("i1", "m1", "Regolamento:", "deferred");
    item("i2", "m2", "REGOLAMENTO", "approved");
    item("i3", "m1", "Bilancio", "deferred");
    item("i4", "m1", "Varie", "discussed");
    item("i5", "m2", "Varie", "unknown");
    archive.add(
        "agenda_items",
        "agenda_item_id=i6 meeting_id=m1 title=Statuto outcome=deferred taken_up_in=i2",
    );
    let statistics = archive.statistics(&[]);
    let columns = "meetings n deferred approved discussed unknown carried_over coverage";
    assert_eq!(statistics.of("agenda_outcomes", columns), ["2 6 3 1 1 1 2 0.83"]);
}

#[test]
fn documents_are_counted_by_the_ambito_of_their_first_meeting() {
    let mut archive = decided();
    archive.add("documents", "document_id=scan status=needs_ocr page_count=3");
    archive.add("diagnostics", "diagnostic_id=r document_id=scan severity=warning");
    let rows =
        archive.statistics(&[]).of("coverage", "ambito status n share pages errors warnings");
    assert_eq!(rows, ["A extracted 3 1.00 0 0 0", "- needs_ocr 1 1.00 3 0 1"]);
}

#[test]
fn no_tables_give_no_rows_and_no_fault() {
    let statistics = Archive::default().statistics(&[]);
    assert!(statistics.0.len() > 15);
    assert!(statistics.0.values().all(Vec::is_empty));
}

#[test]
fn every_number_of_seats_can_be_counted_again_from_the_seats() {
    let statistics = council().statistics(&[]);
    let columns = "attendance_id person_id organisation_id status is_delegated enters_rate";
    assert_eq!(
        statistics.of("seat_attendance", columns)[..4],
        [
            "m11 p1 o1 present false true",
            "m12 p2 o2 present true true",
            "m14 p4 - absent_justified false true",
            "m15 p5 - unknown false false",
        ]
    );
}

#[test]
fn members_and_inhabitants_come_from_the_registry_where_it_knows_them() {
    let mut archive = council();
    let columns = "eligible_meetings";
    assert_eq!(archive.statistics(&[]).of("attendance_by_body", columns), ["-"]);
    archive.rows.retain(|table, _| !["meetings", "documents"].contains(table));
    for (id, date) in [("m1", "2023-05-01"), ("m2", "2024-02-01")] {
        archive.meeting(id, &format!("body=B date={date} eligible_seats=5"));
    }
    archive.add("members", "member_id=s1 ambito=A body=B person_id=p1 organisation_id=o1");
    archive.add("members", "member_id=s2 ambito=A body=B person_id=p4 valid_from=2024-01-01");
    archive.add("members", "member_id=s3 ambito=A body=B person_id=p5 valid_to=2023-01-01");
    archive.add("ambiti", "ambito_id=a ambito=A population=1200");
    let statistics = archive.statistics(&[]);
    let of_people = statistics.of("attendance_by_person", "person_id eligible_meetings");
    assert_eq!(of_people, ["p1 2", "p2 -", "p3 -", "p4 1", "p5 -"]);
    let of_organisations =
        statistics.of("attendance_by_organisation", "organisation_id eligible_meetings");
    assert_eq!(of_organisations, ["o1 2", "o2 -"]);
    assert_eq!(statistics.of("attendance_by_body", columns), ["10"]);
    assert_eq!(statistics.of("attendance_by_ambito", "eligible_meetings population"), ["10 1200"]);
    archive.meeting("m9", "body=C date=2024-02-02");
    let statistics = archive.statistics(&[]);
    assert_eq!(statistics.of("attendance_by_body", columns), ["10", "-"]);
    assert_eq!(statistics.of("attendance_by_ambito", columns), ["-"]);
}

#[test]
fn a_comune_counts_by_its_inhabitants_once_a_meeting() {
    let mut archive = Archive::default();
    archive.add("organisations", "organisation_id=big name=Big population=9000");
    archive.add("organisations", "organisation_id=small name=Small population=1000");
    archive.add("organisations", "organisation_id=other name=Other");
    archive.meeting("m1", "body=B date=2024-01-10");
    let roll = [("big", "present"), ("big", "absent"), ("small", "absent"), ("other", "present")];
    for (at, (organisation, status)) in roll.into_iter().enumerate() {
        archive.add(
            "attendance",
            &format!("attendance_id=a{at} meeting_id=m1 seat_id=s{at} organisation_id={organisation} status={status} capacity=member"),
        );
    }
    let columns = "n n_present n_weighted inhabitants inhabitants_present rate_weighted";
    let expected = ["4 2 2 10000 9000 0.90"];
    assert_eq!(archive.statistics(&[]).of("attendance_by_body", columns), expected);
    assert_eq!(archive.statistics(&[]).of("attendance_by_ambito", columns), expected);
    assert_eq!(council().statistics(&[]).of("attendance_by_body", columns), ["6 4 0 0 0 -"]);
}

#[test]
fn an_owner_goes_by_one_name_however_it_was_written() {
    let mut archive = decided();
    archive.add("people", "person_id=p name=Rossi");
    let mut own = |id: &str, decision: &str, words: &str| {
        archive.add(
            "decision_owners",
            &format!("decision_owner_id={id} decision_id={decision} part=lead {words}"),
        );
    };
    own("w3", "silent", "owner=UFFICIO owner_kind=body owner_number=1");
    own("w4", "after", "owner=Ufficio owner_kind=body owner_number=1");
    own("w5", "silent", "owner=Sig.Rossi owner_kind=person person_id=p owner_number=3");
    own("w6", "after", "owner=Assessore owner_kind=role person_id=p owner_number=2");
    let statistics = archive.statistics(&[]);
    assert_eq!(
        statistics.of("owner_workload", "owner_kind owner person_id n no_evidence"),
        ["body Ufficio - 3 1", "organisation Azienda - 1 0", "person Rossi p 2 1"]
    );
    let owners = statistics.of("decision_states", "decision_id owners");
    assert!(owners.contains(&"silent Ufficio; Rossi".to_owned()), "{owners:?}");
}
