//! Linear rules in a database: what `gouji export` writes, joined by the documented query, comes to the verdicts that gouji gives.

use super::{
    cause::dice::Dice,
    cli::{code, gouji, path, stderr, stdout},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

/// (path, code, at) → the verdicts there; what is not listed holds.
type Verdicts = BTreeMap<(String, String, String), BTreeSet<String>>;

/// What a database finds in the relations of a folder; none where it is not at hand.
fn of_database(engine: &str, folder: &Path) -> Option<Verdicts> {
    let done = Command::new("python3").args(["examples/engines/verdicts.py", engine]).arg(folder).output().ok()?;
    let said = stderr(&done);
    if said.contains("No module named") {
        return None;
    }
    assert!(done.status.success(), "{said}");
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(done.stdout.as_slice());
    let rows: Vec<[String; 4]> = rows.deserialize().map(Result::unwrap).collect();
    Some(gathered(rows))
}

/// What gouji finds by these rules.
fn of_gouji(reports: &str, codes: &BTreeSet<String>, rules: &[&str]) -> Verdicts {
    let done = gouji(&[&["check", "--format", "ndjson", "--fail-on", "never", reports], rules].concat());
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let mut rows = Vec::new();
    for line in stdout(&done).lines() {
        let report: Value = serde_json::from_str(line).unwrap();
        let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let findings = report["findings"].as_array().unwrap().iter().filter(|finding| codes.contains(&word(finding, "code")));
        rows.extend(
            findings.map(|finding| [word(&report, "path"), word(finding, "code"), word(finding, "at"), word(finding, "verdict")]),
        );
    }
    gathered(rows)
}

fn gathered(rows: Vec<[String; 4]>) -> Verdicts {
    let mut all = Verdicts::new();
    for [path, code, at, verdict] in rows {
        all.entry((path, code, at)).or_default().insert(verdict);
    }
    all
}

/// Writes the relations into a folder; the codes of the rules in them.
fn export(folder: &Path, reports: &str, rules: &[&str]) -> BTreeSet<String> {
    let to = path(folder);
    assert_eq!(code(&gouji(&[&["export", "rules", &to], rules].concat())), 0);
    let cells = path(&folder.join("cells.csv"));
    let done = gouji(&[&["export", "cells", reports, "-o", &cells], rules].concat());
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let mut rules = csv::Reader::from_path(folder.join("rule.csv")).unwrap();
    rules.records().map(|row| row.unwrap()[0].to_owned()).collect()
}

/// The figures of a report, each by its JSON pointer.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| leaves(inner, &format!("{at}/{key}"), found)),
        Value::Array(all) => all.iter().enumerate().for_each(|(index, inner)| leaves(inner, &format!("{at}/{index}"), found)),
        _ => found.push(at.to_owned()),
    }
}

/// A slip in a report. Whether it is a blank, or a figure too large for a database's integers.
fn slip(report: &mut Value, at: &str, dice: &mut Dice) -> bool {
    let place = report.pointer_mut(at).unwrap();
    let figure = place.as_i64().unwrap_or_default();
    let (value, is_open): (Value, bool) = match dice.below(8) {
        0 | 1 => ("".into(), true),
        2 => ("/".into(), true),
        3 => ("很多".into(), false),
        4 => ((figure * 10).into(), false),
        5 => ("999999999999999999999".into(), true),
        _ => ((figure + dice.from(-2, 2)).into(), false),
    };
    *place = value;
    is_open
}

/// A stream of made-up reports of both editions with slips, and which of them have blanks or figures too large.
fn reports(count: usize, file: &Path) -> BTreeSet<String> {
    let base = |edition: &str| -> Value {
        let done = gouji(&["new", "report", "--dense", "--format", "json", "--edition", edition]);
        serde_json::from_str(&stdout(&done)).unwrap()
    };
    let bases = [base("2019"), base("2021")];
    let (mut lines, mut open) = (String::new(), BTreeSet::new());
    let mut dice = Dice::new(21);
    for number in 1..=count {
        let mut report = bases[dice.below(2)].clone();
        let mut places = Vec::new();
        leaves(&report["tables"], "/tables", &mut places);
        for _ in 0..dice.below(5) {
            if slip(&mut report, &places[dice.below(places.len())], &mut dice) {
                open.insert(format!("{}:{number}", path(file)));
            }
        }
        if dice.percent(5) {
            report["tables"].as_object_mut().unwrap().remove("复议诉讼");
        }
        lines.push_str(&report.to_string());
        lines.push('\n');
    }
    fs::write(file, lines).unwrap();
    open
}

/// `GOUJI_ENGINE=duckdb GOUJI_REPORTS=10000 cargo test --test suite engines` asks another database, with more reports.
#[test]
fn a_database_comes_to_the_verdicts_of_gouji() {
    let asked = |name: &str, otherwise: &str| std::env::var(name).unwrap_or_else(|_| otherwise.to_owned());
    let (engine, count) = (asked("GOUJI_ENGINE", "sqlite"), asked("GOUJI_REPORTS", "300").parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("reports.ndjson");
    let open = reports(count, &file);
    let codes = export(folder.path(), &path(&file), &[]);
    assert!(codes.contains("A301") && codes.contains("A201"), "{codes:?}");
    let Some(theirs) = of_database(&engine, folder.path()) else {
        println!("skipped: there is no Python with {engine}");
        return;
    };
    let ours = of_gouji(&path(&file), &codes, &[]);
    let (mut fails, mut unknown, mut deduced, mut differ) = (0, 0, 0, Vec::new());
    for key in ours.keys().chain(theirs.keys()).collect::<BTreeSet<_>>() {
        let is_open = theirs.get(key).is_some_and(|all| all.contains("unknown"));
        match (ours.get(key), theirs.get(key)) {
            (ours, theirs) if ours == theirs => {
                let has = |word: &str| usize::from(ours.is_some_and(|all| all.contains(word)));
                fails += has("fail");
                unknown += has("unknown");
            }
            // gouji works out what a blank must be where the other equations fix it, and computes with figures of any size; the
            // query leaves both unknown.
            _ if is_open && open.contains(&key.0) => deduced += 1,
            (ours, theirs) => differ.push(format!("{key:?}: gouji {ours:?}, {engine} {theirs:?}")),
        }
    }
    println!(
        "{count} reports: {fails} fail and {unknown} unknown in both; {deduced} worked out by gouji; {} differ",
        differ.len()
    );
    assert_eq!(differ, Vec::<String>::new());
    assert!(fails > count / 2 && unknown > 0, "{fails} fail, {unknown} are unknown");
}

#[test]
fn what_cannot_be_exported_is_named_and_has_an_exit_code_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let to = path(folder.path());
    let all = gouji(&["export", "rules", "--lang", "zh", &to]);
    assert_eq!(code(&all), 0);
    for line in
        ["P501 正文新收: 看正文", "D802 公布期限: 看日期", "A402 复议后起诉: 与其他报告比较", "A202 规章制定权: 有条件才适用"]
    {
        assert!(stderr(&all).contains(line), "{line}: {}", stderr(&all));
    }
    let asked = gouji(&["export", "rules", "--select", "A2", &to]);
    assert_eq!((code(&asked), stderr(&asked).contains("A202")), (4, true), "{}", stderr(&asked));
    assert!(fs::read_to_string(folder.path().join("rule.csv")).unwrap().contains("A201"), "what can be is written");
    let linear = gouji(&["export", "rules", "--select", "A301", &to]);
    assert_eq!((code(&linear), stderr(&linear)), (0, String::new()));
    let none = gouji(&["export", "rules", "--select", "Z9", &to]);
    assert_eq!(code(&none), 2);
}

#[test]
fn a_cell_is_a_row_with_its_state_and_place() {
    let rows = stdout(&gouji(&["export", "cells", "--lang", "zh", "examples/wrong.yaml"]));
    assert!(rows.starts_with("path,agency,year,edition,table,row,column,value,blank,place,state,scaled,text\n"), "{rows}");
    assert!(rows.contains(",2021,申请,新收,自然人,41,0,第 18 行第 10 列,figure,41,\n"), "{rows}");
    let none = gouji(&["export", "cells", "README.md"]);
    assert_eq!(code(&none), 3, "{}", stderr(&none));
}

#[test]
fn parquet_is_written_where_it_was_built_in_and_refused_with_the_way_out_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let to = path(&folder.path().join("cells.parquet"));
    let done = gouji(&["export", "cells", "--format", "parquet", "examples/wrong.yaml", "-o", &to]);
    if cfg!(feature = "parquet") {
        assert_eq!(code(&done), 0, "{}", stderr(&done));
        assert!(fs::read(&to).unwrap().starts_with(b"PAR1"));
    } else {
        assert_eq!((code(&done), stderr(&done).contains("--features parquet")), (2, true), "{}", stderr(&done));
        assert!(!Path::new(&to).exists());
    }
}
