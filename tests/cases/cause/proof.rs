//! The search against brute force: on small systems of every kind, and on the form.

use super::{
    brute::{Fix, causes, cells_of, part_of, value},
    dice::Dice,
    form::{COLUMNS, REQUESTS_2019, REQUESTS_2021, Requests, reviews},
};
use gouji::cause::{CellState, Group, Limits, Relation, Row, System, explain};
use std::collections::BTreeSet;

const PAIRS: Limits = Limits { cells: 2, work: 10_000_000, sets: 100_000 };

/// What both say of every broken part must be one and the same. Returns how many parts had a cause.
fn compare(system: &System, what: &str) -> usize {
    let groups = explain(system, &PAIRS);
    let parts: BTreeSet<BTreeSet<usize>> = groups.iter().map(|group| part_of(system, group.rows[0])).collect();
    let mut explained = 0;
    for part in &parts {
        let foreign = parts.iter().filter(|other| *other != part).flat_map(|other| cells_of(system, other)).collect();
        let expected = causes(system, part, &foreign);
        let own: Vec<&Group> = groups.iter().filter(|group| part.contains(&group.rows[0])).collect();
        if expected.is_empty() && own.len() > 1 {
            assert_mended(system, &own);
        } else {
            assert!(own.iter().all(|group| group.proven), "{what}: {own:#?}");
            assert_eq!(unions(&own), expected, "{what}: {system:#?}");
        }
        explained += usize::from(!expected.is_empty());
    }
    explained
}

fn fixes(group: &Group) -> BTreeSet<Fix> {
    let fix = |one: &gouji::cause::Candidate| one.changes.iter().map(|change| (change.cell, change.expected)).collect();
    let fixes: Vec<Fix> = group.candidates.iter().map(fix).collect();
    let distinct: BTreeSet<Fix> = fixes.iter().cloned().collect();
    assert_eq!(distinct.len(), fixes.len(), "a set is listed twice");
    distinct
}

/// What mends all groups at once.
fn unions(groups: &[&Group]) -> BTreeSet<Fix> {
    let all = BTreeSet::from([Fix::new()]);
    groups.iter().fold(all, |all, group| {
        let union = |one: &Fix, other: &Fix| {
            let mut union = [one.as_slice(), other].concat();
            union.sort_unstable();
            union
        };
        all.iter().flat_map(|one| fixes(group).into_iter().map(move |other| union(one, &other))).collect()
    })
}

/// Where more cells are wrong than were looked for, each first cause makes its own equations hold and leaves the others as they are.
fn assert_mended(system: &System, groups: &[&Group]) {
    let figures: Vec<i64> = system.cells.iter().map(|cell| cell.value.unwrap_or(0)).collect();
    for first in groups.iter().filter_map(|group| group.candidates.first()) {
        let mut fixed = figures.clone();
        first.changes.iter().for_each(|change| fixed[change.cell] = change.expected);
        let has_blank = |row: &Row| row.terms.iter().any(|term| system.cells[term.0].value.is_none());
        for row in system.rows.iter().filter(|row| row.required && row.relation == Relation::Equal && !has_blank(row)) {
            let expected = if first.explains.contains(&row.id) { 0 } else { value(row, &figures) };
            assert_eq!(value(row, &fixed), expected, "{groups:#?} in {system:#?}");
        }
    }
}

/// Rows that hold for some figures, one or two of which are then changed.
fn small_system(dice: &mut Dice, with_blank: bool) -> System {
    let count = 3 + dice.below(6);
    let truth: Vec<i64> = (0..count).map(|_| dice.from(0, 9)).collect();
    let rows = (0..1 + dice.below(6)).map(|id| row(dice, id, &truth)).collect();
    let mut found = truth;
    for _ in 0..1 + dice.below(3) {
        let at = dice.below(count);
        found[at] = dice.from(0, 12);
    }
    let state = |dice: &mut Dice, figure| CellState {
        value: Some(figure),
        min: dice.percent(85).then_some(0),
        max: dice.percent(30).then_some(9 + dice.from(0, 20)),
        ..CellState::default()
    };
    let mut cells: Vec<CellState> = found.into_iter().map(|figure| state(dice, figure)).collect();
    if with_blank {
        cells[dice.below(count)] = CellState { min: Some(0), max: Some(99), ..CellState::default() };
    }
    System { cells, rows }
}

fn row(dice: &mut Dice, id: usize, truth: &[i64]) -> Row {
    let coefficient =
        |dice: &mut Dice| if dice.percent(80) { [-1, 1][dice.below(2)] } else { i32::try_from(dice.from(-3, 3)).unwrap() };
    let terms: Vec<(usize, i32)> = (0..2 + dice.below(4)).map(|_| (dice.below(truth.len()), coefficient(dice))).collect();
    let sum: i64 = terms.iter().map(|(cell, by)| truth[*cell] * i64::from(*by)).sum();
    let relations = [Relation::Less, Relation::LessEqual, Relation::Greater, Relation::GreaterEqual];
    let relation = if dice.percent(70) { Relation::Equal } else { relations[dice.below(4)] };
    let slack = match relation {
        Relation::Equal => 0,
        Relation::Less | Relation::LessEqual => -dice.from(0, 4),
        Relation::Greater | Relation::GreaterEqual => dice.from(0, 4),
    };
    Row { id, terms, constant: slack - sum, relation, required: dice.percent(85) }
}

#[test]
fn on_small_systems_the_search_finds_what_trying_all_sets_finds() {
    let explained: usize =
        (0..6_000).map(|seed| compare(&small_system(&mut Dice::new(seed), false), &format!("seed {seed}"))).sum();
    assert!(explained > 2_000, "{explained}");
}

#[test]
fn with_a_blank_in_it_as_well() {
    let explained: usize =
        (0..4_000).map(|seed| compare(&small_system(&mut Dice::new(seed), true), &format!("seed {seed}"))).sum();
    assert!(explained > 700, "{explained}");
}

/// Figures for which every row of the table holds.
fn consistent(dice: &mut Dice, table: &Requests, filled: usize) -> Vec<i64> {
    let mut figures = vec![0; table.rows() * COLUMNS];
    for column in 0..COLUMNS - 1 {
        let outcomes: i64 = (2..table.total())
            .map(|row| {
                let figure = if dice.percent(filled) { dice.from(0, 40) } else { 0 };
                figures[table.cell(row, column)] = figure;
                figure
            })
            .sum();
        let (carried_in, carried_out) = (dice.from(0, outcomes.min(3)), dice.from(0, 3));
        let ends = [
            (0, outcomes + carried_out - carried_in),
            (1, carried_in),
            (table.total(), outcomes),
            (table.total() + 1, carried_out),
        ];
        ends.iter().for_each(|(row, figure)| figures[table.cell(*row, column)] = *figure);
    }
    for row in 0..table.rows() {
        figures[table.cell(row, COLUMNS - 1)] = (0..COLUMNS - 1).map(|column| figures[table.cell(row, column)]).sum();
    }
    figures
}

#[test]
fn on_the_form_the_search_finds_what_trying_all_sets_finds() {
    let mut explained = 0;
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let table = if dice.percent(50) { REQUESTS_2021 } else { REQUESTS_2019 };
        let filled = if dice.percent(50) { 10 } else { 90 };
        let mut figures = consistent(&mut dice, &table, filled);
        for _ in 0..1 + dice.below(2) {
            let at = dice.below(figures.len());
            figures[at] = dice.from(0, 50);
        }
        explained += compare(&table.system(&figures), &format!("seed {seed}"));
    }
    assert!(explained > 50, "{explained}");
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        compare(&reviews(std::array::from_fn(|_| dice.from(0, 3))), &format!("复议诉讼, seed {seed}"));
    }
}
