//! The result of an evaluation: sheets added up, by body and by rule pack.
//!
//! In: the sheets of all documents. Out: an [`Evaluation`], as a value and as JSON.
//!
//! Invariant: every sum is over the documents listed, worst first, so that each figure can be
//! followed down to the differences that make it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::field::Field;
use super::score::{Difference, FieldScore, Level, LevelKey, Sheet, Tally, share};
use super::{GoldRecord, Target};

/// How much of gold stands in the tables.
#[derive(Clone, Debug, Serialize)]
pub struct Evaluation {
    /// Each field over all documents, beside its mean over bodies and its worst body.
    pub fields: Vec<FieldSummary>,
    /// Rolls that are right from the first to the last person.
    pub rolls: RollScore,
    /// Per body, worst first.
    pub bodies: Vec<GroupScore>,
    /// Per rule pack, worst first.
    pub packs: Vec<GroupScore>,
    /// How often rows of each level of confidence are right.
    pub confidence: Vec<ConfidenceScore>,
    /// Each document, worst first.
    pub documents: Vec<DocumentScore>,
    /// Gold records without a file: not judged.
    pub unmatched: Vec<String>,
    /// Gold records for which several files fit: the first was taken.
    pub ambiguous: Vec<String>,
}

/// A field over all documents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldSummary {
    /// Counts and shares.
    #[serde(flatten)]
    pub score: FieldScore,
    /// Mean of the bodies' F1, each body counted once.
    pub mean_f1: Option<f64>,
    /// The body with the least F1.
    pub worst_body: Option<String>,
    /// Its F1.
    pub worst_f1: Option<f64>,
}

/// Share of whole rolls that are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct RollScore {
    /// Rolls with every person and status right, and nobody else.
    pub exact: u32,
    /// Rolls judged.
    pub judged: u32,
    /// The one over the other.
    pub share: Option<f64>,
}

/// A group of documents: of one body, or read by one rule pack.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupScore {
    /// The body or the pack.
    pub name: String,
    /// How many documents.
    pub documents: u32,
    /// Counts of the headline fields, added up.
    pub headline: super::Counts,
    /// F1 of those.
    pub headline_f1: Option<f64>,
    /// Its rolls.
    pub rolls: RollScore,
    /// Each field.
    pub fields: Tally,
}

/// Rows of one table at one level of confidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConfidenceScore {
    /// The table.
    pub table: &'static str,
    /// `low`, `medium` or `high`.
    pub level: &'static str,
    /// How many rows.
    #[serde(flatten)]
    pub rows: Level,
    /// Share of those judged that are right.
    pub share: Option<f64>,
}

/// One document.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentScore {
    /// Name of the gold record.
    pub gold: String,
    /// Path of the file.
    pub path: String,
    /// Key of the document; `None` where the file yielded none.
    pub document_id: Option<String>,
    /// The body, as gold or its folder names it.
    pub body: String,
    /// The pack that read it.
    pub rule_pack: Option<String>,
    /// F1 of the headline fields, added up; `None` where nothing was judged.
    pub headline_f1: Option<f64>,
    /// Whether the whole roll is right; `None` where it was not judged.
    pub roll_exact: Option<bool>,
    /// Each field.
    pub fields: Tally,
    /// Everything that is not as gold has it.
    pub differences: Vec<Difference>,
}

impl Evaluation {
    /// The whole result as indented JSON.
    ///
    /// # Panics
    ///
    /// Never: text, numbers and lists under text keys can all be written as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("an evaluation holds plain values only")
    }
}

/// Adds up the sheets.
pub(super) fn sum(
    judged: Vec<(&GoldRecord, Target<'_>, Sheet)>,
    unmatched: Vec<String>,
    ambiguous: Vec<String>,
) -> Evaluation {
    let mut total = Tally::default();
    let mut levels: BTreeMap<LevelKey, Level> = BTreeMap::new();
    let mut documents = Vec::new();
    for (record, target, sheet) in judged {
        total.add(&sheet.tally);
        for (key, level) in sheet.levels {
            let sum = levels.entry(key).or_default();
            sum.right += level.right;
            sum.judged += level.judged;
        }
        let document = target.facts.map(|facts| &facts.document);
        documents.push(DocumentScore {
            gold: record.name.clone(),
            path: target.path.to_owned(),
            document_id: document.map(|document| document.document_id.clone()),
            body: body(record),
            rule_pack: document.and_then(|document| document.rule_pack.clone()),
            headline_f1: sheet.tally.headline().f1(),
            roll_exact: sheet.roll_exact,
            fields: sheet.tally,
            differences: sheet.differences,
        });
    }
    documents.sort_by(|a, b| {
        worst_first(a.headline_f1, b.headline_f1)
            .then(b.differences.len().cmp(&a.differences.len()))
            .then_with(|| a.gold.cmp(&b.gold))
    });
    let bodies = groups(&documents, |document| document.body.clone());
    let packs = groups(&documents, |document| {
        document.rule_pack.clone().unwrap_or_else(|| "(none)".to_owned())
    });
    Evaluation {
        fields: total.scores().into_iter().map(|score| summary(score, &bodies)).collect(),
        rolls: rolls(documents.iter()),
        bodies,
        packs,
        confidence: levels
            .into_iter()
            .map(|((table, level), rows)| ConfidenceScore {
                table,
                level: level.word(),
                rows,
                share: share(rows.right, rows.judged),
            })
            .collect(),
        documents,
        unmatched,
        ambiguous,
    }
}

/// The least first; what was not judged is last.
fn worst_first(a: Option<f64>, b: Option<f64>) -> std::cmp::Ordering {
    a.unwrap_or(2.0).total_cmp(&b.unwrap_or(2.0))
}

/// The body with its district, since bodies of many districts share a name; else the folder.
fn body(record: &GoldRecord) -> String {
    let folder = record.folder();
    match (record.body.value(), record.ambito.value()) {
        (Some(body), Some(ambito)) => format!("{body}, {ambito}"),
        (Some(body), None) => body.clone(),
        (None, _) if folder.is_empty() => "(none)".to_owned(),
        (None, _) => folder.to_owned(),
    }
}

fn rolls<'a>(documents: impl Iterator<Item = &'a DocumentScore>) -> RollScore {
    let mut rolls = RollScore::default();
    for is_exact in documents.filter_map(|document| document.roll_exact) {
        rolls.judged += 1;
        rolls.exact += u32::from(is_exact);
    }
    rolls.share = share(rolls.exact, rolls.judged);
    rolls
}

fn groups(documents: &[DocumentScore], name: impl Fn(&DocumentScore) -> String) -> Vec<GroupScore> {
    let mut members: BTreeMap<String, Vec<&DocumentScore>> = BTreeMap::new();
    for document in documents {
        members.entry(name(document)).or_default().push(document);
    }
    let mut groups: Vec<GroupScore> = members
        .into_iter()
        .map(|(name, members)| {
            let mut fields = Tally::default();
            for document in &members {
                fields.add(&document.fields);
            }
            let headline = fields.headline();
            GroupScore {
                name,
                documents: members.len() as u32,
                headline,
                headline_f1: headline.f1(),
                rolls: rolls(members.into_iter()),
                fields,
            }
        })
        .collect();
    groups.sort_by(|a, b| worst_first(a.headline_f1, b.headline_f1));
    groups
}

fn summary(score: FieldScore, bodies: &[GroupScore]) -> FieldSummary {
    let of = |field: Field| {
        bodies.iter().filter_map(move |body| Some((body.fields.of(field).f1()?, &body.name)))
    };
    let known = of(score.field).count();
    let total: f64 = of(score.field).map(|(f1, _)| f1).sum();
    let worst = of(score.field).min_by(|a, b| a.0.total_cmp(&b.0));
    FieldSummary {
        score,
        mean_f1: (known > 0).then(|| total / known as f64),
        worst_body: worst.map(|(_, name)| name.clone()),
        worst_f1: worst.map(|(f1, _)| f1),
    }
}
