//! Columns whose figures stand at one side of their cells, beside the heads: such a column shows twice, once by its head and once by
//! its figures. Knows only from where to where each reaches.

/// What stands under one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strip {
    pub(super) lane: (i64, i64),
    pub(super) holds: Holds,
}

/// What a strip is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Heads,
    Figures,
    /// Both, or labels.
    Other,
}

/// The side of its cell at which a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// What printing in a hurry moves figures by, at most.
const NEAR: i64 = 500;

/// The side at which the figures of all columns stand, as far as figures of different widths under one another show it.
pub(super) fn side<'f>(columns: impl Iterator<Item = &'f [(i64, i64)]>) -> Option<Side> {
    let spread = |column: &[(i64, i64)], at: fn(&(i64, i64)) -> i64| {
        let all = || column.iter().map(at);
        all().max().zip(all().min()).map_or(0, |(most, least)| most - least)
    };
    let mut shown = columns.filter(|column| spread(column, |(left, right)| right - left) > NEAR * 4).map(|column| {
        let (left, right) = (spread(column, |lane| lane.0) <= NEAR, spread(column, |lane| lane.1) <= NEAR);
        left.then_some(Side::Left).or(right.then_some(Side::Right))
    });
    let first = shown.next()??;
    shown.all(|side| side == Some(first)).then_some(first)
}

/// The lanes of the columns, from left to right: each strip of figures with the head at its side, if `side` shows which that is,
/// if it can be only one in all of the table, or if all stand on the same side of the middle; else as they are.
pub(super) fn united(mut strips: Vec<Strip>, side: Option<Side>) -> Vec<(i64, i64)> {
    strips.sort_unstable_by_key(|strip| strip.lane);
    let after = || paired(&strips, [Holds::Heads, Holds::Figures]);
    let before = || paired(&strips, [Holds::Figures, Holds::Heads]);
    let united = match side {
        Some(Side::Right) => after(),
        Some(Side::Left) => before(),
        None => match (after(), before()) {
            (Some(united), None) | (None, Some(united)) => Some(united),
            (Some(after), Some(before)) => match nearer(&strips) {
                Some(Side::Right) => Some(after),
                Some(Side::Left) => Some(before),
                None => None,
            },
            (None, None) => None,
        },
    };
    united.unwrap_or_else(|| strips.iter().map(|strip| strip.lane).collect())
}

/// The side at which all figures between two heads stand, if those stand in the middle of their cells: what is at the right of its
/// cell ends before the middle between both.
fn nearer(strips: &[Strip]) -> Option<Side> {
    let side = |three: &[Strip]| match three {
        [before, of, behind] if of.holds == Holds::Figures && before.holds == Holds::Heads && behind.holds == Holds::Heads => {
            let twice = |strip: &Strip| strip.lane.0 + strip.lane.1;
            let before_the_middle = (twice(before) + twice(behind)) / 2 - twice(of);
            let is_clear = before_the_middle.abs() * 2 > of.lane.1 - of.lane.0;
            Some(is_clear.then_some(if before_the_middle > 0 { Side::Right } else { Side::Left }))
        }
        _ => None,
    };
    let mut sides = strips.windows(3).filter_map(side);
    let first = sides.next()??;
    sides.all(|side| side == Some(first)).then_some(first)
}

/// The lanes with heads and figures that follow one another in this order as one; none where figures are left over.
fn paired(strips: &[Strip], order: [Holds; 2]) -> Option<Vec<(i64, i64)>> {
    let mut lanes = Vec::with_capacity(strips.len());
    let mut rest = strips;
    while let [first, others @ ..] = rest {
        rest = others;
        match others {
            [second, behind @ ..] if [first.holds, second.holds] == order => {
                lanes.push((first.lane.0, first.lane.1.max(second.lane.1)));
                rest = behind;
            }
            _ if first.holds == Holds::Figures => return None,
            _ => lanes.push(first.lane),
        }
    }
    Some(lanes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kinds: &str) -> usize {
        let strip = |(at, kind): (i64, char)| Strip {
            lane: (at * 10, at * 10 + 5),
            holds: match kind {
                'h' => Holds::Heads,
                'f' => Holds::Figures,
                _ => Holds::Other,
            },
        };
        united((0..).zip(kinds.chars()).map(strip).collect(), None).len()
    }

    #[test]
    fn figures_of_different_widths_show_their_side() {
        let [left, right, middle, one] = [[(10, 15), (10, 25)], [(20, 25), (10, 25)], [(15, 20), (10, 25)], [(10, 15), (10, 15)]]
            .map(|column| column.map(|(from, to)| (from * 1000, to * 1000)));
        let side = |columns: &[[(i64, i64); 2]]| side(columns.iter().map(<[_; 2]>::as_slice));
        assert_eq!(side(&[left, one, left]), Some(Side::Left));
        assert_eq!(side(&[right, one]), Some(Side::Right));
        assert_eq!([side(&[left, right]), side(&[left, middle]), side(&[middle]), side(&[one])], [None; 4]);
    }

    #[test]
    fn a_head_and_the_figures_at_its_side_are_one_column() {
        assert_eq!(["lhfhfb", "lfhfhb", "lhfhfhf", "lb"].map(read), [4, 4, 4, 2]);
    }

    #[test]
    fn figures_belong_to_the_head_that_all_of_them_are_nearer_to() {
        let united_at = |figures: [i64; 2]| {
            let strip = |(from, holds)| Strip { lane: (from, from + 5), holds };
            let heads = [0, 20, 40, 60].map(|at| strip((at, Holds::Heads)));
            let all = heads.into_iter().chain(figures.map(|at| strip((at, Holds::Figures)))).collect();
            united(all, None).into_iter().map(|lane| lane.0).collect::<Vec<i64>>()
        };
        assert_eq!(united_at([6, 46]), [0, 20, 40, 60]);
        assert_eq!(united_at([14, 34]), [0, 14, 34, 60]);
        assert_eq!(united_at([6, 34]), [0, 6, 20, 34, 40, 60]);
    }

    #[test]
    fn what_may_be_either_stays() {
        assert_eq!(["lhfhfh", "lhffh", "lfb"].map(read), [6, 5, 3]);
    }
}
