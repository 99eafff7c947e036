//! What the layout of a page saw, drawn: for whoever mends it.
//!
//! In: a [`DrawnPage`]. Out: an SVG picture of the page: its words, the lines drawn on it, the
//! cells of its tables, and the order in which it is read.

use std::fmt::Write as _;

use super::super::drawn::DrawnPage;
use super::shape::Area;
use super::table::{Item, Row};
use super::{flow, turn};

/// The picture of a page.
pub(in super::super) fn svg(page: &DrawnPage) -> String {
    let upright = turn::upright(page);
    let super::Seen { words, rulings, .. } = super::see(page);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\">\n\
         <style>text{{font-family:sans-serif}}.word{{fill:#eef;stroke:#99c;stroke-width:.3}}\
         .stroke{{stroke:#c33;stroke-width:.8}}.cell{{fill:none;stroke:#393;stroke-width:1}}\
         .line{{fill:none;stroke:#36c;stroke-width:.5;stroke-dasharray:2}}.order{{fill:#c60;font-size:7px}}</style>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        upright.width, upright.height
    );
    for word in &words {
        let area =
            Area { left: word.left, right: word.right, top: word.top(), bottom: word.bottom() };
        picture.push_str(&rectangle("word", area));
        let text = word.text.replace('&', "&amp;").replace('<', "&lt;");
        let weight = if word.is_bold { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            picture,
            "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\"{weight}>{text}</text>",
            word.left,
            word.baseline,
            word.size * 0.9,
            word.right - word.left,
        );
    }
    for stroke in &upright.strokes {
        let (x1, y1, x2, y2) = if stroke.is_level {
            (stroke.from, stroke.at, stroke.to, stroke.at)
        } else {
            (stroke.at, stroke.from, stroke.at, stroke.to)
        };
        let _ = writeln!(
            picture,
            "<line class=\"stroke\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        );
    }
    for (order, item) in flow::read(words, &rulings).iter().enumerate() {
        let class = if matches!(item, Item::Table(_)) { "cell" } else { "line" };
        let mut first: Option<Area> = None;
        for area in item.rows().iter().flat_map(cells) {
            picture.push_str(&rectangle(class, area));
            first = first.or(Some(area));
        }
        if let Some(area) = first {
            let _ = writeln!(
                picture,
                "<text class=\"order\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                area.left - 12.0,
                area.top + 6.0,
                order + 1
            );
        }
    }
    picture.push_str("</svg>\n");
    picture
}

/// The boxes of a row's cells: as wide as their columns, as high as the text of the row.
fn cells(row: &Row) -> Vec<Area> {
    let lines = || row.cells.iter().flat_map(|cell| &cell.lines);
    let top = lines().map(super::Printed::top).fold(f32::INFINITY, f32::min);
    let bottom = lines().map(super::Printed::bottom).fold(f32::NEG_INFINITY, f32::max);
    if bottom < top {
        return Vec::new();
    }
    row.cells.iter().map(|cell| Area { left: cell.left, right: cell.right, top, bottom }).collect()
}

fn rectangle(class: &str, area: Area) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>\n",
        area.left,
        area.top,
        area.width().max(0.1),
        (area.bottom - area.top).max(0.1)
    )
}
