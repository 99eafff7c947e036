//! The roll on whole documents, against gold.
//!
//! Minutes go the whole way: bytes, outline, sections, roll. Every case is listed with what the
//! reading gets right of it, so that a change for the better or the worse shows.

mod layouts;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::document::{Limits, read_text};
use crate::extract::{Extractor, Input};
use crate::model::{Attendance, AttendanceStatus, Capacity, Facts, Mode, Word as _};
use crate::rules::{RuleSet, fold_key, load};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| load(&[]).expect("the built-in rules load"));

fn facts(bytes: &[u8], name: &str) -> Facts {
    let checked = read_text(bytes, name, &Limits::default()).expect("a text is read");
    let input = Input { document_id: "d", path: name, file_name: name, byte_size: 0 };
    Extractor::new(&RULES).extract(&input, checked)
}

/// What a row says in the words of gold: all that are right.
fn labels(row: &Attendance) -> BTreeSet<&'static str> {
    let mut labels = BTreeSet::new();
    match row.status {
        AttendanceStatus::Present => {
            if matches!(row.capacity, Capacity::Delegate | Capacity::Substitute) {
                labels.insert("delegate");
            }
            if row.arrived_at.is_some() {
                labels.insert("late");
            }
            if row.mode == Mode::Remote {
                labels.insert("remote");
            }
            if labels.is_empty() {
                labels.insert("present");
            }
        }
        AttendanceStatus::Absent => {
            labels.insert("absent");
        }
        AttendanceStatus::AbsentJustified => {
            labels.insert("excused");
        }
        AttendanceStatus::AbsentUnjustified => {
            labels.insert("absent_unjustified");
        }
        AttendanceStatus::Unknown => {
            labels.insert("unknown");
        }
    }
    labels
}

fn put(report: &mut String, words: std::fmt::Arguments<'_>) {
    report.push_str(&words.to_string());
}

fn tokens(name: &str) -> BTreeSet<String> {
    name.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(fold_key)
        .collect()
}

/// Rows of gold, rows right by name and status, rows found, organisations right.
#[derive(Debug, Default, PartialEq, Eq)]
struct Score {
    gold: usize,
    right: usize,
    found: usize,
    organisations: usize,
}

fn compare(gold: &serde_json::Value, facts: &Facts, report: &mut String) -> Score {
    let mut score = Score::default();
    let mut used = BTreeSet::new();
    let optional: Vec<BTreeSet<String>> =
        strings(&gold["optional_attendees"]).iter().map(|name| tokens(name)).collect();
    for attendee in gold["attendees"].as_array().into_iter().flatten() {
        let name = attendee["name"].as_str();
        let organisation = attendee["organisation"].as_str();
        let mut names: Vec<String> = name.iter().map(|name| (*name).to_owned()).collect();
        if let Some(name) = name {
            names.extend(strings(&gold["name_alternatives"][name]));
        }
        let wanted: Vec<BTreeSet<String>> = names.iter().map(|name| tokens(name)).collect();
        let place = facts.attendance.iter().enumerate().position(|(place, row)| {
            !used.contains(&place)
                && match (&row.name, name) {
                    (Some(found), Some(_)) => wanted.contains(&tokens(found)),
                    (None, None) => {
                        row.organisation.as_deref().map(tokens) == organisation.map(tokens)
                    }
                    _ => false,
                }
        });
        let mut statuses = strings(&attendee["alt_status"]);
        statuses.push(attendee["status"].as_str().unwrap_or_default().to_owned());
        let is_optional = wanted.iter().any(|name| optional.contains(name));
        if !is_optional || place.is_some() {
            score.gold += 1;
        }
        let Some(place) = place else {
            if !is_optional {
                put(report, format_args!("    missing {name:?} {organisation:?}\n"));
            }
            continue;
        };
        used.insert(place);
        let row = &facts.attendance[place];
        let mut is_right = true;
        if !labels(row).iter().any(|label| statuses.iter().any(|status| status == label)) {
            put(
                report,
                format_args!(
                    "    status of {name:?} {organisation:?}: {:?} for {statuses:?}\n",
                    labels(row)
                ),
            );
            is_right = false;
        }
        score.right += usize::from(is_right);
        let found = row.organisation.as_deref().map(tokens);
        let others =
            name.map(|name| strings(&gold["organisation_alternatives"][name])).unwrap_or_default();
        let is_same = found == organisation.map(tokens)
            || others.iter().any(|other| found.as_ref() == Some(&tokens(other)));
        if is_same {
            score.organisations += 1;
        } else {
            put(
                report,
                format_args!(
                    "    organisation of {name:?}: {:?} for {organisation:?}\n",
                    row.organisation
                ),
            );
        }
        let role = attendee["role"].as_str();
        if row.role.as_deref().map(tokens) != role.map(tokens) {
            put(report, format_args!("    (role of {name:?}: {:?} for {role:?})\n", row.role));
        }
    }
    score.found = facts.attendance.len();
    for (place, row) in facts.attendance.iter().enumerate() {
        if !used.contains(&place) {
            put(
                report,
                format_args!(
                    "    extra {:?} {:?} {} {}\n",
                    row.name,
                    row.organisation,
                    row.status.word(),
                    row.evidence.rule
                ),
            );
        }
    }
    for column in ["stated_present", "stated_absent"] {
        let meeting = facts.meetings.first();
        let found = meeting.and_then(|meeting| {
            if column == "stated_present" { meeting.stated_present } else { meeting.stated_absent }
        });
        let wanted = gold[column].as_i64().map(|count| count as i32);
        if wanted.is_some() && found != wanted {
            put(report, format_args!("    {column}: {found:?} for {wanted:?}\n"));
        }
    }
    score
}

fn strings(value: &serde_json::Value) -> Vec<String> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|word| word.as_str().map(str::to_owned))
        .collect()
}

fn gold_files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of cases").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(".gold.json") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn measured(root: &Path, report: &mut String) -> Vec<(String, Score)> {
    let mut scores = Vec::new();
    for gold in gold_files(root) {
        let stem = gold.to_string_lossy().trim_end_matches(".gold.json").to_owned();
        let Some(path) = ["txt", "md"]
            .iter()
            .map(|end| PathBuf::from(format!("{stem}.{end}")))
            .find(|path| path.exists())
        else {
            continue;
        };
        let value: serde_json::Value =
            serde_json::from_slice(&fs::read(&gold).expect("gold is read")).expect("gold is JSON");
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let facts = facts(&fs::read(&path).expect("a case is read"), &name);
        let mut lines = String::new();
        let score = compare(&value, &facts, &mut lines);
        for remark in &facts.diagnostics {
            if remark.code.contains("roll")
                || remark.code.contains("status")
                || remark.code.contains("minutes")
            {
                put(&mut lines, format_args!("    ! {} {}\n", remark.code, remark.message));
            }
        }
        let meeting = facts.meetings.first();
        put(
            report,
            format_args!(
                "{name}: {}/{} right, {} found, {} organisations; {:?} {:?}\n{lines}",
                score.right,
                score.gold,
                score.found,
                score.organisations,
                meeting.map(|m| m.presence_scope),
                meeting.map(|m| m.roll_check)
            ),
        );
        scores.push((name, score));
    }
    scores
}

/// Rows of gold, rows right by name and status, rows found; reviewed one by one.
///
/// What is not right is known: `l18` is an unrevised transcript, which is refused as no minutes.
const REVIEWED: &[(&str, usize, usize, usize)] = &[
    ("l1-comma-list.txt", 7, 7, 7),
    ("l10-name-or-x.txt", 5, 5, 5),
    ("l11-cell-per-line.txt", 5, 5, 5),
    ("l12-organisation-prose.txt", 7, 7, 7),
    ("l13-shared-bracket.txt", 9, 9, 9),
    ("l14-dash-run.txt", 7, 7, 7),
    ("l15-represented-bullets.txt", 6, 6, 6),
    ("l16-group-labels.txt", 7, 7, 7),
    ("l17-bare-pipes.txt", 5, 5, 5),
    ("l18-speech-to-text.txt", 6, 0, 0),
    ("l19-annex-only.txt", 1, 1, 1),
    ("l2-tab-roll.txt", 5, 5, 5),
    ("l3-glued-roll.txt", 7, 7, 7),
    ("l4-flattened-marks.txt", 5, 5, 5),
    ("l5-names-then-marks.txt", 7, 7, 7),
    ("l5-unequal-columns.txt", 6, 6, 6),
    ("l6-split-names.txt", 5, 5, 5),
    ("l7-slots.txt", 7, 7, 7),
    ("l8-yes-or-blank.txt", 5, 5, 5),
    ("l9-no-yes.txt", 4, 4, 4),
    ("2021-trascrizione-automatica.txt", 0, 0, 0),
    ("2022-04-04-convocazione.txt", 0, 0, 0),
    ("2023-05-13-cronaca.txt", 0, 0, 0),
    ("2021-09-15-coordinamento-tecnico.txt", 9, 9, 9),
    ("2021-10-13-coordinamento-tecnico.txt", 10, 10, 10),
    ("2021-11-10-coordinamento-tecnico.txt", 10, 10, 10),
    ("2020-10-07-ufficio-presidenza.txt", 13, 13, 13),
    ("2020-12-02-ufficio-presidenza.txt", 10, 10, 10),
    ("2019-11-14-conferenza-servizi.md", 11, 11, 11),
    ("2020-02-06-conferenza-servizi.md", 10, 10, 10),
    ("2021-03-10-assemblea-sindaci.txt", 13, 13, 13),
    ("2021-04-21-assemblea-sindaci.txt", 13, 13, 13),
    ("2021-06-23-assemblea-sindaci.txt", 13, 13, 13),
    ("2023-02-09-assemblea-soci.txt", 9, 9, 9),
    ("2023-05-11-assemblea-soci.txt", 9, 9, 9),
    ("2022-03-17-coordinamento-istituzionale.txt", 14, 14, 14),
    ("2022-05-26-coordinamento-istituzionale.txt", 12, 12, 12),
    ("2024-01-23-tavolo-tecnico.txt", 10, 10, 10),
    ("2024-02-27-tavolo-tecnico.txt", 10, 10, 10),
    ("2024-03-26-comitato-sindaci.txt", 4, 4, 4),
];

#[test]
fn rules_of_rolls_read_their_examples() {
    let faults = crate::extract::check_examples(&RULES);
    let found: Vec<String> = faults
        .iter()
        .filter(|fault| RULES.sources[fault.file].path.contains("/roll"))
        .map(|fault| {
            fault.message.clone() + " " + &RULES.sources[fault.file].text[fault.span.clone()]
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn cases_and_samples_give_what_was_reviewed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut report = String::new();
    let mut scores = measured(&root.join("tests/cases/minutes"), &mut report);
    scores.extend(measured(&root.join("samples"), &mut report));
    let found: Vec<(&str, usize, usize, usize)> = scores
        .iter()
        .map(|(name, score)| (name.as_str(), score.gold, score.right, score.found))
        .collect();
    assert_eq!(found, REVIEWED, "{report}");
}
