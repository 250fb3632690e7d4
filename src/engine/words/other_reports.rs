//! What a finding says of the figures of other reports: last year's cells, what each unit has, whose figures are not known.

use crate::{
    engine::view::View,
    finding::{FindingCell, Why},
    lang::Text,
    number::Number,
    report::Origin,
    ruleset::{OtherReports, Whose},
    template::CellId,
    text,
};

/// How many subordinate units are named in a finding.
const NAMED: usize = 10;

/// Which units' figures are not known, and why, where that is so.
pub(in crate::engine) fn not_there(view: &View<'_>, of: &OtherReports) -> Option<Text> {
    if of.whose != Whose::Children || view.others.at_least(of).is_none_or(|(_, is_whole)| is_whole) {
        return None;
    }
    let absent = view.related.children.as_ref().ok().and_then(|children| children.lacking.as_ref());
    let Text { zh, en } = view.others.who_lacks(of);
    let unknown = (!zh.is_empty()).then(|| text!("没有{zh}的这个数", "this figure of {en} is not known"));
    let said = absent.map(Why::text).into_iter().chain(unknown);
    said.reduce(|one, two| one.and(&two))
}

/// Cells of last year's report, with their figures; those of many units have no one figure.
pub(in crate::engine) fn cells_of_others(view: &View<'_>, of: &OtherReports) -> Vec<FindingCell> {
    if of.whose == Whose::Children {
        return Vec::new();
    }
    let figure = |cell: CellId| view.others.figure(&OtherReports { cells: vec![cell], ..of.clone() });
    let cell = |cell: &CellId| FindingCell {
        cell: format!("prior.{}", view.rules.template.cell_name(*cell)),
        at: None,
        value: figure(*cell).map(|figure| figure.to_string()),
        origin: Origin::Nowhere,
    };
    of.cells.iter().map(cell).collect()
}

/// What each subordinate unit has: those with most by name, ten at most, and the sum of the rest.
pub(in crate::engine) fn by_unit(view: &View<'_>, of: &OtherReports) -> Option<Text> {
    let all = view.others.by_unit(of);
    let known = all.iter().filter_map(|(name, figure)| Some((*name, (*figure)?)));
    let mut units: Vec<(&str, Number)> = known.filter(|(_, figure)| !figure.is_zero()).collect();
    if units.len() > NAMED {
        units.sort_by(|(_, one), (_, two)| two.cmp(one));
    }
    let (named, rest) = units.split_at_checked(NAMED).unwrap_or((&units, &[]));
    let shares: Vec<String> = named.iter().map(|(name, figure)| format!("{name} {}", figure.trimmed())).collect();
    let (zh, en, more) = (shares.join("，"), shares.join(", "), rest.len());
    let sum = rest.iter().try_fold(Number::whole(0), |sum, (_, figure)| sum.checked_add(*figure)).map(Number::trimmed);
    match (all.is_empty(), shares.is_empty(), sum.filter(|_| more > 0)) {
        (true, ..) => None,
        (_, true, _) => Some(text!("各下级单位填的都是 0", "every unit has 0")),
        (_, _, None) => Some(text!("对照各下级单位填的数：{zh}", "compare what the units have: {en}")),
        (_, _, Some(sum)) => Some(text!(
            "对照各下级单位填的数：{zh}，另有 {more} 个合计 {sum}",
            "compare what the units have: {en}, and {more} more with {sum} together"
        )),
    }
}
