//! Rules, from their trees: clauses gathered, each lowered at every place of every edition it is meant for.

use super::{
    In, Items,
    adjust::{Adjustments, Off, Unfit},
    basis,
    builtin::is_inherited,
    clauses::Clauses,
    declared::{Declared, Parameter},
    edition::named_editions,
    fact::facts_in,
    linear::{Oddity, linear, oddity},
    message::{For, Read},
    reporter::Reporter,
    scope::{HeldBy, Position, Scope, Wrong},
    unknown::only_in,
};
use crate::{
    diagnostic::{Code, Diagnostic, Level, Subject},
    ruleset::{self, Body, Condition, FormCheck, Instance, Message, Over, Rule, RuleId, RuleSet, Scope as RuleScope, Whose},
    source::{Place, Source, Span},
    syntax::ast::{self, Requirement},
    template::{AxisKind, CellId, EditionId, Template},
    text,
};
use std::{cell::RefCell, sync::Arc};

/// All rules over a template, by code.
pub(super) fn compile_all(template: Template, declared: Declared, items: &Items<'_>, reporter: &mut Reporter) -> RuleSet {
    let mut sorted: Vec<&In<'_, ast::Rule>> = items.rules.iter().collect();
    sorted.sort_by(|one, two| one.node.code.node.cmp(&two.node.code.node));
    distinct_codes(&sorted, reporter);
    sorted.iter().for_each(|item| odd_code(item, reporter));
    super::reserved::complain(&sorted, reporter);
    let mut set = RuleSet { editions: vec![Vec::new(); template.editions.len()], template, ..RuleSet::default() };
    let mut unfit = Vec::new();
    for item in &sorted {
        let clauses = Clauses::gather(item, reporter).adjusted(Adjustments::of(&item.node.code.node, &items.adjusts));
        let compiled = compile_rule(item, &clauses, (&mut set, &mut unfit), &declared, reporter);
        set.rules.push(compiled);
    }
    super::adjust::complain(items, &set, reporter);
    super::adjust::not_in_force(items, &set, &unfit, reporter);
    super::units::complain(&sorted, &set, reporter);
    let hopeless = super::sense::complain(&sorted, &set, &declared.facts, reporter);
    super::conflict::complain(&sorted, &set, &hopeless, reporter);
    super::doubt::complain(&sorted, &set, reporter);
    for (at, item) in sorted.iter().enumerate() {
        // The tests of built-in rules were run where they were built in; here they are examples.
        let silent = &mut Reporter::default();
        let reporter = if item.is_inherited() { silent } else { &mut *reporter };
        let tests = super::test::compile(item, RuleId::new(at), &set, &declared, reporter);
        if let Some(rule) = set.rules.get_mut(at) {
            rule.tests = tests;
        }
    }
    wrong_case(&sorted, reporter);
    set.applies = declared.applies;
    set.facts = declared.facts;
    set.lexicon = declared.lexicon;
    set.params = declared.params.into_iter().map(Parameter::into_list).collect();
    set
}

/// One rule over a template, with nothing around it and without its tests: what it comes to in each edition.
pub(super) fn compile_alone(
    template: &Template,
    declared: &Declared,
    item: &In<'_, ast::Rule>,
    reporter: &mut Reporter,
) -> Vec<Vec<Instance>> {
    let editions = vec![Vec::new(); template.editions.len()];
    let mut set = RuleSet { editions, template: template.clone(), ..RuleSet::default() };
    let clauses = Clauses::gather(item, reporter);
    compile_rule(item, &clauses, (&mut set, &mut Vec::new()), declared, reporter);
    set.editions
}

/// A code is a capital letter and three figures: what lists, waivers and `--select` go by.
/// A test that expects `Z102` where the rule itself is called `z102`: the rule is to be mended, not the test.
fn wrong_case(sorted: &[&In<'_, ast::Rule>], reporter: &mut Reporter) {
    let lower = |item: &&&In<'_, ast::Rule>| item.node.code.node.starts_with(|c: char| c.is_ascii_lowercase());
    let small: Vec<&str> = sorted.iter().filter(lower).map(|item| item.node.code.node.as_str()).collect();
    reporter.map(|found| {
        let expected = found.labels.first().map(|label| label.place.source.slice(label.place.span).to_owned());
        let of_rule = |code: &&&str| expected.as_deref().is_some_and(|expected| expected == code.to_ascii_uppercase());
        match small.iter().find(of_rule).filter(|_| found.code == Code::UnknownCode) {
            Some(code) => {
                let right = code.to_ascii_uppercase();
                let help = text!(
                    "规则自己的编号“{code}”改成大写：rule {right}",
                    "the code of the rule itself, “{code}”, is to be rule {right}"
                );
                Diagnostic { instead: None, ..found.help(help) }
            }
            None => found,
        }
    });
}

fn odd_code(item: &In<'_, ast::Rule>, reporter: &mut Reporter) {
    let code = &item.node.code;
    let mut chars = code.node.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_uppercase());
    let rest = chars.as_str();
    if letter && rest.len() == 3 && rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let written = &code.node;
    let name = &item.node.name.node;
    if name.len() >= 2 && name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().skip(1).all(|c| c.is_ascii_digit())
    {
        let message = text!("编号和名称写反了", "the code and the name are the wrong way round");
        let label = text!("这里先写编号", "the code comes first");
        let advice = format!("rule {name} {written}");
        reporter.push(
            Diagnostic::new(Code::CodeAndNameTurned, item.source, code.span.to(item.node.name.span), message, label)
                .write(advice),
        );
        return;
    }
    let figures = chars.as_str().replace(['O', 'o', '〇'], "0").replace(['I', 'l'], "1");
    if letter && figures.len() == 3 && figures.bytes().all(|byte| byte.is_ascii_digit()) {
        let right = format!("{}{figures}", written.chars().next().unwrap_or_default());
        let message = text!("编号“{written}”里有字母，像是数字", "the code “{written}” has a letter that looks like a digit");
        let wrong = Diagnostic::new(Code::OddCode, item.source, code.span, message, text!("应写 {right}", "write {right}"));
        reporter.push(wrong.instead(right));
        return;
    }
    let message = text!("编号“{written}”的写法不合惯例", "the code “{written}” is not written as codes are");
    let label = text!("应是一个大写字母加三位数字", "a capital letter and three figures belong here");
    let help = text!(
        "例如 A301；--select A3 这样按编号开头选用规则，写法不一致就选不到",
        "such as A301; `--select A3` picks rules by how their codes begin"
    );
    reporter.push(Diagnostic::new(Code::OddCode, item.source, code.span, message, label).help(help));
}

fn distinct_codes(sorted: &[&In<'_, ast::Rule>], reporter: &mut Reporter) {
    for pair in sorted.windows(2) {
        if let [first, second] = pair
            && first.node.code.node == second.node.code.node
        {
            let code = &second.node.code.node;
            let help = if first.is_inherited() {
                text!(
                    "这是内置规则的编号：要改它的级别或停用它，写 adjust {code} {{ … }}；自己的规则换一个编号",
                    "it is the code of a built-in rule: adjust {code} {{ … }} changes its severity or turns it off; a rule of your own takes another code"
                )
            } else {
                text!(
                    "编号是永久的：给新规则一个没有用过的编号",
                    "codes are permanent: give the new rule one that was never used"
                )
            };
            let message = text!("规则编号“{code}”用了两次", "the code “{code}” is used twice");
            let label = text!("第二次", "the second time");
            reporter.push(
                Diagnostic::new(Code::CodeTwice, second.source, second.node.code.span, message, label)
                    .also(first.source, first.node.code.span, text!("第一次", "the first time"))
                    .help(help),
            );
        }
    }
}

fn compile_rule(
    item: &In<'_, ast::Rule>,
    clauses: &Clauses<'_>,
    (set, unfit): (&mut RuleSet, &mut Vec<Unfit>),
    declared: &Declared,
    reporter: &mut Reporter,
) -> Rule {
    let mut message = None;
    let mut found: Vec<(EditionId, Reporter)> = Vec::new();
    for edition in editions(item, clauses, &set.template, reporter) {
        let offs = clauses.adjustments.offs(&set.template[edition].name);
        if offs.iter().any(|off| off.when.is_none()) {
            continue;
        }
        let mut own = Reporter::default();
        let more = RefCell::default();
        let position = Position::Free;
        let (shape, prior) = (clauses.shape, edition);
        let held_by = if clauses.editions.is_some() { HeldBy::Clause } else { HeldBy::Nothing };
        let scope = Scope {
            source: item.source,
            template: &set.template,
            declared,
            edition,
            held_by,
            prior,
            position,
            shape,
            more: &more,
        };
        if let Some(wrong) = scope.misplaced(clauses.each, &clauses.paths(), item.node.code.span) {
            match item.is_inherited() {
                true => unfit.push(Unfit { code: item.node.code.node.clone(), edition, message: wrong.message }),
                false => {
                    own.push(*wrong);
                    found.push((edition, own));
                }
            }
            continue;
        }
        let (mut instances, read) =
            Lowering { rule: RuleId::new(set.rules.len()), clauses, offs: &offs, reporter: &mut own }.edition(scope);
        if item.is_inherited() && own.has_error() {
            // Whoever lays an edition of their own over it cannot mend it; what they say of it themselves, they can.
            let is_own = |found: &Diagnostic| found.labels.first().is_some_and(|label| !is_inherited(&label.place.source));
            let (own, inherited): (Vec<_>, Vec<_>) = own.into_found().into_iter().partition(is_own);
            own.into_iter().for_each(|wrong| reporter.push_first_of_place(wrong));
            let Some(message) = inherited.into_iter().find(|found| found.level == Level::Error).map(|found| found.message) else {
                continue;
            };
            unfit.push(Unfit { code: item.node.code.node.clone(), edition, message });
            continue;
        }
        found.push((edition, own));
        message = message.or(read);
        // Mistakes were found in the edition itself; what last year's edition has no counterpart of is left out there.
        if let Some(prior) = edition.before().filter(|_| instances.iter().any(|instance| instance.prior.is_some())) {
            let silent = &mut Reporter::default();
            let (before, _) = Lowering { rule: RuleId::new(set.rules.len()), clauses, offs: &offs, reporter: silent }
                .edition(Scope { prior, ..scope });
            instances.extend(before.into_iter().filter(compares_cells));
        }
        super::applies::guard(&mut instances, &set.template, edition, &declared.applies);
        if let Some(all) = set.editions.get_mut(edition.index()) {
            all.extend(instances);
        }
    }
    report(found, clauses, &set.template, reporter);
    if let Some(names) = clauses.editions.filter(|_| !item.is_inherited()) {
        basis::of_others(item.source, (names, &clauses.basis), &set.template, reporter);
    }
    let basis = clauses.basis.iter().filter_map(|written| basis::of(item.source, written, &set.template, reporter)).collect();
    describe(item, clauses, basis, message)
}

/// What is wrong in some editions. A rule that names no edition and is sound in some of them is likely meant for those.
fn report(found: Vec<(EditionId, Reporter)>, clauses: &Clauses<'_>, template: &Template, reporter: &mut Reporter) {
    let sound = found.iter().filter(|(_, own)| !own.has_error()).map(|(edition, _)| &template[*edition]);
    let sound = sound.map(|edition| edition.name.as_str()).collect::<Vec<_>>().join(", ");
    let (mut is_said, mut is_cell_said) = (false, false);
    for diagnostic in found.into_iter().flat_map(|(_, own)| own.into_found()) {
        // Who takes `each cell` for something else writes no name that stands.
        if diagnostic.code == Code::OnlyCell && std::mem::replace(&mut is_cell_said, true) {
            continue;
        }
        if diagnostic.subject != Subject::OtherEdition || clauses.editions.is_some() || sound.is_empty() {
            reporter.push_first_of_place(diagnostic);
        } else if !std::mem::replace(&mut is_said, true) {
            let instead = with_a_line_before(&diagnostic, &format!("in edition {sound}"));
            reporter.push_first_of_place(Diagnostic { instead, ..diagnostic.help(only_in(&sound)) });
        }
    }
}

/// The line of a diagnostic with another clause on a line before it.
fn with_a_line_before(diagnostic: &Diagnostic, clause: &str) -> Option<String> {
    let Place { source, span } = &diagnostic.labels.first()?.place;
    let line = source.slice(source.line_span(source.line_index(span.start))).trim_end();
    let own = line.trim_start();
    Some(format!("{clause}\n{}{own}", line.strip_suffix(own)?))
}

/// Whether an instance compares with cells of last year's report, and so with those of one edition.
fn compares_cells(instance: &Instance) -> bool {
    let mut found = false;
    let mut see = |expr: &ruleset::Expr| {
        found |= matches!(expr, ruleset::Expr::OtherReports(of) if of.whose == Whose::Prior);
    };
    instance.guard.iter().for_each(|guard| guard.each_expr(&mut see));
    if let Body::Condition(condition) = &instance.body {
        condition.each_expr(&mut see);
    }
    found
}

fn describe(item: &In<'_, ast::Rule>, clauses: &Clauses<'_>, basis: Vec<ruleset::Basis>, message: Option<Message>) -> Rule {
    let node = item.node;
    Rule {
        code: node.code.node.clone(),
        name: node.name.node.clone(),
        severity: clauses.adjustments.severity(node.severity.node),
        inherited: item.is_inherited(),
        adjusted: clauses.adjustments.shown(node.severity.node),
        explanation: node.explanation.clone(),
        basis,
        scope: clauses
            .each
            .map(|over| RuleScope { each: over.each, table: over.table.map(|name| name.node.clone()).unwrap_or_default() }),
        message,
        requirement: clauses.require.map(|(_, span)| requirement_text(item.source, span)).unwrap_or_default(),
        place: Place { source: Arc::clone(item.source), span: node.span },
        tests: Vec::new(),
    }
}

/// The clause as written, without its keyword.
fn requirement_text(source: &Arc<Source>, span: Span) -> String {
    let text = source.slice(span).trim();
    text.strip_prefix("require").unwrap_or(text).trim().to_owned()
}

/// The editions that a rule is meant for: those it names, else all.
fn editions(item: &In<'_, ast::Rule>, clauses: &Clauses<'_>, template: &Template, reporter: &mut Reporter) -> Vec<EditionId> {
    match clauses.editions {
        Some(names) => named_editions(item.source, names, template, reporter),
        None => template.edition_ids().collect(),
    }
}

/// What a rule says when it fails, as read at one place.
#[derive(Default)]
struct Said {
    message: Option<Message>,
    shown: Vec<crate::template::CellId>,
    values: Vec<ruleset::Expr>,
}

struct Lowering<'a, 'i> {
    rule: RuleId,
    clauses: &'a Clauses<'i>,
    /// Where in the edition at hand it is not checked.
    offs: &'a [Off<'i>],
    reporter: &'a mut Reporter,
}

impl Lowering<'_, '_> {
    /// The rule at every place of one edition, and its message as read at the first.
    fn edition(&mut self, scope: Scope<'_>) -> (Vec<Instance>, Option<Message>) {
        let positions = match self.clauses.each {
            None => Ok(vec![Position::Free]),
            Some(over) => scope.positions(over),
        };
        let positions = positions.unwrap_or_else(|wrong| {
            self.reporter.push(*wrong);
            Vec::new()
        });
        let mut message = None;
        let mut instances = Vec::with_capacity(positions.len());
        for position in positions {
            let scope = Scope { position, ..scope };
            let read = self.lower(scope, &mut instances);
            scope.more.take().into_iter().for_each(|wrong| self.reporter.push_first_of_place(*wrong));
            message = message.or(read);
        }
        (instances, message)
    }

    /// Adds the rule at one place, once for each of its requirements; and its message as read there.
    fn lower(&mut self, scope: Scope<'_>, instances: &mut Vec<Instance>) -> Option<Message> {
        let guard = self.clauses.when.map(|condition| scope.condition(condition));
        let is_unknown = guard.as_ref().is_some_and(Result::is_err);
        let guard = guard.and_then(|result| self.sound(result));
        let guard = self.offs.iter().fold(guard, |guard, off| self.unless(scope, guard, *off));
        // What the place settles: there the rule does not apply, or it always does.
        if guard == Some(Condition::Constant(false)) {
            return None;
        }
        let guard = guard.filter(|guard| *guard != Condition::Constant(true));
        let bodies = self.bodies(scope);
        if bodies.iter().any(|(_, body)| matches!(body, Body::Condition(Condition::Constant(true)))) {
            return None;
        }
        if bodies.is_empty() {
            // What is wrong with the words is said in the same run as what is wrong with the requirement.
            self.said(scope, For { at: scope.at().as_ref(), ..For::default() });
        }
        let mut message = None;
        for (over, body) in bodies {
            let (guard, at) = (guard.clone().map(Box::new), scope.at().map(Box::new));
            let said = self.said(scope, For { at: at.as_deref(), over, body: Some(&body) });
            let mut instance =
                Instance { rule: self.rule, at, guard, over, body, shown: said.shown, values: said.values, prior: None };
            instance.prior = instance.asks_for(Whose::Prior).then_some(scope.prior);
            instances.extend(Some(instance).filter(|_| !is_unknown));
            message = message.or(said.message);
        }
        message
    }

    /// A guard that does not hold where the rule is turned off.
    fn unless(&mut self, scope: Scope<'_>, guard: Option<Condition>, off: Off<'_>) -> Option<Condition> {
        let Some(when) = off.when else { return guard };
        let lowered = Scope { source: off.source, ..scope }.condition(when);
        match (self.sound(lowered)?, guard) {
            (Condition::Constant(false), guard) => guard,
            (Condition::Constant(true), _) | (_, Some(Condition::Constant(false))) => Some(Condition::Constant(false)),
            (off, None | Some(Condition::Constant(true))) => Some(Condition::Not(Box::new(off))),
            (off, Some(guard)) => Some(Condition::And(Box::new(guard), Box::new(Condition::Not(Box::new(off))))),
        }
    }

    fn said(&mut self, scope: Scope<'_>, instance: For<'_>) -> Said {
        match self.clauses.say.as_ref().map(|say| scope.message(say, instance)) {
            Some(Ok(Read { message, shown, values })) => Said { message: Some(message), shown, values },
            Some(Err(wrong)) => {
                wrong.into_iter().for_each(|wrong| self.reporter.push_first_of_place(*wrong));
                Said::default()
            }
            None => Said::default(),
        }
    }

    /// What must hold. Of a rule over facts, every part joined by `and` is checked by itself, for every place that states its fact.
    fn bodies(&mut self, scope: Scope<'_>) -> Vec<(Option<Over>, Body)> {
        let Some((requirement, _)) = self.clauses.require else { return Vec::new() };
        let node = match requirement {
            Requirement::Condition(node) => node,
            Requirement::Form(check) => return self.form(scope, *check).map(|body| (None, body)).into_iter().collect(),
        };
        let lowered = scope.condition(node);
        let Some(whole) = self.sound(lowered) else { return Vec::new() };
        if let Some(shape) = scope.shape {
            return vec![(Some(Over::Shape(shape)), Body::Condition(whole))];
        }
        if facts_in(&whole).is_empty() {
            return vec![(None, self.body(scope, whole, node.span))];
        }
        conjuncts(node).into_iter().filter_map(|part| self.conjunct(scope, part)).collect()
    }

    fn conjunct(&mut self, scope: Scope<'_>, node: &ast::Expr) -> Option<(Option<Over>, Body)> {
        let lowered = scope.condition(node);
        let condition = self.sound(lowered)?;
        match facts_in(&condition).as_slice() {
            [] => Some((None, Body::Condition(condition))),
            [one] => Some((Some(Over::Fact(*one)), Body::Condition(condition))),
            _ => {
                let message = text!("一个式子里只能有一个正文里的数", "only one fact may stand in a comparison");
                let label = text!("这里有两个", "there are two here");
                let help =
                    text!("两个数各和表里的一格比较，写成两条规则", "compare each with a cell of the tables, in two rules");
                self.reporter.push_first_of_place(scope.error(Code::TwoFacts, node.span, message, label).help(help));
                None
            }
        }
    }

    fn sound<T>(&mut self, result: Result<T, Wrong>) -> Option<T> {
        result.map_err(|wrong| self.reporter.push_first_of_place(*wrong)).ok()
    }

    /// A condition, as a row where it is one.
    fn body(&mut self, scope: Scope<'_>, condition: Condition, span: Span) -> Body {
        let is_open = |cell: &CellId| {
            let table = &scope.template[cell.table];
            table.open_line().is_some_and(|open| table.row_and_column(cell.index()).0 == open)
        };
        // In a row that a reporter adds, a sum is of all such rows and a cell of this one: a row of figures cannot tell them apart.
        let mut sums = false;
        condition.each_expr(&mut |expr| sums |= matches!(expr, ruleset::Expr::Sum(cells) if cells.iter().any(is_open)));
        let is_mixed = sums && matches!(scope.position, Position::Line { axis: AxisKind::Rows, .. } | Position::Cell { .. });
        let Some(row) = linear(&condition).filter(|_| !is_mixed) else { return Body::Condition(condition) };
        if let Some(odd) = oddity(&row) {
            self.reporter.push_first_of_place(odd_row(scope, odd, span));
        }
        Body::Linear(row)
    }

    fn form(&mut self, scope: Scope<'_>, check: FormCheck) -> Option<Body> {
        if let Some(over) = self.clauses.each {
            let message = text!("对整份报告的要求不能写 each", "a requirement on the whole report takes no `each`");
            let label = text!("删去这一行", "remove this line");
            let wrong = scope.error(Code::EachOfWholeReport, over.span, message, label);
            self.reporter.push(wrong.instead(""));
            return None;
        }
        Some(Body::Form(check))
    }
}

/// The parts of a condition that are joined by `and`.
fn conjuncts(node: &ast::Expr) -> Vec<&ast::Expr> {
    match &node.node {
        ast::ExprKind::And(left, right) => {
            let mut parts = conjuncts(left);
            parts.extend(conjuncts(right));
            parts
        }
        _ => vec![node],
    }
}

fn odd_row(scope: Scope<'_>, odd: Oddity, span: Span) -> Diagnostic {
    let diagnostic = match odd {
        Oddity::Constant { holds: true } => scope.error(
            Code::AlwaysHolds,
            span,
            text!("两边是同一个数，这条规则永远成立", "both sides are the same; this rule always holds"),
            text!("什么也没有检查", "nothing is checked here"),
        ),
        Oddity::Constant { holds: false } => scope.error(
            Code::NeverHolds,
            span,
            text!("两边相消，这条规则永远不成立", "the sides cancel out; this rule never holds"),
            text!("没有报告能通过", "no report can pass"),
        ),
        Oddity::BothSides(cell) => {
            let name = scope.template.cell_name(cell);
            let message =
                text!("“{name}”在等号两边都有，等于没有检查它", "“{name}” stands on both sides, so it is not checked at all");
            let label = text!("例如总计把自己也加了进去", "as when a total is added into itself");
            scope.error(Code::OnBothSides, span, message, label)
        }
    };
    diagnostic.help(text!("检查两边的名称", "check the names on both sides"))
}
