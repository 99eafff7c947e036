//! What the tests know of the program: how it is called, and where its files are.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A run of the program that has ended.
#[derive(Debug)]
pub(crate) struct Ran(Output);

impl Ran {
    /// The same run, which must have ended with this exit status.
    #[track_caller]
    pub(crate) fn code(self, expected: i32) -> Self {
        let (out, err) = said(&self);
        assert_eq!(self.status(), expected, "--- stdout ---\n{out}\n--- stderr ---\n{err}");
        self
    }
    /// The same run, which must have ended well.
    #[track_caller]
    pub(crate) fn success(self) -> Self {
        self.code(0)
    }
    /// Its exit status.
    pub(crate) fn status(&self) -> i32 {
        self.0.status.code().expect("an exit status")
    }
}

/// The program with these arguments, run to its end.
pub(crate) fn run<I: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = I>) -> Ran {
    run_with(arguments, "")
}

/// The same, with a text on its standard input.
pub(crate) fn run_with<I: AsRef<std::ffi::OsStr>>(
    arguments: impl IntoIterator<Item = I>,
    input: &str,
) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_verbali"))
        .current_dir(root())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that does not read its input may have closed it: that is no fault of the test.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    Ran(child.wait_with_output().expect("the program ends"))
}

/// Standard output and standard error of a run.
pub(crate) fn said(ran: &Ran) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("messages are UTF-8");
    (text(&ran.0.stdout), text(&ran.0.stderr))
}

/// Path to bytes of every published file of a dataset but `run.json`, which tells times.
pub(crate) fn published(dataset: &Path) -> BTreeMap<String, Vec<u8>> {
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
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
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
pub(crate) fn rows(dataset: &Path, table: &str) -> Vec<serde_json::Value> {
    let path = dataset.join(format!("tables/{table}.ndjson"));
    let text = std::fs::read_to_string(&path).expect("a table");
    text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}
