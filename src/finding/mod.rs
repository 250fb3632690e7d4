//! What came of checking: findings, causes, what was skipped, and their summary. Plain data that the writers print.

mod change;
mod reading;
mod skipped;
mod summary;
mod tally;

pub use change::{Change, Changes, Known, compare};
pub use reading::{READINGS, Reading, reading, readings_of};
pub use skipped::{Skipped, Why};
pub use summary::{Counter, Summary, worse};
pub use tally::{RuleCount, Tally, Worst};

use crate::{lang::Text, number::Number, report::Origin, ruleset::Severity, source::Span, template::CellId, vocabulary::choice};
use std::sync::Arc;

/// What came of one input.
///
/// ```
/// use gouji::{Checker, ReportVerdict, Rules, read};
///
/// let rules = Rules::built_in().expect("sound");
/// let bytes = std::fs::read("examples/wrong.yaml").expect("there");
/// let outcome = Checker::new(&rules).check(&read("wrong.yaml", &bytes, &rules).expect("a report"));
/// assert_eq!(outcome.verdict, ReportVerdict::Fail);
/// // Which cells explain the findings, and what they should say.
/// assert!(!outcome.causes.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The argument joined with the walked path; a line of a stream is `-:N`; none for a unit that is missing.
    pub path: Option<String>,
    /// Who reports, if the report says.
    pub agency: Option<String>,
    pub year: Option<u16>,
    /// The edition it was held to.
    pub edition: Option<String>,
    /// The roster's name of who this is for; none without a roster.
    pub unit: Option<String>,
    /// The path of the unit's current submission, where this is an earlier one.
    pub superseded_by: Option<String>,
    /// How it enters the summary.
    pub counted: Counted,
    /// How the report stands.
    pub verdict: ReportVerdict,
    /// By code, then by place.
    pub findings: Vec<Finding>,
    /// One for each connected group of findings.
    pub causes: Vec<Cause>,
    /// Rules that did not apply.
    pub skipped: Arc<Vec<Skipped>>,
}

/// How an outcome enters the summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Counted {
    /// As a report of its own: there is no roster, or it is a line of a stream.
    #[default]
    AsReport,
    /// For a unit of the roster (its index there), as its submission of the year or for want of one.
    ForUnit(usize),
    /// As a file beside the units: of nobody on the roster, or another year's.
    AsFile,
    /// Superseded by another submission of the unit.
    Nowhere,
}

choice! {
    /// How a report stands; what needs more attention comes behind.
    ReportVerdict {
        /// Nothing but infos, or waived.
        Pass = "pass",
        /// A warning, or something that could not be decided: a person looks at it.
        Review = "review",
        /// An error.
        Fail = "fail",
        /// It could not be read (R001).
        Unreadable = "unreadable",
        /// A unit of the roster without a report.
        Missing = "missing",
    }
}

/// What a rule says about a place in a report.
///
/// ```
/// use gouji::{Checker, Rules, read};
///
/// let rules = Rules::built_in().expect("sound");
/// let bytes = std::fs::read("examples/wrong.yaml").expect("there");
/// let outcome = Checker::new(&rules).check(&read("wrong.yaml", &bytes, &rules).expect("a report"));
/// for finding in &outcome.findings {
///     // The code, where it stands, and what is said in Chinese.
///     println!("{} {} {}", finding.code, finding.at.as_deref().unwrap_or_default(), finding.message.zh);
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `A301`.
    pub code: String,
    /// `列勾稽`.
    pub name: String,
    /// How bad.
    pub severity: Severity,
    /// Fail or unknown.
    pub verdict: Verdict,
    /// What the quantifier stood at, a full id.
    pub at: Option<String>,
    /// The sentence, figures filled in; a rule's own text is the same in both languages.
    pub message: Text,
    /// What to do about it, where the engine knows.
    pub help: Option<Text>,
    /// The cells it is about, those of the left side first.
    pub cells: Vec<FindingCell>,
    /// The sentence of the prose that it is about.
    pub quote: Option<Quote>,
    /// Where it stands when it is about no cell.
    pub origin: Origin,
    /// The value of the left side; none where the rule is not linear.
    pub left: Option<Number>,
    /// The value of the right side.
    pub right: Option<Number>,
    /// left − right.
    pub gap: Option<Number>,
    /// The exception that covers it.
    pub waived: Option<Waived>,
}

choice! {
    /// The verdict of a finding. (Pass is silent; skipped and waived are counted.)
    Verdict {
        /// The rule is broken.
        Fail = "fail",
        /// A figure that the rule needs is missing or unreadable.
        Unknown = "unknown",
    }
}

/// A cell of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingCell {
    /// `申请[新收, 自然人]`.
    pub cell: String,
    /// Which cell that is; none where the report has no such table.
    pub at: Option<CellId>,
    /// The figure (or the text that is none) as a string; none for a blank.
    pub value: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// A sentence of the prose with the figures that a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// As printed.
    pub sentence: String,
    /// Bytes of it, the figure to blame first.
    pub marked: Vec<Span>,
    /// The id of the section, or `title`, `preface`, `signature`.
    pub section: String,
    /// The fact, or the kind of statement, that it was read for.
    pub fact: String,
}

/// A recorded exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    pub reason: String,
    /// Who allowed it.
    pub by: String,
    /// Until when; none for ever.
    pub until: Option<crate::date::Date>,
}

/// The smallest set of cells that explains findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What should be changed.
    pub cells: Vec<CauseCell>,
    /// Which findings it explains: `A301[自然人]`, or `A201` for a rule without a quantifier.
    pub explains: Vec<String>,
    /// Tied causes share a number.
    pub group: usize,
    /// How sure it is.
    pub certainty: Certainty,
    /// How many sets of so many cells would explain them, those among them that are less like a slip.
    pub alternatives: usize,
    /// Whether the search ended before it could prove that no smaller set does.
    pub unproven: bool,
    /// The sentence for people.
    pub message: Text,
}

/// A cell of a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseCell {
    /// Name, place and the figure found.
    pub cell: FindingCell,
    /// The figure that fits.
    pub expected: Number,
    /// How it would have been mistyped: `transposed`.
    pub how: &'static str,
}

choice! {
    /// How sure a cause is.
    Certainty {
        /// No other set of that size fits.
        Only = "only",
        /// Others fit, and are less like a slip.
        Likely = "likely",
        /// Others fit as well as this one.
        Tied = "tied",
    }
}

impl Outcome {
    /// Of what is no report: it was read as none, or is missing.
    pub fn without_report(verdict: ReportVerdict, finding: Finding) -> Outcome {
        Outcome {
            path: None,
            agency: None,
            year: None,
            edition: None,
            unit: None,
            superseded_by: None,
            counted: Counted::AsReport,
            verdict,
            findings: vec![finding],
            causes: Vec::new(),
            skipped: Arc::default(),
        }
    }

    /// The verdict that findings amount to: a report fails if and only if one of them is an error that fails and is not waived.
    pub fn verdict_of(findings: &[Finding]) -> ReportVerdict {
        if findings.iter().any(Finding::fails_the_report) {
            ReportVerdict::Fail
        } else if findings.iter().any(Finding::asks_for_review) {
            ReportVerdict::Review
        } else {
            ReportVerdict::Pass
        }
    }

    /// Adds a finding in its place, by code.
    pub fn add(&mut self, finding: Finding) {
        let at = self.findings.partition_point(|known| known.code <= finding.code);
        self.findings.insert(at, finding);
        self.judge();
    }

    /// The verdict anew, after findings were added or waived. What is unreadable or missing stays so.
    pub fn judge(&mut self) {
        if !matches!(self.verdict, ReportVerdict::Unreadable | ReportVerdict::Missing) {
            self.verdict = Outcome::verdict_of(&self.findings);
        }
    }

    /// Whether it is an earlier submission, which counts nowhere.
    pub fn is_superseded(&self) -> bool {
        self.counted == Counted::Nowhere
    }
}

impl Outcome {
    /// The equations that fail and that no cause explains: the search for causes ends where too many cells would have to change.
    pub fn unexplained(&self) -> Vec<&Finding> {
        let is_explained = |finding: &Finding| {
            let key = finding.key();
            self.causes.iter().any(|cause| cause.explains.contains(&key))
        };
        let equations = self.findings.iter().filter(|finding| finding.fails_the_report() && finding.gap.is_some());
        equations.filter(|finding| !is_explained(finding)).collect()
    }
}

impl Finding {
    /// The same for the same finding in another file, line or format: who reports on which year, the rule, and where: at what it
    /// ran over, else its cell, else the part of the prose and the fact. The gap is no part of it.
    pub fn identity(&self, agency: Option<&str>, year: Option<u16>) -> String {
        let cell = || self.cells.first().map(|cell| cell.cell.clone());
        let words = || self.quote.as_ref().map(|quote| format!("{}:{}", quote.section, quote.fact));
        let place = self.at.clone().or_else(cell).or_else(words).unwrap_or_default();
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        format!("{}|{}|{year}|{place}", self.code, agency.unwrap_or_default())
    }

    /// `A301[自然人]`, or `A201` where nothing was quantified: how a cause names what it explains.
    pub fn key(&self) -> String {
        Finding::key_of(&self.code, self.at.as_deref())
    }

    /// The same, from a code and a place.
    pub fn key_of(code: &str, at: Option<&str>) -> String {
        match at {
            Some(at) => format!("{code}[{at}]"),
            None => code.to_owned(),
        }
    }

    /// Whether it makes its report fail.
    pub fn fails_the_report(&self) -> bool {
        self.severity == Severity::Error && self.verdict == Verdict::Fail && self.waived.is_none()
    }

    /// Whether its report cannot pass, though it need not fail.
    fn asks_for_review(&self) -> bool {
        let is_open = self.verdict == Verdict::Unknown || self.severity <= Severity::Warning;
        is_open && self.waived.is_none()
    }
}
