//! Waivers: what they cover, what is said of those that do nothing, and every mistake in a waiver file. With the binary itself.

use super::cli::{RIGHT, code, gouji, gouji_with, json, line, stderr, stdout};
use serde_json::{Value, json as value};
use std::{fs, path::Path};

const BOTH: &str = "tests/cases/waivers/both.yaml";
const STALE: &str = "tests/cases/waivers/stale.yaml";
const TODAY: &str = "2026-12-31";

fn wrong() -> String {
    RIGHT.replace("新收: [14,", "新收: [41,")
}

fn check(more: &[&str]) -> std::process::Output {
    gouji_with(&[&["check", "--today", TODAY, "-"], more].concat(), &wrong())
}

fn snapshot(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    super::write::hide_hashes(&mut settings);
    settings.set_snapshot_path("../snapshots/waivers");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn a_waived_error_does_not_fail_the_report() {
    let done = check(&["--waivers", BOTH, "--format", "json"]);
    let (report, summary) = (&json(&done)["reports"][0], &json(&done)["summary"]);
    assert_eq!((code(&done), stderr(&done).as_str(), &report["verdict"]), (0, "", &value!("pass")));
    let waived = value!({"reason": "系统导出错误，已报市政务公开办备案", "by": "张三", "until": "2026-12-31"});
    assert_eq!(report["findings"][0]["waived"], waived);
    assert_eq!(report["findings"][1]["waived"], value!({"reason": "同上", "by": "张三", "until": null}));
    assert_eq!(report["causes"], value!([]));
    assert_eq!((&summary["waived"], &summary["errors"], &summary["passed"]), (&value!(2), &value!(0), &value!(1)));
    assert_eq!(summary["stale_waivers"], Value::Null);
}

#[test]
fn a_cause_stays_while_one_of_its_findings_is_open() {
    let done = gouji_with(&["check", "-", "--today", "2025-01-31", "--waivers", STALE, "--format", "json"], &wrong());
    let report = json(&done)["reports"][0].clone();
    assert_eq!(report["causes"][0]["explains"], value!(["A301[自然人]", "A303[新收]"]));
    assert_eq!((&report["findings"][0]["waived"]["by"], &report["findings"][1]["waived"]), (&value!("张三"), &Value::Null));
}

#[test]
fn what_is_waived_is_shown_when_asked_for() {
    let shown = |more: &[&str]| stdout(&check(&[&["--waivers", BOTH, "--select", "A30", "--lang", "zh"], more].concat()));
    snapshot("hidden", &shown(&[]));
    snapshot("shown", &shown(&["--show-waived"]));
    let lists = ["short", "csv", "github", "junit"].map(|format| {
        let (hidden, shown) = (shown(&["--format", format]), shown(&["--format", format, "--show-waived"]));
        assert!(!hidden.contains("A301[自然人]"), "{hidden}");
        let about: Vec<&str> = shown.lines().filter(|line| line.contains("A30") && !line.contains("A302")).collect();
        format!("{format}\n{}\n", about.join("\n"))
    });
    snapshot("lists", &lists.join("\n"));
    for format in ["html", "sarif"] {
        assert!(shown(&["--format", format, "--show-waived"]).contains("系统导出错误"), "{format}");
    }
    assert!(!shown(&["--format", "html"]).contains("A301"));
}

#[test]
fn waivers_that_do_nothing_are_named_and_waive_nothing() {
    for lang in ["zh", "en"] {
        let done = check(&["--waivers", STALE, "--select", "A3,P501", "--lang", lang]);
        assert_eq!(code(&done), 1);
        let last = stdout(&done).lines().last().unwrap().to_owned();
        snapshot(&format!("stale {lang}"), &format!("{}{last}\n", stderr(&done)));
    }
    let summary = json(&check(&["--waivers", STALE, "--format", "json"]))["summary"].clone();
    assert_eq!((&summary["stale_waivers"], &summary["waived"], &summary["errors"]), (&value!(6), &value!(0), &value!(2)));
}

#[test]
fn a_waiver_holds_through_its_last_day() {
    let on = |today: &str| {
        let done = gouji_with(&["check", "-", "--waivers", BOTH, "--today", today], &wrong());
        (code(&done), stderr(&done).contains("expired"))
    };
    assert_eq!((on("2026-12-31"), on("2027-01-01")), ((0, false), (1, true)));
    assert_eq!(code(&gouji_with(&["check", "-", "--today", "tomorrow"], RIGHT)), 2);
}

#[test]
fn waivers_of_rules_that_were_not_asked_for_are_passed_over() {
    let done = check(&["--waivers", BOTH, "--ignore", "A"]);
    assert_eq!((code(&done), stderr(&done).as_str()), (0, ""));
}

#[test]
fn every_mistake_in_a_waiver_file_is_shown_and_nothing_is_checked() {
    let done = check(&["--waivers", "tests/cases/waivers/broken.yaml", "--lang", "zh"]);
    assert_eq!((code(&done), stdout(&done).as_str()), (2, ""));
    snapshot("every mistake in a waiver file", &stderr(&done));
    assert_eq!(code(&check(&["--waivers", "no such file"])), 2);
}

#[test]
fn streams_and_jobs_give_the_same_bytes() {
    let bad = line().replacen("[14,", "[41,", 1);
    let input: String = (0..300).map(|at| if at % 3 == 0 { format!("{bad}\n") } else { format!("{}\n", line_of(at)) }).collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.ndjson").display().to_string();
    fs::write(&file, input).unwrap();
    let run = |jobs: &str| {
        let done = gouji(&["check", &file, "--format", "ndjson", "--waivers", BOTH, "--today", TODAY, "--jobs", jobs]);
        (stdout(&done), stderr(&done), code(&done))
    };
    let one = run("1");
    assert_eq!(one.0.matches("系统导出错误").count(), 100);
    assert_eq!((one.2, one.1.as_str()), (1, ""));
    assert_eq!(one, run("7"));
}

fn line_of(at: usize) -> String {
    format!("{{\"template\": \"政府信息公开工作年度报告\", \"agency\": \"第{at}局\", \"year\": 2023, \"tables\": {{}}}}")
}

#[test]
fn a_unit_of_the_roster_goes_by_any_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).unwrap();
        folder.path().join(name).display().to_string()
    };
    let report = put("a.yaml", &wrong().replace("示例县人民政府办公室", "县府办"));
    let roster = put("roster", "year: 2023\nunits:\n  - {name: 示例县人民政府办公室, also: 县府办}\n  - 示例县教育局\n");
    let waivers = put(
        "waivers",
        &format!(
            "{}\n  - {{code: G701, agency: 示例县教育局, year: 2023, reason: 已撤并, by: 张三}}\n",
            fs::read_to_string(Path::new(BOTH)).unwrap().trim_end()
        ),
    );
    let done = gouji(&["check", &report, "--roster", &roster, "--waivers", &waivers, "--today", TODAY, "--format", "json"]);
    let reports = json(&done)["reports"].clone();
    assert_eq!((&reports[0]["verdict"], &reports[1]["verdict"]), (&value!("pass"), &value!("missing")));
    assert_eq!(reports[1]["findings"][0]["waived"]["reason"], "已撤并");
    assert_eq!((code(&done), stderr(&done).as_str()), (0, ""));
}
