//! The guide «When the template changes»: every file in it is written and every command run, in order; each ends as the guide says.

use gouji::{fmt::format, source::Source};
use std::{fs, path::Path, process::Command};

/// The fenced blocks of a page: the words behind the fence, and the text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut parts = page.split("\n```");
    parts.next();
    while let (Some(block), Some(_)) = (parts.next(), parts.next()) {
        let (head, text) = block.split_once('\n').unwrap();
        found.push((head.to_owned(), format!("{text}\n")));
    }
    found
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    if name.ends_with(".gj") {
        assert_eq!(format(&Source::new(name, text)).as_deref(), Ok(text), "{name} is not in the form");
    }
}

/// Runs a line, and holds it to the exit code behind it.
fn run(folder: &Path, line: &str) -> String {
    let (command, wanted) = line.split_once('#').unwrap_or((line, "0"));
    let wanted: i32 = wanted.trim().chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
    let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
    let mut gouji = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let done = gouji.args(&arguments).current_dir(folder).env("LANG", "C").env("CI", "true").output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(wanted), "{line}\n{said}");
    said
}

#[test]
fn the_guide_is_what_happens() {
    for page in ["rules/GUIDE.md", "rules/GUIDE.zh-CN.md"] {
        let folder = tempfile::tempdir().unwrap();
        let mut said = String::new();
        for (head, text) in blocks(&fs::read_to_string(page).unwrap()) {
            match head.split_once(' ') {
                Some((_, name)) => write(folder.path(), name, &text),
                None => text.lines().for_each(|line| said.push_str(&run(folder.path(), line))),
            }
        }
        assert!(said.contains("0 go unnoticed") && said.contains("the years compare as before"), "{said}");
        assert!(said.contains("as sums only") && said.contains("should be 184"), "{said}");
    }
}

#[test]
fn both_pages_have_the_same_files_and_commands() {
    let of = |page: &str| -> Vec<(String, Vec<String>)> {
        let command = |line: &str| line.split(['#', '：', ':']).next().unwrap().trim().to_owned();
        let blocks = blocks(&fs::read_to_string(page).unwrap()).into_iter();
        blocks.map(|(head, text)| (head, text.lines().map(command).collect())).collect()
    };
    assert_eq!(of("rules/GUIDE.md"), of("rules/GUIDE.zh-CN.md"));
}
