//! The declarations as a person or a program reads them: what `verbali schema` prints.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Column, Kind, SCHEMA_VERSION, Table, tables};

impl Kind {
    /// The word for it, as Frictionless calls it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Float => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
        }
    }
}

/// Every table and column with its meaning, as text.
#[must_use]
pub fn schema_text() -> String {
    let mut text = format!("Schema version {SCHEMA_VERSION}\n");
    for table in tables() {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{}/{}\n  {}\n", table.folder.name(), table.name, table.meaning);
        let width = table.columns.iter().map(|column| column.name.len()).max().unwrap_or(0);
        for column in &table.columns {
            let _ = writeln!(
                text,
                "    {:width$}  {:15}  {}",
                column.name,
                kind_and_need(column),
                remarks(table, column)
            );
        }
    }
    text
}

fn kind_and_need(column: &Column) -> String {
    format!("{}{}", column.kind.word(), if column.nullable { " or null" } else { "" })
}

fn remarks(table: &Table, column: &Column) -> String {
    let mut text = column.meaning.to_owned();
    if !column.words.is_empty() && column.name != "code" {
        let _ = write!(text, " One of: {}.", column.words.join(", "));
    }
    if let Some(target) = column.references {
        let place = if target == table.name { "this table" } else { target };
        let _ = write!(text, " Key of {place}.");
    }
    text
}

/// Every table and column with its meaning, as JSON.
#[must_use]
pub fn schema_json() -> Value {
    let declared: Vec<Value> = tables()
        .iter()
        .map(|table| {
            json!({
                "name": table.name,
                "folder": table.folder.name(),
                "meaning": table.meaning,
                "key": table.key(),
                "grain": table.grain,
                "columns": table.columns.iter().map(column_json).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "schema_version": SCHEMA_VERSION, "tables": declared })
}

fn column_json(column: &Column) -> Value {
    json!({
        "name": column.name,
        "type": column.kind.word(),
        "nullable": column.nullable,
        "meaning": column.meaning,
        "words": column.words,
        "references": column.references,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_names_every_table_and_its_words() {
        let text = schema_text();
        assert!(tables().iter().all(|table| text.contains(&format!("/{}\n", table.name))));
        assert!(text.contains("One of: present, absent, absent_justified"), "{text}");
    }

    #[test]
    fn the_json_names_every_column() {
        let json = schema_json();
        let declared = json["tables"].as_array().expect("tables").iter();
        let count: usize =
            declared.map(|table| table["columns"].as_array().map_or(0, Vec::len)).sum();
        assert_eq!(count, tables().iter().map(|table| table.columns.len()).sum::<usize>());
    }
}
