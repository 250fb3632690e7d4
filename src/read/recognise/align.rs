//! The best way to read a sequence, rows of a stream or heads from left to right, as the lines of a table.

/// What it costs to leave the order of the form.
#[derive(Clone, Copy)]
pub(super) struct Order {
    /// A step back; none: never.
    pub(super) step_back: Option<u32>,
    /// Each line passed over.
    pub(super) passed_over: u32,
}

impl Order {
    /// The cost of a step from one line to another, and whether the table begins anew there.
    fn step(self, from: usize, to: usize) -> Option<(u32, bool)> {
        if from >= to {
            return Some((self.step_back?, true));
        }
        let passed = u32::try_from(to - from - 1).unwrap_or(u32::MAX);
        Some((self.passed_over.saturating_mul(passed), false))
    }
}

/// The readings worth the most in sum: at most one of each place in the sequence. Each run without a step back is one list. `meaning`
/// tells of a reading which line of the table it is, and how much speaks for it.
pub(super) fn align<R: Clone>(
    sequence: &[Vec<R>],
    lines: usize,
    order: Order,
    meaning: impl Fn(&R) -> (usize, u32),
) -> Vec<Vec<R>> {
    let mut nodes: Vec<Node<'_, R>> = Vec::new();
    // For each line of the table, the node of the best way that ends there.
    let mut ends: Vec<Option<usize>> = vec![None; lines];
    for readings in sequence {
        let fresh: Vec<Node<'_, R>> =
            readings.iter().map(|read| Node::behind(&ends, &nodes, (read, meaning(read)), order)).collect();
        for node in fresh {
            let best = ends.get(node.line).copied().flatten().and_then(|end| nodes.get(end)).map_or(0, |end| end.worth);
            if node.worth > best {
                if let Some(end) = ends.get_mut(node.line) {
                    *end = Some(nodes.len());
                }
                nodes.push(node);
            }
        }
    }
    runs(&nodes)
}

struct Node<'c, R> {
    read: &'c R,
    /// The line of the table.
    line: usize,
    /// What the way that ends here is worth in sum.
    worth: u32,
    before: Option<usize>,
    begins: bool,
}

impl<'c, R> Node<'c, R> {
    /// The best way on to a reading, from the ways that end before it.
    fn behind(
        ends: &[Option<usize>],
        nodes: &[Node<'c, R>],
        (read, (own, own_worth)): (&'c R, (usize, u32)),
        order: Order,
    ) -> Node<'c, R> {
        let mut best = Node { read, line: own, worth: own_worth, before: None, begins: true };
        for (line, end) in ends.iter().enumerate() {
            let Some((at, node)) = end.and_then(|end| Some((end, nodes.get(end)?))) else { continue };
            let Some((cost, begins)) = order.step(line, own) else { continue };
            let worth = node.worth.saturating_add(own_worth).saturating_sub(cost);
            if worth > best.worth {
                best = Node { worth, before: Some(at), begins, ..best };
            }
        }
        best
    }
}

fn runs<R: Clone>(nodes: &[Node<'_, R>]) -> Vec<Vec<R>> {
    let mut next = nodes.iter().enumerate().max_by_key(|(_, node)| node.worth).map(|(at, _)| at);
    let mut runs: Vec<Vec<R>> = vec![Vec::new()];
    while let Some(node) = next.and_then(|at| nodes.get(at)) {
        if let Some(run) = runs.last_mut() {
            run.push(node.read.clone());
        }
        if node.begins {
            runs.push(Vec::new());
        }
        next = node.before;
    }
    runs.retain(|run| !run.is_empty());
    runs.reverse();
    runs.iter_mut().for_each(|run| run.reverse());
    runs
}
