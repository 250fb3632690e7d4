//! Figures that a narrow column broke over lines: the lines that hold their rests are no rows of the table.

use super::{
    Chunk, Layout, Row, is_numbered,
    labels::{Figures, Part, is_value},
};

/// No row is torn over more lines than this.
const NEAR: usize = 4;

impl Part {
    /// Rows of a table do not overlap: of two that do, the one with fewer figures holds pieces of figures.
    pub(super) fn set_pieces_aside(&mut self, region: &[Row], layout: &Layout) {
        let count = |figures: &Figures| values(region, layout, figures.row).count();
        let is_piece = |(at, figures): (usize, &Figures)| {
            let near = self.figures.iter().skip(at.saturating_sub(NEAR)).take(NEAR * 2 + 1);
            let overlaps = |other: &&Figures| {
                let shared = figures.area.bottom.min(other.area.bottom) - figures.area.top.max(other.area.top);
                shared * 8 > figures.area.height()
            };
            near.filter(overlaps).any(|other| count(other) > count(figures))
        };
        let mut are_pieces: Vec<bool> = self.figures.iter().enumerate().map(is_piece).collect();
        let pieces = self.figures.iter().zip(&are_pieces).filter(|(_, is_piece)| **is_piece).map(|(figures, _)| *figures);
        self.rests.extend(pieces);
        let mut are_pieces = are_pieces.drain(..);
        self.figures.retain(|_| are_pieces.next() != Some(true));
    }

    /// Figures that a narrow column broke over lines stand close above or below the row that they belong to: the rows of such pieces,
    /// each with the row of its label. Put together in one cell, it is seen that they are pieces.
    pub(super) fn torn(&self, labelled: &[usize], region: &[Row], layout: &Layout) -> Vec<(usize, usize)> {
        let values = |row: usize| values(region, layout, row);
        let is_labelled = |(at, figures): &(usize, &Figures)| {
            let row = region.get(figures.row).map(Vec::as_slice).unwrap_or_default();
            let is_number = |chunk: &Chunk| layout.label(&chunk.area) == Some(false) && is_numbered(&chunk.text);
            labelled.contains(at) || row.iter().any(is_number) || self.is_beside_number(figures)
        };
        let (mut whole, mut rest): (Vec<_>, Vec<_>) = self.figures.iter().enumerate().partition(is_labelled);
        if whole.is_empty() {
            let fullest = rest.iter().enumerate().rev().max_by_key(|(_, (_, figures))| values(figures.row).count());
            whole.extend(fullest.map(|(at, _)| at).map(|at| rest.remove(at)));
        }
        let is_piece_of = |piece: &Figures, home: &Figures| {
            let is_row = values(piece.row).count() >= values(home.row).count();
            let is_longer = |over: &Chunk, chunk: &Chunk| {
                let (upper, lower) = if over.area.top < chunk.area.top { (over, chunk) } else { (chunk, over) };
                let (upper, lower) = (upper.text.len(), lower.text.len());
                upper > 1 && if is_row { upper > lower } else { upper >= lower }
            };
            let is_piece = |chunk: &Chunk| {
                let column = layout.columns(&chunk.area);
                values(home.row).find(|over| layout.columns(&over.area) == column).is_none_or(|over| is_longer(over, chunk))
            };
            values(piece.row).all(is_piece)
        };
        let home = |piece: &Figures| {
            let all = |figures: &Figures| figures.area.with(&figures.last);
            let apart = |home: &Figures| (piece.area.top - all(home).bottom).max(all(home).top - piece.area.bottom);
            let next = whole.partition_point(|(_, figures)| figures.row < piece.row);
            let near = whole.iter().skip(next.saturating_sub(NEAR)).take(NEAR * 2).map(|(_, figures)| *figures);
            let homes = near.filter(|home| apart(home) * 5 < piece.area.height() * 3 && is_piece_of(piece, home));
            // As near to the row below as to that above, it is the rest of that above.
            let home = homes.min_by_key(|home| (apart(home) * 8 / piece.area.height().max(1), home.row))?;
            Some((piece.row, home.row))
        };
        rest.into_iter().map(|(_, figures)| figures).chain(&self.rests).filter_map(home).collect()
    }

    /// Whether a numbered label over several columns stands beside a row that is torn, between its lines.
    fn is_beside_number(&self, figures: &Figures) -> bool {
        let (top, bottom) = (figures.area.top, figures.last.bottom);
        figures.last != figures.area && self.has_number_between(top, bottom)
    }

    /// Where all figures of a row are what those above go on with, it is no row of its own: those above are as long as any in their
    /// columns, and no label of its own stands beside the row.
    pub(super) fn set_rests_aside(&mut self, region: &[Row], layout: &Layout) {
        let labels = |row: usize| region.get(row).into_iter().flatten().filter(|chunk| layout.label(&chunk.area).is_some());
        let goes_on = |above: &Figures, below: &Figures| {
            let is_close = (below.area.top - above.area.bottom) * 3 < below.area.height() && above.last == above.area;
            let goes_on = |rest: &Chunk| {
                let column = layout.columns(&rest.area);
                values(region, layout, above.row)
                    .find(|over| layout.columns(&over.area) == column)
                    .is_some_and(|over| layout.goes_on(over, rest))
            };
            let has_number = |row: usize| labels(row).any(|label| is_numbered(&label.text));
            let has_label = labels(below.row).next().is_some() && (has_number(below.row) || !has_number(above.row));
            is_close && !has_label && values(region, layout, below.row).all(goes_on)
        };
        let mut whole: Vec<Figures> = Vec::with_capacity(self.figures.len());
        for figures in std::mem::take(&mut self.figures) {
            match whole.last_mut() {
                Some(above) if goes_on(above, &figures) => {
                    above.last = figures.area;
                    self.rests.push(figures);
                }
                _ => whole.push(figures),
            }
        }
        self.figures = whole;
    }
}

/// The figures of a row.
fn values<'r>(region: &'r [Row], layout: &'r Layout, row: usize) -> impl Iterator<Item = &'r Chunk> {
    region.get(row).into_iter().flatten().filter(|chunk| is_value(chunk, layout))
}
