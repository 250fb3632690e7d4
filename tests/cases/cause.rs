//! Causes on the form's own tables: what is said of real and of made-up mistakes, against brute force.

mod brute;
mod dice;
mod form;
mod proof;

use form::{REQUESTS_2021, reviews};
use gouji::cause::{Certainty, Group, Limits, Order, System, explain};

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
