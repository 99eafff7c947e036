//! The five files of the registry, column by column, and what is said of a fault in one.
//!
//! This is the documentation that `verbali registry check` prints its messages from.

/// A file of the registry: its name, its columns, and those that must be filled.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// File name.
    pub file: &'static str,
    /// Columns that it may have.
    pub columns: &'static [&'static str],
    /// Columns that it must have and fill.
    pub needed: &'static [&'static str],
}

/// The files.
pub const FILES: [Layout; 5] = [
    Layout {
        file: "ambiti.csv",
        columns: &["ambito", "comune", "valid_from", "valid_to", "population"],
        needed: &["ambito", "comune"],
    },
    Layout {
        file: "members.csv",
        columns: &[
            "ambito",
            "body",
            "organisation",
            "person",
            "role",
            "valid_from",
            "valid_to",
            "weight",
        ],
        needed: &["body"],
    },
    Layout {
        file: "aliases.csv",
        columns: &["kind", "written", "canonical", "ambito", "organisation"],
        needed: &["kind", "written", "canonical"],
    },
    Layout { file: "folders.csv", columns: &["path", "ambito", "body"], needed: &["path"] },
    Layout {
        file: "corrections.csv",
        columns: &["table", "row_id", "column", "value", "note"],
        needed: &["table", "row_id", "column"],
    },
];

/// A fault in a file of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: u64,
    /// The column; empty: the whole line.
    pub column: String,
    /// What was seen.
    pub seen: String,
    /// What to write.
    pub write: String,
}

/// All faults, a line each, in the order of files and lines.
#[must_use]
pub fn report(faults: &[Fault]) -> String {
    let line = |fault: &Fault| {
        let Fault { file, line, column, seen, write } = fault;
        let column = if column.is_empty() { String::new() } else { format!(", column {column}") };
        format!("{file}, line {line}{column}: {seen}; {write}")
    };
    faults.iter().map(line).collect::<Vec<_>>().join("\n")
}
