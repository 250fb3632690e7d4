//! Rule files in, a rule set and every diagnostic of all files out. Names, axes, kinds, units and editions are settled here, so
//! that the engine never meets a name it does not know. Knows no report.

mod adjust;
mod applies;
mod basis;
mod builtin;
mod cells;
mod clauses;
mod conflict;
mod converted;
mod declared;
mod doubt;
mod edition;
mod expr;
mod fact;
mod follows;
mod identity;
pub mod index;
mod inherited;
mod keys;
mod kinds;
mod lexicon;
mod linear;
mod meant;
mod message;
mod misnamed;
mod misplaced;
mod names;
mod other_reports;
mod overrides;
mod parsed;
mod pattern;
mod place;
mod quantifier;
mod ready;
mod reporter;
mod reserved;
mod rule;
mod scope;
mod sense;
mod template;
mod test;
mod units;
mod unknown;
mod unlike;
mod words;

pub use builtin::{BUILT_IN, builtin_file, builtin_files, builtin_sources, is_inherited};
pub use inherited::inherited;
pub use overrides::Override;
pub use parsed::{Parsed, Recompiler, Reworded};
pub use pattern::{Wording, parts as pattern_parts, wordings};
pub use ready::{FILE as READY_FILE, MARK as READY_MARK, bytes as ready_bytes};

use crate::{
    diagnostic::{Code, Diagnostic, Level},
    ruleset::RuleSet,
    source::{Source, Span},
    syntax::ast::{self, Item},
    text,
};
use reporter::Reporter;
use std::sync::Arc;

/// What came of compiling a folder: the rule set where no diagnostic is an error, and all diagnostics.
#[derive(Debug)]
pub struct Compiled {
    /// None where a diagnostic is an error.
    pub rules: Option<RuleSet>,
    /// Those of the files that declare the form first, then in the order of the files and of the places in them.
    pub diagnostics: Vec<Diagnostic>,
}

/// An item of one file.
struct In<'a, T> {
    source: &'a Arc<Source>,
    node: &'a T,
}

impl<T> In<'_, T> {
    /// Whether it is built in, and a folder extends it.
    fn is_inherited(&self) -> bool {
        is_inherited(self.source)
    }
}

/// Parses and compiles the rule and schema files of a folder.
pub fn load(sources: &[Arc<Source>]) -> Compiled {
    load_with(sources, &[])
}

/// The same, with values for parameters, the later over the earlier.
pub fn load_with(sources: &[Arc<Source>], overrides: &[Override]) -> Compiled {
    let parsed: Vec<Parsed> = sources.iter().map(Parsed::new).collect();
    load_parsed(&parsed.iter().collect::<Vec<_>>(), overrides)
}

/// Compiles the rule and schema files of a folder.
pub fn load_parsed(files: &[&Parsed], overrides: &[Override]) -> Compiled {
    let mut reporter = Reporter::default();
    let mut all: Vec<&Parsed> = inherited(files.iter().copied()).iter().chain(files.iter().copied()).collect();
    reporter.push_all(without_copies(&mut all));
    let files = all;
    files.iter().for_each(|parsed| reporter.extend(parsed.diagnostics.clone()));
    let trees: Vec<(&Arc<Source>, &ast::File)> = files.iter().map(|parsed| (&parsed.source, &parsed.file)).collect();
    let (broken, mut rules) = compile(&trees, overrides, &mut reporter);
    rules.identity = identity::of(files.iter().map(|parsed| &*parsed.source), overrides);
    let mut diagnostics = reporter.finish(&causes_first(&trees));
    let has_error = diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
    diagnostics.retain(|diagnostic| !has_error || !diagnostic.code.waits_for_errors());
    let sound = !broken && !has_error;
    Compiled { rules: sound.then_some(rules), diagnostics }
}

/// Leaves out a file that is the copy of another: all that it declares would be declared twice.
fn without_copies(files: &mut Vec<&Parsed>) -> Vec<Diagnostic> {
    let (mut kept, mut found): (Vec<&Parsed>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    for file in files.drain(..) {
        let is_copy = |other: &&&Parsed| other.source.text == file.source.text && !file.file.items.is_empty();
        let Some(first) = kept.iter().find(is_copy) else {
            kept.push(file);
            continue;
        };
        let name = first.source.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let message = text!("这个文件和“{name}”的内容一样", "this file is a copy of “{name}”");
        let label = text!("删去其中一个文件", "remove one of the two files");
        found.push(Diagnostic::new(Code::DeclaredTwice, &file.source, Span::at(0), message, label));
    }
    *files = kept;
    found
}

/// The files that declare the form, then the others: what is wrong in a form brings about mistakes in its rules.
fn causes_first(files: &[(&Arc<Source>, &ast::File)]) -> Vec<Arc<Source>> {
    let declares = |file: &ast::File| file.items.iter().any(|item| matches!(item, ast::Item::Edition(_)));
    let (forms, others): (Vec<_>, Vec<_>) = files.iter().partition(|(_, file)| declares(file));
    forms.into_iter().chain(others).map(|(source, _)| Arc::clone(source)).collect()
}

/// Compiles the rule set that is built into the tool.
pub fn builtin() -> Compiled {
    builtin_with(&[])
}

/// The same, with values for parameters.
pub fn builtin_with(overrides: &[Override]) -> Compiled {
    let mut compiled = load_with(&builtin_sources(), overrides);
    if let Some(rules) = &mut compiled.rules {
        rules.identity.name = BUILT_IN.to_owned();
        rules.identity.version = Some(env!("CARGO_PKG_VERSION").to_owned());
    }
    compiled
}

/// The same for looking at reports: without the tests of rules, and compiled ahead where no parameter is given a value.
pub fn builtin_to_check(overrides: &[Override]) -> Compiled {
    let ready = if overrides.is_empty() { ready::rules(ready::BYTES) } else { None };
    ready.map_or_else(|| builtin_with(overrides), |rules| Compiled { rules: Some(rules), diagnostics: Vec::new() })
}

fn compile(files: &[(&Arc<Source>, &ast::File)], overrides: &[Override], reporter: &mut Reporter) -> (bool, RuleSet) {
    let mut items = Items::of(files);
    items.extends.iter().for_each(|item| adjust::known(item, reporter));
    let lost_template = files.iter().any(|(_, file)| file.lost_template);
    if items.editions.is_empty() {
        if !lost_template && items.extends.is_empty() {
            reporter.push(no_template(files));
        }
        return (true, RuleSet::default());
    }
    let mut template = template::compile(&items.editions, &mut items.lost, reporter);
    builtin::lend_words(&mut template);
    files.iter().for_each(|(source, _)| keys::name(source, &mut template));
    reporter.map(|found| unknown::name_for(found, &template));
    if lost_template {
        // The edition that seems to be missing may be the one that was not understood.
        reporter.leave_out(&[Code::NotTheEditionBefore, Code::YearsGap]);
    }
    // Rules over a template that could not be read whole would be called wrong for names that it may well hold.
    if lost_template || reporter.has(&[Code::NoAxis, Code::KindMissing, Code::NameForWord]) {
        return (true, RuleSet::default());
    }
    let mut declared = fact::compile(&template, &items, reporter);
    overrides::lay_over(&template, &mut declared, overrides, reporter);
    let rules = rule::compile_all(template, declared, &items, reporter);
    reporter.forgive(&items.lost);
    basis::inherited(&rules, &items.editions, reporter);
    doubt::unused::complain(files, &items, reporter);
    (false, rules)
}

/// The items of all files, by kind.
#[derive(Default)]
struct Items<'a> {
    editions: Vec<In<'a, ast::Edition>>,
    rules: Vec<In<'a, ast::Rule>>,
    facts: Vec<In<'a, ast::Fact>>,
    params: Vec<In<'a, ast::Param>>,
    /// Names of what did not parse.
    lost: Vec<String>,
    lexicon: Vec<In<'a, ast::Lexical>>,
    extends: Vec<In<'a, ast::Extends>>,
    adjusts: Vec<In<'a, ast::Adjust>>,
}

impl<'a> Items<'a> {
    fn of(files: &[(&'a Arc<Source>, &'a ast::File)]) -> Items<'a> {
        let mut items = Items::default();
        for (source, file) in files.iter().copied() {
            items.lost.extend(file.lost.iter().cloned());
            for item in &file.items {
                match item {
                    Item::Edition(node) => items.editions.push(In { source, node }),
                    Item::Rule(node) => items.rules.push(In { source, node }),
                    Item::Fact(node) => items.facts.push(In { source, node }),
                    Item::Param(node) => items.params.push(In { source, node }),
                    Item::Lexical(node) => items.lexicon.push(In { source, node }),
                    Item::Extends(node) => items.extends.push(In { source, node }),
                    Item::Adjust(node) => items.adjusts.push(In { source, node }),
                }
            }
        }
        items.lost.extend(lexicon::without_topic(&items.lexicon));
        items
    }
}

fn no_template(files: &[(&Arc<Source>, &ast::File)]) -> Diagnostic {
    let message = text!("没有找到表样", "there is no template");
    let help = text!(
        "表样（template）和规则放在同一个文件夹里检查：把 schemas 和 rules 两个文件夹放在一处，检查它们所在的那个文件夹；在内置规则上增补的，文件开头写 extends \"{BUILT_IN}\"",
        "a form (template) and its rules are checked in one folder: put the folders schemas and rules into one, and check that; what adds to the built-in rules begins with extends \"{BUILT_IN}\""
    );
    match files.first() {
        Some((source, _)) => Diagnostic::new(
            Code::NoTemplate,
            source,
            Span::at(0),
            message,
            text!("这里和其他文件里都没有 template", "neither here nor in the other files is there a template"),
        )
        .help(help),
        None => Diagnostic::placeless(Code::NoTemplate, message).help(help),
    }
}
