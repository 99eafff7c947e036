//! Large tables in many files: one for each ambito, year, or both, of the meeting that a row
//! belongs to.
//!
//! In: rows, and the meetings that they belong to. Out: the rows by the folder of their part, in
//! the form `ambito=…/year=…` that Hive made common. Parquet alone is parted: a CSV file in parts
//! is no table to most of its readers.
//!
//! Rows keep all their columns. Readers that take columns from the names of folders can be told
//! not to (`hive_partitioning = false`), and a part may be deleted, copied or read by itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::content::Content;
use super::rows::{Row, Value};
use super::schema::{Folder, Table, table};

/// What tables are parted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartitionKey {
    /// The ambito of the meeting.
    Ambito,
    /// The year of the meeting.
    Year,
}

/// The name that Hive gives to a value that is not known.
const UNKNOWN: &str = "__HIVE_DEFAULT_PARTITION__";

/// The folder of each meeting's part.
pub(super) struct Partitions {
    folders: BTreeMap<String, String>,
}

impl Partitions {
    /// The parts by `keys`; `None` where there is nothing to part by.
    pub(super) fn new(keys: &[PartitionKey], content: &Content<'_>) -> Option<Self> {
        let meetings = table("meetings").filter(|_| !keys.is_empty())?;
        let at = |column: &str| meetings.position(column);
        let (ambito, date) = (at("ambito")?, at("date")?);
        let folder = |row: &Row<'_>| {
            let part = |key: &PartitionKey| match key {
                PartitionKey::Ambito => format!("ambito={}", encoded(row[ambito].as_text())),
                PartitionKey::Year => match &row[date] {
                    Value::Date(date) => format!("year={}", date.year()),
                    _ => format!("year={UNKNOWN}"),
                },
            };
            keys.iter().map(part).collect::<Vec<_>>().join("/")
        };
        let rows = content.rows(meetings);
        let key = |row: &Row<'_>| row[0].as_text().unwrap_or_default().to_owned();
        Some(Self { folders: rows.iter().map(|row| (key(row), folder(row))).collect() })
    }

    /// The rows of a table by their files; `None` where the table is not parted: its rows belong
    /// to no meeting, or there are none.
    pub(super) fn parted<'a>(
        &self,
        table: &Table,
        rows: &[Row<'a>],
    ) -> Option<BTreeMap<String, Vec<Row<'a>>>> {
        let is_fact = table.folder == Folder::Tables && !rows.is_empty();
        let meeting = table.position("meeting_id").filter(|_| is_fact)?;
        let mut parts: BTreeMap<String, Vec<Row<'a>>> = BTreeMap::new();
        let unknown = String::from("meeting=none");
        for row in rows {
            let folder = row[meeting].as_text().and_then(|id| self.folders.get(id));
            let folder = folder.unwrap_or(&unknown);
            let (tables, name) = (table.folder.name(), table.name);
            let path = format!("{tables}/{name}/{folder}/{name}.parquet");
            parts.entry(path).or_default().push(row.clone());
        }
        Some(parts)
    }
}

/// A value as the name of a folder: letters and digits of ASCII, and all else by its bytes.
fn encoded(value: Option<&str>) -> String {
    let Some(value) = value else { return UNKNOWN.to_owned() };
    let mut name = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_ ".contains(&byte) {
            name.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(name, "%{byte:02X}");
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Names, support};

    #[test]
    fn every_row_stands_in_the_part_of_its_meeting() {
        let shard = support::archive();
        let derived = BTreeMap::new();
        let content = Content::new(&shard.facts, &shard.files, &derived, Names::Told);
        let keys = [PartitionKey::Ambito, PartitionKey::Year];
        let partitions = Partitions::new(&keys, &content).expect("keys");
        let attendance = table("attendance").expect("a declared table");
        let rows = content.rows(attendance);
        let parts = partitions.parted(attendance, &rows).expect("a table of meetings");
        assert_eq!(parts.values().map(Vec::len).sum::<usize>(), rows.len());
        let ambito = "ambito=ambito %E2%80%9C%C3%A0%E2%80%9D";
        let path =
            |year: &str| format!("tables/attendance/{ambito}/year={year}/attendance.parquet");
        assert_eq!(parts.keys().cloned().collect::<Vec<_>>(), [path("1999"), path("2024")]);
        let documents = table("documents").expect("a declared table");
        assert!(partitions.parted(documents, &content.rows(documents)).is_none());
        assert!(Partitions::new(&[], &content).is_none());
    }
}
