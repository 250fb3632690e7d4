//! All linear rules of a report in memory, against the same sums written by hand: one report at a time, and by columns over ten
//! thousand. Ratios of one run: `cargo bench --bench rules`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, clippy::float_arithmetic, reason = "a measurement")]

mod clock;

use gouji::{
    compile,
    engine::{Columns, Rows, dense_report},
    number::Number,
    report::{Report, Value},
    ruleset::RuleSet,
    template::EditionId,
};
use std::hint::black_box;

const REPORTS: usize = 10_000;

/// In nanoseconds a report.
fn time(work: impl FnMut() -> usize) -> f64 {
    clock::median(21, work) / REPORTS as f64
}

/// Reports of the edition 2021; every third has a cell too many somewhere.
fn reports(rules: &RuleSet) -> Vec<Report> {
    let dense = dense_report(rules, EditionId::new(1)).unwrap();
    (0..REPORTS)
        .map(|number| {
            let mut report = dense.clone();
            if number % 3 == 0 {
                let table = 4 + number % 2;
                let count = report.tables[table].cells.len();
                let cell = &mut report.tables[table].cells[number % count];
                cell.value = Value::Figure(Number::whole(cell.value.figure().unwrap().mantissa + 1));
            }
            report
        })
        .collect()
}

/// The sums as a programmer would write them for this one form: 文件 from 0, 申请 from 10, 复议诉讼 from 185.
fn by_hand(v: &[i64]) -> usize {
    let mut broken = 0;
    for row in 0..2 {
        broken += usize::from(v[row * 3 + 2] < v[row * 3] - v[row * 3 + 1]);
    }
    let requests = &v[10..185];
    for column in 0..7 {
        let at = |row: usize| requests[row * 7 + column];
        broken += usize::from(at(0) + at(1) != at(23) + at(24));
        broken += usize::from((2..23).map(at).sum::<i64>() != at(23));
    }
    for row in requests.chunks_exact(7) {
        broken += usize::from(row[..6].iter().sum::<i64>() != row[6]);
    }
    for group in v[185..200].chunks_exact(5) {
        broken += usize::from(group[..4].iter().sum::<i64>() != group[4]);
    }
    broken
}

fn main() {
    let rules = compile::builtin().rules.unwrap();
    let reports = reports(&rules);
    let rows = Rows::new(&rules, EditionId::new(1));
    let figures: Vec<Vec<i64>> = reports.iter().map(|report| rows.figures(&rules, report).unwrap()).collect();
    let mut columns = Columns::new(&rules, EditionId::new(1));
    assert!(reports.iter().all(|report| columns.push(&rules, report)));

    let expected: usize = figures.iter().map(|figures| by_hand(figures)).sum();
    assert_eq!(figures.iter().map(|figures| rows.broken(figures)).sum::<usize>(), expected);
    assert_eq!(columns.broken().len(), expected);

    let hand = time(|| figures.iter().map(|figures| by_hand(black_box(figures))).sum());
    let single = time(|| figures.iter().map(|figures| rows.broken(black_box(figures))).sum());
    let batch = time(|| black_box(&columns).broken().len());
    println!("{REPORTS} reports, {} rules each, {expected} broken", rows.len());
    println!("by hand             {hand:7.1} ns a report");
    println!("one at a time       {single:7.1} ns   {:.2} times by hand", single / hand);
    println!("by columns          {batch:7.1} ns   {:.2} times by hand", batch / hand);
}
