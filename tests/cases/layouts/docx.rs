//! A document as a Word file, in the ways that Word files are made.

use super::super::cause::dice::Dice;
use gouji::read::document::{Block, Document, Grid, GridCell};
use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use zip::{ZipWriter, write::SimpleFileOptions};

struct File<'d> {
    dice: &'d mut Dice,
    xml: String,
    /// Whether lines within a cell are paragraphs of their own.
    paragraphs: bool,
    /// Whether figures were changed, with the old ones still there.
    changed: bool,
    /// Whether cells are merged sideways the old way.
    old: bool,
    /// Whether tables stand in text boxes.
    boxed: bool,
}

/// The same with its tables in text boxes.
pub(super) fn boxed(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    filed(document, dice, true)
}

/// The file in bytes, and how it was made.
pub(super) fn file(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    filed(document, dice, false)
}

fn filed(document: &Document, dice: &mut Dice, boxed: bool) -> (Vec<u8>, String) {
    let (paragraphs, changed, old, framed) = (dice.percent(50), dice.percent(30), dice.percent(15), dice.percent(15));
    let mut file = File { dice, xml: String::new(), paragraphs, changed, old, boxed };
    file.xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>");
    if framed {
        file.xml.push_str("<w:tbl><w:tr><w:tc><w:tcPr/>");
    }
    for block in &document.blocks {
        match block {
            Block::Paragraph(passage) => file.prose(&passage.text),
            Block::Grid(grid) if file.boxed => file.table_in_box(grid),
            Block::Grid(grid) => file.table(grid),
        }
    }
    if framed {
        file.xml.push_str("<w:p/></w:tc></w:tr></w:tbl>");
    }
    file.xml.push_str("<w:sectPr/></w:body></w:document>");
    let done = format!("docx paragraphs {paragraphs} changed {changed} old {old} framed {framed}");
    (packed(&file.xml), done)
}

fn packed(xml: &str) -> Vec<u8> {
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let relations =
        format!("<Relationships><Relationship Id=\"rId1\" Type=\"{link}\" Target=\"word/document.xml\"/></Relationships>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", types), ("_rels/.rels", &relations), ("word/document.xml", xml)] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

impl File<'_> {
    fn prose(&mut self, text: &str) {
        let in_control = self.dice.percent(15);
        if in_control {
            self.xml.push_str("<w:sdt><w:sdtPr><w:id w:val=\"7\"/></w:sdtPr><w:sdtContent>");
        }
        self.paragraph(text);
        if in_control {
            self.xml.push_str("</w:sdtContent></w:sdt>");
        }
    }

    fn paragraph(&mut self, text: &str) {
        self.xml.push_str("<w:p><w:pPr><w:jc w:val=\"center\"/><w:rPr><w:b/></w:rPr></w:pPr>");
        if self.dice.percent(5) {
            self.xml.push_str("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wps:txbx><w:txbxContent><w:p><w:r><w:t>规章 99</w:t></w:r></w:p></w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style=\"position:absolute\"><v:textbox><w:txbxContent><w:p><w:r><w:t>规章 99</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>");
        }
        self.runs(text);
        self.xml.push_str("</w:p>");
    }

    /// Characters in runs, broken anywhere.
    fn runs(&mut self, text: &str) {
        if self.changed && !text.is_empty() && self.dice.percent(40) {
            self.xml.push_str("<w:del w:id=\"1\" w:author=\"甲\"><w:r><w:delText>41</w:delText></w:r></w:del><w:ins w:id=\"2\" w:author=\"甲\">");
            self.run(text);
            self.xml.push_str("</w:ins>");
            return;
        }
        let mut run = String::new();
        for c in text.chars() {
            run.push(c);
            if self.dice.percent(20) {
                let whole = std::mem::take(&mut run);
                self.run(&whole);
            }
        }
        self.run(&run);
    }

    fn run(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let text = text.replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">");
        let look = ["<w:b/>", "<w:rFonts w:hint=\"eastAsia\"/><w:strike w:val=\"0\"/>", "<w:vertAlign w:val=\"baseline\"/>"]
            [self.dice.below(3)];
        let mark = [
            "",
            "<w:proofErr w:type=\"gramStart\"/>",
            "<w:bookmarkStart w:id=\"1\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"1\"/>",
        ];
        let mark = mark[self.dice.below(3)];
        write!(self.xml, "{mark}<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>").unwrap();
    }

    /// A table in a text box, as Word of today draws it and as older ones do.
    fn table_in_box(&mut self, grid: &Grid) {
        let from = self.xml.len();
        self.table(grid);
        let table = self.xml.split_off(from);
        let text = format!("<w:txbxContent>{table}<w:p/></w:txbxContent>");
        let old = format!("<w:pict><v:shape style=\"position:absolute\"><v:textbox>{text}</v:textbox></v:shape></w:pict>");
        let shape = match self.dice.below(2) {
            0 => old,
            _ => format!(
                "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wps:txbx>{text}</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
            ),
        };
        write!(self.xml, "<w:p><w:r>{shape}</w:r></w:p>").unwrap();
    }

    /// Word keeps a cell in every row that a merged cell covers.
    fn table(&mut self, grid: &Grid) {
        self.xml.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>");
        let mut above: Vec<(GridCell, usize)> = Vec::new();
        for (at, row) in grid.rows.iter().enumerate() {
            self.xml.push_str("<w:tr><w:trPr><w:jc w:val=\"center\"/></w:trPr>");
            above.retain(|(_, until)| *until > at);
            let mut cells: Vec<(GridCell, bool)> = row.iter().map(|cell| (cell.clone(), true)).collect();
            cells.extend(above.iter().map(|(cell, _)| (cell.clone(), false)));
            cells.sort_by_key(|(cell, _)| cell.column);
            let mut next = 0;
            for (cell, begins) in &cells {
                (next..cell.column).for_each(|_| self.xml.push_str("<w:tc><w:p/></w:tc>"));
                self.cell(cell, *begins);
                next = cell.end();
            }
            above.extend(row.iter().filter(|cell| cell.rows > 1).map(|cell| (cell.clone(), at + cell.rows as usize)));
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
    }

    fn cell(&mut self, cell: &GridCell, begins: bool) {
        let merge = match (cell.rows > 1, begins) {
            (true, true) => "<w:vMerge w:val=\"restart\"/>",
            (true, false) => ["<w:vMerge/>", "<w:vMerge w:val=\"continue\"/>"][self.dice.below(2)],
            _ => "",
        };
        let is_old = self.old && cell.columns > 1;
        let span = match (is_old, cell.columns) {
            (true, _) => "<w:hMerge w:val=\"restart\"/>".to_owned(),
            (false, 1) => String::new(),
            (false, columns) => format!("<w:gridSpan w:val=\"{columns}\"/>"),
        };
        write!(self.xml, "<w:tc><w:tcPr><w:tcW w:w=\"700\" w:type=\"dxa\"/>{span}{merge}</w:tcPr>").unwrap();
        let text = if begins { cell.text.as_str() } else { "" };
        if self.paragraphs {
            text.split('\n').for_each(|line| self.paragraph(line));
        } else {
            self.paragraph(text);
        }
        self.xml.push_str("</w:tc>");
        if is_old {
            let rest = format!("<w:tc><w:tcPr><w:hMerge w:val=\"continue\"/>{merge}</w:tcPr><w:p/></w:tc>");
            (1..cell.columns).for_each(|_| self.xml.push_str(&rest));
        }
    }
}
