//! Builds editions of templates: sections, tables, rows and columns.

use super::{
    super::{
        ast::{
            Axis, AxisKind, Blank, Cells, Change, ChangeKind, ChangedPart, Edition, Entry, Follows, Labels, Measure, OpenRows,
            Role, Section, Spanned, Table, Years,
        },
        grammar::{Pair, Rule},
        token::half_width,
    },
    Builder,
};
use crate::{diagnostic::Code, text};

impl Builder<'_> {
    pub(super) fn edition(&mut self, pair: Pair<'_>) -> Option<Edition> {
        let span = self.span(&pair);
        let mut parts = pair.into_inner().peekable();
        let template = parts.find(|part| part.as_rule() == Rule::name).map(|part| self.name(&part))?;
        let edition = parts.find(|part| part.as_rule() == Rule::edition_name).map(|part| self.edition_name(&part))?;
        let (basis, subjects, years, kinds) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (comparable, follows, sections) = (Vec::new(), Vec::new(), Vec::new());
        let mut whole = Edition { template, edition, basis, subjects, years, kinds, comparable, follows, sections, span };
        for part in parts.filter(|part| part.as_rule() == Rule::template_part) {
            self.template_part(part.into_inner().next()?, &mut whole)?;
        }
        Some(whole)
    }

    fn template_part(&mut self, part: Pair<'_>, into: &mut Edition) -> Option<()> {
        match part.as_rule() {
            Rule::notice => {
                into.basis.extend(part.into_inner().filter(|part| part.as_rule() == Rule::text).map(|text| self.text(&text)))
            }
            Rule::subject => {
                let mut labels = Labels::default();
                part.into_inner().for_each(|part| self.label(&mut labels, part));
                into.subjects.push(labels);
            }
            Rule::years => into.years.push(self.years(part)?),
            Rule::agency_kinds => {
                let names = part.into_inner().filter(|part| part.as_rule() == Rule::name);
                into.kinds.extend(names.map(|name| self.name(&name)));
            }
            Rule::comparable => {
                let names = part.into_inner().filter(|part| part.as_rule() == Rule::name);
                into.comparable.push(names.map(|name| self.name(&name)).collect());
            }
            Rule::follows => into.follows.push(self.follows(part)?),
            _ => into.sections.push(self.section(part)?),
        }
        Some(())
    }

    fn follows(&mut self, pair: Pair<'_>) -> Option<Follows> {
        let span = self.span(&pair);
        let (mut edition, mut changes) = (None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::edition_name => edition = Some(self.edition_name(&part)),
                Rule::change => changes.push(self.change(part)?),
                _ => {}
            }
        }
        Some(Follows { edition: edition?, changes, span })
    }

    fn change(&mut self, pair: Pair<'_>) -> Option<Change> {
        let span = self.span(&pair);
        let (mut kind, mut what, mut from, mut reason) = (None, None, Vec::new(), None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::change_kind => kind = ChangeKind::named(part.as_str().trim()),
                Rule::changed_part => what = Some(self.changed_part(part)?),
                Rule::path => from.push(self.path(part)),
                Rule::text => reason = Some(self.text(&part)),
                _ => {}
            }
        }
        Some(Change { kind: kind?, what: what?, from, reason: reason?, span })
    }

    pub(super) fn changed_part(&mut self, pair: Pair<'_>) -> Option<ChangedPart> {
        let (mut axis, mut path, mut table) = (AxisKind::Rows, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_column => axis = AxisKind::Columns,
                Rule::path => path = Some(self.path(part)),
                Rule::row_key => path = Some(self.row_key(&part)),
                Rule::name => table = Some(self.name(&part)),
                _ => {}
            }
        }
        Some(ChangedPart { line: path.map(|path| (axis, path)), table: table? })
    }

    fn years(&mut self, pair: Pair<'_>) -> Option<Spanned<Years>> {
        let span = self.span(&pair);
        let mut numbers = Vec::new();
        for part in pair.into_inner().filter(|part| part.as_rule() == Rule::year) {
            numbers.push(self.year(&part)?);
        }
        let mut numbers = numbers.into_iter();
        Some(Spanned { node: Years { first: numbers.next()?, last: numbers.next() }, span })
    }

    pub(super) fn year(&mut self, pair: &Pair<'_>) -> Option<u16> {
        let digits: String = pair.as_str().chars().map(half_width).collect();
        let year = digits.parse().ok().filter(|year| digits.len() == 4 && (1..=9999).contains(year));
        if year.is_none() {
            let message = text!("“{digits}”不是年份", "“{digits}” is no year");
            self.error(
                Code::YearsWritten,
                self.span(pair),
                message,
                text!("年份写四位数字，例如 2021", "a year has four digits, as in 2021"),
            );
        }
        year
    }

    fn section(&mut self, pair: Pair<'_>) -> Option<Section> {
        let (mut name, mut labels, mut when, mut tables) = (None, Labels::default(), None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::section_when => {
                    when = self.expr(part.into_inner().find(|part| part.as_rule() == Rule::expr)?);
                }
                Rule::section_body => {
                    for table in part.into_inner() {
                        match table.as_rule() {
                            Rule::table => tables.push(self.table(table)?),
                            Rule::fields => tables.push(self.fields(table)?),
                            _ => {}
                        }
                    }
                }
                _ => self.label(&mut labels, part),
            }
        }
        Some(Section { name: name?, labels, when, tables })
    }

    fn table(&mut self, pair: Pair<'_>) -> Option<Table> {
        let mut parts = pair.into_inner().peekable();
        let name = parts.find(|part| part.as_rule() == Rule::name).map(|part| self.name(&part))?;
        let (cells, blank, columns, rows) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut table = Table { name, fields: false, labels: Labels::default(), cells, blank, columns, rows };
        for part in parts {
            match part.as_rule() {
                Rule::table_part => self.table_part(&mut table, part.into_inner().next()?)?,
                _ => self.label(&mut table.labels, part),
            }
        }
        columns_of_open_rows(&mut table);
        Some(table)
    }

    fn table_part(&mut self, table: &mut Table, part: Pair<'_>) -> Option<()> {
        match part.as_rule() {
            Rule::cells => table.cells.push(self.cells(part)?),
            Rule::blanks => table.blank.push(self.blanks(part)?),
            Rule::columns => table.columns.push(self.axis(part)?),
            _ => table.rows.push(self.axis(part)?),
        }
        Some(())
    }

    /// A list of fields: a table whose one column has no name.
    fn fields(&mut self, pair: Pair<'_>) -> Option<Table> {
        let span = self.span(&pair);
        let rows = vec![Axis { open: None, entries: self.entries(pair.clone())?, span }];
        let (mut name, mut labels, mut blank) = (None, Labels::default(), Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::blanks => blank.push(self.blanks(part)?),
                _ => self.label(&mut labels, part),
            }
        }
        Some(Table { name: name?, fields: true, labels, cells: Vec::new(), blank, columns: Vec::new(), rows })
    }

    fn cells(&mut self, pair: Pair<'_>) -> Option<Cells> {
        let span = self.span(&pair);
        let (mut kind, mut words, mut signed, mut required) = (Measure::Count, Vec::new(), false, false);
        let (mut matching, mut decimals) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kind | Rule::bare_kind => kind = Measure::named(part.as_str().trim())?,
                Rule::text => words.push(self.text(&part)),
                Rule::kw_signed => signed = true,
                Rule::kw_required => required = true,
                Rule::pattern => matching = Some(self.text(&part.into_inner().next()?)),
                Rule::places => decimals = part.as_str().chars().map(half_width).collect::<String>().parse().ok(),
                _ => {}
            }
        }
        let (unit, choices) = if kind == Measure::Choice { (None, words) } else { (words.pop(), Vec::new()) };
        Some(Cells { kind, unit, choices, signed, required, matching, decimals, span })
    }

    fn blanks(&mut self, pair: Pair<'_>) -> Option<Spanned<Blank>> {
        let span = self.span(&pair);
        let policy = pair.into_inner().find(|part| part.as_rule() == Rule::blank_policy)?;
        Some(Spanned { node: Blank::named(policy.as_str().trim())?, span })
    }

    fn axis(&mut self, pair: Pair<'_>) -> Option<Axis> {
        let span = self.span(&pair);
        let open = pair.clone().into_inner().find(|part| part.as_rule() == Rule::open_rows);
        let open = open.and_then(|open| self.open_rows(open));
        Some(Axis { open, entries: self.entries(pair)?, span })
    }

    fn open_rows(&mut self, pair: Pair<'_>) -> Option<OpenRows> {
        let (mut name, mut key, mut least) = (None, None, 0);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::path => key = Some(self.path(part)),
                Rule::places => least = part.as_str().chars().map(half_width).collect::<String>().parse().ok()?,
                _ => {}
            }
        }
        Some(OpenRows { name: name?, key: key?, least })
    }

    fn entries(&mut self, pair: Pair<'_>) -> Option<Vec<Entry>> {
        let entries = pair.into_inner().filter(|part| part.as_rule() == Rule::entry);
        entries.map(|entry| self.entry(entry.into_inner().next()?)).collect()
    }

    fn entry(&mut self, pair: Pair<'_>) -> Option<Entry> {
        let span = self.span(&pair);
        let role = match pair.as_rule() {
            Rule::group => Role::Group(self.entries(pair.clone())?),
            Rule::total => Role::Total,
            _ => Role::Line,
        };
        let less = pair.as_rule() == Rule::less_line;
        let (mut name, mut labels, mut cells) = (None, Labels::default(), Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_less => {}
                Rule::name => name = Some(self.name(&part)),
                Rule::cells | Rule::own_kind => cells.push(self.cells(part)?),
                _ => self.label(&mut labels, part),
            }
        }
        Some(Entry { name: name?, labels, cells, role, span, less })
    }
}

/// What stands in the braces of open rows is their columns, and total rows, unless the table has columns of its own.
fn columns_of_open_rows(table: &mut Table) {
    let Some(rows) = table.rows.first_mut().filter(|rows| rows.open.is_some() && table.columns.is_empty()) else { return };
    let (totals, columns): (Vec<Entry>, Vec<Entry>) =
        std::mem::take(&mut rows.entries).into_iter().partition(|entry| entry.role == Role::Total);
    rows.entries = totals;
    table.columns.push(Axis { open: None, entries: columns, span: rows.span });
}
