//! The head of a meeting, and the status of a document, against invented gold.

use super::*;
use AttendanceStatus::Present;

#[test]
fn the_head_is_judged_field_by_field() {
    let mut facts = facts("a.txt");
    facts.meetings.push(meeting("2024-03-12", "09:30", "", "Sala Consiliare, Rho"));
    let result = judge(
        &facts,
        r#"{"date": "2024-03-12", "start_time": "9:30", "end_time": "11:00", "place": null,
            "body": "Tavolo anziani", "secretary": null, "attendees": []}"#,
    );
    assert_eq!(counts(&result, Field::Date), (1, 0, 0));
    assert_eq!(counts(&result, Field::Start), (1, 0, 0));
    assert_eq!(counts(&result, Field::End), (0, 0, 1));
    assert_eq!(counts(&result, Field::Place), (0, 1, 0));
    assert_eq!(counts(&result, Field::Body), (1, 0, 0));
    assert_eq!(counts(&result, Field::Secretary), (0, 0, 0));
    assert_eq!(counts(&result, Field::Ambito), (0, 0, 0));
    assert_eq!(result.documents[0].roll_exact, Some(true));
    let date = result.confidence.iter().find(|row| row.table == "meetings").unwrap();
    assert_eq!((date.level, date.rows), ("high", Level { right: 1, judged: 1 }));
}

#[test]
fn other_right_answers_are_right() {
    let mut facts = facts("a.txt");
    facts.meetings.push(meeting("2024-03-13", "18:05", "20:00", ""));
    let result = judge(
        &facts,
        r#"{"date": "2024-03-12", "date_alternatives": ["2024-03-13"], "start_time": "18:00",
            "start_alternatives": "18:05", "end_time": "21:00"}"#,
    );
    assert_eq!(counts(&result, Field::Date), (1, 0, 0));
    assert_eq!(counts(&result, Field::Start), (1, 0, 0));
    assert_eq!(counts(&result, Field::End), (0, 1, 1));
    // An alternative beside a null: either way of reading is right.
    let json = r#"{"date": null, "date_alternatives": ["2024-03-13"]}"#;
    assert_eq!(counts(&judge(&facts, json), Field::Date), (1, 0, 0));
    facts.meetings[0].date = None;
    assert_eq!(counts(&judge(&facts, json), Field::Date), (0, 0, 0));
}

#[test]
fn only_annotated_fields_are_judged() {
    let mut facts = facts("a.txt");
    facts.meetings.push(meeting("2024-03-12", "", "", ""));
    facts.attendance.push(seat("Ada Fermi", "", Present));
    facts.agenda_items.push(item("1", "Avvio", Outcome::Unknown));
    let result = judge(
        &facts,
        r#"{"annotated": ["agenda"], "date": "2024-03-13", "attendees": [], "agenda": [],
            "decisions": [{"text": "Avvio della gara", "owner": null}]}"#,
    );
    assert_eq!(counts(&result, Field::Date), (0, 0, 0));
    assert_eq!(counts(&result, Field::Name), (0, 0, 0));
    assert_eq!(counts(&result, Field::Item), (0, 1, 0));
    assert_eq!(counts(&result, Field::Decision), (0, 0, 0));
    assert_eq!(result.rolls.judged, 0);
}

#[test]
fn a_contradiction_is_right_when_it_is_reported() {
    let mut facts = facts("a.txt");
    facts.diagnostics.push(DiagnosticRecord {
        diagnostic_id: String::new(),
        document_id: None,
        meeting_id: None,
        severity: "warning".to_owned(),
        code: crate::diagnostic::Code::DateConflict.word().to_owned(),
        message: String::new(),
        hint: String::new(),
        place: None,
        rule: None,
    });
    let result = judge(&facts, r#"{"date": null, "conflicts": ["date", "attendees", "mood"]}"#);
    assert_eq!(counts(&result, Field::Conflict), (1, 0, 1));
}

#[test]
fn an_expected_status_is_all_that_is_judged() {
    let mut facts = facts("a.txt");
    facts.document.status = DocumentStatus::NotMinutes;
    facts.attendance.push(seat("Ada Fermi", "", Present));
    let result = judge(&facts, r#"{"expect_status": "not_minutes", "attendees": []}"#);
    assert_eq!(counts(&result, Field::Status), (1, 0, 0));
    assert_eq!(counts(&result, Field::Name), (0, 0, 0));
    let result = judge(&facts, r#"{"expect_status": "needs_ocr"}"#);
    assert_eq!(counts(&result, Field::Status), (0, 1, 1));
}

#[test]
fn what_the_text_counts_and_numbers_is_judged_where_gold_gives_it() {
    let mut facts = facts("a.txt");
    let mut head = meeting("2024-03-12", "", "", "");
    head.number = some("n. 3");
    head.stated_present = Some(7);
    head.stated_absent = Some(2);
    facts.meetings.push(head);
    let result = judge(
        &facts,
        r#"{"date": "2024-03-12", "number": 3, "call": "second", "presence_scope": "full",
            "stated_present": 7, "stated_absent": 1, "ambito": "Valle", "ambito_alternatives": [null]}"#,
    );
    assert_eq!(counts(&result, Field::Number), (1, 0, 0));
    assert_eq!(counts(&result, Field::Call), (0, 0, 1));
    assert_eq!(counts(&result, Field::Scope), (1, 0, 0));
    assert_eq!(counts(&result, Field::StatedPresent), (1, 0, 0));
    assert_eq!(counts(&result, Field::StatedAbsent), (0, 1, 1));
    assert_eq!(counts(&result, Field::Ambito), (0, 0, 0));
}
