//! One report against one plan: rows first, over the dense array; then what has to be evaluated as trees; then the form.

use super::{
    blank_finding,
    bounds::Reach,
    causes,
    evaluate::{Evaluator, NoAnswer, Wordless, Words, decimal},
    figures::{Figures, State, decimals_of},
    form,
    kin::{Kin, Others},
    message,
    plan::{Among, Plan, PlanRow, cells_of, elsewhere_of},
    prose::Prose,
};
use crate::{
    cause::{self, Completion, Contradiction},
    finding::{Finding, FindingCell, Verdict, Why},
    lang::Text,
    number::Number,
    report::{Digest, Report, Value},
    ruleset::{
        Body, Comparison, Condition, Elsewhere, Expr, FormCheck, Instance, InstanceId, LinearRow, Over, Relation, Rule, RuleId,
        RuleSet, Stated, Whose,
    },
    template::CellId,
    text,
};
use std::cell::OnceCell;

/// How many subordinate units are named in a finding.
const NAMED: usize = 10;

/// Everything that a check of one report looks at.
pub(super) struct Check<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) plan: &'a Plan,
    pub(super) report: &'a Report,
    pub(super) figures: Figures,
    /// What blanks must be; none where no figure is missing.
    pub(super) completion: Option<Completion>,
    /// What the prose states, once it was asked for.
    prose: OnceCell<Option<Prose>>,
    /// The reports that this one is compared with.
    pub(super) others: Others<'a>,
    pub(super) kin: &'a Kin<'a>,
    /// Of each rule, whether it was asked for; empty: all were.
    asked: &'a [bool],
}

/// The two sides of a linear rule.
#[derive(Clone, Copy)]
pub(super) struct Sides {
    pub(super) left: Number,
    pub(super) right: Number,
    pub(super) gap: Number,
    /// How far the left and the right side go, where reports that they are of are not all there.
    pub(super) reach: [Reach; 2],
}

impl<'a> Check<'a> {
    pub(super) fn new(rules: &'a RuleSet, plan: &'a Plan, report: &'a Report, kin: &'a Kin<'a>) -> Check<'a> {
        let figures = Figures::of(report, &rules.template);
        let others = Others::of(kin, report, &rules.template);
        let mut check = Check { rules, plan, report, figures, completion: None, prose: OnceCell::new(), others, kin, asked: &[] };
        if check.figures.states.contains(&State::Blank) {
            let completion = cause::solve(&causes::system(&check, |_| true));
            completion.determined.iter().for_each(|known| check.figures.settle(known.cell, known.value));
            check.completion = Some(completion);
        }
        check
    }

    /// Looks for breaches of these rules alone. (What other rules say of a cell is evidence still.)
    pub(super) fn asking(self, asked: &'a [bool]) -> Check<'a> {
        Check { asked, ..self }
    }

    pub(super) fn asks_for(&self, rule: RuleId) -> bool {
        self.asked.get(rule.index()).copied().unwrap_or(true)
    }

    /// What the prose states, read when it is first asked for; none where there is no prose.
    pub(super) fn prose(&self) -> Option<&Prose> {
        let read = || Prose::of(self.rules, self.plan.lexicon(self.rules), self.report, &|fact| self.reported(fact));
        self.prose.get_or_init(read).as_ref()
    }

    /// In the order of the plan.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let rows = self.plan.rows.iter().enumerate();
        let mut found: Vec<Finding> = rows
            .filter(|(_, row)| self.asks_for(row.rule) && !self.row_passes(row))
            .filter_map(|(id, row)| self.row(id, row.instance))
            .collect();
        for impossible in
            self.completion.iter().flat_map(|completion| &completion.contradictions).filter_map(|proof| self.impossible(proof))
        {
            say_once(&mut found, impossible);
        }
        let others = self
            .plan
            .others_for(self.report.prose.is_some())
            .iter()
            .filter(|other| self.asks_for(other.rule))
            .map(|other| &other.at);
        let among = if self.kin.is_alone() { &[][..] } else { self.plan.among.as_slice() };
        let among = among.iter().filter(|among| self.asks_for(among.rule) && self.lacks(among).is_none());
        for at in others.chain(among.map(|among| &among.at)) {
            let (rule, instance) = self.instance(*at);
            match &instance.body {
                Body::Form(FormCheck::FactsAgree) => {
                    found.extend(self.prose().iter().flat_map(|prose| prose.disagreements(self, rule)));
                }
                Body::Form(check) => found.extend(form::findings(self, rule, *check)),
                _ if instance.over.is_some() => found.extend(self.over_prose(*at)),
                _ => found.extend(self.other(rule, instance)),
            }
        }
        found
    }

    /// The rules over last year's report that the figures break, were this last year's.
    pub(super) fn broken_beside(&self, prior: &Digest) -> Vec<String> {
        let kin = Kin { prior: Ok(prior), ..Kin::default() };
        let check = Check::new(self.rules, self.plan, self.report, &kin);
        let over_figures = |among: &&Among| among.prior && !among.children && !among.batch && check.lacks(among).is_none();
        let mut codes: Vec<String> = Vec::new();
        for among in self.plan.among.iter().filter(over_figures) {
            let (rule, instance) = check.instance(among.at);
            let is_plain = instance.over.is_none() && !matches!(instance.body, Body::Form(_));
            let finding = if is_plain { check.other(rule, instance) } else { None };
            if finding.is_some_and(|finding| finding.verdict == Verdict::Fail) && !codes.contains(&rule.code) {
                codes.push(rule.code.clone());
            }
        }
        codes
    }

    /// Why a rule cannot be compared with other reports.
    pub(super) fn lacks(&self, among: &Among) -> Option<Why> {
        let kin = self.kin;
        let none = (among.prior.then(|| kin.prior.as_ref().err()).flatten())
            .or_else(|| among.children.then(|| kin.children.as_ref().err()).flatten())
            .or_else(|| among.batch.then(|| kin.twin.as_ref().err()).flatten());
        none.cloned().or_else(|| (!self.others.has_tables_for(&among.elsewhere)).then_some(Why::NO_COUNTERPART))
    }

    /// Why a rule over children was only checked for what the others prove.
    pub(super) fn lacks_children(&self) -> Option<Why> {
        self.kin.children.as_ref().ok()?.lacking.clone()
    }

    pub(super) fn instance(&self, at: InstanceId) -> (&'a Rule, &'a Instance) {
        let instance = &self.rules[at];
        (&self.rules[instance.rule], instance)
    }

    /// Whether a row passes by integers alone. No sum can overflow: see [`PlanRow::is_narrow`].
    fn row_passes(&self, row: &PlanRow) -> bool {
        let terms = self.plan.terms.get(row.terms.clone()).unwrap_or_default();
        if !self.figures.complete && !terms.iter().all(|term| self.counts(term.index as usize)) {
            return false;
        }
        row.relation.holds(&self.plan.gap(row, &self.figures.values))
    }

    fn counts(&self, index: usize) -> bool {
        self.figures.states.get(index).is_some_and(|state| matches!(state, State::Known | State::Nought))
    }

    /// A row that does not pass by integers alone: with a blank in it, it has a verdict only where the other equations fix the blank.
    fn row(&self, id: usize, at: InstanceId) -> Option<Finding> {
        let row = self.plan.rows.get(id)?;
        let terms = self.plan.terms.get(row.terms.clone())?;
        let has_solved = terms.iter().any(|term| self.state(term.index) == Some(State::Solved));
        let decided = self.completion.as_ref().and_then(|known| known.decided.iter().find(|decided| decided.row == id));
        match decided {
            Some(decided) if decided.holds => None,
            None if has_solved => {
                let (rule, instance) = self.instance(at);
                let open = cells_of(instance).filter(|cell| !self.is_found(*cell));
                Some(self.unknown(rule, instance, &NoAnswer::Missing(open.collect())))
            }
            _ => {
                let (rule, instance) = self.instance(at);
                self.linear(rule, instance)
            }
        }
    }

    /// Whether a figure was found for the cell, or it counts as nought: not one that the equations gave.
    fn is_found(&self, cell: CellId) -> bool {
        let state = self.plan.index(cell).and_then(|index| self.figures.states.get(index));
        matches!(state, Some(State::Known | State::Wide | State::Nought))
    }

    fn state(&self, index: u32) -> Option<State> {
        self.figures.states.get(index as usize).copied()
    }

    /// A blank that the equations force to a figure that it may not hold: the rule at the head of the chain is broken.
    fn impossible(&self, proof: &Contradiction) -> Option<Finding> {
        let figure = match proof.why {
            cause::Why::Forbidden { figure } => figure.to_string(),
            cause::Why::Fraction { numerator, denominator } => format!("{numerator}/{denominator}"),
            cause::Why::OutOfReach | cause::Why::Disagreement => return None,
        };
        let chain: Vec<String> = proof.rows.iter().filter_map(|id| causes::key(self, *id)).collect();
        let (zh, en) = (chain.join("、"), chain.join(", "));
        let at = self.plan.rows.get(*proof.rows.first()?)?.instance;
        let (rule, instance) = self.instance(at);
        let name = self.rules.template.cell_name(self.plan.cell(*proof.cells.first()?)?);
        let mut finding = self.finding(rule, instance);
        finding.message = text!(
            "无法补全：{name} 空白，按 {zh} 推算应为 {figure}，这不可能",
            "this cannot be completed: {name} is blank, and by {en} it would have to be {figure}"
        );
        Some(finding)
    }

    /// A linear rule that does not pass by integers: by exact decimals it may yet pass, else it fails or is unknown.
    fn linear(&self, rule: &Rule, instance: &Instance) -> Option<Finding> {
        let Body::Linear(row) = &instance.body else { return None };
        match self.sides(row) {
            Ok(sides) if row.relation.holds(&sides.gap.mantissa) => None,
            Ok(sides) => {
                let mut finding = self.finding(rule, instance);
                finding.message = message::failed(self, rule, instance, Some(sides));
                finding.left = Some(sides.left.trimmed());
                finding.right = Some(sides.right.trimmed());
                finding.gap = Some(sides.gap.trimmed());
                Some(finding)
            }
            Err(_) if self.lacks_all_of(instance) => None,
            Err(why) => Some(self.unknown(rule, instance, &why)),
        }
    }

    /// Whether the report has none of the cells that an instance speaks of: what is missing is said once, by the checks of the form.
    fn lacks_all_of(&self, instance: &Instance) -> bool {
        let mut cells = cells_of(instance);
        cells.all(|cell| self.content(cell).is_none_or(|content| matches!(content.value, Value::Absent)))
    }

    /// Both sides, exactly; or the cells that are not known.
    fn sides(&self, row: &LinearRow) -> Result<Sides, NoAnswer> {
        let missing: Vec<CellId> = row.terms.iter().map(|term| term.cell).filter(|cell| self.figure(*cell).is_none()).collect();
        if !missing.is_empty() {
            return Err(NoAnswer::Missing(missing));
        }
        let side = |terms: &[crate::ruleset::Term], constant: Number, sign: i128| {
            terms.iter().try_fold(constant, |sum, term| {
                let figure = self.figure(term.cell)?;
                let by = i128::from(term.coefficient).checked_mul(sign)?;
                sum.checked_add(Number { mantissa: figure.mantissa.checked_mul(by)?, ..figure })
            })
        };
        let (left, right) = row.terms.split_at_checked(row.left_terms).unwrap_or_default();
        let sides = side(left, row.left_constant, 1).zip(side(right, row.right_constant, -1));
        let (left, right) = sides.ok_or(NoAnswer::Overflow)?;
        let gap = left.checked_sub(right).ok_or(NoAnswer::Overflow)?;
        Ok(Sides { left, right, gap, reach: [Reach::Exact; 2] })
    }

    /// The figure that a cell counts as, exactly; none where it is not known.
    pub(super) fn figure(&self, cell: CellId) -> Option<Number> {
        let index = self.plan.index(cell)?;
        match self.figures.states.get(index)? {
            State::Nought => Some(Number::whole(0)),
            State::Blank | State::Missing => None,
            State::Known | State::Wide | State::Solved => match &self.content(cell)?.value {
                Value::Figure(number) => Some(*number),
                // A blank that the equations fix: the integer stands in the array only.
                _ => Some(Number {
                    mantissa: (*self.figures.values.get(index)?).into(),
                    decimals: decimals_of(self.rules.template.kind(cell)?),
                }),
            },
        }
    }

    pub(super) fn content(&self, cell: CellId) -> Option<&'a crate::report::Cell> {
        self.report.cell(cell)
    }

    pub(super) fn finding_cell(&self, cell: CellId) -> FindingCell {
        let content = self.content(cell);
        FindingCell {
            cell: self.rules.template.cell_name(cell),
            at: content.map(|_| cell),
            value: content.and_then(|content| shown(&content.value)),
            origin: content.map(|content| content.origin).unwrap_or_default(),
        }
    }

    pub(super) fn evaluator<'c>(&'c self, words: &'c dyn Words) -> Evaluator<'c, impl Fn(CellId) -> Option<Number> + 'c> {
        Evaluator { report: self.report, figure: move |cell| self.figure(cell), words, others: &self.others }
    }

    fn other(&self, rule: &Rule, instance: &Instance) -> Option<Finding> {
        let evaluator = self.evaluator(self);
        match instance.guard.as_ref().map(|guard| evaluator.holds(guard)) {
            Some(Ok(false) | Err(NoAnswer::NotSaid(_))) => return None,
            Some(Err(_)) if self.lacks_all_of(instance) => return None,
            Some(Err(why)) => return Some(self.unknown(rule, instance, &why)),
            Some(Ok(true)) | None => {}
        }
        let condition = match &instance.body {
            Body::Linear(_) => return self.linear(rule, instance),
            Body::Condition(condition) => condition,
            Body::Form(_) => return None,
        };
        match evaluator.holds(condition) {
            Err(_) if evaluator.is_refuted(condition) => Some(self.broken(rule, instance, condition)),
            Ok(true) | Err(NoAnswer::NotSaid(_)) => None,
            Ok(false) => Some(self.broken(rule, instance, condition)),
            Err(_) if self.lacks_all_of(instance) => None,
            Err(why) => Some(self.unknown(rule, instance, &why)),
        }
    }

    /// A tree that does not hold; one that compares sums with other reports has two sides and a gap, as an equation has.
    fn broken(&self, rule: &Rule, instance: &Instance, condition: &Condition) -> Finding {
        let mut finding = self.finding(rule, instance);
        let elsewhere = elsewhere_of(instance);
        finding.cells.extend(elsewhere.iter().flat_map(|of| self.cells_elsewhere(of)));
        finding.help = elsewhere.iter().find_map(|of| self.by_unit(of));
        let sides = self.sides_of(condition);
        finding.message = message::failed(self, rule, instance, sides);
        if let Some(sides) = sides.filter(|_| !elsewhere.is_empty()) {
            finding.left = Some(sides.left.trimmed());
            finding.right = Some(sides.right.trimmed());
            finding.gap = Some(sides.gap.trimmed());
        }
        if let Some(not_there) = elsewhere.iter().find_map(|of| self.not_there(of)) {
            let Text { zh, en } = finding.message;
            let Text { zh: zh_why, en: en_why } = not_there;
            finding.message = text!("{zh}（{zh_why}；只按已有的数核对）", "{en} ({en_why}; the other units alone prove it)");
        }
        finding
    }

    /// Which units' figures are not known, and why, where that is so.
    fn not_there(&self, of: &Elsewhere) -> Option<Text> {
        if of.whose != Whose::Children || self.others.at_least(of).is_none_or(|(_, is_whole)| is_whole) {
            return None;
        }
        let absent = self.kin.children.as_ref().ok().and_then(|children| children.lacking.as_ref());
        let Text { zh, en } = self.others.who_lacks(of);
        let unknown = (!zh.is_empty()).then(|| text!("没有{zh}的这个数", "this figure of {en} is not known"));
        let said = absent.map(Why::text).into_iter().chain(unknown);
        said.reduce(|one, two| one.and(&two))
    }

    /// Both sides of a comparison, where they end as decimals.
    fn sides_of(&self, condition: &Condition) -> Option<Sides> {
        let Condition::Compare(left, Comparison::Exact(_), right) = condition else { return None };
        let evaluator = self.evaluator(&Wordless);
        let side = |expr| evaluator.known(expr).and_then(|(value, reach)| Some((decimal(value)?, reach)));
        let ((left, one), (right, two)) = (side(left)?, side(right)?);
        Some(Sides { left, right, gap: left.checked_sub(right)?, reach: [one, two] })
    }

    /// Cells of last year's report, with their figures; those of many units have no one figure.
    fn cells_elsewhere(&self, of: &Elsewhere) -> Vec<FindingCell> {
        if of.whose == Whose::Children {
            return Vec::new();
        }
        let figure = |cell: CellId| self.others.figure(&Elsewhere { cells: vec![cell], ..of.clone() });
        let cell = |cell: &CellId| FindingCell {
            cell: format!("prior.{}", self.rules.template.cell_name(*cell)),
            at: None,
            value: figure(*cell).map(|figure| figure.to_string()),
            origin: crate::report::Origin::Nowhere,
        };
        of.cells.iter().map(cell).collect()
    }

    /// What each subordinate unit has: those with most by name, ten at most, and the sum of the rest.
    fn by_unit(&self, of: &Elsewhere) -> Option<Text> {
        let all = self.others.by_unit(of);
        let known = all.iter().filter_map(|(name, figure)| Some((*name, (*figure)?)));
        let mut units: Vec<(&str, Number)> = known.filter(|(_, figure)| !figure.is_zero()).collect();
        if units.len() > NAMED {
            units.sort_by(|(_, one), (_, two)| two.cmp(one));
        }
        let (named, rest) = units.split_at_checked(NAMED).unwrap_or((&units, &[]));
        let shares: Vec<String> = named.iter().map(|(name, figure)| format!("{name} {}", figure.trimmed())).collect();
        let (zh, en, more) = (shares.join("，"), shares.join(", "), rest.len());
        let sum = rest.iter().try_fold(Number::whole(0), |sum, (_, figure)| sum.checked_add(*figure)).map(Number::trimmed);
        match (all.is_empty(), shares.is_empty(), sum.filter(|_| more > 0)) {
            (true, ..) => None,
            (_, true, _) => Some(text!("各下级单位填的都是 0", "every unit has 0")),
            (_, _, None) => Some(text!("对照各下级单位填的数：{zh}", "compare what the units have: {en}")),
            (_, _, Some(sum)) => Some(text!(
                "对照各下级单位填的数：{zh}，另有 {more} 个合计 {sum}",
                "compare what the units have: {en}, and {more} more with {sum} together"
            )),
        }
    }

    /// A rule over facts or statements, where its guard holds.
    fn over_prose(&self, at: InstanceId) -> Vec<Finding> {
        let Some(prose) = self.prose() else { return Vec::new() };
        let evaluator = self.evaluator(prose);
        let applies = self.rules[at].guard.as_ref().is_none_or(|guard| evaluator.holds(guard) == Ok(true));
        if applies { prose.findings(self, at) } else { Vec::new() }
    }

    /// What last year's report has for a fact: a rule says which figure the fact states. None where it is in another edition.
    fn reported(&self, fact: usize) -> Option<Number> {
        self.kin.prior.as_ref().ok()?;
        let of_fact = |instance: &&Instance| instance.over == Some(Over::Fact(fact));
        let mut rules = self.rules.instances(self.report.edition).iter().filter(of_fact);
        rules.find_map(|instance| {
            let Body::Condition(Condition::Compare(left, Comparison::Exact(Relation::Equal), right)) = &instance.body else {
                return None;
            };
            let side = match (left, right) {
                (Expr::Stated(_), other) | (other, Expr::Stated(_)) => other,
                _ => return None,
            };
            let figure = |cell: CellId| self.others.figure(&Elsewhere { whose: Whose::Prior, cells: vec![cell] });
            let evaluator = Evaluator { report: self.report, figure, words: &Wordless, others: &self.others };
            evaluator.value(side).ok().and_then(decimal)
        })
    }

    fn unknown(&self, rule: &Rule, instance: &Instance, why: &NoAnswer) -> Finding {
        let mut finding = self.finding(rule, instance);
        finding.verdict = Verdict::Unknown;
        finding.message = match why {
            NoAnswer::Missing(cells) => message::missing(self, cells),
            NoAnswer::Elsewhere(of) => {
                let Text { zh, en } = self.others.who_lacks(of);
                let cells: Vec<String> = of.cells.iter().map(|cell| self.rules.template.cell_name(*cell)).collect();
                let (zh_cells, en_cells) = (cells.join("、"), cells.join(", "));
                text!("无法核对：{zh}的 {zh_cells} 不是已知的数", "this cannot be checked: {en_cells} of {en} is not known")
            }
            NoAnswer::Overflow => text!("数太大，无法核对", "the figures are too large to be checked"),
            NoAnswer::DivisionByZero => text!("除数为 0，无法核对", "division by nought: this cannot be checked"),
            NoAnswer::NotSaid(what) => {
                text!("报告没有写 {what}，无法核对", "the report does not say `{what}`; this cannot be checked")
            }
        };
        finding
    }

    pub(super) fn finding(&self, rule: &Rule, instance: &Instance) -> Finding {
        Finding {
            name: rule.name.clone(),
            severity: rule.severity,
            at: instance.at.as_ref().map(|at| at.id.clone()),
            cells: cells_of(instance).map(|cell| self.finding_cell(cell)).collect(),
            ..blank_finding(&rule.code)
        }
    }
}

/// What the prose says, where it is there.
impl Words for Check<'_> {
    fn stated(&self, _: Stated) -> Option<Number> {
        None
    }

    fn told(&self, fact: usize) -> Option<bool> {
        self.prose()?.told(fact)
    }
}

/// A rule that fails at a place is not unknown there as well, and fails once.
fn say_once(found: &mut Vec<Finding>, impossible: Finding) {
    match found.iter_mut().find(|known| known.code == impossible.code && known.at == impossible.at) {
        Some(known) if known.verdict == Verdict::Unknown => *known = impossible,
        Some(_) => {}
        None => found.push(impossible),
    }
}

/// What stands in a cell, for outputs: none for a blank and for a cell that is not there.
pub(super) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Figure(number) => Some(number.to_string()),
        Value::Text(text, _) => Some(text.clone()),
        Value::Blank(_) | Value::Absent => None,
    }
}
