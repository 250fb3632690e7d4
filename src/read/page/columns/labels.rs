//! Which row of figures the lines of a broken label belong to: lines close under one another are one label, and it belongs to
//! the figures beside it.

use super::{Chunk, Layout, Row, has_figures};
use crate::{chinese::numeral, read::normalise::squeezed};

/// A line of a label: in which row, and which chunk of it.
type Place = (usize, usize);

/// For each chunk of each row, the row that it belongs to.
pub(super) fn homes(region: &[Row], layout: &Layout) -> Vec<Vec<usize>> {
    let mut homes: Vec<Vec<usize>> = region.iter().enumerate().map(|(at, row)| vec![at; row.len()]).collect();
    for column in 0..layout.labels.len() {
        for label in labels(region, column, layout) {
            let Some(home) = beside(&label, region) else { continue };
            for (row, chunk) in label {
                if let Some(place) = homes.get_mut(row).and_then(|homes| homes.get_mut(chunk)) {
                    *place = home;
                }
            }
        }
    }
    homes
}

/// The labels of a column, line by line.
fn labels(region: &[Row], column: usize, layout: &Layout) -> Vec<Vec<Place>> {
    let first = region.iter().position(|row| has_figures(row)).unwrap_or(region.len());
    let mut labels: Vec<Vec<Place>> = Vec::new();
    // Heads above the figures, and heads between them, are no labels of rows.
    let is_label = |chunk: &Chunk| layout.label_column(chunk.area(), chunk.line.size).is_some();
    let begins = |row: &Row| row.first().is_some_and(|chunk| is_numbered(&chunk.line.text));
    let is_below = |at: usize, row: &Row| at >= first || at + 1 == first && begins(row);
    let may_have = |(at, row): &(usize, &Row)| has_figures(row) || row.iter().all(is_label) && is_below(*at, row);
    for (at, row) in region.iter().enumerate().filter(may_have) {
        for (index, chunk) in row.iter().enumerate() {
            if layout.label_column(chunk.area(), chunk.line.size) != Some(column) {
                continue;
            }
            match labels.last_mut() {
                Some(label) if goes_on(label, (at, chunk), region) => label.push((at, index)),
                _ => labels.push(vec![(at, index)]),
            }
        }
    }
    labels
}

fn chunk<'r>(region: &'r [Row], (row, index): &Place) -> Option<&'r Chunk> {
    region.get(*row)?.get(*index)
}

/// Whether a line is close below the last one of a label, begins no label of its own, and no second row of figures comes in.
fn goes_on(label: &[Place], (at, next): (usize, &Chunk), region: &[Row]) -> bool {
    let Some(last) = label.last().and_then(|place| chunk(region, place)) else { return false };
    let close = (next.area().top - last.area().bottom) * 3 < next.line.size * 2;
    let has_figures = |row: usize| region.get(row).is_some_and(|row| has_figures(row));
    let second = has_figures(at) && label.iter().any(|(row, _)| has_figures(*row));
    close && !second && !is_numbered(&next.line.text)
}

/// The row of figures beside a label: that of one of its lines, else one whose figures stand between them.
fn beside(label: &[Place], region: &[Row]) -> Option<usize> {
    let has_figures_at = |row: usize| region.get(row).is_some_and(|row| has_figures(row));
    if let Some((row, _)) = label.iter().find(|(row, _)| has_figures_at(*row)) {
        return Some(*row);
    }
    let area = label.iter().filter_map(|place| chunk(region, place)).map(|chunk| *chunk.area()).reduce(|a, b| a.with(&b))?;
    let away = |row: usize| {
        let figure = region.get(row)?.iter().find(|chunk| chunk.is_figure())?.area().middle().1;
        (area.top..area.bottom).contains(&figure).then_some((figure - area.middle().1).abs())
    };
    (0..region.len()).filter(|row| has_figures_at(*row)).filter_map(|row| Some((away(row)?, row))).min().map(|(_, row)| row)
}

/// Whether a line begins a chapter: `三、`.
pub(in crate::read::page) fn is_chapter(text: &str) -> bool {
    let text = squeezed(text);
    text.trim_start_matches(numeral::is_ordinal).starts_with('、') && text.starts_with(numeral::is_ordinal)
}

/// `1.`, `（一）`, `一、` at the front.
pub(in crate::read::page) fn is_numbered(text: &str) -> bool {
    let text = squeezed(text);
    let text = text.trim_start_matches('(');
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || numeral::is_ordinal(c));
    rest.len() < text.len() && rest.starts_with(['.', '、', ')', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_labels() {
        for text in ["1.属于", "１．属于", "（一）予以", "(3)", "一、本年", "二 、上年"] {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["规章", "2023年", "一致", "", "12"] {
            assert!(!is_numbered(text), "{text}");
        }
        assert!(is_chapter("三、收到") && !is_chapter("（三）收到") && !is_chapter("、收到"));
    }
}
