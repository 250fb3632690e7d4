//! A unit's part of the page: its findings, what must be mended first, and the rows of the tables that they are about.

use super::{templates, units::Unit, words};
use crate::{
    finding::ReportVerdict,
    lang::{Lang, Text},
    marked::{CellKind, Check, Issue, IssueKind, LabelView, Mark, MarkedCell, MarkedReport, MarkedTable, Piece, Target, name_of},
    plain::plain,
    prose::{Trace, Tracer},
    slice::each_once,
    text,
    write::{CheckedInput, Style, figure_line, place::Document},
};
use minijinja::{context, value::Serde};
use serde::Serialize;
use std::collections::HashSet;

#[derive(Debug, Serialize)]
struct ListView<'r> {
    heading: String,
    class: &'static str,
    issues: Vec<IssueView<'r>>,
}

#[derive(Debug, Serialize)]
struct IssueView<'r> {
    number: usize,
    before: String,
    quote: Vec<Piece>,
    after: String,
    /// The cell that it leads to.
    anchor: Option<String>,
    sure: Option<&'r str>,
    choices: &'r [String],
    waived: Option<&'r str>,
    /// What became of it since the submission before.
    standing: Option<String>,
    task: &'r str,
    checks: &'r [Check],
    law: String,
    /// The place in the file.
    r#where: Option<String>,
}

/// A sentence of the prose, and what its figures were taken for.
#[derive(Debug, Serialize)]
struct SentenceView {
    sentence: String,
    figures: Vec<String>,
}

#[derive(Debug, Serialize)]
struct TableView<'r> {
    caption: String,
    head: &'r [Vec<LabelView>],
    rows: Vec<RowView<'r>>,
}

#[derive(Debug, Serialize)]
struct RowView<'r> {
    name: &'r str,
    on: bool,
    cells: Vec<CellView<'r>>,
}

#[derive(Debug, Serialize)]
struct CellView<'r> {
    value: &'r str,
    class: &'static str,
    anchor: Option<String>,
    /// The issue that it leads back to.
    issue: Option<usize>,
    note: Option<&'r str>,
}

/// Draws it; none where there is nothing to say.
pub(super) fn draw(
    item: &CheckedInput<'_>,
    report: &MarkedReport,
    (unit, gone): (&Unit, &[String]),
    (style, tracer): (Style, &mut Tracer),
) -> Result<Option<String>, minijinja::Error> {
    if report.issues.is_empty() && gone.is_empty() || report.state == ReportVerdict::Missing {
        return Ok(None);
    }
    let lang = style.lang;
    let tables = tables(report, unit.at, lang);
    let cells = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let anchors: HashSet<&str> = cells.filter_map(|cell| cell.anchor.as_deref()).collect();
    let lists = [IssueKind::Mend, IssueKind::Ask, IssueKind::Note, IssueKind::Waived].map(|kind| {
        let own = report.issues.iter().filter(|issue| issue.kind == kind);
        let issues: Vec<IssueView<'_>> = own.map(|issue| view(item, issue, unit.at, &anchors, lang)).collect();
        ListView { heading: words::list(kind, issues.len()).get(lang).to_owned(), class: class(kind), issues }
    });
    let shown: Vec<ListView<'_>> = lists.into_iter().filter(|list| !list.issues.is_empty()).collect();
    let unchecked = report.unchecked.iter().map(|one| {
        let (why, rules) = (&one.why, one.rules.join(lang.pick("、", ", ")));
        text!("{why}：{rules}", "{why}: {rules}").get(lang).to_owned()
    });
    let section = templates()?.get_template("section.html")?.render(context! {
        unit => Serde(unit),
        known => known(report, unit, lang),
        lists => Serde(&shown),
        tables => Serde(&tables),
        gone => words::gone(&names(item, gone, lang), lang),
        unchecked => Serde(unchecked.collect::<Vec<_>>()),
        sentences => Serde(sentences(item, tracer, lang)),
        words => Serde(words::section(lang)),
    })?;
    Ok(Some(section))
}

/// The names of rules, each once.
fn names(item: &CheckedInput<'_>, codes: &[String], lang: Lang) -> Vec<String> {
    each_once(codes.iter().map(|code| {
        let own = item.rules.rule(code).map_or(code.as_str(), |rule| rule.name.as_str());
        plain(name_of(code, own, lang)).into_owned()
    }))
}

/// The sentences of the prose that hold figures.
fn sentences(item: &CheckedInput<'_>, tracer: &mut Tracer, lang: Lang) -> Vec<SentenceView> {
    let traces = item.report.map(|report| tracer.traces(&item.rules, report)).unwrap_or_default();
    let sentences = traces.chunk_by(|one, two| one.sentence == two.sentence);
    let view = |traces: &[Trace]| SentenceView {
        sentence: traces.first().map(|first| first.sentence.clone()).unwrap_or_default(),
        figures: traces.iter().map(|trace| figure_line(trace, lang)).collect(),
    };
    sentences.map(view).collect()
}

/// The file, the year, that there is a later one.
fn known(report: &MarkedReport, unit: &Unit, lang: Lang) -> String {
    let year = report.year.map(|year| text!("{year} 年度", "{year}"));
    let superseded = report.superseded_by.as_ref().map(|by| text!("已有新稿：{by}", "superseded by {by}"));
    let other = report.agency.as_ref().filter(|agency| **agency != unit.name);
    let agency = other.map(|agency| text!("写的单位是 {agency}", "says it is of {agency}"));
    let parts = [report.path.clone().map(Text::same), agency, year, superseded];
    parts.into_iter().flatten().map(|part| part.get(lang).to_owned()).collect::<Vec<_>>().join(lang.pick("，", ", "))
}

fn class(kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::Mend => "mend",
        IssueKind::Ask => "ask",
        IssueKind::Note | IssueKind::Waived => "note",
    }
}

fn view<'r>(item: &CheckedInput<'_>, issue: &'r Issue, unit: usize, anchors: &HashSet<&str>, lang: Lang) -> IssueView<'r> {
    let (before, after) = issue.around_quote(lang);
    let anchor = first_cell(issue).map(|(table, cell)| anchor(unit, table, cell));
    IssueView {
        number: issue.number,
        before,
        quote: issue.quoted(),
        after,
        anchor: anchor.filter(|anchor| anchors.contains(anchor.as_str())),
        sure: issue.sure.as_deref(),
        choices: &issue.choices,
        waived: issue.waived.as_deref(),
        standing: issue.standing.map(|standing| standing.words().get(lang).to_owned()),
        task: &issue.task,
        checks: &issue.checks,
        law: issue.law().join(lang.pick("；", "; ")),
        r#where: place(item, issue).map(|place| place.get(lang).to_owned()),
    }
}

fn first_cell(issue: &Issue) -> Option<(usize, usize)> {
    issue.targets.iter().find_map(|target| match target {
        Target::Cell(table, cell) => Some((*table, *cell)),
        Target::Sentence(..) | Target::Section(_) => None,
    })
}

/// Where in the file the issue is.
fn place(item: &CheckedInput<'_>, issue: &Issue) -> Option<Text> {
    let finding = item.outcome.findings.get(issue.checks.first()?.finding)?;
    let cell = first_cell(issue).and_then(|(table, cell)| Some(item.report?.tables.get(table)?.cells.get(cell)?.origin));
    let sentence = finding.quote.as_ref().map(|_| finding.origin);
    let mut origins = sentence.into_iter().chain(cell).chain([finding.origin]);
    origins.find_map(|origin| Document::of(item).place(origin)).map(|place| place.words())
}

fn anchor(unit: usize, table: usize, cell: usize) -> String {
    format!("u{unit}t{table}c{cell}")
}

/// The tables with marks, their rows as far as they are marked.
fn tables(report: &MarkedReport, unit: usize, lang: Lang) -> Vec<TableView<'_>> {
    let sections = report.sections.iter().map(|section| (section.heading.as_str(), &section.tables));
    let tables = sections.flat_map(|(heading, tables)| tables.iter().map(move |table| (heading, table)));
    let marked = tables.filter(|(_, table)| table.is_marked());
    let view = |(heading, table): (&str, &'_ MarkedTable)| words::caption(heading, table).get(lang).to_owned();
    marked
        .map(|(heading, table)| TableView { caption: view((heading, table)), head: &table.head, rows: rows(table, unit) })
        .collect()
}

fn rows(table: &MarkedTable, unit: usize) -> Vec<RowView<'_>> {
    let width = table.rows.first().map_or(0, |row| row.cells.len());
    let shown = table.rows.iter().enumerate().filter(|(_, row)| row.shown_in_excerpt);
    let view = shown.map(|(at, row)| RowView {
        name: &row.name,
        on: row.labels.iter().any(|label| label.on),
        cells: (at * width..).zip(&row.cells).map(|(at, cell)| cell_view(cell, anchor(unit, table.at, at))).collect(),
    });
    view.collect()
}

fn cell_view(cell: &MarkedCell, anchor: String) -> CellView<'_> {
    let about = cell.mark.as_ref().filter(|mark| mark.mark > Mark::Near);
    CellView {
        value: &cell.value,
        class: match (cell.mark.as_ref().map(|mark| mark.mark), cell.kind) {
            (Some(mark), _) => mark.word(),
            (None, CellKind::Zero) => "nil",
            (None, CellKind::Absent) => "gone",
            (None, _) => "",
        },
        anchor: about.map(|_| anchor),
        issue: about.and_then(|mark| mark.issues.first()).copied(),
        note: about.and_then(|mark| mark.note.as_deref()),
    }
}
