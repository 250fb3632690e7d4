//! Commands that the editor asks the server to carry out: each answers what came of it, and says it to the user in a sentence.

use super::{folder::Folder, host::Host, preview::Preview, publish::Manner};
use crate::{
    diagnostic::{Diagnostic, Level},
    lang::{Lang, Text},
    ruleset::RuleSet,
    text,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// Runs the tests of a rule: document, code.
pub(super) const RUN_TESTS: &str = "gouji.runTests";
/// Looks for slips that no test notices: document, code.
pub(super) const SLIPS: &str = "gouji.slips";
/// Explains a rule or a cell: document, what.
pub(super) const EXPLAIN: &str = "gouji.explain";
/// Lists the stored reports that fail a rule: document, code.
pub(super) const PREVIEW: &str = "gouji.preview";

pub(super) const ALL: [&str; 4] = [RUN_TESTS, SLIPS, EXPLAIN, PREVIEW];

/// What came of a command.
pub(super) struct Outcome {
    pub(super) result: Value,
    /// What the user is told.
    pub(super) said: Text,
    /// Whether that is good news.
    pub(super) good: bool,
}

/// What a command works on.
pub(super) struct Work<'a> {
    pub(super) folder: &'a mut Folder,
    pub(super) host: &'a dyn Host,
    pub(super) preview: Option<&'a Preview>,
    pub(super) manner: Manner<'a>,
}

impl Work<'_> {
    fn lang(&self) -> Lang {
        self.manner.lang
    }

    /// Carries a command out; none where there is no such command.
    pub(super) fn run(&mut self, command: &str, what: &str) -> Option<Outcome> {
        if !ALL.contains(&command) {
            return None;
        }
        self.folder.compiled(self.host);
        if command == EXPLAIN {
            return Some(self.explain(what));
        }
        let Some(rules) = self.folder.sound.clone() else {
            let said = text!("规则文件有错，改好以后再试", "the rule files have errors: mend them first");
            return Some(Outcome { result: Value::Null, said, good: false });
        };
        Some(match command {
            RUN_TESTS => self.tests(&rules, what),
            SLIPS => self.slips(&rules, what),
            _ => self.preview(what),
        })
    }

    fn tests(&mut self, rules: &RuleSet, code: &str) -> Outcome {
        let mut own = rules.clone();
        own.rules.iter_mut().filter(|rule| rule.code != code).for_each(|rule| rule.tests.clear());
        let outcomes: Vec<_> = self.host.run_tests(&own).into_iter().filter(|outcome| outcome.code == code).collect();
        let failed = outcomes.iter().filter(|outcome| !outcome.differences.is_empty()).count();
        let passed = outcomes.len() - failed;
        let lines = outcomes.iter().map(|outcome| {
            let differences = outcome.differences.iter().map(|found| found.message.get(self.lang()));
            json!({ "name": outcome.name, "passed": outcome.differences.is_empty(), "differences": differences.collect::<Vec<_>>() })
        });
        let result = json!({ "code": code, "passed": passed, "failed": failed, "tests": lines.collect::<Vec<_>>() });
        self.folder.add(outcomes.into_iter().flat_map(|outcome| outcome.differences).collect());
        let said = text!("{code}：{passed} 个测试通过，{failed} 个没有通过", "{code}: {passed} passed, {failed} failed");
        Outcome { result, said, good: failed == 0 }
    }

    fn slips(&mut self, rules: &RuleSet, code: &str) -> Outcome {
        let sources: Vec<_> = self.folder.files.iter().map(|file| Arc::clone(&file.parsed.source)).collect();
        let (all, found) = self.host.slips(&sources, rules, code);
        let listed = found.iter().flat_map(|found| &found.labels).map(|label| {
            let location = self.manner.location(&label.place.source, label.place.span);
            json!({ "location": location, "change": label.text.get(self.lang()) })
        });
        let left = found.len();
        let result = json!({ "code": code, "made": all, "unnoticed": listed.collect::<Vec<_>>() });
        self.folder.add(found.into_iter().map(|found| Diagnostic { level: Level::Warning, ..found }).collect());
        let said = text!(
            "{code}：改错 {all} 处，{left} 处没有测试发现",
            "{code}: {all} slips made, {left} of them unnoticed by any test"
        );
        Outcome { result, said, good: left == 0 }
    }

    fn explain(&self, what: &str) -> Outcome {
        match self.host.explain(self.folder.sound.as_deref(), what, self.lang()) {
            Some(words) => Outcome { result: words.clone().into(), said: Text::same(words), good: true },
            None => Outcome {
                result: Value::Null,
                said: text!("没有规则、错误编号或单元格“{what}”", "there is no rule, diagnostic or cell “{what}”"),
                good: false,
            },
        }
    }

    fn preview(&self, code: &str) -> Outcome {
        match self.preview {
            Some(preview) => {
                let (failing, all) = (preview.failing(code), preview.count());
                let said = text!("{code}：{all} 份报告中 {failing} 份不符", "{code}: {failing} of {all} reports fail");
                Outcome { result: preview.listed(code), said, good: failing == 0 }
            }
            None => Outcome {
                result: Value::Null,
                said: text!("没有设置存放报告的文件夹（reports）", "no folder of stored reports is set (reports)"),
                good: false,
            },
        }
    }
}
