//! The objects of a page (GB/T 33190, 8 to 11) painted onto a [`Sheet`], as far as text and straight lines go.

use super::numbers;
use crate::{
    read::{
        page::{
            measure::{Matrix, ONE, thousandths, times},
            path::{Path, Pen},
            sheet::{Flow, Glyph, Sheet, is_slanted},
        },
        xml::{BytesStart, Listener, attribute},
    },
    report::NoReport,
    text,
};
use unicode_width::UnicodeWidthChar;

/// What one document may cost.
#[derive(Debug)]
pub(super) struct Budget {
    /// Elements still to be looked at.
    pub(super) elements: usize,
    /// Characters still to be kept.
    pub(super) glyphs: usize,
}

/// The data of a path, or the text of a run, may have so many bytes.
const MOST_DATA: usize = 1 << 20;

/// How thick lines are that do not say so: in billionths of a millimetre.
const LINE_WIDTH: i64 = 353_000_000;

/// Paints a page.
pub(super) struct Painter<'b> {
    pub(super) sheet: Sheet,
    pub(super) to_page: Matrix,
    budget: &'b mut Budget,
    open: Vec<Tag>,
    object: Object,
    code: Code,
    /// The text of the element that is open.
    data: String,
    path: Path,
    /// Objects composed of a unit that stands in another part.
    pub(super) composed: Vec<Composed>,
    /// The unit that alone is painted, if it is not everything.
    pub(super) only: Option<String>,
}

/// An object that stands for a unit of others.
#[derive(Debug)]
pub(super) struct Composed {
    /// The number of the unit.
    pub(super) unit: String,
    /// The way from its coordinates to the page.
    pub(super) to_page: Matrix,
}

/// An element, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Text,
    Path,
    Code,
    Data,
    Clips,
    Unit,
    OtherUnit,
    Other,
}

/// The text or path object that is open.
#[derive(Clone, Debug, Default)]
struct Object {
    to_page: Matrix,
    pen: Pen,
    is_drawn: bool,
    is_filled: bool,
    is_seen: bool,
    /// The size of its font, and how wide characters are stretched.
    size: i64,
    stretch: i64,
    /// Where its boundary ends, if it has no matrix of its own.
    right: Option<i64>,
    /// Where the next run begins, if it does not say so.
    at: (i64, i64),
}

/// A run of characters.
#[derive(Debug, Default)]
struct Code {
    at: (Option<i64>, Option<i64>),
    steps: [String; 2],
}

impl<'b> Painter<'b> {
    /// For a page, with the way from its millimetres to points.
    pub(super) fn new(sheet: Sheet, to_page: Matrix, budget: &'b mut Budget) -> Painter<'b> {
        let object = Object { to_page, is_drawn: true, is_seen: true, stretch: ONE, ..Object::default() };
        let (open, code, data, path) = (Vec::new(), Code::default(), String::new(), Path::default());
        Painter { sheet, to_page, budget, open, object, code, data, path, composed: Vec::new(), only: None }
    }

    /// Where an object stands.
    fn place(&self, element: &BytesStart<'_>) -> Matrix {
        let [left, top, ..] = attribute(element, "Boundary").and_then(|value| numbers::exactly::<4>(&value)).unwrap_or_default();
        let inner = attribute(element, "CTM").and_then(|value| Matrix::of(&numbers::list(&value))).unwrap_or_default();
        inner.then(&Matrix::shift(left, top)).then(&self.to_page)
    }

    fn begin_object(&mut self, element: &BytesStart<'_>, is_text: bool) {
        let number = |name: &str| attribute(element, name).and_then(|value| numbers::list(&value).first().copied());
        let flag = |name: &str, usual: bool| attribute(element, name).map_or(usual, |value| value.trim() == "true");
        let [_, _, width, _] = attribute(element, "Boundary").and_then(|value| numbers::exactly::<4>(&value)).unwrap_or_default();
        let is_turned = attribute(element, "CTM").is_some();
        let is_pale = number("Alpha").is_some_and(|alpha| alpha <= 128 * ONE);
        self.object = Object {
            to_page: self.place(element),
            pen: Pen { width: number("LineWidth").unwrap_or(LINE_WIDTH), pale_fill: is_pale, ..Pen::default() },
            is_drawn: flag("Stroke", !is_text),
            is_filled: flag("Fill", is_text),
            is_seen: flag("Visible", true),
            size: number("Size").or_else(|| number("size")).unwrap_or_default(),
            stretch: number("HScale").unwrap_or(ONE),
            right: (!is_turned).then_some(width),
            at: (0, 0),
        };
    }

    /// The colour of an object: three levels, or one of grey.
    fn colour(&mut self, element: &BytesStart<'_>, is_fill: bool) {
        let levels = attribute(element, "Value").map(|value| numbers::list(&value)).unwrap_or_default();
        let all = |least: i64| matches!(levels.len(), 1 | 3) && levels.iter().all(|level| *level >= least * ONE);
        let pen = &mut self.object.pen;
        if is_fill {
            (pen.white_fill, pen.pale_fill) = (all(255), pen.pale_fill || all(153));
        } else {
            pen.white_line = all(255);
        }
    }

    /// Whether what comes is part of the page, or of the unit that alone is painted.
    fn is_painted(&self) -> bool {
        self.only.is_none() || self.is_in(Tag::Unit)
    }

    fn is_in(&self, tag: Tag) -> bool {
        self.open.contains(&tag)
    }

    /// A run of characters: each stands a step behind the one before; the last step holds for all that follow.
    fn show(&mut self) -> Result<(), NoReport> {
        let data = std::mem::take(&mut self.data);
        let count = data.chars().count();
        let Code { at, steps } = std::mem::take(&mut self.code);
        let [across, down] = steps.map(|steps| numbers::steps(&steps, count));
        let (mut x, mut y) = (at.0.unwrap_or(self.object.at.0), at.1.unwrap_or(self.object.at.1));
        self.object.at = (x, y);
        let step_at = |steps: &[i64], index: usize| steps.get(index).or(steps.last()).copied();
        for (index, c) in data.chars().enumerate() {
            let usual = times(self.object.width(c), self.object.stretch);
            // The last character ends where the boundary does, if that is about its size.
            let last = self.object.right.map(|right| right - x).filter(|_| index + 1 == count);
            let wide = last.filter(|last| (self.object.size / 3..=self.object.size).contains(last)).unwrap_or(usual);
            let step = match (step_at(&across, index), step_at(&down, index)) {
                (None, None) => (wide, 0),
                (across, down) => (across.unwrap_or(0), down.unwrap_or(0)),
            };
            self.keep(c, (x, y), wide, step)?;
            (x, y) = (x.saturating_add(step.0), y.saturating_add(step.1));
        }
        self.sheet.next_string();
        Ok(())
    }

    fn keep(&mut self, c: char, (x, y): (i64, i64), wide: i64, step: (i64, i64)) -> Result<(), NoReport> {
        let object = &self.object;
        let wide = if step.0 > 0 { wide.min(step.0) } else { wide };
        // An em reaches from 0.12 below the base line to 0.88 above it.
        let (top, bottom) = (y - object.size / 100 * 88, y + object.size / 100 * 12);
        let corners = [(x, top), (x + wide, top), (x, bottom), (x + wide, bottom)].map(|(x, y)| object.to_page.apply(x, y));
        let Some(area) = crate::read::page::measure::Area::around(&corners) else { return Ok(()) };
        let (tall_x, tall_y) = object.to_page.turn(0, object.size);
        let size = thousandths(tall_x.abs().max(tall_y.abs()));
        let step = object.to_page.turn(step.0, step.1);
        let line = object.to_page.turn(ONE, 0);
        let (flow, faces) = (if step == (0, 0) { Flow::of(line) } else { Flow::of(step) }, Flow::of(line));
        if size >= 600 && !is_slanted(line) && self.sheet.area.holds(area.middle()) {
            self.budget.glyphs = self.budget.glyphs.checked_sub(1).ok_or_else(too_much)?;
            let (is_pale, string) = (object.pen.pale_fill, self.sheet.string);
            let glyphs = if object.is_seen { &mut self.sheet.glyphs } else { &mut self.sheet.hidden };
            glyphs.push(Glyph { text: c.to_string(), area, size, flow, faces, is_pale, string });
        }
        Ok(())
    }

    /// The path of an object. Letters drawn as curves are pictures of text.
    fn draw(&mut self) {
        let data = std::mem::take(&mut self.data);
        let object = &self.object;
        let mut word = "";
        let mut given: Vec<i64> = Vec::new();
        let mut is_curved = false;
        for part in data.split_whitespace().chain(["M"]) {
            if let Some(number) = crate::read::page::measure::decimal(part) {
                given.push(number);
                continue;
            }
            let operator: &[u8] = match word {
                "M" | "S" => b"m",
                "L" => b"l",
                "Q" | "B" | "A" => b"c",
                "C" => b"h",
                _ => b"",
            };
            is_curved |= operator == b"c";
            self.path.take(operator, &given, &object.to_page, &object.pen, &mut self.sheet);
            given.clear();
            word = part;
        }
        let paint: &[u8] = match (object.is_drawn, object.is_filled) {
            _ if !object.is_seen => b"n",
            (true, true) => b"B",
            (true, false) => b"S",
            (false, true) => b"f",
            (false, false) => b"n",
        };
        self.path.take(paint, &[], &object.to_page, &object.pen, &mut self.sheet);
        self.sheet.pictures += usize::from(is_curved);
    }
}

impl Object {
    /// How wide a character is: the whole of its size, or half of it. The file leaves that to its fonts.
    fn width(&self, c: char) -> i64 {
        if c.width().unwrap_or(0) > 1 || c.width_cjk().unwrap_or(0) > 1 { self.size } else { self.size / 2 }
    }
}

impl Listener for Painter<'_> {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        self.budget.elements = self.budget.elements.checked_sub(1).ok_or_else(too_much)?;
        let tag = match name {
            "TextObject" => Tag::Text,
            "PathObject" => Tag::Path,
            "TextCode" => Tag::Code,
            "AbbreviatedData" => Tag::Data,
            "Clips" => Tag::Clips,
            "CompositeGraphicUnit" if self.only.is_some() && attribute(element, "ID") == self.only => Tag::Unit,
            "CompositeGraphicUnit" => Tag::OtherUnit,
            _ => Tag::Other,
        };
        if !self.is_painted() {
            self.open.push(if matches!(tag, Tag::Unit | Tag::OtherUnit) { tag } else { Tag::Other });
            return Ok(());
        }
        match (tag, name) {
            (Tag::Text | Tag::Path, _) => self.begin_object(element, tag == Tag::Text),
            (Tag::Code, _) => {
                let number = |name: &str| attribute(element, name).and_then(|value| numbers::list(&value).first().copied());
                let steps = |name: &str| attribute(element, name).unwrap_or_default();
                self.code = Code { at: (number("X"), number("Y")), steps: [steps("DeltaX"), steps("DeltaY")] };
            }
            (_, "FillColor" | "StrokeColor") if !self.is_in(Tag::Clips) => {
                self.colour(element, name == "FillColor");
            }
            (_, "ImageObject") => self.sheet.pictures += 1,
            (_, "CompositeObject") => {
                let to_page = self.place(element);
                self.composed.extend(attribute(element, "ResourceID").map(|unit| Composed { unit, to_page }));
            }
            _ => {}
        }
        self.open.push(tag);
        Ok(())
    }

    fn end(&mut self, _name: &str, _open: &[&str]) -> Result<(), NoReport> {
        match self.open.pop() {
            Some(Tag::Code) if self.is_in(Tag::Text) => self.show()?,
            Some(Tag::Path) => self.draw(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, _open: &[&str]) {
        let is_wanted = matches!(self.open.last(), Some(Tag::Code | Tag::Data)) && !self.is_in(Tag::Clips);
        if is_wanted && self.data.len() < MOST_DATA {
            self.data.extend(text.chars().filter(|c| self.open.last() == Some(&Tag::Data) || !matches!(c, '\n' | '\r' | '\t')));
        }
    }
}

fn too_much() -> NoReport {
    NoReport::because(text!("OFD 内容过多，不像一份年度报告", "there is too much in the OFD for an annual report"))
}
