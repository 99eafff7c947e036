//! Passages: the texts in which rules look for fields of the header.
//!
//! In: the outline and its sections. Out: blocks, cells, rows and sentences, and, of the head,
//! neighbouring short lines joined, because a title may take several. Running headers come
//! last.

use super::super::outline::{Block, BlockKind};
use super::super::scene::Scene;
use super::super::sentence::sentences;
use super::super::text::Text;
use crate::model::Confidence;
use crate::rules::SectionKind;

/// A text in which fields are looked for.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    /// The text.
    pub text: Text,
    /// Its section, and that of the block before where the block opens a section.
    sections: [SectionKind; 2],
    /// Whether it is a running header or a row read across its cells: less sure.
    is_loose: bool,
    /// Whether it stands before all meetings of the file: it tells whose they are, and no day.
    pub(super) is_front: bool,
}

impl Passage {
    /// Whether it stands in one of the sections.
    pub(super) fn is_in(&self, sections: &[SectionKind]) -> bool {
        self.sections.iter().any(|section| sections.contains(section))
    }
    /// How sure is what it says.
    pub(super) fn confidence(&self) -> Confidence {
        if self.is_loose { Confidence::Low } else { Confidence::Medium }
    }
}

/// A line of a title has at most this many characters.
const TITLE_CHARACTERS: usize = 160;
/// A title stands among the first so many blocks.
const TITLE_BLOCKS: usize = 16;

/// All passages, in the order of the text; running headers last.
pub(super) fn of(scene: &Scene) -> Vec<Passage> {
    let mut passages = Vec::new();
    let blocks = &scene.outline.blocks;
    let mut before = SectionKind::Head;
    for (at, (block, placed)) in blocks.iter().zip(&scene.placed).enumerate() {
        let sections = [placed.kind, if placed.is_opening { before } else { placed.kind }];
        before = placed.kind;
        let mut add = |text: Text, is_loose: bool| {
            if !text.is_empty() {
                passages.push(Passage { text, sections, is_loose, is_front: false });
            }
        };
        if block.kind == BlockKind::Table {
            for row in &block.rows {
                let mut whole = Text::default();
                for cell in row.cells.iter().filter(|cell| !cell.text.is_empty()) {
                    add(cell.text.clone(), false);
                    whole =
                        if whole.is_empty() { cell.text.clone() } else { whole.joined(&cell.text) };
                }
                add(whole, true);
            }
            continue;
        }
        let parts = sentences(&block.text, scene.pack);
        if parts.len() > 1 {
            for part in parts {
                add(part, false);
            }
        } else {
            add(block.text.clone(), false);
        }
        if at < TITLE_BLOCKS && placed.kind == SectionKind::Head {
            let mut whole = block.text.clone();
            for next in blocks[at + 1..].iter().take(2) {
                if !is_title_line(block) || !is_title_line(next) {
                    break;
                }
                whole = whole.joined(&next.text);
                add(whole.clone(), false);
            }
        }
    }
    for text in letterheads(&scene.outline.furniture) {
        let sections = [SectionKind::Head; 2];
        passages.push(Passage { text, sections, is_loose: true, is_front: false });
    }
    for text in &scene.outline.front {
        let sections = [SectionKind::Head; 2];
        passages.push(Passage { text: text.clone(), sections, is_loose: true, is_front: true });
    }
    passages
}

/// Running headers, each once. A line of one or two words goes on in the next line.
fn letterheads(furniture: &[Text]) -> Vec<Text> {
    let mut heads: Vec<Text> = Vec::new();
    for (at, text) in furniture.iter().enumerate() {
        let mut whole = text.clone();
        for next in &furniture[at + 1..] {
            if whole.as_str().split_whitespace().count() > 2 {
                break;
            }
            whole = whole.joined(next);
        }
        if !heads.iter().any(|head| head.as_str() == whole.as_str()) {
            heads.push(whole);
        }
    }
    heads
}

fn is_title_line(block: &Block) -> bool {
    let text = block.text.as_str();
    block.kind != BlockKind::Table
        && text.chars().count() <= TITLE_CHARACTERS
        && !text.ends_with(['.', ';'])
}
