//! Builds expressions: the flat list of operands and operators becomes a tree by precedence, without recursion but for brackets.

use super::{
    super::{
        ast::{CellRef, Comparison, Expr, ExprKind, Operator, OtherReport, Path, Spanned},
        grammar::{Pair, Rule},
        token::half_width,
    },
    Builder,
};
use crate::{
    date::Date,
    number::{Number, Quantity},
    source::Span,
    text,
};

/// Clauses with more operators are refused: the tree is as deep as they are many, and whoever walks it may recurse.
const MAX_OPERATORS: usize = 400;

/// A date without a year may be 2月29日.
const A_LEAP_YEAR: u16 = 2024;

/// An operator that waits for its right side, by rising strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Or,
    And,
    Not,
    Compare,
    Add,
    Multiply,
    Negate,
}

struct Waiting {
    strength: Strength,
    sign: Rule,
    span: Span,
}

#[derive(Default)]
struct Stacks {
    operands: Vec<Expr>,
    waiting: Vec<Waiting>,
}

impl Builder<'_> {
    pub(super) fn expr(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let whole = self.span(&pair);
        let mut stacks = Stacks::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::operand => self.operand(&mut stacks, part)?,
                _ => self.infix(&mut stacks, part.into_inner().next()?, whole)?,
            }
        }
        stacks.finish()
    }

    fn operand(&mut self, stacks: &mut Stacks, pair: Pair<'_>) -> Option<()> {
        let whole = self.span(&pair);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::prefix => {
                    self.count_operator(whole)?;
                    let operator = part.into_inner().next()?;
                    let strength = if operator.as_rule() == Rule::kw_not { Strength::Not } else { Strength::Negate };
                    stacks.waiting.push(Waiting { strength, sign: operator.as_rule(), span: self.span(&operator) });
                }
                _ => stacks.operands.push(self.primary(part.into_inner().next()?)?),
            }
        }
        Some(())
    }

    fn infix(&mut self, stacks: &mut Stacks, operator: Pair<'_>, whole: Span) -> Option<()> {
        self.count_operator(whole)?;
        let (sign, span, strength) = (operator.as_rule(), self.span(&operator), strength(operator.as_rule()));
        while let Some(top) = stacks.waiting.last().filter(|top| top.strength >= strength) {
            if top.strength == Strength::Compare && strength == Strength::Compare {
                return self.chained(top.span, span);
            }
            stacks.reduce()?;
        }
        stacks.waiting.push(Waiting { strength, sign, span });
        Some(())
    }

    fn chained(&mut self, first: Span, second: Span) -> Option<()> {
        let message = text!("一个式子里只能比较一次", "one comparison at a time");
        let help = text!("分开写，用 and 连接：a = b and b = c", "write them apart, joined by and: a = b and b = c");
        self.error(second, message, help);
        let first_label = text!("这里已经比较过一次", "the first comparison is here");
        if let Some(last) = self.diagnostics.pop() {
            self.diagnostics.push(last.also(self.source, first, first_label));
        }
        None
    }

    fn count_operator(&mut self, whole: Span) -> Option<()> {
        self.operators = self.operators.saturating_add(1);
        if self.operators <= MAX_OPERATORS {
            return Some(());
        }
        let message =
            text!("式子太长，运算符超过 {MAX_OPERATORS} 个", "the expression is too long: more than {MAX_OPERATORS} operators");
        let help =
            text!("用 sum(组名) 代替逐项相加，或拆成几条规则", "use sum(group) instead of adding one by one, or split the rule");
        self.error(whole, message, help);
        None
    }

    pub(super) fn primary(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let node = match pair.as_rule() {
            Rule::paren => self.expr(pair.into_inner().find(|part| part.as_rule() == Rule::expr)?)?.node,
            Rule::sum => self.sum(pair)?,
            Rule::of_topic => ExprKind::OfTopic(self.name(&pair.into_inner().find(|part| part.as_rule() == Rule::name)?)),
            Rule::told => ExprKind::Told(self.path(pair.into_inner().find(|part| part.as_rule() == Rule::path)?)),
            Rule::letters => ExprKind::Letters(self.path(pair.into_inner().find(|part| part.as_rule() == Rule::path)?)),
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
        let node = if report.as_str() == "prior" { OtherReport::Prior } else { OtherReport::Children };
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
                _ => {}
            }
        }
        let mut paths = paths.into_iter();
        Some(CellRef { table: table?, row: paths.next()?, column: paths.next()?, span })
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
        self.error(self.span(pair), message, text!("去掉“{unit}”", "leave out “{unit}”"));
        None
    }

    fn quantity(&mut self, pair: &Pair<'_>) -> Option<Quantity> {
        let quantity = Quantity::parse(pair.as_str());
        if quantity.is_err() {
            let message = text!("这个数读不出来", "this figure cannot be read");
            let help =
                text!("一个数最多 24 位数字，千分位用逗号", "a figure has 24 digits at most, with commas between thousands");
            self.error(self.span(pair), message, help);
        }
        quantity.ok()
    }
}

impl Stacks {
    /// Gives the operator on top its operands.
    fn reduce(&mut self) -> Option<()> {
        let operator = self.waiting.pop()?;
        let right = self.operands.pop()?;
        let expr = match operator.strength {
            Strength::Not => prefixed(operator.span, right, ExprKind::Not),
            Strength::Negate => prefixed(operator.span, right, ExprKind::Negate),
            _ => joined(self.operands.pop()?, &operator, right)?,
        };
        self.operands.push(expr);
        Some(())
    }

    fn finish(mut self) -> Option<Expr> {
        while !self.waiting.is_empty() {
            self.reduce()?;
        }
        self.operands.pop()
    }
}

fn prefixed(operator: Span, right: Expr, kind: fn(Box<Expr>) -> ExprKind) -> Expr {
    let span = operator.to(right.span);
    Spanned { node: kind(Box::new(right)), span }
}

fn joined(left: Expr, operator: &Waiting, right: Expr) -> Option<Expr> {
    let span = left.span.to(right.span);
    let (left, right) = (Box::new(left), Box::new(right));
    let node = match operator.strength {
        Strength::Or => ExprKind::Or(left, right),
        Strength::And => ExprKind::And(left, right),
        Strength::Compare => ExprKind::Compare(left, Spanned { node: comparison(operator.sign)?, span: operator.span }, right),
        _ => ExprKind::Arithmetic(left, Spanned { node: arithmetic(operator.sign)?, span: operator.span }, right),
    };
    Some(Spanned { node, span })
}

fn strength(sign: Rule) -> Strength {
    match sign {
        Rule::kw_or => Strength::Or,
        Rule::kw_and => Strength::And,
        Rule::add | Rule::subtract => Strength::Add,
        Rule::multiply | Rule::divide => Strength::Multiply,
        _ => Strength::Compare,
    }
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

fn arithmetic(sign: Rule) -> Option<Operator> {
    Some(match sign {
        Rule::add => Operator::Add,
        Rule::subtract => Operator::Subtract,
        Rule::multiply => Operator::Multiply,
        Rule::divide => Operator::Divide,
        _ => return None,
    })
}
