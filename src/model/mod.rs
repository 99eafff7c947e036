//! The records that pass between the stages: plain values, no patterns, no frames, no files.
//!
//! A record's fields carry the names of the columns that they become, so that one concept
//! has one name from rule file to table. Every fact embeds its [`Evidence`]: the place in
//! the document whose words prove it.
//!
//! Invariant: nothing here imports another module of the crate.

mod agenda;
mod attendance;
mod date;
mod decision;
mod evidence;
mod facts;
mod fold;
mod key;
mod meeting;
mod words;

pub use agenda::{AgendaItem, Statement};
pub use attendance::{Attendance, AttendanceEvent};
pub use date::{
    Date, Weekday, add_days, add_months, days_since_epoch, easter, iso, last_of_month, parse_iso,
    weekday,
};
pub use decision::{Deadline, Decision, DecisionOwner};
pub use evidence::{Confidence, Evidence, EvidencePart, Place, Span};
pub use facts::{DiagnosticRecord, DocumentRecord, Facts, FileRecord, PageText};
pub use fold::fold;
pub use key::{Hasher, content_hash, row_key};
pub use meeting::Meeting;
pub use words::{
    AttendanceStatus, Basis, BodyKind, Call, Capacity, DeadlineBasis, DeadlineKind, DecisionKind,
    DecisionSource, DocumentStatus, EventKind, FileStatus, Mode, Outcome, OwnerKind, OwnerPart,
    Polarity, Precision, PresenceScope, RollCheck, SessionKind, State, StatementKind, TextSource,
    VoteOutcome, Word,
};
