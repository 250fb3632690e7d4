//! Which columns of a document are columns of a table: from the cells above its first row.

use super::{
    align::{Order, align},
    head::{Head, HeadCell, Heads},
    label::{ENOUGH, Label, Likeness, SURELY},
    lexicon::{AxisLabels, Lexicon},
    money,
    rows::RowMatch,
    stream::{CellText, Row},
};
use crate::read::document::GridCell;

/// How many pieces a broken label may be in.
const MAX_PIECES: usize = 3;

/// How many words of a row are looked at to see whether it is part of a head.
const MAX_WORDS: usize = 20;

/// A head has no more cells.
const MAX_CELLS: usize = 400;

/// The cells of the rows of a head.
pub(super) fn cells<'s>(rows: &[&'s Row<'_>]) -> Vec<HeadCell<'s>> {
    let of_row = |(level, row): (usize, &&'s Row<'_>)| {
        let row: &'s Row<'_> = row;
        row.cells.iter().map(move |seen| HeadCell { level, cell: seen.cell, words: words(&seen.text) })
    };
    rows.iter().enumerate().flat_map(of_row).take(MAX_CELLS).collect()
}

fn words(text: &CellText) -> Option<&Label> {
    match text {
        CellText::Words(label) => Some(label),
        CellText::Blank | CellText::Figure => None,
    }
}

/// Columns of a grid follow one another, and any may be missing.
const ONWARD: Order = Order { step_back: None, passed_over: 0 };

/// Reads the head of a table, by the columns of the grid or by order alone, whichever explains more of it.
pub(super) fn read(cells: &[HeadCell<'_>], aligned: bool, axis: &AxisLabels, lexicon: &Lexicon) -> Heads {
    let placed = if aligned { placed(cells, axis, lexicon) } else { Heads::default() };
    if placed.found.len() == axis.lines.len() {
        return placed;
    }
    let listed = super::listed::read(cells, axis, lexicon);
    if !aligned {
        return listed;
    }
    if placed.found.len() >= listed.found.len() || listed.assumed { placed } else { listed }
}

/// Whether two or more cells of a row surely are different labels of columns or of their groups, or more of them seem to be.
pub(super) fn is_head(row: &Row<'_>, lexicon: &Lexicon) -> bool {
    let words = || row.words().take(MAX_WORDS);
    let alike = words().filter(|(_, label)| lexicon.is_like_column(label)).count();
    let mut surely = words().map(|(_, label)| label).filter(|label| lexicon.is_column(label));
    let first = surely.next();
    first.is_some_and(|first| surely.any(|other| !other.same_words(first)))
        || (alike > 2 && alike.saturating_mul(2) >= words().count() && !row.has_figure())
}

/// Whether the label of a row is that of a column as well: in a head it is the column's.
pub(super) fn is_column(row: &Row<'_>, found: &RowMatch, lexicon: &Lexicon) -> bool {
    let label = row.words().find(|(at, _)| at.saturating_add(1) == found.values_from);
    label.is_some_and(|(_, label)| lexicon.is_column(label))
}

/// A column of values: the lowest head of words, and those above it, from the top down.
struct Leaf<'s> {
    path: Vec<(&'s GridCell, &'s Label)>,
    lowest: &'s GridCell,
}

/// Reads the head of a grid whose columns mean something.
fn placed(cells: &[HeadCell<'_>], axis: &AxisLabels, lexicon: &Lexicon) -> Heads {
    let leaves = leaves(cells);
    let scores: Vec<Vec<Likeness>> = leaves.iter().map(|leaf| leaf.likenesses(axis, lexicon)).collect();
    let mut lines = in_order(&scores, axis.lines.len());
    out_of_order(&scores, &mut lines);
    drop_ambiguous(&leaves, &mut lines, axis);
    let (first, last) = match (lines.iter().position(Option::is_some), lines.iter().rposition(Option::is_some)) {
        (Some(first), Some(last)) => (first, last),
        _ => return Heads::default(),
    };
    let mut heads = Heads::default();
    for (at, (leaf, line)) in leaves.iter().zip(&lines).enumerate() {
        let place = (leaf.lowest.column, leaf.lowest.end());
        let is_own = scores.get(at).is_some_and(|row| row.iter().any(|likeness| likeness.score >= SURELY));
        heads.contradicted |= line.is_none() && is_own && lines.iter().flatten().count() == axis.lines.len();
        if at < first || last < at {
            heads.foreign.extend((!is_own).then_some(place));
            continue;
        }
        heads.order.push(*line);
        heads.places.push(place);
        let likeness = line.and_then(|line| scores.get(at)?.get(line)).copied();
        if let (Some(line), Some(likeness)) = (*line, likeness) {
            let unit = money::of_head(leaf.path.iter().rev().map(|(cell, _)| cell.text.as_str()));
            heads.found.push(Head { line, text: leaf.text(), likeness, origin: leaf.lowest.origin, unit });
        }
    }
    heads
}

/// The lowest words over each column, from left to right.
fn leaves<'s>(cells: &[HeadCell<'s>]) -> Vec<Leaf<'s>> {
    let words: Vec<(&HeadCell<'s>, &'s Label)> = cells.iter().filter_map(|head| Some((head, head.words?))).collect();
    let over = |upper: &HeadCell<'_>, lower: &HeadCell<'_>| {
        upper.level < lower.level && upper.cell.column < lower.cell.end() && lower.cell.column < upper.cell.end()
    };
    let is_lowest = |(head, _): &&(&HeadCell<'s>, &Label)| !words.iter().any(|(other, _)| over(head, other));
    let mut leaves: Vec<Leaf<'s>> = words
        .iter()
        .filter(is_lowest)
        .map(|(lowest, label)| {
            let above = words.iter().filter(|(head, _)| over(head, lowest) && head.cell.column <= lowest.cell.column);
            let path = above.map(|(head, label)| (head.cell, *label)).chain([(lowest.cell, *label)]);
            Leaf { path: path.collect(), lowest: lowest.cell }
        })
        .collect();
    leaves.sort_by_key(|leaf| leaf.lowest.column);
    leaves
}

impl Leaf<'_> {
    /// What to show for it.
    fn text(&self) -> String {
        self.lowest.text.split_whitespace().collect()
    }

    /// How like each column of the table it is: its lowest words, alone or behind those above, under the right group.
    fn likenesses(&self, axis: &AxisLabels, lexicon: &Lexicon) -> Vec<Likeness> {
        let mut best = vec![Likeness::default(); axis.lines.len()];
        let mut text = String::new();
        for (nth, (cell, _)) in self.path.iter().rev().enumerate().take(MAX_PIECES) {
            text.insert_str(0, &cell.text);
            let label = lexicon.label(&text);
            let front = self.path.len().saturating_sub(nth.saturating_add(1));
            let above: Vec<&Label> = self.path.iter().take(front).map(|(_, label)| *label).collect();
            // Words that are no group's say which one is meant if they set it off from its neighbour.
            let meant = above.iter().rev().find_map(|label| label.is_at_once());
            for (line, likeness) in axis.like(&label) {
                if let Some(best) = best.get_mut(line) {
                    *best = (*best).max(under_groups(likeness, (&above, meant), line, axis));
                }
            }
        }
        // What surely is one label only resembles another by the group that both stand in.
        if best.iter().any(|likeness| likeness.sure) {
            best.iter_mut().filter(|likeness| likeness.score < SURELY).for_each(|likeness| *likeness = Likeness::default());
        }
        best
    }
}

/// A likeness, raised where the words above name the group of the column and withdrawn where they name another's.
fn under_groups(likeness: Likeness, (above, meant): (&[&Label], Option<bool>), line: usize, axis: &AxisLabels) -> Likeness {
    let own = axis.around.get(line).map_or(&[][..], Vec::as_slice);
    let is_meant = |group: &Vec<Label>| meant.is_some() && group.iter().find_map(Label::is_at_once) == meant;
    let named = |group: &Vec<Label>| above.iter().any(|label| label.best(group).score >= SURELY) || is_meant(group);
    let (mut mine, mut others) = (false, false);
    for (at, group) in axis.groups.iter().enumerate().filter(|(_, group)| named(group)) {
        mine |= own.contains(&at);
        others |= !own.contains(&at) && !group.is_empty();
    }
    match (likeness.score < ENOUGH, mine, others) {
        (true, _, _) | (_, false, true) => Likeness::default(),
        (_, true, _) => Likeness { score: likeness.score.saturating_add(50), ..likeness },
        _ => likeness,
    }
}

/// Columns of the table for the leaves, in the order of the form, the most alike in sum.
fn in_order(scores: &[Vec<Likeness>], lines: usize) -> Vec<Option<usize>> {
    let of_leaf = |(leaf, row): (usize, &Vec<Likeness>)| {
        let likely = row.iter().enumerate().filter(|(_, likeness)| likeness.score > 0);
        likely.map(|(line, likeness)| (leaf, line, likeness.score)).collect()
    };
    let sequence: Vec<Vec<(usize, usize, u32)>> = scores.iter().enumerate().map(of_leaf).collect();
    let mut chosen = vec![None; scores.len()];
    for (leaf, line, _) in align(&sequence, lines, ONWARD, |(_, line, score)| (*line, *score)).into_iter().flatten() {
        if let Some(chosen) = chosen.get_mut(leaf) {
            *chosen = Some(line);
        }
    }
    chosen
}

/// Columns that stand elsewhere than in the form: where one leaf and one column that are left fit each other and nothing else.
fn out_of_order(scores: &[Vec<Likeness>], chosen: &mut [Option<usize>]) {
    let taken: Vec<usize> = chosen.iter().flatten().copied().collect();
    for (leaf, row) in scores.iter().enumerate() {
        if chosen.get(leaf).is_none_or(Option::is_some) {
            continue;
        }
        let mut fitting = row.iter().enumerate().filter(|(line, likeness)| likeness.score >= SURELY && !taken.contains(line));
        let (Some((line, _)), None) = (fitting.next(), fitting.next()) else { continue };
        let rivals = scores.iter().enumerate().filter(|(other, row)| {
            *other != leaf
                && chosen.get(*other).is_some_and(Option::is_none)
                && row.get(line).is_some_and(|found| found.score >= SURELY)
        });
        if let (0, Some(chosen)) = (rivals.count(), chosen.get_mut(leaf)) {
            *chosen = Some(line);
        }
    }
}

/// Where columns are missing, one whose label other columns have too is not known without the group above it.
fn drop_ambiguous(leaves: &[Leaf<'_>], chosen: &mut [Option<usize>], axis: &AxisLabels) {
    if chosen.iter().flatten().count() == axis.lines.len() {
        return;
    }
    for (leaf, chosen) in leaves.iter().zip(chosen) {
        let Some(line) = *chosen else { continue };
        let own = axis.around.get(line).map_or(&[][..], Vec::as_slice);
        let is_named = leaf.path.iter().any(|(_, label)| {
            own.iter().filter_map(|group| axis.groups.get(*group)).any(|group| label.best(group).score >= SURELY)
        });
        if !is_named && axis.has_namesake(line) {
            *chosen = None;
        }
    }
}
