//! What each figure of a report's prose was taken for, and why it went to no fact: for people who want to see it.

use super::{
    Depth, Literal, Reader,
    frame::{Frame, Period, Role, Whose},
    lexicon::Lexicon,
    scene::Scene,
    statement::{Certainty, Shaped},
};
use crate::{
    lang::Text,
    report::Report,
    ruleset::{RuleSet, Shape, Stated, Within},
    text,
};

/// A figure of the prose, and what it was taken for.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The section it stands in; none outside all.
    pub section: Option<String>,
    /// The sentence, as printed.
    pub sentence: String,
    /// The figure, as printed.
    pub figure: String,
    /// The topic that it counts.
    pub topic: Option<String>,
    /// What happened.
    pub event: Option<String>,
    /// The facts that it states, by name.
    pub facts: Vec<String>,
    /// The statements that it is a figure of: of a whole and its parts, a share, a growth.
    pub shapes: Vec<Shape>,
    /// Why it states none, or states it doubtfully; none where it is sure.
    pub why: Option<Text>,
}

/// All figures of a report's prose.
pub fn traces(rules: &RuleSet, report: &Report) -> Vec<Trace> {
    Tracer::default().traces(rules, report)
}

/// Traces the figures of many reports, all held to the same rules.
#[derive(Debug, Default)]
pub struct Tracer {
    lexicon: Option<Lexicon>,
}

impl Tracer {
    /// All figures of a report's prose.
    pub fn traces(&mut self, rules: &RuleSet, report: &Report) -> Vec<Trace> {
        let lexicon = self.lexicon.get_or_insert_with(|| Lexicon::of(rules));
        let mut found = Vec::new();
        super::walk(rules, lexicon, report, Depth::Figures, &mut |reader, scene, around, beside| {
            if scene.frames.is_empty() {
                return;
            }
            let (shapes, literals) = (reader.shapes(scene, beside), reader.literals(scene, around));
            found.extend(scene.frames.iter().map(|frame| reader.trace(scene, frame, &shapes, &literals)));
        });
        found
    }
}

impl Reader<'_> {
    fn trace(&self, scene: &Scene<'_>, frame: &Frame, shapes: &[Shaped], literals: &[Literal]) -> Trace {
        let own = &frame.figure.range;
        let by_pattern = literals.iter().filter(|literal| literal.value.is_some() && literal.range == *own);
        let mut claims: Vec<_> = self.claims(scene, frame).iter().map(|claim| (claim.fact, claim.certainty)).collect();
        claims.extend(by_pattern.map(|literal| (literal.fact, literal.certainty)));
        claims.dedup_by_key(|(fact, _)| *fact);
        let name = |fact: usize| self.rules.facts.get(fact).map(|fact| fact.name.clone());
        let figure = scene.printed(frame.figure.range.clone());
        let number = frame.figure.number.to_string();
        let is_whole = |shown: &(Stated, Text)| shown.0 == Stated::Whole && (shown.1.zh == figure || shown.1.zh == number);
        let is_of = |shaped: &&Shaped| shaped.marked.contains(&frame.figure.range) || shaped.shown.iter().any(is_whole);
        let doubtful = claims.iter().any(|(_, certainty)| *certainty == Certainty::Doubtful);
        Trace {
            section: match &self.words.part {
                Within::Section(id) => Some(id.clone()),
                _ => None,
            },
            sentence: scene.quote(&[]).sentence,
            shapes: shapes.iter().filter(is_of).map(|shaped| shaped.shape).collect(),
            figure,
            topic: frame.topic.and_then(|topic| self.lexicon.topic(topic)).map(|topic| topic.name.clone()),
            event: frame.event.and_then(|event| self.lexicon.event(event)).map(|event| event.name.clone()),
            why: (claims.is_empty() || doubtful).then(|| self.why(scene, frame)),
            facts: claims.iter().filter_map(|(fact, _)| name(*fact)).collect(),
        }
    }

    fn why(&self, scene: &Scene<'_>, frame: &Frame) -> Text {
        let topic = frame.topic.and_then(|topic| self.lexicon.topic(topic));
        let role = match frame.role {
            Role::Whole | Role::Part => None,
            Role::Share => Some(text!("占比", "a share")),
            Role::Change => Some(text!("增减数", "a change")),
            Role::Before => Some(text!("上年的数", "the figure of the year before")),
            Role::Rate => Some(text!("比率", "a rate")),
            Role::Multiple => Some(text!("倍数", "a multiple")),
        };
        let period = match frame.period {
            Period::This => None,
            Period::Last => Some(text!("上年的数", "of the year before")),
            Period::Next => Some(text!("下年的数", "of the year after")),
            Period::Other => Some(text!("别的年份的数", "of another year")),
            Period::Part => Some(text!("不到一年的数", "of a part of the year")),
            Period::Mean => Some(text!("平均数或最高、最低数", "a mean or an extreme")),
            Period::Several => Some(text!("几年的数", "of several years")),
            Period::Unclear => Some(text!("累计数，没有写年度", "a running total of no stated year")),
        };
        if let Some(why) = role.or(period) {
            return why;
        }
        if !frame.figure.exact {
            return text!("概数", "approximate");
        }
        if frame.whose == Whose::Foreign {
            return text!("别的单位或层级的数", "of another body or level");
        }
        let Some(topic) = topic else { return text!("看不出是什么的数", "nothing says what it counts") };
        if topic.aside {
            let word = self.word_of(scene, frame);
            return text!("“{word}”的数，不在核对之列", "a figure of “{word}”, which no fact is about");
        }
        let Some(event) = frame.event.and_then(|event| self.lexicon.event(event)) else {
            return text!("看不出是哪一项的数", "nothing says what happened");
        };
        if event.aside {
            let name = &event.name;
            return text!("属于“{name}”，不在核对之列", "it is of “{name}”, which no fact is about");
        }
        if frame.unknown > 0 {
            return text!("中间有不认识的词，不能确定", "unknown words stand between: not sure");
        }
        if !frame.anchored {
            return text!("没有写明与什么有关", "what it has to do with is not said");
        }
        match frame.role {
            Role::Part => text!("“其中”以下的分项", "a part of the figure before"),
            _ => text!("没有哪项正文数据用到这个数，或者单位不合", "no fact asks for it here, or the unit does not fit"),
        }
    }

    /// The word by which a figure's topic was told.
    fn word_of(&self, scene: &Scene<'_>, frame: &Frame) -> String {
        let own = |named: &&super::scene::Named| Some(named.topic) == frame.topic && named.range.end <= frame.start();
        let word =
            scene.named().iter().rfind(own).or_else(|| scene.named().iter().find(|named| Some(named.topic) == frame.topic));
        word.map(|named| scene.printed(named.range.clone())).unwrap_or_default()
    }
}
