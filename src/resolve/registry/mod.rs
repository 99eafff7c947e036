//! The registry: what only the user knows, in five small tables.
//!
//! In: the texts of `ambiti.csv`, `members.csv`, `aliases.csv`, `folders.csv` and
//! `corrections.csv`, each of which may be missing. Out: a [`Registry`] to ask, or one report
//! of all faults of all files. It reads no file itself.
//!
//! Invariant: no run starts on a registry with a fault; an empty registry changes nothing.

mod ask;
mod csv;
mod read;
mod table;

use std::collections::BTreeMap;

use crate::model::Date;

pub use read::parse;
pub use table::{FILES, Fault, report};

/// What an alias is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AliasKind {
    /// A person's name.
    Person,
    /// An organisation's name.
    Organisation,
    /// A body's name.
    Body,
    /// An ambito's name.
    Ambito,
}

/// A row of `aliases.csv`: what is written, and who or what is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// What it is of.
    pub kind: AliasKind,
    /// The spelling in minutes.
    pub written: String,
    /// The name meant: equal names are one, different names are two.
    pub canonical: String,
    /// Only within this ambito.
    pub ambito: Option<String>,
    /// Only where this organisation stands beside the name.
    pub organisation: Option<String>,
}

/// A row of `ambiti.csv`: a comune of an ambito.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbitoComune {
    /// The ambito.
    pub ambito: String,
    /// The comune, without "Comune di".
    pub comune: String,
    /// First day; `None`: since ever.
    pub valid_from: Option<Date>,
    /// Last day; `None`: until ever.
    pub valid_to: Option<Date>,
    /// Inhabitants.
    pub population: Option<i64>,
}

/// A row of `members.csv`: a seat of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The ambito.
    pub ambito: Option<String>,
    /// The body.
    pub body: String,
    /// The organisation that has the seat.
    pub organisation: Option<String>,
    /// The person that has the seat.
    pub person: Option<String>,
    /// Their role.
    pub role: Option<String>,
    /// First day; `None`: since ever.
    pub valid_from: Option<Date>,
    /// Last day; `None`: until ever.
    pub valid_to: Option<Date>,
    /// Weight of the vote.
    pub weight: Option<f64>,
}

/// A row of `folders.csv`: whose minutes a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// What paths begin with or, with `*`, look like.
    pub path: String,
    /// The ambito.
    pub ambito: Option<String>,
    /// The body.
    pub body: Option<String>,
}

/// A row of `corrections.csv`: a person's word about one value of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The table.
    pub table: String,
    /// The key of the row.
    pub row_id: String,
    /// The column.
    pub column: String,
    /// The right value; empty: there is none.
    pub value: String,
    /// Why.
    pub note: Option<String>,
    /// Line in the file, from 1.
    pub line: u64,
}

/// All that the user knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Registry {
    /// Comuni of ambiti.
    pub ambiti: Vec<AmbitoComune>,
    /// Seats of bodies.
    pub members: Vec<Member>,
    /// Names that mean others.
    pub aliases: Vec<Alias>,
    /// Folders.
    pub folders: Vec<Folder>,
    /// Corrections.
    pub corrections: Vec<Correction>,
    /// Rows of `aliases` by kind and comparable spelling.
    by_spelling: BTreeMap<(AliasKind, String), Vec<usize>>,
    /// Names the registry: equal registries give equal hashes; empty for an empty one.
    pub hash: String,
}
