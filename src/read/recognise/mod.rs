//! A document into a report: its tables by the labels of the template, its prose by section. Knows no kind of file. What is not
//! certain is left out and said; nothing is guessed in silence.

mod about;
mod added;
mod align;
mod columns;
mod dates;
mod fill;
mod head;
mod heads;
mod label;
mod labelled;
mod lexicon;
mod lines;
mod listed;
mod money;
mod other_year;
mod parts;
mod place;
mod readings;
mod refilled;
mod remark;
mod rows;
mod sections;
mod segment;
mod spellings;
mod stream;
mod tables;
mod title;
mod torn;
mod unlabelled;
mod wording;
mod words;
mod wrapped;
mod zeros;

use self::{
    lexicon::Lexicon,
    place::Places,
    segment::Candidate,
    stream::{CellText, Stream},
    tables::Scene,
};
use super::document::{Block, Document};
use crate::{
    report::{Doubt, NoReport, Prose, Remark, Report},
    template::{EditionId, Template, edition_for_year},
    text,
};
use std::collections::BTreeSet;

/// Recognises the report that a document holds.
pub fn recognise(document: Document, template: &Template) -> Result<Report, NoReport> {
    recognise_file("", document, template)
}

/// The same; what the document does not say of agency and year, the name of its file may.
pub fn recognise_file(file: &str, document: Document, template: &Template) -> Result<Report, NoReport> {
    match read(file, &document, template) {
        Ok(report) => Ok(Report { source: document.source, sheets: document.sheets, ..report }),
        Err(reason) => Err(NoReport { source: document.source, ..reason }),
    }
}

/// A report has some hundred lines; a document with more than this is none, and would take long to look through.
const MAX_LINES: usize = 10_000;

/// And a few hundred cells of words.
const MAX_WORDS: usize = 40_000;

fn read(file: &str, document: &Document, template: &Template) -> Result<Report, NoReport> {
    let lines = line_count(document);
    if lines > MAX_LINES {
        return Err(NoReport::because(text!(
            "文件有 {lines} 行，超过 {MAX_LINES} 行，不会是一份报告",
            "the file has {lines} lines; with more than {MAX_LINES} it can be no report"
        )));
    }
    if has_too_many_words(document) {
        return Err(NoReport::because(text!(
            "文件的表格里有文字的单元格超过 {MAX_WORDS} 个，不会是一份报告",
            "the tables of the file hold more than {MAX_WORDS} cells of words: this can be no report"
        )));
    }
    let lexicon = Lexicon::of(template);
    let (document, noticed) = lines::with_grids(document, &lexicon);
    if !other_year::may_be(&document) {
        return read_lines(file, document, noticed, (template, &lexicon));
    }
    let whole = read_lines(file, document.clone(), noticed.clone(), (template, &lexicon))?;
    let title = whole.prose.as_ref().and_then(|prose| Some(prose.title.as_ref()?.text.as_str()));
    let Some(own) = whole.year.and_then(|year| other_year::without(&document, year, title)) else { return Ok(whole) };
    let report = read_lines(file, own, noticed, (template, &lexicon));
    Ok(report.ok().filter(|report| has_all_of(report, &whole)).unwrap_or(whole))
}

/// Whether a report has every table and section of another one of its year.
fn has_all_of(report: &Report, whole: &Report) -> bool {
    let tables = |report: &Report| report.tables.iter().map(|filled| filled.table).collect::<Vec<_>>();
    let sections = |report: &Report| {
        let sections = report.prose.iter().flat_map(|prose| &prose.sections);
        sections.filter_map(|section| section.section).collect::<BTreeSet<_>>()
    };
    let same_place = (report.year, report.edition) == (whole.year, whole.edition);
    same_place && tables(report) == tables(whole) && sections(report) == sections(whole)
}

/// Reads a document whose lines are parted.
fn read_lines(
    file: &str,
    mut document: Document,
    noticed: Vec<Remark>,
    (template, lexicon): (&Template, &Lexicon),
) -> Result<Report, NoReport> {
    let labelled = labelled::take(&mut document, template);
    let added = added::take(&mut document, template);
    sections::loose::part(&mut document, template, lexicon);
    refilled::merge(&mut document, lexicon);
    parts::caption(&mut document, template, lexicon);
    torn::mend(&mut document, lexicon);
    let document = &document;
    let stream = Stream::of(document, lexicon);
    let places = Places::of(document, &stream, template, lexicon);
    let found = find_all(&stream, &places, lexicon)?;
    let of_fields = labelled.edition().or_else(|| added.edition());
    if found.is_empty() && of_fields.is_none() {
        return Err(no_table(document, template));
    }
    let items = words::items(document, &stream, &taken(&found, stream.rows.len()), lexicon);
    let headings = sections::headings(&items, template, lexicon);
    let about = about::read(&items, headings.first().map_or(items.len(), |first| first.item), &lexicon.wording, file);
    let edition =
        about.year.and_then(|year| edition_for_year(template, year)).or_else(|| edition_of_layouts(&found)).or(of_fields);
    let Some(edition) = edition else {
        return Err(NoReport::because(text!(
            "看不出是哪一年度、哪一版格式的报告",
            "neither the year nor the edition of the report can be told"
        )));
    };
    let (mut tables, remarks, doubts) = fill_all(&found, (edition, about.year), template, lexicon, (&stream, &places));
    let (fields, of_fields) = labelled.of(edition);
    let fields: Vec<_> = fields.into_iter().chain(added.of(edition)).collect();
    if !fields.is_empty() {
        tables.extend(fields);
        tables.sort_by_key(|filled| filled.table.index());
    }
    let (prose, more) = sections::prose(&items, &headings, &template[edition], about.title_items.clone(), &lexicon.wording);
    let recognised = document.recognised.map(remark::recognised);
    let remarks = recognised.into_iter().chain(noticed).chain(of_fields).chain(remarks).chain(more).collect();
    let agency = about
        .agency
        .or_else(|| prose.signature.as_ref().and_then(|passage| sections::signer(passage, &lexicon.wording)))
        .or(about.agency_of_file);
    let is_empty = prose.sections.is_empty() && about.title.is_none();
    let prose = (!is_empty).then_some(Prose { title: about.title, ..prose });
    Ok(Report {
        edition,
        stated_edition: None,
        agency,
        kind: None,
        year: about.year,
        published: about.published,
        received: None,
        tables,
        prose,
        remarks,
        doubts,
        source: None,
        sheets: Vec::new(),
    })
}

fn line_count(document: &Document) -> usize {
    let lines = |block: &Block| match block {
        Block::Paragraph(_) => 1,
        Block::Grid(grid) => grid.rows.len(),
    };
    document.blocks.iter().map(lines).sum()
}

fn has_too_many_words(document: &Document) -> bool {
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(_) => None,
        Block::Grid(grid) => Some(grid),
    });
    let cells = grids.flat_map(|grid| grid.rows.iter().flatten());
    if cells.clone().nth(MAX_WORDS).is_none() {
        return false;
    }
    cells.filter(|cell| CellText::is_words(&cell.text)).nth(MAX_WORDS).is_some()
}

/// Every table that is there, with the layouts it can be read as, the best first; in the order of the document.
fn find_all(stream: &Stream<'_>, places: &Places, lexicon: &Lexicon) -> Result<Vec<Vec<Candidate>>, NoReport> {
    let scene = Scene::of(stream, places, lexicon);
    let mut found: Vec<Vec<Candidate>> =
        lexicon.ids().iter().map(|id| scene.find(id)).filter(|layouts| !layouts.is_empty()).collect();
    if scene.is_exhausted() {
        return Err(NoReport::because(text!(
            "文件里的表头太多、太宽，不会是一份报告",
            "there are too many heads of tables, or too wide ones: this can be no report"
        )));
    }
    found.sort_by_key(|layouts| layouts.first().map(first_row));
    Ok(found)
}

fn first_row(candidate: &Candidate) -> usize {
    candidate.segments.iter().flat_map(|segment| &segment.rows).map(|found| found.row).min().unwrap_or(0)
}

/// Which rows of the stream belong to tables, heads included.
fn taken(found: &[Vec<Candidate>], rows: usize) -> Vec<bool> {
    let mut taken = vec![false; rows];
    for segment in found.iter().filter_map(|layouts| layouts.first()).flat_map(|best| &best.segments) {
        for row in segment.rows.iter().map(|found| found.row).chain(segment.head.clone()) {
            if let Some(taken) = taken.get_mut(row) {
                *taken = true;
            }
        }
    }
    taken
}

/// The edition that most tables have the layout of, of those whose layout tells; the newest of equals.
fn edition_of_layouts(found: &[Vec<Candidate>]) -> Option<EditionId> {
    let telling = found.iter().filter_map(|layouts| match layouts.as_slice() {
        [best, second, ..] if best.worth == second.worth => None,
        [best, ..] => Some(best.layout.edition),
        [] => None,
    });
    let telling: Vec<EditionId> = telling.collect();
    let votes = |edition: EditionId| telling.iter().filter(|other| **other == edition).count();
    telling.iter().copied().max_by_key(|edition| (votes(*edition), *edition))
}

fn fill_all(
    found: &[Vec<Candidate>],
    (edition, year): (EditionId, Option<u16>),
    template: &Template,
    lexicon: &Lexicon,
    (stream, places): (&Stream<'_>, &Places),
) -> (Vec<crate::report::Filled>, Vec<Remark>, Vec<Doubt>) {
    let mut tables = Vec::new();
    let mut remarks = Vec::new();
    let mut doubts = Vec::new();
    for layouts in found {
        let Some(best) = layouts.first() else { continue };
        let equals = layouts.iter().take_while(|other| other.worth == best.worth);
        let chosen = equals.filter(|other| other.layout.edition == edition).chain([best]).next().unwrap_or(best);
        let Some(labels) = lexicon.table(chosen.layout) else { continue };
        let (filled, noticed) = fill::fill(chosen, &template[chosen.layout], labels, (stream, places), year);
        doubts.extend(noticed.doubts);
        remarks.extend(noticed.remarks);
        tables.push(filled);
    }
    (tables, remarks, doubts)
}

fn no_table(document: &Document, template: &Template) -> NoReport {
    let name = &template.name;
    NoReport::because(if document.blocks.is_empty() {
        text!("文件里没有文字", "the file holds no text")
    } else {
        text!("文件里没有“{name}”的任何一张表", "the file holds none of the tables of “{name}”")
    })
}
