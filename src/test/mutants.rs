//! Rules with a slip in them, and whether the tests would notice. Each slip is made in the rule's text, the set is compiled anew, and
//! its tests are run: those of the rule first, until one fails.

use super::{
    OpenBase,
    equivalent::{Sameness, sameness},
    runner::Runner,
    slip::{Slip, slips},
};
use crate::{
    compile::{self, Parsed},
    ruleset::RuleSet,
    source::{Place, Source},
    syntax::ast::{self, Item},
};
use rayon::prelude::*;
use std::sync::Arc;

/// A rule with a slip in it.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The rule.
    pub code: String,
    /// What is taken out, in the rule file.
    pub place: Place,
    /// What is put in instead; may be empty.
    pub instead: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The rule files no longer compile: whoever slips is told at once.
    Refused,
    /// This test fails: code of its rule, and its name.
    Noticed(String, String),
    /// It says the same as the rule, for this reason.
    Equivalent(Sameness),
    /// No test fails.
    Alive,
}

/// Makes every slip in every rule, and says what became of each; in the order of the files.
pub fn mutants(sources: &[Arc<Source>], rules: &RuleSet, open: OpenBase<'_>) -> Vec<Mutant> {
    let parsed: Vec<Parsed> = sources.iter().map(Parsed::new).collect();
    let all: Vec<Candidate<'_>> = parsed.iter().enumerate().flat_map(|(file, parsed)| candidates(file, parsed, rules)).collect();
    let bench = Bench { parsed: &parsed, rules, open };
    all.par_iter().map(|candidate| bench.mutant(candidate)).collect()
}

struct Candidate<'a> {
    file: usize,
    rule: &'a ast::Rule,
    slip: Slip,
}

fn candidates<'a>(file: usize, parsed: &'a Parsed, rules: &RuleSet) -> Vec<Candidate<'a>> {
    let mut found: Vec<Candidate<'a>> = Vec::new();
    for item in &parsed.file.items {
        let Item::Rule(rule) = item else { continue };
        for edition in editions(rule, rules) {
            for slip in slips(rule, &parsed.source, edition) {
                if !found.iter().any(|other| other.rule.span == rule.span && other.slip == slip) {
                    found.push(Candidate { file, rule, slip });
                }
            }
        }
    }
    found
}

/// The editions that a rule is in force for, the latest first.
fn editions<'r>(rule: &ast::Rule, rules: &'r RuleSet) -> impl Iterator<Item = &'r crate::template::Edition> {
    let at = rules.rules.iter().position(|compiled| compiled.code == rule.code.node);
    let is_in =
        move |edition: usize| rules.editions.get(edition).is_some_and(|all| all.iter().any(|instance| Some(instance.rule) == at));
    let editions = rules.template.editions.iter().enumerate().rev();
    editions.filter(move |(edition, _)| is_in(*edition)).map(|(_, edition)| edition)
}

struct Bench<'a> {
    parsed: &'a [Parsed],
    rules: &'a RuleSet,
    open: OpenBase<'a>,
}

impl Bench<'_> {
    fn mutant(&self, candidate: &Candidate<'_>) -> Mutant {
        let code = &candidate.rule.code.node;
        let source = self.parsed.get(candidate.file).map(|parsed| &parsed.source);
        let place = Place { source: source.map_or_else(|| Source::new("", ""), Arc::clone), span: candidate.slip.span };
        let fate = match self.compiled(candidate) {
            None => Fate::Refused,
            Some(changed) => match sameness(self.rules, &changed, code) {
                Some(same) => Fate::Equivalent(same),
                None => self.noticed(&changed, code).map_or(Fate::Alive, |(code, name)| Fate::Noticed(code, name)),
            },
        };
        Mutant { code: code.clone(), place, instead: candidate.slip.instead.clone(), fate }
    }

    /// The set with the slip in it; none where it does not compile.
    fn compiled(&self, candidate: &Candidate<'_>) -> Option<RuleSet> {
        let own = self.parsed.get(candidate.file)?;
        let (rest, changed) = own.with_rule(candidate.rule, candidate.slip.span, &candidate.slip.instead)?;
        let files = self.parsed.iter().enumerate().map(|(at, parsed)| if at == candidate.file { &rest } else { parsed });
        compile::load_parsed(&files.chain([&changed]).collect::<Vec<_>>(), &[]).rules
    }

    /// The first test that fails: those of the rule itself are the likeliest.
    fn noticed(&self, changed: &RuleSet, code: &str) -> Option<(String, String)> {
        let runner = Runner::new(changed, self.open);
        let (own, others): (Vec<_>, Vec<_>) = runner.tests().partition(|(rule, _)| rule.code == code);
        let outcomes = own.into_iter().chain(others).map(|(rule, test)| runner.outcome(rule, test));
        outcomes.into_iter().find(|outcome| !outcome.differences.is_empty()).map(|outcome| (outcome.code, outcome.name))
    }
}
