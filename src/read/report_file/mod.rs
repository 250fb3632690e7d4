//! A report file, YAML or JSON, into a [`Report`]. All its mistakes are collected as remarks and the rest is read; only a file
//! whose syntax is broken, or which does not say what it reports on, is no report. Knows no rule.

mod fill;
mod head;
mod keys;
mod prose;
mod tables;

#[cfg(test)]
mod tests;

use crate::{
    lang::Text,
    node::{self, Malformed, Node, Shape, Tree},
    report::{NoReport, Origin, Remark, RemarkCode, Report},
    source::{Source, Span},
    template::Template,
    text,
};
use std::sync::Arc;

/// Reads a report file, JSON or YAML.
pub fn read(source: Arc<Source>, template: &Template) -> Result<Report, NoReport> {
    let tree = node::sniff(&source.text).map_err(|malformed| broken(&source, malformed));
    match tree.and_then(|tree| of_tree(&tree, template)) {
        Ok(report) => Ok(Report { source: Some(source), ..report }),
        Err(reason) => Err(NoReport { source: Some(source), ..reason }),
    }
}

fn of_tree(tree: &Tree<'_>, template: &Template) -> Result<Report, NoReport> {
    let Some(root) = tree.root() else {
        return Err(NoReport::because(text!("文件是空的", "the file is empty")));
    };
    let Shape::Mapping(entries) = root.shape() else {
        let reason =
            text!("这不是报告文件：最外层应是“键: 值”", "this is no report file: “key: value” lines should stand outermost");
        return Err(no_report(root, reason));
    };
    let mut remarks = Vec::new();
    let fields = head::fields(entries, &mut remarks);
    let mut report = head::report(root, &fields, template, &mut remarks)?;
    report.tables = tables::read(fields.get("tables").copied(), template, report.edition, &mut remarks);
    report.prose = prose::read(fields.get("prose").copied(), tree.text(), &template[report.edition], &mut remarks);
    report.remarks = remarks;
    Ok(report)
}

/// R001 for broken syntax: the words carry line and column, for outputs that show no picture.
fn broken(source: &Source, malformed: Malformed) -> NoReport {
    let Malformed { span, message: Text { zh, en }, label, .. } = malformed;
    let at = source.position(span.start);
    let (line, column) = (at.line, at.column);
    let reason = match label.zh.is_empty() {
        true => text!("第 {line} 行第 {column} 列：{zh}", "line {line}, column {column}: {en}"),
        false => {
            let (to_do, do_this) = (label.zh, label.en);
            text!("第 {line} 行第 {column} 列：{zh}（{to_do}）", "line {line}, column {column}: {en} ({do_this})")
        }
    };
    NoReport { reason, origin: Origin::Text(span), source: None }
}

fn no_report(node: Node<'_>, reason: Text) -> NoReport {
    NoReport { reason, origin: Origin::Text(first_line(node)), source: None }
}

/// The place of a node that may be the whole file: its beginning is enough.
fn first_line(node: Node<'_>) -> Span {
    if node.scalar().is_some() { node.span() } else { Span::at(node.span().start as usize) }
}

fn remark(span: Span, message: Text) -> Remark {
    Remark { code: RemarkCode::Key, message, cell: None, origin: Origin::Text(span) }
}
