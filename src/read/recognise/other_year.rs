//! Tables of an earlier year that a document brings along for comparison: in an appendix, on a sheet of their own, as a whole report
//! behind this one. They are no part of the report.

use super::dates::{year, year_alone};
use crate::{
    chinese::phrase::{APPENDIX, LAST_YEAR, REPORT},
    read::{
        document::{Block, Document},
        normalise::squeezed,
    },
};

/// A heading has no more letters.
const LONGEST: usize = 40;

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

/// A short text that may announce tables of another year.
struct Heading {
    /// None where it says that they are of the year before.
    year: Option<u16>,
    reach: Reach,
    /// What stands behind the year.
    behind: String,
}

impl Heading {
    fn of(text: &str) -> Option<Heading> {
        if text.len() > LONGEST.saturating_mul(4) || !(text.contains(char::is_numeric) || text.starts_with(APPENDIX)) {
            return None;
        }
        let text = squeezed(text);
        if text.chars().count() > LONGEST || text.ends_with('。') {
            return None;
        }
        let is_appendix = text.starts_with(APPENDIX);
        let named = year(&text).or_else(|| year_alone(&text).map(|year| (year, "", "")));
        let Some((year, before, behind)) = named else {
            let is_of_last = is_appendix && LAST_YEAR.iter().any(|last| text.contains(last));
            return is_of_last.then(|| Heading { year: None, reach: Reach::Tables, behind: String::new() });
        };
        let reach = match (is_appendix, behind.ends_with(REPORT)) {
            (true, _) => Reach::Tables,
            (_, true) => Reach::All,
            _ => Reach::Next,
        };
        let is_day = behind.starts_with(char::is_numeric);
        let is_heading = !is_day && (reach != Reach::Next || before.is_empty());
        is_heading.then(|| Heading { year: Some(year), reach, behind: behind.to_owned() })
    }
}

/// Whether a document may hold tables of two years.
pub(super) fn may_be(document: &Document) -> bool {
    let mut years = document.blocks.iter().filter_map(|block| match block {
        Block::Grid(_) => None,
        Block::Paragraph(passage) => Heading::of(&passage.text).map(|heading| heading.year),
    });
    let first = years.next();
    first == Some(None) || years.any(|year| Some(year) != first)
}

/// The document without what seems to be of a year before the report's own; none where no table is. The title is the report's. Whether
/// it only seems so shows in what is left: a page may name an earlier year above tables of its own.
pub(super) fn without(document: &Document, own: u16, title: Option<&str>) -> Option<Document> {
    let title = title.and_then(|title| year(title).map(|(.., behind)| squeezed(behind)));
    let is_heading = |heading: &Heading| heading.reach != Reach::All || title.as_ref() == Some(&heading.behind);
    let mut reach = None;
    let is_foreign = |block: &Block| match block {
        Block::Grid(_) => reach.is_some(),
        Block::Paragraph(passage) => {
            reach = match Heading::of(&passage.text).filter(is_heading) {
                Some(heading) => heading.year.is_none_or(|year| year < own).then_some(heading.reach),
                None => reach.filter(|reach| *reach != Reach::Next),
            };
            reach == Some(Reach::All)
        }
    };
    let foreign: Vec<bool> = document.blocks.iter().map(is_foreign).collect();
    let has_table = document.blocks.iter().zip(&foreign).any(|(block, foreign)| *foreign && matches!(block, Block::Grid(_)));
    let left = document.blocks.iter().zip(&foreign).filter(|(_, foreign)| !**foreign).map(|(block, _)| block.clone());
    has_table.then(|| Document { blocks: left.collect(), ..document.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        read::document::{Grid, GridCell},
        report::{Origin, Passage},
    };

    const TITLE: &str = "某局2023年政府信息公开工作年度报告";

    /// Paragraphs, and tables with a `#`.
    fn of(blocks: &[&str]) -> Document {
        let block = |text: &&str| match text.strip_prefix('#') {
            Some(text) => Block::Grid(Grid { rows: vec![vec![GridCell::single(text, 0, Origin::Nowhere)]], aligned: true }),
            None => Block::Paragraph(Passage { text: (*text).to_owned(), ..Passage::default() }),
        };
        Document { blocks: blocks.iter().map(block).collect(), ..Document::default() }
    }

    /// What is left of the tables of some blocks.
    fn kept(blocks: &[&str]) -> String {
        let document = of(blocks);
        let left = without(&document, 2023, Some(TITLE)).unwrap_or(document);
        let tables = left.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid.rows[0][0].text.as_str()),
            Block::Paragraph(_) => None,
        });
        tables.collect()
    }

    #[test]
    fn tables_of_the_year_before_are_not_read() {
        for (behind, left) in [
            (&["#甲", "附件：2022年度数据", "#乙", "#丙"][..], "甲"),
            (&["#甲", "某局2022年政府信息公开工作年度报告", "#乙", "2023年1月18日", "#丙"], "甲"),
            (&["#甲", "2022年", "#乙", "三、收到的申请", "#丙"], "甲丙"),
            (&["2022年", "#甲", "2023年", "#乙"], "乙"),
            (&["#甲", "附：去年数据", "#乙"], "甲"),
            (&["#甲", "附件：2023年度数据", "#乙"], "甲乙"),
            (&["#甲", "比2022年增加5件", "#乙", "2022年，本局收到申请3件。", "#丙"], "甲乙丙"),
            // Days, and reports of another kind.
            (&["2022年12月31日前收到的申请", "#甲", "2022年度第三方评估报告", "二、收到的申请", "#乙"], "甲乙"),
        ] {
            assert_eq!(kept(&[&[TITLE], behind].concat()), left, "{behind:?}");
        }
        assert!(!may_be(&of(&[TITLE, "2023年度", "#甲", "2024年1月20日"])));
        assert!(may_be(&of(&[TITLE, "2022年", "#甲"])) && may_be(&of(&["附：去年数据", "#甲"])));
    }
}
