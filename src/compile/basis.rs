//! The notices that rules and editions rest on, and what is odd about how they are written.

use super::{In, edition::named_editions, reporter::Reporter};
use crate::{
    chinese::notice,
    diagnostic::{Code, Diagnostic},
    ruleset::{self, RuleSet},
    source::Source,
    syntax::ast::{self, Spanned},
    template::{Edition, EditionId, Template},
    text,
};
use std::sync::Arc;

/// A source of law. One that names no edition is for those that were set by that notice; a notice that set none is for all.
pub(super) fn of(
    source: &Arc<Source>,
    node: &ast::Basis,
    template: &Template,
    reporter: &mut Reporter,
) -> Option<ruleset::Basis> {
    match node.texts.as_slice() {
        [clause, notice] if clause.node.starts_with('第') && notice.node.contains('〔') => {
            let message = text!("文号写在条款前面", "the notice stands before its clause");
            let run = clause.span.to(notice.span);
            let wrong = Diagnostic::new(Code::OddNotice, source, run, message, text!("次序反了", "the wrong order"));
            reporter.push(wrong.write(format!("\"{}\" \"{}\"", notice.node, clause.node)));
        }
        texts => texts.iter().for_each(|text| odd(source, text, &template.editions, reporter)),
    }
    let notice = node.texts.first()?.node.clone();
    let clause = node.texts.get(1).map(|text| text.node.clone()).unwrap_or_default();
    let set_by = template.edition_ids().filter(|at| template[*at].basis.contains(&notice));
    let editions = match node.editions.is_empty() {
        true => set_by.collect(),
        false => named_editions(source, &node.editions, template, reporter),
    };
    Some(ruleset::Basis { notice, clause, editions })
}

/// A rule for some editions whose bases set other editions.
pub(super) fn of_others(
    source: &Arc<Source>,
    (names, bases): (&[ast::Name], &[&ast::Basis]),
    template: &Template,
    reporter: &mut Reporter,
) {
    let own: Vec<EditionId> = names.iter().filter_map(|name| template.edition(&name.node)).collect();
    let set_by = |basis: &ast::Basis| -> Vec<EditionId> {
        let notice = basis.texts.first().map(|text| text.node.as_str()).unwrap_or_default();
        template.edition_ids().filter(|at| template[*at].basis.iter().any(|other| other == notice)).collect()
    };
    let is_of_others = |basis: &ast::Basis| {
        let set = set_by(basis);
        basis.editions.is_empty() && !set.is_empty() && !set.iter().any(|edition| own.contains(edition))
    };
    let (Some(first), true) = (bases.first(), bases.iter().all(|basis| is_of_others(basis))) else { return };
    let (Some(text), Some(wrong), Some(right)) = (first.texts.first(), set_by(first).first().copied(), own.first().copied())
    else {
        return;
    };
    let (other, name) = (&template[wrong].name, &template[right].name);
    let message = text!(
        "规则只管 {name} 年版，依据却是 {other} 年版的",
        "the rule is for the edition {name} alone, and its basis is that of {other}"
    );
    let label = text!("{other} 年版的文号", "the notice of {other}");
    let diagnostic = Diagnostic::new(Code::BasisOfOtherEdition, source, text.span, message, label);
    reporter.push(match template[right].basis.first() {
        Some(notice) => diagnostic.write(format!("\"{notice}\"")),
        None => diagnostic.help(text!("写 {name} 年版的依据", "name the basis of the edition {name}")),
    });
}

/// The notice of an edition that a number without its year, or with its figures in another order, is meant to be.
fn almost<'n>(written: &str, mut notices: impl Iterator<Item = &'n String>) -> Option<(&'n String, bool)> {
    notices.find_map(|notice| {
        let (prefix, rest) = notice.split_once('〔')?;
        let (year, number) = rest.split_once('〕')?;
        let own = written.strip_prefix(prefix)?;
        let is_number = |text: &str| text.strip_suffix('号').is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let sorted = |text: &str| {
            let mut figures: Vec<char> = text.chars().collect();
            figures.sort_unstable();
            figures
        };
        if own == number {
            return Some((notice, true));
        }
        let (own_year, own_number) = own.strip_prefix('〔')?.split_once('〕')?;
        let is_turned = own_year == year && is_number(own_number) && sorted(own_number) == sorted(number);
        is_turned.then_some((notice, false))
    })
}

/// A notice that is written unlike others: its year between other marks than 〔〕, with other blanks than in the form, or with its
/// clause in one text.
pub(super) fn odd(source: &Arc<Source>, written: &Spanned<String>, editions: &[Edition], reporter: &mut Reporter) {
    let own = notice::with_marks(&written.node);
    let mut named = editions.iter().flat_map(|edition| &edition.basis).map(|notice| notice::with_marks(notice));
    let own_notices = || editions.iter().flat_map(|edition| &edition.basis);
    if !own_notices().any(|notice| *notice == own)
        && let Some((notice, has_no_year)) = almost(&own, own_notices())
    {
        let (message, label) = match has_no_year {
            true => (text!("文号没有写年份", "the number of the notice has no year"), text!("缺〔年份〕", "its year is missing")),
            false => (
                text!("文号和表样里写的不一样", "the number of the notice is not that of the form"),
                text!("数字的次序不同", "the figures are in another order"),
            ),
        };
        let wrong = Diagnostic::new(Code::OddNotice, source, written.span, message, label);
        let help = text!("是不是 \"{notice}\"？", "did you mean \"{notice}\"?");
        reporter.push(wrong.help(help).instead(format!("\"{notice}\"")));
        return;
    }
    let usual = named.clone().find(|notice| without_blanks(notice) == without_blanks(&own));
    let apart = named.find_map(|notice| Some(format!("{notice}\" \"{}", notice::clause_behind(&own, &notice)?)));
    let marks = (
        text!("文号里的年份用六角括号〔〕", "the year in the number of a notice stands between 〔 and 〕"),
        text!("括号不对", "other marks"),
    );
    let (instead, (message, label)) = match (usual, apart) {
        (Some(usual), _) if usual == written.node => return,
        (Some(usual), _) if own == written.node => (
            usual,
            (
                text!("文号和表样里写的不一样", "the number of the notice is not written as in the form"),
                text!("空格不同", "other blanks"),
            ),
        ),
        (Some(usual), _) => (usual, marks),
        (None, Some(apart)) => {
            (apart, (text!("文号和条款要分开写", "a notice and its clause are two texts"), text!("连在一起了", "one text")))
        }
        (None, None) if own != written.node => (own, marks),
        (None, None) => return,
    };
    reporter.push(Diagnostic::new(Code::OddNotice, source, written.span, message, label).write(format!("\"{instead}\"")));
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Rules in an edition whose bases are all for editions before it: said once, of the latest such edition.
pub(super) fn inherited(rules: &RuleSet, editions: &[In<'_, ast::Edition>], reporter: &mut Reporter) {
    let template = &rules.template;
    let is_for = |rule: &ruleset::Rule, edition| rule.basis.iter().any(|basis| basis.is_for(edition));
    let is_inherited = |rule: &ruleset::Rule, edition: EditionId| {
        !is_for(rule, edition) && template.edition_ids().take(edition.index()).any(|earlier| is_for(rule, earlier))
    };
    // A rule that is in force in no edition of its basis has the wrong one, which is said there.
    let has_own = |id| template.edition_ids().any(|edition| is_for(&rules[id], edition) && rules.applies_in(id, edition));
    let inherited = |edition: EditionId| {
        let own = rules.rule_ids().filter(|id| !rules[*id].inherited && has_own(*id));
        let all = own.filter(move |id| is_inherited(&rules[*id], edition) && rules.applies_in(*id, edition));
        all.map(|id| rules[id].code.as_str()).collect::<Vec<_>>()
    };
    let mut all = template.edition_ids().rev().map(|edition| (edition, inherited(edition)));
    let Some((edition, codes)) = all.find(|(_, codes)| !codes.is_empty()) else { return };
    let edition = &template[edition];
    let item = editions.iter().find(|item| item.node.edition.node.contains(edition.name.as_str()));
    let (Some(first), Some(item)) = (codes.first(), item) else { return };
    let (count, name) = (codes.len(), &edition.name);
    let notice = edition.basis.first().map_or("NOTICE", String::as_str);
    let message = text!(
        "{count} 条规则（{first} 等）在 {name} 年版里没有自己的依据",
        "{count} rules ({first} and others) have no basis of their own in the edition {name}"
    );
    // Nobody can edit a built-in edition: there the first of the rules is pointed at.
    let rule = rules.rule(first).filter(|_| item.is_inherited()).map(|rule| (&rule.place.source, rule.place.span));
    let (source, span) = rule.unwrap_or((item.source, item.node.edition.span));
    let label = text!("只写了以前各版的依据", "their bases are those of editions before");
    let help = text!(
        "在这些规则里再写一行 basis in edition {name} \"{notice}\" \"条款\"；不写，就显示上一版的依据并注明是哪一版",
        "give these rules another line, basis in edition {name} \"{notice}\" \"CLAUSE\"; else that of the edition before is shown, with its name"
    );
    reporter.push(Diagnostic::new(Code::BasisOfEditionBefore, source, span, message, label).help(help));
}
