//! `gouji export`: linear rules, and the figures of reports, as relations that a database joins. What no database can check is named on
//! standard error, never left out in silence.

#[cfg(feature = "parquet")]
mod parquet;
mod table;

use self::table::Table;
use super::{
    Exit,
    args::{Export, ExportCells, ExportCommand, ExportRules},
    check::worse,
    load, refused,
    relation::Column::{self, Integer, Text as Words},
    whole_file,
};
use crate::{
    batch,
    engine::{self, Known, LeftOut, NotLinear, Relation},
    lang::{Lang, Text},
    report::{Cell, Report, Value},
    ruleset::{self, RuleSet},
    template::{CellId, Template},
    text,
    write::place_words,
};
use std::{
    fs,
    io::{self, Write},
};

pub(super) fn run(options: &Export, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let format = match &options.command {
        ExportCommand::Rules(options) => options.format,
        ExportCommand::Cells(options) => options.format,
    };
    if !format.is_built() {
        let why = text!(
            "这个程序没有编入 Parquet；请用 csv，或者自行编译：cargo build --release --features parquet",
            "this program was built without Parquet: take csv, or build it with `cargo build --release --features parquet`"
        );
        return Err(refused::said(why));
    }
    match &options.command {
        ExportCommand::Rules(options) => rules(options, lang, err),
        ExportCommand::Cells(options) => match &options.output {
            Some(path) => whole_file::write(path, |file| cells(options, lang, file, err)),
            None => cells(options, lang, out, err),
        },
    }
}

fn rules(options: &ExportRules, lang: Lang, err: &mut dyn Write) -> io::Result<Exit> {
    let rules = load::rules_with(options.rules.dir.as_deref(), &options.params)?;
    if let Some(code) =
        options.select.iter().find(|prefix| !rules.rules.iter().any(|rule| rule.code.starts_with(prefix.as_str())))
    {
        return Err(refused::said(load::no_rule(code)));
    }
    let asked = |code: &str| options.select.is_empty() || options.select.iter().any(|prefix| code.starts_with(prefix.as_str()));
    let (relations, left_out) = engine::relations(&rules, asked);
    fs::create_dir_all(&options.dir).map_err(refused::writing(&options.dir))?;
    write_rules(options, &rules, &relations)?;
    say_left_out(&left_out, lang, err)?;
    Ok(if left_out.is_empty() || options.select.is_empty() { Exit::Clean } else { Exit::LeftOut })
}

fn write_rules(options: &ExportRules, rules: &RuleSet, relations: &[Relation<'_>]) -> io::Result<()> {
    let is_exported = |code: &str| relations.iter().any(|relation| relation.rule.code == code);
    let of_rule = rules.rules.iter().filter(|rule| is_exported(&rule.code)).map(|rule| {
        let requirement = rule.requirement.split_whitespace().collect::<Vec<_>>().join(" ");
        vec![rule.code.clone(), rule.name.clone(), rule.severity.word().to_owned(), requirement]
    });
    table(options, "rule", &RULE, of_rule)?;
    let of_instance = relations.iter().enumerate().map(|(number, relation)| instance(number, relation, &rules.template));
    table(options, "instance", &INSTANCE, of_instance)?;
    let terms = relations.iter().enumerate();
    let terms = terms.flat_map(|(number, relation)| relation.row.terms.iter().map(move |term| (number, relation, term)));
    let of_term = terms.map(|(number, relation, term)| {
        let [edition, table, row, column] = coordinates(term.cell, &rules.template);
        let (code, at) = (relation.rule.code.clone(), relation.at.to_owned());
        vec![number.to_string(), code, at, edition, table, row, column, term.coefficient.to_string()]
    });
    table(options, "term", &TERM, of_term)
}

const RULE: [Column; 4] = [Words("code"), Words("name"), Words("severity"), Words("requirement")];

const INSTANCE: [Column; 9] = [
    Integer("instance"),
    Words("code"),
    Words("at"),
    Words("edition"),
    Words("relation"),
    Words("constant"),
    Integer("terms"),
    Integer("decimals"),
    Integer("scaled"),
];

const TERM: [Column; 8] = [
    Integer("instance"),
    Words("code"),
    Words("at"),
    Words("edition"),
    Words("table"),
    Words("row"),
    Words("column"),
    Integer("coefficient"),
];

fn instance(number: usize, relation: &Relation<'_>, template: &Template) -> Vec<String> {
    vec![
        number.to_string(),
        relation.rule.code.clone(),
        relation.at.to_owned(),
        template[relation.edition].name.clone(),
        sign(relation.row.relation).to_owned(),
        relation.constant.to_string(),
        relation.row.terms.len().to_string(),
        relation.decimals.to_string(),
        relation.scaled.to_string(),
    ]
}

/// The sign in SQL.
fn sign(relation: ruleset::Relation) -> &'static str {
    match relation {
        ruleset::Relation::Equal => "=",
        ruleset::Relation::NotEqual => "<>",
        ruleset::Relation::Less => "<",
        ruleset::Relation::LessEqual => "<=",
        ruleset::Relation::Greater => ">",
        ruleset::Relation::GreaterEqual => ">=",
    }
}

fn table(options: &ExportRules, name: &str, columns: &[Column], rows: impl Iterator<Item = Vec<String>>) -> io::Result<()> {
    let path = options.dir.join(name).with_extension(options.format.ending());
    let written = whole_file::write(&path, |file| {
        let mut table = Table::new(options.format, columns, file)?;
        for row in rows {
            table.row(&row.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        table.end()?;
        Ok(Exit::Clean)
    });
    written.map(|_| ())
}

/// Edition, table, row and column of a cell.
fn coordinates(cell: CellId, template: &Template) -> [String; 4] {
    let table = &template[cell.table];
    let (row, column) = table.row_and_column(cell.index());
    let (row, column) = (&table.rows.line_at(row).id, &table.columns.line_at(column).id);
    [&template[cell.table.edition].name, &table.id, row, column].map(String::clone)
}

fn say_left_out(left_out: &[LeftOut<'_>], lang: Lang, err: &mut dyn Write) -> io::Result<()> {
    if left_out.is_empty() {
        return Ok(());
    }
    let count = left_out.len();
    let words = text!(
        "有 {count} 条规则不能写成线性的关系表，没有导出；gouji check 核对全部规则：",
        "not exported, since a database cannot check them ({count} of the rules); `gouji check` checks all:"
    );
    writeln!(err, "gouji: {}", words.get(lang))?;
    for left in left_out {
        let why = why(left.why);
        let (zh, en) = if left.partly { ("（其余各处已导出）", " (its other places are exported)") } else { ("", "") };
        let partly = text!("{zh}", "{en}");
        writeln!(err, "  {} {}: {}{}", left.rule.code, left.rule.name, why.get(lang), partly.get(lang))?;
    }
    Ok(())
}

fn why(why: NotLinear) -> Text {
    match why {
        NotLinear::Prose => text!("看正文", "over prose"),
        NotLinear::Day => text!("看日期", "over days"),
        NotLinear::OtherReports => text!("与其他报告比较", "compares with other reports"),
        NotLinear::Form => text!("看表样、文件或整批报告", "about the form, the file or the batch"),
        NotLinear::Guarded => text!("有条件才适用", "applies in some case only"),
        NotLinear::Calculation => text!("不是线性的", "not linear"),
    }
}

const CELLS: [Column; 13] = [
    Words("path"),
    Words("agency"),
    Integer("year"),
    Words("edition"),
    Words("table"),
    Words("row"),
    Words("column"),
    Words("value"),
    Integer("blank"),
    Words("place"),
    Words("state"),
    Integer("scaled"),
    Words("text"),
];

fn cells(options: &ExportCells, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let rules = load::rules(options.rules.dir.as_deref())?;
    let inputs = batch::inputs(&options.files, &[]).all;
    if inputs.is_empty() {
        return Err(load::no_input(&options.files));
    }
    let mut table = Table::new(options.format, &CELLS, out)?;
    let mut worst = Exit::Clean;
    batch::read_all(&inputs, &rules, |name, report| match report {
        Ok(report) => report_rows(&name, &report, &rules.template, lang, &mut table),
        Err(why) => {
            worst = worse(worst, Exit::Unreadable);
            writeln!(err, "{name}: R001: {}", why.reason.get(lang))
        }
    })?;
    table.end()?;
    Ok(worst)
}

fn report_rows(path: &str, report: &Report, template: &Template, lang: Lang, out: &mut Table<'_>) -> io::Result<()> {
    let agency = report.agency.clone().unwrap_or_default();
    let year = report.year.map(|year| year.to_string()).unwrap_or_default();
    for (id, known) in engine::known(report, template) {
        let Some(cell) = report.cell(id) else { continue };
        let [edition, table, row, column] = coordinates(id, template);
        let place = place_words(report, cell.origin).map(|words| words.get(lang).to_owned()).unwrap_or_default();
        let [value, blank, text] = contents(cell);
        let (state, scaled) = state(known);
        let scaled = scaled.map(|scaled| scaled.to_string()).unwrap_or_default();
        let fields = [path, &agency, &year, &edition, &table, &row, &column, &value, &blank, &place, state, &scaled, &text];
        out.row(&fields)?;
    }
    Ok(())
}

/// The figure, whether there is a blank, and a text that is no figure.
fn contents(cell: &Cell) -> [String; 3] {
    let none = String::new;
    match &cell.value {
        Value::Absent => [none(), "0".to_owned(), none()],
        Value::Blank(_) => [none(), "1".to_owned(), none()],
        Value::Figure(number) => [number.to_string(), "0".to_owned(), none()],
        Value::Text(text, _) | Value::Words(text) => [none(), "0".to_owned(), text.clone()],
    }
}

/// The word that a query goes by, and the integer that it adds up.
fn state(known: Known) -> (&'static str, Option<i64>) {
    match known {
        Known::Figure(scaled) => ("figure", Some(scaled)),
        Known::Zero => ("zero", Some(0)),
        Known::Wide => ("wide", None),
        Known::Blank => ("blank", None),
        Known::Text => ("text", None),
        Known::Words => ("words", None),
        Known::Absent => ("absent", None),
    }
}
