//! The only row of a table whose row has no printed label: known by the head above it.

use super::{
    dates,
    head::Heads,
    label::Likeness,
    lexicon::TableLabels,
    rows::RowMatch,
    segment::Segment,
    stream::{CellText, Row, Seen},
    tables::Scene,
};
use crate::{chinese::phrase, read::normalise::squeezed};
use std::ops::Range;

impl Scene<'_, '_> {
    /// The only row of a table whose row has no printed label: the first row of values under a head that is surely the table's.
    pub(super) fn unlabelled(&self, labels: &TableLabels) -> Vec<Segment> {
        let lines = labels.columns.lines.len();
        let mut found: Vec<Segment> = Vec::new();
        for (at, row) in self.stream.rows.iter().enumerate().filter(|_| lines >= 3) {
            let Some(values_from) = values_from(row, lines) else { continue };
            let likeness = Likeness { score: 1000, sure: true };
            let only = RowMatch { row: at, line: 0, values_from, label_cells: 0, likeness };
            let head = self.head(at);
            if !self.may_tell(&head, row, lines) {
                continue;
            }
            let heads = self.heads(&head, &only, labels);
            if heads.known().saturating_mul(5) < lines.saturating_mul(3) {
                continue;
            }
            let only = RowMatch { values_from: label_beside(row, &heads, lines).unwrap_or(values_from), ..only };
            match found.last_mut().filter(|last| last.head.start == head.start) {
                Some(last) if self.is_blank(last) && is_filled(row, lines) => {
                    *last = Segment { rows: vec![only], heads, head, groups: Vec::new() }
                }
                Some(_) => {}
                None => found.push(Segment { rows: vec![only], heads, head, groups: Vec::new() }),
            }
        }
        let below: Vec<Segment> = found.iter().flat_map(|segment| self.below(segment, lines)).collect();
        found.extend(below);
        found
    }

    /// Whether there are words enough above a row for the heads of most of its columns.
    fn may_tell(&self, head: &Range<usize>, row: &Row<'_>, lines: usize) -> bool {
        let above = self.stream.rows.get(head.clone()).unwrap_or_default().iter();
        let own = (!row.aligned).then_some(row);
        let words: usize = above.chain(own).map(|row| row.words().count()).sum();
        words.saturating_mul(5) >= lines.saturating_mul(3)
    }

    /// More rows of figures right below the only one that the form has: which is meant is not known, so each is read, and what
    /// differs is said. One figure alone is that of a page, of a telephone, a day.
    fn below(&self, segment: &Segment, lines: usize) -> Vec<Segment> {
        const FEWEST: usize = 2;
        let Some(only) = segment.rows.first() else { return Vec::new() };
        let block = self.stream.rows.get(only.row).map(|row| row.block);
        let more = self.stream.rows.iter().enumerate().skip(only.row.saturating_add(1));
        let more = more.take_while(|(_, row)| Some(row.block) == block).filter(|(_, row)| !row.is_blank());
        more.map_while(|(at, row)| {
            let values_from = values_from(row, lines).filter(|_| row.figures() >= FEWEST)?;
            let values_from = label_beside(row, &segment.heads, lines).unwrap_or(values_from);
            let again = RowMatch { row: at, values_from, ..only.clone() };
            Some(Segment { rows: vec![again], heads: segment.heads.clone(), head: at..at, groups: Vec::new() })
        })
        .collect()
    }
}

/// Where the values of a row without a label of the form begin: behind its last words, or behind its first where few stand
/// among the values; a value can be words.
fn values_from(row: &Row<'_>, lines: usize) -> Option<usize> {
    let words = row.words().count();
    let behind_last = row.words().last().map_or(0, |(at, _)| at.saturating_add(1));
    if row.cells.len().saturating_sub(behind_last) >= lines {
        return Some(behind_last);
    }
    let is_few = words.saturating_mul(3) <= row.cells.len() && row.cells.len() >= lines;
    let begins_with_words = row.words().next().is_some_and(|(at, _)| at == 0);
    is_few.then(|| usize::from(begins_with_words && row.cells.len() > lines))
}

/// Where values begin behind something that stands beside the head, or behind a year where there is a value for each column.
fn label_beside(row: &Row<'_>, heads: &Heads, lines: usize) -> Option<usize> {
    let is_said = |seen: &Seen<'_>| !matches!(seen.text, CellText::Blank);
    if let Some((first, _)) = heads.places.first().filter(|_| row.aligned) {
        let beside = row.cells.iter().take_while(|seen| seen.cell.end() <= *first);
        let is_headed =
            |seen: &Seen<'_>| heads.foreign.iter().any(|place| place.0 <= seen.cell.column && seen.cell.end() <= place.1);
        let is_label = |seen: &Seen<'_>| {
            matches!(seen.text, CellText::Words(_)) || dates::year_alone(&seen.cell.text).is_some() || is_headed(seen)
        };
        return beside.clone().any(|seen| is_said(seen) && is_label(seen)).then(|| beside.count());
    }
    let year = row.cells.first().filter(|seen| dates::year_alone(&seen.cell.text).is_some());
    (year.is_some() && row.cells.len() == lines.saturating_add(1) && row.cells.iter().all(is_said)).then_some(1)
}

impl RowMatch {
    /// Whether a row without a label of the form says that it is of another year.
    pub(super) fn is_of_other_year(&self, row: &Row<'_>, year: u16) -> bool {
        let labels = row.cells.get(..self.values_from).filter(|_| self.label_cells == 0).unwrap_or_default();
        labels.iter().any(|seen| {
            let text = squeezed(&seen.cell.text);
            phrase::LAST_YEAR.contains(&text.as_str()) || dates::year_alone(&text).is_some_and(|named| named != year)
        })
    }
}

/// Whether values stand in a row: a heading below the table is none.
fn is_filled(row: &Row<'_>, lines: usize) -> bool {
    let filled = row.cells.iter().filter(|seen| !matches!(seen.text, CellText::Blank)).count();
    row.has_figure() || filled.saturating_mul(2) >= lines
}
