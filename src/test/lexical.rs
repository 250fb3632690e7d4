//! The lexicon and the facts with one thing taken out: a word, one of its wordings, a mark, a unit, a part of what a fact asks for; and
//! whether a sentence that the tests of facts hold tells the difference.

use super::{
    OpenBase, fact,
    mutant::{Fate, Mutant},
    runner::Runner,
};
use crate::{
    compile::{self, Parsed, inherited, is_inherited},
    prose::{Kind, Lexicon, Slip},
    ruleset::{self, Event, Fact, FactTest, Part, Pattern, RuleSet, Step, Test, Topic},
    source::{Place, Source, Span},
    syntax::ast::{self, EventMark, Item, LexicalKind, Spanned},
};
use rayon::prelude::*;
use std::sync::Arc;

/// Takes out everything that can be taken out of the lexicon and the facts of one's own files, one after another.
pub(super) fn mutants(parsed: &[Parsed], rules: &RuleSet, open: OpenBase<'_>, wanted: &dyn Fn(&str) -> bool) -> Vec<Mutant> {
    let mut finder = Finder { rules, candidates: Vec::new() };
    finder.files(parsed);
    let mut candidates = finder.candidates;
    candidates.retain(|candidate| wanted(&candidate.of) && !is_inherited(&candidate.place.source));
    if candidates.is_empty() {
        return Vec::new();
    }
    let trial = || Trial { original: rules, set: rules.clone(), lexicon: Lexicon::of(rules), open };
    candidates.into_par_iter().map_init(trial, |trial, candidate| trial.mutant(candidate)).collect()
}

/// Something that is taken out.
struct Candidate {
    /// The name of what it is taken out of.
    of: String,
    place: Place,
    change: Change,
}

enum Change {
    /// A word of the lexicon, or one of its wordings.
    Word {
        kind: Kind,
        was: Pattern,
        now: Option<Pattern>,
    },
    Unit(String),
    UnitOf(usize, String),
    /// Whatever an event or a topic is beside its words, by its place.
    Event(usize, fn(&mut Event)),
    Topic(usize, fn(&mut Topic)),
    /// A part of what a fact asks for, by the place of the fact.
    Fact(usize, Box<dyn Fn(&mut Fact) + Send + Sync>),
}

struct Finder<'a> {
    rules: &'a RuleSet,
    candidates: Vec<Candidate>,
}

impl Finder<'_> {
    /// In the order of the files; topics and events are counted as the compiler does.
    fn files(&mut self, parsed: &[Parsed]) {
        let (mut topics, mut events) = (0, 0);
        for file in inherited(parsed).iter().chain(parsed) {
            for item in &file.file.items {
                match item {
                    Item::Lexical(item) => {
                        self.lexical(&file.source, item, (topics, events));
                        topics += usize::from(matches!(item.kind, LexicalKind::Topic { .. }));
                        events += usize::from(matches!(item.kind, LexicalKind::Event { .. }));
                    }
                    Item::Fact(fact) => self.fact(&file.source, fact),
                    _ => {}
                }
            }
        }
    }

    fn push(&mut self, of: &str, source: &Arc<Source>, span: Span, change: Change) {
        self.candidates.push(Candidate { of: of.to_owned(), place: Place { source: Arc::clone(source), span }, change });
    }

    fn lexical(&mut self, source: &Arc<Source>, item: &ast::Lexical, (topic, event): (usize, usize)) {
        match &item.kind {
            LexicalKind::Topic { name, aside, weak, near, units } => {
                let name = &name.node;
                self.words(name, source, &item.words, Kind::Topic(topic));
                self.words(name, source, weak, Kind::Weak(topic));
                self.words(name, source, near, Kind::Near(topic));
                units.iter().for_each(|unit| self.push(name, source, unit.span, Change::UnitOf(topic, unit.node.clone())));
                if *aside {
                    let span =
                        Span { start: item.span.start, end: item.words.first().map_or(item.span.end, |word| word.span.start) };
                    self.push(name, source, span, Change::Topic(topic, |topic| topic.aside = false));
                }
            }
            LexicalKind::Event { name, marks, .. } => {
                self.words(&name.node, source, &item.words, Kind::Event(event));
                for mark in marks {
                    self.push(&name.node, source, mark.span, Change::Event(event, without(mark.node)));
                }
            }
            LexicalKind::Light => self.words("light", source, &item.words, Kind::Light),
            LexicalKind::Scope { own: true } => self.words("scope own", source, &item.words, Kind::Own),
            LexicalKind::Scope { own: false } => self.words("scope foreign", source, &item.words, Kind::Foreign),
            LexicalKind::Units => {
                item.words.iter().for_each(|unit| self.push("units", source, unit.span, Change::Unit(unit.node.clone())));
            }
        }
    }

    /// A word with several wordings without each of these; without any, it is gone.
    fn words(&mut self, of: &str, source: &Arc<Source>, words: &[Spanned<String>], kind: Kind) {
        for word in words {
            let Some(was) = compile::pattern_parts(&word.node) else { continue };
            for (span, now) in rewordings(word, &was) {
                self.push(of, source, span, Change::Word { kind, was: was.clone(), now });
            }
        }
    }

    fn fact(&mut self, source: &Arc<Source>, item: &ast::Fact) {
        let Some(at) = self.rules.facts.iter().position(|fact| fact.name == item.name.node) else { return };
        let name = &item.name.node;
        for (index, word) in item.except.iter().enumerate() {
            self.push(name, source, word.span, Change::Fact(at, Box::new(move |fact| drop(fact.except.remove(index)))));
        }
        for (index, word) in item.patterns.iter().enumerate() {
            let Some(was) = compile::pattern_parts(&word.node) else { continue };
            for (span, now) in rewordings(word, &was) {
                let change = move |fact: &mut Fact| match (&now, fact.patterns.get_mut(index)) {
                    (Some(now), Some(pattern)) => pattern.clone_from(now),
                    (None, Some(_)) => drop(fact.patterns.remove(index)),
                    (_, None) => {}
                };
                self.push(name, source, span, Change::Fact(at, Box::new(change)));
            }
        }
        if let Some(frame) = item.frame.as_ref().filter(|frame| frame.whole) {
            let start = frame.event.as_ref().map_or(frame.topic.span.end, |event| event.span.end);
            let behind = source.text.get(start as usize..).and_then(|rest| rest.find("whole")).unwrap_or_default();
            let start = start + u32::try_from(behind).unwrap_or_default();
            let span = Span { start, end: start + 5 };
            let change = |fact: &mut Fact| fact.frame.iter_mut().for_each(|frame| frame.whole = false);
            self.push(name, source, span, Change::Fact(at, Box::new(change)));
        }
    }
}

/// What is left of a word when one of its wordings is taken out, with the place of that; the word itself where it has but one.
fn rewordings(word: &Spanned<String>, was: &Pattern) -> Vec<(Span, Option<Pattern>)> {
    let left = |wording: compile::Wording| {
        let mut now = was.clone();
        if let Some(Part::AnyOf(any)) = now.get_mut(wording.part) {
            let index = any.iter().position(|words| *words == wording.words)?;
            any.remove(index);
        }
        let start = word.span.start + 1;
        let place = |at: usize| start + u32::try_from(at).unwrap_or_default();
        Some((Span { start: place(wording.span.start), end: place(wording.span.end) }, Some(now)))
    };
    let found: Vec<(Span, Option<Pattern>)> = compile::wordings(&word.node).into_iter().filter_map(left).collect();
    if found.is_empty() { vec![(word.span, None)] } else { found }
}

fn without(mark: EventMark) -> fn(&mut Event) {
    match mark {
        EventMark::Aside => |event| event.aside = false,
        EventMark::Part => |event| event.part = false,
        EventMark::Half => |event| event.half = false,
        EventMark::Default => |event| event.default = false,
        EventMark::ImpliesTopic => |event| event.implies_topic = false,
    }
}

/// A copy of the rule set and its lexicon, changed and put back again.
struct Trial<'a> {
    original: &'a RuleSet,
    set: RuleSet,
    lexicon: Lexicon,
    open: OpenBase<'a>,
}

impl<'a> Trial<'a> {
    fn mutant(&mut self, Candidate { of, place, change }: Candidate) -> Mutant {
        let noticed = match &change {
            Change::Fact(at, change) => self.of_fact(*at, change),
            Change::Word { kind, was, now } => {
                self.lexicon.slip(Some(Slip::new(*kind, was, now.as_ref())));
                let concerns = |sentence: &str| may_differ(sentence, was, now.as_ref());
                let noticed = self.noticed(concerns, &Likely { topic: self.topic_of(*kind), words: Vec::new() });
                self.lexicon.slip(None);
                noticed.or_else(|| self.of_word(*kind, was, now.as_ref(), &concerns))
            }
            Change::Unit(unit) => {
                self.lexicon.adjust(|lexicon| lexicon.units.retain(|other| other != unit));
                self.put_back(|sentence| sentence.contains(unit), &Likely::default())
            }
            Change::UnitOf(topic, unit) => {
                let of = |lexicon: &mut ruleset::Lexicon| {
                    lexicon.topics.iter_mut().skip(*topic).take(1).for_each(|topic| topic.units.retain(|other| other != unit));
                };
                self.lexicon.adjust(of);
                self.put_back(|sentence| sentence.contains(unit), &self.of_topic(*topic))
            }
            Change::Event(event, change) => {
                self.lexicon.adjust(|lexicon| lexicon.events.iter_mut().skip(*event).take(1).for_each(change));
                self.put_back(|_| true, &self.of_event(*event))
            }
            Change::Topic(topic, change) => {
                self.lexicon.adjust(|lexicon| lexicon.topics.iter_mut().skip(*topic).take(1).for_each(change));
                self.put_back(|_| true, &self.of_topic(*topic))
            }
        };
        let fate = noticed.map_or(Fate::Alive, |(code, name)| Fate::Noticed(code, name));
        Mutant { code: of, is_rule: false, place, instead: String::new(), fate }
    }

    /// Whether a test notices it; then all is as it was.
    fn put_back(&mut self, concerns: impl Fn(&str) -> bool, likely: &Likely<'_>) -> Option<(String, String)> {
        let noticed = self.noticed(concerns, likely);
        let original = &self.original.lexicon;
        self.lexicon.adjust(|lexicon| lexicon.clone_from(original));
        noticed
    }

    /// The first sentence, of those concerned and the likeliest before the others, that is read otherwise than its test says.
    fn noticed(&self, concerns: impl Fn(&str) -> bool, likely: &Likely<'_>) -> Option<(String, String)> {
        let all = self.set.facts.iter().enumerate().flat_map(|(at, fact)| fact.tests.iter().map(move |test| (at, fact, test)));
        let mut concerned: Vec<_> = all.filter(|(_, _, test)| concerns(&test.sentence)).collect();
        concerned.sort_by_cached_key(|(_, fact, test)| likely.rank(fact, &test.sentence));
        concerned.into_iter().find_map(|(at, fact, test)| self.fails(at, fact, test))
    }

    fn of_topic(&self, topic: usize) -> Likely<'a> {
        let lexicon = &self.original.lexicon;
        let own = lexicon.topics.get(topic).into_iter().flat_map(|topic| [&topic.words, &topic.weak]);
        let events = lexicon.events.iter().filter(|event| event.topic == topic).map(|event| &event.words);
        Likely { topic: Some(topic), words: own.chain(events).flatten().collect() }
    }

    fn of_event(&self, event: usize) -> Likely<'a> {
        let event = self.original.lexicon.events.get(event);
        Likely { topic: event.map(|event| event.topic), words: event.into_iter().flat_map(|event| &event.words).collect() }
    }

    fn topic_of(&self, kind: Kind) -> Option<usize> {
        match kind {
            Kind::Topic(topic) | Kind::Weak(topic) | Kind::Near(topic) => Some(topic),
            Kind::Event(event) => self.original.lexicon.events.get(event).map(|event| event.topic),
            Kind::Light | Kind::Foreign | Kind::Own | Kind::Mark(_) => None,
        }
    }

    fn fails(&self, at: usize, fact: &Fact, test: &FactTest) -> Option<(String, String)> {
        let outcome = fact::outcome(&self.set, &self.lexicon, at, fact, test);
        (!outcome.differences.is_empty()).then_some((outcome.code, outcome.name))
    }

    /// A fact's own sentences, then the tests of rules that write prose.
    fn of_fact(&mut self, at: usize, change: &dyn Fn(&mut Fact)) -> Option<(String, String)> {
        let changed = self.set.facts.get_mut(at)?;
        let original = changed.clone();
        change(changed);
        let fact = self.set.facts.get(at)?;
        let own = match fact.frame {
            Some(_) => fact.tests.iter().find_map(|test| self.fails(at, fact, test)),
            None => None,
        };
        let noticed = own.or_else(|| self.by_rules(&|_| true));
        self.set.facts.iter_mut().skip(at).take(1).for_each(|fact| fact.clone_from(&original));
        noticed
    }

    /// What no sentence of a fact notices, the prose of a rule's test may: it is of an agency.
    fn of_word(
        &mut self,
        kind: Kind,
        was: &Pattern,
        now: Option<&Pattern>,
        concerns: &dyn Fn(&str) -> bool,
    ) -> Option<(String, String)> {
        let words = words_of(&mut self.set.lexicon, kind)?;
        let at = words.iter().position(|word| word == was)?;
        words.splice(at..=at, now.cloned());
        let noticed = self.by_rules(concerns);
        self.set.lexicon.clone_from(&self.original.lexicon);
        noticed
    }

    /// The first test of a rule that fails, of those that write prose.
    fn by_rules(&self, concerns: &dyn Fn(&str) -> bool) -> Option<(String, String)> {
        let writes = |test: &Test| test.steps.iter().any(|step| matches!(step, Step::Prose(_, prose) if concerns(prose)));
        let mut all = self.set.rules.iter().filter(|rule| !rule.inherited).flat_map(|rule| &rule.tests);
        if !all.any(&writes) {
            return None;
        }
        let runner = Runner::new(&self.set, self.open).in_a_hurry();
        let outcomes = runner.tests().filter(|(_, test)| writes(test)).map(|(rule, test)| runner.outcome(rule, test));
        outcomes.into_iter().find(|outcome| !outcome.differences.is_empty()).map(|outcome| (outcome.code, outcome.name))
    }
}

/// Which sentences are the likeliest to be read otherwise: those with one of these words, in facts of this topic.
#[derive(Default)]
struct Likely<'a> {
    topic: Option<usize>,
    words: Vec<&'a Pattern>,
}

impl Likely<'_> {
    /// The lower, the likelier.
    fn rank(&self, fact: &Fact, sentence: &str) -> (bool, bool) {
        let holds = self.words.iter().any(|word| may_differ(sentence, word, None));
        (!holds, self.topic != fact.frame.as_ref().map(|frame| frame.topic))
    }
}

/// Where the words of a kind stand.
fn words_of(lexicon: &mut ruleset::Lexicon, kind: Kind) -> Option<&mut Vec<Pattern>> {
    match kind {
        Kind::Topic(at) => lexicon.topics.get_mut(at).map(|topic| &mut topic.words),
        Kind::Weak(at) => lexicon.topics.get_mut(at).map(|topic| &mut topic.weak),
        Kind::Near(at) => lexicon.topics.get_mut(at).map(|topic| &mut topic.near),
        Kind::Event(at) => lexicon.events.get_mut(at).map(|event| &mut event.words),
        Kind::Light => Some(&mut lexicon.light),
        Kind::Foreign => Some(&mut lexicon.foreign),
        Kind::Own => Some(&mut lexicon.own),
        Kind::Mark(_) => None,
    }
}

/// Whether a sentence holds the words that are taken out, and some wording of each other part.
fn may_differ(sentence: &str, was: &Pattern, now: Option<&Pattern>) -> bool {
    was.iter().enumerate().all(|(at, part)| {
        let Part::AnyOf(any) = part else { return true };
        let left = now.and_then(|now| match now.get(at) {
            Some(Part::AnyOf(left)) => Some(left),
            _ => None,
        });
        let is_changed = left.is_some_and(|left| left.len() < any.len());
        any.iter()
            .filter(|words| !is_changed || !left.is_some_and(|left| left.contains(words)))
            .any(|words| sentence.contains(words.as_str()))
    })
}
