//! What the tables of a publication say: all their rows, checked and hashed.
//!
//! In: facts, files, and rows worked out over the dataset, in any order. Out: the rows of one
//! table at a time, in the order of the documents' paths, and the generation that they make.
//! It writes nothing.
//!
//! Invariant: of checked content rows are as declared, keys are unique, and every reference leads
//! to a row.

use std::collections::{BTreeMap, HashSet};

use super::facts::FACTS_VERSION;
use super::frame::{Frames, frame};
use super::pseudonyms::hidden;
use super::rows::{Row, check_row, fact_rows};
use super::schema::{SCHEMA_VERSION, Table, tables};
use crate::error::{Error, Result};
use crate::model::{Facts, FileRecord, Hasher};

/// Rows of tables by name.
pub type DerivedRows = BTreeMap<&'static str, Vec<Row<'static>>>;

/// The tables as frames, statistics left out unless `derived` holds them: what statistics are
/// computed from, before all is published.
pub fn frames(facts: &[Facts], files: &[FileRecord], derived: &DerivedRows) -> Result<Frames> {
    let content = Content::new(facts, files, derived, Names::Told);
    tables().iter().map(|table| Ok((table.name, frame(table, &content.rows(table))?))).collect()
}

/// Whether persons' names and words of documents are published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// They are.
    #[default]
    Told,
    /// They are left out, and keys stand for persons.
    Hidden,
}

/// The rows of all tables, made when they are asked for, since all at once are many.
pub struct Content<'a> {
    facts: Vec<&'a Facts>,
    files: Vec<&'a FileRecord>,
    derived: &'a DerivedRows,
    names: Names,
}

impl<'a> Content<'a> {
    /// All that is to be published.
    #[must_use]
    pub fn new(
        facts: &'a [Facts],
        files: &'a [FileRecord],
        derived: &'a DerivedRows,
        names: Names,
    ) -> Self {
        let mut facts: Vec<&Facts> = facts.iter().collect();
        facts.sort_by_key(|facts| (&facts.document.path, &facts.document.document_id));
        let mut files: Vec<&FileRecord> = files.iter().collect();
        files.sort_by_key(|file| (&file.path, &file.file_id));
        Self { facts, files, derived, names }
    }

    /// The same, held against the contract of the tables: a row that breaks it is a fault of the
    /// program, and nothing is published.
    pub(super) fn checked(self) -> Result<Self> {
        for name in self.derived.keys() {
            if super::schema::table(name).is_none() {
                let problem = "it is not declared".to_owned();
                return Err(Error::Table { table: (*name).to_owned(), problem });
            }
        }
        let mut keys = BTreeMap::new();
        for table in tables() {
            keys.insert(table.name, self.checked_keys(table)?);
        }
        for table in tables() {
            self.check_references(table, &keys)?;
        }
        Ok(self)
    }

    /// The keys of a table whose rows are as declared.
    fn checked_keys(&self, table: &Table) -> Result<HashSet<String>> {
        let fault = |problem| Error::Table { table: table.name.to_owned(), problem };
        let mut keys = HashSet::new();
        for row in self.rows(table) {
            check_row(table, &row).map_err(fault)?;
            let key = row[0].as_text().unwrap_or_default();
            if !keys.insert(key.to_owned()) {
                return Err(fault(format!("the key {key} is given twice")));
            }
        }
        Ok(keys)
    }

    fn check_references(
        &self,
        table: &Table,
        keys: &BTreeMap<&str, HashSet<String>>,
    ) -> Result<()> {
        let references: Vec<_> = table
            .columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| Some((at, column.name, column.references?)))
            .collect();
        if references.is_empty() {
            return Ok(());
        }
        for row in self.rows(table) {
            for (at, name, target) in &references {
                let key = row[*at].as_text();
                if let Some(key) = key.filter(|key| !keys[target].contains(*key)) {
                    let problem = format!("{name}: no row of {target} has the key {key}");
                    return Err(Error::Table { table: table.name.to_owned(), problem });
                }
            }
        }
        Ok(())
    }

    /// Whether names and words of documents are among the rows.
    #[must_use]
    pub const fn names(&self) -> Names {
        self.names
    }

    /// The rows of a table.
    #[must_use]
    pub fn rows(&self, table: &Table) -> Vec<Row<'a>> {
        let mut rows = fact_rows(table, &self.facts, &self.files);
        if let Some(derived) = self.derived.get(table.name) {
            rows.extend(derived.iter().cloned());
        }
        if self.names == Names::Hidden {
            rows = rows.into_iter().map(|row| hidden(table, row)).collect();
        }
        rows
    }

    /// A hash of all that the tables say.
    pub(super) fn generation(&self) -> String {
        let mut hasher = Hasher::new();
        hasher.update(format!("{SCHEMA_VERSION}\0{FACTS_VERSION}").as_bytes());
        for table in tables() {
            hasher.update(format!("\0{}\0", table.name).as_bytes());
            for value in self.rows(table).iter().flatten() {
                let text = value.canonical();
                hasher.update(&(text.len() as u64).to_le_bytes());
                hasher.update(text.as_bytes());
            }
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}
