//! Rule folders: opens the files and compiles them; what cannot be used is refused, with every diagnostic there is.

use super::{
    args::{Color, Params},
    refused,
};
use crate::{
    compile::{self, Compiled, Override},
    diagnostic::{Code, Diagnostic, Level},
    lang::{Lang, Text},
    roster::{self, Roster},
    ruleset::RuleSet,
    slice::Slice,
    source::{MAX_BYTES, Source},
    system, text,
    waiver::{self, Waivers},
    write::Style,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use walkdir::WalkDir;

/// The rules of a folder, or those built in, for looking at reports.
pub(super) fn rules(dir: Option<&Path>) -> io::Result<RuleSet> {
    rules_with(dir, &Params::default())
}

/// The same, with what `--params` and `--param` say.
pub(super) fn rules_with(dir: Option<&Path>, params: &Params) -> io::Result<RuleSet> {
    rules_or(compile::builtin_to_check, dir, params)
}

/// The same with the tests of rules.
pub(super) fn rules_and_tests(dir: Option<&Path>, params: &Params) -> io::Result<RuleSet> {
    rules_or(compile::builtin_with, dir, params)
}

/// The rules of a folder, or those that a function gives.
fn rules_or(builtin: fn(&[Override]) -> Compiled, dir: Option<&Path>, params: &Params) -> io::Result<RuleSet> {
    let overrides = overrides(params).map_err(refused::with)?;
    usable(dir.map_or_else(|| builtin(&overrides), |dir| compile_folder(dir, &overrides)))
}

/// The values of parameters: those of the file, then those of the command line.
fn overrides(params: &Params) -> Result<Vec<Override>, Vec<Diagnostic>> {
    let mut all = match &params.file {
        None => Vec::new(),
        Some(path) => open(path).map_err(|problem| vec![*problem]).and_then(|source| Override::from_file(&source))?,
    };
    let each = params.each.iter().map(|written| Override::from_option(&Source::new("--param", written.clone())));
    let (each, problems): (Vec<_>, Vec<_>) = each.partition(Result::is_ok);
    all.extend(each.into_iter().filter_map(Result::ok));
    let problems: Vec<Diagnostic> = problems.into_iter().filter_map(Result::err).map(|problem| *problem).collect();
    if problems.is_empty() { Ok(all) } else { Err(problems) }
}

/// Rules that can be used.
fn usable(compiled: Compiled) -> io::Result<RuleSet> {
    let errors = compiled.diagnostics.into_iter().filter(|diagnostic| diagnostic.level == Level::Error);
    compiled.rules.ok_or_else(|| refused::with(errors.collect()))
}

/// The same, with the texts that they were written in.
pub(super) fn rules_and_sources(dir: Option<&Path>) -> io::Result<(Vec<Arc<Source>>, RuleSet)> {
    let texts = dir.map_or_else(compile::builtin_sources, |dir| sources(dir).0);
    Ok((texts, usable(compile(dir))?))
}

/// A roster file.
pub(super) fn roster(path: &Path, rules: &RuleSet) -> io::Result<Roster> {
    file(path, |source| roster::parse(source, &rules.template))
}

/// A waiver file.
pub(super) fn waivers(path: &Path, rules: &RuleSet) -> io::Result<Waivers> {
    file(path, |source| waiver::parse(source, rules))
}

/// What a file holds.
pub(super) fn file<T>(path: &Path, parse: impl FnOnce(&Arc<Source>) -> Result<T, Vec<Diagnostic>>) -> io::Result<T> {
    open(path).map_err(|problem| vec![*problem]).and_then(|source| parse(&source)).map_err(refused::with)
}

/// Compiles the rules of a folder, or those built in.
pub(super) fn compile(dir: Option<&Path>) -> Compiled {
    dir.map_or_else(compile::builtin, |dir| compile_folder(dir, &[]))
}

fn compile_folder(dir: &Path, overrides: &[Override]) -> Compiled {
    let (sources, mut problems) = sources(dir);
    if sources.is_empty() && !problems.is_empty() {
        return Compiled { rules: None, diagnostics: problems };
    }
    let mut compiled = compile::load_with(&sources, overrides);
    if problems.iter().any(|problem| problem.level == Level::Error) {
        compiled.rules = None;
    }
    if let Some(rules) = &mut compiled.rules {
        let folder = fs::canonicalize(dir).ok().and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
        rules.identity.name = folder.unwrap_or_else(|| dir.display().to_string());
    }
    problems.extend(compiled.diagnostics);
    Compiled { diagnostics: problems, ..compiled }
}

/// The rule files of a folder, by name, and what could not be read of them.
fn sources(dir: &Path) -> (Vec<Arc<Source>>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut sources = Vec::new();
    let shown = dir.display();
    if !dir.exists() {
        return (
            sources,
            vec![Diagnostic::placeless(Code::NoFolder, text!("没有文件夹“{shown}”", "there is no folder “{shown}”"))],
        );
    }
    for path in rule_files(dir) {
        match open(&path) {
            Ok(source) => sources.push(source),
            Err(problem) => problems.push(*problem),
        }
    }
    problems.extend(misnamed(dir));
    if sources.is_empty() && problems.is_empty() {
        problems.push(
            Diagnostic::placeless(Code::NoRuleFile, text!("“{shown}”里没有 .gj 文件", "there is no .gj file in “{shown}”"))
                .help(text!("规则和表样写在以 .gj 结尾的文件里", "rules and templates stand in files whose names end in .gj")),
        );
    }
    (sources, problems)
}

/// Files that were meant for rule files and are not read: `2028.gj.txt`.
fn misnamed(dir: &Path) -> Vec<Diagnostic> {
    let files = WalkDir::new(dir).sort_by_file_name().into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    let is_meant = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let endings = [".gj.txt", ".gj.doc", ".gj.docx", ".gj.md", ".gj.yaml", ".gj.yml", ".ｇｊ", "。gj", ".gi"];
        path != dir
            && path.is_file()
            && (endings.iter().any(|ending| name.ends_with(ending))
                || name.ends_with(".gj") && path.extension().is_some_and(|own| own != "gj"))
    };
    let warn = |path: PathBuf| {
        let shown = path.display();
        let problem = Diagnostic::placeless(Code::FileNotRead, text!("“{shown}”没有读", "“{shown}” was not read"));
        let help = text!(
            "规则文件的名称要以 .gj 结尾；不是规则文件就移到别处",
            "the name of a rule file ends in .gj; if it is none, move it elsewhere"
        );
        problem.help(help)
    };
    files.filter(is_meant).map(warn).collect()
}

/// Whether there is a rule file in a folder, or it is one.
pub(super) fn holds_rules(dir: &Path) -> bool {
    rule_files(dir).iter().any(|path| path.extension().is_some_and(|ending| ending == "gj"))
}

/// The rule files of a folder, by name; a file is itself, whatever its ending.
pub(super) fn rule_files(dir: &Path) -> Vec<PathBuf> {
    let files = WalkDir::new(dir).sort_by_file_name().into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    files.filter(|path| path.is_file() && (path.extension().is_some_and(|ending| ending == "gj") || path == dir)).collect()
}

/// A rule file's text, or why there is none.
pub(super) fn open(path: &Path) -> Result<Arc<Source>, Box<Diagnostic>> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| {
        let Text { zh, en } = system::reason(&error);
        Box::new(Diagnostic::placeless(Code::CannotOpen, text!("{name} 打不开：{zh}", "{name} cannot be opened: {en}")))
    })?;
    text_of(&name, bytes)
}

/// The text that the bytes of a rule file hold.
pub(super) fn text_of(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Box<Diagnostic>> {
    if bytes.len() > MAX_BYTES {
        return Err(Box::new(Diagnostic::placeless(Code::TooLarge, text!("{name} 太大", "{name} is too large"))));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(name, text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))),
        Err(error) => {
            let line = error.as_bytes().slice(..error.utf8_error().valid_up_to());
            let line = line.iter().filter(|byte| **byte == b'\n').count() + 1;
            let problem = Diagnostic::placeless(
                Code::NotUtf8,
                text!(
                    "{name} 不是 UTF-8 编码（第 {line} 行起读不出来）",
                    "{name} is not UTF-8 (it cannot be read from line {line} on)"
                ),
            )
            .help(text!("在编辑器里另存为 UTF-8 编码", "save it as UTF-8 in your editor"));
            Err(Box::new(problem))
        }
    }
}

/// Folders without a file: that nothing was checked is never silent, since a wrong path is the likeliest reason.
pub(super) fn no_input(paths: &[PathBuf]) -> io::Error {
    let shown = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
    let (zh, en) = (shown.join("、"), shown.join(", "));
    refused::said(text!("{zh} 里没有文件，什么也没有核对", "there is no file in {en}: nothing was checked"))
}

/// That there is no such edition, and which there are.
pub(super) fn no_edition(name: &str, rules: &RuleSet) -> Text {
    let known = rules.template.editions.iter().map(|edition| edition.name.as_str()).collect::<Vec<_>>();
    let (zh, en) = (known.join("、"), known.join(", "));
    text!("没有“{name}”这一版；有：{zh}", "there is no edition “{name}”; there are: {en}")
}

/// That no rule's code begins so.
pub(super) fn no_rule(code: &str) -> Text {
    text!("没有以“{code}”开头的规则；gouji rules 列出全部", "no rule begins with “{code}”; `gouji rules` lists them all")
}

/// How things look on this terminal, or on the one beside the pipe that they go into.
pub(super) fn style(lang: Lang, color: Color) -> Style {
    let terminal = terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    Style { lang, color: color.on_output(), width: width(terminal), ..Style::default() }
}

/// How things look in a file: the same on any terminal.
pub(super) fn style_of_file(style: Style) -> Style {
    Style { color: false, width: width(None), ..style }
}

/// What COLUMNS says, else the width of the terminal, else room enough for most pictures.
fn width(terminal: Option<usize>) -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    asked.or(terminal).unwrap_or(100).clamp(40, 160)
}
