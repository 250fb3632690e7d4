//! `gouji new rules DIR`: a copy of the built-in rules and schemas to edit, a file on top of them, or a small form of one's own; and
//! what to do next.

use crate::{
    cli::{Exit, args::NewRules, refused},
    compile,
    lang::{Lang, Text},
    text,
};
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// A form with one table and two rules, by the names of its files.
const EMPTY: [(&str, &str); 2] = [("form.gj", include_str!("form.gj")), ("rules.gj", include_str!("rules.gj"))];

/// What is laid over the built-in rules.
const EXTENDS: [(&str, &str); 1] = [("rules.gj", include_str!("extends.gj"))];

pub(super) fn run(options: &NewRules, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let dir = &options.dir;
    let shown = dir.display();
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) || dir.is_file() {
        let taken = text!(
            "“{shown}”里已有文件，没有改动；请换一个新的文件夹",
            "“{shown}” is not empty and was left alone; name a new folder"
        );
        return Err(refused::said(taken));
    }
    let written = |(name, text): (&str, &'static str)| (name.to_owned(), text.as_bytes());
    let count = match options {
        NewRules { empty: true, .. } => write_all(dir, EMPTY.map(written))?,
        NewRules { extends: true, .. } => write_all(dir, EXTENDS.map(written))?,
        _ => copy(dir)?,
    };
    writeln!(out, "{}", text!("在“{shown}”写了 {count} 个文件", "wrote {count} files into “{shown}”").get(lang))?;
    writeln!(out, "{}", next(options).get(lang))?;
    Ok(Exit::Clean)
}

fn copy(dir: &Path) -> io::Result<usize> {
    write_all(dir, compile::builtin_files().into_iter().filter(|(name, _)| !name.ends_with(".md")))
}

fn write_all<'b>(dir: &Path, files: impl IntoIterator<Item = (String, &'b [u8])>) -> io::Result<usize> {
    let mut count = 0usize;
    for (name, bytes) in files {
        let path = dir.join(name);
        let created = path.parent().map_or(Ok(()), fs::create_dir_all);
        created.and_then(|()| fs::write(&path, bytes)).map_err(refused::writing(&path))?;
        count += 1;
    }
    Ok(count)
}

fn next(options: &NewRules) -> Text {
    let dir = options.dir.display();
    let (zh, en) = match options {
        NewRules { empty: true, .. } => ("form.gj 是表样，rules.gj 是规则，", "form.gj is the form, rules.gj its rules; "),
        NewRules { extends: true, .. } => {
            ("rules.gj 里是增补和调整，其余用内置规则，", "rules.gj holds what is added and adjusted, the rest is built in; ")
        }
        _ => ("schemas 里是表样，rules 里是规则，", "schemas holds the form, rules the rules; "),
    };
    text!(
        "\n{zh}都用文本编辑器改。接下来：\n  \
         gouji rules check {dir}            改完检查：写错的地方一次全部列出\n  \
         gouji fmt {dir}                    排版\n  \
         gouji test {dir}                   运行规则里写的测试\n  \
         gouji test --mutants {dir}         看哪些写错的地方测试发现不了\n  \
         gouji check --rules {dir} 报告     用改好的规则核对",
        "\n{en}edit them with any editor. Then:\n  \
         gouji rules check {dir}            every mistake at once\n  \
         gouji fmt {dir}                    one form\n  \
         gouji test {dir}                   the tests written in the rules\n  \
         gouji test --mutants {dir}         which slips no test notices\n  \
         gouji check --rules {dir} REPORT   check with these rules"
    )
}
