//! Invented facts against invented gold, with exact counts.

use super::*;
use crate::model::{
    AttendanceStatus, Basis, Capacity, Confidence, DecisionKind, DecisionSource, DocumentRecord,
    DocumentStatus, Evidence, FileStatus, Mode, Outcome, OwnerKind, OwnerPart, Place,
    PresenceScope, RollCheck, TextSource, parse_iso,
};

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn evidence(confidence: Confidence) -> Evidence {
    let place = Place { page: 1, line: 4, ..Place::default() };
    Evidence { place, rule: "invented/rule".to_owned(), confidence }
}

fn facts(path: &str) -> Facts {
    Facts {
        document: DocumentRecord {
            document_id: format!("id of {path}"),
            path: path.to_owned(),
            file_name: path.rsplit('/').next().unwrap().to_owned(),
            format: "text".to_owned(),
            byte_size: 1,
            page_count: 1,
            text_source: TextSource::Native,
            rule_pack: some("generic"),
            rule_pack_score: None,
            status: DocumentStatus::Extracted,
            reason: None,
            meeting_count: 1,
            accounted_share: None,
        },
        pages: vec![],
        meetings: vec![],
        attendance: vec![],
        attendance_events: vec![],
        agenda_items: vec![],
        decisions: vec![],
        decision_owners: vec![],
        deadlines: vec![],
        statements: vec![],
        evidence: vec![],
        diagnostics: vec![],
    }
}

fn meeting(date: &str, start: &str, end: &str, place: &str) -> Meeting {
    Meeting {
        meeting_id: String::new(),
        document_id: String::new(),
        meeting_index: 1,
        ambito: None,
        body: some("Tavolo Anziani"),
        body_kind: None,
        number: None,
        date: parse_iso(date),
        date_raw: None,
        start_time: some(start),
        end_time: some(end),
        duration_minutes: None,
        place: some(place),
        call: None,
        session_kind: None,
        chair: None,
        secretary: None,
        is_excerpt: false,
        stated_present: None,
        stated_absent: None,
        roll_check: RollCheck::NotStated,
        quorum_stated: None,
        presence_scope: PresenceScope::Full,
        duplicate_of: None,
        evidence: evidence(Confidence::High),
    }
}

fn seat(name: &str, organisation: &str, status: AttendanceStatus) -> Attendance {
    Attendance {
        attendance_id: String::new(),
        document_id: String::new(),
        meeting_id: String::new(),
        seat_id: String::new(),
        row_number: 1,
        person_id: None,
        name: some(name),
        name_raw: some(name),
        honorific: None,
        role: None,
        organisation_id: None,
        organisation: some(organisation),
        organisation_raw: some(organisation),
        status,
        mode: Mode::Unstated,
        capacity: Capacity::Unstated,
        is_chair: false,
        is_secretary: false,
        is_voting: None,
        basis: Basis::Explicit,
        status_raw: None,
        represents: None,
        represented_by: None,
        arrived_at: None,
        left_at: None,
        evidence: evidence(Confidence::Medium),
    }
}

fn item(number: &str, title: &str, outcome: Outcome) -> AgendaItem {
    AgendaItem {
        agenda_item_id: format!("item {number}"),
        document_id: String::new(),
        meeting_id: String::new(),
        parent_id: None,
        agenda_part: "main".to_owned(),
        number: some(number),
        path: number.to_owned(),
        title: title.to_owned(),
        title_in_discussion: None,
        outcome,
        outcome_raw: None,
        deferred_to: None,
        evidence: evidence(Confidence::High),
    }
}

fn decision(id: &str, text: &str, raw: &str, date: &str) -> Decision {
    Decision {
        decision_id: id.to_owned(),
        document_id: String::new(),
        meeting_id: String::new(),
        parent_id: None,
        agenda_item_id: None,
        code: None,
        kind: DecisionKind::Decision,
        source: DecisionSource::Table,
        same_as: None,
        text: text.to_owned(),
        vote_outcome: None,
        votes_for: None,
        votes_against: None,
        votes_abstained: None,
        deadline_kind: None,
        deadline_raw: some(raw),
        deadline_date: parse_iso(date),
        deadline_precision: None,
        deadline_basis: None,
        is_complete: true,
        evidence: evidence(Confidence::Medium),
    }
}

fn owner(
    decision_id: &str,
    owner_number: u32,
    owner: &str,
    owner_kind: OwnerKind,
) -> DecisionOwner {
    DecisionOwner {
        decision_owner_id: String::new(),
        document_id: String::new(),
        meeting_id: String::new(),
        decision_id: decision_id.to_owned(),
        owner_number,
        owner_raw: owner.to_owned(),
        owner: owner.to_owned(),
        owner_kind,
        person_id: None,
        organisation_id: None,
        part: OwnerPart::Lead,
        evidence: evidence(Confidence::Medium),
    }
}

fn file(path: &str, document_id: Option<&str>) -> FileRecord {
    FileRecord {
        file_id: path.to_owned(),
        path: path.to_owned(),
        file_name: path.rsplit('/').next().unwrap().to_owned(),
        byte_size: Some(1),
        status: if document_id.is_some() { FileStatus::Read } else { FileStatus::Unreadable },
        reason: None,
        document_id: document_id.map(str::to_owned),
    }
}

/// Judges one document against one record.
fn judge(facts: &Facts, json: &str) -> Evaluation {
    let stem = facts.document.file_name.rsplit_once('.').unwrap().0;
    let gold = parse_gold(stem, json).unwrap();
    let result = evaluate(std::slice::from_ref(facts), &[], &[gold]);
    assert_eq!(result.documents.len(), 1);
    result
}

/// Right, extra and missing of a field in the only document.
fn counts(result: &Evaluation, field: Field) -> (u32, u32, u32) {
    let counts = result.documents[0].fields.of(field);
    (counts.right, counts.extra, counts.missing)
}

use AttendanceStatus::{Absent, AbsentJustified, AbsentUnjustified, Present, Unknown};

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
fn the_roll_is_judged_by_name_status_and_organisation() {
    let mut facts = facts("a.txt");
    let mut remote = seat("Ida Po", "", Present);
    remote.mode = Mode::Remote;
    let mut late = seat("Leo Sele", "", Present);
    late.arrived_at = some("18:20");
    let mut delegate = seat("Rita Tevere", "Comune di Rho", Present);
    delegate.capacity = Capacity::Delegate;
    facts.attendance = vec![
        seat("Ada Fermi", "Comune di Meda", Present),
        seat("Ugo Neri", "Comune di Rho", Absent),
        remote,
        late,
        delegate,
        seat("Elio Adda", "", AbsentUnjustified),
        seat("Nora Lambro", "", Unknown),
        seat("Ciro Olona", "Auser", AbsentJustified),
    ];
    let result = judge(
        &facts,
        r#"{"attendees": [
            {"name": "Fermi Ada", "organisation": "COMUNE DI MEDA", "status": "present"},
            {"name": "Ugo Neri", "organisation": "Comune di Lainate", "status": "excused"},
            {"name": "Ida Po", "organisation": null, "status": "remote"},
            {"name": "Leo Sele", "status": "late"},
            {"name": "Rita Tevere", "organisation": "Rho", "status": "delegate"},
            {"name": "Elio Adda", "status": "absent"},
            {"name": "Nora Lambro", "status": "unknown"},
            {"name": "Zoe Brenta", "organisation": "ATS", "status": "present"}]}"#,
    );
    assert_eq!(counts(&result, Field::NameStrict), (6, 2, 2));
    assert_eq!(counts(&result, Field::Name), (7, 1, 1));
    assert_eq!(counts(&result, Field::NameStatus), (6, 2, 2));
    assert_eq!(counts(&result, Field::Present), (1, 0, 1));
    assert_eq!(counts(&result, Field::Remote), (1, 0, 0));
    assert_eq!(counts(&result, Field::Late), (1, 0, 0));
    assert_eq!(counts(&result, Field::Delegate), (1, 0, 0));
    assert_eq!(counts(&result, Field::Absent), (1, 1, 0));
    assert_eq!(counts(&result, Field::Excused), (0, 1, 1));
    assert_eq!(counts(&result, Field::Unknown), (1, 0, 0));
    // Right: Meda, Rho. Different: Lainate. Missing: ATS. Extra: Auser.
    assert_eq!(counts(&result, Field::NameOrganisation), (2, 2, 2));
    assert_eq!(result.rolls.exact, 0);
    let level = &result.confidence[0];
    assert_eq!((level.table, level.rows), ("attendance", Level { right: 6, judged: 8 }));
}

#[test]
fn a_roll_without_a_fault_is_exact_whatever_is_optional() {
    let mut facts = facts("a.txt");
    facts.attendance = vec![
        seat("Ada Fermi", "", Absent),
        seat("Ugo Neri", "", Present),
        seat("", "Auser Rho", Present),
    ];
    let json = r#"{"attendees": [
            {"name": "Ada Fermi", "status": "excused", "alt_status": "absent"},
            {"name": "Ugo Neri", "status": "absent"}],
        "attendee_alt_status": {"Neri Ugo": ["present"]},
        "optional_attendees": [{"name": "Auser Rho", "organisation": "Auser Rho", "status": "absent"}]}"#;
    let result = judge(&facts, json);
    assert_eq!(counts(&result, Field::NameStatus), (2, 0, 0));
    assert_eq!(counts(&result, Field::Excused), (1, 0, 0));
    assert_eq!((result.rolls.exact, result.rolls.judged), (1, 1));
    // The optional row is not missed either, and a second one of its kind is extra.
    let optional = facts.attendance.pop().unwrap();
    assert_eq!(judge(&facts, json).rolls.exact, 1);
    facts.attendance.extend([optional.clone(), optional]);
    let result = judge(&facts, json);
    assert_eq!((counts(&result, Field::Name), result.rolls.exact), ((2, 1, 0), 0));
}

#[test]
fn words_for_everybody_are_neither_right_nor_wrong() {
    let mut facts = facts("a.txt");
    facts.attendance = vec![seat("Tutto il Tavolo", "", Present), seat("Ada Fermi", "", Present)];
    let result =
        judge(&facts, r#"{"attendees": [], "collective_attendance": "Tutto il Tavolo Anziani"}"#);
    assert_eq!(counts(&result, Field::Name), (0, 1, 0));
}

#[test]
fn homonyms_are_told_apart_by_their_organisation() {
    let mut facts = facts("a.txt");
    facts.attendance =
        vec![seat("Ada Fermi", "Comune di Rho", Absent), seat("Ada Fermi", "Auser", Present)];
    let result = judge(
        &facts,
        r#"{"attendees": [{"name": "Ada Fermi", "organisation": "Auser", "status": "present"},
            {"name": "Ada Fermi", "organisation": "Comune di Rho", "status": "absent"}]}"#,
    );
    assert_eq!(counts(&result, Field::NameStatus), (2, 0, 0));
    assert_eq!(counts(&result, Field::NameOrganisation), (2, 0, 0));
    assert_eq!(result.rolls.exact, 1);
}

#[test]
fn items_need_their_number_and_a_like_title() {
    let mut facts = facts("a.txt");
    let mut child = item("", "Richiesta di un'auto", Outcome::Unknown);
    child.parent_id = some("item 4");
    facts.agenda_items = vec![
        item("1", "Approvazione verbale", Outcome::Approved),
        item("3", "Bando per il trasporto sociale", Outcome::Discussed),
        item("4", "Varie ed eventuali", Outcome::Unknown),
        item("5", "Saluti", Outcome::Unknown),
        child,
    ];
    let result = judge(
        &facts,
        r#"{"agenda": [
            {"number": "1)", "title": "APPROVAZIONE VERBALE", "outcome": "approved"},
            {"number": "2", "title": "Bando per il trasporto sociale", "outcome": "deferred"},
            {"number": 4, "title": "Varie"},
            {"number": null, "title": "Fondo povertà"}],
            "deferred": [{"text": "Fondo povertà"}], "not_treated": [{"agenda_number": "4"}]}"#,
    );
    // Right: 1 and 4. Another number: 2. Missing: the fund. Extra: the greetings.
    assert_eq!(counts(&result, Field::Item), (2, 2, 2));
    assert_eq!(counts(&result, Field::ItemStrict), (1, 3, 3));
    // Approved is right; deferred was found discussed; not discussed is not found; so is the fund.
    assert_eq!(counts(&result, Field::ItemOutcome), (1, 1, 3));
}

#[test]
fn decisions_and_actions_are_matched_by_text() {
    let mut facts = facts("a.txt");
    facts.agenda_items = vec![item("2", "Bando", Outcome::Unknown)];
    let mut first =
        decision("d1", "Pubblicazione del bando trasporti.", "entro il 31 marzo", "2024-03-31");
    first.agenda_item_id = some("item 2");
    let mut copy = decision("d9", "Si pubblica il bando", "", "");
    copy.same_as = some("d1");
    facts.decisions = vec![
        first,
        decision("d2", "L'Ufficio di Piano invia ai Comuni la relazione annuale", "", "2024-05-01"),
        decision("d3", "Qualcosa che nessuno ha deciso davvero", "", ""),
        copy,
    ];
    facts.decisions[1].code = some("D2");
    facts.decision_owners = vec![
        owner("d1", 2, "Ugo Neri", OwnerKind::Person),
        owner("d1", 1, "Ada Fermi", OwnerKind::Person),
        owner("d2", 1, "Segreteria", OwnerKind::Person),
    ];
    let result = judge(
        &facts,
        r##"{"decisions": [
            {"text": "Pubblicazione del bando trasporti", "item": "2", "owners": ["Ada Fermi", "Ugo Neri"],
             "deadline_text": "il 31 marzo", "deadline_date": "2024-03-31"},
            {"text": "Nomina del referente per la disabilità", "item": null, "owners": [],
             "deadline_text": null, "deadline_date": null}],
           "actions": [{"text": "invia ai Comuni la relazione", "owner": "Segreteria", "code": "#D2",
             "owner_is_role": true, "deadline_text": "a maggio", "deadline_date": null}]}"##,
    );
    assert_eq!(counts(&result, Field::Decision), (2, 1, 1));
    assert_eq!(counts(&result, Field::DecisionStrict), (1, 2, 2));
    assert_eq!(counts(&result, Field::DecisionItem), (1, 0, 0));
    assert_eq!(counts(&result, Field::Owners), (2, 0, 0));
    assert_eq!(counts(&result, Field::OwnersStrict), (2, 0, 0));
    assert_eq!(counts(&result, Field::OwnerRole), (0, 0, 1));
    assert_eq!(counts(&result, Field::DeadlineRaw), (1, 0, 1));
    assert_eq!(counts(&result, Field::DeadlineDate), (1, 1, 0));
    assert_eq!(counts(&result, Field::Code), (1, 0, 0));
}

#[test]
fn the_same_task_of_two_people_is_matched_by_owner() {
    let mut facts = facts("a.txt");
    facts.decisions = vec![
        decision("d1", "Stesura del verbale", "", ""),
        decision("d2", "Stesura del verbale", "", ""),
        decision("d3", "Stesura del verbale", "", "2024-06-01"),
    ];
    facts.decision_owners = vec![
        owner("d1", 1, "Ugo Neri", OwnerKind::Person),
        owner("d2", 1, "Ada Fermi", OwnerKind::Person),
    ];
    let result = judge(
        &facts,
        r#"{"actions": [
            {"text": "Stesura del verbale", "owner": null, "deadline_date": "2024-06-02", "deadline_alternatives": ["2024-06-01"]},
            {"text": "Stesura del verbale", "owner": "Ada Fermi", "deadline_date": null},
            {"text": "Stesura del verbale", "owner": "Neri", "deadline_date": null}]}"#,
    );
    assert_eq!(counts(&result, Field::Decision), (3, 0, 0));
    assert_eq!(counts(&result, Field::Owners), (2, 0, 0));
    assert_eq!(counts(&result, Field::OwnersStrict), (1, 1, 1));
    assert_eq!(counts(&result, Field::DeadlineDate), (1, 0, 0));
}

#[test]
fn what_is_debatable_is_neither_right_nor_wrong() {
    let mut facts = facts("a.txt");
    let mut child = decision("d4", "Convocare il tavolo tecnico a giugno", "", "");
    child.parent_id = some("d3");
    facts.decisions = vec![
        decision("d1", "Si propone di sentire le cooperative", "", ""),
        decision("d2", "Il Presidente dichiara aperta la seduta", "", ""),
        decision("d3", "L'Assemblea decide quanto segue", "", ""),
        child,
    ];
    let json = r#"{"annotated": ["decisions", "actions"],
        "decisions": [{"text": "Convocare il tavolo tecnico a giugno"},
            {"text": "sentire le cooperative", "either": true},
            {"text": "Il verbale si intende letto", "optional": true}],
        "optional_decisions": ["dichiara aperta la seduta"]}"#;
    let result = judge(&facts, json);
    assert_eq!(counts(&result, Field::Decision), (1, 0, 0));
    assert!(result.documents[0].differences.is_empty());
    // Found or not, the count is the same.
    facts.decisions.drain(..2);
    assert_eq!(counts(&judge(&facts, json), Field::Decision), (1, 0, 0));
}

#[test]
fn the_most_alike_text_wins_over_the_first() {
    let mut facts = facts("a.txt");
    facts.decisions = vec![
        decision("d1", "Invio ai Comuni della relazione annuale sul servizio", "", ""),
        decision("d2", "Invio ai Comuni della relazione annuale", "", ""),
    ];
    let result = judge(
        &facts,
        r#"{"decisions": [{"text": "Invio ai Comuni della relazione annuale"},
            {"text": "Invio ai Comuni della relazione annuale sul servizio domiciliare"}]}"#,
    );
    assert_eq!(counts(&result, Field::Decision), (2, 0, 0));
    assert_eq!(counts(&result, Field::DecisionStrict), (1, 1, 1));
}

#[test]
fn with_actions_unread_by_the_annotator_nothing_is_extra() {
    let mut facts = facts("a.txt");
    facts.decisions = vec![decision("d1", "Comprare le sedie nuove", "", "")];
    let result = judge(
        &facts,
        r#"{"annotated": ["decisions"], "decisions": [{"text": "Approvazione del bilancio"}]}"#,
    );
    assert_eq!(counts(&result, Field::Decision), (0, 0, 1));
}

#[test]
fn an_owner_that_may_be_empty_is_wrong_only_when_named_wrongly() {
    let mut facts = facts("a.txt");
    facts.decisions = vec![decision("d1", "Comprare le sedie nuove", "", "")];
    let json = r#"{"actions": [{"text": "Comprare le sedie nuove", "owner": "Il Tavolo", "owner_optional": true}]}"#;
    let owners = |facts: &Facts| counts(&judge(facts, json), Field::Owners);
    assert_eq!(owners(&facts), (0, 0, 0));
    facts.decision_owners = vec![owner("d1", 1, "tavolo", OwnerKind::Group)];
    assert_eq!(owners(&facts), (1, 0, 0));
    facts.decision_owners = vec![owner("d1", 1, "Ada Fermi", OwnerKind::Person)];
    assert_eq!(owners(&facts), (0, 1, 0));
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
fn records_find_their_files_by_stem_and_folder() {
    let gold = |name: &str| parse_gold(name, r#"{"date": "2024-01-02"}"#).unwrap();
    let paths = ["documents/rho/x.pdf", "documents/meda/x.pdf", "y.v1.0.txt", "z.pdf", "z.txt"];
    let all: Vec<Facts> = paths.iter().map(|path| facts(path)).collect();
    let files: Vec<FileRecord> =
        all.iter().map(|f| file(&f.document.path, Some(&f.document.document_id))).collect();
    let records =
        ["meda/x", "rho/x", "monza/x", "y.v1.0", "z", "nobody"].map(|name| gold(name)).to_vec();
    let result = evaluate(&all, &files, &records);
    let path =
        |name: &str| result.documents.iter().find(|d| d.gold == name).map(|d| d.path.as_str());
    assert_eq!(path("meda/x"), Some("documents/meda/x.pdf"));
    assert_eq!(path("rho/x"), Some("documents/rho/x.pdf"));
    assert_eq!(path("y.v1.0"), Some("y.v1.0.txt"));
    assert_eq!(path("z"), Some("z.pdf"));
    assert_eq!(result.unmatched, ["monza/x", "nobody"]);
    assert_eq!(result.ambiguous, ["z"]);
    // The name of the source decides where it is given.
    let named = parse_gold("z", r#"{"date": "2024-01-02", "source": "z.txt"}"#).unwrap();
    let result = evaluate(&all, &files, &[named]);
    assert_eq!(result.documents[0].path, "z.txt");
    assert!(result.ambiguous.is_empty());
}

#[test]
fn a_file_that_yields_nothing_misses_everything() {
    let gold = parse_gold(
        "x",
        r#"{"date": "2024-01-02", "attendees": [{"name": "Ada Fermi", "status": "present"}]}"#,
    );
    let result = evaluate(&[], &[file("x.pdf", None)], &[gold.unwrap()]);
    assert_eq!(counts(&result, Field::Date), (0, 0, 1));
    assert_eq!(counts(&result, Field::NameStatus), (0, 0, 1));
    let gold = parse_gold("x", r#"{"expect_status": "unreadable"}"#).unwrap();
    let result = evaluate(&[], &[file("x.pdf", None)], &[gold]);
    assert_eq!(counts(&result, Field::Status), (1, 0, 0));
}

#[test]
fn bodies_are_summed_and_the_worst_comes_first() {
    let mut good = facts("a.txt");
    good.meetings.push(meeting("2024-01-02", "", "", ""));
    let mut bad = facts("b.txt");
    bad.document.rule_pack = None;
    bad.meetings.push(meeting("2024-01-03", "", "", ""));
    let record = |name: &str, body: &str| {
        parse_gold(name, &format!(r#"{{"date": "2024-01-02", "body": "{body}"}}"#)).unwrap()
    };
    let gold = [record("a", "Tavolo Anziani"), record("b", "Giunta")];
    let result = evaluate(&[good, bad], &[], &gold);
    let names: Vec<_> = result.bodies.iter().map(|b| (b.name.as_str(), b.headline_f1)).collect();
    assert_eq!(names, [("Giunta", Some(0.0)), ("Tavolo Anziani", Some(1.0))]);
    let packs: Vec<_> = result.packs.iter().map(|pack| pack.name.as_str()).collect();
    assert_eq!(packs, ["(none)", "generic"]);
    let date = result.fields.iter().find(|f| f.score.field == Field::Date).unwrap();
    assert_eq!(date.score.counts, Counts { right: 1, extra: 1, missing: 1 });
    assert_eq!(date.mean_f1, Some(0.5));
    assert_eq!((date.worst_body.as_deref(), date.worst_f1), (Some("Giunta"), Some(0.0)));
    assert_eq!(result.documents[0].gold, "b");
    let difference = &result.documents[0].differences[0];
    assert_eq!(difference.kind, DifferenceKind::Different);
    assert_eq!(difference.place.as_deref(), Some("1:4 invented/rule"));
}

#[test]
fn the_result_is_printed_and_written_as_json() {
    let mut facts = facts("a.txt");
    facts.meetings.push(meeting("2024-01-03", "", "", ""));
    let result = judge(
        &facts,
        r#"{"date": "2024-01-02", "attendees": [{"name": "Ada Fermi", "status": "present"}]}"#,
    );
    let text = result.terminal();
    assert!(
        text.contains("\nmeeting.date                1      1      0      0.000   0.000  0.000"),
        "{text}"
    );
    assert!(text.contains("whole rolls right: 0 of 1 (0.000)"), "{text}");
    assert!(text.contains(
        "  different meeting.date: gold 2024-01-02 | found 2024-01-03 @ 1:4 invented/rule\n"
    ));
    assert!(text.contains("  missing   attendance.name: Ada Fermi [present]\n"), "{text}");
    assert!(!result.terminal_with(0).contains("Ada Fermi"));
    let json: serde_json::Value = serde_json::from_str(&result.to_json()).unwrap();
    let date = &json["fields"][0];
    assert_eq!(date["field"], "meeting.date");
    assert_eq!((&date["tp"], &date["fp"], &date["fn"]), (&0.into(), &1.into(), &1.into()));
    assert_eq!(json["documents"][0]["fields"][0]["f1"], 0.0);
}
