//! What `check --letters DIR` writes beside the results: a letter to each unit. A file that gouji did not write is never overwritten.

use super::{Exit, refused, whole_file};
use crate::{
    batch::{self, Checked, Input},
    date::Date,
    finding::{Counted, Outcome},
    lang::Lang,
    marked::{Item, MarkedReport},
    report::Report,
    roster::{Letterhead, Roster, Unit},
    ruleset::RuleSet,
    text,
    write::{Letter, LetterFacts, LetterKind, Received},
};
use sha2::{Digest, Sha256};
use std::{
    collections::{HashMap, HashSet},
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// Writes files for the units.
pub(super) struct Deliver<'a> {
    pub(super) lang: Lang,
    pub(super) rules: &'a RuleSet,
    pub(super) roster: Option<&'a Roster>,
    pub(super) letters: Option<&'a Path>,
    inputs: HashMap<String, &'a Input>,
    /// The day on which files came in, where somebody kept book of it.
    days: HashMap<String, Date>,
    /// Whether files of others are left as they are and the work goes on.
    goes_on: bool,
    /// The files of others that were left.
    pub(super) not_overwritten: Vec<PathBuf>,
    /// The files that this run has written.
    written: HashSet<PathBuf>,
}

impl<'a> Deliver<'a> {
    pub(super) fn new(lang: Lang, rules: &'a RuleSet, roster: Option<&'a Roster>, letters: Option<&'a Path>) -> Deliver<'a> {
        Deliver {
            lang,
            rules,
            roster,
            letters,
            inputs: HashMap::new(),
            days: HashMap::new(),
            goes_on: false,
            not_overwritten: Vec::new(),
            written: HashSet::new(),
        }
    }

    /// As part of results that are made again and again, with the day on which each file came in.
    #[must_use]
    pub(super) fn among_results(self, days: HashMap<String, Date>) -> Deliver<'a> {
        Deliver { days, goes_on: true, ..self }
    }

    /// Removes the letters of earlier runs that this one has not written, and the folder if nothing is left in it.
    pub(super) fn remove_stale(&self) -> io::Result<()> {
        let Some(folder) = self.letters.filter(|folder| folder.is_dir()) else { return Ok(()) };
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let is_letter = path.file_name().and_then(|name| name.to_str()).is_some_and(is_name_of_letter);
            if is_letter && !self.written.contains(&path) && batch::is_own_output(&path) {
                fs::remove_file(&path).map_err(refused::writing(&path))?;
            }
        }
        // A folder that holds something stays.
        let _ = fs::remove_dir(folder);
        Ok(())
    }

    /// The inputs, to be opened again for what is made of their bytes.
    #[must_use]
    pub(super) fn with_inputs(self, inputs: &'a [Input]) -> Deliver<'a> {
        let wanted = inputs.iter().filter(|_| self.letters.is_some());
        Deliver { inputs: wanted.map(|input| (input.name(), input)).collect(), ..self }
    }

    /// Writes what the unit of a report gets. A report that counts for nobody gets nothing.
    pub(super) fn deliver(&mut self, checked: &Checked) -> io::Result<()> {
        let outcome = &checked.outcome;
        if self.letters.is_none() || matches!(outcome.counted, Counted::AsFile | Counted::Nowhere) {
            return Ok(());
        }
        let (report, no_report) = (checked.report.as_ref().ok(), checked.report.as_ref().err());
        let marked = MarkedReport::of(&Item { outcome, report, no_report, rules: self.rules }, self.lang, false);
        let Some(kind) = LetterKind::of(&marked) else { return Ok(()) };
        let received = self.received(outcome, report);
        self.letter(kind, &marked, outcome, received.as_ref())
    }

    fn letter(
        &mut self,
        kind: LetterKind,
        marked: &MarkedReport,
        outcome: &Outcome,
        received: Option<&Received>,
    ) -> io::Result<()> {
        let Some(folder) = self.letters else { return Ok(()) };
        let none = Letterhead::default();
        let rules = self.rules_in_words(outcome);
        let letter = Letter::of(LetterFacts {
            report: marked,
            form: &self.rules.template.name,
            rules: &rules,
            head: self.roster.map_or(&none, |roster| &roster.letterhead),
            received,
            enclosed: &[],
            lang: self.lang,
        });
        let Some(letter) = letter else { return Ok(()) };
        let [docx, html] = endings(kind, self.lang);
        self.put(folder, outcome, &docx, &letter.docx()?)?;
        self.put(folder, outcome, &html, letter.html()?.as_bytes())
    }

    /// `2021 年版，48 条（c41d9e07b2a5）`
    fn rules_in_words(&self, outcome: &Outcome) -> String {
        let (count, hash) = (self.rules.rules.len(), self.rules.identity.short_hash());
        let edition =
            outcome.edition.as_ref().map(|edition| text!("{edition} 年版，", "edition {edition}, ")).unwrap_or_default();
        let (zh, en) = (edition.zh, edition.en);
        text!("{zh}{count} 条（{hash}）", "{en}{count} rules ({hash})").get(self.lang).to_owned()
    }

    fn received(&self, outcome: &Outcome, report: Option<&Report>) -> Option<Received> {
        let path = outcome.path.as_ref()?;
        let sha256 = self.bytes(path).map(|bytes| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect());
        let known = self.days.get(path).copied();
        let day = known.or_else(|| report.and_then(|report| report.received)).or_else(|| self.unit(outcome)?.received);
        Some(Received {
            file: last_part(path).to_owned(),
            sha256: sha256.unwrap_or_default(),
            day: day.map(|day| in_words(day, self.lang)),
        })
    }

    fn unit(&self, outcome: &Outcome) -> Option<&'a Unit> {
        let roster = self.roster?;
        roster.units.get(roster.unit_of_agency(outcome.unit.as_deref()?)?)
    }

    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        batch::bytes(self.inputs.get(path)?).ok()
    }

    /// Writes a file under the unit's name, or that of the file; where another has that name already, with its folder or a number.
    fn put(&mut self, folder: &Path, outcome: &Outcome, ending: &str, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(folder).map_err(refused::writing(folder))?;
        let path = names(outcome).map(|name| folder.join(format!("{name}{ending}"))).find(|path| !self.written.contains(path));
        let Some(path) = path else { return Ok(()) };
        if path.exists() && !batch::is_own_output(&path) {
            if self.goes_on {
                self.not_overwritten.push(path);
                return Ok(());
            }
            let why = text!("已有同名文件，不是 gouji 写的，没有覆盖", "a file of that name is there that gouji did not write");
            return Err(refused::unwritable(&path, ErrorKind::AlreadyExists, &why));
        }
        whole_file::write(&path, |file| file.write_all(bytes).map(|()| Exit::Clean))?;
        self.written.insert(path);
        Ok(())
    }
}

/// How names of letters end.
fn endings(kind: LetterKind, lang: Lang) -> [String; 2] {
    let word = kind.name(lang);
    ["docx", "html"].map(|ending| lang.pick(format!("（{word}）.{ending}"), format!(" ({word}).{ending}")))
}

/// Whether a letter of any kind and language may be called so.
fn is_name_of_letter(name: &str) -> bool {
    let kinds = [LetterKind::Return, LetterKind::Confirm, LetterKind::Remind];
    let all = kinds.into_iter().flat_map(|kind| [Lang::Zh, Lang::En].map(|lang| endings(kind, lang)));
    all.flatten().any(|ending| name.ends_with(&ending))
}

/// What a file for a unit may be called, the best name first.
fn names(outcome: &Outcome) -> impl Iterator<Item = String> {
    let path = outcome.path.clone().unwrap_or_default().replace('\\', "/");
    let file = last_part(&path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
    let above = path.strip_suffix(file).map(|folder| last_part(folder.trim_end_matches('/')).to_owned()).unwrap_or_default();
    let own = outcome.unit.clone().or(Some(stem).filter(|stem| !stem.is_empty())).or(outcome.agency.clone());
    let own = usable(&own.unwrap_or_else(|| "report".to_owned()));
    let with_folder = Some(usable(&above)).filter(|above| !above.is_empty()).map(|above| format!("{own}_{above}"));
    let numbered = (2..10_000).map({
        let own = own.clone();
        move |number| format!("{own}_{number}")
    });
    std::iter::once(own).chain(with_folder).chain(numbered)
}

/// A name of more characters than this some systems refuse.
const MOST_CHARACTERS: usize = 60;

/// A name as every system takes it.
fn usable(name: &str) -> String {
    let forbidden = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = name.trim().chars().take(MOST_CHARACTERS).map(|c| if forbidden(c) { '_' } else { c }).collect();
    name.trim_matches(['.', ' ']).to_owned()
}

fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

pub(super) fn in_words(day: Date, lang: Lang) -> String {
    let Date { year, month, day: number } = day;
    text!("{year}年{month}月{number}日", "{day}").get(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_every_system_takes() {
        assert_eq!(usable("甲/乙:丙?.. "), "甲_乙_丙_");
        assert_eq!(usable(&"长".repeat(100)).chars().count(), MOST_CHARACTERS);
    }
}
