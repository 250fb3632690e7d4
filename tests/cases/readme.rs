//! What the READMEs show is what gouji prints: every `console` block is run. `UPDATE_README=1` writes what it prints now.

use std::{fs, process::Command};

/// The output of a command line as shown, run from the project's root.
fn output(line: &str, lang: &str) -> String {
    let arguments: Vec<String> = line
        .split_whitespace()
        .skip(1)
        .map(|word| word.trim_matches('\'').to_owned())
        .chain(["--lang".to_owned(), lang.to_owned()])
        .collect();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let done = command.args(arguments).env("COLUMNS", "100").env_remove("LANG").env_remove("LC_ALL").output().unwrap();
    String::from_utf8(done.stdout).unwrap()
}

/// The text with the output of every `console` block made true.
fn made_true(text: &str, lang: &str) -> (String, usize) {
    let mut blocks = 0;
    let mut parts = text.split("```console\n$ ");
    let mut whole = parts.next().unwrap().to_owned();
    for part in parts {
        let (block, rest) = part.split_once("\n```").unwrap();
        let line = block.lines().next().unwrap();
        let shown = output(line, lang);
        whole.push_str(&format!("```console\n$ {line}\n{}\n```{rest}", shown.trim_end()));
        blocks += 1;
    }
    (whole, blocks)
}

#[test]
fn the_readmes_show_what_gouji_prints() {
    for (name, lang) in [("README.md", "en"), ("README.zh-CN.md", "zh")] {
        let text = fs::read_to_string(name).unwrap();
        let (expected, blocks) = made_true(&text, lang);
        assert!(blocks > 0, "{name} shows no output");
        if std::env::var_os("UPDATE_README").is_some() {
            fs::write(name, &expected).unwrap();
        } else {
            assert!(text == expected, "{name} shows other output than gouji prints; UPDATE_README=1 cargo test readme mends it");
        }
    }
}

#[test]
fn the_chinese_readme_explains_every_word_of_the_language() {
    let reference = fs::read_to_string("grammar/README.md").unwrap();
    let words = reference.rsplit("Reserved: `").next().unwrap().split('`').next().unwrap();
    let readme = fs::read_to_string("README.zh-CN.md").unwrap();
    let (_, glossary) = readme.split_once("### 关键词").unwrap();
    let (glossary, _) = glossary.split_once("###").unwrap();
    let known: Vec<&str> = glossary.split(|c: char| !c.is_ascii_alphabetic()).collect();
    let missing: Vec<&str> = words.split_whitespace().filter(|word| !known.contains(word)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}
