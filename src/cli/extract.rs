//! `gouji extract`: the report file that a document holds.

use super::{
    Exit,
    args::{Extract, ExtractFormat},
    check::worse,
    figures, load,
};
use crate::{
    batch,
    lang::Lang,
    prose::traces,
    report::Report,
    template::Template,
    text,
    write::{cells, report_file},
};
use std::io::{self, Write};

pub(super) fn run(options: &Extract, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let rules = load::rules(options.rules.dir.as_deref())?;
    let inputs = batch::inputs(&options.files, &[]).all;
    if inputs.is_empty() {
        return Err(load::no_input(&options.files));
    }
    let mut printer = Printer { options, template: &rules.template, lang, several: inputs.len() > 1, printed: 0 };
    let mut worst = Exit::Clean;
    batch::read_all(&inputs, &rules, |name, report| match report {
        Ok(report) if options.figures && options.format == ExtractFormat::Json => {
            figures::json(&name, traces(&rules, &report), lang, out)
        }
        Ok(report) if options.figures => figures::print(&traces(&rules, &report), lang, out),
        Ok(report) => {
            mention_unreadable(&name, &report, &rules.template, lang, err)?;
            printer.print(&report, out)
        }
        Err(why) => {
            worst = worse(worst, Exit::Unreadable);
            writeln!(err, "{name}: R001: {}", why.reason.get(lang))
        }
    })?;
    Ok(worst)
}

struct Printer<'a> {
    options: &'a Extract,
    template: &'a Template,
    lang: Lang,
    several: bool,
    printed: usize,
}

impl Printer<'_> {
    fn print(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let origins = self.options.origins;
        let first = self.printed == 0;
        self.printed += 1;
        let text = match self.options.format {
            ExtractFormat::Yaml if first => report_file::yaml(report, self.template, origins.then_some(self.lang)),
            ExtractFormat::Yaml => format!("---\n{}", report_file::yaml(report, self.template, origins.then_some(self.lang))),
            ExtractFormat::Json => report_file::json(report, self.template, origins, self.several)?,
            ExtractFormat::Cells => cells::cells(report, self.template, origins)?,
        };
        writeln!(out, "{}", text.trim_end())
    }
}

/// A word on standard error for every cell that is no number, so that a pipe does not hide it.
fn mention_unreadable(name: &str, report: &Report, template: &Template, lang: Lang, err: &mut dyn Write) -> io::Result<()> {
    for (cell, raw) in cells::unreadable(report, template) {
        let words = text!("{cell} 的“{raw}”读不成数", "{cell}: “{raw}” does not read as a figure");
        writeln!(err, "{name}: R002: {}", words.get(lang))?;
    }
    Ok(())
}
