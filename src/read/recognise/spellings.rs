//! All labels that a form prints, found again from what a document shows without comparing it with every one of them.

use super::label::{ENOUGH, Label, Likeness, may_resemble};
use crate::{read::normalise::native, slice::sorted_once};
use std::{borrow::Cow, cell::RefCell, collections::HashMap, rc::Rc};

/// Labels, each once, by number.
#[derive(Default)]
pub(super) struct Spellings {
    labels: Vec<Label>,
    /// For each letter the labels that it occurs in, and how often.
    letters: HashMap<char, Vec<(u16, u16)>>,
    /// For each text outside brackets the labels that have it.
    bare: HashMap<Rc<[char]>, Vec<u16>>,
    /// What was looked up before.
    seen: RefCell<HashMap<String, Label>>,
}

/// So many texts are remembered.
const MAX_SEEN: usize = 4_000;

/// If they are not longer, in bytes.
const MAX_LENGTH: usize = 400;

impl Spellings {
    /// A label of the form, numbered.
    pub(super) fn add(&mut self, text: &str) -> Label {
        let mut label = Label::of(text);
        if let Some(known) = self.labels.iter().find(|known| known.prints_as(&label)) {
            return known.clone();
        }
        let id = u16::try_from(self.labels.len()).unwrap_or(u16::MAX);
        label.id = Some(id);
        for (letter, count) in counted(&label.words) {
            self.letters.entry(letter).or_default().push((id, count));
        }
        self.bare.entry(Rc::clone(&label.bare)).or_default().push(id);
        self.labels.push(label.clone());
        label
    }

    /// A text of a document with all labels that it is like.
    pub(super) fn look_up(&self, text: &str) -> Label {
        if let Some(known) = self.seen.borrow().get(text) {
            return known.clone();
        }
        let label = self.look_through(text);
        // In two languages, the Chinese is the label.
        let is_sure = |label: &Label| label.alike.iter().flat_map(|alike| alike.iter()).any(|(_, likeness)| likeness.sure);
        let label = match native(text) {
            Cow::Owned(native) if !is_sure(&label) => Some(self.look_through(&native)).filter(is_sure).unwrap_or(label),
            _ => label,
        };
        let mut seen = self.seen.borrow_mut();
        if seen.len() < MAX_SEEN && text.len() < MAX_LENGTH {
            seen.insert(text.to_owned(), label.clone());
        }
        label
    }

    fn look_through(&self, text: &str) -> Label {
        let mut label = Label::of(text);
        let mut alike: Vec<(u16, Likeness)> = Vec::new();
        for id in self.candidates(&label) {
            let likeness = self.labels.get(usize::from(id)).map(|spelt| label.compare(spelt)).unwrap_or_default();
            if likeness.score >= ENOUGH {
                alike.push((id, likeness));
            }
        }
        label.alike = Some(Rc::from(alike));
        label
    }

    /// The labels that have enough letters in common with one.
    fn candidates(&self, label: &Label) -> Vec<u16> {
        let mut common = vec![0u16; self.labels.len()];
        for (letter, count) in counted(&label.words) {
            for (id, other) in self.letters.get(&letter).into_iter().flatten() {
                if let Some(common) = common.get_mut(usize::from(*id)) {
                    *common = common.saturating_add(count.min(*other));
                }
            }
        }
        let seen = label.words.len();
        let resembling =
            self.labels.iter().zip(common).filter(|(spelt, common)| may_resemble(seen, spelt.words.len(), usize::from(*common)));
        let same = self.bare.get(&label.bare).into_iter().flatten().copied();
        sorted_once(resembling.filter_map(|(spelt, _)| spelt.id).chain(same))
    }

    /// How many labels there are.
    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }
}

/// Each letter once, and how often it occurs.
fn counted(letters: &[char]) -> Vec<(char, u16)> {
    let mut sorted = letters.to_vec();
    sorted.sort_unstable();
    let count = |run: &[char]| Some((*run.first()?, u16::try_from(run.len()).unwrap_or(u16::MAX)));
    sorted.chunk_by(|a, b| a == b).filter_map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_all_that_comparing_with_each_would_find() {
        let printed = [
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "（七）总计",
            "其他",
            "3.其他",
            "其他结果",
            "结果维持",
            "规章",
            "规范性文件",
            "行政规范性文件",
            "四、结转下年度继续办理",
        ];
        let mut spellings = Spellings::default();
        let labels: Vec<Label> = printed.iter().map(|text| spellings.add(text)).collect();
        let seen = [
            "2.其他法律行政止公开",
            "2、部分公开",
            "总计(件)",
            "结 果\n维持",
            "现行规范性文件",
            "3其他",
            "四、下年度继续办理",
            "（无）",
        ];
        for text in printed.iter().chain(&seen) {
            let found = spellings.look_up(text);
            for spelt in &labels {
                let compared = Label::of(text).compare(spelt);
                let compared = if compared.score >= ENOUGH { compared } else { Likeness::default() };
                assert_eq!(found.likeness(spelt), compared, "{text} {spelt:?}");
            }
        }
    }
}
