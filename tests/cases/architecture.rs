//! The lines that the map of the house draws: who may use whom, and what a module must not know.

use std::{collections::BTreeSet, fs, path::Path};

/// Modules by layer, lowest first. A module uses only layers above its own line here, and itself.
const LAYERS: [&[&str]; 12] = [
    &["lang", "source", "date", "number", "plain"],
    &["chinese"],
    &["diagnostic", "node", "system"],
    &["syntax", "template", "cause", "fields"],
    &["ruleset", "report", "roster"],
    &["finding"],
    &["marked"],
    &["compile", "read", "fmt", "diff", "waiver", "round", "sum"],
    &["prose"],
    &["engine"],
    &["batch", "write", "test", "compare"],
    &["lsp"],
];

fn layer(module: &str) -> usize {
    LAYERS.iter().position(|layer| layer.contains(&module)).unwrap_or(LAYERS.len())
}

/// The source files of a module.
fn files(module: &str) -> Vec<(String, String)> {
    let src = Path::new("src");
    let single = src.join(format!("{module}.rs"));
    let paths: Vec<_> = if single.exists() {
        vec![single]
    } else {
        walkdir::WalkDir::new(src.join(module)).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path()).collect()
    };
    let sources = paths.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    sources.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

fn modules() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

/// The text of a file up to its unit tests, which may use anything.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// Top-level modules of the crate that a text names behind `crate::`, in braces too.
fn used(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in without_tests(text).split("crate::").skip(1) {
        match part.strip_prefix('{') {
            Some(list) => {
                let mut depth = 0usize;
                let mut word = String::new();
                for c in list.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        _ => {}
                    }
                    if depth == 0 && (c.is_alphanumeric() || c == '_') {
                        word.push(c);
                    } else if !word.is_empty() && depth <= 1 {
                        found.insert(std::mem::take(&mut word));
                    }
                }
                found.insert(word);
            }
            None => {
                found.insert(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            }
        }
    }
    found
}

#[test]
fn a_module_uses_only_the_layers_above_its_own() {
    let modules = modules();
    let mut breaches = Vec::new();
    for module in &modules {
        for (file, text) in files(module) {
            for other in used(&text).iter().filter(|other| modules.contains(other) && *other != module) {
                if layer(other) >= layer(module) {
                    breaches.push(format!("{file} uses {other}"));
                }
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn only_batch_test_and_cli_open_files() {
    let mut breaches = Vec::new();
    for module in modules().iter().filter(|module| !["batch", "test", "cli"].contains(&module.as_str())) {
        for (file, text) in files(module) {
            let text = without_tests(&text);
            if ["std::fs", "fs::", "File::open", "std::net", "std::process"].iter().any(|name| text.contains(name)) {
                breaches.push(file);
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn the_engine_knows_no_document_and_no_rule_text() {
    for (file, text) in
        modules().iter().filter(|module| ["engine", "cause"].contains(&module.as_str())).flat_map(|module| files(module))
    {
        for module in ["read", "syntax", "compile", "write", "batch", "node"] {
            assert!(!used(&text).contains(module), "{file} uses {module}");
        }
    }
}

#[test]
fn no_figure_is_a_floating_point_number() {
    let mut breaches = Vec::new();
    for module in modules() {
        for (file, text) in files(&module) {
            let near_a_figure = !file.contains("read/xlsx");
            let floats = |line: &&str| !line.trim_start().starts_with("//") && (line.contains("f64") || line.contains("f32"));
            if near_a_figure && text.lines().any(|line| floats(&line)) {
                breaches.push(file);
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn files_are_of_a_size_to_be_read() {
    let long: Vec<String> = modules()
        .iter()
        .flat_map(|module| files(module))
        .filter(|(_, text)| text.lines().count() > 600)
        .map(|(file, _)| file)
        .collect();
    assert_eq!(long, Vec::<String>::new());
}
