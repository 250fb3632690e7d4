//! The tests of a rule as examples in Chinese: what is changed in a report, and what must be found then.

use crate::{
    ruleset::{About, Base, Edit, Expectation, RuleSet, Step, Test, Within},
    template::{CellId, EditionId},
};

/// A line for the report that a test starts from, then one for each step.
pub(super) fn lines(test: &Test, rules: &RuleSet) -> Vec<String> {
    let example = Example { rules, edition: test.edition };
    let steps = test.steps.iter().map(|step| example.step(step));
    std::iter::once(base(&test.base)).chain(steps).chain(nothing(test)).collect()
}

fn nothing(test: &Test) -> Option<String> {
    let expects = |step: &Step| matches!(step, Step::Expect(_) | Step::ExpectCause(..));
    (!test.steps.iter().any(expects)).then(|| if test.only { "这条规则不应发现问题" } else { "不应发现问题" }.to_owned())
}

fn base(base: &Base) -> String {
    match base {
        Base::Dense => "以一份各数齐全、处处相符的样表为底稿".to_owned(),
        Base::File(name) => format!("以报告 {name} 为底稿"),
    }
}

struct Example<'r> {
    rules: &'r RuleSet,
    edition: EditionId,
}

impl Example<'_> {
    fn cell(&self, cell: CellId) -> String {
        self.rules.template.cell_name(cell)
    }

    fn step(&self, step: &Step) -> String {
        match step {
            Step::Set(cell, value) => format!("{} 改填 {value}", self.cell(*cell)),
            Step::Blank(cell) => format!("{} 空着", self.cell(*cell)),
            Step::RemoveCells(cells) => {
                let first = cells.first().map(|cell| self.cell(*cell)).unwrap_or_default();
                format!("删去 {first} 等 {} 个单元格", cells.len())
            }
            Step::RemoveTable(table) => {
                let id = &self.rules.template[*table].id;
                format!("没有表“{id}”")
            }
            Step::RemoveSection(section) => {
                let id = self.rules.template[self.edition].sections.get(*section).map_or("", |section| section.id.as_str());
                format!("没有部分“{id}”")
            }
            Step::About(about, value) => format!("{}：{value}", named(*about)),
            Step::Prose(within, words) => format!("{}写：“{}”", place(within), words.trim()),
            Step::Prior(edit) => match &**edit {
                Edit::Base(base) => format!("有上年报告：{}", self::base(base)),
                Edit::Dense(edition) => {
                    format!("有上年报告：{}（{} 年版）", self::base(&Base::Dense), self.rules.template[*edition].name)
                }
                Edit::Step(read) => read.last().map(|(_, step)| format!("上年报告：{}", self.step(step))).unwrap_or_default(),
            },
            Step::Children(files) => format!("下级单位的报告：{}", files.join("、")),
            Step::Other(file) => format!("同一批里还有报告 {file}"),
            Step::Expect(expectation) => expected(expectation),
            Step::ExpectCause(cell, None, _) => format!("原因应当指向 {}", self.cell(*cell)),
            Step::ExpectCause(cell, Some(figure), _) => format!("原因应当指向 {}，应为 {figure}", self.cell(*cell)),
        }
    }
}

fn expected(expectation: &Expectation) -> String {
    let code = &expectation.code;
    let verb = if expectation.unknown { "待定" } else { "应当发现" };
    match (&expectation.at, expectation.unknown) {
        (Some(at), false) => format!("{verb} {code}（{at}）"),
        (None, false) => format!("{verb} {code}"),
        (Some(at), true) => format!("{code}（{at}）应当{verb}"),
        (None, true) => format!("{code} 应当{verb}"),
    }
}

fn named(about: About) -> &'static str {
    match about {
        About::Kind => "单位类别",
        About::Published => "公布日期",
        About::Received => "收到日期",
        About::Year => "年度",
        About::Agency => "单位名称",
    }
}

fn place(within: &Within) -> String {
    match within {
        Within::Section(section) => format!("“{section}”部分"),
        Within::Title => "标题".to_owned(),
        Within::Preface => "引言".to_owned(),
        Within::Signature => "落款".to_owned(),
    }
}
