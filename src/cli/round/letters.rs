//! The letters among the results of a round: who writes them, and what stays of those of earlier runs.

use super::folder::Folder;
use crate::{
    cli::{
        deliver::{self, Deliver},
        setup::Setup,
    },
    lang::Lang,
    plain::plain,
    roster::Letterhead,
    round::{Ledger, Round},
    text,
};
use std::{
    io::{self, Write},
    path::Path,
};

/// Their folder among the results.
pub(super) const FOLDER: &str = "退回意见";

/// Writes a letter to each unit of the round.
pub(super) fn deliver<'a>(folder: &'a Folder, setup: &'a Setup, to: &'a Path, lang: Lang) -> Deliver<'a> {
    let deliver = Deliver::new(lang, &setup.rules, setup.roster.as_ref(), Some(to));
    deliver.with_inputs(&folder.inputs.all).among_results(folder.days())
}

/// Removes the letters of earlier runs that no longer apply, and says which files of others stand in the way of a letter.
pub(super) fn tidy(deliver: &Deliver<'_>, lang: Lang, err: &mut dyn Write) -> io::Result<()> {
    deliver.remove_stale()?;
    for path in &deliver.not_overwritten {
        let shown = path.display().to_string();
        let shown = plain(&shown);
        let words = text!(
            "“{shown}”不是 gouji 写的，或已被改过，没有覆盖；要重新生成，请把它移走",
            "“{shown}” was not written by gouji, or was changed since, and was left; move it away to have it made again"
        );
        writeln!(err, "gouji: {}", words.get(lang))?;
    }
    Ok(())
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
