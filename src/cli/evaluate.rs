//! `verbali evaluate`: a dataset against gold records.

use serde_json::json;
use verbali::error::{Error, Result};
use verbali::{dataset, evaluate};

use super::args::EvaluateArguments;
use super::{Status, output};

/// Prints precision, recall and F1 of each field.
pub(super) fn run(arguments: &EvaluateArguments) -> Result<Status> {
    let dataset = dataset::existing(&arguments.dataset)?;
    let gold = evaluate::read_gold(&arguments.gold)?;
    if gold.is_empty() {
        let folder = arguments.gold.display();
        let problem = format!("{folder}: there is no gold record (.gold.json) in it");
        return Err(Error::Usage { problem });
    }
    let facts = dataset::read_facts(&dataset)?;
    let files = dataset::read_files(&dataset)?;
    let evaluation = evaluate::evaluate(&facts, &files, &gold);
    if arguments.json {
        output::print(&format!("{:#}\n", json!(evaluation)))?;
    } else {
        output::print(&evaluation.terminal())?;
    }
    Ok(Status::Done)
}
