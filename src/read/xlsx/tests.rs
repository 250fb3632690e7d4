use super::*;
use crate::read::sample::{outline, xlsx, zipped};

fn sheet(xml: &str) -> String {
    outline(&read(&xlsx(&[("Sheet1", "", xml)], "", "")).unwrap())
}

fn refused(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().reason.zh
}

const SST: &str = "<si><t>规章</t></si><si><r><t>结</t></r><r><t>果</t></r></si>";
const STYLES: &str = "<numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>\
    <cellXfs><xf numFmtId='0'/><xf numFmtId='10'/><xf numFmtId='164'/><xf numFmtId='14'/></cellXfs>";

#[test]
fn cells_show_what_the_sheet_shows() {
    let cells = "<row r='3'><c r='B3' t='s'><v>0</v></c><c r='C3' t='s'><v>1</v></c><c r='D3'><v>59237.244899999998</v></c>\
        <c r='E3' t='inlineStr'><is><t>14</t></is></c><c r='F3' t='b'><v>1</v></c><c r='G3' t='e'><v>#DIV/0!</v></c></row>\
        <row r='4'><c r='B4' s='1'><v>0.339</v></c><c r='C4' s='2'><v>45311</v></c><c r='D4' t='str'><f>A1</f><v>甲</v></c>\
        <c r='E4' t='s'><v>7</v></c><c r='F4' t='d'><v>2024-01-20</v></c><c r='G4' s='1'/></row>";
    let bytes = xlsx(&[("Sheet1", "", cells)], SST, STYLES);
    assert_eq!(
        outline(&read(&bytes).unwrap()),
        "[0]\n  2,1 规章 | 2,2 结果 | 2,3 59237.2449 | 2,4 14 | 2,5 TRUE | 2,6 #DIV/0!\n\
         \x20 3,1 33.9% | 3,2 2024-01-20 | 3,3 甲 | 3,4 \u{fffd} | 3,5 2024-01-20 | 3,6 \n"
    );
}

#[test]
fn a_formula_without_a_result_shows_itself() {
    let cells = "<row><c><f>SUM(A1:A5)</f><v>15</v></c><c><f>SUM(A1:A5)</f></c><c><f>A1&amp;B1</f><v/></c>\
        <c t='str'><f>\"\"</f><v></v></c><c><f t='shared' si='0'/></c><c><v>1</v></c></row>";
    assert_eq!(sheet(cells), "[0]\n  0,0 15 | 0,1 =SUM(A1:A5) | 0,2 =A1&B1 | 0,3  | 0,4 =公式 | 0,5 1\n");
}

#[test]
fn merged_cells_become_spans() {
    let cells = "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c><c r='D1'><v>4</v></c></row>\
        <row r='2'><c r='A2'><v>5</v></c><c r='B2'><v>6</v></c><c r='C2'><v>7</v></c><c r='D2'><v>8</v></c></row></sheetData>\
        <mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/><mergeCell ref='A1:B2'/><mergeCell ref='D1:XFD1'/></mergeCells><sheetData>";
    assert_eq!(sheet(cells), "[0]\n  0,0 1x2 1 | 0,1 2x1 2 | 0,3 2x1 4\n  1,1 6 | 1,2 7 | 1,3 8 | 1,16383 \n");
}

#[test]
fn a_blank_cell_beside_merged_ones_is_there() {
    let cells = "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row><row r='2'><c r='A2'><v>3</v></c></row></sheetData>\
        <mergeCells><mergeCell ref='B1:C1'/><mergeCell ref='A4:F9'/></mergeCells><sheetData>";
    assert_eq!(sheet(cells), "[0]\n  0,0 1 | 0,1 2x1 2\n  1,0 3 | 1,1  | 1,2 \n");
}

#[test]
fn a_stray_cell_far_away_does_not_stretch_the_sheet() {
    let cells =
        "<row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>2</v></c></row><row r='1048576'><c r='A1048576'><v>3</v></c></row>";
    assert_eq!(sheet(cells), "[0]\n  0,0 1 | 0,16383 2\n  1048575,0 3 | 1048575,16383 \n");
}

#[test]
fn blank_rows_and_columns_between_cells_stay() {
    let cells = "<row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>2</v></c></row><row r='3'><c r='C3'><v>3</v></c></row>";
    assert_eq!(sheet(cells), "[0]\n  0,0 1 | 0,1  | 0,2 2\n  1,0  | 1,1  | 1,2 \n  2,0  | 2,1  | 2,2 3\n");
}

#[test]
fn a_sheet_of_one_column_is_text() {
    let cells = "<row r='1'><c r='B1' t='str'><v>一、总体情况</v></c></row><row r='5'><c r='B5' t='str'><v>甲\n乙</v></c></row>";
    assert_eq!(sheet(cells), "? 一、总体情况\n? 甲\n? 乙\n");
}

#[test]
fn hidden_sheets_are_read_only_where_there_is_nothing_else() {
    let row = |text: &str| format!("<row><c t='str'><v>{text}</v></c><c><v>1</v></c></row>");
    let (seen, unseen) = (row("甲"), row("乙"));
    let both = xlsx(&[("去年", "hidden", &unseen), ("2023年报", "", &seen)], "", "");
    assert_eq!(outline(&read(&both).unwrap()), "? 2023年报\n[1]\n  0,0 甲 | 0,1 1\n");
    assert_eq!(read(&both).unwrap().sheets, ["去年", "2023年报"]);
    let only = xlsx(&[("Sheet2", "veryHidden", &unseen)], "", "");
    assert_eq!(outline(&read(&only).unwrap()), "[0]\n  0,0 乙 | 0,1 1\n");
}

#[test]
fn what_lies_over_a_blank_cell_is_named() {
    let corner =
        |name: &str, (row, column): (u32, u32)| format!("<x:{name}><x:col>{column}</x:col><x:row>{row}</x:row></x:{name}>");
    let anchor = |from: (u32, u32), to: (u32, u32), what: &str| {
        format!("<x:twoCellAnchor>{}{}{what}</x:twoCellAnchor>", corner("from", from), corner("to", to))
    };
    let boxed = |text: &str| format!("<x:sp><x:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></x:txBody></x:sp>");
    let drawing = [
        anchor((0, 1), (0, 1), "<x:pic/>"),
        anchor((1, 1), (1, 2), &boxed("59915")),
        anchor((0, 0), (0, 0), &boxed("7")),
        anchor((2, 0), (2, 0), &boxed("说明")),
        anchor((0, 0), (90, 90), "<x:pic/>"),
        anchor((2, 0), (2, 0), "<x:pic/>"),
        format!("<x:oneCellAnchor>{}<x:pic/></x:oneCellAnchor>", corner("from", (50, 50))),
    ];
    let comments = "<comments><authors><author>张三</author><author>gouji</author></authors><commentList>\
        <comment ref='C3' authorId='0'><text><r><t>应为 12</t></r></text></comment>\
        <comment ref='C1' authorId='1'><text><r><t>应为 13</t></r></text></comment></commentList></comments>";
    let cells = "<row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2'><v>2</v></c></row>\
        <row r='3'><c r='B3'><v>3</v></c></row><row r='4'><c r='D4'><v>4</v></c></row></sheetData>\
        <mergeCells><mergeCell ref='A3:A4'/></mergeCells><sheetData>";
    let relations = "<Relationships><Relationship Id='a' Type='http://x/drawing' Target='../drawings/drawing1.xml'/>\
        <Relationship Id='b' Type='http://x/comments' Target='../comments1.xml'/></Relationships>";
    let bytes = zipped(&[
        ("xl/workbook.xml", b"<workbook><sheets><sheet name='Sheet1' r:id='r'/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id='r' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{cells}</sheetData></worksheet>").as_bytes()),
        ("xl/worksheets/_rels/sheet1.xml.rels", relations.as_bytes()),
        ("xl/drawings/drawing1.xml", format!("<x:wsDr>{}</x:wsDr>", drawing.concat()).as_bytes()),
        ("xl/comments1.xml", comments.as_bytes()),
    ]);
    assert_eq!(
        outline(&read(&bytes).unwrap()),
        "[0]\n  0,0 1 | 0,1 ［图片］ | 0,2  | 0,3 \n  1,0 2 | 1,1 ［文本框］59915 | 1,2 ［文本框］59915 | 1,3 \n\
         \x20 2,0 1x2 ［图片］ | 2,1 3 | 2,2 ［批注］应为 12 | 2,3 \n  3,1  | 3,2  | 3,3 4\n"
    );
}

#[test]
fn damaged_and_hostile_files_are_refused_with_the_reason() {
    assert!(refused(&zipped(&[("xl/a.xml", b"")])).contains("没有“xl/workbook.xml”"));
    assert!(refused(&xlsx(&[("Sheet1", "", "<row><c>")], "", "")).contains("已损坏"));
    assert!(refused(&xlsx(&[("Sheet1", "", &" ".repeat(9 << 20))], "", "")).contains("过大"));
    let sheets: Vec<(&str, &str, &str)> = vec![("甲", "", ""); 300];
    assert!(refused(&xlsx(&sheets, "", "")).contains("工作表"));
    let numbered = |n: u32| format!("<row r='{0}'><c r='{1}{0}'><v>1</v></c></row>", n * 20 + 1, letters(n * 20));
    let diagonal: String = (0..60).map(numbered).collect();
    assert!(refused(&xlsx(&[("Sheet1", "", &diagonal)], "", "")).contains("单元格"));
    let merges = "<mergeCell ref='A1:XFD1048576'/>".repeat(9);
    let merged = format!("{}</sheetData>{merges}<sheetData>", (0..20).map(numbered).collect::<String>());
    assert!(refused(&xlsx(&[("Sheet1", "", &merged)], "", "")).contains("单元格"));
}

fn letters(column: u32) -> String {
    let digit = |n: u32| char::from(b'A' + u8::try_from(n % 26).unwrap());
    [column / 676, column / 26, column].into_iter().map(digit).collect()
}
