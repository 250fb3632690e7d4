//! What a program that uses this library needs, and nothing else: rules, a reader, a checker. Everything behind it may change.

use crate::{
    compile,
    diagnostic::Diagnostic,
    engine::{self, Selection},
    finding::Outcome,
    report::{NoReport, Report},
    ruleset::RuleSet,
    source::Source,
};

/// A form and the rules over it, compiled.
///
/// ```
/// use gouji::Rules;
///
/// let rules = Rules::built_in().expect("the rules that are built in are sound");
/// assert_eq!(rules.form(), "政府信息公开工作年度报告");
///
/// // Rules of one's own: each file by its name and its text.
/// let form = "template 示例表 edition 2028 {
///     years 2028..
///     section 甲 { table 乙 { cells count \"件\" columns { 件数 } rows { 收到 答复 } } }
/// }";
/// let rule = "rule Z101 答复 error { require 乙[答复, 件数] <= 乙[收到, 件数] }";
/// assert!(Rules::from_texts([("form.gj", form), ("rules.gj", rule)]).is_ok());
///
/// // What is wrong with them is said with a code and a place.
/// let wrong = "rule Z101 答复 error { require 乙[答复] > 0 basis \"例\" }";
/// let diagnostics = Rules::from_texts([("form.gj", form), ("rules.gj", wrong)]).unwrap_err();
/// assert_eq!(diagnostics[0].code.as_str(), "E028");
/// ```
#[derive(Clone, Debug)]
pub struct Rules {
    set: RuleSet,
}

impl Rules {
    /// The rules that are built in. An error would be a fault of this library.
    pub fn built_in() -> Result<Rules, Vec<Diagnostic>> {
        Rules::of(compile::builtin_to_check(&[]))
    }

    /// The rules of these files, given by name and text: at least one of them holds a template.
    pub fn from_texts<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Rules, Vec<Diagnostic>> {
        let sources: Vec<_> = files.into_iter().map(|(name, text)| Source::new(name, text)).collect();
        Rules::of(compile::load(&sources))
    }

    fn of(compiled: compile::Compiled) -> Result<Rules, Vec<Diagnostic>> {
        compiled.rules.map(|set| Rules { set }).ok_or(compiled.diagnostics)
    }

    /// The name of the form.
    pub fn form(&self) -> &str {
        &self.set.template.name
    }
}

/// Reads the report that a document holds, whatever kind of document it is; its name says whose it is where the document does not.
///
/// ```
/// use gouji::{Rules, read};
///
/// let rules = Rules::built_in().expect("sound");
/// let bytes = std::fs::read("examples/right.txt").expect("there");
/// let report = read("right.txt", &bytes, &rules).expect("a report");
/// assert_eq!(report.year, Some(2023));
///
/// let why = read("notes.txt", b"no report", &rules).unwrap_err();
/// assert!(!why.reason.en.is_empty());
/// ```
pub fn read(name: &str, bytes: &[u8], rules: &Rules) -> Result<Report, NoReport> {
    let mut report = crate::read::read(name, bytes, &rules.set.template)?;
    engine::choose(&rules.set, &mut report);
    Ok(report)
}

/// Rules made ready to check reports, from any thread.
///
/// ```
/// use gouji::{Checker, Rules, read};
///
/// let rules = Rules::built_in().expect("sound");
/// let checker = Checker::new(&rules);
/// let bytes = std::fs::read("examples/wrong.yaml").expect("there");
/// let outcome = checker.check(&read("wrong.yaml", &bytes, &rules).expect("a report"));
/// assert!(outcome.findings.iter().any(|finding| finding.code.starts_with('A')));
/// ```
#[derive(Debug)]
pub struct Checker<'r> {
    checker: engine::Checker<'r>,
}

impl<'r> Checker<'r> {
    /// Checks with all of these rules.
    pub fn new(rules: &'r Rules) -> Checker<'r> {
        Checker { checker: engine::Checker::new(&rules.set, Selection::default()) }
    }

    /// Checks one report by itself: rules over last year's report or over other reports are skipped, and the outcome says so.
    pub fn check(&self, report: &Report) -> Outcome {
        self.checker.check(None, report)
    }
}
