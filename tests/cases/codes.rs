//! The codes of diagnostics: each is told in the catalogue and in the reference, and its example brings it about and nothing else.

use gouji::{
    compile::{self, Override, Parsed},
    diagnostic::{self, Code, Diagnostic, Example, ExampleKind},
    roster,
    source::Source,
    test, waiver,
};
use std::{collections::BTreeSet, fs, path::Path, process::Command, sync::LazyLock};

/// Codes of our own faults, which no input brings about.
const OWN_FAULTS: [Code; 1] = [Code::FormatChanged];

static BUILT_IN: LazyLock<Vec<Parsed>> = LazyLock::new(|| compile::builtin_sources().iter().map(Parsed::new).collect());

/// Words in an example that stand for more than anybody wants to read.
fn written_out(text: &str) -> String {
    let many: String = (0..101).map(|at| format!(" 项{at}")).collect();
    let more: String = (0..101).map(|at| format!(" 目{at}")).collect();
    let text = text.replacen("MANY", &many, 1).replace("MANY", &more);
    let long = if text.starts_with("fact") { "{甲}".repeat(50) } else { vec!["1"; 500].join(" + ") };
    text.replace("LONG", &long)
}

/// The files that stand around an example, built in.
fn around(kind: ExampleKind) -> Vec<&'static Parsed> {
    let wanted = |parsed: &&Parsed| match kind {
        ExampleKind::Form => false,
        ExampleKind::Rules | ExampleKind::Test => parsed.source.name.starts_with("schemas"),
        _ => true,
    };
    BUILT_IN.iter().filter(wanted).collect()
}

fn compiled(example: &Example) -> Vec<Diagnostic> {
    let own = Parsed::new(&Source::new("例.gj", written_out(&example.text)));
    let files: Vec<&Parsed> = around(example.kind).into_iter().chain([&own]).collect();
    let compiled = compile::load_parsed(&files, &[]);
    if example.kind != ExampleKind::Test {
        return compiled.diagnostics;
    }
    assert_eq!(compiled.diagnostics, []);
    let rules = compiled.rules.unwrap();
    let open: test::OpenBase<'_> = &|name, _| Err(gouji::lang::Text::same(name));
    test::run(&rules, open).into_iter().flat_map(|outcome| outcome.differences).collect()
}

fn parameter(text: &str) -> Vec<Diagnostic> {
    match Override::from_option(&Source::new("--param", text)) {
        Ok(given) => compile::load_parsed(&around(ExampleKind::Param), &[given]).diagnostics,
        Err(wrong) => vec![*wrong],
    }
}

/// The files that the command of an example finds.
fn files(code: Code, folder: &Path) {
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let form = || {
        for edition in ["2019", "2021"] {
            let path = format!("schemas/disclosure-report/{edition}.gj");
            put(&format!("规则/{edition}.gj"), &fs::read(path).unwrap());
        }
    };
    let rule = |rest: &str| {
        let checks = ["tables present", "filled in", "whole grid", "kinds"].iter().zip(1..);
        let checks: String =
            checks.map(|(check, at)| format!("rule Z00{at} 格式 error {{ require {check} basis \"例\" }}\n")).collect();
        put(
            "规则/z.gj",
            format!("{checks}rule Z101 新收 error {{ require 申请[新收, 总计] >= 1 basis \"例\" {rest} }}").as_bytes(),
        );
    };
    let waived = |rest: &str| {
        put("报告.yaml", super::cli::RIGHT.as_bytes());
        let head = "code: A301, at: 自然人, agency: 示例县人民政府办公室, year: 2023, reason: 例, by: 例";
        put("豁免.yaml", format!("- {{{head}{rest}}}\n").as_bytes());
    };
    match code {
        Code::SlipUnnoticed => {
            form();
            rule("test \"样表\" { expect nothing }");
        }
        Code::TestFileMissing => {
            form();
            rule("test \"样表\" { base \"没有.yaml\" expect nothing }");
        }
        Code::TestFileOtherEdition => {
            form();
            put("规则/报告.yaml", super::cli::RIGHT.as_bytes());
            rule("test \"样表\" in edition 2019 { base \"报告.yaml\" expect nothing }");
        }
        Code::WaiverUnused => waived(""),
        Code::WaiverExpired => waived(", until: 2020-12-31"),
        Code::WaiverDiffers => {
            waived(", gap: 5");
            put("报告.yaml", super::cli::RIGHT.replace("新收: [14,", "新收: [41,").as_bytes());
        }
        Code::RulesDoNotFit => {
            let form = fs::read_to_string("schemas/disclosure-report/2021.gj").unwrap();
            let (head, rest) = form.split_once("  follows 2019 {").unwrap();
            let (_, rest) = rest.split_once("\n  }\n").unwrap();
            let own = format!("extends \"disclosure-report\"\n\n{head}  follows 2021 {{ }}\n{rest}");
            let own = own.replacen("edition 2021", "edition 2028", 1).replacen("years 2021..", "years 2028..", 1);
            put("规则/2028.gj", own.as_bytes());
        }
        Code::NoRuleFile => fs::create_dir(folder.join("规则")).unwrap(),
        Code::FileNotRead => {
            form();
            rule("");
            put("规则/2028.gj.txt", b"");
        }
        Code::CannotOpen => put("报告.yaml", super::cli::RIGHT.as_bytes()),
        Code::TooLarge => {
            form();
            rule("");
            put("规则/大.gj", &vec![b' '; gouji::source::MAX_BYTES + 1]);
        }
        Code::NotUtf8 => {
            form();
            rule("");
            put("规则/旧.gj", b"// \xb9\xe6\xd4\xf2");
        }
        Code::FormRulesMissing => {
            form();
            put("规则/z.gj", "rule Z101 新收 error { require 申请[新收, 总计] >= 1 basis \"例\" }".as_bytes());
        }
        _ => {}
    }
}

/// The codes that a command prints in front of a message.
fn printed(code: Code, line: &str) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    files(code, folder.path());
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let done = command.args(line.split(' ').skip(1)).arg("--lang=zh").current_dir(folder.path()).output().unwrap();
    let all = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    let words = all.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter_map(Code::named).map(|code| code.to_string()).collect()
}

fn found(code: Code, example: &Example) -> BTreeSet<String> {
    let all = match example.kind {
        ExampleKind::Param => parameter(&example.text),
        ExampleKind::Roster => {
            roster::parse(&Source::new("名册.yaml", &*example.text), &crate::built_in().template).err().unwrap_or_default()
        }
        ExampleKind::Waivers => {
            let rules = crate::built_in();
            waiver::parse(&Source::new("豁免.yaml", &*example.text), &rules).err().unwrap_or_default()
        }
        ExampleKind::Run => return printed(code, &example.text),
        _ => compiled(example),
    };
    all.iter().map(|diagnostic| diagnostic.code.to_string()).collect()
}

#[test]
fn the_catalogue_tells_every_code_in_order_and_whole() {
    let entries = diagnostic::entries();
    assert_eq!(entries.iter().map(|(code, _)| *code).collect::<Vec<_>>(), Code::ALL);
    for (code, entry) in entries {
        for words in [&entry.title.zh, &entry.title.en, &entry.mend.zh, &entry.mend.en] {
            assert!(!words.is_empty(), "{code}");
        }
        assert_eq!(entry.example.is_none(), OWN_FAULTS.contains(code), "{code}");
    }
}

#[test]
fn every_example_brings_about_its_code_and_nothing_else() {
    let mut wrong = Vec::new();
    for (code, entry) in diagnostic::entries() {
        let Some(example) = &entry.example else { continue };
        let found = found(*code, example);
        if found != BTreeSet::from([code.to_string()]) {
            wrong.push(format!("{code}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_reference_lists_every_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("## Diagnostics\n").unwrap();
    let (_, behind) = rest.split_once("\n## ").unwrap();
    let rows: String = diagnostic::entries()
        .iter()
        .map(|(code, entry)| {
            let weight = format!("{:?}", code.level()).to_lowercase();
            format!("| {code} | {weight} | {} | {} |\n", entry.title.en, entry.title.zh)
        })
        .collect();
    let intro = "\nWhat is wrong with a rule, schema, parameter, roster or waiver file is said with a code; `gouji explain E101` tells more\n\
                 of it, with an example. Codes are permanent. The examples and what to do about each stand in [codes.yaml](codes.yaml).\n\n\
                 | code | | is about | 说的是 |\n|---|---|---|---|\n";
    let expected = format!("{before}## Diagnostics\n{intro}{rows}\n## {behind}");
    let chinese = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/README.zh-CN.md");
    let in_chinese = fs::read_to_string(&chinese).unwrap();
    let (start, rest) = in_chinese.split_once("|---|---|---|\n| E001").unwrap();
    let (_, end) = rest.split_once("\n\n## ").unwrap();
    let rows: Vec<String> = diagnostic::entries()
        .iter()
        .map(|(code, entry)| {
            let weight = if code.level() == diagnostic::Level::Error { "错误" } else { "警告" };
            format!("| {code} | {weight} | {} |", entry.title.zh)
        })
        .collect();
    let expected_in_chinese = format!("{start}|---|---|---|\n{}\n\n## {end}", rows.join("\n"));
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&chinese, expected_in_chinese).unwrap();
    } else {
        assert!(in_chinese == expected_in_chinese, "grammar/README.zh-CN.md lists other codes");
    }
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, expected).unwrap();
    } else {
        assert!(text == expected, "grammar/README.md lists other codes; UPDATE_README=1 cargo test the_reference_lists mends it");
    }
}
