//! What cells, tables and sections are called to people: as the form prints them, never by their ids; and messages with the ids and
//! codes in them turned into such words.

use super::CheckedInput;
use crate::{
    lang::{Lang, Text},
    plain::plain,
    ruleset::Fact,
    slice::Slice,
    template::{Axis, AxisKind, Edition, EditionId, Section, Table, TableId, Template},
    text,
};
use std::cmp::Reverse;

/// The words of a form, for a report of one of its editions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vocabulary<'a> {
    pub(super) template: &'a Template,
    /// The facts of the rules: their names stand in brackets in some messages.
    pub(super) facts: &'a [Fact],
    /// The edition that a name in a message is looked up in first.
    pub(super) edition: Option<EditionId>,
    pub(super) lang: Lang,
}

impl<'a> Vocabulary<'a> {
    /// The words for what came of an input.
    pub(super) fn of(item: &'a CheckedInput<'_>, lang: Lang) -> Vocabulary<'a> {
        let edition = item.report.map(|report| report.edition);
        Vocabulary { template: &item.rules.template, facts: &item.rules.facts, edition, lang }
    }

    pub(super) fn say(self, words: &Text) -> String {
        words.get(self.lang).to_owned()
    }

    /// The section that a filled-in table stands in.
    pub(super) fn section_of(self, table: TableId) -> Option<&'a str> {
        let mut sections = self.template[table.edition].sections.iter();
        let section = sections.find(|section| section.tables.contains(&table.index()))?;
        Some(section.labels.first().unwrap_or(&section.id))
    }

    /// The legend of a table where its section has several: `第二十条第（一）项`.
    pub(super) fn legend_of(self, table: TableId) -> Option<&'a str> {
        let mut sections = self.template[table.edition].sections.iter();
        let section = sections.find(|section| section.tables.contains(&table.index()))?;
        let table = &self.template[table];
        (section.tables.len() > 1).then(|| table.labels.first().unwrap_or(&table.id).as_str())
    }

    /// Where some cells of a table are: the row and the column that they share; behind the table's legend, where it needs one.
    pub(super) fn place(self, table: TableId, cells: &[usize]) -> String {
        let layout = &self.template[table];
        let place = self.lines(layout, shared(layout, cells));
        match self.legend_of(table).map(plain) {
            Some(legend) if place.is_empty() => legend.into_owned(),
            Some(legend) => self.say(&text!("{legend}，{place}", "{legend}, {place}")),
            None => place,
        }
    }

    /// Where a cell is among others, whose place was said: the row and the column that they do not share.
    pub(super) fn place_among(self, table: TableId, cell: usize, cells: &[usize]) -> String {
        let layout = &self.template[table];
        let (row, column) = layout.row_and_column(cell);
        let (of_all, across) = shared(layout, cells);
        self.lines(layout, (Some(row).filter(|_| of_all.is_none()), Some(column).filter(|_| across.is_none())))
    }

    /// `“（六）其他处理 3.其他”行“科研机构”列`
    fn lines(self, table: &Table, (row, column): (Option<usize>, Option<usize>)) -> String {
        // The only row of a table goes without saying.
        let row = row.filter(|_| table.rows.lines.len() > 1);
        let name = |axis: AxisKind, line: Option<usize>| line.map(|line| name_of(table.axis(axis), line));
        self.say(&match (name(AxisKind::Rows, row), name(AxisKind::Columns, column)) {
            (Some(row), Some(column)) => text!("“{row}”行“{column}”列", "row “{row}”, column “{column}”"),
            (Some(row), None) => text!("“{row}”行", "row “{row}”"),
            (None, Some(column)) => text!("“{column}”列", "column “{column}”"),
            (None, None) => Text::default(),
        })
    }

    /// A message without ids: names of cells and tables as the form prints them, no codes.
    pub(super) fn spoken(self, message: &str) -> String {
        let message = self.without_facts(self.without_table_ids(&without_codes(message)));
        let mut spoken = String::new();
        let mut rest = message.as_str();
        while let Some(open) = rest.find('[') {
            let (before, behind) = rest.split_at(open);
            let Some((kept, words, after)) = self.named_cell(before, behind) else {
                spoken.push_str(before);
                spoken.push('[');
                rest = behind.slice(1..);
                continue;
            };
            spoken.push_str(kept);
            spoken.push_str(&words);
            rest = if self.lang == Lang::Zh { after.strip_prefix(' ').unwrap_or(after) } else { after };
        }
        spoken.push_str(rest);
        plain(&spoken).into_owned()
    }

    /// The name of a cell around a bracket: what stands in front of it, the cell in words, what stands behind it.
    fn named_cell<'t>(self, before: &'t str, behind: &'t str) -> Option<(&'t str, String, &'t str)> {
        let close = behind.find(']')?;
        let inner = behind.get(1..close)?;
        let (row, column) = inner.split_once(", ")?;
        let named = self
            .tables()
            .filter(|table| before.ends_with(&table.id))
            .filter_map(|table| Some((table, table.rows.line(row)?, table.columns.line(column)?)));
        let (table, row, column) = named.min_by_key(|(table, ..)| Reverse(table.id.len()))?;
        let words = self.lines(table, (Some(row), Some(column)));
        let kept = before.strip_suffix(table.id.as_str())?;
        let after = behind.get(close + 1..)?;
        Some(match kept.strip_suffix("prior.") {
            Some(kept) => (kept, self.say(&text!("上年报告{words}", "last year's {words}")), after),
            None => (kept, words, after),
        })
    }

    /// The tables of the report's edition, then those of the others.
    fn tables(self) -> impl Iterator<Item = &'a Table> {
        let own = self.edition.map(|at| &self.template[at]);
        own.into_iter().chain(self.template.editions.iter().rev()).flat_map(|edition: &Edition| &edition.tables)
    }

    /// `（未发生复议）` goes.
    fn without_facts(self, message: String) -> String {
        let named = self.facts.iter().map(|fact| format!("（{}）", fact.name)).find(|name| message.contains(name));
        named.map_or(message.clone(), |name| message.replace(&name, ""))
    }

    /// The section that a message without cells speaks of: it quotes its heading, or the legend of one of its tables.
    pub(super) fn section_in(self, message: &str) -> Option<&'a str> {
        let edition = &self.template[self.edition?];
        let quoted = |label: &str| {
            let bare = label.split_once('、').map_or(label, |(_, bare)| bare);
            message.contains(&format!("“{label}”")) || message.contains(&format!("“{bare}”"))
        };
        let speaks_of = |section: &&Section| {
            let tables = edition.tables_of(section);
            section.labels.iter().any(|label| quoted(label))
                || tables.iter().flat_map(|table| table.labels.first()).any(|label| quoted(label))
        };
        edition.sections.iter().find(speaks_of).and_then(|section| section.labels.first()).map(String::as_str)
    }

    /// `表“申请”` by the heading of its section, `（申请）` behind a legend not at all.
    fn without_table_ids(self, message: &str) -> String {
        let mut message = message.to_owned();
        let own = self.edition.map(|at| &self.template[at]);
        for edition in own.into_iter().chain(self.template.editions.iter().rev()) {
            for (at, table) in edition.tables.iter().enumerate() {
                let section = edition.sections.iter().find(|section| section.tables.contains(&at));
                let label = table.labels.first().or_else(|| section?.labels.first()).unwrap_or(&table.id);
                let id = &table.id;
                message = message.replace(&format!("表“{id}”"), &format!("“{label}”表"));
                message = message.replace(&format!("”（{id}）"), "”");
            }
        }
        message
    }
}

/// A message about what came of an input, without ids: names of cells and tables as the form prints them, no codes.
pub(crate) fn spoken(item: &CheckedInput<'_>, message: &str, lang: Lang) -> String {
    Vocabulary::of(item, lang).spoken(message)
}

/// What a cell of the form is called: the heading of its section, and its row and column.
#[cfg(feature = "cli")]
pub(crate) fn place_of(template: &Template, cell: crate::template::CellId, lang: Lang) -> (String, String) {
    let words = Vocabulary { template, facts: &[], edition: Some(cell.table.edition), lang };
    let section = words.section_of(cell.table).map(plain).unwrap_or_default().into_owned();
    (section, words.place(cell.table, &[cell.index()]))
}

/// The name of a line: its label, behind it those of the groups around it but for the outermost; more of them where another line
/// would go by the same name.
pub(super) fn name_of(axis: &Axis, line: usize) -> String {
    let path = |line: usize| -> Vec<&str> {
        let Some(own) = axis.lines.get(line) else { return Vec::new() };
        axis.groups_around(own).into_iter().map(|group| group.label()).chain([own.label()]).collect()
    };
    let own = path(line);
    let last = |path: &[&str], count: usize| path.slice(path.len().saturating_sub(count)..).join(" ");
    let others: Vec<Vec<&str>> = (0..axis.lines.len()).filter(|other| *other != line).map(path).collect();
    let usual = own.len().saturating_sub(1).max(1);
    let telling = (usual..=own.len()).find(|count| others.iter().all(|other| last(other, *count) != last(&own, *count)));
    plain(&last(&own, telling.unwrap_or(own.len()))).into_owned()
}

/// The row and the column that all of some cells stand in.
fn shared(table: &Table, cells: &[usize]) -> (Option<usize>, Option<usize>) {
    let mut places = cells.iter().map(|cell| table.row_and_column(*cell));
    let Some((row, column)) = places.next() else { return (None, None) };
    let (mut row, mut column) = (Some(row), Some(column));
    for (other_row, other_column) in places {
        row = row.filter(|row| *row == other_row);
        column = column.filter(|column| *column == other_column);
    }
    (row, column)
}

/// `（A402、Y601）` goes.
fn without_codes(message: &str) -> String {
    let is_code = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(|c| c.is_ascii_uppercase()) && word.len() == 4 && letters.all(|c| c.is_ascii_digit())
    };
    let mut kept = String::new();
    let mut rest = message;
    while let Some(open) = rest.find('（') {
        let (before, behind) = rest.split_at(open);
        kept.push_str(before);
        let inner = behind.strip_prefix('（').and_then(|behind| behind.split_once('）'));
        match inner {
            Some((codes, after)) if codes.split('、').all(is_code) => rest = after,
            _ => {
                kept.push('（');
                rest = behind.strip_prefix('（').unwrap_or_default();
            }
        }
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::sample;

    #[test]
    fn cells_in_a_message_are_called_as_the_form_prints_them() {
        let template = sample::template();
        let words = Vocabulary { template: &template, facts: &[], edition: Some(EditionId::new(1)), lang: Lang::Zh };
        assert_eq!(
            words.spoken("申请[办理.不予公开.国家秘密, 法人.商业企业] 空白，prior.申请[新收, 总计] 是 3（A402、Y601），见[注]"),
            "“不予公开 国家秘密”行“商业企业”列空白，上年报告“新收”行“总计”列是 3，见[注]"
        );
    }
}
