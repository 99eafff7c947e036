//! An evaluation as text for a terminal: aligned tables, then the worst documents.
//!
//! In: an [`Evaluation`]. Out: plain text without colours; nothing is printed here.
//!
//! Invariant: every figure shown stands in the evaluation too; only texts are shortened.

use std::fmt::Write as _;

use super::report::{DocumentScore, Evaluation, FieldSummary, GroupScore};
use super::score::{Counts, Difference, DifferenceKind};

/// How many documents are listed with their differences.
const WORST_SHOWN: usize = 5;

/// Longest text in a line of differences, in characters: two of them fit a wide terminal.
const TEXT_WIDTH: usize = 70;

/// Longest name of a body or pack in a table.
const NAME_WIDTH: usize = 40;

impl Evaluation {
    /// The evaluation as aligned text, with the differences of the worst documents.
    #[must_use]
    pub fn terminal(&self) -> String {
        self.terminal_with(WORST_SHOWN)
    }

    /// The same, with the differences of at most `worst` documents.
    #[must_use]
    pub fn terminal_with(&self, worst: usize) -> String {
        let mut out = String::new();
        let fields = self.fields.iter().map(field_row).collect();
        table(&mut out, &header(&["field"], &["mean", "worst", "worst body"]), fields);
        let rolls = self.rolls;
        let _ = writeln!(
            out,
            "\nwhole rolls right: {} of {} ({})",
            rolls.exact,
            rolls.judged,
            figure(rolls.share)
        );
        for (title, groups) in [("body", &self.bodies), ("rule pack", &self.packs)] {
            out.push('\n');
            let rows = groups.iter().map(group_row).collect();
            table(&mut out, &header(&[title, "documents"], &["rolls right"]), rows);
        }
        if !self.confidence.is_empty() {
            let rows = self
                .confidence
                .iter()
                .map(|c| {
                    let (right, judged) = (c.rows.right.to_string(), c.rows.judged.to_string());
                    vec![format!("{} {}", c.table, c.level), judged, right, figure(c.share)]
                })
                .collect();
            out.push('\n');
            table(&mut out, &["confidence", "rows", "right", "share"], rows);
        }
        let faulty = self.documents.iter().filter(|document| !document.differences.is_empty());
        for document in faulty.take(worst) {
            differences(&mut out, document);
        }
        for (title, names) in [
            ("gold without a file (not judged)", &self.unmatched),
            ("gold that several files fit (the first was taken)", &self.ambiguous),
        ] {
            if !names.is_empty() {
                let _ = writeln!(out, "\n{title}: {}", names.join(", "));
            }
        }
        out
    }
}

/// A header around the six columns that every table of counts has.
fn header<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<&'a str> {
    [before, &["gold", "found", "right", "precision", "recall", "F1"], after].concat()
}

fn figures(counts: Counts) -> [String; 6] {
    [
        counts.gold().to_string(),
        counts.found().to_string(),
        counts.right.to_string(),
        figure(counts.precision()),
        figure(counts.recall()),
        figure(counts.f1()),
    ]
}

fn figure(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
}

fn field_row(summary: &FieldSummary) -> Vec<String> {
    let mut row = vec![summary.score.field.label().to_owned()];
    row.extend(figures(summary.score.counts));
    row.extend([figure(summary.mean_f1), figure(summary.worst_f1)]);
    // Where every body is perfect none is the worst.
    let worst = summary.worst_body.as_deref().filter(|_| summary.worst_f1 < Some(1.0));
    row.push(shorten(worst.unwrap_or("-"), NAME_WIDTH));
    row
}

fn group_row(group: &GroupScore) -> Vec<String> {
    let mut row = vec![shorten(&group.name, NAME_WIDTH), group.documents.to_string()];
    row.extend(figures(group.headline));
    row.push(format!("{}/{}", group.rolls.exact, group.rolls.judged));
    row
}

/// Columns parted by two blanks: figures to the right, the first column and texts to the left.
fn table(out: &mut String, header: &[&str], rows: Vec<Vec<String>>) {
    let header = header.iter().map(|title| (*title).to_owned()).collect();
    let lines: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
    let width = |column: usize| {
        lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..lines[0].len()).map(width).collect();
    for line in &lines {
        let mut text = String::new();
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let is_text = column == 0 || lines[0][column] == "worst body";
            let _ = if is_text {
                write!(text, "{cell:<width$}  ")
            } else {
                write!(text, "{cell:>width$}  ")
            };
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

fn differences(out: &mut String, document: &DocumentScore) {
    let pack = document.rule_pack.as_deref().unwrap_or("no rule pack");
    let f1 = figure(document.headline_f1);
    let _ = writeln!(out, "\n{} (F1 {f1}, {pack}, gold {})", document.path, document.gold);
    for difference in &document.differences {
        let _ = writeln!(out, "  {}", line(difference));
    }
}

fn line(difference: &Difference) -> String {
    let text = |text: &Option<String>| shorten(text.as_deref().unwrap_or("-"), TEXT_WIDTH);
    let (gold, found) = (text(&difference.gold), text(&difference.found));
    let (kind, values) = match difference.kind {
        DifferenceKind::Missing => ("missing", gold),
        DifferenceKind::Extra => ("extra", found),
        DifferenceKind::Different => ("different", format!("gold {gold} | found {found}")),
    };
    let mut line = format!("{kind:<9} {}: {values}", difference.field.label());
    if let Some(row) = &difference.row {
        let _ = write!(line, " [{}]", shorten(row, NAME_WIDTH));
    }
    if let Some(place) = &difference.place {
        let _ = write!(line, " @ {place}");
    }
    line
}

/// The text on one line, with an ellipsis where it is longer than `width` characters.
fn shorten(text: &str, width: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= width {
        return line;
    }
    line.chars().take(width - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_characters() {
        let mut out = String::new();
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = vec![row(["Città", "7", "Meda"]), row(["Rho", "12", "-"])];
        table(&mut out, &["field", "gold", "worst body"], rows);
        assert_eq!(out, "field  gold  worst body\nCittà     7  Meda\nRho      12  -\n");
    }

    #[test]
    fn long_texts_are_cut_at_a_character() {
        assert_eq!(shorten("così  è\nla vita", 20), "così è la vita");
        assert_eq!(shorten("però è così", 5), "però…");
    }
}
