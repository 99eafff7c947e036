//! Where rule files come from: those built into the binary, and folders of the user's.
//!
//! In: the folders given with `--rules`. Out: [`SourceText`]s in a fixed order, grouped by
//! pack: a pack is a `.toml` file, or a folder of them. The only file of `rules` that reads
//! files.

use std::path::{Path, PathBuf};

use super::fault::SourceText;
use crate::error::{Error, Result};

/// The built-in files, named one by one so that the compiler sees when one changes. That none
/// is forgotten is the business of a test.
macro_rules! built_in {
    ($($path:literal),+ $(,)?) => {
        const BUILT_IN: &[(&str, &str)] =
            &[$(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $path)))),+];
    };
}

built_in![
    "cremasco.toml",
    "italian/agenda.toml",
    "italian/calendar.toml",
    "italian/deadline.toml",
    "italian/decision.toml",
    "italian/genre.toml",
    "italian/header.toml",
    "italian/names.toml",
    "italian/owner.toml",
    "italian/pack.toml",
    "italian/roll-tables.toml",
    "italian/roll.toml",
    "italian/statement.toml",
    "italian/verbs.toml",
    "italian/vote.toml",
    "italian/words.toml",
    "seregno.toml",
];

/// The files of one pack.
#[derive(Clone, Debug, Default)]
pub(super) struct PackSource {
    /// Files, in order of name.
    pub files: Vec<SourceText>,
}

/// The packs that are part of the program: files of one folder are one pack.
#[must_use]
pub(super) fn built_in() -> Vec<PackSource> {
    let mut packs: Vec<(&str, PackSource)> = Vec::new();
    for (path, text) in BUILT_IN {
        let name = path.split_once('/').map_or(*path, |(folder, _)| folder);
        let text = SourceText { path: format!("rules/{path}"), text: (*text).to_owned() };
        match packs.iter_mut().find(|(known, _)| *known == name) {
            Some((_, pack)) => pack.files.push(text),
            None => packs.push((name, PackSource { files: vec![text] })),
        }
    }
    packs.into_iter().map(|(_, pack)| pack).collect()
}

/// The packs in a folder: each `.toml` file in it, each folder of such files.
pub(super) fn in_folder(folder: &Path) -> Result<Vec<PackSource>> {
    let mut packs = Vec::new();
    let mut loose = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            let mut pack = PackSource::default();
            for file in entries(&path)? {
                if is_toml(&file) {
                    pack.files.push(read(&file)?);
                }
            }
            packs.push(pack);
        } else if is_toml(&path) {
            loose.push(PackSource { files: vec![read(&path)?] });
        }
    }
    packs.extend(loose);
    packs.retain(|pack| !pack.files.is_empty());
    if packs.is_empty() {
        let problem = format!(
            "{} holds no rule file: a pack is a .toml file or a folder of them",
            folder.display()
        );
        return Err(Error::Usage { problem });
    }
    Ok(packs)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<SourceText> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| Error::Read { path: path.to_owned(), source })?;
    Ok(SourceText { path: path.display().to_string(), text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_file_is_built_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let mut found = Vec::new();
        for path in entries(&root).expect("the folder of rules") {
            let files = if path.is_dir() { entries(&path).expect("a pack") } else { vec![path] };
            let files = files.into_iter().filter(|file| is_toml(file));
            found.extend(
                files.filter_map(|file| Some(file.strip_prefix(&root).ok()?.display().to_string())),
            );
        }
        found.sort();
        let mut known: Vec<&str> = BUILT_IN.iter().map(|(path, _)| *path).collect();
        known.sort_unstable();
        assert_eq!(found, known);
    }
}
