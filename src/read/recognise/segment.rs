//! What of a document reads as a table. Plain data.

use super::{
    head::Heads,
    rows::{GroupRow, RowMatch},
};
use crate::template::TableId;
use std::ops::Range;

/// A layout of a table, and what of the document reads as it.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The table of an edition.
    pub(super) layout: TableId,
    /// In the order of the document.
    pub(super) segments: Vec<Segment>,
    /// How well it explains the document, for comparing layouts of one table.
    pub(super) worth: i64,
}

/// Rows of a table that stand in one grid under one head.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// From the top down.
    pub(super) rows: Vec<RowMatch>,
    /// Its columns.
    pub(super) heads: Heads,
    /// The rows of the head, in the stream.
    pub(super) head: Range<usize>,
    /// The rows of groups that hold figures, between its rows.
    pub(super) groups: Vec<GroupRow>,
}
