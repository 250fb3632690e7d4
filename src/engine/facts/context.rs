//! Whose figures a sentence tells, and of which year: figures of another level, of last year or of half a year are not the report's.

use super::{figure::year, text::Words};
use crate::report::Report;
use std::ops::Range;

/// What the report is of: decides whose figures are its own.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub(super) year: Option<u16>,
    /// `市`, `区`; none for a department.
    level: Option<char>,
    /// An office that reports for its government.
    is_office: bool,
    name: String,
}

const LEVELS: [char; 10] = ['省', '市', '县', '区', '镇', '乡', '州', '旗', '街', '盟'];

impl Own {
    pub(super) fn of(report: &Report) -> Own {
        let name: String = report.agency.clone().unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
        let is_office = name.contains("人民政府办公") || name.ends_with("政府办公室") || name.ends_with("政府办公厅");
        let body = name.split("人民政府").next().unwrap_or_default();
        let is_government = name.ends_with("人民政府") || report.kind.as_deref() == Some("政府") || name.ends_with("街道办事处");
        let last = if name.ends_with("街道办事处") { Some('街') } else { body.chars().next_back() };
        let level = last.filter(|c| is_government && LEVELS.contains(c));
        Own { year: report.year, level, is_office, name }
    }

    /// Whether a sentence tells of another level than the report's own.
    pub(super) fn is_foreign(&self, words: &Words<'_>, sentence: Range<usize>) -> bool {
        let says = |text: &str| words.holds(sentence.clone(), text);
        let is_level = |pair: &[char]| matches!(pair, ['全', c] if LEVELS.contains(c) || *c == '国');
        let pairs = words.slice(sentence.clone()).windows(2).filter(|pair| is_level(pair));
        let whole: Vec<char> = pairs.filter_map(|pair| pair.last().copied()).collect();
        match self.level {
            Some(own) => {
                whole.iter().any(|c| *c != own)
                    || ["本级", "机关本级"].iter().any(|word| says(word))
                    || self.names_a_unit(words, sentence)
            }
            None if self.is_office && says("代表") && says("政府") => false,
            None => !whole.is_empty() || ["全系统", "各镇街", "各部门共", "各区县", "各单位共"].iter().any(|word| says(word)),
        }
    }

    /// Whether the sentence begins with the name of one unit: `2023年，区公安局收到…`.
    fn names_a_unit(&self, words: &Words<'_>, sentence: Range<usize>) -> bool {
        let head = words.words(sentence.start..sentence.end.min(sentence.start.saturating_add(24)));
        let ends = ["收到", "受理", "新收", "接收", "办结", "答复"];
        let subject = ends.iter().filter_map(|verb| head.find(verb)).min().and_then(|at| head.get(..at)).unwrap_or_default();
        let subject = subject.rsplit('，').next().unwrap_or_default();
        let subject = subject.trim_end_matches(|c: char| "共全年累计".contains(c));
        ["局", "委", "厅", "办", "中心"].iter().any(|end| subject.ends_with(end)) && !self.name.ends_with(subject)
    }

    /// Whether a figure at a place of a sentence is one of the report year, the whole of it.
    pub(super) fn is_of_this_year(&self, words: &Words<'_>, sentence: Range<usize>, at: usize) -> bool {
        let mut current = true;
        let mut place = sentence.start;
        while place < at {
            if let Some((stated, behind)) = year(words, place) {
                if !is_a_direction(words, place, behind) {
                    current = self.year == Some(stated);
                }
                place = behind;
            } else {
                current = self.turned(words, place, at).unwrap_or(current);
                place = place.saturating_add(1);
            }
        }
        current && !["累计", "以来", "历年"].iter().any(|word| words.holds(clause(words, &sentence, at), word))
    }

    /// What a word at a place says of the figures behind it.
    fn turned(&self, words: &Words<'_>, place: usize, at: usize) -> Option<bool> {
        const BEGINNINGS: [char; 11] = ['今', '本', '全', '上', '下', '季', '月', '近', '前', '去', '往'];
        if !words.chars.get(place).is_some_and(|c| BEGINNINGS.contains(c)) {
            return None;
        }
        let here = |list: &[&'static str]| list.iter().copied().find(|word| words.has_at(place, word));
        if here(&["今年", "本年", "全年"]).is_some() {
            return Some(true);
        }
        if here(&["上半年", "下半年", "季度", "月份", "近三年", "近五年"]).is_some() {
            return Some(false);
        }
        let word = here(&["上一年度", "上一年", "前一年度", "前一年", "上年度", "上年", "去年", "前年", "往年"])?;
        let behind = place.saturating_add(word.chars().count());
        let compares = ["比", "较", "与", "同", "于"].iter().any(|word| words.has_before(place, word));
        let same_clause = !words.slice(behind..at).iter().any(|c| matches!(c, '，' | '；'));
        (!is_a_direction(words, place, behind)).then_some(compares && !same_clause)
    }
}

/// `结转至2024年`, `2022年结转`: a year that says whence or whither, not of which year the figures are.
fn is_a_direction(words: &Words<'_>, start: usize, behind: usize) -> bool {
    let behind = if words.has_at(behind, "度") { behind.saturating_add(1) } else { behind };
    let to = ["至", "到", "转", "转入", "顺延", "《", "自", "从", "于"].iter().any(|word| words.has_before(start, word));
    let carried = |word: &str| {
        let after = behind.saturating_add(word.chars().count());
        // `2022年结转下年度`: what 2022 carried out, not what was carried in from it.
        words.has_at(behind, word) && !["下", "至下", "到下", "入下"].iter().any(|next| words.has_at(after, next))
    };
    to || ["结转", "转结", "转来", "转入", "遗留", "未办结", "未结", "顺延"].iter().any(|word| carried(word))
}

/// The clause of a sentence that holds a place, up to the place.
pub(super) fn clause(words: &Words<'_>, sentence: &Range<usize>, at: usize) -> Range<usize> {
    let ends = |c: &char| matches!(c, '，' | '；' | '：' | '。');
    let start = words
        .slice(sentence.start..at)
        .iter()
        .rposition(ends)
        .map_or(sentence.start, |by| sentence.start.saturating_add(by).saturating_add(1));
    start..at
}
