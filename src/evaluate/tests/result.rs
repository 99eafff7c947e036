//! Linking records to files, and the sums over documents.

use super::*;

#[test]
fn records_find_their_files_by_stem_and_folder() {
    let gold = |name: &str| parse_gold(name, r#"{"date": "2024-01-02"}"#).unwrap();
    let paths = ["documents/rho/x.pdf", "documents/meda/x.pdf", "y.v1.0.txt", "z.pdf", "z.txt"];
    let all: Vec<Facts> = paths.iter().map(|path| facts(path)).collect();
    let files: Vec<FileRecord> =
        all.iter().map(|f| file(&f.document.path, Some(&f.document.document_id))).collect();
    let records = ["meda/x", "rho/x", "monza/x", "y.v1.0", "z", "nobody"].map(gold).to_vec();
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
    let mut right = facts("a.txt");
    right.meetings.push(meeting("2024-01-02", "", "", ""));
    let mut wrong = facts("b.txt");
    wrong.document.rule_pack = None;
    wrong.meetings.push(meeting("2024-01-03", "", "", ""));
    let record = |name: &str, body: &str| {
        parse_gold(name, &format!(r#"{{"date": "2024-01-02", "body": "{body}"}}"#)).unwrap()
    };
    let gold = [record("a", "Tavolo Anziani"), record("b", "Giunta")];
    let result = evaluate(&[right, wrong], &[], &gold);
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
        text.contains("\nmeeting.date                 1      1      0      0.000   0.000  0.000"),
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
