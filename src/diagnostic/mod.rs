//! A defect in one of our own input files: a rule, schema, waiver or roster file. (What is wrong with a report is a finding.)

mod catalogue;
mod code;

pub use catalogue::{Entry, Example, ExampleKind, entries, entry};
pub use code::Code;

use crate::{
    lang::Text,
    source::{Place, Source, Span},
    text,
};
use std::sync::Arc;

/// How bad a defect is: an error stops the run, a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The rule set cannot be used.
    Error,
    /// The rule set can be used; somebody should look.
    Warning,
}

/// What is wrong, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of defect it is; `gouji explain` tells more of it.
    pub code: Code,
    /// Error or warning, as its code says.
    pub level: Level,
    /// What is wrong, in one sentence, with the user's own words in quotes.
    pub message: Text,
    /// The places, the one to blame first. Empty only where there is no text to point at.
    pub labels: Vec<Label>,
    /// What to write, or where to look.
    pub help: Option<Text>,
    /// What belongs in the text instead of what stands at the first place, or around it; empty where it is to be removed. An editor
    /// offers it where the file then compiles better.
    pub instead: Option<String>,
    /// What the compiler may say more about, knowing more than the stage that found it.
    pub subject: Subject,
}

/// What a diagnostic is about, where a later stage can give better advice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Nothing of the kind.
    #[default]
    Other,
    /// A name that other editions have and this one has not.
    OtherEdition,
    /// A printed text where its name belongs.
    Printed(String),
    /// A name whose own declaration was not understood: that is said there, and nothing here.
    SaidElsewhere,
}

/// One underlined place with what to say under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub place: Place,
    /// The words under the line; may be empty.
    pub text: Text,
}

impl Diagnostic {
    /// A defect at a place.
    pub fn new(code: Code, source: &Arc<Source>, span: Span, message: Text, label: Text) -> Diagnostic {
        let place = Place { source: Arc::clone(source), span };
        Diagnostic { labels: vec![Label { place, text: label }], ..Diagnostic::placeless(code, message) }
    }

    /// A defect that has no place in a text: a missing folder, a file that is not UTF-8.
    pub fn placeless(code: Code, message: Text) -> Diagnostic {
        Diagnostic { code, level: code.level(), message, labels: Vec::new(), help: None, instead: None, subject: Subject::Other }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: Text) -> Diagnostic {
        self.help = Some(help);
        self
    }

    /// Adds what to write, and says so.
    #[must_use]
    pub fn write(self, instead: impl Into<String>) -> Diagnostic {
        let instead = instead.into();
        self.help(text!("写成 {instead}", "write {instead}")).instead(instead)
    }

    /// Adds what to write, where the words under the line say it already.
    #[must_use]
    pub fn instead(mut self, instead: impl Into<String>) -> Diagnostic {
        self.instead = Some(instead.into());
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, subject: Subject) -> Diagnostic {
        self.subject = subject;
        self
    }

    /// Adds a second place, which may lie in another file.
    #[must_use]
    pub fn also(mut self, source: &Arc<Source>, span: Span, text: Text) -> Diagnostic {
        self.labels.push(Label { place: Place { source: Arc::clone(source), span }, text });
        self
    }
}
