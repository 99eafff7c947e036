//! `verbali registry`: what only the user knows, loaded and checked.

use std::path::Path;

use verbali::dataset;
use verbali::error::{Error, Result};
use verbali::resolve::registry::{self, FILES, Registry};

use super::args::{RegistryArguments, RegistryCommand};
use super::{Status, output};

/// Checks a registry and prints what it holds.
pub(super) fn run(arguments: &RegistryArguments) -> Result<Status> {
    let RegistryCommand::Check { folder } = &arguments.command;
    let registry = load(Some(folder))?;
    let counts = [
        ("ambiti.csv", registry.ambiti.len()),
        ("members.csv", registry.members.len()),
        ("aliases.csv", registry.aliases.len()),
        ("folders.csv", registry.folders.len()),
        ("corrections.csv", registry.corrections.len()),
    ];
    let lines = counts.map(|(file, count)| format!("{file}: {count} rows\n"));
    output::print(&format!("{}no fault\n", lines.concat()))?;
    Ok(Status::Done)
}

/// The registry in a folder; an empty one where no folder is given.
pub(super) fn load(folder: Option<&Path>) -> Result<Registry> {
    let Some(folder) = folder else { return Ok(Registry::default()) };
    let mut files = Vec::new();
    for layout in &FILES {
        let path = folder.join(layout.file);
        match std::fs::read(&path) {
            Ok(bytes) => {
                let text = String::from_utf8(bytes).map_err(|_| Error::Usage {
                    problem: format!("{}: it is not UTF-8; save it as CSV, UTF-8", path.display()),
                })?;
                files.push((layout.file.to_owned(), text));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(Error::Read { path, source }),
        }
    }
    if files.is_empty() {
        let names = FILES.map(|layout| layout.file).join(", ");
        let problem = format!("{}: it holds none of {names}", folder.display());
        return Err(Error::Usage { problem });
    }
    let read = registry::parse(&files).and_then(|registry| {
        let faults = dataset::correction_faults(&registry.corrections);
        if faults.is_empty() { Ok(registry) } else { Err(faults) }
    });
    read.map_err(|faults| Error::Registry {
        count: faults.len(),
        report: registry::report(&faults),
    })
}
