//! Causes on the form's own tables: what is said of real and of made-up mistakes, against brute force.

mod brute;
pub(super) mod dice;
mod form;
mod proof;

use dice::Dice;
use form::{REQUESTS_2021, reviews};
use gouji::cause::{
    CellStrength, Certainty, Group, Limits, Order, Relation, Row, System, cell_strength, explain, solve, strength,
};

fn groups(system: &System) -> Vec<Group> {
    explain(system, &Limits::default())
}

/// A group's candidates, each as `cell: found → expected (slip)`.
fn said(group: &Group) -> Vec<String> {
    let change = |change: &gouji::cause::Change| {
        format!("{}: {} → {} ({})", change.cell, change.found, change.expected, change.slip.word())
    };
    group.candidates.iter().map(|one| one.changes.iter().map(change).collect::<Vec<_>>().join(", ")).collect()
}

#[test]
fn a_total_left_zero_is_the_only_cause_where_any_other_cell_would_go_below_zero() {
    let found = groups(&reviews([10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0]));
    assert_eq!(found.len(), 2);
    assert_eq!(said(&found[0]), ["4: 0 → 11 (zeroed)"]);
    assert_eq!((found[0].certainty, found[0].order, found[0].proven), (Some(Certainty::Only), None, true));
    assert_eq!(found[0].rows, [0]);
    assert_eq!(said(&found[1]), ["14: 0 → 5 (zeroed)", "10: 5 → 0 (stray)"]);
    assert_eq!((found[1].certainty, found[1].tied), (Some(Certainty::Tied), 2));
    assert_eq!(found[1].order, Some(Order::TotalLeftZero));
}

/// 14 applications of 自然人, all answered by 予以公开, and 9 of 商业企业, all 部分公开.
fn requests() -> Vec<i64> {
    let mut figures = vec![0; 25 * 7];
    for (row, column, figure) in [(0, 0, 14), (2, 0, 14), (23, 0, 14), (0, 1, 9), (3, 1, 9), (23, 1, 9)] {
        figures[REQUESTS_2021.cell(row, column)] = figure;
        figures[REQUESTS_2021.cell(row, 6)] += figure;
    }
    figures
}

fn with(changes: &[(usize, usize, i64)]) -> System {
    let mut figures = requests();
    changes.iter().for_each(|(row, column, figure)| figures[REQUESTS_2021.cell(*row, *column)] = *figure);
    REQUESTS_2021.system(&figures)
}

#[test]
fn a_wrong_cell_of_the_requests_is_found_and_its_figure_computed() {
    let found = groups(&with(&[(0, 0, 41)]));
    assert_eq!(found.len(), 1);
    assert_eq!(said(&found[0]), ["0: 41 → 14 (transposed)"]);
    assert_eq!((found[0].rows.as_slice(), &found[0].candidates[0].explains), ([0, 14].as_slice(), &vec![0, 14]));
    assert_eq!((found[0].certainty, found[0].tied), (Some(Certainty::Only), 1));
    assert_eq!(groups(&with(&[])), []);
}

#[test]
fn mistakes_that_have_nothing_to_do_with_one_another_get_causes_of_their_own() {
    let found = groups(&with(&[(0, 0, 41), (3, 1, 6)]));
    let all: Vec<_> = found.iter().map(|group| (said(group).join("; "), group.rows.clone(), group.certainty)).collect();
    let first = ("0: 41 → 14 (transposed)".to_owned(), vec![0, 14], Some(Certainty::Only));
    let second = ("22: 6 → 9 (wrong-digit)".to_owned(), vec![8, 17], Some(Certainty::Only));
    assert_eq!(all, [first, second]);
}

#[test]
fn neighbours_exchanged_are_one_slip_and_come_before_two() {
    let found = groups(&with(&[(2, 0, 0), (3, 0, 14)]));
    assert_eq!(said(&found[0])[0], "14: 0 → 14 (exchanged), 21: 14 → 0 (exchanged)");
    assert_eq!((found[0].candidates[0].events, found[0].candidates[1].events), (1, 2));
    assert_eq!((found[0].certainty, found[0].order), (Some(Certainty::Likely), Some(Order::FewerEvents)));
}

#[test]
fn a_total_added_up_from_a_wrong_part_follows_the_part() {
    let found = groups(&with(&[(2, 0, 41), (2, 6, 41)]));
    assert_eq!(said(&found[0])[0], "14: 41 → 14 (transposed), 20: 41 → 14 (computed)");
    assert_eq!(found[0].candidates[0].events, 1);
}

#[test]
fn what_other_places_state_comes_first() {
    let mut system = reviews([41, 0, 0, 0, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let undecided = &groups(&system)[0];
    assert_eq!(said(undecided), ["4: 14 → 41 (transposed)", "0: 41 → 14 (transposed)"]);
    assert_eq!((undecided.certainty, undecided.order), (Some(Certainty::Tied), Some(Order::TotalFirst)));

    system.cells[0].evidence = vec![14];
    let decided = &groups(&system)[0];
    assert_eq!(said(decided)[0], "0: 41 → 14 (transposed)");
    assert_eq!((decided.certainty, decided.order), (Some(Certainty::Likely), Some(Order::Evidence)));

    system.cells[0].evidence.clear();
    system.rows.push(Row { id: 77, terms: vec![(4, 1)], constant: -41, relation: Relation::Equal, required: false });
    let mended = &groups(&system)[0];
    assert_eq!((said(mended)[0].as_str(), &mended.candidates[0].explains), ("4: 14 → 41 (transposed)", &vec![0, 77]));
    assert_eq!(mended.order, Some(Order::Evidence));
}

#[test]
fn a_row_that_holds_must_go_on_holding_unless_another_mistake_lies_in_it() {
    let mut system = reviews([41, 0, 0, 0, 14, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0]);
    system.cells[4].max = Some(30);
    let below = |terms: &[(usize, i32)]| Row {
        id: 9,
        terms: terms.to_vec(),
        constant: 0,
        relation: Relation::LessEqual,
        required: false,
    };
    system.rows.push(below(&[(14, 1), (4, -1)]));
    let found = groups(&system);
    assert_eq!(said(&found[0]), ["0: 41 → 14 (transposed)"]);
    assert_eq!(said(&found[1]), ["14: 0 → 5 (zeroed)", "10: 5 → 0 (stray)"]);
    system.rows[3] = below(&[(14, 1)]);
    assert_eq!(said(&groups(&system)[1]), ["10: 5 → 0 (stray)"]);
}

#[test]
fn an_inequality_alone_fixes_no_figure_and_has_no_cause() {
    let mut system = reviews([0; 15]);
    system.rows = vec![Row { id: 4, terms: vec![(0, 1), (1, 1)], constant: -3, relation: Relation::Greater, required: true }];
    let found = groups(&system);
    assert_eq!((found[0].rows.as_slice(), found[0].candidates.len(), found[0].certainty), ([4].as_slice(), 0, None));
}

#[test]
fn blanks_are_filled_at_no_cost() {
    let mut system = with(&[(0, 0, 41), (0, 6, 0), (23, 6, 0)]);
    system.cells[REQUESTS_2021.cell(0, 6)].value = None;
    system.cells[REQUESTS_2021.cell(23, 6)].value = None;
    let found = groups(&system);
    assert_eq!(said(&found[0])[0], "0: 41 → 14 (transposed)");
    let filled: Vec<(usize, i64)> = solve(&system).determined.iter().map(|known| (known.cell, known.value)).collect();
    assert_eq!(filled, [(6, 50), (REQUESTS_2021.cell(23, 6), 23)]);
}

#[test]
fn where_work_or_room_runs_out_nothing_is_claimed_to_be_the_smallest() {
    let system = with(&[(0, 0, 41), (3, 1, 6), (4, 2, 7)]);
    let hurried = explain(&system, &Limits { work: 500, ..Limits::default() });
    assert!(hurried.iter().all(|group| !group.proven && group.certainty != Some(Certainty::Only)), "{hurried:#?}");
    let cramped =
        &explain(&reviews([41, 0, 0, 0, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), &Limits { sets: 1, ..Limits::default() })[0];
    assert_eq!((cramped.candidates.len(), cramped.proven, cramped.certainty), (1, false, Some(Certainty::Likely)));
}

#[test]
fn no_figure_is_too_large_to_be_refused() {
    let extremes = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];
    for seed in 0..400 {
        let mut dice = Dice::new(seed);
        let figures: Vec<i64> = (0..15).map(|_| extremes[dice.below(7)]).collect();
        let mut system = reviews(figures.try_into().unwrap());
        for row in &mut system.rows {
            row.constant = extremes[dice.below(7)];
            row.terms.iter_mut().for_each(|term| term.1 = [i32::MIN, -1, 1, 2, i32::MAX][dice.below(5)]);
            row.terms.push((dice.below(15), i32::MIN));
        }
        system.cells.iter_mut().for_each(|cell| {
            if dice.percent(20) {
                cell.value = None
            }
        });
        system.cells.iter_mut().for_each(|cell| {
            if dice.percent(50) {
                cell.min = None
            }
        });
        for group in explain(&system, &Limits { cells: 3, ..Limits::default() }) {
            assert!(group.candidates.iter().flat_map(|one| &one.changes).all(|change| change.found != change.expected));
        }
        solve(&system);
        strength(&system, &Limits { cells: 3, ..Limits::default() });
    }
    let beyond = &groups(&reviews([i64::MAX, i64::MAX, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))[0];
    assert_eq!((beyond.candidates.len(), beyond.proven), (0, false), "{beyond:#?}");
}

#[test]
fn a_row_over_cells_that_do_not_exist_is_left_out() {
    let mut system = with(&[]);
    system.rows.push(Row {
        id: 99,
        terms: vec![(0, 1), (usize::MAX, 1)],
        constant: 5,
        relation: Relation::Equal,
        required: true,
    });
    assert_eq!(groups(&system), []);
    assert_eq!(groups(&System::default()), []);
    assert_eq!(
        cell_strength(&System::default(), 3, &Limits::default()),
        CellStrength { proven: true, ..CellStrength::default() }
    );
}

#[test]
fn the_requests_notice_any_change_of_three_cells_and_the_reviews_of_one() {
    let requests = strength(&REQUESTS_2021.system(&[]), &Limits::default());
    assert_eq!((requests.equations, requests.rank, requests.free), (39, 37, 138));
    assert_eq!(requests.unnoticed, Some(vec![(0, 1), (1, -1), (7, -1), (8, 1)]));
    assert_eq!((requests.proven, requests.untouched.len(), requests.inseparable.len()), (true, 0, 0));

    let reviews = strength(&reviews([0; 15]), &Limits::default());
    assert_eq!((reviews.equations, reviews.rank, reviews.free), (3, 3, 12));
    assert_eq!(reviews.unnoticed, Some(vec![(0, 1), (1, -1)]));
    assert_eq!(reviews.inseparable, [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11, 12, 13, 14]]);
}

#[test]
fn a_cell_in_no_equation_can_be_wrong_by_itself() {
    let mut system = reviews([0; 15]);
    system.rows.pop();
    let files = strength(&system, &Limits::default());
    assert_eq!((files.unnoticed, files.untouched), (Some(vec![(10, 1)]), vec![10, 11, 12, 13, 14]));
    assert_eq!(cell_strength(&system, 12, &Limits::default()).unnoticed, Some(vec![(12, 1)]));
}

#[test]
fn a_cell_is_held_by_its_rows_and_moves_unnoticed_only_with_others() {
    let system = REQUESTS_2021.system(&[]);
    let wide = Limits { cells: 6, ..Limits::default() };
    let size = |cell| cell_strength(&system, cell, &wide).unnoticed.map(|change| change.len());
    assert_eq!(size(REQUESTS_2021.cell(0, 0)), Some(4));
    assert_eq!(size(REQUESTS_2021.cell(23, 0)), Some(6), "办理总计 moves with two outcomes and two of the ends");
    let held = cell_strength(&system, REQUESTS_2021.cell(23, 0), &Limits::default());
    assert_eq!((held.rows, held.unnoticed, held.proven), (vec![0, 7, 14 + 23], None, true));
}
