//! The report of tables made by hand.

use super::*;
use crate::dataset::schema::{Kind, table};
use crate::dataset::{DerivedRows, Names, Row, Value};
use crate::model::parse_iso;

/// A row of a table: the values given, and of what must not be null something.
fn row(name: &str, values: &[(&str, Value<'static>)]) -> Row<'static> {
    let table = table(name).expect("a declared table");
    let columns = table.columns.iter();
    columns
        .map(|column| match values.iter().find(|(known, _)| *known == column.name) {
            Some((_, value)) => value.clone(),
            None if column.nullable => Value::Null,
            None => match column.kind {
                Kind::Text => column.words.first().copied().unwrap_or("-").into(),
                Kind::Integer => 0_i64.into(),
                Kind::Float => 0.0.into(),
                Kind::Boolean => false.into(),
                Kind::Date => parse_iso("2024-01-01").into(),
            },
        })
        .collect()
}

/// A name that would be a script, were it not escaped.
const HOSTILE: &str = "Comune </script><img src=x onerror=alert(1)> di Rupe";

fn archive() -> DerivedRows {
    let mut rows = DerivedRows::new();
    let text = |text: &str| Value::from(text.to_owned());
    rows.insert("documents", vec![row("documents", &[("status", text("extracted"))])]);
    let meeting = [
        ("document_id", text("-")),
        ("ambito", text("Alto")),
        ("body", text("Assemblea")),
        ("date", parse_iso("2024-03-12").into()),
    ];
    rows.insert("meetings", vec![row("meetings", &meeting)]);
    rows.insert(
        "organisations",
        vec![row("organisations", &[("organisation_id", text("o")), ("name", text(HOSTILE))])],
    );
    let missing = [
        ("organisation_id", text("o")),
        ("organisation", text(HOSTILE)),
        ("n", 4_i64.into()),
        ("n_present", 1_i64.into()),
        ("rate", 0.25.into()),
    ];
    let name = "attendance_by_organisation";
    rows.insert(name, vec![row(name, &missing)]);
    let name = "attendance_by_body";
    let body = |key: &str, inhabitants: i64, present: i64| {
        let values = [
            ("attendance_by_body_id", text(key)),
            ("body", text(key)),
            ("inhabitants", inhabitants.into()),
            ("inhabitants_present", present.into()),
        ];
        row(name, &values)
    };
    rows.insert(name, vec![body("a", 9000, 9000), body("b", 1000, 0)]);
    let name = "attendance_by_year";
    let year = |key: &str, present: i64| {
        let values = [
            ("attendance_by_year_id", text(key)),
            ("body", text("Assemblea")),
            ("period", text(key)),
            ("n", 100_i64.into()),
            ("n_present", present.into()),
        ];
        row(name, &values)
    };
    rows.insert(name, vec![year("2023", 50), year("2024", 80)]);
    rows
}

fn with<T>(rows: &DerivedRows, language: Language, then: impl Fn(&Archive<'_>) -> T) -> T {
    let content = Content::new(&[], &[], rows, Names::Told);
    let as_of = parse_iso("2024-12-31");
    then(&Archive { content, as_of, policies: Policies::default(), language })
}

/// The finding of that name.
fn told(rows: &DerivedRows, language: Language, name: &str) -> Option<String> {
    let findings = with(rows, language, |archive| findings(archive).expect("findings"));
    findings.into_iter().find(|finding| finding.name == name).map(|finding| finding.text)
}

#[test]
fn who_is_missing_and_whether_it_gets_better_is_said_in_words() {
    let rows = archive();
    let of = |name: &str| told(&rows, Language::Italian, name).unwrap_or_default();
    assert!(of("absent").contains("(1 presenza su 4)"), "{}", of("absent"));
    assert!(of("trend").contains("da 50% a 80%: cresce, oltre l'incertezza"), "{}", of("trend"));
    assert!(of("weighted").contains("90% (9.000 abitanti"), "{}", of("weighted"));
    let english = told(&rows, Language::English, "trend").unwrap_or_default();
    assert!(english.contains("it grows, beyond uncertainty"), "{english}");
}

#[test]
fn a_difference_within_uncertainty_is_called_none() {
    let mut rows = archive();
    let years = rows.get_mut("attendance_by_year").expect("rows");
    let at = table("attendance_by_year").and_then(|table| table.position("n_present"));
    years[1][at.expect("a column")] = 55_i64.into();
    let trend = told(&rows, Language::English, "trend").unwrap_or_default();
    assert!(trend.contains("within uncertainty"), "{trend}");
}

#[test]
fn words_of_a_document_never_become_markup() {
    let html = with(&archive(), Language::Italian, |archive| page(archive).expect("a page"));
    let html = String::from_utf8(html.bytes).expect("UTF-8");
    assert!(html.contains("di Rupe"), "the name is there");
    assert!(!html.contains("<img src=x"), "and is no element");
    // Four scripts of the page: data, two libraries, its own.
    assert_eq!(html.matches("</script>").count(), 4);
}

#[test]
fn nothing_read_is_said_once() {
    let rows = DerivedRows::new();
    let findings = with(&rows, Language::Italian, |archive| findings(archive).expect("findings"));
    let names: Vec<&str> = findings.iter().map(|finding| finding.name).collect();
    assert_eq!(names, ["read"]);
    with(&rows, Language::Italian, |archive| {
        assert!(page(archive).is_ok() && workbook(archive).is_ok());
    });
}
