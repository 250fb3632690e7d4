use super::{
    super::words::{lines, tests::glyph, words},
    *,
};

/// Pages of words: each at its place, in points.
fn read_pages(placed: &[&[(&str, i64, i64)]]) -> Vec<Page> {
    let page = |(number, placed): (u32, &&[(&str, i64, i64)])| {
        let glyphs = placed.iter().zip(0..).map(|((text, x, y), string)| glyph(text, *x, *y, string)).collect();
        let area = Area { left: 0, top: 0, right: 500_000, bottom: 800_000 };
        Page { number, area, lines: lines(words(glyphs, &[])), tables: Vec::new() }
    };
    let mut pages: Vec<Page> = (1..).zip(placed).map(page).collect();
    take(&mut pages);
    pages
}

/// The rows of the tables of a page, and the lines outside of them.
fn shown(page: Page) -> (Vec<Vec<(String, u32)>>, Vec<String>) {
    let row = |row: Vec<GridCell>| row.into_iter().map(|cell| (cell.text, cell.column)).collect();
    let rows = page.tables.into_iter().flat_map(|table| table.grid.rows).map(row).collect();
    (rows, page.lines.into_iter().map(|line| line.text).collect())
}

/// The same of one page of words.
fn read(placed: &[(&str, i64, i64)]) -> (Vec<Vec<(String, u32)>>, Vec<String>) {
    shown(read_pages(&[placed]).remove(0))
}

fn cells(row: &[(&str, u32)]) -> Vec<(String, u32)> {
    row.iter().map(|(text, column)| ((*text).to_owned(), *column)).collect()
}

#[test]
fn figures_under_one_another_are_a_table() {
    let (rows, outside) = read(&[
        ("二、情况", 0, 20),
        ("内容", 0, 40),
        ("制发", 100, 40),
        ("废止", 200, 40),
        ("1.规章", 0, 60),
        ("3", 103, 60),
        ("12", 200, 60),
        ("2.很长的标签折成", 0, 80),
        ("0", 103, 85),
        ("7", 203, 85),
        ("两行", 0, 90),
    ]);
    assert_eq!(outside, ["二、情况"]);
    assert_eq!(
        rows,
        [
            cells(&[("内容", 0), ("制发", 1), ("废止", 2)]),
            cells(&[("1.规章", 0), ("3", 1), ("12", 2)]),
            cells(&[("2.很长的标签折成\n两行", 0), ("0", 1), ("7", 2)]),
        ]
    );
}

#[test]
fn a_figure_broken_over_lines_is_seen_to_be() {
    let row = |label, y: i64, figures: [&'static str; 2]| [(label, 0, y), (figures[0], 100, y), (figures[1], 200, y)];
    let head = [("内容", 0, 30), ("制发", 100, 30), ("废止", 200, 30)];
    let rows = [row("1.规章", 60, ["101", "12"]), row("2.其他", 90, ["3", "4"])].concat();
    let (rows, _) = read(&[head.as_slice(), &rows[..3], &[("2", 100, 71)], &rows[3..], &[("1", 200, 101)]].concat());
    assert_eq!(
        rows[1..],
        [cells(&[("1.规章", 0), ("101\n2", 1), ("12", 2)]), cells(&[("2.其他", 0), ("3", 1), ("4", 2)]), cells(&[("1", 2)])]
    );
}

#[test]
fn tables_close_under_one_another_are_two() {
    let first =
        [("复议", 100, 20), ("维持", 0, 40), ("纠正", 100, 40), ("其他", 200, 40), ("1", 0, 60), ("2", 103, 60), ("3", 203, 60)];
    let below = [("维持", 40, 90), ("纠正", 150, 90), ("其他", 250, 90), ("4", 45, 110), ("5", 155, 110), ("6", 255, 110)];
    let (rows, _) = read(&[first.as_slice(), &below].concat());
    assert_eq!(rows.last(), Some(&cells(&[("4", 0), ("5", 1), ("6", 2)])));
}

#[test]
fn heads_over_heads_reach_over_all_of_their_group() {
    let leaves = ["维持", "纠正", "其他"].iter().cycle().take(6).zip((0..).step_by(50));
    let heads = leaves.clone().map(|(text, x)| (*text, x, 50));
    let figures = leaves.map(|(_, x)| ("7", x, 70));
    let texts: Vec<_> = [("直接起诉", 45, 30), ("复议后起诉", 190, 30)].into_iter().chain(heads).chain(figures).collect();
    let glyphs = texts.iter().zip(0..).map(|((text, x, y), string)| glyph(text, *x, *y, string)).collect();
    let area = Area { left: 0, top: 0, right: 500_000, bottom: 800_000 };
    let mut pages = [Page { number: 1, area, lines: lines(words(glyphs, &[])), tables: Vec::new() }];
    take(&mut pages);
    let spans: Vec<(u32, u32)> = pages[0].tables[0].grid.rows[0].iter().map(|cell| (cell.column, cell.columns)).collect();
    assert_eq!(spans, [(0, 3), (3, 3)]);
}

#[test]
fn heads_broken_over_lines_are_put_together_under_those_over_several() {
    let broken = [("结果", 0), ("结果", 50), ("其他", 100), ("维持", 0), ("纠正", 50), ("结果", 100)];
    let heads = broken.iter().enumerate().map(|(at, (text, x))| (*text, *x, if at < 3 { 40 } else { 52 }));
    let figures = [("7", 2, 80), ("8", 52, 80), ("9", 102, 80), ("24", 150, 80)];
    let texts: Vec<_> = [("行政复议案件", 61, 20)].into_iter().chain(heads).chain([("总计", 150, 46)]).chain(figures).collect();
    let (rows, outside) = read(&texts);
    assert_eq!(outside, Vec::<String>::new());
    let row = [("结果\n维持", 0), ("结果\n纠正", 1), ("其他\n结果", 2), ("总计", 3)];
    assert_eq!(rows[..2], [cells(&[("行政复议案件", 0)]), cells(&row)]);
}

#[test]
fn figures_at_the_left_of_their_cells_are_under_the_heads_there() {
    let heads = [("内容", 60, 40), ("制发", 140, 40), ("废止", 220, 40), ("有效", 300, 40)];
    let row = |label, y: i64, figures: [&'static str; 3]| {
        [(label, 0, y), (figures[0], 110, y), (figures[1], 190, y), (figures[2], 270, y)]
    };
    let rows = [row("规章", 60, ["1", "12", "0"]), row("其他文件", 80, ["101", "2", "3"])].concat();
    let (rows, _) = read(&[heads.as_slice(), &rows].concat());
    assert_eq!(rows[0], cells(&[("内容", 0), ("制发", 1), ("废止", 2), ("有效", 3)]));
    assert_eq!(rows[2], cells(&[("其他文件", 0), ("101", 1), ("2", 2), ("3", 3)]));
}

#[test]
fn labels_without_figures_are_rows_of_blanks_where_all_figures_have_a_label() {
    let head = [("内容", 0, 40), ("制发", 100, 40), ("废止", 200, 40)];
    let rows = [("1.规章", 0, 60), ("3", 103, 60), ("12", 200, 60), ("2.其他", 0, 80), ("3.总计", 0, 100), ("3", 103, 100)];
    let last = [("12", 200, 100), ("4.结余", 0, 120)];
    let (read_rows, _) = read(&[head.as_slice(), &rows, &last].concat());
    assert_eq!(read_rows[2], cells(&[("2.其他", 0), ("", 1), ("", 2)]));
    assert_eq!(read_rows[4], cells(&[("4.结余", 0), ("", 1), ("", 2)]), "nothing stands overleaf");
    let first = [head.as_slice(), &rows, &last].concat();
    let mut pages = read_pages(&[&first, &[("四、情况", 0, 20)]]);
    assert_eq!(shown(pages.remove(0)).0[4].len(), 3, "what stands overleaf is no figure");
    let mut pages = read_pages(&[&first, &[("7", 103, 20), ("8", 203, 20)]]);
    assert_eq!(shown(pages.remove(0)).0[4], cells(&[("4.结余", 0)]), "its figures may stand overleaf");
    let (read_rows, _) = read(&[head.as_slice(), &rows, &last, &[("7", 103, 140), ("8", 203, 140)]].concat());
    assert_eq!(read_rows[2], cells(&[("2.其他", 0), ("", 1), ("", 2)]), "its neighbours have figures of their own");
    assert_eq!(read_rows[4], cells(&[("4.结余", 0)]), "whose are the last figures?");
}

#[test]
fn a_label_that_need_not_go_on_does_not() {
    let head = [("内容", 0, 40), ("本年数量", 100, 40)];
    let rows = [("行政事业性收费", 0, 60), ("3", 108, 60), ("处罚", 0, 80), ("强制", 0, 92), ("12", 105, 92)];
    let (rows, _) = read(&[head.as_slice(), &rows].concat());
    assert_eq!(rows[2..], [cells(&[("处罚", 0), ("", 1)]), cells(&[("强制", 0), ("12", 1)])]);
}

#[test]
fn a_long_figure_goes_on_where_the_next_column_leaves_no_room() {
    let figures = |y, figures: [&'static str; 3]| {
        figures.into_iter().zip([100, 125, 150]).filter(|(text, _)| !text.is_empty()).map(move |(text, x)| (text, x, y))
    };
    let head = [("内容", 0, 40), ("制发", 100, 40), ("废止", 125, 40), ("有效", 150, 40)];
    let rows = [("1.规章", 0, 60), ("2.其他", 0, 90)].into_iter().chain(figures(60, ["101", "102", "12"]));
    let all: Vec<_> =
        head.into_iter().chain(rows).chain(figures(71, ["2", "3", ""])).chain(figures(90, ["3", "4", "5"])).collect();
    let (rows, _) = read(&all);
    assert_eq!(rows[1], cells(&[("1.规章", 0), ("1012", 1), ("1023", 2), ("12", 3)]));
}

#[test]
fn prose_is_no_table() {
    let (rows, outside) = read(&[("全年收到申请", 0, 20), ("21", 32, 20), ("件，办结", 44, 20), ("落款", 300, 60)]);
    assert_eq!((rows.len(), outside.len()), (0, 2));
}

const FOOT: [(&str, i64, i64); 4] = [("情况如下。", 0, 700), ("信息内容", 20, 760), ("制发", 100, 760), ("废止", 200, 760)];

#[test]
fn heads_at_the_foot_of_a_page_stand_over_the_figures_on_the_next_one() {
    let mut pages = read_pages(&[&FOOT, &[("规章", 0, 20), ("3", 103, 20), ("12", 200, 20), ("三、下一章", 0, 60)]]);
    let below = shown(pages.remove(1));
    let heads = cells(&[("信息内容", 0), ("制发", 1), ("废止", 2)]);
    assert_eq!(below, (vec![heads, cells(&[("规章", 0), ("3", 1), ("12", 2)])], vec!["三、下一章".to_owned()]));
    assert_eq!(shown(pages.remove(0)), (Vec::new(), vec!["情况如下。".to_owned()]));
}

#[test]
fn heads_repeated_over_what_stands_below_others_are_gone() {
    let first = [("内容", 20, 20), ("件数", 100, 20), ("规章", 0, 40), ("3", 103, 40), ("文件", 0, 60), ("4", 103, 60)];
    let foot = [("内容", 20, 760), ("金额", 100, 760)];
    let below = [("内容", 20, 20), ("件数", 100, 20), ("收费", 0, 40), ("7", 103, 40)];
    let mut pages = read_pages(&[&[first.as_slice(), &[("说明文字", 0, 90)], &foot].concat(), &below]);
    assert_eq!(shown(pages.remove(1)).0, [cells(&[("内容", 0), ("金额", 1)]), cells(&[("收费", 0), ("7", 1)])]);
}

#[test]
fn prose_at_the_foot_of_a_page_is_no_head() {
    let row = [("规章", 0, 20), ("3", 103, 20), ("12", 200, 20), ("4", 300, 20)];
    for foot in [&[("共收到", 0, 760), ("12", 50, 760), ("件。", 100, 760)][..], &[("情况如下：", 0, 760)]] {
        let mut pages = read_pages(&[foot, &row]);
        assert_eq!(shown(pages.remove(1)).0, [cells(&[("规章", 0), ("3", 1), ("12", 2), ("4", 3)])]);
        assert_eq!(pages[0].lines.len(), 1);
    }
}

#[test]
fn figures_torn_beside_the_lines_of_their_label_are_one_row() {
    let head = [("内容", 0, 40), ("制发", 100, 40), ("废止", 125, 40), ("有效", 150, 40)];
    let torn = [("一、本年新收申请", 0, 60), ("101", 100, 60), ("102", 125, 60), ("12", 150, 66)];
    let rest = [("政府信息数量", 0, 72), ("2", 100, 72), ("3", 125, 72)];
    let below = [("二、其他", 0, 100), ("3", 100, 100), ("4", 125, 100), ("5", 150, 100)];
    let (rows, _) = read(&[head.as_slice(), &torn, &rest, &below].concat());
    assert_eq!(rows[1], cells(&[("一、本年新收申请\n政府信息数量", 0), ("1012", 1), ("1023", 2), ("12", 3)]));
    assert_eq!(rows[2], cells(&[("二、其他", 0), ("3", 1), ("4", 2), ("5", 3)]));
    let own = [("二、上年", 0, 72), ("2", 100, 72), ("3", 125, 72), ("4", 150, 72)];
    let (rows, _) = read(&[head.as_slice(), &torn[..3], &own, &below].concat());
    assert_eq!(rows[2], cells(&[("二、上年", 0), ("2", 1), ("3", 2), ("4", 3)]), "a row with a label of its own");
}

#[test]
fn the_last_label_of_a_table_may_stand_on_the_next_page_with_nothing_beside_it() {
    let first = [("内容", 0, 700), ("制发", 100, 700), ("废止", 200, 700)];
    let rows = [("一、新收", 0, 720), ("3", 103, 720), ("12", 200, 720), ("二、总计", 0, 740), ("3", 103, 740), ("12", 200, 740)];
    let page = [first.as_slice(), &rows].concat();
    let read_next = |heading| shown(read_pages(&[&page, &[("三、结转", 0, 20), (heading, 0, 60), ("正文", 20, 80)]]).remove(1));
    assert_eq!(read_next("二、下一章").0, [cells(&[("三、结转", 0), ("", 1), ("", 2)])]);
    assert_eq!(read_next("四、下一章").0, Vec::<Vec<(String, u32)>>::new(), "it may be a heading itself");
}

#[test]
fn figures_beside_a_label_over_all_are_not_those_of_the_blank_row_above() {
    let head = [("内容", 0, 40), ("制发", 150, 40), ("废止", 200, 40)];
    let row = |group, label, y: i64| [(group, 0, y), (label, 60, y), ("3", 153, y), ("12", 200, y)];
    let rows = [row("（一）甲", "1.乙", 60), row("（二）丙", "1.丁", 80)].concat();
    let last = [("2.戊", 60, 92), ("（三）总计", 0, 104), ("6", 153, 104), ("24", 200, 104)];
    let (rows, _) = read(&[head.as_slice(), &rows, &last].concat());
    assert_eq!(rows[3], cells(&[("2.戊", 1), ("", 2), ("", 3)]));
}

const HEADS: [(&str, i64, i64); 4] = [("内容", 20, 40), ("制发件数", 100, 40), ("废止件数", 200, 40), ("有效件数", 300, 40)];

#[test]
fn labels_under_heads_are_rows_whose_values_are_blank() {
    let (rows, outside) = read(&[HEADS.as_slice(), &[("规章", 0, 60), ("规范性文件", 0, 80), ("三、情况", 0, 100)]].concat());
    assert_eq!(outside, ["三、情况"]);
    let blank = |label| cells(&[(label, 0), ("", 1), ("", 2), ("", 3)]);
    assert_eq!(rows[1..], [blank("规章"), blank("规范性文件")]);
}

#[test]
fn a_lone_figure_is_under_the_head_on_whose_side_of_the_middle_it_stands() {
    let with = |x: i64| read(&[HEADS.as_slice(), &[("规章", 0, 60), ("8", x, 80), ("文件", 0, 80)]].concat());
    assert_eq!(with(230).0[2], cells(&[("文件", 0), ("", 1), ("8", 2), ("", 3)]));
    // In the middle between two heads it may be under either.
    assert_eq!(with(258).0, Vec::<Vec<(String, u32)>>::new());
}

#[test]
fn lines_of_an_address_are_no_table() {
    let (rows, outside) = read(&[("联系人：张三", 0, 20), ("电话：八八", 200, 20), ("地址", 0, 40), ("某路", 0, 60)]);
    assert_eq!((rows.len(), outside.len()), (0, 3));
}

#[test]
fn a_blank_part_above_repeated_heads_is_one_of_its_own() {
    let above = [("内容", 20, 40), ("处理数量", 200, 40), ("行政处罚", 0, 60), ("行政强制", 0, 80), ("第八项", 100, 100)];
    let below =
        [("内容", 20, 120), ("收费金额", 200, 120), ("收费", 0, 140), ("3.5", 210, 140), ("罚没", 0, 160), ("4.5", 210, 160)];
    let (rows, _) = read(&[above.as_slice(), &below].concat());
    assert!(rows.contains(&cells(&[("行政强制", 0), ("", 1)])), "{rows:?}");
    assert_eq!(rows.last(), Some(&cells(&[("罚没", 0), ("4.5", 1)])));
}

#[test]
fn a_row_of_two_figures_under_many_heads_is_a_table() {
    let heads = ["维持", "纠正", "其他", "未审结", "总计"].into_iter().zip((0..).step_by(60)).map(|(text, x)| (text, x, 40));
    let (rows, _) = read(&heads.chain([("4", 5, 60), ("4", 245, 60)]).collect::<Vec<_>>());
    assert_eq!(rows.last(), Some(&cells(&[("4", 0), ("", 1), ("", 2), ("", 3), ("4", 4)])));
}

#[test]
fn a_blank_row_between_two_with_figures_is_told_though_another_label_is_torn() {
    let heads = [("内容", 0, 20), ("制发", 100, 20), ("废止", 200, 20)];
    let row = |label, y: i64| [(label, 0, y), ("3", 103, y), ("4", 203, y)];
    let torn = [("5.首行", 0, 140), ("末行", 0, 160), ("3", 103, 160), ("4", 203, 160)];
    let body = [row("1.甲", 40), row("2.乙", 60), row("4.丁", 100)].concat();
    let (rows, _) = read(&[heads.as_slice(), &body[..6], &[("3.丙", 0, 80)], &body[6..], &torn].concat());
    assert!(rows.contains(&cells(&[("3.丙", 0), ("", 1), ("", 2)])), "{rows:?}");
}
