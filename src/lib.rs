//! `verbali` turns archives of Italian minutes into tables that can be trusted: who was there,
//! what was on the agenda, what was decided, who owns it and by when, each with its proof.
//!
//! # Following one document
//!
//! ```text
//! bytes --document--> Document --extract + rules--> Facts --dataset--> tables
//!         pages, lines, cells           rows with places          Parquet, CSV, NDJSON
//! ```
//!
//! Each stage is one function from one type to the next; none looks back.
//!
//! - [`document`]: bytes to pages of lines of cells. Characters and geometry, no words. Every
//!   text it hands on is a [`document::Mapped`], which knows the way back to the document. A text
//!   file is shaped by its marks, tabs and blanks; of a PDF file, `document/pdf` makes glyphs and
//!   strokes, on lopdf and replaceable, and `document/layout` makes words, lines, tables and
//!   reading order of these, knowing geometry alone.
//! - [`rules`]: TOML packs to a [`rules::RuleSet`]. Every word of the language lives there; the
//!   engine knows none. Patterns run on folded text, verbs are inflected by paradigm, every rule
//!   has examples that are run before the first document.
//! - [`extract`]: a document and rules to [`model::Facts`]. It builds the outline (headings,
//!   paragraphs, items, tables over page breaks, furniture and contents put aside), parts a file
//!   into its meetings, places each block in a section, and reads header, roll, agenda, decisions
//!   and statements, in that order.
//! - [`resolve`]: the facts of an archive to people, organisations, bodies and ambiti, to doubles,
//!   days of next meetings and follow-ups. It works ambito by ambito, reads no text, and takes
//!   its words from the rules and from the registry, the tables that only the user can fill.
//! - [`dataset`]: facts kept, merged and published. Every table is declared once, in its schema;
//!   the facts of a document are checked against it, and against the document's text, before
//!   they are kept.
//! - [`stats`]: the tables alone to statistics, and [`report`]: these to a page and a spreadsheet.
//! - [`evaluate`]: facts against gold records.
//! - [`pipeline`]: the stages over many files at once, with what was read before reused.
//!
//! # Invariants
//!
//! - Imports point one way: `model < diagnostic, error < document | rules < extract < resolve <
//!   dataset < stats < report`; `document` and `rules` do not know each other.
//!   `tests/it/architecture.rs` holds this, and
//!   that each third-party crate has one door.
//! - A document's facts depend on its bytes and the rules alone: no clock, no other document, no
//!   number of threads. So shards merge, and a second run reuses what the first has read.
//! - Every row has the words that prove it: `quote` is the document's text between `char_start`
//!   and `char_end`, to the letter, counted in Unicode characters.
//! - What is not known is `unknown`; what was not read is a [`diagnostic::Diagnostic`]. Absence
//!   is a statement found in the text, never the lack of one.
//! - One bad document never ends a run; one bad rule never starts one.

pub mod dataset;
pub mod diagnostic;
pub mod document;
pub mod error;
pub mod evaluate;
pub mod extract;
pub mod model;
pub mod pipeline;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod stats;
