//! Publication: all tables of one generation, in place of those of the last.
//!
//! In: facts, files, rows worked out over the dataset, and what a run wants told of itself.
//! Out: `tables/`, `stats/`, `datapackage.json`, attachments and `run.json`. It derives
//! nothing and reads no clock: times are handed in.
//!
//! Invariant: a generation is a hash of all rows, stands in every Parquet file, in
//! `datapackage.json` and in `run.json`, and the same rows give the same bytes of everything
//! but `run.json`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::content::{Content, DerivedRows, Names};
use super::facts::{FACTS_VERSION, RuleUse};
use super::folder::{Dataset, lock};
use super::frame::{TableFormat, file_bytes, frame, table_path};
use super::package::{PublishedFile, Told, package_json, policies_json};
use super::partition::{PartitionKey, Partitions};
use super::schema::{SCHEMA_VERSION, tables};
use super::stage::Stage;
use crate::error::{Error, Result};
use crate::model::{Date, Facts, FileRecord, iso};

/// What is worked out over the whole dataset, ready to be published.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    /// Rows of tables by name: dimensions, follow-ups and statistics. A table that is not
    /// named is published without rows; rows are published in the order given.
    pub rows: DerivedRows,
    /// Further files: the report, the spreadsheet.
    pub attachments: Vec<Attachment>,
}

/// A file that is published beside the tables.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its path within the dataset, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a run tells of itself in `run.json`; all times come from the caller.
#[derive(Clone, Debug, Default)]
pub struct RunInfo {
    /// The command as given.
    pub command: Vec<String>,
    /// With which versions and rules the documents were read.
    pub rules: Vec<RuleUse>,
    /// Names and hashes of the rule packs.
    pub packs: Vec<(String, String)>,
    /// The day taken for today.
    pub as_of: Option<Date>,
    /// What counts as what in the statistics: each policy with its choice.
    pub policies: Vec<(String, String)>,
    /// Whether names and words of documents are published.
    pub names: Names,
    /// What the Parquet files of tables with meetings are parted by; nothing: one file a table.
    pub partition_by: Vec<PartitionKey>,
    /// When the run began, RFC 3339.
    pub started_at: Option<String>,
    /// When it published, RFC 3339.
    pub finished_at: Option<String>,
    /// Seconds by stage.
    pub timings: Vec<(String, f64)>,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The generation that all files carry.
    pub generation: String,
    /// Rows by table, in the order of the schema.
    pub rows: Vec<(&'static str, usize)>,
    /// Paths of the files within the dataset, `run.json` last.
    pub files: Vec<String>,
}

/// Publishes all tables, in the given formats, in place of the last publication.
pub fn publish(
    dataset: &Dataset,
    facts: &[Facts],
    files: &[FileRecord],
    derived: &Derived,
    formats: &[TableFormat],
    run: &RunInfo,
) -> Result<Published> {
    if formats.is_empty() {
        return Err(Error::Usage { problem: "no format of tables is given".to_owned() });
    }
    let _lock = lock(dataset)?;
    let mut stage = Stage::new(dataset)?;
    let content = Content::new(facts, files, &derived.rows, run.names).checked()?;
    let generation = content.generation();
    let partitions = Partitions::new(&run.partition_by, &content);
    let formats: BTreeSet<TableFormat> = formats.iter().copied().collect();
    let mut rows = Vec::new();
    for table in tables() {
        let table_rows = content.rows(table);
        let parted = partitions.as_ref().and_then(|parts| parts.parted(table, &table_rows));
        let mut whole = frame(table, &table_rows)?;
        for format in &formats {
            if let (TableFormat::Parquet, Some(parts)) = (format, &parted) {
                for (path, rows) in parts {
                    let bytes = file_bytes(table, &mut frame(table, rows)?, *format, &generation)?;
                    stage.write(path, &bytes)?;
                }
                continue;
            }
            let bytes = file_bytes(table, &mut whole, *format, &generation)?;
            stage.write(&table_path(table, *format), &bytes)?;
        }
        rows.push((table.name, table_rows.len()));
    }
    let counts: BTreeMap<&str, usize> = rows.iter().copied().collect();
    let told = Told {
        generation: &generation,
        as_of: run.as_of,
        policies: &run.policies,
        is_pseudonymised: run.names == Names::Hidden,
    };
    let package = package_json(&told, stage.files(), &formats, &counts);
    for attachment in &derived.attachments {
        stage.write(&attachment.path, &attachment.bytes)?;
    }
    stage.write("datapackage.json", &pretty(&package))?;
    let told = run_json(run, &generation, &rows, stage.files());
    stage.write("run.json", &pretty(&told))?;
    let files = stage.commit(&generation)?;
    Ok(Published { generation, rows, files })
}

fn pretty(value: &Json) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

fn run_json(
    run: &RunInfo,
    generation: &str,
    rows: &[(&'static str, usize)],
    files: &[PublishedFile],
) -> Json {
    let rows: serde_json::Map<String, Json> =
        rows.iter().map(|(table, count)| ((*table).to_owned(), json!(count))).collect();
    let packs: Vec<Json> =
        run.packs.iter().map(|(name, hash)| json!({ "name": name, "hash": hash })).collect();
    let timings: serde_json::Map<String, Json> =
        run.timings.iter().map(|(stage, seconds)| (stage.clone(), json!(seconds))).collect();
    json!({
        "program": "verbali",
        "version": FACTS_VERSION,
        "schema_version": SCHEMA_VERSION,
        "generation": generation,
        "command": run.command,
        "as_of": run.as_of.map(iso),
        "policies": policies_json(&run.policies),
        "pseudonymised": run.names == Names::Hidden,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "timings": timings,
        "rules": run.rules,
        "packs": packs,
        "rows": rows,
        "files": files.iter().map(PublishedFile::json).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::folder::{Sync, names_in, write_new};
    use crate::dataset::schema::table;
    use crate::dataset::{Row, Value, open, read_facts, read_files, read_table, support};

    fn kept(path: &std::path::Path) -> Dataset {
        let dataset = open(path).expect("a dataset");
        support::keep(&dataset, &support::archive());
        dataset
    }

    fn publish_as(dataset: &Dataset, formats: &[TableFormat], derived: &Derived) -> Published {
        let facts = read_facts(dataset).expect("facts");
        let files = read_files(dataset).expect("files");
        let run =
            RunInfo { started_at: Some("2026-01-02T03:04:05Z".to_owned()), ..RunInfo::default() };
        publish(dataset, &facts, &files, derived, formats, &run).expect("a publication")
    }

    #[test]
    fn every_table_is_published_with_and_without_rows() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = kept(temporary.path());
        let published = publish_as(&dataset, TableFormat::ALL, &Derived::default());
        assert_eq!(published.files.last().map(String::as_str), Some("run.json"));
        assert_eq!(published.files.len(), tables().len() * 3 + 2);
        for (name, count) in &published.rows {
            let table = table(name).expect("a declared table");
            assert_eq!(read_table(&dataset, table).expect("a frame").height(), *count);
        }
        let top = names_in(temporary.path()).expect("names");
        assert_eq!(top, [".verbali", "datapackage.json", "run.json", "stats", "tables"]);
    }

    #[test]
    fn the_same_facts_in_any_order_give_the_same_bytes() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = kept(temporary.path());
        let first = support::publish_all(&dataset);
        assert_eq!(first, support::publish_all(&dataset));
        let mut facts = read_facts(&dataset).expect("facts");
        let mut files = read_files(&dataset).expect("files");
        facts.reverse();
        files.reverse();
        publish(
            &dataset,
            &facts,
            &files,
            &Derived::default(),
            TableFormat::ALL,
            &RunInfo::default(),
        )
        .expect("a publication");
        assert_eq!(support::published_bytes(&dataset), first);
    }

    #[test]
    fn files_of_a_format_no_longer_asked_for_are_removed_and_others_left() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = kept(temporary.path());
        publish_as(&dataset, TableFormat::ALL, &Derived::default());
        let own = temporary.path().join("tables/mine.csv");
        write_new(&own, b"a user's own file", Sync::Now).expect("a file");
        publish_as(&dataset, &[TableFormat::Parquet], &Derived::default());
        assert!(own.is_file());
        assert!(!temporary.path().join("tables/meetings.csv").exists());
        assert!(temporary.path().join("tables/meetings.parquet").exists());
    }

    #[test]
    fn rows_that_break_the_schema_are_not_published() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = kept(temporary.path());
        for name in ["bodies", "no_such_table"] {
            let mut derived = Derived::default();
            derived.rows.insert(name, vec![vec![true.into()]]);
            let result =
                publish(&dataset, &[], &[], &derived, TableFormat::ALL, &RunInfo::default());
            assert!(matches!(result, Err(Error::Table { .. })), "{name}");
        }
    }

    #[test]
    fn a_reference_to_nobody_is_not_published() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = kept(temporary.path());
        let mut facts = read_facts(&dataset).expect("facts");
        facts[0].attendance[0].person_id = Some("nobody".to_owned());
        let run = RunInfo::default();
        let result = publish(&dataset, &facts, &[], &Derived::default(), TableFormat::ALL, &run);
        let message = result.expect_err("a fault").to_string();
        assert!(message.contains("person_id: no row of people"), "{message}");
    }

    #[test]
    fn derived_rows_change_the_generation_and_attachments_do_not() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dataset = kept(temporary.path());
        let plain = publish_as(&dataset, &[TableFormat::Csv], &Derived::default());
        let mut derived = Derived::default();
        let report = Attachment { path: "report.html".to_owned(), bytes: b"<p>".to_vec() };
        derived.attachments.push(report);
        let reported = publish_as(&dataset, &[TableFormat::Csv], &derived);
        assert_eq!(plain.generation, reported.generation);
        assert!(temporary.path().join("report.html").is_file());
        let ambito: Row<'static> = vec![
            "a1".into(),
            "Valle".into(),
            Value::Null,
            Value::Null,
            1_i32.into(),
            3_i32.into(),
            Value::Null,
            Value::Null,
        ];
        derived.rows.insert("ambiti", vec![ambito]);
        let richer = publish_as(&dataset, &[TableFormat::Csv], &derived);
        assert_ne!(plain.generation, richer.generation);
    }
}
