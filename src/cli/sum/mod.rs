//! `gouji sum FOLDER`: the sum of the units' reports as one report, beside the parent's own.

mod gather;

use super::{
    Exit,
    args::{Sum as Options, SumFormat},
    check::worse,
    load, refused, whole_file,
};
use crate::{
    lang::{Lang, Text},
    marked::place_of,
    plain::plain,
    ruleset::RuleSet,
    sum::{Difference, Sum},
    text,
    write::{self, report_file},
};
use gather::Gathered;
pub(super) use gather::gathered;
use std::io::{self, IsTerminal, Write};

pub(super) fn run(options: &Options, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let rules = load::rules(options.rules.dir.as_deref())?;
    if options.format == SumFormat::Xlsx && options.output.is_none() && io::stdout().is_terminal() {
        return Err(refused::said(super::new::report::binary()));
    }
    let gathered = gather::gather(options, &rules)?;
    let sum = Sum::of(&rules.template, gathered.edition, &gathered.shares);
    let differences = gathered.own.as_ref().map(|own| sum.differences(own)).unwrap_or_default();
    let output = Output { rules: &rules, gathered: &gathered, sum: &sum, differences: &differences, lang };
    match &options.output {
        None => output.write(options.format, out)?,
        Some(path) => drop(whole_file::write(path, |file| output.write(options.format, file).map(|()| Exit::Clean))?),
    }
    output.say(err)?;
    let is_whole = gathered.lacking.is_empty() && differences.is_empty() && output.unknown().next().is_none();
    let exit = if is_whole { Exit::Clean } else { Exit::Findings };
    Ok(worse(exit, if gathered.has_unreadable { Exit::Unreadable } else { Exit::Clean }))
}

/// The workbook of what was gathered, with what else is to be known of it.
pub(super) fn workbook(
    rules: &RuleSet,
    mut gathered: Gathered,
    note: Option<Text>,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    gathered.beside.splice(0..0, note);
    let sum = Sum::of(&rules.template, gathered.edition, &gathered.shares);
    // What each unit has is in the sum; twice, it is much memory.
    gathered.shares = Vec::new();
    Output { rules, gathered: &gathered, sum: &sum, differences: &[], lang }.write(SumFormat::Xlsx, out)
}

/// A sum, and what is said of it.
struct Output<'a> {
    rules: &'a RuleSet,
    gathered: &'a Gathered,
    sum: &'a Sum,
    differences: &'a [Difference],
    lang: Lang,
}

/// No more cells than this are named in a row of words.
const MOST: usize = 10;

impl Output<'_> {
    fn write(&self, format: SumFormat, out: &mut dyn Write) -> io::Result<()> {
        let (template, gathered) = (&self.rules.template, self.gathered);
        let report = self.sum.report(template, gathered.parent.as_deref(), gathered.year);
        match format {
            SumFormat::Yaml => {
                for line in self.notes() {
                    writeln!(out, "# {}", plain(line.get(self.lang)))?;
                }
                write!(out, "{}", report_file::yaml(&report, template, None))
            }
            SumFormat::Json => writeln!(out, "{}", report_file::json(&report, template, false, false)?),
            SumFormat::Xlsx => {
                let notes: Vec<String> = self.notes().iter().map(|note| note.get(self.lang).to_owned()).collect();
                write::total(template, self.sum, gathered.own.as_ref(), &notes, self.lang, out)
            }
        }
    }

    /// What is to be known of the sum, one sentence each.
    fn notes(&self) -> Vec<Text> {
        let gathered = self.gathered;
        let (there, all) = (self.sum.units.len(), self.sum.units.len() + gathered.lacking.len());
        let whose = gathered.parent.as_deref().map(|parent| plain(parent).into_owned());
        let mut notes = vec![match whose {
            Some(parent) => text!(
                "{parent}所属 {all} 个单位，{there} 份报告的合计",
                "the sum of the reports of {there} of the {all} units under {parent}"
            ),
            None => text!("{all} 个单位，{there} 份报告的合计", "the sum of the reports of {there} of {all} units"),
        }];
        notes.extend(gathered.lacking.iter().map(|(name, why)| {
            let (name, Text { zh, en }) = (plain(name), why);
            text!("没有计入{name}：{zh}", "not in it: {name}: {en}")
        }));
        notes.extend(gathered.beside.clone());
        let unknown: Vec<Text> = self.unknown().collect();
        let count = unknown.len();
        notes.extend(unknown.into_iter().take(MOST));
        if count > MOST {
            notes.push(text!("这样合计不知道的共 {count} 格", "cells whose sum is not known: {count} in all"));
        }
        notes
    }

    /// The cells whose sum is not known, each with the units that have no known figure there.
    fn unknown(&self) -> impl Iterator<Item = Text> {
        self.sum.cells().filter(|(_, cell)| cell.sum.is_none()).map(|(at, sum)| {
            let (section, place) = place_of(&self.rules.template, at, self.lang);
            let lacking = self.sum.units.iter().zip(&sum.shares).filter(|(_, share)| share.is_none());
            let names: Vec<String> = lacking.map(|(name, _)| plain(name).into_owned()).collect();
            let (zh, en) = (names.join("、"), names.join(", "));
            text!("{section}，{place}：合计未知，{zh}的数不知道", "{section}, {place}: the sum is not known; no figure of {en}")
        })
    }

    /// What people should know, on standard error.
    fn say(&self, err: &mut dyn Write) -> io::Result<()> {
        for note in self.notes() {
            writeln!(err, "gouji: {}", note.get(self.lang))?;
        }
        let Some(parent) = self.gathered.parent.as_deref().map(plain) else { return Ok(()) };
        if self.gathered.own.is_none() {
            let words = text!("没有{parent}自己的报告，没有对照", "there is no report of {parent} to compare with");
            return writeln!(err, "gouji: {}", words.get(self.lang));
        }
        for Difference { at, sum, own, gap } in self.differences {
            let (section, place) = place_of(&self.rules.template, *at, self.lang);
            let words = text!(
                "{section}，{place}：{parent}填 {own}，合计 {sum}，相差 {gap}",
                "{section}, {place}: {parent} has {own}, the sum is {sum}, {gap} apart"
            );
            writeln!(err, "gouji: {}", words.get(self.lang))?;
        }
        let count = self.differences.len();
        let words = match count {
            0 => text!("与{parent}自己的报告没有不同", "the report of {parent} does not differ"),
            _ => text!("与{parent}自己的报告有 {count} 格不同", "cells in which the report of {parent} differs: {count}"),
        };
        writeln!(err, "gouji: {}", words.get(self.lang))
    }
}
