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
        let of_money = |cells: &&&ast::Cells| {
            let unit = cells.unit.as_ref().is_some_and(|unit| money_exponent(&unit.node).is_some());
            cells.kind == Measure::Count && unit
        };
        for cells in all.iter().filter(of_money) {
            let Some(written) = &cells.unit else { continue };
            let unit = &written.node;
            let message = text!("“{unit}”是金额的单位，不是件数的", "“{unit}” is a unit of money, not of a count");
            let label = text!("按件数，不能有小数，也不与万元换算", "a count has no decimals and is not converted");
            self.reporter.push(
                Diagnostic::new(Code::CountOfMoney, self.source, written.span, message, label)
                    .help(text!("金额写 cells money \"{unit}\"", "for an amount write cells money \"{unit}\"")),
            );
        }
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
            let wrong = if unit.contains(['/', '／', '每']) {
                wrong
                    .help(text!(
                        "单价、均数这样的数写 number \"{unit}\" decimals 2",
                        "for a price or an average write number \"{unit}\" decimals 2"
                    ))
                    .instead(format!("number \"{unit}\" decimals 2"))
            } else {
                wrong
                    .help(text!("件数写 cells count \"{unit}\"", "for a count write cells count \"{unit}\""))
                    .instead(format!("count \"{unit}\""))
            };
            self.reporter.push(wrong);
        }
    }

    /// What a kind of cell may be asked: a pattern is one, and of a text; digits behind the point are of a number.
    fn marks(&mut self, cells: &ast::Cells) {
        let word = cells.kind.word();
        let mut wrong = Vec::new();
        if let Some(pattern) = &cells.matching {
            match Matching::new(&pattern.node) {
                Err(why) => {
                    let last = why.lines().last().unwrap_or_default().trim().trim_start_matches("error:").trim().to_owned();
                    let better = wildcards(&pattern.node);
                    let better = better.filter(|better| Matching::new(better).is_ok());
                    let message = text!("“matching”里的正则表达式读不成", "`matching` holds no regular expression: {last}");
                    let found = Diagnostic::new(Code::MarkOfOtherKind, self.source, pattern.span, message, text!("这里", "here"));
                    self.reporter.push(match better.map(|better| better.replace('\\', "\\\\")) {
                        Some(better) => found
                            .help(text!(
                                "任意文字写 .+，句点写 [.]：写成 \"{better}\"",
                                "any words are .+, a full stop is [.]: write \"{better}\""
                            ))
                            .instead(format!("\"{better}\"")),
                        None => found.help(text!(
                            "任意文字写 .+，几个数字写 \\\\d+，例如 matching \"https?://.+\"（{last}）",
                            "any words are .+, figures \\\\d+, such as matching \"https?://.+\""
                        )),
                    });
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
        let together = cells.choices.first().and_then(|choice| apart(&choice.node)).filter(|_| cells.choices.len() == 1);
        if let Some(choices) = together {
            let message = text!("每个选项各有一对引号", "each word to choose from has quotation marks of its own");
            let found = Diagnostic::new(Code::MarkOfOtherKind, self.source, cells.span, message, text!("这里", "here"));
            self.reporter.push(found.write(format!("choice {choices}")));
        } else if cells.kind == Measure::Choice && cells.choices.len() < 2 {
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
            if let Some(entry) =
                node.rows.iter().flat_map(|axis| &axis.entries).find(|entry| node.fields && entry.cells.is_empty())
            {
                let field = &entry.name.node;
                let message = text!("“{field}”没有写填的是什么", "“{field}” does not say what it holds");
                let found =
                    Diagnostic::new(Code::KindMissing, self.source, entry.name.span, message, text!("这一项", "this field"));
                self.reporter.push(found.help(text!(
                    "名称后面写种类：{field} count \"件\"、{field} money \"元\"、{field} number \"元\" decimals 2、{field} percent、{field} date、{field} text、{field} choice \"是\" \"否\"",
                    "behind its name stands its kind: {field} count \"件\", {field} money \"元\", {field} number \"元\" decimals 2, {field} percent, {field} date, {field} text or {field} choice \"是\" \"否\""
                )));
                return kinds.into_iter().map(Option::unwrap_or_default).collect();
            }
            self.reporter.push(Diagnostic::new(Code::KindMissing, self.source, node.name.span, message, label).help(text!(
                "写一行：cells count \"件\"，金额写 cells money \"万元\"",
                "write a line: cells count \"件\", or cells money \"万元\" for an amount"
            )));
        }
        kinds.into_iter().map(Option::unwrap_or_default).collect()
    }
}

/// `是/否` as two words in quotation marks.
fn apart(choices: &str) -> Option<String> {
    let words: Vec<&str> = choices.split(['/', '／', '、', '，', ',', '|', '；', ';', ' ']).map(str::trim).collect();
    let several = words.len() > 1 && words.iter().all(|word| !word.is_empty());
    several.then(|| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" "))
}

/// `*.gov.cn` as a regular expression.
fn wildcards(pattern: &str) -> Option<String> {
    let is_plain = !pattern.contains(['(', ')', '[', ']', '+', '\\', '^', '$', '{', '}', '|']);
    (is_plain && pattern.contains(['*', '?'])).then(|| pattern.replace('.', "[.]").replace('*', ".+").replace('?', "."))
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
