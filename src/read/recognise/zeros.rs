//! Zeros written in words: 无, 〇, the letter O, strokes. Where a whole table writes its zeros so, they count as its blanks do; where
//! it has a figure 0 as well, they stay what they are.

use crate::{
    chinese::numeral::{ZERO_STROKES, ZERO_WORDS},
    number::Number,
    read::normalise::squeezed,
    report::{Cell, Unreadable, Value},
};

/// Longer texts are no word for zero.
const MAX_BYTES: usize = 24;

/// Whether a text is a word or a mark for zero.
pub(super) fn is_zero(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')'])).unwrap_or(text);
    // Nearly all words are ruled out by their first character.
    if text.len() > MAX_BYTES
        || text.starts_with(|c| matches!(c, '\u{4e00}'..='\u{9fff}') && !ZERO_WORDS.iter().any(|zero| zero.starts_with(c)))
    {
        return false;
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) || Value::is_mark(text) {
        return false;
    }
    let text = squeezed(text);
    let text = text.trim_end_matches(['。', '.']);
    !text.is_empty() && (ZERO_WORDS.contains(&text) || text.chars().all(|c| ZERO_STROKES.contains(&c)))
}

/// Takes the words for zero of a table as its blanks, if it has no other zeros.
pub(super) fn count(cells: &mut [Cell]) {
    let has_figure = cells.iter().any(|cell| cell.value.figure().is_some_and(Number::is_zero));
    for cell in cells.iter_mut().filter(|_| !has_figure) {
        if let Value::Text(text, Unreadable::NotANumber(_)) = &cell.value
            && is_zero(text)
        {
            cell.value = Value::Blank(text.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_strokes_for_zero() {
        for text in
            ["无", " 无 ", "无。", "――", "--", "———", "\\", "＼", "〇", "○", "O", "Ｏ", "零", "没有", "-－", "（无）", "(零)"]
        {
            assert!(is_zero(text), "{text}");
        }
        for text in ["", "—", "/", "无效", "0", "O1", "10", "不详", "约", "－5", "（）", "（1）", "（无效）"] {
            assert!(!is_zero(text), "{text}");
        }
    }
}
