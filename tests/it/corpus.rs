//! Real minutes that are not in the repository: measured where they are at hand.
//!
//! `VERBALI_CORPUS` names a folder that holds `corpus/documents/` and `corpus/gold/`. Without
//! it the tests say loudly that nothing was measured. `_roster.json` in a folder of gold tells
//! the spellings of each person, `_crossdoc.json` how often each was there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::accuracy::figures;
use crate::support::{rows, run};

/// The corpus; says loudly where there is none.
fn corpus() -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("VERBALI_CORPUS") else {
        say("SKIPPED: VERBALI_CORPUS is not set; no real minutes were measured");
        return None;
    };
    let corpus = Path::new(&folder).join("corpus");
    assert!(corpus.join("documents").is_dir(), "{} holds no documents", corpus.display());
    Some(corpus)
}

/// Written past the test harness, which would swallow it.
fn say(text: &str) {
    writeln!(std::io::stderr().lock(), "\n{text}\n").expect("standard error");
}

fn json(path: &Path) -> Option<Value> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).expect("gold is JSON"))
}

#[test]
fn real_minutes_are_measured() {
    let Some(corpus) = corpus() else { return };
    let (_, table) = figures(&corpus.join("documents"), &corpus.join("gold"));
    say(&table);
}

/// A name with its words in any order.
fn key(name: &str) -> String {
    let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.sort();
    words.join(" ")
}

/// Spellings to the person whom a roster means.
fn roster(gold: &Path) -> Option<BTreeMap<String, String>> {
    let roster = json(&gold.join("_roster.json"))?;
    let persons = roster["persons"].as_object().expect("persons");
    let spellings = |(person, names): (&String, &Value)| {
        let names = names.as_array().expect("spellings").clone();
        let person = person.clone();
        names.into_iter().map(move |name| (key(name.as_str().expect("a name")), person.clone()))
    };
    Some(persons.iter().flat_map(spellings).collect())
}

/// The rows of rolls that name somebody of the roster, of the documents that a person read:
/// person meant, person found, document, status.
fn mentions(documents: &Path, gold: &Path, roster: &BTreeMap<String, String>) -> Vec<[String; 4]> {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    let place = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let fixed = ["--format", "json", "--fail-on", "never"].map(str::to_owned);
    run(["run".to_owned(), place(documents), "-o".to_owned(), place(&out)]
        .into_iter()
        .chain(fixed))
    .success();
    let text = |row: &Value, column: &str| row[column].as_str().unwrap_or_default().to_owned();
    let names: BTreeMap<String, String> = rows(&out, "documents")
        .iter()
        .map(|row| (text(row, "document_id"), text(row, "file_name")))
        .collect();
    let of_row = |row: &Value| {
        let meant = roster.get(&key(&text(row, "name")))?.clone();
        let document = names[&text(row, "document_id")].clone();
        let record = Path::new(&document).with_extension("json");
        gold.join(record)
            .is_file()
            .then(|| [meant, text(row, "person_id"), document, text(row, "status")])
    };
    rows(&out, "attendance").iter().filter_map(of_row).collect()
}

#[test]
fn people_of_real_minutes_are_joined_as_a_person_knows_them() {
    let Some(corpus) = corpus() else { return };
    let mut measured = 0;
    for (gold, documents) in bodies(&corpus) {
        let Some(roster) = roster(&gold) else { continue };
        let mentions = mentions(&documents, &gold, &roster);
        let (mut right, mut wrong, mut apart) = (0, 0, 0);
        for (at, [meant, found, ..]) in mentions.iter().enumerate() {
            for [other_meant, other_found, ..] in &mentions[at + 1..] {
                match (meant == other_meant, found == other_found) {
                    (true, true) => right += 1,
                    (false, true) => wrong += 1,
                    (true, false) => apart += 1,
                    (false, false) => {}
                }
            }
        }
        let name = gold.file_name().expect("a body").display();
        let count = mentions.len();
        say(&format!(
            "{name}: {count} mentions; pairs joined right {right}, wrong {wrong}, left apart {apart}"
        ));
        assert!(right > 0 && wrong == 0 && apart == 0, "{name}");
        attendance_agrees(&gold, &roster, &mentions);
        measured += 1;
    }
    assert!(measured > 0, "there is no roster to measure against");
}

/// Folders of gold with the folders of their documents.
fn bodies(corpus: &Path) -> Vec<(PathBuf, PathBuf)> {
    let entries = std::fs::read_dir(corpus.join("gold")).expect("gold");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    let documents = corpus.join("documents");
    let pair = |gold: PathBuf| {
        let of = documents.join(gold.file_name().expect("a name"));
        (gold, of)
    };
    folders.into_iter().filter(|path| path.is_dir()).map(pair).collect()
}

/// How often each was there, over the meetings of nobody but those on the roster.
fn attendance_agrees(gold: &Path, roster: &BTreeMap<String, String>, mentions: &[[String; 4]]) {
    let Some(counts) = json(&gold.join("_crossdoc.json")) else { return };
    let is_internal = |path: &Path| {
        let record = json(path).expect("a gold record");
        let of = record["attendees"].as_array().cloned().unwrap_or_default();
        of.iter().all(|row| roster.contains_key(&key(row["name"].as_str().unwrap_or_default())))
    };
    let stem = |path: &Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let records = std::fs::read_dir(gold).expect("gold").map(|entry| entry.expect("one").path());
    let internal: BTreeSet<String> = records
        .filter(|path| !stem(path).starts_with('_') && is_internal(path))
        .map(|path| stem(&path))
        .collect();
    assert_eq!(counts["internal_meetings"], internal.len());
    let (mut read, mut all) = (0, 0);
    for (person, expected) in counts["members"].as_object().expect("members") {
        let count = |is_it: &dyn Fn(&str) -> bool| {
            let of = mentions.iter().filter(|[meant, _, document, status]| {
                meant == person && internal.contains(&stem(Path::new(document))) && is_it(status)
            });
            of.count() as i64
        };
        let present = count(&|status| status == "present");
        let absent = count(&|status| status.starts_with("absent"));
        let number = |column: &str| expected[column].as_i64().expect("a number");
        say(&format!("{present} present, {absent} absent; a person counted {expected}"));
        // Where a text contradicts itself, either of its words may have been kept.
        let most = |column: &str| number(column) + number("conflict");
        assert!(present <= most("present") && absent <= most("absent"), "{expected}");
        read += present + absent;
        all += number("present") + number("absent") + number("conflict");
    }
    // What is missing are rows of rolls that were not read.
    say(&format!("{read} of {all} statuses"));
    assert!(read * 100 >= all * 95, "{read} of {all}");
}
