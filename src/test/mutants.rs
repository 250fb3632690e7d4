//! Rules with a mutation in them, and whether the tests would notice. Each mutation is made in the rule's text, the rule is compiled anew, and
//! the tests of the set are run: those of the rule first, until one fails.

use super::{
    OpenBase,
    equivalent::sameness,
    lexical,
    mutant::{Fate, Mutant},
    mutation::{Mutation, mutations},
    runner::Runner,
};
use crate::{
    compile::{Parsed, Recompiler, Reworded, inherited},
    engine::{Checker, Selection},
    ruleset::RuleSet,
    source::{Place, Source},
    syntax::ast::{self, Item},
    template::EditionId,
};
use rayon::prelude::*;
use std::sync::Arc;

/// Makes every mutation in every rule, fact and word of the lexicon, and says what became of each; in the order of the files, rules first.
pub fn mutants(sources: &[Arc<Source>], rules: &RuleSet, open: OpenBase<'_>) -> Vec<Mutant> {
    mutants_of(sources, rules, open, |_| true)
}

/// The same, in those alone whose codes or names are wanted.
pub fn mutants_of(sources: &[Arc<Source>], rules: &RuleSet, open: OpenBase<'_>, wanted: impl Fn(&str) -> bool) -> Vec<Mutant> {
    let parsed: Vec<Parsed> = sources.iter().map(Parsed::new).collect();
    let all: Vec<Candidate<'_>> = parsed.iter().enumerate().flat_map(|(file, parsed)| candidates(file, parsed, rules)).collect();
    let all: Vec<Candidate<'_>> = all.into_iter().filter(|candidate| wanted(&candidate.rule.code.node)).collect();
    let recompiler = Recompiler::new(inherited(&parsed).iter().chain(&parsed), rules);
    let trial = Trial { parsed: &parsed, checker: Checker::new(rules, Selection::default()).keeping_what_is_read(), open };
    let fates = all.par_iter().map_init(|| recompiler.copy(), |copy, candidate| trial.mutant(copy, candidate));
    fates.flatten_iter().chain(lexical::mutants(&parsed, rules, open, &wanted).into_par_iter()).collect()
}

struct Candidate<'a> {
    file: usize,
    rule: &'a ast::Rule,
    mutation: Mutation,
}

fn candidates<'a>(file: usize, parsed: &'a Parsed, rules: &RuleSet) -> Vec<Candidate<'a>> {
    let mut found: Vec<Candidate<'a>> = Vec::new();
    for item in &parsed.file.items {
        let Item::Rule(rule) = item else { continue };
        for edition in editions(rule, rules) {
            for mutation in mutations(rule, &parsed.source, edition) {
                if !found.iter().any(|other| other.rule.span == rule.span && other.mutation == mutation) {
                    found.push(Candidate { file, rule, mutation });
                }
            }
        }
    }
    found
}

/// The editions that a rule is in force for, the latest first.
fn editions<'r>(rule: &ast::Rule, rules: &'r RuleSet) -> impl Iterator<Item = &'r crate::template::Edition> {
    let id = rules.rule_id(&rule.code.node);
    let is_in = move |edition: &EditionId| id.is_some_and(|id| rules.applies_in(id, *edition));
    rules.template.edition_ids().rev().filter(is_in).map(|edition| &rules.template[edition])
}

struct Trial<'a> {
    parsed: &'a [Parsed],
    /// With the rules as they are.
    checker: Checker<'a>,
    open: OpenBase<'a>,
}

impl Trial<'_> {
    fn mutant(&self, copy: &mut Reworded<'_>, candidate: &Candidate<'_>) -> Option<Mutant> {
        let code = &candidate.rule.code.node;
        let Mutation { span, instead } = &candidate.mutation;
        let own = self.parsed.get(candidate.file)?;
        let fate = match copy.with(own, candidate.rule, *span, instead) {
            None => Fate::Refused,
            Some(changed) => match self.noticed(changed, code) {
                Some((code, name)) => Fate::Noticed(code, name),
                None => sameness(self.checker.rules(), changed, code).map_or(Fate::Alive, Fate::Equivalent),
            },
        };
        let place = Place { source: Arc::clone(&own.source), span: *span };
        Some(Mutant { code: code.clone(), is_rule: true, place, instead: instead.clone(), fate })
    }

    /// The first test that fails: those of the rule itself are the likeliest.
    fn noticed(&self, changed: &RuleSet, code: &str) -> Option<(String, String)> {
        let runner = Runner::new(changed, self.open).in_a_hurry().reading_as(&self.checker);
        let (own, others): (Vec<_>, Vec<_>) = runner.tests().partition(|(rule, _)| rule.code == code);
        let outcomes = own.into_iter().chain(others).map(|(rule, test)| runner.outcome(rule, test));
        outcomes.into_iter().find(|outcome| !outcome.differences.is_empty()).map(|outcome| (outcome.code, outcome.name))
    }
}
