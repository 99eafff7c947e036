//! Results to standard output: the only file that writes there, but for help; and pictures that
//! a person asked for, to files.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use verbali::error::{Error, Result};

/// Prints a text as it is.
pub(super) fn print(text: &str) -> Result<()> {
    print_bytes(text.as_bytes())
}

/// Prints bytes as they are.
pub(super) fn print_bytes(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(failed)
}

/// Writes a file, and the folder that it is in.
pub(super) fn write_file(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    let failed = |source| Error::Write { path: path.to_owned(), source };
    folder.and_then(|()| std::fs::write(path, text)).map_err(failed)
}

/// The error of a failure to write there.
pub(super) fn failed(source: io::Error) -> Error {
    Error::Write { path: PathBuf::from("standard output"), source }
}
