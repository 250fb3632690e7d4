//! Units of money as heads of columns and captions of tables name them.

use super::title;
use crate::{
    chinese::unit::{BEFORE_YUAN, COUNTED, MULTIPLIERS, NOT_YUAN, PARTS, UNIT, VARIANTS, money_exponent},
    read::normalise,
    slice::Slice,
};

/// The unit that a head names, which may be torn over several cells: `本年收费金额（单位：万` above `元）`. The cells come from the
/// lowest up.
pub(super) fn of_head<'t>(cells: impl Iterator<Item = &'t str> + Clone) -> Option<String> {
    if !cells.clone().any(may_name) {
        return None;
    }
    let mut below = String::new();
    for cell in cells {
        let is_split = goes_on(cell) || begins_inside(&below);
        if !is_split && let Some(unit) = named(&below) {
            return Some(unit);
        }
        below = if is_split { format!("{cell}{below}") } else { cell.to_owned() };
    }
    named(&below)
}

/// Whether there is any sign of a unit in a text.
fn may_name(text: &str) -> bool {
    text.chars().any(is_sign)
}

fn is_sign(c: char) -> bool {
    let is_variant = || VARIANTS.iter().any(|(other, _)| *other == c);
    !c.is_ascii() && (c == '元' || MULTIPLIERS.contains(&c) || PARTS.contains(&c) || is_variant())
}

/// A text to compare, with the usual characters of units.
fn squeezed(text: &str) -> String {
    let usual = |c: char| VARIANTS.iter().find(|(other, _)| *other == c).map_or(c, |(_, usual)| *usual);
    normalise::squeezed(text).chars().map(usual).collect()
}

/// Whether a text stops in the middle of a unit, or in front of one: `（单位：万`.
fn goes_on(text: &str) -> bool {
    let text = squeezed(text);
    text.ends_with(MULTIPLIERS) || text.ends_with(':') || text.rfind('(').is_some_and(|at| !text.slice(at..).contains(')'))
}

/// Whether a text begins in the middle of a unit, or inside brackets: `元）`.
fn begins_inside(text: &str) -> bool {
    let text = squeezed(text);
    text.starts_with('元') || text.find(')').is_some_and(|at| !text.slice(..at).contains('('))
}

/// Stands for what is missing of a unit that is torn: no figure has such a unit.
const LOST: char = '…';

/// The unit that a text names: `本年收费金额（单位：元）`. Where it names several, all of them, which is no unit: the figures under
/// it cannot be told. Nor can they where only a part of the unit is left: `元）`.
pub(super) fn named(text: &str) -> Option<String> {
    let text = squeezed(text);
    if let Some(unit) = stated(&text) {
        return Some(unit.to_owned());
    }
    if text.starts_with('元') && begins_inside(&text) {
        return Some(format!("{LOST}元"));
    }
    if let Some(multiplier) = text.chars().next_back().filter(|c| MULTIPLIERS.contains(c) && goes_on(&text) && text.contains('('))
    {
        return Some(format!("{multiplier}{LOST}"));
    }
    let unit = |at: usize| Some(format!("{}{}", unit_before(text.get(..at)?)?, misplaced(text.get(at..)?)));
    let mut units: Vec<String> = text.match_indices('元').filter_map(|(at, _)| unit(at)).collect();
    units.dedup();
    let is_torn = |unit: &String| text.chars().any(|c| "万亿".contains(c) && !unit.contains(c));
    if units.iter().any(is_torn) {
        units.push("万".to_owned());
    }
    if units.is_empty() {
        units.extend(part(&text).map(String::from));
    }
    (!units.is_empty()).then(|| units.join("、"))
}

/// The unit that a text states as such, `单位:万元`, where it names no other; amounts beside it are none: `不足1万元的填0`.
fn stated(text: &str) -> Option<&str> {
    let (before, behind) = text.split_once(UNIT)?;
    let behind = behind.strip_prefix(':')?;
    let (unit, rest) = behind.split_at(behind.find([')', '(', ',', ';'])?);
    let mut is_amount = false;
    let mut beside = rest.chars().filter(|c| {
        is_amount = c.is_ascii_digit() || is_amount && (MULTIPLIERS.contains(c) || matches!(c, '.' | '元'));
        !is_amount
    });
    (money_exponent(unit).is_some() && !may_name(before) && !beside.any(is_sign)).then_some(unit)
}

/// What stands behind `元` and belongs in front of it: `元万` is no unit.
fn misplaced(from: &str) -> String {
    from.chars().skip(1).take_while(|c| MULTIPLIERS.contains(c)).collect()
}

/// `万` and `元` of a text in front of `元`; no unit behind a letter of another word, as `单元`. Behind a letter or a number that is
/// no word of a head, it is a unit that is not known: `力元`, `美元`, `10000元`.
fn unit_before(front: &str) -> Option<String> {
    let rest = front.trim_end_matches(MULTIPLIERS);
    let is_word = NOT_YUAN.iter().any(|word| rest.ends_with(word));
    let is_strange = |c: char| c.is_numeric() || (!c.is_ascii() && c.is_alphabetic() && !BEFORE_YUAN.contains(c));
    let lost = if rest.ends_with(is_strange) { LOST.to_string() } else { String::new() };
    (!is_word).then(|| format!("{lost}{}元", front.slice(rest.len()..)))
}

/// `单位：角`, `（角）`.
fn part(text: &str) -> Option<char> {
    let (at, part) = text.char_indices().rfind(|(_, c)| PARTS.contains(c))?;
    let behind = text.slice(at..).chars().nth(1);
    (text.slice(..at).ends_with(['(', ':']) && behind.is_none_or(|c| c == ')')).then_some(part)
}

/// The unit in brackets behind the label of a row: `行政事业性收费（元）`.
pub(super) fn of_label(text: &str) -> Option<String> {
    if !may_name(text) {
        return None;
    }
    let text = squeezed(text);
    text.rfind('(').and_then(|at| named(text.slice(at..)))
}

/// A unit of money that stands by itself in a cell of a row.
pub(super) fn alone(text: &str) -> Option<String> {
    const LONGEST: usize = 24;
    let may_be = |text: &&str| text.len() <= LONGEST && !text.starts_with(|c: char| c.is_ascii()) && may_name(text);
    let text = Some(text.trim()).filter(may_be).map(squeezed)?;
    money_exponent(&text).is_some().then_some(text)
}

/// The unit that a note under a table gives for its amounts: `注：收费金额单位为元。`
pub(super) fn of_note(text: &str) -> Option<String> {
    const MAX_NOTE: usize = 40;
    if text.len() > MAX_NOTE.saturating_mul(4) || !text.contains(UNIT) || !may_name(text) {
        return None;
    }
    let text = squeezed(text);
    let (_, behind) = text.split_once(UNIT)?;
    named(&format!("{UNIT}{behind}"))
}

/// In how many a count is given: `本年处理决定数量（万件）` is in 万件.
pub(super) fn of_counts(text: &str) -> Option<String> {
    if !text.contains(MULTIPLIERS) || !text.contains(|c| COUNTED.contains(c)) {
        return None;
    }
    let text = squeezed(text);
    let behind = text.rfind(['(', ':']).map(|at| text.slice(at..).chars().skip(1).collect::<String>())?;
    let counted = behind.trim_start_matches(UNIT).trim_end_matches(')');
    let is_unit = counted.starts_with(MULTIPLIERS) && counted.trim_start_matches(MULTIPLIERS).chars().count() == 1;
    (is_unit && counted.ends_with(|c| COUNTED.contains(c))).then(|| counted.to_owned())
}

/// The unit that a caption gives for a whole table: `单位：元`, `金额单位：万元`, or the unit alone.
pub(super) fn of_caption(text: &str) -> Option<String> {
    const MAX_CAPTION: usize = 20;
    if text.len() > MAX_CAPTION.saturating_mul(8) || !may_name(text) {
        return None;
    }
    let text = squeezed(&without_offices(text));
    let is_caption = text.contains(UNIT) && text.chars().count() <= MAX_CAPTION;
    named(&text).filter(|unit| is_caption || unit == text.trim_matches(['(', ')']))
}

/// A caption without the offices that it names: `填报单位：广元市甲局　单位：万元`.
fn without_offices(text: &str) -> String {
    let pieces = text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | ',' | '，' | ';' | '；'));
    pieces.filter(|piece| !title::is_office(normalise::squeezed(piece).trim_end_matches([',', ';']))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_name_their_unit_in_many_ways() {
        for (head, unit) in [
            ("本年收费金额（单位：万元）", Some("万元")),
            ("本年收费金额 单位:元", Some("元")),
            ("本年收费总金额（以千元计）", Some("千元")),
            ("本年收费金额（人民币：亿元，含退费）", Some("亿元")),
            ("本年收费金额（十万元）", Some("十万元")),
            ("本年收费金额（万元，其中退费：元）", Some("万元、元、万")),
            ("本年收费金额（单位：元万）", Some("元万")),
            ("本年收费金额（单位万：元）", Some("元、万")),
            ("采购总金额", None),
            ("本年收费金额（单位：萬圆）", Some("万元")),
            ("本年收费金额（单位：力元）", Some("…元")),
            ("本年收费金额（美元）", Some("…元")),
            ("本年收费金额（单位：10000元）", Some("…元")),
            ("本年收费金额（以元计）", Some("元")),
            ("本年收费金额（单位：角）", Some("角")),
            ("本年收费金额（单位：万元）（1万元以下填0）", Some("万元")),
            ("本年收费金额（单位：元，不足1元按1元计）", Some("元")),
            ("本年收费金额（单位：万元，其中退费单位：元）", Some("万元、元、万")),
            ("三角地收费", None),
            ("单元数量", None),
            ("元）", Some("…元")),
            ("采购总金额（单位：万", Some("万…")),
        ] {
            assert_eq!(named(head).as_deref(), unit, "{head}");
        }
    }

    #[test]
    fn a_unit_torn_over_cells_is_one() {
        for (head, unit) in [
            ("本年收费金额（单位：万元）", "万元"),
            ("本年收费金额（单位：元）", "元"),
            ("本年收费金额（单位：千元）", "千元"),
            ("本年收费金额（单位：百万元）", "百万元"),
            ("本年收费金额万元", "万元"),
        ] {
            let letters: Vec<char> = head.chars().collect();
            for first in 1..letters.len() {
                for second in first..letters.len() {
                    let parts = [&letters[..first], &letters[first..second], &letters[second..]];
                    let parts: Vec<String> =
                        parts.iter().filter(|part| !part.is_empty()).map(|part| part.iter().collect()).collect();
                    assert_eq!(of_head(parts.iter().rev().map(String::as_str)).as_deref(), Some(unit), "{parts:?}");
                }
            }
        }
        assert_eq!(of_head(["金额（元）", "收费情况（单位：万元）"].into_iter()).as_deref(), Some("元"));
        assert_eq!(of_head(["金额", "收费情况（单位：万元）"].into_iter()).as_deref(), Some("万元"));
    }

    #[test]
    fn units_stand_elsewhere_too() {
        assert_eq!(of_label("政府集中采购（万元）").as_deref(), Some("万元"));
        assert_eq!(of_label("公元收费"), None);
        assert_eq!((alone(" 万元 ").as_deref(), alone("5万元")), (Some("万元"), None));
        assert_eq!(of_note("注：收费金额单位为元。").as_deref(), Some("元"));
        assert_eq!(of_note("注：各单位自行填写。"), None);
        let counts = |text: &str| of_counts(text);
        assert_eq!(counts("本年处理决定数量（单位：万件）").as_deref(), Some("万件"));
        for text in ["本年处理决定数量（件）", "本年收费金额（万元）", "现行有效件数（十件以上）", "千件"]
        {
            assert_eq!(counts(text), None, "{text}");
        }
    }

    #[test]
    fn captions_are_short_and_say_so() {
        assert_eq!(of_caption("（金额单位：元）").as_deref(), Some("元"));
        assert_eq!(of_caption("单位：件、元").as_deref(), Some("元"));
        assert_eq!(of_caption("（单位：万").as_deref(), Some("万…"));
        assert_eq!(of_caption("填报单位：广元市甲局（公章）　单位：万元").as_deref(), Some("万元"));
        for text in [
            "制表单位：元氏县人民政府",
            "填报单位：三元区",
            "单位：件",
            "元）",
            "共二十万",
            "收费 5 元",
            "各单位全年向社会公开的收费项目共计取得收入五十万元。",
        ] {
            assert_eq!(of_caption(text), None, "{text}");
        }
    }
}
