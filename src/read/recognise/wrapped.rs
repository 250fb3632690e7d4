//! Lines of prose that were broken at a margin, into paragraphs. Knows nothing of what they say.

use crate::{
    chinese::numeral,
    report::{Origin, Passage, Prose},
    source::Span,
};
use unicode_width::UnicodeWidthStr;

/// Broken lines are at least that wide, in columns of half a character, and there are that many of them.
const LEAST: usize = 30;
const ENOUGH: usize = 3;

/// So much narrower than the margin may a line be that goes on: an indent, marks that may not begin a line.
const SLACK: usize = 10;

/// Joins the lines of each section, if the document is one of lines broken at a margin.
pub(super) fn join(prose: &mut Prose) {
    let lines = || prose.sections.iter().flat_map(|section| &section.paragraphs);
    let Some(margin) = margin(lines()) else { return };
    for section in &mut prose.sections {
        let mut joined: Vec<Passage> = Vec::new();
        let mut open = false;
        for line in std::mem::take(&mut section.paragraphs) {
            let reaches = is_at(&line, margin);
            match joined.last_mut() {
                Some(last) if open && !begins(&line.text) => append(last, &line),
                _ => joined.push(line),
            }
            open = reaches;
        }
        section.paragraphs = joined;
    }
}

/// Where lines are broken: the widest place where enough of them end in the middle of a sentence, with next to none beyond.
fn margin<'p>(lines: impl Iterator<Item = &'p Passage>) -> Option<usize> {
    const FEW: usize = 8;
    let mut lines: Vec<(usize, bool)> = lines.map(|line| (line.text.width(), is_finished(&line.text))).collect();
    lines.sort_unstable_by_key(|(width, _)| std::cmp::Reverse(*width));
    let is_margin = |(wider, (margin, _)): &(usize, &(usize, bool))| {
        let near = lines.iter().skip(*wider).take_while(|(width, _)| width.saturating_add(SLACK) >= *margin);
        let broken = near.filter(|(_, finished)| !finished).take(wider.saturating_mul(FEW).max(ENOUGH)).count();
        *margin >= LEAST && broken >= ENOUGH && broken >= wider.saturating_mul(FEW)
    };
    lines.iter().enumerate().take(lines.len().div_ceil(FEW)).find(is_margin).map(|(_, (margin, _))| *margin)
}

fn is_at(line: &Passage, margin: usize) -> bool {
    matches!(line.origin, Origin::Text(_)) && line.text.width().saturating_add(SLACK) >= margin
}

fn is_finished(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '；', '：', '.', ';', ':', '”', '）'])
}

/// Whether a line begins a paragraph whatever stands above it: `（一）`, `1.`, `一是`.
fn begins(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']);
    let text = inner.unwrap_or(text);
    let rest = text.trim_start_matches(numeral::is_ordinal);
    let mark = if inner.is_some() { ['）', ')'] } else { ['、', '．'] };
    rest.len() < text.len() && rest.starts_with(mark)
}

/// Puts a line behind what it goes on with; words in letters of the alphabet and figures stay apart.
fn append(last: &mut Passage, line: &Passage) {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if is_word(last.text.chars().next_back()) && is_word(line.text.chars().next()) {
        last.text.push(' ');
    }
    last.text.push_str(&line.text);
    if let (Origin::Text(from), Origin::Text(to)) = (last.origin, line.origin) {
        last.origin = Origin::Text(Span::to(from, to));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::SectionProse;

    fn joined(lines: &[&str]) -> Vec<String> {
        let passage = |text: &&str| Passage { text: (*text).to_owned(), origin: Origin::Text(Span::new(0, 1)) };
        let paragraphs = lines.iter().map(passage).collect();
        let mut prose = Prose { sections: vec![SectionProse { paragraphs, ..SectionProse::default() }], ..Prose::default() };
        join(&mut prose);
        prose.sections.remove(0).paragraphs.into_iter().map(|passage| passage.text).collect()
    }

    #[test]
    fn lines_broken_at_a_margin_are_one_paragraph() {
        let lines = [
            "今年本机关受理政府信息公开申请共计",
            "二十一件，其中网上申请十九件，书面申",
            "请两件，全部在法定的期限之内作了答",
            "复。",
            "（一）主动公开情况。今年主动公开政府",
            "信息三百条。",
        ];
        assert_eq!(joined(&lines), [lines[..4].concat(), lines[4..].concat()]);
    }

    #[test]
    fn paragraphs_of_any_length_stay_apart() {
        let lines = ["今年本机关受理政府信息公开申请共计二十一件。", "其中网上申请十九件，书面申请两件。", "（二）平台建设"];
        assert_eq!(joined(&lines), lines);
    }
}
