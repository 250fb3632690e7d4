//! Expressions and conditions with their kinds: 件 is compared with 件, money with money, and a bare figure takes the unit of
//! what it is compared with.

use super::{
    converted::{in_next_year, moved},
    names::suggest,
    scope::{Position, Scope, Wrong, joined},
};
use crate::{
    diagnostic::{Code, Subject},
    lang::Text,
    number::Number,
    ruleset::{self, Arithmetic, Condition, Expr, FactKind, Occasion, Relation, Shape, Stated, Tolerance, Within},
    source::Span,
    syntax::ast::{self, ExprKind},
    template::{CellId, Kind, Measure, Template},
    text,
};
use std::{borrow::Cow, collections::BTreeSet};

/// What a value is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type<'e> {
    /// A bare figure, a ratio: takes any unit.
    Bare,
    /// A count or an amount of money, with its unit.
    Figure(Measure, &'e str),
    Percent,
    Date,
    /// Words: only compared with words.
    Words,
}

/// A value with its type and place.
pub(super) struct Typed<'e> {
    pub(super) expr: Expr,
    pub(super) of: Type<'e>,
    pub(super) span: Span,
}

impl<'e> Scope<'e> {
    /// A condition: what stands behind `require` or `when`.
    pub(super) fn condition(&self, node: &'e ast::Expr) -> Result<Condition, Wrong> {
        match &node.node {
            ExprKind::And(left, right) => self.joined_by(left, right, false, Condition::And),
            ExprKind::Or(left, right) => self.joined_by(left, right, true, Condition::Or),
            ExprKind::Not(inner) => Ok(match self.condition(inner)? {
                Condition::Constant(holds) => Condition::Constant(!holds),
                inner => Condition::Not(Box::new(inner)),
            }),
            ExprKind::Compare(left, sign, right) => self.comparison(left, *sign, right),
            ExprKind::Within(inner, by) => self.within(inner, by),
            ExprKind::States(path) => match Occasion::named(&joined(path)) {
                Some(occasion) => Ok(Condition::Known(occasion)),
                None => self.fact_named(path).map(Condition::Told),
            },
            ExprKind::OfTopic(name) => {
                super::lexicon::topic_named(&self.declared.lexicon, self.source, name).map(Condition::OfTopic)
            }
            _ => Err(self.no_comparison(node)),
        }
    }

    /// `and`, `or`. Where the place of the rule settles the left side, the right one may make no sense there and is not looked at.
    fn joined_by(
        &self,
        left: &'e ast::Expr,
        right: &'e ast::Expr,
        settles: bool,
        join: fn(Box<Condition>, Box<Condition>) -> Condition,
    ) -> Result<Condition, Wrong> {
        let left = self.condition(left);
        if matches!(left, Ok(Condition::Constant(holds)) if holds == settles) {
            return left;
        }
        Ok(match self.both(left, self.condition(right))? {
            (Condition::Constant(_), other) => other,
            (_, Condition::Constant(holds)) if holds == settles => Condition::Constant(holds),
            (other, Condition::Constant(_)) => other,
            (left, right) => join(Box::new(left), Box::new(right)),
        })
    }

    fn comparison(
        &self,
        left: &'e ast::Expr,
        sign: ast::Spanned<ast::Comparison>,
        right: &'e ast::Expr,
    ) -> Result<Condition, Wrong> {
        if let Some(condition) = self.kind_of_agency(left, sign, right)? {
            return Ok(condition);
        }
        if let Some(wrong) = self.kind_by_other_word(left, right).or_else(|| self.place_at_hand(left, right)) {
            return Err(wrong);
        }
        if let Some(condition) = self.words_in_cell(left, sign, right).or_else(|| self.words_in_cell(right, sign, left)) {
            return condition;
        }
        if let Some(holds) = self.unit_at_hand(left, sign, right)? {
            return Ok(Condition::Constant(holds));
        }
        let (left, right) = self.both(self.value(left), self.value(right))?;
        let comparison = relation(sign.node);
        if comparison != ruleset::Comparison::Agrees {
            let (mut left, mut right) = self.same_unit(left, right, "比较", "compared")?;
            let next = self.is_of_next_year(&left.expr) || self.is_of_next_year(&right.expr);
            if next {
                in_next_year(&mut left.expr);
                in_next_year(&mut right.expr);
            }
            return Ok(Condition::Compare(left.expr, comparison, right.expr));
        }
        Ok(Condition::Compare(left.expr, comparison, right.expr))
    }

    /// `unit = 万元` under `each cell`: whether the cell at hand is in that unit.
    fn unit_at_hand(
        &self,
        left: &'e ast::Expr,
        sign: ast::Spanned<ast::Comparison>,
        right: &'e ast::Expr,
    ) -> Result<Option<bool>, Wrong> {
        let Some(cells) = Some(left).filter(|left| is_word(left, "unit")).and_then(|_| self.at_hand(self.position)) else {
            return Ok(None);
        };
        let equal = self.is_or_is_not(sign, "unit")?;
        let kinds = self.template.editions.iter().flat_map(|edition| &edition.tables).flat_map(|table| &table.kinds);
        let units = kinds.map(|kind| kind.unit.as_str());
        let written = word_of(right).unwrap_or_default();
        if !units.clone().any(|unit| unit == written) {
            let known: Vec<&str> = units.collect::<BTreeSet<_>>().into_iter().collect();
            let (zh, en) = (known.join("、"), known.join(", "));
            let message = text!("没有单元格以“{written}”为单位", "no cell is in “{written}”");
            let label = text!("可用：{zh}", "the units are: {en}");
            return Err(self.error(Code::UnitOfNoCell, right.span, message, label));
        }
        let own = cells.first().and_then(|cell| self.template.kind(*cell));
        Ok(own.map(|kind| (kind.unit == written) == equal))
    }

    /// `=` or `!=`: the signs that words are compared with.
    pub(super) fn is_or_is_not(&self, sign: ast::Spanned<ast::Comparison>, word: &str) -> Result<bool, Wrong> {
        match sign.node {
            ast::Comparison::Equal => Ok(true),
            ast::Comparison::NotEqual => Ok(false),
            _ => Err(self.error(
                Code::OnlyEquals,
                sign.span,
                text!("{word} 只能用 = 或 != 比较", "`{word}` is compared with = or != only"),
                text!("换成 = 或 !=", "write = or !="),
            )),
        }
    }

    /// `kind = 部门`
    fn kind_of_agency(
        &self,
        left: &'e ast::Expr,
        sign: ast::Spanned<ast::Comparison>,
        right: &'e ast::Expr,
    ) -> Result<Option<Condition>, Wrong> {
        if !is_word(left, "kind") {
            return Ok(None);
        }
        let equal = self.is_or_is_not(sign, "kind")?;
        match word_of(right).filter(|word| self.template.takes_kind(word)) {
            Some(word) => Ok(Some(Condition::KindIs(word.into_owned(), equal))),
            None => {
                let Text { zh, en } = kinds(self.template);
                let message = text!("kind 只能是 {zh}", "`kind` is {en}");
                let label = text!("写 {zh}", "write {en}");
                Err(self.error(Code::UnknownAgencyKind, right.span, message, label))
            }
        }
    }

    fn value(&self, node: &'e ast::Expr) -> Result<Typed<'e>, Wrong> {
        let span = node.span;
        match &node.node {
            ExprKind::Number(number, unit) => self.figure(*number, unit, span),
            ExprKind::Path(path) if path.is("year") => Ok(Typed { expr: Expr::Year, of: Type::Bare, span }),
            ExprKind::Path(path) if path.is("repeated") => Ok(Typed { expr: Expr::Repeated, of: Type::Percent, span }),
            ExprKind::Path(path) if path.is("cell") && self.is_at_cell() => self.cell_at_hand(path),
            ExprKind::Path(path) if self.is_broken(&joined(path)) && !self.is_line(&joined(path)) => {
                Err(self.said_elsewhere(span))
            }
            ExprKind::Path(path) => match self.prose_value(&joined(path), span) {
                Some(value) => Ok(value),
                None if self.position == Position::Free && path.parts.len() == 1 => Err(self.no_such_name(path)),
                None => self.path(path).and_then(|cell| self.typed_cell(cell, span)),
            },
            ExprKind::Cell(cell) => self.reference(cell).and_then(|cell| self.typed_cell(cell, span)),
            ExprKind::Sum(path) => self.sum_value(self.sum(path)?, span),
            ExprKind::SumOfCells(cell) => self.sum_value(self.cells_of(cell)?, span),
            ExprKind::Count(table) => {
                let id = self.edition.table(self.table_named(table)?);
                Ok(Typed { expr: Expr::Rows(id), of: Type::Bare, span })
            }
            ExprKind::Length(path) => self.length(path, span),
            ExprKind::Negate(inner) => {
                let inner = self.value(inner)?;
                Ok(Typed { expr: Expr::Negate(Box::new(inner.expr)), of: inner.of, span })
            }
            ExprKind::Arithmetic(left, operator, right) => self.arithmetic(left, *operator, right, span),
            ExprKind::Other(other, inner) => {
                let (expr, cells) = self.of_others(other.node, inner)?;
                let Typed { of: kind, .. } = self.sum_value(cells, span)?;
                Ok(Typed { expr, of: kind, span })
            }
            ExprKind::Date(year, month, day) => {
                Ok(Typed { expr: Expr::Day { year: *year, month: *month, day: *day, next: false }, of: Type::Date, span })
            }
            ExprKind::Text(text) => {
                let wrong = self.no_figure(span, text!("这是一段文字，不是数", "this is a text, not a figure"));
                let is_figure = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
                let help = text!(
                    "规则里不能问一格是不是空白：总计漏填由 require totals filled 检查，别的空白按表样里的 blank 处理",
                    "a rule cannot ask whether a cell is blank: totals left blank are found by `require totals filled`, other blanks count as `blank` in the form says"
                );
                Err(match is_figure {
                    true => Box::new(wrong.write(text.clone())),
                    false if text.trim().is_empty() => Box::new(wrong.help(help)),
                    false => wrong,
                })
            }
            ExprKind::Compare(..)
            | ExprKind::Within(..)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::Not(_)
            | ExprKind::States(_)
            | ExprKind::OfTopic(_) => {
                Err(self.no_figure(span, text!("这里要一个数，却是一个判断", "a figure is wanted here, this is a condition")))
            }
        }
    }

    pub(super) fn no_figure(&self, span: Span, message: Text) -> Wrong {
        self.error(Code::FigureWanted, span, message, text!("这里要一个数", "a figure is wanted here"))
    }

    fn figure(&self, number: Number, unit: &'e str, span: Span) -> Result<Typed<'e>, Wrong> {
        let typed = |number, of| Ok(Typed { expr: Expr::Number(number), of, span });
        match unit {
            "" => typed(number, Type::Bare),
            "%" => match number.times_power_of_ten(-2) {
                Some(number) => typed(number, Type::Percent),
                None => Err(self.no_figure(span, text!("这个数太长", "this figure is too long"))),
            },
            _ => match crate::template::money_exponent(unit) {
                Some(_) => typed(number, Type::Figure(Measure::Money, unit)),
                None => typed(number, Type::Figure(Measure::Count, unit)),
            },
        }
    }

    /// A fact, a parameter, a figure of the statement at hand, or what the report says of itself.
    fn prose_value(&self, name: &str, span: Span) -> Option<Typed<'e>> {
        let typed = |expr, of| Some(Typed { expr, of, span });
        let param = self.declared.params.iter().find(|param| param.name == name);
        if self.position != Position::Free {
            let param = param.filter(|_| !self.is_line(name))?;
            return typed(Expr::Cases(param.cases.clone()), type_of_kind(param.kind));
        }
        if let Some((_, stated)) = self.shape.and_then(|shape| shape.names().iter().find(|(known, _)| *known == name)) {
            let of = if *stated == Stated::Percent { Type::Percent } else { Type::Bare };
            return typed(Expr::Stated(*stated), of);
        }
        if let Some(occasion) = Occasion::named(name) {
            return typed(Expr::DayOf(occasion), Type::Date);
        }
        if name == "sections" {
            return typed(Expr::Sections, Type::Bare);
        }
        if let Some(param) = param {
            return typed(Expr::Cases(param.cases.clone()), type_of_kind(param.kind));
        }
        let fact = self.declared.facts.iter().position(|fact| fact.name == name)?;
        let kind = self.declared.facts.get(fact)?.kind;
        typed(Expr::Stated(Stated::Fact(fact)), type_of_kind(kind))
    }

    fn is_broken(&self, name: &str) -> bool {
        self.declared.broken.iter().any(|broken| broken == name)
    }

    /// What stops the lowering of whatever uses a broken name, without a word.
    fn said_elsewhere(&self, span: Span) -> Wrong {
        Box::new(self.error(Code::UnknownFigure, span, Text::default(), Text::default()).about(Subject::SaidElsewhere))
    }

    fn fact_named(&self, path: &ast::Path) -> Result<usize, Wrong> {
        let name = joined(path);
        let found = self.declared.facts.iter().position(|fact| fact.name == name);
        if self.is_broken(&name) {
            return Err(self.said_elsewhere(path.span));
        }
        found.ok_or_else(|| {
            let names: Vec<&str> = self.declared.facts.iter().map(|fact| fact.name.as_str()).collect();
            let message = text!("没有名为“{name}”的正文数据", "there is no fact “{name}”");
            let label = text!("不认识的名称", "unknown name");
            Box::new(suggest(*self.error(Code::UnknownFigure, path.span, message, label), &name, names))
        })
    }

    /// A bare name that is neither fact nor parameter: one of them misspelt, or a row without its table.
    fn no_such_name(&self, path: &ast::Path) -> Wrong {
        let name = joined(path);
        let own = self.shape.map(Shape::names).unwrap_or_default().iter().map(|(name, _)| *name);
        let declared = self.declared.facts.iter().map(|fact| fact.name.as_str());
        let params = self.declared.params.iter().map(|param| param.name.as_str());
        const OF_REPORTS: [&str; 5] = ["year", "published", "received", "sections", "kind"];
        let known = own.chain(declared).chain(params).chain(OF_REPORTS);
        match super::names::nearest(&name, known)
            .or_else(|| crate::syntax::meant(&name, &OF_REPORTS))
            .filter(|_| self.homes(&name).is_empty())
        {
            Some(near) => Box::new(
                self.error(
                    Code::UnknownFigure,
                    path.span,
                    text!("没有名为“{name}”的数", "there is no figure “{name}”"),
                    text!("不认识的名称", "unknown name"),
                )
                .help(text!("是不是想写“{near}”？", "did you mean “{near}”?"))
                .instead(near),
            ),
            None => self.bare_name(path, &name),
        }
    }

    pub(super) fn length(&self, path: &ast::Path, span: Span) -> Result<Typed<'e>, Wrong> {
        let name = joined(path);
        let edition = self.edition();
        if let Some(section) = edition.and_then(|edition| edition.section(&name)) {
            return Ok(Typed { expr: Expr::Letters(section), of: Type::Bare, span });
        }
        let known: Vec<&str> = edition.iter().flat_map(|edition| &edition.sections).map(|section| section.id.as_str()).collect();
        let message = text!("没有“{name}”这一部分", "there is no section “{name}”");
        let label = text!("不认识的部分", "unknown section");
        Err(Box::new(suggest(*self.error(Code::UnknownSection, path.span, message, label), &name, known)))
    }

    /// Whether both are counts in units that the form calls comparable.
    fn meet(&self, one: Type<'_>, other: Type<'_>) -> bool {
        let unit = |of| match of {
            Type::Figure(Measure::Count, unit) => Some(unit),
            _ => None,
        };
        unit(one).zip(unit(other)).is_some_and(|(one, other)| self.template.comparable(one, other))
    }

    pub(super) fn sum_value(&self, cells: Vec<CellId>, span: Span) -> Result<Typed<'e>, Wrong> {
        if let Some(cell) = cells.iter().find(|cell| matches!(self.type_of(**cell), Type::Words | Type::Date)) {
            let name = self.template.cell_name(*cell);
            return Err(self.no_figure(span, text!("{name} 不是数，不能相加", "{name} is no figure and cannot be added")));
        }
        let mut types = cells.iter().map(|cell| self.type_of(*cell));
        let first = types.next().unwrap_or(Type::Bare);
        match types.find(|other| *other != first && !self.meet(first, *other)) {
            None if first == Type::Percent => {
                let sum = self.added(cells, Expr::Sum);
                let expr = Expr::Arithmetic(Box::new(sum), Arithmetic::Multiply, Box::new(Expr::hundredth()));
                Ok(Typed { expr, of: first, span })
            }
            None => Ok(Typed { expr: self.added(cells, Expr::Sum), of: first, span }),
            Some(other) => {
                let (one, two) = (words(&first), words(&other));
                let message = text!("这一组里单位不同，不能相加", "the units in this group differ and cannot be added");
                let label = text!("有{{0}}，也有{{1}}", "{{0}} and {{1}}").filled(&one, &two);
                Err(self.error(Code::UnitsInGroup, span, message, label))
            }
        }
    }

    /// `x = y within 0.01`, `x = y within 1%`: a share of the right side.
    fn within(&self, inner: &ast::Expr, by: &ast::Expr) -> Result<Condition, Wrong> {
        let ExprKind::Compare(left, sign, right) = &inner.node else {
            return Err(self.no_figure(by.span, text!("within 只接在 = 的后面", "`within` stands behind a comparison with =")));
        };
        if sign.node != ast::Comparison::Equal {
            let message = text!("within 只与 = 合用", "`within` goes with = only");
            let label = text!("换成 =，或者去掉 within", "write =, or leave out `within`");
            let wrong = self.error(Code::OnlyEquals, sign.span, message, label);
            return Err(Box::new(wrong.instead("=")));
        }
        let (left, right) = self.both(self.value(left), self.value(right))?;
        let (left, right) = self.same_unit(left, right, "比较", "compared")?;
        let tolerance = match self.value(by)? {
            Typed { expr: Expr::Number(share), of: Type::Percent, .. } => Tolerance::Share(share),
            amount => {
                let of = if left.of == Type::Bare { right.of } else { left.of };
                let side = Typed { expr: Expr::Number(Number::whole(0)), of, span: left.span };
                match self.same_unit(side, amount, "比较", "compared")? {
                    (_, Typed { expr: Expr::Number(amount), .. }) => Tolerance::Amount(amount),
                    _ => return Err(self.no_figure(by.span, text!("within 后面写一个数", "behind `within` comes a figure"))),
                }
            }
        };
        Ok(Condition::Compare(left.expr, ruleset::Comparison::Within(tolerance), right.expr))
    }

    fn arithmetic(
        &self,
        left: &'e ast::Expr,
        operator: ast::Spanned<Arithmetic>,
        right: &'e ast::Expr,
        span: Span,
    ) -> Result<Typed<'e>, Wrong> {
        let (left, right) = self.both(self.value(left), self.value(right))?;
        if [left.of, right.of].contains(&Type::Date) {
            return Err(self.calculated_date(span));
        }
        let (of, left, right) = match operator.node {
            Arithmetic::Add | Arithmetic::Subtract => {
                let (left, right) = self.same_unit(left, right, "加减", "added or subtracted")?;
                let of = if left.of == Type::Bare { right.of } else { left.of };
                (of, left, right)
            }
            Arithmetic::Multiply => {
                let of = self.product(&left, &right, operator.span)?;
                (of, left, right)
            }
            Arithmetic::Divide if matches!(&right.expr, Expr::Number(number) if number.is_zero()) => {
                let message = text!("不能除以 0", "nothing can be divided by 0");
                let help = text!("除数写成别的数，或者写成一格", "divide by another figure, or by a cell");
                let label = text!("除数是 0", "the divisor is 0");
                return Err(Box::new(self.error(Code::DivisionByZero, right.span, message, label).help(help)));
            }
            Arithmetic::Divide if right.of == Type::Bare => (left.of, left, right),
            Arithmetic::Divide => {
                let (left, right) = self.divided(left, right)?;
                (Type::Bare, left, right)
            }
        };
        Ok(Typed { expr: Expr::Arithmetic(Box::new(left.expr), operator.node, Box::new(right.expr)), of, span })
    }

    fn product(&self, left: &Typed<'e>, right: &Typed<'e>, sign: Span) -> Result<Type<'e>, Wrong> {
        match (&left.of, &right.of) {
            (Type::Bare | Type::Percent, other) | (other, Type::Bare | Type::Percent) => Ok(*other),
            (one, two) => {
                let (one, two) = (words(one), words(two));
                let message = text!("{{0}}和{{1}}不能相乘", "{{0}} and {{1}} cannot be multiplied").filled(&one, &two);
                let label = text!("只能乘以不带单位的数", "multiply by a figure without a unit");
                Err(Box::new(self.error(Code::Product, sign, message, label).help(Type::advice_multiplied())))
            }
        }
    }

    /// Both sides in one unit: money is converted where a literal has another unit of money; anything else is a mistake.
    pub(super) fn same_unit(
        &self,
        left: Typed<'e>,
        right: Typed<'e>,
        zh: &str,
        en: &str,
    ) -> Result<(Typed<'e>, Typed<'e>), Wrong> {
        let is_date = left.of == Type::Date || right.of == Type::Date;
        let is_bare = left.of == Type::Bare || right.of == Type::Bare;
        if left.of == right.of || is_bare && !is_date {
            return Ok((left, right));
        }
        if let (Type::Figure(Measure::Count, _), Type::Figure(Measure::Count, unit)) = (&left.of, &right.of)
            && (unit.is_empty() || left.of == Type::Figure(Measure::Count, "") || self.meet(left.of, right.of))
        {
            return Ok((left, right));
        }
        if let (Type::Figure(one, unit), Type::Figure(two, other)) = (&left.of, &right.of)
            && unit == other
            && (*one == Measure::Number || *two == Measure::Number)
        {
            return Ok((left, right));
        }
        if let (Type::Figure(_, one), Type::Figure(_, two)) = (&left.of, &right.of) {
            if let Some(right) = converted(&right, one) {
                return Ok((left, right));
            }
            if let Some(left) = converted(&left, two) {
                return Ok((left, right));
            }
        }
        if let Some(wrong) = self.large_count(&left, &right).or_else(|| self.large_count(&right, &left)) {
            return Err(wrong);
        }
        let help = self.other_unit(&left, &right).or_else(|| self.other_unit(&right, &left));
        let help = help.or_else(|| self.share_of_total(&left, &right)).unwrap_or_else(|| left.of.advice_beside(&right.of));
        let (one, two) = (words(&left.of), words(&right.of));
        let message = text!("{{0}}和{{1}}不能{zh}", "{{0}} and {{1}} cannot be {en}").filled(&one, &two);
        let label = text!("这一边是{{0}}", "this side is {{0}}").filled(&one, &two);
        Err(Box::new(
            self.error(Code::UnitsDiffer, left.span, message, label)
                .also(self.source, right.span, text!("这一边是{{1}}", "this side is {{1}}").filled(&one, &two))
                .help(help),
        ))
    }

    pub(super) fn type_of(&self, cell: CellId) -> Type<'e> {
        self.template.kind(cell).map_or(Type::Bare, |kind| match kind.measure {
            Measure::Text | Measure::Choice => Type::Words,
            Measure::Date => Type::Date,
            Measure::Percent => Type::Percent,
            Measure::Number if kind.unit.is_empty() => Type::Bare,
            Measure::Count | Measure::Money | Measure::Number => Type::Figure(kind.measure, &kind.unit),
        })
    }

    /// Whether it is a day after the report year: of publication, of receipt, or of a signature.
    fn is_of_next_year(&self, expr: &Expr) -> bool {
        match expr {
            Expr::DayOf(_) => true,
            Expr::Stated(Stated::Fact(fact)) => {
                self.declared.facts.get(*fact).is_some_and(|fact| fact.within == [Within::Signature])
            }
            _ => false,
        }
    }
}

/// What a fact or parameter is a number of. A count of the prose has whatever unit its pattern says.
fn type_of_kind(kind: FactKind) -> Type<'static> {
    match kind {
        FactKind::Count | FactKind::None | FactKind::All => Type::Figure(Measure::Count, ""),
        FactKind::Money => Type::Figure(Measure::Money, "元"),
        FactKind::Percent => Type::Percent,
        FactKind::Date => Type::Date,
        FactKind::Year | FactKind::Words | FactKind::Number => Type::Bare,
    }
}

/// An amount of money that the rules state, in another unit of money: a literal or a parameter.
fn converted<'e>(value: &Typed<'e>, unit: &'e str) -> Option<Typed<'e>> {
    let Type::Figure(Measure::Money, from) = &value.of else { return None };
    let kind = Kind { measure: Measure::Money, unit: unit.to_owned(), signed: true, asked: None };
    let expr = moved(&value.expr, kind.exponent_from(from)?)?;
    Some(Typed { expr, of: Type::Figure(Measure::Money, unit), span: value.span })
}

fn relation(sign: ast::Comparison) -> ruleset::Comparison {
    ruleset::Comparison::Exact(match sign {
        ast::Comparison::Equal => Relation::Equal,
        ast::Comparison::NotEqual => Relation::NotEqual,
        ast::Comparison::Less => Relation::Less,
        ast::Comparison::LessEqual => Relation::LessEqual,
        ast::Comparison::Greater => Relation::Greater,
        ast::Comparison::GreaterEqual => Relation::GreaterEqual,
        ast::Comparison::Agrees => return ruleset::Comparison::Agrees,
    })
}

/// The kinds of agency that the form declares, as one phrase.
pub(super) fn kinds(template: &Template) -> Text {
    let kinds = template.kinds();
    Text { zh: kinds.join(" 或 "), en: kinds.join(" or ") }
}

fn is_word(node: &ast::Expr, word: &str) -> bool {
    word_of(node).is_some_and(|own| own == word)
}

pub(super) fn word_of(node: &ast::Expr) -> Option<Cow<'_, str>> {
    match &node.node {
        ExprKind::Path(path) => Some(joined(path)),
        ExprKind::Text(text) => Some(Cow::Borrowed(text)),
        _ => None,
    }
}

fn words(of: &Type<'_>) -> Text {
    match of {
        Type::Bare => text!("不带单位的数", "a figure without a unit"),
        Type::Percent => text!("百分比", "a percentage"),
        Type::Date => text!("日期", "a date"),
        Type::Words => text!("文字", "words"),
        Type::Figure(Measure::Count, "") => text!("件数", "a count"),
        Type::Figure(Measure::Count, unit) => text!("件数（{unit}）", "a count ({unit})"),
        Type::Figure(Measure::Money, unit) => text!("金额（{unit}）", "an amount ({unit})"),
        Type::Figure(_, unit) => text!("数（{unit}）", "a number ({unit})"),
    }
}
