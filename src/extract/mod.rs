//! A [`crate::document::Document`] and rules to facts: what the minutes say, with proof.
//!
//! Stages, each one function: outline (structure) -> sections -> header -> roll -> agenda ->
//! decisions -> statements. Names stay as written; deciding who is meant over many documents
//! belongs to resolution.
//!
//! Pure: no clock, no files, no other document.

mod agenda;
mod apply;
mod attendance;
mod decision;
mod grid;
mod ledger;
mod names;
mod outline;
mod scene;
mod sections;
mod sentence;
mod text;

pub use text::Text;
