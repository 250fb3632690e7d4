//! The language server, as a client in memory sees it: a case is a markdown file with files, a cursor, a request and the answer.

#[path = "lsp/case.rs"]
mod case;
#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/shown.rs"]
mod shown;

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

/// Every advice that says what to write is a fix where it mends the example of its code.
#[test]
fn advice_is_offered_as_a_fix() {
    let (mut fixed, mut left) = (Vec::new(), Vec::new());
    let folder = tempfile::tempdir().unwrap();
    for edition in ["2019", "2021"] {
        fs::copy(format!("schemas/disclosure-report/{edition}.gj"), folder.path().join(format!("{edition}.gj"))).unwrap();
    }
    let mut client = Client::new(folder.path(), json!({}));
    for (at, code) in Code::ALL.iter().enumerate() {
        let Some(example) = &diagnostic::entry(*code).example else { continue };
        if !matches!(example.kind, ExampleKind::Rules) {
            continue;
        }
        let name = format!("例{at}.gj");
        client.open(&name, &example.text);
        client.settle(&name);
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
        let document = json!({ "uri": client.uri(&name) });
        let params = json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
        let actions = client.request("textDocument/codeAction", params);
        let fix = actions.as_array().unwrap().iter().find(|action| action.get("edit").is_some());
        match fix {
            Some(fix) => fixed.push(format!("{code} {}", fix["title"].as_str().unwrap())),
            None => left.push(code.to_string()),
        }
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": client.uri(&name) } }));
    }
    insta::assert_snapshot!(format!("{}\n\nwithout: {}", fixed.join("\n"), left.join(" ")));
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
