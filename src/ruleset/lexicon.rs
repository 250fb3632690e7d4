//! The lexicon of a form: words, and what they say of the figures of its prose. Plain data; knows no prose.

use super::Pattern;
use serde::{Deserialize, Serialize};

/// What the figures of the prose may be figures of, and in which words that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lexicon {
    /// What figures count, in the order of the files.
    pub topics: Vec<Topic>,
    /// What happened to what is counted; of each topic, the first that fits is meant.
    pub events: Vec<Event>,
    /// Words that change nothing where they stand between a topic and its figure.
    pub light: Vec<Pattern>,
    /// Words in front of a verb by which its figures are somebody else's.
    pub foreign: Vec<Pattern>,
    /// Words by which they are the agency's own.
    pub own: Vec<Pattern>,
    /// What the things of the form are counted in; figures in these add up.
    pub units: Vec<String>,
}

/// What a figure counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// `申请`.
    pub name: String,
    /// It is something that no fact is about.
    pub aside: bool,
    /// Words that mean it.
    pub words: Vec<Pattern>,
    /// Words that mean it where nothing unknown stands in front of them.
    pub weak: Vec<Pattern>,
    /// Words of which one must be in reach; empty: none need be.
    pub near: Vec<Pattern>,
    /// What it is counted in beside the units of the form.
    pub units: Vec<String>,
}

/// What happened to what is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// `收到`.
    pub name: String,
    /// The topic, as an index.
    pub topic: usize,
    /// It keeps the figure from every fact.
    pub aside: bool,
    /// It is one of the parts into which a total divides.
    pub part: bool,
    /// With another of these it makes up the whole.
    pub half: bool,
    /// It is meant where no event is named.
    pub default: bool,
    /// Its words alone tell the topic.
    pub implies_topic: bool,
    /// Words that mean it.
    pub words: Vec<Pattern>,
}

/// The figures that a fact asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactFrame {
    /// The topic, as an index.
    pub topic: usize,
    /// The first event of that name, as an index.
    pub event: usize,
    /// Not the parts of a list.
    pub whole: bool,
}

/// A sentence that a fact must be found in, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactTest {
    pub sentence: String,
    /// The figures that it states, 0 for words of none or all; empty: nothing is to be found.
    pub states: Vec<crate::number::Number>,
    /// Where it is written.
    pub place: crate::source::Place,
}

impl Lexicon {
    /// The first event of a topic with this name.
    pub fn event(&self, topic: usize, name: &str) -> Option<usize> {
        self.events.iter().position(|event| event.topic == topic && event.name == name)
    }
}
