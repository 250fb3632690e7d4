//! How often the true cause comes first, and how long it takes: generated reports, table 申请 of edition 2021, one, two and three
//! wrong cells. Run: `cargo bench --bench cause`. The seeds are fixed, so the shares are the same in every run.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a measurement, not part of the tool")]

#[path = "../tests/cases/cause/dice.rs"]
mod dice;
#[path = "../tests/cases/cause/form.rs"]
mod form;
#[path = "../tests/cases/cause/mistakes.rs"]
mod mistakes;

use form::REQUESTS_2021;
use gouji::cause::{Change, Group, Limits, System, explain};
use mistakes::{Report, corner, exchanges, human, noise, report, uniform};
use std::time::Instant;

const REPORTS: u64 = 1_000;

/// One line of the table: what was said of a thousand reports, and how long it took.
#[derive(Default)]
struct Tally {
    first_alone: u64,
    first_or_tied: u64,
    only_set: u64,
    among_sets: u64,
    certain: u64,
    certain_and_true: u64,
    unproven: u64,
    nanoseconds: Vec<u128>,
}

impl Tally {
    fn add(&mut self, groups: &[Group], truth: &[(usize, i64)], took: u128) {
        self.nanoseconds.push(took);
        self.unproven += u64::from(groups.iter().any(|group| !group.proven));
        let places: Vec<Option<usize>> = groups.iter().map(|group| place(group, truth)).collect();
        let found: usize =
            groups.iter().zip(&places).filter_map(|(group, place)| Some(group.candidates[(*place)?].changes.len())).sum();
        let whole = found == truth.len();
        let each = |good: fn(usize, &Group) -> bool| {
            whole && groups.iter().zip(&places).all(|(group, place)| place.is_some_and(|place| good(place, group)))
        };
        let certain = groups.iter().all(|group| group.tied == 1);
        self.first_alone += u64::from(each(|place, group| place == 0 && group.tied == 1));
        self.first_or_tied += u64::from(each(|place, group| place < group.tied));
        self.only_set += u64::from(each(|_, group| group.candidates.len() == 1));
        self.among_sets += u64::from(each(|_, _| true));
        self.certain += u64::from(certain);
        self.certain_and_true += u64::from(certain && each(|place, _| place == 0));
    }

    fn line(&mut self, name: &str) {
        self.nanoseconds.sort_unstable();
        let count = self.nanoseconds.len();
        let mean = self.nanoseconds.iter().sum::<u128>() / u128::try_from(count).unwrap();
        let (high, most) = (self.nanoseconds[count * 99 / 100], self.nanoseconds[count - 1]);
        println!(
            "{name:<28} {:>7} {:>7} {:>7} {:>7} {:>9} {:>8} {:>9} {:>9} {:>9}",
            share(self.first_alone, REPORTS),
            share(self.first_or_tied, REPORTS),
            share(self.only_set, REPORTS),
            share(self.among_sets, REPORTS),
            share(self.certain_and_true, self.certain),
            self.unproven,
            micro(mean),
            micro(high),
            micro(most),
        );
    }
}

/// The rank of a candidate that changes nothing but wrong cells, and those to their true figures.
fn place(group: &Group, truth: &[(usize, i64)]) -> Option<usize> {
    let is_true = |change: &Change| truth.contains(&(change.cell, change.expected));
    group.candidates.iter().position(|one| one.changes.iter().all(is_true))
}

fn share(part: u64, whole: u64) -> String {
    let mill = part * 1_000 / whole.max(1);
    format!("{}.{}", mill / 10, mill % 10)
}

fn micro(nanoseconds: u128) -> String {
    format!("{}.{}", nanoseconds / 1_000, nanoseconds % 1_000 / 100)
}

/// The best of three times: what the machine does beside it is no part of the measurement.
fn timed(system: &System) -> (Vec<Group>, u128) {
    let run = || {
        let start = Instant::now();
        let groups = explain(system, &Limits::default());
        (groups, start.elapsed().as_nanos())
    };
    [run(), run(), run()].into_iter().min_by_key(|(_, took)| *took).unwrap()
}

fn main() {
    _ = measure(human, true, 2);
    println!(
        "{:<28} {:>7} {:>7} {:>7} {:>7} {:>9} {:>8} {:>9} {:>9} {:>9}",
        "1000 reports each, %", "first", "or tied", "only", "among", "1st true", "unproven", "mean µs", "p99 µs", "max µs"
    );
    for (mistakes, name) in [(human as fn(&mut dice::Dice, &mut Report, usize), "human"), (uniform, "uniform")] {
        for dense in [true, false] {
            for wrong in 1..=3 {
                measure(mistakes, dense, wrong)
                    .line(&format!("{name}, {}, {wrong} wrong", if dense { "dense" } else { "sparse" }));
            }
        }
    }
    for dense in [true, false] {
        let mut tally = Tally::default();
        for seed in 0..REPORTS {
            let (groups, took) = timed(&REQUESTS_2021.system(&noise(&mut dice::Dice::new(seed), dense)));
            tally.add(&groups, &[], took);
        }
        tally.line(if dense { "noise, every cell" } else { "noise, one cell in six" });
    }
    for side in [2, 3, 4] {
        let mut tally = Tally::default();
        for seed in 0..REPORTS {
            let (groups, took) = timed(&REQUESTS_2021.system(&corner(&mut dice::Dice::new(seed), side)));
            tally.add(&groups, &[], took);
        }
        tally.line(&format!("noise, {side} × {side} cells"));
    }
    for pairs in [2, 3, 5] {
        let mut tally = Tally::default();
        for seed in 0..REPORTS / 10 {
            let (groups, took) = timed(&REQUESTS_2021.system(&exchanges(&mut dice::Dice::new(seed), pairs)));
            tally.add(&groups, &[], took);
        }
        tally.line(&format!("noise, {pairs} sums kept"));
    }
    for wrong in [4, 5, 6, 8] {
        measure(uniform, false, wrong).line(&format!("uniform, sparse, {wrong} wrong"));
    }
}

fn measure(mistakes: fn(&mut dice::Dice, &mut Report, usize), dense: bool, wrong: usize) -> Tally {
    let mut tally = Tally::default();
    for seed in 0..REPORTS {
        let mut dice = dice::Dice::new(seed);
        let mut report = report(&mut dice, dense);
        mistakes(&mut dice, &mut report, wrong);
        let (groups, took) = timed(&REQUESTS_2021.system(&report.found));
        tally.add(&groups, &report.wrong(), took);
    }
    tally
}
