//! Where in a document the tables of a template stand: runs of rows under a head, in every layout that a table has.

use super::{
    head::Heads,
    heads,
    label::SURELY,
    lexicon::{Lexicon, TableLabels},
    place::Places,
    rows::{self, Front, RowMatch},
    sections::loose::is_like_any,
    segment::{Candidate, Segment},
    stream::{Seen, Stream},
    words,
};
use crate::{slice::Slice, template::TableId};
use std::{cell::Cell, collections::BTreeSet, ops::Range};

/// A stream with what the search for every table needs to know of its rows.
pub(super) struct Scene<'s, 'd> {
    /// The rows.
    pub(super) stream: &'s Stream<'d>,
    /// The labels.
    pub(super) lexicon: &'s Lexicon,
    /// The sections that they stand in.
    places: &'s Places,
    /// For each row, whether it holds heads of columns.
    is_head: Vec<bool>,
    /// For each row, whether it holds values.
    is_data: Vec<bool>,
    /// For each row, what its front may be read as.
    fronts: Vec<Vec<Front>>,
    /// How much was looked through for heads so far.
    work: Cell<usize>,
}

/// Looking through heads may cost so much: hundreds of times what a report takes.
const MAX_WORK: usize = 20_000_000;

/// A head has no more rows.
const MAX_HEAD: usize = 8;

/// What a missing row or column of the form takes from the worth of a layout, and what a row that only another layout has.
const MISSING: i64 = 400;

impl<'s, 'd> Scene<'s, 'd> {
    /// Looks at every row.
    pub(super) fn of(stream: &'s Stream<'d>, places: &'s Places, lexicon: &'s Lexicon) -> Scene<'s, 'd> {
        let is_head: Vec<bool> = stream.rows.iter().map(|row| heads::is_head(row, lexicon)).collect();
        let fronts: Vec<Vec<Front>> = stream.rows.iter().map(|row| rows::fronts(row, lexicon)).collect();
        let rows = stream.rows.iter().zip(&fronts).zip(&is_head);
        let is_data = rows
            .map(|((row, fronts), is_head)| row.has_figure() || (!is_head && rows::is_labelled(row, fronts, lexicon)))
            .collect();
        Scene { stream, lexicon, places, is_head, is_data, fronts, work: Cell::new(0) }
    }

    /// Whether looking through heads was given up.
    pub(super) fn is_exhausted(&self) -> bool {
        self.work.get() > MAX_WORK
    }

    /// Every layout of a table, with what of the document reads as it; the best first. Where the document is one of them to the
    /// letter, none with fewer lines can be better, and one with the same labels reads the same.
    pub(super) fn find(&self, id: &str) -> Vec<Candidate> {
        let layouts = self.lexicon.layouts(id);
        let mut labels: Vec<(TableId, &TableLabels)> =
            layouts.iter().filter_map(|layout| Some((*layout, self.lexicon.table(*layout)?))).collect();
        let all: Vec<&TableLabels> = labels.iter().map(|(_, labels)| *labels).collect();
        labels.sort_by_key(|(_, labels)| std::cmp::Reverse(labels.len()));
        let mut found: Vec<Candidate> = Vec::new();
        let mut exact: Option<(Vec<Segment>, &TableLabels)> = None;
        for (layout, own) in labels {
            let segments = match &exact {
                Some((segments, other)) if other.same_labels(own) => segments.clone(),
                Some(_) => continue,
                None => self.segments(own, &all),
            };
            if exact.is_none() && is_exact(&segments, own) {
                exact = Some((segments.clone(), own));
            }
            if !segments.is_empty() {
                found.push(Candidate { layout, worth: worth(&segments, own), segments });
            }
        }
        found.sort_by_key(|candidate| candidate.layout);
        let of_all: BTreeSet<usize> = found.iter().flat_map(Candidate::rows).collect();
        for candidate in &mut found {
            let own: BTreeSet<usize> = candidate.rows().collect();
            let others = i64::try_from(of_all.difference(&own).count()).unwrap_or(i64::MAX);
            candidate.worth = candidate.worth.saturating_sub(MISSING.saturating_mul(others));
        }
        found.sort_by_key(|candidate| std::cmp::Reverse(candidate.worth));
        found
    }

    fn segments(&self, own: &TableLabels, layouts: &[&TableLabels]) -> Vec<Segment> {
        let mut candidates = rows::all_candidates(self.stream, &self.fronts, own, layouts);
        for (row, found) in candidates.iter_mut().enumerate().filter(|(row, _)| self.is_head.get(*row).copied().unwrap_or(false))
        {
            if let Some(row) = self.stream.rows.get(row) {
                found.retain(|found| !heads::is_column(row, found, self.lexicon));
            }
        }
        let runs = rows::in_order(&candidates, own.rows.lines.len());
        let mut segments: Vec<Segment> = Vec::new();
        for run in runs.iter().flat_map(|run| self.by_grid(run)) {
            if let Some(segment) = self.segment(run, own, segments.last()) {
                segments.push(segment);
            }
        }
        if segments.is_empty() && own.rows.lines.len() == 1 {
            segments.extend(self.unlabelled(own));
            if segments.is_empty() {
                segments.extend(self.parts(own));
            }
        }
        let groups = rows::group_rows(self.stream, &self.fronts, own);
        for segment in &mut segments {
            let last = segment.rows.last().map_or(0, |last| last.row);
            segment.groups = groups.iter().filter(|group| (segment.head.start..=last).contains(&group.row)).cloned().collect();
        }
        self.places.drop_foreign(&mut segments, own, |segment| self.has_legend(segment));
        segments
    }

    /// Whether the head of a table has what stands over it.
    fn has_legend(&self, segment: &Segment) -> bool {
        let rows = self.stream.rows.get(segment.head.clone()).unwrap_or_default();
        rows.iter().any(|row| row.words().take(1).any(|(_, label)| self.lexicon.is_legend(label)))
    }

    /// A run cut where it passes from one grid to the next.
    fn by_grid(&self, run: &[RowMatch]) -> Vec<Vec<RowMatch>> {
        let block = |found: &RowMatch| self.stream.rows.get(found.row).map(|row| row.block);
        run.chunk_by(|a, b| block(a) == block(b)).map(<[RowMatch]>::to_vec).collect()
    }

    /// The rows with their head: the one above them, or that of the rows they continue.
    fn segment(&self, rows: Vec<RowMatch>, labels: &TableLabels, before: Option<&Segment>) -> Option<Segment> {
        let first = rows.first()?;
        let head = self.head(first.row);
        let heads = self.heads(&head, first, labels);
        let lines = labels.columns.lines.len();
        if heads.contradicted || (heads.known().saturating_mul(2) >= lines && heads.known() > 0) {
            return Some(Segment { rows, heads, head, groups: Vec::new() });
        }
        let continues = before.filter(|before| {
            let last = before.rows.last().map_or(0, |last| last.row);
            let between = self.is_data.slice(last.saturating_add(1)..first.row);
            last < first.row && !between.contains(&true)
        });
        let heads = match continues {
            Some(before) if before.rows.last().is_some_and(|last| self.are_as_wide(last.row, first.row)) => before.heads.clone(),
            Some(before) => Heads { places: Vec::new(), ..before.heads.clone() },
            None if self.fits_the_form(&rows, lines) => Heads::of_the_form(lines),
            None => return None,
        };
        Some(Segment { rows, heads, head, groups: Vec::new() })
    }

    /// Whether so many rows are known, with so many values each, that a lost head leaves no doubt.
    fn fits_the_form(&self, rows: &[RowMatch], lines: usize) -> bool {
        let values = |found: &&RowMatch| {
            self.stream.rows.get(found.row).is_some_and(|row| row.cells.len().saturating_sub(found.values_from) == lines)
        };
        let fitting = rows.iter().filter(values).count();
        lines > 1 && rows.len() > 3 && fitting.saturating_mul(4) >= rows.len().saturating_mul(3)
    }

    /// The rows above one that hold no values: its head, if it has one. They stand in its grid, or at the end of the one before.
    pub(super) fn head(&self, first: usize) -> Range<usize> {
        let block = |at: usize| self.stream.rows.get(at).map(|row| row.block);
        let Some(above) = first.checked_sub(1) else { return first..first };
        let mut start = first;
        while let Some(next) = start.checked_sub(1) {
            let stands_apart =
                block(next) != block(above) || self.is_data.get(next).copied().unwrap_or(true) || self.is_prose(next);
            if stands_apart || first.saturating_sub(next) > MAX_HEAD {
                break;
            }
            start = next;
        }
        start..first
    }

    /// Whether a row holds nothing but the heading of a section or a sentence, or the title of the report: a sheet has the whole
    /// report in one grid.
    fn is_prose(&self, row: usize) -> bool {
        let Some(row) = self.stream.rows.get(row) else { return true };
        if words::title(row, self.lexicon).is_some() {
            return true;
        }
        let mut words = row.words();
        match (words.next(), words.next()) {
            (Some((at, label)), None) => {
                let text = row.cells.get(at).map_or("", |seen| seen.cell.text.as_str());
                text.contains('。') || self.lexicon.section(label) >= SURELY || is_like_any(text, self.lexicon)
            }
            _ => false,
        }
    }

    pub(super) fn heads(&self, head: &Range<usize>, first: &RowMatch, labels: &TableLabels) -> Heads {
        let rows: Vec<_> = self.stream.rows.get(head.clone()).unwrap_or_default().iter().collect();
        let own = self.stream.rows.get(first.row);
        let aligned = rows.iter().copied().chain(own).all(|row| row.aligned);
        let mut cells = heads::cells(&rows);
        if let Some(own) = own.filter(|own| !own.aligned) {
            cells.extend(heads::cells(&[own]).into_iter().take(first.values_from.saturating_sub(first.label_cells)));
        }
        self.work.set(self.work.get().saturating_add(cells.len().saturating_mul(cells.len())));
        if self.is_exhausted() {
            return Heads::default();
        }
        let heads = heads::read(&cells, aligned, &labels.columns, self.lexicon);
        if self.are_as_wide(head.start, first.row) { heads } else { Heads { places: Vec::new(), ..heads } }
    }

    /// Whether two rows stand in one grid, or in two with as many columns.
    fn are_as_wide(&self, one: usize, two: usize) -> bool {
        let (one, two) = (self.stream.rows.get(one), self.stream.rows.get(two));
        one.zip(two).is_some_and(|(one, two)| one.block == two.block || (one.width == two.width && one.aligned && two.aligned))
    }
}

impl Segment {
    /// How many rows of the table a cell covers that begins in a row of the stream.
    pub(super) fn rows_under(&self, row: usize, seen: &Seen<'_>) -> usize {
        let under = row..row.saturating_add(seen.cell.rows.max(1) as usize);
        self.rows.iter().filter(|found| under.contains(&found.row)).count()
    }
}

impl Candidate {
    /// The rows of the stream that it explains without doubt.
    fn rows(&self) -> impl Iterator<Item = usize> {
        let rows = self.segments.iter().flat_map(|segment| &segment.rows);
        rows.filter(|found| found.likeness.score >= SURELY).map(|found| found.row)
    }
}

/// Whether all lines of a table are there once, in the words of the form, and no others.
fn is_exact(segments: &[Segment], labels: &TableLabels) -> bool {
    let [segment] = segments else { return false };
    let likenesses = segment.rows.iter().map(|row| row.likeness).chain(segment.heads.found.iter().map(|head| head.likeness));
    segment.rows.len() == labels.rows.lines.len()
        && segment.heads.order.len() == labels.columns.lines.len()
        && likenesses.clone().count() == labels.len()
        && likenesses.into_iter().all(|likeness| likeness.sure && likeness.score >= 1000)
}

fn worth(segments: &[Segment], labels: &TableLabels) -> i64 {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let score = |likeness: super::label::Likeness| i64::from(likeness.score);
    let rows: i64 = segments.iter().flat_map(|segment| &segment.rows).map(|found| score(found.likeness)).sum();
    let columns: i64 = segments.iter().flat_map(|segment| &segment.heads.found).map(|head| score(head.likeness)).sum();
    let lines = |at: usize| segments.iter().any(|segment| segment.rows.iter().any(|found| found.line == at));
    let missing_rows = (0..labels.rows.lines.len()).filter(|at| !lines(*at)).count();
    let has_column = |at: usize| segments.iter().any(|segment| segment.heads.order.contains(&Some(at)));
    let missing_columns = (0..labels.columns.lines.len()).filter(|at| !has_column(*at)).count();
    let strange = segments.iter().map(|segment| segment.heads.order.iter().filter(|line| line.is_none()).count()).sum();
    let missing = count(missing_rows).saturating_add(count(missing_columns)).saturating_add(count(strange));
    rows.saturating_add(columns).saturating_sub(MISSING.saturating_mul(missing))
}
