//! The letters and marked files among the results of a round: who writes the letters, and what stays of those of earlier runs.

use super::folder::Folder;
use crate::{
    cli::{
        deliver::{self, Deliver, Folders},
        setup::Setup,
    },
    lang::{Lang, Text},
    roster::Letterhead,
    round::{FILE, Ledger, Round},
    text,
};
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The folder of the letters among the results.
const LETTERS: &str = "退回意见";

/// The folder of the marked files.
const MARKED: &str = "标注";

/// Where the files for the units go.
pub(super) fn folders(results: &Path) -> [PathBuf; 2] {
    [results.join(LETTERS), results.join(MARKED)]
}

/// Writes to each unit of the round.
pub(super) fn deliver<'a>(folder: &'a Folder, setup: &'a Setup, [letters, marked]: &'a [PathBuf; 2], lang: Lang) -> Deliver<'a> {
    let to = Folders { letters: Some(letters), marked: Some(marked) };
    let deliver = Deliver::new(lang, &setup.rules, setup.roster.as_ref(), to);
    deliver.with_inputs(&folder.inputs.all).with_days(folder.days())
}

/// Removes the files of earlier runs that no longer apply, and says what was not written.
pub(super) fn tidy(deliver: &Deliver<'_>, lang: Lang, err: &mut dyn Write) -> io::Result<()> {
    deliver.remove_stale()?;
    deliver.left.say(lang, err)
}

/// What the letters that were written leave blank, and where to say it.
pub(super) fn blanks(deliver: &Deliver<'_>, setup: &Setup) -> Option<Text> {
    let head = &setup.roster.as_ref().filter(|_| deliver.has_written())?.letterhead;
    let parts = [
        (&head.office, text!("发文单位", "office")),
        (&head.deadline, text!("期限", "deadline")),
        (&head.contact, text!("联系人", "contact")),
        (&head.phone, text!("电话", "phone")),
    ];
    let blank: Vec<Text> = parts.into_iter().filter(|(value, _)| value.is_none()).map(|(_, name)| name).collect();
    let names = |lang: Lang, comma: &str| blank.iter().map(|name| name.get(lang)).collect::<Vec<_>>().join(comma);
    let (zh, en) = (names(Lang::Zh, "、"), names(Lang::En, ", "));
    (!blank.is_empty()).then(|| {
        text!(
            "文书里空着的：{zh}。写进 {FILE} 的 letter，再运行一次就会填上",
            "left blank in the letters: {en}; say it under `letter` in {FILE} and run again"
        )
    })
}

/// Who writes: what `letter` of `round.yaml` says, else that of the roster, else the other keys of `round.yaml`. A deadline that has
/// passed is left blank.
pub(super) fn head(round: &Round, roster: &Letterhead, ledger: &Ledger, lang: Lang) -> Letterhead {
    let is_ahead = |day: &crate::date::Date| ledger.until().is_none_or(|until| until.day.days() <= day.days());
    let (contact, phone) = round.contact.as_deref().map(contact).unwrap_or_default();
    let general = Letterhead {
        office: round.office.clone(),
        number: round.number.clone(),
        deadline: round.deadline.filter(is_ahead).map(|day| deliver::in_words(day, lang)),
        contact,
        phone,
        ..Letterhead::default()
    };
    round.letter.clone().or(roster.clone()).or(general)
}

/// `张三，电话 0000-0000000` as name and telephone.
fn contact(words: &str) -> (Option<String>, Option<String>) {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | ' ' | '(' | ')' | '（' | '）');
    let is_between = |c: char| c.is_whitespace() || matches!(c, '，' | ',' | '、' | '；' | ';' | '：' | ':');
    let before = words.trim_end_matches(is_of_number);
    let phone = words.strip_prefix(before).unwrap_or_default().trim();
    if phone.chars().filter(char::is_ascii_digit).count() < 3 {
        return (Some(words.to_owned()), None);
    }
    let mut name = before.trim_end_matches(is_between);
    for word in ["联系电话", "电话", "telephone", "phone", "tel."] {
        name = name.strip_suffix(word).unwrap_or(name).trim_end_matches(is_between);
    }
    (Some(name.to_owned()).filter(|name| !name.is_empty()), Some(phone.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_a_name_and_a_telephone() {
        let cases = [
            ("张三，电话 0000-0000000", "张三", "0000-0000000"),
            ("张三 联系电话：00000000", "张三", "00000000"),
            ("政务公开科 12345", "政务公开科", "12345"),
            ("张三", "张三", ""),
        ];
        for (words, name, phone) in cases {
            let (one, two) = contact(words);
            assert_eq!((one.unwrap_or_default(), two.unwrap_or_default()), (name.to_owned(), phone.to_owned()), "{words}");
        }
    }
}
