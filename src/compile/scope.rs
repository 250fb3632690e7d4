//! What a name means where it stands: the cell or cells that a path, a full reference or a `sum` comes to at one place of one
//! edition. A name that means nothing is explained: misspelt, on the other axis, a group, or missing from this edition.

use super::{declared::Declared, names::suggest};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    ruleset::Shape,
    slice::Slice,
    source::{Source, Span},
    syntax::ast,
    template::{Axis, AxisKind, CellId, Edition, EditionId, LineRef, Table, Template},
    text,
};
use std::{borrow::Cow, cell::RefCell, sync::Arc};

/// A diagnostic, boxed: it is large, and rare.
pub(super) type Wrong = Box<Diagnostic>;

/// One place of one edition at which a rule is read.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) template: &'a Template,
    pub(super) declared: &'a Declared,
    pub(super) edition: EditionId,
    /// What decided on that edition.
    pub(super) held_by: HeldBy,
    /// The edition that last year's report is in: this one, or the one before.
    pub(super) prior: EditionId,
    pub(super) position: Position,
    /// The shape of statement that the rule runs over.
    pub(super) shape: Option<Shape>,
    /// Mistakes beside the one that stops a lowering: the other side of an expression is looked at all the same.
    pub(super) more: &'a RefCell<Vec<Wrong>>,
}

/// Why a rule or a test is lowered in an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeldBy {
    /// The rule says nothing: it holds in every edition.
    Nothing,
    /// The rule's clause `in edition`.
    Clause,
    /// It is a test.
    Test,
}

/// What the quantifier stands at; indices of the edition's tables and of their lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// The rule has no quantifier.
    Free,
    /// A line of one axis: bare names are lines of the other.
    Line { table: usize, axis: AxisKind, line: usize },
    /// A group of one axis, and a line of the other: bare names are lines of the group.
    Group { table: usize, axis: AxisKind, group: usize, line: usize },
    /// A cell; or, against an edition in which a group was one line, what the group adds up to. The bare name is `cell`.
    Cell { table: usize, row: LineRef, column: LineRef },
}

impl<'a> Scope<'a> {
    pub(super) fn edition(&self) -> Option<&'a Edition> {
        self.template.editions.get(self.edition.index())
    }

    pub(super) fn table(&self, index: usize) -> Option<&'a Table> {
        self.edition()?.tables.get(index)
    }

    pub(super) fn error(&self, code: Code, span: Span, message: Text, label: Text) -> Wrong {
        Box::new(Diagnostic::new(code, self.source, span, message, label))
    }

    /// Both of two parts; where both are wrong, both are said.
    pub(super) fn both<T>(&self, left: Result<T, Wrong>, right: Result<T, Wrong>) -> Result<(T, T), Wrong> {
        match (left, right) {
            (Ok(left), Ok(right)) => Ok((left, right)),
            (Err(one), Err(two)) => {
                self.more.borrow_mut().push(two);
                Err(one)
            }
            (Err(wrong), Ok(_)) | (Ok(_), Err(wrong)) => Err(wrong),
        }
    }

    /// The table with that name, as an index of the edition's tables.
    pub(super) fn table_named(&self, name: &ast::Name) -> Result<usize, Wrong> {
        let edition = self.edition();
        if let Some(found) = edition.and_then(|edition| edition.table(&name.node)) {
            return Ok(found);
        }
        Err(self.unknown_table(name))
    }

    /// The one cell that a bare path means here.
    pub(super) fn path(&self, path: &ast::Path) -> Result<CellId, Wrong> {
        let full = joined(path);
        match self.position {
            Position::Free => Err(self.bare_name(path, &full)),
            Position::Line { table, axis, line } => {
                let found = self.line_on(table, other(axis), path, &full)?;
                Ok(self.cell(table, axis, line, found))
            }
            Position::Group { table, axis, group, line } => {
                let found = self.line_in_group(table, axis, group, path, &full)?;
                Ok(self.cell(table, other(axis), line, found))
            }
            Position::Cell { .. } => match self.at_hand(self.position) {
                Some(cells) if full == "cell" && cells.len() == 1 => {
                    cells.first().copied().ok_or_else(|| self.bare_name(path, &full))
                }
                _ => Err(self.only_cell(path)),
            },
        }
    }

    /// Whether a bare name means a row, column or group here.
    pub(super) fn is_line(&self, name: &str) -> bool {
        match self.position {
            Position::Free | Position::Cell { .. } => false,
            Position::Line { table, axis, .. } => self.table(table).is_some_and(|on| on.axis(other(axis)).find(name).is_some()),
            Position::Group { table, axis, group, .. } => self.table(table).is_some_and(|on| {
                let owner = on.axis(axis).groups.get(group);
                owner.is_some_and(|owner| on.axis(axis).line(&format!("{}.{name}", owner.id)).is_some())
            }),
        }
    }

    /// Whether a bare name means one cell here, or may: a cheap question, where the reason why it is none would be costly.
    pub(super) fn may_be_cell(&self, name: &str) -> bool {
        match self.position {
            Position::Cell { .. } => name == "cell" && self.at_hand(self.position).is_some_and(|cells| cells.len() == 1),
            _ => self.is_line(name),
        }
    }

    fn only_cell(&self, path: &ast::Path) -> Wrong {
        let full = joined(path);
        if let Some(wrong) =
            self.fact_under_each(path, &full).or_else(|| self.other_report_of(path, &full, |rest| rest == "cell"))
        {
            return wrong;
        }
        let message = text!("each cell 里只有 cell 这一个名称", "under `each cell` the only bare name is `cell`");
        let wrong = |label| self.error(Code::OnlyCell, path.span, message, label);
        let own = match self.position {
            Position::Cell { table, .. } => self.table(table).map(|on| on.id.as_str()).unwrap_or_default(),
            _ => "",
        };
        Box::new(match self.homes(&full).into_iter().find(|(table, ..)| table == own) {
            Some((table, axis, _)) => {
                let ((zh, en), (each_zh, each)) = (axis_words(axis), axis_words(other(axis)));
                wrong(text!("这是{zh}名", "this names a {en}")).help(text!(
                    "“{full}”是{zh}：逐{each_zh}检查，写 each {each} of {table}；只检查一格，把单元格写全",
                    "“{full}” is a {en}: to check {each} by {each} write each {each} of {table}; a single cell is written in full"
                ))
            }
            None => wrong(text!("这里写 cell", "write `cell` here"))
                .help(text!("别的格要写全，例如 申请[新收, 总计]", "other cells are written in full, such as 申请[新收, 总计]"))
                .instead("cell"),
        })
    }

    /// The cells that `sum(path)` adds here.
    pub(super) fn sum(&self, path: &ast::Path) -> Result<Vec<CellId>, Wrong> {
        let full = joined(path);
        match self.position {
            Position::Free => Err(self.bare_name(path, &full)),
            Position::Group { table, axis, group, line } => {
                if full != "group" {
                    let message = text!("each group of 里只能写 sum(group)", "under `each group of`, write sum(group)");
                    let label = text!("这里写 group", "write group here");
                    return Err(self.error(Code::NoGroup, path.span, message, label));
                }
                let Some(on) = self.table(table) else { return Ok(Vec::new()) };
                Ok(on.axis(axis).leaves(group).into_iter().map(|leaf| self.cell(table, other(axis), line, leaf)).collect())
            }
            Position::Cell { .. } => Err(self.only_cell(path)),
            Position::Line { table, axis, line } => {
                let Some(on) = self.table(table) else { return Ok(Vec::new()) };
                match on.axis(other(axis)).find(&full) {
                    Some(LineRef::Group(group)) => {
                        let leaves = on.axis(other(axis)).leaves(group);
                        Ok(leaves.into_iter().map(|leaf| self.cell(table, axis, line, leaf)).collect())
                    }
                    Some(LineRef::Line(open)) if axis == AxisKind::Columns && on.open_line() == Some(open) => {
                        Ok(vec![self.cell(table, axis, line, open)])
                    }
                    Some(LineRef::Line(_)) => Err(self.sum_of_leaf(on, other(axis), path, &full)),
                    None => match self.sum_of_all(on, other(axis), path, &full) {
                        Some(wrong) => Err(wrong),
                        None => Err(self.unknown_line(table, other(axis), path, &full)),
                    },
                }
            }
        }
    }

    /// The cells under a group of rows and, or, of columns: `sum(申请[办理.不予公开, 总计])`. A single line counts as its own group.
    pub(super) fn cells_of(&self, cell: &ast::CellRef) -> Result<Vec<CellId>, Wrong> {
        let table = self.table_named(&cell.table)?;
        let rows = self.lines_of(table, AxisKind::Rows, &cell.row);
        let (rows, columns) = self.both(rows, self.lines_of(table, AxisKind::Columns, &cell.column))?;
        let across = |row: usize| columns.iter().map(move |column| self.cell(table, AxisKind::Rows, row, *column));
        Ok(rows.iter().flat_map(|row| across(*row).collect::<Vec<_>>()).collect())
    }

    pub(super) fn lines_of(&self, table: usize, axis: AxisKind, path: &ast::Path) -> Result<Vec<usize>, Wrong> {
        let full = joined(path);
        let on = self.table(table).map(|on| on.axis(axis));
        let none = path.parts.is_empty() && self.table(table).is_some_and(|on| !on.is_fields);
        match on.filter(|_| !none).and_then(|axis| Some((axis, axis.find(&full)?))) {
            Some((_, LineRef::Line(line))) => Ok(vec![line]),
            Some((axis, LineRef::Group(group))) => Ok(axis.leaves(group)),
            None => Err(self.unknown_line(table, axis, path, &full)),
        }
    }

    /// `row` in `table[row, 总计]`, under `each row of` another table: the row of the same id; and `column` likewise.
    fn at_this_line<'p>(&self, path: &'p ast::Path) -> Cow<'p, ast::Path> {
        let Position::Line { table, axis, line } = self.position else { return Cow::Borrowed(path) };
        let word = if axis == AxisKind::Rows { "row" } else { "column" };
        let line = self.table(table).and_then(|on| on.axis(axis).lines.get(line)).filter(|_| path.is(word));
        let Some(line) = line else { return Cow::Borrowed(path) };
        let parts = line.id.split('.').map(|part| ast::Spanned { node: part.to_owned(), span: path.span });
        Cow::Owned(ast::Path { parts: parts.collect(), span: path.span })
    }

    /// The cell that `table[row, column]` means.
    pub(super) fn reference(&self, cell: &ast::CellRef) -> Result<CellId, Wrong> {
        let table = self.table_named(&cell.table)?;
        let (row_path, column_path) = (self.at_this_line(&cell.row), self.at_this_line(&cell.column));
        let (row_id, column_id) = (joined(&row_path), joined(&column_path));
        if let Some(on) = self.table(table)
            && on.rows.find(&row_id).is_none()
            && on.columns.find(&column_id).is_none()
            && on.rows.find(&column_id).is_some()
            && on.columns.find(&row_id).is_some()
        {
            let name = &on.id;
            let message = text!("行和列写反了", "row and column are the wrong way round");
            let label = text!("“{row_id}”是列，“{column_id}”是行", "“{row_id}” is a column, “{column_id}” is a row");
            return Err(Box::new(
                self.error(Code::OtherAxis, row_path.span.to(column_path.span), message, label)
                    .write(format!("{name}[{column_id}, {row_id}]")),
            ));
        }
        let row = self.line_on(table, AxisKind::Rows, &row_path, &row_id);
        let (row, column) = self.both(row, self.line_on(table, AxisKind::Columns, &column_path, &column_id))?;
        if self.table(table).and_then(Table::open_line) == Some(row) && !self.is_at_row(table, row) {
            return Err(self.not_one_row(table, &cell.row));
        }
        Ok(self.cell(table, AxisKind::Rows, row, column))
    }

    /// Whether the place at hand is that row, or a cell.
    fn is_at_row(&self, of: usize, row: usize) -> bool {
        match self.position {
            Position::Line { table, axis, line } => (table, axis, line) == (of, AxisKind::Rows, row),
            Position::Cell { .. } => true,
            Position::Free | Position::Group { .. } => false,
        }
    }

    /// `项目清单[项目, 预算]` outside `each row of 项目清单`: the rows that a reporter adds are no one row.
    fn not_one_row(&self, table: usize, row: &ast::Path) -> Wrong {
        let (name, of) = (joined(row), self.table(table).map(|table| table.id.clone()).unwrap_or_default());
        let message = text!("“{name}”是填报的各行，不是一行", "“{name}” is every row that is added, not one of them");
        let help = text!(
            "逐行核对写 each row of {of}；各行之和写 sum({of}[{name}, 列])；其中一行写 {of}[\"名称\", 列]",
            "for each of them write each row of {of}, for their sum sum({of}[{name}, COLUMN]), for one of them {of}[\"KEY\", COLUMN]"
        );
        Box::new(self.error(Code::NotOneFigure, row.span, message, text!("这里要一个数", "one figure is wanted here")).help(help))
    }

    /// The cell of a table at a line of one axis and a line of the other.
    fn cell(&self, table: usize, axis: AxisKind, line: usize, other: usize) -> CellId {
        let (row, column) = match axis {
            AxisKind::Rows => (line, other),
            AxisKind::Columns => (other, line),
        };
        self.edition.table(table).cell(self.table(table).map_or(usize::MAX, |on| on.cell(row, column)))
    }

    fn line_on(&self, table: usize, axis: AxisKind, path: &ast::Path, full: &str) -> Result<usize, Wrong> {
        if path.parts.is_empty() && self.table(table).is_some_and(|on| !on.is_fields) {
            return Err(self.no_column(table, path));
        }
        let Some(on) = self.table(table) else { return Err(self.bare_name(path, full)) };
        match on.axis(axis).find(full) {
            Some(LineRef::Line(line)) => Ok(line),
            Some(LineRef::Group(group)) => Err(self.group_for_line(on.axis(axis), group, path, full)),
            None => Err(self.unknown_line(table, axis, path, full)),
        }
    }

    /// `申请[新收]`: only a field goes by one name.
    fn no_column(&self, table: usize, path: &ast::Path) -> Wrong {
        let name = self.table(table).map(|table| table.id.clone()).unwrap_or_default();
        let wrong = self.error(Code::CellNotWhole, path.span, text!("单元格少了列", "the cell has no column"), Text::default());
        Box::new(wrong.help(text!("单元格写成 {name}[行, 列]", "a cell is written {name}[row, column]")))
    }

    fn line_in_group(&self, table: usize, axis: AxisKind, group: usize, path: &ast::Path, name: &str) -> Result<usize, Wrong> {
        let Some(on) = self.table(table) else { return Err(self.bare_name(path, name)) };
        let axis = on.axis(axis);
        let Some(owner) = axis.groups.get(group) else { return Err(self.bare_name(path, name)) };
        if let Some(line) = axis.line(&format!("{}.{name}", owner.id)) {
            return Ok(line);
        }
        let group_id = &owner.id;
        let prefix = format!("{group_id}.");
        let inside: Vec<&str> =
            axis.lines.slice(owner.lines.clone()).iter().filter_map(|line| line.id.strip_prefix(&prefix)).collect();
        let message = text!("组“{group_id}”里没有“{name}”", "there is no “{name}” in the group “{group_id}”");
        let label = text!("不认识的名称", "unknown name");
        Err(Box::new(suggest(*self.error(Code::UnknownLine, path.span, message, label), name, inside)))
    }

    /// The cell that a path is the row or column of, as it is written; none where the path stands alone.
    fn in_brackets(&self, path: &ast::Path) -> Option<String> {
        let line = self.source.line_span(self.source.line_index(path.span.start));
        let before = self.source.slice(Span { end: path.span.start, ..line });
        let behind = self.source.slice(Span { start: path.span.end, ..line });
        if !before.trim_end().ends_with(['[', '［', '【', ',', '，']) {
            return None;
        }
        let (table, inside) = before.rsplit_once(['[', '［', '【'])?;
        let name = table.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        let (rest, _) = behind.split_once([']', '］', '】'])?;
        Some(format!("{name}[{inside}{}{rest}]", self.source.slice(path.span)))
    }

    fn group_for_line(&self, axis: &Axis, group: usize, path: &ast::Path, full: &str) -> Wrong {
        let total = axis.groups.get(group).and_then(|group| group.total).and_then(|total| axis.lines.get(total));
        let whole = self.in_brackets(path);
        let cells = whole.as_deref().unwrap_or_default();
        let help = match total.map(|line| &line.id) {
            Some(total) if whole.is_some() => text!(
                "写总计 {total}；要各项之和，把 sum( ) 写在整个单元格外面：sum({cells})",
                "write its total, {total}; for the sum of its lines, sum( ) goes around the whole cell: sum({cells})"
            ),
            None if whole.is_some() => text!(
                "写其中的一项；要各项之和，把 sum( ) 写在整个单元格外面：sum({cells})",
                "write one of its lines; for their sum, sum( ) goes around the whole cell: sum({cells})"
            ),
            Some(total) => {
                text!("写总计 {total}，或各项之和 sum({full})", "write its total, {total}, or the sum of its lines, sum({full})")
            }
            None => text!("写 sum({full})，或其中的一项", "write sum({full}), or one of its lines"),
        };
        let instead = match total {
            Some(total) => Some(total.id.clone()),
            None => whole.is_none().then(|| format!("sum({full})")),
        };
        let message = text!("“{full}”是一组，不是一个数", "“{full}” is a group, not one figure");
        let label = text!("这里要一个数", "one figure is wanted here");
        let wrong = self.error(Code::NotOneFigure, path.span, message, label);
        Box::new(Diagnostic { instead, ..wrong.help(help) })
    }

    fn sum_of_leaf(&self, table: &Table, axis: AxisKind, path: &ast::Path, full: &str) -> Wrong {
        let (zh, en) = axis_words(axis);
        let groups: Vec<&str> = table.axis(axis).groups.iter().map(|group| group.id.as_str()).collect();
        let (all_zh, all_en) = (groups.join("、"), groups.join(", "));
        let message =
            text!("“{full}”是一{zh}，不是组，没有可加的", "“{full}” is a single {en}, not a group; there is nothing to add up");
        let label = text!("sum 的括号里写组名", "`sum` takes the name of a group");
        Box::new(
            self.error(Code::NoGroup, path.span, message, label)
                .help(if groups.is_empty() {
                    text!("直接写“{full}”", "write “{full}” without `sum`")
                } else {
                    text!(
                        "直接写“{full}”，或用这些组：{all_zh}",
                        "write “{full}” without `sum`, or one of these groups: {all_en}"
                    )
                })
                .instead(full),
        )
    }
}

/// The axis across.
pub(super) fn other(axis: AxisKind) -> AxisKind {
    match axis {
        AxisKind::Rows => AxisKind::Columns,
        AxisKind::Columns => AxisKind::Rows,
    }
}

pub(super) fn axis_words(axis: AxisKind) -> (&'static str, &'static str) {
    match axis {
        AxisKind::Rows => ("行", "row"),
        AxisKind::Columns => ("列", "column"),
    }
}

/// A path as its full id.
pub(super) fn joined(path: &ast::Path) -> Cow<'_, str> {
    match path.parts.as_slice() {
        [only] => Cow::Borrowed(&only.node),
        parts => Cow::Owned(parts.iter().map(|part| part.node.as_str()).collect::<Vec<_>>().join(".")),
    }
}
