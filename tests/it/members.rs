//! The program with the members of a body: lists of exceptions become names, quorums are
//! computed beside what the text states, and eligible meetings are counted.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{rows, run};

const SAMPLE: &str = "samples/valle-metaurino/2024-03-26-comitato-sindaci.txt";

/// The tables of a sample that is read with these members and comuni.
struct Read {
    home: tempfile::TempDir,
}

impl Read {
    fn with(members: &str, ambiti: &str) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let registry = home.path().join("registry");
        fs::create_dir(&registry).expect("a folder");
        let head = "body,organisation,person,valid_from,valid_to,weight";
        fs::write(registry.join("members.csv"), format!("{head}\n{members}")).expect("a file");
        if !ambiti.is_empty() {
            let head = "ambito,comune,population";
            fs::write(registry.join("ambiti.csv"), format!("{head}\n{ambiti}")).expect("a file");
        }
        let (registry, out) = (registry.display().to_string(), home.path().join("out"));
        let out = out.to_str().expect("UTF-8");
        let fixed = ["run", SAMPLE, "-o", out, "--format", "json", "--fail-on", "never"];
        run(fixed.into_iter().chain(["--registry", &registry])).success();
        Self { home }
    }

    fn out(&self) -> std::path::PathBuf {
        self.home.path().join("out")
    }

    fn table(&self, name: &str) -> Vec<Value> {
        rows(&self.out(), name)
    }

    fn statistic(&self, name: &str) -> Vec<Value> {
        let path = self.out().join(format!("stats/{name}.ndjson"));
        let text = fs::read_to_string(path).expect("a statistic");
        text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
    }

    fn remarks(&self, code: &str) -> Vec<String> {
        let rows = self.table("diagnostics");
        let of_code = rows.iter().filter(|row| row["code"] == code);
        of_code.map(|row| row["message"].as_str().expect("a message").to_owned()).collect()
    }

    /// Organisations of the rows that came from the registry.
    fn added(&self) -> Vec<Value> {
        let rows = self.table("attendance");
        rows.into_iter().filter(|row| row["rule"] == "registry/members").collect()
    }
}

fn quorums(meeting: &Value) -> [Option<bool>; 3] {
    ["quorum_by_heads", "quorum_by_weight", "quorum_by_population"]
        .map(|column| meeting[column].as_bool())
}

#[test]
fn those_whom_exceptions_leave_are_named_and_counted_as_the_registrys_word() {
    let read = Read::with(
        "Comitato dei Sindaci,Comune di Fossombrone,,,,10\n\
         Comitato dei Sindaci,Isola del Piano,,,,10\n\
         Comitato dei Sindaci,Comune di Terre Roveresche,,,,10\n\
         Comitato dei Sindaci,Comune di Montefelcino,,,,40\n\
         Comitato dei Sindaci,Comune di Sant'Ippolito,,,,30\n\
         Comitato dei Sindaci,Comune di Cartoceto,,,2020-12-31,10\n\
         Comitato dei Sindaci,Azienda sanitaria territoriale,,2024-04-01,,10\n",
        "",
    );
    let added = read.added();
    let organisations: Vec<&Value> = added.iter().map(|row| &row["organisation"]).collect();
    // The mayor of Fossombrone chairs, so that its seat is on the roll already.
    assert_eq!(organisations, ["Isola del Piano", "Comune di Terre Roveresche"]);
    for row in &added {
        assert_eq!(
            [&row["status"], &row["basis"], &row["confidence"], &row["capacity"]],
            ["present", "by_complement", "low", "member"]
        );
        assert!(row["quote"].as_str().is_some_and(|quote| quote.contains("tutti")), "{row}");
        assert!(row["name_raw"].is_null() && row["organisation_raw"].is_null(), "{row}");
        assert!(!row["organisation_id"].is_null(), "{row}");
    }
    let proofs = read.table("evidence");
    let proof = proofs.iter().find(|part| part["row_id"] == added[0]["attendance_id"]);
    assert_eq!(proof.expect("a proof")["rule"], "roll/all-but");
    assert_eq!(read.remarks("roll-from-registry").len(), 1);
    let meeting = &read.table("meetings")[0];
    assert_eq!(meeting["eligible_seats"], 5, "one seat is over, one has not begun");
    assert_eq!(meeting["presence_scope"], "complement", "what the text shows is not changed");
    assert_eq!(quorums(meeting), [Some(true), Some(false), None]);
    assert_eq!(meeting["quorum_stated"], true);
    assert!(read.remarks("quorum-disagrees").is_empty(), "one measure agrees with the text");
    let of_body = &read.statistic("attendance_by_body")[0];
    assert_eq!([&of_body["eligible_meetings"], &of_body["n"], &of_body["n_present"]], [5, 5, 3]);
    let of_organisation = read.statistic("attendance_by_organisation");
    assert_eq!(of_organisation.len(), 4, "{of_organisation:?}");
    for row in &of_organisation {
        assert_eq!(row["eligible_meetings"], 1, "{row}");
    }
    let members = read.table("members");
    assert_eq!(members.len(), 7);
    let linked = members.iter().filter(|row| !row["organisation_id"].is_null()).count();
    assert_eq!(linked, 4);
}

#[test]
fn where_an_exception_has_no_seat_nobody_is_added() {
    let read = Read::with(
        "Comitato dei Sindaci,Comune di Fossombrone,,,,\n\
         Comitato dei Sindaci,Comune di Terre Roveresche,,,,\n\
         Comitato dei Sindaci,Comune di Montefelcino,,,,\n",
        "",
    );
    assert!(read.added().is_empty());
    let told = read.remarks("member-unknown");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("Sant'Ippolito"), "{told:?}");
    let of_body = &read.statistic("attendance_by_body")[0];
    assert!(of_body["rate"].is_null(), "the roll is not complete: {of_body}");
}

#[test]
fn comuni_that_are_excepted_leave_other_seats_open() {
    let read = Read::with(
        "Comitato dei Sindaci,Comune di Fossombrone,,,,\n\
         Comitato dei Sindaci,Comune di Isola del Piano,,,,\n\
         Comitato dei Sindaci,Comune di Montefelcino,,,,\n\
         Comitato dei Sindaci,Comune di Sant'Ippolito,,,,\n\
         Comitato dei Sindaci,Azienda sanitaria territoriale,,,,\n",
        "",
    );
    let added = read.added();
    assert_eq!(added.len(), 1);
    assert_eq!(added[0]["organisation"], "Comune di Isola del Piano");
    let told = read.remarks("roll-from-registry");
    assert!(told[0].contains("nothing is known of Azienda sanitaria territoriale"), "{told:?}");
    let meeting = &read.table("meetings")[0];
    assert_eq!(quorums(meeting), [None, None, None], "two of five, and one of whom none knows");
}

#[test]
fn a_quorum_that_no_measure_bears_out_is_told() {
    let ambito = "\"Ambito Territoriale Sociale n. 31 \"\"Valle del Metaurino\"\"\"";
    let read = Read::with(
        "Comitato dei Sindaci,Comune di Fossombrone,,,,\n\
         Comitato dei Sindaci,Comune di Montefelcino,,,,\n\
         Comitato dei Sindaci,Comune di Sant'Ippolito,,,,\n",
        &format!(
            "{ambito},Fossombrone,9000\n{ambito},Montefelcino,6000\n{ambito},Sant'Ippolito,5000\n"
        ),
    );
    let meeting = &read.table("meetings")[0];
    assert_eq!(quorums(meeting), [Some(false), None, Some(false)]);
    let told = read.remarks("quorum-disagrees");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("heads 1 of 3, inhabitants 9000 of 20000"), "{told:?}");
}

#[test]
fn who_stands_in_and_who_is_stood_in_for_are_one_seat_of_two_persons() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    let inputs = home.path().join("in");
    fs::create_dir(&inputs).expect("a folder");
    let minutes = [
        ("1.txt", "4 aprile 2019", "Mario Rossini, Lia Bianchetti (in sostituzione di C. Verdini)"),
        ("2.txt", "9 maggio 2019", "Mario Rossini, Lia Bianchetti, Carla Verdini"),
    ];
    for (name, day, roll) in minutes {
        let text = format!(
            "Consiglio direttivo\nVerbale del {day}\n\nPresenti: {roll}\nAssenti: nessuno\n"
        );
        fs::write(inputs.join(name), text).expect("a file");
    }
    let place = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let fixed = ["--format", "json", "--fail-on", "never"].map(str::to_owned);
    let words = ["run".to_owned(), place(&inputs), "-o".to_owned(), place(&out)];
    run(words.into_iter().chain(fixed)).success();
    let rows = rows(&out, "attendance");
    let person = |name: &str| {
        let mut of = rows.iter().filter(|row| row["name"] == name).map(|row| &row["person_id"]);
        let first = of.next().expect("a row").clone();
        assert!(!first.is_null() && of.all(|other| *other == first), "{name}");
        first
    };
    let absent = rows.iter().find(|row| row["status"] == "absent").expect("who is stood in for");
    assert_eq!(absent["person_id"], person("Carla Verdini"), "the initial is joined");
    assert_eq!(absent["represented_by_person_id"], person("Lia Bianchetti"));
    for row in rows.iter().filter(|row| !row["represents"].is_null()) {
        assert_eq!(row["name"], "Lia Bianchetti");
        assert_eq!(row["represents_person_id"], absent["person_id"]);
    }
    let people = crate::support::rows(&out, "people");
    assert_eq!(people.len(), 3, "{people:?}");
}
