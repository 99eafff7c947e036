//! Rows to frames and files, and back: the only file of the dataset that names polars.
//!
//! In: rows as the schema declares them. Out: a polars `DataFrame`, or the bytes of a
//! Parquet, CSV or NDJSON file.
//!
//! Any tool must open the files, so: signed 64-bit integers (BI tools hide unsigned ones),
//! `Date32`, Float64, booleans that polars writes plain and never as runs (Power BI refuses
//! those), Snappy, and strings without the Arrow schema that polars would add to the file,
//! from which pyarrow would take them for `string_view`. `tests/readers` opens them with
//! DuckDB and pyarrow.
//!
//! Invariant: the same rows and generation give the same bytes, on any number of threads.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use polars::prelude::{
    AnyValue, Column as FrameColumn, CsvReadOptions, CsvWriter, DataFrame, DataType, JsonFormat,
    JsonReader, JsonWriter, KeyValueMetadata, NamedFrom as _, ParquetCompression, ParquetReader,
    ParquetWriter, PolarsError, PolarsResult, Schema, SerReader as _, SerWriter as _, Series,
};

use super::folder::{Dataset, read_file};
use super::rows::{Row, Value};
use super::schema::{Kind, SCHEMA_VERSION, Table};
use crate::error::{Error, Result};
use crate::model::{Date, add_days, days_since_epoch, parse_iso};

/// Tables as frames, by name.
pub type Frames = BTreeMap<&'static str, DataFrame>;

/// A format in which tables are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableFormat {
    /// Parquet.
    Parquet,
    /// Comma-separated values: UTF-8, a header, nulls as nothing between two commas.
    Csv,
    /// A JSON object a line.
    Ndjson,
}

impl TableFormat {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Parquet, Self::Csv, Self::Ndjson];
    /// Ending of its files, which is its name as well.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }
    /// Media type of its files.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Csv => "text/csv",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}

const fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::String,
        Kind::Integer => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::Date => DataType::Date,
    }
}

fn fault(table: &Table) -> impl Fn(PolarsError) -> Error {
    let table = table.name.to_owned();
    move |error| Error::Table { table: table.clone(), problem: error.to_string() }
}

/// The rows of a table as a frame; values of another kind than declared become nulls, which
/// [`super::check_row`] tells before.
pub fn frame(table: &Table, rows: &[Row<'_>]) -> Result<DataFrame> {
    let columns = table.columns.iter().enumerate().map(|(position, column)| {
        let values = || rows.iter().map(|row| row.get(position).unwrap_or(&Value::Null));
        let name = column.name.into();
        let series = match column.kind {
            Kind::Text => Series::new(name, values().map(Value::as_text).collect::<Vec<_>>()),
            Kind::Integer => Series::new(name, values().map(integer).collect::<Vec<_>>()),
            Kind::Float => Series::new(name, values().map(float).collect::<Vec<_>>()),
            Kind::Boolean => Series::new(name, values().map(boolean).collect::<Vec<_>>()),
            Kind::Date => {
                Series::new(name, values().map(days).collect::<Vec<_>>()).cast(&DataType::Date)?
            }
        };
        Ok(FrameColumn::from(series))
    });
    let columns = columns.collect::<PolarsResult<Vec<_>>>().map_err(fault(table))?;
    DataFrame::new(rows.len(), columns).map_err(fault(table))
}

fn integer(value: &Value<'_>) -> Option<i64> {
    if let Value::Integer(number) = value { Some(*number) } else { None }
}
fn float(value: &Value<'_>) -> Option<f64> {
    if let Value::Float(number) = value { Some(*number) } else { None }
}
fn boolean(value: &Value<'_>) -> Option<bool> {
    if let Value::Boolean(truth) = value { Some(*truth) } else { None }
}
fn days(value: &Value<'_>) -> Option<i32> {
    if let Value::Date(date) = value { Some(days_since_epoch(*date)) } else { None }
}

/// The rows of a frame that has the columns of a table, under any order and any integer or
/// floating type; a column that the frame lacks is null.
pub fn frame_rows(table: &Table, frame: &DataFrame) -> Result<Vec<Row<'static>>> {
    let mut rows: Vec<Row<'static>> = vec![Vec::with_capacity(table.columns.len()); frame.height()];
    for column in &table.columns {
        let found = frame.column(column.name).ok();
        let cast = found.map(|found| found.cast(&data_type(column.kind)));
        let cast = cast.transpose().map_err(fault(table))?;
        for (position, row) in rows.iter_mut().enumerate() {
            let value = match &cast {
                Some(cast) => cast.get(position).map_err(fault(table))?,
                None => AnyValue::Null,
            };
            row.push(from_polars(&value));
        }
    }
    Ok(rows)
}

fn from_polars(value: &AnyValue<'_>) -> Value<'static> {
    match value {
        AnyValue::String(text) => Value::from((*text).to_owned()),
        AnyValue::StringOwned(text) => Value::from(text.to_string()),
        AnyValue::Int64(number) => Value::Integer(*number),
        AnyValue::Float64(number) => Value::from(*number),
        AnyValue::Boolean(truth) => Value::Boolean(*truth),
        AnyValue::Date(days) => Value::from(date(*days)),
        _ => Value::Null,
    }
}

fn date(days: i32) -> Option<Date> {
    add_days(parse_iso("1970-01-01")?, days.into())
}

/// The bytes of a table's file.
pub(super) fn file_bytes(
    table: &Table,
    frame: &mut DataFrame,
    format: TableFormat,
    generation: &str,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let written = match format {
        TableFormat::Parquet => {
            let notes = [
                (ARROW_SCHEMA, table.name),
                ("verbali:schema_version", SCHEMA_VERSION),
                ("verbali:generation", generation),
            ];
            let notes = notes.map(|(key, value)| (key.to_owned(), value.to_owned()));
            ParquetWriter::new(&mut bytes)
                // Snappy is the one compression that every reader of Parquet has.
                .with_compression(ParquetCompression::Snappy)
                .with_key_value_metadata(Some(KeyValueMetadata::from_static(notes.to_vec())))
                .finish(frame)
                .map(|_| name_table_note(&mut bytes))
        }
        TableFormat::Csv => CsvWriter::new(&mut bytes).finish(frame),
        TableFormat::Ndjson => {
            JsonWriter::new(&mut bytes).with_json_format(JsonFormat::JsonLines).finish(frame)
        }
    };
    written.map_err(fault(table))?;
    Ok(bytes)
}

/// The note under which polars adds the Arrow schema of its own strings, unless there is one.
const ARROW_SCHEMA: &str = "ARROW:schema";

/// The note that takes its place; of the same length, so that it can be written over it.
const TABLE_NOTE: &str = "verbali:file";

/// Renames the note that kept polars from adding its Arrow schema.
///
/// A Parquet file ends with its footer, the footer's length in four bytes, and `PAR1`. The
/// notes are last but one in the footer, so the last place where the name stands is the note,
/// whatever texts the statistics before it hold. This can go when polars lets a writer leave
/// the Arrow schema out; the test below fails where it finds one.
fn name_table_note(bytes: &mut [u8]) {
    let end = bytes.len().saturating_sub(8);
    let place = bytes[..end]
        .windows(ARROW_SCHEMA.len())
        .rposition(|window| window == ARROW_SCHEMA.as_bytes());
    if let Some(start) = place {
        bytes[start..start + TABLE_NOTE.len()].copy_from_slice(TABLE_NOTE.as_bytes());
    }
}

/// A frame from the bytes of a table's file.
fn frame_from(table: &Table, bytes: Vec<u8>, format: TableFormat) -> Result<DataFrame> {
    let schema: Schema =
        table.columns.iter().map(|column| (column.name.into(), data_type(column.kind))).collect();
    let schema = std::sync::Arc::new(schema);
    let bytes = Cursor::new(bytes);
    let read = match format {
        TableFormat::Parquet => ParquetReader::new(bytes).finish(),
        TableFormat::Csv => CsvReadOptions::default()
            .with_schema(Some(schema))
            .with_has_header(true)
            .into_reader_with_file_handle(bytes)
            .finish(),
        // A file without a line is a table without rows, which the reader does not know.
        TableFormat::Ndjson if bytes.get_ref().is_empty() => {
            Ok(DataFrame::empty_with_schema(&schema))
        }
        TableFormat::Ndjson => JsonReader::new(bytes)
            .with_schema(schema)
            .with_json_format(JsonFormat::JsonLines)
            .finish(),
    };
    read.map_err(fault(table))
}

/// A published table of a dataset, from whichever format it is published in.
pub fn read_table(dataset: &Dataset, table: &Table) -> Result<DataFrame> {
    for format in TableFormat::ALL {
        let path = dataset.root().join(table_path(table, *format));
        if let Some(bytes) = read_file(Path::new(&path))? {
            return frame_from(table, bytes, *format);
        }
    }
    Err(Error::Table { table: table.name.to_owned(), problem: "it is not published".to_owned() })
}

/// Path of a table's file within the dataset.
pub(super) fn table_path(table: &Table, format: TableFormat) -> String {
    format!("{}/{}.{}", table.folder.name(), table.name, format.extension())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::schema::{table, tables};
    use crate::dataset::{fact_rows, support};

    #[test]
    fn the_three_formats_reopen_equal() {
        let shard = support::archive();
        let facts: Vec<_> = shard.facts.iter().collect();
        let files: Vec<_> = shard.files.iter().collect();
        for table in tables() {
            let rows = fact_rows(table, &facts, &files);
            let mut written = frame(table, &rows).expect("a frame");
            for format in TableFormat::ALL {
                let bytes = file_bytes(table, &mut written, *format, "0").expect("bytes");
                let read = frame_from(table, bytes, *format).expect("a frame");
                assert_eq!(read.schema(), written.schema(), "{} {format:?}", table.name);
                assert!(read.equals_missing(&written), "{} {format:?}\n{read}", table.name);
                assert_eq!(frame_rows(table, &read).expect("rows"), rows, "{}", table.name);
            }
        }
    }

    #[test]
    fn no_arrow_schema_stands_in_a_file_even_where_a_text_speaks_of_it() {
        let shard = support::archive();
        let mut facts = shard.facts.clone();
        facts[0].attendance[0].role = Some(ARROW_SCHEMA.to_owned());
        let facts: Vec<_> = facts.iter().collect();
        let table = table("attendance").expect("a declared table");
        let mut written = frame(table, &fact_rows(table, &facts, &[])).expect("a frame");
        let bytes = file_bytes(table, &mut written, TableFormat::Parquet, "0").expect("bytes");
        let mut reader = ParquetReader::new(Cursor::new(bytes));
        let metadata = reader.get_metadata().expect("metadata");
        let keys: Vec<_> =
            metadata.key_value_metadata().iter().flatten().map(|note| &note.key).collect();
        assert_eq!(keys, [TABLE_NOTE, "verbali:schema_version", "verbali:generation"]);
    }

    #[test]
    fn a_frame_of_other_integers_gives_declared_rows() {
        let table = table("agenda_outcomes").expect("a declared table");
        let counted = Series::new("n".into(), [3_u32]);
        let frame = DataFrame::new(1, vec![counted.into()]).expect("a frame");
        let rows = frame_rows(table, &frame).expect("rows");
        assert_eq!(rows[0][table.position("n").expect("a column")], Value::Integer(3));
        assert_eq!(rows[0][0], Value::Null);
    }
}
