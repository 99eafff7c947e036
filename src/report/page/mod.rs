//! `report.html`: one file that opens from disk, without a network, on a phone and on paper.
//!
//! Findings, what could not be read and how things are counted are plain HTML. Figures, charts
//! and lists are drawn by the script from the rows in the page, so that filters change them and
//! every number opens its rows, every row its words in the document. The page's policy forbids
//! it to fetch anything. Charts are Observable Plot's, on D3 (`vendor/`, ISC licence).
//!
//! Invariant: words of documents reach the page as JSON or escaped text, never as markup.

use super::findings::findings;
use super::verify::items;
use super::{Archive, Finding};
use crate::error::Result;

mod data;
mod parts;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const D3: &str = include_str!("vendor/d3.min.js");
const PLOT: &str = include_str!("vendor/plot.min.js");
const SCRIPTS: [&str; 4] = [
    include_str!("model.js"),
    include_str!("elements.js"),
    include_str!("charts.js"),
    include_str!("page.js"),
];

/// The page.
pub(super) fn html(archive: &Archive<'_>) -> Result<String> {
    let language = archive.language;
    let verify = items(&archive.content, language)?;
    let findings: Vec<Finding> = findings(&archive.content, &verify, language)?;
    let scope = match archive.as_of {
        Some(date) => language.fill("as_of", &[("date", language.day(date).into())]),
        None => language.text("as_of_none").to_owned(),
    };
    let version = [("version", env!("CARGO_PKG_VERSION").into())];
    let footer = format!(
        "<p>{}</p><p>{}</p>",
        escaped(language.text("p_tables_text")),
        escaped(&language.fill("p_footer", &version))
    );
    let scripts = SCRIPTS.concat();
    let data = data::json(archive)?;
    let parts = parts::html(archive, &findings)?;
    Ok(filled(&[
        ("lang", language.code()),
        ("title", &escaped(language.text("title"))),
        ("scope", &escaped(&scope)),
        ("skip", &escaped(language.text("p_skip"))),
        ("filters", &escaped(language.text("p_filters"))),
        ("contents", &escaped(language.text("p_nav"))),
        ("style", STYLE),
        ("static", &parts),
        ("footer", &footer),
        ("data", &data),
        ("d3", D3),
        ("plot", PLOT),
        ("script", &scripts),
    ]))
}

/// The page with its places filled, once and from left to right, so that nothing that is filled
/// in is looked at again.
fn filled(parts: &[(&str, &str)]) -> String {
    let mut page = String::with_capacity(1 << 20);
    let mut rest = PAGE;
    while let Some((before, after)) = rest.split_once('{') {
        page.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        page.push_str(parts.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text));
        rest = after;
    }
    page.push_str(rest);
    page
}

/// A text within HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_page_is_filled_once() {
        let page = filled(&[("title", "{style}"), ("style", "s")]);
        assert!(page.contains("<title>{style}</title>"), "what is filled in stays as it is");
        assert!(page.contains("<style>s</style>"));
    }

    #[test]
    fn markup_in_a_text_is_shown_and_not_run() {
        assert_eq!(escaped("<a \"&\">"), "&lt;a &quot;&amp;&quot;&gt;");
    }

    #[test]
    fn no_script_ends_the_element_that_holds_it() {
        for script in SCRIPTS.iter().chain([&D3, &PLOT]) {
            assert!(!script.to_lowercase().contains("</script"));
        }
    }
}
