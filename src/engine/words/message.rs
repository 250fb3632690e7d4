//! The sentence of a finding: the rule's own, with labels and figures filled in, or the engine's where the rule has none.

use crate::{
    date::Date,
    engine::{
        verdict::Sides,
        view::{
            View,
            bounds::Reach,
            evaluate::{Fraction, NoAnswer, NoProse, decimal},
        },
    },
    lang::{Lang, Text},
    number::Number,
    report::Value,
    ruleset::{Body, Condition, Expr, Instance, Occasion, Piece, Rule, Stated},
    template::CellId,
    text,
};
use num_traits::{CheckedMul, CheckedSub, Signed};

/// The sentence of a rule that is broken.
pub(in crate::engine) fn failed(view: &View<'_>, rule: &Rule, instance: &Instance, sides: Option<Sides>) -> Text {
    let Some(message) = &rule.message else { return default(rule, instance, sides) };
    let at = instance.at.clone().unwrap_or_default();
    let lang = language_of(message);
    let distance = || sides.as_ref().map(|sides| reached(sides.distance(), lang)).unwrap_or_default();
    let side = |pick: fn(&Sides) -> (Number, Reach)| {
        let shown =
            |side: (Number, Reach)| day_shown(instance, side.0.trimmed().mantissa, lang).unwrap_or_else(|| reached(side, lang));
        sides.as_ref().map(|sides| shown(pick(sides))).unwrap_or_default()
    };
    let words: String = message
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Row => at.row.clone(),
            Piece::Column => at.column.clone(),
            Piece::Group => at.group.clone(),
            Piece::Left => side(|sides| (sides.left, sides.reach[0])),
            Piece::Right => side(|sides| (sides.right, sides.reach[1])),
            Piece::Gap => distance(),
            Piece::Fact => occasion(instance).map(|occasion| occasion.name().get(lang).to_owned()).unwrap_or_default(),
            Piece::Table | Piece::Stated | Piece::Of(_) => String::new(),
            Piece::Cell(shown) => instance.shown.get(*shown).map(|cell| figure(view, *cell)).unwrap_or_default(),
            Piece::Value(shown) => instance.values.get(*shown).map(|value| computed(view, value)).unwrap_or_default(),
        })
        .collect();
    Text::same(words)
}

/// What the day that an instance compares is of.
fn occasion(instance: &Instance) -> Option<Occasion> {
    match &instance.body {
        Body::Condition(Condition::Compare(Expr::DayOf(occasion), ..) | Condition::Compare(_, _, Expr::DayOf(occasion))) => {
            Some(*occasion)
        }
        _ => None,
    }
}

/// A side of an instance that compares days, as a day.
fn day_shown(instance: &Instance, days: i128, lang: Lang) -> Option<String> {
    let Body::Condition(Condition::Compare(left, _, right)) = &instance.body else { return None };
    let Date { year, month, day } = Date::of_days(days).filter(|_| left.is_day() || right.is_day())?;
    Some(match lang {
        Lang::Zh => format!("{year} 年 {month} 月 {day} 日"),
        Lang::En => format!("{year:04}-{month:02}-{day:02}"),
    })
}

/// The language that a rule's own sentence is in.
fn language_of(message: &[Piece]) -> Lang {
    let is_chinese = |piece: &Piece| matches!(piece, Piece::Words(words) if words.chars().any(|c| ('一'..='鿿').contains(&c)));
    if message.iter().any(is_chinese) { Lang::Zh } else { Lang::En }
}

/// A figure, and that it is only the least or the most.
fn reached((figure, reach): (Number, Reach), lang: Lang) -> String {
    let figure = figure.trimmed();
    let words = match reach {
        Reach::Exact => text!("{figure}", "{figure}"),
        Reach::AtLeast => text!("{figure} 以上", "{figure} or more"),
        Reach::AtMost => text!("{figure} 以下", "{figure} or less"),
    };
    words.get(lang).to_owned()
}

impl Sides {
    /// How far the sides are apart, without a sign: where one is open and yet not the other, at least so far.
    fn distance(&self) -> (Number, Reach) {
        let [left, right] = self.reach;
        let reach = if left == Reach::Exact && right == Reach::Exact { Reach::Exact } else { Reach::AtLeast };
        (self.gap.abs(), reach)
    }
}

/// What the prose says, for the message of a rule over it.
pub(in crate::engine) struct Printed<'a> {
    pub(in crate::engine) fact: &'a str,
    /// Figures as the sentence prints them.
    pub(in crate::engine) shown: &'a [(Stated, Text)],
    pub(in crate::engine) left: Option<Fraction>,
    pub(in crate::engine) right: Option<Fraction>,
}

/// The sentence of a rule over the prose that is broken.
pub(in crate::engine) fn of_prose(view: &View<'_>, rule: &Rule, instance: &Instance, said: &Printed<'_>) -> Text {
    let stated = |of: Option<Stated>, lang: Lang| {
        let mut shown = said.shown.iter();
        let words = shown.find(|(known, _)| of.is_none_or(|of| *known == of)).map(|(_, words)| words.get(lang));
        words.unwrap_or_default().to_owned()
    };
    let Some(message) = &rule.message else {
        let (fact, figure) = (said.fact, stated(None, Lang::Zh));
        let requirement = &rule.requirement;
        return text!(
            "正文写的 {fact}（{figure}）不符合“{requirement}”",
            "“{fact}” in the prose ({figure}) breaks “{requirement}”"
        );
    };
    let lang = language_of(message);
    let side = |value: Option<Fraction>| {
        let day = value.and_then(|value| day_shown(instance, value.to_integer(), lang));
        day.or_else(|| value.map(printed)).unwrap_or_default()
    };
    let gap = said.left.zip(said.right).and_then(|(left, right)| left.checked_sub(&right));
    let words: String = message
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Fact => said.fact.to_owned(),
            Piece::Stated => stated(None, lang),
            Piece::Of(of) => stated(Some(*of), lang),
            Piece::Left => side(said.left),
            Piece::Right => side(said.right),
            Piece::Gap => gap.map(|gap| printed(gap.abs())).unwrap_or_default(),
            Piece::Cell(shown) => instance.shown.get(*shown).map(|cell| figure(view, *cell)).unwrap_or_default(),
            Piece::Value(shown) => instance.values.get(*shown).map(|value| computed(view, value)).unwrap_or_default(),
            Piece::Row | Piece::Column | Piece::Group | Piece::Table => String::new(),
        })
        .collect();
    Text::same(words)
}

fn default(rule: &Rule, instance: &Instance, sides: Option<Sides>) -> Text {
    let place = instance.at.as_ref().map(|at| format!("{} ", at.id)).unwrap_or_default();
    let requirement = &rule.requirement;
    match sides {
        Some(sides) => {
            let (left, right) = ((sides.left, sides.reach[0]), (sides.right, sides.reach[1]));
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| [left, right, sides.distance()].map(|side| reached(side, lang)));
            let ([left, right, gap], [left_en, right_en, gap_en]) = (zh, en);
            text!(
                "{place}不符合“{requirement}”：左边 {left}，右边 {right}，相差 {gap}",
                "{place}breaks “{requirement}”: left {left_en}, right {right_en}, {gap_en} apart"
            )
        }
        None => text!("{place}不符合“{requirement}”", "{place}breaks “{requirement}”"),
    }
}

/// What an expression comes to; a share as a percentage.
fn computed(view: &View<'_>, value: &Expr) -> String {
    let answer = view.evaluator(&NoProse).value(value);
    match (answer, value) {
        (Ok(share), Expr::Repeated) => percentage(share),
        (Ok(figure), _) => decimal(figure).map_or_else(|| printed(figure), |exact| exact.trimmed().to_string()),
        (Err(_), _) => "（缺）".to_owned(),
    }
}

/// Of a fraction of one, cut to whole percents.
fn percentage(share: Fraction) -> String {
    let hundredths = share.checked_mul(&Fraction::from_integer(100)).map(|share| share.trunc().to_integer());
    hundredths.map(|share| format!("{share}%")).unwrap_or_default()
}

/// A cell's figure as it is printed; a blank that counts as zero says so.
fn figure(view: &View<'_>, cell: CellId) -> String {
    match view.content(cell).map(|content| &content.value) {
        Some(Value::Figure(number)) => number.to_string(),
        Some(Value::Text(text, _) | Value::Words(text)) => text.clone(),
        Some(Value::Blank(_)) => match view.figure(cell) {
            Some(figure) if figure.is_zero() => "0".to_owned(),
            Some(figure) => format!("{}（空白，推算）", figure.trimmed()),
            None => "（空白）".to_owned(),
        },
        Some(Value::Absent) | None => "（缺）".to_owned(),
    }
}

/// A fraction for people: exact where it ends, else with two decimals.
pub(in crate::engine) fn printed(value: Fraction) -> String {
    if value.is_integer() {
        return value.to_integer().to_string();
    }
    let hundredths = value.checked_mul(&Fraction::from_integer(100)).map(|value| value.round().to_integer());
    hundredths.map_or_else(|| value.to_string(), |mantissa| Number { mantissa, decimals: 2 }.trimmed().to_string())
}

/// The sentence of a rule that cannot be decided.
pub(in crate::engine) fn unknown(view: &View<'_>, why: &NoAnswer) -> Text {
    match why {
        NoAnswer::Missing(cells) => missing(view, cells),
        NoAnswer::OtherReports(of) => {
            let Text { zh, en } = view.others.who_lacks(of);
            let cells: Vec<String> = of.cells.iter().map(|cell| view.rules.template.cell_name(*cell)).collect();
            let (zh_cells, en_cells) = (cells.join("、"), cells.join(", "));
            text!("无法核对：{zh}的 {zh_cells} 不是已知的数", "this cannot be checked: {en_cells} of {en} is not known")
        }
        NoAnswer::Overflow => text!("数太大，无法核对", "the figures are too large to be checked"),
        NoAnswer::DivisionByZero => text!("除数为 0，无法核对", "division by zero: this cannot be checked"),
        NoAnswer::NotSaid(what) => {
            text!("报告没有写 {what}，无法核对", "the report does not say `{what}`; this cannot be checked")
        }
    }
}

/// How many missing cells are named; the rest are counted.
const NAMED: usize = 3;

/// The sentence of a rule that cannot be checked for want of figures.
fn missing(view: &View<'_>, cells: &[CellId]) -> Text {
    let named: Vec<Text> = cells.iter().take(NAMED).map(|cell| lack(view, *cell)).collect();
    let zh = named.iter().map(|text| text.zh.as_str()).collect::<Vec<_>>().join("，");
    let en = named.iter().map(|text| text.en.as_str()).collect::<Vec<_>>().join(", ");
    match cells.len().saturating_sub(NAMED) {
        0 => text!("无法核对：{zh}", "cannot be checked: {en}"),
        more => text!("无法核对：{zh}，另有 {more} 个单元格", "cannot be checked: {en}, and {more} more"),
    }
}

fn lack(view: &View<'_>, cell: CellId) -> Text {
    let name = view.rules.template.cell_name(cell);
    match view.content(cell).map(|content| &content.value) {
        Some(Value::Text(raw, _)) => text!("{name}“{raw}”读不成数", "{name} “{raw}” does not read as a figure"),
        Some(Value::Blank(_)) => text!("{name} 空白", "{name} is blank"),
        _ => text!("缺 {name}", "{name} is not there"),
    }
}
