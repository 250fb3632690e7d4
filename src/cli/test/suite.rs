//! Snapshot suites: a folder of reports, and in its `snapshots` what was accepted for each.

use crate::{
    batch::{self, Checked, Input, Run},
    cli::{Exit, refused, whole_file},
    engine::{Checker, Selection},
    lang::Text,
    ruleset::RuleSet,
    test::Snapshot,
    text,
    write::{self, Style},
};
use std::{
    collections::BTreeMap,
    convert::Infallible,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// The folder in a suite that holds what was accepted.
const ACCEPTED: &str = "snapshots";

/// The suites in a folder: the folders that hold `snapshots`; where there is none, the folder itself if it holds no rule file.
pub(super) fn suites(dir: &Path, has_rules: bool) -> Vec<PathBuf> {
    let walk = WalkDir::new(dir).sort_by_file_name().into_iter().filter_map(Result::ok);
    let folders = walk.filter(|entry| entry.file_type().is_dir() && entry.file_name() == ACCEPTED);
    let found: Vec<PathBuf> = folders.filter_map(|entry| entry.path().parent().map(Path::to_owned)).collect();
    if found.is_empty() && !has_rules { vec![dir.to_owned()] } else { found }
}

/// How a report stands beside what was accepted for it.
enum State {
    Same,
    /// Nothing was accepted yet.
    New(Snapshot),
    /// What was accepted, and what is found now.
    Changed(Snapshot, Snapshot),
    /// The file of what was accepted cannot be read.
    Damaged(Snapshot),
    /// Something was accepted for a report that is not there.
    Orphaned,
}

/// Checks the reports of a suite and shows what differs from what was accepted; with `bless`, accepts it then.
pub(super) fn run(suite: &Path, rules: &RuleSet, bless: bool, style: Style, out: &mut dyn Write) -> io::Result<Exit> {
    let states = states(suite, rules)?;
    if states.is_empty() {
        let shown = suite.display();
        writeln!(
            out,
            "{}",
            text!("“{shown}”里没有报告，也没有规则", "there is no report in “{shown}”, and no rule").get(style.lang)
        )?;
        return Ok(Exit::Unusable);
    }
    writeln!(out, "\n{}", suite.display())?;
    for (file, (report, state)) in &states {
        shown(report, state, style, out)?;
        settle(&suite.join(ACCEPTED).join(file), state, bless)?;
    }
    counts(suite, &states, bless, style, out)?;
    let settled = bless || states.values().all(|(_, state)| matches!(state, State::Same));
    Ok(if settled { Exit::Clean } else { Exit::Findings })
}

/// By the name of the snapshot file: the report, and how it stands.
type States = BTreeMap<String, (String, State)>;

fn states(suite: &Path, rules: &RuleSet) -> io::Result<States> {
    let mut states = States::new();
    for snapshot in found(suite, rules) {
        let file = Snapshot::file_name(&snapshot.report);
        let accepted = match fs::read_to_string(suite.join(ACCEPTED).join(&file)) {
            Ok(text) => Some(Snapshot::parse(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(_) => Some(None),
        };
        let report = snapshot.report.clone();
        states.insert(file, (report, state(accepted, snapshot)));
    }
    for file in accepted_files(suite) {
        states.entry(file.clone()).or_insert((file, State::Orphaned));
    }
    Ok(states)
}

fn state(accepted: Option<Option<Snapshot>>, now: Snapshot) -> State {
    match accepted {
        None => State::New(now),
        Some(None) => State::Damaged(now),
        Some(Some(accepted)) if accepted.contents == now.contents => State::Same,
        Some(Some(accepted)) => State::Changed(accepted, now),
    }
}

/// What is found in every report of the suite.
fn found(suite: &Path, rules: &RuleSet) -> Vec<Snapshot> {
    let checker = Checker::new(rules, Selection::default());
    let inputs: Vec<Input> = batch::inputs(&[suite.to_owned()], &[]).all.into_iter().filter(is_report).collect();
    let mut found = Vec::new();
    let keep = |checked: Checked| -> Result<(), Infallible> {
        let path = checked.outcome.path.clone().unwrap_or_default();
        let inside = path.strip_prefix(&suite.display().to_string()).unwrap_or(&path);
        let report = inside.trim_start_matches(['/', '\\']).replace('\\', "/");
        found.push(Snapshot::of(&report, &checked.outcome, checked.report.as_ref().ok()));
        Ok(())
    };
    let Ok(()) = batch::check_all(&inputs, &checker, Run::default(), keep);
    found
}

/// Neither a rule file, nor a word to the reader.
fn is_report(input: &Input) -> bool {
    let Input::File(path) = input else { return false };
    let is_readme = path.file_stem().is_some_and(|name| name.to_string_lossy().starts_with("README"));
    let is_accepted = path.parent().and_then(Path::file_name).is_some_and(|folder| folder == ACCEPTED);
    !is_readme && !is_accepted && path.extension().is_none_or(|ending| ending != "gj")
}

fn accepted_files(suite: &Path) -> Vec<String> {
    let entries = fs::read_dir(suite.join(ACCEPTED)).into_iter().flatten().filter_map(Result::ok);
    let ours = entries.filter(|entry| fs::read_to_string(entry.path()).is_ok_and(|text| Snapshot::is_ours(&text)));
    let names = ours.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".snap")).collect()
}

fn shown(report: &str, state: &State, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let (mark, word) = match state {
        State::Same => ("✓", Text::default()),
        State::New(_) => ("+", text!("（还没有认可过）", " (nothing was accepted for it yet)")),
        State::Changed(..) => ("✗", text!("（与认可的不同：- 认可的，+ 现在的）", " (differs: - as accepted, + as found now)")),
        State::Damaged(_) => ("✗", text!("（认可的记录读不出来）", " (what was accepted cannot be read)")),
        State::Orphaned => ("?", text!("（认可的报告已不在这里）", " (accepted for a report that is not here)")),
    };
    writeln!(out, "{mark} {report}{}", word.get(style.lang))?;
    match state {
        State::Changed(accepted, now) => write::write_difference(&accepted.contents, &now.contents, style, out),
        State::New(now) | State::Damaged(now) => write::write_difference("", &now.contents, style, out),
        State::Same | State::Orphaned => Ok(()),
    }
}

/// Accepts what was shown, or lays it beside what was accepted, as insta does (and, as insta, not where nobody will look at it).
fn settle(file: &Path, state: &State, bless: bool) -> io::Result<()> {
    let pending = file.with_extension("snap.new");
    let nobody_looks = std::env::var_os("CI").is_some_and(|set| !set.is_empty());
    match state {
        State::New(now) | State::Changed(_, now) | State::Damaged(now) if bless => put(file, now)?,
        State::New(now) | State::Changed(_, now) | State::Damaged(now) if !nobody_looks => return put(&pending, now),
        State::Orphaned if bless => fs::remove_file(file).map_err(refused::writing(file))?,
        _ => {}
    }
    match fs::remove_file(&pending) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(refused::writing(&pending)(error)),
        _ => Ok(()),
    }
}

fn put(file: &Path, snapshot: &Snapshot) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all).map_err(refused::writing(file))?;
    whole_file::write(file, |out| out.write_all(snapshot.written().as_bytes()).map(|()| Exit::Clean)).map(|_| ())
}

fn counts(suite: &Path, states: &States, bless: bool, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let count = |is_it: fn(&State) -> bool| states.values().filter(|(_, state)| is_it(state)).count();
    let same = count(|state| matches!(state, State::Same));
    let changed = count(|state| matches!(state, State::Changed(..) | State::Damaged(_)));
    let new = count(|state| matches!(state, State::New(_)));
    let orphaned = count(|state| matches!(state, State::Orphaned));
    let open = changed + new + orphaned;
    let words = text!(
        "{same} 份与认可的相同，{changed} 份不同，{new} 份没有认可过，{orphaned} 份报告已不在",
        "{same} as accepted, {changed} differ, {new} not accepted yet, {orphaned} accepted for reports that are gone"
    );
    writeln!(out, "{}", words.get(style.lang))?;
    let shown = suite.display();
    let next = match (open, bless) {
        (0, _) => return Ok(()),
        (_, true) => text!("以上已认可", "accepted"),
        (_, false) => text!("看过没有问题的，用 gouji test {shown} --bless 认可", "to accept this: gouji test {shown} --bless"),
    };
    writeln!(out, "{}", next.get(style.lang))
}
