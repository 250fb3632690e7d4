//! `gouji new report`: a blank report file, or the blank form as a workbook.

use crate::{
    cli::{
        Exit,
        args::{NewFormat, NewReport},
        load, refused, whole_file,
    },
    engine::{blocking_rules, dense_report},
    lang::Lang,
    report::Report,
    ruleset::RuleSet,
    text,
    write::{blank_form, report_file},
};
use std::io::{self, IsTerminal, Write};

pub(super) fn run(options: &NewReport, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let rules = load::rules(options.rules.dir.as_deref())?;
    let Some(edition) =
        options.edition.as_deref().map_or_else(|| rules.template.edition_ids().next_back(), |name| rules.template.edition(name))
    else {
        return Err(refused::said(load::no_edition(options.edition.as_deref().unwrap_or_default(), &rules)));
    };
    let report = match options.dense {
        true if options.format == NewFormat::Xlsx => {
            let words = text!("--dense 写成 yaml 或 json", "--dense is written as yaml or json");
            return Err(refused::said(words));
        }
        true => match dense_report(&rules, edition) {
            Ok(report) => report,
            Err(why) => {
                let codes = blocking_rules(&rules, edition, &why);
                let (zh, en) = (codes.join("、"), codes.join(", "));
                let words =
                    text!("没有找到各数都不为 0、又满足 {zh} 的报告", "no report without zeros was found that satisfies {en}");
                return Err(refused::said(words));
            }
        },
        false => Report::blank(&rules.template, edition),
    };
    match &options.output {
        None if options.format == NewFormat::Xlsx && io::stdout().is_terminal() => Err(refused::said(binary())),
        None => write(options, (&rules, &report), lang, out),
        Some(path) => whole_file::write(path, |file| write(options, (&rules, &report), lang, file)),
    }
}

/// Why a workbook is not printed.
pub(in crate::cli) fn binary() -> crate::lang::Text {
    text!("xlsx 不能显示在屏幕上，请用 --output 写明文件名", "a workbook is nothing for a terminal: name a file with --output")
}

fn write(options: &NewReport, (rules, report): (&RuleSet, &Report), lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    match options.format {
        NewFormat::Yaml => write!(out, "{}", report_file::yaml(report, &rules.template, None))?,
        NewFormat::Json => writeln!(out, "{}", report_file::json(report, &rules.template, false, false)?.trim_end())?,
        NewFormat::Xlsx => blank_form(rules, report.edition, lang, out)?,
    }
    Ok(Exit::Clean)
}
