//! The archive as its ambiti see it: meetings with all their rows, oldest first.
//!
//! In: facts of documents. Out: [`Scope`]s, one for each ambito (for each body, where no ambito
//! is known; for each folder, where neither is), each with its meetings in the order of their
//! days. Scopes do not know each other, so they can be worked on side by side.
//!
//! Invariant: neither the order of documents nor the split in shards changes a scope.

use std::collections::BTreeMap;

use super::words::plain;
use crate::model::{
    AgendaItem, Attendance, Date, Deadline, Decision, DecisionOwner, Facts, Meeting, Statement,
};

/// A meeting with its rows.
#[derive(Clone, Debug)]
pub(super) struct MeetingView<'a> {
    pub meeting: &'a Meeting,
    /// The document's first path.
    pub path: &'a str,
    pub attendance: Vec<&'a Attendance>,
    pub items: Vec<&'a AgendaItem>,
    pub decisions: Vec<&'a Decision>,
    pub owners: Vec<&'a DecisionOwner>,
    pub deadlines: Vec<&'a Deadline>,
    pub statements: Vec<&'a Statement>,
}

impl MeetingView<'_> {
    /// Its key.
    pub(super) fn id(&self) -> &str {
        &self.meeting.meeting_id
    }
    /// Its day.
    pub(super) fn date(&self) -> Option<Date> {
        self.meeting.date
    }
    /// Its body, for comparison.
    pub(super) fn body(&self) -> String {
        self.meeting.body.as_deref().map(plain).unwrap_or_default()
    }
}

/// The meetings within which names are joined.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    /// Its name for keys: equal from run to run.
    pub(super) key: String,
    /// The ambito, where one is known.
    pub(super) ambito: Option<&'a str>,
    /// By day (those without one last), then document, then place in it.
    pub(super) meetings: Vec<MeetingView<'a>>,
    /// Positions of the documents that hold them, ascending.
    documents: Vec<usize>,
}

impl Scope<'_> {
    /// The documents whose meetings, or some of them, are of this scope: their positions among
    /// the facts that the scopes were made of.
    #[must_use]
    pub fn documents(&self) -> &[usize] {
        &self.documents
    }
}

/// The scopes of an archive, by key.
#[must_use]
pub fn scopes(facts: &[Facts]) -> Vec<Scope<'_>> {
    let mut scopes: BTreeMap<String, Scope<'_>> = BTreeMap::new();
    for (at, document) in facts.iter().enumerate() {
        for view in views(document) {
            let (key, ambito) = key_of(view.meeting, view.path);
            let scope = scopes.entry(key.clone()).or_insert_with(|| Scope {
                key,
                ambito,
                meetings: Vec::new(),
                documents: Vec::new(),
            });
            if scope.documents.last() != Some(&at) {
                scope.documents.push(at);
            }
            scope.meetings.push(view);
        }
    }
    let mut scopes: Vec<Scope<'_>> = scopes.into_values().collect();
    for scope in &mut scopes {
        scope.meetings.sort_by_key(|view| {
            let meeting = view.meeting;
            let day = (meeting.date.is_none(), meeting.date);
            (day, &meeting.document_id, meeting.meeting_index)
        });
        // Spellings that differ in case alone are one ambito: the oldest meeting names it.
        scope.ambito = scope.meetings.iter().find_map(|view| view.meeting.ambito.as_deref());
    }
    scopes
}

fn key_of<'a>(meeting: &'a Meeting, path: &str) -> (String, Option<&'a str>) {
    if let Some(ambito) = meeting.ambito.as_deref() {
        return (format!("ambito {}", plain(ambito)), Some(ambito));
    }
    if let Some(body) = meeting.body.as_deref() {
        return (format!("body {}", plain(body)), None);
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    (format!("folder {folder}"), None)
}

fn views(facts: &Facts) -> Vec<MeetingView<'_>> {
    let mut views: Vec<MeetingView<'_>> = facts
        .meetings
        .iter()
        .map(|meeting| MeetingView {
            meeting,
            path: &facts.document.path,
            attendance: Vec::new(),
            items: Vec::new(),
            decisions: Vec::new(),
            owners: Vec::new(),
            deadlines: Vec::new(),
            statements: Vec::new(),
        })
        .collect();
    let at: BTreeMap<&str, usize> = facts
        .meetings
        .iter()
        .enumerate()
        .map(|(at, meeting)| (meeting.meeting_id.as_str(), at))
        .collect();
    macro_rules! share {
        ($rows:ident, $into:ident) => {
            for row in &facts.$rows {
                if let Some(at) = at.get(row.meeting_id.as_str()) {
                    views[*at].$into.push(row);
                }
            }
        };
    }
    share!(attendance, attendance);
    share!(agenda_items, items);
    share!(decisions, decisions);
    share!(decision_owners, owners);
    share!(deadlines, deadlines);
    share!(statements, statements);
    views
}
