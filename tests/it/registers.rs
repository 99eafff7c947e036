//! Files that hold several meetings: as many as a person counted, each on its page and day.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{root, run};

/// Path of a file to the page and day of each of its meetings.
type Meetings = BTreeMap<String, Vec<(u64, String)>>;

/// What a person read: the meetings of each file, or the one that it is.
fn gold() -> Meetings {
    let folder = root().join("tests/cases/registers");
    let mut found = Meetings::new();
    for entry in std::fs::read_dir(folder).expect("the folder of registers") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a gold record");
        let record: Value = serde_json::from_str(&text).expect("a gold record is JSON");
        let meeting = |meeting: &Value| {
            let page = meeting["first_page"].as_u64().expect("the page of a meeting");
            (page, meeting["date"].as_str().expect("the day of a meeting").to_owned())
        };
        let meetings = match record["meetings"].as_array() {
            Some(meetings) => meetings.iter().map(meeting).collect(),
            None => vec![meeting(&record)],
        };
        found.insert(record["source"].as_str().expect("the file").to_owned(), meetings);
    }
    found
}

#[test]
fn a_register_gives_its_meetings_each_on_its_page() {
    let out = tempfile::tempdir().expect("a folder");
    let folder = out.path().join("registers");
    let into = folder.to_str().expect("a path in UTF-8");
    run(["run", "tests/cases/registers", "-o", into, "--format", "json", "--fail-on", "never"])
        .success();
    let rows = |table: &str| -> Vec<Value> {
        let path = folder.join("tables").join(format!("{table}.ndjson"));
        let text = std::fs::read_to_string(path).expect("a table");
        text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
    };
    let paths: BTreeMap<String, String> = rows("documents")
        .iter()
        .map(|row| (row["document_id"].to_string(), row["path"].as_str().unwrap_or("").to_owned()))
        .collect();
    let mut found = Meetings::new();
    for row in rows("meetings") {
        let page = row["page"].as_u64().expect("a page");
        let day = row["date"].as_str().unwrap_or("none").to_owned();
        found.entry(paths[&row["document_id"].to_string()].clone()).or_default().push((page, day));
    }
    assert_eq!(found, gold());
}
