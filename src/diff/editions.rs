//! What is compared with what: two editions of one set; or two sets, edition by edition and rule by rule.

use super::{
    Category, Difference, Differences,
    form::{Codes, Form},
    rules,
};
use crate::{
    ruleset::RuleSet,
    template::{Edition, EditionId, Follows},
    text,
};

/// What changes from one edition of a form to another, and which rules are for one of them only.
pub fn editions(rules: &RuleSet, old: EditionId, new: EditionId) -> Vec<Difference> {
    let mut found = Differences::default();
    let (one, two) = (&rules.template[old], &rules.template[new]);
    Form { old: one, new: two, follows: stated(one, two), codes: &Codes::of(rules) }.compare(&mut found);
    rules::in_editions(rules, old, new, &mut found);
    found.found
}

/// What changes from one rule set to another. Editions of one name are compared; one that is new, with the latest that was there.
pub fn sets(old: &RuleSet, new: &RuleSet) -> Vec<Difference> {
    let mut found = Differences::default();
    let codes = &Codes::of(new);
    let (before, after) = (&old.template.editions, &new.template.editions);
    for edition in after {
        match before.iter().find(|other| other.name == edition.name) {
            Some(same) => {
                Form { old: same, new: edition, follows: None, codes }.compare(&mut found);
                years(same, edition, &mut found);
            }
            None => added(before, edition, codes, &mut found),
        }
    }
    for edition in before.iter().filter(|edition| after.iter().all(|other| other.name != edition.name)) {
        let name = &edition.name;
        let what = text!("{name} 年版没有了", "the edition {name} is gone");
        found.push(
            Category::Key,
            &what,
            text!("写明这一版的报告文件读不了（R001）", "report files that name it cannot be read (R001)"),
        );
    }
    let renamed = std::mem::take(&mut found.renamed);
    rules::compare(old, new, &renamed, &mut found);
    found.found
}

fn added(before: &[Edition], edition: &Edition, codes: &Codes, found: &mut Differences) {
    let (name, first) = (&edition.name, edition.first_year);
    let what = text!("{name} 年版是新的", "the edition {name} is new");
    let does = text!("{first} 年度起的报告按它核对", "reports from {first} on are held to it");
    found.push(Category::Verdict, &what, does);
    if let Some(latest) = before.last() {
        Form { old: latest, new: edition, follows: stated(latest, edition), codes }.compare(found);
    }
}

/// What the newer edition says, if it speaks of this older one.
fn stated<'e>(old: &Edition, new: &'e Edition) -> Option<&'e Follows> {
    new.follows.as_ref().filter(|follows| follows.edition == old.name)
}

fn years(old: &Edition, new: &Edition, found: &mut Differences) {
    if (old.first_year, old.last_year) == (new.first_year, new.last_year) {
        return;
    }
    let shown = |edition: &Edition| {
        format!("{}..{}", edition.first_year, edition.last_year.map(|year| year.to_string()).unwrap_or_default())
    };
    let (name, was, is) = (&new.name, shown(old), shown(new));
    let what = text!("{name} 年版的年度由 {was} 改为 {is}", "the edition {name} is for {is} instead of {was}");
    found.push(
        Category::Verdict,
        &what,
        text!("这些年度的报告按另一版核对", "reports of those years are held to another edition"),
    );
}
