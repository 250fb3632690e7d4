//! The checks of the form that rules of family T name: sections, tables, layouts, whole grids, kinds, blank totals.

use super::finding::{blank_finding, finding_cell};
use crate::{
    engine::{
        verdict,
        view::{View, figures::is_open_total, related::Duplicate},
    },
    finding::Finding,
    lang::Text,
    number::Number,
    report::{Digest, Filled, Passage, Prose, Value},
    ruleset::{FormCheck, Rule, Severity},
    template::{Axis, Edition, Kind, Measure, Table, Template, edition_for_year},
    text,
};

/// What one check of the form finds.
pub(in crate::engine) fn findings(view: &View<'_>, rule: &Rule, what: FormCheck) -> Vec<Finding> {
    let form = Form { view, rule, template: &view.rules.template };
    let edition = &form.template[view.report.edition];
    let seen = view.figures.seen;
    match what {
        FormCheck::SectionsInOrder => form.sections(edition),
        FormCheck::OwnLayout => form.layouts(edition),
        FormCheck::WholeGrid if seen.absent => form.grids(),
        FormCheck::Kinds if seen.odd => form.cells(Form::kind),
        FormCheck::TotalsFilled if seen.blank => form.cells(Form::blank_total),
        FormCheck::SubtotalsAddUp => form.subtotals(),
        FormCheck::BasisInForce => form.bases(edition),
        FormCheck::UnlikePrior => form.unlike_prior(),
        FormCheck::UnlikeOthers => form.unlike_others(),
        FormCheck::WholeGrid | FormCheck::Kinds | FormCheck::TotalsFilled => Vec::new(),
        // Raised in every form: see `presence`.
        FormCheck::TablesPresent | FormCheck::FilledIn => Vec::new(),
        // Said of a batch: see `units`.
        FormCheck::EveryUnitReports
        | FormCheck::ContentOfNamedUnit
        | FormCheck::OneSubmission
        | FormCheck::YearAskedFor
        | FormCheck::FactsAgree => Vec::new(),
    }
}

pub(in crate::engine) struct Form<'a> {
    pub(in crate::engine) view: &'a View<'a>,
    rule: &'a Rule,
    pub(in crate::engine) template: &'a Template,
}

impl Form<'_> {
    pub(in crate::engine) fn finding(&self, message: Text) -> Finding {
        let rule = self.rule;
        Finding { name: rule.name.clone(), severity: rule.severity, message, ..blank_finding(&rule.code) }
    }

    /// T101: a missing section is as bad as the rule says, one out of order is a warning.
    fn sections(&self, edition: &Edition) -> Vec<Finding> {
        let Some(prose) = &self.view.report.prose else { return Vec::new() };
        let present: Vec<usize> = prose.sections.iter().filter_map(|section| section.section).collect();
        let mut found: Vec<Finding> = edition
            .sections
            .iter()
            .enumerate()
            .filter(|(at, _)| !present.contains(at) && self.view.applies(*at) == Some(true))
            .map(|(_, section)| {
                let heading = section.labels.first().map_or("", String::as_str);
                self.finding(text!("缺少“{heading}”这一部分", "the section “{heading}” is missing"))
            })
            .collect();
        found.extend(self.out_of_order(edition, prose));
        found
    }

    fn out_of_order(&self, edition: &Edition, prose: &Prose) -> Option<Finding> {
        let present: Vec<_> = prose.sections.iter().filter(|section| section.section.is_some()).collect();
        let pair = present.windows(2).find_map(|pair| match pair {
            [first, second] if first.section > second.section => Some((first, second)),
            _ => None,
        })?;
        let heading = |at: Option<usize>| {
            at.and_then(|at| edition.sections.get(at)).and_then(|section| section.labels.first()).cloned().unwrap_or_default()
        };
        let (first, second) = (heading(pair.0.section), heading(pair.1.section));
        let message = text!("“{second}”排在了“{first}”后面，顺序不对", "“{second}” comes after “{first}”, out of order");
        let origin = pair.1.heading.as_ref().map(|heading| heading.origin).unwrap_or_default();
        Some(Finding { severity: Severity::Warning, origin, ..self.finding(message) })
    }

    /// T103: each table in another edition's layout; and an edition stated that is not the year's own.
    fn layouts(&self, edition: &Edition) -> Vec<Finding> {
        let report = self.view.report;
        let mut found: Vec<Finding> = Vec::new();
        let by_year =
            report.year.filter(|_| report.stated_edition.is_some()).and_then(|year| edition_for_year(self.template, year));
        if let Some(own) = by_year.filter(|own| *own != report.edition).map(|own| &self.template[own]) {
            let (name, stated, year) = (&own.name, &edition.name, report.year.unwrap_or_default());
            let message = text!(
                "{year} 年的报告应当用 {name} 年版，这里写的是 {stated} 年版",
                "a report for {year} follows the edition {name}; this one says {stated}"
            );
            found.push(Finding { origin: report.stated_edition.unwrap_or_default(), ..self.finding(message) });
        }
        found.extend(report.tables.iter().filter_map(|filled| self.layout(edition, filled)));
        found
    }

    fn layout(&self, edition: &Edition, filled: &Filled) -> Option<Finding> {
        let report = self.view.report;
        let table = &self.template[filled.table];
        let own = edition.table_with_id(&table.id);
        if filled.table.edition == report.edition || own.is_some_and(|own| same_lines(own, table)) {
            return None;
        }
        let (name, layout, edition) = (&table.id, &self.template[filled.table.edition].name, &edition.name);
        let (rows, columns) = (table.rows.lines.len(), table.columns.lines.len());
        let message = text!(
            "表“{name}”用的是 {layout} 年版的格式（{rows} 行 {columns} 列），本报告应当用 {edition} 年版",
            "the table “{name}” has the layout of the edition {layout} ({rows} rows, {columns} columns); this report follows {edition}"
        );
        let first = filled.cells().find(|(_, content)| !matches!(content.value, Value::Absent));
        let origin = first.map(|(_, content)| content.origin).unwrap_or_default();
        let cells = first.map(|(cell, _)| finding_cell(self.view, cell)).into_iter().collect();
        Some(Finding { origin, cells, ..self.finding(message) })
    }

    /// T104, not said again of a table that T103 names.
    fn grids(&self) -> Vec<Finding> {
        let report = self.view.report;
        let edition = &self.template[report.edition];
        let has_absent = |filled: &&Filled| filled.cells.iter().any(|cell| matches!(cell.value, Value::Absent));
        let torn = report
            .tables
            .iter()
            .filter(has_absent)
            .filter(|filled| !self.view.is_exempt(filled.table))
            .filter(|filled| self.layout(edition, filled).is_none());
        torn.flat_map(|filled| self.grid(filled, &self.template[filled.table])).collect()
    }

    fn grid(&self, filled: &Filled, table: &Table) -> Vec<Finding> {
        let absent = |row: usize, column: usize| matches!(filled.value(table.cell(row, column)), Value::Absent);
        let (rows, columns) = (0..table.rows.lines.len(), 0..table.columns.lines.len());
        let gone_rows: Vec<usize> = rows.clone().filter(|row| columns.clone().all(|column| absent(*row, column))).collect();
        let gone_columns: Vec<usize> = columns.clone().filter(|column| rows.clone().all(|row| absent(row, *column))).collect();
        let name = printed(&table.labels, &table.id);
        let (table_zh, table_en) = (name.zh, name.en);
        if gone_rows.len() == rows.len() {
            // Not read at all: T102 says so.
            return Vec::new();
        }
        let mut found = Vec::new();
        for (gone, axis, zh, en) in [(&gone_rows, &table.rows, "行", "row"), (&gone_columns, &table.columns, "列", "column")] {
            found.extend(gone.iter().map(|line| {
                let line = axis.line_at(*line);
                let label = line.labels.first().unwrap_or(&line.id);
                self.finding(text!("表{table_zh}缺一{zh}：“{label}”", "the table {table_en} lacks the {en} “{label}”"))
            }));
        }
        let single = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
        let single =
            single.filter(|(row, column)| absent(*row, *column) && !gone_rows.contains(row) && !gone_columns.contains(column));
        found.extend(single.map(|(row, column)| {
            let cell = table.cell(row, column);
            let name = table.cell_name(cell);
            let cells = vec![finding_cell(self.view, filled.table.cell(cell))];
            Finding { cells, ..self.finding(text!("缺 {name}", "{name} is missing")) }
        }));
        found
    }

    fn cells(&self, look: impl Fn(&Self, &Table, &Filled, usize) -> Option<(Text, Option<Text>)>) -> Vec<Finding> {
        let mut found = Vec::new();
        for filled in &self.view.report.tables {
            let table = &self.template[filled.table];
            for (cell, content) in filled.cells() {
                if let Some((message, help)) = look(self, table, filled, cell.index()) {
                    let cells = vec![finding_cell(self.view, cell)];
                    found.push(Finding { cells, origin: content.origin, help, ..self.finding(message) });
                }
            }
        }
        found
    }

    /// T105
    #[inline]
    fn kind(&self, table: &Table, filled: &Filled, cell: usize) -> Option<(Text, Option<Text>)> {
        let Value::Figure(number) = *filled.value(cell) else { return None };
        let why = wrong_kind(number, table.kind(cell)?)?;
        let (name, zh, en) = (table.cell_name(cell), why.zh, why.en);
        Some((text!("{name} 是 {number}，{zh}", "{name} is {number}; {en}"), None))
    }

    /// T106
    fn blank_total(&self, table: &Table, filled: &Filled, cell: usize) -> Option<(Text, Option<Text>)> {
        if !is_open_total(table, filled, cell) {
            return None;
        }
        let name = table.cell_name(cell);
        let help = sum_of_parts(table, filled, cell).map(|sum| text!("各分项之和是 {sum}", "its parts add up to {sum}"));
        Some((
            text!(
                "{name} 空白，而分项不都是 0；按未知处理，不当作 0",
                "{name} is blank though its parts are not all zero; it is unknown, not zero"
            ),
            help,
        ))
    }

    /// Y604
    fn unlike_prior(&self) -> Vec<Finding> {
        let same = self.view.others.same_as_prior;
        let message = || text!("各表的数与上年报告完全相同", "every figure of the tables is last year's");
        same.then(|| self.finding(message())).into_iter().collect()
    }

    /// G703
    fn unlike_others(&self) -> Vec<Finding> {
        let Ok(Some(duplicate)) = &self.view.related.duplicate else { return Vec::new() };
        let (name, path) = (&duplicate.agency, &duplicate.path);
        let message =
            text!("各表的数与“{name}”的报告（{path}）完全相同", "every figure of the tables is that of “{name}” ({path})");
        vec![Finding { help: self.whose_prior_disagrees(duplicate), ..self.finding(message) }]
    }

    /// Which of two reports with the same tables also contradicts its own last year.
    fn whose_prior_disagrees(&self, duplicate: &Duplicate<'_>) -> Option<Text> {
        let broken = |prior: Option<&Digest>| prior.map(|prior| verdict::broken_beside(self.view, prior)).unwrap_or_default();
        let own = broken(self.view.related.prior.as_ref().ok().copied());
        let other = broken(duplicate.prior);
        let (codes_zh, codes_en) = (|codes: &[String]| codes.join("、"), |codes: &[String]| codes.join(", "));
        let name = &duplicate.agency;
        Some(match (own.is_empty(), other.is_empty()) {
            (true, true) => return None,
            (false, true) => {
                let (zh, en) = (codes_zh(&own), codes_en(&own));
                text!(
                    "本报告还与自己的上年报告不符（{zh}），多半是这一份错了",
                    "this report also contradicts its own last year ({en}): it is probably the wrong one"
                )
            }
            (true, false) => {
                let (zh, en) = (codes_zh(&other), codes_en(&other));
                text!(
                    "“{name}”的报告还与自己的上年报告不符（{zh}），多半是那一份错了",
                    "the report of “{name}” also contradicts its own last year ({en}): it is probably the wrong one"
                )
            }
            (false, false) => text!("两份报告都还与自己的上年报告不符", "both reports also contradict their own last year"),
        })
    }

    /// T107
    fn bases(&self, own: &Edition) -> Vec<Finding> {
        let Some(prose) = &self.view.report.prose else { return Vec::new() };
        let others = self.template.editions.iter().filter(|edition| edition.last_year.is_some() && edition.name != own.name);
        let superseded: Vec<(&String, String)> = others
            .filter(|edition| edition.first_year < own.first_year)
            .flat_map(|edition| &edition.basis)
            .map(|basis| (basis, compact(basis)))
            .collect();
        let mut found = Vec::new();
        for passage in prose.sections.iter().flat_map(|section| &section.paragraphs) {
            let mut named = superseded.iter().filter(|(_, basis)| may_hold(&passage.text, basis)).peekable();
            if named.peek().is_some() {
                let words = compact(&passage.text);
                let named = named.filter(|(_, basis)| words.contains(basis));
                found.extend(named.map(|(basis, _)| self.cited(passage, basis, own)));
            }
        }
        found
    }

    fn cited(&self, passage: &Passage, basis: &str, own: &Edition) -> Finding {
        let now = own.basis.first().cloned().unwrap_or_default();
        Finding {
            origin: passage.origin,
            ..self.finding(text!("引用了已被取代的“{basis}”，现行依据是“{now}”", "cites “{basis}”, which “{now}” has superseded"))
        }
    }
}

fn same_lines(one: &Table, two: &Table) -> bool {
    let ids = |axis: &Axis| axis.lines.iter().map(|line| line.id.clone()).collect::<Vec<_>>();
    ids(&one.rows) == ids(&two.rows) && ids(&one.columns) == ids(&two.columns)
}

fn wrong_kind(number: Number, kind: &Kind) -> Option<Text> {
    if number.is_negative() && !kind.signed {
        return Some(match kind.measure {
            Measure::Count => text!("件数不能是负数", "a count cannot be negative"),
            Measure::Money => text!("金额不能是负数", "an amount cannot be negative"),
            _ => text!("这里不能是负数", "it cannot be negative"),
        });
    }
    if let Some(most) = kind.asked.as_ref().and_then(|asked| asked.decimals).filter(|most| number.trimmed().decimals > *most) {
        return Some(text!("小数至多 {most} 位", "it has {most} digits behind the point at most"));
    }
    (kind.measure == Measure::Count && !number.is_whole()).then(|| text!("件数应当是整数", "a count is a whole number"))
}

/// What a blank total's parts add up to: along the row, else down the column, whichever is known whole.
fn sum_of_parts(table: &Table, filled: &Filled, cell: usize) -> Option<Number> {
    let (row, column) = table.row_and_column(cell);
    let along: Vec<usize> = table.columns.parts_of(column).into_iter().map(|part| table.cell(row, part)).collect();
    let down: Vec<usize> = table.rows.parts_of(row).into_iter().map(|part| table.cell(part, column)).collect();
    [along, down].into_iter().filter(|parts| !parts.is_empty()).find_map(|parts| {
        parts.into_iter().try_fold(Number::whole(0), |sum, part| match filled.value(part) {
            Value::Figure(number) => add_part(table, sum, part, *number),
            Value::Blank(_) if !is_open_total(table, filled, part) => Some(sum),
            _ => None,
        })
    })
}

/// A part added to a sum, or taken from it where its total subtracts it.
pub(super) fn add_part(table: &Table, sum: Number, part: usize, figure: Number) -> Option<Number> {
    if table.is_less(part) { sum.checked_sub(figure) } else { sum.checked_add(figure) }
}

/// A text for comparison: without blanks, with one kind of brackets.
fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '[' | '［' | '【' | '(' | '（' => '〔',
            ']' | '］' | '】' | ')' | '）' => '〕',
            '０'..='９' => char::from_u32((c as u32).wrapping_sub(0xFEE0)).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Whether a text has the characters of compact words that only stand for themselves: nearly none has, and need not be copied.
fn may_hold(text: &str, compact: &str) -> bool {
    let is_itself = |c: &char| !matches!(c, '〔' | '〕' | '0'..='9');
    compact.chars().rev().filter(is_itself).all(|c| text.contains(c))
}

/// What a table is called: the label that the form prints, with its id where that says something else.
pub(in crate::engine) fn printed(labels: &[String], id: &str) -> Text {
    match labels.first().filter(|label| *label != id) {
        Some(label) => text!("“{label}”（{id}）", "“{label}” ({id})"),
        None => text!("“{id}”", "“{id}”"),
    }
}
