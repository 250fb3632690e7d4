//! What the overview says of a round beside its reports: title, deadline, until when, and of each unit since when and which submission.

use crate::{
    date::Date,
    lang::{Lang, Text},
    round::{Ledger, Round, Standing, Standings},
    text,
    write::{RoundNotes, UnitNotes},
};
use std::{ffi::OsStr, path::Path};

pub(super) fn notes(round: &Round, ledger: &Ledger, standings: &Standings, lang: Lang) -> RoundNotes {
    let until = ledger.until().map(|time| time.day);
    let late = until.zip(round.deadline).map(|(until, deadline)| until.days() - deadline.days()).filter(|days| *days > 0);
    let as_of = until.map(|until| {
        let past = late.map(|days| text!("，过截止 {days} 天", ", {days} days past the deadline")).unwrap_or_default();
        let Date { year, month, day } = until;
        Text { zh: format!("{year}年{month}月{day}日{}", past.zh), en: format!("{until}{}", past.en) }
    });
    let say = |words: Option<Text>| words.map(|words| words.get(lang).to_owned()).unwrap_or_default();
    RoundNotes {
        title: round.title.clone().unwrap_or_default(),
        office: round.office.clone().unwrap_or_default(),
        deadline: say(round.deadline.map(with_weekday)),
        as_of: say(as_of),
        units: standings.units.iter().map(|standing| (standing.name.clone(), of_unit(standing, lang))).collect(),
    }
}

fn of_unit(standing: &Standing, lang: Lang) -> UnitNotes {
    let say = |words: Option<Text>| words.map(|words| words.get(lang).to_owned()).unwrap_or_default();
    let count = standing.submissions;
    let received = standing.received.map(day).map(|received| match count {
        0 | 1 => received,
        _ => Text { zh: format!("{}，第 {count} 次", received.zh), en: format!("{}, submission {count}", received.en) },
    });
    let is_open = standing.current.verdict != crate::finding::ReportVerdict::Pass;
    UnitNotes {
        since: say(standing.since.filter(|_| is_open).map(day)),
        received: say(received),
        documents: Vec::new(),
        standings: standing.of_findings(),
        gone: standing.gone().into_iter().map(str::to_owned).collect(),
    }
}

/// A document for a unit, as the overview links to it: `退回意见 docx`, and its address as seen from the folder of the results.
pub(super) fn document(path: &Path, results: &Path) -> Option<(String, String)> {
    let parts = path.strip_prefix(results).ok()?.iter().map(OsStr::to_str).collect::<Option<Vec<&str>>>()?;
    let (stem, ending) = parts.last()?.rsplit_once('.')?;
    let kind = stem.rsplit(['（', '(']).next()?.trim_end_matches(['）', ')']);
    let address = parts.join("/").replace('%', "%25").replace('#', "%23");
    Some((format!("{kind} {ending}"), address))
}

/// `1月18日`
fn day(day: Date) -> Text {
    let (month, of_month) = (day.month, day.day);
    text!("{month}月{of_month}日", "{day}")
}

/// `1月19日（星期五）`
fn with_weekday(date: Date) -> Text {
    let names = [
        ("日", "Sunday"),
        ("一", "Monday"),
        ("二", "Tuesday"),
        ("三", "Wednesday"),
        ("四", "Thursday"),
        ("五", "Friday"),
        ("六", "Saturday"),
    ];
    let at = usize::try_from(date.days().rem_euclid(7)).unwrap_or_default();
    let (zh, en) = names.get(at).copied().unwrap_or_default();
    let Text { zh: zh_day, en: en_day } = day(date);
    text!("{zh_day}（星期{zh}）", "{en}, {en_day}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_weekday() {
        for (day, zh) in [((2024, 1, 19), "1月19日（星期五）"), ((2026, 11, 29), "11月29日（星期日）")] {
            let (year, month, of_month) = day;
            assert_eq!(with_weekday(Date::new(year, month, of_month).unwrap()).zh, zh);
        }
    }
}
