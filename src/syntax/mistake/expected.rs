//! What the grammar would have taken, in words: the sentence for mistakes that have none of their own.

use super::{
    super::{
        ast::{About, Blank, ChangeKind, FactKind, Measure, Severity, Shape, Whose},
        cut::ITEM_KEYWORDS,
        grammar::Rule,
        keyword::{self, contents},
        token::{Bracket, TokenKind},
    },
    form, quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    text,
};

/// Says what stands at the scene and what belongs there, and what such a line looks like.
pub(super) fn explain(scene: &Scene) -> Diagnostic {
    let said = plain(scene);
    Diagnostic { help: said.help.clone().or_else(|| form::help(scene)), ..said }
}

fn plain(scene: &Scene) -> Diagnostic {
    let (block, wanted) = (scene.block(), wanted(scene));
    if scene.expects(Rule::infix) && scene.here().is_some() && !scene.here_begins_line() {
        let written = quoted(scene.here_text());
        let span = scene.here().map_or(scene.gap(), |token| token.span);
        let help = text!("运算符有 + - * / = != < <= > >= ~ and or", "the operators are + - * / = != < <= > >= ~ and or");
        let label = text!("这里应是运算符，或者到此为止", "an operator belongs here, or nothing");
        return scene
            .error(
                Code::CannotStandHere,
                span,
                text!("式子里不能写“{written}”", "“{written}” cannot stand in a condition"),
                label,
            )
            .help(help);
    }
    if let Some(diagnostic) = behind_the_line(scene) {
        return diagnostic;
    }
    if scene.expects(Rule::close_brace) && !block.is_empty() && scene.here().is_some() {
        return no_part(scene, block);
    }
    let Some(here) = scene.here().filter(|_| !something_is_missing(scene)) else { return missing(scene, &wanted) };
    let written = quoted(scene.here_text());
    scene.error(
        Code::CannotStandHere,
        here.span,
        text!("这里不能写“{written}”", "“{written}” cannot stand here"),
        belongs(&wanted),
    )
}

/// What stands here would be right if something stood before it.
fn something_is_missing(scene: &Scene) -> bool {
    let closes = scene.here().is_some_and(|token| matches!(token.kind, TokenKind::Close(_) | TokenKind::Open(Bracket::Brace)));
    closes || scene.here_begins_line() || keyword::is_reserved(scene.here_text())
}

fn missing(scene: &Scene, wanted: &Text) -> Diagnostic {
    let before = quoted(scene.before_text());
    let message = text!("“{before}”后面不完整", "something is missing behind “{before}”");
    scene.error(Code::SomethingMissing, scene.gap(), message, belongs(wanted))
}

fn belongs(wanted: &Text) -> Text {
    let (zh, en) = (&wanted.zh, &wanted.en);
    if zh.is_empty() { Text::default() } else { text!("这里应是{zh}", "{en} belongs here") }
}

/// `expect A301 warning`, `require whole grid of 申请`: more than the line holds.
pub(super) fn behind_the_line(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| !scene.here_begins_line() && !scene.begins_part(*here))?;
    let begins = form::begins(scene)?;
    let help = form::help(scene).filter(|_| contents(scene.block()).contains(&begins) || scene.block() == "fields")?;
    if !scene.expects(Rule::close_brace) || matches!(here.kind, TokenKind::Close(_)) {
        return None;
    }
    let written = quoted(scene.here_text());
    let message = text!(
        "{begins} 这一行写到这里已经完整，后面不能再写“{written}”",
        "the line `{begins}` is complete: “{written}” cannot stand behind it"
    );
    let message = if scene.block() == "fields" {
        text!("这一行后面不能写“{written}”", "“{written}” cannot stand in this line")
    } else {
        message
    };
    Some(scene.error(Code::CannotStandHere, here.span, message, text!("这里", "here")).help(help))
}

/// What stands here begins no part of its block.
fn no_part(scene: &Scene, block: &str) -> Diagnostic {
    let written = quoted(scene.here_text());
    let span = scene.here().map_or(scene.gap(), |token| token.span);
    let message = text!("{block} 里不能写“{written}”", "“{written}” cannot stand in {block}");
    let parts = contents(block).join(" · ");
    let help = match block {
        "columns" | "rows" | "group" => text!(
            "这里应是行或列的名称，后面可写表上的文字：名称 \"表上的文字\"；或 group、total",
            "here belongs the name of a row or column, with the printed label behind it: name \"label\"; or group, total"
        ),
        "param" => text!(
            "这里写值：100件、10万元、80%、1月31日；分情况的写 when 条件 then 值",
            "here belongs a value: 100件, 10万元, 80%, 1月31日; or when CONDITION then VALUE"
        ),
        "adjust" if Severity::WORDS.contains(&scene.here_text()) => {
            text!("写成 severity {written} \"理由\"", "write severity {written} \"REASON\"")
        }
        "fact" => text!(
            "这里写句式，加引号：\"收到{{..}}申请{{n}}件\"",
            "here belong patterns, in quotation marks: \"收到{{..}}申请{{n}}件\""
        ),
        _ => text!("{block} 里可以写：{parts}", "{block} may hold: {parts}"),
    };
    scene.error(Code::WrongBlock, span, message, Text::default()).help(help)
}

/// The words of the language that would fit at the scene, and those that begin an item where a line begins.
pub(super) fn keywords(scene: &Scene) -> Vec<&'static str> {
    let mut words = super::words_that_fit(scene);
    if scene.expects(Rule::close_brace) && scene.here_begins_line() {
        words.extend(ITEM_KEYWORDS);
    }
    words
}

/// The words that a rule of the grammar may begin with; none for one that no word of the language begins.
pub(in super::super) fn words_of(wanted: Rule) -> &'static [&'static str] {
    match wanted {
        Rule::clause => contents("rule"),
        Rule::step => contents("test"),
        Rule::template_part => contents("template"),
        Rule::change | Rule::change_kind => ChangeKind::WORDS,
        Rule::table_part => contents("table"),
        Rule::entry => contents("rows"),
        Rule::severity => Severity::WORDS,
        Rule::kind => Measure::WORDS,
        Rule::fact_kind => FactKind::OF_FACTS,
        Rule::param_kind => FactKind::OF_PARAMETERS,
        Rule::about_what => About::WORDS,
        Rule::statement => Shape::WORDS,
        Rule::blank_policy => Blank::WORDS,
        Rule::other_report => Whose::WORDS,
        Rule::changed_part => &["table", "row", "column"],
        Rule::each_what => &["column", "row", "group"],
        Rule::each_cell => &["count", "cell"],
        Rule::fact_test => &["matches", "misses"],
        Rule::event_mark => &["aside", "part", "half", "default", "implies"],
        Rule::infix => &["and", "or"],
        Rule::operand | Rule::primary | Rule::prefix | Rule::expr => {
            &["not", "sum", "states", "of", "length", "prior", "children"]
        }
        wanted => keyword::first_of(wanted),
    }
}

/// What would fit, as one phrase.
fn wanted(scene: &Scene) -> Text {
    let mut phrases: Vec<Text> = Vec::new();
    for phrase in scene.expected().iter().filter_map(|wanted| phrase(*wanted)) {
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    let join = |pick: fn(&Text) -> &str, or: &str| phrases.iter().map(pick).collect::<Vec<_>>().join(or);
    Text { zh: join(|phrase| &phrase.zh, "，或"), en: join(|phrase| &phrase.en, ", or ") }
}

/// What a rule of the grammar is to somebody who writes rules.
fn phrase(wanted: Rule) -> Option<Text> {
    let words = words_of(wanted);
    if !words.is_empty() && !matches!(wanted, Rule::operand | Rule::primary | Rule::prefix | Rule::expr | Rule::infix) {
        return Some(list(words));
    }
    Some(match wanted {
        Rule::name | Rule::part => text!("名称", "a name"),
        Rule::path => text!("行、列或组的名称", "the name of a row, column or group"),
        Rule::cell => text!("单元格，例如 申请[新收, 自然人]", "a cell, as in 申请[新收, 自然人]"),
        Rule::code | Rule::expect_finding => text!("规则编号", "the code of a rule"),
        Rule::text => text!("带引号的文字", "a text in quotation marks"),
        Rule::edition_name => text!("哪一版，例如 2021", "an edition, as 2021"),
        Rule::year => text!("年份，例如 2021", "a year, as 2021"),
        Rule::figure | Rule::number => text!("数", "a figure"),
        Rule::operand | Rule::primary | Rule::prefix | Rule::expr => text!("数、名称或单元格", "a figure, a name or a cell"),
        Rule::infix => text!("运算符", "an operator"),
        Rule::form_check => text!("表样核对", "a check of the form"),
        Rule::equal => mark("="),
        Rule::comma => text!("逗号", "a comma"),
        Rule::dot => text!("句点和下一级名称", "a dot and the next name"),
        Rule::range => mark(".."),
        Rule::open_brace | Rule::section_body => mark("{"),
        Rule::close_brace => mark("}"),
        Rule::open_bracket => mark("["),
        Rule::close_bracket => mark("]"),
        Rule::open_paren => mark("("),
        Rule::close_paren => mark(")"),
        _ => return None,
    })
}

fn mark(mark: &str) -> Text {
    text!("“{mark}”", "a “{mark}”")
}

/// `column`、`row` or `group`.
fn list(words: &[&str]) -> Text {
    let Some((last, others)) = words.split_last().filter(|(_, others)| !others.is_empty()) else {
        let word = words.concat();
        return text!(" {word}", "{word}");
    };
    let (zh, en) = (others.join("、"), others.join(", "));
    text!(" {zh} 或 {last}", "{en} or {last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The alternatives of a rule of the grammar that are words of the language.
    fn in_grammar(rule: &str) -> Vec<&'static str> {
        let grammar = include_str!("../../../grammar/gouji.pest");
        let body = grammar.lines().find_map(|line| line.strip_prefix(rule)?.trim_start().strip_prefix("= {")).unwrap();
        body.split([' ', '(', ')', '?', '}']).filter_map(|word| word.strip_prefix("kw_")).collect()
    }

    #[test]
    fn choices_have_the_words_of_the_grammar() {
        for (of, name) in [
            (Rule::severity, "severity"),
            (Rule::kind, "kind"),
            (Rule::fact_kind, "fact_kind"),
            (Rule::param_kind, "param_kind"),
            (Rule::about_what, "about_what"),
            (Rule::statement, "statement"),
            (Rule::blank_policy, "blank_policy"),
            (Rule::other_report, "other_report"),
            (Rule::change_kind, "change_kind"),
            (Rule::each_what, "each_what"),
            (Rule::each_cell, "each_cell"),
        ] {
            let in_grammar: Vec<&str> = in_grammar(name).into_iter().filter(|word| *word != "of").collect();
            assert_eq!(words_of(of), in_grammar, "{name}");
        }
    }

    #[test]
    fn a_rule_that_begins_with_a_word_is_known_by_it() {
        for (of, word) in [(Rule::also, "also"), (Rule::of_prior, "prior"), (Rule::table, "table"), (Rule::expect, "expect")] {
            assert_eq!(words_of(of), [word]);
        }
    }
}
