//! What was mistyped in a text that is no YAML, for people who know no YAML: looked for at the line that the parser stopped at and
//! at the lines before it.

use super::Malformed;
use crate::{lang::Text, slice::Slice as _, source::Span, text};

/// A line that is not blank.
#[derive(Clone, Copy)]
struct Line<'t> {
    number: usize,
    start: usize,
    text: &'t str,
    /// How many blanks and dashes of lists stand in front of what it says.
    indent: usize,
}

impl<'t> Line<'t> {
    fn body(&self) -> &'t str {
        self.text.slice(self.indent..)
    }

    /// Where the dash of a list stands.
    fn dash(&self) -> Option<usize> {
        self.text.slice(..self.indent).rfind('-')
    }

    fn wrong(&self, offset: usize, message: Text, label: Text) -> Malformed {
        Malformed { label, ..Malformed::at(Span::at(self.start + offset), message) }
    }

    /// The same, of some characters in whose place something else belongs.
    fn replace(&self, offset: usize, length: usize, message: Text, instead: &'static str) -> Malformed {
        let span = Span::new(self.start + offset, self.start + offset + length);
        let label = text!("写成“{instead}”", "write “{instead}”");
        Malformed { span, instead: Some(instead), ..self.wrong(offset, message, label) }
    }
}

/// Finds what was mistyped in a text that the parser stopped in.
pub(super) fn find(text: &str, stopped: usize) -> Option<Malformed> {
    let (mut lines, mut start) = (Vec::new(), 0);
    for (number, whole) in text.split_inclusive('\n').enumerate() {
        let text = whole.trim_end();
        let indent = text.len() - text.trim_start_matches([' ', '-']).len();
        lines.push(Line { number: number + 1, start, text, indent });
        start += whole.len();
    }
    // A tab ends what stands on the line before it.
    let near = lines.partition_point(|line| line.start <= stopped).saturating_add(1).min(lines.len());
    let said: Vec<Line<'_>> = lines.slice(..near).iter().rev().filter(|line| !line.body().is_empty()).copied().collect();
    let last: Vec<Line<'_>> = said.iter().skip_while(|line| line.start > stopped).copied().collect();
    let anywhere = said.iter().find_map(|line| tab(line).or_else(|| wide_colon(line)).or_else(|| open_quote(line)));
    let near = || last.iter().take(2).find_map(|line| no_blank(line).or_else(|| in_value(line)).or_else(|| open_bracket(line)));
    let alone = || (0..2).find_map(|at| no_mark(last.slice(at..)));
    anywhere.or_else(near).or_else(alone).or_else(|| indented(&last))
}

fn tab(line: &Line<'_>) -> Option<Malformed> {
    let message = text!("缩进要用空格，不用制表符", "a tab cannot indent a line");
    let label = text!("换成空格", "write blanks");
    line.body().starts_with('\t').then(|| Malformed {
        span: Span::new(line.start + line.indent, line.start + line.indent + 1),
        ..line.wrong(line.indent, message, label)
    })
}

/// `name：甲局`
fn wide_colon(line: &Line<'_>) -> Option<Malformed> {
    let colon = line.body().find('：').filter(|colon| !line.body().slice(..*colon).contains([':', '"', '\'', '#', ' ']))?;
    let message = text!("冒号要半角，后面空一格", "the colon is a full-width one");
    Some(line.replace(line.indent + colon, '：'.len_utf8(), message, ": "))
}

/// `name: "甲局`
fn open_quote(line: &Line<'_>) -> Option<Malformed> {
    let is_open = line.text.matches('"').count() == 1 && line.text.contains(": \"");
    let offset = line.text.find('"').filter(|_| is_open)?;
    let message = text!("引号没有写完", "this quotation mark is not closed");
    let wrong = line.wrong(offset, message, text!("从这里开始", "it opens here"));
    Some(Malformed { span: Span::new(line.start + offset, line.start + offset + 1), ..wrong })
}

/// `-name: 甲局`, `name:甲局`
fn no_blank(line: &Line<'_>) -> Option<Malformed> {
    let is_word = |text: &str| text.starts_with(char::is_alphanumeric);
    if let Some(dash) = line.dash().filter(|dash| dash + 1 == line.indent && is_word(line.body())) {
        return Some(line.replace(dash, 1, text!("“-”后面空一格", "a blank stands behind the dash"), "- "));
    }
    let (key, value) = line.body().split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(char::is_alphanumeric);
    let message = text!("冒号后面空一格", "a blank stands behind the colon");
    (is_key && is_word(value)).then(|| line.replace(line.indent + key.len(), 1, message, ": "))
}

/// `reason: 说明: 没有设`, `{甲: [1, 2] 乙: [3]}`: marks of YAML within a value, or missing there.
fn in_value(line: &Line<'_>) -> Option<Malformed> {
    let behind = |closing: &str| {
        let at = line.text.find(closing)? + 1;
        line.text.slice(at + 1..).starts_with(char::is_alphanumeric).then_some(at)
    };
    if let Some(at) = behind("] ").or_else(|| behind("} ")) {
        return Some(line.replace(at, 1, text!("这里少一个逗号", "a comma is missing here"), ", "));
    }
    let (key, value) = line.body().split_once(": ").filter(|(_, value)| !value.starts_with(['"', '\'', '{', '[', '|', '>']))?;
    let colon = value.find(": ")?;
    let wrong = line.wrong(
        line.indent + key.len() + 2 + colon,
        text!("值里有冒号，要加引号", "a value with a colon in it takes quotation marks"),
        text!("写成 {key}: \"{value}\"", "write {key}: \"{value}\""),
    );
    Some(wrong)
}

/// `{部门: 1月20日, 政府: 3月10日`
fn open_bracket(line: &Line<'_>) -> Option<Malformed> {
    let (open, close) = [('{', '}'), ('[', ']')]
        .into_iter()
        .find(|(open, close)| line.text.matches(*open).count() > line.text.matches(*close).count())?;
    let offset = line.text.find(open)?;
    let message = text!("“{open}”没有配上“{close}”", "“{open}” is not closed by “{close}”");
    Some(line.wrong(offset, message, text!("从这里开始", "it opens here")))
}

/// `重点件数 800`, `甲局`: the first of these lines is neither a key with its value nor an item of a list.
fn no_mark(lines: &[Line<'_>]) -> Option<Malformed> {
    let (line, before) = lines.split_first()?;
    let is_plain = line.dash().is_none() && !line.body().contains([':', '{', '}', '[', ']', '"', '\'', '#', '|', '>']);
    let goes_on = before.first().is_some_and(|before| line.indent > before.indent);
    if !is_plain || goes_on {
        return None;
    }
    if let Some(wrong) = no_dash(line, before) {
        return Some(wrong);
    }
    let (key, _) = line.body().split_once(' ')?;
    let message = text!("“{key}”后面少了冒号", "a colon is missing behind “{key}”");
    Some(line.replace(line.indent + key.len(), 1, message, ": "))
}

/// An item of a list without its dash: other dashes stand where it begins.
fn no_dash(line: &Line<'_>, before: &[Line<'_>]) -> Option<Malformed> {
    let is_item = line.dash().is_none() && before.iter().any(|other| other.dash() == Some(line.indent));
    let message = text!("列表的每一项前面写“- ”", "every item of a list begins with “- ”");
    is_item.then(|| line.wrong(line.indent, message, text!("前面加“- ”", "write “- ” before it")))
}

/// The first of these lines is not indented as those before it are.
fn indented(lines: &[Line<'_>]) -> Option<Malformed> {
    let (line, before) = lines.split_first()?;
    if let Some(wrong) = no_dash(line, before) {
        return Some(wrong);
    }
    let last = before.first().filter(|last| last.indent != line.indent)?;
    if line.dash().is_some_and(|dash| dash > 0) && last.indent == 0 && !last.text.ends_with(':') {
        let message = text!("列表前面少了一行，写明是什么", "the line that says what this list is is missing");
        return Some(line.wrong(0, message, text!("前面加一行，例如 units:", "add a line before it, such as units:")));
    }
    let (key, number, blanks) = (last.body().split(':').next().unwrap_or_default(), last.number, last.indent);
    let message = text!("缩进没有对齐", "this line is not indented as the others are");
    let label = text!(
        "与第 {number} 行的“{key}”对齐：前面 {blanks} 格",
        "begin where “{key}” of line {number} does: {blanks} columns in"
    );
    (line.indent > 0).then(|| line.wrong(line.indent, message, label))
}
