//! The contract of the command line, pinned with the binary itself: exit codes, streams, folders, outputs.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

pub(super) const RIGHT: &str = include_str!("cli/right.yaml");

pub(super) fn gouji(arguments: &[&str]) -> Output {
    gouji_with(arguments, "")
}

pub(super) fn gouji_with(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its rules leaves without reading what it is sent.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub(super) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(super) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(super) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(super) fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stdout(output)))
}

/// A folder with a right report, a wrong one and a torn one between them, and what is passed over.
fn mixed() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("a.yaml", RIGHT);
    put("b.yaml", &RIGHT.as_bytes()[..RIGHT.len() / 2].iter().map(|b| *b as char).collect::<String>().replace(':', ": ["));
    put("c.yaml", &RIGHT.replace("新收: [14,", "新收: [41,"));
    put(".hidden.yaml", "no report");
    put("~$a.yaml", "no report");
    folder
}

pub(super) fn path(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn exit_codes_say_what_happened_and_2_outranks_3_outranks_1() {
    let folder = mixed();
    let at = |name: &str| path(&folder.path().join(name));
    assert_eq!(code(&gouji(&["check", &at("a.yaml")])), 0);
    assert_eq!(code(&gouji(&["check", &at("c.yaml")])), 1);
    assert_eq!(code(&gouji(&["check", &at("b.yaml")])), 3);
    assert_eq!(code(&gouji(&["check", &at("a.yaml"), &at("c.yaml"), &at("b.yaml")])), 3);
    assert_eq!(code(&gouji(&["check", &at("no such file.yaml")])), 3);
    assert_eq!(code(&gouji(&["check", "--fail-on", "never", &at("c.yaml")])), 0);
    assert_eq!(code(&gouji(&["check", "--ignore", "A", &at("c.yaml")])), 0);
    assert_eq!(code(&gouji(&["check", "--select", "A9", &at("c.yaml")])), 2);
    assert_eq!(code(&gouji(&["check", "--edition", "1999", &at("c.yaml")])), 2);
    assert_eq!(code(&gouji(&["check", "--rules", &at("nowhere"), &at("b.yaml")])), 2);
    assert_eq!(code(&gouji(&["check"])), 2);
    assert_eq!(code(&gouji(&["--help"])), 0);
}

#[test]
fn a_torn_file_stops_nobody_and_what_is_hidden_is_passed_over() {
    let folder = mixed();
    let report = json(&gouji(&["check", "--format", "json", &path(folder.path())]));
    let verdicts: Vec<(&str, &str)> = report["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| (report["path"].as_str().unwrap().rsplit('/').next().unwrap(), report["verdict"].as_str().unwrap()))
        .collect();
    assert_eq!(verdicts, [("a.yaml", "pass"), ("b.yaml", "unreadable"), ("c.yaml", "fail")]);
    assert_eq!(report["schema"], "gouji-report/2");
    assert_eq!(report["summary"]["reports"], 3);
    assert_eq!(report["reports"][1]["findings"][0]["code"], "R001");
    assert_eq!(report["reports"][1]["year"], serde_json::Value::Null);
}

#[test]
fn the_wrong_cell_is_named_with_its_place_and_its_cause() {
    let folder = mixed();
    let report = json(&gouji(&["check", "--format", "json", &path(&folder.path().join("c.yaml"))]));
    let finding = &report["reports"][0]["findings"][0];
    assert_eq!((&finding["code"], &finding["at"], &finding["gap"]), (&"A301".into(), &"自然人".into(), &"27".into()));
    assert_eq!((&finding["left"], &finding["right"], &finding["waived"]), (&"41".into(), &"14".into(), &serde_json::Value::Null));
    let cell = &finding["cells"][0];
    assert_eq!((&cell["cell"], &cell["value"]), (&"申请[新收, 自然人]".into(), &"41".into()));
    let line = RIGHT.lines().position(|line| line.contains("新收:")).unwrap() + 1;
    assert_eq!(cell["origin"], serde_json::json!({"line": line, "column": 10}));
    let cause = &report["reports"][0]["causes"][0];
    assert_eq!(
        cause["cells"][0],
        serde_json::json!({"cell": "申请[新收, 自然人]", "found": "41", "expected": "14", "how": "transposed"})
    );
    assert_eq!(cause["explains"], serde_json::json!(["A301[自然人]", "A303[新收]"]));
    assert_eq!((&cause["certainty"], &cause["group"]), (&"only".into(), &1.into()));
}

/// The right report as one line of JSON.
pub(super) fn line() -> String {
    let done = gouji_with(&["extract", "--format", "json", "-"], RIGHT);
    let value: serde_json::Value = json(&done);
    serde_json::to_string(&value).unwrap()
}

#[test]
fn a_stream_of_lines_is_checked_line_by_line() {
    let right = line();
    let wrong = right.replacen("[14,", "[41,", 1);
    assert_ne!(right, wrong);
    let input = format!("{right}\n{{\"year\": \n\n{wrong}\n");
    let done = gouji_with(&["check", "--format", "ndjson", "-"], &input);
    let verdicts: Vec<(String, String)> = stdout(&done)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|report| (report["path"].as_str().unwrap().to_owned(), report["verdict"].as_str().unwrap().to_owned()))
        .collect();
    let want =
        [("-:1", "pass"), ("-:2", "unreadable"), ("-:4", "fail")].map(|(path, verdict)| (path.to_owned(), verdict.to_owned()));
    assert_eq!(verdicts, want);
    assert_eq!(code(&done), 3);
}

#[test]
fn one_document_on_standard_input_is_sniffed() {
    let done = gouji_with(&["check", "--format", "json", "-"], RIGHT);
    assert_eq!((json(&done)["reports"][0]["path"].as_str(), code(&done)), (Some("-"), 0));
}

#[test]
fn the_same_bytes_come_whatever_the_number_of_jobs() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..60 {
        let text = if number % 3 == 0 { RIGHT.replace("新收: [14,", "新收: [15,") } else { RIGHT.to_owned() };
        fs::write(folder.path().join(format!("{number:02}.yaml")), text).unwrap();
    }
    let at = path(folder.path());
    let one = gouji(&["check", "--jobs", "1", "--format", "json", &at]);
    let four = gouji(&["check", "--jobs", "4", "--format", "json", &at]);
    assert_eq!(one.stdout, four.stdout);
    assert_eq!(json(&one)["summary"]["failed"], 20);
}

#[test]
fn quiet_leaves_out_what_was_skipped() {
    let report = |options: &[&str]| {
        let arguments: Vec<&str> = ["check", "--format", "json"].iter().chain(options).copied().collect();
        json(&gouji_with(&arguments, RIGHT))["reports"][0]["skipped"].as_array().unwrap().len()
    };
    assert!(report(&["-"]) > 0);
    assert_eq!(report(&["--quiet", "-"]), 0);
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = mixed();
    let output = folder.path().join("out.json");
    let done = gouji(&["check", "--format", "json", "--output", &path(&output), &path(&folder.path().join("a.yaml"))]);
    assert_eq!((code(&done), stdout(&done).as_str()), (0, ""));
    let written: serde_json::Value = serde_json::from_str(&fs::read_to_string(&output).unwrap()).unwrap();
    assert_eq!(written["summary"]["passed"], 1);
    let elsewhere = path(&folder.path().join("no/such/folder/out.json"));
    assert_eq!(code(&gouji(&["check", "--output", &elsewhere, &path(&folder.path().join("a.yaml"))])), 2);
}

#[test]
fn rules_that_cannot_be_used_are_all_shown_and_nothing_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    put("latin.gj", b"rule X1 \xff\xfe error {}");
    put("rule.gj", "/// 例。\nrule X2 例 error { require }\n".as_bytes());
    let done = gouji(&["rules", "check", &path(folder.path())]);
    let said = stdout(&done);
    assert_eq!(code(&done), 2);
    assert!(said.contains("is not UTF-8") && said.contains("rule.gj:2:"), "{said}");
    let checked = gouji_with(&["check", "--rules", &path(folder.path()), "-"], RIGHT);
    assert_eq!((code(&checked), stdout(&checked).as_str()), (2, ""));
    assert!(stderr(&checked).contains("is not UTF-8"), "{}", stderr(&checked));
    let empty = tempfile::tempdir().unwrap();
    let none = gouji(&["rules", "check", &path(empty.path())]);
    assert!(stdout(&none).contains("no .gj file"), "{}", stdout(&none));
    put("latin.gj", b"// nothing\n");
    put("rule.gj", "/// 例。\nrule X2 例 error { each row of 申请  require 总计 = 自然人  basis \"例\" }\n".as_bytes());
    let no_template = gouji(&["rules", "check", &path(folder.path())]);
    assert!(stdout(&no_template).contains("there is no template"), "{}", stdout(&no_template));
}

#[test]
fn figures_are_shown_with_what_they_were_taken_for() {
    let report = format!("{RIGHT}prose:\n  总体情况: 全年收到政府信息公开申请14件，热线转来7件。\n");
    let lines = stdout(&gouji_with(&["extract", "--figures", "--lang", "zh", "-"], &report));
    assert!(lines.contains("14件  申请·收到  → 收到申请\n"), "{lines}");
    let read = json(&gouji_with(&["extract", "--figures", "--format", "json", "--lang", "en", "-"], &report));
    assert_eq!(read["figures"][0]["facts"], serde_json::json!(["收到申请"]));
    assert_eq!(read["figures"][1]["why"], "a figure of “热线”, which no fact is about");
}

#[test]
fn a_rule_over_lists_shares_and_growths_says_which_figures_it_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.yaml");
    let prose = "收到申请20件，比上年增加5件。其中自然人12件，占60%，法人8件。召开会议3次。";
    std::fs::write(&file, format!("{RIGHT}prose:\n  总体情况: {prose}\n  依申请公开: 收到申请20件。\n")).unwrap();
    let looked_at = |code: &str| {
        let said = stdout(&gouji(&["explain", code, &path(&file), "--lang", "zh"]));
        let figures = said.lines().filter_map(|line| line.strip_prefix("    "));
        figures.map(|line| line.split("  ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(looked_at("P508"), ["12件", "8件"]);
    assert_eq!(looked_at("P509"), ["20件", "20件"]);
    assert_eq!(looked_at("P510"), ["12件", "60%"]);
    assert_eq!(looked_at("P511"), ["20件", "5件"]);
}

#[test]
fn figures_that_a_pattern_finds_are_shown_as_those_of_its_fact() {
    let folder = tempfile::tempdir().unwrap();
    let (rules, file) = (folder.path().join("rules"), folder.path().join("a.yaml"));
    std::fs::create_dir(&rules).unwrap();
    let words = "extends \"disclosure-report\"\nfact 培训场次: count in 总体情况 { \"组织{..}培训{n}场\" except \"计划\" }\n/// 例。\nrule X901 培训 info { require 培训场次 <= 366 basis \"例\" }\n";
    std::fs::write(rules.join("rules.gj"), words).unwrap();
    std::fs::write(&file, format!("{RIGHT}prose:\n  总体情况: 组织公开培训400场，参加的60人。计划组织培训500场。\n")).unwrap();
    let shown = |args: &[&str]| stdout(&gouji(&[args, &[&path(&file), "--rules", &path(&rules), "--lang", "zh"]].concat()));
    let figures = shown(&["extract", "--figures"]);
    assert!(figures.contains("400场  → 培训场次\n") && figures.matches("培训场次").count() == 1, "{figures}");
    let looked_at = shown(&["explain", "X901"]);
    assert!(looked_at.contains("    400场") && !looked_at.contains("500场") && !looked_at.contains("    60人"), "{looked_at}");
}

#[test]
fn extract_writes_what_reads_back() {
    let cells = json(&gouji_with(&["extract", "--format", "cells", "-"], RIGHT));
    assert_eq!((&cells["申请[新收, 自然人]"], &cells["收费[行政事业性收费, 金额]"]), (&"14".into(), &"7730.28".into()));
    assert_eq!(cells.as_object().unwrap().len(), 200);
    let yaml = stdout(&gouji_with(&["extract", "-"], RIGHT));
    assert_eq!(json(&gouji_with(&["extract", "--format", "cells", "-"], &yaml)), cells);
    let odd = RIGHT.replace("新收: [14,", "新收: [很多,").replace("结转下年: [0,", "结转下年: [~,");
    let done = gouji_with(&["extract", "--format", "cells", "-"], &odd);
    assert_eq!(
        (&json(&done)["申请[新收, 自然人]"], &json(&done)["申请[结转下年, 自然人]"]),
        (&"很多".into(), &serde_json::Value::Null)
    );
    assert!(stderr(&done).contains("很多"), "{}", stderr(&done));
}

#[test]
fn a_blank_report_is_made_to_be_filled_in() {
    let yaml = stdout(&gouji(&["new", "report"]));
    let cells = json(&gouji_with(&["extract", "--format", "cells", "-"], &yaml));
    assert_eq!(cells.as_object().unwrap().values().filter(|value| value.is_null()).count(), 200);
    let blank = json(&gouji(&["new", "report", "--format", "json", "--edition", "2019"]));
    assert_eq!(blank["edition"], "2019");
    let folder = tempfile::tempdir().unwrap();
    let form = path(&folder.path().join("form.xlsx"));
    assert_eq!(code(&gouji(&["new", "report", "--format", "xlsx", "--output", &form])), 0);
    assert_eq!(json(&gouji(&["extract", "--format", "cells", &form])), cells);
    let unknown = gouji(&["new", "report", "--edition", "1999"]);
    assert!(code(&unknown) == 2 && stderr(&unknown).contains("2019, 2021"), "{}", stderr(&unknown));
}

#[test]
fn a_code_and_a_cell_are_explained() {
    let rule = gouji(&["explain", "A301"]);
    assert_eq!(code(&rule), 0);
    assert!(stdout(&rule).starts_with("A301") && stdout(&rule).lines().count() > 2, "{}", stdout(&rule));
    let cell = stdout(&gouji(&["explain", "申请[新收, 自然人]"]));
    assert!(cell.contains("A301[自然人]") && cell.contains("A303[新收]") && cell.contains("4 cells at once"), "{cell}");
    assert_eq!(code(&gouji(&["explain", "A999"])), 2);
}

#[test]
fn the_locale_decides_the_language_and_lang_overrules_it() {
    let help = |locale: &str, arguments: &[&str]| {
        let done =
            Command::new(env!("CARGO_BIN_EXE_gouji")).args(arguments).env_remove("LC_ALL").env("LC_MESSAGES", locale).output();
        String::from_utf8(done.unwrap().stdout).unwrap()
    };
    assert!(help("zh_CN.UTF-8", &["--help"]).contains("用法"));
    assert!(help("de_DE.UTF-8", &["--help"]).contains("Usage"));
    assert!(help("de_DE.UTF-8", &["--lang", "zh", "--help"]).contains("用法"));
    assert!(help("zh_CN.UTF-8", &["--lang=en", "--help"]).contains("Usage"));
}

#[test]
fn the_catalogue_in_the_repository_is_the_one_that_is_printed() {
    let printed = stdout(&gouji(&["rules", "--format", "markdown"]));
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write("rules/README.md", &printed).unwrap();
    }
    assert!(
        fs::read_to_string("rules/README.md").unwrap_or_default() == printed,
        "UPDATE_README=1 cargo test catalogue mends it"
    );
}

/// Named so that the command which renews the catalogue renews them, too.
#[test]
fn the_rules_of_the_catalogue_as_data_are_what_their_files_compile_to() {
    let compiled = gouji::compile::builtin();
    assert_eq!(compiled.diagnostics, []);
    let data = gouji::compile::ready_bytes(compiled.rules.unwrap()).unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(gouji::compile::READY_FILE, &data).unwrap();
    }
    assert!(
        fs::read(gouji::compile::READY_FILE).unwrap_or_default() == data,
        "the rule files, or how they are compiled, have changed: UPDATE_README=1 cargo test catalogue mends it"
    );
}

/// A copy of the built-in rules and schemas, to edit.
pub(super) fn own_rules() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for source in gouji::compile::builtin_sources() {
        let to = folder.path().join(&source.name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, &source.text).unwrap();
    }
    folder
}

fn edit(folder: &TempDir, name: &str, from: &str, to: &str) {
    let file = folder.path().join(name);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{name} has no {from}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_changed_form_takes_edits_of_rule_files_only() {
    let rules = own_rules();
    let at = path(rules.path());
    let schema = "schemas/disclosure-report/2021.gj";
    edit(
        &rules,
        schema,
        "结转下年 \"四、结转下年度继续办理\"",
        "撤回 \"四、申请人撤回\"\n        结转 \"五、结转下年度继续办理\"",
    );
    let broken = gouji(&["rules", "check", &at]);
    let said = stdout(&broken);
    assert_eq!(code(&broken), 2);
    let named = said.matches("结转下年").count();
    assert!(named > 3 && said.contains("arithmetic.gj"), "every place that names the lost row is shown:\n{said}");

    edit(&rules, schema, "结转 \"五、", "结转下年 \"五、");
    edit(
        &rules,
        "rules/disclosure-report/arithmetic.gj",
        "rule A301 列勾稽 error {",
        "rule A301 列勾稽 error {\n  in edition 2019",
    );
    let new_rule = r#"/// 新收加上年结转，等于办理总计、撤回与结转下年之和。
rule A304 列勾稽 error {
  in edition 2021
  each column of 申请
  require 新收 + 上年结转 = 办理.总计 + 撤回 + 结转下年
  basis "新格式" "表三表头"
}
"#;
    fs::write(rules.path().join("rules/new.gj"), new_rule).unwrap();
    let report = RIGHT
        .replace("    结转下年: [0,", "    撤回: [1, 0, 0, 0, 0, 0, 1]\n    结转下年: [0,")
        .replace("新收: [14, 0, 0, 0, 0, 0, 14]", "新收: [15, 0, 0, 0, 0, 0, 15]");
    assert!(report.contains("撤回") && report.contains("[15,"));
    let arguments = ["check", "--rules", &at, "--format", "short", "--quiet", "-"];
    let done = gouji_with(&arguments, &report);
    assert_eq!((code(&done), stdout(&done).as_str()), (0, ""), "{}", stderr(&done));
    let wrong = gouji_with(&arguments, &report.replace("撤回: [1,", "撤回: [2,"));
    assert!(stdout(&wrong).contains("A304[自然人]") && stdout(&wrong).contains("A303[撤回]"), "{}", stdout(&wrong));
    let without = gouji_with(&arguments, RIGHT);
    assert!(stdout(&without).contains("T104") && stdout(&without).contains("撤回"), "{}", stdout(&without));
}

#[test]
fn the_examples_hold_one_report_in_every_kind_of_document() {
    let cells = |kind: &str| json(&gouji(&["extract", "--format", "cells", &format!("examples/right.{kind}")]));
    let text = cells("txt");
    assert_eq!(text.as_object().unwrap().len(), 200);
    for kind in ["html", "docx", "xlsx"] {
        assert_eq!(cells(kind), text, "{kind}");
        let done = gouji(&["check", "--format", "json", &format!("examples/right.{kind}")]);
        assert_eq!(json(&done)["reports"][0]["findings"], serde_json::json!([]), "{kind}");
    }
}

#[test]
fn in_chinese_the_help_and_what_is_said_of_wrong_usage_are_chinese() {
    let help = stdout(&gouji(&["check", "--help", "--lang", "zh"]));
    for english in ["Usage", "Options", "OPTIONS", "possible values", "default:", "FILE", "PATH"] {
        assert!(!help.contains(english), "{english}: {help}");
    }
    assert!(help.contains("用法：gouji check [选项] <路径>...") && help.contains("（可选：terminal、"), "{help}");
    let wrong = |arguments: &[&str]| {
        let done = gouji(&[arguments, &["--lang", "zh"]].concat());
        assert_eq!(code(&done), 2);
        stderr(&done).lines().next().unwrap().to_owned()
    };
    assert_eq!(wrong(&["check"]), "gouji: 缺少 <路径>...");
    assert_eq!(wrong(&["check", "--formt", "x"]), "gouji: 没有选项“--formt”；是不是 --format？");
    assert_eq!(wrong(&["check", "a", "--format", "x"]), "gouji: --format <格式> 不能写“x”；是不是 xlsx？");
    assert_eq!(wrong(&["check", "a", "--jobs", "x"]), "gouji: --jobs <数> 的“x”写得不对");
    assert_eq!(wrong(&["chek"]), "gouji: 没有命令“chek”；是不是 check？");
    assert_eq!(wrong(&[]), "gouji: 没有写命令");
    assert!(stderr(&gouji(&["chek"])).contains("Usage: gouji [OPTIONS] <COMMAND>"));
}

#[test]
fn in_chinese_a_rule_is_explained_in_chinese() {
    let explained = |code: &str| stdout(&gouji(&["explain", code, "--lang", "zh"]));
    assert!(explained("T101").contains("    六个部分齐全，并依次排列（sections in order）"));
    let example = explained("A301");
    assert!(example.contains("改填") && example.contains("应当发现 A301（自然人）"), "{example}");
    assert!(!example.contains("expect") && !example.contains("        set "), "{example}");
}
