//! Text as it is printed into text that compares: one form for characters that look alike, no spaces. Knows no template.

use unicode_normalization::UnicodeNormalization;

/// One form for every character that looks alike, NFKC and the radicals that NFKC leaves, without any space: what labels are
/// compared by.
pub(super) fn squeezed(text: &str) -> String {
    let seen = || text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c));
    seen().map(plain).collect::<Option<String>>().unwrap_or_else(|| folded(text))
}

/// The form of a character that NFKC leaves alone or only makes narrow; none for any other.
fn plain(c: char) -> Option<char> {
    match c {
        '!'..='~' | '一'..='鿿' | '、' | '。' | '《' | '》' | '〔' | '〕' | '“' | '”' => Some(c),
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

fn of_radical(c: char) -> impl Iterator<Item = char> {
    let is_kangxi = ('\u{2f00}'..='\u{2fd5}').contains(&c);
    let folded = if is_kangxi { c.nfkc().next().unwrap_or(c) } else { unified(c) };
    std::iter::once(folded)
}

/// Characters that are not seen and part no words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
        || (c.is_control() && !c.is_whitespace())
}

/// The CJK radicals supplement as the characters that they look like (Unicode, EquivalentUnifiedIdeograph.txt); only those
/// that stand for whole characters. PDF files print these for the characters themselves.
fn unified(c: char) -> char {
    if !('\u{2e80}'..='\u{2ef3}').contains(&c) {
        return c;
    }
    match c {
        '⺁' => '厂',
        '⺄' => '乙',
        '⺆' => '冂',
        '⺈' => '刀',
        '⺊' => '卜',
        '⺌' => '小',
        '⺍' => '小',
        '⺎' => '兀',
        '⺐' => '尢',
        '⺒' => '巳',
        '⺓' => '幺',
        '⺕' => '彐',
        '⺛' => '旡',
        '⺜' => '日',
        '⺝' => '月',
        '⺞' => '歺',
        '⺠' => '民',
        '⺧' => '牛',
        '⺩' => '王',
        '⺫' => '目',
        '⺬' => '示',
        '⺮' => '竹',
        '⺯' => '糹',
        '⺶' => '羊',
        '⺻' => '聿',
        '⺼' => '肉',
        '⺽' => '臼',
        '⻁' => '虎',
        '⻃' => '覀',
        '⻄' => '西',
        '⻅' => '见',
        '⻆' => '角',
        '⻉' => '贝',
        '⻊' => '足',
        '⻋' => '车',
        '⻑' => '長',
        '⻓' => '长',
        '⻔' => '门',
        '⻗' => '雨',
        '⻘' => '青',
        '⻙' => '韦',
        '⻚' => '页',
        '⻛' => '风',
        '⻜' => '飞',
        '⻝' => '食',
        '⻢' => '马',
        '⻣' => '骨',
        '⻤' => '鬼',
        '⻥' => '鱼',
        '⻦' => '鸟',
        '⻧' => '卤',
        '⻨' => '麦',
        '⻩' => '黄',
        '⻪' => '黾',
        '⻫' => '斉',
        '⻬' => '齐',
        '⻭' => '歯',
        '⻮' => '齿',
        '⻯' => '竜',
        '⻰' => '龙',
        '⻱' => '龜',
        '⻲' => '亀',
        _ => c,
    }
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
    fn readable_words_keep_their_punctuation() {
        assert_eq!(readable(" ⼈⺠政府\u{a0}\n（２０２３ 年） "), "人民政府 （２０２３ 年）");
    }
}
