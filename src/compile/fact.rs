//! Facts and parameters: patterns taken apart, sections and conditions looked up.

use super::{
    In, Items,
    builtin::is_inherited,
    declared::{Declared, Parameter},
    lexicon,
    names::{named, suggest},
    pattern,
    reporter::Reporter,
    scope::{HeldBy, Position, Scope, Wrong},
    unknown::labelled,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    ruleset::{Condition, Expr, Fact, FactKind, Stated, Within},
    source::{Place, Source, Span},
    syntax::ast,
    template::{Edition, Template},
    text,
};
use std::{cell::RefCell, sync::Arc};

/// All facts and parameters.
pub(super) fn compile(template: &Template, items: &Items<'_>, reporter: &mut Reporter) -> Declared {
    let lexicon = lexicon::compile(&items.lexicon, reporter);
    let mut declared = Declared { lexicon, broken: items.lost.clone(), ..Declared::default() };
    let mut names: Vec<(&Arc<Source>, &ast::Name)> = Vec::new();
    for item in &items.facts {
        distinct(&mut names, item.source, &item.node.name, reporter);
        let before = reporter.errors();
        let read = fact(item, template, &declared, reporter);
        if reporter.errors() > before {
            declared.broken.push(read.name.clone());
        }
        declared.facts.push(read);
    }
    for item in &items.params {
        let replaces = names.iter().position(|(source, name)| name.node == item.node.name.node && is_inherited(source));
        if let Some(at) = replaces {
            names.remove(at);
        }
        distinct(&mut names, item.source, &item.node.name, reporter);
        let before = reporter.len();
        let param = param(item, template, &declared, reporter);
        if reporter.len() > before {
            declared.broken.push(param.name.clone());
        }
        match declared.params.iter_mut().find(|known| replaces.is_some() && known.name == param.name) {
            Some(known) if known.kind == param.kind => {
                if let Some(wrong) = for_some_alone(item, known, &param, template) {
                    reporter.push(wrong);
                }
                let place = Place { source: Arc::clone(item.source), span: item.node.span };
                *known = Parameter { set_in: Some(place), ..param };
            }
            Some(known) => reporter.push(other_kind(item, known.kind)),
            None => declared.params.push(param),
        }
    }
    declared.applies = super::applies::compile(template, items, &declared, reporter);
    declared
}

/// A value of one's own for some kinds of agency takes the place of all built-in values: the other kinds are left without one.
fn for_some_alone(item: &In<'_, ast::Param>, known: &Parameter, own: &Parameter, template: &Template) -> Option<Diagnostic> {
    let value = |of: &Parameter, kind: &str| {
        let counts = |(when, _): &(Option<Condition>, Expr)| match when {
            None => true,
            Some(Condition::KindIs(word, is)) => (word == kind) == *is,
            Some(_) => false,
        };
        of.cases.iter().position(counts)
    };
    let is_of_kinds = |of: &Parameter| of.cases.iter().all(|(when, _)| matches!(when, None | Some(Condition::KindIs(..))));
    if !is_of_kinds(known) || !is_of_kinds(own) {
        return None;
    }
    let left_out = |kind: &str| if value(own, kind).is_none() { value(known, kind) } else { None };
    let (kind, at) = template.kinds().into_iter().find_map(|kind| Some((kind, left_out(kind)?)))?;
    let (name, (_, was)) = (&own.name, known.shown.get(at)?);
    let message = text!(
        "参数“{name}”没有给“{kind}”定值，用到它的规则对“{kind}”不再核对",
        "the parameter “{name}” has no value for {kind}: rules that use it check nothing there"
    );
    let label = text!("这里的值代替了全部内置的值", "this takes the place of all built-in values");
    let line = format!("when kind = {kind} then {was}");
    let wrong = Diagnostic::new(Code::ValueForSome, item.source, item.node.name.span, message, label);
    Some(wrong.help(text!("内置的值要保留的，加一行：{line}", "to keep the built-in value add a line: {line}")))
}

/// A value of one's own for a built-in parameter is of its kind.
fn other_kind(item: &In<'_, ast::Param>, kind: FactKind) -> Diagnostic {
    let (name, kind) = (&item.node.name.node, kind.word());
    let message = text!("内置参数“{name}”的种类是 {kind}", "the built-in parameter “{name}” is of the kind `{kind}`");
    let (label, help) = (
        text!("这里写的不同", "another one stands here"),
        text!("写成 param {name}: {kind} {{ … }}", "write param {name}: {kind} {{ … }}"),
    );
    Diagnostic::new(Code::ValueOfOtherKind, item.source, item.node.kind.span, message, label).help(help).instead(kind)
}

fn distinct<'a>(
    names: &mut Vec<(&'a Arc<Source>, &'a ast::Name)>,
    source: &'a Arc<Source>,
    name: &'a ast::Name,
    reporter: &mut Reporter,
) {
    if let Some((first, at)) = names.iter().find(|(_, known)| known.node == name.node) {
        let word = &name.node;
        let message = text!("名称“{word}”用了两次", "the name “{word}” is used twice");
        let label = text!("第二次", "the second time");
        let help = text!("换一个名称；一项正文数据可以有几个句式", "choose another name; a fact may have several patterns");
        reporter.push(
            Diagnostic::new(Code::DeclaredTwice, source, name.span, message, label)
                .also(first, at.span, text!("第一次", "the first time"))
                .help(help),
        );
    }
    names.push((source, name));
}

fn fact(item: &In<'_, ast::Fact>, template: &Template, declared: &Declared, reporter: &mut Reporter) -> Fact {
    let node = item.node;
    let more = RefCell::default();
    let scope = free(item.source, template, declared, &more);
    let mut sections = Vec::new();
    for name in &node.within {
        match within(&scope, name) {
            Ok(part) => sections.push(part),
            Err(wrong) => reporter.push(*wrong),
        }
    }
    let kind = node.kind.node;
    let frame = node.frame.as_ref().map(|frame| lexicon::frame(&declared.lexicon, item.source, frame));
    let frame = frame.and_then(|frame| frame.map_err(|wrong| reporter.push(*wrong)).ok());
    if node.patterns.is_empty() && node.frame.is_none() {
        let message = match node.except.first() {
            Some(_) => {
                text!("“{{0}}”没有写句式：except 后面的都是不算的词", "“{{0}}” has no pattern: all behind except is left out")
            }
            None => text!("“{{0}}”没有写句式", "“{{0}}” has no pattern"),
        };
        let label = match node.except.first() {
            Some(_) => text!("句式写在 except 前面", "patterns stand before except"),
            None => no_pattern(),
        };
        reporter.push(Diagnostic::new(Code::NoPattern, item.source, node.name.span, named(message, &node.name.node), label));
    }
    let mut patterns = Vec::new();
    for written in &node.patterns {
        match pattern::read(item.source, written, kind, reporter) {
            Ok(read) => patterns.push(read),
            Err(wrong) => reporter.push(*wrong),
        }
    }
    let tests = lexicon::tests((item.source, kind), &node.tests, reporter);
    for word in &node.except {
        // A phrase with a 、 in it stands beside words that are texts of their own.
        let is_phrase = node.except.len() > 1;
        let wrong = pattern::apart(item.source, word, is_phrase).or_else(|| pattern::spoilt(item.source, word, &patterns));
        wrong.into_iter().for_each(|wrong| reporter.push(wrong));
    }
    let except = node.except.iter().map(|words| pattern::squeezed(&words.node)).collect();
    Fact { name: node.name.node.clone(), kind, within: sections, frame, patterns, except, tests }
}

fn no_pattern() -> Text {
    text!("写成 {{ \"收到{{..}}申请{{n}}件\" }}", "write {{ \"收到{{..}}申请{{n}}件\" }}")
}

fn free<'a>(source: &'a Arc<Source>, template: &'a Template, declared: &'a Declared, more: &'a RefCell<Vec<Wrong>>) -> Scope<'a> {
    let edition = template.edition_ids().next_back().unwrap_or_default();
    Scope {
        source,
        template,
        declared,
        edition,
        held_by: HeldBy::Nothing,
        prior: edition,
        position: Position::Free,
        shape: None,
        more,
    }
}

fn param(item: &In<'_, ast::Param>, template: &Template, declared: &Declared, reporter: &mut Reporter) -> Parameter {
    let more = RefCell::default();
    let scope = free(item.source, template, declared, &more);
    let kind = item.node.kind.node;
    let mut cases = Vec::new();
    for case in &item.node.cases {
        let when = case.when.as_ref().map(|when| scope.condition(when)).transpose();
        match when.and_then(|when| Ok((when, scope.literal(&case.value, kind)?))) {
            Ok(case) => cases.push(case),
            Err(wrong) => reporter.push(*wrong),
        }
    }
    more.take().into_iter().for_each(|wrong| reporter.push(*wrong));
    for pair in item.node.cases.windows(2) {
        if let [first, second] = pair {
            reporter.push_all(blank_in_figure(item, first, second));
        }
    }
    let mut without_condition = item.node.cases.iter().skip_while(|case| case.when.is_some());
    if let Some(second) = without_condition.nth(1) {
        let name = &item.node.name.node;
        let message = text!("“{name}”的值写了两次", "the value of “{name}” stands twice");
        let label = text!("前一个值没有条件，轮不到这一个", "the value before has no condition: this one is never taken");
        let help = match second.when {
            Some(_) => text!("没有条件的值放在最后", "the value without a condition comes last"),
            None => text!("只留一个；分情况的写 when 条件 then 值", "keep one of them, or write when CONDITION then VALUE"),
        };
        reporter.push(Diagnostic::new(Code::ClauseTwice, item.source, second.value.span, message, label).help(help));
    }
    if item.node.cases.is_empty() {
        let message = named(text!("“{{0}}”没有写值", "“{{0}}” has no value"), &item.node.name.node);
        let value = match kind {
            FactKind::Date => "1月31日",
            FactKind::Percent => "80%",
            FactKind::Money => "10万元",
            _ => "100",
        };
        let label = text!("写成 {{ {value} }} 或 {{ when … then … }}", "write {{ {value} }} or {{ when … then … }}");
        reporter.push(Diagnostic::new(Code::NoValue, item.source, item.node.name.span, message, label));
    }
    let written = |span: Span| item.source.slice(span).trim().to_owned();
    let shown = item.node.cases.iter();
    let shown = shown.map(|case| (case.when.as_ref().map(|when| written(when.span)), written(case.value.span)));
    Parameter { name: item.node.name.node.clone(), kind, cases, shown: shown.collect(), overridden: false, set_in: None }
}

/// `then 2 000`: the figures behind the blank would be a value of their own.
fn blank_in_figure(item: &In<'_, ast::Param>, first: &ast::ParamCase, second: &ast::ParamCase) -> Option<Diagnostic> {
    let (before, behind) = (item.source.slice(first.value.span).trim(), item.source.slice(second.value.span).trim());
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let begins_line = item.source.line_index(item.node.span.start) != item.source.line_index(first.value.span.start);
    let is_one = second.when.is_none()
        && begins_line
        && item.source.line_index(first.value.span.start) == item.source.line_index(second.value.span.start)
        && is_digits(before)
        && behind.get(..3).is_some_and(is_digits);
    let message = text!("数里不能有空格", "a figure has no blank in it");
    let run = first.value.span.to(second.value.span);
    let wrong = || Diagnostic::new(Code::UnitApart, item.source, run, message, text!("连着写", "write them together"));
    is_one.then(|| wrong().write(format!("{before}{behind}")))
}

/// The part of a report that a name means: a section of any edition, or one of the three beside them.
pub(super) fn within(scope: &Scope<'_>, name: &ast::Name) -> Result<Within, Wrong> {
    match name.node.as_str() {
        "title" => return Ok(Within::Title),
        "preface" => return Ok(Within::Preface),
        "signature" => return Ok(Within::Signature),
        _ => {}
    }
    let editions = &scope.template.editions;
    if editions.iter().any(|edition: &Edition| edition.section(&name.node).is_some()) {
        return Ok(Within::Section(name.node.clone()));
    }
    let sections = editions.iter().flat_map(|edition| &edition.sections).map(|section| section.id.as_str());
    let mut known: Vec<&str> = sections.chain(["title", "preface", "signature"]).collect();
    known.sort_unstable();
    known.dedup();
    let word = &name.node;
    let latest = scope.edition().map(|edition| edition.sections.as_slice()).unwrap_or_default();
    if let Some(id) = labelled(latest.iter().map(|section| (section.id.as_str(), section.labels.as_slice())), word) {
        return Err(scope.label_for_name(name.span, word, id));
    }
    let home = editions.iter().rev().find_map(|edition| {
        let table = edition.table(word)?;
        edition.sections.iter().find(|section| section.tables.contains(&table))
    });
    if let Some(home) = home.map(|section| &section.id) {
        let message = text!("“{word}”是一张表，这里要写部分", "“{word}” is a table; a section belongs here");
        let help = text!("它在“{home}”里：写成 {home}", "it stands in “{home}”: write {home}");
        let label = text!("这里写部分", "a section belongs here");
        return Err(Box::new(scope.error(Code::UnknownSection, name.span, message, label).help(help).instead(home)));
    }
    let message = text!("没有“{word}”这一部分", "there is no section “{word}”");
    let label = text!("不认识的部分", "unknown section");
    // 全文, 正文: everywhere, which is what a fact without a section says; 第二部分: by its number.
    if ["全文", "正文", "全部", "整篇", "all", "any"].contains(&word.as_str()) {
        let wrong = scope.error(Code::UnknownSection, name.span, message, label);
        return Err(Box::new(wrong.help(text!("在全文里找的，不写 in", "to look everywhere leave `in` out"))));
    }
    if let Some(id) = numbered(word, latest) {
        let wrong = scope.error(Code::UnknownSection, name.span, message, label);
        let help = text!("“{word}”的名称是 {id}：写成 {id}", "its name is {id}: write {id}");
        return Err(Box::new(wrong.help(help).instead(id)));
    }
    Err(Box::new(suggest(*scope.error(Code::UnknownSection, name.span, message, label), word, known)))
}

/// The section that 第二部分, 二 or 第2部分 is.
fn numbered<'s>(word: &str, sections: &'s [crate::template::Section]) -> Option<&'s str> {
    let number = word.trim_start_matches('第').trim_end_matches(['部', '分', '节', '章']);
    let number: Vec<char> = number.chars().collect();
    let figures: String = number.iter().collect();
    let number = figures.parse().ok().or_else(|| crate::chinese::numeral::value(&number))?;
    let of = |section: &crate::template::Section| {
        let label: Vec<char> = section.labels.first()?.chars().take_while(|c| *c != '、').collect();
        crate::chinese::numeral::value(&label)
    };
    sections.iter().find(|section| of(section) == Some(number)).map(|section| section.id.as_str())
}

/// The facts that a condition compares, each once.
pub(super) fn facts_in(condition: &Condition) -> Vec<usize> {
    let mut found = Vec::new();
    condition.each_expr(&mut |expr| {
        if let Expr::Stated(Stated::Fact(fact)) = expr {
            found.push(*fact);
        }
    });
    found.sort_unstable();
    found.dedup();
    found
}

impl Scope<'_> {
    /// The value of a parameter, of that kind.
    fn literal(&self, node: &ast::Expr, kind: FactKind) -> Result<Expr, Wrong> {
        let wrong = |span: Span| {
            self.error(Code::ValueOfOtherKind, span, text!("这个值的种类不对", "this value is of another kind"), expected(kind))
        };
        match (&node.node, kind) {
            (ast::ExprKind::Date(year, month, day), FactKind::Date) => {
                Ok(Expr::Day { year: *year, month: *month, day: *day, next: false })
            }
            (ast::ExprKind::Number(number, unit), FactKind::Percent) if unit == "%" => {
                number.times_power_of_ten(-2).map(Expr::Number).ok_or_else(|| wrong(node.span))
            }
            (ast::ExprKind::Number(number, unit), FactKind::Money) => {
                let exponent = crate::template::money_exponent(unit).ok_or_else(|| wrong(node.span))?;
                number.times_power_of_ten(exponent).map(Expr::Number).ok_or_else(|| wrong(node.span))
            }
            (ast::ExprKind::Number(number, unit), FactKind::Count)
                if unit != "%" && crate::template::money_exponent(unit).is_none() =>
            {
                Ok(Expr::Number(*number))
            }
            (ast::ExprKind::Number(number, unit), FactKind::Number) if unit.is_empty() => Ok(Expr::Number(*number)),
            _ => Err(wrong(node.span)),
        }
    }
}

pub(super) fn expected(kind: FactKind) -> Text {
    match kind {
        FactKind::Date => text!("这里要日期，例如 1月31日", "a date is wanted, such as 1月31日"),
        FactKind::Percent => text!("这里要百分比，例如 80%", "a percentage is wanted, such as 80%"),
        FactKind::Money => text!("这里要金额，例如 10万元", "an amount is wanted, such as 10万元"),
        FactKind::Number => text!("这里要不带单位的数，例如 10", "a number without a unit is wanted, such as 10"),
        _ => text!("这里要件数", "a count is wanted"),
    }
}
