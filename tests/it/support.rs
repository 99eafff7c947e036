//! What the tests know of the program: how it is called, and where its files are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::assert::Assert;

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program.
pub fn verbali() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verbali"));
    command.current_dir(root());
    command
}

/// The program with these arguments, run to its end.
pub fn run<I: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = I>) -> Assert {
    verbali().args(arguments).assert()
}

/// Standard output and standard error of a run.
pub fn said(assert: &Assert) -> (String, String) {
    let output = assert.get_output();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("messages are UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

/// Path to bytes of every published file of a dataset but `run.json`, which tells times.
pub fn published(dataset: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for path in files_below(dataset) {
        let below = path.strip_prefix(dataset).expect("it lies below").display().to_string();
        if below != "run.json" && !below.starts_with(".verbali") {
            files.insert(below, std::fs::read(&path).expect("a published file"));
        }
    }
    files
}

/// Every file below a folder, sorted.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

/// The rows of a table, each a JSON object, from a dataset with `--format json`.
pub fn rows(dataset: &Path, table: &str) -> Vec<serde_json::Value> {
    let path = dataset.join(format!("tables/{table}.ndjson"));
    let text = std::fs::read_to_string(&path).expect("a table");
    text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}
