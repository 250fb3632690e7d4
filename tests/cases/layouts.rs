//! Reports laid out at random, with everything that real documents do to them: every cell that is read holds what was put in,
//! or the report says that it does not.

mod classes;
mod docx;
mod form;
mod html;
mod painted;
mod sheet;
mod text;
mod traps;
mod xls;
mod xlsx;

use super::cause::dice::Dice;
use form::{Filled, Hand, Put};
use gouji::{
    read::{
        document::{Block, Document},
        read,
        recognise::recognise,
    },
    report::{NoReport, Origin, Passage, RemarkCode, Report, Value},
    template::{Edition, Template},
};
use sheet::{Merges, Sheet};
use traps::Wear;

/// A report that was laid out, and what is in it.
struct Laid<'t> {
    document: Document,
    tables: Vec<Filled<'t>>,
    year: u16,
    /// What was done, for reading a failure.
    done: Vec<String>,
    /// Whether there are pages for tables to be cut by.
    on_pages: bool,
    /// Whether labels were left so little of that a cell may be left out, if that is said.
    hard: bool,
    /// A cell that stands there with two values: index of the table, index of the cell.
    twice: Option<(usize, usize)>,
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(Passage { text: text.into(), origin: Origin::Nowhere })
}

fn lay(template: &Template, seed: u64) -> Laid<'_> {
    lay_as(template, seed, &[Merges::Spans, Merges::Spans, Merges::Blank, Merges::Listed, Merges::ListedBlank], true)
}

/// With merged cells in one of those ways, on pages or on none.
fn lay_as<'t>(template: &'t Template, seed: u64, ways: &[Merges], on_pages: bool) -> Laid<'t> {
    let dice = &mut Dice::new(seed);
    let superseded = dice.percent(35);
    let year = if superseded { 2019 + u16::from(dice.percent(50)) } else { 2021 + u16::try_from(dice.below(4)).unwrap() };
    let editions = &template.editions;
    let own = &editions[usize::from(!superseded)];
    let mixed = !superseded && dice.percent(20);
    let merges = ways[dice.below(ways.len())];
    let level = dice.below(4);
    let wear = Wear { looks: [0, 20, 30, 50][level], slips: [0, 0, 8, 15][level] };
    let blanks = [0, 10, 80][dice.below(3)];
    let looks = [0, 30][dice.below(2)];
    let split_heads = matches!(merges, Merges::Spans | Merges::Blank) && dice.percent(25);
    let ragged = matches!(merges, Merges::Spans | Merges::Listed);
    let mut hand = Hand { dice, wear, blanks, looks, split_heads, ragged };
    let mut laid = Laid {
        document: Document::default(),
        tables: Vec::new(),
        year,
        done: Vec::new(),
        on_pages,
        hard: level == 3,
        twice: None,
    };
    laid.done.push(format!("{year} mixed {mixed} {merges:?} {wear:?} blanks {blanks} looks {looks} split heads {split_heads}"));
    laid.front(merges, &mut hand);
    laid.section_two(own, merges, &mut hand);
    let form = if mixed { &editions[0] } else { own };
    laid.section_three(form, merges, &mut hand);
    laid.push(paragraph("四、政府信息公开行政复议、行政诉讼情况"));
    let reviews = Filled::new(&own.tables[own.table("复议诉讼").unwrap()], &mut hand);
    let sheet = hand.reviews(&reviews);
    laid.push(Block::Grid(sheet.grid(merges)));
    laid.tables.push(reviews);
    laid.push(paragraph("五、存在的主要问题及改进情况"));
    laid.push(paragraph("公开的主动性还不够，下一步加强培训3次。"));
    laid.push(paragraph("六、其他需要报告的事项"));
    laid.push(paragraph("无。"));
    laid.of_others(
        "table of others in section 6",
        &[["项目", "本年处理决定数量"], ["行政处罚", "97"], ["行政检查", "98"]],
        merges,
        &mut hand,
    );
    laid
}

impl<'t> Laid<'t> {
    fn push(&mut self, block: Block) {
        self.document.blocks.push(block);
    }

    fn note(&mut self, what: impl Into<String>) {
        self.done.push(what.into());
    }

    /// What pages print around a report, its title, its first section.
    fn front(&mut self, merges: Merges, hand: &mut Hand<'_>) {
        if hand.dice.percent(30) {
            self.note("navigation");
            let mut sheet = Sheet::default();
            for (at, text) in ["首页", "政务公开", "行政许可", "行政处罚", "2", "规章", "其他"].iter().enumerate()
            {
                sheet.put(at / 3, at % 3, (1, 1), *text);
            }
            self.push(Block::Grid(sheet.grid(Merges::Spans)));
        }
        let year = self.year;
        self.push(paragraph(format!("甲市乙局{year}年政府信息公开工作年度报告")));
        self.push(paragraph("一、总体情况"));
        self.push(paragraph(format!("{year}年共受理申请12件，比去年减少3件。")));
        let rows = [["项目", "上年", "本年"], ["行政许可", "91", "92"], ["规章", "93", "94"], ["行政事业性收费", "95", "96"]];
        self.of_others("table of others in section 1", &rows, merges, hand);
    }

    /// A table that is none of the form's and uses some of its labels.
    fn of_others<const N: usize>(&mut self, what: &str, rows: &[[&str; N]], merges: Merges, hand: &mut Hand<'_>) {
        if !hand.dice.percent(25) {
            return;
        }
        self.note(what);
        let mut sheet = Sheet::default();
        for (row, texts) in rows.iter().enumerate() {
            texts.iter().enumerate().for_each(|(column, text)| sheet.put(row, column, (1, 1), *text));
        }
        self.push(Block::Grid(sheet.grid(merges)));
        self.push(paragraph("以上数据供参考，不属于统计范围。"));
    }

    fn section_two(&mut self, edition: &'t Edition, merges: Merges, hand: &mut Hand<'_>) {
        self.push(paragraph("二、主动公开政府信息情况"));
        let small = edition.tables.iter().filter(|table| !table.labels.is_empty() && table.labels[0].starts_with("第二十条"));
        let filled: Vec<Filled<'_>> = small.map(|table| Filled::new(table, hand)).collect();
        let width = 4 + hand.dice.below(2);
        let one_grid = hand.dice.percent(60);
        let legends_inside = one_grid || hand.dice.percent(50);
        self.note(format!("section 2 one grid {one_grid}, legends inside {legends_inside}, width {width}"));
        let mut whole = Sheet::default();
        for filled in &filled {
            let width = if one_grid { width } else { filled.table.columns.lines.len() + 1 };
            let sheet = hand.small(filled, width, legends_inside);
            if one_grid {
                whole.append(sheet);
                continue;
            }
            if !legends_inside {
                self.push(paragraph(filled.table.labels[0].clone()));
            }
            self.push(Block::Grid(sheet.grid(merges)));
        }
        if one_grid {
            let cut = hand.dice.percent(30).then(|| 1 + hand.dice.below(whole.height - 1));
            self.pieces((whole, 0), cut, merges, hand);
        }
        self.tables.extend(filled);
    }

    fn section_three(&mut self, edition: &'t Edition, merges: Merges, hand: &mut Hand<'_>) {
        self.push(paragraph("三、收到和处理政府信息公开申请情况"));
        let table = &edition.tables[edition.table("申请").unwrap()];
        let mut filled = Filled::new(table, hand);
        let (sheet, head) = hand.requests(&filled);
        let cut = hand.dice.percent(50).then(|| head + 1 + hand.dice.below(sheet.height - head - 1));
        self.pieces((sheet, 3), cut, merges, hand);
        if hand.dice.percent(10) {
            self.again(&mut filled, merges, hand);
        }
        self.tables.push(filled);
    }

    /// The table 申请 once more, with one other figure or with none.
    fn again(&mut self, filled: &mut Filled<'t>, merges: Merges, hand: &mut Hand<'_>) {
        self.note("twice");
        let mut second = filled.clone();
        if hand.dice.percent(60) {
            let cell = hand.dice.below(second.cells.len());
            if let Put::Figure(figure) = &second.cells[cell] {
                second.texts[cell] = format!("{figure}7");
                self.twice = Some((self.tables.len(), cell));
            }
        }
        let (sheet, _) = hand.requests(&second);
        self.push(Block::Grid(sheet.grid(merges)));
    }

    /// A table on one page or on two, with so many columns of labels of which the last may be cut.
    fn pieces(&mut self, (sheet, labels): (Sheet, usize), cut: Option<usize>, merges: Merges, hand: &mut Hand<'_>) {
        let Some(cut) = cut.filter(|_| self.on_pages) else {
            self.push(Block::Grid(sheet.grid(merges)));
            return;
        };
        self.note(format!("cut above row {cut} of {}", sheet.height));
        let way = hand.dice.below(3);
        let (mut upper, mut lower) = sheet.cut(cut, |text| match way {
            0 => traps::broken(text, hand.dice),
            1 => (text.to_owned(), String::new()),
            _ => (text.to_owned(), text.to_owned()),
        });
        if labels > 0 && merges == Merges::Spans && hand.dice.percent(30) {
            self.note("a row cut in two");
            upper.carry_over(&mut lower, labels, |text| traps::broken(text, hand.dice));
        }
        self.push(Block::Grid(upper.grid(merges)));
        if hand.dice.percent(50) {
            self.push(paragraph(["- 4 -", "4", "— 4 —", "第4页"][hand.dice.below(4)]));
        }
        self.push(Block::Grid(lower.grid(merges)));
    }

    /// What is wrong with how it was read.
    fn faults(&self, template: &Template) -> Vec<String> {
        self.faults_in(recognise(self.document.clone(), template), template)
    }

    fn faults_in(&self, report: Result<Report, NoReport>, template: &Template) -> Vec<String> {
        let report = match report {
            Ok(report) => report,
            Err(why) => return vec![format!("no report: {}", why.reason.en)],
        };
        let mut faults = Vec::new();
        for (at, put) in self.tables.iter().enumerate() {
            let read = report.tables.iter().find(|filled| template[filled.table] == *put.table);
            let Some(read) = read else {
                faults.push(format!("no table {}", put.table.id));
                continue;
            };
            for (cell, want) in put.cells.iter().enumerate() {
                let twice = self.twice == Some((at, cell));
                let got = &read.cells[cell].value;
                if !self.fits(want, got, twice, &report) {
                    faults.push(format!("{}: {want:?} printed {:?} came as {got:?}", put.table.cell_name(cell), put.texts[cell]));
                }
            }
        }
        faults
    }

    fn fits(&self, want: &Put, got: &Value, twice: bool, report: &Report) -> bool {
        if twice {
            return matches!(got, Value::Text(..)) && report.remarks.iter().any(|remark| remark.code == RemarkCode::TwoValues);
        }
        match (want, got) {
            (Put::Figure(want), Value::Figure(got)) => want.parse::<f64>().unwrap() == got.to_string().parse::<f64>().unwrap(),
            (Put::Nothing, Value::Blank(_)) => true,
            (_, Value::Absent) => self.hard,
            _ => false,
        }
    }
}

/// A few hundred layouts: `LAYOUTS=5000` for more, `LAYOUT=17` to look at one.
#[test]
fn every_cell_holds_what_was_put_in() {
    let rules = crate::built_in();
    let only: Option<u64> = std::env::var("LAYOUT").ok().and_then(|seed| seed.parse().ok());
    if let Some(seed) = only {
        let laid = lay(&rules.template, seed);
        for block in &laid.document.blocks {
            match block {
                Block::Paragraph(passage) => println!("¶ {}", passage.text),
                Block::Grid(grid) => {
                    println!("grid {}", grid.aligned);
                    grid.rows.iter().for_each(|row| {
                        println!(
                            "  {}",
                            row.iter()
                                .map(|c| format!("{}[{}×{}]{:?}", c.column, c.rows, c.columns, c.text))
                                .collect::<Vec<_>>()
                                .join(" ")
                        )
                    });
                }
            }
        }
        if let Ok(report) = recognise(laid.document.clone(), &rules.template) {
            report.remarks.iter().for_each(|remark| println!("{:?} {}", remark.code, remark.message.zh));
        }
        laid.faults(&rules.template).iter().for_each(|fault| println!("!! {fault}"));
        return;
    }
    let count = crate::times("LAYOUTS", (150, 300));
    let mut failed = 0;
    for seed in 1..=count {
        let laid = lay(&rules.template, seed);
        let faults = laid.faults(&rules.template);
        if !faults.is_empty() {
            failed += 1;
            if failed <= 12 {
                println!("seed {seed}: {:?}\n  {} faults, first:", laid.done, faults.len());
                faults.iter().take(4).for_each(|fault| println!("    {fault}"));
            }
        }
    }
    assert_eq!(failed, 0, "of {count} layouts");
}

/// A kind of document: its name, which ways of merging it has, whether it has pages, and how a document is put into it.
struct Container {
    name: &'static str,
    ways: &'static [Merges],
    on_pages: bool,
    put: fn(&Document, &mut Dice) -> (Vec<u8>, String),
}

const CONTAINERS: [Container; 7] = [
    Container { name: "html", ways: &[Merges::Spans, Merges::Spans, Merges::Blank], on_pages: true, put: html::page },
    Container { name: "docx", ways: &[Merges::Spans, Merges::Spans, Merges::Blank], on_pages: true, put: docx::file },
    Container { name: "xlsx", ways: &[Merges::Spans, Merges::Spans, Merges::Blank], on_pages: false, put: xlsx::book },
    Container { name: "xls", ways: &[Merges::Spans, Merges::Spans, Merges::Blank], on_pages: false, put: xls::book },
    Container { name: "tabs", ways: &[Merges::Blank, Merges::Listed, Merges::ListedBlank], on_pages: true, put: text::tabs },
    Container { name: "bars", ways: &[Merges::Blank, Merges::Listed, Merges::ListedBlank], on_pages: true, put: text::bars },
    Container { name: "lines", ways: &[Merges::Listed, Merges::ListedBlank], on_pages: false, put: text::lines },
];

/// A report as its office sends it: laid out without a trap, in a kind of document. How the file itself is made is left to chance.
pub(super) fn document(report: &Report, template: &Template, kind: &str, seed: u64) -> Vec<u8> {
    let dice = &mut Dice::new(seed);
    let wear = Wear { looks: 0, slips: 0 };
    let mut hand = Hand { dice, wear, blanks: 0, looks: 0, split_heads: false, ragged: false };
    let title = format!("{}{}年政府信息公开工作年度报告", report.agency.as_ref().unwrap(), report.year.unwrap());
    let mut document = Document { blocks: vec![paragraph(title)], ..Document::default() };
    for (at, section) in template[report.edition].sections.iter().enumerate() {
        document.blocks.push(paragraph(section.labels[0].clone()));
        let prose = report.prose.iter().flat_map(|prose| &prose.sections).filter(|own| own.section == Some(at));
        document.blocks.extend(prose.flat_map(|own| &own.paragraphs).map(|passage| paragraph(passage.text.clone())));
        let mut small = Sheet::default();
        for table in &template[report.edition].tables[section.tables.clone()] {
            let filled = Filled::of(report.tables.iter().find(|filled| template[filled.table] == *table).unwrap(), table);
            match table.id.as_str() {
                "申请" => document.blocks.push(Block::Grid(hand.requests(&filled).0.grid(Merges::Spans))),
                "复议诉讼" => document.blocks.push(Block::Grid(hand.reviews(&filled).grid(Merges::Spans))),
                _ => small.append(hand.small(&filled, 4, true)),
            }
        }
        document.blocks.extend((small.height > 0).then(|| Block::Grid(small.grid(Merges::Spans))));
    }
    let container = CONTAINERS.iter().find(|container| container.name == kind).unwrap();
    (container.put)(&document, hand.dice).0
}

/// Marks are put into all of them: `CONTAINER=docx LAYOUTS=500` for more of one kind.
#[test]
fn marks_change_nothing_that_is_read() {
    let rules = crate::built_in();
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let kind = std::env::var("CONTAINER").ok();
    let seeds = number("LAYOUT").map_or(1..=crate::times("LAYOUTS", (2, 4)), |seed| seed..=seed);
    let boxed = Container { name: "docx", ways: &[Merges::Spans], on_pages: false, put: docx::boxed };
    let mut failed: Vec<String> = Vec::new();
    for Container { name, ways, on_pages, put } in CONTAINERS.iter().take(3).chain([&boxed]) {
        for seed in seeds.clone().filter(|_| kind.as_ref().is_none_or(|kind| kind == name)) {
            let laid = lay_as(&rules.template, seed, ways, *on_pages);
            let (bytes, done) = put(&laid.document, &mut Dice::new(seed));
            let faults = super::annotate::faults(name, &bytes, &rules);
            failed.extend(
                (!faults.is_empty()).then(|| format!("{name} {seed}: {done}; {:?}\n    {}", laid.done, faults.join("\n    "))),
            );
        }
    }
    failed.iter().take(6).for_each(|failure| println!("{failure}"));
    assert!(failed.is_empty(), "{} layouts", failed.len());
}

/// Every kind of document with every trap: `CONTAINER=docx LAYOUTS=5000` for more of one kind, `LAYOUT=17` for one seed, whose
/// file is then kept under `target/layouts`.
#[test]
fn every_kind_of_document_holds_what_was_put_in() {
    let rules = crate::built_in();
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let kind = std::env::var("CONTAINER").ok();
    let seeds = number("LAYOUT").map_or(1..=crate::times("LAYOUTS", (12, 24)), |seed| seed..=seed);
    let mut failed: Vec<String> = Vec::new();
    for Container { name, ways, on_pages, put } in CONTAINERS.iter().filter(|c| kind.as_ref().is_none_or(|kind| kind == c.name)) {
        for seed in seeds.clone() {
            let laid = lay_as(&rules.template, seed, ways, *on_pages);
            let (bytes, done) = put(&laid.document, &mut Dice::new(seed));
            if number("LAYOUT").is_some() {
                std::fs::create_dir_all("target/layouts").unwrap();
                std::fs::write(format!("target/layouts/{seed}.{name}"), &bytes).unwrap();
            }
            let faults = laid.faults_in(read(name, &bytes, &rules.template), &rules.template);
            if !faults.is_empty() {
                let first: Vec<&str> = faults.iter().take(4).map(String::as_str).collect();
                failed.push(format!(
                    "{name} {seed}: {done}; {:?}\n  {} faults, first:\n    {}",
                    laid.done,
                    faults.len(),
                    first.join("\n    ")
                ));
            }
        }
    }
    failed.iter().take(12).for_each(|failure| println!("{failure}"));
    assert!(failed.is_empty(), "{} layouts", failed.len());
}
