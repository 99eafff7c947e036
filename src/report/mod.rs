//! The report and the spreadsheet: what a person opens.
//!
//! In: the rows of all tables, the day taken for today, the policies of counting. Out: bytes of
//! `report.html` and `verbali.xlsx`. It computes no statistic: numbers come from the tables of
//! `stats/`, which it sums and puts into words ([`findings`]) with the rule of each beside it.
//! Words of a language live in [`lang`] alone.
//!
//! Invariant: the same rows give the same bytes; nothing is told that has no rows.

use crate::dataset::{Attachment, Content};
use crate::error::Result;
use crate::model::Date;
use crate::stats::Policies;

pub mod corrections;
mod findings;
mod lang;
mod page;
#[cfg(test)]
mod tests;
mod verify;
mod view;
mod workbook;

pub use findings::{Finding, Part};
pub use lang::Language;

/// What a report is made of.
pub struct Archive<'a> {
    /// The rows of all tables.
    pub content: Content<'a>,
    /// The day taken for today.
    pub as_of: Option<Date>,
    /// What counts as what.
    pub policies: Policies,
    /// The language to write in.
    pub language: Language,
}

/// The sentences of each policy in force, and that the unknown are never absent.
fn policies(archive: &Archive<'_>) -> Vec<&'static str> {
    let chosen = archive.policies.chosen();
    let sentences =
        chosen.map(|(name, choice)| archive.language.text(&format!("policy_{name}_{choice}")));
    sentences.chain([archive.language.text("policy_unknown")]).collect()
}

/// What matters, in words.
pub fn findings(archive: &Archive<'_>) -> Result<Vec<Finding>> {
    let verify = verify::items(&archive.content, archive.language)?;
    findings::findings(&archive.content, &verify, archive.language)
}

/// The page.
pub fn page(archive: &Archive<'_>) -> Result<Attachment> {
    let bytes = page::html(archive)?.into_bytes();
    Ok(Attachment { path: "report.html".to_owned(), bytes })
}

/// The spreadsheet.
pub fn workbook(archive: &Archive<'_>) -> Result<Attachment> {
    let bytes = workbook::bytes(archive)?;
    Ok(Attachment { path: "verbali.xlsx".to_owned(), bytes })
}
