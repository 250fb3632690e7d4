//! What several reports come to: how often each rule is broken, the worst first, and the reports with most findings.

use super::{finding::name_of, words};
use crate::{
    finding::{RuleCount, Tally, Worst},
    ruleset::Severity,
    text,
    write::{
        Style,
        paint::{Paint, Tone, plain},
        picture::beside_or_below,
    },
};
use std::io;
use unicode_width::UnicodeWidthStr;

/// The columns that a code with its name is given.
const NAME: usize = 26;

pub(super) fn write(tally: &Tally, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let paint = Paint { on: style.color };
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let rules: Vec<(Severity, &RuleCount)> = severities
        .into_iter()
        .flat_map(|severity| tally.rules(severity).into_iter().map(move |count| (severity, count)))
        .collect();
    if !rules.is_empty() {
        let head = text!("各条规则发现的问题", "findings by rule");
        writeln!(out, "{}", paint.with(Tone::Strong, head.get(style.lang)))?;
        rules.into_iter().try_for_each(|(severity, count)| rule(severity, count, style, out))?;
        writeln!(out)?;
    }
    if !tally.worst().is_empty() {
        let head = text!("问题最多的报告", "reports with most findings");
        writeln!(out, "{}", paint.with(Tone::Strong, head.get(style.lang)))?;
        tally.worst().iter().try_for_each(|report| worst(report, style, out))?;
        writeln!(out)?;
    }
    Ok(())
}

/// `  错误 A301 列勾稽   212 处，98 份报告`
fn rule(severity: Severity, count: &RuleCount, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let (level, tone) = words::severity(severity);
    let level = level.get(style.lang);
    let gap = " ".repeat(8usize.saturating_sub(level.width()));
    let level = Paint { on: style.color }.with(tone, level);
    let name = format!("{} {}", count.code, name_of(&count.code, &count.name, style.lang));
    let room = " ".repeat(NAME.saturating_sub(name.width()));
    let RuleCount { findings, reports, .. } = *count;
    let noun = words::plural(reports, "report");
    let times = text!("{findings:>6} 处，{reports} 份报告", "{findings:>6} in {reports} {noun}");
    writeln!(out, "  {level}{gap}{name}{room}{}", times.get(style.lang))
}

/// `  收到/甲.docx：12 个错误，3 个警告`
fn worst(report: &Worst, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let Worst { errors, warnings, .. } = *report;
    let (name, error, warning) = (plain(&report.name), words::plural(errors, "error"), words::plural(warnings, "warning"));
    let counts = match (errors, warnings) {
        (_, 0) => text!("{errors} 个错误", "{errors} {error}"),
        (0, _) => text!("{warnings} 个警告", "{warnings} {warning}"),
        _ => text!("{errors} 个错误，{warnings} 个警告", "{errors} {error}, {warnings} {warning}"),
    };
    let (zh, en) = (counts.zh, counts.en);
    let counts = text!("：{zh}", ": {en}");
    writeln!(out, "{}", beside_or_below(&format!("  {name}"), counts.get(style.lang), style))
}
