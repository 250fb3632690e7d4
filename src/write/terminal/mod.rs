//! Outcomes for people at a terminal: a heading a report, causes first, every finding with its place drawn, its law and what to
//! do about it, and the counts at the end.

mod cause;
mod finding;
mod overview;
mod quote;
mod view;

use super::{
    CheckedInput, Style, Writer,
    paint::{Paint, Tone, plain},
    picture, words,
};
use crate::{
    finding::{Finding, Outcome, ReportVerdict, Summary, Tally, Verdict},
    ruleset::Identity,
    text,
};
use std::io;
use view::View;

/// The terminal.
#[derive(Clone, Debug)]
pub struct Terminal {
    style: Style,
    tally: Tally,
    rules: String,
}

impl Terminal {
    /// In this style.
    pub fn new(style: Style) -> Terminal {
        Terminal { style, tally: Tally::default(), rules: String::new() }
    }

    fn paint(&self) -> Paint {
        Paint { on: self.style.color }
    }

    fn heading(&self, item: &CheckedInput<'_>) -> String {
        let outcome = item.outcome;
        let (sign, tone) = match (outcome.verdict, self.style.unicode) {
            (ReportVerdict::Pass, true) => ("✓", Tone::Good),
            (ReportVerdict::Pass, false) => ("+", Tone::Good),
            (ReportVerdict::Review, _) => ("?", Tone::Warning),
            (_, true) => ("✗", Tone::Error),
            (_, false) => ("x", Tone::Error),
        };
        let counts = Summary::of(outcome);
        let verdict = words::verdict(outcome.verdict);
        let verdict = self.paint().with(tone, &format!("{sign} {}", verdict.get(self.style.lang)));
        let name = self.paint().with(Tone::Strong, &name(outcome));
        let counted = words::counts(&counts, self.style.show_waived);
        let superseded = outcome.superseded_by.as_deref().map(|path| words::superseded(&plain(path)));
        let superseded = superseded.map(|words| format!("  [{}]", words.get(self.style.lang))).unwrap_or_default();
        let subject = words::subject(outcome);
        let rest = format!("{}{}{superseded}", subject.get(self.style.lang), counted.get(self.style.lang));
        picture::beside_or_below(&format!("{verdict}  {name}"), &rest, self.style)
    }

    fn is_shown(&self, finding: &Finding) -> bool {
        self.style.show_waived || finding.waived.is_none()
    }
}

impl Writer for Terminal {
    fn begin(&mut self, rules: &Identity, _out: &mut dyn io::Write) -> io::Result<()> {
        self.rules = rules.line();
        Ok(())
    }

    fn item(&mut self, item: &CheckedInput<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        self.tally.add(item.outcome);
        let findings: Vec<&Finding> = item.outcome.findings.iter().filter(|finding| self.is_shown(finding)).collect();
        if findings.is_empty() && self.style.quiet {
            return Ok(());
        }
        writeln!(out, "{}", self.heading(item))?;
        let view = View::new(item, self.style);
        let explained = cause::write(&view, item.outcome, &findings, out)?;
        if let Some(none) = words::unexplained(item.outcome) {
            writeln!(out)?;
            finding::note(&view, &text!("注意：", "note: "), &none, out)?;
        }
        let (open, settled): (Vec<&Finding>, Vec<&Finding>) =
            findings.iter().filter(|finding| !explained.contains(&finding.key())).partition(|finding| is_open(finding));
        for finding in settled {
            writeln!(out)?;
            finding::write(&view, finding, out)?;
        }
        if !open.is_empty() {
            writeln!(out)?;
        }
        for finding in open {
            finding::write_unknown(&view, finding, out)?;
        }
        if let Some(skipped) = words::skipped(&item.outcome.skipped)
            && !self.style.quiet
        {
            if !findings.is_empty() {
                writeln!(out)?;
            }
            let skipped = picture::wrapped(skipped.get(self.style.lang), "  ", self.style);
            writeln!(out, "{}", self.paint().with(Tone::Faint, &skipped))?;
        }
        if findings.is_empty() { Ok(()) } else { writeln!(out) }
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn io::Write) -> io::Result<()> {
        if summary.reports > 1 {
            overview::write(&self.tally, self.style, out)?;
        }
        let tone = if summary.passed == summary.reports { Tone::Good } else { Tone::Strong };
        let line = words::summary(summary, self.style.quiet);
        writeln!(out, "{}", self.paint().with(tone, &picture::wrapped(line.get(self.style.lang), "", self.style)))?;
        if self.style.quiet {
            return Ok(());
        }
        let rules = &self.rules;
        let line = text!("规则集 {rules}", "rules {rules}");
        let line = picture::wrapped(line.get(self.style.lang), "", self.style);
        writeln!(out, "{}", self.paint().with(Tone::Faint, &line))
    }
}

fn is_open(finding: &Finding) -> bool {
    finding.verdict == Verdict::Unknown && finding.waived.is_none()
}

fn name(outcome: &Outcome) -> String {
    plain(outcome.path.as_deref().or(outcome.agency.as_deref()).unwrap_or("-")).into_owned()
}
