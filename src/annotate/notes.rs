//! A marked report into what is written at which place of the submitted file.

use crate::{
    lang::{Lang, Text},
    marked::{Issue, IssueKind, Mark, MarkedCell, MarkedReport, Target},
    report::Origin,
    text,
};

/// What is written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The cell or paragraph.
    pub(super) origin: Origin,
    /// The issues that it is about.
    pub(super) issues: Vec<usize>,
    /// Whether the cell is wrong, or only to be looked at; none for what is no cell.
    pub(super) is_wrong: Option<bool>,
    /// What is said there, a line a paragraph.
    pub(super) here: Vec<String>,
    /// What has to be said elsewhere, where the place is not found.
    pub(super) elsewhere: Vec<String>,
}

/// What is written into a file: at its places first, and what has no place.
pub(super) fn notes(report: &MarkedReport, lang: Lang) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for issue in report.asked() {
        let place = issue.targets.iter().find_map(|target| at(report, target));
        let is_cell = place.is_some_and(|place| matches!(place, Anchor::Cell(_)));
        let origin = place.map(Anchor::origin).unwrap_or_default();
        let said = [words(issue, is_cell, lang), words(issue, false, lang)];
        add(&mut notes, origin, issue.number, said);
    }
    let cells = report.tables().flat_map(|table| {
        let cells = table.rows.iter().flat_map(|row| &row.cells).enumerate();
        cells.map(|(number, cell)| (Target::Cell(table.at, number), cell))
    });
    for (target, cell) in cells {
        let Some(mark) = cell.mark.as_ref().filter(|mark| mark.mark > Mark::Near) else { continue };
        let mut numbers: Vec<usize> =
            report.asked().filter(|issue| issue.targets.contains(&target)).map(|issue| issue.number).collect();
        numbers.sort_unstable();
        if numbers.is_empty() {
            continue;
        }
        // Where nothing is said of it yet, its own words are: `应为 31`, `正文写 134`.
        let known = notes.iter().any(|note| note.origin == cell.origin && cell.origin != Origin::Nowhere);
        let brief = mark.note.as_ref().filter(|_| !known).map(|note| brief(&numbers, note, lang));
        let note =
            add(&mut notes, cell.origin, numbers.first().copied().unwrap_or_default(), [Vec::from_iter(brief), Vec::new()]);
        note.issues.extend(numbers);
        note.issues.sort_unstable();
        note.issues.dedup();
        note.is_wrong = Some(mark.mark == Mark::Wrong);
    }
    notes
}

#[derive(Clone, Copy)]
enum Anchor<'a> {
    Cell(&'a MarkedCell),
    Other(Origin),
}

impl Anchor<'_> {
    fn origin(self) -> Origin {
        match self {
            Anchor::Cell(cell) => cell.origin,
            Anchor::Other(origin) => origin,
        }
    }
}

/// Where a target stands, if that is known.
fn at<'r>(report: &'r MarkedReport, target: &Target) -> Option<Anchor<'r>> {
    let place = match target {
        Target::Cell(table, cell) => {
            let table = report.tables().find(|marked| marked.at == *table)?;
            Anchor::Cell(table.rows.iter().flat_map(|row| &row.cells).nth(*cell)?)
        }
        Target::Sentence(section, paragraph, _) => {
            Anchor::Other(report.sections.get(*section)?.paragraphs.get(*paragraph)?.origin)
        }
        Target::Section(section) => Anchor::Other(report.sections.get(*section)?.origin),
    };
    (place.origin() != Origin::Nowhere).then_some(place)
}

/// Adds what is said of an issue; things at one place stand in one note.
fn add(notes: &mut Vec<Note>, origin: Origin, issue: usize, [here, elsewhere]: [Vec<String>; 2]) -> &mut Note {
    let known = notes.iter().position(|note| note.origin == origin);
    let at = known.unwrap_or_else(|| {
        notes.push(Note { origin, issues: Vec::new(), is_wrong: None, here: Vec::new(), elsewhere: Vec::new() });
        notes.len() - 1
    });
    #[expect(clippy::indexing_slicing, reason = "it was found there, or put there")]
    let note = &mut notes[at];
    note.issues.push(issue);
    note.here.extend(here);
    note.elsewhere.extend(elsewhere);
    note
}

/// So many of the findings of a cause are told.
const MOST_CHECKS: usize = 4;

fn brief(numbers: &[usize], note: &str, lang: Lang) -> String {
    let numbers = numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(lang.pick("、", ", "));
    text!("第{numbers}处：{note}", "No. {numbers}: {note}").get(lang).to_owned()
}

/// What is wrong, how sure that is, what to do, and on what basis. At a cell its place goes without saying.
fn words(issue: &Issue, at_cell: bool, lang: Lang) -> Vec<String> {
    let number = issue.number;
    let fault = if at_cell { &issue.fault } else { &issue.sentence };
    let head = match issue.kind {
        IssueKind::Mend => text!("第{number}处，须改正：{fault}", "No. {number}, to be mended: {fault}"),
        _ => text!("第{number}处，请核实：{fault}", "No. {number}, to be confirmed: {fault}"),
    };
    let choices = issue.choices.join(text!("；或者", "; or ").get(lang));
    let sure = issue.sure.clone().unwrap_or_default();
    let sure = if choices.is_empty() { Text::same(sure) } else { text!("{sure}：{choices}", "{sure}: {choices}") };
    let messages = issue.checks.iter().take(MOST_CHECKS).map(|check| check.message.as_str());
    let messages: Vec<&str> = messages.filter(|_| issue.checks.len() > 1 && issue.certainty.is_some()).collect();
    let sure = if messages.is_empty() || !choices.is_empty() {
        sure
    } else {
        let messages = messages.join(lang.pick("；", "; "));
        text!("{sure}：{messages}", "{sure}: {messages}")
    };
    let task = &issue.task;
    let task = if task.is_empty() { Text::default() } else { text!("怎么办：{task}", "What to do: {task}") };
    let basis = issue.basis(lang);
    let basis = if basis.is_empty() { Text::default() } else { text!("依据：{basis}", "Basis: {basis}") };
    let lines = [head, sure, task, basis].map(|line| line.get(lang).trim_end_matches(['。', '.']).to_owned());
    let stop = lang.pick("。", ".");
    lines.into_iter().filter(|line| !line.is_empty()).map(|line| format!("{line}{stop}")).collect()
}
