//! Chinese numerals: 一百二十三, 十二, 两, 二〇二三.

pub(crate) const ZERO: char = '〇';
/// Zero as it is written most often.
pub(crate) const OTHER_ZERO: char = '零';
pub(crate) const ONE: char = '一';
/// Two of a thing; no digit of a year.
pub(crate) const BOTH: char = '两';
pub(crate) const HUNDRED_MILLION: char = '亿';
pub(crate) const TEN_THOUSAND_AND_MORE: &str = "万余";
/// Behind the digits of a number that is not over yet.
pub(crate) const MAY_FOLLOW: &[char] = &['万', '余', '多', '亿'];

/// What a table may write for zero, if it writes all of its zeros so; in half-width letters.
pub(crate) const ZERO_WORDS: &[&str] = &["无", "無", "没有", "零", "〇", "○", "◯", "O", "o", "О", "Ο", "\\"];

/// Strokes that stand for zero in the same way, in any number.
pub(crate) const ZERO_STROKES: &[char] = &['-', '—', '–', '―', '─', '━', '﹣', '−', '\\'];

/// What columns of words are marked with, in a row that numbers those of figures.
pub(crate) const MARKS_OF_COLUMNS: &[&str] =
    &["甲", "乙", "丙", "丁", "A", "B", "C", "D", "a", "b", "c", "d", "栏次", "行次", "序号", "编号"];

/// Characters that stand for a value, as a digit does.
pub(crate) const ZERO_MARKS: &[char] = &['无', '零', '○'];
/// With which years of this millennium begin.
pub(crate) const OF_YEARS: char = '二';
/// The second item of a list.
pub(crate) const SECOND_ITEM: &str = "二、";

/// Whether what stands behind a number multiplies it by ten thousand, and is no unit of money.
pub(crate) fn multiplies(behind: &[char]) -> bool {
    matches!(behind, ['万', rest @ ..] if !matches!(rest, ['元', ..] | ['余', '元', ..]))
}

/// All characters of numerals.
pub(crate) const NUMERALS: [char; 18] =
    ['〇', '零', '○', '◯', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万'];

/// Their last eight bits: most other characters end in others.
const ENDS: [u64; 4] = [ends(0), ends(1), ends(2), ends(3)];

/// Of those whose last bits but six are these, the last six.
const fn ends(of: u32) -> u64 {
    let (mut ends, mut left): (u64, &[char]) = (0, &NUMERALS);
    while let Some((c, rest)) = left.split_first() {
        if *c as u32 >> 6 & 3 == of {
            ends |= 1 << (*c as u32 & 63);
        }
        left = rest;
    }
    ends
}

/// Whether a character is part of a numeral.
#[inline]
pub(crate) fn is_numeral(c: char) -> bool {
    let may_be = ENDS.get(c as usize >> 6 & 3).is_some_and(|ends| ends >> (c as u32 & 63) & 1 == 1);
    may_be && (digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万'))
}

/// A digit, 两 for two.
#[inline]
pub(crate) fn digit(c: char) -> Option<i128> {
    Some(match c {
        '〇' | '零' | '○' | '◯' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// 一 to 十, as items, sections and rows are numbered.
pub(crate) fn ordinal(c: char) -> Option<u8> {
    "一二三四五六七八九十".chars().zip(1u8..).find_map(|(numeral, value)| (numeral == c).then_some(value))
}

/// Whether a character numbers an item.
pub(crate) fn is_ordinal(c: char) -> bool {
    ordinal(c).is_some()
}

/// What a numeral says: with 十, 百, 千, 万, or digit by digit.
pub(crate) fn value(numeral: &[char]) -> Option<i128> {
    let begins = numeral.first().is_some_and(|c| digit(*c).is_some() || *c == '十');
    if !begins || numeral.len() > 12 {
        return None;
    }
    if numeral.iter().all(|c| digit(*c).is_some()) {
        return (numeral.len() == 1 || numeral.len() == 4).then(|| digits(numeral))?;
    }
    let (mut total, mut below, mut last) = (0i128, 0i128, None);
    for c in numeral {
        match (digit(*c), *c) {
            (Some(value), _) => {
                if last.is_some_and(|last| last != 0) {
                    return None;
                }
                last = Some(value);
            }
            (None, '万') => {
                total = below.checked_add(last.unwrap_or(0))?.checked_mul(10_000)?;
                (below, last) = (0, None);
            }
            (None, unit) => {
                below = below.checked_add(last.unwrap_or(1).checked_mul(weight(unit)?)?)?;
                last = None;
            }
        }
    }
    total.checked_add(below)?.checked_add(last.unwrap_or(0))
}

fn weight(unit: char) -> Option<i128> {
    match unit {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn digits(numeral: &[char]) -> Option<i128> {
    numeral.iter().try_fold(0i128, |value, c| value.checked_mul(10)?.checked_add(digit(*c)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_a_numeral_is_one() {
        let all = ('\0'..=char::MAX).filter(|c| digit(*c).is_some() || matches!(c, '十' | '百' | '千' | '万'));
        assert!(all.clone().all(is_numeral));
        assert_eq!(all.count(), NUMERALS.len());
    }

    #[test]
    fn numerals_as_people_write_them() {
        for (text, number) in [
            ("十二", Some(12)),
            ("一百二十三", Some(123)),
            ("一百〇三", Some(103)),
            ("两", Some(2)),
            ("二十", Some(20)),
            ("三千五百", Some(3500)),
            ("一万二千", Some(12_000)),
            ("二〇二三", Some(2023)),
            ("二三", None),
            ("", None),
        ] {
            assert_eq!(value(&text.chars().collect::<Vec<_>>()), number, "{text}");
        }
    }
}
