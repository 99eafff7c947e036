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
fn an_extract_and_the_whole_count_once_and_the_whole_is_kept() {
    let home = tempfile::tempdir().expect("a folder");
    let (inputs, out) = (home.path().join("in"), home.path().join("out"));
    fs::create_dir(&inputs).expect("a folder");
    let whole = sample("valle-metaurino/2024-03-26-comitato-sindaci.txt");
    fs::write(inputs.join("b-whole.txt"), &whole).expect("a file");
    // The head, the roll and the first item alone, as an extract gives them.
    let end = whole.find("Punto 2").expect("the second item");
    let extract = format!("ESTRATTO DEL VERBALE\n{}", &whole[..end]);
    fs::write(inputs.join("a-part.txt"), extract).expect("a file");
    read(&inputs, &out, &[]);
    let meetings = rows(&out, "meetings");
    assert_eq!(meetings.len(), 2);
    let (double, kept) = match meetings.iter().position(|row| !row["duplicate_of"].is_null()) {
        Some(at) => (&meetings[at], &meetings[1 - at]),
        None => panic!("no double: {meetings:?}"),
    };
    assert_eq!([&double["is_excerpt"], &kept["is_excerpt"]], [true, false]);
    assert_eq!(double["duplicate_of"], kept["meeting_id"]);
    let remarks = rows(&out, "diagnostics");
    let told = with(&remarks, "code", "meeting-duplicate");
    let message = told[0]["message"].as_str().expect("a message");
    assert!(message.contains("b-whole.txt") && message.contains("decisions"), "{message}");
    // What both tell is one decision, and the statistics see the meeting once.
    let decisions = rows(&out, "decisions");
    let of_double = with(&decisions, "meeting_id", double["meeting_id"].as_str().expect("a key"));
    assert!(!of_double.is_empty());
    for decision in of_double {
        let primary = decision["same_as"].as_str().expect("the same decision of the whole");
        assert_eq!(with(&decisions, "decision_id", primary)[0]["meeting_id"], kept["meeting_id"]);
    }
    assert_eq!(rows(&out, "bodies")[0]["meeting_count"], 1);
    let text = fs::read_to_string(out.join("stats/attendance_by_body.ndjson")).expect("a table");
    let of_body: Value = serde_json::from_str(&text).expect("one row");
    assert_eq!(of_body["meetings"], 1);
}

#[test]
fn a_next_meeting_is_open_then_announced_then_resolved() {
    let home = tempfile::tempdir().expect("a folder");
    let (inputs, out) = (home.path().join("in"), home.path().join("out"));
    fs::create_dir(&inputs).expect("a folder");
    let write = |name: &str, text: &str| fs::write(inputs.join(name), text).expect("a file");
    let (october, november) =
        ("2021-10-13-coordinamento-tecnico.txt", "2021-11-10-coordinamento-tecnico.txt");
    let whole = sample(&format!("cremasco/{october}"));
    let announced = |line: &&str| line.contains("incontro è fissato per mercoledì 10 novembre");
    let silent: Vec<&str> = whole.lines().filter(|line| !announced(line)).collect();
    assert_eq!(silent.len() + 1, whole.lines().count());
    // The minutes name no day: the next meeting is open.
    write(october, &silent.join("\n"));
    read(&inputs, &out, &[]);
    let deadlines = rows(&out, "deadlines");
    let open = with(&deadlines, "kind", "next_meeting");
    assert!(!open.is_empty() && open.iter().all(|row| row["date"].is_null()), "{open:?}");
    // They announce one, which proves it.
    let dated = |basis: &str| {
        let deadlines = rows(&out, "deadlines");
        let next = with(&deadlines, "kind", "next_meeting");
        let own = |row: &&Value| row["rule"] == "deadline/next-meeting";
        let count = next.iter().copied().filter(own).count();
        let expected = (&Value::from("2021-11-10"), &Value::from(basis));
        let fits = |row: &&Value| (&row["date"], &row["basis"]) == expected;
        (count, next.iter().copied().filter(own).filter(fits).count())
    };
    write(october, &whole);
    read(&inputs, &out, &[]);
    let (count, stated) = dated("stated");
    assert!(count > 0 && count == stated, "{stated} of {count}");
    let evidence = rows(&out, "evidence");
    let proves = |row: &&Value| row["table"] == "deadlines" && row["column"] == "date";
    assert_eq!(evidence.iter().filter(proves).count(), count);
    // It has been held: its own minutes tell when.
    write(november, &sample(&format!("cremasco/{november}")));
    read(&inputs, &out, &[]);
    assert_eq!(dated("resolved").1, count);
}

#[test]
fn a_correction_survives_rules_that_have_changed() {
    let home = tempfile::tempdir().expect("a folder");
    let path = |name: &str| home.path().join(name);
    let (inputs, out, registry, rules) = (path("in"), path("out"), path("registry"), path("rules"));
    for folder in [&inputs, &registry, &rules] {
        fs::create_dir(folder).expect("a folder");
    }
    let name = "2024-01-23-tavolo-tecnico.txt";
    fs::write(inputs.join(name), sample(&format!("valle-metaurino/{name}"))).expect("a file");
    read(&inputs, &out, &[]);
    let before = rows(&out, "decisions");
    let corrected = before[0]["decision_id"].as_str().expect("a key").to_owned();
    let table = format!("table,row_id,column,value\ndecisions,{corrected},kind,mandate\n");
    fs::write(registry.join("corrections.csv"), table).expect("a file");
    // A pack of the body, by which the same words are read by another pack and one more rule.
    let pack = r#"[pack]
id = "metaurino"
extends = "italian"
note = "Invented."

[detect]
threshold = 1
signals = [{ weight = 1, in = "first-page", pattern = 'valle del metaurino' }]

[[clause]]
id = "metaurino/offers"
note = "Who offers help commits themselves."
kind = "commitment"
pattern = '\boffre due volontari\b'
examples = ["Olivarelli offre due volontari."]
counterexamples = ["Il bando offre due posti."]
"#;
    fs::write(rules.join("metaurino.toml"), pack).expect("a file");
    let more = [&registry, &rules].map(|path| path.to_str().expect("UTF-8"));
    read(&inputs, &out, &["--registry", more[0], "--rules", more[1]]);
    assert_eq!(rows(&out, "documents")[0]["rule_pack"], "metaurino");
    let after = rows(&out, "decisions");
    assert_ne!(after.len(), before.len(), "the rules have changed what is read");
    assert_eq!(with(&after, "decision_id", &corrected)[0]["kind"], "mandate");
    let remarks = rows(&out, "diagnostics");
    assert_eq!(with(&remarks, "code", "corrected").len(), 1);
    assert!(with(&remarks, "code", "correction-unused").is_empty());
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
