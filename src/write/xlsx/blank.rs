//! The blank form as a workbook: laid out as on paper, with every linear rule as a live formula on a second sheet, so that a unit
//! sees its mistake while it fills the form in. A cell that two broken rules share stands out: there the mistake is.

use super::{
    save,
    sheet::{FIGURES, Formats, INNER, INVOLVED, OUTER, Placed, QUESTIONED, WRONG, block, column_number, labels, row_number},
    workbook,
};
use crate::{
    lang::Lang,
    number::Number,
    report::Report,
    ruleset::{Body, Instance, LinearRow, Relation, Rule, RuleSet, Severity, Term},
    template::{CellId, Edition, EditionId, Heads, Kind, Measure, Section, Table},
    text,
};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, Formula,
    Worksheet, XlsxError, utility::row_col_to_cell_absolute,
};
use std::io;

/// Writes the blank form of an edition.
pub fn blank_form(rules: &RuleSet, edition: EditionId, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    // Some rows to fill in, where the form leaves it to the reporter how many there are.
    const ROWS: usize = 10;
    let mut blank = Report::absent(&rules.template, edition);
    blank.add_rows(&rules.template, ROWS);
    let rules = &*rules.laid_out(blank.template(&rules.template));
    save(draw(rules, &rules.template[edition], edition, lang).map_err(io::Error::other)?, out)
}

/// What the checks are called in formulas: the one way to point at another sheet that marks may take in every version of Excel.
const CHECKS: &str = "gouji_checks";

/// The column of the checks that is 1 where a rule is broken.
const BROKEN: u16 = 7;

fn draw(rules: &RuleSet, form: &Edition, edition: EditionId, lang: Lang) -> Result<rust_xlsxwriter::Workbook, XlsxError> {
    let names = [text!("报告", "Report"), text!("核对", "Checks")].map(|name| name.get(lang).to_owned());
    let [report_name, checks_name] = &names;
    let formats = Formats::new();
    let (mut report, places) = Form { form, lang, formats: &formats }.draw(&rules.template.name)?;
    let checks = checks(rules, edition);
    let sheet = Sheet { places: &places, edition, form, name: report_name, lang, formats: &formats };
    let mut listed = sheet.list(&checks)?;
    sheet.mark(&mut report, &checks)?;
    report.set_name(report_name)?;
    report.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    listed.set_name(checks_name)?;
    listed.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let mut workbook = workbook()?;
    workbook.push_worksheet(report);
    workbook.push_worksheet(listed);
    let last = checks.len() + 1;
    workbook.define_name(CHECKS, &format!("='{checks_name}'!$H$2:$H${last}"))?;
    Ok(workbook)
}

/// A linear rule at one place.
struct Check<'r> {
    rule: &'r Rule,
    instance: &'r Instance,
    row: &'r LinearRow,
}

/// The linear rules of an edition that hold for everyone.
fn checks(rules: &RuleSet, edition: EditionId) -> Vec<Check<'_>> {
    let linear = rules.instances(edition).iter().filter(|instance| instance.guard.is_none()).filter_map(|instance| {
        let Body::Linear(row) = &instance.body else { return None };
        let rule = &rules[instance.rule];
        (rule.severity != Severity::Info).then_some(Check { rule, instance, row })
    });
    linear.collect()
}

/// The sheet that is filled in.
struct Form<'a> {
    form: &'a Edition,
    lang: Lang,
    formats: &'a Formats,
}

impl Form<'_> {
    fn draw(&self, title: &str) -> Result<(Worksheet, Vec<Placed>), XlsxError> {
        let mut sheet = Worksheet::new();
        let (before, wide) = (self.labels(), self.width());
        block(&mut sheet, 0..1, 0..wide, title, &self.formats.title)?;
        sheet.set_row_height(0, 30)?;
        sheet.write_formula_with_format(1, 0, self.status(), &self.formats.heading)?;
        let (mut row, mut places) = (3, Vec::new());
        for section in &self.form.sections {
            row = self.section(&mut sheet, section, row, &mut places)?;
        }
        sheet.set_column_range_width(0, column_number(before.saturating_sub(2)), OUTER)?;
        sheet.set_column_width(column_number(before.saturating_sub(1)), INNER)?;
        sheet.set_column_range_width(column_number(before), wide.saturating_sub(1), FIGURES)?;
        Ok((sheet, places))
    }

    /// Columns of labels before the figures: as many as the table with the most steps has.
    fn labels(&self) -> usize {
        self.form.tables.iter().map(|table| Heads::of(&table.rows).depth).max().unwrap_or(1)
    }

    fn width(&self) -> u16 {
        let figures = self.form.tables.iter().map(|table| table.columns.lines.len()).max().unwrap_or_default();
        column_number(self.labels() + figures)
    }

    /// Draws a section; the row behind it.
    fn section(&self, sheet: &mut Worksheet, section: &Section, top: u32, places: &mut Vec<Placed>) -> Result<u32, XlsxError> {
        let wide = self.width();
        let label = section.labels.first().unwrap_or(&section.id);
        // Not merged: it stands beside no figure, and a reader of the sheet takes it for what it is.
        sheet.write_string_with_format(top, 0, label, &self.formats.heading)?;
        let mut row = top + 1;
        for table in self.form.tables_of(section) {
            row = self.table(sheet, table, row, places)?;
        }
        if section.tables.is_empty() {
            block(sheet, row..row + 1, 0..wide, "", &self.formats.words)?;
            sheet.set_row_height(row, 80)?;
            row += 1;
        }
        Ok(row + 1)
    }

    fn table(&self, sheet: &mut Worksheet, table: &Table, top: u32, places: &mut Vec<Placed>) -> Result<u32, XlsxError> {
        let before = self.labels();
        let wide = column_number(before + table.columns.lines.len());
        let mut row = top;
        if let Some(legend) = table.labels.first() {
            block(sheet, row..row + 1, 0..wide, legend, &self.formats.label)?;
            row += 1;
        }
        let placed = labels(sheet, table, row, before, self.formats)?;
        for cell in 0..table.cell_count() {
            let (row, column) = placed.at(table, cell);
            sheet.write_blank(row, column, &self.formats.figure)?;
            if let Some(valid) = table.kind(cell).map(|kind| self.valid(kind)).transpose()?.flatten() {
                sheet.add_data_validation(row, column, row, column, &valid)?;
            }
        }
        places.push(placed);
        Ok(placed.end)
    }

    /// What may be typed without a question.
    fn valid(&self, kind: &Kind) -> Result<Option<DataValidation>, XlsxError> {
        let least = || DataValidationRule::GreaterThanOrEqualTo(Formula::new("0"));
        let (rule, words) = match (kind.signed, kind.measure) {
            (_, Measure::Text) | (true, _) => return Ok(None),
            (false, Measure::Choice) => {
                // A list in the cell holds 255 characters; a longer one goes without.
                let Ok(list) = DataValidation::new().allow_list_strings(kind.choices()) else { return Ok(None) };
                let choices = kind.choices().join("、");
                (list, text!("这里选填：{choices}", "one of: {choices}"))
            }
            (false, Measure::Date) => (
                DataValidation::new().allow_date(DataValidationRule::GreaterThan(ExcelDateTime::from_ymd(1949, 10, 1)?)),
                text!("这里填日期，例如 2024-01-20", "a day, such as 2024-01-20"),
            ),
            (false, Measure::Count) => (
                DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
                text!("这里填不小于 0 的整数", "a whole number, not below zero"),
            ),
            (false, Measure::Money | Measure::Number | Measure::Percent) => (
                DataValidation::new().allow_decimal_number_formula(least()),
                text!("这里填不小于 0 的数", "a number, not below zero"),
            ),
        };
        let rule = rule.set_error_style(DataValidationErrorStyle::Warning).set_error_message(words.get(self.lang))?;
        Ok(Some(rule))
    }

    fn status(&self) -> Formula {
        let none = text!("目前没有发现不符", "nothing found so far");
        let (before, behind) = (text!("有 ", ""), text!(" 处不符，见第二张工作表", " rules broken: see the second sheet"));
        let (none, before, behind) = (none.get(self.lang), before.get(self.lang), behind.get(self.lang));
        Formula::new(format!("=IF(SUM({CHECKS})=0,\"{none}\",\"{before}\"&SUM({CHECKS})&\"{behind}\")")).set_result(none)
    }
}

/// The sheet of checks, and the marks on the form.
struct Sheet<'a> {
    edition: EditionId,
    places: &'a [Placed],
    form: &'a Edition,
    name: &'a str,
    lang: Lang,
    formats: &'a Formats,
}

impl Sheet<'_> {
    fn list(&self, checks: &[Check<'_>]) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        let head = [
            text!("编号", "code"),
            text!("名称", "name"),
            text!("何处", "at"),
            text!("要求", "requires"),
            text!("左边", "left"),
            text!("右边", "right"),
            text!("相差", "gap"),
            text!("不符", "broken"),
            text!("结论", "verdict"),
        ];
        for (column, words) in head.iter().enumerate() {
            sheet.write_string_with_format(0, column_number(column), words.get(self.lang), &self.formats.label)?;
        }
        for (at, check) in checks.iter().enumerate() {
            self.check(&mut sheet, row_number(at) + 1, check)?;
        }
        let last = row_number(checks.len());
        let broken = ConditionalFormatFormula::new().set_rule("=$H2=1").set_format(Format::new().set_background_color(WRONG));
        sheet.add_conditional_format(1, 0, last.max(1), 8, &broken)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, width) in [(0, 8), (1, 16), (2, 30), (3, 44), (8, 10)] {
            sheet.set_column_width(column, width)?;
        }
        Ok(sheet)
    }

    fn check(&self, sheet: &mut Worksheet, row: u32, check: &Check<'_>) -> Result<(), XlsxError> {
        let at = check.instance.at.as_ref().map(|at| at.id.as_str()).unwrap_or_default();
        for (column, words) in [(0, check.rule.code.as_str()), (1, &check.rule.name), (2, at), (3, &check.rule.requirement)] {
            sheet.write_string_with_format(row, column, words, &self.formats.words)?;
        }
        let number = row + 1;
        let (left, right) = check.row.terms.split_at_checked(check.row.left_terms).unwrap_or_default();
        let sum = |terms: &[Term], sign: i32, constant: Number| match constant.is_zero() {
            true => format!("={}", self.sum(terms, sign)),
            false => format!("={}+{constant}", self.sum(terms, sign)),
        };
        let pending = self.pending(left, right);
        let relation = holds(check.row.relation);
        let (open, fits, broken) = (text!("待填", "open"), text!("相符", "holds"), text!("不符", "broken"));
        let (open, fits, broken) = (open.get(self.lang), fits.get(self.lang), broken.get(self.lang));
        let formulas = [
            (4, sum(left, 1, check.row.left_constant), "0"),
            (5, sum(right, -1, check.row.right_constant), "0"),
            (6, format!("=ROUND(E{number}-F{number},6)"), "0"),
            (BROKEN, format!("=IF({pending},0,IF(G{number}{relation}0,0,1))"), "0"),
            (8, format!("=IF({pending},\"{open}\",IF(H{number}=1,\"{broken}\",\"{fits}\"))"), open),
        ];
        for (column, formula, result) in formulas {
            sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), &self.formats.words)?;
        }
        Ok(())
    }

    /// `SUM(a,b)+2*N(c)`
    fn sum(&self, terms: &[Term], sign: i32) -> String {
        let mut plain = Vec::new();
        let mut times = String::new();
        for term in terms {
            let Some(cell) = self.address(term.cell) else { continue };
            match term.coefficient.saturating_mul(sign) {
                1 => plain.push(cell),
                by => times.push_str(&format!("{by:+}*N({cell})")),
            }
        }
        if plain.is_empty() { format!("0{times}") } else { format!("SUM({}){times}", plain.join(",")) }
    }

    /// A rule waits while a cell of its left side is blank, or all of its right side is.
    fn pending(&self, left: &[Term], right: &[Term]) -> String {
        let cells = |terms: &[Term]| -> Vec<String> { terms.iter().filter_map(|term| self.address(term.cell)).collect() };
        let (left, right) = (cells(left), cells(right));
        let waits_left = (!left.is_empty()).then(|| format!("COUNT({})<{}", left.join(","), left.len()));
        let waits_right = (!right.is_empty()).then(|| format!("COUNT({})=0", right.join(",")));
        let waits: Vec<String> = waits_left.into_iter().chain(waits_right).collect();
        if waits.is_empty() { "FALSE".to_owned() } else { format!("OR({})", waits.join(",")) }
    }

    fn address(&self, cell: CellId) -> Option<String> {
        let (row, column) = self.place(cell)?;
        Some(format!("'{}'!{}", self.name, row_col_to_cell_absolute(row, column)))
    }

    fn place(&self, cell: CellId) -> Option<(u32, u16)> {
        let table = self.form.tables.get(cell.table.index())?;
        self.places.get(cell.table.index()).map(|placed| placed.at(table, cell.index()))
    }

    /// Marks every cell by the broken rules over it.
    fn mark(&self, report: &mut Worksheet, checks: &[Check<'_>]) -> Result<(), XlsxError> {
        for (table, layout) in self.form.tables.iter().enumerate() {
            for cell in 0..layout.cell_count() {
                let cell = self.edition.table(table).cell(cell);
                let Some((row, column)) = self.place(cell) else { continue };
                for (rule, color) in conditions(checks, cell) {
                    let format = Format::new().set_background_color(color);
                    let condition =
                        ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format).set_stop_if_true(true);
                    report.add_conditional_format(row, column, row, column, &condition)?;
                }
            }
        }
        Ok(())
    }
}

/// When a cell is marked, and how: in two broken rules, in one, in one that only warns.
fn conditions(checks: &[Check<'_>], cell: CellId) -> Vec<(String, rust_xlsxwriter::Color)> {
    let over = |severity: Severity| -> Vec<String> {
        let here = checks
            .iter()
            .enumerate()
            .filter(|(_, check)| check.rule.severity == severity && check.row.terms.iter().any(|term| term.cell == cell));
        here.map(|(at, _)| format!("INDEX({CHECKS},{})", at + 1)).collect()
    };
    let (errors, warnings) = (over(Severity::Error), over(Severity::Warning));
    let mut conditions = Vec::new();
    if errors.len() > 1 {
        conditions.push((format!("={}>1", errors.join("+")), WRONG));
    }
    if !errors.is_empty() {
        conditions.push((format!("={}>0", errors.join("+")), INVOLVED));
    }
    if !warnings.is_empty() {
        conditions.push((format!("={}>0", warnings.join("+")), QUESTIONED));
    }
    conditions
}

/// The relation as spreadsheets write it.
fn holds(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "=",
        Relation::NotEqual => "<>",
        Relation::Less => "<",
        Relation::LessEqual => "<=",
        Relation::Greater => ">",
        Relation::GreaterEqual => ">=",
    }
}
