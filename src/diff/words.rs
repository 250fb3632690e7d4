//! How the parts of a form are called in a list of differences.

use crate::{lang::Text, template::AxisKind, text};

/// A row or column of a table.
pub(super) fn line(table: &str, axis: AxisKind, id: &str) -> Text {
    match axis {
        AxisKind::Rows => text!("表“{table}”的行“{id}”", "the row “{id}” of “{table}”"),
        AxisKind::Columns => text!("表“{table}”的列“{id}”", "the column “{id}” of “{table}”"),
    }
}

pub(super) fn table(id: &str) -> Text {
    text!("表“{id}”", "the table “{id}”")
}

pub(super) fn section(id: &str) -> Text {
    text!("部分“{id}”", "the section “{id}”")
}

/// What a part did: `the row “x” is new`.
pub(super) fn did(part: &Text, did: &Text) -> Text {
    let (part_zh, part_en, zh, en) = (&part.zh, &part.en, &did.zh, &did.en);
    text!("{part_zh}{zh}", "{part_en} {en}")
}

/// The same with the reason that the schema gives.
pub(super) fn because(what: &Text, reason: Option<&str>) -> Text {
    let (zh, en) = (&what.zh, &what.en);
    match reason {
        Some(reason) => text!("{zh}（{reason}）", "{en} ({reason})"),
        None => what.clone(),
    }
}
