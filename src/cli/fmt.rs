//! `gouji fmt`: rule files in the one form. A file is written whole or not at all.

use super::{Exit, args::Fmt, load, refused, whole_file};
use crate::{
    diagnostic::{Code, Diagnostic, Level},
    fmt::{self, Unformatted},
    lang::{Lang, Text},
    source::Source,
    text,
    write::{self, Style},
};
use std::{
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

pub(super) fn run(options: &Fmt, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let style = load::style(lang, options.colors.color);
    let from_standard = options.rule_files.is_empty() || options.rule_files == [PathBuf::from("-")];
    if from_standard && options.rule_files.is_empty() && io::stdin().is_terminal() {
        return Err(refused::said(no_file()));
    }
    let mut formatter = Formatter { check: options.check, style, out, err, changed: 0, unusable: false };
    if from_standard {
        formatter.standard_input()?;
    } else {
        formatter.files(&options.rule_files)?;
    }
    formatter.exit()
}

fn no_file() -> Text {
    text!(
        "请写明文件或文件夹，例如 gouji fmt 规则文件夹/；或者从标准输入读：gouji fmt < 甲.gj",
        "name a file or a folder, as in gouji fmt rules/; or give it on standard input: gouji fmt < a.gj"
    )
}

struct Formatter<'o> {
    check: bool,
    style: Style,
    out: &'o mut dyn Write,
    err: &'o mut dyn Write,
    /// How many files are, or were, not in the form.
    changed: usize,
    unusable: bool,
}

impl Formatter<'_> {
    fn standard_input(&mut self) -> io::Result<()> {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map_err(refused::reading_standard_input)?;
        match load::text_of("-", bytes) {
            Ok(source) => match self.formatted(&source)? {
                Some(written) if self.check => self.compare(&source, &written),
                Some(written) => self.out.write_all(written.as_bytes()),
                // What cannot be formatted is handed on as it is: an editor that pipes through loses nothing.
                None if self.check => Ok(()),
                None => self.out.write_all(source.text.as_bytes()),
            },
            Err(problem) => self.complain(&[*problem]),
        }
    }

    fn files(&mut self, paths: &[PathBuf]) -> io::Result<()> {
        for path in paths {
            let files = load::rule_files(path);
            if files.is_empty() {
                let shown = path.display();
                let none = text!("“{shown}”里没有 .gj 文件", "there is no .gj file in “{shown}”");
                let missing = text!("没有“{shown}”", "there is no “{shown}”");
                self.complain(&[Diagnostic::placeless(Code::NoRuleFile, if path.exists() { none } else { missing })])?;
            }
            files.iter().try_for_each(|file| self.file(file))?;
        }
        Ok(())
    }

    fn file(&mut self, path: &Path) -> io::Result<()> {
        let source = match load::open(path) {
            Ok(source) => source,
            Err(problem) => return self.complain(&[*problem]),
        };
        let Some(written) = self.formatted(&source)? else { return Ok(()) };
        if self.check {
            return self.compare(&source, &written);
        }
        if written != source.text {
            self.changed += 1;
            whole_file::write(path, |file| file.write_all(written.as_bytes()).map(|()| Exit::Clean))?;
            let shown = path.display();
            writeln!(self.out, "{}", text!("已改写 {shown}", "wrote {shown}").get(self.style.lang))?;
        }
        Ok(())
    }

    /// The text in the form; none, with the reason shown, where there is none.
    fn formatted(&mut self, source: &Arc<Source>) -> io::Result<Option<String>> {
        match fmt::format(source) {
            Ok(written) => return Ok(Some(written)),
            Err(Unformatted::Broken(diagnostics)) => self.complain(&diagnostics)?,
            Err(Unformatted::Changed) => {
                let name = &source.name;
                let fault = text!(
                    "{name} 改写后意思会变，没有改动；请反馈这个文件",
                    "{name} would say something else afterwards and was left alone; please report this file"
                );
                self.complain(&[Diagnostic::placeless(Code::FormatChanged, fault)])?;
            }
        }
        Ok(None)
    }

    fn compare(&mut self, source: &Source, written: &str) -> io::Result<()> {
        if written == source.text {
            return Ok(());
        }
        self.changed += 1;
        let name = &source.name;
        writeln!(self.out, "{}", text!("没有排好：{name}", "not in the form: {name}").get(self.style.lang))?;
        write::write_difference(&source.text, written, self.style, self.out)
    }

    fn complain(&mut self, diagnostics: &[Diagnostic]) -> io::Result<()> {
        self.unusable |= diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
        write::write_diagnostics(diagnostics, self.style, self.err)
    }

    fn exit(self) -> io::Result<Exit> {
        Ok(match (self.unusable, self.check && self.changed > 0) {
            (true, _) => Exit::Unusable,
            (false, true) => Exit::Findings,
            (false, false) => Exit::Clean,
        })
    }
}
