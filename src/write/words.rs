//! What the formats for people say around findings, in both languages.

use crate::{
    finding::{Certainty, Finding, Outcome, Skipped, Summary, Verdict, Why},
    lang::{Lang, Text},
    ruleset::Severity,
    text,
    write::paint::{Tone, plain},
};

pub(super) use crate::marked::{allowed as waived, state_words as verdict};

/// That a submission is not the current one.
pub(super) fn superseded(by: &str) -> Text {
    text!("已有新稿：{by}", "superseded by {by}")
}

/// `错误`, `警告`, `提示`, and their colours.
pub(super) fn severity(severity: Severity) -> (Text, Tone) {
    let tone = match severity {
        Severity::Error => Tone::Error,
        Severity::Warning => Tone::Warning,
        Severity::Info => Tone::Info,
    };
    (severity.words(), tone)
}

/// `错误`, `警告`, `提示`, or `待定` where a figure is missing.
pub(super) fn level(finding: &Finding) -> (Text, Tone) {
    match (&finding.waived, finding.verdict, finding.severity) {
        (Some(_), _, _) => (text!("豁免", "waived"), Tone::Faint),
        (None, Verdict::Unknown, _) => (text!("待定", "unknown"), Tone::Info),
        (None, Verdict::Fail, found) => severity(found),
    }
}

/// Who reports on which year: `（昌乐县人民政府办公室，2023 年）`.
pub(super) fn subject(outcome: &Outcome) -> Text {
    let agency = outcome.path.as_ref().and(outcome.agency.as_deref()).map(|agency| Text::same(plain(agency)));
    let year = outcome.year.map(|year| text!("{year} 年", "{year}"));
    let parts: Vec<Text> = agency.into_iter().chain(year).collect();
    if parts.is_empty() {
        return Text::default();
    }
    let (zh, en) = joined(&parts);
    text!("（{zh}）", " ({en})")
}

/// `：2 个错误，1 个警告`; empty where there is nothing to count.
pub(super) fn counts(summary: &Summary, waived: bool) -> Text {
    let parts = findings(summary, waived);
    if parts.is_empty() {
        return Text::default();
    }
    let (zh, en) = joined(&parts);
    text!("：{zh}", ": {en}")
}

fn findings(summary: &Summary, waived: bool) -> Vec<Text> {
    let Summary { errors, warnings, infos, unknown, .. } = *summary;
    let allowed = if waived { summary.waived } else { 0 };
    let (error, warning, info) = (plural(errors, "error"), plural(warnings, "warning"), plural(infos, "info"));
    [
        (errors, text!("{errors} 个错误", "{errors} {error}")),
        (warnings, text!("{warnings} 个警告", "{warnings} {warning}")),
        (infos, text!("{infos} 个提示", "{infos} {info}")),
        (unknown, text!("{unknown} 个待定", "{unknown} unknown")),
        (allowed, text!("{allowed} 个豁免", "{allowed} waived")),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(_, words)| words)
    .collect()
}

/// That the equations which fail have no cause; none where they all have one.
pub(super) fn unexplained(outcome: &Outcome) -> Option<Text> {
    let keys: Vec<String> = outcome.unexplained().iter().map(|finding| plain(&finding.key()).into_owned()).collect();
    let (zh, en) = (keys.join("、"), keys.join(", "));
    (!keys.is_empty()).then(|| {
        text!(
            "没有找到原因，这些问题不能用少数几个单元格填错来解释：{zh}",
            "no cause was found: no small set of cells explains {en}"
        )
    })
}

/// `2 份报告：1 份通过，1 份退回；3 个错误`; with a roster `80 个单位（83 个文件）：…`.
pub(super) fn summary(summary: &Summary, quiet: bool) -> Text {
    let Summary { passed, review, failed, unreadable, missing, skipped, stale_waivers, .. } = *summary;
    // Units are counted in 个, reports in 份.
    let of = if summary.files.is_some() { "个" } else { "份" };
    let verdicts = [
        (passed, text!("{passed} {of}通过", "{passed} passed")),
        (review, text!("{review} {of}请核实", "{review} to review")),
        (failed, text!("{failed} {of}退回", "{failed} failed")),
        (unreadable, text!("{unreadable} {of}读不了", "{unreadable} unreadable")),
        (missing, text!("{missing} {of}未报", "{missing} missing")),
    ];
    let verdicts: Vec<Text> = verdicts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    let mut found = findings(summary, true);
    if skipped > 0 && !quiet {
        let rules = plural(skipped, "rule");
        found.push(text!("{skipped} 条规则未适用", "{skipped} {rules} not applied"));
    }
    if stale_waivers > 0 {
        let waivers = plural(stale_waivers, "waiver");
        found.push(text!("{stale_waivers} 条豁免没有起作用", "{stale_waivers} {waivers} without effect"));
    }
    let (counted, (zh, en)) = (counted(summary), joined(&verdicts));
    let mut line = Text { zh: format!("{}：{zh}", counted.zh), en: format!("{}: {en}", counted.en) };
    if verdicts.is_empty() {
        line = text!("没有报告", "no reports");
    }
    if !found.is_empty() {
        let (zh, en) = joined(&found);
        line = Text { zh: format!("{}；{zh}", line.zh), en: format!("{}; {en}", line.en) };
    }
    line
}

/// `3 份报告`, `80 个单位（83 个文件，其中 2 份已有新稿，另有 3 个不是报告）`.
fn counted(summary: &Summary) -> Text {
    let Summary { reports, files, superseded, passed_over, .. } = *summary;
    let (report, unit, other) = (plural(reports, "report"), plural(reports, "unit"), plural(passed_over, "other file"));
    let notes: Vec<Text> = [
        files.map(|files| {
            let noun = plural(files, "file");
            text!("{files} 个文件", "{files} {noun}")
        }),
        (superseded > 0).then(|| text!("其中 {superseded} 份已有新稿", "{superseded} of them superseded")),
        (passed_over > 0).then(|| text!("另有 {passed_over} 个不是报告，没有核对", "{passed_over} {other} passed over")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let counted = match files {
        Some(_) => text!("{reports} 个单位", "{reports} {unit}"),
        None => text!("{reports} 份报告", "{reports} {report}"),
    };
    if notes.is_empty() {
        return counted;
    }
    let (zh, en) = joined(&notes);
    Text { zh: format!("{}（{zh}）", counted.zh), en: format!("{} ({en})", counted.en) }
}

/// `未适用 3 条规则（没有上年报告 2，没有正文 1）`; none where there is none.
pub(super) fn skipped(skipped: &[Skipped]) -> Option<Text> {
    let mut reasons: Vec<(&Why, usize)> = Vec::new();
    for rule in skipped {
        match reasons.iter_mut().find(|(why, _)| **why == rule.why) {
            Some((_, count)) => *count += 1,
            None => reasons.push((&rule.why, 1)),
        }
    }
    let reasons: Vec<Text> = reasons.into_iter().map(|(why, count)| reason(why, count)).collect();
    let (count, rules, (zh, en)) = (skipped.len(), plural(skipped.len(), "rule"), joined(&reasons));
    (count > 0).then(|| text!("{count} 条规则未适用（{zh}）", "{count} {rules} not applied ({en})"))
}

fn reason(why: &Why, count: usize) -> Text {
    let (zh, en) = (why.get(Lang::Zh), why.get(Lang::En));
    text!("{zh} {count}", "{en}: {count}")
}

pub(super) fn certainty(certainty: Certainty, alternatives: usize) -> Text {
    match certainty {
        Certainty::Only => text!("只有这一种可能", "the only explanation"),
        Certainty::Likely => text!("最可能", "the likeliest explanation"),
        Certainty::Tied => text!("{alternatives} 种可能，分不出哪种", "{alternatives} explanations, equally good"),
    }
}

fn joined(parts: &[Text]) -> (String, String) {
    let words = |pick: fn(&Text) -> &str, comma: &str| parts.iter().map(pick).collect::<Vec<_>>().join(comma);
    (words(|part| &part.zh, "，"), words(|part| &part.en, ", "))
}

pub(super) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}
