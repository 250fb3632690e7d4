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
    node.texts.iter().for_each(|text| odd(source, text, &template.editions, reporter));
    let notice = node.texts.first()?.node.clone();
    let clause = node.texts.get(1).map(|text| text.node.clone()).unwrap_or_default();
    let set_by = template.edition_ids().filter(|at| template[*at].basis.contains(&notice));
    let editions = match node.editions.is_empty() {
        true => set_by.collect(),
        false => named_editions(source, &node.editions, template, reporter),
    };
    Some(ruleset::Basis { notice, clause, editions })
}

/// A notice that is written unlike others: its year between other marks than 〔〕, with other blanks than in the form, or with its
/// clause in one text.
pub(super) fn odd(source: &Arc<Source>, written: &Spanned<String>, editions: &[Edition], reporter: &mut Reporter) {
    let own = notice::with_marks(&written.node);
    let mut named = editions.iter().flat_map(|edition| &edition.basis).map(|notice| notice::with_marks(notice));
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
    let inherited = |edition: EditionId| {
        let own = rules.rule_ids().filter(|id| !rules[*id].inherited);
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
    let label = text!("只写了以前各版的依据", "their bases are those of editions before");
    let help = text!(
        "在这些规则里再写一行 basis in edition {name} \"{notice}\" \"条款\"；不写，就显示上一版的依据并注明是哪一版",
        "give these rules another line, basis in edition {name} \"{notice}\" \"CLAUSE\"; else that of the edition before is shown, with its name"
    );
    reporter.push(Diagnostic::new(Code::BasisOfEditionBefore, item.source, item.node.edition.span, message, label).help(help));
}
