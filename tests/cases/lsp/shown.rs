//! Answers of the server as people read them.

use super::client::Client;
use serde_json::Value;
use std::{collections::BTreeMap, fs};

/// An answer in lines.
pub(super) fn shown(client: &Client, method: &str, answer: &Value) -> String {
    if let Some(refused) = answer["refused"].as_str() {
        return format!("refused: {refused}");
    }
    match method {
        "textDocument/completion" => lines(&answer["items"], |item| {
            let detail = item["detail"].as_str().map(|detail| format!("  {detail}")).unwrap_or_default();
            format!("{}{detail}", word(&item["label"]))
        }),
        // A fence would end the block of the case.
        "textDocument/hover" => word(&answer["contents"]["value"]).replace("```", "~~~"),
        "textDocument/definition" | "textDocument/references" => lines(answer, |location| {
            format!("{}: {}", place(client, &location["uri"], &location["range"]), line_of(client, location))
        }),
        "textDocument/documentHighlight" => lines(answer, |found| range(&found["range"])),
        "textDocument/documentSymbol" => outline(answer, 0),
        "textDocument/foldingRange" => lines(answer, |found| format!("{}–{}", found["startLine"], found["endLine"])),
        "textDocument/formatting" => lines(answer, |edit| format!("{} {:?}", range(&edit["range"]), word(&edit["newText"]))),
        "textDocument/rename" => renamed(client, &answer["changes"]),
        "textDocument/codeLens" => lines(answer, |lens| {
            format!("{} {} {}", range(&lens["range"]), word(&lens["command"]["command"]), word(&lens["command"]["title"]))
        }),
        "textDocument/codeAction" => {
            lines(answer, |action| format!("{}\n{}", word(&action["title"]), renamed(client, &action["edit"]["changes"])))
        }
        _ => serde_json::to_string_pretty(answer).unwrap(),
    }
}

pub(super) fn diagnostics(client: &Client) -> String {
    let mut all = String::new();
    for (uri, found) in &client.diagnostics {
        for diagnostic in found {
            let severity = if diagnostic["severity"] == 1 { "error" } else { "warning" };
            let at = place(client, &Value::String(uri.clone()), &diagnostic["range"]);
            all += &format!("{at} {severity}: {}\n", word(&diagnostic["message"]).replace('\n', "\n    "));
        }
    }
    all
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn lines(all: &Value, shown: impl Fn(&Value) -> String) -> String {
    all.as_array().map(|all| all.iter().map(shown).collect::<Vec<_>>().join("\n")).unwrap_or_default()
}

fn range(range: &Value) -> String {
    let at = |end: &str| format!("{}:{}", range[end]["line"], range[end]["character"]);
    format!("{}–{}", at("start"), at("end"))
}

/// The name of a file of the folder.
fn name(client: &Client, uri: &Value) -> String {
    let root = client.uri("");
    percent_encoding::percent_decode_str(word(uri).strip_prefix(&root).unwrap_or(word(uri))).decode_utf8_lossy().into_owned()
}

fn place(client: &Client, uri: &Value, at: &Value) -> String {
    format!("{} {}", name(client, uri), range(at))
}

fn line_of(client: &Client, location: &Value) -> String {
    let text = fs::read_to_string(client.root.join(name(client, &location["uri"]))).unwrap_or_default();
    let line = location["range"]["start"]["line"].as_u64().unwrap();
    text.lines().nth(usize::try_from(line).unwrap()).unwrap_or_default().trim().to_owned()
}

fn outline(symbols: &Value, depth: usize) -> String {
    let mut all = String::new();
    for symbol in symbols.as_array().into_iter().flatten() {
        let detail = symbol["detail"].as_str().map(|detail| format!("  {detail}")).unwrap_or_default();
        all += &format!("{}{}{detail}\n{}", "  ".repeat(depth), word(&symbol["name"]), outline(&symbol["children"], depth + 1));
    }
    all
}

/// The lines that an edit changes, as they are afterwards.
fn renamed(client: &Client, changes: &Value) -> String {
    let mut all = String::new();
    let changes: BTreeMap<String, Value> = serde_json::from_value(changes.clone()).unwrap_or_default();
    for (uri, edits) in changes {
        let file = name(client, &Value::String(uri));
        let text = fs::read_to_string(client.root.join(&file)).unwrap_or_default();
        let mut lines: Vec<Vec<u16>> = text.split('\n').map(|line| line.encode_utf16().collect()).collect();
        let mut edits = edits.as_array().unwrap().clone();
        edits.sort_by_key(|edit| {
            std::cmp::Reverse((edit["range"]["start"]["line"].as_u64(), edit["range"]["start"]["character"].as_u64()))
        });
        let mut touched = std::collections::BTreeSet::new();
        for edit in &edits {
            let at = |end: &str, what: &str| usize::try_from(edit["range"][end][what].as_u64().unwrap()).unwrap();
            let line = at("start", "line");
            touched.insert(line);
            lines[line].splice(at("start", "character")..at("end", "character"), word(&edit["newText"]).encode_utf16());
        }
        for line in touched {
            all += &format!("{file}:{}: {}\n", line + 1, String::from_utf16_lossy(&lines[line]).trim());
        }
    }
    all
}
