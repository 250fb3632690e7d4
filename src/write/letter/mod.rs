//! A letter to a unit: what came in, what is wrong, why, and what to do next. Made of the marked report and of what the sender says of
//! himself; the same input gives the same bytes. [`Letter::docx`] and [`Letter::html`] draw it on one sheet of paper.

mod docx;
mod html;
mod words;

use crate::{
    finding::ReportVerdict,
    lang::Lang,
    marked::{Issue, LabelView, Mark, MarkedCell, MarkedReport, MarkedTable, Piece},
    roster::Letterhead,
};
use serde::Serialize;
use std::io;
use words::LetterText;

/// What kind of letter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// 退回意见: the report must be mended, or could not be read.
    Return,
    /// 核实通知: nothing is wrong, but something must be looked at.
    Confirm,
    /// 催报: nothing came in.
    Remind,
}

/// The file that came in.
#[derive(Clone, Debug, Default)]
pub struct Received {
    pub file: String,
    /// The SHA-256 of its bytes, in hexadecimal digits; empty where it is not known.
    pub sha256: String,
    pub day: Option<String>,
}

/// What a letter is made of.
#[derive(Clone, Copy, Debug)]
pub struct LetterFacts<'a> {
    /// The report with its marks.
    pub report: &'a MarkedReport,
    /// The form's name: `政府信息公开工作年度报告`.
    pub form: &'a str,
    /// The year that is asked for; none where none is asked for.
    pub year: Option<u16>,
    /// What it was checked with: `2021 年版，48 条（c41d9e07b2a5）`.
    pub rules: &'a str,
    /// Who writes.
    pub head: &'a Letterhead,
    /// What came in.
    pub received: Option<&'a Received>,
    /// What is sent with it: names of files.
    pub enclosed: &'a [String],
    pub lang: Lang,
}

/// A letter, ready to be drawn.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    #[serde(skip)]
    lang: Lang,
    office: String,
    number: String,
    /// In two lines.
    title: [String; 2],
    unit: String,
    opening: String,
    parts: Vec<PartOf>,
    contact: String,
    enclosed: String,
    date: String,
    from: String,
    /// What the sheet does not hold.
    annex: Vec<PartOf>,
}

/// A part of the letter under its heading.
#[derive(Clone, Debug, Serialize)]
struct PartOf {
    /// Empty where there is no other part.
    heading: String,
    paragraphs: Vec<Vec<Piece>>,
    list: Option<List>,
    excerpts: Vec<Excerpt>,
}

/// The problems.
#[derive(Clone, Debug, Serialize)]
struct List {
    heads: [String; 5],
    rows: Vec<Row>,
}

/// A problem: its number, a line for each cell to change, on what basis.
#[derive(Clone, Debug, Serialize)]
struct Row {
    number: usize,
    lines: Vec<RowLine>,
    basis: String,
}

/// A place, what stands there, and what should, one a paragraph.
#[derive(Clone, Debug, Serialize)]
struct RowLine {
    place: Vec<Piece>,
    found: String,
    should: Vec<Vec<Piece>>,
}

/// The rows of a table that matter.
#[derive(Clone, Debug, Serialize)]
struct Excerpt {
    caption: String,
    corner: String,
    head: Vec<Vec<LabelView>>,
    rows: Vec<ExcerptRow>,
}

#[derive(Clone, Debug, Serialize)]
struct ExcerptRow {
    name: String,
    cells: Vec<ExcerptCell>,
}

#[derive(Clone, Debug, Serialize)]
struct ExcerptCell {
    value: String,
    class: &'static str,
    issue: Option<usize>,
    note: Option<String>,
}

/// A letter on one page lists no more problems than this; the rest stand in an annex.
const MOST: usize = 5;

/// About so many lines of the list leave room on the sheet for all else.
const LINES: usize = 20;

/// About so many lines of tables and of what to do stand on a sheet.
const ROOM: usize = 24;

/// Where explanations are listed that are as good as one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choices {
    /// With the problem.
    Listed,
    /// In its table: `或为 31`.
    InTable,
}

impl LetterKind {
    /// What a report gets; none for one that passed, and for a submission that was replaced.
    pub fn of(report: &MarkedReport) -> Option<LetterKind> {
        match report.state {
            _ if report.superseded_by.is_some() => None,
            ReportVerdict::Pass => None,
            ReportVerdict::Review => Some(LetterKind::Confirm),
            ReportVerdict::Fail | ReportVerdict::Unreadable => Some(LetterKind::Return),
            ReportVerdict::Missing => Some(LetterKind::Remind),
        }
    }

    /// What it is called, in names of files too: `退回意见`.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            LetterKind::Return => lang.pick("退回意见", "returned"),
            LetterKind::Confirm => lang.pick("核实通知", "to confirm"),
            LetterKind::Remind => lang.pick("催报", "reminder"),
        }
    }
}

impl Letter {
    /// The letter that a report gets, if it gets one.
    pub fn of(facts: LetterFacts<'_>) -> Option<Letter> {
        let kind = LetterKind::of(facts.report)?;
        let words = LetterText { kind, facts };
        // Of what could not be read, or did not come, the opening says all there is to say.
        let has_list = matches!(facts.report.state, ReportVerdict::Fail | ReportVerdict::Review);
        let issues: Vec<&Issue> = facts.report.asked().filter(|_| has_list).collect();
        let [rows, short]: [Vec<Row>; 2] =
            [Choices::Listed, Choices::InTable].map(|choices| issues.iter().map(|issue| words.row(issue, choices)).collect());
        // What does not fit with its explanations stands there without them.
        let (sheet, count) = match fitting(&rows) {
            count if count < issues.len() => (&short, fitting(&short)),
            count => (&rows, count),
        };
        let listed = issues.get(..count).unwrap_or(&issues);
        let is_long = issues.len() > listed.len();
        // Beside the list of all, the tables of all.
        let excerpts = excerpts(words, if is_long { &issues } else { listed });
        let tasks = words.tasks(listed, issues.len());
        // One table and a short list fit on the sheet.
        let room = ROOM.saturating_sub(tasks.len()).saturating_sub(excerpts.iter().map(Excerpt::lines).sum());
        let high = |rows: &[Row]| rows.iter().map(Row::lines).sum::<usize>();
        let fits = !is_long && excerpts.len() == 1 && high(&short) <= room;
        let sheet = if fits && high(sheet) > room { &short } else { sheet };
        let list = |rows: &[Row]| Some(List { heads: words.list_heads(), rows: rows.to_vec() });
        let (mut parts, mut annex) = (Vec::new(), Vec::new());
        if let Some(received) = facts.received.filter(|_| kind != LetterKind::Remind) {
            parts.push(words.part(&words.received_heading(), vec![words.received(received)]));
        }
        if !issues.is_empty() {
            let heading = words.found_heading(issues.len(), listed.len());
            parts.push(PartOf { list: list(sheet.get(..count).unwrap_or(sheet)), ..words.part(&heading, Vec::new()) });
        }
        if is_long {
            annex.push(PartOf { list: list(&rows), ..words.part(&words.annex_heading(), Vec::new()) });
        }
        if !excerpts.is_empty() {
            let part = PartOf { excerpts, ..words.part(&words.excerpt_heading(), Vec::new()) };
            if fits { &mut parts } else { &mut annex }.push(part);
        }
        parts.push(words.part(&words.tasks_heading(), tasks));
        match parts.as_mut_slice() {
            // What is all there is to say needs no heading.
            [only] => only.heading.clear(),
            parts => (0..).zip(parts).for_each(|(at, part)| part.heading = words.numbered(at, &part.heading)),
        }
        Some(Letter {
            lang: facts.lang,
            office: facts.head.office.clone().unwrap_or_else(|| words.blank(10)),
            number: facts.head.number.clone().unwrap_or_default(),
            title: words.title(),
            unit: words.unit(),
            opening: words.opening(&issues),
            parts,
            contact: words.contact(),
            enclosed: words.enclosed(&annex),
            date: facts.head.date.clone().unwrap_or_else(|| words.blank_date()),
            from: words.from(),
            annex,
        })
    }

    /// As a Word document.
    pub fn docx(&self) -> io::Result<Vec<u8>> {
        docx::write(self)
    }

    /// As a page.
    pub fn html(&self) -> io::Result<String> {
        html::write(self).map_err(io::Error::other)
    }
}

/// How many problems the sheet holds, of those in their order; one at least.
fn fitting(rows: &[Row]) -> usize {
    let mut lines = 0usize;
    let fit = rows.iter().take_while(|row| {
        lines += row.lines();
        lines <= LINES
    });
    fit.count().clamp(1, MOST).min(rows.len())
}

impl Row {
    /// About how many lines it takes: the widest of its cells, each as many characters wide as its column.
    fn lines(&self) -> usize {
        let high =
            |pieces: &[Piece], wide: usize| pieces.iter().map(|piece| piece.words.chars().count()).sum::<usize>().div_ceil(wide);
        let of_line = |line: &RowLine| high(&line.place, 10).max(line.should.iter().map(|words| high(words, 13)).sum());
        self.lines.iter().map(of_line).sum::<usize>().max(self.basis.chars().count().div_ceil(11))
    }
}

impl Excerpt {
    /// About how many lines it takes: its head, and two for a row, whose name is long; more where its columns are narrow.
    fn lines(&self) -> usize {
        let columns = self.rows.first().map_or(0, |row| row.cells.len());
        let (head, row) = if columns > 10 { (2, 3) } else { (1, 2) };
        self.head.len() * head + self.rows.len() * row
    }
}

/// The tables that the listed issues are about, with their rows as far as they matter.
fn excerpts(words: LetterText<'_>, listed: &[&Issue]) -> Vec<Excerpt> {
    let numbers: Vec<usize> = listed.iter().map(|issue| issue.number).collect();
    let sections = words.facts.report.sections.iter();
    let tables = sections.flat_map(|section| section.tables.iter().map(move |table| (section.heading.as_str(), table)));
    tables.filter_map(|(heading, table)| excerpt(words, heading, table, &numbers)).collect()
}

fn excerpt(words: LetterText<'_>, heading: &str, table: &MarkedTable, numbers: &[usize]) -> Option<Excerpt> {
    let is_listed = |cell: &MarkedCell| {
        let mark = cell.mark.as_ref().filter(|mark| mark.mark > Mark::Near);
        mark.is_some_and(|mark| mark.issues.iter().any(|issue| numbers.contains(issue)))
    };
    if !table.rows.iter().flat_map(|row| &row.cells).any(is_listed) {
        return None;
    }
    let rows: Vec<ExcerptRow> =
        table.excerpt().map(|row| ExcerptRow { name: row.name.clone(), cells: row.cells.iter().map(cell).collect() }).collect();
    let rest = table.rows.len() - rows.len();
    let caption = words.caption(heading, table.legend.as_deref(), rest);
    Some(Excerpt { caption, corner: words.corner(), head: table.head.clone(), rows })
}

fn cell(cell: &MarkedCell) -> ExcerptCell {
    let about = cell.mark.as_ref().filter(|mark| mark.mark > Mark::Near);
    ExcerptCell {
        value: cell.value.clone(),
        class: cell.mark.as_ref().map_or("", |mark| mark.mark.word()),
        issue: about.and_then(|mark| mark.issues.first()).copied(),
        note: about.and_then(|mark| mark.note.clone()),
    }
}
