//! A report's part of the page: its tables, and beside them its causes and findings, with links both ways.

use super::{
    labels,
    matrix::Unit,
    table::{self, TableView},
    templates,
};
use crate::{
    finding::{Cause, Finding, FindingCell, Quote},
    lang::Lang,
    text,
    write::{
        Item, Style,
        entry::{Entry, entries},
        marks::marks,
        paint::plain,
        words,
    },
};
use minijinja::{context, value::Serde};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct FindingView {
    level: &'static str,
    level_words: String,
    code: String,
    name: String,
    message: String,
    place: Option<String>,
    /// The sentence, cut where what is marked begins and ends.
    quote: Vec<Piece>,
    waived: Option<String>,
    help: Option<String>,
    law: String,
    cells: Vec<Link>,
    /// What is said of the cells that are not named.
    more: Option<String>,
    /// The causes that explain it, as indices.
    causes: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct CauseView {
    message: String,
    certainty: String,
    cells: Vec<Link>,
    /// The findings that it explains: index and name.
    explains: Vec<(usize, String)>,
    unproven: Option<String>,
}

/// Words of a sentence, marked or not.
#[derive(Debug, Serialize)]
struct Piece {
    words: String,
    marked: bool,
}

/// A cell by name, with its anchor where it is drawn as marked.
#[derive(Debug, Serialize)]
struct Link {
    name: String,
    anchor: Option<String>,
}

/// How many cells of a finding are named: those that add something, since a rule can add up hundreds. The others are marked in
/// the table.
const NAMED: usize = 6;

pub(super) fn draw(item: &Item<'_>, unit: &Unit, style: Style) -> Result<String, minijinja::Error> {
    let marks = marks(item, style);
    let tables: Vec<TableView> = item.report.map_or_else(Vec::new, |report| {
        let filled = report.tables.iter().enumerate();
        filled.map(|(at, filled)| table::view(&item.rules.template, filled, at, &marks, style.lang)).collect()
    });
    let linked = |cell: &FindingCell| Link {
        name: plain(&cell.cell).into_owned(),
        anchor: cell.at.filter(|at| marks.contains_key(at)).and_then(|at| {
            let table = item.report?.tables.iter().position(|filled| filled.table == at.table)?;
            Some(table::anchor(table, at.index()))
        }),
    };
    let findings: Vec<FindingView> = entries(item, style).map(|entry| finding(entry, style.lang, &linked)).collect();
    let causes: Vec<CauseView> = item.outcome.causes.iter().map(|cause| self::cause(item, cause, style, &linked)).collect();
    templates()?.get_template("report.html")?.render(context! {
        unit => Serde(unit),
        tables => Serde(&tables),
        findings => Serde(&findings),
        causes => Serde(&causes),
        unexplained => words::unexplained(item.outcome).map(|none| none.get(style.lang).to_owned()),
        words => Serde(labels(style.lang, false)),
    })
}

fn finding(entry: Entry<'_>, lang: Lang, linked: &impl Fn(&FindingCell) -> Link) -> FindingView {
    let found = entry.finding;
    let cells: Vec<Link> = named(found).map(linked).collect();
    let more = found.cells.len().saturating_sub(cells.len());
    FindingView {
        level: entry.level(),
        level_words: words::level(found).0.get(lang).to_owned(),
        code: plain(&found.key()).into_owned(),
        name: plain(entry.name(lang)).into_owned(),
        message: plain(found.message.get(lang)).into_owned(),
        place: entry.place().map(|place| plain(place.words().get(lang)).into_owned()),
        quote: found.quote.as_ref().map(pieces).unwrap_or_default(),
        waived: found.waived.as_ref().map(|waived| words::waived(waived).get(lang).to_owned()),
        help: found.help.as_ref().map(|help| plain(help.get(lang)).into_owned()),
        law: entry.law().join("；"),
        cells,
        causes: causing(entry),
        more: (more > 0).then(|| text!("另有 {more} 个单元格", "and {more} more").get(lang).to_owned()),
    }
}

fn pieces(quote: &Quote) -> Vec<Piece> {
    let sentence = quote.sentence.as_str();
    let mut marks: Vec<(usize, usize)> = quote.marked.iter().map(|mark| (mark.start as usize, mark.end as usize)).collect();
    marks.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = 0usize;
    let mut cut = |from: usize, to: usize, marked: bool| {
        let words = sentence.get(from..to).filter(|words| !words.is_empty());
        pieces.extend(words.map(|words| Piece { words: plain(words).into_owned(), marked }));
    };
    for (start, end) in marks {
        cut(at, start, false);
        cut(start.max(at), end, true);
        at = at.max(end);
    }
    cut(at, sentence.len(), false);
    pieces
}

fn named(finding: &Finding) -> impl Iterator<Item = &FindingCell> {
    let adds = |cell: &FindingCell| cell.value.as_deref().is_some_and(|value| value != "0");
    let none_adds = !finding.cells.iter().any(adds);
    finding
        .cells
        .iter()
        .enumerate()
        .filter(move |(at, cell)| *at == 0 || none_adds || adds(cell))
        .map(|(_, cell)| cell)
        .take(NAMED)
}

fn causing(entry: Entry<'_>) -> Vec<usize> {
    let (key, causes) = (entry.finding.key(), entry.causes().iter().enumerate());
    causes.filter(|(_, cause)| cause.explains.contains(&key)).map(|(at, _)| at).collect()
}

fn cause(item: &Item<'_>, cause: &Cause, style: Style, linked: &impl Fn(&FindingCell) -> Link) -> CauseView {
    let lang = style.lang;
    let tied = item.outcome.causes.iter().filter(|other| other.group == cause.group).count();
    let early = text!("搜索提前结束，不能排除改动更少的解释", "the search ended early; a smaller explanation is not ruled out");
    CauseView {
        message: plain(cause.message.get(lang)).into_owned(),
        certainty: words::certainty(cause.certainty, tied).get(lang).to_owned(),
        cells: cause.cells.iter().map(|cell| linked(&cell.cell)).collect(),
        explains: entries(item, style)
            .enumerate()
            .map(|(at, entry)| (at, entry.finding.key()))
            .filter(|(_, key)| cause.explains.contains(key))
            .map(|(at, key)| (at, plain(&key).into_owned()))
            .collect(),
        unproven: cause.unproven.then(|| early.get(lang).to_owned()),
    }
}
