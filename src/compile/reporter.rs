//! Collects diagnostics: each once, in the order of files and places.

use crate::{
    diagnostic::{Code, Diagnostic, Level, Subject},
    source::Source,
};
use std::sync::Arc;

/// Defects, and what they bring about elsewhere: while the first stands, the others would send people to the wrong place.
const CONSEQUENCES: [(Code, &[Code]); 4] = [
    (Code::EditionTwice, &[Code::UnknownEdition]),
    (Code::EditionName, &[Code::UnknownEdition]),
    (Code::YearsMissing, &[Code::YearsOverlap, Code::YearsGap, Code::NotTheEditionBefore]),
    (Code::YearsBackwards, &[Code::YearsOverlap, Code::YearsGap, Code::NotTheEditionBefore]),
];

/// The diagnostics so far.
#[derive(Debug, Default)]
pub(super) struct Reporter {
    found: Vec<Diagnostic>,
    is_silent: bool,
}

impl Reporter {
    /// One that is asked whether there is anything, and never what.
    pub(super) fn silent() -> Self {
        Self { is_silent: true, ..Self::default() }
    }

    /// Whether nobody will read the diagnostics: what is costly to word need not be.
    pub(super) fn is_silent(&self) -> bool {
        self.is_silent
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.push_unless(diagnostic, |one, other| one.message == other.message);
    }

    /// The same mistake is met at every place and edition that a rule is lowered at: the first word on a place is enough.
    pub(super) fn push_first_of_place(&mut self, diagnostic: Diagnostic) {
        self.push_unless(diagnostic, |_, _| true);
    }

    /// Adds what is said here, unless something alike was found at the same place.
    fn push_unless(&mut self, diagnostic: Diagnostic, alike: impl Fn(&Diagnostic, &Diagnostic) -> bool) {
        let place = diagnostic.labels.first().map(|label| &label.place);
        let is_same = |other: &Diagnostic| other.labels.first().map(|label| &label.place) == place && alike(&diagnostic, other);
        if diagnostic.subject != Subject::SaidElsewhere && !self.found.iter().any(is_same) {
            self.found.push(diagnostic);
        }
    }

    /// Changes what was found so far.
    pub(super) fn map(&mut self, change: impl Fn(Diagnostic) -> Diagnostic) {
        self.found = std::mem::take(&mut self.found).into_iter().map(change).collect();
    }

    /// How many were found.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// How many of them are errors.
    pub(super) fn errors(&self) -> usize {
        self.found.iter().filter(|found| found.level == Level::Error).count()
    }

    /// Whether a defect of one of these kinds is among them.
    pub(super) fn has(&self, codes: &[Code]) -> bool {
        self.found.iter().any(|found| codes.contains(&found.code))
    }

    /// Whether an error is among them.
    pub(super) fn has_error(&self) -> bool {
        self.found.iter().any(|found| found.level == Level::Error)
    }

    /// All of them, in the order in which they were found.
    pub(super) fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(super) fn extend(&mut self, diagnostics: Vec<Diagnostic>) {
        self.found.extend(diagnostics);
    }

    /// Adds each that is not there yet.
    pub(super) fn push_all(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Leaves out the defects of some kinds.
    pub(super) fn leave_out(&mut self, codes: &[Code]) {
        self.found.retain(|found| !codes.contains(&found.code));
    }

    /// Leaves out what only follows from a topic or event whose own text was not understood.
    pub(super) fn forgive(&mut self, lost: &[String]) {
        let name = |found: &Diagnostic| found.labels.first().map(|label| label.place.source.slice(label.place.span).to_owned());
        let event = lost.iter().any(|word| word == "event");
        let follows = |found: &Diagnostic| event || name(found).is_some_and(|name| lost.contains(&name));
        self.found.retain(|found| found.code != Code::UnknownTopic || !follows(found));
    }

    /// All of them, by file (in the order given), then by place.
    pub(super) fn finish(mut self, sources: &[Arc<Source>]) -> Vec<Diagnostic> {
        let causes: Vec<Code> = self.found.iter().map(|found| found.code).collect();
        let follow = CONSEQUENCES.iter().filter(|(cause, _)| causes.contains(cause)).flat_map(|(_, codes)| codes.iter());
        let follow: Vec<Code> = follow.copied().collect();
        self.leave_out(&follow);
        let key = |diagnostic: &Diagnostic| {
            diagnostic.labels.first().map(|label| {
                let file = sources.iter().position(|source| Arc::ptr_eq(source, &label.place.source));
                (file, label.place.span)
            })
        };
        self.found.sort_by_key(key);
        self.found
    }
}
