//! How long batches take and how much memory they need: generated folders of mixed documents, 5 % of them torn, and streams of
//! lines. Run: `cargo bench --bench batch`. The documents are the same in every run; times are this machine's.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing, reason = "a measurement, not part of the tool")]

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const GOUJI: &str = env!("CARGO_BIN_EXE_gouji");
const YAML: &str = include_str!("../tests/cases/cli/right.yaml");
const TEXT: &str = include_str!("../examples/right.txt");

/// The documents of one kind: its ending, and the bytes of a sound one.
struct Kind {
    ending: &'static str,
    bytes: Vec<u8>,
}

fn kinds() -> Vec<Kind> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.yaml");
    fs::write(&file, YAML).unwrap();
    let json = Command::new(GOUJI).args(["extract", "--format", "json"]).arg(&file).output().unwrap().stdout;
    let line: serde_json::Value = serde_json::from_slice(&json).unwrap();
    vec![
        Kind { ending: "yaml", bytes: YAML.into() },
        Kind { ending: "json", bytes: serde_json::to_vec(&line).unwrap() },
        Kind { ending: "txt", bytes: TEXT.into() },
        Kind { ending: "html", bytes: include_bytes!("../examples/right.html").to_vec() },
        Kind { ending: "docx", bytes: include_bytes!("../examples/right.docx").to_vec() },
        Kind { ending: "xlsx", bytes: include_bytes!("../examples/right.xlsx").to_vec() },
    ]
}

/// A third of the documents that are text have a wrong figure, every twentieth is torn in the middle of its first table.
fn document(kind: &Kind, number: usize) -> Vec<u8> {
    let mut bytes = kind.bytes.clone();
    if number % 20 == 19 {
        bytes.truncate(bytes.len() / 9);
        bytes.extend(b"\n[{");
    } else if number % 3 == 1 && !matches!(kind.ending, "docx" | "xlsx") {
        let at = bytes.windows(2).position(|pair| pair == b"14").unwrap_or(0);
        bytes[at..at + 2].copy_from_slice(b"41");
    }
    bytes
}

/// A run of the binary: how long it took, and the most memory it held, in kilobytes.
fn run(arguments: &[&str], input: Option<&Path>) -> (Duration, u64) {
    let begun = Instant::now();
    let stdin = input.map_or_else(Stdio::null, |path| File::open(path).unwrap().into());
    let mut child = Command::new(GOUJI).args(arguments).stdin(stdin).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = held(child.id()).unwrap_or(0).max(peak);
        thread::sleep(Duration::from_millis(2));
    }
    (begun.elapsed(), peak)
}

/// The high-water mark that Linux keeps; none elsewhere.
fn held(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

fn tell(what: &str, count: usize, (took, peak): (Duration, u64)) {
    let rate = count as u128 * 1_000_000 / took.as_micros().max(1);
    println!("{what:<34} {:>7} ms {rate:>7} reports/s {:>6} MB", took.as_millis(), peak >> 10);
}

fn folder(what: &str, kinds: &[&Kind], count: usize) {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..count {
        let kind = kinds[number % kinds.len()];
        fs::write(folder.path().join(format!("{number:05}.{}", kind.ending)), document(kind, number / kinds.len())).unwrap();
    }
    tell(&format!("{count} {what}"), count, run(&["check", "--format", "json", folder.path().to_str().unwrap()], None));
}

fn stream(kind: &Kind, count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stream");
    let mut file = BufWriter::new(File::create(&path).unwrap());
    for number in 0..count {
        let line = if number == 0 { kind.bytes.clone() } else { document(kind, number) };
        let line: Vec<u8> = line.into_iter().filter(|byte| *byte != b'\n').chain(*b"\n").collect();
        file.write_all(&line).unwrap();
    }
    file.into_inner().unwrap();
    tell(&format!("{count} lines"), count, run(&["check", "--format", "ndjson", "-"], Some(&path)));
}

fn main() {
    let kinds = kinds();
    let all: Vec<&Kind> = kinds.iter().collect();
    folder("mixed", &all, 2_000);
    for kind in &kinds {
        folder(kind.ending, &[kind], 2_000);
    }
    folder("mixed", &all, 1_000);
    folder("mixed", &all, 10_000);
    stream(&kinds[1], 10_000);
    stream(&kinds[1], 100_000);
}
