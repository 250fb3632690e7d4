//! A case in a markdown file: blocks of files with a mark where the cursor is, a request, and the answer as people read it.

use std::{fmt::Write, fs, path::Path};

/// Where the cursor is.
pub(super) const CURSOR: char = '‸';

#[derive(Default)]
pub(super) struct Case {
    /// Names and texts, with the mark.
    pub(super) files: Vec<(String, String)>,
    /// The method, and what else it is given.
    pub(super) request: String,
    pub(super) answer: String,
    /// The file up to the answer.
    head: String,
}

impl Case {
    pub(super) fn read(path: &Path) -> Case {
        let text = fs::read_to_string(path).unwrap();
        let mut case = Case::default();
        let mut rest = text.as_str();
        while let Some(start) = rest.find("```") {
            let block = &rest[start + 3..];
            let (head, body) = block.split_once('\n').unwrap();
            let (body, after) = body.split_once("```").unwrap();
            match head.split_once(' ') {
                Some((_, name)) => case.files.push((name.to_owned(), body.to_owned())),
                None if head == "request" => case.request = body.trim().to_owned(),
                None => case.answer = body.to_owned(),
            }
            rest = after;
        }
        case.head = text.split("```answer").next().unwrap().to_owned();
        case
    }

    /// The file and place of the cursor: line and column in characters of 16 bits.
    pub(super) fn cursor(&self) -> (&str, usize, usize) {
        let found = self.files.iter().find_map(|(name, text)| Some((name, text.split_once(CURSOR)?.0)));
        let (name, before) = found.unwrap_or((&self.files[0].0, ""));
        let line = before.rsplit('\n').next().unwrap();
        (name, before.matches('\n').count(), line.encode_utf16().count())
    }

    /// Compares the answer, or writes it down where `UPDATE_LSP` is set.
    pub(super) fn compare(&self, path: &Path, answer: &str) {
        let answer = format!("{}\n", answer.trim_end());
        if std::env::var_os("UPDATE_LSP").is_some() {
            let mut text = self.head.clone();
            write!(text, "```answer\n{answer}```\n").unwrap();
            fs::write(path, text).unwrap();
        } else {
            assert_eq!(self.answer, answer, "{}; UPDATE_LSP=1 writes it down", path.display());
        }
    }
}
