//! Batches: rosters, inputs that are odd, streams. With the binary itself.

use super::cli::{RIGHT, code, gouji, gouji_with, json, line, path, stderr, stdout};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

fn of(agency: &str) -> String {
    RIGHT.replace("示例县人民政府办公室", agency)
}

fn at(folder: &TempDir, name: &str) -> String {
    path(&folder.path().join(name))
}

/// `path verdict codes` of each report, paths without their folder.
fn told(report: &serde_json::Value) -> Vec<String> {
    let line = |report: &serde_json::Value| {
        let name = report["path"].as_str().map_or("null", |path| path.rsplit('/').next().unwrap());
        let codes: Vec<&str> =
            report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
        format!("{name} {} {}", report["verdict"].as_str().unwrap(), codes.join(",")).trim_end().to_owned()
    };
    report["reports"].as_array().unwrap().iter().map(line).collect()
}

const ROSTER: &str = "\
year: 2023
units:
  - {name: 示例县人民政府, kind: 政府, files: 县政府}
  - {name: 示例县教育局, kind: 部门, parent: 示例县人民政府}
  - {name: 示例县财政局, kind: 部门, parent: 示例县人民政府, also: [县财政局]}
  - 示例县林业局
";

#[test]
fn the_roster_says_who_is_missing_and_which_submission_counts() {
    let torn = RIGHT.replace("新收: [14,", "新收: [[14,");
    let reports = folder(&[
        ("a.yaml", &of("县财政局")),
        ("b.yaml", &of("示例县财政局")),
        ("c.yaml", &of("示例县林业局").replace("year: 2023", "year: 2022").replace("2024-01-20", "2023-01-20")),
        ("d.yaml", &of("不在名册的局")),
        ("县政府.yaml", &torn),
    ]);
    let roster = folder(&[("roster.yaml", ROSTER)]);
    let done = gouji(&["check", "--format", "json", "--roster", &at(&roster, "roster.yaml"), &path(reports.path())]);
    let report = json(&done);
    assert_eq!(
        told(&report),
        [
            "a.yaml review G703",
            "b.yaml pass",
            "c.yaml fail G706",
            "d.yaml review G703",
            "县政府.yaml unreadable R001",
            "null missing G701"
        ]
    );
    let of = |at: usize, key: &str| report["reports"][at][key].clone();
    assert_eq!(of(1, "superseded_by"), of(0, "path"));
    assert_eq!([of(1, "unit"), of(3, "unit"), of(4, "unit")], ["示例县财政局".into(), Value::Null, "示例县人民政府".into()]);
    assert_eq!((of(5, "agency"), of(5, "unit")), ("示例县教育局".into(), "示例县教育局".into()));
    let summary = |keys: &[&str]| keys.iter().map(|key| report["summary"][key].as_u64().unwrap()).collect::<Vec<_>>();
    assert_eq!(summary(&["reports", "files", "superseded"]), [4, 5, 1]);
    assert_eq!(summary(&["passed", "review", "failed", "unreadable", "missing"]), [0, 1, 1, 1, 1]);
    assert_eq!(summary(&["errors", "warnings"]), [3, 2]);
    assert_eq!(report["reports"][5]["findings"][0]["severity"], "error");
    assert_eq!(code(&done), 3);
}

#[test]
fn a_missing_unit_alone_makes_the_exit_code_1() {
    let reports =
        folder(&[("a.yaml", RIGHT), ("roster", "[示例县人民政府办公室]"), ("more", "[示例县人民政府办公室, 示例县教育局]")]);
    let check = |roster: &str| code(&gouji(&["check", "--roster", &at(&reports, roster), &at(&reports, "a.yaml")]));
    assert_eq!((check("roster"), check("more")), (0, 1));
    let without = ["check", "--ignore", "G7", "--format", "json", "--roster", &at(&reports, "more"), &at(&reports, "a.yaml")];
    assert_eq!(told(&json(&gouji(&without))), ["a.yaml pass"]);
}

#[test]
fn without_a_roster_and_in_a_stream_the_rule_is_skipped() {
    let roster = folder(&[("roster.yaml", ROSTER)]);
    let why = |report: &serde_json::Value| {
        let skipped = report["reports"][0]["skipped"].as_array().unwrap();
        skipped.iter().find(|skipped| skipped["code"] == "G701").map(|skipped| skipped["why"].as_str().unwrap().to_owned())
    };
    let with = ["check", "--format", "json", "--roster", &at(&roster, "roster.yaml"), "-"];
    assert_eq!(why(&json(&gouji_with(&["check", "--format", "json", "-"], RIGHT))).as_deref(), Some("no roster"));
    assert_eq!(why(&json(&gouji_with(&with, RIGHT))), None);
    let stream = json(&gouji_with(&with, &format!("{}\n", line())));
    assert_eq!(why(&stream).as_deref(), Some("in a stream"));
    assert_eq!(stream["summary"]["missing"], 0);
}

#[test]
fn the_roster_says_what_kind_an_agency_is_where_its_report_does_not() {
    let rules = super::cli::own_rules();
    let rule = "/// 例。\nrule X901 例 error {\n  in edition 2021\n  each row of 文件\n  when kind = 部门\n  require 制发 = 0\n  basis \"例\"\n}\n";
    fs::write(rules.path().join("rules/x.gj"), rule).unwrap();
    let report = RIGHT.replace("kind: 政府\n", "");
    assert_ne!(report, RIGHT);
    let files = folder(&[("a.yaml", &report), ("roster.yaml", "- {name: 示例县人民政府办公室, kind: 部门}\n")]);
    let (rules, report) = (path(rules.path()), at(&files, "a.yaml"));
    let check = |more: &[&str]| {
        let arguments = [&["check", "--rules", &rules, "--format", "short", &report], more].concat();
        stdout(&gouji(&arguments)).contains("X901")
    };
    assert!(!check(&[]));
    assert!(check(&["--roster", &at(&files, "roster.yaml")]));
}

#[test]
fn every_mistake_in_a_roster_is_shown_and_nothing_is_checked() {
    let files = folder(&[(
        "roster.yaml",
        "yaer: 2023
units:
  - {name: 甲局, kind: 机关}
  - {kind: 部门}
  - 甲局
  - {name: 丙局, parent: 丁局, files: [丙.docx]}
  - {name: 己局, published: 2024-02-30, received: 昨天}
  - {name: 戊局, parent: 戊局, files: [丙.docx], also: [{}], name: 戊局}
  - 庚局 部门
  - {name: 辛局, also: 辛局办公室、辛局信息科}
  - {name: 壬局, also: [壬办，壬科, 壬、癸局]}
  - {name: 癸局, also: 【癸办, 癸科】}
  - {name：子局, kind: 部门}
",
    )]);
    let done = gouji(&["check", "--roster", &at(&files, "roster.yaml"), "no such file"]);
    assert_eq!((code(&done), stdout(&done).as_str()), (2, ""));
    let said = stderr(&done).replace(&path(files.path()), "");
    insta::with_settings!({snapshot_path => "../snapshots/batch", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("every_mistake_in_a_roster_is_shown_and_nothing_is_checked", said);
    });
    for broken in ["", "units: []", "units: 3", "[", "year: 20233\nunits: [甲]"] {
        fs::write(files.path().join("roster.yaml"), broken).unwrap();
        let done = gouji(&["check", "--roster", &at(&files, "roster.yaml"), "no such file"]);
        assert_eq!((code(&done), stderr(&done).contains("1 error")), (2, true), "{broken}: {}", stderr(&done));
    }
    assert_eq!(code(&gouji(&["check", "--roster", &at(&files, "nowhere"), "no such file"])), 2);
}

#[test]
fn a_file_named_twice_is_checked_once_and_links_in_circles_are_walked_once() {
    let files = folder(&[("a/a.yaml", RIGHT), ("b/b.yaml", RIGHT)]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(files.path(), files.path().join("a/loop")).unwrap();
        std::os::unix::fs::symlink(files.path().join("b/b.yaml"), files.path().join("a/link.yaml")).unwrap();
        std::os::unix::fs::symlink("nowhere", files.path().join("b/broken.yaml")).unwrap();
    }
    let whole = path(files.path());
    let report = json(&gouji(&["check", "--format", "json", &at(&files, "a/../a/a.yaml"), &whole, &whole]));
    let expected = if cfg!(unix) {
        vec!["a.yaml pass", "link.yaml pass", "broken.yaml unreadable R001"]
    } else {
        vec!["a.yaml pass", "b.yaml pass"]
    };
    assert_eq!(told(&report), expected);
}

#[test]
fn a_line_that_is_too_long_costs_no_other_line() {
    let long = format!("{{\"agency\": \"{}\"}}", "长".repeat(3 << 20));
    let input = format!("{}\n{long}\n{}", line(), line());
    let report = json(&gouji_with(&["check", "--format", "json", "-"], &input));
    assert_eq!(told(&report), ["-:1 pass", "-:2 unreadable R001", "-:3 pass"]);
    assert!(report["reports"][1]["findings"][0]["message"].as_str().unwrap().contains("8 MB"));
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let files = folder(&[("b.yaml", RIGHT)]);
    fs::File::create(files.path().join("a.yaml")).unwrap().set_len((128 << 20) + 1).unwrap();
    assert_eq!(
        told(&json(&gouji(&["check", "--format", "json", &path(files.path())]))),
        ["a.yaml unreadable R001", "b.yaml pass"]
    );
}

#[cfg(unix)]
#[test]
fn a_closed_standard_input_is_an_unreadable_report() {
    let done =
        Command::new("sh").args(["-c", "exec \"$0\" check --format json - <&-", env!("CARGO_BIN_EXE_gouji")]).output().unwrap();
    assert_eq!((told(&json(&done)), code(&done)), (vec!["- unreadable R001".to_owned()], 3));
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_file_behind() {
    let files = folder(&[]);
    let output = at(&files, "out.json");
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "--format", "json", "--output", &output, "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let open = child.stdin.take();
    let names = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let mut tries = 0;
    while names(files.path()).is_empty() && tries < 500 {
        thread::sleep(Duration::from_millis(20));
        tries += 1;
    }
    assert_eq!(names(files.path()).len(), 1, "the unfinished file");
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    drop(open);
    assert_eq!(names(files.path()), Vec::<std::ffi::OsString>::new());
}
