//! `gouji explain`: a rule in full, what a diagnostic is about, or what constrains a cell.

use super::{Exit, args::Explain, example, figures, load, refused, test::Bases};
use crate::{
    batch,
    diagnostic::{self, Code, Level},
    engine,
    finding::{Reading, reading},
    lang::{Lang, Text},
    prose::traces,
    ruleset::{Adjustment, Base, Body, Change, Each, Instance, Rule, RuleId, RuleSet, Test},
    template::CellId,
    text,
};
use std::{
    collections::HashSet,
    io::{self, Write},
    path::Path,
};

pub(super) fn run(options: &Explain, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    // Known without any rules: they may be what is broken.
    if let Some(code) = Code::named(options.what.trim()) {
        return explain_code(code, lang, out).map(|()| Exit::Clean);
    }
    let rules = load::rules_and_tests(options.rules.dir.as_deref(), &options.params)?;
    let what = options.what.trim();
    if let Some(rule) = rules.rule(what) {
        match &options.report {
            Some(file) => return looked_at(rule, &rules, file, (lang, out, err)),
            None => explain_rule(rule, &rules, lang, out)?,
        }
    } else if let Some(entry) = reading(what) {
        explain_reading(entry, lang, out)?;
    } else if let Some(cell) = cell_named(what, options.edition.as_deref(), &rules) {
        explain_cell(cell, &rules, lang, out)?;
    } else {
        let words = text!(
            "没有规则、错误编号或单元格“{what}”。规则编号如 A301，gouji rules 列出全部；规则文件的错误编号如 E101；单元格写成 申请[新收, 自然人]",
            "there is no rule, diagnostic or cell “{what}”. A rule is written A301 (`gouji rules` lists them), a diagnostic of rule files E101, a cell 申请[新收, 自然人]"
        );
        return Err(refused::said(words));
    }
    Ok(Exit::Clean)
}

/// What is said of a diagnostic, a rule or a cell; none where there is no such thing, or there are no rules to ask.
pub(super) fn said(rules: Option<&RuleSet>, what: &str, lang: Lang) -> Option<String> {
    let mut out = Vec::new();
    if let Some(code) = Code::named(what) {
        return explain_code(code, lang, &mut out).ok().and_then(|()| String::from_utf8(out).ok());
    }
    let rules = rules?;
    let written = match (rules.rule(what), cell_named(what, None, rules)) {
        (Some(rule), _) => explain_rule(rule, rules, lang, &mut out),
        (None, Some(cell)) => explain_cell(cell, rules, lang, &mut out),
        (None, None) => return None,
    };
    written.ok().and_then(|()| String::from_utf8(out).ok())
}

/// The sentences of a report that a rule looks at, and what it takes their figures for.
fn looked_at(
    rule: &Rule,
    rules: &RuleSet,
    file: &Path,
    (lang, out, err): (Lang, &mut dyn Write, &mut dyn Write),
) -> io::Result<Exit> {
    let inputs = batch::inputs(&[file.to_owned()], &[]).all;
    let mut exit = Exit::Clean;
    batch::read_all(&inputs, rules, |name, report| match report {
        Ok(report) => {
            let traces = figures::of_rule(traces(rules, &report), rules, &rule.code);
            if traces.is_empty() {
                let code = &rule.code;
                let words = text!("{code} 没有看正文里的哪个数", "{code} looks at no figure of the prose");
                writeln!(out, "{}", words.get(lang))?;
            }
            figures::print(&traces, lang, out)
        }
        Err(why) => {
            exit = Exit::Unreadable;
            writeln!(err, "{name}: R001: {}", why.reason.get(lang))
        }
    })?;
    Ok(exit)
}

fn explain_rule(rule: &Rule, rules: &RuleSet, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let severity = rule.severity.words().get(lang).to_owned();
    writeln!(out, "{} {}（{severity}）\n", rule.code, rule.name)?;
    if !rule.explanation.is_empty() {
        writeln!(out, "{}\n", rule.explanation)?;
    }
    rule.adjusted.iter().try_for_each(|of| writeln!(out, "{}\n", adjusted(of).get(lang)))?;
    let scope = rule.scope.as_ref().map(|scope| {
        let table = &scope.table;
        match scope.each {
            Each::Column => text!("表“{table}”逐列：", "each column of “{table}”: "),
            Each::Row => text!("表“{table}”逐行：", "each row of “{table}”: "),
            Each::Group => text!("表“{table}”逐组：", "each group of “{table}”: "),
            Each::Cell if table.is_empty() => text!("各表逐个单元格：", "each cell of every table: "),
            Each::Cell => text!("表“{table}”逐个单元格：", "each cell of “{table}”: "),
        }
    });
    let scope = scope.unwrap_or_default();
    writeln!(out, "{}", text!("要求", "requires").get(lang))?;
    writeln!(out, "    {}{}", scope.get(lang), requirement(rule, rules, lang))?;
    params(rule, rules, lang, out)?;
    if !rule.basis.is_empty() {
        writeln!(out, "\n{}", text!("依据", "basis").get(lang))?;
        for basis in &rule.basis {
            writeln!(out, "    {} {}", basis.notice, basis.clause)?;
        }
    }
    writeln!(out, "\n{}", text!("适用", "applies to").get(lang))?;
    for (edition, instances) in rules.template.editions.iter().zip(&rules.editions) {
        let own = instances.iter().filter(|instance| rules[instance.rule].code == rule.code);
        // A requirement with `and` has an instance for each of its parts, and one with `prior` for each edition before: one place.
        let places =
            own.map(|instance| instance.at.as_ref().map(|at| (&at.id, &at.row, &at.column))).collect::<HashSet<_>>().len();
        if places > 0 {
            let name = &edition.name;
            writeln!(out, "    {}", text!("{name} 年版，{places} 处", "edition {name}, in {places} places").get(lang))?;
        }
    }
    examples(rule, rules, lang, out)
}

/// What the rule requires: as written, or in words where it names a check of the form.
fn requirement(rule: &Rule, rules: &RuleSet, lang: Lang) -> String {
    let own = |instance: &&Instance| rules[instance.rule].code == rule.code;
    match rules.editions.iter().flatten().find(own).map(|instance| &instance.body) {
        Some(Body::Form(check)) => {
            let (words, written) = (check.words(), &rule.requirement);
            let (zh, en) = (words.zh, words.en);
            text!("{zh}（{written}）", "{en} ({written})").get(lang).to_owned()
        }
        _ => rule.requirement.clone(),
    }
}

/// The parameters that the requirement names, with the values that count.
fn params(rule: &Rule, rules: &RuleSet, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for param in rules.params.iter().filter(|param| rule.requirement.contains(&param.name)) {
        let name = &param.name;
        writeln!(out, "\n{}", text!("参数“{name}”", "parameter “{name}”").get(lang))?;
        for (when, value) in &param.values {
            let when = when.as_ref().map(|when| format!("{when}: ")).unwrap_or_default();
            writeln!(out, "    {when}{value}")?;
        }
    }
    Ok(())
}

/// The tests written in the rule are its examples.
fn examples(rule: &Rule, rules: &RuleSet, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if rule.tests.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", text!("例子", "examples").get(lang))?;
    let bases = Bases::of(&rules.template);
    for test in &rule.tests {
        let edition = runs_in(test, &bases, rules);
        if lang == Lang::Zh {
            writeln!(out, "    {}（{}）", test.name, edition.zh)?;
            example::lines(test, rules).iter().try_for_each(|line| writeln!(out, "        {line}"))?;
            continue;
        }
        writeln!(out, "    {} ({})", test.name, edition.en)?;
        for line in test.place.text().lines().skip(1) {
            let line = line.trim();
            if !line.is_empty() && line != "}" {
                writeln!(out, "        {line}")?;
            }
        }
    }
    Ok(())
}

/// The edition that a test runs in: that of the report it starts from, where it names none and more than one would do.
fn runs_in(test: &Test, bases: &Bases<'_>, rules: &RuleSet) -> Text {
    let file = match &test.base {
        Base::File(file) if !test.in_other_editions.is_empty() => Some(file),
        _ => None,
    };
    let report = file.map(|file| bases.open(file, &test.place));
    if let (Some(file), Some(Err(_))) = (file, &report) {
        return text!("{file} 所用的版", "the edition of {file}");
    }
    let at = report.and_then(Result::ok).map_or(test.edition, |report| report.edition);
    let edition = &rules.template[at].name;
    text!("{edition} 年版", "{edition}")
}

/// A code of a diagnostic: what it is about, what brings it about, and what to do.
fn explain_code(code: Code, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let entry = diagnostic::entry(code);
    let level = match code.level() {
        Level::Error => text!("错误", "error"),
        Level::Warning => text!("警告", "warning"),
    };
    writeln!(out, "{code} {}（{}）", entry.title.get(lang), level.get(lang))?;
    if let Some(example) = &entry.example {
        writeln!(out, "\n{}", text!("例子", "example").get(lang))?;
        example.text.lines().try_for_each(|line| writeln!(out, "    {line}"))?;
    }
    writeln!(out, "\n{}\n    {}", text!("怎么改", "what to do").get(lang), entry.mend.get(lang))
}

fn explain_reading(entry: &Reading, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let ([name_zh, name_en], [zh, en]) = (entry.name, entry.explanation);
    let (name, words) = (lang.pick(name_zh, name_en), lang.pick(zh, en));
    writeln!(out, "{} {name}（{}）\n\n{words}", entry.code, entry.severity.words().get(lang))
}

/// What a folder changes of a rule, where it says so, and why.
pub(super) fn adjusted(adjustment: &Adjustment) -> Text {
    let Adjustment { change, reason, place } = adjustment;
    let (name, line) = (&place.source.name, place.position().line);
    let what = match change {
        Change::Severity { was, is } => {
            let ([was, is], [was_en, is_en]) = ([*was, *is].map(|it| it.words().zh), [was.word(), is.word()]);
            text!("级别由“{was}”改为“{is}”", "{is_en} instead of {was_en}")
        }
        Change::Off(when) if when.is_empty() => text!("停用", "off"),
        Change::Off(when) => text!("停用：{when}", "off {when}"),
    };
    let (zh, en) = (&what.zh, &what.en);
    text!("调整：{zh}（{reason}；{name}:{line}）", "adjusted: {en} ({reason}; {name}:{line})")
}

/// The cell of that name in the latest edition that has it, or in the one asked for.
fn cell_named(name: &str, edition: Option<&str>, rules: &RuleSet) -> Option<CellId> {
    let editions = rules.template.edition_ids().rev();
    let mut wanted = editions.filter(|candidate| edition.is_none_or(|name| rules.template[*candidate].name == name));
    wanted.find_map(|edition| rules.template.cell_named(edition, name))
}

fn explain_cell(cell: CellId, rules: &RuleSet, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let name = rules.template.cell_name(cell);
    let edition_name = &rules.template[cell.table.edition].name;
    writeln!(out, "{name}（{}）\n", text!("{edition_name} 年版", "edition {edition_name}").get(lang))?;
    let holding: Vec<&Instance> = rules.instances(cell.table.edition).iter().filter(|instance| holds(instance, cell)).collect();
    if holding.is_empty() {
        return writeln!(
            out,
            "{}",
            text!("没有规则约束这个单元格：写错了查不出来。", "no rule holds this cell: a wrong figure in it goes unnoticed.")
                .get(lang)
        );
    }
    writeln!(out, "{}", text!("受这些规则约束：", "these rules hold it:").get(lang))?;
    let mut said: HashSet<(RuleId, String)> = HashSet::new();
    for instance in holding {
        let at = instance.at.as_ref().map(|at| at.id.clone()).unwrap_or_default();
        if !matches!(instance.body, Body::Linear(_)) && !said.insert((instance.rule, at)) {
            continue;
        }
        let rule = &rules[instance.rule];
        let at = instance.at.as_ref().map(|at| format!("[{}]", at.id)).unwrap_or_default();
        writeln!(out, "    {}{at} {}", rule.code, rule.name)?;
        if let Body::Linear(row) = &instance.body {
            writeln!(out, "        {}", row.written(&|cell| rules.template.cell_name(cell)))?;
        } else if !rule.requirement.is_empty() {
            writeln!(out, "        {}", rule.requirement.split_whitespace().collect::<Vec<_>>().join(" "))?;
        }
    }
    unnoticed(cell, rules, lang, out)
}

/// What could be wrong in the cell without any equation noticing.
fn unnoticed(cell: CellId, rules: &RuleSet, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let Some(found) = engine::cell_strength(rules, cell) else { return Ok(()) };
    let words = match found.unnoticed {
        Some(cells)
            if cells.len() == 1
                && rules.instances(cell.table.edition).iter().any(|instance| {
                    matches!(instance.body, Body::Condition(_))
                        && instance.is_of(cell.table.edition)
                        && instance.cells().contains(&cell)
                }) =>
        {
            text!(
                "\n只改这个单元格，没有等式会发现；上面不是等式的规则只在它们的情形里发现。",
                "\nA change of this cell alone is noticed by no equation; the rules above that are none notice what they are about."
            )
        }
        Some(cells) if cells.len() == 1 => {
            text!("\n只改这个单元格，没有等式会发现。", "\nA change of this cell alone is noticed by no equation.")
        }
        Some(cells) => {
            let count = cells.len();
            let list: Vec<String> = cells.iter().map(|(name, by)| format!("    {name} {by:+}")).collect();
            let list = list.join("\n");
            text!(
                "\n单改这个单元格会被发现；同时错 {count} 个单元格才可能查不出来，例如：\n{list}",
                "\nA change of this cell alone is noticed; it takes {count} cells at once to go unnoticed, for example:\n{list}"
            )
        }
        None => text!("\n这个单元格的错误，等式都会发现。", "\nThe equations notice any error in this cell."),
    };
    writeln!(out, "{}", words.get(lang))
}

fn holds(instance: &Instance, cell: CellId) -> bool {
    // Of the places at which last year's report is looked at, those of its own edition will do.
    instance.is_of(cell.table.edition) && (instance.cells().contains(&cell) || instance.shown.contains(&cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{compile, finding::READINGS};

    #[test]
    fn every_rule_and_reading_is_explained() {
        let rules = compile::builtin().rules.unwrap();
        let of_rules = rules.rules.iter().map(|rule| (rule.code.as_str(), said(Some(&rules), &rule.code, Lang::En).unwrap()));
        let of_readings = READINGS.iter().map(|entry| {
            let mut out = Vec::new();
            explain_reading(entry, Lang::En, &mut out).unwrap();
            (entry.code, String::from_utf8(out).unwrap())
        });
        for (code, words) in of_rules.chain(of_readings) {
            assert!(words.starts_with(code) && words.lines().count() > 2, "{code}: {words}");
        }
    }
}
