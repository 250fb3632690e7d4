//! How like two labels are: one that the form prints, and one that a document shows with its breaks, notes and slips.

use crate::{
    chinese::{
        numeral,
        phrase::{AT_ONCE, BEHIND},
    },
    read::normalise::squeezed,
};
use std::rc::Rc;

/// A label taken apart for comparing: `（三）不予公开` is number 3 and words `不予公开`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// The number in front, however it is written.
    pub(super) number: Option<u8>,
    /// Letters and digits only.
    pub(super) words: Rc<[char]>,
    /// The same without what stands in brackets; equal to `words` where nothing else is left.
    pub(super) bare: Rc<[char]>,
    /// Its number in a lexicon, for one that the form prints.
    pub(super) id: Option<u16>,
    /// The labels of a lexicon that it is like, by their numbers; none while it was not looked up there.
    pub(super) alike: Option<Rc<[(u16, Likeness)]>>,
}

/// How like two labels are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    /// Per mille.
    pub(super) score: u32,
    /// Whether they are the same but for spaces, punctuation and width: nothing to remark on.
    pub(super) sure: bool,
}

/// Less likeness than this is none.
pub(super) const ENOUGH: u32 = 700;

/// So much likeness leaves no doubt which label is meant.
pub(super) const SURELY: u32 = 900;

/// The same number in front adds this much.
const SAME_NUMBER: u32 = 30;

/// Texts with more letters are no labels.
const MAX_WORDS: usize = 90;

impl Label {
    /// Takes a printed text apart.
    pub(super) fn of(text: &str) -> Label {
        let text = squeezed(without_note(text));
        let (number, rest) = split_number(&text);
        let words: Rc<[char]> = Rc::from(letters(rest.chars()));
        let bare = letters(without_brackets(rest).into_iter());
        let bare = if bare.is_empty() || bare.len() == words.len() { Rc::clone(&words) } else { Rc::from(bare) };
        Label { number, words, bare, id: None, alike: None }
    }

    /// Whether a text is nothing but punctuation.
    pub(super) fn is_none(text: &str) -> bool {
        letters(squeezed(text).chars()).is_empty()
    }

    /// Whether it is like any label of the lexicon that it was looked up in.
    pub(super) fn is_known(&self) -> bool {
        self.alike.as_ref().is_none_or(|alike| !alike.is_empty())
    }

    /// Whether it says that something is done at once (`未经复议直接起诉`) or only behind something else (`复议后起诉`).
    pub(super) fn is_at_once(&self) -> Option<bool> {
        let says = |words: &[&str]| {
            words.iter().any(|word| self.words.windows(word.chars().count()).any(|at| at.iter().copied().eq(word.chars())))
        };
        if says(AT_ONCE) { Some(true) } else { says(BEHIND).then_some(false) }
    }

    /// Whether the words are the same, whatever the number.
    pub(super) fn same_words(&self, other: &Label) -> bool {
        self.words == other.words
    }

    /// Whether two labels are the same in every respect.
    pub(super) fn prints_as(&self, other: &Label) -> bool {
        (self.number, &self.words, &self.bare) == (other.number, &other.words, &other.bare)
    }

    /// How like a label of the form this one is.
    pub(super) fn likeness(&self, spelt: &Label) -> Likeness {
        match (&self.alike, spelt.id) {
            (Some(alike), Some(id)) => {
                alike.iter().find(|(other, _)| *other == id).map(|(_, likeness)| *likeness).unwrap_or_default()
            }
            _ => self.compare(spelt),
        }
    }

    /// The same, worked out anew.
    pub(super) fn compare(&self, spelt: &Label) -> Likeness {
        let differ = matches!((self.number, spelt.number), (Some(seen), Some(printed)) if seen != printed);
        if self.words == spelt.words {
            return match (differ, self.number == spelt.number) {
                (true, _) => Likeness { score: 900, sure: false },
                (false, true) => Likeness { score: 1000, sure: true },
                (false, false) => Likeness { score: 980, sure: true },
            };
        }
        let alike = if self.bare == spelt.bare { 950 } else { resemblance(&self.words, &spelt.words) };
        let alike = match (differ, self.number.is_some() && self.number == spelt.number) {
            (true, _) => alike.saturating_sub(100),
            (false, true) => alike.saturating_add(SAME_NUMBER).min(960),
            (false, false) => alike,
        };
        Likeness { score: if alike < ENOUGH { 0 } else { alike }, sure: false }
    }

    /// Whether its words are some of another's, in one piece.
    pub(super) fn is_piece_of(&self, spelt: &Label) -> bool {
        let count = self.words.len();
        count > 0 && count < spelt.words.len() && spelt.words.windows(count).any(|words| *words == *self.words)
    }

    /// The best likeness to any spelling.
    pub(super) fn best(&self, spellings: &[Label]) -> Likeness {
        if !self.is_known() {
            return Likeness::default();
        }
        spellings.iter().map(|spelt| self.likeness(spelt)).max().unwrap_or_default()
    }
}

/// Without the mark of a footnote behind it: `总计①`.
fn without_note(text: &str) -> &str {
    let is_mark = |c: char| matches!(c, '①'..='⑳' | '¹' | '²' | '³' | '⁰'..='⁹' | '*' | '＊' | '※') || c.is_whitespace();
    text.trim_end_matches(is_mark)
}

/// `（三）`, `三、`, `3.`, `3、`, `(3)` in front of a text, and what follows it. A number needs a mark behind it or brackets.
fn split_number(text: &str) -> (Option<u8>, &str) {
    let opened = text.strip_prefix('(');
    let inside = opened.unwrap_or(text);
    let end = inside.find(|c| digit(c).is_none()).unwrap_or(inside.len());
    let (digits, rest) = inside.split_at_checked(end).unwrap_or(("", inside));
    let rest = match opened {
        Some(_) => rest.strip_prefix(')').map(|rest| rest.trim_start_matches(['、', '.', ',', '。'])),
        None => rest.strip_prefix(['、', '.', ',', '。', ':', ')']),
    };
    match (value(digits), rest) {
        (Some(number), Some(rest)) if !rest.is_empty() => (Some(number), rest),
        _ => (None, text),
    }
}

fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(u32::from(c).wrapping_sub(0x30)).ok(),
        _ => numeral::ordinal(c),
    }
}

/// The number that up to three digits or numerals stand for.
fn value(digits: &str) -> Option<u8> {
    let digits: Vec<u8> = digits.chars().filter_map(digit).collect();
    match *digits.as_slice() {
        [one] => Some(one),
        [10, ones] => Some(ones.saturating_add(10)),
        [tens, ones] if tens < 10 => Some(tens.saturating_mul(10).saturating_add(ones % 10)),
        _ => None,
    }
}

fn letters(text: impl Iterator<Item = char>) -> Vec<char> {
    text.filter(|c| c.is_alphanumeric()).take(MAX_WORDS.saturating_add(1)).collect()
}

fn without_brackets(text: &str) -> Vec<char> {
    let mut depth = 0u32;
    let outside = |c: &char| match c {
        '(' | '[' | '【' | '〔' => {
            depth = depth.saturating_add(1);
            false
        }
        ')' | ']' | '】' | '〕' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    };
    text.chars().filter(outside).collect()
}

/// Per mille: by edits, or by what is left where one was made from the other by leaving letters out.
fn resemblance(seen: &[char], spelt: &[char]) -> u32 {
    let (least, most) = (seen.len().min(spelt.len()), seen.len().max(spelt.len()));
    if least < 2 || most > MAX_WORDS {
        return 0;
    }
    if is_transposed(seen, spelt) || is_noted(seen, spelt) {
        return OF_ONE_SLIP;
    }
    if spelt.len() < 3 {
        return 0;
    }
    let share =
        |part: usize, of: u32| u32::try_from(part.saturating_mul(of as usize).checked_div(most).unwrap_or(0)).unwrap_or(0);
    let (short, long) = if seen.len() < spelt.len() { (seen, spelt) } else { (spelt, seen) };
    if is_within(short, long) {
        return share(least, 400).saturating_add(600);
    }
    if least.saturating_mul(2) < most {
        return 0;
    }
    let edits = strsim::generic_levenshtein(&seen.to_vec(), &spelt.to_vec());
    share(most.saturating_sub(edits), 1000)
}

/// How like a label is that only has two letters exchanged, or the number of a footnote behind it.
const OF_ONE_SLIP: u32 = 850;

/// Whether two neighbouring letters are exchanged and all others are the same: `计总`.
fn is_transposed(seen: &[char], spelt: &[char]) -> bool {
    let mut differ = seen.iter().zip(spelt).enumerate().filter(|(_, (a, b))| a != b);
    match (differ.next(), differ.next(), differ.next()) {
        (Some((at, (a, b))), Some((next, (c, d))), None) => {
            seen.len() == spelt.len() && next == at.saturating_add(1) && (a, b) == (d, c)
        }
        _ => false,
    }
}

/// Whether up to two digits stand behind a label of letters: `总计1`.
fn is_noted(seen: &[char], spelt: &[char]) -> bool {
    let noted = seen.strip_prefix(spelt);
    noted.is_some_and(|note| note.len() <= 2 && note.iter().all(char::is_ascii_digit))
}

/// Whether two labels with so many letters, so many of them in common, can be like one another at all.
pub(super) fn may_resemble(seen: usize, spelt: usize, common: usize) -> bool {
    let (least, most) = (seen.min(spelt), seen.max(spelt));
    let needed = ENOUGH.saturating_sub(SAME_NUMBER) as usize;
    let by_edits = common.saturating_mul(1000) >= needed.saturating_mul(most);
    let by_leaving_out = common == least && least.saturating_mul(400) >= needed.saturating_sub(600).saturating_mul(most);
    by_edits || by_leaving_out
}

/// Whether the letters of `short` occur in `long`, in order.
fn is_within(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(seen: &str, spelt: &str) -> Likeness {
        Label::of(seen).likeness(&Label::of(spelt))
    }

    #[test]
    fn other_punctuation_is_no_difference() {
        for (seen, spelt) in [
            ("1、属于国家秘密", "1.属于国家秘密"),
            ("(一) 予以公开", "（一）予以公开"),
            ("3．危及\"三安全一稳定\"", "3.危及“三安全一稳定”"),
            ("总\n计", "总计"),
            ("三 、 本 年 度 办 理 结 果", "三、本年度办理结果"),
            ("本年收费金额(单位:万元)", "本年收费金额（单位：万元）"),
            ("其他", "3.其他"),
            ("规章①", "规章"),
            ("总计 *", "总计"),
        ] {
            assert!(likeness(seen, spelt).sure, "{seen}");
        }
    }

    #[test]
    fn slips_and_notes_resemble() {
        for (seen, spelt) in [
            ("2.其他法律行政止公开", "2.其他法律行政法规禁止公开"),
            ("现行有效件", "现行有效件数"),
            ("现行有效件数 (历史累计)", "现行有效件数"),
            ("规范性文件", "行政规范性文件"),
            ("4.其他", "3.其他"),
            ("计总", "总计"),
            ("本年制件发数", "本年制发件数"),
            ("（七）总计1", "（七）总计"),
        ] {
            let likeness = likeness(seen, spelt);
            assert!(!likeness.sure && likeness.score >= ENOUGH, "{seen}: {likeness:?}");
        }
    }

    #[test]
    fn other_labels_do_not_resemble() {
        for (seen, spelt) in [
            ("结果维持", "结果纠正"),
            ("行政许可", "行政处罚"),
            ("规章", "规范性文件"),
            ("总计", "3.其他"),
            ("7.属于行政执法案卷", "8.属于行政查询事项"),
            ("本年制发件数", "本年废止件数"),
            ("总", "总计"),
            ("计划", "总计"),
        ] {
            assert_eq!(likeness(seen, spelt).score, 0, "{seen}");
        }
    }

    #[test]
    fn years_and_figures_are_no_numbers_of_labels() {
        assert_eq!(Label::of("2023年").number, None);
        assert_eq!(Label::of("十二、其他").number, Some(12));
        assert_eq!(Label::of("一、").number, None);
    }
}
