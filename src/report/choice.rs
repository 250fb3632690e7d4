//! Which of the printed words a reporter chose: written out, or ticked among boxes (`☑是 □否`, `是√ 否`).

/// What came of a choice.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Chosen<'w> {
    /// This one.
    One(&'w str),
    /// The boxes are there, and none is ticked.
    Nothing,
    /// Several, or something else.
    Unclear,
}

const TICKS: &str = "☑☒✓✔√■●◉✅🗹vV";
const BOXES: &str = "□☐○◯〇◻▢";

/// Which of the words a text chooses.
pub(super) fn chosen<'w>(text: &str, words: &'w [String]) -> Chosen<'w> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = |word: &str| word.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if let Some(word) = words.iter().find(|word| plain(word) == text) {
        return Chosen::One(word);
    }
    if !text.contains(|c: char| is_tick(c) || is_box(c)) {
        return Chosen::Unclear;
    }
    let places = places(&text, &words.iter().map(|word| plain(word)).collect::<Vec<_>>());
    let leads = text.starts_with(is_mark);
    let mut ticked = Vec::new();
    for (at, (word, start, end)) in places.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| places.get(at)).map_or(0, |place| place.2);
        let behind = places.get(at + 1).map_or(text.len(), |place| place.1);
        let marks = if leads { text.get(before..*start) } else { text.get(*end..behind) };
        if marks.is_some_and(|marks| marks.contains(is_tick)) {
            ticked.push(*word);
        }
    }
    match ticked.as_slice() {
        [word] => words.get(*word).map_or(Chosen::Unclear, |word| Chosen::One(word)),
        [] if !places.is_empty() && !text.contains(is_tick) => Chosen::Nothing,
        _ => Chosen::Unclear,
    }
}

fn is_tick(c: char) -> bool {
    TICKS.contains(c)
}

fn is_box(c: char) -> bool {
    BOXES.contains(c)
}

/// A tick, a box, or a bracket that is drawn for one.
fn is_mark(c: char) -> bool {
    is_tick(c) || is_box(c) || matches!(c, '[' | '【' | '(' | '（')
}

/// Where the words stand, the longest of those that begin at a place; by place.
fn places(text: &str, words: &[String]) -> Vec<(usize, usize, usize)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let here = words.iter().enumerate().filter(|(_, word)| !word.is_empty() && rest.starts_with(word.as_str()));
        let longest = here.max_by_key(|(_, word)| word.len());
        let step = longest.map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |(_, word)| word.len());
        let end = at + step;
        found.extend(longest.map(|(word, _)| (word, at, end)));
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_written_out_or_ticked() {
        let words = ["是".to_owned(), "否".to_owned(), "不是".to_owned()];
        for (text, word) in [
            ("是", "是"),
            (" 否 ", "否"),
            ("☑是 □否 □不是", "是"),
            ("□是　☑否", "否"),
            ("是□ 否☑", "否"),
            ("是（√） 否（ ）", "是"),
            ("（√）是（ ）否", "是"),
            ("[ ]是 [√]否", "否"),
            ("□是□否☑不是", "不是"),
        ] {
            assert_eq!(chosen(text, &words), Chosen::One(word), "{text}");
        }
        assert_eq!(chosen("□是 □否", &words), Chosen::Nothing);
        for text in ["也许", "☑是 ☑否", "√"] {
            assert_eq!(chosen(text, &words), Chosen::Unclear, "{text}");
        }
    }
}
