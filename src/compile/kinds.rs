//! What the cells of a table hold, and whether what is asked of them goes with it.

use super::reporter::Reporter;
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Source,
    syntax::ast,
    template::{Asked, Kind, Matching, Measure, money_exponent},
    text,
};
use std::sync::Arc;

/// Looks at the kinds that a file writes.
pub(super) struct Kinds<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) reporter: &'a mut Reporter,
}

impl Kinds<'_> {
    /// The unit of an amount is one of money.
    pub(super) fn units(&mut self, node: &ast::Table) {
        let axes = node.columns.iter().chain(&node.rows).flat_map(|axis| &axis.entries);
        let all = node.cells.iter().chain(axes.flat_map(|entry| &entry.cells));
        let all: Vec<&ast::Cells> = all.collect();
        all.iter().for_each(|cells| self.marks(cells));
        for cells in all.into_iter().filter(|cells| cells.kind == Measure::Money) {
            let Some(written) = cells.unit.as_ref().filter(|unit| money_exponent(&unit.node).is_none()) else { continue };
            let unit = &written.node;
            let message = text!("“{unit}”不是金额的单位", "“{unit}” is no unit of money");
            let label = text!("这里要 元、万元 或 亿元", "元, 万元 or 亿元 belongs here");
            let wrong = Diagnostic::new(Code::NoMoneyUnit, self.source, written.span, message, label);
            let plain = unit.replace(['圆', '块'], "元");
            if money_exponent(&plain).is_some() {
                self.reporter.push(wrong.write(format!("\"{plain}\"")));
                continue;
            }
            self.reporter.push(
                wrong
                    .help(text!("件数写 cells count \"{unit}\"", "for a count write cells count \"{unit}\""))
                    .instead(format!("count \"{unit}\"")),
            );
        }
    }

    /// What a kind of cell may be asked: a pattern is one, and of a text; digits behind the point are of a number.
    fn marks(&mut self, cells: &ast::Cells) {
        let word = cells.kind.word();
        let mut wrong = Vec::new();
        if let Some(pattern) = &cells.matching {
            match Matching::new(&pattern.node) {
                Err(why) => {
                    let last = why.lines().last().unwrap_or_default().trim().to_owned();
                    wrong.push((pattern.span, text!("这个写法读不成：{last}", "this is no pattern: {last}")));
                }
                Ok(_) if cells.kind != Measure::Text => {
                    wrong.push((pattern.span, text!("matching 只用于 text", "`matching` is for text alone")));
                }
                Ok(_) => {}
            }
        }
        let has_point = matches!(cells.kind, Measure::Money | Measure::Number | Measure::Percent);
        if cells.decimals.is_some() && !has_point {
            wrong.push((cells.span, text!("{word} 没有小数位，不写 decimals", "a {word} has no digits behind the point")));
        }
        if cells.signed && !cells.kind.is_figure() {
            wrong.push((cells.span, text!("{word} 不是数，不写 signed", "a {word} is no figure and has no sign")));
        }
        if cells.kind == Measure::Choice && cells.choices.len() < 2 {
            wrong.push((cells.span, text!("choice 至少要写两个选项", "a choice has two words at least")));
        }
        for (span, message) in wrong {
            self.reporter.push(Diagnostic::new(Code::MarkOfOtherKind, self.source, span, message, text!("这里", "here")));
        }
    }

    /// The kind of every cell: its column's own, else its row's own, else the table's.
    pub(super) fn kinds(&mut self, node: &ast::Table, rows: &[Option<Kind>], columns: &[Option<Kind>]) -> Vec<Kind> {
        let default = node.cells.first().map(kind);
        let kinds: Vec<Option<Kind>> = rows
            .iter()
            .flat_map(|row| columns.iter().map(|column| column.clone().or_else(|| row.clone()).or_else(|| default.clone())))
            .collect();
        if kinds.iter().any(Option::is_none) {
            let name = &node.name.node;
            let message = text!("表“{name}”没有写单元格里是什么数", "the table “{name}” does not say what figures it holds");
            let label = text!("这张表", "this table");
            self.reporter.push(Diagnostic::new(Code::KindMissing, self.source, node.name.span, message, label).help(text!(
                "写一行：cells count \"件\"，金额写 cells money \"万元\"",
                "write a line: cells count \"件\", or cells money \"万元\" for an amount"
            )));
        }
        kinds.into_iter().map(Option::unwrap_or_default).collect()
    }
}

pub(super) fn kind(cells: &ast::Cells) -> Kind {
    let asked = Asked {
        required: cells.required,
        decimals: cells.decimals,
        choices: cells.choices.iter().map(|choice| choice.node.clone()).collect(),
        matching: cells.matching.as_ref().and_then(|pattern| Matching::new(&pattern.node).ok()),
    };
    let unit = match (&cells.unit, cells.kind) {
        (Some(unit), _) => unit.node.clone(),
        (None, Measure::Percent) => "%".to_owned(),
        (None, _) => String::new(),
    };
    Kind { measure: cells.kind, unit, signed: cells.signed, asked: (asked != Asked::default()).then(|| Arc::new(asked)) }
}
