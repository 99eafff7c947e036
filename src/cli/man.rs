//! `verbali man`: manual pages in roff, of the program and of each command. The only file that
//! names `clap_mangen`.

use verbali::error::{Error, Result};

use super::args::{ManArguments, declaration};
use super::{Status, output};

/// Prints the page.
pub(super) fn run(arguments: &ManArguments) -> Result<Status> {
    let mut command = declaration();
    command.build();
    for name in &arguments.command {
        let inner = command.find_subcommand(name).cloned();
        let problem = || format!("there is no command {name:?}; see `verbali --help`");
        command = inner.ok_or_else(|| Error::Usage { problem: problem() })?;
    }
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command).render(&mut page);
    rendered.map_err(output::failed)?;
    output::print_bytes(&page)?;
    Ok(Status::Done)
}
