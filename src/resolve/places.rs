//! Which ambito and which body a meeting belongs to, before anything is joined.
//!
//! In: facts and the registry. Out: the same facts, with the names of ambiti and bodies that
//! the registry means, and remarks. In order of weight: a row of `folders.csv`; what the
//! document says (letterhead, running header, rule pack), as `aliases.csv` reads it; otherwise
//! the ambito that all other minutes of the same folder name. Where a folder's row and the
//! document differ, the row wins and a remark says so.

use std::collections::BTreeMap;

use super::outcome::Remark;
use super::registry::{AliasKind, Registry};
use super::words::squeeze;
use crate::diagnostic::Code;
use crate::model::Facts;

/// Fewest meetings of a folder that name an ambito before the others are taken for its own.
const WITNESSES: usize = 3;

/// Settles ambito and body of every meeting.
pub fn settle(facts: &mut [Facts], registry: &Registry) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for document in facts.iter_mut() {
        let folder = registry.folder(&document.document.path);
        for meeting in &mut document.meetings {
            let named = meeting.ambito.as_deref();
            if let Some(canonical) =
                named.and_then(|ambito| registry.alias(AliasKind::Ambito, None, None, ambito))
            {
                meeting.ambito = Some(canonical);
            }
            if let Some(body) = meeting.body.as_deref()
                && let Some(canonical) =
                    registry.alias(AliasKind::Body, meeting.ambito.as_deref(), None, body)
            {
                meeting.body = Some(canonical);
            }
            let Some(folder) = folder else { continue };
            for (told, read, what) in [
                (&folder.ambito, &mut meeting.ambito, "ambito"),
                (&folder.body, &mut meeting.body, "body"),
            ] {
                let Some(told) = told else { continue };
                if let Some(read) = read.as_deref().filter(|read| squeeze(read) != squeeze(told)) {
                    remarks.push(Remark {
                        document_id: meeting.document_id.clone(),
                        meeting_id: Some(meeting.meeting_id.clone()),
                        code: Code::PlaceConflict,
                        message: format!(
                            "the document names the {what} {read}, folders.csv says {told}"
                        ),
                        place: Some(meeting.evidence.place.clone()),
                    });
                }
                *read = Some(told.clone());
            }
        }
    }
    from_neighbours(facts, &mut remarks);
    super::dimensions::spell_alike(facts);
    remarks
}

fn folder_of(facts: &Facts) -> Option<&str> {
    facts.document.path.rsplit_once('/').map(|(folder, _)| folder)
}

/// Gives meetings without an ambito that of all others in their folder.
fn from_neighbours(facts: &mut [Facts], remarks: &mut Vec<Remark>) {
    let mut named: BTreeMap<String, BTreeMap<String, (String, usize)>> = BTreeMap::new();
    for document in facts.iter() {
        let Some(folder) = folder_of(document) else { continue };
        for ambito in document.meetings.iter().filter_map(|meeting| meeting.ambito.as_deref()) {
            let ambiti = named.entry(folder.to_owned()).or_default();
            ambiti.entry(squeeze(ambito)).or_insert_with(|| (ambito.to_owned(), 0)).1 += 1;
        }
    }
    let sole = |folder: &str| {
        let known = named.get(folder)?;
        let (ambito, count) = known.values().next()?;
        (known.len() == 1 && *count >= WITNESSES).then(|| ambito.clone())
    };
    for document in facts.iter_mut() {
        let Some(ambito) = folder_of(document).and_then(sole) else { continue };
        for meeting in document.meetings.iter_mut().filter(|meeting| meeting.ambito.is_none()) {
            remarks.push(Remark {
                document_id: meeting.document_id.clone(),
                meeting_id: Some(meeting.meeting_id.clone()),
                code: Code::AmbitoFromFolder,
                message: format!("no ambito is named: {ambito} was taken from its folder"),
                place: None,
            });
            meeting.ambito = Some(ambito.clone());
        }
    }
}
