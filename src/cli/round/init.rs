//! `gouji round init DIR --roster FILE`: the folder of a new round.

use crate::{
    cli::{Exit, args::RoundInit, load, refused, whole_file},
    date::Date,
    lang::Lang,
    round::{FILE, Parts},
    text,
};
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

pub(super) fn run(options: &RoundInit, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let rules = load::rules(None)?;
    let roster = load::roster(&options.roster, &rules)?;
    let (dir, shown) = (&options.dir, options.dir.display());
    let parts = Parts::default();
    let roster_there = dir.join(&parts.roster.name);
    let own = fs::read(&options.roster)?;
    let problem = if dir.join(FILE).exists() {
        Some(text!("“{shown}”已经是收集文件夹，没有改动", "“{shown}” is a round already and was left alone"))
    } else if fs::read(&roster_there).is_ok_and(|there| there != own) {
        let roster = roster_there.display();
        Some(text!("已有另一份“{roster}”，没有改动", "there is another “{roster}” already; nothing was changed"))
    } else if options.deadline.as_deref().is_some_and(|day| Date::parse(day).is_none()) {
        Some(text!("--deadline 应是日期，例如 2024-01-31", "--deadline is a day, as 2024-01-31"))
    } else if options.year.zip(roster.year).is_some_and(|(one, two)| one != two) {
        let (one, two) = (options.year.unwrap_or_default(), roster.year.unwrap_or_default());
        Some(text!("名册写的是 {two} 年，--year 写的是 {one} 年", "the roster is for {two}, --year says {one}"))
    } else {
        None
    };
    if let Some(problem) = problem {
        return Err(refused::said(problem));
    }
    let inbox = dir.join(&parts.inbox.name);
    fs::create_dir_all(&inbox).map_err(refused::writing(&inbox))?;
    put(&roster_there, &own)?;
    // Last, so that what was interrupted before is no round yet.
    put(&dir.join(FILE), settings(options, roster.year).as_bytes())?;
    let (count, inbox) = (roster.units.len(), inbox.display());
    let words = text!(
        "“{shown}”建好了，名册上有 {count} 个单位。\n把收到的文件放进“{inbox}”（文件、文件夹、zip 压缩包都可以），再运行：\n  gouji round “{shown}”\n标题、截止日期和联系人写在 {FILE} 里。",
        "“{shown}” is a round of {count} units.\nPut what comes in into “{inbox}” (files, folders, zip archives), then run:\n  gouji round “{shown}”\nTitle, deadline and contact stand in {FILE}."
    );
    writeln!(out, "{}", words.get(lang))?;
    Ok(Exit::Clean)
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    whole_file::write(path, |file| file.write_all(bytes).map(|()| Exit::Clean)).map(drop)
}

/// `round.yaml`, with what may be written into it.
fn settings(options: &RoundInit, roster_year: Option<u16>) -> String {
    let words = |words: &str| serde_json::Value::from(words).to_string();
    let line = |key: &str, value: Option<String>, example: &str| match value {
        Some(value) => format!("{key}: {value}\n"),
        None => format!("# {key}: {example}\n"),
    };
    let year = options.year.or(roster_year);
    let of = year.map_or_else(|| "2023".to_owned(), |year| year.to_string());
    let title = options.title.as_deref().map(words);
    let deadline = options.deadline.as_deref().and_then(Date::parse).map(|day| day.to_string());
    [
        "# 一年报告的收集。把收到的文件放进 收件/，运行 gouji round。删去行首的 # 即生效。\n".to_owned(),
        line("title", title, &format!("{of} 年度政府信息公开工作年度报告")),
        line("year", year.map(|year| year.to_string()), "2023"),
        line("deadline", deadline, "2024-01-31"),
        line("office", None, "某市人民政府办公室"),
        line("number", None, "某政公开函〔2024〕1号"),
        line("contact", None, "张三，电话 0000-0000000"),
        line("letter", None, "{deadline: 2024年2月5日, to: 报送系统或者邮箱}  # 文书里的期限（截止以后要写）、报到哪里"),
    ]
    .concat()
}
