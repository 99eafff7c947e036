//! Agendas, decisions and actions against invented gold.

use super::*;

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
fn an_outcome_that_the_text_does_not_tell_may_be_left_open() {
    let mut facts = facts("a.txt");
    facts.agenda_items = vec![
        item("1", "Avvio", Outcome::Unknown),
        item("2", "Bilancio", Outcome::Approved),
        item("3", "Saluti", Outcome::Discussed),
        item("4", "Fondo", Outcome::Noted),
    ];
    let result = judge(
        &facts,
        r#"{"agenda": [
            {"number": "1", "title": "Avvio", "outcome": "discussed"},
            {"number": "2", "title": "Bilancio", "outcome": "discussed"},
            {"number": "3", "title": "Saluti", "outcome": "unknown"},
            {"number": "4", "title": "Fondo", "outcome": "unknown"}],
            "outcome_alternatives": {"1": ["unknown"], "2": ["approved"], "4": ["noted"]}}"#,
    );
    // Open is right for 1, approved for 2, noted for 4; 3 was told an outcome that it has not.
    assert_eq!(counts(&result, Field::ItemOutcome), (2, 1, 0));
}
