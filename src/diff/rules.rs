//! One rule set beside another: rules by their codes, what they require, how bad a breach is; facts and parameters.

use super::{Category, Differences};
use crate::{
    lang::Text,
    ruleset::{Adjustment, Change, Fact, Param, Rule, RuleSet, Severity},
    slice::Slice,
    source::Source,
    syntax::{
        self,
        ast::{Clause, Item},
        token::tokens,
    },
    template::EditionId,
    text,
};

/// `renamed`: names of rows and columns, old and new; a rule that only follows them asks for the same.
pub(super) fn compare(old: &RuleSet, new: &RuleSet, renamed: &[(String, String)], found: &mut Differences) {
    for rule in &new.rules {
        match old.rule(&rule.code) {
            Some(was) => same_code(was, rule, renamed, found),
            None => found.push(Category::Verdict, &did(rule, &text!("是新的", "is new")), can_fail(rule.severity)),
        }
    }
    for rule in old.rules.iter().filter(|rule| new.rule(&rule.code).is_none()) {
        found.push(Category::Verdict, &did(rule, &text!("没有了", "is gone")), can_pass(rule.severity));
    }
    facts(old, new, found);
    params(old, new, found);
}

/// Rules that are in force for one of two editions only.
pub(super) fn in_editions(rules: &RuleSet, old: EditionId, new: EditionId, found: &mut Differences) {
    for (id, rule) in rules.rule_ids().zip(&rules.rules) {
        match (rules.applies_in(id, old), rules.applies_in(id, new)) {
            (false, true) => {
                found.push(
                    Category::Verdict,
                    &did(rule, &text!("只管新的一版", "is for the new edition only")),
                    can_fail(rule.severity),
                );
            }
            (true, false) => {
                found.push(
                    Category::Verdict,
                    &did(rule, &text!("只管旧的一版", "is for the old edition only")),
                    can_pass(rule.severity),
                );
            }
            _ => {}
        }
    }
}

fn did(rule: &Rule, did: &Text) -> Text {
    let (code, name, zh, en) = (&rule.code, &rule.name, &did.zh, &did.en);
    text!("规则 {code} {name}{zh}", "the rule {code} {name} {en}")
}

fn can_fail(severity: Severity) -> Text {
    match severity {
        Severity::Error => text!("原来通过的报告可能不通过", "a report that passed can fail"),
        _ => text!("会多出警告或提示，不影响是否通过", "it can warn; it fails no report"),
    }
}

fn can_pass(severity: Severity) -> Text {
    match severity {
        Severity::Error => text!("原来不通过的报告可能通过", "a report that failed can pass"),
        _ => text!("少一条警告或提示，不影响是否通过", "it warns no more; it failed no report"),
    }
}

fn same_code(was: &Rule, is: &Rule, renamed: &[(String, String)], found: &mut Differences) {
    if was.severity != is.severity {
        let (from, to) = (was.severity.words(), is.severity.words());
        let (one, two, from, to) = (&from.en, &to.en, &from.zh, &to.zh);
        let what = did(is, &text!("的级别由“{from}”改为“{to}”", "is {two} instead of {one}"));
        found.push(
            Category::Verdict,
            &what,
            if is.severity == Severity::Error { can_fail(Severity::Error) } else { can_pass(was.severity) },
        );
    }
    offs(was, is, found);
    let (one, two) = (demands(was, renamed), demands(is, renamed));
    if one != two {
        let (one, two) = apart(&only_in(&one, &two), &only_in(&two, &one));
        let what = did(is, &text!("要求变了：“{one}”改为“{two}”", "asks otherwise: “{two}” instead of “{one}”"));
        let does = match is.severity {
            Severity::Error => text!("是否通过可能不同", "verdicts can differ"),
            _ => text!("警告或提示可能不同，不影响是否通过", "its warnings can differ; it fails no report"),
        };
        found.push(Category::Verdict, &what, does);
    }
}

/// Where it was, and is, not checked.
fn offs(was: &Rule, is: &Rule, found: &mut Differences) {
    let of = |rule: &Rule| -> Vec<String> {
        let off = |adjustment: &Adjustment| match &adjustment.change {
            Change::Off(when) => Some(when.clone()),
            Change::Severity { .. } => None,
        };
        rule.adjusted.iter().filter_map(off).collect()
    };
    let (one, two) = (of(was), of(is));
    let around = |when: &str| if when.is_empty() { String::new() } else { format!(" {when}") };
    for when in two.iter().filter(|when| !one.contains(when)) {
        let when = around(when);
        found.push(Category::Verdict, &did(is, &text!("停用{when}", "is off{when}")), can_pass(is.severity));
    }
    for when in one.iter().filter(|when| !two.contains(when)) {
        let when = around(when);
        found.push(Category::Verdict, &did(is, &text!("不再停用{when}", "is off no more{when}")), can_fail(is.severity));
    }
}

/// A clause, word by word.
type Wording = Vec<String>;

/// The clauses that decide, each in one spelling, with names as they are now.
fn demands(rule: &Rule, renamed: &[(String, String)]) -> Vec<Wording> {
    let source = Source::new("", rule.place.text());
    let (tree, _) = syntax::parse(&source);
    let Some(Item::Rule(rule)) = tree.items.first() else { return Vec::new() };
    let decides = |clause: &Clause| !matches!(clause, Clause::Say(_) | Clause::Basis(_) | Clause::Test(_));
    let clauses = rule.clauses.iter().filter(|clause| decides(&clause.node));
    clauses.map(|clause| words(source.slice(clause.span), renamed)).collect()
}

fn words(clause: &str, renamed: &[(String, String)]) -> Wording {
    let all = tokens(clause).into_iter().filter(|token| !token.kind.is_comment());
    all.map(|token| {
        let word: String = clause.slice(token.span.range()).chars().map(syntax::half_width).collect();
        renamed.iter().find(|(old, _)| *old == word).map_or(word, |(_, new)| new.clone())
    })
    .collect()
}

fn only_in(these: &[Wording], others: &[Wording]) -> Wording {
    these.iter().filter(|clause| !others.contains(clause)).flatten().cloned().collect()
}

/// How many words are shown around what differs.
const AROUND: usize = 3;

/// Two clauses without what they begin and end with alike.
fn apart(one: &[String], two: &[String]) -> (String, String) {
    let before = one.iter().zip(two).take_while(|(one, two)| one == two).count();
    let most = one.len().min(two.len()) - before;
    let behind = one.iter().rev().zip(two.iter().rev()).take(most).take_while(|(one, two)| one == two).count();
    (cut(one, before, behind), cut(two, before, behind))
}

fn cut(words: &[String], before: usize, behind: usize) -> String {
    let (start, end) = (before.saturating_sub(AROUND), words.len().saturating_sub(behind.saturating_sub(AROUND)));
    let (open, close) = (if start > 0 { "… " } else { "" }, if end < words.len() { " …" } else { "" });
    format!("{open}{}{close}", joined(words.slice(start..end)))
}

/// The words as people write them.
fn joined(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        let clings = matches!(word.as_str(), "," | "." | "[" | "]" | ")") || text.ends_with(['[', '(', '.']);
        let call = word == "(" && (text.ends_with("sum") || text.ends_with("states") || text.ends_with("length"));
        if !text.is_empty() && !clings && !call {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

fn facts(old: &RuleSet, new: &RuleSet, found: &mut Differences) {
    for fact in &new.facts {
        let was = old.facts.iter().find(|was| was.name == fact.name);
        let same = |was: &Fact| Fact { tests: fact.tests.clone(), ..was.clone() } == *fact;
        if !was.is_some_and(same) {
            let name = &fact.name;
            let what = match was {
                Some(_) => text!("正文里的“{name}”认法变了", "the fact “{name}” is found otherwise"),
                None => text!("正文里的“{name}”是新的", "the fact “{name}” is new"),
            };
            found.push(Category::Label, &what, text!("正文里认出的数可能不同", "other figures of the prose may be found"));
        }
    }
    for fact in old.facts.iter().filter(|fact| new.facts.iter().all(|other| other.name != fact.name)) {
        let name = &fact.name;
        let what = text!("正文里的“{name}”不再认", "the fact “{name}” is no longer looked for");
        found.push(Category::Label, &what, text!("正文里认出的数可能不同", "other figures of the prose may be found"));
    }
}

fn params(old: &RuleSet, new: &RuleSet, found: &mut Differences) {
    for param in &new.params {
        let name = &param.name;
        let what = match old.params.iter().find(|was| was.name == param.name) {
            Some(was) if (was.kind, &was.values) == (param.kind, &param.values) => continue,
            Some(was) => {
                let (one, two) = (values(was), values(param));
                text!("参数“{name}”由“{one}”改为“{two}”", "the parameter “{name}” is “{two}” instead of “{one}”")
            }
            None => text!("参数“{name}”是新的", "the parameter “{name}” is new"),
        };
        found.push(Category::Verdict, &what, text!("用到它的规则，结果可能不同", "rules that use it can come out otherwise"));
    }
    for param in old.params.iter().filter(|param| new.params.iter().all(|other| other.name != param.name)) {
        let name = &param.name;
        let what = text!("参数“{name}”没有了", "the parameter “{name}” is gone");
        found.push(
            Category::Key,
            &what,
            text!("--param 和参数文件里写着它的，报错", "--param and parameter files that name it are refused"),
        );
    }
}

fn values(param: &Param) -> String {
    let cases = param.values.iter().map(|(when, value)| match when {
        Some(when) => format!("{when} {value}"),
        None => value.clone(),
    });
    cases.collect::<Vec<_>>().join("；")
}
