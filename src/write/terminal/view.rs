//! Where a finding stands, drawn: the lines of the file if it is a text whose lines can be shown, else the table itself as an
//! aligned grid with the place in the document named.

use crate::{
    finding::{Finding, FindingCell},
    lang::Text,
    number::Number,
    report::{Filled, Origin, Report},
    ruleset::{Body, Instance, Severity},
    slice::Slice,
    source::{Source, Span},
    template::{CellId, Table, TableId},
    text,
    write::{
        CheckedInput, Style,
        picture::{Canvas, Grid, Mark, Selection, short_names, shown_value, snippet},
        place::Document,
    },
};
use unicode_width::UnicodeWidthStr;

/// What is needed to draw the places of one report.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) item: &'a CheckedInput<'a>,
    pub(super) style: Style,
    document: Document<'a>,
}

/// An empty place widened to a character that can be underlined: the one behind it, or at the end of a line the one before.
fn visible(span: Span, source: &Source) -> Span {
    if span.start != span.end {
        return span;
    }
    let at = span.start as usize;
    let line = source.line_span(source.line_index(span.start));
    let behind = source.text.slice(at..line.end as usize).trim_end();
    let before = source.text.slice(line.start as usize..at);
    match (behind.chars().next(), before.chars().next_back()) {
        (Some(next), _) => Span::new(at, at + next.len_utf8()),
        (None, Some(last)) => Span::new(at - last.len_utf8(), at),
        (None, None) => span,
    }
}

/// The column that the words under a place reach to.
fn reaches(mark: &Mark, source: &Source) -> usize {
    let Some(words) = &mark.words else { return 0 };
    let line = source.line_span(source.line_index(mark.span.start));
    let before = source.slice(Span { end: mark.span.start, ..line }).width();
    let half = source.slice(mark.span).width() / 2;
    ((before + half) + LEADER) + words.width()
}

/// The columns of the line that leads from a place to its words.
const LEADER: usize = 4;

/// The cells of a picture.
#[derive(Default)]
pub(super) struct PictureCells<'a> {
    /// Those it is about, with the words to put under each, the first one to blame first.
    pub(super) labelled: Vec<(&'a FindingCell, Option<String>)>,
    /// Those that belong beside them.
    pub(super) beside: Vec<&'a FindingCell>,
    /// Those that add nothing: zero or blank.
    pub(super) left_out: Vec<&'a FindingCell>,
}

/// No picture tells of more cells than this.
pub(super) const MOST: usize = 12;

/// The columns that miette needs for line numbers and its frame.
const FRAME: usize = 10;

impl<'a> PictureCells<'a> {
    /// Adds a cell beside the others, once.
    pub(super) fn place_beside(&mut self, cell: &'a FindingCell) {
        let mut known = self.labelled.iter().map(|(labelled, _)| *labelled).chain(self.beside.iter().copied());
        if !known.any(|known| known.cell == cell.cell) {
            self.beside.push(cell);
        }
    }
}

impl<'a> View<'a> {
    pub(super) fn new(item: &'a CheckedInput<'a>, style: Style) -> View<'a> {
        View { item, style, document: Document::of(item) }
    }

    pub(super) fn say(&self, words: &Text) -> String {
        words.get(self.style.lang).to_owned()
    }

    pub(super) fn title(&self) -> &'a str {
        self.item.outcome.path.as_deref().unwrap_or("-")
    }

    /// The cells of a finding: those its message shows, then those of the rest that are not zero.
    pub(super) fn cells(&self, finding: &'a Finding) -> PictureCells<'a> {
        let shown = self.shown_cells(finding);
        let mut cells = PictureCells::default();
        for cell in &finding.cells {
            let is_labelled =
                if shown.is_empty() { finding.cells.len() <= MOST } else { cell.at.is_some_and(|at| shown.contains(&at)) };
            if is_labelled && cells.labelled.len() < MOST {
                cells.labelled.push((cell, None));
            } else if self.counts(cell) {
                cells.beside.push(cell);
            } else {
                cells.left_out.push(cell);
            }
        }
        cells
    }

    /// The cells that the rule's message shows, where the rule has one.
    fn shown_cells(&self, finding: &Finding) -> Vec<CellId> {
        let rules = &*self.item.rules;
        let here = |instance: &&Instance| {
            let at = instance.at.as_ref().map(|at| at.id.as_str());
            rules[instance.rule].code == finding.code && at == finding.at.as_deref() && matches!(instance.body, Body::Linear(_))
        };
        rules.editions.iter().filter_map(|instances| instances.iter().find(here)).flat_map(|found| found.shown.clone()).collect()
    }

    /// Whether a cell adds anything to an equation (or might).
    fn counts(&self, cell: &FindingCell) -> bool {
        let is_zero = |value: &String| Number::parse(value).is_ok_and(Number::is_zero);
        cell.value.as_ref().is_some_and(|value| !is_zero(value))
    }

    fn report(&self) -> Option<&'a Report> {
        self.item.report
    }

    fn table(&self, cell: &FindingCell) -> Option<(&'a Table, &'a Filled, usize)> {
        let at = cell.at?;
        Some((&self.item.rules.template[at.table], self.report()?.filled(at.table)?, at.index()))
    }

    /// The cells drawn; empty where there is nothing to draw on.
    pub(super) fn draw(&self, cells: &PictureCells<'a>, severity: Severity) -> String {
        let (picture, hidden) = match self.lines(cells, severity) {
            Some(picture) => (picture, self.off_the_lines(cells)),
            None => (self.grids(cells, severity), cells.left_out.len()),
        };
        if picture.is_empty() || hidden == 0 {
            return picture;
        }
        let note = text!("另有 {hidden} 个数为 0 或空白，没有画出", "{hidden} more, zero or blank, are not drawn");
        format!("{picture}   {}\n", self.say(&note))
    }

    /// How many of the cells left out do not stand on a line that is drawn anyway.
    fn off_the_lines(&self, cells: &PictureCells<'a>) -> usize {
        let line = |cell: &FindingCell| match (self.document.source, cell.origin) {
            (Some(source), Origin::Text(span)) => Some(source.line_index(span.start)),
            _ => None,
        };
        let drawn = cells.labelled.iter().map(|(cell, _)| *cell).chain(cells.beside.iter().copied());
        let drawn: Vec<Option<usize>> = drawn.map(line).collect();
        cells.left_out.iter().filter(|cell| !drawn.contains(&line(cell))).count()
    }

    /// A place that is no cell, drawn; empty where the document has no lines.
    pub(super) fn place(&self, origin: Origin, severity: Severity) -> String {
        let (Some(source), Origin::Text(span)) = (self.document.source, origin) else { return String::new() };
        if !self.fits(span) {
            return String::new();
        }
        let mark = Mark { span: visible(span, source), words: None, first: true };
        snippet(&Canvas::file(source, self.title(), self.style), &[mark], severity, self.style, 0)
    }

    /// The words for a place that cannot be drawn.
    pub(super) fn place_in_words(&self, origin: Origin) -> Option<Text> {
        self.document.place(origin).map(|place| place.words())
    }

    /// The lines of the file; none where it has none, or they are too long to show.
    fn lines(&self, cells: &PictureCells<'a>, severity: Severity) -> Option<String> {
        let source = self.document.source?;
        let marks = self.marks(cells)?;
        let shows_nothing_else = |mark: &Mark| {
            let line = source.line_span(source.line_index(mark.span.start));
            source.slice(line).trim() == source.slice(mark.span).trim()
        };
        // Lines of one cell each (a web page saved as text) show no table: that is drawn instead.
        let all_fit = || marks.iter().all(|mark| self.fits(mark.span) && reaches(mark, source) <= self.room());
        if marks.is_empty() || !all_fit() || marks.iter().all(shows_nothing_else) {
            return None;
        }
        Some(snippet(&Canvas::file(source, self.title(), self.style), &marks, severity, self.style, 0))
    }

    /// The marks on the lines of the file; none if one of the cells labelled of has no place there.
    fn marks(&self, cells: &PictureCells<'a>) -> Option<Vec<Mark>> {
        let all: Vec<&FindingCell> = cells.labelled.iter().map(|(cell, _)| *cell).chain(cells.beside.iter().copied()).collect();
        let mut marks = Vec::new();
        for (at, (cell, words)) in cells.labelled.iter().enumerate() {
            let Origin::Text(span) = cell.origin else { return None };
            let words = words.clone().or_else(|| (all.len() > 1).then(|| self.role(cell, &all)));
            marks.push(Mark { span, words, first: at == 0 });
        }
        for cell in cells.beside.iter().take(MOST) {
            let Origin::Text(span) = cell.origin else { continue };
            marks.push(Mark { span, words: Some(self.role(cell, &all)), first: false });
        }
        Some(marks)
    }

    /// Whether the lines of a span can be shown whole.
    fn fits(&self, span: Span) -> bool {
        let Some(source) = self.document.source else { return false };
        let (first, last) = (source.line_index(span.start), source.line_index(span.end));
        (first..=last).take(MOST).all(|line| source.slice(source.line_span(line)).trim_end().width() <= self.room())
    }

    /// The columns beside the frame of a picture.
    fn room(&self) -> usize {
        self.style.width.saturating_sub(FRAME)
    }

    /// `新收 41`: the part of the cell's name in which it differs from the first, and what stands in it.
    fn role(&self, cell: &FindingCell, all: &[&FindingCell]) -> String {
        let Some((table, filled, at)) = self.table(cell) else { return cell.cell.clone() };
        format!("{} {}", self.name(cell, table, at, all), shown_value(filled.value(at), self.style.lang))
    }

    fn name(&self, cell: &FindingCell, table: &Table, at: usize, all: &[&FindingCell]) -> String {
        let (row, column) = table.row_and_column(at);
        let is_first = all.first().is_some_and(|first| first.at == cell.at);
        let compared = if is_first { all } else { all.slice(..1) };
        let places: Option<Vec<(usize, usize)>> = compared
            .iter()
            .map(|other| self.table(other).filter(|(form, ..)| form.id == table.id).map(|(form, _, at)| form.row_and_column(at)))
            .collect();
        let places = places.unwrap_or_default();
        let in_column = places.iter().all(|place| place.1 == column);
        let in_row = places.iter().all(|place| place.0 == row);
        let short = match (places.is_empty(), in_row, in_column) {
            (false, false, true) => short_names(&table.rows).get(row).copied(),
            (false, true, false) => short_names(&table.columns).get(column).copied(),
            _ => None,
        };
        short.unwrap_or(&cell.cell).to_owned()
    }

    /// Each table that the cells stand in, as a grid.
    fn grids(&self, cells: &PictureCells<'a>, severity: Severity) -> String {
        let mut tables: Vec<TableId> = cells.labelled.iter().filter_map(|(cell, _)| cell.at).map(|cell| cell.table).collect();
        tables.dedup();
        tables.into_iter().filter_map(|table| self.grid(cells, table, severity)).collect()
    }

    fn grid(&self, cells: &PictureCells<'a>, table: TableId, severity: Severity) -> Option<String> {
        let here = |cell: &&FindingCell| cell.at.is_some_and(|at| at.table == table);
        let labelled: Vec<&(&FindingCell, Option<String>)> = cells.labelled.iter().filter(|(cell, _)| here(cell)).collect();
        let (form, filled, _) = self.table(labelled.first()?.0)?;
        let beside = cells.beside.iter().copied().filter(here);
        let cells: Vec<usize> =
            labelled.iter().map(|(cell, _)| *cell).chain(beside).filter_map(|cell| cell.at).map(CellId::index).collect();
        let drawn = |room: usize| {
            let grid = Grid::draw(form, filled, &Selection::of(form, &cells), self.style.lang, room);
            let mark = |(at, (cell, words)): (usize, &&(&FindingCell, Option<String>))| {
                Some(Mark { span: grid.span(cell.at?.index())?, words: words.clone(), first: at == 0 })
            };
            let marks: Vec<Mark> = labelled.iter().enumerate().filter_map(mark).collect();
            (grid, marks)
        };
        let (mut grid, mut marks) = drawn(self.room());
        if marks.iter().any(|mark| reaches(mark, &grid.source) > self.room()) {
            let words = marks.iter().filter_map(|mark| mark.words.as_deref()).map(UnicodeWidthStr::width).max();
            (grid, marks) = drawn(self.room().saturating_sub(words.unwrap_or_default()).saturating_sub(LEADER));
        }
        let place =
            labelled.iter().find_map(|(cell, _)| self.place_in_words(cell.origin)).unwrap_or_else(|| Text::same(&form.id));
        let title = format!("{}  {}", self.title(), self.say(&place));
        Some(snippet(&Canvas::drawing(&grid.source, &title, self.style), &marks, severity, self.style, 0))
    }
}
