//! Tables in documents that draw none: lines that hold labels and figures become rows of grids.

use super::{
    label::{ENOUGH, SURELY},
    lexicon::Lexicon,
    remark,
    sections::loose::is_like_any,
    stream::CellText,
    torn::begins_anew,
};
use crate::{
    read::{
        document::{Block, Document, Grid, GridCell},
        normalise::squeezed,
    },
    report::{Origin, Passage, Remark},
    source::Span,
};

/// The document with grids in place of the lines that are rows of tables, and what there is to remark on.
pub(super) fn with_grids(document: &Document, lexicon: &Lexicon) -> (Document, Vec<Remark>) {
    let mut blocks = Vec::new();
    let mut remarks = Vec::new();
    let mut run: Vec<(&Passage, Kind)> = Vec::new();
    for block in &document.blocks {
        let kind = match block {
            Block::Paragraph(passage) => Some((passage, Kind::of(&passage.text, lexicon))),
            Block::Grid(_) => None,
        };
        match kind {
            Some((passage, kind)) if kind != Kind::Prose => run.push((passage, kind)),
            _ => {
                close(&mut run, lexicon, &mut blocks, &mut remarks);
                blocks.push(block.clone());
            }
        }
    }
    close(&mut run, lexicon, &mut blocks, &mut remarks);
    (Document { blocks, source: document.source.clone(), sheets: document.sheets.clone(), ..*document }, remarks)
}

/// What a line is to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A label, or several.
    Labels,
    /// One figure.
    Figure,
    /// Several figures.
    Figures,
    /// A label and figures: a whole row.
    Row,
    /// A few letters: a piece of a label, if labels stand around it.
    Piece,
    /// The number of a page.
    Page,
    /// No part of a table.
    Prose,
}

/// A line of labels has no more letters, and one that may be a piece of a label.
const MAX_LINE: usize = 90;
const MAX_PIECE: usize = 14;

impl Kind {
    fn of(text: &str, lexicon: &Lexicon) -> Kind {
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        if letters > MAX_LINE || text.contains('。') {
            return Kind::Prose;
        }
        if is_page_number(text) {
            return Kind::Page;
        }
        let (words, figures) = split(text);
        match (words.is_empty(), figures.len()) {
            (true, 0) => Kind::Prose,
            (true, 1) => Kind::Figure,
            (true, _) => Kind::Figures,
            (false, 0) => Kind::of_words(text, lexicon),
            (false, _) if lexicon.row(&lexicon.label(&words.concat())) >= ENOUGH => Kind::Row,
            (false, _) => Kind::Prose,
        }
    }

    fn of_words(text: &str, lexicon: &Lexicon) -> Kind {
        let label = lexicon.label(text);
        if lexicon.section(&label) >= SURELY || is_like_any(text, lexicon) {
            return Kind::Prose;
        }
        let parts: Vec<&str> = text.split_whitespace().collect();
        let is_label = |text: &&str| lexicon.any(&lexicon.label(text)) >= SURELY;
        let labels = parts.iter().filter(|part| is_label(part)).count();
        if lexicon.any(&label) >= ENOUGH || labels.saturating_mul(2) >= parts.len() {
            return Kind::Labels;
        }
        if squeezed(text).chars().count() <= MAX_PIECE { Kind::Piece } else { Kind::Prose }
    }
}

/// `- 3 -`, `第3页`; `-3` is a figure.
fn is_page_number(text: &str) -> bool {
    let text = squeezed(text);
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '―' | '─' | '·');
    let inner = text.trim_matches(is_dash);
    let is_framed = text.starts_with(is_dash) && text.ends_with(is_dash) && inner.len() < text.len();
    let page = inner.strip_prefix('第').and_then(|rest| rest.split_once('页')).map(|(page, _)| page);
    let inner = page.unwrap_or(inner);
    (is_framed || page.is_some()) && !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit())
}

/// The words in front of a line, and the figures and marks for nothing behind them.
fn split(text: &str) -> (Vec<&str>, Vec<&str>) {
    let parts = parts(text);
    let is_words = |part: &&str| CellText::is_words(part);
    let end = parts.iter().rposition(is_words).map_or(0, |last| last.saturating_add(1));
    let (words, figures) = parts.split_at_checked(end).unwrap_or_default();
    (words.to_vec(), figures.to_vec())
}

/// What spaces part in a line. A figure and the unit behind it are one: `14 件`.
fn parts(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in text.split_whitespace() {
        let begin = |part: &str| (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let end = begin(part).saturating_add(part.len());
        let whole = parts.last().and_then(|last| text.get(begin(last)..end)).filter(|whole| is_amount(whole, part));
        match (parts.last_mut(), whole) {
            (Some(last), Some(whole)) => *last = whole,
            _ => parts.push(part),
        }
    }
    parts
}

/// Whether a text is a figure because of the unit that it ends with.
fn is_amount(text: &str, unit: &str) -> bool {
    unit.starts_with(char::is_alphabetic) && CellText::is_words(unit) && !CellText::is_words(text)
}

/// Ends a run of lines: as a grid if it holds labels and figures, else as the paragraphs it was.
fn close(run: &mut Vec<(&Passage, Kind)>, lexicon: &Lexicon, blocks: &mut Vec<Block>, remarks: &mut Vec<Remark>) {
    let lines = std::mem::take(run);
    let is_table = |(_, kind): &(&Passage, Kind)| !matches!(kind, Kind::Piece | Kind::Page);
    let has = |kinds: &[Kind]| lines.iter().any(|(_, kind)| kinds.contains(kind));
    let is_grid = has(&[Kind::Row]) || (has(&[Kind::Labels]) && has(&[Kind::Figure, Kind::Figures]));
    let (first, last) = match (lines.iter().position(is_table), lines.iter().rposition(is_table)) {
        (Some(first), Some(last)) if is_grid => (first, last.saturating_add(1)),
        _ => (lines.len(), lines.len()),
    };
    let paragraph = |(passage, kind): &(&Passage, Kind)| (*kind != Kind::Page).then(|| Block::Paragraph((*passage).clone()));
    blocks.extend(lines.iter().take(first).filter_map(paragraph));
    if let Some(table) = lines.get(first..last).filter(|table| !table.is_empty()) {
        let mut rows = Rows::default();
        table.iter().for_each(|(passage, kind)| rows.add(passage, *kind));
        let rows = pair(rows.rows, lexicon, remarks);
        blocks.push(Block::Grid(Grid { rows, aligned: false }));
    }
    blocks.extend(lines.iter().skip(last).filter_map(paragraph));
}

/// Rows under construction.
#[derive(Default)]
struct Rows {
    rows: Vec<Vec<GridCell>>,
    /// What the line before was.
    before: Option<Kind>,
}

impl Rows {
    /// Adds a line: one figure goes to the row of the label before it; several figures, and labels with figures, are rows of
    /// their own; a label behind a figure begins a row.
    fn add(&mut self, passage: &Passage, kind: Kind) {
        let (words, figures) = split(&passage.text);
        let goes_on = match kind {
            Kind::Figure => matches!(self.before, Some(Kind::Figure | Kind::Labels | Kind::Piece)),
            Kind::Labels | Kind::Piece => matches!(self.before, Some(Kind::Labels | Kind::Piece)),
            Kind::Page => return,
            Kind::Figures | Kind::Row | Kind::Prose => false,
        };
        if !goes_on || self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        self.before = Some(kind);
        let Some(row) = self.rows.last_mut() else { return };
        for part in words.into_iter().chain(figures) {
            row.push(GridCell::single(part, row.len(), part_origin(passage, part)));
        }
    }
}

fn part_origin(passage: &Passage, part: &str) -> Origin {
    let offset =
        (part.as_ptr() as usize).checked_sub(passage.text.as_ptr() as usize).filter(|offset| *offset <= passage.text.len());
    match (passage.origin, offset) {
        (Origin::Text(span), Some(offset)) => {
            let start = (span.start as usize).saturating_add(offset);
            Origin::Text(Span::new(start, start.saturating_add(part.len())))
        }
        (origin, _) => origin,
    }
}

/// Rows of figures alone and rows of labels alone, between whole rows: where there are as many of one as of the other, they
/// belong together in order; else whose figures they are is not known, and they stay apart.
fn pair(rows: Vec<Vec<GridCell>>, lexicon: &Lexicon, remarks: &mut Vec<Remark>) -> Vec<Vec<GridCell>> {
    let mut paired = Vec::with_capacity(rows.len());
    let mut gap: Vec<Vec<GridCell>> = Vec::new();
    for row in rows {
        if is_figures(&row) || row.iter().all(is_words) {
            gap.push(row);
        } else {
            paired.append(&mut pair_gap(std::mem::take(&mut gap), lexicon, remarks));
            paired.push(row);
        }
    }
    paired.append(&mut pair_gap(gap, lexicon, remarks));
    paired
}

fn is_words(cell: &GridCell) -> bool {
    CellText::is_words(&cell.text)
}

fn is_figures(row: &[GridCell]) -> bool {
    !row.is_empty() && !row.iter().any(is_words)
}

fn pair_gap(gap: Vec<Vec<GridCell>>, lexicon: &Lexicon, remarks: &mut Vec<Remark>) -> Vec<Vec<GridCell>> {
    let figures = gap.iter().filter(|row| is_figures(row)).count();
    let words: Vec<GridCell> = gap.iter().filter(|row| !is_figures(row)).flatten().cloned().collect();
    let (rest, labels) = row_labels(&words, lexicon);
    if figures == 0 || labels.len() != figures {
        return gap;
    }
    remarks.push(remark::figures_apart(labels.first().map(|label| label.origin).unwrap_or_default()));
    let rows = labels.into_iter().zip(gap.into_iter().filter(|row| is_figures(row)));
    let rows = rows.map(|(label, figures)| [label].into_iter().chain(figures).collect());
    [rest].into_iter().filter(|rest| !rest.is_empty()).chain(rows).collect()
}

/// How many lines a label may be broken over.
const MAX_BROKEN: usize = 3;

/// The labels of rows among some words, broken ones joined; and the words that are left over in front of them.
fn row_labels(words: &[GridCell], lexicon: &Lexicon) -> (Vec<GridCell>, Vec<GridCell>) {
    let mut rest = Vec::new();
    let mut labels: Vec<GridCell> = Vec::new();
    let mut at = 0usize;
    while let Some(first) = words.get(at) {
        let joined = |pieces: usize| {
            let parts = words.get(at..at.saturating_add(pieces))?;
            if parts.windows(2).any(|pair| matches!(pair, [upper, lower] if begins_anew(&upper.text, &lower.text))) {
                return None;
            }
            let text: String = parts.iter().map(|part| part.text.as_str()).collect();
            Some((lexicon.row(&lexicon.label(&text)), std::cmp::Reverse(pieces), text))
        };
        match (1..=MAX_BROKEN).filter_map(joined).max() {
            Some((score, pieces, text)) if score >= ENOUGH => {
                labels.push(GridCell { text, ..first.clone() });
                at = at.saturating_add(pieces.0);
            }
            _ => {
                if labels.is_empty() {
                    rest.push(first.clone());
                }
                at = at.saturating_add(1);
            }
        }
    }
    (rest, labels)
}
