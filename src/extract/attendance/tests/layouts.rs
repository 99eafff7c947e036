//! Layouts of rolls that no case holds, each a few lines.

use super::facts;
use crate::model::{Attendance, Facts, Word as _};

fn rows(text: &str) -> Vec<String> {
    shown(&facts(text.as_bytes(), "minutes.txt"))
}

fn shown(facts: &Facts) -> Vec<String> {
    let name = |row: &Attendance| {
        row.name.clone().or_else(|| row.organisation.clone()).unwrap_or_default()
    };
    facts.attendance.iter().map(|row| format!("{}: {}", name(row), row.status.word())).collect()
}

#[test]
fn labels_within_a_line_change_the_status() {
    let text = "Verbale della riunione del 10 ottobre 2019\n\nPresenti: M. Rossini (presidente), L. Bianchetti, A. Gialletti; assenti: P. Azzurrini (giust.), I. Grigioni\n\n1. Verde pubblico\nAlle ore 19:20 entra I. Grigioni.\n";
    let facts = facts(text.as_bytes(), "minutes.txt");
    let expected = [
        "M. Rossini: present",
        "L. Bianchetti: present",
        "A. Gialletti: present",
        "P. Azzurrini: absent_justified",
        "I. Grigioni: present",
    ];
    assert_eq!(shown(&facts), expected, "who comes late was there");
    assert_eq!(facts.attendance[4].arrived_at.as_deref(), Some("19:20"));
    assert_eq!(facts.attendance_events.len(), 1);
    let proofs = facts
        .evidence
        .iter()
        .filter(|part| part.row_id == facts.attendance[4].attendance_id && part.column == "status");
    assert_eq!(proofs.count(), 2, "both statements are evidence");
}

#[test]
fn dots_lead_from_a_name_and_its_place_to_the_status() {
    let text = "Verbale della Giunta del 3 marzo 2023\n\nAll'appello nominale risultano:\n\n1) ROSSINI Mario, Fosdinovo ........ Presente\n2) BIANCHETTI Ada, Licciana .... Assente\n\nLa seduta è valida.\n";
    assert_eq!(rows(text), ["ROSSINI Mario: present", "BIANCHETTI Ada: absent"]);
    let places: Vec<_> = facts(text.as_bytes(), "minutes.txt")
        .attendance
        .into_iter()
        .map(|row| row.organisation_raw)
        .collect();
    assert_eq!(places, [Some("Fosdinovo".to_owned()), Some("Licciana".to_owned())]);
}

#[test]
fn marks_in_the_sentence_before_a_roll_are_its_legend() {
    let text = "Verbale della Giunta del 3 marzo 2023\n\nRisultano presenti (SI) e assenti (NO):\n\nROSSINI Mario (Fosdinovo)     SI\nBIANCHETTI Ada (Licciana)     NO\n\nLa seduta è valida.\n";
    assert_eq!(rows(text), ["ROSSINI Mario: present", "BIANCHETTI Ada: absent"]);
}

#[test]
fn a_letter_that_is_not_told_is_part_of_its_name() {
    let text = "Verbale della Giunta del 3 marzo 2023\n\nPresenti: Mario Rossi\u{FFFD}ni, Ada Bianchetti\n\nLa seduta è valida.\n";
    assert_eq!(rows(text), ["Mario Rossi\u{FFFD}ni: present", "Ada Bianchetti: present"]);
}

#[test]
fn two_people_may_share_a_row() {
    let text = "Verbale n. 12\n\nConsiglieri          Pres. Ass.       Consiglieri          Pres. Ass.\nRossini Mario          X              Verdini Carla                X\nBianchetti Lia         X              De Nerini Ugo          X\n";
    let expected = [
        "Rossini Mario: present",
        "Verdini Carla: absent",
        "Bianchetti Lia: present",
        "De Nerini Ugo: present",
    ];
    assert_eq!(rows(text), expected);
}

#[test]
fn people_may_stand_in_columns_of_statuses() {
    let text = "Verbale riunione 4 aprile 2019\n\nPRESENTI                    ASSENTI\nMario Rossini               Ugo De Nerini\nLia Bianchetti              Ada Gialletti\nCarla Verdini\n";
    let expected = [
        "Mario Rossini: present",
        "Ugo De Nerini: absent",
        "Lia Bianchetti: present",
        "Ada Gialletti: absent",
        "Carla Verdini: present",
    ];
    assert_eq!(rows(text), expected);
}

#[test]
fn surnames_and_given_names_may_have_columns_of_their_own() {
    let text = "# Verbale 3/2021\n\n| | Cognome | Nome | Carica | Presente | Assente |\n|---|---|---|---|---|---|\n| 1 | Rossini | Mario | Presidente | X | |\n| 2 | Verdini | Carla | Consigliere | | X |\n";
    let facts = facts(text.as_bytes(), "minutes.md");
    assert_eq!(shown(&facts), ["Rossini Mario: present", "Verdini Carla: absent"]);
    assert_eq!(facts.attendance[0].role.as_deref(), Some("Presidente"));
}

#[test]
fn whom_somebody_stands_in_for_shares_the_seat() {
    let text = "Verbale del 4 aprile 2019\n\nPresenti: Mario Rossini, Lia Bianchetti (in sostituzione di Carla Verdini)\nAssenti: nessuno\n";
    let facts = facts(text.as_bytes(), "minutes.txt");
    assert_eq!(
        shown(&facts),
        ["Mario Rossini: present", "Lia Bianchetti: present", "Carla Verdini: absent"]
    );
    let (stand_in, absent) = (&facts.attendance[1], &facts.attendance[2]);
    assert_eq!(stand_in.seat_id, absent.seat_id);
    assert_ne!(facts.attendance[0].seat_id, absent.seat_id);
    assert_eq!(absent.represented_by.as_deref(), Some("Lia Bianchetti"));
}

#[test]
fn a_name_is_quoted_to_the_letter() {
    let text = "Verbale del 4 aprile 2019\n\nPresenti: dott.ssa Lìa Bianchettì, Mario Rossini\n";
    let facts = facts(text.as_bytes(), "minutes.txt");
    for row in &facts.attendance {
        let place = &row.evidence.place;
        let letters = text.chars().skip(place.char_start as usize);
        let quote: String = letters.take((place.char_end - place.char_start) as usize).collect();
        assert_eq!(quote, place.quote);
    }
    assert_eq!(facts.attendance[0].honorific.as_deref(), Some("dott.ssa"));
    assert_eq!(facts.attendance[0].name_raw.as_deref(), Some("dott.ssa Lìa Bianchettì"));
}

#[test]
fn what_only_looks_like_a_roll_gives_no_rows() {
    let text = "Verbale del 4 aprile 2019\n\nPresenti: Mario Rossini, Lia Bianchetti\n\n1. Personale\nIl posto di Carla Verdini, assente da gennaio, resta scoperto.\nLo sportello apre in tutti i paesi ad eccezione di Sale e Rivalta.\nLa proposta è approvata all'unanimità dei presenti.\n";
    assert_eq!(rows(text), ["Mario Rossini: present", "Lia Bianchetti: present"]);
}

#[test]
fn a_label_that_no_rule_knows_gives_no_status() {
    let text = "Verbale del 4 aprile 2019\n\nPresenti: Mario Rossini\nHanno comunicato la loro assenza: Lia Bianchetti\nRelatori: Carla Verdini\nPer conoscenza: Ugo Nerelli\n\n1. Personale\nSi approva il punto.\n";
    assert_eq!(
        rows(text),
        [
            "Mario Rossini: present",
            "Lia Bianchetti: absent_justified",
            "Carla Verdini: unknown",
            "Ugo Nerelli: unknown",
        ]
    );
}

#[test]
fn a_total_that_differs_is_remarked() {
    let text = "Verbale del 4 aprile 2019\n\nRossini Mario            Presente\nBianchetti Lia           Presente\nVerdini Carla            Assente\n\nPresenti n. 3 Assenti n. 1\n";
    let facts = facts(text.as_bytes(), "minutes.txt");
    assert_eq!(facts.attendance.len(), 3);
    assert_eq!(facts.meetings[0].roll_check.word(), "mismatch");
    assert!(facts.diagnostics.iter().any(|remark| remark.code == "roll-mismatch"));
}
