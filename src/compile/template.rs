//! The editions of the form, from their trees: ids made full, labels gathered, kinds settled cell by cell.

use super::{
    In,
    kinds::{Kinds, kind},
    misnamed::{mark_for_name, word_for_name},
    reporter::Reporter,
};
use crate::{
    chinese::numeral,
    diagnostic::{Code, Diagnostic},
    slice::Slice,
    source::{Source, Span},
    syntax::ast::{self, Role},
    template::{Axis, Blank, Edition, Group, Kind, Line, Measure, Open, Section, Table, Template},
    text,
};
use std::sync::Arc;

/// All editions, oldest first; names that they lack for a mistake in them are added to `lost`.
pub(super) fn compile(editions: &[In<'_, ast::Edition>], lost: &mut Vec<String>, reporter: &mut Reporter) -> Template {
    let mut compiled: Vec<(Edition, &In<'_, ast::Edition>)> = Vec::new();
    for item in editions {
        one_form_only(editions, item, reporter);
        let mut compiler = Compiler { source: item.source, reporter, lost: &mut *lost };
        compiled.push((compiler.edition(item.node), item));
    }
    compiled.sort_by_key(|(edition, _)| edition.first_year);
    end_before_own(&mut compiled);
    for pair in compiled.windows(2) {
        if let [(older, first), (newer, second)] = pair {
            distinct_years(older, first, newer, second, reporter);
        }
    }
    without_notice(&compiled, reporter);
    let name = editions.first().map(|item| item.node.template.node.clone()).unwrap_or_default();
    let (editions, items): (Vec<Edition>, Vec<_>) = compiled.into_iter().unzip();
    let template = Template { name, editions };
    super::follows::check(&template, &items, reporter);
    template
}

/// A built-in edition that is still in force ends where one of the folder's own that extends it begins.
fn end_before_own(compiled: &mut [(Edition, &In<'_, ast::Edition>)]) {
    let starts: Vec<u16> =
        compiled.iter().filter(|(_, item)| !item.is_inherited()).map(|(edition, _)| edition.first_year).collect();
    for (edition, _) in compiled.iter_mut().filter(|(edition, item)| item.is_inherited() && edition.last_year.is_none()) {
        let next = starts.iter().filter(|start| **start > edition.first_year).min();
        edition.last_year = next.map(|start| start.saturating_sub(1));
    }
}

/// Editions that name no notice, where others do.
fn without_notice(compiled: &[(Edition, &In<'_, ast::Edition>)], reporter: &mut Reporter) {
    let (with, without): (Vec<_>, Vec<_>) = compiled.iter().partition(|(edition, _)| !edition.basis.is_empty());
    for (edition, item) in without.into_iter().filter(|_| !with.is_empty()) {
        let name = &edition.name;
        let message = text!("{name} 年版没有写依据", "the edition {name} names no basis");
        let label = text!("哪个文件规定的？", "by which notice?");
        let help = text!("加一行：basis \"文号\"", "add a line: basis \"NOTICE\"");
        reporter.push(Diagnostic::new(Code::NoNotice, item.source, item.node.edition.span, message, label).help(help));
    }
}

fn one_form_only(editions: &[In<'_, ast::Edition>], item: &In<'_, ast::Edition>, reporter: &mut Reporter) {
    let Some(first) = editions.first() else { return };
    let (name, other) = (&item.node.template.node, &first.node.template.node);
    if name != other {
        let message = text!("一个规则文件夹只能写一种表样", "a rules folder holds one form only");
        let label = text!("这里是“{name}”", "here it is “{name}”");
        let help = text!("把另一种表样的文件移到另一个文件夹", "move the files of the other form to a folder of their own");
        reporter.push(
            Diagnostic::new(Code::TwoForms, item.source, item.node.template.span, message, label)
                .also(first.source, first.node.template.span, text!("这里是“{other}”", "here it is “{other}”"))
                .help(help),
        );
    }
}

fn distinct_years(
    older: &Edition,
    first_item: &In<'_, ast::Edition>,
    newer: &Edition,
    second: &In<'_, ast::Edition>,
    reporter: &mut Reporter,
) {
    let (old, new) = (&older.name, &newer.name);
    if old == new {
        let message = text!("“{new}”版写了两次", "the edition “{new}” stands twice");
        let label = text!("第二次", "the second time");
        reporter.push(Diagnostic::new(Code::EditionTwice, second.source, second.node.edition.span, message, label).also(
            first_item.source,
            first_item.node.edition.span,
            text!("第一次", "the first time"),
        ));
    } else if older.last_year.is_none_or(|last| last >= newer.first_year) {
        let year = newer.first_year;
        let (first, before) = (older.first_year, year.saturating_sub(1));
        let message =
            text!("{year} 年同时属于“{old}”“{new}”两版", "the year {year} belongs to both editions, “{old}” and “{new}”");
        let label = text!("从 {year} 年起", "from {year} on");
        let help =
            text!("给旧版写上最后一年：years {first}..{before}", "give the older edition its last year: years {first}..{before}");
        reporter.push(
            Diagnostic::new(Code::YearsOverlap, second.source, second.node.edition.span, message, label)
                .also(first_item.source, first_item.node.edition.span, text!("也管到 {year} 年", "covers {year} too"))
                .help(help),
        );
    } else if let Some(gap) = older.last_year.and_then(|last| last.checked_add(1)).filter(|next| *next < newer.first_year) {
        let last = newer.first_year.saturating_sub(1);
        let years = if gap == last { gap.to_string() } else { format!("{gap}-{last}") };
        let Some(span) = first_item.node.years.first().map(|years| years.span) else { return };
        let help = text!(
            "旧版一直用到新版之前，写 years {{0}}..{last}；确有断档则不用改",
            "if the older edition was in force until then, write years {{0}}..{last}; if there was a gap, leave it"
        );
        let first_year = crate::lang::Text::same(older.first_year.to_string());
        let message = text!("{years} 年不属于任何一版", "the year {years} belongs to no edition");
        let label = text!("“{old}”到此为止", "“{old}” ends here");
        let wrong = Diagnostic::new(Code::YearsGap, first_item.source, span, message, label);
        let begins = second.node.years.first().map_or(second.node.edition.span, |years| years.span);
        reporter.push(
            wrong
                .also(second.source, begins, text!("“{new}”从这里起", "“{new}” begins here"))
                .help(help.filled(&first_year, &first_year)),
        );
    }
}

struct Compiler<'a> {
    source: &'a Arc<Source>,
    reporter: &'a mut Reporter,
    /// Names that the form was likely meant to hold.
    lost: &'a mut Vec<String>,
}

impl Compiler<'_> {
    fn error(&mut self, code: Code, span: Span, message: crate::lang::Text, label: crate::lang::Text) {
        self.reporter.push(Diagnostic::new(code, self.source, span, message, label));
    }

    /// The name of an edition: `2028` where `2028年版` is written, once that is said.
    fn edition_name(&mut self, node: &ast::Edition) -> String {
        let written = &node.edition.node;
        let year = written.trim_start_matches(['v', 'V', '第']).trim_end_matches(['年', '版', '度', '本']);
        if year == written || year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return written.clone();
        }
        let message = text!("版名只写年份，不写“{written}”", "an edition is named by its year alone, not “{written}”");
        let label = text!("应写 {year}", "write {year}");
        self.reporter.push(
            Diagnostic::new(Code::EditionName, self.source, node.edition.span, message, label).write(format!("edition {year}")),
        );
        year.to_owned()
    }

    fn edition(&mut self, node: &ast::Edition) -> Edition {
        let (first_year, last_year) = self.years(node);
        let mut edition = Edition {
            name: self.edition_name(node),
            basis: node.basis.iter().map(|basis| basis.node.clone()).collect(),
            first_year,
            last_year,
            subjects: node.subjects.iter().flat_map(own_labels).collect(),
            kinds: node.kinds.iter().map(|kind| kind.node.clone()).collect(),
            comparable: node.comparable.iter().map(|units| units.iter().map(|unit| unit.node.clone()).collect()).collect(),
            follows: super::follows::read(node, self.source, self.reporter),
            ..Edition::default()
        };
        node.basis.iter().for_each(|notice| super::basis::odd(self.source, notice, &[], self.reporter));
        self.distinct(node.kinds.iter(), "类别", "kind");
        self.distinct(node.sections.iter().map(|section| &section.name), "部分", "section");
        self.distinct(node.sections.iter().flat_map(|section| &section.tables).map(|table| &table.name), "表", "table");
        let always = node.sections.iter().filter(|section| section.when.is_none());
        self.distinct_numbers(always.map(|section| &section.labels));
        for section in &node.sections {
            let start = edition.tables.len();
            for table in &section.tables {
                let compiled = self.table(table);
                edition.tables.push(compiled);
            }
            let labels = labels(&section.name, &section.labels);
            let when = section.when.as_ref().map(|when| self.source.slice(when.span).trim().to_owned());
            edition.sections.push(Section { id: section.name.node.clone(), labels, when, tables: start..edition.tables.len() });
        }
        edition
    }

    fn years(&mut self, node: &ast::Edition) -> (u16, Option<u16>) {
        if let Some(second) = node.years.get(1) {
            let message = text!("years 写了两次", "`years` stands twice");
            let label = text!("只留一个", "keep one of them");
            self.error(Code::PartTwice, second.span, message, label);
        }
        let Some(years) = node.years.first() else {
            let name = &node.edition.node;
            let message = text!("“{name}”版没有写适用年度", "the edition “{name}” does not say which years it is for");
            let label = text!("这一版", "this edition");
            let first = Some(name.as_str()).filter(|name| name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit()));
            let first = first.unwrap_or("2021");
            let help = text!("在大括号里写一行：years {first}..", "write a line inside the braces: years {first}..");
            self.reporter.push(Diagnostic::new(Code::YearsMissing, self.source, node.edition.span, message, label).help(help));
            return (0, None);
        };
        if years.node.last.is_some_and(|last| last < years.node.first) {
            let message = text!("年度的先后写反了", "the years run backwards");
            let label = text!("先写较早的一年", "the earlier year comes first");
            self.error(Code::YearsBackwards, years.span, message, label);
        }
        (years.node.first, years.node.last)
    }

    /// A name may stand once in its place.
    fn distinct<'n>(&mut self, names: impl Iterator<Item = &'n ast::Name>, zh: &str, en: &str) {
        let mut seen: Vec<&ast::Name> = Vec::new();
        for name in names {
            let word = &name.node;
            if let Some(first) = seen.iter().find(|first| first.node == name.node) {
                let message = text!("{zh}“{word}”写了两次", "the {en} “{word}” stands twice");
                let label = text!("第二次", "the second time");
                let help = text!("改成另一个名称，或删去其中一个", "give one of them another name, or remove it");
                self.reporter.push(
                    Diagnostic::new(Code::NameTwice, self.source, name.span, message, label)
                        .also(self.source, first.span, text!("第一次", "the first time"))
                        .help(help),
                );
            }
            seen.push(name);
        }
    }

    /// 五、… 五、…: parts beside one another are numbered apart.
    fn distinct_numbers<'n>(&mut self, labels: impl Iterator<Item = &'n ast::Labels>) {
        let mut seen: Vec<(&str, Span)> = Vec::new();
        for label in labels.filter_map(|labels| labels.printed.as_ref()) {
            let Some(number) = numbering(&label.node) else { continue };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == number) {
                let message = text!("序号“{number}”用了两次", "the number “{number}” is used twice");
                let help = text!("按表上印的改序号", "number them as the form does");
                self.reporter.push(
                    Diagnostic::new(Code::NumberTwice, self.source, label.span, message, text!("第二次", "the second time"))
                        .also(self.source, *first, text!("第一次", "the first time"))
                        .help(help),
                );
            }
            seen.push((number, label.span));
        }
    }

    fn table(&mut self, node: &ast::Table) -> Table {
        let lost = self.lost.len();
        let mut columns = if node.fields { Entries::of_no_name() } else { self.only_axis(node, &node.columns, "columns") };
        let mut rows = self.only_axis(node, &node.rows, "rows");
        let open = node.rows.first().and_then(|axis| axis.open.as_ref());
        let open = open.and_then(|open| self.open(open, &mut rows, &mut columns));
        Kinds { source: self.source, reporter: self.reporter }.units(node);
        for second in node.cells.iter().skip(1) {
            let message = text!("cells 写了两次", "`cells` stands twice");
            let label = text!("只留一个", "keep one of them");
            self.error(Code::PartTwice, second.span, message, label);
        }
        let mut table = Table {
            id: node.name.node.clone(),
            is_fields: node.fields,
            open,
            labels: own_labels(&node.labels),
            blank: node.blank.first().map_or(Blank::Zero, |blank| blank.node),
            rows: rows.axis,
            columns: columns.axis,
            kinds: Vec::new(),
        };
        // Where a word became a name, what the entry holds was said with it.
        let silent = &mut Reporter::default();
        let reporter = if self.lost.len() > lost { silent } else { &mut *self.reporter };
        table.kinds = Kinds { source: self.source, reporter }.kinds(node, &rows.cells, &columns.cells);
        if table.cell_count() > 10_000 {
            let count = table.cell_count();
            let message = text!("这张表有 {count} 个单元格，太大了", "this table has {count} cells, which is too many");
            let label = text!("一张表至多 10000 个单元格", "a table has 10000 cells at most");
            self.error(Code::TableTooLarge, node.name.span, message, label);
            return Table::default();
        }
        table
    }

    /// The line that stands for the rows which a reporter adds. What tells them apart is a text, if nothing else is said.
    fn open(&mut self, open: &ast::OpenRows, rows: &mut Entries, columns: &mut Entries) -> Option<Open> {
        let key = super::scope::joined(&open.key).into_owned();
        let Some(at) = columns.axis.line(&key) else {
            let known: Vec<&str> = columns.axis.lines.iter().map(|line| line.id.as_str()).collect();
            let message = text!("没有名为“{key}”的列", "there is no column “{key}”");
            let label = text!("不认识的名称", "unknown name");
            let wrong = Diagnostic::new(Code::UnknownLine, self.source, open.key.span, message, label);
            self.reporter.push(super::names::suggest(wrong, &key, known));
            return None;
        };
        if let Some(kind) = columns.cells.get_mut(at) {
            kind.get_or_insert(Kind { measure: Measure::Text, ..Kind::default() });
        }
        let first = rows.axis.lines.len();
        let id = open.name.node.clone();
        rows.axis.lines.push(Line { id: id.clone(), labels: vec![id], group: None, is_total: false, is_less: false });
        rows.cells.push(None);
        Some(Open { first, key: at, least: open.least.into(), is_laid_out: false })
    }

    /// A line called a total that is not said to be one.
    fn unsaid_totals(&mut self, nodes: &[ast::Entry]) {
        const TOTALS: [&str; 6] = ["合计", "总计", "共计", "总和", "小计", "总数"];
        if nodes.len() < 2 || nodes.iter().any(|node| node.role == Role::Total) {
            return;
        }
        for node in nodes.iter().filter(|node| node.role == Role::Line && TOTALS.contains(&node.name.node.as_str())) {
            let name = &node.name.node;
            if name == "总数" {
                continue;
            }
            let message = text!(
                "“{name}”没有写 total，只当作普通的一项",
                "“{name}” is not said to be a total: it is a line like any other"
            );
            let help = text!(
                "它是这几项之和，写成 total {name}；只是其中几项之和，把那几项和 total {name} 放进一个 group；都不是，就换一个名称",
                "if it is the sum of the others write total {name}; if it is the sum of some, put them and total {name} into a group; if neither, give it another name"
            );
            let label = text!("前面少了 total", "total is missing before this");
            self.reporter.push(Diagnostic::new(Code::TotalNotSaid, self.source, node.name.span, message, label).help(help));
        }
    }

    fn only_axis(&mut self, table: &ast::Table, axes: &[ast::Axis], word: &str) -> Entries {
        let name = &table.name.node;
        if let Some(second) = axes.get(1) {
            let message = text!("{word} 写了两次", "`{word}` stands twice");
            let label = text!("合成一处", "make them one");
            self.error(Code::PartTwice, second.span, message, label);
        }
        let mut entries = Entries::default();
        match axes.first() {
            Some(axis) if axis.open.is_some() && axis.entries.is_empty() => {}
            Some(axis) if !axis.entries.is_empty() => self.entries(&axis.entries, None, &mut entries),
            _ => self.reporter.push(
                Diagnostic::new(
                    Code::NoAxis,
                    self.source,
                    table.name.span,
                    text!("表“{name}”没有 {word}", "the table “{name}” has no {word}"),
                    text!("这张表", "this table"),
                )
                .help(text!("在大括号里写：{word} {{ … }}", "write inside its braces: {word} {{ … }}")),
            ),
        }
        entries
    }

    /// Adds the entries of a group (or of the whole axis) to the axis.
    fn entries(&mut self, nodes: &[ast::Entry], parent: Option<usize>, into: &mut Entries) {
        if self.quotes_within_a_label(nodes) {
            return;
        }
        if !self.words_for_names(nodes) {
            self.distinct(nodes.iter().map(|node| &node.name), "名称", "name");
            self.distinct_labels(nodes);
            if !self.names_on_one_line(nodes) {
                self.unsaid_totals(nodes);
            }
        }
        for node in nodes {
            let id = into.full_id(parent, &node.name.node);
            match &node.role {
                Role::Group(inner) => {
                    if inner.is_empty() {
                        let name = &node.name.node;
                        let message = text!("组“{name}”里没有写行或列", "the group “{name}” holds no row or column");
                        let help = text!(
                            "在大括号里写各项的名称；它本身就是一项的，去掉 group 和大括号",
                            "write the names inside its braces; where it is one line itself, drop `group` and the braces"
                        );
                        self.reporter.push(
                            Diagnostic::new(Code::NoAxis, self.source, node.name.span, message, text!("这一组", "this group"))
                                .help(help),
                        );
                    }
                    self.distinct_numbers(inner.iter().map(|node| &node.labels));
                    let at = into.open_group(id, labels(&node.name, &node.labels), parent);
                    self.entries(inner, Some(at), into);
                    into.close_group(at);
                }
                role => self.line(node, id, parent, *role == Role::Total, into),
            }
        }
    }

    /// `国家秘密 "1.属于"国家秘密""`: a label that ends where it quotes something. Says whether there is one.
    fn quotes_within_a_label(&mut self, nodes: &[ast::Entry]) -> bool {
        let quotes = |node: &&ast::Entry| self.source.text.slice(..node.name.span.start as usize).ends_with('"');
        let Some(second) = nodes.iter().find(quotes) else { return false };
        let name = &second.name.node;
        let message = text!("表上的文字里不能再写英文引号", "a label holds no quotation marks \" of its own");
        let label = text!("文字在这里就结束了", "the label ends here");
        let help = text!("里面的引号写成中文引号：“{name}”", "write “{name}” within it");
        self.reporter.push(Diagnostic::new(Code::OtherQuote, self.source, second.name.span, message, label).help(help));
        self.lost.extend(nodes.iter().map(|node| node.name.node.clone()));
        true
    }

    /// A name in quotation marks on a line of its own is a label of the entry above.
    fn label_on_its_own_line(&mut self, node: &ast::Entry) {
        let line = |span: Span| self.source.line_index(span.start);
        let Some(label) = node.labels.printed.as_ref().filter(|label| line(label.span) != line(node.name.span)) else { return };
        let (name, written) = (&node.name.node, &label.node);
        let message =
            text!("“{written}”会成为上一行“{name}”在表上的文字", "“{written}” would be the printed label of “{name}” above");
        let bare = super::unknown::plain_label(written);
        let help = text!(
            "如果是另一项，名称不加引号：{bare}；如果是“{name}”在表上的文字，写到同一行",
            "if it is an entry of its own, its name has no quotation marks: {bare}; if it is the label of “{name}”, write it on that line"
        );
        let label_text = text!("这一行没有名称", "this line has no name");
        let wrong = Diagnostic::new(Code::LabelOnItsOwnLine, self.source, label.span, message, label_text);
        let wrong = wrong.also(self.source, node.name.span, text!("上一行", "the line above")).help(help);
        self.reporter.push(wrong);
        self.lost.push(bare);
    }

    /// A word that would be a name of its own beside another. Says whether there is one.
    fn words_for_names(&mut self, nodes: &[ast::Entry]) -> bool {
        let line = |node: &ast::Entry| self.source.line_index(node.name.span.start);
        let found = nodes.windows(2).find_map(|pair| {
            let [first, second] = pair else { return None };
            let beside = Some((first, second)).filter(|_| line(first) == line(second));
            let (first, second) = beside?;
            let wrong = word_for_name(self.source, first, second).or_else(|| mark_for_name(self.source, nodes, first, second))?;
            Some((wrong, format!("{}{}", first.name.node, second.name.node)))
        });
        let is_found = found.is_some();
        if let Some((wrong, lost)) = found {
            self.reporter.push(wrong);
            self.lost.push(lost);
        }
        is_found
    }

    /// Two bare names on one line, where the lines around hold one each: the second is likely a label without its quotation marks.
    /// Says whether there are such.
    fn names_on_one_line(&mut self, nodes: &[ast::Entry]) -> bool {
        let line = |node: &ast::Entry| self.source.line_index(node.name.span.start);
        for node in nodes {
            self.label_on_its_own_line(node);
        }
        let mut lines: Vec<usize> = nodes.iter().map(line).collect();
        lines.dedup();
        if lines.len() < 2 || lines.len() * 2 <= nodes.len() {
            return false;
        }
        let mut found = false;
        let bare = |node: &ast::Entry| node.labels.printed.is_none() && node.labels.also.is_empty() && node.role == Role::Line;
        for pair in nodes.windows(2) {
            let [first, second] = pair else { continue };
            if line(first) != line(second) {
                continue;
            }
            if !bare(first) || second.role != Role::Line {
                continue;
            }
            found = true;
            let (one, two) = (&first.name.node, &second.name.node);
            let message =
                text!("一行写了两个名称，会成为“{one}”“{two}”两项", "two names on one line are two parts, “{one}” and “{two}”");
            let help = match bare(second) {
                true => text!(
                    "“{two}”如果是表上的文字，写成 {one} \"{two}\"；如果确是两项，各写一行",
                    "if “{two}” is the printed label, write {one} \"{two}\"; if these are two parts, give each its line"
                ),
                false => text!(
                    "“{one}”如果不是一项，删去；如果确是两项，各写一行",
                    "if “{one}” is no part of the table, remove it; if these are two parts, give each its line"
                ),
            };
            let label = text!("第二个名称", "the second name");
            self.reporter
                .push(Diagnostic::new(Code::TwoNamesOnOneLine, self.source, second.name.span, message, label).help(help));
        }
        found
    }

    fn line(&mut self, node: &ast::Entry, id: String, parent: Option<usize>, is_total: bool, into: &mut Entries) {
        let at = into.axis.lines.len();
        if let Some(first) = is_total.then(|| into.set_total(parent, at)).flatten() {
            let name = &node.name.node;
            let first = into.axis.line_at(first).id.rsplit('.').next().unwrap_or_default();
            let message = text!(
                "这一组已有总计“{first}”，“{name}”是第二个",
                "this group has a total already, “{first}”; “{name}” is a second one"
            );
            let label = text!("一组只能有一个 total：删去其中一个", "a group has one total: remove one of the two");
            self.error(Code::SecondTotal, node.span, message, label);
        }
        into.cells.push(node.cells.first().map(kind));
        into.axis.lines.push(Line { id, labels: labels(&node.name, &node.labels), group: parent, is_total, is_less: node.less });
    }

    fn distinct_labels(&mut self, nodes: &[ast::Entry]) {
        let mut seen: Vec<(String, Span)> = Vec::new();
        for node in nodes {
            let own = node.labels.printed.iter().chain(&node.labels.also).map(|label| (label.node.clone(), label.span));
            let name = node.labels.printed.is_none().then(|| (node.name.node.clone(), node.name.span));
            for (label, span) in own.chain(name) {
                let same_name = |first: &Span| node.labels.printed.is_none() && self.source.slice(*first) == node.name.node;
                if let Some((_, first)) = seen.iter().find(|(other, first)| *other == label && !same_name(first)) {
                    let message = text!("标签“{label}”写了两次", "the label “{label}” stands twice");
                    let label = text!("读报告时将分不清是哪一个", "a report with this label could mean either");
                    self.reporter.push(Diagnostic::new(Code::LabelTwice, self.source, span, message, label).also(
                        self.source,
                        *first,
                        text!("已经用在这里", "it is used here already"),
                    ));
                }
                seen.push((label, span));
            }
        }
    }
}

/// The number that a printed text begins with: 五 of 五、…, 3 of 3.…, 一 of （一）….
fn numbering(label: &str) -> Option<&str> {
    let bare = label.trim_start_matches(['（', '(']);
    let number = bare.trim_start_matches(|c: char| c.is_ascii_digit() || numeral::is_ordinal(c));
    let length = bare.len() - number.len();
    let is_number = length > 0 && number.starts_with(['、', '.', '．', '）', ')']);
    let is_decimal = number.trim_start_matches(['.', '．']).starts_with(|c: char| c.is_ascii_digit());
    bare.get(..length).filter(|_| is_number && !is_decimal)
}

/// An axis as it is built, with what its lines say of their cells.
#[derive(Default)]
struct Entries {
    axis: Axis,
    cells: Vec<Option<Kind>>,
}

impl Entries {
    /// The one column of a list of fields.
    fn of_no_name() -> Entries {
        let line = Line { labels: vec![String::new()], ..Line::default() };
        Entries { axis: Axis { lines: vec![line], ..Axis::default() }, cells: vec![None] }
    }

    fn full_id(&self, parent: Option<usize>, name: &str) -> String {
        match parent.and_then(|at| self.axis.groups.get(at)) {
            Some(group) => format!("{}.{name}", group.id),
            None => name.to_owned(),
        }
    }

    fn open_group(&mut self, id: String, labels: Vec<String>, parent: Option<usize>) -> usize {
        let start = self.axis.lines.len();
        self.axis.groups.push(Group { id, labels, parent, lines: start..start, total: None });
        self.axis.groups.len() - 1
    }

    fn close_group(&mut self, at: usize) {
        let end = self.axis.lines.len();
        if let Some(group) = self.axis.groups.get_mut(at) {
            group.lines.end = end;
        }
    }

    /// Makes a line the total of a group or of the axis; returns the total that was there before.
    fn set_total(&mut self, parent: Option<usize>, line: usize) -> Option<usize> {
        match parent {
            Some(at) => self.axis.groups.get_mut(at).and_then(|group| group.total.replace(line)),
            None => self.axis.total.replace(line),
        }
    }
}

fn labels(name: &ast::Name, labels: &ast::Labels) -> Vec<String> {
    let mut all = own_labels(labels);
    if labels.printed.is_none() {
        all.insert(0, name.node.clone());
    }
    all
}

pub(super) fn own_labels(labels: &ast::Labels) -> Vec<String> {
    labels.printed.iter().chain(&labels.also).map(|label| label.node.clone()).collect()
}
