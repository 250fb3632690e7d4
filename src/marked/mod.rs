//! A report with its marks, as every surface for people shows it: what must be mended and what must be looked at, in the words of
//! the form, and the report's tables and prose with the places marked. Made of an outcome and its report; knows no format.
//!
//! [`MarkedReport::of`] makes it, in one language. It serialises to JSON, so that a page can draw it, too. What it says holds no id
//! of a cell and no code of a rule, but for [`Check::code`] and [`Check::key`], which stand apart.
//!
//! ```text
//! MarkedReport ─ issues    one a thing to do: a cause with the findings that it explains, or a finding without a cause
//!              ├ unchecked which rules did not apply, and why
//!              └ sections  in the order of the form: heading, paragraphs, tables; a cell and a sentence name their issues by number
//! ```

mod build;
mod issue;
mod law;
mod prose;
mod said;
mod table;
mod words;

pub(crate) use build::state as state_words;
pub(crate) use issue::{ADVICE, allowed, asked, name, name_of};
pub(crate) use law::{cited, law};
pub use table::{CellKind, CellMark, LabelView, Mark, MarkedCell, MarkedRow, MarkedTable};
#[cfg(feature = "cli")]
pub(crate) use words::place_of;
pub(crate) use words::spoken;

use crate::{
    finding::{Certainty, Change, Known, Outcome, ReportVerdict},
    lang::{Lang, Text},
    report::{NoReport, Origin, Report},
    ruleset::RuleSet,
    slice::each_once,
    template::CellId,
    text,
};
use serde::{Serialize, Serializer};
use std::{borrow::Cow, collections::HashMap};

/// What came of one input, with what a writer may want to show of it.
#[derive(Clone, Debug)]
pub struct CheckedInput<'a> {
    pub outcome: &'a Outcome,
    /// The report, where there is one.
    pub report: Option<&'a Report>,
    /// Why there is none.
    pub no_report: Option<&'a NoReport>,
    /// The form and the rules that it was held to.
    pub rules: Cow<'a, RuleSet>,
}

/// The rules that a report was held to: with a row for each that it adds to a table.
pub fn rules_of<'r>(rules: &'r RuleSet, report: Option<&Report>) -> Cow<'r, RuleSet> {
    report.map_or(Cow::Borrowed(rules), |report| rules.laid_out(report.template(&rules.template)))
}

/// A report with its marks.
#[derive(Clone, Debug, Serialize)]
pub struct MarkedReport {
    /// How it stands.
    #[serde(serialize_with = "state")]
    pub state: ReportVerdict,
    /// The state's word: `退回`.
    pub state_words: String,
    /// What it comes to: `1 处要改，1 处请核实`; the reason, where there is no report.
    pub headline: String,
    /// The path of the file, as in the outcome.
    pub path: Option<String>,
    /// Whose report it says it is.
    pub agency: Option<String>,
    /// The roster's name of whose it is.
    pub unit: Option<String>,
    pub year: Option<u16>,
    /// The path of the unit's current submission, where this is an earlier one.
    pub superseded_by: Option<String>,
    /// What is outstanding, in a line: the first issue, and how many more there are; `无`.
    pub outstanding: String,
    /// What must be mended first, then what must be looked at, then what is only worth knowing; each in the order of the form.
    pub issues: Vec<Issue>,
    /// What was not looked at.
    pub unchecked: Vec<Unchecked>,
    /// The report, in the order of the form.
    pub sections: Vec<MarkedSection>,
    /// The names of the sheets that origins count.
    #[serde(skip)]
    pub sheets: Vec<String>,
}

/// A thing to do: a cause with the findings that it explains, or a finding that no cause explains.
#[derive(Clone, Debug, Serialize)]
pub struct Issue {
    /// From 1, over the whole report.
    pub number: usize,
    /// What is asked of the unit.
    pub kind: IssueKind,
    /// The whole sentence: `三、…，“（六）其他处理 3.其他”行“科研机构”列：填 13，应为 31（两位颠倒）`.
    pub sentence: String,
    /// The same in short, for a list: the numeral of the section, no long labels.
    pub brief: String,
    /// The heading of its section: `三、收到和处理政府信息公开申请情况`; none where it is about the whole report.
    pub section: Option<String>,
    /// Where in the section: `“（六）其他处理 3.其他”行“科研机构”列`; empty where the section is all there is to say.
    pub place: String,
    /// The sentence of the prose that it is about; the figures to look at are marked. Written no longer than it is shown.
    #[serde(serialize_with = "quote")]
    pub quote: Vec<Piece>,
    /// What is wrong, without the place: `填 13，应为 31（两位颠倒）`.
    pub fault: String,
    /// The figure that stands there, where it is about one.
    pub found: Option<String>,
    /// The figure that should stand there, where one is known to be likelier than others.
    pub expected: Option<String>,
    /// How the figure came about: `两位颠倒`.
    pub how: Option<&'static str>,
    /// How sure it is, where there is a cause.
    #[serde(serialize_with = "certainty")]
    pub certainty: Option<Certainty>,
    /// That in words: `只有改这一格，下面 2 处才都加得拢`.
    pub sure: Option<String>,
    /// Explanations that are as good as one another, where the cause is tied.
    pub choices: Vec<String>,
    /// Several cells to change together, each with what stands there and what should; empty where it is one, or not known.
    #[serde(skip)]
    pub changes: Vec<CellChange>,
    /// What the unit should do: `对照台账把 13 改为 31`.
    pub task: String,
    /// The findings.
    pub checks: Vec<Check>,
    /// The cells and sentences it is about, the first one first.
    pub targets: Vec<Target>,
    /// Why it is allowed, where a waiver covers it.
    pub waived: Option<String>,
    /// How it compares with the unit's submission before; none where nothing was compared.
    pub standing: Option<Standing>,
    /// Whether the report may be another unit's, or on another year than the one asked for.
    #[serde(skip)]
    pub is_of_another: bool,
    /// The cells that it marks, how, and with what note.
    #[serde(skip)]
    cells: Vec<(CellId, Mark, Option<String>)>,
    /// The id of the section that its sentence stands in; empty for what stands outside the form's sections.
    #[serde(skip)]
    quoted_in: Option<String>,
}

/// What is asked of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum IssueKind {
    /// 要改
    Mend,
    /// 请核实
    Ask,
    /// It is only worth knowing.
    Note,
    /// A waiver covers it.
    Waived,
}

/// How an issue compares with the unit's submission before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// 新出现
    New,
    /// 仍在
    Still,
    /// 仍在，数变了
    Changed,
}

/// A cell to change.
#[derive(Clone, Debug)]
pub struct CellChange {
    /// Its row and column in words.
    pub place: String,
    /// What stands there; none where it is blank.
    pub found: Option<String>,
    /// What should.
    pub expected: String,
    /// How that came about.
    pub how: Option<&'static str>,
}

/// An issue that asks something of the unit, as far as it is counted.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What is asked.
    pub kind: IssueKind,
    /// The keys of its findings.
    pub keys: Vec<String>,
}

/// A finding of an issue.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Which of the outcome's findings it is.
    #[serde(skip)]
    pub finding: usize,
    /// `A302`
    pub code: String,
    /// `A302[自然人]`: rule and place, as the ledger of a round and waivers know it.
    pub key: String,
    /// `办理总计`
    pub name: String,
    /// What was found.
    pub message: String,
    /// What the rule asks for: the first paragraph of its explanation.
    pub rule: String,
    /// The law behind it, a notice with its clause each.
    pub law: Vec<String>,
}

/// A place in the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// A cell: table and cell as indices into the report.
    Cell(usize, usize),
    /// A sentence: section and paragraph as indices into [`MarkedReport::sections`], and the issue under which it is marked there: of
    /// several about one sentence the first.
    Sentence(usize, usize, usize),
    /// A section, as an index into [`MarkedReport::sections`].
    Section(usize),
}

/// Words, marked or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub words: String,
    /// Whether they are what to look at.
    pub marked: bool,
    /// The issue that the words are of.
    pub issue: Option<usize>,
}

/// Rules that did not apply, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unchecked {
    /// `没有上年报告`
    pub why: String,
    /// The names of the rules.
    pub rules: Vec<String>,
}

/// A section of the report.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MarkedSection {
    /// As the form prints it; empty for what stands before the first heading.
    pub heading: String,
    /// What it says, one a paragraph.
    pub paragraphs: Vec<Paragraph>,
    pub tables: Vec<MarkedTable>,
    /// Where its heading stands.
    #[serde(skip)]
    pub origin: Origin,
}

/// A paragraph of the prose.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Paragraph {
    /// Its words, cut where a marked sentence or figure begins and ends.
    pub pieces: Vec<Piece>,
    /// Where it begins.
    #[serde(skip)]
    pub origin: Origin,
}

/// How the findings of a unit compare with those of its submission before, by their keys.
pub fn standings(findings: &[Known], changes: &[Change]) -> HashMap<String, Standing> {
    let word = |change: &Change| match change {
        Change::New | Change::Gone => Standing::New,
        Change::Still => Standing::Still,
        Change::Changed => Standing::Changed,
    };
    findings.iter().zip(changes).map(|(known, change)| (known.short(), word(change))).collect()
}

impl MarkedReport {
    /// What is asked of the unit: to be mended, or to be looked at.
    pub fn asked(&self) -> impl Iterator<Item = &Issue> {
        self.issues.iter().filter(|issue| issue.is_asked())
    }

    pub fn tables(&self) -> impl Iterator<Item = &MarkedTable> {
        self.sections.iter().flat_map(|section| &section.tables)
    }

    /// What explains a finding, by its index in the outcome; none where no cause does.
    pub fn explanation(&self, finding: usize, lang: Lang) -> Option<String> {
        let explained = self.issues.iter().filter(|issue| issue.certainty.is_some());
        let mut own = explained.filter(|issue| issue.checks.iter().any(|check| check.finding == finding));
        own.next().map(|issue| issue.explanation(lang))
    }

    /// Says of each issue how it compares with the submission before, from how its findings do, by their keys.
    pub fn compare(&mut self, findings: &HashMap<String, Standing>) {
        for issue in &mut self.issues {
            issue.standing = Standing::of(issue.checks.iter().map(|check| check.key.as_str()), findings);
        }
    }

    /// Whose it is: the unit, else the agency, else the path.
    pub fn name(&self) -> &str {
        self.unit.as_deref().or(self.agency.as_deref()).or(self.path.as_deref()).unwrap_or("-")
    }
}

impl Standing {
    /// How an issue with findings of these keys compares, from how its findings do.
    pub(crate) fn of<'k>(keys: impl Iterator<Item = &'k str>, findings: &HashMap<String, Standing>) -> Option<Standing> {
        let mut own = keys.filter_map(|key| findings.get(key)).copied();
        let first = own.next()?;
        Some(if own.all(|other| other == first) { first } else { Standing::Changed })
    }

    /// `新出现`, `仍在`, `仍在，数变了`.
    pub fn words(self) -> Text {
        match self {
            Standing::New => text!("新出现", "new"),
            Standing::Still => text!("仍在", "still there"),
            Standing::Changed => text!("仍在，数变了", "still there, with other figures"),
        }
    }
}

impl Issue {
    /// Whether anything is asked of the unit.
    pub fn is_asked(&self) -> bool {
        matches!(self.kind, IssueKind::Mend | IssueKind::Ask)
    }

    /// Its sentence, no longer than a reader takes in: what is marked, and some words on both sides.
    pub fn quoted(&self) -> Vec<Piece> {
        prose::shortened(&self.quote)
    }

    /// The law behind its findings, each once.
    pub fn law(&self) -> Vec<&str> {
        each_once(self.checks.iter().flat_map(|check| &check.law).map(String::as_str))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn state<S: Serializer>(state: &ReportVerdict, serializer: S) -> Result<S::Ok, S::Error> {
    state.word().serialize(serializer)
}

fn quote<S: Serializer>(pieces: &[Piece], serializer: S) -> Result<S::Ok, S::Error> {
    prose::shortened(pieces).serialize(serializer)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn certainty<S: Serializer>(certainty: &Option<Certainty>, serializer: S) -> Result<S::Ok, S::Error> {
    certainty.map(Certainty::word).serialize(serializer)
}
