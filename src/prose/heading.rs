//! What the headings of the form's sections name. Many topics are looked for in them: once for all reports, and only when one has
//! prose there.

use crate::{
    ruleset::{Part, Topic},
    template::Template,
};
use std::{borrow::Cow, sync::OnceLock};

/// What a heading names.
#[derive(Clone, Debug, Default)]
pub(super) struct Heading {
    /// Whether it brings a topic into reach, by topic.
    pub(super) near: Vec<bool>,
    /// The topic that it names, if it is one alone.
    pub(super) topic: Option<usize>,
}

impl Heading {
    fn of(topics: &[Topic], label: &str) -> Heading {
        let named: Vec<bool> = topics.iter().map(|topic| names(topic, label)).collect();
        let is_near = |(topic, named): (&Topic, &bool)| *named && !topic.near.is_empty();
        let near = topics.iter().zip(&named).map(is_near).collect();
        let mut alone = topics.iter().zip(&named).enumerate().filter(|(_, (topic, named))| **named && !topic.aside);
        let topic = alone.next().map(|(at, _)| at).filter(|_| alone.next().is_none());
        Heading { near, topic }
    }
}

/// Whether a heading names a topic, in plain words.
fn names(topic: &Topic, label: &str) -> bool {
    topic.words.iter().chain(&topic.weak).any(|word| {
        word.iter().all(|part| match part {
            Part::AnyOf(any) => any.iter().any(|word| label.contains(word.as_str())),
            _ => true,
        })
    })
}

/// The headings of a form, each looked at when somebody asks.
#[derive(Debug, Default)]
pub(super) struct Headings(Vec<(String, OnceLock<Heading>)>);

impl Headings {
    pub(super) fn of(template: &Template) -> Headings {
        let sections = template.editions.iter().flat_map(|edition| &edition.sections);
        let mut labels: Vec<&String> = sections.filter_map(|section| section.labels.first()).collect();
        labels.sort_unstable();
        labels.dedup();
        Headings(labels.into_iter().map(|label| (label.clone(), OnceLock::new())).collect())
    }

    /// What a heading names; it may be one of another form, too.
    pub(super) fn of_section(&self, topics: &[Topic], label: &str) -> Cow<'_, Heading> {
        match self.0.iter().find(|(known, _)| known == label) {
            Some((_, heading)) => Cow::Borrowed(heading.get_or_init(|| Heading::of(topics, label))),
            None => Cow::Owned(Heading::of(topics, label)),
        }
    }

    /// Forgets what was found: the topics are others now.
    pub(super) fn forget(&mut self) {
        self.0.iter_mut().for_each(|(_, heading)| *heading = OnceLock::new());
    }
}
