use super::read;
use crate::read::{document::Block, sample::zipped};

const LISTED: &str = "<ofd:Document xmlns:ofd='http://www.ofdspec.org/2016'><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297\
    </ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID='2' BaseLoc='Tpls/Tpl_0/Content.xml'/></ofd:CommonData><ofd:Pages>\
    <ofd:Page ID='1' BaseLoc='/Doc_0/Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>";

/// A document in which an object of the page is composed of a unit.
#[test]
fn objects_composed_of_units_are_read() {
    let text = |place: &str, text: &str| {
        format!("<TextObject Boundary='{place} 100 6' Size='4'><TextCode X='0' Y='4' DeltaX='4'>{text}</TextCode></TextObject>")
    };
    let document = "<Document><CommonData><PublicRes>Res.xml</PublicRes></CommonData><Pages><Page ID='1' BaseLoc='P.xml'/></Pages></Document>";
    let object = |unit: u32, place: &str| format!("<CompositeObject Boundary='{place} 100 20' ResourceID='{unit}'/>");
    let unit = |number: u32, content: &str| {
        format!("<CompositeGraphicUnit ID='{number}' Width='9'><Content>{content}</Content></CompositeGraphicUnit>")
    };
    let page = format!("<Page><Content><Layer>{}{}</Layer></Content></Page>", text("20 10", "标题"), object(7, "20 20"));
    let units =
        [unit(6, &text("0 0", "别处")), unit(7, &(text("0 0", "规章") + &object(8, "0 10"))), unit(8, &text("0 0", "废止"))];
    let resources = format!("<Res><CompositeGraphicUnits>{}</CompositeGraphicUnits></Res>", units.concat());
    let bytes = zipped(&[
        ("OFD.xml", b"<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>".as_slice()),
        ("Document.xml", document.as_bytes()),
        ("P.xml", page.as_bytes()),
        ("Res.xml", resources.as_bytes()),
    ]);
    assert_eq!(outline(&bytes), "标题\n规章\n废止\n");
    // A unit that holds itself ends.
    let endless = resources.replace("ResourceID='8'", "ResourceID='7'");
    let bytes = zipped(&[
        ("OFD.xml", b"<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>".as_slice()),
        ("Document.xml", document.as_bytes()),
        ("P.xml", page.as_bytes()),
        ("Res.xml", endless.as_bytes()),
    ]);
    assert!(outline(&bytes).starts_with("标题\n规章\n规章"));
}

pub(in crate::read) fn ofd(page: &str, template: &str) -> Vec<u8> {
    let root = "<ofd:OFD xmlns:ofd='o'><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let content = |xml: &str| {
        format!(
            "<ofd:Page xmlns:ofd='o'><ofd:Template TemplateID='2'/><ofd:Content><ofd:Layer>{xml}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    };
    zipped(&[
        ("OFD.xml", root.as_bytes()),
        ("Doc_0/Document.xml", LISTED.as_bytes()),
        ("Doc_0/Pages/Page_0/Content.xml", content(page).as_bytes()),
        ("Doc_0/Tpls/Tpl_0/Content.xml", content(template).as_bytes()),
    ])
}

/// A text of 4 mm at a place.
pub(in crate::read) fn words(text: &str, x: u32, y: u32, steps: &str) -> String {
    format!(
        "<ofd:TextObject Boundary='{x} {y} 100 6' Size='4'><ofd:TextCode X='0' Y='4' {steps}>{text}</ofd:TextCode></ofd:TextObject>"
    )
}

/// A ruled table of two rows and two columns.
pub(in crate::read) fn lines() -> String {
    let line = |data: &str| {
        format!(
            "<ofd:PathObject Boundary='20 40 100 40' LineWidth='0.2'><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
        )
    };
    ["M 0 0 L 80 0", "M 0 10 L 80 10", "M 0 20 L 80 20", "M 0 0 L 0 20", "M 40 0 L 40 20", "M 80 0 L 80 20"].map(line).concat()
}

fn outline(bytes: &[u8]) -> String {
    let block = |block: &Block| match block {
        Block::Paragraph(passage) => format!("{}\n", passage.text),
        Block::Grid(grid) => {
            let row = |row: &Vec<crate::read::document::GridCell>| {
                row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ")
            };
            grid.rows.iter().map(|cells| row(cells) + "\n").collect()
        }
    };
    match read(bytes) {
        Ok(document) => document.blocks.iter().map(block).collect(),
        Err(why) => why.reason.zh,
    }
}

#[test]
fn texts_and_lines_are_read_with_the_template_under_them() {
    let page = [
        words("规章", 22, 42, "DeltaX='4'"),
        words("1234", 62, 42, "DeltaX='g 2 2 2'"),
        words("总体情况", 20, 20, "DeltaX='g 3 4'"),
    ]
    .concat();
    let template = lines() + &words("内容", 22, 52, "DeltaX='4'") + &words("件数", 62, 52, "DeltaX='4'");
    assert_eq!(outline(&ofd(&page, &template)), "总体情况\n规章 | 1234\n内容 | 件数\n");
}

#[test]
fn the_last_step_holds_for_all_that_follow() {
    assert_eq!(outline(&ofd(&words("收到申请", 20, 20, "DeltaX='4 4'"), "")), "收到申请\n");
    assert_eq!(outline(&ofd(&words("收到申请", 20, 20, ""), "")), "收到申请\n");
}

#[test]
fn text_drawn_as_curves_and_pictures_are_scans() {
    let curve = "<ofd:PathObject Boundary='0 0 9 9' Fill='true'><ofd:AbbreviatedData>M 0 0 B 1 1 2 2 3 3 C</ofd:AbbreviatedData></ofd:PathObject>";
    assert!(outline(&ofd(curve, "")).starts_with("OFD 是扫描件"));
    assert!(outline(&ofd("<ofd:ImageObject Boundary='0 0 210 297'/>", "")).starts_with("OFD 是扫描件"));
    assert_eq!(outline(&ofd("", "")), "OFD 里没有文字");
}

#[test]
fn what_clips_is_not_drawn_and_what_is_not_visible_is_not_read() {
    let clip = "<ofd:TextObject Boundary='20 20 100 6' Size='4'><ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary='0 0 9 9'>\
        <ofd:AbbreviatedData>M 0 0 L 9 0</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>\
        <ofd:TextCode X='0' Y='4' DeltaX='4'>正文</ofd:TextCode></ofd:TextObject>";
    let unseen = words("隐藏", 20, 60, "DeltaX='4'").replace("<ofd:TextObject", "<ofd:TextObject Visible='false'");
    assert_eq!(outline(&ofd(&(clip.to_owned() + &unseen), "")), "正文\n");
}
