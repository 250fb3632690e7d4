//! The words of the language: which are reserved, what may begin a part of which block, and what somebody may have meant.

use super::{ast::ChangeKind, grammar::Rule};
use std::cmp::Reverse;

/// Words that no name may be.
pub(super) const RESERVED: [&str; 42] = [
    "template", "edition", "rule", "fact", "param", "basis", "years", "section", "table", "cells", "signed", "blank", "columns",
    "column", "rows", "row", "group", "total", "also", "each", "of", "when", "require", "say", "test", "in", "base", "set",
    "expect", "cause", "nothing", "unknown", "at", "sum", "prior", "children", "and", "or", "not", "error", "warning", "info",
];

/// Every word of the language, in the order of the grammar: what messages offer is looked up here.
pub(super) const KEYWORDS: [&str; 111] = [
    "template",
    "edition",
    "rule",
    "fact",
    "param",
    "extends",
    "adjust",
    "severity",
    "off",
    "basis",
    "subject",
    "years",
    "kinds",
    "comparable",
    "follows",
    "renamed",
    "split",
    "merged",
    "added",
    "dropped",
    "changed",
    "from",
    "remove",
    "section",
    "table",
    "fields",
    "cells",
    "count",
    "money",
    "number",
    "percent",
    "text",
    "choice",
    "date",
    "required",
    "matching",
    "decimals",
    "year",
    "none",
    "words",
    "except",
    "then",
    "states",
    "topic",
    "event",
    "light",
    "scope",
    "units",
    "aside",
    "weak",
    "near",
    "part",
    "half",
    "implies",
    "default",
    "foreign",
    "own",
    "all",
    "whole",
    "matches",
    "misses",
    "length",
    "kind",
    "published",
    "received",
    "agency",
    "prose",
    "breakdown",
    "share",
    "growth",
    "signed",
    "blank",
    "zero",
    "unknown",
    "cell",
    "columns",
    "rows",
    "key",
    "least",
    "column",
    "row",
    "group",
    "total",
    "less",
    "also",
    "error",
    "warning",
    "info",
    "in",
    "each",
    "of",
    "when",
    "require",
    "say",
    "test",
    "base",
    "dense",
    "set",
    "expect",
    "nothing",
    "cause",
    "only",
    "at",
    "sum",
    "prior",
    "children",
    "other",
    "and",
    "or",
    "not",
    "within",
];

/// Words of the version before, and what is written for them now.
pub(super) const OLD_WORDS: [(&str, &str); 2] = [("told", "states"), ("letters", "length")];

/// What is written now for a word of the version before.
pub(super) fn renewed(word: &str) -> Option<&'static str> {
    OLD_WORDS.iter().find(|(old, _)| *old == word).map(|(_, new)| *new)
}

/// The word that a rule of the grammar stands for (`kw_each` for `each`), or begins with (`also = { kw_also ~ … }`).
pub(super) fn first_of(wanted: Rule) -> &'static [&'static str] {
    let name = format!("{wanted:?}");
    let word = match name.strip_prefix("kw_") {
        Some(word) => word,
        None => begins_with(&name).unwrap_or_default(),
    };
    KEYWORDS.iter().find(|known| **known == word).map_or(&[], std::slice::from_ref)
}

/// The word that a rule of the grammar begins with.
fn begins_with(rule: &str) -> Option<&'static str> {
    let mut bodies = GRAMMAR.lines().filter_map(|line| line.strip_prefix(rule)?.trim_start().strip_prefix("= {"));
    bodies.next()?.trim_start().strip_prefix("kw_")?.split([' ', '?']).next()
}

const GRAMMAR: &str = include_str!("../../grammar/gouji.pest");

/// The blocks that braces make, and the words that may begin a part of each.
const BLOCKS: [(&str, &[&str]); 14] = [
    ("template", &["basis", "subject", "years", "kinds", "comparable", "follows", "section"]),
    ("follows", ChangeKind::WORDS),
    ("section", &["table", "fields"]),
    ("fields", &["blank", "group"]),
    ("table", &["cells", "blank", "columns", "rows"]),
    ("columns", &["group", "total", "less"]),
    ("rows", &["group", "total", "less"]),
    ("group", &["group", "total", "less"]),
    ("rule", &["in", "each", "when", "require", "say", "basis", "test"]),
    ("adjust", &["severity", "off"]),
    ("topic", &["weak", "near", "units", "aside"]),
    ("fact", &["of", "event", "matches", "misses"]),
    ("param", &["when"]),
    ("test", &["base", "set", "prose", "blank", "remove", "prior", "children", "other", "expect"]),
];

/// The words that a line inside a condition may begin with.
const IN_CONDITIONS: [&str; 7] = ["and", "or", "not", "sum", "prior", "children", "group"];

/// What people who think in Chinese, or in another language of this kind, write for a word of the language.
const SYNONYMS: [(&str, &str); 229] = [
    ("规则", "rule"),
    ("模板", "template"),
    ("格式", "template"),
    ("版次", "edition"),
    ("版本", "edition"),
    ("依据", "basis"),
    ("年度", "years"),
    ("年份", "years"),
    ("部分", "section"),
    ("章节", "section"),
    ("表", "table"),
    ("表格", "table"),
    ("单元格", "cells"),
    ("空白", "blank"),
    ("列", "columns"),
    ("列", "column"),
    ("行", "rows"),
    ("行", "row"),
    ("组", "group"),
    ("分组", "group"),
    ("又作", "also"),
    ("别名", "also"),
    ("错误", "error"),
    ("警告", "warning"),
    ("提示", "info"),
    ("每", "each"),
    ("每个", "each"),
    ("的", "of"),
    ("如果", "when"),
    ("要求", "require"),
    ("提示语", "say"),
    ("测试", "test"),
    ("设", "set"),
    ("应有", "expect"),
    ("应报", "expect"),
    ("应当报", "expect"),
    ("报出", "expect"),
    ("预期", "expect"),
    ("求和", "sum"),
    ("上年", "prior"),
    ("下级", "children"),
    ("并且", "and"),
    ("且", "and"),
    ("和", "and"),
    ("或", "or"),
    ("或者", "or"),
    ("不是", "not"),
    ("件数", "count"),
    ("整数", "count"),
    ("数量", "count"),
    ("数字", "count"),
    ("数", "count"),
    ("件", "count"),
    ("int", "count"),
    ("integer", "count"),
    ("number", "count"),
    ("num", "count"),
    ("金额", "money"),
    ("钱", "money"),
    ("元", "money"),
    ("万元", "money"),
    ("amount", "money"),
    ("decimal", "money"),
    ("float", "money"),
    ("yuan", "money"),
    ("百分比", "percent"),
    ("百分数", "percent"),
    ("比例", "percent"),
    ("percentage", "percent"),
    ("ratio", "percent"),
    ("日期", "date"),
    ("时间", "date"),
    ("day", "date"),
    ("年", "year"),
    ("年度", "year"),
    ("年份", "year"),
    ("报告年度", "year"),
    ("文字", "words"),
    ("字符串", "words"),
    ("text", "words"),
    ("string", "words"),
    ("零", "zero"),
    ("算零", "zero"),
    ("未知", "unknown"),
    ("不知道", "unknown"),
    ("warn", "warning"),
    ("警示", "warning"),
    ("提醒", "info"),
    ("note", "info"),
    ("notice", "info"),
    ("hint", "info"),
    ("错", "error"),
    ("报错", "error"),
    ("严重", "error"),
    ("重大", "error"),
    ("err", "error"),
    ("critical", "error"),
    ("fatal", "error"),
    ("删去", "dropped"),
    ("删除", "dropped"),
    ("取消", "dropped"),
    ("减少", "dropped"),
    ("deleted", "dropped"),
    ("delete", "dropped"),
    ("removed", "dropped"),
    ("remove", "dropped"),
    ("drop", "dropped"),
    ("新增", "added"),
    ("增加", "added"),
    ("增设", "added"),
    ("new", "added"),
    ("add", "added"),
    ("改名", "renamed"),
    ("更名", "renamed"),
    ("改称", "renamed"),
    ("rename", "renamed"),
    ("拆分", "split"),
    ("分为", "split"),
    ("分成", "split"),
    ("合并", "merged"),
    ("merge", "merged"),
    ("调整", "changed"),
    ("修改", "changed"),
    ("变更", "changed"),
    ("change", "changed"),
    ("modified", "changed"),
    ("来自", "from"),
    ("原", "from"),
    ("继承", "follows"),
    ("沿用", "follows"),
    ("接续", "follows"),
    ("上一版", "follows"),
    ("extends", "follows"),
    ("inherits", "follows"),
    ("line", "row"),
    ("col", "column"),
    ("cols", "columns"),
    ("lines", "rows"),
    ("若", "when"),
    ("当", "when"),
    ("if", "when"),
    ("断言", "require"),
    ("必须", "require"),
    ("assert", "require"),
    ("check", "require"),
    ("must", "require"),
    ("清空", "blank"),
    ("留空", "blank"),
    ("clear", "blank"),
    ("设置", "set"),
    ("let", "set"),
    ("assign", "set"),
    ("减", "less"),
    ("减去", "less"),
    ("误差", "within"),
    ("tolerance", "within"),
    ("rate", "percent"),
    ("比率", "percent"),
    ("率", "percent"),
    ("currency", "money"),
    ("moved", "renamed"),
    ("move", "renamed"),
    ("移到", "renamed"),
    ("移动", "renamed"),
    ("message", "say"),
    ("msg", "say"),
    ("print", "say"),
    ("提示", "say"),
    ("消息", "say"),
    ("说明", "say"),
    ("应", "require"),
    ("应当", "require"),
    ("应该", "require"),
    ("须", "require"),
    ("ensure", "require"),
    ("verify", "require"),
    ("should", "require"),
    ("given", "set"),
    ("put", "set"),
    ("exclude", "except"),
    ("excluding", "except"),
    ("unless", "except"),
    ("without", "except"),
    ("除", "except"),
    ("除外", "except"),
    ("除了", "except"),
    ("排除", "except"),
    ("不含", "except"),
    ("不包括", "except"),
    ("不计", "except"),
    ("主题", "topic"),
    ("话题", "topic"),
    ("对象", "topic"),
    ("事项", "event"),
    ("事件", "event"),
    ("机关", "agency"),
    ("单位", "agency"),
    ("机关名称", "agency"),
    ("单位名称", "agency"),
    ("类别", "kind"),
    ("机关类别", "kind"),
    ("机关类型", "kind"),
    ("机关性质", "kind"),
    ("单位类型", "kind"),
    ("单位类别", "kind"),
    ("类型", "kind"),
    ("发布日期", "published"),
    ("公布日期", "published"),
    ("发布时间", "published"),
    ("公布时间", "published"),
    ("收到日期", "received"),
    ("报送日期", "received"),
    ("扩展", "extends"),
    ("基于", "extends"),
    ("extend", "extends"),
    ("调整", "adjust"),
    ("覆盖", "adjust"),
    ("override", "adjust"),
    ("级别", "severity"),
    ("默认", "default"),
    ("缺省", "default"),
    ("一半", "half"),
    ("部分", "part"),
    ("原因", "cause"),
    ("成因", "cause"),
    ("只", "only"),
    ("停用", "off"),
    ("关闭", "off"),
    ("disable", "off"),
];

pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

/// The words that may begin a part of a block.
pub(super) fn contents(block: &str) -> &'static [&'static str] {
    BLOCKS.iter().find(|(name, _)| *name == block).map_or(&[], |(_, contents)| contents)
}

/// Whether a word, with braces behind it, is a block.
pub(super) fn is_block(word: &str) -> bool {
    matches!(word, "fact" | "param" | "topic" | "event" | "light" | "scope" | "units")
        || BLOCKS.iter().any(|(name, _)| *name == word)
}

/// The blocks that a part beginning with `word` may stand in.
pub(super) fn homes(word: &str) -> Vec<&'static str> {
    BLOCKS.iter().filter(|(_, contents)| contents.contains(&word)).map(|(name, _)| *name).collect()
}

/// Whether a line that begins with `word` begins a part of a block of an item (of a rule and its tests, where `item` is no other
/// word), or is meant to.
pub(super) fn begins_part(word: &str, item: &str) -> bool {
    let blocks: &[&str] = match item {
        "template" => &["template", "section", "table"],
        "param" => &["param"],
        "fact" => &["fact"],
        _ => &["rule", "test"],
    };
    let parts: Vec<&str> = blocks.iter().flat_map(|block| contents(block)).copied().collect();
    if is_reserved(word) && blocks.contains(&"rule") {
        return !IN_CONDITIONS.contains(&word);
    }
    let glued = |part: &&str| word.strip_prefix(*part).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    parts.iter().any(glued) || word.is_ascii() && meant(word, &parts).is_some()
}

/// The candidate that a misspelt, capitalised or translated word stands for.
pub(crate) fn meant<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let lower = word.to_ascii_lowercase();
    let translated = |candidate: &str| SYNONYMS.contains(&(lower.as_str(), candidate));
    let plain: String = word.chars().map(super::token::half_width).collect::<String>().to_ascii_lowercase();
    let exact = candidates.iter().find(|candidate| translated(candidate) || plain == **candidate);
    exact.copied().or_else(|| nearest(&plain, candidates))
}

/// The candidate with the fewest mistakes of the keyboard, if they are few.
fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let allowed = match word.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        5..=40 => 2,
        _ => return None,
    };
    let distances = candidates.iter().map(|candidate| (strsim::damerau_levenshtein(word, candidate), *candidate));
    let close = distances.filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.len().saturating_sub(1));
    close.min_by_key(|(distance, candidate)| (*distance, Reverse(candidate.len()))).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let clauses = contents("rule");
        assert_eq!(meant("requrie", clauses), Some("require"));
        assert_eq!(meant("Require", clauses), Some("require"));
        assert_eq!(meant("ｓａｙ", clauses), Some("say"));
        assert_eq!(meant("要求", clauses), Some("require"));
        assert_eq!(meant("tset", clauses), Some("test"));
    }

    #[test]
    fn guesses_nothing_far_fetched() {
        for word in ["新收", "of", "x", "statute", "é"] {
            assert_eq!(meant(word, contents("rule")), None, "{word}");
        }
    }

    #[test]
    fn the_grammar_has_the_same_words_and_the_reference_tells_each() {
        let rules = GRAMMAR.lines().filter_map(|line| line.strip_prefix("kw_")?.split([' ', '=']).next());
        assert_eq!(rules.collect::<Vec<_>>(), KEYWORDS);
        let reference = include_str!("../../grammar/README.md");
        let words: Vec<&str> = reference.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        let untold: Vec<&&str> = KEYWORDS.iter().filter(|word| !words.contains(word)).collect();
        assert_eq!(untold, [&""; 0]);
        let known = |words: &[&str]| words.iter().all(|word| KEYWORDS.contains(word));
        assert!(BLOCKS.iter().all(|(_, contents)| known(contents)) && known(&RESERVED) && known(&IN_CONDITIONS));
    }

    #[test]
    fn the_grammar_reserves_the_same_words() {
        let list = GRAMMAR.split("reserved = @{ (").nth(1).and_then(|rest| rest.split(')').next()).unwrap();
        let mut in_grammar: Vec<&str> = list.split('|').map(|word| word.trim().trim_matches('"')).collect();
        let mut here: Vec<&str> = RESERVED.to_vec();
        in_grammar.sort_unstable();
        here.sort_unstable();
        assert_eq!(in_grammar, here);
    }
}
