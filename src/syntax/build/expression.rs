//! Builds expressions: the flat list of operands and operators becomes a tree by precedence, by pest's own parser of operators.

use super::{
    super::{
        ast::{Arithmetic, CellRef, Comparison, Expr, ExprKind, Path, Spanned, Whose},
        grammar::{Pair, Rule},
        keyword,
        token::half_width,
    },
    Builder,
};
use crate::{
    date::Date,
    diagnostic::Code,
    number::{Number, Quantity},
    source::Span,
    text,
};
use pest::pratt_parser::{Assoc, Op, PrattParser};
use std::sync::LazyLock;

/// Clauses with more operators are refused: the tree is as deep as they are many, and whoever walks it may recurse.
const MAX_OPERATORS: usize = 400;

/// A date without a year may be 2月29日.
const A_LEAP_YEAR: u16 = 2024;

/// The operators by rising strength.
static PRATT: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let infix = |sign| Op::infix(sign, Assoc::Left);
    PrattParser::new()
        .op(infix(Rule::kw_or))
        .op(infix(Rule::kw_and))
        .op(Op::prefix(Rule::kw_not))
        .op(Op::postfix(Rule::tolerance))
        .op(infix(Rule::equal)
            | infix(Rule::not_equal)
            | infix(Rule::less)
            | infix(Rule::less_equal)
            | infix(Rule::greater)
            | infix(Rule::greater_equal)
            | infix(Rule::agrees))
        .op(infix(Rule::add) | infix(Rule::subtract))
        .op(infix(Rule::multiply) | infix(Rule::divide))
        .op(Op::prefix(Rule::minus))
});

impl Builder<'_> {
    pub(super) fn expr(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let whole = self.span(&pair);
        let flat: Vec<Pair<'_>> = pair.into_inner().flat_map(flat).collect();
        let (mut operands, mut tolerances) = (Vec::new(), Vec::new());
        for part in &flat {
            match part.as_rule() {
                Rule::primary => operands.push(self.primary(part.clone().into_inner().next()?)?),
                Rule::tolerance => tolerances.push(self.primary(part.clone().into_inner().last()?)?),
                _ => self.count_operator(whole)?,
            }
        }
        // Operands are met in the order of the text, so that the tree can be made of those that are built.
        let (mut operands, mut tolerances, mut chained) = (operands.into_iter(), tolerances.into_iter(), None);
        let tree = PRATT
            .map_primary(|_| operands.next())
            .map_prefix(|sign, right| prefixed(self.span(&sign), sign.as_rule(), right?))
            .map_postfix(|left, _| within(left?, tolerances.next()?))
            .map_infix(|left, sign, right| {
                let (left, sign) = (left?, Spanned { node: sign.as_rule(), span: self.span(&sign) });
                chained = chained.or_else(|| second_comparison(&left, sign));
                joined(left, sign, right?)
            })
            .parse(flat.into_iter());
        match chained {
            Some((first, second)) => self.chained(whole, first, second),
            None => tree,
        }
    }

    fn chained(&mut self, whole: Span, first: Span, second: Span) -> Option<Expr> {
        let message = text!("一个式子里只能比较一次", "one comparison at a time");
        let (left, right) = (Span { end: second.start, ..whole }, Span { start: first.end, ..whole });
        let (left, right) = (self.source.slice(left).trim(), self.source.slice(right).trim());
        let is_plain = [left, right].iter().all(|side| !side.contains(" and ") && !side.contains(" or "));
        let apart = if is_plain { format!("{left} and {right}") } else { "a = b and b = c".to_owned() };
        let help = text!("分开写，用 and 连接：{apart}", "write them apart, joined by and: {apart}");
        self.error(Code::Chained, second, message, help);
        let first_label = text!("这里已经比较过一次", "the first comparison is here");
        if let Some(last) = self.diagnostics.pop() {
            self.diagnostics.push(last.also(self.source, first, first_label));
        }
        None
    }

    fn count_operator(&mut self, whole: Span) -> Option<()> {
        self.operators += 1;
        if self.operators <= MAX_OPERATORS {
            return Some(());
        }
        let message =
            text!("式子太长，运算符超过 {MAX_OPERATORS} 个", "the expression is too long: more than {MAX_OPERATORS} operators");
        let help =
            text!("用 sum(组名) 代替逐项相加，或拆成几条规则", "use sum(group) instead of adding one by one, or split the rule");
        self.error(Code::TooManyOperators, whole, message, help);
        None
    }

    pub(super) fn primary(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let node = match pair.as_rule() {
            Rule::paren => self.expr(pair.into_inner().find(|part| part.as_rule() == Rule::expr)?)?.node,
            Rule::sum => self.sum(pair)?,
            Rule::count_rows => ExprKind::Count(self.name(&pair.into_inner().find(|part| part.as_rule() == Rule::name)?)),
            Rule::of_topic => ExprKind::OfTopic(self.name(&pair.into_inner().find(|part| part.as_rule() == Rule::name)?)),
            Rule::states => ExprKind::States(self.asked(pair)?),
            Rule::length => ExprKind::Length(self.asked(pair)?),
            Rule::other => self.other(pair)?,
            Rule::date => self.date(&pair)?,
            Rule::number => self.number(&pair)?,
            Rule::text => ExprKind::Text(self.text(&pair).node),
            Rule::cell => ExprKind::Cell(self.cell(pair)?),
            Rule::path => ExprKind::Path(self.path(pair)),
            _ => return None,
        };
        Some(Spanned { node, span })
    }

    /// What `states(…)` or `length(…)` asks about. The words of the version before are read, and said to be old.
    fn asked(&mut self, pair: Pair<'_>) -> Option<Path> {
        let parts: Vec<Pair<'_>> = pair.into_inner().collect();
        if let Some((word, new)) = parts.first().and_then(|word| Some((word, keyword::renewed(word.as_str())?))) {
            let (old, span) = (word.as_str(), self.span(word));
            let message = text!("“{old}”现在写成 {new}", "“{old}” is written {new} now");
            let help =
                text!("gouji fmt 会改写；下一版不再认识 {old}", "`gouji fmt` rewrites it; the next version will not know {old}");
            self.error(Code::OldWord, span, message, help);
            self.diagnostics.last_mut().into_iter().for_each(|found| found.instead = Some(new.to_owned()));
        }
        parts.into_iter().find(|part| part.as_rule() == Rule::path).map(|path| self.path(path))
    }

    fn sum(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let of = pair.into_inner().find(|part| matches!(part.as_rule(), Rule::path | Rule::cell))?;
        Some(match of.as_rule() {
            Rule::cell => ExprKind::SumOfCells(self.cell(of)?),
            _ => ExprKind::Sum(self.path(of)),
        })
    }

    fn other(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = pair.into_inner();
        let report = parts.next()?;
        let node = Whose::named(report.as_str().trim())?;
        let report = Spanned { node, span: self.span(&report) };
        Some(ExprKind::Other(report, Box::new(self.primary(parts.last()?)?)))
    }

    pub(super) fn cell(&mut self, pair: Pair<'_>) -> Option<CellRef> {
        let span = self.span(&pair);
        let (mut table, mut paths) = (None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => table = Some(self.name(&part)),
                Rule::path => paths.push(self.path(part)),
                Rule::row_key => paths.push(self.row_key(&part)),
                _ => {}
            }
        }
        let mut paths = paths.into_iter();
        let row = paths.next()?;
        let no_column = Path { parts: Vec::new(), span: row.span };
        Some(CellRef { table: table?, row, column: paths.next().unwrap_or(no_column), span })
    }

    /// The name of a row that a reporter added: its key, in quotation marks.
    pub(super) fn row_key(&mut self, pair: &Pair<'_>) -> Path {
        let span = self.span(pair);
        let key = self.text(pair).node;
        Path { parts: vec![Spanned { node: format!("\"{key}\""), span }], span }
    }

    pub(super) fn path(&mut self, pair: Pair<'_>) -> Path {
        let span = self.span(&pair);
        let parts = pair.into_inner().filter(|part| part.as_rule() == Rule::part).map(|part| self.name(&part)).collect();
        Path { parts, span }
    }

    fn date(&mut self, pair: &Pair<'_>) -> Option<ExprKind> {
        let plain: String = pair.as_str().chars().map(half_width).collect();
        let (year, day) = plain.split_once('年').map_or((None, plain.as_str()), |(year, day)| (Some(year), day));
        let (month, day) = day.trim_end_matches('日').split_once('月')?;
        let year: Option<u16> = year.map(|year| year.parse().unwrap_or(0));
        let date = Date::new(year.unwrap_or(A_LEAP_YEAR), month.parse().unwrap_or(0), day.parse().unwrap_or(0));
        if date.is_none() {
            let message = text!("没有“{plain}”这一天", "there is no day “{plain}”");
            self.error(
                Code::Day,
                self.span(pair),
                message,
                text!("日期写成 1月31日 或 2024年1月31日", "write a date as 1月31日 or 2024年1月31日"),
            );
        }
        date.map(|date| ExprKind::Date(year, date.month, date.day))
    }

    fn number(&mut self, pair: &Pair<'_>) -> Option<ExprKind> {
        let quantity = self.quantity(pair)?;
        Some(ExprKind::Number(quantity.number, quantity.unit))
    }

    /// A figure without a unit.
    pub(super) fn plain_number(&mut self, pair: &Pair<'_>) -> Option<Number> {
        let quantity = self.quantity(pair)?;
        if quantity.unit.is_empty() {
            return Some(quantity.number);
        }
        let unit = quantity.unit;
        let message = text!("这里的数不带单位", "a figure has no unit here");
        self.error(Code::FigureUnreadable, self.span(pair), message, text!("去掉“{unit}”", "leave out “{unit}”"));
        None
    }

    fn quantity(&mut self, pair: &Pair<'_>) -> Option<Quantity> {
        let quantity = Quantity::parse(pair.as_str());
        if quantity.is_err() {
            let message = text!("这个数读不出来", "this figure cannot be read");
            let help =
                text!("一个数最多 24 位数字，千分位用逗号", "a figure has 24 digits at most, with commas between thousands");
            self.error(Code::FigureUnreadable, self.span(pair), message, help);
        }
        quantity.ok()
    }
}

/// The signs before an operand and the operand; or the operator.
fn flat(part: Pair<'_>) -> Vec<Pair<'_>> {
    match part.as_rule() {
        Rule::primary | Rule::tolerance => vec![part],
        Rule::operand => part.into_inner().flat_map(flat).collect(),
        _ => part.into_inner().next().into_iter().collect(),
    }
}

/// Where two comparisons stand that are not kept apart by brackets, if `sign` is the second one.
fn second_comparison(left: &Expr, sign: Spanned<Rule>) -> Option<(Span, Span)> {
    let ExprKind::Compare(first, before, second) = &left.node else { return None };
    let bare = left.span == first.span.to(second.span);
    (bare && comparison(sign.node).is_some()).then_some((before.span, sign.span))
}

fn prefixed(sign: Span, of: Rule, right: Expr) -> Option<Expr> {
    let span = sign.to(right.span);
    let kind = if of == Rule::kw_not { ExprKind::Not } else { ExprKind::Negate };
    Some(Spanned { node: kind(Box::new(right)), span })
}

fn within(left: Expr, by: Expr) -> Option<Expr> {
    let span = left.span.to(by.span);
    Some(Spanned { node: ExprKind::Within(Box::new(left), Box::new(by)), span })
}

fn joined(left: Expr, sign: Spanned<Rule>, right: Expr) -> Option<Expr> {
    let span = left.span.to(right.span);
    let (left, right) = (Box::new(left), Box::new(right));
    let node = match sign.node {
        Rule::kw_or => ExprKind::Or(left, right),
        Rule::kw_and => ExprKind::And(left, right),
        of => match comparison(of) {
            Some(node) => ExprKind::Compare(left, Spanned { node, span: sign.span }, right),
            None => ExprKind::Arithmetic(left, Spanned { node: arithmetic(of)?, span: sign.span }, right),
        },
    };
    Some(Spanned { node, span })
}

fn comparison(sign: Rule) -> Option<Comparison> {
    Some(match sign {
        Rule::equal => Comparison::Equal,
        Rule::not_equal => Comparison::NotEqual,
        Rule::less => Comparison::Less,
        Rule::less_equal => Comparison::LessEqual,
        Rule::greater => Comparison::Greater,
        Rule::greater_equal => Comparison::GreaterEqual,
        Rule::agrees => Comparison::Agrees,
        _ => return None,
    })
}

fn arithmetic(sign: Rule) -> Option<Arithmetic> {
    Some(match sign {
        Rule::add => Arithmetic::Add,
        Rule::subtract => Arithmetic::Subtract,
        Rule::multiply => Arithmetic::Multiply,
        Rule::divide => Arithmetic::Divide,
        _ => return None,
    })
}
