//! What the recogniser has to say about a document, in words.

use crate::{
    lang::Text,
    report::{Origin, Remark, RemarkCode},
    template::CellId,
    text,
};

/// R004: a label was recognised only by resemblance.
pub(super) fn resemblance(seen: &str, label: &str, origin: Origin) -> Remark {
    said(text!("“{seen}”当作“{label}”读", "“{seen}” was read as “{label}”"), origin)
}

/// R004: the heads of the columns could not all be read, and the number of values fits the form.
pub(super) fn columns_assumed(table: &str, origin: Origin) -> Remark {
    said(
        text!(
            "表“{table}”的表头没有认全，各列按格式规定的次序读",
            "the column heads of table “{table}” could not all be read; its columns were taken in the order of the form"
        ),
        origin,
    )
}

/// R004: the heads of the columns are not those of the form, and nothing else tells the columns apart.
pub(super) fn columns_contradicted(table: &str, origin: Origin) -> Remark {
    said(
        text!(
            "表“{table}”的表头与格式的次序不同，分不清数字属于哪一列，没有读",
            "the column heads of table “{table}” are not in the order of the form; which figure is whose cannot be told"
        ),
        origin,
    )
}

/// R004: a row is known, but not which of its values stands in which column.
pub(super) fn values_unplaced(table: &str, row: &str, values: usize, columns: usize, origin: Origin) -> Remark {
    said(
        text!(
            "表“{table}”的“{row}”一行有 {values} 个值、{columns} 列，对不上，没有读",
            "row “{row}” of table “{table}” has {values} values for {columns} columns; which is which cannot be told"
        ),
        origin,
    )
}

/// R004: figures and labels stand on different lines and were put together by their order.
pub(super) fn figures_apart(origin: Origin) -> Remark {
    said(
        text!(
            "从这里起，有的数字与标签不在同一行，按先后次序对应",
            "from here on some figures stand on other lines than their labels; they were put together by their order"
        ),
        origin,
    )
}

/// R004: the text of a page is what a program recognised in a picture of it. A digit that it took for another is right in the
/// text and wrong on the page, and nothing but an equation shows it.
pub(super) fn recognised(origin: Origin) -> Remark {
    said(
        text!(
            "从这一页起，文字是从图像识别出来的（OCR），数字可能认错，请对照原件；最好报送直接导出的文件",
            "from this page on the text was recognised in pictures (OCR): figures may be misread, so compare with the original; a file exported from the document itself is better"
        ),
        origin,
    )
}

/// R003: a cell has two values that differ.
pub(super) fn two_values(name: &str, first: &str, second: &str, cell: CellId, origin: Origin) -> Remark {
    let message = text!("{name} 有两个不同的值：{first} 与 {second}", "{name} has two values that differ: {first} and {second}");
    Remark { code: RemarkCode::TwoValues, message, cell: Some(cell), origin }
}

fn said(message: Text, origin: Origin) -> Remark {
    Remark { code: RemarkCode::Resemblance, message, cell: None, origin }
}
