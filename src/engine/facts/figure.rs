//! The figures of a sentence: what they are numbers of, whether they are exact, and the days and years that look like counts.

use super::{numeral, text::Words};
use crate::{date::Date, number::Number, template::money_exponent};
use std::ops::Range;

/// Year, if one is written, month and day.
type WrittenDay = (Option<u16>, u8, u8);

/// A figure of the prose.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// With its unit.
    pub(super) range: Range<usize>,
    /// Behind the number, before its unit.
    pub(super) number_end: usize,
    /// In its unit; money in 元, a percentage as a fraction of one.
    pub(super) number: Number,
    /// `件`, `元`, `%`; empty where none was printed.
    pub(super) unit: &'static str,
    /// Not 近, 约, 余, and no end of a range.
    pub(super) exact: bool,
}

/// Units, those first that others begin with.
const UNITS: [&str; 48] = [
    "个百分点",
    "个工作日",
    "个部分",
    "人次",
    "件次",
    "条次",
    "部分",
    "万元",
    "亿元",
    "千元",
    "人民币元",
    "件",
    "条",
    "份",
    "个",
    "篇",
    "次",
    "期",
    "人",
    "场",
    "项",
    "家",
    "元",
    "%",
    "页",
    "部",
    "宗",
    "例",
    "起",
    "批",
    "类",
    "户",
    "张",
    "册",
    "名",
    "位",
    "天",
    "倍",
    "字",
    "种",
    "处",
    "所",
    "台",
    "级",
    "轮",
    "门",
    "本",
    "幅",
];

/// Units of pieces of information, which add up with one another.
const PIECES: [&str; 6] = ["件", "条", "份", "个", "篇", "宗"];

impl Figure {
    pub(super) fn is_percent(&self) -> bool {
        self.unit == "%"
    }

    pub(super) fn is_money(&self) -> bool {
        money_exponent(self.unit).is_some()
    }

    pub(super) fn is_count(&self) -> bool {
        !self.unit.is_empty() && !self.is_percent() && !self.is_money() && !matches!(self.unit, "个百分点" | "倍")
    }

    /// Whether both could be parts of one whole.
    pub(super) fn adds_up_with(&self, other: &Figure) -> bool {
        let pieces = |unit: &str| PIECES.contains(&unit);
        self.unit == other.unit || self.is_money() && other.is_money() || pieces(self.unit) && pieces(other.unit)
    }
}

/// So many figures of a sentence are looked at.
const MOST: usize = 150;

/// All figures of a range, in order.
pub(super) fn figures(words: &Words<'_>, range: Range<usize>) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut at = range.start;
    let mut titled = 0usize;
    while at < range.end && found.len() < MOST {
        match words.chars.get(at) {
            Some('《') => titled = titled.saturating_add(1),
            Some('》') => titled = titled.saturating_sub(1),
            _ => {}
        }
        if !words.may_be_figure(at) {
            at = at.saturating_add(1);
            continue;
        }
        if let Some((_, end)) = day(words, at).filter(|(_, end)| *end <= range.end) {
            at = end;
            continue;
        }
        match number(words, at, range.end) {
            Some((figure, end)) => {
                found.extend(figure.filter(|_| titled == 0));
                at = end;
            }
            None => at = at.saturating_add(1),
        }
    }
    found
}

/// The figure that begins here, if it is one, and where reading goes on.
fn number(words: &Words<'_>, at: usize, end: usize) -> Option<(Option<Figure>, usize)> {
    let first = *words.chars.get(at)?;
    let before = at.checked_sub(1).and_then(|before| words.chars.get(before)).copied().unwrap_or('。');
    if first.is_ascii_digit() {
        let (number, behind) = arabic(words, at, end)?;
        let is_name = before.is_ascii_alphabetic() || matches!(before, '第' | '〔' | '.' | '-' | '/');
        return Some((number.filter(|_| !is_name).and_then(|number| finish(words, at, behind, number, end, false)), behind));
    }
    if !numeral::is_numeral(first) {
        return None;
    }
    let mut behind = at;
    while behind < end && words.chars.get(behind).copied().is_some_and(numeral::is_numeral) {
        behind = behind.saturating_add(1);
    }
    let value = numeral::value(words.slice(at..behind)).filter(|_| before != '第');
    Some((value.and_then(|value| finish(words, at, behind, Number::whole(value), end, true)), behind))
}

/// Digits with separators and a point; nothing for the number where it does not read as one.
fn arabic(words: &Words<'_>, at: usize, end: usize) -> Option<(Option<Number>, usize)> {
    let is_digit = |at: usize| at < end && words.chars.get(at).is_some_and(char::is_ascii_digit);
    let mut behind = at;
    let mut digits = String::new();
    loop {
        let c = *words.chars.get(behind).filter(|_| behind < end)?;
        let next = behind.saturating_add(1);
        let threes = (1..=3).all(|by| is_digit(behind.saturating_add(by))) && !is_digit(behind.saturating_add(4));
        match c {
            '0'..='9' => digits.push(c),
            '，' if threes && digits.len() <= 9 && !digits.contains('.') => {}
            '.' if is_digit(next) && !digits.contains('.') => digits.push('.'),
            _ => break,
        }
        behind = next;
        if behind >= end {
            break;
        }
    }
    Some((Number::parse(&digits).ok(), behind))
}

/// The unit, and whether the figure is exact; nothing for days, years and numbers of documents.
fn finish(words: &Words<'_>, at: usize, behind: usize, number: Number, end: usize, is_chinese: bool) -> Option<Figure> {
    let mut number_end = behind;
    let (mut number, mut exact) = (number, !approximate_before(words, at));
    if is_chinese && words.has_at(at, "一件事") {
        return None;
    }
    let more = |at: usize| ["余", "多", "来"].iter().any(|word| words.has_at(at, word));
    if more(number_end) {
        (exact, number_end) = (false, number_end.saturating_add(1));
    }
    let multiplies = words.has_at(number_end, "万") && !words.has_at(number_end, "万元") && !words.has_at(number_end, "万余元");
    if multiplies {
        (number, exact) = (number.times_power_of_ten(4)?, false);
        number_end = number_end.saturating_add(1);
    }
    if words.has_at(number_end, "万余") {
        (exact, number_end) = (false, number_end.saturating_add(2));
    } else if more(number_end) {
        (exact, number_end) = (false, number_end.saturating_add(1));
    }
    let with_end = |unit: &&'static str| words.behind(number_end, unit).map(|behind| (*unit, behind));
    let (unit, behind) = UNITS.iter().find_map(with_end).unwrap_or(("", number_end));
    let range = at..behind.min(end);
    if is_chinese && unit.is_empty() || ["年", "月", "日", "号", "时", "点"].iter().any(|word| words.has_at(number_end, word))
    {
        return None;
    }
    let number = match (unit, money_exponent(unit)) {
        ("%", _) => number.times_power_of_ten(-2)?,
        (_, Some(exponent)) if !unit.is_empty() => number.times_power_of_ten(exponent)?,
        _ => number,
    };
    // 一次, 一批, 一个 are turns of speech.
    exact &= !(is_chinese && words.has_at(at, "一") && number_end == at.saturating_add(1) && unit != "件");
    exact &= !in_a_range(words, at, range.end, number_end);
    Some(Figure { range, number_end, number, unit, exact })
}

fn approximate_before(words: &Words<'_>, at: usize) -> bool {
    const ABOUT: [&str; 12] = ["近", "约", "逾", "超", "超过", "突破", "不足", "不到", "至少", "将近", "大约", "以上"];
    ABOUT.iter().any(|word| words.has_before(at, word))
}

/// `3-5件`, `3至5件`, `3件至5件`, `20件以上`.
fn in_a_range(words: &Words<'_>, at: usize, end: usize, number_end: usize) -> bool {
    const JOINTS: [&str; 4] = ["~", "-", "至", "到"];
    let digit = |at: usize| words.chars.get(at).is_some_and(char::is_ascii_digit);
    let goes_on = |from: usize| JOINTS.iter().any(|joint| words.has_at(from, joint)) && digit(from.saturating_add(1));
    let comes_from = JOINTS.iter().any(|joint| words.has_before(at, joint))
        && at
            .checked_sub(2)
            .and_then(|before| words.chars.get(before))
            .is_some_and(|c| c.is_ascii_digit() || "件条份个".contains(*c));
    let open = ["以上", "以下", "左右", "以内"].iter().any(|word| words.has_at(end, word));
    goes_on(number_end) || goes_on(end) || comes_from || open
}

/// A year in four digits, `2023年`, with the place behind it.
pub(super) fn year(words: &Words<'_>, at: usize) -> Option<(u16, usize)> {
    let four = words.slice(at..at.saturating_add(4));
    let behind = at.saturating_add(4);
    let before = at.checked_sub(1).and_then(|before| words.chars.get(before));
    if four.len() < 4 || !words.has_at(behind, "年") || before.is_some_and(char::is_ascii_digit) {
        return None;
    }
    let digit = |c: &char| c.to_digit(10).map(i128::from).or_else(|| numeral::digit(*c).filter(|_| *c != '两'));
    let value = four.iter().try_fold(0i128, |value, c| Some(value * 10 + digit(c)?))?;
    u16::try_from(value).ok().filter(|year| (1900..2200).contains(year)).map(|year| (year, behind.saturating_add(1)))
}

/// A day of the calendar, its year if one is written, with the place behind it.
pub(super) fn day(words: &Words<'_>, at: usize) -> Option<(WrittenDay, usize)> {
    let (of, start) = year(words, at).map_or((None, at), |(year, behind)| (Some(year), behind));
    let before = at.checked_sub(1).and_then(|before| words.chars.get(before));
    if of.is_none() && before.is_some_and(|c| c.is_ascii_digit() || numeral::is_numeral(*c)) {
        return None;
    }
    let (month, behind) = small(words, start)?;
    let behind = words.has_at(behind, "月").then(|| behind.saturating_add(1))?;
    let (day, behind) = small(words, behind)?;
    let behind = words.has_at(behind, "日").then(|| behind.saturating_add(1))?;
    Date::new(of.unwrap_or(2024), month, day)?;
    Some(((of, month, day), behind))
}

/// A number of one or two digits, or a short numeral.
fn small(words: &Words<'_>, at: usize) -> Option<(u8, usize)> {
    let length = |is: fn(char) -> bool| words.chars.iter().skip(at).take(3).take_while(|c| is(**c)).count();
    let digits = length(|c| c.is_ascii_digit());
    if digits > 0 {
        let end = at.saturating_add(digits);
        return Some((words.words(at..end).parse().ok().filter(|_| digits <= 2)?, end));
    }
    let end = at.saturating_add(length(numeral::is_numeral));
    numeral::value(words.slice(at..end)).and_then(|value| u8::try_from(value).ok()).map(|value| (value, end))
}
