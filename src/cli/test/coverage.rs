//! `gouji test --coverage`: rules that no test sees fail, or hold; cells that no test touches.

use crate::{
    lang::{Lang, Text},
    test::{Coverage, EditionCoverage, RuleCoverage},
    text,
};
use std::io::{self, Write};

pub(super) fn write(coverage: &Coverage, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let codes = |is_it: fn(&RuleCoverage) -> bool| -> String {
        let found = coverage.rules.iter().filter(|rule| is_it(rule)).map(|rule| rule.code.as_str());
        found.collect::<Vec<_>>().join(" ")
    };
    let never_failed = codes(|rule| rule.failed == 0);
    let never_passed = codes(|rule| rule.passed == 0);
    writeln!(out)?;
    line(&text!("没有测试让它报出问题的规则：", "rules that no test sees fail: "), &never_failed, lang, out)?;
    line(&text!("没有测试让它通过的规则：", "rules that no test sees hold: "), &never_passed, lang, out)?;
    for rule in coverage.rules.iter().filter(|rule| rule.failed > 0 && !rule.never_at.is_empty()) {
        let (code, places) = (&rule.code, rule.never_at.join(" "));
        writeln!(out, "{}", text!("{code} 没有在这些地方报过错：{places}", "{code} never fails at: {places}").get(lang))?;
    }
    coverage.editions.iter().try_for_each(|edition| untouched(edition, lang, out))
}

fn line(lead: &Text, codes: &str, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let none = text!("没有", "none");
    writeln!(out, "{}{}", lead.get(lang), if codes.is_empty() { none.get(lang) } else { codes })
}

fn untouched(edition: &EditionCoverage, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (name, all) = (&edition.edition, edition.cells);
    let count: usize = edition.untouched.iter().map(|(_, columns)| columns.len()).sum();
    let head = text!(
        "{name} 年版：{all} 个单元格中有 {count} 个，没有测试改动过",
        "edition {name}: of {all} cells no test touches {count}"
    );
    writeln!(out, "{}", head.get(lang))?;
    edition.untouched.iter().try_for_each(|(row, columns)| writeln!(out, "  {row}: {}", columns.join(" ")))
}
