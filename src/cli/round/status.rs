//! `gouji round status DIR`: where each unit stands, what is outstanding and since when. Checks again what was received, and writes
//! nothing.

use super::folder::{self, Folder};
use crate::{
    cli::{
        Exit,
        args::{RoundStatus, StatusFormat},
        load,
    },
    finding::ReportVerdict,
    lang::{Lang, Text},
    marked::{self, IssueKind, state_words},
    plain::plain,
    round::{Standing, Standings},
    text,
    write::Style,
};
use serde_json::{Value, json};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

pub(super) fn run(options: &RoundStatus, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let round = folder::enter(&options.dir)?;
    let mut folder = Folder::open(round, lang, err)?;
    let new = folder.only_received();
    let check = folder.options("ndjson", None, folder.day(None))?;
    let setup = folder.setup(&check, lang, err)?;
    let checked = folder.check(&check, &setup, None, lang, (&mut io::sink(), err))?;
    let standings = folder.standings(checked.current, &setup);
    match options.format {
        StatusFormat::Terminal => print(&standings, &folder, options.all, load::style(lang, options.colors.color), out)?,
        StatusFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &json(&standings, &folder, new)).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    if new > 0 && options.format == StatusFormat::Terminal {
        let shown = options.dir.display();
        let words = text!(
            "另有 {new} 个文件还没有收，运行 gouji round “{shown}”",
            "files not taken in yet: {new}; run gouji round “{shown}”"
        );
        writeln!(out, "{}", words.get(lang))?;
    }
    Ok(checked.exit)
}

/// The counts, and a row for each unit with something outstanding; for every unit where `all` is asked for.
pub(super) fn print(standings: &Standings, folder: &Folder, all: bool, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    writeln!(out, "{}", head(folder).get(lang))?;
    writeln!(out, "{}", counts(standings).get(lang))?;
    let shown: Vec<&Standing> =
        standings.units.iter().filter(|standing| all || standing.current.verdict != ReportVerdict::Pass).collect();
    if shown.is_empty() {
        return writeln!(out, "{}", text!("没有未了结的单位", "nothing is outstanding").get(lang));
    }
    let heads = [text!("状态", "state"), text!("单位", "unit"), text!("起自", "since"), text!("未了结的", "outstanding")];
    let mut rows = vec![heads.map(|head| head.get(lang).to_owned())];
    rows.extend(shown.iter().map(|standing| row(standing, lang)));
    writeln!(out)?;
    table(&rows, style, out)?;
    writeln!(out)
}

/// `2023 年度报告，截止 2024-01-19，收件记到 2024-01-22`
fn head(folder: &Folder) -> Text {
    let round = &folder.round;
    let title = match (&round.title, round.year) {
        (Some(title), _) => Text::same(plain(title).into_owned()),
        (None, Some(year)) => text!("{year} 年度报告", "reports for {year}"),
        (None, None) => text!("年度报告", "annual reports"),
    };
    let deadline = round.deadline.map(|day| text!("，截止 {day}", ", due {day}")).unwrap_or_default();
    let until = folder.ledger.until().map(|time| time.day);
    let until = until.map(|day| text!("，收件记到 {day}", ", received up to {day}")).unwrap_or_default();
    Text { zh: format!("{}{}{}", title.zh, deadline.zh, until.zh), en: format!("{}{}{}", title.en, deadline.en, until.en) }
}

/// `80 个单位：未报 3，读不了 2，退回 5，请核实 11，通过 59`
fn counts(standings: &Standings) -> Text {
    let of = |lang: Lang, comma: &str| {
        let each = ReportVerdict::ALL.iter().rev();
        let each = each.map(|verdict| format!("{} {}", state_words(*verdict).get(lang), standings.count(*verdict)));
        each.collect::<Vec<_>>().join(comma)
    };
    let (zh, en, count) = (of(Lang::Zh, "，"), of(Lang::En, ", "), standings.units.len());
    text!("{count} 个单位：{zh}", "{count} units: {en}")
}

fn row(standing: &Standing, lang: Lang) -> [String; 4] {
    [
        state_words(standing.current.verdict).get(lang).to_owned(),
        plain(&standing.name).into_owned(),
        standing.since.map(|day| day.to_string()).unwrap_or_default(),
        outstanding(standing).get(lang).to_owned(),
    ]
}

/// What is outstanding, and what became of what was.
fn outstanding(standing: &Standing) -> Text {
    let current = &standing.current;
    let mut parts: Vec<Text> = Vec::new();
    if let Some(why) = &current.why {
        // The unit stands beside it.
        let zh = why.zh.strip_prefix(&format!("“{}”", standing.name)).unwrap_or(&why.zh);
        parts.push(Text { zh: plain(zh).into_owned(), en: plain(&why.en).into_owned() });
        parts.extend(standing.overdue.map(|days| text!("逾期 {days} 天", "{days} days late")));
    } else {
        let (mend, confirm) = (current.count(IssueKind::Mend), current.count(IssueKind::Ask));
        parts.extend((mend > 0).then(|| text!("{mend} 处要改", "{mend} to mend")));
        parts.extend((confirm > 0).then(|| text!("{confirm} 处请核实", "{confirm} to confirm")));
        if parts.is_empty() {
            parts.push(text!("无", "nothing"));
        }
    }
    let said = joined(&parts);
    match against_the_last(standing) {
        None => said,
        Some(against) => Text { zh: format!("{}（{}）", said.zh, against.zh), en: format!("{} ({})", said.en, against.en) },
    }
}

/// `第 2 次报送：已改 3 项，仍在 1 处，新出现 1 处`
fn against_the_last(standing: &Standing) -> Option<Text> {
    standing.changes.as_ref()?;
    let some = |count: usize| Some(count).filter(|count| *count > 0);
    let of = |kind: marked::Standing| some(standing.count(kind));
    let parts: Vec<Text> = [
        some(standing.gone().len()).map(|count| text!("已改 {count} 项", "{count} mended")),
        of(marked::Standing::Still).map(|count| text!("仍在 {count} 处", "{count} still there")),
        of(marked::Standing::Changed).map(|count| text!("仍在而数变了 {count} 处", "{count} there with other figures")),
        of(marked::Standing::New).map(|count| text!("新出现 {count} 处", "{count} new")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return None;
    }
    let (Text { zh, en }, count) = (joined(&parts), standing.submissions);
    Some(text!("第 {count} 次报送：{zh}", "submission {count}: {en}"))
}

fn joined(parts: &[Text]) -> Text {
    let words = |lang: Lang, comma: &str| parts.iter().map(|part| part.get(lang)).collect::<Vec<_>>().join(comma);
    Text { zh: words(Lang::Zh, "，"), en: words(Lang::En, ", ") }
}

/// Names that are wider stand alone on their line.
const WIDEST_NAME: usize = 34;

/// Rows with their columns under one another, whatever the width of the characters; the last column is wrapped.
fn table(rows: &[[String; 4]], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or_default();
    let widths = [width(0), width(1).min(WIDEST_NAME), width(2)];
    let before = widths.iter().map(|width| width + 2).sum::<usize>();
    // Where little room is left, what is outstanding stands below.
    let (indent, below) = if before + 16 > style.width { (widths[0] + 2, true) } else { (before, false) };
    for [state, name, since, said] in rows {
        let mut line = padded(state, widths[0]);
        line.push_str(&padded(name, widths[1]));
        line.push_str(&padded(since, widths[2]));
        let room = style.width.saturating_sub(indent).max(8);
        let options = textwrap::Options::new(room);
        let lines = textwrap::wrap(said, options);
        let mut lines = lines.iter();
        if !below && name.width() <= widths[1] {
            line.push_str(lines.next().map(|first| first.as_ref()).unwrap_or_default());
        }
        writeln!(out, "{}", line.trim_end())?;
        for more in lines {
            writeln!(out, "{}{more}", " ".repeat(indent))?;
        }
    }
    Ok(())
}

fn padded(words: &str, width: usize) -> String {
    let blanks = width.saturating_sub(words.width()) + 2;
    format!("{words}{}", " ".repeat(blanks))
}

fn json(standings: &Standings, folder: &Folder, new_files: usize) -> Value {
    let unit = |standing: &Standing| {
        let changes = standing.changes.as_ref().map(|_| {
            json!({
                "new": standing.count(marked::Standing::New),
                "still": standing.count(marked::Standing::Still),
                "changed": standing.count(marked::Standing::Changed),
                "gone": standing.gone().len(),
            })
        });
        json!({
            "unit": standing.name,
            "verdict": standing.current.verdict.word(),
            "since": standing.since.map(|day| day.to_string()),
            "overdue": standing.overdue,
            "received": standing.received.map(|day| day.to_string()),
            "submissions": standing.submissions,
            "file": standing.current.file,
            "to_mend": standing.current.count(IssueKind::Mend),
            "to_confirm": standing.current.count(IssueKind::Ask),
            "changes": changes,
        })
    };
    json!({
        "title": folder.round.title,
        "year": folder.round.year,
        "deadline": folder.round.deadline.map(|day| day.to_string()),
        // The last entry of the ledger.
        "until": folder.ledger.until().map(ToString::to_string),
        // Files that were not taken in yet.
        "new_files": new_files,
        "units": standings.units.iter().map(unit).collect::<Vec<_>>(),
    })
}
