use super::*;
use crate::read::sample::outline;

fn page(html: &str) -> String {
    outline(&read(html.as_bytes()).unwrap())
}

fn refused(html: &str) -> String {
    read(html.as_bytes()).unwrap_err().reason.zh
}

#[test]
fn tables_and_paragraphs_come_in_order() {
    let html = "<h1>某局 2023年\n年度报告</h1><p>一、总体情况</p><table><caption>表一</caption>
        <tr><td colspan=2>第二十条第（一）项</td></tr><tr><td>规章<td> 14 </table>二、<b>其</b>他<br>完";
    assert_eq!(
        page(html),
        "1 某局 2023年 年度报告\n2 一、总体情况\n3 表一\n\
         [1]\n  1,1 2x1 第二十条第（一）项\n  2,1 规章 | 2,2 14\n4 二、其他\n5 完\n"
    );
}

#[test]
fn spans_push_the_cells_below_aside() {
    let html = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁<tr><td rowspan=0>戊<td>己<td>庚</table>";
    assert_eq!(page(html), "[1]\n  1,1 1x2 甲 | 1,2 2x1 乙\n  2,2 丙 | 2,3 丁\n  3,1 戊 | 3,2 己 | 3,3 庚\n");
}

#[test]
fn line_breaks_within_cells_stay() {
    let html = "<table><tr><td><p>结果</p>\n<p>维持</p><td>总<br>计<td>本年\n  制发<td>&nbsp;</table>";
    assert_eq!(page(html), "[1]\n  1,1 结果/维持 | 1,2 总/计 | 1,3 本年 制发 | 1,4 \n");
}

#[test]
fn a_table_for_the_looks_does_not_swallow_the_report() {
    let html = "<table><tr><td>首页<td>导航</tr><tr><td><p>一、总体情况</p><p>正文</p>
        <table><tr><td>规章<td>0</table><p>三、</p><table><tr><td>新收<td>14</table></td><td>侧栏</td></tr>
        <tr><td>页脚<td>网站</table>";
    assert_eq!(
        page(html),
        "[1]\n  1,1 首页 | 1,2 导航\n1 一、总体情况\n2 正文\n[2]\n  1,1 规章 | 1,2 0\n3 三、\n[3]\n  1,1 新收 | 1,2 14\n4 侧栏\n\
         [1]\n  3,1 页脚 | 3,2 网站\n"
    );
}

#[test]
fn a_figure_in_a_table_of_its_own_stays_in_its_cell() {
    let html = "<table><tr><td>新收<td><table><tr><td>14</table><td>2</table>";
    assert_eq!(page(html), "[1]\n  1,1 新收 | 1,2 14 | 1,3 2\n");
}

#[test]
fn what_is_not_seen_is_not_read() {
    let html = "<title>某网</title><script>var a = '<table>'</script><style>p{}</style><p style='display : none'>甲</p>
        <template><p>乙</p></template><!-- 丙 --><p hidden>丁</p><svg><text>戊</text></svg>
        <table><tr style=\"DISPLAY:none\"><td>1<td>2<tr><td>规章<td style=display:none>41<td>14
        <tr><td style=visibility:hidden>41<td>14</table>";
    assert_eq!(page(html), "[1]\n  1,1 规章 | 1,2 14\n  2,1  | 2,2 14\n");
}

#[test]
fn what_stands_apart_does_not_run_into_a_figure() {
    let html = "<table><tr><td>14<sup>1</sup><td><s>41</s>14<td><del>4</del>1<td><span>1</span><b>4</b>
        <td><select><option>0<option>1</select></table>";
    assert_eq!(page(html), "[1]\n  1,1 14 1 | 1,2 41 14 | 1,3 4 1 | 1,4 14 | 1,5 0 1\n");
}

#[test]
fn fields_and_pictures_are_no_blanks() {
    let html = "<table><tr><td><input value=14><td><input type=hidden value=3><td><img src=a.png><td>规章<img src=a.png>
        <td><img src=a.gif width=1></table>";
    assert_eq!(page(html), "[1]\n  1,1 14 | 1,2  | 1,3 ［图片］ | 1,4 规章 | 1,5 \n");
}

#[test]
fn text_that_is_set_as_written_keeps_its_lines() {
    assert_eq!(page("<pre>规章\n0\n\n  1</pre>"), "1 规章\n2 0\n3 1\n");
}

#[test]
fn words_that_stand_between_cells_are_kept() {
    assert_eq!(page("<table>注<tr><td>规章<td>0</table>"), "1 注\n[1]\n  1,1 规章 | 1,2 0\n");
}

#[test]
fn pages_in_gbk_are_read() {
    let html = "<meta charset=gb2312><table><tr><td>行政事业性收费<td>251000元</table>";
    let bytes = encoding_rs::GB18030.encode(html).0.into_owned();
    assert_eq!(outline(&read(&bytes).unwrap()), "[1]\n  1,1 行政事业性收费 | 1,2 251000元\n");
}

#[test]
fn spans_of_a_billion_are_cut_down() {
    let html = "<table><tr><td rowspan=1000000000>甲<td>乙<tr><td>丙</table>";
    assert_eq!(page(html), "[1]\n  1,1 1x2 甲 | 1,2 乙\n  2,2 丙\n");
    assert!(refused(&format!("<table><tr>{}", "<td colspan=1000000000>".repeat(3))).contains("列"));
}

#[test]
fn pages_made_to_hurt_are_refused_with_the_reason() {
    assert!(refused(&"<div>".repeat(100_000)).contains("嵌套"));
    assert!(refused(&"<table><tr><td>".repeat(500)).contains("嵌套"));
    assert!(refused(&format!("<table><tr>{}", "<td colspan=1000>".repeat(9))).contains("列"));
    assert!(refused(&"<p>".repeat(320_000)).contains("标签"));
    assert!(refused(&format!("<a {}>", "a ".repeat(100_000))).contains("属性"));
    let fonts: String = (0..2_000).map(|n| format!("<p><font a={n}>甲</p>")).collect();
    assert!(refused(&fonts).contains("嵌套"));
}

#[test]
fn a_long_comment_or_picture_is_no_harm() {
    let words = "甲 乙 丙 ".repeat(2_000);
    let picture = "AB/CD+EF".repeat(20_000);
    assert_eq!(page(&format!("<!-- {words} --><p>一</p><img src='data:image/png;base64,{picture}'><p>二</p>")), "1 一\n2 二\n");
}

#[test]
fn words_that_look_otherwise_are_no_part_of_the_figure_beside_them() {
    let page = "<style>.old{text-decoration:line-through}.hid{display:none}</style><p>1<span class='old'>2</span>3 <b class='hid'>4</b>5\
        <p>14<span style='vertical-align:super'>1</span><p>1<font style='font-size:0'>2</font>3<p class='hid'>4</p><div class='hid'>5</div>";
    assert_eq!(self::page(page), "1 1 2 3 5\n2 14 1\n3 1 2 3\n4 5\n");
}
