//! `gouji diff OLD NEW`: what changes between two editions or two rule folders, by what it does; and which stored reports come out
//! otherwise.

use super::{Exit, args::Diff, load, refused};
use crate::{
    batch::{self, Came},
    diff::{self, Category, Difference},
    engine::{Checker, Selection},
    lang::{Lang, Text},
    marked::state_words,
    ruleset::RuleSet,
    text,
};
use std::{
    io::{self, Write},
    path::Path,
};

/// What stands for the rules that are built in.
const BUILT_IN: [&str; 2] = ["built-in", "内置"];

pub(super) fn run(options: &Diff, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let is_report = |side: &str| Path::new(side).is_file() && !side.ends_with(".gj");
    if let Some(report) = [&options.old, &options.new].into_iter().find(|side| is_report(side)) {
        let words = text!(
            "“{report}”是一份文件，不是规则文件夹。diff 比较两套规则或两版：gouji diff 旧文件夹 新文件夹，gouji diff 2019 2021；看同一批报告在两套规则下结果有何不同，加 --replay 报告文件夹；核对一份报告用 gouji check",
            "“{report}” is a file, not a rules folder. `diff` compares two rule sets or two editions: gouji diff OLD NEW, gouji diff 2019 2021; with --replay FOLDER it says which stored reports come out otherwise. A report is checked by gouji check"
        );
        return Err(refused::said(words));
    }
    let is_set = |side: &str| BUILT_IN.contains(&side) || Path::new(side).exists();
    match (is_set(&options.old), is_set(&options.new)) {
        (true, true) => sets(options, lang, out),
        (false, false) => editions(options, lang, out),
        (old, _) => {
            let side = if old { &options.new } else { &options.old };
            let words = text!(
                "“{side}”不是规则文件夹；两边要么都是文件夹（内置规则写 built-in），要么都是版（如 2019、2021）",
                "“{side}” is no rules folder; give two folders (built-in for the rules built in), or two editions"
            );
            Err(refused::said(words))
        }
    }
}

fn sets(options: &Diff, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let (old, new) = (side(&options.old)?, side(&options.new)?);
    let checkers = [&old, &new].map(|rules| Checker::new(rules, Selection::default()));
    finish(options, &diff::sets(&old, &new), &checkers, lang, out)
}

fn side(name: &str) -> io::Result<RuleSet> {
    load::rules((!BUILT_IN.contains(&name)).then(|| Path::new(name)))
}

fn editions(options: &Diff, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let rules = load::rules(options.rules.dir.as_deref())?;
    let found = [&options.old, &options.new].map(|name| rules.template.edition(name));
    let [Some(old), Some(new)] = found else {
        let missing = if found.first().is_some_and(Option::is_none) { &options.old } else { &options.new };
        return Err(refused::said(load::no_edition(missing, &rules)));
    };
    let checkers = [old, new].map(|edition| Checker::new(&rules, Selection::default()).holding_to(Some(edition)));
    finish(options, &diff::editions(&rules, old, new), &checkers, lang, out)
}

fn finish(
    options: &Diff,
    differences: &[Difference],
    checkers: &[Checker<'_>; 2],
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<Exit> {
    write(differences, lang, out)?;
    if let Some(folder) =
        options.replay.as_ref().filter(|folder| batch::inputs(&[(*folder).clone()], &[]).all.is_empty() || !folder.exists())
    {
        let shown = folder.display();
        writeln!(out, "{}", text!("“{shown}”里没有报告", "there is no report in “{shown}”").get(lang))?;
        return Ok(Exit::Unusable);
    }
    let moved = match &options.replay {
        None => false,
        Some(folder) => replay(folder, checkers, lang, out)?,
    };
    Ok(if differences.is_empty() && !moved { Exit::Clean } else { Exit::Findings })
}

fn write(differences: &[Difference], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if differences.is_empty() {
        return writeln!(out, "{}", text!("没有不同", "nothing differs").get(lang));
    }
    for category in Category::ALL.iter().copied() {
        let own: Vec<&Difference> = differences.iter().filter(|difference| difference.category == category).collect();
        if own.is_empty() {
            continue;
        }
        match lang {
            Lang::Zh => writeln!(out, "{}", meaning(category).zh)?,
            Lang::En => writeln!(out, "{}: {}", category.word(), meaning(category).en)?,
        }
        for difference in own {
            let joint = text!("：", ": ");
            writeln!(out, "  {}{}{}", difference.what.get(lang), joint.get(lang), difference.does.get(lang))?;
        }
        writeln!(out)?;
    }
    let count = |category: Category| differences.iter().filter(|difference| difference.category == category).count();
    let counts = Category::ALL.iter().map(|category| format!("{} {}", named(*category).get(lang), count(*category)));
    let counts = counts.collect::<Vec<_>>().join("  ");
    writeln!(out, "{counts}")
}

/// What a category is called.
fn named(category: Category) -> Text {
    match category {
        Category::Label => text!("识别", "LABEL"),
        Category::Key => text!("键名", "KEY"),
        Category::Meaning => text!("含义", "MEANING"),
        Category::Verdict => text!("结果", "VERDICT"),
    }
}

fn meaning(category: Category) -> Text {
    match category {
        Category::Label => text!("识别：文件里的文字换了认法", "recognition: documents are known by other words"),
        Category::Key => text!("键名：旧的报告文件不能照原样读入", "old report files do not load as they are"),
        Category::Meaning => text!("含义：年度之间不能比较，或只能比较总数", "years do not compare, or only as sums"),
        Category::Verdict => text!("结果：原来通过的报告可能不通过", "a report that passed can fail, or the other way round"),
    }
}

/// Checks the stored reports under both and lists those whose verdict changes; whether there is one.
fn replay(folder: &Path, [old, new]: &[Checker<'_>; 2], lang: Lang, out: &mut dyn Write) -> io::Result<bool> {
    let pairs = batch::came_out(folder, old, None).into_iter().zip(batch::came_out(folder, new, None));
    let pairs: Vec<(Came, Came, Vec<String>)> = pairs
        .map(|(was, is)| {
            let changed = was.changed(&is);
            (was, is, changed)
        })
        .collect();
    writeln!(out)?;
    for (was, is, changed) in pairs.iter().filter(|(was, is, _)| was.verdict != is.verdict) {
        let changed: String = changed.iter().map(|known| format!(" {known}")).collect();
        let (path, [was, is]) = (&was.path, [was.verdict, is.verdict].map(state_words));
        let (zh, en) = ([&was.zh, &is.zh], [&was.en, &is.en]);
        let [was_zh, is_zh] = zh;
        let [was_en, is_en] = en;
        let line = text!("{path}：由{was_zh}变为{is_zh}{changed}", "{path}: {was_en} → {is_en}{changed}");
        writeln!(out, "{}", line.get(lang))?;
    }
    let moved = pairs.iter().filter(|(was, is, _)| was.verdict != is.verdict).count();
    let otherwise = pairs.iter().filter(|(was, is, changed)| was.verdict == is.verdict && !changed.is_empty()).count();
    let total = pairs.len();
    let words = text!(
        "{total} 份报告：{moved} 份的结果变了，{otherwise} 份结果不变而报出的问题不同",
        "{total} reports: the verdict of {moved} changes, {otherwise} keep theirs with other findings"
    );
    writeln!(out, "{}", words.get(lang))?;
    Ok(moved > 0)
}
