//! HTML tags and entities as they stand in a text, over lines or within them.
//!
//! In: a document's text. Out: the stretches that are tags, each with the element it opens or
//! closes. A "less than" is no tag: what follows `<` must read as one up to its `>`, and a
//! name that HTML does not know must look like a tag otherwise.
//!
//! Invariant: tags stand in the order of the text and do not overlap; finding them takes time
//! in proportion to the text.

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
    /// An item of a list.
    Item,
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

impl Element {
    /// Whether a line ends here in HTML.
    pub(super) fn is_block(self) -> bool {
        !matches!(self, Self::Inline | Self::Bold | Self::Hidden)
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "b" | "strong" => Self::Bold,
            "p" | "div" | "br" | "hr" | "ul" | "ol" | "dl" | "dt" | "dd" | "body" | "html"
            | "section" | "article" | "header" | "footer" | "main" | "nav" | "aside" | "form"
            | "pre" | "blockquote" | "center" | "address" | "figure" | "figcaption"
            | "fieldset" => Self::Block,
            "li" => Self::Item,
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
    tags
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

/// The character that an entity at the start of `rest` stands for, and its length in bytes.
pub(super) fn entity(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = rest.get(1..end)?;
    let letter = if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        char::from_u32(code?).filter(|letter| *letter != '\0')?
    } else {
        NAMED.iter().find(|(known, _)| *known == name)?.1
    };
    Some((letter, end + 1))
}

/// The entities that text in Latin letters holds.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("agrave", 'à'),
    ("egrave", 'è'),
    ("igrave", 'ì'),
    ("ograve", 'ò'),
    ("ugrave", 'ù'),
    ("Agrave", 'À'),
    ("Egrave", 'È'),
    ("Igrave", 'Ì'),
    ("Ograve", 'Ò'),
    ("Ugrave", 'Ù'),
    ("aacute", 'á'),
    ("eacute", 'é'),
    ("iacute", 'í'),
    ("oacute", 'ó'),
    ("uacute", 'ú'),
    ("Aacute", 'Á'),
    ("Eacute", 'É'),
    ("Iacute", 'Í'),
    ("Oacute", 'Ó'),
    ("Uacute", 'Ú'),
    ("acirc", 'â'),
    ("ecirc", 'ê'),
    ("icirc", 'î'),
    ("ocirc", 'ô'),
    ("ucirc", 'û'),
    ("auml", 'ä'),
    ("euml", 'ë'),
    ("iuml", 'ï'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("ccedil", 'ç'),
    ("Ccedil", 'Ç'),
    ("ntilde", 'ñ'),
    ("aring", 'å'),
    ("oslash", 'ø'),
    ("aelig", 'æ'),
    ("oelig", 'œ'),
    ("scaron", 'š'),
    ("euro", '€'),
    ("pound", '£'),
    ("cent", '¢'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("prime", '′'),
    ("Prime", '″'),
    ("hellip", '…'),
    ("deg", '°'),
    ("ordm", 'º'),
    ("ordf", 'ª'),
    ("middot", '·'),
    ("bull", '•'),
    ("sect", '§'),
    ("para", '¶'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("rarr", '→'),
    ("larr", '←'),
    ("shy", '\u{AD}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("acute", '´'),
    ("num", '#'),
    ("ast", '*'),
    ("vert", '|'),
    ("lbrack", '['),
    ("rbrack", ']'),
    ("lowbar", '_'),
    ("bsol", '\\'),
];

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
    fn a_tag_may_cross_lines() {
        assert_eq!(found("<td\n  class='x'\n>y"), ["<td\n  class='x'\n>"]);
    }

    #[test]
    fn entities_give_their_character() {
        assert_eq!(entity("&egrave; stato"), Some(('è', 8)));
        assert_eq!(entity("&#8217;x"), Some(('’', 7)));
        assert_eq!(entity("&#xE0;"), Some(('à', 6)));
        for plain in ["& altri;", "&c.", "&#0;", "&#xFFFFFFFF;", "&;", "&"] {
            assert_eq!(entity(plain), None, "{plain}");
        }
    }

    #[test]
    fn hostile_text_is_read_in_one_pass() {
        let text = "<!--<script><style><head><a <".repeat(40_000);
        assert!(tags(&text).len() < text.len());
    }
}
