//! The pages of `docs/`: every file in them is written and every command run, in order; each ends as the page says.

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

/// Runs a line of a shell, and holds it to the exit code behind it.
fn run(folder: &Path, line: &str) -> String {
    let (command, wanted) = line.split_once('#').unwrap_or((line, "0"));
    let wanted: i32 = wanted.trim().chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
    let own = Path::new(env!("CARGO_BIN_EXE_gouji")).parent().unwrap();
    let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    let done =
        shell.args(["-c", command]).current_dir(folder).env("PATH", path).env("LANG", "C").env("CI", "true").output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(wanted), "{line}\n{said}");
    said
}

/// What the commands of a page say, run in a folder that has the examples.
fn followed(page: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let examples = fs::canonicalize("examples").unwrap();
    std::os::unix::fs::symlink(examples, folder.path().join("examples")).unwrap();
    let mut said = String::new();
    for (head, text) in blocks(&fs::read_to_string(page).unwrap()) {
        match head.split_once(' ') {
            Some((_, name)) => write(folder.path(), name, &text),
            None if head == "sh" => text.lines().for_each(|line| said.push_str(&run(folder.path(), line))),
            None => {}
        }
    }
    said
}

const PAGES: [&str; 6] = ["check", "round", "page", "change-the-form", "write-a-form", "ci"];

#[test]
fn the_pages_say_what_happens() {
    for page in PAGES {
        let said = followed(&format!("docs/{page}.md"));
        assert!(page == "page" || !said.is_empty(), "{page} runs nothing");
    }
}

#[test]
fn the_guide_to_a_new_form_ends_in_a_whole_suite() {
    let said = followed("docs/change-the-form.zh-CN.md");
    assert!(said.contains("0 go unnoticed") && said.contains("the years compare as before"), "{said}");
    assert!(said.contains("as sums only") && said.contains("should be 184"), "{said}");
}

#[test]
fn both_languages_have_the_same_files_and_commands() {
    let command = |line: &str| line.split('#').next().unwrap().trim().to_owned();
    // Commands without what is said of them, rule files whole; comments in a YAML file are in the language of the page.
    let compared = |(head, text): (String, String)| {
        let lines: Vec<String> = match head.as_str() {
            "sh" => text.lines().map(command).collect(),
            head if head.ends_with(".gj") => text.lines().map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        (head, lines)
    };
    let of = |page: &str| blocks(&fs::read_to_string(page).unwrap()).into_iter().map(compared).collect::<Vec<_>>();
    for page in PAGES.iter().filter(|page| **page != "ci") {
        assert_eq!(of(&format!("docs/{page}.md")), of(&format!("docs/{page}.zh-CN.md")), "{page}");
    }
}

/// The targets of the links of a page that lead to files of the repository.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(|target| target.split('#').next().unwrap()).filter(|target| !target.is_empty() && !target.contains("://"))
}

#[test]
fn the_links_of_the_pages_lead_somewhere() {
    let mut pages = vec!["README.md".into(), "README.zh-CN.md".into(), "CONTRIBUTING.md".into(), "editors/README.md".into()];
    pages.extend(
        fs::read_dir("docs")
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "md")),
    );
    let mut found = 0;
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            found += 1;
            assert!(page.with_file_name(link).exists(), "{} links to {link}, which is not there", page.display());
        }
    }
    assert!(found > 20);
}
