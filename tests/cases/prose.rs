//! Sentences put one by one into small reports, and what the rules over prose and dates say of each.

use gouji::{
    compile,
    engine::{Checker, Selection},
    read::report_file,
    report::{Origin, Passage, Prose, Report, SectionProse},
    ruleset::{RuleSet, Severity},
    source::Source,
};
use std::{fmt::Write, fs, path::Path};

/// Puts words into a part of a report in place of what stood there.
fn with(report: &Report, rules: &RuleSet, part: &str, words: &str) -> Report {
    let mut report = report.clone();
    let edition = report.edition_in(&rules.template).unwrap();
    let passage = Passage { text: words.to_owned(), origin: Origin::Nowhere };
    let Prose { mut title, mut sections, mut signature } = report.prose.take().unwrap();
    match part {
        "title" => title = Some(passage),
        "signature" => signature = Some(passage),
        "preface" => sections.insert(0, SectionProse { section: None, heading: None, paragraphs: vec![passage] }),
        _ => {
            let at = edition.section(part).unwrap();
            let section = sections.iter_mut().find(|section| section.section == Some(at)).unwrap();
            section.paragraphs = vec![passage];
        }
    }
    report.prose = Some(Prose { title, sections, signature });
    report
}

/// Each sentence with what is said of it.
fn judged(path: &Path, rules: &RuleSet) -> String {
    let text = fs::read_to_string(path).unwrap();
    let (base, sentences) = text.split_once('\n').unwrap();
    let file = path.with_file_name(base);
    let source = Source::new(base, fs::read_to_string(&file).unwrap());
    let report = report_file::read(source, &rules.template).unwrap();
    let selection = Selection { select: vec!["P".to_owned(), "D".to_owned()], ignore: Vec::new() };
    let checker = Checker::new(rules, selection);
    assert_eq!(checker.check(None, &report).findings, [], "{base}");
    let mut shown = String::new();
    for sentence in sentences.lines() {
        let (part, words) = sentence.strip_prefix('[').map_or(("总体情况", sentence), |rest| rest.split_once("] ").unwrap());
        let outcome = checker.check(None, &with(&report, rules, part, words));
        writeln!(shown, "{sentence}").unwrap();
        for finding in &outcome.findings {
            let level = if finding.severity == Severity::Info { " (info)" } else { "" };
            let quote = finding.quote.as_ref();
            let marked = quote.and_then(|quote| quote.marked.first().map(|span| &quote.sentence[span.range()]));
            let cells: Vec<&str> = finding.cells.iter().map(|cell| cell.cell.as_str()).take(3).collect();
            writeln!(
                shown,
                "    {}{level} {} «{}» {}",
                finding.code,
                finding.message.zh,
                marked.unwrap_or_default(),
                cells.join(" ")
            )
            .unwrap();
        }
    }
    shown
}

#[test]
fn every_sentence_gets_its_verdict() {
    let rules = compile::builtin().rules.unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/prose");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::glob!("prose/*.txt", |path| insta::assert_snapshot!("sentences", judged(path, &rules))));
}
