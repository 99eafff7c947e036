//! A [`crate::document::Document`] and rules to facts: what the minutes say, with proof.
//!
//! Stages, each one function: outline (structure) -> sections -> header -> roll -> agenda ->
//! decisions -> statements. Names stay as written; deciding who is meant over many documents
//! belongs to resolution.
//!
//! Pure: no clock, no files, no other document.

mod agenda;
mod announced;
mod apply;
mod aside;
mod attendance;
mod decision;
mod definition;
mod detect;
mod examples;
mod explain;
mod extractor;
#[cfg(test)]
mod forms;
mod grid;
mod header;
mod ledger;
mod listed;
mod meeting;
mod names;
mod outline;
mod register;
mod scene;
mod sections;
mod sentence;
mod series;
mod statement;
mod text;

pub use examples::check_examples;
pub use explain::Explanation;
pub use extractor::{Extractor, Input};
