//! Which rows of a document are rows of a table: by their labels, in the order of the form.

use super::{
    align::{Order, align},
    label::{ENOUGH, Label, Likeness, SURELY},
    lexicon::{AxisLabels, Lexicon, TableLabels},
    stream::{Row, Stream},
};

/// A row of the document that is a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowMatch {
    /// Index in the stream.
    pub(super) row: usize,
    /// The row of the table.
    pub(super) line: usize,
    /// How many cells in front hold the label; what follows is values.
    pub(super) values_from: usize,
    /// How many cells the label itself takes.
    pub(super) label_cells: usize,
    /// How like the label is.
    pub(super) likeness: Likeness,
}

/// The rows of a stream as rows of the table, each run of them without a step back by itself.
pub(super) fn in_order(candidates: &[Vec<RowMatch>], lines: usize) -> Vec<Vec<RowMatch>> {
    align(candidates, lines, IN_ORDER, |found| (found.line, found.likeness.score))
}

/// A row of the document that holds figures behind the label of a group: subtotals, none of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GroupRow {
    /// Index in the stream.
    pub(super) row: usize,
    /// The group.
    pub(super) group: usize,
    /// How many cells in front hold the label.
    pub(super) values_from: usize,
}

/// A table that stands twice is worth a step back in the order of the form, a slip is not. Of two equals the nearer is taken.
const IN_ORDER: Order = Order { step_back: Some(400), passed_over: 1 };

/// How many cells a broken label may be spread over.
const MAX_PIECES: usize = 3;

/// How many words before the first figure of a row may be its label.
const MAX_LABELS: usize = 8;

/// A row with more words holds no values.
const MAX_WORDS: usize = 40;

/// What the front of a row may be read as.
pub(super) struct Front {
    /// How many cells in front of the values.
    values_from: usize,
    /// How many of them hold the label.
    label_cells: usize,
    label: Label,
}

/// The candidates of one row: the rows of the table that its label is like.
fn candidates(at: usize, fronts: &[Front], axis: &AxisLabels) -> Vec<RowMatch> {
    let mut found: Vec<RowMatch> = Vec::new();
    for Front { values_from, label_cells, label } in fronts.iter().filter(|front| axis.knows(&front.label)) {
        let (values_from, label_cells) = (*values_from, *label_cells);
        let is_of_a_group = || label_cells == 1 && axis.group_of(label).is_some();
        if is_of_a_group() || axis.is_piece_of_several(label) {
            continue;
        }
        for (line, likeness) in axis.like(label) {
            match found.iter_mut().find(|other| other.line == line) {
                // Of equals the one further on: a label that stands twice was filled in over merged cells.
                Some(other) if other.likeness > likeness || (other.likeness == likeness && other.values_from >= values_from) => {}
                Some(other) => *other = RowMatch { row: at, line, values_from, label_cells, likeness },
                None => found.push(RowMatch { row: at, line, values_from, label_cells, likeness }),
            }
        }
    }
    found
}

/// The labels that the front of a row can be read as: each cell of words that a value follows, alone and with the words
/// before it.
pub(super) fn fronts(row: &Row<'_>, lexicon: &Lexicon) -> Vec<Front> {
    let figure = row.cells.iter().skip(1).position(|seen| matches!(seen.text, super::stream::CellText::Figure));
    let front = figure.map_or(row.cells.len(), |at| at.saturating_add(1));
    let mut words: Vec<(usize, &Label)> = row.words().take_while(|(at, _)| *at < front).collect();
    if row.words().nth(MAX_WORDS).is_some() {
        return Vec::new();
    }
    words.drain(..words.len().saturating_sub(MAX_LABELS));
    let mut fronts = Vec::new();
    // What follows a label may reach into its row from above, or look blank because nothing is there.
    let is_enough = |at: usize| at.saturating_add(1) < row.cells.len() || !row.above.is_empty() || has_room(row, at);
    for (nth, (at, label)) in words.iter().enumerate().filter(|(_, (at, _))| is_enough(*at)) {
        let values_from = at.saturating_add(1);
        fronts.push(Front { values_from, label_cells: 1, label: (*label).clone() });
        let mut text = text(row, *at).to_owned();
        for pieces in 2..=MAX_PIECES.min(nth.saturating_add(1)) {
            let Some((before, _)) = nth.checked_sub(pieces.saturating_sub(1)).and_then(|before| words.get(before)) else { break };
            text.insert_str(0, self::text(row, *before));
            fronts.push(Front { values_from, label_cells: pieces, label: lexicon.label(&text) });
        }
    }
    fronts
}

/// Whether cells could stand behind the last one of a row, and look blank.
fn has_room(row: &Row<'_>, at: usize) -> bool {
    row.is_open && row.cells.get(at).is_some_and(|seen| seen.cell.end() < row.width)
}

/// The rows of figures behind the labels of groups.
pub(super) fn group_rows(stream: &Stream<'_>, fronts: &[Vec<Front>], labels: &TableLabels) -> Vec<GroupRow> {
    let of_row = |(at, (row, fronts)): (usize, (&Row<'_>, &Vec<Front>))| {
        let (last, _) = row.words().last()?;
        let values_from = last.saturating_add(1);
        let own = fronts.iter().find(|front| front.values_from == values_from && front.label_cells == 1)?;
        let group = labels.rows.group_of(&own.label).filter(|_| row.has_figure())?;
        Some(GroupRow { row: at, group, values_from })
    };
    stream.rows.iter().zip(fronts).enumerate().filter_map(of_row).collect()
}

fn text<'r>(row: &'r Row<'_>, at: usize) -> &'r str {
    row.cells.get(at).map_or("", |seen| seen.cell.text.as_str())
}

/// The candidates of every row of a stream. A label is no candidate where the label of another row of the table, in any of its
/// layouts, stands behind it: there it is the heading of a group.
pub(super) fn all_candidates(
    stream: &Stream<'_>,
    fronts: &[Vec<Front>],
    labels: &TableLabels,
    layouts: &[&TableLabels],
) -> Vec<Vec<RowMatch>> {
    let of_row = |(at, (row, fronts)): (usize, (&Row<'_>, &Vec<Front>))| {
        let mut found = candidates(at, fronts, &labels.rows);
        found.retain(|found| {
            !row.words().filter(|(cell, _)| *cell >= found.values_from).take(MAX_LABELS).any(|(_, label)| is_row(label, layouts))
        });
        found
    };
    stream.rows.iter().zip(fronts).enumerate().map(of_row).collect()
}

/// Whether a row surely is one of a table: a label, and behind it nothing but values.
pub(super) fn is_labelled(row: &Row<'_>, fronts: &[Front], lexicon: &Lexicon) -> bool {
    let Some((last, _)) = row.words().last() else { return false };
    fronts.iter().any(|front| front.values_from == last.saturating_add(1) && lexicon.row(&front.label) >= SURELY)
}

fn is_row(label: &Label, layouts: &[&TableLabels]) -> bool {
    let least = if label.number.is_some() { ENOUGH } else { SURELY };
    layouts.iter().any(|layout| layout.rows.like(label).any(|(_, likeness)| likeness.score >= least))
}
