//! What a source file names of its crate: the text of a file in, paths of modules out. Reads `use` trees and paths in code alike.

use std::collections::BTreeMap;

/// The path of the module that a file is.
pub(super) fn module_of(file: &str) -> Vec<String> {
    let inside = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    inside.split('/').map(str::to_owned).collect()
}

/// The paths that begin with `crate` or `super`, one for each leaf of a tree in braces.
pub(super) fn paths(text: &str) -> Vec<Vec<String>> {
    let code: Vec<&str> = super::without_tests(text).lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut tokens = tokens(&code).into_iter().peekable();
    let mut found = Vec::new();
    while let Some(token) = tokens.next() {
        if ["crate", "super"].contains(&token) && tokens.peek() == Some(&"::") {
            tree(&mut tokens, vec![token.to_owned()], &mut found);
        }
    }
    found
}

/// The module that a path means in a file: the longest front of it that is one.
pub(super) fn resolve(file: &[String], path: &[String], modules: &BTreeMap<Vec<String>, String>) -> Option<Vec<String>> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let base = if path[0] == "crate" { &[] } else { &file[..file.len().checked_sub(ups)?] };
    let full = [base, &path[ups.max(1)..]].concat();
    (1..=full.len()).rev().map(|length| full[..length].to_vec()).find(|front| modules.contains_key(front))
}

/// Names, `::`, and single marks.
fn tokens(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = match first {
            _ if rest.starts_with("::") => 2,
            _ if is_name(first) => rest.find(|c: char| !is_name(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (token, behind) = rest.split_at(length);
        found.push(token);
        rest = behind.trim_start();
    }
    found
}

/// What follows the front of a path.
fn tree<'a>(tokens: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>, front: Vec<String>, found: &mut Vec<Vec<String>>) {
    if tokens.next_if_eq(&"::").is_none() {
        return found.push(front);
    }
    match tokens.next() {
        Some("{") => {
            while let Some(token) = tokens.next().filter(|token| *token != "}") {
                if token != "," {
                    tree(tokens, [front.clone(), vec![token.to_owned()]].concat(), found);
                }
            }
        }
        Some(name) => tree(tokens, [front, vec![name.to_owned()]].concat(), found),
        None => found.push(front),
    }
}

#[test]
fn trees_and_paths_are_taken_apart() {
    let text = "// use crate::no;\nuse crate::{a::{self, B}, c};\nfn f() { super::super::d::e(); }\n#[cfg(test)]\nuse super::no;";
    let found: Vec<String> = paths(text).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["crate::a::self", "crate::a::B", "crate::c", "super::super::d::e"]);
}
