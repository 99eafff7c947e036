//! `datapackage.json`: the published files and the meaning of their columns, as
//! [Frictionless](https://datapackage.org) describes data.
//!
//! In: the files of a publication. Out: one JSON value; it writes nothing.
//!
//! A resource is a table: its CSV where there is one, since validators read that, and
//! otherwise its Parquet or NDJSON. Its other formats are listed under `alternatives`.
//!
//! Invariant: it tells no time, so the same tables give the same package.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::frame::{TableFormat, table_path};
use super::schema::{Column, Folder, SCHEMA_VERSION, Table, tables};
use crate::model::{Date, content_hash, iso};

/// A file of a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PublishedFile {
    /// Its path within the dataset.
    pub(super) path: String,
    bytes: usize,
    hash: String,
}

impl PublishedFile {
    pub(super) fn new(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), bytes: bytes.len(), hash: content_hash(bytes) }
    }

    /// Its path, size and hash: the first 16 hex digits of BLAKE3.
    pub(super) fn json(&self) -> Value {
        json!({ "path": self.path, "bytes": self.bytes, "hash": format!("blake3-64:{}", self.hash) })
    }
}

/// What a publication tells of itself beside its tables.
pub(super) struct Told<'a> {
    /// The generation that all files carry.
    pub(super) generation: &'a str,
    /// The day taken for today.
    pub(super) as_of: Option<Date>,
    /// Policies of counting with their choices.
    pub(super) policies: &'a [(String, String)],
    /// Whether names and words of documents are left out.
    pub(super) is_pseudonymised: bool,
}

/// Policies with their choices, as an object.
pub(super) fn policies_json(policies: &[(String, String)]) -> Value {
    let chosen = policies.iter().map(|(policy, choice)| (policy.clone(), json!(choice)));
    Value::Object(chosen.collect())
}

/// The package of a publication of `files` in `formats`, with the number of rows by table.
pub(super) fn package_json(
    told: &Told<'_>,
    files: &[PublishedFile],
    formats: &BTreeSet<TableFormat>,
    rows: &BTreeMap<&str, usize>,
) -> Value {
    let resources = tables().iter().map(|table| resource(table, files, formats, rows));
    json!({
        "profile": "data-package",
        "name": "verbali",
        "title": "Minutes as tables",
        "description": "Facts found in minutes, each with the words that prove it, and statistics worked out from them.",
        "schema_version": SCHEMA_VERSION,
        "generation": told.generation,
        "as_of": told.as_of.map(iso),
        "policies": policies_json(told.policies),
        "pseudonymised": told.is_pseudonymised,
        "resources": resources.collect::<Vec<_>>(),
    })
}

fn resource(
    table: &Table,
    files: &[PublishedFile],
    formats: &BTreeSet<TableFormat>,
    rows: &BTreeMap<&str, usize>,
) -> Value {
    let published = |format: TableFormat| {
        let path = table_path(table, format);
        let whole = files.iter().find(|file| file.path == path);
        let mut entries = match whole {
            Some(file) => file.json().as_object()?.clone(),
            None => parts(table, files)?,
        };
        entries.insert("format".to_owned(), json!(format.extension()));
        entries.insert("mediatype".to_owned(), json!(format.media_type()));
        Some(entries)
    };
    let main = [TableFormat::Csv, TableFormat::Parquet, TableFormat::Ndjson]
        .into_iter()
        .find(|format| formats.contains(format));
    let others = formats.iter().filter(|format| Some(**format) != main);
    let alternatives: Vec<Map<String, Value>> =
        others.filter_map(|format| published(*format)).collect();
    let mut entries = Map::new();
    entries.insert("name".to_owned(), json!(table.name));
    entries.insert("description".to_owned(), json!(table.meaning));
    entries.extend(main.and_then(published).unwrap_or_default());
    if main == Some(TableFormat::Csv) {
        entries.insert("profile".to_owned(), json!("tabular-data-resource"));
        entries.insert("encoding".to_owned(), json!("utf-8"));
    }
    entries.insert("rows".to_owned(), json!(rows.get(table.name)));
    entries.insert("schema".to_owned(), table_schema(table));
    if !alternatives.is_empty() {
        entries.insert("alternatives".to_owned(), json!(alternatives));
    }
    Value::Object(entries)
}

/// The files of a table in parts, which stand in a folder of its name.
fn parts(table: &Table, files: &[PublishedFile]) -> Option<Map<String, Value>> {
    let folder = format!("{}/{}/", table.folder.name(), table.name);
    let files = files.iter().filter(|file| file.path.starts_with(&folder));
    let paths: Vec<&str> = files.map(|file| file.path.as_str()).collect();
    let entries = [("path".to_owned(), json!(paths)), ("partitioned".to_owned(), json!(true))];
    (!paths.is_empty()).then(|| entries.into_iter().collect())
}

fn table_schema(table: &Table) -> Value {
    let mut schema = Map::new();
    let fields = table.columns.iter().map(|column| field(table, column));
    schema.insert("fields".to_owned(), fields.collect());
    schema.insert("primaryKey".to_owned(), json!([table.key()]));
    let foreign: Vec<Value> =
        table.columns.iter().filter_map(|column| foreign_key(table, column)).collect();
    if !foreign.is_empty() {
        schema.insert("foreignKeys".to_owned(), json!(foreign));
    }
    schema.insert("missingValues".to_owned(), json!([""]));
    if table.folder == Folder::Stats {
        schema.insert("grain".to_owned(), json!(table.grain));
    }
    Value::Object(schema)
}

fn field(table: &Table, column: &Column) -> Value {
    let mut constraints = Map::new();
    constraints.insert("required".to_owned(), json!(!column.nullable));
    if column.name == table.key() {
        constraints.insert("unique".to_owned(), json!(true));
    }
    if !column.words.is_empty() {
        constraints.insert("enum".to_owned(), json!(column.words));
    }
    json!({
        "name": column.name,
        "type": column.kind.word(),
        "description": column.meaning,
        "constraints": constraints,
    })
}

fn foreign_key(table: &Table, column: &Column) -> Option<Value> {
    let target = column.references?;
    let key = super::schema::table(target)?.key();
    // Frictionless names a table that refers to itself by an empty name.
    let resource = if target == table.name { "" } else { target };
    Some(json!({
        "fields": [column.name],
        "reference": { "resource": resource, "fields": [key] },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(formats: &[TableFormat]) -> Value {
        let written = tables().iter().flat_map(|table| {
            formats.iter().map(|format| PublishedFile::new(&table_path(table, *format), b"x"))
        });
        let files: Vec<_> = written.collect();
        let told = Told { generation: "0", as_of: None, policies: &[], is_pseudonymised: false };
        package_json(&told, &files, &formats.iter().copied().collect(), &BTreeMap::new())
    }

    fn find<'a>(package: &'a Value, table: &str) -> &'a Value {
        let resources = package["resources"].as_array().expect("resources");
        resources.iter().find(|resource| resource["name"] == table).expect("a resource")
    }

    #[test]
    fn a_resource_is_the_csv_where_there_is_one() {
        let package = package(TableFormat::ALL);
        let meetings = find(&package, "meetings");
        assert_eq!(meetings["path"], "tables/meetings.csv");
        assert_eq!(meetings["alternatives"][0]["path"], "tables/meetings.parquet");
        assert_eq!(meetings["alternatives"][1]["format"], "ndjson");
        assert_eq!(find(&package, "coverage")["path"], "stats/coverage.csv");
    }

    #[test]
    fn without_csv_a_resource_is_the_parquet() {
        let package = package(&[TableFormat::Parquet]);
        let meetings = find(&package, "meetings");
        assert_eq!(meetings["path"], "tables/meetings.parquet");
        assert!(meetings.get("alternatives").is_none() && meetings.get("profile").is_none());
    }

    #[test]
    fn keys_references_and_words_are_told() {
        let package = package(&[TableFormat::Csv]);
        assert_eq!(package["resources"].as_array().map(Vec::len), Some(tables().len()));
        let schema = &find(&package, "agenda_items")["schema"];
        assert_eq!(schema["primaryKey"], json!(["agenda_item_id"]));
        let expected = json!({
            "fields": ["parent_id"],
            "reference": { "resource": "", "fields": ["agenda_item_id"] },
        });
        let foreign = schema["foreignKeys"].as_array().expect("foreign keys");
        assert!(foreign.contains(&expected), "{foreign:?}");
        let outcome = schema["fields"].as_array().expect("fields").iter();
        let outcome = outcome.clone().find(|field| field["name"] == "outcome").expect("a field");
        assert_eq!(outcome["constraints"]["enum"][0], "approved");
        assert_eq!(outcome["constraints"]["required"], true);
    }
}
