//! Which rows hang together: rows that share a cell, directly or through other rows, are one part.

/// Groups the items by what they share, in order of their first items. `touches` gives the keys, below `keys`, of an item.
pub(super) fn parts<I: Iterator<Item = usize>>(items: usize, keys: usize, touches: impl Fn(usize) -> I) -> Vec<Vec<usize>> {
    let mut links = Links { parent: (0..keys).collect() };
    for item in 0..items {
        let mut touched = touches(item);
        let first = touched.next();
        touched.for_each(|key| links.join(first.unwrap_or(key), key));
    }
    let mut part_of_root = vec![None; keys];
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for item in 0..items {
        let root = touches(item).next().map(|key| links.root(key));
        let known = root.and_then(|root| part_of_root.get_mut(root));
        let part = known.map_or(parts.len(), |part| *part.get_or_insert(parts.len()));
        match parts.get_mut(part) {
            Some(members) => members.push(item),
            None => parts.push(vec![item]),
        }
    }
    parts
}

/// A forest: each key points towards the root of its part.
struct Links {
    parent: Vec<usize>,
}

impl Links {
    fn root(&mut self, mut key: usize) -> usize {
        while let Some(up) = self.parent.get(key).copied().filter(|up| *up != key) {
            let above = self.parent.get(up).copied().unwrap_or(up);
            if let Some(own) = self.parent.get_mut(key) {
                *own = above;
            }
            key = above;
        }
        key
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        if let Some(parent) = self.parent.get_mut(left.max(right)) {
            *parent = left.min(right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_share_a_key_are_one_part_and_an_item_without_keys_is_its_own() {
        let keys = [vec![0, 1], vec![4], vec![1, 2], vec![], vec![3, 4]];
        let parts = parts(5, 5, |item| keys[item].iter().copied());
        assert_eq!(parts, [vec![0, 2], vec![1, 4], vec![3]]);
    }
}
