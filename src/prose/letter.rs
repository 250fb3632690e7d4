//! Single characters: one for all of a kind, and of which kind they are.

use crate::chinese::numeral;

/// One character for all of a kind.
#[inline]
pub(super) fn plain(c: char) -> char {
    match c {
        numeral::OTHER_ZERO => numeral::ZERO,
        // Nearly all characters are of these.
        '\u{4E00}'..='\u{9FFF}' => c,
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '!' => '！',
        '％' => '%',
        '．' => '.',
        '○' | '◯' => numeral::ZERO,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c).wrapping_sub(0xFEE0)).unwrap_or(c),
        '－' | '–' | '—' | '～' | '〜' => '~',
        _ => c,
    }
}

/// Whether a character is a Chinese one, as nearly all are.
#[inline]
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Whether a figure may begin with a character.
#[inline]
pub(super) fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || numeral::is_numeral(c)
}

/// A character by its last bits, for sets of which it is soon known that most characters are not in them.
#[inline]
pub(super) fn bit(c: char) -> u64 {
    1 << (c as u32 & 63)
}
