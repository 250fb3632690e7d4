use super::*;
use crate::read::sample::{ole, outline};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let count = u16::try_from(units.len()).unwrap().to_le_bytes();
    [&count[..], &[1], &units.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat()
}

/// Row, column, style and the rest of a cell.
fn cell(kind: u16, row: u16, column: u16, style: u16, rest: &[u8]) -> Vec<u8> {
    record(kind, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &style.to_le_bytes(), rest].concat())
}

const BEGIN: &[u8] = &[0x00, 0x06, 0x10, 0];

/// A workbook with sheets by name and state, some records in front, and the same records in each sheet.
fn book(sheets: &[(&str, u8)], front: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    let bound = |offset: usize, name: &str, state: u8| {
        let name = wide(name);
        record(0x85, &[&u32::try_from(offset).unwrap().to_le_bytes()[..], &[state, 0, name[0]], &name[2..]].concat())
    };
    let head = [record(0x809, BEGIN), front.concat()].concat();
    let list: usize = sheets.iter().map(|(name, state)| bound(0, name, *state).len()).sum();
    let sheet = [record(0x809, BEGIN), cells.concat(), record(0x0a, &[])].concat();
    let first = head.len() + list + 4;
    let bounds = sheets.iter().enumerate().flat_map(|(at, (name, state))| bound(first + at * sheet.len(), name, *state));
    [head, bounds.collect(), record(0x0a, &[]), sheet.repeat(sheets.len())].concat()
}

fn shown(stream: &[u8]) -> String {
    outline(&read(&ole("Workbook", stream)).unwrap())
}

fn strings(texts: &[&str]) -> Vec<u8> {
    let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
    record(0xfc, &[&count[..], &count, &texts.iter().flat_map(|text| wide(text)).collect::<Vec<u8>>()].concat())
}

/// A small workbook with some of everything.
pub(crate) fn workbook() -> Vec<u8> {
    let merged = record(0xe5, &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    let formula = cell(0x06, 1, 1, 0, &[&[0, 0, 0, 0, 0, 0, 0xff, 0xff][..], &[0; 8]].concat());
    let numbers = record(0xbd, &[2, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 7, 0, 0, 0, 1, 0]);
    let cells = [
        cell(0xfd, 0, 0, 0, &[0; 4]),
        cell(0x203, 0, 1, 1, &0.5f64.to_le_bytes()),
        merged,
        formula,
        record(0x207, &wide("文")),
        numbers,
    ];
    let style = record(0xe0, &[0, 0, 164, 0, 0, 0]);
    let format = record(0x41e, &[&[164, 0][..], &wide("0%")].concat());
    book(&[("甲", 0), ("乙", 1)], &[strings(&["规章", "abc"]), style.clone(), style, format], &cells)
}

#[test]
fn cells_show_what_the_sheet_shows() {
    let whole = |number: i32| (number << 2 | 2).cast_unsigned().to_le_bytes();
    let hundredths = |number: i32| (number << 2 | 3).cast_unsigned().to_le_bytes();
    let half = u32::try_from(0.5f64.to_bits() >> 32).unwrap().to_le_bytes();
    let many = [&[1, 0, 0, 0][..], &[0, 0], &whole(-3), &[0, 0], &half, &[1, 0]].concat();
    let cells = [
        cell(0xfd, 0, 0, 0, &[0, 0, 0, 0]),
        cell(0xfd, 0, 1, 0, &[9, 0, 0, 0]),
        cell(0x203, 0, 2, 0, &59237.2449f64.to_le_bytes()),
        cell(0x27e, 0, 3, 0, &hundredths(773_028)),
        record(0xbd, &many),
        cell(0x204, 1, 2, 0, &wide(" 文件 ")),
        cell(0x205, 1, 3, 0, &[0x07, 1]),
        cell(0x203, 2, 0, 1, &0.339f64.to_le_bytes()),
        cell(0x203, 2, 1, 2, &45311f64.to_le_bytes()),
        cell(0x203, 2, 2, 0, &f64::NAN.to_le_bytes()),
        cell(0x205, 2, 3, 0, &[1, 0]),
    ];
    let style = |format: u16| record(0xe0, &[&[0, 0][..], &format.to_le_bytes(), &[0; 16]].concat());
    let format = record(0x41e, &[&164u16.to_le_bytes()[..], &wide("yyyy\"年\"")].concat());
    let front = [strings(&["规章"]), style(0), style(10), style(164), format];
    assert_eq!(
        shown(&book(&[("Sheet1", 0)], &front, &cells)),
        "[0]\n  0,0 规章 | 0,1 \u{fffd} | 0,2 59237.2449 | 0,3 7730.28\n  1,0 -3 | 1,1 0.5 | 1,2 文件 | 1,3 #DIV/0!\n\
         \x20 2,0 33.9% | 2,1 2024-01-20 | 2,2 #NUM! | 2,3 TRUE\n"
    );
}

#[test]
fn formulas_show_their_result_or_that_they_have_none() {
    let formula =
        |column: u16, value: [u8; 8], flags: u8| cell(0x06, 0, column, 0, &[&value[..], &[flags, 0, 0, 0, 0, 0, 0, 0]].concat());
    let special = |kind: u8, value: u8| [kind, 0, value, 0, 0, 0, 0xff, 0xff];
    let cells = [
        formula(0, 14f64.to_le_bytes(), 0),
        formula(1, special(0, 0), 0),
        record(0x207, &wide("十四")),
        formula(2, special(1, 0), 0),
        formula(3, special(2, 0x17), 0),
        formula(4, special(3, 0), 0),
        formula(5, special(3, 0), 3),
        formula(6, special(0, 0), 0),
        formula(7, 1f64.to_le_bytes(), 0),
    ];
    assert_eq!(
        shown(&book(&[("Sheet1", 0)], &[], &cells)),
        "[0]\n  0,0 14 | 0,1 十四 | 0,2 FALSE | 0,3 #REF! | 0,4  | 0,5 =公式 | 0,6 =公式 | 0,7 1\n"
    );
}

#[test]
fn merged_cells_hidden_sheets_and_charts_are_seen_for_what_they_are() {
    let merged = record(0xe5, &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    let chart = [record(0x809, BEGIN), cell(0x204, 0, 0, 0, &wide("图")), record(0x0a, &[])].concat();
    let cells =
        [cell(0x204, 0, 0, 0, &wide("甲")), merged, chart, cell(0x204, 0, 1, 0, &wide("乙")), cell(0x204, 1, 1, 0, &wide("丙"))];
    let stream = book(&[("旧表", 1), ("年报", 0)], &[], &cells);
    assert_eq!(shown(&stream), "? 年报\n[1]\n  0,0 1x2 甲 | 0,1 乙\n  1,1 丙\n");
}

#[test]
fn texts_of_excel_95_are_in_its_code_page() {
    let bytes = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let label = |column: u16, text: &str| {
        cell(0x204, 0, column, 0, &[&[u8::try_from(bytes(text).len()).unwrap(), 0][..], &bytes(text)].concat())
    };
    let sheet = [record(0x809, &[0, 5, 0x10, 0]), label(0, "规章"), label(1, "有效"), record(0x0a, &[])].concat();
    let front = [record(0x809, &[0, 5, 5, 0]), record(0x42, &936u16.to_le_bytes())].concat();
    let at = u32::try_from(front.len() + 21).unwrap().to_le_bytes();
    let bound = record(0x85, &[&at[..], &[0, 0, 6], b"Sheet1"].concat());
    let stream = [front, bound, record(0x0a, &[]), sheet].concat();
    assert_eq!(outline(&read(&ole("Book", &stream)).unwrap()), "[0]\n  0,0 规章 | 0,1 有效\n");
}

#[test]
fn protected_and_damaged_files_are_refused_with_the_reason() {
    let why = |stream: &[u8]| read(&ole("Workbook", stream)).map(|document| document.blocks.len()).map_err(|why| why.reason.zh);
    assert!(why(&[record(0x809, BEGIN), record(0x2f, &[1, 0, 0, 0])].concat()).unwrap_err().contains("密码"));
    assert_eq!(why(&[]), Ok(0));
    assert!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap_err().reason.zh.contains("已损坏"));
    let whole = book(&[("甲", 0)], &[strings(&["乙"])], &[cell(0xfd, 0, 0, 0, &[0; 4]), cell(0x204, 0, 1, 0, &wide("丙"))]);
    let read: Vec<_> = (0..=whole.len()).map(|end| why(&whole[..end])).collect();
    assert_eq!(read.last(), Some(&Ok(2)));
    let of_sheet = whole.windows(4).rposition(|window| window == [9, 8, 4, 0]).unwrap();
    assert!(read[of_sheet..whole.len()].iter().all(Result::is_err), "what is cut off is never read as blank");
}
