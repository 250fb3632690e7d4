//! The lines that the map of the house draws: who may use whom, and what a module must not know.

mod imports;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Modules by layer, lowest first. A module uses only layers above its own line here, and itself.
const LAYERS: [&[&str]; 15] = [
    &["slice"],
    &["lang", "source", "date", "number", "plain", "vocabulary"],
    &["chinese"],
    &["node", "system"],
    &["diagnostic"],
    &["syntax", "template", "cause", "fields"],
    &["ruleset", "report", "roster"],
    &["finding"],
    &["marked"],
    &["compile", "read", "fmt", "diff", "waiver", "round", "sum"],
    &["prose"],
    &["engine"],
    &["annotate"],
    &["batch", "write", "test", "compare"],
    &["lsp", "page"],
];

fn layer(module: &str) -> usize {
    LAYERS.iter().position(|layer| layer.contains(&module)).unwrap_or(LAYERS.len())
}

/// The source files of a module.
fn files(module: &str) -> Vec<(String, String)> {
    let src = Path::new("src");
    let single = src.join(format!("{module}.rs"));
    let paths: Vec<_> = if single.exists() {
        vec![single]
    } else {
        walkdir::WalkDir::new(src.join(module)).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path()).collect()
    };
    let sources = paths.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    sources.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

fn modules() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

/// The text of a file up to its unit tests, which may use anything.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// Top-level modules of the crate that a text names.
fn used(text: &str) -> BTreeSet<String> {
    let paths = imports::paths(text).into_iter();
    paths.filter(|path| path[0] == "crate").filter_map(|path| path.get(1).cloned()).collect()
}

#[test]
fn a_module_uses_only_the_layers_above_its_own() {
    let modules = modules();
    let mut breaches = Vec::new();
    for module in &modules {
        for (file, text) in files(module) {
            for other in used(&text).iter().filter(|other| modules.contains(other) && *other != module) {
                if layer(other) >= layer(module) {
                    breaches.push(format!("{file} uses {other}"));
                }
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

/// In any folder, no files or folders beside one another use each other in a circle: each can be read after those that it uses. What a
/// module and its own children use of each other does not count.
#[test]
fn nothing_uses_its_neighbours_in_a_circle() {
    let files: BTreeMap<Vec<String>, String> = modules()
        .iter()
        .flat_map(|module| files(module))
        .filter(|(file, _)| !file.ends_with("tests.rs"))
        .map(|(file, text)| (imports::module_of(&file), text))
        .collect();
    let mut uses: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in &files {
        for other in imports::paths(text).iter().filter_map(|path| imports::resolve(file, path, &files)) {
            let shared = file.iter().zip(&other).take_while(|(one, two)| one == two).count();
            if shared < file.len().min(other.len()) {
                uses.entry(file[..=shared].to_vec()).or_default().insert(other[shared].clone());
            }
        }
    }
    // What uses nothing that is left over can be taken away; what cannot, is in a circle or uses one.
    let beside = |file: &[String], other: &String| [&file[..file.len() - 1], std::slice::from_ref(other)].concat();
    loop {
        let before = uses.len();
        let left: BTreeSet<Vec<String>> = uses.keys().cloned().collect();
        uses.retain(|file, others| others.iter().any(|other| left.contains(&beside(file, other))));
        if uses.len() == before {
            break;
        }
    }
    assert_eq!(uses, BTreeMap::new());
}

#[test]
fn only_batch_test_and_cli_open_files() {
    let mut breaches = Vec::new();
    for module in modules().iter().filter(|module| !["batch", "test", "cli"].contains(&module.as_str())) {
        for (file, text) in files(module) {
            let text = without_tests(&text);
            let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            if ["std::fs", "fs::", "File::open", "std::net", "std::process"].iter().any(|name| code.contains(name)) {
                breaches.push(file);
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn the_engine_knows_no_document_and_no_rule_text() {
    for (file, text) in
        modules().iter().filter(|module| ["engine", "cause"].contains(&module.as_str())).flat_map(|module| files(module))
    {
        for module in ["read", "syntax", "compile", "write", "batch", "node"] {
            assert!(!used(&text).contains(module), "{file} uses {module}");
        }
    }
}

#[test]
fn no_figure_is_a_floating_point_number() {
    let mut breaches = Vec::new();
    for module in modules() {
        for (file, text) in files(&module) {
            let near_a_figure = !file.contains("read/xlsx");
            let floats = |line: &&str| !line.trim_start().starts_with("//") && (line.contains("f64") || line.contains("f32"));
            if near_a_figure && text.lines().any(|line| floats(&line)) {
                breaches.push(file);
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn files_are_of_a_size_to_be_read() {
    let long: Vec<String> = modules()
        .iter()
        .flat_map(|module| files(module))
        .filter(|(_, text)| text.lines().count() > 600)
        .map(|(file, _)| file)
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

/// Where Chinese words may stand outside messages and `src/chinese`, and why. Words of a form go into its rule files.
const PLACES_WITH_CHINESE_WORDS: &[(&str, &str)] = &[
    ("src/batch/own_output.rs", "known by what our own reports begin with"),
    ("src/cli/", "help, and what commands print"),
    ("src/compile/", "words that people mistype in rule files, and words of messages"),
    ("src/engine/sample.rs", "words of a report that is made up"),
    ("src/engine/words/", "words of findings"),
    ("src/finding/", "the catalogue of readings and of what is skipped"),
    ("src/marked/", "what surfaces say"),
    ("src/lsp/", "what an editor shows"),
    ("src/read/drawn.rs", "what a reader shows for what is no text"),
    ("src/roster/", "words of messages"),
    ("src/round", "names of files and folders of a round"),
    ("src/sum.rs", "what a sum shows"),
    ("src/syntax/", "words that people mistype in rule files"),
    ("src/test/", "what a snapshot shows"),
    ("src/write/", "what outputs show"),
];

/// Characters that stand for themselves wherever dates, pages and sums of money are read.
const OF_DATES_AND_UNITS: &str = "年度月日第共页元万亿";

/// The modules that exist only in tests, by the file that declares them.
fn is_of_tests(file: &str) -> bool {
    if file.ends_with("/tests.rs") {
        return true;
    }
    let module = imports::module_of(file);
    let Some((name, above)) = module.split_last() else { return false };
    let above = Path::new("src").join(above.join("/"));
    let parents = [above.with_extension("rs"), above.join("mod.rs")];
    let texts = parents.iter().filter_map(|parent| fs::read_to_string(parent).ok());
    let declared = |visible: &str| format!("#[cfg(test)]\n{visible}mod {name};");
    texts.into_iter().any(|text| ["", "pub(crate) ", "pub "].iter().any(|visible| text.contains(&declared(visible))))
}

/// The string and character literals of a text outside `text!`, comments and unit tests.
fn literals(text: &str) -> Vec<String> {
    let code: String =
        without_tests(text).lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let chars: Vec<char> = code.chars().collect();
    let mut found = Vec::new();
    let (mut depth, mut message, mut at) = (0usize, None, 0);
    while at < chars.len() {
        let begins = |word: &str| word.chars().eq(chars[at..].iter().copied().take(word.chars().count()));
        match chars[at] {
            _ if message.is_none() && begins("text!(") => {
                message = Some(depth);
                at += "text!".len() - 1;
            }
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                message = message.filter(|outside| depth > *outside);
            }
            '\'' if chars.get(at + 2) == Some(&'\'') => {
                found.push(chars[at + 1].to_string());
                at += 2;
            }
            '"' => {
                let start = at + 1;
                at = start;
                while at < chars.len() && chars[at] != '"' {
                    at += if chars[at] == '\\' { 2 } else { 1 };
                }
                if message.is_none() {
                    found.push(chars[start..at.min(chars.len())].iter().collect());
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

#[test]
fn chinese_words_stand_in_messages_and_in_the_module_for_them() {
    let is_word = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && !OF_DATES_AND_UNITS.contains(c);
    let mut breaches = Vec::new();
    let mut places: BTreeSet<&str> = PLACES_WITH_CHINESE_WORDS.iter().map(|(place, _)| *place).collect();
    for (file, text) in modules().iter().filter(|module| *module != "chinese").flat_map(|module| files(module)) {
        let words: Vec<String> = literals(&text).into_iter().filter(|words| words.contains(is_word)).collect();
        if words.is_empty() || is_of_tests(&file) {
            continue;
        }
        match PLACES_WITH_CHINESE_WORDS.iter().find(|(place, _)| file.starts_with(place)) {
            Some((place, _)) => drop(places.remove(place)),
            None => breaches.push(format!("{file}: {words:?}")),
        }
    }
    assert_eq!((breaches, places), Default::default());
}

#[test]
fn no_word_of_the_form_stands_where_documents_and_prose_are_read() {
    let words = ["申请", "信息公开", "主动公开", "新收", "结转", "复议", "诉讼", "办结", "规范性文件", "许可", "处罚", "收费"];
    let mut breaches = Vec::new();
    let places = ["prose", "chinese", "read"].into_iter().flat_map(files).filter(|(file, _)| !is_of_tests(file));
    let engine = files("engine")
        .into_iter()
        .filter(|(file, _)| file.contains("engine/view/statements") || file.contains("engine/words/statement"));
    for (file, text) in places.chain(engine) {
        let found = literals(&text).into_iter().filter(|literal| words.iter().any(|word| literal.contains(word)));
        breaches.extend(found.map(|literal| format!("{file}: {literal}")));
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn literals_are_those_outside_messages_and_comments() {
    let text = "// \"a\"\nlet x = f(text!(\"b {}\", (c)), 'd', \"e\\\"f\");\n#[cfg(test)]\nconst G: &str = \"g\";";
    assert_eq!(literals(text), ["d", "e\\\"f"]);
}
