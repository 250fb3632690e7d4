//! A folder that is laid over the built-in rules: what it changes of them is looked up, checked, and handed to the rules that are
//! changed; and what of them does not fit an edition of its own is said.

use super::{In, Items, builtin::BUILT_IN, names::suggest, reporter::Reporter};
use crate::{
    diagnostic::{Code, Diagnostic},
    finding::reading,
    lang::Text,
    ruleset::{self, FormCheck, RuleSet},
    slice::Slice,
    source::{Place, Source, Span},
    syntax::ast::{self, Adjusted, Clause, Requirement, Spanned},
    template::EditionId,
    text,
};
use std::sync::Arc;

/// That there are such rules to extend.
pub(super) fn known(item: &In<'_, ast::Extends>, reporter: &mut Reporter) {
    let name = &item.node.name;
    if name.node != BUILT_IN {
        let word = &name.node;
        let message = text!("没有名为“{word}”的内置规则", "there are no built-in rules “{word}”");
        let label = text!("可写的只有 \"{BUILT_IN}\"", "only \"{BUILT_IN}\" can stand here");
        let help = text!("写成 extends \"{BUILT_IN}\"", "write extends \"{BUILT_IN}\"");
        reporter.push(
            Diagnostic::new(Code::UnknownExtends, item.source, name.span, message, label)
                .help(help)
                .instead(format!("\"{BUILT_IN}\"")),
        );
    }
}

/// What is changed of one rule.
#[derive(Clone, Default)]
pub(super) struct Adjustments<'a> {
    lines: Vec<Line<'a>>,
}

/// A line of `adjust` in its file.
#[derive(Clone, Copy)]
struct Line<'a> {
    source: &'a Arc<Source>,
    node: &'a ast::Adjustment,
    span: Span,
}

/// Under which condition a rule is not checked, in the file that says so; none: always.
#[derive(Clone, Copy)]
pub(super) struct Off<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) when: Option<&'a ast::Expr>,
}

impl<'a> Adjustments<'a> {
    /// What these files change of a rule.
    pub(super) fn of(code: &str, all: &[In<'a, ast::Adjust>]) -> Adjustments<'a> {
        let own = all.iter().filter(|item| item.node.code.node == code);
        let lines = own.flat_map(|item| {
            let line = |change: &'a Spanned<ast::Adjustment>| Line { source: item.source, node: &change.node, span: change.span };
            item.node.changes.iter().map(line)
        });
        Adjustments { lines: lines.collect() }
    }

    /// How bad a breach is by now.
    pub(super) fn severity(&self, own: ruleset::Severity) -> ruleset::Severity {
        let mut changed = self.lines.iter().filter_map(|line| match &line.node.what {
            Adjusted::Severity(severity) => Some(severity.node),
            Adjusted::Off(..) => None,
        });
        changed.next().unwrap_or(own)
    }

    /// Where in an edition the rule is not checked.
    pub(super) fn offs(&self, edition: &str) -> Vec<Off<'a>> {
        let off = |line: &Line<'a>| match &line.node.what {
            Adjusted::Off(editions, when) if editions.is_empty() || editions.iter().any(|name| name.node == edition) => {
                Some(Off { source: line.source, when: when.as_ref() })
            }
            _ => None,
        };
        self.lines.iter().filter_map(off).collect()
    }

    /// What lists show of it.
    pub(super) fn shown(&self, own: ruleset::Severity) -> Vec<ruleset::Adjustment> {
        let shown = |line: &Line<'_>| {
            let reason = line.node.reason.node.clone();
            let place = Place { source: Arc::clone(line.source), span: line.span };
            let change = match &line.node.what {
                Adjusted::Severity(severity) => ruleset::Change::Severity { was: own, is: severity.node },
                Adjusted::Off(..) => {
                    let reason = line.node.reason.span.start.saturating_sub(line.span.start) as usize;
                    let written = place.text().slice(..reason);
                    let rest = written.trim().strip_prefix("off").unwrap_or_default();
                    ruleset::Change::Off(rest.split_whitespace().collect::<Vec<_>>().join(" "))
                }
            };
            ruleset::Adjustment { change, reason, place }
        };
        self.lines.iter().map(shown).collect()
    }
}

/// What cannot be changed so, or is not changed by it.
pub(super) fn complain(items: &Items<'_>, set: &RuleSet, reporter: &mut Reporter) {
    for (at, item) in items.adjusts.iter().enumerate() {
        let code = &item.node.code;
        let rule = items.rules.iter().find(|rule| rule.node.code.node == code.node);
        let earlier = items.adjusts.iter().take(at).find(|other| other.node.code.node == code.node);
        match rule {
            None => reporter.push(unknown(item, items)),
            Some(rule) if !rule.is_inherited() => reporter.push(own(item, rule)),
            Some(rule) => lines(item, rule, set, reporter),
        }
        if let Some(earlier) = earlier {
            let word = &code.node;
            let message = text!("规则 {word} 调整了两次", "the rule {word} is adjusted twice");
            let wrong = Diagnostic::new(Code::AdjustedTwice, item.source, code.span, message, text!("第二次", "the second time"));
            let first = text!("第一次", "the first time");
            let help = text!("写在同一个 adjust 里", "write it in one `adjust`");
            reporter.push(wrong.also(earlier.source, earlier.node.code.span, first).help(help));
        }
    }
}

fn unknown(item: &In<'_, ast::Adjust>, items: &Items<'_>) -> Diagnostic {
    let code = &item.node.code;
    let word = &code.node;
    if reading(word).is_some() {
        let message = text!(
            "{word} 是读取报告时的发现，不是规则，不能调整",
            "{word} is found in reading; it is no rule that can be adjusted"
        );
        let help = text!("个别报告的，记入豁免文件", "for a single report, record a waiver");
        return Diagnostic::new(Code::CannotAdjust, item.source, code.span, message, text!("这个编号", "this code")).help(help);
    }
    let message = text!("没有编号为“{word}”的规则", "there is no rule “{word}”");
    let wrong = Diagnostic::new(Code::UnknownCode, item.source, code.span, message, text!("不认识的编号", "unknown code"));
    let codes: Vec<&str> = items.rules.iter().map(|rule| rule.node.code.node.as_str()).collect();
    if items.extends.is_empty() {
        return wrong.help(text!(
            "文件开头写 extends \"{BUILT_IN}\"，才能调整内置规则",
            "write extends \"{BUILT_IN}\" at the head of the file to adjust built-in rules"
        ));
    }
    suggest(wrong, word, codes)
}

fn own(item: &In<'_, ast::Adjust>, rule: &In<'_, ast::Rule>) -> Diagnostic {
    let code = &item.node.code;
    let word = &code.node;
    let message = text!("{word} 是自己的规则，不用 adjust", "{word} is a rule of your own: it needs no `adjust`");
    let wrong = Diagnostic::new(Code::CannotAdjust, item.source, code.span, message, text!("这里调整", "adjusted here"));
    wrong
        .also(rule.source, rule.node.code.span, text!("规则在这里", "the rule is here"))
        .help(text!("直接改这条规则", "change the rule itself"))
}

/// The lines of one `adjust`.
fn lines(item: &In<'_, ast::Adjust>, rule: &In<'_, ast::Rule>, set: &RuleSet, reporter: &mut Reporter) {
    let word = &item.node.code.node;
    let is_one_of = |checks: &[FormCheck]| {
        let is_it = |clause: &Clause| matches!(clause, Clause::Require(Requirement::Form(check)) if checks.contains(check));
        rule.node.clauses.iter().any(|clause| is_it(&clause.node))
    };
    let engines_own = is_one_of(&[FormCheck::FilledIn, FormCheck::TablesPresent]);
    let of_batch = is_one_of(&[
        FormCheck::EveryUnitReports,
        FormCheck::ContentOfNamedUnit,
        FormCheck::OneSubmission,
        FormCheck::YearAskedFor,
    ]);
    let mut severities = 0usize;
    for line in &item.node.changes {
        match &line.node.what {
            Adjusted::Severity(severity) => {
                severities += 1;
                let is = severity.node.word();
                if severity.node == rule.node.severity.node {
                    let message = text!("规则 {word} 本来就是 {is}", "the rule {word} is `{is}` as it stands");
                    reporter.push(nothing(item.source, severity.span, message));
                } else if severities > 1 {
                    let message = text!("规则 {word} 的级别调整了两次", "the severity of {word} is adjusted twice");
                    let label = text!("第二次", "the second time");
                    let help = text!("只留一行 severity", "keep one line with `severity`");
                    reporter.push(Diagnostic::new(Code::AdjustedTwice, item.source, severity.span, message, label).help(help));
                }
            }
            Adjusted::Off(_, Some(_)) if of_batch => {
                let message = text!(
                    "{word} 核对的是整批报告，不能只在某种条件下停用",
                    "{word} is about the batch: it cannot be off under a condition"
                );
                let label = text!("删去 when 和条件", "leave out `when`");
                let help = text!("写成 off \"原因\"", "write off \"REASON\"");
                reporter.push(Diagnostic::new(Code::CannotAdjust, item.source, line.span, message, label).help(help));
            }
            Adjusted::Off(..) if engines_own => {
                let message = text!(
                    "{word} 不能停用：没有填报的报告、没有读到的表，什么规则下都不能算通过",
                    "{word} cannot be turned off: a report that is not filled in, or a table that was not read, never passes"
                );
                let label = text!("这一行", "this line");
                let help = text!("删去这一行", "remove this line");
                let wrong = Diagnostic::new(Code::CannotAdjust, item.source, line.span, message, label);
                reporter.push(wrong.help(help).instead(""));
            }
            Adjusted::Off(editions, _) => {
                for name in editions.iter().filter(|name| set.template.edition(&name.node).is_none()) {
                    reporter.push(super::edition::unknown_edition(item.source, name, &set.template));
                }
            }
        }
    }
    if item.node.changes.is_empty() {
        let message = text!("没有写调整什么", "it does not say what is adjusted");
        reporter.push(nothing(item.source, item.node.code.span, message));
    }
}

fn nothing(source: &Arc<Source>, span: Span, message: Text) -> Diagnostic {
    let label = text!("什么也没有变", "this changes nothing");
    let help = text!(
        "写 severity error \"原因\"，或 off when 条件 \"原因\"；不需要调整就删去",
        "write severity error \"REASON\" or off when CONDITION \"REASON\"; else remove it"
    );
    Diagnostic::new(Code::AdjustsNothing, source, span, message, label).help(help)
}

/// A built-in rule that does not compile in an edition of a folder's own.
pub(super) struct Unfit {
    pub(super) code: String,
    pub(super) edition: EditionId,
    pub(super) message: Text,
}

/// Built-in rules that were in force in the edition before one of the folder's own, and are not in it: said once for each edition.
pub(super) fn not_in_force(items: &Items<'_>, set: &RuleSet, unfit: &[Unfit], reporter: &mut Reporter) {
    if items.extends.is_empty() {
        return;
    }
    for item in items.editions.iter().filter(|item| !item.is_inherited()) {
        let Some(edition) = set.template.edition(&item.node.edition.node) else { continue };
        let Some(before) = edition.before() else { continue };
        let lost = set.rule_ids().filter(|id| {
            let rule = &set[*id];
            rule.inherited
                && !set.applies_in(*id, edition)
                && (set.applies_in(*id, before) || is_unfit(unfit, &rule.code, before))
        });
        let name = &set.template[edition].name;
        let lost = lost.filter(|id| Adjustments::of(&set[*id].code, &items.adjusts).offs(name).is_empty());
        let codes: Vec<&str> = lost.map(|id| set[id].code.as_str()).collect();
        if !codes.is_empty() {
            reporter.push(said(item, edition, &codes, unfit));
        }
    }
}

fn is_unfit(unfit: &[Unfit], code: &str, edition: EditionId) -> bool {
    unfit.iter().any(|unfit| unfit.code == code && unfit.edition == edition)
}

fn said(item: &In<'_, ast::Edition>, edition: EditionId, codes: &[&str], unfit: &[Unfit]) -> Diagnostic {
    let name = &item.node.edition.node;
    let why = |code: &&str| {
        let unfit = unfit.iter().find(|unfit| unfit.code == **code && unfit.edition == edition);
        unfit.map_or_else(
            || text!("{code}（只用于以前的版）", "{code} (for editions before)"),
            |unfit| {
                let Text { zh, en } = &unfit.message;
                text!("{code}（{zh}）", "{code} ({en})")
            },
        )
    };
    let all: Vec<Text> = codes.iter().map(why).collect();
    let zh = all.iter().map(|text| text.zh.as_str()).collect::<Vec<_>>().join("、");
    let en = all.iter().map(|text| text.en.as_str()).collect::<Vec<_>>().join(", ");
    let count = codes.len();
    let message = text!(
        "{count} 条内置规则在 {name} 年版不再核对：{zh}",
        "{count} built-in rules are not checked in the edition {name}: {en}"
    );
    let first = codes.first().copied().unwrap_or_default();
    let help = text!(
        "还要核对的，另写规则；确实不再核对的，写明原因：adjust {first} {{ off in edition {name} \"原因\" }}",
        "write rules of your own for what is still to be checked; for the others say why: adjust {first} {{ off in edition {name} \"REASON\" }}"
    );
    Diagnostic::new(Code::RulesDoNotFit, item.source, item.node.edition.span, message, text!("这一版", "this edition")).help(help)
}
