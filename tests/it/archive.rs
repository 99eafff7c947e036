//! The program over an archive that grows: doubles, next meetings, corrections, the registry.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{root, rows, run, said};

fn sample(path: &str) -> String {
    fs::read_to_string(root().join("samples").join(path)).expect("a sample")
}

fn read(inputs: &Path, out: &Path, more: &[&str]) {
    let (inputs, place) = (inputs.to_str().expect("UTF-8"), out.to_str().expect("UTF-8"));
    let fixed = ["run", inputs, "-o", place, "--format", "json", "--fail-on", "never"];
    run(fixed.iter().chain(more)).success();
}

fn with<'a>(table: &'a [Value], column: &str, value: &str) -> Vec<&'a Value> {
    table.iter().filter(|row| row[column] == value).collect()
}

#[test]
fn a_draft_and_its_final_count_once_and_their_differences_are_told() {
    let home = tempfile::tempdir().expect("a folder");
    let (inputs, out) = (home.path().join("in"), home.path().join("out"));
    fs::create_dir(&inputs).expect("a folder");
    let whole = sample("valle-metaurino/2024-01-23-tavolo-tecnico.txt");
    fs::write(inputs.join("2024-01-23-tavolo.txt"), &whole).expect("a file");
    let draft = format!("{whole}\nSi decide di convocare i gestori entro il 10 febbraio 2024.\n");
    fs::write(inputs.join("2024-01-23-tavolo bozza.txt"), draft).expect("a file");
    read(&inputs, &out, &[]);
    let meetings = rows(&out, "meetings");
    assert_eq!(meetings.len(), 2);
    let documents = rows(&out, "documents");
    let double = meetings.iter().find(|row| !row["duplicate_of"].is_null()).expect("a double");
    let document = with(&documents, "document_id", double["document_id"].as_str().expect("a key"));
    assert_eq!(document[0]["file_name"], "2024-01-23-tavolo bozza.txt", "the draft is the double");
    let bodies = rows(&out, "bodies");
    assert_eq!(bodies[0]["meeting_count"], 1);
    let remarks = rows(&out, "diagnostics");
    let told = with(&remarks, "code", "meeting-duplicate");
    assert_eq!(told.len(), 1);
    let message = told[0]["message"].as_str().expect("a message");
    assert!(message.contains("2024-01-23-tavolo.txt"), "{message}");
}

#[test]
fn a_next_meeting_stays_open_until_its_minutes_arrive() {
    let home = tempfile::tempdir().expect("a folder");
    let (inputs, out) = (home.path().join("in"), home.path().join("out"));
    fs::create_dir(&inputs).expect("a folder");
    let add = |name: &str| {
        fs::write(inputs.join(name), sample(&format!("cremasco/{name}"))).expect("a file");
    };
    add("2021-10-13-coordinamento-tecnico.txt");
    read(&inputs, &out, &[]);
    let deadlines = rows(&out, "deadlines");
    let open = with(&deadlines, "kind", "next_meeting");
    assert!(!open.is_empty() && open.iter().all(|row| row["date"].is_null()), "{open:?}");
    add("2021-11-10-coordinamento-tecnico.txt");
    read(&inputs, &out, &[]);
    let deadlines = rows(&out, "deadlines");
    let october = open[0]["meeting_id"].as_str().expect("a key");
    let resolved = with(&deadlines, "kind", "next_meeting");
    for row in resolved.iter().filter(|row| row["meeting_id"] == october) {
        assert_eq!((&row["date"], &row["basis"]), (&"2021-11-10".into(), &"resolved".into()));
    }
}

#[test]
fn a_correction_wins_survives_and_is_told() {
    let home = tempfile::tempdir().expect("a folder");
    let (inputs, out, registry) =
        (home.path().join("in"), home.path().join("out"), home.path().join("registry"));
    fs::create_dir(&inputs).expect("a folder");
    fs::create_dir(&registry).expect("a folder");
    let name = "2024-01-23-tavolo-tecnico.txt";
    fs::write(inputs.join(name), sample(&format!("valle-metaurino/{name}"))).expect("a file");
    read(&inputs, &out, &[]);
    let meeting = rows(&out, "meetings")[0]["meeting_id"].as_str().expect("a key").to_owned();
    let table = registry.join("corrections.csv");
    fs::write(
        &table,
        format!("table;row_id;column;value;note\nmeetings;{meeting};date;2024-01-24;slip\n"),
    )
    .expect("a file");
    let given = ["--registry", registry.to_str().expect("UTF-8")];
    for _ in 0..2 {
        read(&inputs, &out, &given);
        assert_eq!(rows(&out, "meetings")[0]["date"], "2024-01-24");
        let remarks = rows(&out, "diagnostics");
        let told = with(&remarks, "code", "corrected");
        let message = told[0]["message"].as_str().expect("a message");
        assert!(message.contains("was '2024-01-23', is '2024-01-24' (slip)"), "{message}");
    }
    fs::write(&table, format!("table,row_id,column,value\nmeetings,{meeting},date,24 gennaio\n"))
        .expect("a file");
    let (_, told) = said(&run(["registry", "check", given[1]]).code(2));
    assert!(told.contains("corrections.csv, line 2, column value"), "{told}");
    assert!(told.contains("write a day as YYYY-MM-DD"), "{told}");
    fs::remove_file(&table).expect("a file");
    fs::write(registry.join("folders.csv"), "path,ambito\n*,Val Fresca\n").expect("a file");
    let (said, _) = said(&run(["registry", "check", given[1]]).success());
    assert!(said.contains("folders.csv: 1 rows"), "{said}");
}
