//! A finding as every list shows it: how bad, what it is called, where it stands, what explains it, what its law is.

pub(crate) use crate::marked::{cited, law, name, name_of};

use super::{
    CheckedInput, Style,
    place::{Document, ShownOrigin},
    words,
};
use crate::{
    finding::{Cause, Finding, Verdict},
    lang::{Lang, Text},
    marked::{MarkedReport, spoken},
    text,
};

/// A finding with what its report says of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) finding: &'a Finding,
    /// Its index in the outcome.
    at: usize,
    item: &'a CheckedInput<'a>,
}

/// The findings of an item, without those that a waiver covers unless they are asked for.
pub(crate) fn entries<'a>(item: &'a CheckedInput<'a>, style: Style) -> impl Iterator<Item = Entry<'a>> + use<'a> {
    let all = item.outcome.findings.iter().enumerate();
    let shown = all.filter(move |(_, finding)| style.show_waived || finding.waived.is_none());
    shown.map(move |(at, finding)| Entry { finding, at, item })
}

/// What an item is called: its path, or the agency that has none.
pub(crate) fn item_name<'a>(item: &CheckedInput<'a>) -> &'a str {
    item.outcome.path.as_deref().or(item.outcome.agency.as_deref()).unwrap_or("-")
}

impl<'a> Entry<'a> {
    /// `error`, `warning`, `info`; `unknown` where a figure is missing; `waived`.
    pub(crate) fn level(self) -> &'static str {
        match (&self.finding.waived, self.finding.verdict) {
            (Some(_), _) => "waived",
            (None, Verdict::Unknown) => "unknown",
            (None, Verdict::Fail) => self.finding.severity.word(),
        }
    }

    /// A rule has the name that its file gives it; the codes of reading have theirs in both languages.
    pub(crate) fn name(self, lang: Lang) -> &'a str {
        name(self.finding, lang)
    }

    /// Where the first of its cells stands that has a place.
    pub(crate) fn place(self) -> Option<ShownOrigin> {
        let document = Document::of(self.item);
        let origins = self.finding.cells.iter().map(|cell| cell.origin);
        let sentence = self.finding.quote.as_ref().map(|_| self.finding.origin);
        sentence.into_iter().chain(origins).chain([self.finding.origin]).find_map(|origin| document.place(origin))
    }

    /// The first cause that explains it.
    pub(crate) fn cause(self) -> Option<&'a Cause> {
        let key = self.finding.key();
        self.causes().iter().find(|cause| cause.explains.contains(&key))
    }

    /// The same in the words of the form, from the report with its marks; empty where nothing explains it.
    pub(crate) fn explanation(self, report: &MarkedReport, lang: Lang) -> String {
        report.explanation(self.at, lang).unwrap_or_default()
    }

    /// What was found, in the words of the form.
    pub(crate) fn spoken(self, lang: Lang) -> String {
        spoken(self.item, self.finding.message.get(lang), lang)
    }

    /// What to do about it, in the words of the form.
    pub(crate) fn help(self, lang: Lang) -> String {
        let help = self.finding.help.as_ref();
        help.map(|help| spoken(self.item, help.get(lang), lang)).unwrap_or_default()
    }

    /// All causes of its report.
    pub(crate) fn causes(self) -> &'a [Cause] {
        &self.item.outcome.causes
    }

    /// Its law, as far as it bears on the report's edition.
    pub(crate) fn law(self) -> Vec<String> {
        law(&self.item.rules, self.item.report.map(|report| report.edition), &self.finding.code)
    }

    /// The message, and behind it, a line each, the sentence that it is about, what explains it and what to do.
    pub(crate) fn whole_message(self, lang: Lang) -> String {
        let said = [self.finding.message.get(lang).to_owned()];
        said.into_iter().chain(self.notes(lang)).collect::<Vec<_>>().join("\n")
    }

    /// What is said beside the message: the sentence of the prose, why it is waived, else its likely cause and what to do.
    pub(crate) fn notes(self, lang: Lang) -> Vec<String> {
        let finding = self.finding;
        let note = |lead: Text, words: &Text| format!("{}{}", lead.get(lang), words.get(lang));
        let sentence = finding.quote.as_ref().map(|quote| quote.sentence.trim()).filter(|sentence| !sentence.is_empty());
        let quoted = sentence.map(|sentence| note(text!("原文：", "text: "), &text!("“{sentence}”", "“{sentence}”")));
        let open = finding.waived.is_none();
        let waived = finding.waived.as_ref().map(|waived| note(text!("豁免：", "waived: "), &words::waived(waived)));
        let cause = self.cause().filter(|_| open).map(|cause| note(text!("可能的原因：", "likely cause: "), &cause.message));
        let help = finding.help.as_ref().filter(|_| open).map(|help| note(text!("建议：", "help: "), help));
        [quoted, waived, cause, help].into_iter().flatten().collect()
    }
}
