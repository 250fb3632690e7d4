//! Did you mean …? Names near a misspelt one.

use crate::{
    diagnostic::Diagnostic,
    lang::Text,
    slice::{Slice, each_once},
    text,
};

/// A message with a name in the place of `{0}`.
pub(super) fn named(message: Text, name: &str) -> Text {
    Text { zh: message.zh.replace("{0}", name), en: message.en.replace("{0}", name) }
}

/// The name nearest to `written`, if one is near enough to be what was meant.
pub(super) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    all_nearest(written, candidates).first().copied()
}

/// As many names that are equally near are named; of more, the first.
const MOST_NEAR: usize = 3;

/// The names nearest to `written` that are near enough, each once.
fn all_nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = written.chars().count();
    let mut near: Vec<&str> = Vec::new();
    let mut least = usize::MAX;
    for name in candidates {
        let other = name.chars().count();
        let Some(distance) = distance(written, name, length.abs_diff(other), allowance(length.max(other))) else { continue };
        if distance < least {
            (least, near) = (distance, vec![name]);
        } else if distance == least && !near.contains(&name) {
            near.push(name);
        }
    }
    near
}

/// Whether the names nearest to `written` are few enough to guess which was meant.
pub(super) fn are_few<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> bool {
    (1..=MOST_NEAR).contains(&all_nearest(written, candidates).len())
}

/// How many characters may differ. Chinese names are short, and two of them that share no character are never meant for each other.
fn allowance(length: usize) -> usize {
    match length {
        0 | 1 => 0,
        2..=4 => 1,
        5..=8 => 2,
        _ => length.checked_div(3).unwrap_or_default(),
    }
}

/// How far two names are apart, if that is within `most`. Names are at least as far apart as their lengths differ, and as one of them
/// has characters that the other lacks.
fn distance(left: &str, right: &str, lengths: usize, most: usize) -> Option<usize> {
    let may_be = lengths <= most && left.chars().filter(|c| !right.contains(*c)).count() <= most;
    let whole = if may_be { strsim::damerau_levenshtein(left, right) } else { usize::MAX };
    // A path is also near when its last name is right and a group before it was left out.
    let has_same_end = last(left) == last(right) && !left.is_empty();
    Some(if has_same_end { whole.min(1) } else { whole }).filter(|distance| *distance <= most)
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

/// Adds the name that was meant, or a list of what there is.
pub(super) fn suggest<'a>(
    diagnostic: Diagnostic,
    written: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let mut near = all_nearest(written, candidates.clone());
    if near.is_empty() && written.chars().count() > 1 {
        // A name that was cut short, where few hold it.
        let longer = each_once(candidates.clone().into_iter().filter(|name| name.contains(written)));
        near.extend(longer.iter().filter(|_| longer.len() <= MOST_NEAR));
    }
    if let [first, .., last] = near.as_slice()
        && near.len() <= MOST_NEAR
    {
        let others = near.slice(1..near.len() - 1);
        let zh: String = others.iter().map(|name| format!("、“{name}”")).collect();
        let en: String = others.iter().map(|name| format!(", “{name}”")).collect();
        return diagnostic.help(text!("是不是想写“{first}”{zh}或“{last}”？", "did you mean “{first}”{en} or “{last}”?"));
    }
    match near.first() {
        Some(name) => diagnostic.help(text!("是不是想写“{name}”？", "did you mean “{name}”?")).instead(*name),
        None => {
            let only = || {
                let mut all = candidates.clone().into_iter();
                all.next().filter(|_| all.next().is_none()).map(str::to_owned)
            };
            match listing(candidates.clone()) {
                Some(help) => Diagnostic { instead: only(), ..diagnostic.help(help) },
                None => diagnostic,
            }
        }
    }
}

fn listing<'a>(candidates: impl IntoIterator<Item = &'a str>) -> Option<Text> {
    let mut names: Vec<&str> = Vec::new();
    for name in candidates {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    const LONGEST: usize = 12;
    let (zh, en) = (
        names.iter().take(LONGEST).copied().collect::<Vec<_>>().join("、"),
        names.iter().take(LONGEST).copied().collect::<Vec<_>>().join(", "),
    );
    match names.len() {
        0 => None,
        1..=LONGEST => Some(text!("这里可以写：{zh}", "what may stand here: {en}")),
        count => Some(text!("这里可以写：{zh} 等 {count} 个名称", "what may stand here: {en} and others, {count} in all")),
    }
}

impl Text {
    /// Fills `{0}` and `{1}` in each language with the words in that language.
    pub(super) fn filled(self, one: &Text, two: &Text) -> Text {
        Text {
            zh: self.zh.replace("{0}", &one.zh).replace("{1}", &two.zh),
            en: self.en.replace("{0}", &one.en).replace("{1}", &two.en),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_a_stranger_is_not() {
        let names = ["新收", "上年结转", "办理.总计", "结转下年"];
        assert_eq!(nearest("上年接转", names), Some("上年结转"));
        assert_eq!(nearest("总计", names), Some("办理.总计"));
        assert_eq!(nearest("收入合计", names), None);
    }

    #[test]
    fn names_that_are_equally_near_are_all_named_where_they_are_few() {
        assert_eq!(all_nearest("2020", ["2019", "2021", "2028", "2021"]), ["2021", "2028"]);
        assert!(are_few("2020", ["2019", "2021", "2028"]));
        assert!(!are_few("A101", ["A102", "A103", "A104", "A105"]));
    }
}
