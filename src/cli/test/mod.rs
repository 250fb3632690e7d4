//! `gouji test`: the tests written in rule files.

use super::{Exit, args::Test, load};
use crate::{
    compile,
    diagnostic::Diagnostic,
    lang::{Lang, Text},
    read,
    report::Report,
    ruleset::RuleSet,
    source::Place,
    test::{self, TestOutcome},
    text, write,
};
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

pub(super) fn run(options: &Test, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let Some(rules) = load::rules(options.dir.as_deref(), lang, err)? else { return Ok(Exit::Unusable) };
    let open = |name: &str, place: &Place| open_base(name, place, &rules);
    let outcomes = test::run(&rules, &open);
    let style = load::style(lang, options.look.color);
    for outcome in &outcomes {
        line(outcome, out)?;
    }
    let differences: Vec<Diagnostic> = outcomes.iter().flat_map(|outcome| outcome.differences.clone()).collect();
    if !differences.is_empty() {
        writeln!(out)?;
        write::write_diagnostics(&differences, style, out)?;
    }
    let failed = outcomes.iter().filter(|outcome| !outcome.differences.is_empty()).count();
    let passed = outcomes.len().saturating_sub(failed);
    let count = text!("\n{passed} 个测试通过，{failed} 个没有通过", "\n{passed} passed, {failed} failed");
    writeln!(out, "{}", count.get(lang))?;
    Ok(if failed > 0 { Exit::Findings } else { Exit::Clean })
}

fn line(outcome: &TestOutcome, out: &mut dyn Write) -> io::Result<()> {
    let mark = if outcome.differences.is_empty() { "✓" } else { "✗" };
    writeln!(out, "{mark} {} {}", outcome.code, outcome.name)
}

/// A base report, looked for beside the rule file.
fn open_base(name: &str, place: &Place, rules: &RuleSet) -> Result<Report, Text> {
    let folder = Path::new(&place.source.name).parent().unwrap_or(Path::new("."));
    let path = folder.join(name);
    let shown = path.display().to_string();
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => compile::builtin_file(&shown)
            .map(<[u8]>::to_vec)
            .ok_or_else(|| text!("{shown} 打不开：{error}", "{shown} cannot be opened: {error}"))?,
    };
    read::read(&shown, &bytes, &rules.template).map_err(|why| why.reason)
}
