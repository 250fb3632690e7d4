//! `gouji test --mutants`: the slips that no test notices, as pictures; those that change nothing, with the reason; and the count.

use crate::{
    cli::Exit,
    diagnostic::{Code, Diagnostic},
    lang::{Lang, Text},
    test::{Fate, Mutant, Sameness},
    text,
    write::{self, Style},
};
use std::io::{self, Write};

pub(super) fn write(mutants: &[Mutant], style: Style, out: &mut dyn Write) -> io::Result<Exit> {
    writeln!(out)?;
    for mutant in mutants {
        if let Fate::Equivalent(same) = &mutant.fate {
            equivalent(mutant, *same, style.lang, out)?;
        }
    }
    let alive = unnoticed_by_tests(mutants);
    write::write_diagnostics(&alive, style, out)?;
    counts(mutants, style.lang, out)?;
    Ok(if alive.is_empty() { Exit::Clean } else { Exit::Findings })
}

/// What is said of those that no test notices.
pub(in super::super) fn unnoticed_by_tests(mutants: &[Mutant]) -> Vec<Diagnostic> {
    mutants.iter().filter(|mutant| mutant.fate == Fate::Alive).map(unnoticed).collect()
}

fn counts(mutants: &[Mutant], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let count = |is_it: fn(&Fate) -> bool| mutants.iter().filter(|mutant| is_it(&mutant.fate)).count();
    let all = mutants.len();
    let refused = count(|fate| *fate == Fate::Refused);
    let noticed = count(|fate| matches!(fate, Fate::Noticed(..)));
    let equivalent = count(|fate| matches!(fate, Fate::Equivalent(_)));
    let alive = count(|fate| *fate == Fate::Alive);
    let words = text!(
        "改错 {all} 处：{noticed} 处有测试发现，{refused} 处检查规则时就报错，{equivalent} 处改了意思也一样，{alive} 处没有测试发现",
        "{all} slips made: tests notice {noticed}, {refused} do not compile, {equivalent} change nothing, \
         {alive} go unnoticed"
    );
    writeln!(out, "{}", words.get(lang))
}

fn equivalent(mutant: &Mutant, same: Sameness, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (code, line, change) = (&mutant.code, mutant.place.position().line, change(mutant));
    let (name, why) = (&mutant.place.source.name, reason(same));
    writeln!(out, "≡ {code} {name}:{line} {}: {}", change.get(lang), why.get(lang))
}

fn reason(same: Sameness) -> Text {
    match same {
        Sameness::SameRows => text!("改后的式子与原来是同一个", "it comes to the same condition"),
        Sameness::NeverNegative => {
            text!("一边是 0，另一边的数不会小于 0", "one side is 0, and the other is never below 0")
        }
    }
}

/// What was written for what.
fn change(mutant: &Mutant) -> Text {
    let (was, instead) = (mutant.place.text().trim().replace('\n', " "), mutant.instead.trim());
    match (was.is_empty(), instead.is_empty()) {
        (_, true) => text!("去掉“{was}”", "without “{was}”"),
        (true, false) => text!("多写“{instead}”", "with “{instead}”"),
        (false, false) => text!("“{was}”写成“{instead}”", "“{instead}” for “{was}”"),
    }
}

fn unnoticed(mutant: &Mutant) -> Diagnostic {
    let code = &mutant.code;
    let place = &mutant.place;
    let (message, help) = match mutant.is_rule {
        true => (
            text!("规则 {code} 这样写错，没有测试发现", "no test notices this slip in the rule {code}"),
            text!(
                "加一个测试：规则写对和写错，报出的问题不一样",
                "add a test with a report for which the rule and the slip do not find the same"
            ),
        ),
        false => (
            text!("“{code}”这样改，没有测试发现", "no test notices this slip in “{code}”"),
            text!(
                "在用到这个词的 fact 里加一句 matches 或 misses；这个词去掉也一样的，就去掉",
                "add a sentence that needs it to a fact, behind `matches` or `misses`; if none does, leave the word out"
            ),
        ),
    };
    Diagnostic::new(Code::SlipUnnoticed, &place.source, place.span, message, change(mutant)).help(help)
}
