//! What a reader shows for what stands in a cell and is no text: the tool's own words, so that the cell is not taken for blank.

pub(super) const STRUCK: &str = "［删除线］";
pub(super) const OBJECT: &str = "［对象］";
pub(super) const PICTURE: &str = "［图片］";
pub(super) const TEXT_BOX: &str = "［文本框］";
pub(super) const COMMENT: &str = "［批注］";
pub(super) const DROP_DOWN: &str = "［下拉框］";
pub(super) const CHECK_BOX: &str = "［复选框］";

/// A formula without its text that has no result in the file.
pub(super) const NOT_COMPUTED: &str = "=公式";
