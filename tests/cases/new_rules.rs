//! Folders of rules to start from: what `gouji new rules` writes compiles, is in the form, and passes its own tests.

use super::cli::{code, gouji, path, stderr, stdout};
use std::fs;

/// Runs the commands that are printed as next steps, up to the one that checks a report; all are content.
fn next_steps_work(said: &str, dir: &str) {
    let steps: Vec<&str> = said.lines().filter_map(|line| line.trim().strip_prefix("gouji ")).collect();
    assert_eq!(steps.len(), 5, "{said}");
    for step in &steps[..3] {
        let words: Vec<&str> = step.split(dir).next().unwrap().split_whitespace().chain([dir]).collect();
        let done = gouji(&words);
        assert_eq!(code(&done), 0, "{words:?}: {}{}", stdout(&done), stderr(&done));
    }
    assert_eq!(code(&gouji(&["fmt", "--check", dir])), 0);
}

#[test]
fn a_copy_of_the_built_in_rules_is_ready_to_be_edited() {
    let folder = tempfile::tempdir().unwrap();
    let dir = path(&folder.path().join("我的规则"));
    let done = gouji(&["new", "rules", &dir]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    next_steps_work(&stdout(&done), &dir);
    let checked = gouji(&["check", "--rules", &dir, "examples/wrong.yaml", "--format", "short", "--quiet"]);
    assert_eq!(stdout(&checked), stdout(&gouji(&["check", "examples/wrong.yaml", "--format", "short", "--quiet"])));
    let again = gouji(&["new", "rules", &dir]);
    assert!(code(&again) == 2 && stderr(&again).contains("not empty"), "{}", stderr(&again));
}

#[test]
fn a_small_form_is_something_to_start_from() {
    let folder = tempfile::tempdir().unwrap();
    let dir = path(&folder.path().join("季报"));
    let done = gouji(&["new", "rules", &dir, "--empty"]);
    assert_eq!((code(&done), fs::read_dir(&dir).unwrap().count()), (0, 2));
    next_steps_work(&stdout(&done), &dir);
    let mutants = gouji(&["test", "--mutants", &dir]);
    assert!(code(&mutants) == 0 && stdout(&mutants).contains("0 go unnoticed"), "{}", stdout(&mutants));
    let report = gouji(&["new", "report", "--rules", &dir]);
    assert!(stdout(&report).contains("下属单位"), "{}", stdout(&report));
}

#[test]
fn a_folder_on_top_of_the_built_in_rules_is_small() {
    let folder = tempfile::tempdir().unwrap();
    let dir = path(&folder.path().join("本省"));
    let done = gouji(&["new", "rules", &dir, "--extends"]);
    assert_eq!((code(&done), fs::read_dir(&dir).unwrap().count()), (0, 1), "{}", stderr(&done));
    next_steps_work(&stdout(&done), &dir);
    let mutants = gouji(&["test", "--mutants", &dir]);
    assert!(code(&mutants) == 0 && stdout(&mutants).contains("0 go unnoticed"), "{}", stdout(&mutants));
    let checked = gouji(&["check", "--rules", &dir, "examples/wrong.yaml", "--format", "short", "--quiet"]);
    assert_eq!(stdout(&checked), stdout(&gouji(&["check", "examples/wrong.yaml", "--format", "short", "--quiet"])));
}
