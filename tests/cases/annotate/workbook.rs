//! Marked workbooks: which cells are shaded, and that nothing else of a sheet or of the styles was changed.

use super::text;
use regex::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

const STYLES: &str = "xl/styles.xml";

pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && !sheets(bytes).is_empty()
}

/// The parts that hold sheets, in the order of the workbook.
fn sheets(bytes: &[u8]) -> Vec<String> {
    let count = super::parts(bytes).keys().filter(|name| name.starts_with("xl/worksheets/sheet")).count();
    (1..=count).map(|number| format!("xl/worksheets/sheet{number}.xml")).collect()
}

/// The notes on cells.
pub(super) fn notes(bytes: &[u8]) -> Vec<String> {
    let names = super::parts(bytes).into_keys().filter(|name| name.contains("comments"));
    let note = Regex::new("(?s)<comment .*?</comment>").unwrap();
    names.flat_map(|name| note.find_iter(&text(bytes, &name)).map(|note| note.as_str().to_owned()).collect::<Vec<_>>()).collect()
}

/// What is wrong with a workbook that was marked at these places, each named by its origin.
pub(super) fn faults(before: &[u8], after: &[u8], places: &BTreeMap<String, Option<String>>) -> Vec<String> {
    let mut faults = Vec::new();
    let styles = [before, after].map(|bytes| Styles::of(&text(bytes, STYLES)));
    let [of_original, of_marked] = &styles;
    for (list, own) in [("fills", &of_original.fills), ("styles", &of_original.formats)] {
        let now = if list == "fills" { &of_marked.fills } else { &of_marked.formats };
        faults.extend((!now.starts_with(own)).then(|| format!("{list} of the workbook were changed")));
    }
    faults.extend((of_original.rest != of_marked.rest).then(|| "something else of the styles was changed".to_owned()));
    let mut shaded = BTreeSet::new();
    for (at, name) in sheets(before).iter().enumerate() {
        let [own, marked] = [before, after].map(|bytes| text(bytes, name));
        faults.extend((without_styles(&own) != without_styles(&marked)).then(|| format!("{name} was changed")));
        let before = cells(&own);
        for (cell, style) in cells(&marked) {
            let was = before.get(&cell).copied().unwrap_or_else(|| of_row(&own, cell.0));
            if of_marked.is_shaded(style) {
                shaded.insert(format!("Sheet {{ sheet: {at}, row: {}, column: {} }}", cell.0, cell.1));
            }
            // But for the fill it looks as it did.
            faults.extend((of_marked.looks[style] != of_original.looks[was]).then(|| format!("{name} {cell:?} looks otherwise")));
        }
    }
    let wanted: BTreeSet<String> = places.keys().cloned().collect();
    faults.extend(wanted.difference(&shaded).map(|place| format!("{place} is not shaded")));
    faults.extend(shaded.difference(&wanted).map(|place| format!("{place} is shaded")));
    faults
}

struct Styles {
    fills: Vec<String>,
    formats: Vec<String>,
    /// The same without their fills.
    looks: Vec<String>,
    /// All that is neither.
    rest: String,
}

impl Styles {
    fn of(text: &str) -> Styles {
        let list = |name: &str| Regex::new(&format!("(?s)<{name}[ >].*?</{name}>")).unwrap();
        let all = |name: &str, of: &str| {
            let each = Regex::new(&format!("(?s)<{of}(?: [^/>]*)?(?:/>|>.*?</{of}>)")).unwrap();
            let whole = list(name).find(text).unwrap().as_str().split_once('>').unwrap().1.to_owned();
            each.find_iter(&whole).map(|one| one.as_str().to_owned()).collect::<Vec<_>>()
        };
        let rest = list("fills").replace(text, "").into_owned();
        let formats = all("cellXfs", "xf");
        let fill = Regex::new(" (?:fillId|applyFill)=\"[^\"]*\"").unwrap();
        Styles {
            fills: all("fills", "fill"),
            looks: formats.iter().map(|format| fill.replace_all(format, "").into_owned()).collect(),
            formats,
            rest: list("cellXfs").replace(&rest, "").into_owned(),
        }
    }

    fn is_shaded(&self, style: usize) -> bool {
        let fill = attribute(&self.formats[style], "fillId").unwrap_or_default();
        let fill = &self.fills[fill.parse::<usize>().unwrap()];
        fill.contains("\"FFFDE4E1\"") || fill.contains("\"FFFDF0D3\"")
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, behind) = tag.split_once(&format!(" {name}=\""))?;
    Some(behind.split_once('"')?.0.to_owned())
}

/// The cells of a sheet, 0-based, each with its style.
fn cells(sheet: &str) -> BTreeMap<(u32, u32), usize> {
    let tags = Regex::new("<c [^>]*>").unwrap();
    let cell = |tag: &str| {
        let name = attribute(tag, "r").unwrap();
        let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let column = letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
        let row: u32 = name[letters.len()..].parse().unwrap();
        ((row - 1, column - 1), attribute(tag, "s").map_or(0, |style| style.parse().unwrap()))
    };
    tags.find_iter(sheet).map(|tag| cell(tag.as_str())).collect()
}

/// The style of a row, for cells that are not there.
fn of_row(sheet: &str, row: u32) -> usize {
    let row = Regex::new(&format!("<row [^>]*r=\"{}\"[^>]*>", row + 1)).unwrap();
    let style = row.find(sheet).and_then(|row| attribute(row.as_str(), "s"));
    style.map_or(0, |style| style.parse().unwrap())
}

/// A sheet without the styles of its cells, without cells that hold nothing, and without the reference to its notes.
fn without_styles(sheet: &str) -> String {
    static LEFT_OUT: LazyLock<[(Regex, &str); 5]> = LazyLock::new(|| {
        [
            ("<c [^>]*/>", ""),
            ("(<c(?: [^>]*?)?) s=\"[0-9]*\"", "$1"),
            ("<row r=\"[0-9]*\"></row>", ""),
            ("(<row [^>]*)/>", "$1></row>"),
            ("<legacyDrawing [^>]*/>", ""),
        ]
        .map(|(what, by)| (Regex::new(what).unwrap(), by))
    });
    LEFT_OUT.iter().fold(sheet.to_owned(), |sheet, (what, by)| what.replace_all(&sheet, *by).into_owned())
}
