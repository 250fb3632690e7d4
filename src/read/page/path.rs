//! Paths as they are drawn, down to the straight lines that a table can be ruled with. Curves, slants, and what is painted
//! white on white do not rule anything.

use super::{
    measure::{Area, Matrix, ONE, thousandths},
    sheet::{MOST_RULES, Rule, Sheet},
};

/// More points than this make a drawing, not a table.
const MOST_POINTS: usize = 1 << 16;

/// What lines and areas are painted with.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Pen {
    /// How thick lines are, in the coordinates that are painted in.
    pub(in crate::read) width: i64,
    /// Whether areas are painted white, so that they cannot be seen.
    pub(in crate::read) white_fill: bool,
    /// The same for lines.
    pub(in crate::read) white_line: bool,
    /// Whether areas and characters are painted faintly.
    pub(in crate::read) pale_fill: bool,
}

impl Default for Pen {
    fn default() -> Self {
        Pen { width: ONE, white_fill: false, white_line: false, pale_fill: false }
    }
}

/// A path under construction, in billionths of the page's coordinates.
#[derive(Debug, Default)]
pub(in crate::read) struct Path {
    pieces: Vec<Piece>,
    points: usize,
}

/// A connected part of a path.
#[derive(Debug, Default)]
struct Piece {
    points: Vec<(i64, i64)>,
    curved: bool,
}

impl Path {
    /// Takes an operator that builds or paints a path; any other is passed over.
    pub(in crate::read) fn take(&mut self, word: &[u8], numbers: &[i64], to_page: &Matrix, pen: &Pen, sheet: &mut Sheet) {
        match (word, numbers) {
            (b"m", [x, y]) => self.begin(to_page.apply(*x, *y)),
            (b"l", [x, y]) => self.line(to_page.apply(*x, *y)),
            (b"re", [x, y, width, height]) => self.rectangle((*x, *y), (*width, *height), to_page),
            (b"c" | b"v" | b"y", [.., x, y]) => self.curve(to_page.apply(*x, *y)),
            (b"h", _) => self.close(),
            (b"n", _) => self.clear(),
            (b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*", _) => self.paint(word, to_page, pen, sheet),
            _ => {}
        }
    }

    fn begin(&mut self, point: (i64, i64)) {
        if self.points < MOST_POINTS {
            self.points += 1;
            self.pieces.push(Piece { points: vec![point], curved: false });
        }
    }

    fn line(&mut self, point: (i64, i64)) {
        if let Some(piece) = self.pieces.last_mut().filter(|_| self.points < MOST_POINTS) {
            self.points += 1;
            piece.points.push(point);
        }
    }

    fn curve(&mut self, point: (i64, i64)) {
        self.line(point);
        if let Some(piece) = self.pieces.last_mut() {
            piece.curved = true;
        }
    }

    fn rectangle(&mut self, (x, y): (i64, i64), (width, height): (i64, i64), to_page: &Matrix) {
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
        let mut corners = corners.into_iter().map(|(x, y)| to_page.apply(x, y));
        self.begin(corners.next().unwrap_or_default());
        corners.for_each(|corner| self.line(corner));
    }

    fn close(&mut self) {
        let first = self.pieces.last().and_then(|piece| piece.points.first().copied());
        if let Some(first) = first {
            self.line(first);
        }
    }

    fn clear(&mut self) {
        self.pieces.clear();
        self.points = 0;
    }

    fn paint(&mut self, word: &[u8], to_page: &Matrix, pen: &Pen, sheet: &mut Sheet) {
        let drawn = matches!(word, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") && !pen.white_line;
        let filled = !matches!(word, b"S" | b"s") && !pen.white_fill;
        if matches!(word, b"s" | b"b" | b"b*") {
            self.close();
        }
        let (x, y) = to_page.turn(pen.width, 0);
        let thickness = thousandths(x.abs().max(y.abs()));
        for piece in self.pieces.iter().filter(|piece| !piece.curved) {
            if let Some(area) = Area::around(&piece.points).filter(|_| filled) {
                match Rule::of_area(&area) {
                    Some(rule) => sheet.rules.push(rule),
                    None => sheet.fills.push(area),
                }
            }
            if drawn {
                sheet.rules.extend(piece.strokes(thickness));
            }
        }
        sheet.rules.truncate(MOST_RULES);
        sheet.fills.truncate(MOST_RULES);
        self.clear();
    }
}

impl Piece {
    fn strokes(&self, thickness: i64) -> impl Iterator<Item = Rule> {
        let ends = self.points.iter().zip(self.points.iter().skip(1));
        ends.filter_map(move |(from, to)| Rule::of_stroke(&Area::around(&[*from, *to])?, thickness))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruled(operators: &[(&[u8], &[i64])], white: bool) -> Vec<Rule> {
        let pen = Pen { white_fill: white, ..Pen::default() };
        let (mut path, mut sheet) = (Path::default(), Sheet::default());
        for (word, numbers) in operators {
            let numbers: Vec<i64> = numbers.iter().map(|number| number * ONE).collect();
            path.take(word, &numbers, &Matrix::IDENTITY, &pen, &mut sheet);
        }
        sheet.rules
    }

    #[test]
    fn lines_frames_and_thin_areas_rule() {
        assert_eq!(ruled(&[(b"m", &[0, 5]), (b"l", &[90, 5]), (b"S", &[])], false).len(), 1);
        assert_eq!(ruled(&[(b"re", &[0, 0, 90, 40]), (b"S", &[])], false).len(), 4);
        let thin = ruled(&[(b"re", &[10, 0, 1, 40]), (b"f", &[])], false);
        assert_eq!(thin, [Rule { upright: true, at: 10_500, from: 0, to: 40_000 }]);
    }

    #[test]
    fn what_rules_nothing() {
        assert_eq!(ruled(&[(b"re", &[0, 0, 90, 40]), (b"f", &[])], false), []);
        assert_eq!(ruled(&[(b"re", &[10, 0, 1, 40]), (b"f", &[])], true), []);
        assert_eq!(ruled(&[(b"m", &[0, 5]), (b"l", &[90, 45]), (b"S", &[])], false), []);
        assert_eq!(ruled(&[(b"m", &[0, 5]), (b"c", &[1, 1, 2, 2, 90, 5]), (b"S", &[])], false), []);
        assert_eq!(ruled(&[(b"re", &[10, 0, 1, 40]), (b"n", &[])], false), []);
    }
}
