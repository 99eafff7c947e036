//! Where rule files come from: those built into the binary, and folders of the user's.
//!
//! In: the folders given with `--rules`. Out: [`SourceText`]s in a fixed order, grouped by
//! pack: a pack is a `.toml` file, or a folder of them. The only file of `rules` that reads
//! files, and the only one that names `include_dir`.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::fault::SourceText;
use crate::error::{Error, Result};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The files of one pack.
#[derive(Clone, Debug, Default)]
pub struct PackSource {
    /// Files, in order of name.
    pub files: Vec<SourceText>,
}

/// The packs that are part of the program.
#[must_use]
pub fn built_in() -> Vec<PackSource> {
    let mut packs = Vec::new();
    for folder in BUILT_IN.dirs() {
        packs.push(PackSource { files: folder.files().filter_map(|file| text_of(file)).collect() });
    }
    for file in BUILT_IN.files() {
        if let Some(text) = text_of(file) {
            packs.push(PackSource { files: vec![text] });
        }
    }
    packs.retain(|pack| !pack.files.is_empty());
    packs
}

fn text_of(file: &include_dir::File<'_>) -> Option<SourceText> {
    let path = file.path();
    if path.extension().is_none_or(|extension| extension != "toml") {
        return None;
    }
    let text = file.contents_utf8()?.to_owned();
    Some(SourceText { path: format!("rules/{}", path.display()), text })
}

/// The packs in a folder: each `.toml` file in it, each folder of such files.
pub fn in_folder(folder: &Path) -> Result<Vec<PackSource>> {
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
