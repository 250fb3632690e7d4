//! Codes that are not for rules: of readings and of diagnostics; and, beside the rules that are built in, of their families, where a
//! later version may use them.

use super::{In, builtin_files, reporter::Reporter};
use crate::{
    diagnostic::{Code, Diagnostic},
    slice::Slice,
    syntax::ast,
    text,
};

/// The families of the built-in rules.
const BUILT_IN: &str = "TAPYGD";

/// Says which codes of these rules are taken.
pub(super) fn complain(rules: &[&In<'_, ast::Rule>], reporter: &mut Reporter) {
    for item in rules {
        let code = &item.node.code;
        let (written, rest) = (&code.node, code.node.slice(1..));
        let own = format!("Z{rest}");
        let family = match written.chars().next() {
            Some('R') => text!("R 开头的编号留给读报告时的发现", "codes that begin with R are for what is found in reading"),
            Some('E') => text!("E 开头的编号留给规则文件的错误", "codes that begin with E are for mistakes in rule files"),
            _ => continue,
        };
        if rest.len() != 3 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let wrong =
            Diagnostic::new(Code::ReservedCode, item.source, code.span, family, text!("换一个字母", "choose another letter"));
        reporter.push(wrong.help(text!("例如 {own}", "such as {own}")));
    }
    let known: Vec<String> = builtin_codes(rules);
    let is_family = |code: &str| code.len() == 4 && code.starts_with(|c| BUILT_IN.contains(c));
    for item in rules.iter().filter(|_| !known.is_empty()) {
        let code = &item.node.code;
        let (written, own) = (&code.node, format!("Z{}", code.node.slice(1..)));
        if !is_family(written) || known.contains(written) {
            continue;
        }
        let message = text!(
            "编号“{written}”属于内置规则的一类，以后的版本可能用到",
            "the code “{written}” is of a family of built-in rules: a later version may use it"
        );
        let label = text!("换一个字母", "choose another letter");
        let help = text!(
            "自己的规则用 T、A、P、Y、G、D、R、E 以外的字母，例如 {own}",
            "rules of your own begin with a letter other than T, A, P, Y, G, D, R, E, such as {own}"
        );
        reporter.push(Diagnostic::new(Code::BuiltinFamily, item.source, code.span, message, label).help(help));
    }
}

/// The codes of the built-in rules, if these stand beside them; else none.
fn builtin_codes(rules: &[&In<'_, ast::Rule>]) -> Vec<String> {
    const MOST: usize = 5;
    // Only a set that holds more than one family of the built-in ones may be a copy of them: no need to read these otherwise.
    if rules.iter().filter(|item| item.node.code.node.starts_with(|c| BUILT_IN.contains(c))).count() < MOST {
        return Vec::new();
    }
    let files = builtin_files();
    let texts = files.iter().filter(|(name, _)| name.starts_with("rules/") && name.ends_with(".gj"));
    let lines = texts.filter_map(|(_, bytes)| str::from_utf8(bytes).ok()).flat_map(str::lines);
    let own: Vec<(&str, &str)> = lines
        .filter_map(|line| line.strip_prefix("rule "))
        .filter_map(|header| {
            let mut words = header.split_whitespace();
            words.next().zip(words.next())
        })
        .collect();
    let is_copy = rules.iter().any(|item| own.contains(&(item.node.code.node.as_str(), item.node.name.node.as_str())));
    if is_copy { own.into_iter().map(|(code, _)| code.to_owned()).collect() } else { Vec::new() }
}
