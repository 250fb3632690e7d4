//! Measure words and units.

use std::{collections::BTreeMap, sync::LazyLock};

/// The unit that amounts are compared in.
pub(crate) const YUAN: &str = "元";
/// In front of 元 these make another word of it.
pub(crate) const NOT_YUAN: &[&str] = &["单", "多"];
/// In front of 元 these end a word that it does not belong to: 金额元, 单位元, 以元计.
pub(crate) const BEFORE_YUAN: &str = "额位币费价款数入计以按为是";
/// Other characters for those of units, with the usual ones.
pub(crate) const VARIANTS: [(char, char); 4] = [('萬', '万'), ('億', '亿'), ('圆', '元'), ('圓', '元')];
/// Parts of a 元.
pub(crate) const PARTS: [char; 2] = ['角', '分'];
/// Measure words of counts that may be given in multiples: 万件.
pub(crate) const COUNTED: &str = "件项个条份次宗起";
/// Characters of units that change what a figure comes to; others, as 件, may stand behind it or not.
pub(crate) const OF_UNITS: &str = "十百千万亿元圆角";
/// What workbooks call the format that shows a number as it is.
pub(crate) const PLAIN_FORMATS: [&str; 2] = ["G/通用格式", "General"];
/// How a note under a table begins.
pub(crate) const NOTES: [&str; 3] = ["注", "备注", "说明"];
/// Multiples of 元.
pub(crate) const MULTIPLIERS: [char; 5] = ['十', '百', '千', '万', '亿'];
/// In front of a unit.
pub(crate) const UNIT: &str = "单位";

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// None is written.
    None,
    /// One of those in which the form counts its things.
    Thing,
    /// Another measure word, by its place in the list.
    Other(usize),
    /// Money: the figure is in 元.
    Money,
    /// Percent: the figure is a fraction of one.
    Percent,
    /// Days, years, levels, percentage points: no number of things.
    Measure,
    /// So many times.
    Times,
}

/// Measure words. A figure in two of them is no sum.
const OTHERS: &[&str] = &[
    "个部分",
    "人次",
    "部分",
    "件次",
    "条次",
    "篇次",
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
    "字",
    "种",
    "处",
    "所",
    "台",
    "轮",
    "门",
    "本",
    "幅",
    "封",
    "通",
    "辆",
    "遍",
    "只",
    "套",
    "组",
    "支",
    "块",
    "栋",
    "座",
    "平方米",
    "公里",
    "亩",
    "则",
    "班",
    "款",
    "枚",
    "站",
];

const MEASURES: &[&str] = &[
    "个百分点",
    "百分点",
    "个工作日",
    "工作日",
    "个自然日",
    "个小时",
    "小时",
    "分钟",
    "个月",
    "天",
    "日",
    "年",
    "月",
    "级",
    "届",
    "岁",
    "分",
    "周",
    "号",
    "成",
    "度",
    "时",
    "点",
    "℃",
    "秒",
];

const MONEY: &[&str] = &["人民币元", "千元", "万元", "亿元", "元"];

/// The power of ten of a unit of money, counted from the 元.
pub fn money_exponent(unit: &str) -> Option<i8> {
    match unit {
        "分" => Some(-2),
        "角" => Some(-1),
        "元" | "圆" | "元整" | "人民币元" => Some(0),
        "千元" => Some(3),
        "万元" | "万" | "人民币万元" => Some(4),
        "百万元" => Some(6),
        "千万元" => Some(7),
        "亿元" | "亿" => Some(8),
        _ => None,
    }
}

/// A measure word.
struct Word {
    chars: Vec<char>,
    unit: Unit,
    exponent: i8,
}

/// All of them by their first characters, the longest of each first.
static WORDS: LazyLock<Vec<(char, Vec<Word>)>> = LazyLock::new(|| {
    let money = MONEY.iter().map(|word| (*word, Unit::Money, money_exponent(word).unwrap_or(0)));
    let measures = MEASURES.iter().map(|word| (*word, Unit::Measure, 0));
    let others = OTHERS.iter().enumerate().map(|(at, word)| (*word, Unit::Other(at), 0));
    let mut words: BTreeMap<char, Vec<Word>> = BTreeMap::new();
    for (word, unit, exponent) in money.chain(measures).chain(others) {
        if let Some(first) = word.chars().next() {
            words.entry(first).or_default().push(Word { chars: word.chars().collect(), unit, exponent });
        }
    }
    // Where two are equally long, the order of the lists stays.
    words.values_mut().for_each(|words| words.sort_by_key(|word| std::cmp::Reverse(word.chars.len())));
    words.into_iter().collect()
});

/// A unit that begins a text, with its length in characters, and the power of ten that brings money to 元 and percent to a fraction.
pub(crate) fn at(text: &[char], things: &[Vec<char>]) -> (Unit, usize, i8) {
    let first = match text.first() {
        Some('%') => return (Unit::Percent, 1, -2),
        Some('倍') => return (Unit::Times, 1, 0),
        Some(c) if !c.is_ascii() => c,
        _ => return (Unit::None, 0, 0),
    };
    let words = WORDS.binary_search_by_key(first, |(of, _)| *of).ok().and_then(|at| WORDS.get(at));
    let words = words.map(|(_, words)| words.as_slice()).unwrap_or_default();
    let mut known = words.iter().filter(|word| text.starts_with(&word.chars));
    let longest = known.next();
    if let Some(money) = longest.into_iter().chain(known).find(|word| word.unit == Unit::Money) {
        return (Unit::Money, money.chars.len(), money.exponent);
    }
    let things = things.iter().filter(|thing| thing.first() == Some(first));
    let thing = things.filter(|thing| text.starts_with(thing)).map(Vec::len).max().unwrap_or(0);
    match longest.map(|word| (word.unit, word.chars.len())) {
        Some((unit, length)) if length > thing => (unit, length, 0),
        _ if thing > 0 => (Unit::Thing, thing, 0),
        _ => (Unit::None, 0, 0),
    }
}
