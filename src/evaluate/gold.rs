//! Gold records: what a person read in a document, as JSON.
//!
//! In: a folder. Out: a [`GoldRecord`] per `*.json` below it, in path order; names that start
//! with `_` or `.` are left out. Keys that are not known are ignored, so that annotators may
//! keep notes. Nothing is compared here.
//!
//! Invariant: a field that the record does not speak of ([`Stated::Unsaid`]) is kept apart
//! from one of which it says that the document holds none ([`Stated::Nothing`]).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::stated::{Label, Named, Stated, Words};
use crate::error::{Error, Result};

/// Statuses that are right besides the main one: for everybody, or by name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum AlternativeStatus {
    /// For everybody on the roll.
    All(Words),
    /// For the persons named.
    ByName(BTreeMap<String, Words>),
}

/// Somebody on the roll.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldAttendee {
    /// Name as printed; `None`: an organisation without a name.
    pub name: Option<String>,
    /// Organisation as printed.
    pub organisation: Stated<String>,
    /// The main word first: present, remote, late, absent, excused, delegate,
    /// unknown, or a word of the column.
    pub status: Words,
    /// Other words that are right.
    pub alt_status: Words,
}

impl From<String> for GoldAttendee {
    fn from(name: String) -> Self {
        Self { name: Some(name), ..Self::default() }
    }
}

/// An item of the agenda.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldItem {
    /// Number as printed; `None`: a bullet.
    pub number: Option<Label>,
    /// Title as printed.
    pub title: String,
    /// What became of it.
    pub outcome: Option<String>,
    /// Whether its absence is never penalised.
    pub optional: bool,
}

/// A decision or an action.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "the flags are keys of the gold format")]
pub struct GoldDecision {
    /// Its words.
    pub text: String,
    /// Number of the agenda item.
    pub item: Stated<Label>,
    /// Owner as printed, several in one text.
    pub owner: Stated<String>,
    /// Owners, one by one; it wins over `owner`.
    pub owners: Option<Vec<String>>,
    /// Whether the owner may be left empty.
    pub owner_optional: bool,
    /// Whether the owner's cell names a role.
    pub owner_is_role: bool,
    /// Words of the deadline.
    pub deadline_text: Stated<String>,
    /// Its date.
    pub deadline_date: Stated<String>,
    /// Other dates that are right.
    pub deadline_alternatives: Words,
    /// Identifier printed in the document.
    pub code: Option<Label>,
    /// Debatable: neither finding nor missing it is wrong.
    pub either: bool,
    /// Never penalised when missing.
    pub optional: bool,
}

impl GoldDecision {
    /// The owners; `None` where the record does not speak of them.
    #[must_use]
    pub fn owners(&self) -> Option<Vec<&str>> {
        match (&self.owners, &self.owner) {
            (Some(owners), _) => Some(owners.iter().map(String::as_str).collect()),
            (None, Stated::Value(owner)) => Some(vec![owner]),
            (None, Stated::Nothing) => Some(Vec::new()),
            (None, Stated::Unsaid) => None,
        }
    }
}

impl From<String> for GoldDecision {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// An item put off, or never discussed: named by its number or by its title.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldMention {
    /// Number on the agenda.
    pub agenda_number: Option<Label>,
    /// Words of its title.
    pub text: Option<String>,
}

/// What a person read in one document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldRecord {
    /// Path below the gold folder, with `/`, without its endings: what names the record.
    #[serde(skip)]
    pub name: String,
    /// File name of the document, where the record gives it.
    pub source: Option<String>,
    /// The meetings of a file that holds several, each a record of its own.
    pub meetings: Vec<GoldRecord>,
    /// Of which meeting of its file it speaks, from 1; `None`: of the only one.
    #[serde(skip)]
    pub meeting: Option<u32>,
    /// The page on which the meeting begins, from 1.
    pub first_page: Option<u32>,
    /// The status that the document must get, where nothing else is to be compared.
    pub expect_status: Option<String>,
    /// The fields that are complete; `None`: all that the record holds.
    pub annotated: Option<Vec<String>>,
    /// District.
    pub ambito: Stated<String>,
    /// Other names of it that are right.
    pub ambito_alternatives: Words,
    /// Body.
    pub body: Stated<String>,
    /// Other names of it that are right.
    pub body_alternatives: Words,
    /// Day of the meeting, ISO.
    pub date: Stated<String>,
    /// Other days that are right.
    pub date_alternatives: Words,
    /// `HH:MM`.
    pub start_time: Stated<String>,
    /// Other starts that are right.
    pub start_alternatives: Words,
    /// `HH:MM`.
    pub end_time: Stated<String>,
    /// Other ends that are right.
    pub end_alternatives: Words,
    /// Where it was held.
    pub place: Stated<String>,
    /// Other places that are right.
    pub place_alternatives: Words,
    /// Who kept the minutes.
    pub secretary: Stated<String>,
    /// Other names that are right.
    pub secretary_alternatives: Words,
    /// Number of the minutes.
    pub number: Stated<Label>,
    /// The call that was held: a word of the column.
    pub call: Stated<String>,
    /// How much of the membership the roll shows: a word of the column.
    pub presence_scope: Stated<String>,
    /// Number of those present, as the text states it.
    pub stated_present: Stated<i32>,
    /// Number of those absent, as the text states it.
    pub stated_absent: Stated<i32>,
    /// Fields in which the document contradicts itself.
    pub conflicts: Vec<String>,
    /// The roll.
    pub attendees: Option<Vec<GoldAttendee>>,
    /// Persons who may be on the roll or not.
    pub optional_attendees: Vec<Named<GoldAttendee>>,
    /// Other statuses that are right.
    pub attendee_alt_status: Option<AlternativeStatus>,
    /// Other names that are right, by name.
    pub name_alternatives: BTreeMap<String, Words>,
    /// Other organisations that are right, by name of the person.
    pub organisation_alternatives: BTreeMap<String, Words>,
    /// Whether the organisations may be left out.
    pub organisation_optional: bool,
    /// Words that name everybody at once, in place of a roll.
    pub collective_attendance: Option<String>,
    /// The agenda.
    pub agenda: Option<Vec<GoldItem>>,
    /// Other outcomes that are right, by item number.
    pub outcome_alternatives: BTreeMap<String, Words>,
    /// Items put off.
    pub deferred: Vec<GoldMention>,
    /// Items never discussed.
    pub not_treated: Vec<GoldMention>,
    /// Decisions.
    pub decisions: Option<Vec<GoldDecision>>,
    /// Actions: rows of `decisions` too.
    pub actions: Option<Vec<GoldDecision>>,
    /// Decisions that may be found or not.
    pub optional_decisions: Vec<Named<GoldDecision>>,
}

impl GoldRecord {
    /// Whether the record is complete for the list of that name, which is `present` in it.
    #[must_use]
    pub fn is_complete(&self, field: &str, present: bool) -> bool {
        self.annotated
            .as_ref()
            .map_or(present, |fields| fields.iter().any(|annotated| annotated == field))
    }

    /// Folder below the gold folder; empty at its top.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Last component of the name.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.name.rsplit_once('/').map_or(self.name.as_str(), |(_, stem)| stem)
    }

    fn says_something(&self) -> bool {
        self.expect_status.is_some()
            || self.date.is_said()
            || self.attendees.is_some()
            || self.agenda.is_some()
            || self.decisions.is_some()
            || self.actions.is_some()
            || !self.meetings.is_empty()
    }

    /// The record, or those of its meetings.
    fn apart(mut self) -> Vec<Self> {
        if self.meetings.is_empty() {
            return vec![self];
        }
        let of_meeting = |(at, mut meeting): (usize, Self)| {
            meeting.name.clone_from(&self.name);
            meeting.source.clone_from(&self.source);
            meeting.meeting = Some(at as u32 + 1);
            meeting
        };
        std::mem::take(&mut self.meetings).into_iter().enumerate().map(of_meeting).collect()
    }
}

/// Every gold record below `dir`, in path order.
pub fn read_gold(dir: &Path) -> Result<Vec<GoldRecord>> {
    let mut paths = Vec::new();
    collect(dir, &mut paths)?;
    paths.sort();
    let records: Vec<GoldRecord> =
        paths.iter().map(|path| read_record(dir, path)).collect::<Result<_>>()?;
    Ok(records.into_iter().flat_map(GoldRecord::apart).collect())
}

/// The record that a JSON text holds; `name` is its path without endings.
pub fn parse_gold(name: &str, json: &str) -> std::result::Result<GoldRecord, String> {
    let mut record: GoldRecord =
        serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|e| e.to_string())?;
    if !record.says_something() {
        return Err("none of date, attendees, agenda, decisions, actions, expect_status".into());
    }
    name.clone_into(&mut record.name);
    Ok(record)
}

fn collect(dir: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = |source| Error::Read { path: dir.to_path_buf(), source };
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(['_', '.']) {
            continue;
        }
        let path = entry.path();
        if entry.file_type().map_err(unreadable)?.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|ending| ending == "json") {
            paths.push(path);
        }
    }
    Ok(())
}

fn read_record(dir: &Path, path: &Path) -> Result<GoldRecord> {
    let json = std::fs::read_to_string(path)
        .map_err(|source| Error::Read { path: path.to_path_buf(), source })?;
    let below = path.strip_prefix(dir).unwrap_or(path);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    let name = parts.join("/");
    let name = name.strip_suffix(".json").unwrap_or(&name);
    let name = name.strip_suffix(".gold").unwrap_or(name);
    parse_gold(name, &json).map_err(|problem| Error::Gold { path: path.to_path_buf(), problem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_key_is_not_a_null() {
        let gold = parse_gold("a/b", r#"{"date": null, "body": "Giunta", "notes": 3}"#).unwrap();
        assert_eq!(gold.date, Stated::Nothing);
        assert_eq!(gold.body, Stated::Value("Giunta".to_owned()));
        assert_eq!(gold.place, Stated::Unsaid);
        assert_eq!((gold.folder(), gold.stem()), ("a", "b"));
    }

    #[test]
    fn the_forms_that_annotators_use_are_all_read() {
        let gold = parse_gold(
            "x",
            r##"{"attendees": [
                  {"name": "Ada Fermi", "organisation": null, "status": "late", "alt_status": "present"},
                  {"name": "Ugo Neri", "status": ["late", "remote"], "alt_status": ["present"]}],
                "attendee_alt_status": {"Ugo Neri": "absent"},
                "optional_attendees": ["Ida Po", {"name": "Leo Sele"}],
                "ambito_alternatives": [null], "date_alternatives": null,
                "agenda": [{"number": 1, "title": "Avvio"}],
                "decisions": [{"text": "a", "owners": ["B", "C"], "item": "1"}],
                "actions": [{"text": "d", "owner": null, "code": "#7", "either": true}],
                "optional_decisions": ["e", {"text": "f"}],
                "not_treated": [{"agenda_number": "1"}]}"##,
        )
        .unwrap();
        let roll = gold.attendees.unwrap();
        assert_eq!(roll[0].alt_status.iter().collect::<Vec<_>>(), ["present"]);
        assert_eq!(roll[1].status.iter().collect::<Vec<_>>(), ["late", "remote"]);
        assert_eq!(gold.optional_attendees[0].0.name.as_deref(), Some("Ida Po"));
        assert!(
            gold.ambito_alternatives.allow_nothing() && !gold.date_alternatives.allow_nothing()
        );
        assert!(matches!(gold.attendee_alt_status, Some(AlternativeStatus::ByName(_))));
        assert_eq!(gold.agenda.unwrap()[0].number, Some(Label("1".to_owned())));
        assert_eq!(gold.decisions.unwrap()[0].owners(), Some(vec!["B", "C"]));
        let actions = gold.actions.unwrap();
        assert_eq!(actions[0].owners(), Some(vec![]));
        assert!(actions[0].either && !actions[0].optional);
        let optional: Vec<_> =
            gold.optional_decisions.iter().map(|row| row.0.text.as_str()).collect();
        assert_eq!(optional, ["e", "f"]);
    }

    #[test]
    fn records_are_read_in_path_order_and_named_by_their_path() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("b")).unwrap();
        for (path, text) in [
            ("z.gold.json", r#"{"date": "2024-01-02"}"#),
            ("b/2024_01_02.json", r#"{"expect_status": "not_minutes"}"#),
            ("b/_roster.json", "[]"),
            ("b/notes.txt", "no JSON"),
        ] {
            std::fs::write(dir.path().join(path), text).unwrap();
        }
        let gold = read_gold(dir.path()).unwrap();
        let names: Vec<_> = gold.iter().map(|record| record.name.as_str()).collect();
        assert_eq!(names, ["b/2024_01_02", "z"]);
    }

    #[test]
    fn a_broken_record_is_named() {
        let dir = tempfile::tempdir().unwrap();
        for text in ["{", "[1]", r#"{"dates": "2024-01-02"}"#, r#"{"agenda": 4}"#] {
            std::fs::write(dir.path().join("broken.json"), text).unwrap();
            let error = read_gold(dir.path()).unwrap_err();
            assert!(matches!(&error, Error::Gold { path, .. } if path.ends_with("broken.json")));
        }
    }
}
