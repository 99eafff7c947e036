//! HTML tags as they stand in a text, over lines or within them.
//!
//! In: a document's text. Out: the stretches that are tags, each with the element it opens or
//! closes, items of lists with the mark that a reader sees before them. A "less than" is no tag: what follows `<` must read as one up to its `>`, and a
//! name that HTML does not know must look like a tag otherwise.
//!
//! Invariant: tags stand in the order of the text and do not overlap; finding them takes time
//! in proportion to the text.

use super::edit::ItemMark;
use crate::model::Span;

/// Longest tag: attributes of converted documents run to hundreds of bytes.
const TAG_BYTES: usize = 4096;

/// What marks a text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// A text file: its lines are its lines, whatever marks a conversion left in them.
    Plain,
    /// Markdown: its marks are meant.
    Markdown,
    /// HTML: lines are where its blocks are.
    Html,
}

impl Dialect {
    /// The dialect of a file, by its extension and its first characters.
    pub(super) fn of(file_name: &str, text: &str) -> Self {
        let extension = file_name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
        let head: String = text.trim_start().chars().take(14).collect::<String>().to_lowercase();
        let is_html = head.starts_with("<!doctype html") || head.starts_with("<html");
        match extension.as_deref() {
            Some("html" | "htm") => Self::Html,
            _ if is_html => Self::Html,
            Some("md" | "markdown") => Self::Markdown,
            _ => Self::Plain,
        }
    }
}

/// A tag, or something else between angle brackets that is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its stretch of the document's text; over several lines, perhaps.
    pub(super) span: Span,
    /// What it opens or closes.
    pub(super) element: Element,
    /// Whether it closes.
    pub(super) is_closing: bool,
}

/// Elements by what they do to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Nothing: the text runs on.
    Inline,
    /// Sets text in bold.
    Bold,
    /// Parts what is before from what is after.
    Block,
    /// A list.
    List(ListKind),
    /// An item of a list.
    Item(ItemMark),
    /// A heading of a level.
    Heading(u8),
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// Not shown at all, like a comment.
    Hidden,
}

/// What a list shows before its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListKind {
    /// A bullet.
    Bullets,
    /// Numbers.
    Numbers,
    /// Small letters.
    Letters,
    /// Capital letters.
    Capitals,
}

impl Element {
    /// Whether a line ends here in HTML.
    pub(super) fn is_block(self) -> bool {
        !matches!(self, Self::Inline | Self::Bold | Self::Hidden)
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "b" | "strong" => Self::Bold,
            "ul" => Self::List(ListKind::Bullets),
            "ol" => Self::List(ListKind::Numbers),
            "p" | "div" | "br" | "hr" | "dl" | "dt" | "dd" | "body" | "html" | "section"
            | "article" | "header" | "footer" | "main" | "nav" | "aside" | "form" | "pre"
            | "blockquote" | "center" | "address" | "figure" | "figcaption" | "fieldset" => {
                Self::Block
            }
            "li" => Self::Item(ItemMark::Bullet),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading(name.as_bytes()[1] - b'0'),
            "table" | "thead" | "tbody" | "tfoot" | "caption" | "colgroup" | "col" => Self::Table,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "u" | "i" | "em" | "s" | "a" | "span" | "font" | "small" | "big" | "sup" | "sub"
            | "mark" | "abbr" | "code" | "tt" | "label" | "img" | "input" | "button" | "meta"
            | "link" | "style" | "script" | "head" | "title" | "strike" | "del" | "ins"
            | "cite" | "q" | "time" | "o:p" | "wbr" | "details" | "summary" | "svg" | "iframe"
            | "noscript" => Self::Inline,
            _ => return None,
        })
    }
}

/// The tags of a text, in order.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut reader = Reader { text, unclosed: Vec::new() };
    let mut at = 0;
    while let Some(offset) = text[at..].find('<') {
        let start = at + offset;
        at = start + 1;
        if let Some(length) = autolink(&text[start..]) {
            let end = start + length;
            tags.push(Tag::hidden(start, start + 1));
            tags.push(Tag::hidden(end - 1, end));
            at = end;
        } else if let Some(tag) = reader.tag(start) {
            at = tag.span.end;
            tags.push(tag);
        }
    }
    number_items(text, &mut tags);
    tags
}

/// Gives the items of ordered lists the numbers or letters that a browser draws.
fn number_items(text: &str, tags: &mut [Tag]) {
    let mut lists: Vec<(ListKind, u16)> = Vec::new();
    for tag in tags {
        let written = &text[tag.span.start..tag.span.end];
        match (&mut tag.element, tag.is_closing) {
            (Element::List(kind), false) => {
                if *kind == ListKind::Numbers {
                    *kind = match attribute(written, "type") {
                        Some("a") => ListKind::Letters,
                        Some("A") => ListKind::Capitals,
                        _ => ListKind::Numbers,
                    };
                }
                let first = attribute(written, "start").and_then(|start| start.parse().ok());
                lists.push((*kind, first.unwrap_or(1)));
            }
            (Element::List(_), true) => {
                lists.pop();
            }
            (Element::Item(mark), false) => {
                let Some((kind, next)) = lists.last_mut() else { continue };
                let stated = attribute(written, "value").and_then(|value| value.parse().ok());
                let number = stated.unwrap_or(*next);
                *next = number.saturating_add(1);
                *mark = kind.mark(number);
            }
            _ => {}
        }
    }
}

impl ListKind {
    /// The mark of the item `number`; letters end at the alphabet's end.
    fn mark(self, number: u16) -> ItemMark {
        let letter = |first: u8| {
            let offset = u8::try_from(number).ok()?.checked_sub(1).filter(|offset| *offset < 26)?;
            Some(ItemMark::Letter(char::from(first + offset)))
        };
        match self {
            Self::Bullets => Some(ItemMark::Bullet),
            Self::Numbers => None,
            Self::Letters => letter(b'a'),
            Self::Capitals => letter(b'A'),
        }
        .unwrap_or(ItemMark::Number(number))
    }
}

/// The value of an attribute of the tag that `written` is.
fn attribute<'a>(written: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = written;
    while let Some(at) = rest.find(name) {
        let is_whole = rest[..at].ends_with(|before: char| before.is_ascii_whitespace());
        rest = &rest[at + name.len()..];
        if let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| is_whole) {
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let end = value.find(['"', '\'', ' ', '>', '/']).unwrap_or(value.len());
            return Some(&value[..end]);
        }
    }
    None
}

impl Tag {
    fn hidden(start: usize, end: usize) -> Self {
        Self { span: Span::new(start, end), element: Element::Hidden, is_closing: false }
    }
}

/// `<https://...>`: the brackets go, the address stays.
fn autolink(rest: &str) -> Option<usize> {
    let is_address =
        ["<http://", "<https://", "<mailto:"].iter().any(|mark| rest.starts_with(mark));
    let end = rest.bytes().take(TAG_BYTES).position(|byte| matches!(byte, b'>' | b' ' | b'\n'))?;
    (is_address && rest.as_bytes()[end] == b'>').then_some(end + 1)
}

struct Reader<'a> {
    text: &'a str,
    /// Ends that were looked for in vain, so that they are not looked for again.
    unclosed: Vec<&'static str>,
}

impl Reader<'_> {
    fn tag(&mut self, start: usize) -> Option<Tag> {
        let rest = &self.text[start..];
        if rest.starts_with("<!--") {
            let end = self.end_of("-->", start)?;
            return Some(Tag::hidden(start, end));
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let is_declared = rest[2..].starts_with(|letter: char| letter.is_ascii_alphabetic());
            let length = rest.bytes().take(TAG_BYTES).position(|byte| byte == b'>')? + 1;
            return is_declared.then(|| Tag::hidden(start, start + length));
        }
        let body = &rest[1..];
        let is_closing = body.starts_with('/');
        let body = &body[usize::from(is_closing)..];
        let name_length = body.bytes().take_while(|byte| is_name(*byte)).count();
        let name = body[..name_length].to_ascii_lowercase();
        if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return None;
        }
        let attributes = attributes(&body[name_length..])?;
        let element = Element::named(&name).or_else(|| {
            let is_marked = is_closing || name.contains(':') || attributes.ends_with('/');
            (is_marked || attributes.contains('=')).then_some(Element::Inline)
        })?;
        // "a <b and c> d" compares; no element has bare words for attributes and one letter.
        if name_length == 1
            && !attributes.trim_end_matches('/').trim().is_empty()
            && !attributes.contains('=')
        {
            return None;
        }
        let end = start + 1 + usize::from(is_closing) + name_length + attributes.len() + 1;
        let closing = match name.as_str() {
            "script" => "</script>",
            "style" => "</style>",
            "head" => "</head>",
            _ => return Some(Tag { span: Span::new(start, end), element, is_closing }),
        };
        let end = if is_closing { end } else { self.end_of(closing, end).unwrap_or(end) };
        Some(Tag::hidden(start, end))
    }

    /// The end of the next `mark` after `start`, in any case.
    fn end_of(&mut self, mark: &'static str, start: usize) -> Option<usize> {
        if self.unclosed.contains(&mark) {
            return None;
        }
        let rest = &self.text.as_bytes()[start..];
        let found =
            rest.windows(mark.len()).position(|part| part.eq_ignore_ascii_case(mark.as_bytes()));
        if found.is_none() {
            self.unclosed.push(mark);
        }
        Some(start + found? + mark.len())
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-')
}

/// What stands between a tag's name and its `>`; `None` where no tag would go on so.
fn attributes(rest: &str) -> Option<&str> {
    if !rest.starts_with(['>', '/', ' ', '\t', '\n']) {
        return None;
    }
    let mut quote = None;
    for (offset, byte) in rest.bytes().enumerate().take(TAG_BYTES) {
        match (quote, byte) {
            (None, b'>') => return Some(&rest[..offset]),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        tags(text).iter().map(|tag| &text[tag.span.start..tag.span.end]).collect()
    }

    #[test]
    fn tags_are_told_from_comparisons_and_addresses() {
        let text = "<p class=\"a>b\">x</p> <o:p/> <Custom a=1> <br/><LI>";
        assert_eq!(
            found(text),
            ["<p class=\"a>b\">", "</p>", "<o:p/>", "<Custom a=1>", "<br/>", "<LI>"]
        );
        for plain in
            ["a < b > c", "x <20 e y>3", "<nome>", "<anna@example.it>", "a <b and c> d", "<-", "<"]
        {
            assert!(found(plain).is_empty(), "{plain}");
        }
        assert_eq!(found("v. <https://example.it/a>"), ["<", ">"]);
    }

    #[test]
    fn what_is_not_shown_is_one_stretch() {
        let text = "<!-- a\n<b> --><HEAD><title>x</title></Head><style>p {}</style>y";
        assert_eq!(found(text).len(), 3);
        assert!(tags(text).iter().all(|tag| tag.element == Element::Hidden));
        assert!(found("<!-- never closed <i").is_empty());
    }

    #[test]
    fn items_of_ordered_lists_have_their_numbers() {
        let text = "<ol start='3'><li>a<ul><li>b</ul><li>c</ol><OL type=a><li>d<li value=7>e<li>f</OL><li>g";
        let marks: Vec<ItemMark> = tags(text)
            .iter()
            .filter_map(|tag| match tag.element {
                Element::Item(mark) => Some(mark),
                _ => None,
            })
            .collect();
        let expected = [
            ItemMark::Number(3),
            ItemMark::Bullet,
            ItemMark::Number(4),
            ItemMark::Letter('a'),
            ItemMark::Letter('g'),
            ItemMark::Letter('h'),
            ItemMark::Bullet,
        ];
        assert_eq!(marks, expected);
    }

    #[test]
    fn a_tag_may_cross_lines() {
        assert_eq!(found("<td\n  class='x'\n>y"), ["<td\n  class='x'\n>"]);
    }

    #[test]
    fn hostile_text_is_read_in_one_pass() {
        let text = "<!--<script><style><head><a <".repeat(40_000);
        assert!(tags(&text).len() < text.len());
    }
}
