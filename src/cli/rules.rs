//! `gouji rules`: the catalogue of rules; `gouji rules check`: every mistake in rule files, at once.

use super::{
    Exit,
    args::{Colors, DiagnosticFormat, Rules, RulesCommand, RulesFormat},
    explain::adjusted,
    load,
};
use crate::{
    diagnostic::{Code, Diagnostic, Level},
    engine::{self, TableStrength},
    finding::readings_of,
    lang::{Lang, Text},
    ruleset::{Adjustment, Body, FactKind, FormCheck, RuleSet},
    text,
    write::{self, DefectFormat},
};
use serde::Serialize;
use std::{
    io::{self, Write},
    path::Path,
};

pub(super) fn run(options: &Rules, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    if let Some(RulesCommand::Check { dir, format, colors }) = &options.command {
        return check(dir.as_deref(), *format, colors, lang, out);
    }
    let rules = load::rules_and_tests(options.rules.dir.as_deref(), &options.params)?;
    if options.strength {
        strength(&rules, options.format, lang, out)?;
        return Ok(Exit::Clean);
    }
    match options.format {
        RulesFormat::Terminal => list(&rules, lang, out)?,
        RulesFormat::Json => json(&rules, out)?,
        RulesFormat::Markdown => markdown(&rules, out)?,
    }
    Ok(Exit::Clean)
}

fn check(dir: Option<&Path>, format: DiagnosticFormat, colors: &Colors, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let mut compiled = load::compile(dir);
    compiled.diagnostics.extend(compiled.rules.as_ref().and_then(without_form_rules));
    if let Some(rules) = &compiled.rules {
        let missing = super::test::missing_files(rules);
        compiled.diagnostics.extend(missing);
        if compiled.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error) {
            compiled.rules = None;
        }
    }
    let format = match format {
        DiagnosticFormat::Terminal => None,
        DiagnosticFormat::Json => Some(DefectFormat::Json),
        DiagnosticFormat::Sarif => Some(DefectFormat::Sarif),
        DiagnosticFormat::Github => Some(DefectFormat::Github),
    };
    match format {
        Some(format) => write::write_defects(&compiled.diagnostics, format, lang, out)?,
        None => write::write_diagnostics(&compiled.diagnostics, load::style(lang, colors.color), out)?,
    }
    if let Some(rules) = compiled.rules.as_ref().filter(|_| format.is_none()) {
        let own = || rules.rules.iter().filter(|rule| !rule.inherited);
        let (count, tests) = (own().count(), own().map(|rule| rule.tests.len()).sum::<usize>());
        let editions = rules.template.editions.iter().map(|edition| edition.name.as_str()).collect::<Vec<_>>();
        let (zh, en) = (editions.join("、"), editions.join(", "));
        let (more, more_en) = extended(rules);
        let words = text!(
            "规则文件没有错误：{count} 条规则，{tests} 个测试{more}，表样各版 {zh}",
            "the rule files are in order: {count} rules, {tests} tests{more_en}, editions {en}"
        );
        writeln!(out, "{}", words.get(lang))?;
    }
    let sound = compiled.diagnostics.iter().all(|diagnostic| diagnostic.level != Level::Error);
    Ok(if sound { Exit::Clean } else { Exit::Unusable })
}

/// How many built-in rules the folder extends, and how many of them it adjusts.
fn extended(rules: &RuleSet) -> (String, String) {
    let inherited = rules.rules.iter().filter(|rule| rule.inherited).count();
    let adjusted = rules.rules.iter().filter(|rule| !rule.adjusted.is_empty()).count();
    if inherited == 0 {
        return <(String, String)>::default();
    }
    (
        format!("，另有内置规则 {inherited} 条，其中调整 {adjusted} 条"),
        format!(", beside {inherited} built-in rules, {adjusted} of them adjusted"),
    )
}

/// That rules of the form are lacking: figures may tie up in a report of which half is not there. Missing tables and reports with
/// nothing filled in are found without a rule.
fn without_form_rules(rules: &RuleSet) -> Option<Diagnostic> {
    let checks = [(FormCheck::WholeGrid, "whole grid", "T104", "行列完整"), (FormCheck::Kinds, "kinds", "T105", "数字种类")];
    let has = |check: FormCheck| {
        rules.editions.iter().flatten().any(|instance| matches!(instance.body, Body::Form(own) if own == check))
    };
    let lacking: Vec<_> = checks.into_iter().filter(|(check, ..)| !has(*check)).collect();
    let words: Vec<&str> = lacking.iter().map(|(_, words, ..)| *words).collect();
    let (zh, en) = (words.join("、"), words.join(", "));
    let message = text!("没有核对表样本身的规则：{zh}", "there is no rule of the form itself: {en}");
    let rule = |words: &str, code, name: &str| format!("rule {code} {name} error {{ require {words}  basis \"…\" }}");
    let zh: Vec<_> = lacking.iter().map(|(_, words, code, name)| rule(words, code, name)).collect();
    let en: Vec<_> = lacking.iter().map(|(_, words, code, _)| rule(words, code, &words.replace(' ', "_"))).collect();
    let (zh, en) = (zh.join("；"), en.join("; "));
    let help = text!(
        "加上这样的规则：{zh}；gouji new rules --empty 里有样子",
        "add such rules: {en}; `gouji new rules --empty` has them"
    );
    (!lacking.is_empty()).then(|| Diagnostic::placeless(Code::FormRulesMissing, message).help(help))
}

fn list(rules: &RuleSet, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for entry in catalogue(rules) {
        let name = lang.pick(entry.name, entry.name_en.unwrap_or(entry.name));
        writeln!(out, "{} {:<7} {name}", entry.code, entry.severity.words().get(lang))?;
        let summary = lang.pick(entry.summary, entry.summary_en.unwrap_or(entry.summary));
        writeln!(out, "     {}", summary.lines().next().unwrap_or_default())?;
        entry.adjusted.iter().try_for_each(|of| writeln!(out, "     {}", adjusted(of).get(lang)))?;
    }
    params(rules, lang, out)
}

/// The parameters with the values that count.
fn params(rules: &RuleSet, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if rules.params.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", text!("参数（--param 名称=值）", "Parameters (--param NAME=VALUE)").get(lang))?;
    for param in &rules.params {
        let (name, kind) = (&param.name, kind(param.kind).get(lang).to_owned());
        let set_in = param.set_in.as_ref().map(|place| format!("{}:{}", place.source.name, place.position().line));
        let head = if let Some(place) = set_in.filter(|_| !param.overridden) {
            text!("{name}（{kind}，{place}）", "{name} ({kind}, {place})")
        } else if param.overridden {
            text!("{name}（{kind}，本次给定）", "{name} ({kind}, given)")
        } else {
            text!("{name}（{kind}）", "{name} ({kind})")
        };
        writeln!(out, "{}", head.get(lang))?;
        for (when, value) in &param.values {
            let when = when.as_ref().map(|when| format!("{when}: ")).unwrap_or_default();
            writeln!(out, "     {when}{value}")?;
        }
    }
    Ok(())
}

/// How much the rules notice, table by table, for each edition.
fn strength(rules: &RuleSet, format: RulesFormat, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<EditionStrength<'_>> = rules
        .template
        .edition_ids()
        .map(|id| EditionStrength { edition: &rules.template[id].name, tables: engine::strength(rules, id) })
        .collect();
    if format == RulesFormat::Json {
        serde_json::to_writer_pretty(&mut *out, &all)?;
        return writeln!(out);
    }
    for edition in &all {
        let name = edition.edition;
        writeln!(out, "{}", text!("{name} 年版", "edition {name}").get(lang))?;
        for table in &edition.tables {
            table_strength(table, lang, out)?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct EditionStrength<'a> {
    edition: &'a str,
    tables: Vec<TableStrength>,
}

fn table_strength(strength: &TableStrength, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let TableStrength { table, cells, equations, rank, free, .. } = strength;
    let head = text!(
        "  {table}：{cells} 个单元格，{equations} 个等式，其中 {rank} 个独立，{free} 个单元格不受等式约束",
        "  {table}: {cells} cells, {equations} equations, {rank} of them independent, {free} cells free"
    );
    writeln!(out, "{}", head.get(lang))?;
    let least = match &strength.unnoticed {
        Some(cells) => {
            let (count, names) = (cells.len(), cells.join(" "));
            text!(
                "    改动 {count} 个单元格就可能查不出来，例如 {names}",
                "    a change of {count} cells can go unnoticed: {names}"
            )
        }
        None => text!("    没有找到查不出来的小改动", "    no small change goes unnoticed"),
    };
    writeln!(out, "{}", least.get(lang))?;
    if !strength.untouched.is_empty() {
        let (count, names) = (strength.untouched.len(), strength.untouched.join(" "));
        writeln!(
            out,
            "{}",
            text!("    没有规则管的 {count} 个单元格：{names}", "    {count} cells that no rule touches: {names}").get(lang)
        )?;
    }
    for group in &strength.inseparable {
        let names = group.join(" ");
        writeln!(
            out,
            "{}",
            text!("    分不清是哪个单元格错：{names}", "    cells that cannot be told apart: {names}").get(lang)
        )?;
    }
    Ok(())
}

fn kind(kind: FactKind) -> Text {
    match kind {
        FactKind::Count => text!("件数", "count"),
        FactKind::Money => text!("金额", "money"),
        FactKind::Percent => text!("百分比", "percent"),
        FactKind::Date => text!("日期", "date"),
        FactKind::Number => text!("数", "number"),
        _ => Text::same(kind.word()),
    }
}

struct Entry<'a> {
    code: &'a str,
    name: &'a str,
    name_en: Option<&'a str>,
    severity: crate::ruleset::Severity,
    summary: &'a str,
    summary_en: Option<&'a str>,
    requirement: &'a str,
    basis: Vec<String>,
    adjusted: &'a [Adjustment],
}

/// All rules by code, those of the readers first.
fn catalogue(rules: &RuleSet) -> Vec<Entry<'_>> {
    let own = rules.rules.iter().map(|rule| Entry {
        code: &rule.code,
        name: &rule.name,
        name_en: None,
        severity: rule.severity,
        summary: &rule.explanation,
        summary_en: None,
        requirement: &rule.requirement,
        basis: rule.basis.iter().map(|basis| format!("{} {}", basis.notice, basis.clause).trim().to_owned()).collect(),
        adjusted: &rule.adjusted,
    });
    let readings = readings_of(rules).map(|reading| {
        let ([name, name_en], [summary, summary_en]) = (reading.name, reading.explanation);
        Entry {
            code: reading.code,
            name,
            name_en: Some(name_en),
            severity: reading.severity,
            summary,
            summary_en: Some(summary_en),
            requirement: "",
            basis: Vec::new(),
            adjusted: &[],
        }
    });
    let mut all: Vec<Entry<'_>> = readings.chain(own).collect();
    all.sort_by_key(|entry| entry.code);
    all
}

#[derive(Serialize)]
struct RuleJson<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'static str,
    explanation: &'a str,
    requirement: &'a str,
    basis: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    adjusted: Vec<String>,
}

fn json(rules: &RuleSet, out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<RuleJson<'_>> = catalogue(rules)
        .into_iter()
        .map(|entry| RuleJson {
            code: entry.code,
            name: entry.name,
            severity: entry.severity.word(),
            explanation: entry.summary,
            requirement: entry.requirement,
            basis: entry.basis,
            adjusted: entry.adjusted.iter().map(|of| adjusted(of).zh).collect(),
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

fn markdown(rules: &RuleSet, out: &mut dyn Write) -> io::Result<()> {
    let name = &rules.template.name;
    writeln!(out, "# {name}：规则一览\n")?;
    writeln!(out, "本页由 `gouji rules --format markdown` 生成。\n")?;
    for entry in catalogue(rules) {
        writeln!(out, "## {} {}（{}）\n", entry.code, entry.name, entry.severity.words().get(Lang::Zh))?;
        writeln!(out, "{}\n", entry.summary)?;
        if !entry.requirement.is_empty() {
            writeln!(out, "```gouji\nrequire {}\n```\n", entry.requirement)?;
        }
        if !entry.basis.is_empty() {
            writeln!(out, "依据：{}\n", entry.basis.join("；"))?;
        }
        entry.adjusted.iter().try_for_each(|of| writeln!(out, "{}\n", adjusted(of).zh))?;
    }
    if !rules.params.is_empty() {
        writeln!(out, "## 参数\n\n用 `--param 名称=值` 或 `--params 文件` 改为本地的值。\n")?;
    }
    for param in &rules.params {
        let values = param.values.iter().map(|(when, value)| match when {
            Some(when) => format!("`{when}` 时 {value}"),
            None => value.clone(),
        });
        let values = values.collect::<Vec<_>>().join("；");
        writeln!(out, "- {}（{}）：{values}", param.name, kind(param.kind).get(Lang::Zh))?;
    }
    Ok(())
}
