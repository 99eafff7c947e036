//! Finding and opening inputs: the only file here that touches the disk, and the only door to
//! walkdir and glob.
//!
//! In: paths, folders and patterns as a user gives them. Out: one [`Found`] for each file, in
//! path order, and the bytes of those that are read. What a file holds is not looked at, save
//! that a file without an extension must look like text.
//!
//! Invariant: the result depends on the files and their inputs, not on the order of `inputs`;
//! no file is left out in silence but hidden ones and results of this program.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::Refusal;
use crate::diagnostic::Code;
use crate::model::content_hash;

/// Extensions that are read, in lower case.
const READ_EXTENSIONS: &[&str] = &["txt", "md", "markdown", "html", "htm", "pdf"];

/// The folder that marks a folder of results.
const RESULTS_MARK: &str = ".verbali";

/// How much of a file without an extension is looked at to tell whether it is text.
const PEEK_BYTES: u64 = 1024;

/// Characters that make a path a pattern.
const WILDCARDS: [char; 3] = ['*', '?', '['];

/// A file that an input leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Key: hash of the input's name and the path relative to it.
    pub file_id: String,
    /// Last component of the input: the folder's or the file's name.
    pub input: String,
    /// Path relative to the input, with `/`.
    pub path: String,
    /// Where it is opened.
    pub absolute: PathBuf,
    /// What is to become of it.
    pub outcome: Outcome,
}

/// What is to become of a file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is to be read.
    Candidate,
    /// There is no such file.
    Missing,
    /// It is of a kind that is not read.
    Skipped {
        /// Why.
        reason: String,
    },
    /// A folder that could not be listed.
    Unreadable {
        /// Why.
        reason: String,
    },
}

/// The files that `inputs` lead to: files, folders or patterns.
///
/// A file that two inputs lead to stands once, under the longer relative path. A file given by
/// itself is named as if its folder had been given, or the folder from which a relative path
/// starts, so that files of one name in several folders keep apart.
#[must_use]
pub fn find(inputs: &[PathBuf]) -> Vec<Found> {
    let mut by_place: BTreeMap<PathBuf, Found> = BTreeMap::new();
    for found in inputs.iter().flat_map(|input| expand(input)) {
        let rank = |found: &Found| (found.path.matches('/').count(), found.input.clone());
        match by_place.get(&found.absolute) {
            Some(known) if rank(known) >= rank(&found) => {}
            _ => drop(by_place.insert(found.absolute.clone(), found)),
        }
    }
    let mut all: Vec<Found> = by_place.into_values().collect();
    part_namesakes(&mut all);
    all.sort_by(|a, b| (&a.path, &a.input, &a.absolute).cmp(&(&b.path, &b.input, &b.absolute)));
    all
}

/// The bytes of the file at `path`, at most `limit_bytes` of them.
pub fn read(path: &Path, limit_bytes: usize) -> Result<Vec<u8>, Refusal> {
    let unreadable = |error: std::io::Error| {
        let missing = error.kind() == std::io::ErrorKind::NotFound;
        let code = if missing { Code::FileMissing } else { Code::FileUnreadable };
        Refusal::new(code, format!("the file cannot be opened: {error}"))
    };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Refusal::new(Code::FileUnreadable, "this is a folder, not a file"));
    }
    // A pipe or a device may never end, or wait for ever.
    if !metadata.is_file() {
        return Err(Refusal::new(Code::FileUnreadable, "this is no regular file"));
    }
    let over = |size: u64| {
        let reason = format!("the file holds {size} bytes; the limit on a file is {limit_bytes}");
        Refusal::new(Code::LimitReached, reason)
    };
    if metadata.len() > limit_bytes as u64 {
        return Err(over(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    let mut file = File::open(path).map_err(unreadable)?.take(limit_bytes as u64 + 1);
    file.read_to_end(&mut bytes).map_err(unreadable)?;
    // The file may have grown since its size was asked for.
    if bytes.len() > limit_bytes {
        return Err(over(bytes.len() as u64));
    }
    Ok(bytes)
}

/// Names files whole whose inputs and relative paths are the same, such as `/a/x/1.txt` and
/// `/b/x/1.txt`: under one key one of them would be lost.
fn part_namesakes(all: &mut [Found]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for found in all.iter() {
        *count.entry(found.file_id.clone()).or_default() += 1;
    }
    let top = Root { folder: PathBuf::from("/"), input: String::new() };
    for found in all.iter_mut().filter(|found| count[&found.file_id] > 1) {
        *found = top.found(&found.absolute, found.outcome.clone());
    }
}

/// What paths are named relative to.
struct Root {
    folder: PathBuf,
    input: String,
}

impl Root {
    fn folder(path: &Path) -> Self {
        let folder = absolute(path);
        Self { input: last_name(&folder), folder }
    }
    /// A file given by itself is relative to where a relative path starts, or to its folder.
    fn of_file(path: &Path) -> Self {
        let is_plain = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        if path.components().all(is_plain) {
            return Self::folder(Path::new("."));
        }
        Self::folder(absolute(path).parent().unwrap_or(path))
    }

    fn found(&self, path: &Path, outcome: Outcome) -> Found {
        let absolute = absolute(path);
        let path = self.names(&absolute).join("/");
        let file_id = content_hash(format!("{}\0{path}", self.input).as_bytes());
        Found { file_id, input: self.input.clone(), path, absolute, outcome }
    }

    /// The components of a path below the root.
    fn names(&self, absolute: &Path) -> Vec<String> {
        let relative = absolute.strip_prefix(&self.folder).unwrap_or(absolute);
        let names = relative.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        });
        names.collect()
    }

    /// Whether a path below the root is hidden or lies among results of this program.
    fn leaves_out(&self, path: &Path) -> bool {
        let absolute = absolute(path);
        let mut folder = self.folder.clone();
        self.names(&absolute).iter().any(|name| {
            folder.push(name);
            name.starts_with('.') || holds_results(&folder)
        })
    }
}

fn expand(input: &Path) -> Vec<Found> {
    if input.is_dir() {
        return walk(&Root::folder(input), input);
    }
    if input.exists() {
        return vec![Root::of_file(input).found(input, judge(input))];
    }
    let pattern = input.to_string_lossy();
    let matches = match glob::glob(&pattern) {
        Ok(paths) if pattern.contains(WILDCARDS) => paths,
        _ => return vec![Root::of_file(input).found(input, Outcome::Missing)],
    };
    let root = Root::folder(&fixed_part(input));
    let mut all = Vec::new();
    let mut is_empty = true;
    for path in matches {
        is_empty = false;
        match path {
            Ok(path) if root.leaves_out(&path) => {}
            Ok(path) if path.is_dir() => all.extend(walk(&root, &path)),
            Ok(path) => all.push(root.found(&path, judge(&path))),
            Err(error) => {
                let reason = format!("the folder cannot be listed: {}", error.error());
                all.push(root.found(error.path(), Outcome::Unreadable { reason }));
            }
        }
    }
    if is_empty {
        all.push(root.found(input, Outcome::Missing));
    }
    all
}

/// The files below `start`.
fn walk(root: &Root, start: &Path) -> Vec<Found> {
    let entries = WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter();
    let kept = entries.filter_entry(|entry| {
        let is_hidden = entry.depth() > 0
            && entry.file_name().to_str().is_some_and(|name| name.starts_with('.'));
        !(is_hidden || entry.file_type().is_dir() && holds_results(entry.path()))
    });
    let mut all = Vec::new();
    for entry in kept {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => all.push(root.found(entry.path(), judge(entry.path()))),
            Err(error) => {
                let reason = format!("it cannot be listed: {error}");
                let path = error.path().unwrap_or(start);
                all.push(root.found(path, Outcome::Unreadable { reason }));
            }
        }
    }
    all
}

/// Whether a file is of a kind that is read, by its name.
fn judge(path: &Path) -> Outcome {
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_lowercase);
    let reason = match extension.as_deref() {
        Some(known) if READ_EXTENSIONS.contains(&known) => return Outcome::Candidate,
        None if looks_like_text(path) => return Outcome::Candidate,
        None => "it has no extension and does not look like text".to_owned(),
        Some(other) => format!("files of the kind .{other} are not read"),
    };
    Outcome::Skipped { reason }
}

/// Whether the first bytes of a file are those of a text. What cannot be opened passes, so
/// that reading it tells why.
fn looks_like_text(path: &Path) -> bool {
    let is_file = std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    let mut bytes = Vec::new();
    let mut peek = || File::open(path)?.take(PEEK_BYTES).read_to_end(&mut bytes);
    is_file && (peek().is_err() || !bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=26)))
}

fn holds_results(folder: &Path) -> bool {
    folder.join(RESULTS_MARK).is_dir()
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The last component of a path; of one that ends in `..`, that of the folder it leads to.
fn last_name(path: &Path) -> String {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    name(path).or_else(|| name(&path.canonicalize().ok()?)).unwrap_or_default()
}

/// The components of a pattern before the first that holds a wildcard.
fn fixed_part(pattern: &Path) -> PathBuf {
    let is_fixed = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(WILDCARDS);
    let fixed: PathBuf = pattern.components().take_while(is_fixed).collect();
    if fixed.as_os_str().is_empty() { PathBuf::from(".") } else { fixed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, bytes: &[u8]| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        put("b/two.TXT", b"two");
        put("b/two.gold.json", b"{}");
        put("a/one.pdf", b"%PDF-");
        put("a/.hidden.txt", b"no");
        put("a/README", b"plain words");
        put("a/blob", b"\0\x01\x02");
        put("out/.verbali/facts/x.txt", b"no");
        put("out/tables/y.txt", b"no");
        folder
    }

    fn shown(found: &[Found]) -> Vec<String> {
        let outcome = |found: &Found| match &found.outcome {
            Outcome::Candidate => "candidate".to_owned(),
            Outcome::Missing => "missing".to_owned(),
            Outcome::Skipped { reason } | Outcome::Unreadable { reason } => reason.clone(),
        };
        found.iter().map(|found| format!("{}: {}", found.path, outcome(found))).collect()
    }

    #[test]
    fn a_folder_gives_its_files_in_path_order_without_hidden_ones_and_results() {
        let folder = archive();
        let found = find(&[folder.path().to_owned()]);
        let expected = [
            "a/README: candidate",
            "a/blob: it has no extension and does not look like text",
            "a/one.pdf: candidate",
            "b/two.TXT: candidate",
            "b/two.gold.json: files of the kind .json are not read",
        ];
        assert_eq!(shown(&found), expected);
        let name = folder.path().file_name().unwrap().to_str().unwrap();
        assert!(found.iter().all(|found| found.input == name && found.absolute.is_absolute()));
        assert_eq!(found[2].file_id, content_hash(format!("{name}\0a/one.pdf").as_bytes()));
    }

    #[test]
    fn a_pattern_names_files_as_its_folder_does() {
        let folder = archive();
        let by_folder = find(&[folder.path().to_owned()]);
        let by_pattern = find(&[folder.path().join("*/*.pdf")]);
        assert_eq!(by_pattern, by_folder[2..3]);
        let all = find(&[folder.path().join("*")]);
        assert_eq!(all, by_folder, "folders that match are walked");
    }

    #[test]
    fn the_order_of_inputs_changes_nothing_and_no_file_stands_twice() {
        let folder = archive();
        let inputs = [folder.path().to_owned(), folder.path().join("b/two.TXT")];
        let reversed = [inputs[1].clone(), inputs[0].clone()];
        let found = find(&inputs);
        assert_eq!(found, find(&reversed));
        assert_eq!(found.len(), 5);
        assert_eq!(found[3].path, "b/two.TXT");
        let alone = find(&inputs[1..]);
        assert_eq!((alone[0].input.as_str(), alone[0].path.as_str()), ("b", "two.TXT"));
    }

    #[test]
    fn files_of_one_name_in_folders_of_one_name_keep_apart() {
        let folder = tempfile::tempdir().unwrap();
        let inputs = ["a/x/1.txt", "b/x/1.txt"].map(|path| folder.path().join(path));
        for path in &inputs {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"words").unwrap();
        }
        let found = find(&inputs);
        assert_eq!(found.len(), 2);
        assert_ne!(found[0].file_id, found[1].file_id);
        assert!(found[0].path.ends_with("a/x/1.txt") && found[1].path.ends_with("b/x/1.txt"));
    }

    #[test]
    fn a_relative_path_names_a_file_as_its_folder_does() {
        let alone = find(&[PathBuf::from("./src/lib.rs")]);
        let whole = find(&[PathBuf::from(".")]);
        assert_eq!(alone[0].path, "src/lib.rs");
        assert!(whole.contains(&alone[0]));
    }

    #[test]
    fn what_does_not_exist_is_missing() {
        let folder = archive();
        let inputs = [folder.path().join("none.txt"), folder.path().join("c*/*.txt")];
        let found = find(&inputs);
        assert_eq!(shown(&found), ["c*/*.txt: missing", "none.txt: missing"]);
    }

    #[test]
    fn reading_tells_why_it_failed() {
        let folder = archive();
        assert_eq!(read(&folder.path().join("b/two.TXT"), 3).unwrap(), b"two");
        let code = |path: &str, limit| read(&folder.path().join(path), limit).unwrap_err().code;
        assert_eq!(code("b/two.TXT", 2), Code::LimitReached);
        assert_eq!(code("b", 100), Code::FileUnreadable);
        assert_eq!(code("none", 100), Code::FileMissing);
    }
}
