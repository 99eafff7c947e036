//! Every table declared once: its columns, their types, their meaning, their keys.
//!
//! In: nothing. Out: the declarations that rows are checked against, frames are built from,
//! and `datapackage.json` and `verbali schema` are printed from. It holds no rows.
//!
//! Invariant: the first column of a table is its key, a text; every table is declared from
//! the first version, so a table without rows is published empty rather than left out.

use std::sync::LazyLock;

use crate::diagnostic::{Code, Severity};
use crate::model::{Confidence, Word};

mod describe;
mod dimensions;
mod facts;
mod statistics;

pub use describe::{schema_json, schema_text};

/// Version of the tables: it changes when a table or column is added, renamed or removed.
pub const SCHEMA_VERSION: &str = "2";

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 text; a time of day is text too, `HH:MM`.
    Text,
    /// Signed 64-bit integer.
    Integer,
    /// 64-bit floating point.
    Float,
    /// True or false.
    Boolean,
    /// A day.
    Date,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a value may be missing.
    pub nullable: bool,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// The only words it may hold; empty where it holds free text.
    pub words: Vec<&'static str>,
    /// The table whose key it holds.
    pub references: Option<&'static str>,
}

/// The folder of the dataset in which a table is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    /// `tables/`: facts, and what is worked out from them row by row.
    Tables,
    /// `stats/`: counts and rates.
    Stats,
}

impl Folder {
    /// Its name on disk.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tables => "tables",
            Self::Stats => "stats",
        }
    }
}

/// The declaration of a table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Where it is published.
    pub folder: Folder,
    /// What one row is, and for a statistic the rule by which it counts.
    pub meaning: &'static str,
    /// For a statistic, the columns that tell its rows apart: its key is made of them.
    pub grain: Vec<&'static str>,
    /// Its columns, the key first.
    pub columns: Vec<Column>,
}

impl Table {
    /// Name of its key: the first column.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.columns[0].name
    }
    /// Position of a column.
    #[must_use]
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|candidate| candidate.name == column)
    }
}

/// Every table, in the order in which they are published and documented.
#[must_use]
pub fn tables() -> &'static [Table] {
    static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
        let mut tables = facts::tables();
        tables.extend(dimensions::tables());
        tables.extend(statistics::tables());
        tables
    });
    &TABLES
}

/// The table of that name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    tables().iter().find(|table| table.name == name)
}

/// A closed list of words for a column.
trait Vocabulary {
    fn words() -> Vec<&'static str>;
}

impl<W: Word> Vocabulary for W {
    fn words() -> Vec<&'static str> {
        W::ALL.iter().map(|value| value.word()).collect()
    }
}

impl Vocabulary for Confidence {
    fn words() -> Vec<&'static str> {
        [Self::Low, Self::Medium, Self::High].map(Self::word).to_vec()
    }
}

impl Vocabulary for Severity {
    fn words() -> Vec<&'static str> {
        [Self::Note, Self::Warning, Self::Error].map(Self::word).to_vec()
    }
}

impl Vocabulary for Code {
    fn words() -> Vec<&'static str> {
        Self::ALL.iter().map(|code| code.word()).collect()
    }
}

/// Whether an item stands on the first agenda or on one that was added to it.
struct AgendaPart;

impl Vocabulary for AgendaPart {
    fn words() -> Vec<&'static str> {
        vec!["main", "supplement"]
    }
}

/// How a spelling was joined to a person.
struct MatchKind;

impl Vocabulary for MatchKind {
    fn words() -> Vec<&'static str> {
        vec!["exact", "reordered", "initial", "partial", "alias", "near"]
    }
}

/// Why two persons that may be one are two.
struct LinkKind;

impl Vocabulary for LinkKind {
    fn words() -> Vec<&'static str> {
        vec!["ambiguous", "homonym", "other_ambito"]
    }
}

/// How a decision was linked to later words.
struct LinkMethod;

impl Vocabulary for LinkMethod {
    fn words() -> Vec<&'static str> {
        vec!["code", "reference", "deferred_item", "carried_over", "subject"]
    }
}

/// One line a column: `name: always|maybe Kind [of Vocabulary] [to table] = "meaning";`.
macro_rules! columns {
    (@nullable always) => { false };
    (@nullable maybe) => { true };
    ($($name:ident: $need:ident $kind:ident $(of $words:ident)? $(to $table:ident)? = $meaning:literal;)*) => {
        vec![$($crate::dataset::schema::Column {
            name: stringify!($name),
            kind: $crate::dataset::schema::Kind::$kind,
            nullable: columns!(@nullable $need),
            meaning: $meaning,
            words: { let words: Vec<&'static str> = Vec::new(); $(let words = { let _ = words; <$words as $crate::dataset::schema::Vocabulary>::words() };)? words },
            references: { let target: Option<&'static str> = None; $(let target = target.or(Some(stringify!($table)));)? target },
        }),*]
    };
}
use columns;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_opens_with_its_key_and_explains_every_column() {
        for table in tables() {
            let key = &table.columns[0];
            assert!(key.name.ends_with("_id"), "{}: {}", table.name, key.name);
            assert!(key.kind == Kind::Text && !key.nullable, "{}", table.name);
            let names: BTreeSet<_> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(names.len(), table.columns.len(), "{} repeats a column", table.name);
            for column in &table.columns {
                assert!(column.meaning.ends_with('.'), "{}.{}", table.name, column.name);
                assert!(column.words.is_empty() || column.kind == Kind::Text);
            }
            assert!(table.grain.iter().all(|name| names.contains(name)), "{}", table.name);
            assert_eq!(table.folder == Folder::Stats, !table.grain.is_empty(), "{}", table.name);
        }
    }

    #[test]
    fn every_reference_leads_to_a_declared_table() {
        for (owner, column) in tables()
            .iter()
            .flat_map(|table| table.columns.iter().map(move |column| (table, column)))
        {
            if let Some(target) = column.references {
                assert!(table(target).is_some(), "{}.{} -> {target}", owner.name, column.name);
            }
        }
    }

    #[test]
    fn the_tables_of_the_contract_are_all_declared() {
        let names: Vec<_> = tables().iter().map(|table| table.name).collect();
        let expected = "files documents meetings attendance attendance_events agenda_items decisions \
            decision_owners deadlines statements evidence diagnostics document_text people \
            person_names person_links organisations bodies members ambiti follow_ups seat_attendance attendance_by_person \
            attendance_by_organisation attendance_by_body attendance_by_ambito attendance_by_year \
            attendance_by_quarter attendance_by_month decisions_by_ambito decisions_by_body \
            decisions_by_year decision_states followup_by_ambito followup_by_body followup_by_year owner_workload \
            agenda_outcomes coverage calendar";
        assert_eq!(names, expected.split_whitespace().collect::<Vec<_>>());
    }
}
