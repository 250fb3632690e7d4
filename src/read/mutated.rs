//! Small documents of every kind, damaged in every way at hand: whatever comes of them, it comes, and in little time.

use super::{
    docx, html, ofd, read,
    sample::{self, zipped},
    xlsx,
};
use crate::template::sample::template;

/// A stream of numbers that is the same every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next()).unwrap() % limit.max(1)
    }
}

/// What numbers and names are replaced by.
const BITS: [&[u8]; 14] = [
    b"-1",
    b"0",
    b"65536",
    b"4294967296",
    b"99999999999999999999",
    b"1e999",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"\xed\xa0\x80",
    b"]]>",
];

/// One to four changes: a byte, a run left out or doubled, a piece put in, a cut.
fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(40)).min(bytes.len());
        match dice.below(6) {
            0 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, bytes[at..end].to_vec().repeat(1 + dice.below(9)))),
            3 => drop(bytes.splice(at..end.min(at + 4), BITS[dice.below(BITS.len())].iter().copied())),
            4 if dice.below(8) == 0 => bytes.truncate(at),
            _ if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            _ => {}
        }
    }
    bytes
}

const PAGE: &str = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>某局</title></head><body><div><b>一、总体情况<p>正文</b></div>
    <table border=1><caption>表</caption><tr><td rowspan=2 colspan=\"2\">规章<th>本年<br>制发</tr><tr><td>14&nbsp;<sup>1</sup></table>
    <table><tr><td><table><tr><td>新收<td><input value=3></table><td style='display:none'>9</table><pre>\n甲\n乙</pre></body></html>";

const BODY: &str = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t xml:space='preserve'>一、总体情况 </w:t></w:r></w:p><w:tbl><w:tr><w:trPr>\
    <w:gridBefore w:val='1'/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:rPr><w:strike/>\
    </w:rPr><w:t>规章&amp;</w:t><w:br/></w:r></w:p></w:tc><w:tc><w:p><w:ins><w:r><w:t>14</w:t></w:r></w:ins><w:del/></w:p></w:tc></w:tr><w:tr>\
    <w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc>\
    </w:tr></w:tbl></w:body></w:document>";

const SHEET: &str = "<worksheet><sheetData><row r='1'><c r='A1' t='s' s='1'><v>0</v></c><c r='C1'><f>SUM(A1)</f></c></row><row r='3'>\
    <c t='inlineStr'><is><r><t>规章_x000D_</t></r></is></c><c r='B3' s='1'><v>45311.5</v></c></row></sheetData><mergeCells>\
    <mergeCell ref='A1:B2'/></mergeCells></worksheet>";

fn many(seed: u64, bytes: &[u8], mut read: impl FnMut(&[u8])) {
    let dice = &mut Dice(seed);
    read(bytes);
    (0..250).for_each(|_| read(&damaged(bytes, dice)));
}

#[test]
fn pages() {
    let gb = encoding_rs::GB18030.encode(&PAGE.replace("utf-8", "gb2312")).0.into_owned();
    for bytes in [PAGE.as_bytes(), &gb] {
        many(1, bytes, |bytes| drop(html::read(bytes)));
    }
}

#[test]
fn word_documents() {
    many(2, BODY.as_bytes(), |xml| drop(docx::read(&zipped(&[("word/document.xml", xml)]))));
    many(3, &zipped(&[("word/document.xml", BODY.as_bytes())]), |bytes| drop(docx::read(bytes)));
}

#[test]
fn workbooks() {
    let strings = "<si><t>甲</t></si>";
    let styles =
        "<numFmts><numFmt numFmtId='164' formatCode='0%'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs>";
    many(4, SHEET.as_bytes(), |xml| {
        let rows = String::from_utf8_lossy(xml);
        drop(xlsx::read(&sample::xlsx(&[("Sheet1", "", &rows)], strings, styles)));
    });
    let book = sample::xlsx(&[("Sheet1", "", SHEET)], strings, styles);
    many(5, &book, |bytes| drop(xlsx::read(bytes)));
}

#[test]
fn old_workbooks() {
    let stream = xlsx::biff::tests::workbook();
    many(6, &stream, |stream| drop(xlsx::biff::read_stream(stream)));
    many(7, &sample::ole("Workbook", &stream), |bytes| drop(xlsx::biff::read(bytes)));
}

#[test]
fn pages_of_the_national_standard() {
    let page =
        ofd::tests::words("规章", 22, 42, "DeltaX='g 2 2'") + &ofd::tests::lines() + "<ofd:CompositeObject ResourceID='2'/>";
    let template = ofd::tests::words("印", 22, 42, "DeltaX='4'");
    many(20, &ofd::tests::ofd(&page, &template), |bytes| drop(ofd::read(bytes)));
    many(21, page.as_bytes(), |page| drop(ofd::read(&ofd::tests::ofd(&String::from_utf8_lossy(page), ""))));
}

#[test]
fn whatever_comes() {
    let template = template();
    let text = "2023年年度报告\n一、总体情况\n规章\t0\t0\t0\n";
    for (seed, bytes) in
        [PAGE.as_bytes(), text.as_bytes(), b"year: 2023\ntables: {}", &zipped(&[("word/a", b"")])].into_iter().enumerate()
    {
        many(8 + seed as u64, bytes, |bytes| drop(read("甲", bytes, &template)));
    }
}
