//! The operators that set what a page is painted with.

use super::lexer::Token;
use crate::read::page::{measure::ONE, path::Pen};

/// Takes an operator that sets the pen; says whether it did.
pub(super) fn take(pen: &mut Pen, word: &[u8], operands: &[Token]) -> bool {
    match word {
        b"w" => {
            if let Some(Token::Number(width)) = operands.last() {
                pen.width = *width;
            }
        }
        b"g" | b"rg" | b"k" | b"sc" | b"scn" | b"cs" => {
            pen.white_fill = is_white(word, operands);
            pen.pale_fill = is_pale(operands);
        }
        b"G" | b"RG" | b"K" | b"SC" | b"SCN" | b"CS" => pen.white_line = is_white(word, operands),
        _ => return false,
    }
    true
}

/// Whether a colour is far from black: grey of more than a half, or as faint in print.
fn is_pale(operands: &[Token]) -> bool {
    const FAINT: i64 = ONE / 10 * 6;
    let levels: Option<Vec<i64>> =
        operands.iter().map(|token| if let Token::Number(level) = token { Some(*level) } else { None }).collect();
    match levels.as_deref() {
        Some([grey]) => *grey >= FAINT,
        Some([red, green, blue]) => *red.min(green).min(blue) >= FAINT,
        Some([cyan, magenta, yellow, black]) => *cyan.max(magenta).max(yellow) + black <= ONE - FAINT,
        _ => false,
    }
}

fn is_white(word: &[u8], operands: &[Token]) -> bool {
    let all = |level: i64| operands.iter().all(|token| *token == Token::Number(level));
    match (word, operands.len()) {
        (b"cs" | b"CS", _) => false,
        (_, 1 | 3) => all(ONE),
        (_, 4) => all(0),
        _ => false,
    }
}
