//! A letter as a Word document, in the letter form of GB/T 9704: a red double rule under the sender's name, 156 mm of text. Paragraphs
//! and two tables are all it needs, so it is written as it stands in the file; nothing in it tells when it was made.

use super::{Excerpt, ExcerptCell, Letter, List, PartOf};
use crate::{marked::Piece, report::REVIEW_COMMENT};
use std::io::{self, Cursor, Write};
use zip::{DateTime, ZipWriter, write::SimpleFileOptions};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;

const DOCUMENT_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// A4 with the margins of the letter form.
const PAGE: &str = r#"<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1531" w:bottom="964" w:left="1531" w:header="567" w:footer="397" w:gutter="0"/></w:sectPr>"#;

pub(super) fn write(letter: &Letter) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let footer = format!("<w:ftr {NAMESPACES}>{}</w:ftr>", paragraph("From", &run(&letter.from, false)));
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document(letter)),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", include_str!("styles.xml")),
        ("word/footer1.xml", &footer),
    ];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default().last_modified_time(DateTime::default())).map_err(io::Error::other)?;
        if !text.starts_with("<?xml") {
            zip.write_all(HEAD.as_bytes())?;
        }
        zip.write_all(text.as_bytes())?;
    }
    zip.set_raw_comment(REVIEW_COMMENT.into()).map_err(io::Error::other)?;
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

fn document(letter: &Letter) -> String {
    let mut body = String::new();
    body.push_str(&paragraph("Org", &run(&letter.office, false)));
    body.push_str(&paragraph("Number", &run(&letter.number, false)));
    let [first, second] = &letter.title;
    body.push_str(&paragraph("Title", &two_lines(first, second)));
    body.push_str(&paragraph("Flat", &run(&letter.unit, false)));
    body.push_str(&paragraph("Text", &run(&letter.opening, false)));
    for part in &letter.parts {
        if !part.heading.is_empty() {
            body.push_str(&paragraph("Head", &run(&part.heading, false)));
        }
        body.extend(part.paragraphs.iter().map(|pieces| paragraph("Text", &runs(pieces))));
        body.push_str(&tables(part));
    }
    body.push_str(&paragraph("Text", &run(&letter.contact, false)));
    if !letter.enclosed.is_empty() {
        body.push_str(&paragraph("Text", &run(&letter.enclosed, false)));
    }
    body.push_str(&paragraph("Sign", &two_lines(&letter.office, &letter.date)));
    for (at, part) in letter.annex.iter().enumerate() {
        let heading = run(&part.heading, false);
        let on = if at == 0 { "<w:pageBreakBefore/>" } else { "<w:keepNext/>" };
        body.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"Title\"/>{on}</w:pPr>{heading}</w:p>"));
        body.push_str(&tables(part));
        // A document does not end in a table.
        body.push_str(&paragraph("Flat", ""));
    }
    format!("<w:document {NAMESPACES}><w:body>{body}{PAGE}</w:body></w:document>")
}

/// The list of a part, and its excerpts.
fn tables(part: &PartOf) -> String {
    let excerpt = |excerpt: &Excerpt| format!("{}{}", paragraph("Caption", &run(&excerpt.caption, false)), table_of(excerpt));
    part.list.iter().map(list).chain(part.excerpts.iter().map(excerpt)).collect()
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn two_lines(first: &str, second: &str) -> String {
    format!("{}<w:r><w:br/></w:r>{}", run(first, false), run(second, false))
}

fn runs(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| run(&piece.words, piece.marked)).collect()
}

fn run(words: &str, bold: bool) -> String {
    let look = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", quick_xml::escape::escape(words))
}

/// The text is so wide, in twentieths of a point.
const WIDE: usize = 8844;

/// How the table of problems is divided, in hundredths of it.
const LIST_COLUMNS: [usize; 5] = [6, 25, 10, 32, 27];

fn list(list: &List) -> String {
    let widths = LIST_COLUMNS.map(|share| share * WIDE / 100);
    let row = |cells: [(&str, String, Down); 5], is_head: bool| {
        let cells = cells.iter().zip(widths);
        let cells = cells.map(|((style, runs, down), wide)| cell(Cell { wide, down: *down, ..Cell::of(style, runs) }));
        table_row(&cells.collect::<String>(), is_head)
    };
    let heads = list.heads.each_ref().map(|head| ("CellHead", run(head, false), Down::One));
    let mut rows = row(heads, true);
    for problem in &list.rows {
        for (at, line) in problem.lines.iter().enumerate() {
            let down = match (at, problem.lines.len()) {
                (_, 1) => Down::One,
                (0, _) => Down::Begins,
                _ => Down::GoesOn,
            };
            let first = |words: &str| if at == 0 { run(words, false) } else { String::new() };
            let should = line.should.iter().map(|words| runs(words)).collect::<Vec<_>>().join("<w:r><w:br/></w:r>");
            let cells = [
                ("CellMiddle", first(&problem.number.to_string()), down),
                ("Cell", runs(&line.place), Down::One),
                ("CellMiddle", run(&line.found, false), Down::One),
                ("Cell", should, Down::One),
                ("Cell", first(&problem.basis), down),
            ];
            rows.push_str(&row(cells, false));
        }
    }
    table(&widths, &rows)
}

fn table_of(excerpt: &Excerpt) -> String {
    let columns = excerpt.rows.first().map_or(1, |row| row.cells.len()).max(1);
    let first = if columns > 10 { WIDE / 10 } else { WIDE * 23 / 100 };
    let other = (WIDE - first) / columns;
    let widths: Vec<usize> = std::iter::once(first).chain(std::iter::repeat_n(other, columns)).collect();
    let mut rows = heads(excerpt, first, other, columns);
    for row in &excerpt.rows {
        let name = cell(Cell { wide: first, ..Cell::of("FormHead", &run(&row.name, false)) });
        let figures: String = row.cells.iter().map(|content| figure(content, other)).collect();
        rows.push_str(&table_row(&format!("{name}{figures}"), false));
    }
    table(&widths, &rows)
}

/// The rows of the head: what reaches over several rows goes on below.
fn heads(excerpt: &Excerpt, first: usize, other: usize, columns: usize) -> String {
    let mut rows = String::new();
    // By column: for how many rows below a label goes on, and over how many columns.
    let mut open: Vec<(usize, usize)> = vec![(0, 1); columns];
    for (step, labels) in excerpt.head.iter().enumerate() {
        let (corner, down) = if step == 0 { (run(&excerpt.corner, false), Down::Begins) } else { (String::new(), Down::GoesOn) };
        let mut cells = cell(Cell { wide: first, down, ..Cell::of("FormTop", &corner) });
        let (mut column, mut labels) = (0usize, labels.iter());
        while let Some(place) = open.get_mut(column) {
            let (runs, down) = if place.0 > 0 {
                place.0 -= 1;
                (String::new(), Down::GoesOn)
            } else {
                let Some(label) = labels.next() else { break };
                *place = (label.down.saturating_sub(1), label.across.max(1));
                (run(&label.label, false), if label.down > 1 { Down::Begins } else { Down::One })
            };
            let across = place.1;
            cells.push_str(&cell(Cell { wide: other * across, across, down, ..Cell::of("FormTop", &runs) }));
            column += across;
        }
        rows.push_str(&table_row(&cells, true));
    }
    rows
}

fn figure(content: &ExcerptCell, wide: usize) -> String {
    let number = content.issue.map(|issue| {
        format!("<w:r><w:rPr><w:b/><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t xml:space=\"preserve\">{issue} </w:t></w:r>")
    });
    let note = content.note.as_ref().map(|note| format!("<w:r><w:br/></w:r>{}", run(note, true)));
    let runs =
        format!("{}{}{}", number.unwrap_or_default(), run(&content.value, content.issue.is_some()), note.unwrap_or_default());
    let (fill, border) = match content.class {
        "wrong" => ("FDE4E1", Some(("single", "B3261E"))),
        "asked" => ("FDF0D3", Some(("dashed", "7D4E00"))),
        "near" => ("FDF8E1", None),
        _ => ("", None),
    };
    cell(Cell { wide, fill, border, ..Cell::of("FormCell", &runs) })
}

/// How a cell goes on below.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Down {
    One,
    Begins,
    GoesOn,
}

/// A cell to be written.
struct Cell<'a> {
    style: &'a str,
    runs: &'a str,
    wide: usize,
    across: usize,
    down: Down,
    fill: &'a str,
    /// Line and colour.
    border: Option<(&'a str, &'a str)>,
}

impl<'a> Cell<'a> {
    fn of(style: &'a str, runs: &'a str) -> Cell<'a> {
        Cell { style, runs, wide: 0, across: 1, down: Down::One, fill: "", border: None }
    }
}

fn cell(cell: Cell<'_>) -> String {
    let Cell { style, runs, wide, across, down, fill, border } = cell;
    let span = if across > 1 { format!("<w:gridSpan w:val=\"{across}\"/>") } else { String::new() };
    let merge = match down {
        Down::One => "",
        Down::Begins => "<w:vMerge w:val=\"restart\"/>",
        Down::GoesOn => "<w:vMerge/>",
    };
    let border = border.map(|(line, color)| format!("<w:tcBorders>{}</w:tcBorders>", sides(&SIDES, line, 18, color)));
    let shade =
        if fill.is_empty() { String::new() } else { format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>") };
    let (border, content) = (border.unwrap_or_default(), paragraph(style, runs));
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/>{span}{merge}{border}{shade}<w:vAlign w:val=\"center\"/></w:tcPr>{content}</w:tc>"
    )
}

const SIDES: [&str; 4] = ["top", "left", "bottom", "right"];

fn sides(sides: &[&str], line: &str, size: usize, color: &str) -> String {
    sides.iter().map(|side| format!("<w:{side} w:val=\"{line}\" w:sz=\"{size}\" w:space=\"0\" w:color=\"{color}\"/>")).collect()
}

fn table_row(cells: &str, is_head: bool) -> String {
    let head = if is_head { "<w:tblHeader/>" } else { "" };
    format!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>")
}

fn table(widths: &[usize], rows: &str) -> String {
    let grid: String = widths.iter().map(|wide| format!("<w:gridCol w:w=\"{wide}\"/>")).collect();
    let whole: usize = widths.iter().sum();
    let all = [SIDES.as_slice(), &["insideH", "insideV"]].concat();
    let borders = sides(&all, "single", 4, "000000");
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
         <w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
}
