//! The tests written in a rule, with every cell looked up in the edition that the test runs in.

use super::{
    In,
    declared::Declared,
    edition::unknown_edition,
    fact::within,
    names::{are_few, suggest},
    reporter::Reporter,
    scope::{HeldBy, Position, Scope, axis_words, joined, other},
    unknown::line_labelled,
};
use crate::{
    chinese::numeral,
    diagnostic::{Code, Diagnostic},
    lang::Text,
    ruleset::{About, Base, Each, Edit, Expectation, RuleId, RuleSet, Step, Test, Within},
    source::{Place, Span},
    syntax::{
        ast::{self, Clause, Spanned},
        half_width,
    },
    template::{AxisKind, EditionId},
    text,
};
use std::{cell::RefCell, sync::Arc};

/// The tests of the rule at that index of the set.
pub(super) fn compile(
    item: &In<'_, ast::Rule>,
    rule: RuleId,
    set: &RuleSet,
    declared: &Declared,
    reporter: &mut Reporter,
) -> Vec<Test> {
    let mut tests = Vec::new();
    for clause in &item.node.clauses {
        if let Clause::Test(test) = &clause.node {
            let written = (test, clause.span);
            let compiled = match &test.edition {
                None if starts_from_a_file(test) => in_every_edition(item, rule, written, (set, declared), reporter),
                _ => edition_of(item, rule, test, set, reporter)
                    .map(|edition| one(item, written, edition, (set, declared), reporter)),
            };
            tests.extend(compiled);
            superfluous(item, test, reporter);
            expects_something(item, test, reporter);
        }
    }
    distinct_names(item, reporter);
    tests
}

fn starts_from_a_file(test: &ast::Test) -> bool {
    test.steps.iter().any(|step| matches!(step.node, ast::Step::Base(ast::Base::File(_))))
}

/// A test that names no edition and starts from a file runs in that report's edition, which is known when the file is opened: it is
/// read in each edition of its rule in which it makes sense, the latest first.
fn in_every_edition(
    item: &In<'_, ast::Rule>,
    rule: RuleId,
    written: (&ast::Test, Span),
    (set, declared): (&RuleSet, &Declared),
    reporter: &mut Reporter,
) -> Option<Test> {
    let own = set.template.edition_ids().rev().filter(|edition| set.applies_in(rule, *edition));
    let mut sound = own.filter_map(|edition| {
        let mut silent = Reporter::silent();
        let test = one(item, written, edition, (set, declared), &mut silent);
        silent.is_empty().then_some(test)
    });
    let Some(first) = sound.next() else {
        return latest(rule, set).map(|edition| one(item, written, edition, (set, declared), reporter));
    };
    Some(Test { in_other_editions: sound.collect(), ..first })
}

/// A test that expects nothing at all, not even `nothing`.
fn expects_something(item: &In<'_, ast::Rule>, test: &ast::Test, reporter: &mut Reporter) {
    let expects =
        |step: &ast::Step| matches!(step, ast::Step::Expect(_) | ast::Step::ExpectCause(..) | ast::Step::ExpectNothing(_));
    if test.steps.iter().any(|step| expects(&step.node)) {
        return;
    }
    let (name, code) = (&test.name.node, &item.node.code.node);
    let message = text!("测试“{name}”没有 expect，什么也没有检查", "the test “{name}” has no `expect`: it checks nothing");
    let help = text!(
        "写明应当报出什么：expect {code}；或者应当不报：expect nothing",
        "say what is found, expect {code}, or that nothing is: expect nothing"
    );
    reporter.push(
        Diagnostic::new(Code::NoExpectation, item.source, test.name.span, message, text!("这个测试", "this test")).help(help),
    );
}

/// Lines that take each other back.
fn superfluous(item: &In<'_, ast::Rule>, test: &ast::Test, reporter: &mut Reporter) {
    let expects = |step: &ast::Step| matches!(step, ast::Step::Expect(_) | ast::Step::ExpectCause(..));
    let nothing = test.steps.iter().find(|step| matches!(step.node, ast::Step::ExpectNothing(_)));
    let something = test.steps.iter().find(|step| expects(&step.node));
    if let (Some(nothing), Some(something)) = (nothing, something) {
        let message = text!("expect nothing 与别的 expect 不能并存", "`expect nothing` does not go with other expectations");
        let label = text!("这里说什么也不报", "here nothing is expected");
        let help = text!("留下一个", "keep one of them");
        reporter.push(
            Diagnostic::new(Code::NothingAndSomething, item.source, nothing.span, message, label)
                .also(item.source, something.span, text!("这里又预期报出一条", "and here something is"))
                .help(help),
        );
    }
    let mut bases = test.steps.iter().filter(|step| matches!(step.node, ast::Step::Base(_)));
    if let (Some(first), Some(second)) = (bases.next(), bases.next()) {
        let message = text!("一个测试只从一份报告开始", "a test starts from one report");
        let label = text!("第二个 base", "the second `base`");
        let help = text!("留下一个", "keep one of them");
        reporter.push(
            Diagnostic::new(Code::TwoBases, item.source, second.span, message, label)
                .also(item.source, first.span, text!("第一个", "the first"))
                .help(help),
        );
    }
}

/// Two tests of a rule that have one name cannot be told apart when one of them fails.
fn distinct_names(item: &In<'_, ast::Rule>, reporter: &mut Reporter) {
    let tests = item.node.clauses.iter().filter_map(|clause| match &clause.node {
        Clause::Test(test) => Some(&test.name),
        _ => None,
    });
    let mut seen: Vec<&Spanned<String>> = Vec::new();
    for name in tests {
        if let Some(first) = seen.iter().find(|other| other.node == name.node) {
            let word = &name.node;
            let message = text!("测试名“{word}”用了两次", "the test name “{word}” is used twice");
            let label = text!("第二次", "the second time");
            let help = text!("换一个说明它测什么的名称", "name it for what it shows");
            reporter.push(
                Diagnostic::new(Code::TestNameTwice, item.source, name.span, message, label)
                    .also(item.source, first.span, text!("第一次", "the first time"))
                    .help(help),
            );
        }
        seen.push(name);
    }
}

fn edition_of(
    item: &In<'_, ast::Rule>,
    rule: RuleId,
    node: &ast::Test,
    set: &RuleSet,
    reporter: &mut Reporter,
) -> Option<EditionId> {
    let Some(name) = &node.edition else { return latest(rule, set).or_else(|| set.template.edition_ids().next_back()) };
    let known = set.template.edition(&name.node);
    if known.is_none() {
        reporter.push(unknown_edition(item.source, name, &set.template));
    }
    known
}

fn one(
    item: &In<'_, ast::Rule>,
    (node, span): (&ast::Test, Span),
    edition: EditionId,
    (set, declared): (&RuleSet, &Declared),
    reporter: &mut Reporter,
) -> Test {
    let more = RefCell::default();
    let position = Position::Free;
    let scope = Scope {
        source: item.source,
        template: &set.template,
        declared,
        edition,
        held_by: HeldBy::Test,
        prior: edition,
        position,
        shape: None,
        more: &more,
    };
    let mut compiler = Steps { item, scope, set, reporter, base: Base::Dense };
    let steps = node.steps.iter().filter_map(|step| compiler.step(step)).collect();
    let place = Place { source: Arc::clone(item.source), span };
    let named = node.steps.iter().filter_map(|step| match &step.node {
        ast::Step::Expect(expected) => Some(&expected.code.node),
        _ => None,
    });
    let looks_at = named.chain([&item.node.code.node]).cloned().collect();
    let is_only = |step: &ast::Step| match step {
        ast::Step::Expect(expected) => expected.only,
        ast::Step::ExpectNothing(only) => *only,
        _ => false,
    };
    let only = node.steps.iter().any(|step| is_only(&step.node));
    Test {
        looks_at,
        only,
        name: node.name.node.clone(),
        edition,
        base: compiler.base,
        steps,
        in_other_editions: Vec::new(),
        place,
    }
}

/// The latest edition that the rule compiles in; none where it does not compile at all.
fn latest(rule: RuleId, set: &RuleSet) -> Option<EditionId> {
    set.template.edition_ids().rev().find(|edition| set.applies_in(rule, *edition))
}

struct Steps<'a, 'i> {
    item: &'a In<'i, ast::Rule>,
    scope: Scope<'a>,
    set: &'a RuleSet,
    reporter: &'a mut Reporter,
    base: Base,
}

impl Steps<'_, '_> {
    fn step(&mut self, step: &Spanned<ast::Step>) -> Option<Step> {
        match &step.node {
            ast::Step::Base(base) => {
                self.base = match base {
                    ast::Base::Dense => Base::Dense,
                    ast::Base::File(name) => Base::File(name.node.clone()),
                };
                None
            }
            ast::Step::Set(cell, value, is_word) => self.set(cell, value, *is_word),
            ast::Step::About(about, value) => self.about(*about, value),
            ast::Step::Prose(part, words) => {
                let part = within(&self.scope, part).map_err(|wrong| self.reporter.push(*wrong)).ok()?;
                Some(Step::Prose(part, words.node.clone()))
            }
            ast::Step::Blank(cell) => Some(Step::Blank(self.cell(cell)?)),
            ast::Step::Remove(part) => self.remove(part),
            ast::Step::RemoveSection(name) => {
                let part = within(&self.scope, name).map_err(|wrong| self.reporter.push(*wrong)).ok()?;
                let Within::Section(id) = part else { return None };
                self.scope.edition()?.section(&id).map(Step::RemoveSection)
            }
            ast::Step::Prior(inner) => self.prior(inner, step.span),
            ast::Step::PriorDense(name) => match self.set.template.edition(&name.node) {
                Some(edition) => Some(Step::Prior(Box::new(Edit::Dense(edition)))),
                None => {
                    self.reporter.push(unknown_edition(self.item.source, name, &self.set.template));
                    None
                }
            },
            ast::Step::Children(files) => Some(Step::Children(files.iter().map(|file| file.node.clone()).collect())),
            ast::Step::Other(file) => Some(Step::Other(file.node.clone())),
            ast::Step::Expect(expectation) => self.expectation(expectation, step.span),
            ast::Step::ExpectNothing(_) => None,
            ast::Step::ExpectCause(cell, value) => {
                let place = self.place(step.span);
                Some(Step::ExpectCause(self.cell(cell)?, value.as_ref().map(|value| value.node), place))
            }
        }
    }

    /// A table, or every cell of a row, a column, or a group of them.
    fn remove(&mut self, part: &ast::ChangedPart) -> Option<Step> {
        let table = self.scope.table_named(&part.table).map_err(|wrong| self.reporter.push(*wrong)).ok()?;
        let Some((axis, path)) = &part.line else { return Some(Step::RemoveTable(self.scope.edition.table(table))) };
        let axis = *axis;
        let lines = self.scope.lines_of(table, axis, path).map_err(|wrong| self.reporter.push(*wrong)).ok()?;
        let form = self.scope.table(table)?;
        let across = 0..form.axis(other(axis)).lines.len();
        let cells = lines.into_iter().flat_map(|line| across.clone().map(move |at| (line, at)));
        let cells = cells.map(|(line, at)| match axis {
            AxisKind::Rows => form.cell(line, at),
            AxisKind::Columns => form.cell(at, line),
        });
        Some(Step::RemoveCells(cells.map(|cell| self.scope.edition.table(table).cell(cell)).collect()))
    }

    fn prior(&mut self, inner: &ast::Step, span: Span) -> Option<Step> {
        let edit = match inner {
            ast::Step::Base(ast::Base::Dense) => Edit::Base(Base::Dense),
            ast::Step::Base(ast::Base::File(name)) => Edit::Base(Base::File(name.node.clone())),
            other => Edit::Step(self.in_its_edition(&Spanned { node: other.clone(), span })?),
        };
        Some(Step::Prior(Box::new(edit)))
    }

    /// An edit of last year's report, which may be in the edition of the test or in the one before: as read in each where it makes sense.
    fn in_its_edition(&mut self, step: &Spanned<ast::Step>) -> Option<Vec<(EditionId, Step)>> {
        let edition = self.scope.edition;
        let before = edition.before().and_then(|before| {
            let (more, mut silent) = (RefCell::default(), Reporter::silent());
            let scope = Scope { edition: before, prior: before, more: &more, ..self.scope };
            let read = Steps { item: self.item, scope, set: self.set, reporter: &mut silent, base: Base::Dense }.step(step);
            read.filter(|_| silent.is_empty() && more.borrow().is_empty()).map(|read| (before, read))
        });
        let mut found = Vec::from_iter(before);
        if found.is_empty() {
            return Some(vec![(edition, self.step(step)?)]);
        }
        let (more, mut silent) = (RefCell::default(), Reporter::silent());
        let scope = Scope { more: &more, ..self.scope };
        let own = Steps { item: self.item, scope, set: self.set, reporter: &mut silent, base: Base::Dense }.step(step);
        found.extend(own.filter(|_| silent.is_empty() && more.borrow().is_empty()).map(|read| (edition, read)));
        Some(found)
    }

    fn about(&mut self, about: About, value: &Spanned<String>) -> Option<Step> {
        let plain: String = value.node.chars().map(half_width).collect();
        // An empty one: nobody says when.
        let is_day = |words: &str| words.is_empty() || crate::date::Date::parse(words).is_some();
        let is_right = match about {
            About::Kind => self.set.template.takes_kind(&plain),
            About::Published => is_day(&plain),
            About::Received => is_day(&plain),
            About::Year => plain.parse::<u16>().is_ok(),
            About::Agency => true,
        };
        if !is_right {
            self.reporter.push(Diagnostic::new(
                Code::HeadValue,
                self.item.source,
                value.span,
                text!("这个值不合适", "this value does not fit"),
                match about {
                    About::Kind => {
                        let Text { zh, en } = super::expr::kinds(&self.set.template);
                        text!("kind 写 {zh}", "`kind` is {en}")
                    }
                    About::Year => text!("年份只写数字，例如 2023", "a year is its digits, such as 2023"),
                    _ => text!("日期写成 2024年1月20日", "a day is written 2024年1月20日"),
                },
            ));
            return None;
        }
        Some(Step::About(about, plain))
    }

    /// A word without quotation marks is one to choose from.
    fn set(&mut self, cell: &ast::CellRef, value: &Spanned<String>, is_word: bool) -> Option<Step> {
        let found = self.cell(cell)?;
        let choices = self.set.template.kind(found).map_or(&[][..], crate::template::Kind::choices);
        if is_word && !choices.contains(&value.node) {
            let written = &value.node;
            let message = text!("等号后面应是一个数，或带引号的文字", "behind = comes a figure, or a text in quotation marks");
            let known = choices.join("、");
            let figure = numeral::value(&written.chars().collect::<Vec<_>>()).filter(|_| known.is_empty());
            let help = match (figure, known.is_empty()) {
                (Some(figure), _) => text!("数用阿拉伯数字写：{figure}", "a figure is written in digits: {figure}"),
                (None, true) => text!("文字要加引号：\"{written}\"", "a text has quotation marks: \"{written}\""),
                (None, false) => {
                    text!("可选：{known}；别的文字要加引号", "the choices are: {known}; another text has quotation marks")
                }
            };
            let wrong = Diagnostic::new(Code::QuotesMissing, self.item.source, value.span, message, Text::default()).help(help);
            self.reporter.push(Diagnostic { instead: figure.map(|figure| figure.to_string()), ..wrong });
            return None;
        }
        Some(Step::Set(found, value.node.clone()))
    }

    fn place(&self, span: Span) -> Place {
        Place { source: Arc::clone(self.item.source), span }
    }

    fn cell(&mut self, cell: &ast::CellRef) -> Option<crate::template::CellId> {
        self.scope.reference(cell).map_err(|wrong| self.reporter.push(*wrong)).ok()
    }

    fn expectation(&mut self, node: &ast::Expectation, span: Span) -> Option<Step> {
        let code = node.code.node.clone();
        // A rule that was given its code where the name belongs has been told so.
        let is_misplaced = self.set.rules.iter().any(|rule| rule.name == code);
        if !self.is_known(&code) && (is_misplaced || self.scope.declared.broken.contains(&code)) {
            return None;
        }
        if !self.is_known(&code) {
            let known = || self.set.rules.iter().map(|rule| rule.code.as_str());
            let message = text!("没有编号为“{code}”的规则", "there is no rule “{code}”");
            let label = text!("不认识的编号", "unknown code");
            let diagnostic = Diagnostic::new(Code::UnknownCode, self.item.source, node.code.span, message, label);
            let nothing = matches!(code.as_str(), "pass" | "ok" | "none" | "no" | "通过" | "无" | "没有" | "不报");
            let alike = known().find(|known| known.eq_ignore_ascii_case(&code));
            let wrong = if nothing {
                diagnostic
                    .help(text!("什么也不报，写 expect nothing", "where nothing is found write expect nothing"))
                    .instead("nothing")
            } else if let Some(alike) = alike {
                suggest(diagnostic, &code, [alike])
            } else if are_few(&code, known()) {
                suggest(diagnostic, &code, known().collect::<Vec<_>>())
            } else {
                diagnostic.help(text!(
                    "expect 后面写一条规则的编号，例如 expect A301",
                    "behind `expect` comes the code of a rule, as in expect A301"
                ))
            };
            self.reporter.push(wrong);
            return None;
        }
        let each = self.set.rule(&code).map(|rule| rule.scope.as_ref().map(|scope| scope.each));
        if let (Some(ast::At::Cell(cell)), Some(each)) = (&node.at, each.filter(|each| *each != Some(Each::Cell))) {
            let instead = match each {
                Some(Each::Row) => Some(joined(&cell.row).into_owned()),
                Some(Each::Column) => Some(joined(&cell.column).into_owned()),
                _ => None,
            };
            self.reporter.push(Diagnostic {
                instead,
                ..Diagnostic::new(
                    Code::PlaceIsNoCell,
                    self.item.source,
                    cell.span,
                    text!("at 后面写行、列或组，不写单元格", "behind at comes a row, a column or a group, and no cell"),
                    text!("规则 {code} 不是逐格核对的", "the rule {code} does not run over cells"),
                )
                .help(text!(
                    "each column 的规则写列，each row 的规则写行，each cell 的规则写单元格",
                    "for a rule with each column write the column, with each row the row, with each cell the cell"
                ))
            });
            return None;
        }
        let at = node.at.as_ref().map(|at| match at {
            ast::At::Line(path) => joined(path).into_owned(),
            ast::At::Cell(cell) if cell.column.parts.is_empty() => format!("{}[{}]", cell.table.node, joined(&cell.row)),
            ast::At::Cell(cell) => format!("{}[{}, {}]", cell.table.node, joined(&cell.row), joined(&cell.column)),
        });
        if let Some((at, id)) = node.at.as_ref().zip(at.as_deref())
            && !id.contains('"')
            && let Some(wrong) = self.no_such_place(&code, at_span(at), id)
        {
            self.reporter.push(wrong);
            return None;
        }
        Some(Step::Expect(Expectation { code, at, unknown: node.unknown, place: self.place(span) }))
    }

    /// What is wrong with the place of an expectation: the rule runs over no such place in this edition.
    fn no_such_place(&self, code: &str, span: Span, id: &str) -> Option<Diagnostic> {
        let rule = self.set.rule_id(code)?;
        let own = || self.set.instances(self.scope.edition).iter().filter(|instance| instance.rule == rule);
        let places: Vec<&str> = own().filter_map(|instance| instance.at.as_ref()).map(|at| at.id.as_str()).collect();
        if own().next().is_none() || places.contains(&id) {
            return None;
        }
        let name = &self.set.template[self.scope.edition].name;
        let message =
            text!("规则 {code} 在 {name} 年版里不核对“{id}”", "the rule {code} runs over no “{id}” in the edition {name}");
        let label = text!("不会在这里报出", "it is never found here");
        let wrong = Diagnostic::new(Code::PlaceNotChecked, self.item.source, span, message, label);
        if self.reporter.is_silent() {
            return Some(wrong);
        }
        if places.is_empty() {
            return Some(
                wrong.help(text!("这条规则没有 each，不写 at", "this rule has no `each`: leave out `at`")).instead(code),
            );
        }
        if let Some(help) = self.place_meant(code, id, &places) {
            return Some(wrong.help(help));
        }
        Some(suggest(wrong, id, places))
    }

    /// A place on the other axis, or by its label: what to write behind `at` for a rule over rows or columns.
    fn place_meant(&self, code: &str, id: &str, places: &[&str]) -> Option<Text> {
        let over = self.set.rule(code)?.scope.as_ref()?;
        let (own, word) = match over.each {
            Each::Row => (AxisKind::Rows, "row"),
            Each::Column => (AxisKind::Columns, "column"),
            Each::Group | Each::Cell => return None,
        };
        let table = self.scope.edition().and_then(|edition| edition.table_with_id(&over.table))?;
        if let Some(id) = line_labelled(table.axis(own), id).filter(|_| table.axis(own).find(id).is_none()) {
            return Some(text!("at 后面写名称：{id}", "behind `at` comes the name: {id}"));
        }
        let (zh, en) = axis_words(own);
        let (name, first) = (&over.table, places.first()?);
        table.axis(other(own)).find(id)?;
        Some(text!(
            "规则 {code} 写的是 each {word} of {name}，at 后面写一{zh}，例如 at {first}",
            "the rule {code} says each {word} of {name}: behind `at` comes a {en}, such as at {first}"
        ))
    }

    /// Codes of family R belong to the reader and stand in no rule file.
    fn is_known(&self, code: &str) -> bool {
        self.set.rule(code).is_some() || crate::finding::reading(code).is_some()
    }
}

fn at_span(at: &ast::At) -> Span {
    match at {
        ast::At::Line(path) => path.span,
        ast::At::Cell(cell) => cell.span,
    }
}
