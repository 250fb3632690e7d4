//! Text as it is printed into text that compares: one form for characters that look alike, no spaces. Knows no template.

use crate::{chinese::radical::unified, number::is_invisible};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// One form for every character that looks alike, NFKC and the radicals that NFKC leaves, without any space: what labels are
/// compared by.
pub(super) fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for c in text.chars() {
        match plain(c) {
            Some(plain) => squeezed.push(plain),
            None if c.is_whitespace() || is_invisible(c) => {}
            None => return folded(text),
        }
    }
    squeezed
}

/// The form of a character that NFKC leaves alone or only makes narrow; none for any other.
fn plain(c: char) -> Option<char> {
    match c {
        '!'..='~' | '\u{4e00}'..='\u{9fff}' | '、' | '。' | '《' | '》' | '〔' | '〕' | '“' | '”' => Some(c),
        '！'..='～' => char::from_u32(u32::from(c).checked_sub(0xFEE0)?),
        _ => None,
    }
}

fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !is_invisible(*c) && !c.is_whitespace()).map(unified).collect()
}

/// The words as a reader sees them: radicals become the characters they look like, invisible characters go, and every run of
/// spaces is one. Punctuation and width stay as printed.
pub(super) fn readable(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if !c.is_whitespace() {
            words.extend(of_radical(c));
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.trim().to_owned()
}

/// The Chinese of a text in two languages: without words in letters of another script, and the marks and numbers beside them.
/// A text in one language stays as it is.
pub(super) fn native(text: &str) -> Cow<'_, str> {
    // Punctuation is ruled out first: to tell whether a character is a letter takes long.
    let is_mark = |c: char| matches!(c, '\0'..='@' | '‐'..='\u{206f}' | '、'..='〃' | '〈'..='〟' | '！'..='＠');
    let is_foreign = |c: char| !is_han(c) && !is_mark(c) && c.is_alphabetic();
    if !text.contains(is_foreign) || !text.contains(is_han) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (run, behind) = rest.split_at(rest.find(is_han).unwrap_or(rest.len()));
        let is_word = run.chars().filter(|c| is_foreign(*c)).nth(1).is_some();
        kept.push_str(if is_word { "" } else { run });
        let (words, others) = behind.split_at(behind.find(|c| !is_han(c)).unwrap_or(behind.len()));
        kept.push_str(words);
        rest = others;
    }
    Cow::Owned(kept)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}')
}

fn of_radical(c: char) -> impl Iterator<Item = char> {
    let is_kangxi = ('\u{2f00}'..='\u{2fd5}').contains(&c);
    let folded = if is_kangxi { c.nfkc().next().unwrap_or(c) } else { unified(c) };
    std::iter::once(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_looks_alike() {
        for (seen, same) in [
            ("⼀、本年新收", "一、本年新收"),
            ("⻔ ⻅ ⻬ ⺠", "门见齐民"),
            ("三 、 本 年\n度", "三、本年度"),
            ("１．属于", "1.属于"),
            ("（一）\u{200b}予以公开", "(一)予以公开"),
        ] {
            assert_eq!(squeezed(seen), squeezed(same), "{seen}");
        }
    }

    #[test]
    fn of_two_languages_the_chinese_is_kept() {
        for (seen, chinese) in [
            ("规章\nRegulations", "规章"),
            ("1.属于国家秘密 / 1. State secrets", "1.属于国家秘密"),
            ("Upheld 结果维持", "结果维持"),
            ("（七）总计\nTotal (VII)", "（七）总计"),
            ("总计 جەمئىي", "总计"),
            ("结果维持 결과 유지", "结果维持"),
            ("3.危及“三安全一稳定”", "3.危及“三安全一稳定”"),
            ("规章A", "规章A"),
            ("Regulations", "Regulations"),
        ] {
            assert_eq!(native(seen), chinese, "{seen}");
        }
    }

    #[test]
    fn readable_words_keep_their_punctuation() {
        assert_eq!(readable(" ⼈⺠政府\u{a0}\n（２０２３ 年） "), "人民政府 （２０２３ 年）");
    }
}
