//! `gouji diff`: what is said of a change, and that what is said is so.

use super::cli::{RIGHT, code, gouji, path, stderr, stdout};
use std::{fs, path::Path};
use tempfile::TempDir;

fn snapshot(name: &str, said: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/diff");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, said));
}

#[test]
fn the_two_editions_of_the_form() {
    for lang in ["en", "zh"] {
        let done = gouji(&["diff", "2019", "2021", "--lang", lang]);
        assert_eq!(code(&done), 1);
        snapshot(&format!("2019 and 2021 {lang}"), &stdout(&done));
    }
    let unknown = gouji(&["diff", "2019", "1999"]);
    assert!(code(&unknown) == 2 && stderr(&unknown).contains("2019, 2021"), "{}", stderr(&unknown));
}

/// A copy of the built-in rules with some texts replaced.
fn edited(edits: &[(&str, &str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dir = path(folder.path());
    assert_eq!(code(&gouji(&["new", "rules", &dir])), 0);
    for (name, from, to) in edits {
        let file = folder.path().join(name);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        fs::write(file, text.replacen(from, to, 1)).unwrap();
    }
    folder
}

/// What `diff` says of the built-in rules and an edited copy; with two names, the folder's own stays out of it.
fn said(folder: &Path, more: &[&str]) -> String {
    let dir = path(folder);
    let arguments: Vec<&str> = ["diff", "built-in", &dir].into_iter().chain(more.iter().copied()).collect();
    let done = gouji(&arguments);
    assert!(code(&done) < 2, "{}", stderr(&done));
    stdout(&done)
}

const FORM: &str = "schemas/disclosure-report/2021.gj";
const ARITHMETIC: &str = "rules/disclosure-report/arithmetic.gj";

#[test]
fn a_copy_does_not_differ() {
    let folder = edited(&[]);
    assert_eq!(said(folder.path(), &[]), "nothing differs\n");
    assert_eq!(code(&gouji(&["diff", &path(folder.path()), "2021"])), 2);
}

#[test]
fn an_edited_form_and_edited_rules() {
    let folder = edited(&[
        (FORM, "上年结转 \"二、上年结转政府信息公开申请数量\"", "上年转入 \"二、上年转入政府信息公开申请数量\""),
        (FORM, "法律服务机构\n          其他", "其他\n          法律服务机构"),
        (
            FORM,
            "补正不明确 \"3.补正后申请内容仍不明确\"",
            "group 补正不明确 \"3.补正后仍不明确\" {\n              内容\n              形式\n            }",
        ),
        (ARITHMETIC, "rule A303 行总计 error", "rule A303 行总计 warning"),
        (ARITHMETIC, "require 总计 = sum(group)", "require 总计 >= sum(group)"),
        ("rules/disclosure-report/dates.gj", "1月31日", "1月20日"),
    ]);
    // The rules still name the old rows: what is compared has to compile.
    for file in ["arithmetic.gj", "prose.gj", "years.gj", "batch.gj", "form.gj", "dates.gj"] {
        let file = folder.path().join("rules/disclosure-report").join(file);
        let text = fs::read_to_string(&file).unwrap();
        let without_tests = strip_tests(
            &text.replace("上年结转,", "上年转入,").replace("上年结转 =", "上年转入 =").replace("+ 上年结转", "+ 上年转入"),
        );
        fs::write(file, without_tests.replace("{上年结转}", "{上年转入}")).unwrap();
    }
    let mut form = fs::read_to_string(folder.path().join("schemas/disclosure-report/2019.gj")).unwrap();
    form = form.replace("上年结转 \"二、", "上年转入 \"二、");
    fs::write(folder.path().join("schemas/disclosure-report/2019.gj"), form).unwrap();
    snapshot("an edited copy", &said(folder.path(), &[]));
}

/// Rules without their tests.
fn strip_tests(text: &str) -> String {
    let mut inside = false;
    let lines = text.lines().filter(|line| {
        inside |= line.starts_with("  test ");
        let keep = !inside;
        inside &= *line != "  }";
        keep
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn stored_reports_are_checked_under_both() {
    let folder = edited(&[(ARITHMETIC, "require 总计 = sum(group)", "require 总计 = sum(group) + 1")]);
    let reports = tempfile::tempdir().unwrap();
    fs::write(reports.path().join("甲.yaml"), RIGHT).unwrap();
    fs::write(reports.path().join("乙.yaml"), RIGHT.replace("新收: [14,", "新收: [41,")).unwrap();
    let said = said(folder.path(), &["--replay", &path(reports.path())]);
    assert!(said.contains("甲.yaml: pass → fail +A401[复议]"), "{said}");
    assert!(said.contains("2 reports: the verdict of 1 changes, 1 keep theirs with other findings"), "{said}");
    let editions = gouji(&["diff", "2019", "2021", "--replay", &path(reports.path())]);
    assert!(stdout(&editions).contains("2 reports:"), "{}", stdout(&editions));
}
