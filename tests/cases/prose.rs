//! Sentences put one by one into small reports, and what the rules over prose and dates say of each.

use gouji::{
    engine::{Checker, Selection},
    read::report_file,
    report::{Origin, Passage, Prose, Report, SectionProse},
    ruleset::{RuleSet, Severity},
    source::Source,
};
use gouji::{
    finding::Summary,
    lang::Lang,
    write::{CheckedInput, Style, Terminal, Writer},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use std::{fmt::Write, fs, path::Path};

/// Puts words into a part of a report in place of what stood there.
fn with(report: &Report, rules: &RuleSet, part: &str, words: &str) -> Report {
    let mut report = report.clone();
    let edition = &rules.template[report.edition];
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
    // What no report passes without (T) is raised whatever was asked for.
    let about_prose = checker.check(None, &report).findings.into_iter().filter(|finding| !finding.code.starts_with('T'));
    assert_eq!(about_prose.collect::<Vec<_>>(), [], "{base}");
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
    let rules = crate::built_in();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/prose");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::glob!("prose/*.txt", |path| insta::assert_snapshot!("sentences", judged(path, &rules))));
}

/// The sentence with its figure underlined, the cell that it contradicts beside it; in a text by its line.
#[test]
fn the_sentence_is_drawn_beside_the_cell() {
    let rules = crate::built_in();
    let text = fs::read_to_string("tests/cases/prose/county_office.yaml").unwrap().replace(
        "总体情况: 按时公开。",
        "总体情况: |\n    全年工作有序。2023年，本办共收到政府信息公开申请４１件，比上年减少6件，减少30%，都在规定的期限以内作了答复，没有一件超期，也没有收到投诉。",
    );
    let report = report_file::read(Source::new("a.yaml", text), &rules.template).unwrap();
    let selection = Selection { select: vec!["P".to_owned()], ignore: Vec::new() };
    let outcome = Checker::new(&rules, selection).check(Some("a.yaml".to_owned()), &report);
    let mut shown = Vec::new();
    for (lang, unicode) in [(Lang::Zh, true), (Lang::En, false)] {
        let style = Style { lang, color: false, width: 80, unicode, quiet: true, show_waived: false };
        let mut writer = Terminal::new(style);
        let item =
            CheckedInput { outcome: &outcome, report: Some(&report), no_report: None, rules: std::borrow::Cow::Borrowed(&rules) };
        writer.item(&item, &mut shown).unwrap();
        writer.end(&Summary::of(&outcome), &mut shown).unwrap();
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/prose");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("terminal", String::from_utf8(shown).unwrap()));
}

/// Whatever words stand in a report, it is checked, and what is marked lies in the sentence.
#[test]
fn no_words_are_too_strange() {
    let rules = crate::built_in();
    let text = fs::read_to_string("tests/cases/prose/county_office.yaml").unwrap();
    let report = report_file::read(Source::new("a.yaml", text), &rules.template).unwrap();
    let checker = Checker::new(&rules, Selection::default());
    let word = prop::sample::select(vec![
        "收到",
        "申请",
        "件",
        "14",
        "１4",
        "，",
        "；",
        "。",
        "其中",
        "（",
        "）",
        "占",
        "%",
        "比去年",
        "减少",
        "增长",
        "万",
        "元",
        "余",
        "约",
        "2023年",
        "1月1日",
        "上年",
        "结转",
        "予以公开",
        "不予公开",
        "无法提供",
        "不予处理",
        "其他处理",
        "十",
        "二百",
        "、",
        ":",
        "信息公开",
        "行政复议",
        "诉讼",
        "均获维持",
        "没有发生",
        ".",
        "~",
        "《",
        "全市",
        " ",
        "\u{3000}",
        "99999999999999999999999999",
        "第",
        "0",
        "𠀀",
    ]);
    let words = prop::collection::vec(word, 0..40).prop_map(|words| words.concat());
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    runner
        .run(
            &(words, prop::sample::select(vec!["总体情况", "preface", "title", "signature", "其他事项"])),
            |(words, part)| {
                let outcome = checker.check(None, &with(&report, &rules, part, &words));
                for quote in outcome.findings.iter().filter_map(|finding| finding.quote.as_ref()) {
                    prop_assert!(
                        quote.marked.iter().all(|span| quote.sentence.get(span.range()).is_some_and(|marked| !marked.is_empty()))
                    );
                }
                Ok(())
            },
        )
        .unwrap();
}

/// The figures of a report whose cells all differ, under other words and another agency.
fn written_over(report: &Report, rules: &RuleSet, agency: &str, sentence: &str) -> Report {
    Report { agency: Some(agency.to_owned()), ..with(report, rules, "总体情况", sentence) }
}

/// Sentences written for the purpose: `ok` raises no warning, a code must be raised, and `~` marks what is not found yet.
#[test]
fn written_sentences_are_understood() {
    let rules = crate::built_in();
    let path = Path::new("rules/disclosure-report/distinct.yaml");
    let source = Source::new("distinct.yaml", fs::read_to_string(path).unwrap());
    let report = report_file::read(source, &rules.template).unwrap();
    let selection = Selection { select: vec!["P".to_owned()], ignore: vec!["P514".to_owned()] };
    let checker = Checker::new(&rules, selection);
    let mut wrong = String::new();
    for file in
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
    {
        let text = fs::read_to_string(format!("tests/cases/prose/written/{file}.txt")).unwrap();
        let mut agency = report.agency.clone().unwrap();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (wanted, sentence) = line.split_once(' ').unwrap();
            if wanted == "@" {
                sentence.clone_into(&mut agency);
                continue;
            }
            let found = checker.check(None, &written_over(&report, &rules, &agency, sentence)).findings;
            let loud: Vec<&str> =
                found.iter().filter(|one| one.severity != Severity::Info).map(|one| one.code.as_str()).collect();
            let as_wanted = match wanted.strip_prefix('~') {
                Some(code) => !found.iter().any(|one| one.code == code),
                None if wanted == "ok" => loud.is_empty(),
                None => found.iter().any(|one| one.code == wanted),
            };
            if !as_wanted {
                writeln!(wrong, "{file}: {line}: {loud:?}").unwrap();
            }
        }
    }
    assert_eq!(wrong, "");
}
