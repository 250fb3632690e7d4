//! A waiver file into waivers, or into every mistake in it at once, each with its place.

use super::{Places, Waiver, Waivers};
use crate::{
    chinese::key,
    date::Date,
    diagnostic::{Code, Diagnostic},
    fields::{self, Named, Reader, nearest},
    finding::{READINGS, Waived},
    lang::Text,
    node::{Node, Shape},
    number::Number,
    ruleset::{Rule, RuleId, RuleSet},
    slice::each_once,
    source::Source,
    template::{Axis, Edition},
    text,
};
use std::sync::Arc;

const KEYS: [&str; 9] = ["code", "agency", "year", "at", "cell", "gap", "reason", "by", "until"];

/// The keys that every waiver has.
const NEEDED: [&str; 5] = ["code", "agency", "year", "reason", "by"];

/// Reads waivers of findings of these rules; a file with a mistake holds none.
pub fn parse(source: &Arc<Source>, rules: &RuleSet) -> Result<Waivers, Vec<Diagnostic>> {
    let entries = fields::read(source, |root, reader| {
        let entries = root.map(|root| file(root, rules, reader)).unwrap_or_default();
        twice(&entries, reader);
        entries
    });
    entries.map(|entries| Waivers::new(source, entries))
}

/// `waivers`; or the list of waivers alone. A file that says nothing waives nothing.
fn file(root: Node<'_>, rules: &RuleSet, reader: &mut Reader<'_>) -> Vec<Waiver> {
    let mut found = Vec::new();
    match root.shape() {
        Shape::Mapping(pairs) => {
            reader.keys(pairs, &["waivers"], |reader, _, value| found = list(value, rules, reader));
        }
        _ => found = list(root, rules, reader),
    }
    found
}

fn list(node: Node<'_>, rules: &RuleSet, reader: &mut Reader<'_>) -> Vec<Waiver> {
    match node.shape() {
        Shape::List(items) => items.filter_map(|item| waiver(item, rules, reader)).collect(),
        Shape::Scalar(_) if node.is_null() => Vec::new(),
        _ => {
            reader.wrong(node, text!("这里应是豁免的列表", "a list of waivers belongs here"));
            Vec::new()
        }
    }
}

/// A waiver as written.
#[derive(Default)]
struct Entry {
    code: Option<Named>,
    agency: Option<Named>,
    year: Option<u16>,
    at: Option<Named>,
    cell: Option<Named>,
    gap: Option<Number>,
    reason: Option<Named>,
    by: Option<Named>,
    until: Option<Date>,
    places: Places,
    /// The keys that are there, right or wrong.
    has: Vec<String>,
}

fn waiver(node: Node<'_>, rules: &RuleSet, reader: &mut Reader<'_>) -> Option<Waiver> {
    let Shape::Mapping(pairs) = node.shape() else {
        reader.wrong(node, text!("这里应是一条豁免", "a waiver belongs here"));
        return None;
    };
    let mut entry = Entry::default();
    // A key by a Chinese word is said to be one, and not missed as well.
    let written = pairs.clone().filter_map(|(key, _)| Some(key.scalar()?.text));
    entry.has.extend(written.filter_map(|written| key::meant(written, &KEYS)).map(str::to_owned));
    reader.keys(pairs, &KEYS, |reader, key, value| entry.take(key, value, rules, reader));
    let missing: Vec<&str> = NEEDED.into_iter().filter(|key| !entry.has.iter().any(|has| has == key)).collect();
    if !missing.is_empty() {
        let keys = missing.join(", ");
        reader.push(Code::KeyMissing, node.span(), text!("这条豁免缺少 {keys}", "this waiver lacks {keys}"), text!("", ""));
    }
    entry.needs_place(rules, reader);
    entry.waiver()
}

impl Entry {
    fn take(&mut self, key: &str, value: Node<'_>, rules: &RuleSet, reader: &mut Reader<'_>) {
        self.has.push(key.to_owned());
        match key {
            "code" => self.code = code(value, rules, reader),
            "agency" => self.agency = reader.name(value),
            "year" => self.year = reader.year(value),
            "at" => self.at = reader.name(value),
            "cell" => self.cell = cell(value, rules, reader),
            "gap" => {
                self.gap = gap(value, reader);
                self.places.gap = value.span();
            }
            "reason" => self.reason = reader.words(value, text!("reason 要写明理由", "`reason` says why")),
            "by" => self.by = reader.words(value, text!("by 要写明由谁批准", "`by` says who allowed it")),
            _ if value.is_null() => {}
            _ => {
                self.until = reader.date(value, "until");
                self.places.until = value.span();
            }
        }
    }

    /// A rule that runs over columns, rows or groups is waived at one of them.
    fn needs_place(&self, rules: &RuleSet, reader: &mut Reader<'_>) {
        let Some(code) = &self.code else { return };
        let Some(id) = rules.rule_id(&code.text) else { return };
        let (rule, places) = (&rules[id], places(rules, id));
        if rule.scope.is_none() {
            return;
        }
        match &self.at {
            None if !self.has.iter().any(|key| key == "at" || key == "cell") => {
                let (name, first) = (&code.text, places.first().copied().unwrap_or_default());
                let message = text!("要写明豁免 {name} 的哪一处", "say which {name} is waived");
                reader.push(
                    Code::WaiverPlace,
                    code.span,
                    message,
                    text!("加上 at（如 at: {first}）或 cell", "add `at` (as at: {first}) or `cell`"),
                );
            }
            Some(at) if !places.contains(&at.text.as_str()) => no_place((rules, rule), at, &places, reader),
            _ => {}
        }
    }

    fn waiver(self) -> Option<Waiver> {
        let code = self.code?;
        Some(Waiver {
            places: Places { code: code.span, ..self.places },
            code: code.text,
            agency: self.agency?.text,
            year: self.year?,
            at: self.at.map(|at| at.text),
            cell: self.cell.map(|cell| cell.text),
            gap: self.gap,
            waived: Waived { reason: self.reason?.text, by: self.by?.text, until: self.until },
        })
    }
}

/// What a rule runs over, in all editions.
fn places(rules: &RuleSet, rule: RuleId) -> Vec<&str> {
    let instances = rules.editions.iter().flatten().filter(|instance| instance.rule == rule);
    each_once(instances.filter_map(|instance| instance.at.as_ref()).map(|at| at.id.as_str()))
}

fn no_place((rules, rule): (&RuleSet, &Rule), at: &Named, places: &[&str], reader: &mut Reader<'_>) {
    let (code, written) = (&rule.code, &at.text);
    let message = text!("{code} 没有“{written}”这一处", "{code} has no place “{written}”");
    let label = match rules.template.editions.iter().rev().find_map(|edition| labelled(edition, written, places)) {
        Some(id) => text!("它的名称是 {id}", "its name is {id}"),
        None if written.contains(['[', '［']) => {
            text!("单元格写在 cell 里：cell: {written}", "a cell is written cell: {written}")
        }
        None => near(written, places),
    };
    reader.push(Code::WaiverPlace, at.span, message, label);
}

/// The place whose printed label is written.
fn labelled(edition: &Edition, written: &str, places: &[&str]) -> Option<String> {
    let axes = edition.tables.iter().flat_map(|table| [&table.rows, &table.columns]);
    let named = axes.flat_map(|axis| {
        let lines = axis.lines.iter().map(|line| (&line.id, &line.labels));
        lines.chain(axis.groups.iter().map(|group| (&group.id, &group.labels)))
    });
    let mut found = named.filter(|(id, labels)| places.contains(&id.as_str()) && labels.iter().any(|label| label == written));
    found.next().map(|(id, _)| id.clone())
}

fn near(written: &str, known: &[&str]) -> Text {
    let ends = || known.iter().find(|name| name.rsplit('.').next() == Some(written)).copied();
    match nearest(written, known).or_else(ends) {
        Some(meant) => text!("是不是“{meant}”？", "did you mean “{meant}”?"),
        None => text!("", ""),
    }
}

fn code(node: Node<'_>, rules: &RuleSet, reader: &mut Reader<'_>) -> Option<Named> {
    let code = reader.words(node, text!("code 是规则编号，例如 A301", "`code` is a rule's code, as A301"))?;
    let known = rules.rules.iter().map(|rule| rule.code.as_str()).chain(READINGS.iter().map(|reading| reading.code));
    let known: Vec<&str> = known.collect();
    let written = &code.text;
    if written == "R001" {
        let message = text!(
            "R001 不能豁免：读不了的文件没有单位和年度",
            "R001 cannot be waived: a file that cannot be read has no agency and no year"
        );
        reader.push(Code::WaiverUnknown, code.span, message, text!("", ""));
        return None;
    }
    if !known.contains(&written.as_str()) {
        let message = text!("没有规则“{written}”", "there is no rule “{written}”");
        let named = rules.rules.iter().find(|rule| rule.name == *written).map(|rule| &rule.code);
        let parts: Vec<&str> = written.split([',', '，', '、', ' ', ';', '；']).filter(|part| !part.is_empty()).collect();
        let label = match named {
            Some(code) => text!("规则“{written}”的编号是 {code}", "the code of “{written}” is {code}"),
            None if parts.len() > 1 && parts.iter().all(|part| known.contains(part)) => {
                let count = parts.len();
                text!("一条豁免写一个编号：分成 {count} 条", "a waiver has one code: write {count} of them")
            }
            None => near(written, &known),
        };
        reader.push(Code::WaiverUnknown, code.span, message, label);
        return None;
    }
    Some(code)
}

/// A cell of some edition, by its own spelling.
fn cell(node: Node<'_>, rules: &RuleSet, reader: &mut Reader<'_>) -> Option<Named> {
    let written =
        reader.words(node, text!("cell 是单元格，例如 申请[新收, 自然人]", "`cell` is a cell, as 申请[新收, 自然人]"))?;
    let found = rules.template.edition_ids().rev().find_map(|edition| rules.template.cell_named(edition, &written.text));
    if found.is_none() {
        let name = &written.text;
        let message = text!("没有单元格“{name}”", "there is no cell “{name}”");
        let label = match cell_meant(name, rules) {
            Some(meant) => text!("是不是“{meant}”？", "did you mean “{meant}”?"),
            None => text!("写成 表[行, 列]，例如 申请[新收, 自然人]", "write table[row, column], as 申请[新收, 自然人]"),
        };
        reader.push(Code::WaiverUnknown, written.span, message, label);
    }
    Some(Named { text: rules.template.cell_name(found?), ..written })
}

/// The cell of the newest edition whose row and column end in the names that are written, if there is one.
fn cell_meant(written: &str, rules: &RuleSet) -> Option<String> {
    let (table, lines) = written.trim_end_matches([']', '］', '】']).split_once(['[', '［', '【'])?;
    let (row, column) = lines.split_once([',', '，'])?;
    let edition = rules.template.editions.last()?;
    let table = edition.tables.get(edition.table(table.trim())?)?;
    let only = |axis: &Axis, name: &str| {
        let mut found = axis.lines.iter().filter(|line| line.id.rsplit('.').next() == Some(name.trim()));
        found.next().filter(|_| found.next().is_none()).map(|line| line.id.clone())
    };
    Some(format!("{}[{}, {}]", table.id, only(&table.rows, row)?, only(&table.columns, column)?))
}

fn gap(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Number> {
    let gap = node.scalar().and_then(|scalar| Number::parse(scalar.text.trim()).ok());
    if gap.is_none() {
        reader.wrong(node, text!("gap 应是数：左边减右边的差", "`gap` is a number: left minus right"));
    }
    gap
}

/// Two waivers of one finding.
fn twice(waivers: &[Waiver], reader: &mut Reader<'_>) {
    let same = |one: &Waiver, two: &Waiver| {
        (&one.code, &one.agency, one.year, &one.at, &one.cell) == (&two.code, &two.agency, two.year, &two.at, &two.cell)
    };
    for (at, waiver) in waivers.iter().enumerate() {
        if let Some(first) = waivers.iter().take(at).find(|first| same(first, waiver)) {
            let message = text!("同一项问题豁免了两次", "one finding is waived twice");
            let problem =
                Diagnostic::new(Code::WaivedTwice, reader.source, waiver.places.code, message, text!("又一次", "again here"));
            reader.problems.push(problem.also(reader.source, first.places.code, text!("第一次", "first here")));
        }
    }
}
