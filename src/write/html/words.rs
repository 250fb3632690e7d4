//! The page's own words, in both languages.

use super::{RoundNotes, units::Units};
use crate::{
    finding::{ReportVerdict, Summary},
    lang::{Lang, Text},
    marked::{IssueKind, MarkedTable, state_words},
    text,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// What stands above the table of units.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    pub(super) title: String,
    lead: String,
    done: String,
    left: String,
    deadline: String,
    as_of: String,
    bar_words: String,
}

pub(super) fn head(lang: Lang, round: &RoundNotes, form: &str, units: &Units, summary: &Summary) -> Head {
    let say = |words: Text| words.get(lang).to_owned();
    let (total, passed) = (units.len(), units.count(ReportVerdict::Pass));
    let of_units = summary.files.is_some();
    let open = total - passed;
    let share = (passed * 100).checked_div(total).unwrap_or_default();
    let counts = ReportVerdict::ALL.iter().map(|state| format!("{} {}", state_words(*state).get(lang), units.count(*state)));
    let counts = counts.collect::<Vec<_>>().join(lang.pick("，", ", "));
    let counted = match summary.files {
        Some(files) => text!("名册 {total} 个单位，{files} 个文件", "{total} units on the roster, {files} files"),
        None => text!("{total} 份报告", "{total} reports"),
    };
    let passed_over = summary.passed_over;
    let beside = match passed_over {
        0 => String::new(),
        _ => say(text!("另有 {passed_over} 个不是报告的文件，没有核对", "{passed_over} other files passed over")),
    };
    let lead = [form.to_owned(), round.office.clone(), say(counted), beside];
    let lead: Vec<&str> = lead.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let of = if of_units { "个" } else { "份" };
    let as_of = &round.as_of;
    Head {
        title: if round.title.is_empty() { say(text!("{form}总览", "{form}: overview")) } else { round.title.clone() },
        lead: lead.join(" · "),
        done: say(text!("已通过 {passed} {of}，共 {total} {of}（{share}%）", "{passed} of {total} passed ({share}%)")),
        left: if open == 0 { String::new() } else { say(text!("，还有 {open} {of}没有了结", ", {open} outstanding")) },
        deadline: round.deadline.clone(),
        as_of: if as_of.is_empty() { String::new() } else { say(text!("收件记到 {as_of}", "taken in until {as_of}")) },
        bar_words: say(text!("{total} {of}：{counts}", "{total}: {counts}")),
    }
}

pub(super) fn page(lang: Lang, of_units: bool) -> BTreeMap<&'static str, String> {
    let unit = if of_units { text!("单位", "unit") } else { text!("报告", "report") };
    let words: [(&'static str, Text); 21] = [
        ("skip", text!("跳到各单位", "Skip to the units")),
        ("due", text!("截止 ", "due ")),
        ("bar", text!("从左到右：通过、请核实、退回、读不了、未报", "from the left: pass, review, fail, unreadable, missing")),
        ("by", text!("按状态筛选", "Filter by state")),
        ("all", text!("全部", "all")),
        ("find", text!("找单位", "Find")),
        ("find_hint", text!("名称，或问题里的字", "a name, or a word of a finding")),
        ("listed", text!("列出 # 个，共 # 个", "# of # listed#")),
        ("only", text!("只列：", "Only: ")),
        ("caption", text!("各单位的状态，没有了结的在前", "How each unit stands, what is outstanding first")),
        ("unit", unit),
        ("state", text!("状态", "state")),
        ("said", text!("问题", "findings")),
        ("since", text!("起自", "since")),
        ("got", text!("收到", "received")),
        ("not_got", text!("未收到", "not received")),
        ("file", text!("文件", "file")),
        ("docs", text!("文书", "documents")),
        ("none", text!("没有符合的单位", "no such unit")),
        ("rules", text!("规则：", "Rules: ")),
        ("made", text!("。由 gouji 生成，版本", ". Written by gouji")),
    ];
    in_one(words, lang)
}

pub(super) fn section(lang: Lang) -> BTreeMap<&'static str, String> {
    let words: [(&'static str, Text); 9] = [
        ("back", text!("回到总览", "Back to the overview")),
        ("why", text!("依据与说明", "Basis and details")),
        ("task", text!("怎么办：", "What to do: ")),
        ("law", text!("依据：", "Basis: ")),
        ("place", text!("在文件里：", "In the file: ")),
        ("waived", text!("豁免：", "Waived: ")),
        ("colon", text!("：", ": ")),
        ("figures", text!("正文里的数各是什么数", "What each figure of the prose was taken for")),
        ("unchecked", text!("这次没有核对的", "What was not checked")),
    ];
    in_one(words, lang)
}

fn in_one<const N: usize>(words: [(&'static str, Text); N], lang: Lang) -> BTreeMap<&'static str, String> {
    words.into_iter().map(|(key, words)| (key, words.get(lang).to_owned())).collect()
}

/// `上次报送以后已改：行总计、列勾稽`
pub(super) fn gone(names: &[String], lang: Lang) -> Option<String> {
    let names = Some(names.join(lang.pick("、", ", "))).filter(|names| !names.is_empty())?;
    Some(text!("上次报送以后已改：{names}", "Mended since the submission before: {names}").get(lang).to_owned())
}

/// `要改（1 处）`
pub(super) fn list(kind: IssueKind, count: usize) -> Text {
    match kind {
        IssueKind::Mend => text!("要改（{count} 处）", "To mend ({count})"),
        IssueKind::Ask => text!("请核实（{count} 处）", "To review ({count})"),
        IssueKind::Note => text!("提示（{count} 处）", "Worth knowing ({count})"),
        IssueKind::Waived => text!("豁免（{count} 处）", "Waived ({count})"),
    }
}

/// The heading over the files beside the units.
pub(super) fn others(lang: Lang, count: usize, of_units: bool) -> String {
    let words = if of_units {
        text!(
            "不计入的文件：不是名册上单位的，或者已有新稿（{count} 份）",
            "Files that do not count: of no unit on the roster, or replaced ({count})"
        )
    } else {
        text!("已有新稿的文件（{count} 份）", "Files that were replaced ({count})")
    };
    words.get(lang).to_owned()
}

/// `三、收到和处理政府信息公开申请情况，有关的 3 行；其余 22 行没有问题，没有画`
pub(super) fn caption(heading: &str, table: &MarkedTable) -> Text {
    let legend = table.legend.as_ref().map(|legend| text!("，{legend}", ", {legend}")).unwrap_or_default();
    let (zh, en) = (legend.zh, legend.en);
    let shown = table.excerpt().count();
    match table.rows.len() - shown {
        0 => text!("{heading}{zh}", "{heading}{en}"),
        rest => text!(
            "{heading}{zh}，有关的 {shown} 行；其余 {rest} 行没有问题，没有画",
            "{heading}{en}, {shown} rows of interest; the other {rest} have nothing and are left out"
        ),
    }
}
