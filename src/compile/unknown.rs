//! What somebody may have meant by a name that means nothing where it stands: a printed label, a name of the other axis, of another
//! table, of another edition, or of last year's report. The rule, its place and the name in, the words of the diagnostic out.

use super::{
    names::{nearest, suggest},
    scope::{HeldBy, Position, Scope, Wrong, axis_words, other},
};
use crate::{
    chinese::numeral,
    diagnostic::{Code, Diagnostic, Subject},
    lang::Text,
    slice::Slice,
    source::Span,
    syntax::{ast, meant, operator_in_name},
    template::{Axis, AxisKind, ChangeKind, Edition, Table, Template},
    text,
};

/// What people call another report, and the word of the language for it.
const OTHER_REPORTS: [(&str, &str); 16] = [
    ("上年度", "prior"),
    ("上一年", "prior"),
    ("上年", "prior"),
    ("去年", "prior"),
    ("上期", "prior"),
    ("往年", "prior"),
    ("previous", "prior"),
    ("lastyear", "prior"),
    ("last_year", "prior"),
    ("last", "prior"),
    ("prev", "prior"),
    ("下级", "children"),
    ("下属", "children"),
    ("所属", "children"),
    ("child", "children"),
    ("sub", "children"),
];

/// A printed text as it is compared: without its numbering, its quotation marks and the note in brackets behind it.
pub(super) fn plain_label(text: &str) -> String {
    const NUMBERING: &str = "（）()一二三四五六七八九十、.．0123456789０１２３４５６７８９ ";
    let bare = text.trim().trim_matches('"').trim_start_matches(|c| NUMBERING.contains(c));
    let whole = if bare.is_empty() { text } else { bare };
    let is_noted = whole.ends_with(['）', ')']);
    let noted = whole.split_once(['（', '(']).filter(|_| is_noted).map_or(whole, |(before, _)| before);
    noted.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The one among `named` (an id and its labels) whose label is, or alone holds, a printed text.
pub(super) fn labelled<'a>(named: impl Iterator<Item = (&'a str, &'a [String])>, written: &str) -> Option<&'a str> {
    const SHORTEST: usize = 4;
    let wanted = plain_label(written);
    let all: Vec<(&str, Vec<String>)> =
        named.map(|(id, labels)| (id, labels.iter().map(|label| plain_label(label)).collect())).collect();
    let only = |fits: &dyn Fn(&String) -> bool| {
        let mut found = all.iter().filter(|(_, labels)| labels.iter().any(fits)).map(|(id, _)| *id);
        found.next().filter(|_| found.next().is_none())
    };
    let whole = only(&|label| *label == wanted);
    // A dotted path is a name already; a label inside a longer text must be most of it.
    let is_name = written.contains('.') && !written.starts_with(|c: char| c.is_ascii_digit());
    let length = |text: &str| text.chars().count();
    let begun = |label: &String| length(&wanted) >= SHORTEST && label.contains(&wanted);
    let longer =
        |label: &String| length(label) >= SHORTEST && length(label) * 2 > length(&wanted) && wanted.contains(label.as_str());
    whole.or_else(|| only(&|label| begun(label) || longer(label)).filter(|_| !is_name))
}

/// The ids and labels of an axis: lines, then groups.
fn named(axis: &Axis) -> impl Iterator<Item = (&str, &[String])> {
    let lines = axis.lines.iter().map(|line| (line.id.as_str(), line.labels.as_slice()));
    lines.chain(axis.groups.iter().map(|group| (group.id.as_str(), group.labels.as_slice())))
}

/// The id of a row, column or group that a printed text is the label of.
pub(super) fn line_labelled<'a>(axis: &'a Axis, written: &str) -> Option<&'a str> {
    labelled(named(axis), written)
}

/// Adds its name to what the parser said of a printed text where a name belongs.
pub(super) fn name_for(diagnostic: Diagnostic, template: &Template) -> Diagnostic {
    let Subject::Printed(written) = &diagnostic.subject else { return diagnostic };
    let axes = |edition: &'_ Edition| {
        let tables = edition.tables.iter();
        tables
            .flat_map(|table| [line_labelled(&table.rows, written), line_labelled(&table.columns, written)])
            .flatten()
            .map(str::to_owned)
            .next()
    };
    let sections = |edition: &Edition| {
        labelled(edition.sections.iter().map(|section| (section.id.as_str(), section.labels.as_slice())), written)
            .map(str::to_owned)
    };
    let tables = |edition: &Edition| {
        labelled(edition.tables.iter().map(|table| (table.id.as_str(), table.labels.as_slice())), written).map(str::to_owned)
    };
    // Behind `of` stands a table: a heading with one table under it means that.
    let place = diagnostic.labels.first().map(|label| &label.place);
    let line = place.map_or("", |place| {
        let line = place.source.line_span(place.source.line_index(place.span.start));
        place.source.slice(Span { end: place.span.start, ..line })
    });
    let wants_table = line.trim_end().ends_with(" of");
    let only_table = |edition: &Edition| {
        let section = &edition.sections.get(edition.section(&sections(edition)?)?)?;
        let mut inside = edition.tables.get(section.tables.clone())?.iter();
        inside.next().filter(|_| inside.next().is_none()).map(|table| table.id.clone())
    };
    let sections = |edition: &Edition| if wants_table { only_table(edition) } else { sections(edition) };
    let found = template
        .editions
        .iter()
        .rev()
        .find_map(|edition| sections(edition).or_else(|| axes(edition)).or_else(|| tables(edition)));
    match found {
        Some(id) => diagnostic.help(text!("它的名称是 {id}：写成 {id}", "its name is {id}: write {id}")).instead(id),
        None => diagnostic,
    }
}

impl Scope<'_> {
    /// A bare name in a rule without `each`.
    pub(super) fn bare_name(&self, path: &ast::Path, full: &str) -> Wrong {
        let wrong = |label, help| {
            let message = text!("“{full}”是哪张表的？", "which table is “{full}” from?");
            Box::new(self.error(Code::WhichTable, path.span, message, label).help(help))
        };
        let no_each = text!("这条规则没有 each，名称要写全", "this rule has no `each`, so names are written in full");
        if let Some(cell) = self.dotted_cell(path) {
            let label = text!("单元格不用句点", "a cell is not written with dots");
            return Box::new(wrong(label, text!("写成 {cell}", "write {cell}")).instead(cell));
        }
        if let Some(table) = self.edition().and_then(|edition| edition.tables.get(edition.table(full)?)) {
            let message = text!("“{full}”是一张表，不是一个数", "“{full}” is a table, not one figure");
            let label = text!("这里要一个数", "one figure is wanted here");
            let is_added_up = self.source.text.slice(..path.span.start as usize).trim_end().ends_with(['(', '（']);
            let group = table.rows.groups.first().zip(table.columns.lines.last()).filter(|_| is_added_up);
            let help = match group {
                Some((group, column)) => {
                    let cells = format!("sum({full}[{}, {}])", group.id, column.id);
                    text!("要一组数之和，写出是哪一组：{cells}", "for the sum of a group, say which group: {cells}")
                }
                None => text!("写表里的一格：{full}[行, 列]", "write one of its cells: {full}[row, column]"),
            };
            return Box::new(self.error(Code::NotOneFigure, path.span, message, label).help(help));
        }
        if let Some((table, axis, id)) = self.dotted_line(path) {
            let label = text!("单元格不用句点", "a cell is not written with dots");
            let help = match axis {
                AxisKind::Rows => {
                    text!("写成 {table}[{id}, 列]，行和列都要写", "write {table}[{id}, COLUMN], both row and column")
                }
                AxisKind::Columns => {
                    text!("写成 {table}[行, {id}]，行和列都要写", "write {table}[ROW, {id}], both row and column")
                }
            };
            return wrong(label, help);
        }
        let homes = self.homes(full);
        let Some((table, axis, id)) = homes.first() else {
            let message =
                text!("没有名为“{full}”的行、列、正文数据或参数", "there is no row, column, fact or parameter “{full}”");
            let label = text!("不认识的名称", "unknown name");
            let help = no_name_but_a_value(full).or_else(|| self.named_kind(full)).unwrap_or_else(|| {
                text!(
                    "单元格写成 表[行, 列]，例如 申请[新收, 总计]",
                    "a cell is written table[row, column], such as 申请[新收, 总计]"
                )
            });
            return Box::new(self.error(Code::UnknownFigure, path.span, message, label).help(help));
        };
        let across = self.edition().and_then(|edition| edition.table_with_id(table)).map(|on| on.axis(other(*axis)));
        let across = across.and_then(|across| across.lines.get(across.total.unwrap_or_default())).map(|line| line.id.as_str());
        let across = across.unwrap_or_default();
        if self.edition().and_then(|edition| edition.table_with_id(table)).is_some_and(|on| on.is_fields) {
            let cell = format!("{table}[{id}]");
            return Box::new(wrong(no_each, text!("写成 {cell}", "write {cell}")).instead(cell));
        }
        let (cell, each) = match axis {
            AxisKind::Rows => (format!("{table}[{id}, {across}]"), "column"),
            AxisKind::Columns => (format!("{table}[{across}, {id}]"), "row"),
        };
        wrong(
            no_each,
            text!(
                "写成一格，例如 {cell}；要逐一核对，加一行：each {each} of {table}",
                "write a cell, such as {cell}; to check one after another add a line: each {each} of {table}"
            ),
        )
    }

    /// Where a name is a row, a column or a group of the edition, by its id or its label.
    pub(super) fn homes(&self, name: &str) -> Vec<(String, AxisKind, String)> {
        let tables = self.edition().map(|edition| edition.tables.as_slice()).unwrap_or_default();
        let both = |axis| tables.iter().map(move |table| (table, axis));
        let all: Vec<_> = both(AxisKind::Rows).chain(both(AxisKind::Columns)).collect();
        let own = |find: &dyn Fn(&Axis) -> Option<String>| {
            all.iter().filter_map(|(table, axis)| Some((table.id.clone(), *axis, find(table.axis(*axis))?))).collect::<Vec<_>>()
        };
        let by_id = own(&|axis| axis.find(name).map(|_| name.to_owned()));
        if by_id.is_empty() { own(&|axis| line_labelled(axis, name).map(str::to_owned)) } else { by_id }
    }

    fn named_kind(&self, name: &str) -> Option<Text> {
        let known = self.template.kinds().contains(&name);
        known.then(|| text!("“{name}”是 kind 的一种：写成 kind = {name}", "“{name}” is a kind of agency: write kind = {name}"))
    }

    /// `申请.新收`: a table and one of its lines.
    fn dotted_line<'p>(&self, path: &'p ast::Path) -> Option<(&'p str, AxisKind, String)> {
        let (table, rest) = path.parts.split_first()?;
        let on = self.edition().and_then(|edition| edition.table_with_id(&table.node))?;
        let id = rest.iter().map(|part| part.node.as_str()).collect::<Vec<_>>().join(".");
        let axis = [AxisKind::Rows, AxisKind::Columns].into_iter().find(|axis| on.axis(*axis).find(&id).is_some())?;
        Some((&table.node, axis, id))
    }

    /// `解读.政策解读.合计`, as the cell that it means.
    fn dotted_cell(&self, path: &ast::Path) -> Option<String> {
        let (table, rest) = path.parts.split_first()?;
        let on = self.edition().and_then(|edition| edition.table_with_id(&table.node))?;
        let ids: Vec<&str> = rest.iter().map(|part| part.node.as_str()).collect();
        (1..ids.len()).find_map(|cut| {
            let (row, column) = ids.split_at_checked(cut)?;
            let (row, column) = (row.join("."), column.join("."));
            on.rows.find(&row)?;
            on.columns.find(&column)?;
            Some(format!("{}[{row}, {column}]", on.id))
        })
    }

    /// No table of the edition has that name.
    pub(super) fn unknown_table(&self, name: &ast::Name) -> Wrong {
        let word = &name.node;
        let tables = self.edition().map(|edition| edition.tables.as_slice()).unwrap_or_default();
        let others = self.editions_where(|edition| edition.table(word).is_some());
        if !others.is_empty() {
            return self.missing_in_edition(name.span, text!("表“{word}”", "table “{word}”"), &others, self.became(None, word));
        }
        let message = text!("没有名为“{word}”的表", "there is no table “{word}”");
        let label = text!("不认识的表", "unknown table");
        let wrong = self.error(Code::UnknownTable, name.span, message, label);
        if let Some(id) = labelled(tables.iter().map(|table| (table.id.as_str(), table.labels.as_slice())), word) {
            return self.label_for_name(name.span, word, id);
        }
        if let Some((home, axis, _)) = self.homes(word).into_iter().next() {
            let (zh, en) = axis_words(axis);
            let help = text!(
                "“{word}”是表“{home}”里的{zh}或组，这里写表名：{home}",
                "“{word}” is a {en} or group of the table “{home}”: the name of the table belongs here"
            );
            return Box::new(wrong.help(help));
        }
        let section = self.edition().and_then(|edition| edition.sections.get(edition.section(word)?));
        if let Some(section) = section {
            let inside: Vec<&str> = tables.slice(section.tables.clone()).iter().map(|table| table.id.as_str()).collect();
            let (zh, en) = (inside.join("、"), inside.join(", "));
            if !inside.is_empty() {
                let help = text!("“{word}”是一个部分，其中的表是：{zh}", "“{word}” is a section; its tables are {en}");
                return Box::new(wrong.help(help));
            }
        }
        Box::new(suggest(*wrong, word, tables.iter().map(|table| table.id.as_str())))
    }

    /// A printed text where its name belongs.
    pub(super) fn label_for_name(&self, span: Span, written: &str, id: &str) -> Wrong {
        let written = written.trim_matches('"');
        let message = text!("这里写名称，不写表上的文字“{written}”", "a name stands here, not the printed label “{written}”");
        let label = text!("它的名称是 {id}", "its name is {id}");
        Box::new(self.error(Code::LabelForName, span, message, label).write(id))
    }

    /// The name of a line of that table in another edition, the latest first, by its label.
    pub(super) fn labelled_elsewhere(&self, table: &str, axis: AxisKind, written: &str) -> Option<String> {
        let editions = self.template.editions.iter().rev();
        let mut tables = editions.filter_map(|edition| edition.table_with_id(table));
        tables.find_map(|table| line_labelled(table.axis(axis), written).map(str::to_owned))
    }

    /// `科研机构` for `组织.科研机构`.
    fn group_left_out(&self, span: Span, written: &str, (group, id): (&str, &str)) -> Wrong {
        let message = text!(
            "“{written}”在组“{group}”里，要连组名一起写",
            "“{written}” stands in the group “{group}”: the name of the group belongs before it"
        );
        Box::new(self.error(Code::GroupLeftOut, span, message, text!("前面少了组名", "the group is missing")).write(id))
    }

    /// `piror.有效`, `年度`: a word of the language, misspelt or in Chinese.
    fn word_misspelt(&self, path: &ast::Path, full: &str) -> Option<Wrong> {
        let first = path.parts.first().map(|first| first.node.as_str())?;
        let meant = match path.parts.len() {
            1 if !first.is_ascii() => meant(first, &["year", "published", "received"])?,
            1 => return None,
            _ => meant(first, &["prior", "children"]).filter(|_| first.is_ascii())?,
        };
        if !self.homes(full).is_empty() {
            return None;
        }
        let better = full.replacen(first, meant, 1);
        let message = text!("这里不认识“{first}”", "“{first}” is not known here");
        let label = text!("应写 {meant}", "write {meant}");
        Some(Box::new(self.error(Code::UnknownLine, path.span, message, label).write(better)))
    }

    /// No row or column of a table has that name.
    pub(super) fn unknown_line(&self, table: usize, axis: AxisKind, path: &ast::Path, full: &str) -> Wrong {
        let Some(on) = self.table(table) else { return self.bare_name(path, full) };
        if let Some(wrong) = self.other_mark_or_report(on.axis(axis), path, full).or_else(|| self.word_misspelt(path, full)) {
            return wrong;
        }
        if on.is_fields && axis == AxisKind::Columns {
            let name = &on.id;
            let message = text!("表“{name}”没有列，只写项", "the table “{name}” has no columns: a cell is one of its fields");
            let label = text!("删去", "remove this");
            let wrong = self.error(Code::UnknownLine, path.span, message, label);
            return Box::new(wrong.help(text!("写成 {name}[项]", "write {name}[FIELD]")));
        }
        if let Some(wrong) = self.fact_under_each(path, full).or_else(|| self.no_line_at_hand(on, axis, path, full)) {
            return wrong;
        }
        if on.axis(other(axis)).find(full).is_some() {
            return self.on_the_other_axis(on, axis, path, full);
        }
        let (zh, en) = axis_words(axis);
        let (name, on_axis) = (&on.id, axis);
        let is_there =
            |edition: &Edition, id: &str| edition.table_with_id(name).is_some_and(|table| table.axis(axis).find(id).is_some());
        let others = self.editions_where(|edition| is_there(edition, full));
        if !others.is_empty() {
            let what = text!("{zh}“{full}”", "{en} “{full}” in “{name}”");
            let became = self.became(Some((name, axis)), full);
            let near = self.misspelt(on, axis, full, is_there).filter(|_| became.is_none());
            let wrong = self.missing_in_edition(path.span, what, &others, became);
            return match near {
                Some(near) => Box::new(suggest(wrong.about(Subject::Other), near, [near])),
                None => wrong,
            };
        }
        if let Some(id) = line_labelled(on.axis(axis), full) {
            return match id.rsplit_once('.').filter(|(_, last)| *last == full) {
                Some((group, _)) => self.group_left_out(path.span, full, (group, id)),
                None => self.label_for_name(path.span, full, id),
            };
        }
        if let Some(id) = self.labelled_elsewhere(name, on_axis, full) {
            return self.label_for_name(path.span, full, &id);
        }
        let message = text!("表“{name}”没有{zh}“{full}”", "the table “{name}” has no {en} “{full}”");
        let label = text!("不认识的{zh}", "unknown {en}");
        let wrong = self.error(Code::UnknownLine, path.span, message, label);
        if let Some((home, home_axis, id)) = self.homes(full).into_iter().next() {
            let (zh, en) = axis_words(home_axis);
            let help = match (home == *name, home_axis) {
                (true, _) => text!("“{full}”是这张表的{zh} {id}", "“{full}” is the {en} {id} of this table"),
                (false, AxisKind::Rows) => text!(
                    "“{full}”是表“{home}”的{zh}：写成 {home}[{id}, 列]，或者换一张表",
                    "“{full}” is a {en} of “{home}”: write {home}[{id}, COLUMN], or name another table"
                ),
                (false, AxisKind::Columns) => text!(
                    "“{full}”是表“{home}”的{zh}：写成 {home}[行, {id}]，或者换一张表",
                    "“{full}” is a {en} of “{home}”: write {home}[ROW, {id}], or name another table"
                ),
            };
            return Box::new(wrong.help(help));
        }
        if let Some(help) = no_name_but_a_value(full) {
            return Box::new(wrong.help(help));
        }
        let axis = on.axis(axis);
        Box::new(suggest(*wrong, full, named(axis).map(|(id, _)| id).collect::<Vec<_>>()))
    }

    /// `办理·总计`, `图解加音视频`, `上年.合计`: a mark of the input method for the dot, a word for an operator or for another report.
    fn other_mark_or_report(&self, axis: &Axis, path: &ast::Path, full: &str) -> Option<Wrong> {
        if let Some(mark) = full.chars().find(|c| matches!(c, '·' | '・' | '‧')) {
            let dotted = full.replace(mark, ".");
            let message =
                text!("组名和行、列名之间写英文句点，不写“{mark}”", "between a group and its lines stands a dot, not “{mark}”");
            return Some(Box::new(
                self.error(Code::OtherMarkInName, path.span, message, text!("应写 .", "write .")).write(dotted),
            ));
        }
        if let Some((first, second)) =
            full.split_once('至').or_else(|| full.split_once('到')).filter(|(first, _)| axis.find(first).is_some())
        {
            let message = text!("不能写“从 {first} 到 {second}”", "the language has no “from {first} to {second}”");
            let help = text!(
                "逐项写出并相加：单独的行、列直接写，一组写 sum(组名)，例如 {first} + sum(组名)",
                "write the parts with + between: a row or column by its name, a group as sum(GROUP), such as {first} + sum(GROUP)"
            );
            return Some(Box::new(self.error(Code::OtherMarkInName, path.span, message, text!("这一段", "this")).help(help)));
        }
        if let Some((first, sign, second)) = operator_in_name(full, |name| axis.find(name).is_some()) {
            let message = text!(
                "表里没有“{full}”；两个名称之间要写运算符",
                "nothing is called “{full}”; between two names stands an operator"
            );
            let instead = format!("{first} {sign} {second}");
            let label = text!("应写 {instead}", "write {instead}");
            return Some(Box::new(self.error(Code::ForeignOperator, path.span, message, label).instead(instead)));
        }
        self.other_report_of(path, full, |rest| axis.find(rest).is_some())
    }

    /// `上年.合计`, `下级.cell`: another report by another word.
    pub(super) fn other_report_of(&self, path: &ast::Path, full: &str, is_name: impl Fn(&str) -> bool) -> Option<Wrong> {
        let (word, ours, rest) = OTHER_REPORTS.iter().find_map(|(word, ours)| {
            let rest = full.strip_prefix(word)?.trim_start_matches(['.', '的']);
            is_name(rest).then_some((*word, *ours, rest))
        })?;
        let whose = match ours {
            "prior" => text!("上年报告", "last year's report"),
            _ => text!("下级报告", "the reports of subordinate units"),
        };
        let message = text!("“{word}”在这里要写成 {ours}", "“{word}” is written {ours} here");
        let (zh, en) = (whose.zh, whose.en);
        let instead = format!("{ours}.{rest}");
        let help = text!("{zh}的数写成 {instead}", "a figure of {en} is written {instead}");
        Some(Box::new(
            self.error(Code::OtherMarkInName, path.span, message, text!("应写 {ours}.", "write {ours}."))
                .help(help)
                .instead(instead),
        ))
    }

    fn on_the_other_axis(&self, on: &Table, axis: AxisKind, path: &ast::Path, full: &str) -> Wrong {
        let table = &on.id;
        let ((zh, en), (other_zh, other_en)) = (axis_words(axis), axis_words(other(axis)));
        let message = text!("“{full}”是表“{table}”的{other_zh}，不是{zh}", "“{full}” is a {other_en} of “{table}”, not a {en}");
        let label = text!("这里要写一{zh}", "a {en} is wanted here");
        let wrong = self.error(Code::OtherAxis, path.span, message, label);
        if let (Position::Line { .. }, Some(id)) = (self.position, self.only_with_group(on.axis(axis), full)) {
            let each = axis_words(axis).1;
            let help = text!(
                "这一{other_zh}的“{full}”写 {id}；要逐{zh}检查，写 each {each} of {table}",
                "that of the {other_en} at hand is written {id}; to check {each} by {each} write each {each} of {table}"
            );
            return Box::new(wrong.help(help).instead(id));
        }
        Box::new(match (self.position, axis) {
            (Position::Line { .. }, AxisKind::Rows) => wrong.help(text!(
                "要逐行检查，写 each row of {table}；只要这一列的一格，写 {table}[行, {full}]",
                "to check row by row, write `each row of {table}`; for one cell of this column write {table}[ROW, {full}]"
            )),
            (Position::Line { .. }, AxisKind::Columns) => wrong.help(text!(
                "要逐列检查，写 each column of {table}；只要这一行的一格，写 {table}[{full}, 列]",
                "to check column by column, write `each column of {table}`; for one cell of this row write {table}[{full}, COLUMN]"
            )),
            _ => wrong.help(text!("单元格写成 {table}[行, 列]，先行后列", "a cell is written {table}[row, column], the row first")),
        })
    }

    /// The names of the other editions for which `has` holds, the oldest first.
    fn editions_where(&self, has: impl Fn(&Edition) -> bool) -> Vec<String> {
        let others = self.template.edition_ids().filter(|edition| *edition != self.edition);
        others.map(|edition| &self.template[edition]).filter(|edition| has(edition)).map(|edition| edition.name.clone()).collect()
    }

    fn missing_in_edition(&self, span: Span, what: Text, others: &[String], became: Option<Text>) -> Wrong {
        let own = self.edition().map(|edition| edition.name.clone()).unwrap_or_default();
        let (zh, en) = (what.zh, what.en);
        let (has_zh, has_en) = (others.join("、"), others.join(", "));
        let message = text!("{own} 年版没有{zh}", "the edition {own} has no {en}");
        let label = text!("{has_zh} 年版有，{own} 年版没有", "in the edition {has_en}, not in {own}");
        let wrong = self.error(Code::NotInEdition, span, message, label);
        let help = became.unwrap_or_else(|| other_edition(self.held_by, &own, others));
        Box::new(wrong.help(help).about(Subject::OtherEdition))
    }

    /// The name that was likely meant for one that other editions have: near it, theirs in none of them, and nowhere said to be new.
    fn misspelt<'t>(
        &self,
        table: &'t Table,
        axis: AxisKind,
        written: &str,
        is_there: impl Fn(&Edition, &str) -> bool,
    ) -> Option<&'t str> {
        let follows = || self.template.editions.iter().flat_map(|edition| &edition.follows);
        let is_said = |id: &str| {
            let line = Some((axis, id.to_owned()));
            let mut changes = follows().flat_map(|follows| &follows.changes).filter(|change| change.what.table == table.id);
            changes.any(|change| change.what.line == line || change.from.iter().any(|from| from == id))
        };
        if is_said(written) {
            return None;
        }
        let is_shared = |id: &str| {
            let others = self.template.edition_ids().filter(|edition| *edition != self.edition);
            others.into_iter().any(|edition| is_there(&self.template[edition], id))
        };
        let own = table.axis(axis).lines.iter().map(|line| line.id.as_str());
        nearest(written, own.filter(|id| !is_said(id) && !is_shared(id)))
    }

    /// What a name of another edition became in this one, or was called in it, if the editions say so.
    fn became(&self, line: Option<(&str, AxisKind)>, name: &str) -> Option<Text> {
        let own = self.edition().filter(|_| self.held_by != HeldBy::Nothing)?;
        let of_line = |what: &Option<(AxisKind, String)>| what.as_ref().map(|(axis, _)| *axis) == line.map(|(_, axis)| axis);
        let changes = own.follows.iter().flat_map(|follows| &follows.changes).filter(|change| of_line(&change.what.line));
        let changes: Vec<_> = changes.filter(|change| line.is_none_or(|(table, _)| change.what.table == table)).collect();
        let id = |what: &crate::template::ChangedPart| what.line.as_ref().map_or(what.table.clone(), |(_, id)| id.clone());
        let (year, inside) = (&own.name, format!("{name}."));
        if let Some(dropped) = changes.iter().find(|change| change.kind == ChangeKind::Dropped && id(&change.what) == name) {
            let reason = &dropped.reason;
            return Some(text!(
                "{year} 年版删去了“{name}”（{reason}）：去掉它，或者换一个名称",
                "the edition {year} dropped “{name}” ({reason}): leave it out, or use another name"
            ));
        }
        let mut now: Vec<String> = Vec::new();
        for change in changes.iter().filter(|change| change.from.iter().any(|from| from == name || from.starts_with(&inside))) {
            let to = id(&change.what);
            let whole = change.from.iter().any(|from| from == name) && change.kind != ChangeKind::Split;
            let group =
                if change.kind == ChangeKind::Split { Some(to.as_str()) } else { to.rsplit_once('.').map(|(group, _)| group) };
            let to = if whole { to.clone() } else { group.map_or(to.clone(), |group| format!("sum({group})")) };
            if !now.contains(&to) {
                now.push(to);
            }
        }
        let now = now.join(" + ");
        (!now.is_empty()).then(|| text!("{year} 年版里是 {now}：写成 {now}", "in the edition {year} it is {now}: write {now}"))
    }
}

/// What to do about a name that only other editions have.
fn other_edition(held_by: HeldBy, own: &str, others: &[String]) -> Text {
    let others = others.join(", ");
    match held_by {
        HeldBy::Nothing => only_in(&others),
        HeldBy::Clause => text!(
            "这条规则的 in edition 写着 {own}：改用 {own} 年版的名称，或者去掉 {own}，写 in edition {others}",
            "the rule's `in edition` names {own}: use a name of that edition, or write `in edition {others}`"
        ),
        HeldBy::Test => text!(
            "这个测试用的是 {own} 年版：改用 {own} 年版的名称，或者写成 test \"…\" in edition {others} {{ … }}",
            "this test is of the edition {own}: use a name of that edition, or write test \"…\" in edition {others} {{ … }}"
        ),
    }
}

/// A rule that is meant for these editions says so.
pub(super) fn only_in(editions: &str) -> Text {
    text!(
        "如果这条规则只管 {editions} 年版，加一行：in edition {editions}",
        "if the rule is meant for that edition only, add a line: in edition {editions}"
    )
}

/// `十`, `空`: a figure in Chinese, a word for nothing, or the place of a row in the table.
fn no_name_but_a_value(written: &str) -> Option<Text> {
    if written.chars().all(|c| numeral::is_numeral(c) || c == numeral::HUNDRED_MILLION) {
        return Some(text!("数写成阿拉伯数字，例如 10", "a figure is written in digits, such as 10"));
    }
    if matches!(written, "空" | "空白" | "空值" | "无" | "null" | "NULL" | "none" | "empty" | "blank") {
        return Some(text!(
            "规则里不能问一格是不是空白：总计漏填由 require totals filled 检查，别的空白按表样里的 blank 处理",
            "a rule cannot ask whether a cell is blank: totals left blank are found by `require totals filled`, other blanks count as `blank` in the form says"
        ));
    }
    if written.ends_with('日') && written.contains('月') {
        return Some(text!(
            "日期写成 1月31日，前后不写别的字；和 published、received 比较的就是次年的，要写明年份的写 2024年1月31日",
            "a day is written 1月31日 and nothing else; compared with published or received it is in the year after; with its year it is 2024年1月31日"
        ));
    }
    let of_sheet = written.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let is_place = !of_sheet.is_empty() && of_sheet.len() < written.len() && of_sheet.chars().all(|c| c.is_ascii_digit())
        || written.starts_with('第') && written.ends_with(['行', '列', '项'])
        || written.chars().all(|c| c.is_ascii_digit());
    is_place.then(|| {
        text!(
            "行和列按名称写，不按第几行第几列；名称是表样（schemas）里引号前面的词",
            "rows and columns go by their names, not by their place; a name is the word before the quotation marks in the form (schemas)"
        )
    })
}
