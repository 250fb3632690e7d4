//! `round.yaml` into a round, or into every mistake in it at once, each with its place.

use super::{Part, Parts, Round};
use crate::{
    diagnostic::{Code, Diagnostic},
    fields::{self, Named, Reader},
    node::{Node, Shape},
    source::Source,
    text,
};
use std::sync::Arc;

const KEYS: [&str; 15] = [
    "title", "year", "deadline", "office", "number", "contact", "letter", "roster", "params", "waivers", "rules", "prior",
    "inbox", "results", "ledger",
];

/// Reads `round.yaml`. An empty file is a round with the usual parts.
pub fn parse(source: &Arc<Source>) -> Result<Round, Vec<Diagnostic>> {
    fields::read(source, |root, reader| {
        let mut round = Round::default();
        let mut named = Vec::new();
        match root.map(|root| (root, root.shape())) {
            Some((_, Shape::Mapping(pairs))) => reader.keys(pairs, &KEYS, |reader, key, value| {
                if !value.is_null() {
                    take(&mut round, &mut named, key, value, reader);
                }
            }),
            Some((root, _)) if !root.is_null() => {
                reader.wrong(root, text!("这里应写 title、year、deadline 等", "keys as `title`, `year`, `deadline` belong here"));
            }
            _ => {}
        }
        apart(&round.parts, &named, reader);
        round
    })
}

fn take(round: &mut Round, named: &mut Vec<Named>, key: &str, value: Node<'_>, reader: &mut Reader<'_>) {
    let words = |reader: &mut Reader<'_>| {
        let wanted = text!("{key} 应是文字", "`{key}` is words");
        reader.words(value, wanted).map(|words| words.text)
    };
    let parts = &mut round.parts;
    let part = match key {
        "title" => return round.title = words(reader),
        "office" => return round.office = words(reader),
        "number" => return round.number = words(reader),
        "contact" => return round.contact = words(reader),
        "letter" => return round.letter = reader.letterhead(value),
        "year" => return round.year = reader.year(value),
        "deadline" => return round.deadline = reader.date(value, key),
        "roster" => &mut parts.roster,
        "params" => &mut parts.params,
        "waivers" => &mut parts.waivers,
        "rules" => &mut parts.rules,
        "prior" => &mut parts.prior,
        "inbox" => &mut parts.inbox,
        "results" => &mut parts.results,
        _ => &mut parts.ledger,
    };
    if let Some(name) = path(value, reader) {
        *part = Part { name: name.text.clone(), is_named: true };
        named.push(name);
    }
}

/// A path within the folder: what a round comes to depends on nothing outside it.
fn path(value: Node<'_>, reader: &mut Reader<'_>) -> Option<Named> {
    let mut name = reader.name(value)?;
    name.text = name.text.replace('\\', "/").trim_end_matches('/').to_owned();
    let is_inside = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(':');
    if !name.text.split('/').all(is_inside) {
        let written = &name.text;
        let message = text!("“{written}”不在这个文件夹里", "“{written}” does not lie in this folder");
        reader.push(
            Code::KeyValue,
            name.span,
            message,
            text!("写文件夹里的相对路径，例如 收件", "write a path within the folder, as 收件"),
        );
        return None;
    }
    Some(name)
}

/// No part may lie in another, nor be another: what is read would be written over.
fn apart(parts: &Parts, named: &[Named], reader: &mut Reader<'_>) {
    let all = parts.all();
    for name in named {
        let within = |one: &str, other: &str| one == other || one.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'));
        let others = all.iter().filter(|other| within(&name.text, &other.name) || within(&other.name, &name.text));
        if others.count() > 1 {
            let written = &name.text;
            let message = text!("“{written}”与另一部分重叠", "“{written}” is, or lies in, another part of the round");
            reader.push(Code::KeyValue, name.span, message, text!("各部分要分开放", "each part has a place of its own"));
        }
    }
}

impl Parts {
    fn all(&self) -> [&Part; 8] {
        [&self.roster, &self.params, &self.waivers, &self.rules, &self.prior, &self.inbox, &self.results, &self.ledger]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Round, Vec<String>> {
        parse(&Source::new("round.yaml", text.to_owned()))
            .map_err(|problems| problems.into_iter().map(|problem| problem.message.zh).collect())
    }

    #[test]
    fn an_empty_file_is_a_round_with_the_usual_parts() {
        assert_eq!(read("").unwrap().parts, Parts::default());
        assert_eq!(read("# nothing\n").unwrap().title, None);
    }

    #[test]
    fn what_is_said_is_read_and_parts_may_be_called_otherwise() {
        let round = read("title: 年报\nyear: 2023\ndeadline: 2024-01-19\ninbox: 收到\\件/\n").unwrap();
        assert_eq!((round.title.as_deref(), round.year), (Some("年报"), Some(2023)));
        assert_eq!(round.parts.inbox, Part { name: "收到/件".to_owned(), is_named: true });
    }

    #[test]
    fn parts_lie_inside_and_apart() {
        for outside in ["../x", "/x", "c:/x", ".", "a//b"] {
            assert_eq!(read(&format!("inbox: {outside}\n")).unwrap_err().len(), 1, "{outside}");
        }
        for same in ["results: 收件\n", "results: 收件/结果\n", "inbox: a\nledger: a/b\n", "results: 规则\n"] {
            assert!(read(same).unwrap_err()[0].contains("重叠"), "{same}");
        }
    }
}
