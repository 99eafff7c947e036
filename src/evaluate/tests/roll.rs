//! Rolls against invented gold.

use super::*;
use AttendanceStatus::{Absent, AbsentJustified, AbsentUnjustified, Present, Unknown};

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
fn other_names_and_organisations_are_right() {
    let mut facts = facts("a.txt");
    facts.attendance = vec![
        seat("Ada", "ASP Rho", Present),
        seat("Ugo Neri", "", Present),
        seat("Ida Po", "Auser", AbsentUnjustified),
    ];
    let json = |optional: bool| {
        format!(
            r#"{{"attendees": [
                {{"name": "Ada Fermi", "organisation": "Azienda di Rho", "status": "present"}},
                {{"name": "Ugo Neri", "organisation": "Auser", "status": "present"}},
                {{"name": "Ida Po", "organisation": null, "status": "absent_unjustified"}},
                {{"name": "Leo Sele", "organisation": "Auser", "status": "absent"}}],
            "name_alternatives": {{"Ada Fermi": ["Ada"]}},
            "organisation_alternatives": {{"Ada Fermi": ["ASP Rho"], "Ida Po": "Auser"}},
            "organisation_optional": {optional}, "optional_attendees": ["Rita Tevere"]}}"#
        )
    };
    let result = judge(&facts, &json(true));
    assert_eq!(counts(&result, Field::NameStrict), (3, 0, 1));
    assert_eq!(counts(&result, Field::NameOrganisation), (2, 0, 0));
    assert_eq!(counts(&result, Field::Absent), (1, 0, 1));
    let result = judge(&facts, &json(false));
    assert_eq!(counts(&result, Field::NameOrganisation), (2, 0, 2));
}
