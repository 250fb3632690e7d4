//! Causes on the form's own tables: what is said of real and of made-up mistakes, against brute force.

mod brute;
mod dice;
mod form;
mod proof;

use form::{REQUESTS_2021, reviews};
use gouji::cause::{Certainty, Group, Limits, Order, System, explain, hold, strength};

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
fn a_total_left_nought_is_the_only_cause_where_any_other_cell_would_go_below_nought() {
    let found = groups(&reviews([10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0]));
    assert_eq!(found.len(), 2);
    assert_eq!(said(&found[0]), ["4: 0 → 11 (zeroed)"]);
    assert_eq!((found[0].certainty, found[0].order, found[0].proven), (Some(Certainty::Only), None, true));
    assert_eq!(found[0].rows, [0]);
    assert_eq!(said(&found[1]), ["14: 0 → 5 (zeroed)", "10: 5 → 0 (stray)"]);
    assert_eq!((found[1].certainty, found[1].tied), (Some(Certainty::Tied), 2));
    assert_eq!(found[1].order, Some(Order::TotalLeftNought));
}

#[test]
fn a_wrong_cell_of_the_requests_is_found_and_its_figure_computed() {
    let mut figures = vec![0; 25 * 7];
    for (row, column) in [(0, 0), (2, 0), (23, 0), (0, 6), (2, 6), (23, 6)] {
        figures[REQUESTS_2021.cell(row, column)] = 14;
    }
    figures[0] = 41;
    let found = groups(&REQUESTS_2021.system(&figures));
    assert_eq!(found.len(), 1);
    assert_eq!(said(&found[0]), ["0: 41 → 14 (transposed)"]);
    assert_eq!(found[0].rows, [0, 14]);
    assert_eq!(found[0].certainty, Some(Certainty::Only));
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
    assert_eq!(hold(&system, 12, &Limits::default()).unnoticed, Some(vec![(12, 1)]));
}

#[test]
fn a_cell_is_held_by_its_rows_and_moves_unnoticed_only_with_others() {
    let system = REQUESTS_2021.system(&[]);
    let wide = Limits { cells: 6, ..Limits::default() };
    let size = |cell| hold(&system, cell, &wide).unnoticed.map(|change| change.len());
    assert_eq!(size(REQUESTS_2021.cell(0, 0)), Some(4));
    assert_eq!(size(REQUESTS_2021.cell(23, 0)), Some(6), "办理总计 moves with two outcomes and two of the ends");
    let held = hold(&system, REQUESTS_2021.cell(23, 0), &Limits::default());
    assert_eq!((held.rows, held.unnoticed, held.proven), (vec![0, 7, 14 + 23], None, true));
}
