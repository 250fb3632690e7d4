//! Values that a run gives to parameters, over those of the rule files: a YAML file or `NAME=VALUE` in; typed values, or diagnostics
//! at their place, out.

use super::{declared::Declared, fact::expected, names::suggest, reporter::Reporter};
use crate::{
    chinese::numeral,
    date::Date,
    diagnostic::{Code, Diagnostic},
    fields::{self, Named, Reader},
    lang::Text,
    node::{Node, Shape},
    number::Quantity,
    ruleset::{Condition, Expr, FactKind},
    slice::Slice,
    source::{Source, Span},
    template::{Template, money_exponent},
    text,
};
use std::sync::Arc;

/// The values given to one parameter.
#[derive(Clone, Debug)]
pub struct Override {
    source: Arc<Source>,
    name: Named,
    /// The kind of agency that each is for (none: any), and the value.
    values: Vec<(Option<Named>, Named)>,
}

impl Override {
    /// The name and the values, as they enter the hash of a rule set.
    pub(super) fn written(&self) -> String {
        let value = |(kind, value): &(Option<Named>, Named)| {
            format!("{}={}", kind.as_ref().map_or("", |kind| kind.text.as_str()), value.text)
        };
        format!("{}:{}", self.name.text, self.values.iter().map(value).collect::<Vec<_>>().join(";"))
    }

    /// Reads `NAME=VALUE`, the whole of a source.
    pub fn from_option(source: &Arc<Source>) -> Result<Override, Box<Diagnostic>> {
        let part = |from: usize, to: usize| {
            let words = source.text.slice(from..to);
            let start = from + words.len() - words.trim_start().len();
            let text = words.trim().to_owned();
            (!text.is_empty()).then(|| Named { span: Span::new(start, start + text.len()), text })
        };
        let equals = source.text.char_indices().find(|(_, c)| matches!(c, '=' | '＝'));
        let found = equals.and_then(|(at, sign)| {
            let name = part(0, at)?;
            Some((name, part(at + sign.len_utf8(), source.text.len())?))
        });
        let Some((name, value)) = found else {
            let message = text!("参数要写成 名称=值", "a parameter is given as NAME=VALUE");
            let whole = Span::new(0, source.text.len());
            let help = text!("例如 --param 公布期限=1月20日", "for example --param 公布期限=1月20日");
            return Err(Box::new(Diagnostic::new(Code::ParamOption, source, whole, message, text!("", "")).help(help)));
        };
        Ok(Override { source: Arc::clone(source), name, values: vec![(None, value)] })
    }

    /// Reads a file of `name: value`, or `name: {部门: value, 政府: value}`.
    pub fn from_file(source: &Arc<Source>) -> Result<Vec<Override>, Vec<Diagnostic>> {
        fields::read(source, |root, reader| root.map(|root| all(root, reader)).unwrap_or_default())
    }
}

fn all(root: Node<'_>, reader: &mut Reader<'_>) -> Vec<Override> {
    let Shape::Mapping(pairs) = root.shape() else {
        reader.wrong(
            root,
            text!("这里应是“参数名: 值”，冒号半角，后面空一格", "`name: value` belongs here, with a blank behind the colon"),
        );
        return Vec::new();
    };
    let mut found: Vec<Override> = Vec::new();
    for (key, value) in pairs {
        let Some(name) = reader.name(key) else { continue };
        if found.iter().any(|over| over.name.text == name.text) {
            reader.twice(key, &name.text);
            continue;
        }
        let values = values(value, reader);
        found.push(Override { source: Arc::clone(reader.source), name, values });
    }
    found
}

fn values(node: Node<'_>, reader: &mut Reader<'_>) -> Vec<(Option<Named>, Named)> {
    let mut found: Vec<(Option<Named>, Named)> = Vec::new();
    match node.shape() {
        Shape::Mapping(pairs) => {
            for (key, value) in pairs {
                let Some(kind) = reader.name(key).filter(|_| !reader.has_wide_colon(key, value)) else { continue };
                if found.iter().any(|(other, _)| other.as_ref().is_some_and(|other| other.text == kind.text)) {
                    reader.twice(key, &kind.text);
                } else if let Some(value) = reader.words(value, text!("这里应是值", "a value belongs here")) {
                    found.push((Some(kind), value));
                }
            }
        }
        Shape::Scalar(_) => {
            found.extend(reader.words(node, text!("这里应是值", "a value belongs here")).map(|value| (None, value)))
        }
        Shape::List(_) => reader.wrong(
            node,
            text!("这里应是一个值，或者 {{部门: 值, 政府: 值}}", "a value belongs here, or {{部门: value, 政府: value}}"),
        ),
    }
    found
}

/// Lays given values over those of the rule files: they are asked first. One without a kind leaves nothing of the others.
pub(super) fn lay_over(template: &Template, declared: &mut Declared, overrides: &[Override], reporter: &mut Reporter) {
    for one in overrides {
        let names: Vec<&str> = declared.params.iter().map(|param| param.name.as_str()).collect();
        let Some(at) = names.iter().position(|name| *name == one.name.text) else {
            reporter.push(no_such(one, &names));
            continue;
        };
        let Some(param) = declared.params.get_mut(at) else { continue };
        let mut cases = Vec::new();
        let mut shown = Vec::new();
        for (kind, written) in &one.values {
            if let Some(kind) = kind.as_ref().filter(|kind| !template.takes_kind(&kind.text)) {
                reporter.push(no_such_kind(one, kind, template));
                continue;
            }
            let kind = kind.as_ref().map(|kind| &kind.text);
            match value(&written.text, param.kind) {
                Some(value) => {
                    cases.push((kind.map(|kind| Condition::KindIs(kind.clone(), true)), value));
                    shown.push((kind.map(|kind| format!("kind = {kind}")), written.text.clone()));
                }
                None => reporter.push(wrong_kind(one, written, param.kind, template)),
            }
        }
        if cases.iter().all(|(when, _)| when.is_some()) {
            let own = param.cases.drain(..).zip(param.shown.drain(..));
            let left: Vec<_> = own.filter(|((when, _), _)| !cases.iter().any(|(given, _)| given == when)).collect();
            left.into_iter().for_each(|(case, words)| {
                cases.push(case);
                shown.push(words);
            });
        }
        (param.cases, param.shown, param.overridden) = (cases, shown, true);
    }
}

fn no_such(over: &Override, names: &[&str]) -> Diagnostic {
    let name = &over.name.text;
    let message = text!("没有名为“{name}”的参数", "there is no parameter “{name}”");
    let label = text!("不认识的参数", "unknown parameter");
    let problem = Diagnostic::new(Code::UnknownParam, &over.source, over.name.span, message, label);
    match names {
        [] => problem.help(text!("这套规则没有参数", "these rules have no parameters")),
        _ => suggest(problem, name, names.iter().copied()),
    }
}

fn no_such_kind(over: &Override, kind: &Named, template: &Template) -> Diagnostic {
    let (written, Text { zh, en }) = (&kind.text, super::expr::kinds(template));
    let message = text!("没有“{written}”这一类", "there is no kind “{written}”");
    Diagnostic::new(Code::UnknownAgencyKind, &over.source, kind.span, message, text!("写 {zh}", "write {en}"))
}

fn wrong_kind(over: &Override, written: &Named, kind: FactKind, template: &Template) -> Diagnostic {
    let (name, value) = (&over.name.text, &written.text);
    let message = text!("“{value}”不能作参数“{name}”的值", "“{value}” is no value for the parameter “{name}”");
    let wrong = Diagnostic::new(Code::ParamValue, &over.source, written.span, message, expected(kind));
    let numeral: Vec<char> = value.chars().collect();
    match (numeral::value(&numeral).filter(|_| kind == FactKind::Count), of_kinds(value, template)) {
        (Some(number), _) => wrong.write(number.to_string()),
        (None, Some(values)) => wrong.write(values),
        (None, None) => wrong,
    }
}

/// `部门1月20日，政府3月10日` as it is written for two kinds of agency.
fn of_kinds(written: &str, template: &Template) -> Option<String> {
    let parts = written.split(['，', ',', '、', '；', ';']).map(|part| {
        let (kind, value) = template.kinds().into_iter().find_map(|kind| Some((kind, part.trim().strip_prefix(kind)?)))?;
        Some(format!("{kind}: {}", value.trim_start_matches([':', '：', ' ', '为', '是'])))
    });
    let parts = parts.collect::<Option<Vec<_>>>()?.join(", ");
    Some(format!("{{{parts}}}"))
}

/// A value of that kind; none for anything else.
fn value(written: &str, kind: FactKind) -> Option<Expr> {
    if kind == FactKind::Date {
        return day(written);
    }
    let Quantity { number, unit, .. } = Quantity::parse(written).ok()?;
    let exponent = match kind {
        FactKind::Percent => (unit == "%").then_some(-2),
        FactKind::Money => money_exponent(&unit),
        FactKind::Number => unit.is_empty().then_some(0),
        FactKind::Count => (number.is_whole() && unit != "%" && money_exponent(&unit).is_none()).then_some(0),
        _ => None,
    }?;
    number.times_power_of_ten(exponent).map(Expr::Number)
}

/// `1月20日` or `01-20`, of every year; or a day of one year.
fn day(written: &str) -> Option<Expr> {
    // A year in which every day of the calendar is there.
    let of_leap_year = |rest: &str| Date::parse(&format!("2000-{rest}"));
    let monthly = written.replace('月', "-");
    match Date::parse(written) {
        Some(Date { year, month, day }) => Some(Expr::Day { year: Some(year), month, day, next: false }),
        None => of_leap_year(&monthly).map(|Date { month, day, .. }| Expr::Day { year: None, month, day, next: false }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Number;

    fn number(written: &str, kind: FactKind) -> Option<String> {
        match value(written, kind)? {
            Expr::Number(number) => Some(Number::to_string(&number)),
            other => Some(format!("{other:?}")),
        }
    }

    #[test]
    fn a_value_is_of_its_kind_or_none() {
        assert_eq!(number("１０ 万元", FactKind::Money).as_deref(), Some("100000"));
        assert_eq!(number("80.5％", FactKind::Percent).as_deref(), Some("0.805"));
        assert_eq!(number("1,000件", FactKind::Count).as_deref(), Some("1000"));
        for (written, kind) in
            [("10", FactKind::Money), ("80", FactKind::Percent), ("1.5", FactKind::Count), ("5%", FactKind::Count)]
        {
            assert_eq!(number(written, kind), None, "{written}");
        }
    }

    #[test]
    fn a_day_is_of_every_year_or_of_one() {
        let every = |month, day| Some(Expr::Day { year: None, month, day, next: false });
        assert_eq!((day("1月20日"), day("01-20"), day("2月29日")), (every(1, 20), every(1, 20), every(2, 29)));
        assert_eq!(day("2024年1月20日"), Some(Expr::Day { year: Some(2024), month: 1, day: 20, next: false }));
        assert_eq!((day("2月30日"), day("20")), (None, None));
    }
}
