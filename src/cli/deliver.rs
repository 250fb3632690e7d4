//! What `check --letters DIR` and `check --marked DIR` write beside the results: a letter to each unit, and the file that it sent with
//! the marks in it. A file that gouji did not write is never overwritten.

use super::{Exit, refused, whole_file};
use crate::{
    annotate::{annotate, ending},
    batch::{self, Checked, Input},
    date::Date,
    finding::{Counted, Outcome},
    lang::{Lang, Text},
    marked::{CheckedInput, MarkedReport, rules_of},
    plain::plain,
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
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Where files for the units go.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Folders<'a> {
    pub(super) letters: Option<&'a Path>,
    /// The submitted files with the marks in them.
    pub(super) marked: Option<&'a Path>,
}

impl<'a> Folders<'a> {
    fn all(self) -> impl Iterator<Item = &'a Path> {
        self.letters.into_iter().chain(self.marked)
    }
}

/// Writes files for the units.
pub(super) struct Deliver<'a> {
    pub(super) lang: Lang,
    pub(super) rules: &'a RuleSet,
    pub(super) roster: Option<&'a Roster>,
    folders: Folders<'a>,
    inputs: HashMap<String, &'a Input>,
    /// The day on which files came in, where somebody kept book of it.
    days: HashMap<String, Date>,
    /// The files that this run has written.
    written: HashSet<PathBuf>,
    pub(super) left: Left,
}

/// What was not written.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// Files of others that stand where one of ours would.
    not_overwritten: Vec<PathBuf>,
    /// Files of kinds that take no marks.
    unmarked: Vec<String>,
    /// Files that marks could not be put into, and why.
    failed: Vec<(String, Text)>,
}

/// So many files are named.
const MOST_NAMES: usize = 3;

impl Left {
    /// Says it, a line each.
    pub(super) fn say(&self, lang: Lang, err: &mut dyn Write) -> io::Result<()> {
        for path in &self.not_overwritten {
            let shown = path.display().to_string();
            let shown = plain(&shown);
            let words = text!(
                "“{shown}”不是 gouji 写的，或已被改过，没有覆盖；要重新生成，请把它移走",
                "“{shown}” was not written by gouji, or was changed since, and was left; move it away to have it made again"
            );
            writeln!(err, "gouji: {}", words.get(lang))?;
        }
        for (name, why) in &self.failed {
            let (name, zh, en) = (plain(name), &why.zh, &why.en);
            writeln!(err, "gouji: {}", text!("“{name}”没有标注：{zh}", "“{name}” was not marked: {en}").get(lang))?;
        }
        if !self.unmarked.is_empty() {
            let names = self.unmarked.iter().take(MOST_NAMES).map(|name| format!("“{}”", plain(name)));
            let (names, count) = (names.collect::<Vec<_>>().join(lang.pick("、", ", ")), self.unmarked.len());
            let rest = if count > MOST_NAMES { text!("等 {count} 份", " and others, {count} in all") } else { Text::default() };
            let (zh, en) = (rest.zh, rest.en);
            let words = text!(
                "只能在 docx、xlsx 和 html 上标注；没有标注的是{names}{zh}",
                "only docx, xlsx and html files are marked; not marked: {names}{en}"
            );
            writeln!(err, "gouji: {}", words.get(lang))?;
        }
        Ok(())
    }
}

impl<'a> Deliver<'a> {
    pub(super) fn new(lang: Lang, rules: &'a RuleSet, roster: Option<&'a Roster>, folders: Folders<'a>) -> Deliver<'a> {
        Deliver {
            lang,
            rules,
            roster,
            folders,
            inputs: HashMap::new(),
            days: HashMap::new(),
            written: HashSet::new(),
            left: Left::default(),
        }
    }

    /// With the day on which each file came in.
    #[must_use]
    pub(super) fn with_days(self, days: HashMap<String, Date>) -> Deliver<'a> {
        Deliver { days, ..self }
    }

    /// Whether anything was written.
    pub(super) fn has_written(&self) -> bool {
        !self.written.is_empty()
    }

    /// Removes the files of earlier runs that this one has not written, and the folders if nothing is left in them.
    pub(super) fn remove_stale(&self) -> io::Result<()> {
        for folder in self.folders.all().filter(|folder| folder.is_dir()) {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                let is_named_so = path.file_name().and_then(|name| name.to_str()).is_some_and(is_name_of_delivery);
                if is_named_so && !self.written.contains(&path) && batch::is_own_output(&path) {
                    fs::remove_file(&path).map_err(refused::writing(&path))?;
                }
            }
            // A folder that holds something stays.
            let _ = fs::remove_dir(folder);
        }
        Ok(())
    }

    /// The inputs, to be opened again for what is made of their bytes.
    #[must_use]
    pub(super) fn with_inputs(self, inputs: &'a [Input]) -> Deliver<'a> {
        let wanted = inputs.iter().filter(|_| self.folders.all().next().is_some());
        Deliver { inputs: wanted.map(|input| (input.name(), input)).collect(), ..self }
    }

    /// Writes what the unit of a report gets; the files. A report that counts for nobody gets nothing.
    pub(super) fn deliver(&mut self, checked: &Checked) -> io::Result<Vec<PathBuf>> {
        let outcome = &checked.outcome;
        if self.folders.all().next().is_none() || matches!(outcome.counted, Counted::AsFile | Counted::Nowhere) {
            return Ok(Vec::new());
        }
        let (report, no_report) = (checked.report.as_ref().ok(), checked.report.as_ref().err());
        let marked =
            MarkedReport::of(&CheckedInput { outcome, report, no_report, rules: rules_of(self.rules, report) }, self.lang, false);
        let Some(kind) = LetterKind::of(&marked) else { return Ok(Vec::new()) };
        let bytes = outcome.path.as_ref().and_then(|path| self.bytes(path));
        let enclosed = match &bytes {
            Some(bytes) if report.is_some() => self.marked(&marked, outcome, bytes)?,
            _ => None,
        };
        let received = self.received(outcome, report, bytes.as_deref());
        let name = enclosed.as_ref().and_then(|path| path.file_name()?.to_str());
        let mut written = self.letter(kind, &marked, outcome, (received.as_ref(), name))?;
        written.extend(enclosed);
        Ok(written)
    }

    /// Writes the submitted file with the marks in it.
    fn marked(&mut self, marked: &MarkedReport, outcome: &Outcome, bytes: &[u8]) -> io::Result<Option<PathBuf>> {
        let Some(folder) = self.folders.marked else { return Ok(None) };
        let name = last_part(outcome.path.as_deref().unwrap_or_default()).to_owned();
        let annotated = match annotate(bytes, marked, self.lang) {
            Ok(Some(annotated)) => annotated,
            Ok(None) => {
                self.left.unmarked.push(name);
                return Ok(None);
            }
            Err(why) => {
                self.left.failed.push((name, why));
                return Ok(None);
            }
        };
        let ending = marked_ending(ending(bytes, &name).unwrap_or_default(), self.lang);
        self.put(folder, outcome, &ending, &annotated)
    }

    fn letter(
        &mut self,
        kind: LetterKind,
        marked: &MarkedReport,
        outcome: &Outcome,
        (received, enclosed): (Option<&Received>, Option<&str>),
    ) -> io::Result<Vec<PathBuf>> {
        let Some(folder) = self.folders.letters else { return Ok(Vec::new()) };
        let none = Letterhead::default();
        let rules = self.rules_in_words(outcome);
        let enclosed: Vec<String> = enclosed.into_iter().map(str::to_owned).collect();
        let letter = Letter::of(LetterFacts {
            report: marked,
            form: &self.rules.template.name,
            year: self.roster.and_then(|roster| roster.year),
            rules: &rules,
            head: self.roster.map_or(&none, |roster| &roster.letterhead),
            received,
            enclosed: &enclosed,
            lang: self.lang,
        });
        let Some(letter) = letter else { return Ok(Vec::new()) };
        let [docx, html] = endings(kind, self.lang);
        let docx = self.put(folder, outcome, &docx, &letter.docx()?)?;
        let html = self.put(folder, outcome, &html, letter.html()?.as_bytes())?;
        Ok(docx.into_iter().chain(html).collect())
    }

    /// `2021 年版，48 条（c41d9e07b2a5）`
    fn rules_in_words(&self, outcome: &Outcome) -> String {
        let (count, hash) = (self.rules.rules.len(), self.rules.identity.short_hash());
        let edition =
            outcome.edition.as_ref().map(|edition| text!("{edition} 年版，", "edition {edition}, ")).unwrap_or_default();
        let (zh, en) = (edition.zh, edition.en);
        text!("{zh}{count} 条（{hash}）", "{en}{count} rules ({hash})").get(self.lang).to_owned()
    }

    fn received(&self, outcome: &Outcome, report: Option<&Report>, bytes: Option<&[u8]>) -> Option<Received> {
        let path = outcome.path.as_ref()?;
        let sha256 = bytes.map(|bytes| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect());
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
    fn put(&mut self, folder: &Path, outcome: &Outcome, ending: &str, bytes: &[u8]) -> io::Result<Option<PathBuf>> {
        fs::create_dir_all(folder).map_err(refused::writing(folder))?;
        let path = names(outcome).map(|name| folder.join(format!("{name}{ending}"))).find(|path| !self.written.contains(path));
        let Some(path) = path else { return Ok(None) };
        if path.exists() && !batch::is_own_output(&path) {
            self.left.not_overwritten.push(path);
            return Ok(None);
        }
        whole_file::write(&path, |file| file.write_all(bytes).map(|()| Exit::Clean))?;
        self.written.insert(path.clone());
        Ok(Some(path))
    }
}

/// How names of letters end.
fn endings(kind: LetterKind, lang: Lang) -> [String; 2] {
    ["docx", "html"].map(|ending| in_brackets(kind.name(lang), ending, lang))
}

/// How names of marked files end.
fn marked_ending(ending: &str, lang: Lang) -> String {
    in_brackets(lang.pick("标注", "marked"), ending, lang)
}

fn in_brackets(word: &str, ending: &str, lang: Lang) -> String {
    lang.pick(format!("（{word}）.{ending}"), format!(" ({word}).{ending}"))
}

/// Whether a letter of any kind and language, or a marked file, may be called so.
fn is_name_of_delivery(name: &str) -> bool {
    let kinds = [LetterKind::Return, LetterKind::Confirm, LetterKind::Remind];
    let langs = [Lang::Zh, Lang::En];
    let letters = kinds.into_iter().flat_map(|kind| langs.map(|lang| endings(kind, lang))).flatten();
    let is_marked = langs.iter().any(|lang| name.contains(&marked_ending("", *lang)));
    is_marked || letters.into_iter().any(|ending| name.ends_with(&ending))
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
