//! The operators of a page's content (ISO 32000-1, 8 and 9) carried out as far as text and straight lines go: a page of the
//! file in, a [`Sheet`] out. Bounded in steps, nesting and bytes.

use super::{
    font::Font,
    lexer::{Lexer, Token},
    number::billionths,
    pen,
};
use crate::read::{
    drawn,
    page::{
        measure::{Area, Matrix, ONE, thousandths, times},
        path::{Path, Pen},
        sheet::{Flow, Glyph, Sheet, is_slanted},
    },
};
use lopdf::{Dictionary, Document, Object, Stream};
use std::{collections::HashMap, rc::Rc};

/// What one document may cost.
#[derive(Debug)]
pub(super) struct Budget {
    /// Operators still to be carried out.
    pub(super) steps: usize,
    /// Characters still to be kept.
    pub(super) glyphs: usize,
    /// Bytes still to be unpacked.
    pub(super) bytes: usize,
}

/// Why the content of a page was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The budget does not suffice.
    TooMuch,
    /// A part of it cannot be unpacked.
    Damaged,
}

/// How deep forms may use forms.
const DEEPEST: usize = 12;
/// How many states may be saved at once.
const MOST_SAVED: usize = 512;
/// How many operands an operator may have; arrays count by their items.
const MOST_OPERANDS: usize = 1 << 16;
/// How many pictures of a page are remembered.
const MOST_PICTURES: usize = 2_000;
/// Smaller ones, in thousandths of a point, show no figure.
const SMALLEST_PICTURE: i64 = 4_000;
/// How many fonts are kept ready.
const MOST_FONTS: usize = 64;

/// What `q` saves and `Q` brings back.
#[derive(Clone, Debug, Default)]
struct State {
    to_page: Matrix,
    pen: Pen,
    font: Option<Rc<Font>>,
    size: i64,
    character_space: i64,
    word_space: i64,
    stretch: i64,
    leading: i64,
    rise: i64,
    hidden: bool,
    /// Whether what is painted shows through.
    faint: bool,
}

/// Carries out content.
pub(super) struct Painter<'f> {
    file: &'f Document,
    fonts: HashMap<usize, Rc<Font>>,
    budget: Budget,
    sheet: Sheet,
    state: State,
    saved: Vec<State>,
    path: Path,
    text: Matrix,
    line: Matrix,
    /// For each marked piece of content under way, whether it is the page's furniture.
    marks: Vec<bool>,
}

impl<'f> Painter<'f> {
    /// For the pages of a file.
    pub(super) fn new(file: &'f Document, budget: Budget) -> Painter<'f> {
        Painter {
            file,
            fonts: HashMap::new(),
            budget,
            sheet: Sheet::default(),
            state: State::default(),
            saved: Vec::new(),
            path: Path::default(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            marks: Vec::new(),
        }
    }

    /// One page: its area, the way from its own coordinates to ours, its resources and its content.
    pub(super) fn page(
        &mut self,
        sheet: Sheet,
        to_page: Matrix,
        resources: &'f Dictionary,
        streams: &[&'f Stream],
    ) -> Result<Sheet, Stop> {
        self.sheet = sheet;
        self.state = State { to_page, stretch: ONE, ..State::default() };
        self.saved.clear();
        self.marks.clear();
        self.path = Path::default();
        let mut content = Vec::new();
        for stream in streams {
            content.extend(self.unpack(stream)?);
            content.push(b'\n');
        }
        self.run(&content, resources, 0)?;
        Ok(std::mem::take(&mut self.sheet))
    }

    fn unpack(&mut self, stream: &Stream) -> Result<Vec<u8>, Stop> {
        let content = match stream.get_plain_content_with_limit(self.budget.bytes) {
            Ok(content) => content,
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => return Err(Stop::TooMuch),
            Err(_) => return Err(Stop::Damaged),
        };
        self.budget.bytes = self.budget.bytes.checked_sub(content.len()).ok_or(Stop::TooMuch)?;
        Ok(content)
    }

    fn run(&mut self, content: &[u8], resources: &'f Dictionary, depth: usize) -> Result<(), Stop> {
        let mut lexer = Lexer::new(content);
        let mut operands = Vec::new();
        while let Some(token) = lexer.next() {
            match token {
                Token::Word(word) if word == b"ID" => {
                    lexer.pass_image();
                    self.sheet.pictures += 1;
                    operands.clear();
                }
                Token::Word(word) => {
                    self.budget.steps = self.budget.steps.checked_sub(1).ok_or(Stop::TooMuch)?;
                    self.operate(&word, &operands, resources, depth)?;
                    operands.clear();
                }
                Token::Open | Token::Close => {}
                operand if operands.len() < MOST_OPERANDS => operands.push(operand),
                _ => return Err(Stop::TooMuch),
            }
        }
        Ok(())
    }

    fn operate(&mut self, word: &[u8], operands: &[Token], resources: &'f Dictionary, depth: usize) -> Result<(), Stop> {
        match word {
            b"q" => self.save(),
            b"Q" => self.restore(),
            b"cm" => self.transform(operands),
            b"Do" => return self.external(operands, resources, depth),
            b"BMC" | b"BDC" => self.marks.push(is_furniture(operands)),
            b"EMC" => {
                self.marks.pop();
            }
            b"gs" => self.set_faint(operands, resources),
            b"Tf" => self.set_font(operands, resources),
            b"Tj" | b"TJ" | b"'" | b"\"" => return self.show(word, operands),
            b"BT" | b"Td" | b"TD" | b"Tm" | b"T*" => self.move_text(word, operands),
            b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts" | b"Tr" => self.set_text(word, operands),
            _ if pen::take(&mut self.state.pen, word, operands) => {}
            _ => self.path.take(word, &numbers(operands), &self.state.to_page, &self.state.pen, &mut self.sheet),
        }
        Ok(())
    }

    fn save(&mut self) {
        if self.saved.len() < MOST_SAVED {
            self.saved.push(self.state.clone());
        }
    }

    fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }

    fn transform(&mut self, operands: &[Token]) {
        if let Some(matrix) = Matrix::of(&numbers(operands)) {
            self.state.to_page = matrix.then(&self.state.to_page);
        }
    }

    /// `Do`: a picture, or a form, which is content of its own.
    fn external(&mut self, operands: &[Token], resources: &'f Dictionary, depth: usize) -> Result<(), Stop> {
        let Some(Token::Name(name)) = operands.last() else { return Ok(()) };
        let Some(Object::Stream(form)) = resource(self.file, resources, b"XObject", name) else { return Ok(()) };
        match form.dict.get_deref(b"Subtype", self.file).and_then(Object::as_name) {
            Ok(b"Image") => self.picture(),
            Ok(b"Form") if depth < DEEPEST => return self.form(form, resources, depth),
            _ => {}
        }
        Ok(())
    }

    /// A picture fills the square of one unit.
    fn picture(&mut self) {
        self.sheet.pictures += 1;
        let corners = [(0, 0), (ONE, 0), (0, ONE), (ONE, ONE)].map(|(x, y)| self.state.to_page.apply(x, y));
        let area = Area::around(&corners).filter(|area| area.height() > SMALLEST_PICTURE && area.width() > SMALLEST_PICTURE);
        if let Some(area) = area.filter(|_| self.sheet.beside.len() < MOST_PICTURES) {
            self.sheet.beside.push((area, drawn::PICTURE.to_owned()));
        }
    }

    fn form(&mut self, form: &'f Stream, resources: &'f Dictionary, depth: usize) -> Result<(), Stop> {
        let listed = form.dict.get_deref(b"Matrix", self.file).and_then(Object::as_array).ok();
        let numbers = listed.and_then(|list| list.iter().map(billionths).collect::<Option<Vec<i64>>>());
        let matrix = numbers.and_then(|numbers| Matrix::of(&numbers));
        let own = form.dict.get_deref(b"Resources", self.file).and_then(Object::as_dict).unwrap_or(resources);
        let content = self.unpack(form)?;
        let (state, saved) = (self.state.clone(), std::mem::take(&mut self.saved));
        let (text, line) = (self.text, self.line);
        self.state.to_page = matrix.unwrap_or_default().then(&self.state.to_page);
        self.run(&content, own, depth + 1)?;
        (self.state, self.saved, self.text, self.line) = (state, saved, text, line);
        Ok(())
    }

    fn set_font(&mut self, operands: &[Token], resources: &'f Dictionary) {
        let [Token::Name(name), Token::Number(size)] = operands else { return };
        self.state.size = *size;
        let Some(Object::Dictionary(dict)) = resource(self.file, resources, b"Font", name) else {
            self.state.font = None;
            return;
        };
        if self.fonts.len() >= MOST_FONTS {
            self.fonts.clear();
        }
        // Dictionaries stay where they are as long as the file is read.
        let place = std::ptr::from_ref(dict).addr();
        let font = self.fonts.entry(place).or_insert_with(|| Rc::new(Font::of(dict, self.file)));
        self.state.font = Some(Rc::clone(font));
    }

    /// `gs`: of its settings only how opaque areas and characters are.
    fn set_faint(&mut self, operands: &[Token], resources: &Dictionary) {
        let [Token::Name(name)] = operands else { return };
        let settings = resource(self.file, resources, b"ExtGState", name).and_then(|settings| settings.as_dict().ok());
        let opaque = settings.and_then(|settings| settings.get_deref(b"ca", self.file).ok()).and_then(billionths);
        self.state.faint = opaque.map_or(self.state.faint, |opaque| opaque * 2 <= ONE);
    }

    fn set_text(&mut self, word: &[u8], operands: &[Token]) {
        let Some(Token::Number(value)) = operands.last() else { return };
        let state = &mut self.state;
        match word {
            b"Tc" => state.character_space = *value,
            b"Tw" => state.word_space = *value,
            b"Tz" => state.stretch = value / 100,
            b"TL" => state.leading = *value,
            b"Ts" => state.rise = *value,
            _ => state.hidden = matches!(value / ONE, 3 | 7),
        }
    }

    fn move_text(&mut self, word: &[u8], operands: &[Token]) {
        let pair = pair(operands);
        self.line = match (word, pair) {
            (b"BT", _) => Matrix::IDENTITY,
            (b"Tm", _) => Matrix::of(&numbers(operands)).unwrap_or(self.line),
            (b"T*", _) => Matrix::shift(0, -self.state.leading).then(&self.line),
            (_, Some((x, y))) => {
                if word == b"TD" {
                    self.state.leading = -y;
                }
                Matrix::shift(x, y).then(&self.line)
            }
            _ => self.line,
        };
        self.text = self.line;
    }

    /// `Tj`, `TJ` and the two that begin a new line.
    fn show(&mut self, word: &[u8], operands: &[Token]) -> Result<(), Stop> {
        if word == b"'" || word == b"\"" {
            if let (b"\"", Some((word_space, character_space))) = (word, pair(operands)) {
                (self.state.word_space, self.state.character_space) = (word_space, character_space);
            }
            self.move_text(b"T*", &[]);
        }
        for operand in operands {
            match operand {
                Token::Text(string) => self.string(string)?,
                Token::Number(back) if word == b"TJ" => self.advance(-times(back / 1000, self.state.size), 0),
                _ => {}
            }
        }
        self.sheet.next_string();
        Ok(())
    }

    /// Moves the pen along the line; `space` is not a part of the character before.
    fn advance(&mut self, by: i64, space: i64) {
        let vertical = self.state.font.as_ref().is_some_and(|font| font.vertical);
        let (x, y) = if vertical { (0, by + space) } else { (times(by + space, self.state.stretch), 0) };
        self.text = Matrix::shift(x, y).then(&self.text);
    }

    fn string(&mut self, string: &[u8]) -> Result<(), Stop> {
        let Some(font) = self.state.font.clone() else { return Ok(()) };
        self.budget.steps = self.budget.steps.checked_sub(string.len()).ok_or(Stop::TooMuch)?;
        for shown in font.read(string) {
            if let Some(glyph) = self.glyph(shown.text, shown.advance, font.vertical) {
                self.keep(glyph)?;
            }
            let word_space = if shown.parts_words { self.state.word_space } else { 0 };
            self.advance(times(shown.advance, self.state.size), self.state.character_space + word_space);
        }
        Ok(())
    }

    fn keep(&mut self, glyph: Glyph) -> Result<(), Stop> {
        if !self.marks.contains(&true) && self.sheet.area.holds(glyph.area.middle()) {
            self.budget.glyphs = self.budget.glyphs.checked_sub(1).ok_or(Stop::TooMuch)?;
            let glyphs = if self.state.hidden { &mut self.sheet.hidden } else { &mut self.sheet.glyphs };
            glyphs.push(glyph);
        }
        Ok(())
    }

    /// The character at the pen; none where it is too small to be seen.
    fn glyph(&self, text: String, advance: i64, vertical: bool) -> Option<Glyph> {
        let state = &self.state;
        let size = Matrix { a: times(state.size, state.stretch), d: state.size, f: state.rise, ..Matrix::IDENTITY };
        let place = size.then(&self.text).then(&state.to_page);
        // An em reaches from 0.12 below the base line to 0.88 above it; in vertical lines it hangs from the pen.
        let (along, from, to) = match vertical {
            false => ((ONE, 0), (0, -ONE / 100 * 12), (advance, ONE / 100 * 88)),
            true => ((0, -ONE), (-ONE / 2, advance), (ONE / 2, 0)),
        };
        let corners = [(from.0, from.1), (from.0, to.1), (to.0, from.1), (to.0, to.1)].map(|(x, y)| place.apply(x, y));
        let (x, y) = place.turn(0, ONE);
        let size = thousandths(x.abs().max(y.abs()));
        let area = Area::around(&corners)?;
        let (flow, faces) = (Flow::of(place.turn(along.0, along.1)), Flow::of(place.turn(ONE, 0)));
        let is_pale = state.pen.pale_fill || state.faint;
        let glyph = Glyph { text, area, size, flow, faces, is_pale, string: self.sheet.string };
        (size >= 600 && !is_slanted(place.turn(along.0, along.1))).then_some(glyph)
    }
}

/// Whether marked content is a running head, a page number or a watermark, by what the file says of it.
fn is_furniture(operands: &[Token]) -> bool {
    let named = |name: &[u8]| operands.iter().any(|token| matches!(token, Token::Name(named) if named == name));
    matches!(operands.first(), Some(Token::Name(tag)) if tag == b"Artifact") && (named(b"Pagination") || named(b"Watermark"))
}

fn resource<'f>(file: &'f Document, resources: &'f Dictionary, kind: &[u8], name: &[u8]) -> Option<&'f Object> {
    resources.get_deref(kind, file).and_then(Object::as_dict).ok()?.get_deref(name, file).ok()
}

fn numbers(operands: &[Token]) -> Vec<i64> {
    let number = |token: &Token| if let Token::Number(number) = token { Some(*number) } else { None };
    operands.iter().filter_map(number).collect()
}

fn pair(operands: &[Token]) -> Option<(i64, i64)> {
    match numbers(operands).as_slice() {
        [x, y, ..] => Some((*x, *y)),
        _ => None,
    }
}

/// A box of a page, `[left bottom right top]` in any order, in billionths.
pub(super) fn page_box(object: &Object, file: &Document) -> Option<[i64; 4]> {
    let (_, object) = file.dereference(object).ok()?;
    let sides = object.as_array().ok()?.iter().map(|side| billionths(file.dereference(side).ok()?.1));
    let [x0, y0, x1, y1] = <[i64; 4]>::try_from(sides.collect::<Option<Vec<_>>>()?).ok()?;
    let (left, right, bottom, top) = (x0.min(x1), x0.max(x1), y0.min(y1), y0.max(y1));
    (left < right && bottom < top).then_some([left, bottom, right, top])
}
