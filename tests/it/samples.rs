//! What the samples give: the key columns of each, beside what was reviewed.
//!
//! `tests/expected/<ambito>/<name>.txt` is what the program gave when somebody last looked;
//! `UPDATE_EXPECT=1 cargo test samples` rewrites it, and the difference is for a person to read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::support::{files_below, root, rows, run};

/// Tables and the columns shown of each row; the first column shown is the page and line.
const SHOWN: [(&str, &[&str]); 6] = [
    (
        "meetings",
        &["ambito", "body", "number", "date", "start_time", "end_time", "chair", "roll_check"],
    ),
    ("attendance", &["name", "organisation", "status", "mode", "capacity", "represents"]),
    ("agenda_items", &["number", "title", "outcome"]),
    (
        "decisions",
        &["kind", "source", "code", "text", "vote_outcome", "deadline_raw", "deadline_date"],
    ),
    ("decision_owners", &["owner", "owner_kind", "part"]),
    ("diagnostics", &["severity", "code", "message"]),
];

#[test]
fn every_sample_gives_what_was_reviewed() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let out = home.path().join("out");
    let place = out.to_str().expect("a UTF-8 path");
    run(["run", "samples", "-o", place, "--format", "json", "--fail-on", "never"]).success();
    let mut pages = BTreeMap::new();
    let mut path_of = BTreeMap::new();
    for document in rows(&out, "documents") {
        let path = show(&document["path"]);
        let mut page = String::new();
        for column in ["status", "reason", "rule_pack", "accounted_share"] {
            let _ = writeln!(page, "{column}: {}", show(&document[column]));
        }
        path_of.insert(show(&document["document_id"]), path.clone());
        pages.insert(path, page);
    }
    for (table, columns) in SHOWN {
        let mut heads = BTreeMap::new();
        for row in rows(&out, table) {
            let Some(path) = path_of.get(&show(&row["document_id"])) else { continue };
            let page = pages.get_mut(path).expect("a document of the dataset");
            if heads.insert(path.clone(), ()).is_none() {
                let _ = writeln!(page, "\n{table}: {}", columns.join(" | "));
            }
            let values: Vec<String> = columns.iter().map(|column| show(&row[*column])).collect();
            let (page_number, line) = (show(&row["page"]), show(&row["line"]));
            let _ = writeln!(page, "{page_number}:{line} {}", values.join(" | "));
        }
    }
    let expected = root().join("tests/expected");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        rewrite(&expected, &pages);
        return;
    }
    let mut different = Vec::new();
    for (path, page) in &pages {
        let file = expected.join(format!("{path}.txt"));
        let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
        if reviewed != *page {
            different.push(format!("{path}\n{}", difference(&reviewed, page)));
        }
    }
    let known = if expected.is_dir() { files_below(&expected) } else { Vec::new() };
    for file in known {
        let name = file.strip_prefix(&expected).expect("below").display().to_string();
        let path = name.strip_suffix(".txt").unwrap_or(&name);
        if !pages.contains_key(path) {
            different.push(format!("{path}: no sample of that name"));
        }
    }
    assert!(
        different.is_empty(),
        "{}\nlook at each, then UPDATE_EXPECT=1 cargo test samples",
        different.join("\n")
    );
}

fn rewrite(expected: &Path, pages: &BTreeMap<String, String>) {
    let _ = std::fs::remove_dir_all(expected);
    for (path, page) in pages {
        let file = expected.join(format!("{path}.txt"));
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, page).expect("an expected page");
    }
}

fn show(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// The lines that are in one text and not in the other.
fn difference(reviewed: &str, given: &str) -> String {
    let missing = reviewed.lines().filter(|line| !given.lines().any(|other| other == *line));
    let extra = given.lines().filter(|line| !reviewed.lines().any(|other| other == *line));
    let missing = missing.map(|line| format!("  - {line}"));
    missing.chain(extra.map(|line| format!("  + {line}"))).collect::<Vec<_>>().join("\n")
}
