//! In which section of a document each row of its grids stands, and which rows that read as a table of the form are another's.

use super::{
    lexicon::{Lexicon, TableLabels},
    money, sections,
    segment::Segment,
    stream::Stream,
    words,
};
use crate::{
    chinese::unit::NOTES,
    read::document::{Block, Document},
    template::Template,
};
use std::ops::Range;

/// The sections of a document, by rows.
pub(super) struct Places {
    /// Where each heading stands: the row of the stream that follows it, and the id of its section.
    headings: Vec<(usize, String)>,
    /// For each row that begins a grid: whether what stands over a table of the form stands above it.
    under_legend: Vec<usize>,
    /// For each run of rows of a grid with a caption or a note that names a unit of money: the unit.
    units: Vec<(Range<usize>, String)>,
}

impl Places {
    /// Looks for headings and legends.
    pub(super) fn of(document: &Document, stream: &Stream<'_>, template: &Template, lexicon: &Lexicon) -> Places {
        let mut places = Places { headings: Vec::new(), under_legend: Vec::new(), units: Vec::new() };
        let mut row = 0usize;
        let mut legend = false;
        let mut unit = None;
        let mut rows = stream.rows.iter().peekable();
        let mut last = 0..0;
        for (at, block) in document.blocks.iter().enumerate() {
            match block {
                Block::Paragraph(passage) => {
                    legend = words::is_legend(&passage.text, lexicon);
                    let note = Some(&passage.text).filter(|text| is_note(text)).and_then(|text| money::of_note(text));
                    unit = money::of_caption(&passage.text).filter(|_| note.is_none()).or(unit.filter(|_| legend));
                    places.units.extend(note.map(|unit| (last.clone(), unit)));
                    places.headings.extend(sections::of(passage, template, lexicon).map(|id| (row, id)));
                }
                Block::Grid(_) => {
                    if std::mem::take(&mut legend) {
                        places.under_legend.push(row);
                    }
                    let start = row;
                    while let Some(next) = rows.next_if(|next| next.block == at) {
                        let only = words::only_text(next);
                        let heading = only.and_then(|passage| sections::of(&passage, template, lexicon));
                        places.headings.extend(heading.map(|id| (row, id)));
                        row = row.saturating_add(1);
                    }
                    last = start..row;
                    places.units.extend(unit.take().map(|unit| (last.clone(), unit)));
                }
            }
        }
        places
    }

    /// Drops what reads as a table and stands in another section than that of the table, if the document has that section. What
    /// stands under a legend, and a large table that is there as a whole, is meant: it stands twice, or in the wrong place.
    pub(super) fn drop_foreign(&self, segments: &mut Vec<Segment>, labels: &TableLabels, has_legend: impl Fn(&Segment) -> bool) {
        if !self.headings.iter().any(|(_, id)| *id == labels.section) {
            return;
        }
        segments.retain(|segment| {
            self.is_at_home(segment, labels)
                || self.under_legend.contains(&segment.head.start)
                || has_legend(segment)
                || is_whole(segment, labels)
        });
    }

    /// The unit of money of a table whose head does not say: of a caption in front of it, or of a cell above it.
    pub(super) fn unit(&self, segment: &Segment, stream: &Stream<'_>) -> Option<String> {
        let rows = stream.rows.get(segment.head.clone()).unwrap_or_default();
        let own = segment.rows.first().and_then(|first| Some((stream.rows.get(first.row)?, first.values_from)));
        let before = own.filter(|(row, _)| !row.aligned).and_then(|(row, values_from)| row.cells.get(..values_from));
        let cells = rows.iter().flat_map(|row| &row.cells).chain(before.unwrap_or_default());
        let within = cells.filter_map(|seen| money::of_caption(&seen.cell.text)).next();
        within.or_else(|| self.units.iter().find(|(rows, _)| rows.contains(&segment.head.start)).map(|(_, unit)| unit.clone()))
    }

    fn is_at_home(&self, segment: &Segment, labels: &TableLabels) -> bool {
        let Some(first) = segment.rows.first() else { return false };
        let before = self.headings.iter().rev().find(|(row, _)| *row <= first.row);
        before.is_some_and(|(_, id)| *id == labels.section)
    }
}

/// Whether a paragraph is a note to the table above it.
fn is_note(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '＊', '（', '(', '【']);
    NOTES.iter().any(|note| text.starts_with(note))
}

/// Whether a table has more than a few cells, and all of its rows and columns are there.
fn is_whole(segment: &Segment, labels: &TableLabels) -> bool {
    const FEW: usize = 5;
    let (lines, columns) = (labels.rows.lines.len(), labels.columns.lines.len());
    lines.saturating_mul(columns) > FEW && segment.rows.len() >= lines && segment.heads.known() >= columns
}
