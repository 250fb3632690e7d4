//! Quotation marks: texts that are not closed, and marks that do not delimit texts.

use super::{
    super::token::{Token, TokenKind},
    quoted,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Source, Span},
    text,
};
use std::sync::Arc;

/// Marks that other languages and the input method put around texts.
const OTHER_MARKS: [(char, char); 7] =
    [('“', '”'), ('”', '“'), ('‘', '’'), ('「', '」'), ('『', '』'), ('\'', '\''), ('＂', '＂')];

/// What is wrong with the quotation marks of an item: at most one diagnostic a line, since one mistake sets all behind it askew.
pub(in super::super) fn quotes(source: &Arc<Source>, tokens: &[Token]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut reported = None;
    for (index, token) in tokens.iter().enumerate() {
        let line = source.line_index(token.span.start);
        let goes_on = token.kind == TokenKind::OpenText
            && reported.is_some_and(|reported| reported + 1 == line)
            && over_two_lines(source, tokens, index);
        if let Some(first) = found.last_mut().filter(|_| goes_on) {
            first.help = Some(text!(
                "一段文字写在一行之内：把下一行的接到这一行，末尾写英文引号 \"",
                "a text stands on one line: put the next line behind this one"
            ));
            first.instead = None;
            continue;
        }
        if reported != Some(line) {
            let before = index.checked_sub(1).and_then(|before| tokens.get(before));
            let mistake = fault(source, *token, before);
            reported = mistake.as_ref().map(|_| line).or(reported);
            found.extend(mistake);
        }
    }
    found
}

/// Whether a quotation mark that is not closed ends a text that the line before left open.
fn over_two_lines(source: &Arc<Source>, tokens: &[Token], index: usize) -> bool {
    let here = tokens.get(index).map_or(0, |token| source.line_index(token.span.start));
    let mut line = tokens.iter().filter(|token| source.line_index(token.span.start) == here);
    if line.next().is_some_and(|first| super::super::keyword::is_reserved(source.slice(first.span))) {
        return false;
    }
    let before = tokens.iter().take(index).rev().find(|token| source.line_index(token.span.start) < here);
    before.is_some_and(|before| before.kind == TokenKind::OpenText && source.line_index(before.span.start) + 1 == here)
}

fn fault(source: &Arc<Source>, token: Token, before: Option<&Token>) -> Option<Diagnostic> {
    match token.kind {
        TokenKind::OpenText => Some(not_closed(source, token, before)),
        TokenKind::Mark => {
            let mark = source.slice(token.span).chars().next()?;
            let (_, closing) = OTHER_MARKS.iter().find(|(opening, _)| *opening == mark)?;
            Some(other_mark(source, token.span, mark, *closing))
        }
        _ => None,
    }
}

fn not_closed(source: &Arc<Source>, token: Token, before: Option<&Token>) -> Diagnostic {
    let glued = before.is_some_and(|before| before.span.end == token.span.start && !matches!(before.kind, TokenKind::Open(_)));
    let written = source.slice(token.span).trim_end();
    let end = Span::new(token.span.start as usize, token.span.start as usize + written.len());
    let message = text!("这一行的引号不成对", "the quotation marks of this line do not pair");
    if glued || written.len() == 1 {
        let mark = Span::new(token.span.start as usize, token.span.start as usize + 1);
        let diagnostic =
            Diagnostic::new(Code::QuoteNotClosed, source, mark, message, text!("这个引号没有配对", "this one has no partner"));
        return diagnostic.help(text!(
            "文字的开头和末尾各写一个英文引号：\"文字\"",
            "a text has one straight quotation mark at each end: \"text\""
        ));
    }
    let help = match written.ends_with(['”', '“', '＂']) {
        true => text!(
            "结尾写了中文引号；文字用英文引号括起：\"…\"",
            "it ends with a curly mark; texts stand between straight ones: \"…\""
        ),
        false => text!("文字写在一行之内，末尾补一个英文引号 \"", "a text ends on its line: write a \" where it ends"),
    };
    let closed = format!("{}\"", written.trim_end_matches(['”', '“', '＂']));
    let message = text!("这段文字没有结束", "this text is not closed");
    let label = text!("从这里开始", "it begins here");
    Diagnostic::new(Code::QuoteNotClosed, source, end, message, label).help(help).instead(closed)
}

fn other_mark(source: &Arc<Source>, mark: Span, opening: char, closing: char) -> Diagnostic {
    let line = source.line_span(source.line_index(mark.start));
    let rest = source.slice(Span { start: mark.end, end: line.end });
    let inside = rest.split_once([closing, '"']).map_or(rest.trim_end(), |(inside, _)| inside);
    let end = (mark.end as usize) + inside.len();
    let closing_width =
        rest.get(inside.len()..).and_then(|rest| rest.chars().next()).filter(|c| !c.is_whitespace()).map_or(0, char::len_utf8);
    let span = Span::new(mark.start as usize, end + closing_width);
    let shown = quoted(inside);
    let message = text!("文字两边要用英文引号 \"，不能用 {opening}", "texts do not stand between marks like {opening}");
    let help = text!("改用英文引号：\"{shown}\"", "use straight quotation marks: \"{shown}\"");
    Diagnostic::new(Code::OtherQuote, source, span, message, text!("应改为英文引号", "straight marks belong here"))
        .help(help)
        .instead(format!("\"{inside}\""))
}
