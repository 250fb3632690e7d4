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

/// The lanes of the columns, from left to right: each strip of figures with the head at its side, if that can be only on one side in
/// all of the table; else as they are.
pub(super) fn united(mut strips: Vec<Strip>) -> Vec<(i64, i64)> {
    strips.sort_unstable_by_key(|strip| strip.lane);
    match (paired(&strips, [Holds::Heads, Holds::Figures]), paired(&strips, [Holds::Figures, Holds::Heads])) {
        (Some(united), None) | (None, Some(united)) => united,
        _ => strips.iter().map(|strip| strip.lane).collect(),
    }
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
        united((0..).zip(kinds.chars()).map(strip).collect()).len()
    }

    #[test]
    fn a_head_and_the_figures_at_its_side_are_one_column() {
        assert_eq!(["lhfhfb", "lfhfhb", "lhfhfhf", "lb"].map(read), [4, 4, 4, 2]);
    }

    #[test]
    fn what_may_be_either_stays() {
        assert_eq!(["lhfhfh", "lhffh", "lfb"].map(read), [6, 5, 3]);
    }
}
