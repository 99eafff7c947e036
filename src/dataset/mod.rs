//! The dataset: facts of documents kept and read back, and the tables made from them.
//!
//! In: [`crate::model::Facts`], one for each document, and the records of input files. Out:
//! a folder that any tool opens: `tables/` and `stats/` as Parquet, CSV or NDJSON,
//! `datapackage.json`, `run.json`, and `.verbali/`, the store from which all of it is
//! derived. It decides nothing about what minutes say, and never reads the clock.
//!
//! [`schema`] declares every table once. `rows` turns records into rows of it, `frame` turns
//! rows into frames and files (the only file here that names polars), `store` keeps facts,
//! `publish` replaces the published files, `merge` joins shards.
//!
//! Invariant: the same facts give the same bytes, whatever the number of jobs, the order of
//! files or the split in shards; `run.json` alone tells times.

mod check;
mod content;
mod corrections;
mod facts;
mod folder;
mod frame;
mod merge;
mod package;
mod partition;
mod pseudonyms;
mod publish;
mod rows;
pub mod schema;
mod stage;
#[cfg(test)]
mod support;

pub use check::check_facts;
pub use content::{Content, DerivedRows, Names, frames};
pub use corrections::{correct, correction_faults};
pub use facts::{
    FACTS_VERSION, Recorded, RuleUse, lookup, read_facts, read_files, record_files, rule_uses,
    write_facts,
};
pub use folder::{Dataset, existing, open};
pub use frame::{Frames, TableFormat, frame, frame_rows, read_table};
pub use merge::merge;
pub use partition::PartitionKey;
pub use publish::{Attachment, Derived, Published, RunInfo, publish};
pub use rows::{Row, Value, check_row, derived_rows, document_rows, fact_rows, grain_key, word};
pub use schema::{schema_json, schema_text};
