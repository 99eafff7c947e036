//! A content stream being run: what each operator does (ISO 32000-1, 8 and 9).
//!
//! In: operators with their operands. Out: glyphs, strokes and filled boxes on a page. Operators
//! that neither place text nor draw straight lines are passed over.

use super::super::drawn::DrawnPage;
use super::super::{PdfLimits, Refusal};
use super::content::Reader;
use super::marked::{Marked, Marks};
use super::matrix::Matrix;
use super::paths::Path;
use super::state::{Ink, State};
use super::token::{Operand, PAGE_OPERANDS, Tokens};
use super::write::Writer;

use lopdf::Dictionary;
/// States kept at once: `q` without `Q` is a fault of some programs.
const MOST_STATES: usize = 512;

/// A stream being run: what it writes to, and the state it is in.
struct Run<'r, 'f> {
    reader: &'r mut Reader<'f>,
    page: &'r mut DrawnPage,
    resources: Option<&'f Dictionary>,
    state: State,
    states: Vec<State>,
    writer: Writer,
    path: Path,
    marks: Marks,
    depth: usize,
}

/// Runs a stream on a page, `depth` forms deep.
pub(super) fn run<'f>(
    reader: &mut Reader<'f>,
    content: &[u8],
    resources: Option<&'f Dictionary>,
    state: State,
    depth: usize,
    page: &mut DrawnPage,
) -> Result<(), Refusal> {
    let mut run = Run {
        reader,
        page,
        resources,
        state,
        states: Vec::new(),
        writer: Writer::default(),
        path: Path::default(),
        marks: Marks::default(),
        depth,
    };
    let mut tokens = Tokens::new(content, PAGE_OPERANDS);
    let mut operands = Vec::new();
    while let Some(word) = tokens.next(&mut operands) {
        run.count()?;
        run.operator(word, &operands)?;
    }
    run.marks.close_all(&mut run.page.glyphs);
    Ok(())
}

impl Run<'_, '_> {
    fn count(&mut self) -> Result<(), Refusal> {
        let limits = self.reader.file.limits();
        self.reader.operators += 1;
        if self.reader.operators > limits.operators {
            return Err(PdfLimits::reached("operators", limits.operators));
        }
        Ok(())
    }

    fn operator(&mut self, word: &[u8], operands: &[Operand<'_>]) -> Result<(), Refusal> {
        let number = |at: usize| operands.get(at).and_then(Operand::number).unwrap_or(0.0);
        let last = || operands.last().and_then(Operand::number).unwrap_or(0.0);
        match word {
            b"q" => {
                if self.states.len() < MOST_STATES {
                    self.states.push(self.state.clone());
                }
            }
            b"Q" => {
                if let Some(state) = self.states.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = matrix(operands) {
                    self.state.matrix = matrix.then(self.state.matrix);
                }
            }
            b"BT" => self.writer.start(),
            b"Tc" => self.state.letter_space = last(),
            b"Tw" => self.state.word_space = last(),
            b"Tz" => self.state.stretch = last() / 100.0,
            b"TL" => self.state.leading = last(),
            b"Ts" => self.state.rise = last(),
            b"Tr" => self.state.ink = Ink::of_mode(last()),
            b"Tf" => {
                self.state.size = last();
                if let Some(name) = operands.first().and_then(Operand::name) {
                    self.state.font = self.reader.font(self.resources, name)?;
                }
            }
            b"Td" => self.writer.go(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.writer.go(number(0), number(1));
            }
            b"Tm" => {
                if let Some(matrix) = matrix(operands) {
                    self.writer.place(matrix);
                }
            }
            b"T*" => self.writer.go(0.0, -self.state.leading),
            b"Tj" => self.text(operands.last())?,
            b"TJ" => self.pieces(operands.last())?,
            b"'" => {
                self.writer.go(0.0, -self.state.leading);
                self.text(operands.last())?;
            }
            b"\"" => {
                self.state.word_space = number(0);
                self.state.letter_space = number(1);
                self.writer.go(0.0, -self.state.leading);
                self.text(operands.last())?;
            }
            b"gs" => self.graphics(operands)?,
            b"Do" => self.object(operands)?,
            b"BMC" => self.marks.open(Marked::Plain, self.page.glyphs.len()),
            b"BDC" => self.mark(operands),
            b"EMC" => self.marks.close(&mut self.page.glyphs),
            _ => self.draw(word, operands),
        }
        Ok(())
    }

    fn draw(&mut self, word: &[u8], operands: &[Operand<'_>]) {
        let matrix = self.state.matrix;
        let number = |at: usize| operands.get(at).and_then(Operand::number).unwrap_or(0.0);
        let point = |at: usize| matrix.point(number(at), number(at + 1));
        match word {
            b"m" => self.path.start(point(0)),
            b"l" => self.path.line(point(0)),
            b"c" => self.path.curve(point(4)),
            b"v" | b"y" => self.path.curve(point(2)),
            b"h" => self.path.close(),
            b"re" => {
                let (x, y, wide, high) = (number(0), number(1), number(2), number(3));
                let corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)];
                self.path.rectangle(corners.map(|(x, y)| matrix.point(x, y)));
            }
            b"S" => self.paint(true, false),
            b"s" | b"b" | b"b*" => {
                self.path.close();
                self.paint(true, word != b"s");
            }
            b"f" | b"F" | b"f*" => self.paint(false, true),
            b"B" | b"B*" => self.paint(true, true),
            b"n" => self.path.clear(),
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => self.state.is_white = is_white(operands),
            b"cs" => self.state.is_white = false,
            _ => {}
        }
    }

    fn paint(&mut self, is_stroked: bool, is_filled: bool) {
        let is_filled = is_filled && !self.state.is_white;
        if self.marks.is_hidden() || !is_stroked && !is_filled {
            self.path.clear();
        } else {
            self.path.paint(is_stroked, is_filled, self.page);
        }
    }

    fn text(&mut self, text: Option<&Operand<'_>>) -> Result<(), Refusal> {
        let Some(text) = text.and_then(Operand::text) else { return Ok(()) };
        let before = self.page.glyphs.len();
        self.writer.write(text, &self.state, &mut self.page.glyphs);
        if self.marks.is_hidden() {
            self.page.glyphs.truncate(before);
        }
        self.reader.glyphs += self.page.glyphs.len() - before;
        let limits = self.reader.file.limits();
        if self.reader.glyphs > limits.glyphs {
            return Err(PdfLimits::reached("glyphs", limits.glyphs));
        }
        Ok(())
    }

    fn pieces(&mut self, pieces: Option<&Operand<'_>>) -> Result<(), Refusal> {
        let Some(Operand::Array(pieces)) = pieces else { return self.text(pieces) };
        for piece in pieces {
            match piece {
                Operand::Number(back) => self.writer.back(*back, &self.state),
                piece => self.text(Some(piece))?,
            }
        }
        Ok(())
    }

    /// Takes a font from a set of graphics parameters.
    fn graphics(&mut self, operands: &[Operand<'_>]) -> Result<(), Refusal> {
        let file = self.reader.file;
        let name = operands.last().and_then(Operand::name);
        let sets = self.resources.and_then(|resources| file.dictionary(resources, b"ExtGState"));
        let set = sets.zip(name).and_then(|(sets, name)| file.dictionary(sets, name));
        if let Some([font, size]) = set.and_then(|set| file.array(set, b"Font")) {
            self.state.font = self.reader.font_of(font)?;
            self.state.size =
                file.follow(size).and_then(|size| size.as_float().ok()).unwrap_or(0.0);
        }
        Ok(())
    }

    /// Draws an object: a form, or a picture, of which only the place is kept.
    fn object(&mut self, operands: &[Operand<'_>]) -> Result<(), Refusal> {
        let file = self.reader.file;
        let name = operands.last().and_then(Operand::name);
        let objects = self.resources.and_then(|resources| file.dictionary(resources, b"XObject"));
        let Some(object) = objects.zip(name).and_then(|(objects, name)| file.stream(objects, name))
        else {
            return Ok(());
        };
        if self.marks.is_hidden() || self.reader.is_hidden(object.dict.get(b"OC").ok()) {
            return Ok(());
        }
        match file.name(&object.dict, b"Subtype") {
            Some(b"Form") => {
                let state = self.state.clone();
                self.reader.form(object, self.resources, state, self.depth + 1, self.page)
            }
            Some(b"Image") => {
                let [left, top, right, bottom] = self.state.matrix.bounds([0.0, 0.0, 1.0, 1.0]);
                let wide = right.min(self.page.width) - left.max(0.0);
                let high = bottom.min(self.page.height) - top.max(0.0);
                let share = wide.max(0.0) * high.max(0.0) / (self.page.width * self.page.height);
                self.page.picture_share = self.page.picture_share.max(share);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Opens marked content: text that stands for what is drawn, or content switched off.
    fn mark(&mut self, operands: &[Operand<'_>]) {
        let file = self.reader.file;
        let named = || {
            let lists = file.dictionary(self.resources?, b"Properties")?;
            lists.get(operands.get(1)?.name()?).ok()
        };
        let is_optional = operands.first().and_then(Operand::name) == Some(b"OC");
        let marked = if is_optional && self.reader.is_hidden(named()) {
            Marked::Hidden
        } else {
            let inline = operands.get(1).and_then(|list| list.value(b"ActualText")?.text());
            let listed = || file.get(file.dict(named()?)?, b"ActualText")?.as_str().ok();
            inline.or_else(listed).map_or(Marked::Plain, Marked::standing_for)
        };
        self.marks.open(marked, self.page.glyphs.len());
    }
}

/// Whether a colour is white: of light all, of ink nothing. Patterns are none.
fn is_white(operands: &[Operand<'_>]) -> bool {
    let parts: Vec<f32> = operands.iter().filter_map(Operand::number).collect();
    match parts.len() {
        4 => parts.iter().all(|ink| *ink <= 0.01),
        0 => false,
        _ => parts.iter().all(|light| *light >= 0.99),
    }
}

fn matrix(operands: &[Operand<'_>]) -> Option<Matrix> {
    let numbers: Vec<f32> = operands.iter().filter_map(Operand::number).collect();
    Matrix::of(&numbers)
}
