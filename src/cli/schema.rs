//! `verbali schema`: every table and column, with its meaning.

use verbali::dataset::{schema_json, schema_text};
use verbali::error::Result;

use super::args::SchemaArguments;
use super::{Status, output};

/// Prints the declarations of the tables.
pub(super) fn run(arguments: &SchemaArguments) -> Result<Status> {
    if arguments.json {
        output::print(&format!("{:#}\n", schema_json()))?;
    } else {
        output::print(&schema_text())?;
    }
    Ok(Status::Done)
}
