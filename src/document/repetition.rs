//! Running headers and page numbers in a text that has lost its pages.
//!
//! In: the lines of such a text. Out: some of them marked as furniture. Conversion leaves a
//! page's header as a short block between blank lines, amid sentences and tables. So do
//! headings stand; what tells the two apart is weighed in points: that a block cuts a sentence,
//! that the gap before it is wider than others, how often and how far apart it repeats.
//!
//! Never put aside: rows, list items, headings that are marked as such, lines that end like a
//! sentence or a label.
//!
//! Invariant: only the kind of lines changes, and only from text to furniture.

use std::collections::BTreeMap;
use std::ops::Range;

use super::furniture::Mask;
use super::shape::is_list_mark;
use super::{Line, LineKind, page_number};

/// Most lines of a running header.
const BLOCK_LINES: usize = 5;

/// Widest line of a running header, in characters.
const LINE_WIDTH: u32 = 100;

/// Two headers are a page apart where so many lines with text stand between them...
const PAGE_LINES: usize = 15;

/// ... or so many bytes: converted texts have a paragraph on each line.
const PAGE_BYTES: usize = 800;

/// What is further apart than any page is long is the start of another document.
const LONGEST_PAGE_BYTES: usize = 7000;

/// A line shorter than this does not tell whether its sentence goes on.
const SENTENCE_LETTERS: usize = 40;

/// Points at which a block is put aside; the cases of the tests below fix it.
const ENOUGH: i32 = 4;

/// A run of lines with text, between blank or drawn ones.
struct Block {
    lines: Range<usize>,
    /// Blank lines before it.
    gap: usize,
    /// Lines with text before it in the document.
    texts_before: usize,
    is_aside: bool,
}

/// Marks blocks that repeat as running headers do.
pub(super) fn set_aside(lines: &mut [Line]) {
    let mut blocks = blocks(lines);
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate() {
        if block.lines.len() <= BLOCK_LINES && lines[block.lines.clone()].iter().all(may_be_aside) {
            let masks = lines[block.lines.clone()].iter().map(|line| Mask::of(line).text);
            groups.entry(masks.collect::<Vec<_>>().join("\n")).or_default().push(index);
        }
    }
    groups.retain(|_, members| members.len() >= 2);
    let mut groups: Vec<(String, Vec<usize>)> = groups.into_iter().collect();
    // A block beside one that was put aside is weighed once more.
    for _ in 0..2 {
        groups.retain(|(mask, members)| {
            let group = Group { lines, blocks: &blocks, mask, members };
            let is_furniture = group.may_be_pages() && group.points() >= ENOUGH;
            if is_furniture {
                for member in members {
                    blocks[*member].is_aside = true;
                }
            }
            !is_furniture
        });
    }
    for block in blocks.iter().filter(|block| block.is_aside) {
        for line in &mut lines[block.lines.clone()] {
            line.kind = LineKind::Furniture;
        }
    }
}

fn blocks(lines: &[Line]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut gap, mut texts, mut is_open) = (0, 0, false);
    for (index, line) in lines.iter().enumerate() {
        if line.is_text() {
            match blocks.last_mut() {
                Some(block) if is_open => block.lines.end = index + 1,
                _ => blocks.push(Block {
                    lines: index..index + 1,
                    gap,
                    texts_before: texts,
                    is_aside: false,
                }),
            }
            texts += 1;
            gap = 0;
        } else {
            gap += usize::from(line.kind == LineKind::Blank);
        }
        is_open = line.is_text();
    }
    blocks
}

fn first_word(line: &Line) -> &str {
    let text = line.cells.first().map_or("", |cell| cell.text.as_str());
    text.split(' ').next().unwrap_or("")
}

fn may_be_aside(line: &Line) -> bool {
    let [cell] = &line.cells[..] else { return false };
    let text = cell.text.as_str();
    let is_item = is_list_mark(first_word(line)) && !page_number::is_dashed(text);
    line.width <= LINE_WIDTH
        && line.heading_level.is_none()
        && !is_item
        && !text.ends_with(['.', ';', ':', ',', '!', '?'])
}

/// Blocks that are alike but for their numbers.
struct Group<'a> {
    lines: &'a [Line],
    blocks: &'a [Block],
    mask: &'a str,
    members: &'a [usize],
}

impl Group<'_> {
    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.members.iter().map(|member| &self.blocks[*member])
    }

    fn distances(&self) -> Vec<(usize, usize)> {
        let start = |block: &Block| self.lines[block.lines.start].span.start;
        let pair = |pair: &[usize]| {
            let (one, next) = (&self.blocks[pair[0]], &self.blocks[pair[1]]);
            (next.texts_before - one.texts_before, start(next) - start(one))
        };
        self.members.windows(2).map(pair).collect()
    }

    /// The numbers of each of its blocks.
    fn numbers(&self) -> Vec<Vec<u64>> {
        let numbers = |block: &Block| -> Vec<u64> {
            self.lines[block.lines.clone()].iter().flat_map(|line| Mask::of(line).numbers).collect()
        };
        self.blocks().map(numbers).collect()
    }

    /// How many of its blocks stand closer to the one before than a page is long.
    fn close(&self) -> usize {
        let is_close =
            |distance: &(usize, usize)| distance.0 < PAGE_LINES && distance.1 < PAGE_BYTES;
        self.distances().into_iter().filter(is_close).count()
    }

    /// Whether its blocks may stand on different pages at all.
    fn may_be_pages(&self) -> bool {
        self.distances().iter().all(|distance| distance.0 >= 3 || distance.1 >= PAGE_BYTES / 2)
    }

    fn points(&self) -> i32 {
        let Some(numbers) = page_number::points(self.mask, &self.numbers()) else { return 0 };
        let cuts = self.members.iter().filter(|member| self.is_cut(**member)).count();
        if cuts == 0 && (self.starts_records() || self.heads_lists()) {
            return 0;
        }
        let words = self.mask.split_whitespace().filter(|word| *word != "#").count();
        let rows = self.mask.lines().count();
        let mut points = numbers + self.gap_points();
        points += i32::from(self.members.len() >= 3);
        points += if cuts > 0 { 3 } else { 0 };
        points += (rows.min(3) as i32) - 1;
        points += if words >= 4 { 2 } else { 0 };
        // Of many pages, one may be short.
        points -= if self.close() > self.members.len() / 4 { 2 } else { 0 };
        points +=
            if self.members.iter().all(|member| self.is_beside_aside(*member)) { 2 } else { 0 };
        // What cuts nothing does less harm when it stays than a heading does that is lost.
        if cuts == 0 {
            let is_like_heading = rows == 1 && words <= 3 && numbers <= 0;
            points -= if is_like_heading { 2 } else { 0 };
            let mut lengths: Vec<usize> =
                self.distances().iter().map(|distance| distance.1).collect();
            lengths.sort_unstable();
            let is_far =
                lengths.get(lengths.len() / 2).is_some_and(|length| *length > LONGEST_PAGE_BYTES);
            points -= if is_far { 2 } else { 0 };
        }
        points
    }

    /// Points for the blank lines before its blocks: headings have them too, unless hardly
    /// anything else in the text has as many.
    fn gap_points(&self) -> i32 {
        let mut gaps: Vec<usize> =
            self.blocks().filter(|block| block.texts_before > 0).map(|block| block.gap).collect();
        gaps.sort_unstable();
        // Of many blocks, one may have lost its gap.
        let gap = gaps.get(usize::from(gaps.len() >= 4)).copied().unwrap_or(0);
        if gap < 2 {
            return 0;
        }
        let as_wide = |block: &&Block| block.gap >= gap && block.texts_before > 0;
        let all = self.blocks.iter().filter(as_wide).count();
        let own = self.blocks().filter(as_wide).count();
        let is_exceptional = own * 2 >= all;
        match (gap, is_exceptional) {
            (2, false) => 1,
            (2, true) | (_, false) => 2,
            (_, true) => 4,
        }
    }

    fn before(&self, member: usize) -> Option<&Line> {
        let block = self.blocks[..member].iter().rev().find(|block| !block.is_aside)?;
        self.lines.get(block.lines.end - 1)
    }

    fn after(&self, member: usize) -> Option<&Line> {
        let block = self.blocks[member + 1..].iter().find(|block| !block.is_aside)?;
        self.lines.get(block.lines.start)
    }

    /// Whether a block stands amid a sentence, or amid the cells of a row.
    fn is_cut(&self, member: usize) -> bool {
        let (Some(before), Some(after)) = (self.before(member), self.after(member)) else {
            return false;
        };
        if before.is_row() && after.is_row() {
            return after.cells[0].text.is_empty() && before.cells.len() == after.cells.len();
        }
        let (last, next) = (before.joined(), after.joined());
        let (last, next) = (last.as_str(), next.as_str());
        let goes_on = next.starts_with(char::is_lowercase) && !is_list_mark(first_word(after));
        let is_open = last.ends_with(|letter: char| {
            letter.is_alphanumeric() || matches!(letter, ',' | '-' | '\'')
        });
        goes_on && is_open && last.chars().count() >= SENTENCE_LETTERS
    }

    fn is_beside_aside(&self, member: usize) -> bool {
        let beside = [member.checked_sub(1), Some(member + 1)];
        beside
            .into_iter()
            .flatten()
            .any(|at| self.blocks.get(at).is_some_and(|block| block.is_aside))
    }

    /// Whether all that follows begins with one word, as the head of one record after another.
    fn starts_records(&self) -> bool {
        let mut words =
            self.members.iter().map(|member| self.after(*member).map_or("", first_word));
        let first = words.next().unwrap_or("");
        // What follows may be a header itself, and is then the same throughout.
        let is_alike = !first.is_empty() && words.all(|word| word == first);
        let whole =
            |member: &usize| self.after(*member).map(|line| line.joined().as_str().to_owned());
        let mut wholes = self.members.iter().map(whole);
        let one = wholes.next();
        is_alike && !wholes.all(|other| Some(other) == one)
    }

    /// Whether a list or a table follows each time, and no table goes before: a heading.
    fn heads_lists(&self) -> bool {
        self.members.iter().all(|member| {
            let is_row = |line: Option<&Line>| line.is_some_and(Line::is_row);
            let after = self.after(*member);
            let is_item = after.is_some_and(|line| is_list_mark(first_word(line)));
            is_item || (is_row(after) && !is_row(self.before(*member)))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Limits, LineKind, read_text};

    /// The lines put aside.
    fn aside(text: &str) -> Vec<String> {
        let document = read_text(text.as_bytes(), "x.txt", &Limits::default()).unwrap().document;
        let lines = document.lines.iter().filter(|line| line.kind == LineKind::Furniture);
        lines.map(|line| line.joined().as_str().to_owned()).collect()
    }

    /// About a page of paragraphs, each a sentence; `seed` tells them apart.
    fn page(seed: &str) -> String {
        let sentence = |index: usize| {
            format!(
                "{seed} {index}: si discute a lungo della proposta e degli atti che ne seguono.\n\n"
            )
        };
        (0..12).map(sentence).collect()
    }

    #[test]
    fn a_header_amid_sentences_is_put_aside() {
        let header = "\n\nufficio di piano della valtorta\n\n";
        let open =
            |who: &str| format!("{who} riferisce che quasi tutti gli enti hanno comunicato di\n");
        let text = format!(
            "{}{}{header}voler aderire.\n\n{}{}{header}aver concluso.\n\n{}",
            page("Uno"),
            open("Il presidente"),
            page("Due"),
            open("La coordinatrice"),
            page("Tre")
        );
        assert_eq!(aside(&text), ["ufficio di piano della valtorta"; 2]);
    }

    #[test]
    fn a_block_of_lines_that_repeats_after_wide_gaps_is_put_aside() {
        let header =
            "\n\n\n**Ambito\nTerritoriale\nValtorta**\n\n\n\nComune di Pieve\nEnte capofila\n\n";
        let text = format!("{}{header}{}{header}{}", page("Uno"), page("Due"), page("Tre"));
        let block = ["Ambito", "Territoriale", "Valtorta", "Comune di Pieve", "Ente capofila"];
        assert_eq!(aside(&text), [block, block].concat());
    }

    #[test]
    fn a_header_that_cuts_a_table_is_put_aside() {
        let rows = |name: &str| {
            (0..16)
                .map(|row| format!("{name} {row}\ttesto della voce"))
                .collect::<Vec<_>>()
                .join("\n")
        };
        let header = "\n\n\ncarta dei servizi\n\n\tsegue la voce di prima\n";
        let text =
            format!("{}{header}{}{header}{}", rows("Azione"), rows("Risorsa"), rows("Esito"));
        assert_eq!(aside(&text), ["carta dei servizi"; 2]);
    }

    #[test]
    fn page_numbers_count_up() {
        let text = format!(
            "{}\nPag. 1 di 3\n\n{}\nPag. 2 di 3\n\n{}\nPag. 3 di 3\n",
            page("Uno"),
            page("Due"),
            page("Tre")
        );
        assert_eq!(aside(&text), ["Pag. 1 di 3", "Pag. 2 di 3", "Pag. 3 di 3"]);
        let dashes = format!(
            "{}\n\n- 1 -\n\n{}\n\n- 2 -\n\n{}\n\n- 3 -\n",
            page("Uno"),
            page("Due"),
            page("Tre")
        );
        assert_eq!(aside(&dashes), ["- 1 -", "- 2 -", "- 3 -"]);
    }

    #[test]
    fn headings_labels_rows_and_formulas_that_repeat_stay() {
        for repeated in [
            "Decisioni\n\n- si approva\n- si rinvia\n\n",
            "Decisione presa\n\nIl comitato approva.\n\n",
            "Decisioni assunte:\n\n",
            "## Decisioni del comitato di coordinamento\n\n",
            "Si approva all'unanimità.\n\n",
            "DECISIONE PRESA\tRESPONSABILE\tTEMPI\nuno\tdue\ttre\n\n",
            "| DECISIONE PRESA | RESPONSABILE | TEMPI |\n|---|---|---|\n| a | b | c |\n\n",
            "- invio del verbale a tutti i comuni\n\n",
            "1) Approvazione del verbale della seduta\n\n",
            "Obiettivo 1\n\n",
            "PRESENTE\n\n",
        ] {
            let text: String = ["Uno", "Due", "Tre", "Quattro"]
                .map(|seed| format!("\n\n{repeated}{}", page(seed)))
                .concat();
            assert!(aside(&text).is_empty(), "{repeated}: {:?}", aside(&text));
        }
    }

    #[test]
    fn labels_with_a_number_of_their_own_stay() {
        for word in ["Obiettivo", "Punto", "Allegato"] {
            let part = |(index, seed): (usize, &str)| {
                format!("\n\n{word} {}\n\n{}", index + 1, page(seed))
            };
            let seeds = ["Uno", "Due", "Tre", "Quattro"].into_iter().enumerate();
            let text: String = seeds.map(part).collect();
            assert!(aside(&text).is_empty(), "{word}");
        }
    }

    #[test]
    fn titles_of_several_minutes_in_one_file_stay() {
        let minutes = |day: u32| {
            format!(
                "\n\nASSEMBLEA DEI SINDACI\nAMBITO DI VALTORTA\n\nSeduta del {day} marzo\n\n{}",
                page("Punto")
            )
        };
        let text: String = [3, 12, 27].map(minutes).concat();
        assert!(aside(&text).is_empty());
    }
}
