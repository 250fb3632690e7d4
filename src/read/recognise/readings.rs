//! What the text of a cell may say that is no figure as it stands: several figures glued together or torn over lines, letters that
//! look like digits. Chooses nothing.

use super::zeros;
use crate::{number::Number, report::Value, slice::Slice, template::Kind};

/// More pieces than this are no figure that was torn or glued.
const MAX_PIECES: usize = 4;

/// The readings of a text, each once; none where it does not look like figures.
pub(super) fn of(text: &str, kind: &Kind) -> Vec<Number> {
    let mut readings: Vec<Number> = Vec::new();
    let mut add = |text: &str| {
        if let Value::Figure(number) = Value::read(text, kind)
            && !readings.contains(&number)
        {
            readings.push(number);
        }
    };
    if zeros::is_zero(text) {
        add("0");
        return readings;
    }
    let pieces: Vec<String> = text.split_whitespace().take(MAX_PIECES.saturating_add(1)).map(with_digits).collect();
    let is_figure = |piece: &String| matches!(Value::read(piece, kind), Value::Figure(_));
    if pieces.is_empty() || pieces.len() > MAX_PIECES || !pieces.iter().all(is_figure) {
        return readings;
    }
    pieces.iter().for_each(|piece| add(piece));
    // Digits torn over lines: any run of pieces may be one figure.
    for first in 0..pieces.len() {
        for last in first.saturating_add(1)..pieces.len() {
            add(&pieces.slice(first..=last).concat());
        }
    }
    readings
}

/// A piece with the digits that its letters look like, if digits stand beside them.
fn with_digits(piece: &str) -> String {
    if !piece.contains(|c: char| c.is_ascii_digit()) {
        return piece.to_owned();
    }
    let digit = |c: char| match c {
        'O' | 'o' | '〇' | '○' | 'Ｏ' | 'О' | 'Ο' | 'D' | 'Q' => '0',
        'l' | 'I' | '|' | '｜' | 'i' | '\u{4e28}' => '1',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        'B' => '8',
        _ => c,
    };
    piece.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Measure;

    fn readings(text: &str) -> Vec<String> {
        let kind = Kind { measure: Measure::Count, unit: "件".into(), signed: false, asked: None };
        of(text, &kind).iter().map(Number::to_string).collect()
    }

    #[test]
    fn texts_that_may_be_figures() {
        assert_eq!(readings("4 18"), ["4", "18", "418"]);
        assert_eq!(readings("12\n3"), ["12", "3", "123"]);
        assert_eq!(readings("1O"), ["10"]);
        assert_eq!(readings("l4"), ["14"]);
        assert_eq!(readings("无"), ["0"]);
        for text in ["很多", "约 3", "1 2 3 4 5", "3 | 4", "[图片]", "持 2"] {
            assert_eq!(readings(text), [""; 0], "{text}");
        }
    }
}
