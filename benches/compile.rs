//! Compiling the built-in rules: from their text, as data that were compiled ahead as a check takes them, and after a keystroke in the largest file as
//! the language server does; against serde_json reading the words of the same text as a list. Ratios of one run:
//! `cargo bench --bench compile`.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::float_arithmetic, reason = "a measurement, not part of the tool")]

mod clock;

use gouji::compile::{self, Parsed};

/// In milliseconds.
fn time<T>(work: impl FnMut() -> T) -> f64 {
    clock::median(41, work) / 1_000_000.0
}

fn main() {
    let sources = compile::builtin_sources();
    let parsed: Vec<Parsed> = sources.iter().map(Parsed::new).collect();
    let largest = sources.iter().max_by_key(|source| source.text.len()).unwrap();
    let lines: usize = sources.iter().map(|source| source.text.lines().count()).sum();
    let words: Vec<&str> = sources.iter().flat_map(|source| source.text.split_whitespace()).collect();
    let json = serde_json::to_string(&words).unwrap();
    let list = time(|| serde_json::from_str::<Vec<String>>(&json).unwrap());
    println!("{lines} lines of rules; times serde_json reading their {} words as a list", words.len());
    println!("serde_json                     {list:7.2} ms");
    let whole = time(compile::builtin);
    let ahead = time(|| compile::builtin_to_check(&[]));
    let keystroke = time(|| {
        let again = Parsed::new(largest);
        let files: Vec<&Parsed> =
            parsed.iter().map(|file| if file.source.name == again.source.name { &again } else { file }).collect();
        compile::load_parsed(&files, &[])
    });
    for (name, took) in [("all", whole), ("compiled ahead", ahead), ("after a keystroke", keystroke)] {
        println!("{name:30} {took:7.2} ms   {:.1} times", took / list);
    }
}
