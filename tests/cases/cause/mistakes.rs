//! Reports as agencies fill them in, and mistakes in them: as people mistype, and as nobody does.

use super::{
    dice::Dice,
    form::{COLUMNS, REQUESTS_2021},
};

/// A table 申请 as it should be, and as it was typed.
pub(crate) struct Report {
    /// Every row holds.
    pub(crate) truth: Vec<i64>,
    /// With the mistakes.
    pub(crate) found: Vec<i64>,
}

impl Report {
    /// The wrong cells with their true figures.
    pub(crate) fn wrong(&self) -> Vec<(usize, i64)> {
        let cells = self.truth.iter().zip(&self.found).enumerate();
        cells.filter(|(_, (truth, found))| truth != found).map(|(cell, (truth, _))| (cell, *truth)).collect()
    }

    fn count(&self) -> usize {
        self.wrong().len()
    }
}

/// A report in which every row holds. Dense: nine outcomes in ten have figures, up to some hundreds. Sparse, as most are: one in six,
/// mostly of 自然人, mostly small.
pub(crate) fn report(dice: &mut Dice, dense: bool) -> Report {
    let table = REQUESTS_2021;
    let mut truth = vec![0; table.rows() * COLUMNS];
    for column in 0..COLUMNS - 1 {
        let filled = if dense { 90 } else { [45, 15, 5, 8, 8, 15][column] };
        for row in 2..table.total() {
            truth[table.cell(row, column)] = if dice.percent(filled) { figure(dice, dense) } else { 0 };
        }
        let outcomes: i64 = (2..table.total()).map(|row| truth[table.cell(row, column)]).sum();
        let carried_in = if dice.percent(filled) { dice.from(0, outcomes / 5) } else { 0 };
        let carried_out = if dice.percent(filled) { dice.from(0, outcomes / 5) } else { 0 };
        let ends = [
            (0, outcomes + carried_out - carried_in),
            (1, carried_in),
            (table.total(), outcomes),
            (table.total() + 1, carried_out),
        ];
        ends.iter().for_each(|(row, figure)| truth[table.cell(*row, column)] = *figure);
    }
    for row in 0..table.rows() {
        truth[table.cell(row, COLUMNS - 1)] = (0..COLUMNS - 1).map(|column| truth[table.cell(row, column)]).sum();
    }
    Report { found: truth.clone(), truth }
}

/// Of all magnitudes alike: a figure has one, two or three digits by chance.
fn figure(dice: &mut Dice, dense: bool) -> i64 {
    match dice.below(if dense { 100 } else { 140 }) {
        0..20 => dice.from(100, 600),
        20..60 => dice.from(10, 99),
        _ => dice.from(1, 9),
    }
}

/// Mistakes as people make them until that many cells are wrong. Eight in ten begin at a cell that has a figure. Of ten, one
/// exchanges neighbours and one is carried into the total of its row or column, where two cells are still to be had.
pub(crate) fn human(dice: &mut Dice, report: &mut Report, wrong: usize) {
    while report.count() < wrong {
        let before = report.found.clone();
        let cell = pick(dice, report);
        match dice.below(10) {
            0 => exchange(dice, report, cell),
            1 => carry(dice, report, cell),
            _ => report.found[cell] = mistyped(dice, report, cell),
        }
        if report.count() > wrong {
            report.found = before;
        }
    }
}

fn pick(dice: &mut Dice, report: &Report) -> usize {
    loop {
        let cell = dice.below(report.truth.len());
        let untouched = report.truth[cell] == report.found[cell];
        if untouched && (report.truth[cell] != 0 || dice.percent(7)) {
            return cell;
        }
    }
}

fn exchange(dice: &mut Dice, report: &mut Report, cell: usize) {
    let other = neighbour(dice, cell);
    if report.truth[other] == report.found[other] {
        report.found.swap(cell, other);
    }
}

/// A part mistyped, and its total added up from what was typed.
fn carry(dice: &mut Dice, report: &mut Report, cell: usize) {
    let (row, column) = (cell / COLUMNS, cell % COLUMNS);
    let is_outcome = (2..REQUESTS_2021.total()).contains(&row);
    let total = if is_outcome && dice.percent(50) {
        REQUESTS_2021.cell(REQUESTS_2021.total(), column)
    } else {
        REQUESTS_2021.cell(row, COLUMNS - 1)
    };
    if total != cell && report.truth[total] == report.found[total] {
        report.found[cell] = mistyped(dice, report, cell);
        report.found[total] += report.found[cell] - report.truth[cell];
    }
}

fn neighbour(dice: &mut Dice, cell: usize) -> usize {
    loop {
        let (row, column) = (cell / COLUMNS, cell % COLUMNS);
        let other = match dice.below(4) {
            0 => row.checked_sub(1).map(|row| (row, column)),
            1 => column.checked_sub(1).map(|column| (row, column)),
            2 => Some((row + 1, column)).filter(|other| other.0 < REQUESTS_2021.rows()),
            _ => Some((row, column + 1)).filter(|other| other.1 < COLUMNS),
        };
        if let Some((row, column)) = other {
            return REQUESTS_2021.cell(row, column);
        }
    }
}

/// One slip of the hand or the eye.
fn mistyped(dice: &mut Dice, report: &Report, cell: usize) -> i64 {
    let truth = report.truth[cell];
    loop {
        let digits: Vec<u8> = truth.to_string().into_bytes();
        let typed = match dice.below(100) {
            0..20 => transposed(dice, digits),
            20..35 => dropped(dice, digits),
            35..47 => doubled(dice, digits),
            47..62 => confused(dice, digits),
            62..72 => another(dice, digits),
            72..78 => added(dice, digits),
            78..88 => Some(0),
            _ => Some(report.truth[neighbour(dice, cell)]),
        };
        if let Some(typed) = typed.filter(|typed| *typed != truth) {
            return typed;
        }
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn transposed(dice: &mut Dice, mut digits: Vec<u8>) -> Option<i64> {
    let at = dice.below(digits.len().checked_sub(1).filter(|most| *most > 0)?);
    digits.swap(at, at + 1);
    number(&digits)
}

fn dropped(dice: &mut Dice, mut digits: Vec<u8>) -> Option<i64> {
    digits.remove(dice.below(digits.len()));
    number(&digits)
}

fn doubled(dice: &mut Dice, mut digits: Vec<u8>) -> Option<i64> {
    let at = dice.below(digits.len());
    digits.insert(at, digits[at]);
    number(&digits)
}

fn confused(dice: &mut Dice, mut digits: Vec<u8>) -> Option<i64> {
    let at = dice.below(digits.len());
    let alike: &[u8] = match digits[at] {
        b'0' => b"689",
        b'1' => b"7",
        b'2' => b"7",
        b'3' => b"58",
        b'4' => b"9",
        b'5' => b"36",
        b'6' => b"058",
        b'7' => b"12",
        b'8' => b"036",
        _ => b"04",
    };
    digits[at] = alike[dice.below(alike.len())];
    number(&digits)
}

fn another(dice: &mut Dice, mut digits: Vec<u8>) -> Option<i64> {
    let at = dice.below(digits.len());
    digits[at] = b"0123456789"[dice.below(10)];
    number(&digits)
}

fn added(dice: &mut Dice, mut digits: Vec<u8>) -> Option<i64> {
    digits.insert(dice.below(digits.len() + 1), b"0123456789"[dice.below(10)]);
    number(&digits)
}

/// Any cells, any figures: mistakes that the ranking was not made for.
pub(crate) fn uniform(dice: &mut Dice, report: &mut Report, wrong: usize) {
    while report.count() < wrong {
        let cell = dice.below(report.found.len());
        if report.found[cell] == report.truth[cell] {
            report.found[cell] = dice.from(0, (report.truth[cell] * 2).max(99));
        }
    }
}

/// Figures that have nothing to do with one another, in every cell or in one of six.
pub(crate) fn noise(dice: &mut Dice, dense: bool) -> Vec<i64> {
    let count = REQUESTS_2021.rows() * COLUMNS;
    (0..count).map(|_| if dense || dice.below(6) == 0 { dice.from(0, 99) } else { 0 }).collect()
}

/// A report with random figures in a block of outcomes: broken in few rows and columns, and not to be explained by few cells.
pub(crate) fn corner(dice: &mut Dice, side: usize) -> Vec<i64> {
    let mut report = report(dice, true);
    for row in 0..side {
        (0..side).for_each(|column| report.found[REQUESTS_2021.cell(row + 5, column + 1)] = dice.from(0, 999));
    }
    report.found
}

/// A report in which pairs of outcomes are wrong by as much, one up and one down, each pair in a column of its own: the columns
/// still hold, and every row is broken by itself. The longest search of all.
pub(crate) fn exchanges(dice: &mut Dice, pairs: usize) -> Vec<i64> {
    let mut report = report(dice, true);
    for pair in 0..pairs {
        let by = dice.from(1, 300);
        report.found[REQUESTS_2021.cell(2 + 2 * pair, pair)] += by;
        report.found[REQUESTS_2021.cell(3 + 2 * pair, pair)] -= by;
    }
    report.found
}
