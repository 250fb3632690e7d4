//! Units of money as heads of columns and captions of tables name them.

use crate::{
    chinese::unit::{MULTIPLIERS, NOT_YUAN, UNIT},
    read::normalise::squeezed,
    slice::Slice,
};

/// The unit that a head names, which may be torn over several cells: `本年收费金额（单位：万` above `元）`. The cells come from the
/// lowest up.
pub(super) fn of_head<'t>(cells: impl Iterator<Item = &'t str> + Clone) -> Option<String> {
    if !cells.clone().any(|cell| cell.contains('元') || cell.contains(MULTIPLIERS)) {
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
    (!units.is_empty()).then(|| units.join("、"))
}

/// What stands behind `元` and belongs in front of it: `元万` is no unit.
fn misplaced(from: &str) -> String {
    from.chars().skip(1).take_while(|c| MULTIPLIERS.contains(c)).collect()
}

/// `万` and `元` of a text in front of `元`; no unit behind a letter of another word, as `单元`.
fn unit_before(front: &str) -> Option<String> {
    let multiplier = front.trim_end_matches(MULTIPLIERS);
    let is_word = NOT_YUAN.iter().any(|word| multiplier.ends_with(word));
    (!is_word).then(|| format!("{}元", front.slice(multiplier.len()..)))
}

/// The unit that a caption gives for a whole table: `单位：元`, `金额单位：万元`, or the unit alone.
pub(super) fn of_caption(text: &str) -> Option<String> {
    const MAX_CAPTION: usize = 20;
    if text.len() > MAX_CAPTION.saturating_mul(8) || !text.contains(['元', '万', '亿']) {
        return None;
    }
    let text = squeezed(text);
    let is_caption = text.contains(UNIT) && text.chars().count() <= MAX_CAPTION;
    named(&text).filter(|unit| is_caption || unit == text.trim_matches(['(', ')']))
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
    fn captions_are_short_and_say_so() {
        assert_eq!(of_caption("（金额单位：元）").as_deref(), Some("元"));
        assert_eq!(of_caption("单位：件、元").as_deref(), Some("元"));
        assert_eq!(of_caption("（单位：万").as_deref(), Some("万…"));
        for text in ["单位：件", "元）", "共二十万", "收费 5 元", "各单位全年向社会公开的收费项目共计取得收入五十万元。"]
        {
            assert_eq!(of_caption(text), None, "{text}");
        }
    }
}
