//! `gouji compare A B`: where two documents of one report differ, in the words of the form.

use super::{
    Exit,
    args::{Compare, StatusFormat},
    load,
};
use crate::{
    batch,
    compare::{Cell, Comparison, Head, Sentence, Side, What, compare},
    lang::{Lang, Text},
    marked::place_of,
    plain::plain,
    report::Report,
    ruleset::RuleSet,
    template::Edition,
    text,
};
use serde_json::{Value, json};
use std::{
    io::{self, Write},
    path::Path,
};

pub(super) fn run(options: &Compare, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let rules = load::rules(options.rules.dir.as_deref())?;
    let one = match only(&options.one, &rules, lang, err)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    let two = match only(&options.two, &rules, lang, err)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    let comparison = compare(&rules, &one, &two);
    let names = [&options.one, &options.two].map(|path| path.display().to_string());
    let shown = Shown { rules: &rules, edition: &rules.template[one.edition], comparison: &comparison, names: &names, lang };
    match options.format {
        StatusFormat::Terminal => shown.print(out)?,
        StatusFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &shown.json()).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(if comparison.is_same() { Exit::Clean } else { Exit::Findings })
}

/// The one report of a file; else how the command ends, with the reason said.
fn only(path: &Path, rules: &RuleSet, lang: Lang, err: &mut dyn Write) -> io::Result<Result<Report, Exit>> {
    let inputs = batch::inputs(&[path.to_owned()], &[]).all;
    let mut found = Vec::new();
    batch::read_all(&inputs, rules, |_, report| {
        found.push(report);
        Ok::<(), io::Error>(())
    })?;
    let (shown, count) = (path.display(), found.len());
    match <[_; 1]>::try_from(found) {
        Ok([Ok(report)]) => Ok(Ok(report)),
        Ok([Err(why)]) => {
            writeln!(err, "{shown}: R001: {}", why.reason.get(lang))?;
            Ok(Err(Exit::Unreadable))
        }
        Err(_) => {
            let words = text!(
                "“{shown}”里有 {count} 份报告；compare 比较同一份报告的两个文件",
                "there are {count} reports in “{shown}”; `compare` takes two documents of one report"
            );
            writeln!(err, "gouji: {}", words.get(lang))?;
            Ok(Err(Exit::Unusable))
        }
    }
}

struct Shown<'a> {
    rules: &'a RuleSet,
    edition: &'a Edition,
    comparison: &'a Comparison,
    names: &'a [String; 2],
    lang: Lang,
}

impl Shown<'_> {
    fn say(&self, words: &Text, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", words.get(self.lang))
    }

    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let [one, two] = self.names.each_ref().map(|name| plain(name));
        self.say(&text!("甲：{one}\n乙：{two}\n", "A: {one}\nB: {two}\n"), out)?;
        for head in &self.comparison.heads {
            let (what, one, two) = (word(head.what), plain(&head.one), plain(&head.two));
            let (zh, en) = (&what.zh, &what.en);
            self.say(&text!("{zh}：甲 {one}，乙 {two}", "{en}: A {one}, B {two}"), out)?;
        }
        self.cells(out)?;
        self.sentences(out)?;
        self.sum(out)
    }

    fn cells(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut under = None;
        for cell in &self.comparison.cells {
            let (section, place) = place_of(&self.rules.template, cell.at, self.lang);
            if under.as_ref() != Some(&section) {
                writeln!(out, "{section}")?;
                under = Some(section);
            }
            let (one, two) = (value(cell.one.as_deref()), value(cell.two.as_deref()));
            let zh = format!("  {place}：甲 {}，乙 {}", one.zh, two.zh);
            self.say(&Text { zh, en: format!("  {place}: A {}, B {}", one.en, two.en) }, out)?;
        }
        Ok(())
    }

    fn sentences(&self, out: &mut dyn Write) -> io::Result<()> {
        for sentence in &self.comparison.sentences {
            let heading = [&sentence.one, &sentence.two].into_iter().flatten().find_map(|side| self.heading(side));
            writeln!(out, "{}", heading.unwrap_or(text!("正文", "prose").get(self.lang).to_owned()))?;
            for (name, side) in [(text!("甲", "A"), &sentence.one), (text!("乙", "B"), &sentence.two)] {
                let quoted = side.as_ref().map(|side| plain(&side.words).into_owned());
                let none = text!("（没有这一句）", "(no such sentence)");
                let words = quoted.as_deref().unwrap_or(none.get(self.lang));
                writeln!(out, "  {} {words}", name.get(self.lang))?;
            }
        }
        Ok(())
    }

    /// The heading of the section that a sentence stands in.
    fn heading(&self, side: &Side) -> Option<String> {
        let id = side.section.as_ref()?;
        let section = self.edition.sections.iter().find(|section| section.id == *id)?;
        Some(section.labels.first().unwrap_or(&section.id).clone())
    }

    fn sum(&self, out: &mut dyn Write) -> io::Result<()> {
        let Comparison { blank_or_zero: blank, reworded, .. } = self.comparison;
        let (cells, sentences) = (self.comparison.cells.len(), self.comparison.sentences.len());
        let total = match self.comparison.is_same() {
            true => text!("没有不同", "nothing differs"),
            false => text!(
                "\n{cells} 格不同，{sentences} 句的数不同",
                "\n{cells} cells differ, {sentences} sentences state other figures"
            ),
        };
        let notes = [
            Some(total),
            (*blank > 0).then(|| {
                text!(
                    "另有 {blank} 格一份空白、一份写 0，这张表的空白按 0 计，不算不同",
                    "{blank} more are blank in one and 0 in the other, which this form counts as the same"
                )
            }),
            (*reworded > 0).then(|| {
                text!("另有 {reworded} 句文字不同，数相同", "{reworded} more sentences state the same figures in other words")
            }),
            self.comparison
                .without_prose
                .then(|| text!("有一份没有正文，正文没有比较", "one of them has no prose: prose was not compared")),
        ];
        notes.into_iter().flatten().try_for_each(|note| self.say(&note, out))
    }

    /// Null where a document has no such cell or sentence, `""` for a blank.
    fn json(&self) -> Value {
        let Comparison { heads, cells, sentences, .. } = self.comparison;
        let [one, two] = self.names;
        let head = |head: &Head| json!({ "what": key(head.what), "a": head.one, "b": head.two });
        let cell = |cell: &Cell| {
            let (section, place) = place_of(&self.rules.template, cell.at, self.lang);
            json!({ "cell": cell.name, "section": section, "place": place, "a": cell.one, "b": cell.two })
        };
        let side = |side: &Side| json!({ "section": side.section, "text": side.words, "figures": side.figures });
        let sentence =
            |sentence: &Sentence| json!({ "a": sentence.one.as_ref().map(side), "b": sentence.two.as_ref().map(side) });
        json!({
            "schema": "gouji-compare/1",
            "a": one,
            "b": two,
            "same": self.comparison.is_same(),
            "heads": heads.iter().map(head).collect::<Vec<_>>(),
            "cells": cells.iter().map(cell).collect::<Vec<_>>(),
            "sentences": sentences.iter().map(sentence).collect::<Vec<_>>(),
            "blank_or_zero": self.comparison.blank_or_zero,
            "reworded": self.comparison.reworded,
            "prose_compared": !self.comparison.without_prose,
        })
    }
}

fn word(what: What) -> Text {
    match what {
        What::Agency => text!("机关", "agency"),
        What::Year => text!("年度", "year"),
        What::Published => text!("公布日期", "published"),
    }
}

fn key(what: What) -> &'static str {
    match what {
        What::Agency => "agency",
        What::Year => "year",
        What::Published => "published",
    }
}

/// What stands in a cell, for people.
fn value(value: Option<&str>) -> Text {
    match value {
        None => text!("没有这一格", "(no such cell)"),
        Some("") => text!("空白", "blank"),
        Some(value) => Text::same(plain(value)),
    }
}
