//! Marks within a line: emphasis, links, escapes, entities and tags, as edits to its text.
//!
//! In: a line's stretch of the text and the tags that touch it. Out: the stretches that read
//! otherwise than they are written, in order. What looks like a mark and opens or closes
//! nothing is text: `snake_case`, `@_name`, `5 * 3`, a row of stars or underscores.
//!
//! Invariant: edits lie within the line, in order, and do not overlap; one pass, no going back.

use super::edit::{Bold, Edit, Marks, Shown, in_order};
use super::entity::entity;
use super::link::link_end;
use super::markup::{Dialect, Element, Tag};
use crate::model::Span;

/// The marks of the line at `span`; `tags` are those that touch it.
pub(super) fn marks(text: &str, span: Span, tags: &[Tag], dialect: Dialect) -> Marks {
    let mut reader = Reader::new(text, span);
    let mut at = reader.line_start(dialect);
    let mut tags = tags.iter().copied().peekable();
    while at < reader.span.end {
        while tags.next_if(|tag| tag.span.end <= at).is_some() {}
        at = match tags.peek() {
            Some(tag) if tag.span.start <= at => reader.tag(*tag),
            _ => reader.letter(at),
        };
    }
    reader.finish()
}

/// An open delimiter: where it stands and how long it is.
type Open = Option<Span>;

struct Reader<'a> {
    text: &'a str,
    span: Span,
    marks: Marks,
    star: Open,
    /// Whether the open star stands within a word, where emphasis may not hold a blank.
    is_star_in_word: bool,
    underscore: Open,
    underscores: Open,
    code: Open,
    /// Open square brackets: where, and whether an image's.
    brackets: Vec<(usize, bool)>,
    is_strong: bool,
    strong_tags: u32,
    /// Letters seen inside and outside of bold.
    bold_letters: u32,
    plain_letters: u32,
    /// Where the first mark of bold closes what this line did not open: the letters before it.
    closes_above: Option<u32>,
    /// The byte after the last closing bracket: no link ends beyond it.
    last_parenthesis: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, span: Span) -> Self {
        Self {
            text,
            span,
            marks: Marks::default(),
            star: None,
            is_star_in_word: false,
            underscore: None,
            underscores: None,
            code: None,
            brackets: Vec::new(),
            is_strong: false,
            strong_tags: 0,
            bold_letters: 0,
            plain_letters: 0,
            closes_above: None,
            last_parenthesis: text[span.start..span.end]
                .rfind(')')
                .map_or(0, |at| span.start + at + 1),
        }
    }

    fn put(&mut self, start: usize, end: usize, shown: Shown) {
        self.marks.edits.push(Edit { span: Span::new(start, end), shown });
    }
    fn hide(&mut self, start: usize, end: usize) {
        self.put(start, end, Shown::Nothing);
    }
    fn rest(&self, at: usize) -> &'a str {
        &self.text[at..self.span.end]
    }
    fn before(&self, at: usize) -> char {
        self.text[self.span.start..at].chars().next_back().unwrap_or(' ')
    }
    fn after(&self, at: usize) -> char {
        self.rest(at).chars().next().unwrap_or(' ')
    }

    /// Marks that stand at the start of a line alone: `## ` and, in Markdown, `> `.
    fn line_start(&mut self, dialect: Dialect) -> usize {
        let indent = |rest: &str| rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let mut at = self.span.start;
        while dialect == Dialect::Markdown
            && self.rest(at + indent(self.rest(at))).starts_with("> ")
        {
            let end = at + indent(self.rest(at)) + 2;
            self.hide(at, end);
            at = end;
        }
        let start = at + indent(self.rest(at));
        let level = self.rest(start).bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && self.rest(start + level).starts_with([' ', '\t']) {
            self.marks.heading_level = Some(level as u8);
            self.hide(start, start + level);
            let line = self.rest(start + level);
            let kept = line.trim_end().trim_end_matches('#');
            let kept = if kept.ends_with([' ', '\t']) { kept.trim_end() } else { line.trim_end() };
            if kept.len() < line.trim_end().len() && !kept.is_empty() {
                let end = start + level + kept.len();
                self.hide(end, self.span.end);
                self.span.end = end;
            }
            return start + level;
        }
        self.decoration(start, dialect == Dialect::Plain).unwrap_or(at)
    }

    /// A title between two runs of one stroke: `** Title **`, `=== Title ===`.
    fn decoration(&mut self, start: usize, is_chat: bool) -> Option<usize> {
        let line = self.rest(start).trim_end();
        let stroke = line.chars().next().filter(|letter| "*=~-_".contains(*letter))?;
        let lead = line.len() - line.trim_start_matches(stroke).len();
        let tail = line.len() - line.trim_end_matches(stroke).len();
        let inner = line.get(lead..line.len() - tail)?;
        let is_apart = inner.starts_with(' ') && inner.ends_with(' ');
        // One star on either side sets a line of a chat in bold.
        let is_starred = stroke == '*' && (lead, tail) == (1, 1) && !is_apart && is_chat;
        let is_drawn = lead >= 2 && tail >= 2 && is_apart;
        if !(is_drawn || is_starred && !inner.contains('*')) || !inner.contains(char::is_alphabetic)
        {
            return None;
        }
        let end = start + line.len() - tail;
        self.hide(start, start + lead);
        self.hide(end, self.span.end);
        self.span.end = end;
        self.strong_tags += 1;
        Some(start + lead)
    }

    fn tag(&mut self, tag: Tag) -> usize {
        let start = tag.span.start.max(self.span.start);
        let end = tag.span.end.min(self.span.end);
        let is_here = tag.span.start >= self.span.start;
        let shown = match tag.element {
            Element::Inline | Element::Hidden => Shown::Nothing,
            Element::Bold => {
                let depth = self.strong_tags;
                self.strong_tags = if tag.is_closing { depth.saturating_sub(1) } else { depth + 1 };
                Shown::Nothing
            }
            Element::Item(mark) if is_here && !tag.is_closing && !self.shows_mark(end) => {
                Shown::Item(mark)
            }
            Element::Heading(level) if is_here && !tag.is_closing => {
                self.marks.heading_level = Some(level);
                Shown::Blank
            }
            _ => Shown::Blank,
        };
        self.put(start, end, shown);
        end
    }

    /// Whether an item brings its own mark, as in `<li> - text`.
    fn shows_mark(&self, at: usize) -> bool {
        let rest = self.rest(at).trim_start();
        let numbered = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let mark = if numbered.len() < rest.len() {
            numbered.strip_prefix(['.', ')'])
        } else {
            rest.strip_prefix(['-', '–', '•', '·', '*'])
        };
        mark.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    }

    fn letter(&mut self, at: usize) -> usize {
        let letter = self.after(at);
        let end = at + letter.len_utf8();
        match letter {
            '\\' => return self.escape(at),
            '&' => {
                if let Some((shown, length)) = entity(self.rest(at)) {
                    self.put(at, at + length, Shown::Letter(shown));
                    self.see(shown);
                    return at + length;
                }
            }
            '*' | '_' | '`' => return self.delimiter(at, letter),
            '[' => self.brackets.push((at, self.before(at) == '!')),
            ']' => {
                if let Some((open, is_image)) = self.brackets.pop()
                    && let Some(link_end) =
                        link_end(self.text, Span::new(end, self.last_parenthesis))
                {
                    if is_image {
                        self.hide(open - 1, link_end);
                    } else {
                        self.hide(open, open + 1);
                        self.hide(at, link_end);
                    }
                    return link_end;
                }
            }
            // Emphasis does not reach from cell to cell.
            '\t' | '|' => (self.star, self.underscore, self.underscores) = (None, None, None),
            ' ' if self.is_star_in_word => self.star = None,
            _ => {}
        }
        self.see(letter);
        end
    }

    fn see(&mut self, letter: char) {
        let is_bold = self.is_strong || self.strong_tags > 0;
        if !letter.is_whitespace() {
            self.bold_letters += u32::from(is_bold);
            // Punctuation beside a bold label does not make it less of one.
            self.plain_letters += u32::from(!is_bold && letter.is_alphanumeric());
        }
    }

    fn escape(&mut self, at: usize) -> usize {
        let escaped = self.after(at + 1);
        if at + 1 == self.span.end {
            self.hide(at, at + 1);
            return at + 1;
        }
        if !escaped.is_ascii_punctuation() {
            return at + 1;
        }
        self.put(at, at + 2, Shown::Letter(escaped));
        at + 2
    }

    fn delimiter(&mut self, at: usize, mark: char) -> usize {
        let length = self.rest(at).chars().take_while(|letter| *letter == mark).count();
        let end = at + length;
        let (before, after) = (self.before(at), self.after(end));
        let run = Span::new(at, end);
        let opens = !is_word(before) && before != '@' && may_start(after);
        let closes = !before.is_whitespace() && !is_opening(before) && !is_word(after);
        match (mark, length) {
            ('*', 1) => self.single_star(run, before, after, opens, closes),
            ('*', 2 | 3) => self.strong(run, before, after),
            // `**a****b**`: two bold stretches side by side.
            ('*', _) if is_word(before) && is_word(after) => self.hide(at, end),
            ('_', 1) => self.underscore = self.pair(self.underscore, run, opens, closes),
            ('_', 2) => self.underscores = self.pair(self.underscores, run, opens, closes),
            ('`', 1) => self.code = self.pair(self.code, run, opens, closes),
            ('`', 3..) => self.hide(at, end),
            _ => {}
        }
        end
    }

    /// Closes `open` where `run` can, or opens it anew.
    fn pair(&mut self, open: Open, run: Span, opens: bool, closes: bool) -> Open {
        match open {
            Some(open) if closes => {
                self.hide(open.start, open.end);
                self.hide(run.start, run.end);
                None
            }
            _ if opens => Some(run),
            open => open,
        }
    }

    fn single_star(&mut self, run: Span, before: char, after: char, opens: bool, closes: bool) {
        let is_within = before.is_alphabetic() && after.is_alphabetic();
        let was_open = self.star.is_some();
        self.star = self.pair(self.star, run, opens || is_within, closes || is_within);
        if !was_open {
            self.is_star_in_word = is_within;
        }
    }

    fn strong(&mut self, run: Span, before: char, after: char) {
        let is_free = before.is_whitespace() && after.is_whitespace();
        let is_power = before.is_numeric() && after.is_numeric();
        // "(**)" sends to a footnote.
        let is_sign = is_opening(before) && matches!(after, ')' | ']');
        if is_power || is_sign || (is_free && !self.is_strong) {
            return;
        }
        if !self.is_strong && !before.is_whitespace() && !is_word(after) && self.bold_letters == 0 {
            self.closes_above = Some(self.plain_letters);
        } else {
            self.is_strong = !self.is_strong;
        }
        self.hide(run.start, run.end);
    }

    fn finish(mut self) -> Marks {
        let is_all = self.plain_letters == 0 && self.bold_letters > 0;
        self.marks.bold = match (is_all, self.is_strong) {
            (true, false) => Bold::Whole,
            (true, true) => Bold::Opens,
            (false, false) if self.closes_above == Some(self.plain_letters) => Bold::Closes,
            _ => Bold::No,
        };
        in_order(&mut self.marks.edits);
        self.marks
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
fn is_opening(letter: char) -> bool {
    matches!(letter, '(' | '[' | '{' | '«' | '“' | '‘')
}
fn may_start(letter: char) -> bool {
    letter.is_alphanumeric()
        || is_opening(letter)
        || matches!(letter, '"' | '\'' | '’' | '_' | '*' | '<' | '\\' | '€' | '@' | '&')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markup::tags;
    use crate::document::normalize::reading;

    fn shown(text: &str) -> String {
        let line = Span::new(0, text.len());
        let marks = marks(text, line, &tags(text), Dialect::Markdown);
        reading(text, line, &marks.edits).as_str().to_owned()
    }
    fn bold(text: &str) -> Bold {
        marks(text, Span::new(0, text.len()), &tags(text), Dialect::Plain).bold
    }

    #[test]
    fn emphasis_is_read_through_also_inside_words() {
        for (written, read) in [
            ("il **bilancio** e *la quota* e ***tutto***", "il bilancio e la quota e tutto"),
            ("No**vi**tà e <strong>No</strong>vità e no*vi*tà", "Novità e Novità e novità"),
            ("il **Patto locale ** 2024", "il Patto locale 2024"),
            ("**primo****secondo**", "primosecondo"),
            ("in _bozza_, e __molto__.", "in bozza, e molto."),
            ("- *Voce*: testo", "- Voce: testo"),
            ("** Bilancio **", "Bilancio"),
            ("--- Terzo punto ---", "Terzo punto"),
            ("`codice` e citta`", "codice e citta'"),
            ("<u>Spese:</u> <ul style=\"x\"> - Uno <li>Due</li></ul>", "Spese: - Uno - Due"),
            ("<li> - Uno<br/>Due", "- Uno Due"),
        ] {
            assert_eq!(shown(written), read, "{written}");
        }
    }

    #[test]
    fn what_opens_and_closes_nothing_is_text() {
        for plain in [
            "snake_case_name",
            "@_rossi_",
            "5 * 3 * 2",
            "2**3",
            "* voce",
            "nota (*) e (*)",
            "X (**) e (***)",
            "firma ____________",
            "nome* e cognome*",
            "C:\\dati",
            "≥ 20% e < 30",
            "**** ****",
            "[nome protetto]",
            "[1](vedi la nota)",
            "a | b",
        ] {
            assert_eq!(shown(plain), plain);
        }
    }

    #[test]
    fn links_escapes_and_entities_are_read_through() {
        for (written, read) in [
            ("la [nota 7](https://example.it/a_(b)) va", "la nota 7 va"),
            ("vedi [qui](/x \"un titolo\").", "vedi qui."),
            ("![logo](a.png)Verbale", "Verbale"),
            (r"\*nota\* e a\|b \_", "*nota* e a|b _"),
            ("R&amp;D &egrave; gi&#224; l&rsquo;ora", "R&D è già l'ora"),
            ("### Titolo ##", "Titolo"),
            ("> > citato", "citato"),
            ("# #hashtag", "#hashtag"),
        ] {
            assert_eq!(shown(written), read, "{written}");
        }
    }

    #[test]
    fn bold_is_of_the_whole_line_and_may_cross_lines() {
        assert_eq!(bold("**Presenti:**"), Bold::Whole);
        assert_eq!(bold("<b>Presenti</b>:"), Bold::Whole);
        assert_eq!(bold("**Presenti:** Anna"), Bold::No);
        assert_eq!(bold("**Ufficio"), Bold::Opens);
        assert_eq!(bold("di Piano**"), Bold::Closes);
        assert_eq!(bold("di Piano** e altri"), Bold::No);
        assert_eq!(bold("di Piano"), Bold::No);
    }

    #[test]
    fn hostile_lines_are_read_in_one_pass() {
        for piece in ["](a", "[a](", " *a", "**", "_a ", "`", "\\", "&", "![]("] {
            let text = piece.repeat(100_000);
            let edits = marks(&text, Span::new(0, text.len()), &[], Dialect::Plain).edits;
            assert!(edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }
    }
}
