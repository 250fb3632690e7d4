//! `gouji round accept DIR UNIT 'CODE[at]' --by … --why …`: records that a finding of a unit's submission was allowed, with the gap that
//! it has, behind the waivers that are there.

use super::{folder, lock};
use crate::{
    cli::{Exit, args::RoundAccept, refused, whole_file},
    date::Date,
    finding::{Counted, Finding, Known, Outcome, Waived},
    lang::{Lang, Text},
    plain::plain,
    ruleset::{RuleSet, Severity},
    source::Source,
    text,
    waiver::{self, Waiver},
};
use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::Path,
};

pub(super) fn run(options: &RoundAccept, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let round = folder::enter(&options.dir)?;
    let _lock = lock::take(lang, err)?;
    let mut folder = folder::Folder::open(round, lang, err)?;
    folder.only_received();
    let check = folder.options("ndjson", None, folder.day(None))?;
    let setup = folder.setup(&check, lang, err)?;
    let named = setup.roster.as_ref().and_then(|roster| roster.unit_of_agency(&options.unit));
    let Some(unit) = named else {
        let unit = plain(&options.unit);
        return Err(refused::said(text!("名册上没有“{unit}”", "“{unit}” is not on the roster")));
    };
    let mut outcomes = Vec::new();
    folder.check_each(&check, &setup, lang, &mut |outcome| {
        if outcome.counted == Counted::ForUnit(unit) && outcome.path.is_some() {
            outcomes.push(outcome.clone());
        }
    })?;
    let until = match options.until.as_deref().map(Date::parse) {
        Some(None) => return Err(refused::said(text!("--until 应是日期，例如 2024-12-31", "--until is a day, as 2024-12-31"))),
        until => until.flatten(),
    };
    // Some shells hand the quotes over that others take away.
    let written = options.finding.trim_matches(['\'', '"', '‘', '’', '“', '”', ' ']);
    let (outcome, finding) = sought(&outcomes, written).map_err(refused::said)?;
    let Some(year) = outcome.year else {
        return Err(refused::said(text!("这份报告没有年度，不能豁免", "the report names no year: it cannot be waived")));
    };
    let name = outcome.unit.clone().unwrap_or_default();
    let waived = Waived { reason: options.why.clone(), by: options.by.clone(), until };
    let waiver = Waiver::of(finding, &name, year, waived);
    let path = Path::new(&folder.round.parts.waivers.name);
    let text = appended(path, &waiver, &setup.rules)?.map_err(refused::said)?;
    whole_file::write(path, |file| file.write_all(text.as_bytes()).map(|()| Exit::Clean))?;
    let (file, key, name, dir) = (path.display(), short(outcome, finding), plain(&name), options.dir.display());
    let words = text!(
        "已记入 {file}：{name} {key}。再运行 gouji round “{dir}”",
        "recorded in {file}: {key} of {name}. Now run gouji round “{dir}”"
    );
    writeln!(out, "{}", words.get(lang))?;
    Ok(Exit::Clean)
}

/// The finding that is meant, among those that ask for something and are not allowed yet.
fn sought<'o>(outcomes: &'o [Outcome], written: &str) -> Result<(&'o Outcome, &'o Finding), Text> {
    let all = outcomes.iter().flat_map(|outcome| outcome.findings.iter().map(move |finding| (outcome, finding)));
    let open: Vec<_> = all.filter(|(_, finding)| finding.severity != Severity::Info && finding.waived.is_none()).collect();
    let is_meant = |(outcome, finding): &&(&Outcome, &Finding)| {
        finding.code == written || finding.key() == written || short(outcome, finding) == written
    };
    let found: Vec<_> = open.iter().filter(is_meant).collect();
    if let [only] = found.as_slice() {
        return Ok(**only);
    }
    let listed = if found.is_empty() { open.iter().collect() } else { found.clone() };
    let names: Vec<String> = listed.into_iter().map(|(outcome, finding)| short(outcome, finding)).collect();
    let (zh, en, written) = (names.join("、"), names.join(", "), plain(written));
    Err(match (found.is_empty(), names.is_empty()) {
        (true, true) => text!("它现在的报告没有要豁免的问题", "its report has no finding that could be waived"),
        (true, false) => text!("它现在的报告没有“{written}”；有：{zh}", "its report has no finding “{written}”; there are: {en}"),
        (false, _) => text!("“{written}”有几处，写明哪一处：{zh}", "there are several “{written}”; say which: {en}"),
    })
}

/// `A301[自然人]`, `Y603[收费[行政事业性收费, 金额]]`
fn short(outcome: &Outcome, finding: &Finding) -> String {
    Known::of_finding(finding, outcome.agency.as_deref(), outcome.year).short()
}

/// The waivers with one more; what to write by hand where it cannot be put behind.
fn appended(path: &Path, waiver: &Waiver, rules: &RuleSet) -> io::Result<Result<String, Text>> {
    let before = match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read.map_err(refused::writing(path))?,
    };
    let count =
        |text: &str| waiver::parse(&Source::new(path.display().to_string(), text.to_owned()), rules).map(|read| read.waivers);
    let known = count(&before).unwrap_or_default();
    let text = waiver::append(&before, waiver)
        .filter(|text| count(text).is_ok_and(|now| now.len() == known.len() + 1 && now.starts_with(&known)));
    let (file, item) = (path.display(), waiver::append("", waiver).unwrap_or_default());
    Ok(text.ok_or_else(|| {
        text!(
            "“{file}”的写法接不上，请自己加上：\n{item}",
            "nothing can be put behind “{file}” as it is written; add this yourself:\n{item}"
        )
    }))
}
