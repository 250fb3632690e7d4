//! Tables of an earlier year that a document brings along for comparison: in an appendix, on a sheet of their own, as a whole report
//! behind this one. They are no part of the report.

use super::dates::{year, year_alone};
use crate::{
    chinese::phrase::{APPENDIX, LAST_YEAR, REPORT},
    read::{
        document::{Block, Document, Grid},
        normalise::squeezed,
    },
};

/// A heading has no more letters.
const LONGEST: usize = 40;

/// The title stands among so many blocks.
const FIRST: usize = 12;

/// The report's own tables have as many figures, at least; what a page says of a document in a table has not.
const FIGURES: usize = 6;

/// How far what a heading announces goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The tables behind it, up to the next words.
    Next,
    /// All tables behind it.
    Tables,
    /// All that stands behind it.
    All,
}

/// Drops them, if the document has tables of its own beside them: before them, where all that follows would go. A link to last
/// year's report may stand above this year's tables.
pub(super) fn drop(document: &mut Document) {
    let Some(own) = document.blocks.iter().take(FIRST).find_map(own_year) else { return };
    let (mut reach, mut own_figures) = (None, 0usize);
    let is_foreign = |block: &Block| match block {
        Block::Grid(grid) => {
            own_figures += if reach.is_none() { figures(grid) } else { 0 };
            reach.is_some()
        }
        Block::Paragraph(passage) => {
            reach = match heading(&passage.text, own) {
                Some(found) => found.filter(|reach| *reach == Reach::Next || own_figures >= FIGURES),
                None => reach.filter(|reach| *reach != Reach::Next),
            };
            reach == Some(Reach::All)
        }
    };
    let foreign: Vec<bool> = document.blocks.iter().map(is_foreign).collect();
    if own_figures < FIGURES {
        return;
    }
    let mut foreign = foreign.into_iter();
    document.blocks.retain(|_| foreign.next() != Some(true));
}

/// The year of the report, where a block is its title or nothing but a year, as the name of a sheet is.
fn own_year(block: &Block) -> Option<u16> {
    let text = first_text(block);
    let of_title = year(text).filter(|(_, _, behind)| squeezed(behind).ends_with(REPORT)).map(|(year, ..)| year);
    of_title.or_else(|| year_alone(text))
}

/// How many cells hold a figure and nothing else.
fn figures(grid: &Grid) -> usize {
    let is_figure = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    grid.rows.iter().flatten().filter(|cell| is_figure(cell.text.trim())).count()
}

/// The year that a text names or is, with what stands before and behind it.
fn named(text: &str) -> Option<(u16, &str, &str)> {
    year(text).or_else(|| year_alone(text).map(|year| (year, "", "")))
}

fn first_text(block: &Block) -> &str {
    match block {
        Block::Paragraph(passage) => &passage.text,
        Block::Grid(grid) => grid.rows.iter().flatten().next().map_or("", |cell| &cell.text),
    }
}

/// Whether a text is a heading that names a year, and if it is an earlier one, how far it goes.
fn heading(text: &str, own: u16) -> Option<Option<Reach>> {
    if text.len() > LONGEST.saturating_mul(4) || !(text.contains(char::is_numeric) || text.starts_with(APPENDIX)) {
        return None;
    }
    let text = squeezed(text);
    if text.chars().count() > LONGEST || text.ends_with('。') {
        return None;
    }
    let is_appendix = text.starts_with(APPENDIX);
    let Some((named, before, behind)) = named(&text) else {
        return (is_appendix && LAST_YEAR.iter().any(|last| text.contains(last))).then_some(Some(Reach::Tables));
    };
    let is_title = behind.ends_with(REPORT);
    if !is_appendix && !is_title && !before.is_empty() {
        return None;
    }
    let earlier = if is_appendix {
        Reach::Tables
    } else if is_title {
        Reach::All
    } else {
        Reach::Next
    };
    Some((named < own).then_some(earlier))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        read::document::{Grid, GridCell},
        report::{Origin, Passage},
    };

    /// The names of the tables that are left, of those behind `#` and a page's own behind `@`, which has no figures.
    fn kept(blocks: &[&str]) -> String {
        let row =
            |texts: &[&str]| texts.iter().enumerate().map(|(at, text)| GridCell::single(*text, at, Origin::Nowhere)).collect();
        let block = |text: &&str| match text.strip_prefix(['#', '@']) {
            Some(name) => {
                let figures = if text.starts_with('#') { ["1", "2", "3", "4", "5.5", "6"] } else { ["某局"; 6] };
                Block::Grid(Grid { rows: vec![row(&[name]), row(&figures)], aligned: true })
            }
            None => Block::Paragraph(Passage { text: (*text).to_owned(), ..Passage::default() }),
        };
        let mut document = Document { blocks: blocks.iter().map(block).collect(), ..Document::default() };
        drop(&mut document);
        document.blocks.iter().filter(|block| matches!(block, Block::Grid(_))).map(first_text).collect()
    }

    #[test]
    fn tables_under_the_heading_of_an_earlier_year_go() {
        let title = "某局2023年政府信息公开工作年度报告";
        assert_eq!(kept(&[title, "#甲", "附件：2022年度数据（供对照）", "#乙", "注", "#丙"]), "甲");
        assert_eq!(kept(&[title, "#甲", "附：上年度行政复议情况", "#乙"]), "甲");
        assert_eq!(kept(&[title, "2022年情况如下：", "#乙", "二、主动公开", "#甲"]), "甲");
        assert_eq!(kept(&[title, "#甲", "某局2022年政府信息公开工作年度报告", "#乙"]), "甲");
        assert_eq!(kept(&["2023", "#甲", "2022", "#乙", "2023年", "#丙"]), "甲丙");
    }

    #[test]
    fn others_stay() {
        let title = "某局2023年政府信息公开工作年度报告";
        assert_eq!(kept(&[title, "附件：2022年度数据", "#甲"]), "甲");
        assert_eq!(kept(&[title, "#甲", "附件：2023年度数据", "#乙"]), "甲乙");
        assert_eq!(kept(&[title, "#甲", "比2022年增加5件", "#乙", "2022年，本局收到申请3件。", "#丙"]), "甲乙丙");
        // What a page says of a document names the day on which it was published.
        assert_eq!(kept(&["@2024年1月20日", title, "#甲", "#乙"]), "2024年1月20日甲乙");
        assert_eq!(kept(&["发布时间：2024年1月20日", "@页", title, "#甲"]), "页甲");
        // A link to last year's report above this year's tables.
        assert_eq!(kept(&["@页", title, "上一篇：某局2022年政府信息公开工作年度报告", "#甲", "#乙"]), "页甲乙");
    }
}
