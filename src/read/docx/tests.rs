use super::*;
use crate::read::sample::{docx, outline, zipped};

fn document(body: &str) -> String {
    outline(&read(&docx(body)).unwrap())
}

fn refused(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().reason.zh
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn table(rows: &[&[String]]) -> String {
    let rows: String = rows.iter().map(|cells| format!("<w:tr>{}</w:tr>", cells.concat())).collect();
    format!("<w:tbl><w:tblGrid/>{rows}</w:tbl>")
}

#[test]
fn tables_and_paragraphs_come_in_order() {
    let body = format!("{}{}{}", p("一、总体情况"), table(&[&[tc("", "规章"), tc("", "0")]]), p("二、其他"));
    assert_eq!(document(&body), "1 一、总体情况\n[1]\n  1,1 规章 | 1,2 0\n2 二、其他\n");
}

#[test]
fn merged_cells_become_spans() {
    let body = table(&[
        &[tc("<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>", "申请人情况"), tc("", "总计")],
        &[tc("<w:gridSpan w:val='2'/><w:vMerge/>", ""), tc("", "7")],
        &[tc("<w:vMerge w:val='restart'/>", "甲"), tc("", "乙"), tc("", "丙")],
        &[
            tc("<w:vMerge w:val='continue'/>", ""),
            tc("<w:hMerge w:val='restart'/>", "丁"),
            tc("<w:hMerge w:val='continue'/>", ""),
        ],
    ]);
    assert_eq!(document(&body), "[1]\n  1,1 2x2 申请人情况 | 1,3 总计\n  2,3 7\n  3,1 1x2 甲 | 3,2 乙 | 3,3 丙\n  4,2 2x1 丁\n");
}

#[test]
fn a_merge_that_never_began_is_a_cell() {
    let body = table(&[&[tc("<w:vMerge/>", "甲"), tc("", "乙")], &[tc("<w:vMerge/>", ""), tc("", "丙")]]);
    assert_eq!(document(&body), "[1]\n  1,1 1x2 甲 | 1,2 乙\n  2,2 丙\n");
}

#[test]
fn a_row_may_leave_out_columns() {
    let body =
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc/><w:tc/></w:tr></w:tbl>";
    assert_eq!(document(body), "[1]\n  1,3 \n  2,1  | 2,2 \n");
}

#[test]
fn lines_of_a_cell_stay_apart_and_runs_together() {
    let body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>结</w:t></w:r><w:r><w:t>果</w:t></w:r></w:p>\
        <w:p><w:r><w:t>维</w:t><w:br/><w:t>持</w:t></w:r></w:p></w:tc>\
        <w:tc><w:p><w:r><w:t>1</w:t></w:r><w:r><w:t>4</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(document(body), "[1]\n  1,1 结果/维/持 | 1,2 14\n");
}

#[test]
fn nested_tables_are_tables_of_their_own() {
    let inner = table(&[&[tc("", "新收"), tc("", "14")]]);
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("三、收到和处理"),
        p("注"),
        p("四、复议")
    );
    assert_eq!(document(&body), "1 三、收到和处理\n[2]\n  1,1 新收 | 1,2 14\n2 注\n3 四、复议\n");
}

#[test]
fn changes_are_read_as_accepted() {
    let body = "<w:p><w:del><w:r><w:delText>41</w:delText><w:t>41</w:t></w:r></w:del><w:ins><w:r><w:t>14</w:t></w:r></w:ins>\
        <w:moveFrom><w:r><w:t>9</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>件</w:t></w:r></w:moveTo></w:p>\
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='1'/>\
        <w:tcPrChange><w:tcPr><w:gridSpan w:val='3'/></w:tcPr></w:tcPrChange></w:tcPr>\
        <w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>留</w:t></w:r></w:p></w:tc>\
        <w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>无</w:t></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl>";
    assert_eq!(document(body), "1 14件\n[1]\n  1,1 留 | 1,2 \n");
}

#[test]
fn content_controls_are_read_and_their_placeholders_are_not() {
    let body = "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p></w:sdtContent></w:sdt>\
        <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>单击此处输入文字</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    assert_eq!(document(body), "1 一、总体情况\n");
}

#[test]
fn marks_do_not_run_into_figures_and_hidden_words_are_not_seen() {
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{}{}</w:p><w:p>{}{}{}</w:p>",
        run("", "14"),
        run("<w:vertAlign w:val='superscript'/>", "1"),
        run("<w:strike/>", "41"),
        run("<w:strike w:val='0'/>", "14"),
        run("<w:vanish/>", "9")
    );
    assert_eq!(document(&body), "1 14 1\n2 14\n");
}

#[test]
fn what_floats_is_not_read_and_what_stands_in_a_cell_is_no_blank() {
    let boxed = |how: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice><w:drawing><wp:{how}><wps:txbx><w:txbxContent><w:p><w:r><w:t>7</w:t></w:r></w:p>\
            </w:txbxContent></wps:txbx></wp:{how}></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect style='position:absolute'>\
            <w:txbxContent><w:p><w:r><w:t>7</w:t></w:r></w:p></w:txbxContent></v:rect></w:pict></mc:Fallback></mc:AlternateContent>"
        )
    };
    let picture = |how: &str| format!("<w:drawing><wp:{how}><pic:pic/></wp:{how}></w:drawing>");
    let cell = |content: &str| format!("<w:tc><w:p><w:r>{content}</w:r></w:p></w:tc>");
    let sum = "<w:instrText> =SUM(LEFT) </w:instrText>";
    let cells = [
        boxed("anchor"),
        boxed("inline"),
        picture("anchor"),
        picture("inline"),
        "<w:pict><v:shape style='width:9pt'><v:imagedata/></v:shape></w:pict>".into(),
        "<w:pict><v:line/></w:pict>".into(),
        format!("<w:t>乙</w:t>{}", picture("inline")),
        sum.into(),
        format!("{sum}<w:t>3</w:t>"),
    ];
    let cells: String = cells.iter().map(|content| cell(content)).collect();
    assert_eq!(
        document(&format!("<w:p><w:r>{}<w:t>甲</w:t></w:r></w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl>", boxed("inline"))),
        "1 甲\n[1]\n  1,1 ［文本框］7 | 1,2 ［文本框］7 | 1,3  | 1,4 ［图片］ | 1,5 ［图片］ | 1,6  | 1,7 乙 | 1,8 {=SUM(LEFT)} | 1,9 3\n"
    );
}

#[test]
fn what_a_cell_holds_instead_of_a_figure_is_named() {
    let cell = |content: &str| format!("<w:tc><w:p><w:r>{content}</w:r></w:p></w:tc>");
    let field = |data: &str| format!("<w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar>");
    let cells = [
        "<w:rPr><w:strike/></w:rPr><w:t>41</w:t>".to_owned(),
        field("<w:ddList><w:listEntry w:val='5'/></w:ddList>"),
        field("<w:checkBox/>"),
        "<w:commentReference w:id='3'/>".into(),
        "<w:commentReference w:id='4'/>".into(),
        "<w:commentReference w:id='3'/><w:t>7</w:t>".into(),
    ];
    let document = format!("<w:document><w:tbl><w:tr>{}</w:tr></w:tbl></w:document>", cells.map(|cell_| cell(&cell_)).concat());
    let relations = "<Relationships><Relationship Id='r' Type='http://x/comments' Target='comments.xml'/></Relationships>";
    let comments = "<w:comments><w:comment w:id='3'><w:p><w:r><w:t>应为 12</w:t></w:r></w:p></w:comment>\
        <w:comment w:id='4'><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment></w:comments>";
    let bytes = zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/comments.xml", comments.as_bytes()),
    ]);
    assert_eq!(
        outline(&read(&bytes).unwrap()),
        "[1]\n  1,1 ［删除线］41 | 1,2 ［下拉框］ | 1,3 ［复选框］ | 1,4 ［批注］应为 12 | 1,5  | 1,6 7\n"
    );
}

#[test]
fn references_stand_for_their_characters() {
    let body = "<w:p><w:r><w:t>A&amp;B&#x4e2d;&what;</w:t><w:tab/><w:t><![CDATA[<1>]]></w:t></w:r></w:p>";
    assert_eq!(document(body), "1 A&B中\u{fffd}\t<1>\n");
}

#[test]
fn the_document_is_where_the_package_says() {
    let relations = "<Relationships><Relationship Id='r' \
        Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' Target='/word/other.xml'/></Relationships>";
    let document = "<x:document><x:p><x:r><x:t>甲</x:t></x:r></x:p></x:document>";
    let bytes = zipped(&[("_rels/.rels", relations.as_bytes()), ("word/other.xml", document.as_bytes())]);
    assert_eq!(outline(&read(&bytes).unwrap()), "1 甲\n");
}

#[test]
fn damaged_and_hostile_files_are_refused_with_the_reason() {
    assert!(refused(&zipped(&[("[Content_Types].xml", b"")])).contains("没有“word/document.xml”"));
    assert!(refused(&zipped(&[("word/document.xml", b"<w:document><w:p>")])).contains("已损坏"));
    assert!(refused(&docx("<w:p></w:tbl>")).contains("已损坏"));
    assert!(refused(&docx(&"<w:sdt>".repeat(1_000))).contains("嵌套"));
    assert!(refused(&docx(&"<w:tbl><w:tr><w:tc>".repeat(100))).contains("嵌套"));
    let wide = tc("<w:gridSpan w:val='4000000000'/>", "").repeat(2);
    assert!(refused(&docx(&format!("<w:tbl><w:tr>{wide}</w:tr></w:tbl>"))).contains("列"));
    assert!(refused(&docx("<w:altChunk r:id='a'/>")).contains("嵌入"));
    assert!(refused(&docx(&" ".repeat(9 << 20))).contains("过大"));
}

#[test]
fn fields_are_read_by_their_result() {
    let field = "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>=SUM(ABOVE)</w:instrText><w:fldChar w:fldCharType='separate'/></w:r>\
        <w:r><w:t>14</w:t></w:r><w:fldSimple w:instr='PAGE'><w:r><w:t>3</w:t></w:r></w:fldSimple>";
    assert_eq!(document(&format!("<w:p>{field}</w:p>")), "1 143\n");
}

#[test]
fn a_hyphen_that_keeps_words_together_makes_no_figure_negative() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:noBreakHyphen/><w:t>{text}</w:t></w:r></w:p></w:tc>");
    assert_eq!(document(&table(&[&[cell("134"), cell("")]])), "[1]\n  1,1 \u{2011}134 | 1,2 -\n");
    assert_eq!(document("<w:p><w:r><w:t>2023</w:t><w:noBreakHyphen/><w:t>01</w:t></w:r></w:p>"), "1 2023-01\n");
}

#[test]
fn what_is_there_in_two_ways_is_read_once() {
    let two = |content: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice Requires='wps'>{content}</mc:Choice><mc:Fallback>{content}</mc:Fallback></mc:AlternateContent>"
        )
    };
    let run = |content: &str| format!("<w:tc><w:p><w:r>{content}</w:r></w:p></w:tc>");
    let drawing = format!("<w:drawing><wp:inline><w:txbxContent>{}</w:txbxContent></wp:inline></w:drawing>", p("41"));
    let body = table(&[&[run(&two("<w:t>134</w:t>")), run(&two(&drawing))]]);
    assert_eq!(document(&body), "[1]\n  1,1 134 | 1,2 ［文本框］41\n");
    assert_eq!(document(&two(&p("一、总体情况"))), "1 一、总体情况\n");
}
