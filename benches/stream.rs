//! Ten thousand JSON reports through `gouji check - --format ndjson --quiet`, with one job and two, without prose, with it, and with it
//! where no rule asks for it, against serde_json deserialising the same lines into typed structs; reports that fail, with their causes;
//! and the whole process on one YAML report, against the process alone. Ratios of one run: `cargo bench --bench stream`. With `--features fast-alloc` they are those of a released build.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, clippy::float_arithmetic, reason = "a measurement")]

use serde::Deserialize;
use std::{
    collections::HashMap,
    fs::File,
    hint::black_box,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

const LINES: usize = 10_000;
const ROUNDS: usize = 9;

/// A report file as a programmer would type it: figures as numbers, rows as lists.
#[derive(Deserialize)]
#[allow(dead_code, reason = "what matters is that it is filled")]
struct Typed<'a> {
    template: &'a str,
    edition: &'a str,
    agency: &'a str,
    year: u16,
    tables: HashMap<&'a str, HashMap<&'a str, Rows<'a>>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "what matters is that it is filled")]
enum Rows<'a> {
    Row(Vec<f64>),
    #[serde(borrow)]
    Group(HashMap<&'a str, Rows<'a>>),
    Figure(f64),
}

/// The same without a choice to make at each value: the fastest that serde_json does with these lines.
#[derive(Deserialize)]
#[allow(dead_code, reason = "what matters is that it is filled")]
struct Strict<'a> {
    #[serde(borrow)]
    tables: Tables<'a>,
    year: u16,
    agency: &'a str,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what matters is that it is filled")]
struct Tables<'a> {
    #[serde(borrow)]
    文件: HashMap<&'a str, Vec<f64>>,
    #[serde(borrow)]
    许可: HashMap<&'a str, HashMap<&'a str, f64>>,
    #[serde(borrow)]
    处罚强制: HashMap<&'a str, HashMap<&'a str, f64>>,
    #[serde(borrow)]
    收费: HashMap<&'a str, HashMap<&'a str, f64>>,
    #[serde(borrow)]
    申请: Requests<'a>,
    #[serde(borrow)]
    复议诉讼: HashMap<&'a str, HashMap<&'a str, HashMap<&'a str, f64>>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what matters is that it is filled")]
struct Requests<'a> {
    新收: Vec<f64>,
    上年结转: Vec<f64>,
    #[serde(borrow)]
    办理: Outcomes<'a>,
    结转下年: Vec<f64>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what matters is that it is filled")]
struct Outcomes<'a> {
    予以公开: Vec<f64>,
    部分公开: Vec<f64>,
    #[serde(borrow)]
    不予公开: HashMap<&'a str, Vec<f64>>,
    #[serde(borrow)]
    无法提供: HashMap<&'a str, Vec<f64>>,
    #[serde(borrow)]
    不予处理: HashMap<&'a str, Vec<f64>>,
    #[serde(borrow)]
    其他处理: HashMap<&'a str, Vec<f64>>,
    总计: Vec<f64>,
}

fn gouji(arguments: &[&str], input: Option<&File>) -> f64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(arguments).stdout(Stdio::null());
    if let Some(input) = input {
        command.stdin(input.try_clone().unwrap());
    }
    let start = Instant::now();
    black_box(command.status().unwrap());
    start.elapsed().as_secs_f64() * 1000.0
}

fn median(mut rounds: Vec<f64>) -> f64 {
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}

fn milliseconds(mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1000.0
}

/// A report with about 1 200 characters of prose as one line of JSON.
fn line_with_prose() -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let done = command.args(["extract", "--format", "json", "rules/disclosure-report/example.yaml"]).output().unwrap();
    let mut value: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let told = "全年新收政府信息公开申请20件，上年结转2件，办结21件，结转下年度继续办理1件。";
    let more = "各科室明确专人负责，每月检查栏目更新，及时回应来信来电，年中组织了一次业务培训，并向社会公布监督方式。";
    value["prose"]["总体情况"] = format!("{told}{}", more.repeat(20)).into();
    serde_json::to_string(&value).unwrap()
}

/// A file of so many equal lines.
fn stream(folder: &Path, name: &str, line: &str) -> PathBuf {
    let path = folder.join(name);
    let mut file = BufWriter::new(File::create(&path).unwrap());
    for _ in 0..LINES {
        writeln!(file, "{line}").unwrap();
    }
    path
}

/// The example report as one line of JSON, with its errors.
fn wrong_line() -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let done = command.args(["extract", "--format", "json", "examples/wrong.yaml"]).output().unwrap();
    let value: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    serde_json::to_string(&value).unwrap()
}

/// The same without errors, so that what is measured is reading and judging, not wording.
fn line() -> String {
    wrong_line().replacen("[41,", "[14,", 1).replacen("\"未审结\":0,\"总计\":0", "\"未审结\":0,\"总计\":11", 1)
}

fn main() {
    let line = line();
    let with_prose = line_with_prose();
    let folder = tempfile::tempdir().unwrap();
    let plain = stream(folder.path(), "plain.ndjson", &line);
    let prose = stream(folder.path(), "prose.ndjson", &with_prose);
    let failing = stream(folder.path(), "wrong.ndjson", &wrong_line());
    let lines: Vec<&str> = vec![&line; LINES];
    let strict = || lines.iter().for_each(|line| drop(black_box(serde_json::from_str::<Strict<'_>>(line).unwrap())));
    let typed = || lines.iter().for_each(|line| drop(black_box(serde_json::from_str::<Typed<'_>>(line).unwrap())));
    let check = |path: &Path, options: &[&str]| {
        let arguments = [&["check", "-", "--format", "ndjson", "--quiet"], options].concat();
        gouji(&arguments, Some(&File::open(path).unwrap()))
    };
    let mut rounds = [const { Vec::new() }; 9];
    for _ in 0..ROUNDS {
        rounds[0].push(milliseconds(strict));
        rounds[1].push(milliseconds(typed));
        rounds[2].push(check(&plain, &["--jobs", "1"]));
        rounds[3].push(check(&plain, &["--jobs", "2"]));
        rounds[4].push(check(&prose, &["--jobs", "1"]));
        rounds[5].push(check(&prose, &["--jobs", "1", "--select", "A301"]));
        rounds[6].push(check(&failing, &["--jobs", "1"]));
        rounds[7].push(gouji(&["check", "examples/wrong.yaml"], None));
        rounds[8].push(gouji(&["--version"], None));
    }
    let [strict, typed, one, two, prose, unasked, failing, start, bare] = rounds.map(median);
    println!(
        "{LINES} reports of {} bytes, with prose of {}; times serde_json into structs, and into structs and maps",
        line.len(),
        with_prose.len()
    );
    println!("serde_json, structs            {strict:7.1} ms");
    println!("serde_json, structs and maps   {typed:7.1} ms");
    for (name, took) in [
        ("gouji check --jobs 1", one),
        ("gouji check --jobs 2", two),
        ("with prose, --jobs 1", prose),
        ("with prose, --select A301", unasked),
        ("that fail, with causes", failing),
    ] {
        println!("{name:30} {took:7.1} ms   {:.2} and {:.2} times", took / strict, took / typed);
    }
    println!("gouji check, one YAML report   {start:7.1} ms   {:.1} times the process alone", start / bare);
}
