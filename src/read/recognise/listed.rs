//! The head of a table where columns mean nothing, because cells only follow one another: known by how often each label
//! stands there, and in which order.

use super::{
    head::{Head, HeadCell, Heads},
    label::{ENOUGH, Label, Likeness},
    lexicon::{AxisLabels, Lexicon},
    money,
};
use crate::read::document::GridCell;

/// How many pieces a broken label may be in.
const MAX_PIECES: usize = 3;

/// How many cells a head may have.
const MAX_CELLS: usize = 120;

/// Reads a head from the order of its cells.
pub(super) fn read(cells: &[HeadCell<'_>], axis: &AxisLabels, lexicon: &Lexicon) -> Heads {
    let words: Vec<(&GridCell, &Label)> =
        cells.iter().filter_map(|head| Some((head.cell, head.words?))).take(MAX_CELLS).collect();
    let pieces = pieces(&words, axis, lexicon);
    let sure = || pieces.iter().filter(|piece| piece.likeness.sure);
    match in_order(pieces.iter(), axis).or_else(|| in_order(sure(), axis)) {
        Some(found) => conclude(found, pieces.iter().filter(|piece| piece.meaning == Meaning::Group).count(), axis),
        None => Heads { contradicted: true, ..Heads::default() },
    }
}

/// The columns that pieces of a head name, if they stand in the order of the form and none too often. Where heads stand in
/// several rows, the outer ones come first: so those under equally many groups are in order, not all together.
fn in_order<'p>(pieces: impl Iterator<Item = &'p Piece>, axis: &AxisLabels) -> Option<Vec<Head>> {
    let mut seen = vec![0usize; axis.lines.len()];
    let mut found: Vec<Head> = Vec::new();
    for piece in pieces {
        let Meaning::Line(first) = piece.meaning else { continue };
        let count = seen.get_mut(first)?;
        let line = nth_namesake(first, *count, axis)?;
        *count = count.saturating_add(1);
        let unit = money::named(&piece.text);
        found.push(Head { line, text: piece.text.clone(), likeness: piece.likeness, origin: piece.origin, unit });
    }
    let depth = |line: usize| axis.around.get(line).map_or(0, Vec::len);
    let is_sorted = |at: usize| found.iter().filter(|head| depth(head.line) == at).is_sorted_by_key(|head| head.line);
    (0..=axis.groups.len()).all(is_sorted).then_some(found)
}

/// The order of the form, if all columns are there; assumed, if many are.
fn conclude(found: Vec<Head>, groups: usize, axis: &AxisLabels) -> Heads {
    let (known, lines) = (found.len(), axis.lines.len());
    let enough = known.saturating_add(groups).saturating_mul(3) >= lines && known > 0;
    let assumed = known < lines;
    if assumed && !(enough && lines > 1) {
        return Heads { found, ..Heads::default() };
    }
    Heads { found, assumed, ..Heads::of_the_form(lines) }
}

/// The nth column that is printed with the same words as one that is the first of them.
fn nth_namesake(first: usize, nth: usize, axis: &AxisLabels) -> Option<usize> {
    axis.namesakes.get(first)?.get(nth).copied()
}

struct Piece {
    meaning: Meaning,
    /// How many letters the label of the form has.
    letters: usize,
    text: String,
    likeness: Likeness,
    origin: crate::report::Origin,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// A column; the first of its namesakes.
    Line(usize),
    /// A group of columns.
    Group,
    /// No part of this head.
    Nothing,
}

/// Cuts the words of a head into labels, so that as many letters as possible belong to labels of the table.
fn pieces(words: &[(&GridCell, &Label)], axis: &AxisLabels, lexicon: &Lexicon) -> Vec<Piece> {
    // worth[at], cut[at]: the best reading of the words before `at`, and how many cells its last piece has.
    let mut best: Vec<(usize, Option<(usize, Piece)>)> = vec![(0, None)];
    for end in 1..=words.len() {
        let mut here: Option<(usize, usize, Piece)> = None;
        for cells in 1..=MAX_PIECES.min(end) {
            let start = end.saturating_sub(cells);
            let Some(part) = words.get(start..end) else { break };
            let piece = piece(part, axis, lexicon);
            if cells > 1 && piece.meaning == Meaning::Nothing {
                continue;
            }
            let own = usize::try_from(piece.likeness.score).unwrap_or(0).saturating_mul(piece.letters);
            let worth = best.get(start).map_or(0, |(worth, _)| *worth).saturating_add(own);
            // Of equals the longer: what brackets hold may be the rest of a unit.
            if here.as_ref().is_none_or(|(other, ..)| worth > *other || (worth == *other && own > 0 && cells > 1)) {
                here = Some((worth, cells, piece));
            }
        }
        best.push(here.map_or((0, None), |(worth, cells, piece)| (worth, Some((cells, piece)))));
    }
    let mut pieces = Vec::new();
    let mut end = words.len();
    while let Some((cells, piece)) = best.get_mut(end).and_then(|(_, last)| last.take()) {
        pieces.push(piece);
        end = end.saturating_sub(cells);
    }
    pieces.reverse();
    pieces
}

fn piece(cells: &[(&GridCell, &Label)], axis: &AxisLabels, lexicon: &Lexicon) -> Piece {
    let text: String = cells.iter().flat_map(|(cell, _)| cell.text.split_whitespace()).collect();
    let label = match cells {
        [(_, label)] => (*label).clone(),
        _ => lexicon.label(&text),
    };
    let origin = cells.first().map(|(cell, _)| cell.origin).unwrap_or_default();
    if !label.is_known() {
        return Piece { meaning: Meaning::Nothing, letters: 0, text, likeness: Likeness::default(), origin };
    }
    let group = axis.groups.iter().map(|spelt| label.best(spelt)).max().unwrap_or_default();
    let lines = axis.like(&label).map(|(line, likeness)| (likeness, std::cmp::Reverse(line)));
    let (likeness, line) = lines.max().map_or((Likeness::default(), None), |(likeness, line)| (likeness, Some(line.0)));
    let (meaning, likeness) = match line {
        Some(line) if likeness.score >= ENOUGH && likeness >= group => {
            (Meaning::Line(nth_namesake(line, 0, axis).unwrap_or(line)), likeness)
        }
        _ if group.score >= ENOUGH => (Meaning::Group, group),
        _ => (Meaning::Nothing, Likeness::default()),
    };
    let spelt = match meaning {
        Meaning::Line(line) => axis.lines.get(line),
        Meaning::Group => axis.groups.iter().max_by_key(|spelt| label.best(spelt)),
        Meaning::Nothing => None,
    };
    let letters = spelt.and_then(|spelt| spelt.first()).map_or(0, |spelt| spelt.words.len());
    Piece { meaning, letters, text, likeness, origin }
}
