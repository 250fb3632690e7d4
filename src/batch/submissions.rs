//! Whose report each file of a batch is, and which of a unit's files is its current submission: from what the files say, their names
//! and the roster, all of them together, so that their order decides nothing. Knows no rule and opens no file.

use crate::{
    chinese::versions::{Version, years},
    date::Date,
    roster::{NamedBy, Roster, folded},
};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
};

/// A file as it was received.
#[derive(Clone, Debug, Default)]
pub(super) struct Received {
    pub(super) path: String,
    /// When it was received, in seconds since any one moment, where that was recorded.
    pub(super) time: Option<i128>,
    /// None for a file that cannot be read.
    pub(super) said: Option<Said>,
}

/// What a report says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) agency: Option<String>,
    pub(super) year: Option<u16>,
    /// The day of publication, else that of the signature.
    pub(super) day: Option<Date>,
    /// The same for reports with the same figures.
    pub(super) figures: u64,
}

/// What was decided of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decision {
    /// Whose it is, as an index into [`Roster::units`]; none for what is of nobody on the roster.
    pub(super) unit: Option<usize>,
    pub(super) role: Role,
    /// The file's name says [`Decision::unit`], its content somebody else: who.
    pub(super) names_another: Option<String>,
    /// It is on another year than is asked for, and stands for what should be on that.
    pub(super) another_year: bool,
}

/// What a file is to its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Its submission.
    Current,
    /// An earlier submission; the path of the current one.
    Superseded(String),
    /// One of several that differ, where nothing tells which is current: the paths of the others.
    Undecided(Vec<String>),
    /// Last year's report, or of nobody on the roster.
    Beside,
}

/// What was decided of all files.
#[derive(Debug, Default)]
pub(super) struct Submissions {
    decisions: HashMap<String, Decision>,
    /// The year that is asked for; none where no report says one.
    pub(super) year: Option<u16>,
    /// For each unit without a submission: what else is known of it.
    pub(super) missing: Vec<(usize, Hint)>,
}

/// Where the report of a unit that sent none may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    Nothing,
    /// It is there for another year.
    OtherYear {
        path: String,
        year: u16,
    },
    /// A file that is named for somebody else holds it.
    UnderAnotherName {
        path: String,
    },
    /// So many files could not be read and name nobody.
    Unreadable(usize),
}

/// A file while it is decided on.
struct Candidate<'f> {
    at: usize,
    file: &'f Received,
    unit: Option<usize>,
    names_another: Option<String>,
    /// What the name of the file says of its version, then those of its folders, the innermost first.
    versions: Vec<Version>,
}

impl Submissions {
    pub(super) fn decide(roster: &Roster, files: &[Received]) -> Submissions {
        let candidates: Vec<Candidate<'_>> = owners(roster, files);
        let year = roster.year.or_else(|| usual_year(&candidates));
        let mut by_unit: BTreeMap<usize, Vec<&Candidate<'_>>> = BTreeMap::new();
        for candidate in &candidates {
            if let Some(unit) = candidate.unit {
                by_unit.entry(unit).or_default().push(candidate);
            }
        }
        let two_years = by_unit.values().any(|files| holds_both(files, year));
        let mut roles: Vec<(Role, bool)> = vec![(Role::Beside, false); files.len()];
        for files in by_unit.values() {
            OfUnit { files, year, two_years }.decide(&mut roles);
        }
        let missing = missing(roster, &candidates, &roles, year);
        let decided = candidates.into_iter().zip(roles).map(|(candidate, (role, another_year))| {
            let Candidate { file, unit, names_another, .. } = candidate;
            (file.path.clone(), Decision { unit, role, names_another, another_year })
        });
        Submissions { decisions: decided.collect(), year, missing }
    }

    /// What was decided of a file; none for one that was not there.
    pub(super) fn of(&self, path: &str) -> Option<&Decision> {
        self.decisions.get(path)
    }
}

/// Whose each file is.
fn owners<'f>(roster: &Roster, files: &'f [Received]) -> Vec<Candidate<'f>> {
    let spoken = |file: &Received| file.said.as_ref().and_then(|said| said.agency.clone()).filter(|name| !name.trim().is_empty());
    let by_content: Vec<Option<usize>> =
        files.iter().map(|file| spoken(file).and_then(|agency| roster.unit_of_agency(&agency))).collect();
    let by_name: Vec<Option<(usize, NamedBy)>> = files.iter().map(|file| roster.unit_named_by(&file.path)).collect();
    let paths: Vec<String> = files.iter().map(|file| folded(&file.path)).collect();
    let holds_others = |folder: &str, unit: usize| {
        let inside = paths.iter().zip(&by_content).filter(|(path, _)| path.starts_with(folder));
        inside.filter_map(|(_, own)| *own).any(|own| own != unit)
    };
    let mut owned = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let content = by_content.get(at).copied().flatten();
        let named = match by_name.get(at).copied().flatten() {
            Some((unit, NamedBy::File)) => Some((unit, true)),
            // A folder speaks for what says nothing itself, unless it is the collector's.
            Some((unit, NamedBy::Folder(depth))) if !holds_others(&folder(&file.path, depth), unit) => Some((unit, false)),
            _ => None,
        };
        let agency = spoken(file);
        let (unit, names_another) = match (content, named, agency) {
            (Some(own), Some((unit, true)), Some(agency)) if own != unit => (Some(unit), Some(agency)),
            (Some(own), ..) => (Some(own), None),
            (None, Some((unit, true)), Some(agency)) => (Some(unit), (!roster.may_be(unit, &agency)).then_some(agency)),
            (None, Some((unit, false)), Some(agency)) => (roster.may_be(unit, &agency).then_some(unit), None),
            (None, Some((unit, _)), None) => (Some(unit), None),
            (None, None, _) => (None, None),
        };
        owned.push(Candidate { at, file, unit, names_another, versions: versions(&file.path) });
    }
    owned
}

fn versions(path: &str) -> Vec<Version> {
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next().map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    file.into_iter().chain(parts).map(Version::of).collect()
}

/// The first parts of a path, with the slash behind them.
fn folder(path: &str, depth: usize) -> String {
    let path = folded(path);
    path.split_inclusive('/').take(depth).collect()
}

/// The latest year that at least half as many units report on as on the year that most report on: some reports of a folder may be
/// missing, and last year's may all be there.
fn usual_year(candidates: &[Candidate<'_>]) -> Option<u16> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for year in candidates.iter().filter(|candidate| candidate.unit.is_some()).filter_map(Candidate::year) {
        let count = counts.entry(year).or_default();
        *count += 1;
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().rev().find(|(_, count)| count * 2 >= most).map(|(year, _)| year)
}

/// Whether a unit has a report on the year and one on the year before.
fn holds_both(files: &[&Candidate<'_>], year: Option<u16>) -> bool {
    let has = |year: Option<u16>| year.is_some() && files.iter().any(|file| file.year() == year && file.names_another.is_none());
    has(year) && has(year.and_then(|year| year.checked_sub(1)))
}

impl Candidate<'_> {
    fn year(&self) -> Option<u16> {
        self.file.said.as_ref().and_then(|said| said.year)
    }

    /// The year that the path states, the innermost part of it that states one.
    fn path_year(&self) -> Option<u16> {
        self.file.path.rsplit(['/', '\\']).find_map(|part| match years(part).as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    }

    /// Whether this is a later version than another, as far as anything tells: when it was received, the name of the file, those of
    /// the folders from within, the day that the report states.
    fn compare(&self, other: &Candidate<'_>) -> Ordering {
        let day = |of: &Candidate<'_>| of.file.said.as_ref().and_then(|said| said.day);
        let names = self.versions.iter().zip(&other.versions).map(|(one, two)| one.compare(two)).find(|order| order.is_ne());
        let received = self.file.time.zip(other.file.time).map_or(Ordering::Equal, |(one, two)| one.cmp(&two));
        let days = || day(self).zip(day(other)).map_or(Ordering::Equal, |(one, two)| one.cmp(&two));
        received.then_with(|| names.unwrap_or_else(days))
    }

    fn same_figures(&self, other: &Candidate<'_>) -> bool {
        let figures = |of: &Candidate<'_>| of.file.said.as_ref().map(|said| said.figures);
        figures(self).is_some() && figures(self) == figures(other)
    }
}

/// The files of one unit.
struct OfUnit<'a, 'f> {
    files: &'a [&'a Candidate<'f>],
    year: Option<u16>,
    /// Whether last year's reports lie in the batch.
    two_years: bool,
}

impl OfUnit<'_, '_> {
    fn decide(&self, roles: &mut [(Role, bool)]) {
        let on_year = |file: &&Candidate<'_>| file.year().is_none() || self.year.is_none() || file.year() == self.year;
        let (own, others): (Vec<&Candidate<'_>>, Vec<&Candidate<'_>>) = self.files.iter().copied().partition(on_year);
        let (sound, wrong): (Vec<&Candidate<'_>>, Vec<&Candidate<'_>>) =
            own.into_iter().partition(|file| file.names_another.is_none());
        let priors: Vec<&Candidate<'_>> = others.iter().copied().filter(|file| self.may_be_prior(file)).collect();
        let late: Vec<&Candidate<'_>> = others.iter().copied().filter(|file| !self.may_be_prior(file)).collect();
        // The first that there are: reports of its own; those of somebody else under its name; those on another year.
        let mut stacks = [(sound, false), (wrong, false), (late, true)].into_iter().filter(|(files, _)| !files.is_empty());
        let Some((files, another_year)) = stacks.next() else { return self.second_prior(&priors, roles) };
        let current = settle(&files, another_year, roles);
        for file in stacks.flat_map(|(files, _)| files) {
            set(roles, file.at, Role::Superseded(current.clone()), false);
        }
    }

    /// Last year's report in a folder of two years, unless its path says that it was sent for this one.
    fn may_be_prior(&self, file: &Candidate<'_>) -> bool {
        let before = self.year.and_then(|year| year.checked_sub(1));
        self.two_years && file.year() == before && file.path_year().is_none_or(|year| Some(year) != self.year)
    }

    /// Of two reports on last year and none on this, one was sent for this year.
    fn second_prior(&self, priors: &[&Candidate<'_>], roles: &mut [(Role, bool)]) {
        let mut priors = priors.to_vec();
        priors.sort_by(|one, two| one.compare(two).then_with(|| one.file.path.cmp(&two.file.path)));
        if let Some((_, sent)) = priors.split_first().filter(|(_, sent)| !sent.is_empty()) {
            settle(sent, true, roles);
        }
    }
}

/// Which of several is current; its path.
fn settle(files: &[&Candidate<'_>], another_year: bool, roles: &mut [(Role, bool)]) -> String {
    let is_beaten = |file: &&&Candidate<'_>| files.iter().any(|other| file.compare(other).is_lt());
    let mut best: Vec<&Candidate<'_>> = files.iter().filter(|file| !is_beaten(file)).copied().collect();
    if best.is_empty() {
        best = files.to_vec();
    }
    best.sort_by(|one, two| one.file.path.cmp(&two.file.path));
    let first = best.first().map(|file| file.file.path.clone()).unwrap_or_default();
    let agree = best.iter().all(|file| best.first().is_some_and(|first| first.at == file.at || first.same_figures(file)));
    for file in files {
        let among_best = best.iter().any(|other| other.at == file.at);
        let role = match among_best {
            true if file.file.path == first && agree => Role::Current,
            true if !agree => {
                let others = best.iter().filter(|other| other.at != file.at).map(|other| other.file.path.clone());
                Role::Undecided(others.collect())
            }
            _ => Role::Superseded(first.clone()),
        };
        let is_late = another_year && !matches!(role, Role::Superseded(_));
        set(roles, file.at, role, is_late);
    }
    first
}

fn set(roles: &mut [(Role, bool)], at: usize, role: Role, another_year: bool) {
    if let Some(known) = roles.get_mut(at) {
        *known = (role, another_year);
    }
}

/// The units without a submission, in the order of the roster.
fn missing(roster: &Roster, files: &[Candidate<'_>], roles: &[(Role, bool)], year: Option<u16>) -> Vec<(usize, Hint)> {
    let sent =
        |unit: usize| files.iter().zip(roles).any(|(file, (role, _))| file.unit == Some(unit) && !matches!(role, Role::Beside));
    let strays = files.iter().filter(|file| file.unit.is_none() && file.file.said.is_none()).count();
    let hint = |unit: usize| {
        let other = files.iter().filter(|file| file.unit == Some(unit) && file.year().is_some() && file.year() != year);
        if let Some((year, path)) = other.filter_map(|file| Some((file.year()?, file.file.path.clone()))).max() {
            return Hint::OtherYear { path, year };
        }
        let is_its =
            |file: &&Candidate<'_>| file.names_another.as_ref().is_some_and(|agency| roster.unit_of_agency(agency) == Some(unit));
        match files.iter().filter(is_its).map(|file| &file.file.path).min() {
            Some(path) => Hint::UnderAnotherName { path: path.clone() },
            None if strays > 0 => Hint::Unreadable(strays),
            None => Hint::Nothing,
        }
    };
    (0..roster.units.len()).filter(|unit| !sent(*unit)).map(|unit| (unit, hint(unit))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Unit;

    const WATER: usize = 0;
    const FINANCE: usize = 1;

    fn roster() -> Roster {
        let unit = |name: &str| Unit { name: name.to_owned(), ..Unit::default() };
        Roster::new(Some(2023), vec![unit("云溪市水利局"), unit("云溪市财政局"), unit("云溪市教育局")])
    }

    fn file(path: &str, agency: &str, year: u16, figures: u64) -> Received {
        let agency = (!agency.is_empty()).then(|| agency.to_owned());
        Received { path: path.to_owned(), time: None, said: Some(Said { agency, year: Some(year), day: None, figures }) }
    }

    fn torn(path: &str) -> Received {
        Received { path: path.to_owned(), time: None, said: None }
    }

    /// Decides on files in both orders, which must come to the same.
    fn decide(files: &[Received]) -> Submissions {
        let forward = Submissions::decide(&roster(), files);
        let backward = Submissions::decide(&roster(), &files.iter().rev().cloned().collect::<Vec<_>>());
        assert_eq!(forward.decisions, backward.decisions);
        assert_eq!(forward.missing, backward.missing);
        forward
    }

    fn role(submissions: &Submissions, path: &str) -> (Option<usize>, Role) {
        let decision = submissions.of(path).unwrap();
        (decision.unit, decision.role.clone())
    }

    #[test]
    fn the_content_says_whose_it_is_whatever_the_name() {
        let decided = decide(&[file("a.docx", "云溪市水利局", 2023, 1), file("b.docx", "云溪市财政局", 2023, 2)]);
        assert_eq!(role(&decided, "a.docx"), (Some(WATER), Role::Current));
        assert_eq!(role(&decided, "b.docx"), (Some(FINANCE), Role::Current));
        assert_eq!(decided.missing, [(2, Hint::Nothing)]);
    }

    #[test]
    fn a_file_named_for_one_with_the_content_of_another_is_the_first_ones_mistake() {
        let decided = decide(&[file("水利局.docx", "云溪市财政局", 2023, 1), file("财政局.docx", "云溪市财政局", 2023, 1)]);
        let water = decided.of("水利局.docx").unwrap();
        assert_eq!((water.unit, water.names_another.as_deref()), (Some(WATER), Some("云溪市财政局")));
        let finance = decided.of("财政局.docx").unwrap();
        assert_eq!((finance.unit, &finance.role, &finance.names_another), (Some(FINANCE), &Role::Current, &None));
    }

    #[test]
    fn a_unit_whose_report_lies_under_another_name_is_missing_and_told_where() {
        let decided = decide(&[file("水利局.docx", "云溪市财政局", 2023, 1), file("x.docx", "云溪市教育局", 2023, 2)]);
        assert_eq!(decided.missing, [(FINANCE, Hint::UnderAnotherName { path: "水利局.docx".to_owned() })]);
    }

    #[test]
    fn a_torn_file_that_names_its_unit_is_received() {
        let decided = decide(&[torn("收件/水利局.docx"), torn("收件/财政局/年报.docx"), torn("x.docx")]);
        assert_eq!(role(&decided, "收件/水利局.docx"), (Some(WATER), Role::Current));
        assert_eq!(role(&decided, "收件/财政局/年报.docx"), (Some(FINANCE), Role::Current));
        assert_eq!(decided.missing, [(2, Hint::Unreadable(1))]);
    }

    #[test]
    fn the_folder_of_who_collects_names_nobody() {
        let decided = decide(&[
            file("水利局/a.docx", "云溪市财政局", 2023, 1),
            file("水利局/b.docx", "云溪市教育局", 2023, 2),
            torn("水利局/c.docx"),
        ]);
        assert_eq!(role(&decided, "水利局/c.docx").0, None);
        assert_eq!(decided.of("水利局/a.docx").unwrap().names_another, None);
    }

    #[test]
    fn versions_are_stacked() {
        let decided = decide(&[
            file("水利局.docx", "云溪市水利局", 2023, 1),
            file("水利局（修改稿）.docx", "云溪市水利局", 2023, 2),
            file("第一次/财政局.docx", "云溪市财政局", 2023, 3),
            file("第二次/财政局.docx", "云溪市财政局", 2023, 4),
        ]);
        assert_eq!(role(&decided, "水利局（修改稿）.docx").1, Role::Current);
        assert_eq!(role(&decided, "水利局.docx").1, Role::Superseded("水利局（修改稿）.docx".to_owned()));
        assert_eq!(role(&decided, "第二次/财政局.docx").1, Role::Current);
        assert_eq!(role(&decided, "第一次/财政局.docx").1, Role::Superseded("第二次/财政局.docx".to_owned()));
    }

    #[test]
    fn what_was_received_later_is_current_whatever_it_is_called() {
        let at = |time: i128, file: Received| Received { time: Some(time), ..file };
        let decided = decide(&[
            at(2, file("水利局.docx", "云溪市水利局", 2023, 1)),
            at(1, file("水利局（修改稿）.docx", "云溪市水利局", 2023, 2)),
            at(1, file("财政局.docx", "云溪市财政局", 2023, 3)),
            at(1, file("财政局（修改稿）.docx", "云溪市财政局", 2023, 4)),
        ]);
        assert_eq!(role(&decided, "水利局.docx").1, Role::Current);
        assert_eq!(role(&decided, "财政局（修改稿）.docx").1, Role::Current);
    }

    #[test]
    fn the_day_inside_tells_and_where_nothing_does_both_are_open() {
        let day = |day: u8, file: Received| {
            let said = file.said.map(|said| Said { day: Date::new(2024, 1, day), ..said });
            Received { said, ..file }
        };
        let decided = decide(&[
            day(10, file("a.docx", "云溪市水利局", 2023, 1)),
            day(20, file("b.docx", "云溪市水利局", 2023, 2)),
            file("c.docx", "云溪市财政局", 2023, 3),
            file("d.docx", "云溪市财政局", 2023, 4),
            file("e.docx", "云溪市教育局", 2023, 5),
            file("e.pdf", "云溪市教育局", 2023, 5),
        ]);
        assert_eq!(role(&decided, "b.docx").1, Role::Current);
        assert_eq!(role(&decided, "c.docx").1, Role::Undecided(vec!["d.docx".to_owned()]));
        assert_eq!(role(&decided, "d.docx").1, Role::Undecided(vec!["c.docx".to_owned()]));
        assert_eq!(role(&decided, "e.docx").1, Role::Current);
        assert_eq!(role(&decided, "e.pdf").1, Role::Superseded("e.docx".to_owned()));
    }

    #[test]
    fn a_report_on_another_year_is_said_unless_it_is_last_years_in_a_folder_of_two() {
        let decided = decide(&[file("a.docx", "云溪市水利局", 2022, 1), file("b.docx", "云溪市财政局", 2023, 2)]);
        let water = decided.of("a.docx").unwrap();
        assert_eq!((&water.role, water.another_year), (&Role::Current, true));
        let decided = decide(&[
            file("2022/水利局.docx", "云溪市水利局", 2022, 1),
            file("2022/财政局.docx", "云溪市财政局", 2022, 2),
            file("2023/财政局.docx", "云溪市财政局", 2023, 3),
            file("2022/教育局.docx", "云溪市教育局", 2022, 4),
            file("2023/教育局.docx", "云溪市教育局", 2022, 4),
        ]);
        let of = |path: &str| decided.of(path).unwrap().clone();
        assert_eq!(of("2022/水利局.docx").role, Role::Beside);
        assert_eq!(of("2022/财政局.docx").role, Role::Beside);
        assert_eq!((of("2023/教育局.docx").role, of("2023/教育局.docx").another_year), (Role::Current, true));
        assert_eq!(of("2022/教育局.docx").role, Role::Beside);
        assert_eq!(decided.missing, [(WATER, Hint::OtherYear { path: "2022/水利局.docx".to_owned(), year: 2022 })]);
    }

    #[test]
    fn last_years_report_beside_this_years_is_no_submission() {
        let decided = decide(&[file("a.docx", "云溪市水利局", 2022, 1), file("b.docx", "云溪市水利局", 2023, 2)]);
        assert_eq!(role(&decided, "b.docx").1, Role::Current);
        assert_eq!(role(&decided, "a.docx").1, Role::Beside);
    }
}
