//! An outcome and its report into the report with its marks.

use super::{
    CheckedInput, Issue, IssueKind, MarkedReport, MarkedSection, Target, Unchecked,
    issue::issues,
    prose::{self, Sentence},
    said,
    table::{self, CellMark, Mark, Marks},
    words::Vocabulary,
};
use crate::{
    finding::{Outcome, ReportVerdict, Skipped, Why},
    lang::{Lang, Text},
    plain::plain,
    report::{Report, SectionProse},
    template::CellId,
    text,
};

impl MarkedReport {
    /// The report of an item, in one language; with the issues that waivers cover, if they are asked for.
    pub fn of(item: &CheckedInput<'_>, lang: Lang, show_waived: bool) -> MarkedReport {
        let words = Vocabulary::of(item, lang);
        let (mut issues, open) = issues(item, words, show_waived);
        let headline = headline(item.outcome, &issues, words);
        let sections = item.report.map(|report| sections(report, words, &mut issues)).unwrap_or_default();
        let outcome = item.outcome;
        let owned = |words: &Option<String>| words.as_deref().map(|words| plain(words).into_owned());
        MarkedReport {
            state: outcome.verdict,
            state_words: words.say(&state(outcome.verdict)),
            outstanding: said::outstanding(outcome.verdict, &headline, &issues, lang),
            headline,
            path: owned(&outcome.path),
            agency: owned(&outcome.agency),
            unit: owned(&outcome.unit),
            year: outcome.year,
            superseded_by: owned(&outcome.superseded_by),
            unchecked: unchecked(item, words, open),
            issues,
            sections,
            sheets: item.report.map(|report| report.sheets.clone()).unwrap_or_default(),
        }
    }
}

/// `通过`, `请核实`, `退回`, `读不了`, `未报`.
pub(crate) fn state(verdict: ReportVerdict) -> Text {
    match verdict {
        ReportVerdict::Pass => text!("通过", "pass"),
        ReportVerdict::Review => text!("请核实", "review"),
        ReportVerdict::Fail => text!("退回", "fail"),
        ReportVerdict::Unreadable => text!("读不了", "unreadable"),
        ReportVerdict::Missing => text!("未报", "missing"),
    }
}

fn headline(outcome: &Outcome, issues: &[Issue], words: Vocabulary<'_>) -> String {
    if matches!(outcome.verdict, ReportVerdict::Unreadable | ReportVerdict::Missing) {
        let reason = outcome.findings.first().map(|finding| words.spoken(finding.message.get(words.lang))).unwrap_or_default();
        // The unit is named beside it.
        let name = outcome.unit.as_deref().map(|unit| format!("“{unit}”")).unwrap_or_default();
        let rest = reason.strip_prefix(&name).filter(|_| words.lang == Lang::Zh);
        return rest.unwrap_or(&reason).to_owned();
    }
    let count = |kind: IssueKind| issues.iter().filter(|issue| issue.kind == kind).count();
    words.say(&match (count(IssueKind::Mend), count(IssueKind::Ask)) {
        (0, 0) => text!("没有发现问题", "nothing found"),
        (mend, 0) => text!("{mend} 处要改", "{mend} to mend"),
        (0, ask) => text!("{ask} 处请核实", "{ask} to review"),
        (mend, ask) => text!("{mend} 处要改，{ask} 处请核实", "{mend} to mend, {ask} to review"),
    })
}

/// The rules that did not apply, by reason, in the order of the first of each.
fn unchecked(item: &CheckedInput<'_>, words: Vocabulary<'_>, open: Vec<String>) -> Vec<Unchecked> {
    let mut unchecked: Vec<(&Why, Vec<String>)> = Vec::new();
    for Skipped { code, why } in item.outcome.skipped.iter() {
        let name = item.rules.rule(code).map_or(code.as_str(), |rule| rule.name.as_str());
        let name = plain(name).into_owned();
        match unchecked.iter_mut().find(|(known, _)| *known == why) {
            Some((_, rules)) => rules.push(name),
            None => unchecked.push((why, vec![name])),
        }
    }
    let why = words
        .say(&text!("有的数缺着或者读不出，补上以后再核对", "a figure is missing or does not read; checked once it is there"));
    let open = (!open.is_empty()).then_some(Unchecked { why, rules: open });
    let skipped = unchecked.into_iter().map(|(why, rules)| Unchecked { why: plain(why.get(words.lang)).into_owned(), rules });
    open.into_iter().chain(skipped).collect()
}

/// The sections in the order of the form, before them what stands before the first heading. Issues learn where their sentences and
/// sections are.
fn sections(report: &Report, words: Vocabulary<'_>, issues: &mut [Issue]) -> Vec<MarkedSection> {
    let edition = &words.template[report.edition];
    let prose = report.prose.as_ref();
    let preface =
        SectionProse { paragraphs: prose.and_then(|prose| prose.title.clone()).into_iter().collect(), ..SectionProse::default() };
    let mut sections = vec![written("", "", [&preface].into_iter().chain(of_section(prose, None)), (0, issues))];
    for (at, section) in edition.sections.iter().enumerate() {
        let label = section.labels.first().unwrap_or(&section.id);
        let place = (at + 1, &mut *issues);
        sections.push(written(label, &section.id, of_section(prose, Some(at)), place));
    }
    let marks = marks(issues);
    for (at, filled) in report.tables.iter().enumerate() {
        // A table of another edition's layout stands in the section of the same heading.
        let heading = words.section_of(filled.table).map(|heading| plain(heading).into_owned()).unwrap_or_default();
        let drawn = table::draw(words, filled, at, &marks);
        let known = sections.iter().position(|section| section.heading == heading).unwrap_or_default();
        sections.get_mut(known).into_iter().for_each(|section| section.tables.push(drawn.clone()));
    }
    for issue in issues.iter_mut().filter(|issue| issue.targets.is_empty()) {
        let section = issue.section.as_ref().and_then(|heading| sections.iter().position(|known| known.heading == *heading));
        issue.targets.extend(section.map(Target::Section));
    }
    sections
}

fn of_section(prose: Option<&crate::report::Prose>, section: Option<usize>) -> impl Iterator<Item = &SectionProse> {
    prose.into_iter().flat_map(|prose| &prose.sections).filter(move |own| own.section == section)
}

/// A section's prose, with its marked sentences.
fn written<'p>(
    heading: &str,
    id: &str,
    prose: impl Iterator<Item = &'p SectionProse>,
    (at, issues): (usize, &mut [Issue]),
) -> MarkedSection {
    let mut section = MarkedSection { heading: plain(heading).into_owned(), ..MarkedSection::default() };
    for part in prose {
        section.origin = part.heading.as_ref().map_or(section.origin, |heading| heading.origin);
        for passage in &part.paragraphs {
            let number = section.paragraphs.len();
            let mut sentences = Vec::new();
            for issue in issues.iter().filter(|issue| issue.quoted_in.as_deref() == Some(id)) {
                if issue.targets.iter().any(|target| matches!(target, Target::Sentence(..))) {
                    continue;
                }
                let whole: String = issue.quote.iter().map(|piece| piece.words.as_str()).collect();
                let Some(start) = passage.text.find(&whole).filter(|_| !whole.is_empty()) else { continue };
                sentences.push(Sentence { start, pieces: issue.quote.clone(), issue: issue.number });
            }
            let (sentences, under) = prose::apart(sentences);
            for (issue, under) in under {
                let issue = issues.iter_mut().find(|known| known.number == issue);
                issue.into_iter().for_each(|issue| issue.targets.insert(0, Target::Sentence(at, number, under)));
            }
            section.paragraphs.push(prose::paragraph(passage, sentences));
        }
    }
    section
}

/// Which cells are marked, how, and with what note.
fn marks(issues: &[Issue]) -> Marks {
    let mut marks = Marks::new();
    for issue in issues {
        for (at, mark, note) in &issue.cells {
            put(&mut marks, *at, issue.number, *mark, note.clone());
        }
    }
    marks
}

fn put(marks: &mut Marks, at: CellId, issue: usize, mark: Mark, note: Option<String>) {
    let known: &mut CellMark = marks.entry(at).or_default();
    if known.issues.contains(&issue) {
        return;
    }
    if mark > known.mark {
        known.issues.insert(0, issue);
        known.mark = mark;
    } else {
        known.issues.push(issue);
    }
    if let Some(note) = note.filter(|note| known.note.as_ref().is_none_or(|known| !known.contains(note.as_str()))) {
        known.note = Some(match known.note.take() {
            Some(before) => format!("{before}；{note}"),
            None => note,
        });
    }
}
