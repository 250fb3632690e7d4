//! The language server, as a client in memory sees it: a case is a markdown file with files, a cursor, a request and the answer.

#[path = "lsp/case.rs"]
mod case;
#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/shown.rs"]
mod shown;
#[path = "lsp/unfixed.rs"]
mod unfixed;

use super::cli::{gouji, stdout};
use case::{CURSOR, Case};
use client::Client;
use gouji::diagnostic::{self, Code, ExampleKind};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// Runs every case of a folder.
#[test]
fn answers_as_the_cases_say() {
    let mut count = 0;
    for entry in walkdir::WalkDir::new("tests/cases/lsp").sort_by_file_name() {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|ending| ending == "md") {
            run(&path);
            count += 1;
        }
    }
    assert!(count > 0);
}

fn run(path: &Path) {
    let case = Case::read(path);
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &case.files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text.replace(CURSOR, "")).unwrap();
    }
    let (method, rest) = case.request.split_once('\n').unwrap_or((&case.request, "{}"));
    let mut more: Value = serde_json::from_str(rest).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let options = more.as_object_mut().and_then(|more| more.remove("initialization")).unwrap_or_default();
    let mut client = Client::new(folder.path(), options);
    let (name, line, character) = case.cursor();
    let text = &case.files.iter().find(|(own, _)| own == name).unwrap().1;
    client.open(name, &text.replace(CURSOR, ""));
    client.settle(name);
    let answer = match method {
        "diagnostics" => shown::diagnostics(&client),
        "workspace/executeCommand" => {
            let arguments = json!([client.uri(name), more["what"]]);
            let answer = client.request(method, json!({ "command": more["command"], "arguments": arguments }));
            let root = client.uri("");
            format!("{}\n{}", serde_json::to_string_pretty(&answer).unwrap().replace(&root, ""), client.messages.join("\n"))
        }
        _ => {
            let position = json!({ "line": line, "character": character });
            if method == "textDocument/codeAction" {
                more = json!({ "range": { "start": position, "end": position }, "context": { "diagnostics": [] } });
            }
            let answer = client.at(method, name, &position, more);
            shown::shown(&client, method, &answer)
        }
    };
    case.compare(path, &answer.replace(&folder.path().display().to_string(), "…"));
}

/// Every advice that says what to write is a fix where it mends the example of its code; of the others a list says why not.
#[test]
fn advice_is_offered_as_a_fix() {
    let (mut fixed, mut left) = (Vec::new(), Vec::new());
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for edition in ["2019", "2021"] {
        fs::copy(format!("schemas/disclosure-report/{edition}.gj"), folders[0].path().join(format!("{edition}.gj"))).unwrap();
    }
    let mut clients = folders.each_ref().map(|folder| Client::new(folder.path(), json!({})));
    for (at, code) in Code::ALL.iter().enumerate() {
        let Some(example) = &diagnostic::entry(*code).example else { continue };
        let client = match example.kind {
            ExampleKind::Rules | ExampleKind::Test => &mut clients[0],
            ExampleKind::Form => &mut clients[1],
            _ => continue,
        };
        let name = format!("例{at}.gj");
        client.open(&name, &example.text);
        client.settle(&name);
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
        let document = json!({ "uri": client.uri(&name) });
        let params = json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
        let actions = client.request("textDocument/codeAction", params);
        let own = |action: &&Value| action.get("edit").is_some() && action["diagnostics"][0]["code"] == code.as_str();
        match actions.as_array().unwrap().iter().find(own) {
            Some(fix) => fixed.push(format!("{code} {}", fix["title"].as_str().unwrap())),
            None => left.push(code.to_string()),
        }
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": client.uri(&name) } }));
    }
    insta::assert_snapshot!(fixed.join("\n"));
    let mut listed: Vec<&str> = unfixed::UNFIXED.iter().flat_map(|(_, codes)| *codes).copied().collect();
    listed.sort_unstable();
    assert_eq!(left, listed);
}

/// Every word of the language is coloured in the editor before the server answers.
#[test]
fn the_textmate_grammar_knows_every_word() {
    let grammar = fs::read_to_string("grammar/gouji.pest").unwrap();
    let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let words = grammar.lines().map(|line| line.split("//").next().unwrap()).flat_map(|line| line.split('"').skip(1).step_by(2));
    let coloured = fs::read_to_string("editors/vscode/syntaxes/gouji.tmLanguage.json").unwrap();
    let patterns: String =
        coloured.lines().filter_map(|line| line.split_once("\"match\": ")).map(|(_, pattern)| pattern).collect();
    let patterns = patterns.replace("\\\\s", " ");
    let known: Vec<&str> = patterns.split(|c: char| !c.is_ascii_lowercase()).collect();
    let unknown: Vec<&str> = words.filter(is_word).filter(|word| !known.contains(word)).collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

/// The problem matcher of the extension takes apart what `--format github` prints.
#[test]
fn the_problem_matcher_knows_an_annotation() {
    let manifest: Value = serde_json::from_str(&fs::read_to_string("editors/vscode/package.json").unwrap()).unwrap();
    let pattern = &manifest["contributes"]["problemMatchers"][0]["pattern"];
    let regex = regex::Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let folder = folder(&[("form.gj", FORM), ("rules.gj", "rule A101 甲 error {\n  require\n}\n")]);
    let printed = stdout(&gouji(&["rules", "check", folder.path().to_str().unwrap(), "--format", "github", "--lang", "en"]));
    let found = regex.captures(printed.lines().next().unwrap()).unwrap();
    let parts = ["severity", "line", "endLine", "column", "endColumn", "code", "message"]
        .map(|part| found[usize::try_from(pattern[part].as_u64().unwrap()).unwrap()].to_owned());
    assert_eq!(parts, ["error", "2", "2", "10", "10", "E032", "behind “require” a figure, a name or a cell is missing"]);
    assert!(found[2].ends_with("rules.gj"));
}

const FORM: &str = include_str!("../../src/cli/new/form.gj");

/// A folder with a form and rules.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn insert(client: &mut Client, name: &str, (line, character): (u32, u32), text: &str) {
    let at = json!({ "line": line, "character": character });
    let params = json!({
        "textDocument": { "uri": client.uri(name), "version": 2 },
        "contentChanges": [{ "range": { "start": at, "end": at }, "text": text }],
    });
    client.notify("textDocument/didChange", params);
}

#[test]
fn a_mended_file_is_told_that_nothing_is_left() {
    let folder = folder(&[("form.gj", FORM), ("rules.gj", "rule A101 甲 error {\n  require\n}\n")]);
    let mut client = Client::new(folder.path(), json!({}));
    client.open("rules.gj", "rule A101 甲 error {\n  require\n}\n");
    client.settle("rules.gj");
    let own = client.uri("rules.gj");
    assert!(!client.diagnostics[&own].is_empty());
    insert(&mut client, "rules.gj", (1, 9), " whole grid basis \"国办\"");
    client.settle("rules.gj");
    assert_eq!(client.diagnostics[&own], Vec::<Value>::new());
}

#[test]
fn what_is_not_saved_lies_over_the_files() {
    let rule = "rule A1 甲 error {\n  require whole grid\n  basis \"国办\"\n}\n";
    let folder = folder(&[("form.gj", FORM), ("rules.gj", rule)]);
    let mut client = Client::new(folder.path(), json!({}));
    client.open("form.gj", "template");
    client.settle("form.gj");
    assert!(!client.diagnostics[&client.uri("form.gj")].is_empty());
    let form = client.uri("form.gj");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": form } }));
    client.settle("rules.gj");
    assert_eq!(client.diagnostics[&form], Vec::<Value>::new());
}

#[test]
fn whatever_a_client_sends_the_server_answers() {
    let folder = folder(&[("rules.gj", "rule")]);
    let mut client = Client::new(folder.path(), json!({ "rules": 7 }));
    for (name, text) in [("rules.gj", "rule"), ("不在.gj", "\u{0}{{{{\"\u{1F600}"), ("空.gj", "")] {
        client.open(name, text);
        for method in ["completion", "hover", "definition", "references", "rename", "prepareRename", "documentHighlight"] {
            for position in [(0, 0), (0, 3), (9, 9), (u32::MAX, u32::MAX)] {
                let position = json!({ "line": position.0, "character": position.1 });
                let more = json!({ "newName": "甲", "context": { "includeDeclaration": true } });
                client.at(&format!("textDocument/{method}"), name, &position, more);
            }
        }
        for method in ["documentSymbol", "foldingRange", "codeLens", "semanticTokens/full"] {
            client.request(&format!("textDocument/{method}"), json!({ "textDocument": { "uri": client.uri(name) } }));
        }
    }
    for params in [json!({}), json!([]), Value::Null, json!({ "textDocument": { "uri": "untitled:甲" }, "position": 3 })] {
        client.request("textDocument/hover", params.clone());
        client.notify("textDocument/didChange", params.clone());
        client.request("workspace/executeCommand", params);
    }
    client.settle("rules.gj");
    assert_eq!(client.request("gouji/nothing", json!({}))["refused"], "gouji/nothing");
}

/// A small edit: where, how many characters are replaced, and by what.
fn edits() -> impl proptest::strategy::Strategy<Value = Vec<(usize, usize, &'static str)>> {
    let pieces = ["", "\n", "}", "{", "\"", "row ", "合计", "each column of 班次\n", "//", "😀", "rule X9 甲 error {", "［", "."];
    let piece = proptest::sample::select(pieces.to_vec());
    proptest::collection::vec((0usize..900, 0usize..12, piece), 1..12)
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })]

    #[test]
    fn after_any_edits_the_server_stands_where_a_new_one_does(edits in edits()) {
        let rules = include_str!("../../src/cli/new/rules.gj");
        let folder = folder(&[("form.gj", FORM), ("rules.gj", rules)]);
        let mut edited = Client::new(folder.path(), json!({}));
        edited.open("rules.gj", rules);
        let mut text: Vec<char> = rules.chars().collect();
        for (version, (at, length, piece)) in edits.iter().enumerate() {
            let start = at % (text.len() + 1);
            let end = (start + length).min(text.len());
            let place = |at: usize| {
                let before: String = text[..at].iter().collect();
                let line = before.rsplit('\n').next().unwrap();
                json!({ "line": before.matches('\n').count(), "character": line.encode_utf16().count() })
            };
            let params = json!({
                "textDocument": { "uri": edited.uri("rules.gj"), "version": version + 2 },
                "contentChanges": [{ "range": { "start": place(start), "end": place(end) }, "text": piece }],
            });
            edited.notify("textDocument/didChange", params);
            if version % 3 == 0 {
                edited.settle("rules.gj");
            }
            text.splice(start..end, piece.chars());
        }
        let mut new = Client::new(folder.path(), json!({}));
        new.open("rules.gj", &text.iter().collect::<String>());
        let states = [&mut edited, &mut new].map(|client| {
            client.settle("rules.gj");
            let document = json!({ "textDocument": { "uri": client.uri("rules.gj") } });
            let answers = ["documentSymbol", "semanticTokens/full", "foldingRange"]
                .map(|method| client.request(&format!("textDocument/{method}"), document.clone()));
            client.diagnostics.retain(|_, found| !found.is_empty());
            (client.diagnostics.clone(), answers)
        });
        proptest::prop_assert_eq!(&states[0], &states[1]);
    }
}

/// Texts that all compile: one of the form and one of the rules are open at a time.
const FORMS: [&str; 2] = ["total 合计", "total 总数"];
const RULES: [&str; 4] = ["合计 = 白班 + 夜班", "合计 <= 白班 + 夜班", "合计 = 白班", "合计 >= 夜班"];

/// A report whose night shifts are these, and whose total is 5.
fn report(nights: usize, total: &str) -> String {
    let row = format!("{{白班: 3, 夜班: {nights}, {total}: 5}}");
    format!(
        "template: 值班情况季报\nedition: \"2024\"\nagency: 某局\nyear: 2024\ntables:\n  班次:\n    机关: {row}\n    \
         下属单位: {row}\nprose: {{基本情况: 略。, 值班情况: 略。, 问题: 略。}}\n"
    )
}

fn whole(client: &mut Client, name: &str, text: &str) {
    let params = json!({
        "textDocument": { "uri": client.uri(name), "version": 2 }, "contentChanges": [{ "text": text }],
    });
    client.notify("textDocument/didChange", params);
}

/// Writes a report as if it had been written so many hours ago.
fn write_report(file: &Path, text: &str, hours: u64) {
    fs::write(file, text).unwrap();
    let written = std::time::UNIX_EPOCH + std::time::Duration::from_secs((400_000 - hours) * 3_600);
    fs::File::options().write(true).open(file).unwrap().set_modified(written).unwrap();
}

/// The preview takes what it read before for a file whose time and length are the same.
#[test]
fn a_report_is_read_again_only_where_it_changed() {
    let folder = folder(&[("form.gj", FORM), ("rules.gj", include_str!("../../src/cli/new/rules.gj"))]);
    fs::create_dir(folder.path().join("报告")).unwrap();
    let file = folder.path().join("报告/甲.yaml");
    write_report(&file, &report(1, "合计"), 9);
    let mut client = Client::new(folder.path(), json!({ "reports": "报告" }));
    client.open("rules.gj", include_str!("../../src/cli/new/rules.gj"));
    let failing = |client: &mut Client| {
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
        let arguments = json!([client.uri("rules.gj"), "X101"]);
        client.request("workspace/executeCommand", json!({ "command": "gouji.preview", "arguments": arguments }))["failing"]
            .clone()
    };
    assert_eq!(failing(&mut client), 1);
    write_report(&file, &report(2, "合计"), 9);
    assert_eq!(failing(&mut client), 1);
    write_report(&file, &report(2, "合计"), 8);
    assert_eq!(failing(&mut client), 0);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })]

    /// Whatever of the form, the rules and the reports changed: the preview is that of a server that has just begun.
    #[test]
    fn the_preview_after_edits_is_that_of_a_new_server(
        edits in proptest::collection::vec((0usize..3, 0usize..4, 0usize..3), 1..10)
    ) {
        let (mut form, mut rule) = (0, 0);
        let texts = |form: usize, rule: usize| {
            let total = FORMS[form].strip_prefix("total ").unwrap();
            let rules = include_str!("../../src/cli/new/rules.gj").replace("require 合计 = 白班 + 夜班", &format!("require {}", RULES[rule]));
            let tests: String = rules.split("  test ").next().unwrap().to_owned() + "}\n\nrule T104 行列完整 error { require whole grid basis \"例\" }\n";
            (FORM.replace("total 合计", FORMS[form]), tests.replace("合计", total))
        };
        let (form_text, rules_text) = texts(form, rule);
        let folder = folder(&[("form.gj", &form_text), ("rules.gj", &rules_text)]);
        fs::create_dir(folder.path().join("报告")).unwrap();
        // Files that were written to just now are read again whatever is known of them: these are older.
        let mut hours = 1_000;
        let mut write = |at: usize, nights: usize, total: &str| {
            hours -= 1;
            write_report(&folder.path().join(format!("报告/{at}.yaml")), &report(nights, total), hours);
        };
        (0..3).for_each(|at| write(at, at + 1, "合计"));
        let options = json!({ "reports": "报告" });
        let mut edited = Client::new(folder.path(), options.clone());
        edited.open("form.gj", &form_text);
        edited.open("rules.gj", &rules_text);
        edited.settle("rules.gj");
        for (what, one, other) in edits {
            match what {
                0 => form = one % 2,
                1 => rule = one,
                _ => {
                    write(other, one, ["合计", "总数", "合计"][other]);
                    edited.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
                }
            }
            let (form_text, rules_text) = texts(form, rule);
            whole(&mut edited, "form.gj", &form_text);
            whole(&mut edited, "rules.gj", &rules_text);
            edited.settle("rules.gj");
        }
        let (form_text, rules_text) = texts(form, rule);
        let mut new = Client::new(folder.path(), options);
        new.open("form.gj", &form_text);
        new.open("rules.gj", &rules_text);
        let [one, two] = [&mut edited, &mut new].map(|client| {
            client.settle("rules.gj");
            let arguments = json!([client.uri("rules.gj"), "X101"]);
            let answer = client.request("workspace/executeCommand", json!({ "command": "gouji.preview", "arguments": arguments }));
            // Which reports failed before is no part of how they come out now.
            let failing = |listed: &Value| listed["fails"] == true;
            let listed: Vec<Value> = answer["listed"].as_array().unwrap().iter().filter(|listed| failing(listed)).cloned().collect();
            let listed: Vec<_> = listed.iter().map(|listed| (listed["path"].clone(), listed["verdict"].clone())).collect();
            client.diagnostics.retain(|_, found| !found.is_empty());
            (answer["failing"].clone(), answer["reports"].clone(), listed, client.diagnostics.clone())
        });
        proptest::prop_assert_eq!(&one, &two);
        proptest::prop_assert_eq!(&one.1, &json!(3));
        proptest::prop_assert!(one.3.is_empty(), "{:?}", one.3);
    }
}
