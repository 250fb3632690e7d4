//! A report's prose and a rule set's lexicon in, statements out: each figure with its topic, event, year, scope and role, and each
//! word of none or all with what it speaks of. Knows Chinese sentences, nothing of any form, and no table; no finding is worded here.

mod attribution;
mod day;
mod denial;
mod figure;
mod frame;
mod heading;
mod letter;
mod lexicon;
mod list;
mod pattern;
mod period;
mod phrases;
mod ratio;
mod role;
mod scene;
mod scope;
mod sieve;
mod statement;
mod subset;
mod text;
mod trace;
mod words;

pub(crate) use lexicon::Lexicon;
#[cfg(feature = "cli")]
pub(crate) use lexicon::{Kind, Slip};
pub(crate) use statement::{Certainty, Reading, Statement};
pub use trace::{Trace, Tracer, traces};

use crate::{
    chinese::{
        self,
        body::{Agency, LEVELS, OWN_LEVEL},
        phrase,
        word::Mark,
    },
    lang::Text,
    number::Number,
    report::Report,
    ruleset::{Fact, FactKind, Over, RuleSet, Stated, Within, YearOf},
};
use frame::{Frame, Period, Role, Whose};
use scene::{Around, Scene};
use statement::{Claim, Shaped};
use std::ops::Range;
use text::{Sentence, Words};

/// Everything that a report's prose states; none where it has no prose.
pub(crate) fn read(rules: &RuleSet, lexicon: &Lexicon, report: &Report) -> Option<Vec<Statement>> {
    let mut found = Vec::new();
    let mut see = |reader: &Reader<'_>, scene: &Scene<'_>, around: &Around<'_>, beside: &Beside<'_>| {
        reader.statements(scene, around, beside, &mut found);
    };
    walk(rules, lexicon, report, Depth::Statements, &mut see)?;
    Some(found)
}

/// Of which figures it is asked what they are figures of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    /// Of those on which a statement may rest.
    Statements,
    /// Of all.
    Figures,
}

/// Reads a report sentence by sentence.
fn walk(
    rules: &RuleSet,
    lexicon: &Lexicon,
    report: &Report,
    depth: Depth,
    see: &mut dyn FnMut(&Reader<'_>, &Scene<'_>, &Around<'_>, &Beside<'_>),
) -> Option<()> {
    let mut parts = text::parts(report.prose.as_ref()?, &rules.template[report.edition]);
    if let Some(year) = report.year {
        parts.iter_mut().for_each(|words| day::mark_years(words, year));
    }
    let is_government = report.kind.as_deref().is_some_and(|kind| kind == chinese::body::GOVERNMENT);
    let agency = Agency::named(report.agency.as_deref().unwrap_or_default(), is_government);
    for words in &parts {
        let reader = Reader::of(rules, lexicon, report, &agency, words);
        reader.walk(depth, see);
    }
    Some(())
}

/// Sentences in whose neighbourhood a sentence stands.
struct Beside<'a> {
    /// Those before it in its paragraph.
    before: &'a [Scene<'a>],
    paragraph: &'a [Scene<'a>],
}

/// A place where a pattern of a fact matches.
struct Literal {
    fact: usize,
    value: Option<Number>,
    range: Range<usize>,
    certainty: Certainty,
}

/// Reads one part of a report.
struct Reader<'a> {
    rules: &'a RuleSet,
    lexicon: &'a Lexicon,
    report: &'a Report,
    agency: &'a Agency,
    words: &'a Words<'a>,
    /// Facts that are looked for in this part: of all, those with a frame that want a figure, words of none, words of all.
    counted: Vec<(usize, &'a Fact)>,
    none: Vec<(usize, &'a Fact)>,
    all: Vec<(usize, &'a Fact)>,
}

/// A heading has no more characters.
const LONGEST_HEADING: usize = 28;

/// One without a number has no more.
const LONGEST_LINE: usize = 16;

impl<'a> Reader<'a> {
    fn of(rules: &'a RuleSet, lexicon: &'a Lexicon, report: &'a Report, agency: &'a Agency, words: &'a Words<'a>) -> Reader<'a> {
        let wanted = lexicon.patterns.wanted(&words.part);
        let facts = |of: &[usize]| of.iter().filter_map(|at| Some((*at, rules.facts.get(*at)?))).collect();
        Reader {
            rules,
            lexicon,
            report,
            agency,
            words,
            counted: facts(&wanted.counted),
            none: facts(&wanted.none),
            all: facts(&wanted.all),
        }
    }

    fn is_section(&self) -> bool {
        matches!(self.words.part, Within::Section(_))
    }

    fn walk(&self, depth: Depth, see: &mut dyn FnMut(&Reader<'_>, &Scene<'_>, &Around<'_>, &Beside<'_>)) {
        let section = self.label().map(|label| self.lexicon.heading(label)).unwrap_or_default();
        let mut heading: Option<usize> = section.topic;
        let mut under = vec![false; self.lexicon.rules.topics.len()];
        for paragraph in self.words.sentences.chunk_by(|one, two| one.paragraph == two.paragraph) {
            let mut scenes: Vec<Scene<'_>> =
                paragraph.iter().map(|sentence| Scene::of(self.lexicon, self.words, sentence)).collect();
            // What stands behind the last sentence that states something is not asked for.
            let asked = match depth {
                Depth::Statements => scenes.iter().rposition(Scene::states).map_or(0, |last| last + 1),
                Depth::Figures => scenes.len(),
            };
            let mut contexts: Vec<(Option<usize>, Vec<bool>)> = Vec::with_capacity(scenes.len());
            for at in 0..scenes.len() {
                let (before, rest) = scenes.split_at_mut(at);
                let Some(scene) = rest.first_mut() else { break };
                if at < asked && scene.may_state() {
                    scene.know(&self.agency.names);
                }
                let is_line = paragraph.len() == 1 && !scene.may_state() && self.is_bare_heading(scene.sentence);
                if scene.frames.is_empty() && (is_line || self.is_heading(scene.sentence)) {
                    heading = scene
                        .named()
                        .last()
                        .map(|named| named.topic)
                        .filter(|topic| !self.lexicon.topic(*topic).is_some_and(|topic| topic.aside));
                    under.fill(false);
                    scene.bring_near(&mut under);
                }
                if at >= asked {
                    contexts.push((heading, Vec::new()));
                    continue;
                }
                let mut near: Vec<bool> = under.clone();
                near.iter_mut().zip(&section.near).for_each(|(near, section)| *near |= *section);
                before.iter().rev().take(2).for_each(|other| other.bring_near(&mut near));
                let around =
                    Around { agency: self.agency, year: self.report.year, previous: before.last(), heading, near: &near };
                attribution::frames(scene, &around);
                contexts.push((heading, near));
            }
            for (at, (scene, (heading, near))) in scenes.iter().zip(&contexts).enumerate() {
                let (before, _) = scenes.split_at_checked(at).unwrap_or_default();
                let around =
                    Around { agency: self.agency, year: self.report.year, previous: before.last(), heading: *heading, near };
                see(self, scene, &around, &Beside { before, paragraph: &scenes });
            }
        }
    }

    /// `（二）依申请公开情况`
    fn is_heading(&self, sentence: &Sentence) -> bool {
        let text = self.words.slice(sentence.range.clone());
        let numbered = match text {
            ['（', ..] => text.contains(&'）'),
            [first, '、' | '.', ..] => first.is_ascii_digit() || chinese::numeral::is_numeral(*first),
            _ => false,
        };
        numbered && text.len() <= LONGEST_HEADING && !text.iter().any(|c| matches!(c, '，' | '；'))
    }

    /// `依申请公开情况`: a line of its own, without a number and without a mark at its end.
    fn is_bare_heading(&self, sentence: &Sentence) -> bool {
        let text = self.words.slice(sentence.range.clone());
        let closed = self.words.chars.get(sentence.range.end).is_some_and(|c| matches!(c, '。' | '！' | '？'));
        !closed && text.len() <= LONGEST_LINE && !text.iter().any(|c| matches!(c, '，' | '；' | '：' | '、'))
    }

    /// The label of the section.
    fn label(&self) -> Option<&'a str> {
        let Within::Section(id) = &self.words.part else { return None };
        let section = self.rules.template[self.report.edition].sections.iter().find(|section| section.id == *id)?;
        section.labels.first().map(String::as_str)
    }

    fn statements(&self, scene: &Scene<'_>, around: &Around<'_>, beside: &Beside<'_>, found: &mut Vec<Statement>) {
        self.literal(scene, around, found);
        if !scene.states() {
            return;
        }
        let mut claims: Vec<Claim> = scene.frames.iter().flat_map(|frame| self.claims(scene, frame)).collect();
        claims.extend(scene.frames.iter().filter_map(|frame| self.outcome_of_one(scene, frame)));
        if !self.none.is_empty() && scene.marks(Mark::Not) {
            claims.extend(words::none(scene, &self.none, around));
        }
        if !self.all.is_empty() && scene.marks(Mark::All) {
            let at = beside.before.len();
            let near = beside.paragraph.iter().enumerate().filter(|(other, _)| *other != at && other.abs_diff(at) <= 2);
            claims.extend(words::all(scene, &self.all, around, &near.map(|(_, scene)| scene).collect::<Vec<_>>()));
        }
        for claim in claims {
            let stated = Stated::Fact(claim.fact);
            let value = claim.value.unwrap_or(Number::whole(0));
            let shown = vec![(stated, scene.shown(claim.range.clone()))];
            let topic = self.rules.facts.get(claim.fact).and_then(|fact| Some(fact.frame.as_ref()?.topic));
            let shaped = (Over::Fact(claim.fact), vec![vec![(stated, value)]], shown);
            found.push(self.statement(scene, shaped, &[claim.range], (claim.certainty, topic, Vec::new())));
        }
        for Shaped { shape, readings, shown, marked, topic, certainty, now, event } in self.shapes(scene, beside) {
            let of_now = |frame: &&Frame| now.as_ref() == Some(&frame.figure.range);
            let facts = scene
                .frames
                .iter()
                .filter(of_now)
                .flat_map(|frame| self.claims(scene, frame))
                .filter(|claim| claim.certainty != Certainty::Doubtful)
                .map(|claim| claim.fact);
            let facts = facts.chain(event.into_iter().flat_map(|event| self.facts_of(scene, topic, event))).collect();
            let shaped = (Over::Shape(shape), readings, shown);
            found.push(self.statement(scene, shaped, &marked, (certainty, topic, facts)));
        }
    }

    /// The statements of the three shapes.
    fn shapes(&self, scene: &Scene<'_>, beside: &Beside<'_>) -> Vec<Shaped> {
        if !self.is_section() || scene.frames.is_empty() {
            return Vec::new();
        }
        if let Some(alone) = ratio::alone(scene) {
            return vec![alone];
        }
        // Each of the others is of two figures of the sentence, or of one that doubled.
        if scene.frames.len() < 2 {
            return ratio::growths(scene);
        }
        let mut shapes = list::lists(scene, beside.before.last());
        let earlier: Vec<&Frame> = beside.before.iter().flat_map(|other| &other.frames).collect();
        shapes.extend(ratio::shares(scene, &earlier));
        shapes.extend(ratio::growths(scene));
        shapes
    }

    /// What the literal patterns of facts find.
    fn literal(&self, scene: &Scene<'_>, around: &Around<'_>, found: &mut Vec<Statement>) {
        for Literal { fact, value, range, certainty } in self.literals(scene, around) {
            let stated = Stated::Fact(fact);
            let readings = value.map(|value| vec![(stated, value)]).into_iter().collect();
            let shaped = (Over::Fact(fact), readings, vec![(stated, scene.shown(range.clone()))]);
            found.push(self.statement(scene, shaped, &[range], (certainty, None, Vec::new())));
        }
    }

    /// Where the literal patterns of facts match, of this report's own year.
    fn literals(&self, scene: &Scene<'_>, around: &Around<'_>) -> Vec<Literal> {
        let wanted = self.lexicon.patterns.wanted(&self.words.part);
        let facts = &self.rules.facts;
        let place = pattern::Scene { words: self.words, sentence: scene.sentence, frames: &scene.frames, year: self.report.year };
        let mut found = Vec::new();
        for (at, all) in pattern::matches(facts, &self.lexicon.patterns, place, wanted) {
            let Some(fact) = facts.get(at) else { continue };
            for pattern::Match { value, range } in all {
                let dated = matches!(fact.kind, FactKind::Date | FactKind::Year | FactKind::Words);
                if !dated && period::at(scene, range.start, around) != Period::This {
                    continue;
                }
                let foreign = !dated && scope::at(scene, range.start, around) == Whose::Foreign;
                let certainty = if foreign { Certainty::Doubtful } else { Certainty::Sure };
                found.push(Literal { fact: at, value, range, certainty });
            }
        }
        found
    }

    fn statement(
        &self,
        scene: &Scene<'_>,
        (over, readings, shown): (Over, Vec<Reading>, Vec<(Stated, Text)>),
        marked: &[Range<usize>],
        (certainty, topic, facts): (Certainty, Option<usize>, Vec<usize>),
    ) -> Statement {
        let quotation = scene.quote(marked);
        Statement {
            over,
            part: self.words.part.clone(),
            readings,
            shown,
            sentence: quotation.sentence,
            marked: quotation.marked,
            origin: quotation.origin,
            certainty,
            topic,
            facts,
        }
    }

    /// The facts that a figure states.
    fn claims(&self, scene: &Scene<'_>, frame: &Frame) -> Vec<Claim> {
        let (Some(topic), Some(event)) = (frame.topic, frame.event.and_then(|event| self.lexicon.same_event(event))) else {
            return Vec::new();
        };
        let asks = |(_, fact): &&(usize, &Fact)| {
            fact.frame.as_ref().is_some_and(|wanted| wanted.topic == topic && wanted.event == event)
        };
        let mut asked = self.counted.iter().filter(asks).peekable();
        let Some(certainty) = asked.peek().and_then(|_| self.certainty(scene, frame)) else { return Vec::new() };
        let fits = |(_, fact): &&(usize, &Fact)| {
            let unit = match fact.kind {
                FactKind::Money => frame.figure.is_money(),
                FactKind::Percent => frame.figure.is_percent(),
                _ => frame.figure.is_of_things() || self.is_in_a_unit_of(scene, frame, topic),
            };
            let any = fact.frame.as_ref().is_some_and(|wanted| !wanted.whole);
            let whole = || any || frame.role == Role::Whole || self.is_own_part(scene, frame);
            unit && whole() && !self.is_spoilt(scene, frame, fact)
        };
        let claim = |(fact, _): &(usize, &Fact)| Claim {
            fact: *fact,
            value: Some(frame.figure.number),
            range: frame.figure.range.clone(),
            certainty,
        };
        asked.filter(fits).map(claim).collect()
    }

    /// `行政复议1件，复议机关决定撤销`: what became of a single case, told in a clause of its own.
    fn outcome_of_one(&self, scene: &Scene<'_>, frame: &Frame) -> Option<Claim> {
        let is_one = frame.figure.number == Number::whole(1) && frame.role == Role::Whole && self.is_plain(frame);
        let topic = frame.topic.filter(|_| is_one)?;
        let (event, range) = subset::outcome_behind(scene, topic, frame.label.right.end)?;
        let event = self.lexicon.same_event(event)?;
        let asks = |(_, fact): &&(usize, &Fact)| {
            fact.frame.as_ref().is_some_and(|wanted| (wanted.topic, wanted.event) == (topic, event))
                && fact.kind == FactKind::Count
        };
        let (fact, _) = self.counted.iter().find(asks)?;
        // What became of it is said in so many words.
        let certainty = match self.certainty(scene, frame)? {
            Certainty::Doubtful => Certainty::Doubtful,
            _ => Certainty::Sure,
        };
        Some(Claim { fact: *fact, value: Some(Number::whole(1)), range, certainty })
    }

    /// The facts that count things of a topic to which an event happened.
    fn facts_of(&self, scene: &Scene<'_>, topic: Option<usize>, event: usize) -> Vec<usize> {
        let event = self.lexicon.same_event(event);
        let is_spoilt = |fact: &Fact| fact.except.iter().any(|word| scene.holds(scene.sentence.range.clone(), word));
        let asks = |fact: &Fact| fact.kind == FactKind::Count && !is_spoilt(fact);
        let of = |fact: &Fact| fact.frame.as_ref().is_some_and(|frame| (Some(frame.topic), Some(frame.event)) == (topic, event));
        self.counted.iter().filter(|(_, fact)| asks(fact) && of(fact)).map(|(fact, _)| *fact).collect()
    }

    /// Whether a topic is counted in the figure's unit, though the form's things are not: `行政强制17次`.
    fn is_in_a_unit_of(&self, scene: &Scene<'_>, frame: &Frame, topic: usize) -> bool {
        let unit = scene.text(frame.figure.number_end..frame.figure.range.end);
        self.lexicon.topic(topic).is_some_and(|topic| topic.units.contains(&unit))
    }

    /// Whether a word stands in front that spoils it, or the figure is in a unit that does.
    fn is_spoilt(&self, scene: &Scene<'_>, frame: &Frame, fact: &Fact) -> bool {
        if fact.except.is_empty() {
            return false;
        }
        let unit = scene.text(frame.figure.number_end..frame.figure.range.end);
        let clause = scene.clause_start(frame.start())..frame.start();
        let is_unit = |word: &String| self.lexicon.rules.units.contains(word);
        fact.except.iter().any(|word| if is_unit(word) { *word == unit } else { scene.holds(clause.clone(), word) })
    }

    /// `上年结转28件中，予以公开12件`: figures of a part of the whole.
    fn is_of_subset(&self, scene: &Scene<'_>, frame: &Frame) -> bool {
        let opens = |other: &Frame| {
            let right = scene.words.slice(other.label.right.clone());
            other.figure.range.end <= frame.start()
                && other.figure.is_of_things()
                && (right.last() == Some(&phrase::AMONG) || right.first() == Some(&phrase::AMONG))
                && !(other.bare && frame.topic == other.topic && self.is_plain(other))
                && !self.is_of_closed_cases(other)
        };
        scene.frames.iter().any(opens)
    }

    /// `审结的8件诉讼中，维持6件`: only closed cases have outcomes.
    fn is_of_closed_cases(&self, whole: &Frame) -> bool {
        let is_aside =
            whole.event.and_then(|event| self.lexicon.event(event)).is_some_and(|event| !event.aside && !event.default);
        let of_cases = whole.topic.and_then(|topic| self.lexicon.topic(topic)).is_some_and(|topic| !topic.near.is_empty());
        is_aside && of_cases
    }

    /// `全区收到300件，其中本局20件`, `累计收到690件，其中2023年218件`: the part of more than the agency's year that is just that.
    fn is_own_part(&self, scene: &Scene<'_>, frame: &Frame) -> bool {
        let listing = scene.listing(frame.start());
        let before = listing.and_then(|at| scene.frames.iter().rfind(|other| other.figure.range.end <= at));
        let is_more = |whole: &Frame| whole.whose == Whose::Foreign || whole.period == Period::Several;
        before.is_some_and(is_more) && frame.whose == Whose::Own
    }

    /// `县政府制定3件，部门制定2件`: a government's figure beside one of its bodies, neither of which is the whole.
    fn is_divided(&self, scene: &Scene<'_>, frame: &Frame) -> bool {
        let aside = |event: Option<usize>| event.and_then(|event| self.lexicon.event(event)).is_some_and(|event| event.aside);
        let is_government = self.agency.level.is_some();
        let clause = scene.clause_start(frame.start())..frame.start();
        let whole = scene.words.slice(clause).iter().any(|c| matches!(*c, phrase::WHOLE | phrase::OURS));
        // 全市收到3474件，其中市本级214件: nobody knows which of the two the table has.
        let behind = frame.start()..scene.end();
        let own_level = || [OWN_LEVEL, phrase::IN_THE_NAME].iter().any(|word| scene.holds(behind.clone(), word));
        let of_both = is_government && whole && own_level();
        let beside = |other: &Frame| {
            let same = is_government || other.event == frame.event && other.period == frame.period;
            let others = of_both || other.whose == Whose::Foreign || is_government && aside(other.event);
            same && other.topic == frame.topic && other.start() > frame.start() && other.is_number_of() && others
        };
        let divided = (!whole || of_both) && scene.frames.iter().any(beside) || self.is_of_two_names(scene, frame);
        divided && frame.role == Role::Whole
    }

    /// `代表市政府办理180件，自身承办34件`: an office's figures in two names, neither of which is the whole.
    fn is_of_two_names(&self, scene: &Scene<'_>, frame: &Frame) -> bool {
        let in_a_name = |frame: &&Frame| {
            let clause = scene.clause_start(frame.start())..frame.start();
            phrase::IN_WHOSE_NAME.iter().any(|word| scene.holds(clause.clone(), word))
        };
        let beside = |other: &&Frame| other.topic == frame.topic && other.is_number_of() && in_a_name(other);
        self.agency.is_office && in_a_name(&frame) && scene.frames.iter().filter(beside).count() > 1
    }

    /// `市政府本级收到349件，答复341件`: a government's report may be of its own level or of all below it.
    fn is_of_own_level(&self, scene: &Scene<'_>, frame: &Frame) -> bool {
        if self.agency.level.is_none() {
            return false;
        }
        let is_level = |at: usize| scene.char(at).is_some_and(|c| LEVELS.contains(&c));
        let ends = |at: &usize| match scene.char(*at) {
            Some(phrase::WHOLE | phrase::OURS) => is_level(at + 1),
            c => c == Some('；'),
        };
        let zone = (scene.start()..frame.start()).rev().find(ends).unwrap_or(scene.start())..frame.start();
        scene.holds(zone, OWN_LEVEL)
    }

    /// `收到990件，其中上年结转28件`: a plain count with some of the year before in it, which a table may have in a row of their own.
    fn holds_last_years(&self, scene: &Scene<'_>, frame: &Frame) -> bool {
        let is_in_it = |other: &Frame| {
            scene.group(other.start()) == frame.figure.range.end + 1
                || scene.listing(other.start()).is_some_and(|at| at > frame.start())
                || other.left.starts_with(phrase::CONTAINING)
        };
        let of_last_year = |other: &Frame| {
            let last = |range: &Range<usize>| scene.has(range.clone(), Mark::Year(YearOf::Last));
            other.role != Role::Before && other.is_number_of() && other.topic == frame.topic && other.label.left.iter().any(last)
        };
        let mut behind = scene.frames.iter().filter(|other| other.start() > frame.start());
        self.is_plain(frame) && behind.any(|other| of_last_year(other) && is_in_it(other))
    }

    /// `提出申请164件，占全年申请量的27%`: a plain count that is a part of all of its kind.
    fn is_a_share(&self, scene: &Scene<'_>, frame: &Frame) -> bool {
        let next = scene.frames.iter().find(|other| other.start() > frame.start());
        let of_its_kind = |next: &Frame| {
            let same = |range: &Range<usize>| scene.named_in(range.clone()).any(|named| Some(named.topic) == frame.topic);
            next.role == Role::Share && next.figure.is_percent() && next.label.left.iter().any(same)
        };
        self.is_plain(frame) && next.is_some_and(of_its_kind)
    }

    /// Whether nothing more is said of a figure than how many there are.
    fn is_plain(&self, frame: &Frame) -> bool {
        frame.event.and_then(|event| self.lexicon.event(event)).is_some_and(|event| event.default)
    }

    /// How sure it is that a figure is one of this report; none where it is not.
    fn certainty(&self, scene: &Scene<'_>, frame: &Frame) -> Option<Certainty> {
        // 占64.7%（141件）: a figure behind it says of what it is the share.
        let share = frame.role == Role::Share && scene.char(frame.figure.range.end) != Some('（');
        let counts = frame.is_number_of() || (share || frame.role == Role::Rate) && frame.figure.is_percent();
        let own = counts && frame.period == Period::This && frame.whose == Whose::Own && frame.figure.exact;
        match (own, frame.unknown, frame.anchored) {
            (true, 0, true) if self.is_of_own_level(scene, frame) => Some(Certainty::Doubtful),
            (true, 0, true) if self.is_divided(scene, frame) || self.is_of_subset(scene, frame) => Some(Certainty::Doubtful),
            (true, 0, true) if self.holds_last_years(scene, frame) || self.is_a_share(scene, frame) => Some(Certainty::Doubtful),
            (true, 0, true) if frame.far || frame.bare => Some(Certainty::Inferred),
            (true, 0, true) => Some(Certainty::Sure),
            (true, 1..=2, true) if !frame.inherited => Some(Certainty::Doubtful),
            (true, 0, false) if !frame.bare && !frame.inherited => Some(Certainty::Doubtful),
            _ => None,
        }
    }
}
