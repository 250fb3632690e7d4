//! Years and days as documents print them.

use crate::{
    chinese::numeral,
    slice::Slice,
    {date::Date, read::normalise::squeezed},
};

/// The year that a text names first: `2023年`, `２０２３年度`, `二〇二三年`, with the text before and behind it.
pub(super) fn year(text: &str) -> Option<(u16, &str, &str)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (at, window) in chars.windows(5).enumerate() {
        let [(start, a), (_, b), (_, c), (_, d), (end, '年')] = *window else { continue };
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        if before.is_some_and(|(_, c)| digit(*c).is_some()) {
            continue;
        }
        let year = [a, b, c, d].iter().try_fold(0u16, |year, c| Some(year.checked_mul(10)?.saturating_add(digit(*c)?)));
        if let Some(year) = year.filter(|year| (2000..2100).contains(year)) {
            let behind = text.get(end.saturating_add('年'.len_utf8())..).unwrap_or_default();
            return Some((year, text.slice(..start), behind.strip_prefix('度').unwrap_or(behind)));
        }
    }
    None
}

/// The year that a text is, with nothing else in it: `2023`, `2023年度`.
pub(super) fn year_alone(text: &str) -> Option<u16> {
    let text = squeezed(text);
    let digits = text.trim_end_matches('度').trim_end_matches('年');
    let (year, before, behind) = year(&format!("{digits}年")).map(|(year, before, behind)| (year, before.len(), behind.len()))?;
    (before == 0 && behind == 0).then_some(year)
}

/// The year that a period beginning on 1 January is of: `2023年1月1日起至…`.
pub(super) fn year_of_period(text: &str) -> Option<u16> {
    const YEAR: usize = 4;
    if !text.split('年').skip(1).any(|behind| behind.trim_start().starts_with(['1', '１'])) {
        return None;
    }
    let text = squeezed(text);
    text.match_indices("年1月1日").find_map(|(at, _)| {
        let front = text.get(..at.saturating_add('年'.len_utf8()))?;
        let start = front.char_indices().rev().nth(YEAR.saturating_add(1)).map_or(0, |(at, _)| at);
        year(front.get(start..)?).map(|(year, ..)| year)
    })
}

/// The day that a text begins with.
pub(super) fn day(text: &str) -> Option<Date> {
    let text: String = squeezed(text).chars().map(arabic).collect();
    let end =
        text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '/' | '.' | '年' | '月' | '日')).unwrap_or(text.len());
    let day = text.get(..end)?;
    Date::parse(day).or_else(|| Date::parse(day.get(..10)?)).or_else(|| Date::parse(day.split_inclusive('日').next()?))
}

/// The day that a text is, with nothing else in it; numerals may be Chinese.
pub(super) fn only_day(text: &str) -> Option<Date> {
    let text = squeezed(text);
    let text = text.trim_matches(['(', ')']);
    Date::parse(text).or_else(|| chinese_day(text))
}

fn digit(c: char) -> Option<u16> {
    u16::try_from(arabic(c).to_digit(10)?).ok()
}

fn arabic(c: char) -> char {
    let digit =
        numeral::digit(c).filter(|_| c != numeral::BOTH).and_then(|digit| char::from_digit(u32::try_from(digit).ok()?, 10));
    match (digit, c) {
        (Some(digit), _) => digit,
        (None, 'Ｏ') => '0',
        (None, '０'..='９') => char::from_u32(u32::from(c).wrapping_sub(0xFEE0)).unwrap_or(c),
        _ => c,
    }
}

/// `二〇二四年一月二十日`
fn chinese_day(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let year: String = year.chars().map(arabic).collect();
    let small = |text: &str| u8::try_from(numeral::value(&text.chars().collect::<Vec<_>>())?).ok();
    Date::new(year.parse().ok()?, small(month)?, small(rest.strip_suffix('日')?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_titles() {
        for (text, year_seen) in [
            ("2019年上海市人民政府办公厅", Some(2019)),
            ("洪泽区 2023年度", Some(2023)),
            ("二〇二三年", Some(2023)),
            ("二○二一年", Some(2021)),
            ("12023年", None),
            ("1912年", None),
            ("无", None),
        ] {
            assert_eq!(year(text).map(|(year, ..)| year), year_seen, "{text}");
        }
    }

    #[test]
    fn a_year_alone() {
        for text in ["2023", "2023年", "２０２３ 年度", "二〇二三年"] {
            assert_eq!(year_alone(text), Some(2023), "{text}");
        }
        for text in ["12023", "2023年1月", "某局2023年", "77"] {
            assert_eq!(year_alone(text), None, "{text}");
        }
    }

    #[test]
    fn days_in_signatures_and_notes() {
        for text in ["2024年1月20日", "二〇二四年一月二十日", "（2024 年 1 月 20 日）", "2024-01-20"] {
            assert_eq!(only_day(text).map(|day| day.to_string()).as_deref(), Some("2024-01-20"), "{text}");
        }
        assert_eq!(only_day("截至2024年1月20日"), None);
        assert_eq!(day("2020-01-31 10:20").map(|day| day.to_string()).as_deref(), Some("2020-01-31"));
        assert_eq!(day("2020-01-3110:20").map(|day| day.to_string()).as_deref(), Some("2020-01-31"));
    }

    #[test]
    fn the_period_names_its_year() {
        assert_eq!(year_of_period("根据2021年的要求，自 2023 年 1 月 1 日起至 2023 年 12 月 31 日止"), Some(2023));
        assert_eq!(year_of_period("2024年1月20日"), None);
    }
}
