//! The sum of units' reports as a workbook: the form with a formula in each cell, over a sheet with the units' figures; beside it each
//! unit's share of each cell, and the parent's own figures with the differences.

use super::{
    save,
    sheet::{FIGURES, Formats, INNER, OUTER, Placed, WRONG, block, column_number, labels, lines, row_number, set_lines, shown},
    workbook,
};
use crate::{
    lang::Lang,
    marked::place_of,
    number::Number,
    report::FiguresByTable,
    sum::{Cell, Sum, UNKNOWN},
    template::{CellId, Edition, Heads, Template},
    text,
};
use rust_xlsxwriter::{
    ConditionalFormatFormula, Format, Formula, Workbook, Worksheet, XlsxError,
    utility::{column_number_to_name, row_col_to_cell_absolute},
};
use std::io;

/// Writes the workbook of a sum. `own` are the parent's figures; `notes` say what is to be known of the sum.
pub fn total(
    template: &Template,
    sum: &Sum,
    own: Option<&FiguresByTable>,
    notes: &[String],
    lang: Lang,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let form = &template[sum.edition];
    let total = Total { template, form, sum, own, lang, formats: Formats::new() };
    save(total.draw(notes).map_err(io::Error::other)?, out)
}

struct Total<'a> {
    template: &'a Template,
    form: &'a Edition,
    sum: &'a Sum,
    own: Option<&'a FiguresByTable>,
    lang: Lang,
    formats: Formats,
}

/// The number of that size of paper, twice A4.
const A3: u8 = 8;

/// Where nothing can be shared out. An empty text would be stored as 0.
const NO_SHARE: &str = "—";

/// The rows of heads above the units' figures: section, row and column.
const HEADS: u32 = 2;

impl Total<'_> {
    fn draw(&self, notes: &[String]) -> Result<Workbook, XlsxError> {
        let names = [text!("合计", "Sum"), text!("各单位", "Units"), text!("占比", "Shares"), text!("对照", "Beside")];
        let names = names.map(|name| name.get(self.lang).to_owned());
        let [sum_name, units_name, shares_name, beside_name] = &names;
        let (mut form, places) = self.form(units_name, notes)?;
        form.set_name(sum_name)?;
        form.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        let mut workbook = workbook()?;
        workbook.push_worksheet(form);
        let figures = |_: (u32, u16), cell: &Cell, unit: usize| cell.shares.get(unit).copied().flatten().map(Entry::Figure);
        let mut units = self.units(&self.formats.figure, figures)?;
        units.set_name(units_name)?;
        workbook.push_worksheet(units);
        let percent = self.formats.figure.clone().set_num_format("0.0%");
        let addresses = self.addresses(&places);
        let mut shares = self.units(&percent, |at, cell, unit| {
            self.share([units_name, sum_name], &addresses, at, cell, unit).map(Entry::Formula)
        })?;
        shares.set_name(shares_name)?;
        workbook.push_worksheet(shares);
        if let Some(own) = self.own {
            let mut beside = self.beside(own, sum_name, &places)?;
            beside.set_name(beside_name)?;
            workbook.push_worksheet(beside);
        }
        Ok(workbook)
    }

    /// The form, with a formula in each cell.
    fn form(&self, units: &str, notes: &[String]) -> Result<(Worksheet, Vec<Placed>), XlsxError> {
        let mut sheet = Worksheet::new();
        let before = self.form.tables.iter().map(|table| Heads::of(&table.rows).depth).max().unwrap_or(1);
        let figures = self.form.tables.iter().map(|table| table.columns.lines.len()).max().unwrap_or_default();
        let wide = column_number(before + figures);
        block(&mut sheet, 0..1, 0..wide, &self.template.name, &self.formats.title)?;
        let mut row = 1u32;
        for note in notes {
            block(&mut sheet, row..row + 1, 0..wide, note, &self.formats.words)?;
            row += 1;
        }
        row += 1;
        let (mut places, mut column) = (Vec::new(), 1u16);
        for section in self.form.sections.iter().filter(|section| !section.tables.is_empty()) {
            sheet.write_string_with_format(row, 0, section.labels.first().unwrap_or(&section.id), &self.formats.heading)?;
            row += 1;
            for at in section.tables.clone() {
                let (Some(table), Some(cells)) = (self.form.tables.get(at), self.sum.tables.get(at)) else { continue };
                if let Some(legend) = table.labels.first() {
                    sheet.write_string_with_format(row, 0, shown(legend), &self.formats.heading)?;
                    row += 1;
                }
                let placed = labels(&mut sheet, table, row, before, &self.formats)?;
                for (cell, sum) in cells.iter().enumerate() {
                    let (row, own) = placed.at(table, cell);
                    sheet.write_formula_with_format(row, own, self.sum_of(units, column, sum), &self.formats.figure)?;
                    column = column.saturating_add(1);
                }
                row = placed.end;
                places.push(placed);
            }
            row += 1;
        }
        sheet.set_column_range_width(0, column_number(before.saturating_sub(2)), OUTER)?;
        sheet.set_column_width(column_number(before.saturating_sub(1)), INNER)?;
        sheet.set_column_range_width(column_number(before), wide.saturating_sub(1), FIGURES)?;
        Ok((sheet, places))
    }

    /// Where on the form each sum stands, in the order of the cells.
    fn addresses(&self, places: &[Placed]) -> Vec<String> {
        let address = |at: CellId| {
            let (row, column) = places.get(at.table.index())?.at(&self.template[at.table], at.index());
            Some(row_col_to_cell_absolute(row, column))
        };
        self.sum.cells().map(|(at, _)| address(at).unwrap_or_default()).collect()
    }

    /// The part of a sum that is one unit's; a dash where the sum is 0 or unknown. There are as many as figures, so the formula is short.
    fn share(
        &self,
        [units, sums]: [&str; 2],
        addresses: &[String],
        (row, column): (u32, u16),
        cell: &Cell,
        unit: usize,
    ) -> Option<Formula> {
        let own = cell.shares.get(unit).copied().flatten()?;
        let all = addresses.get(usize::from(column).checked_sub(1)?)?;
        let here = format!("{}{}", column_number_to_name(column), row + 1);
        Some(Formula::new(format!("=IFERROR({units}!{here}/{sums}!{all},\"{NO_SHARE}\")")).set_result(percent(own, cell.sum)))
    }

    /// The figures of all units in a column.
    fn range(&self, units: &str, column: u16) -> String {
        let letters = column_number_to_name(column);
        let (first, last) = (HEADS + 1, row_number(self.sum.units.len()) + HEADS);
        format!("'{units}'!{letters}${first}:{letters}${last}")
    }

    /// The sum over a column of the units' figures; unknown where one of them is no figure.
    fn sum_of(&self, units: &str, column: u16, cell: &Cell) -> Formula {
        let range = self.range(units, column);
        Formula::new(format!("=IF(COUNT({range})=ROWS({range}),SUM({range}),\"{UNKNOWN}\")")).set_result(known(cell.sum))
    }

    /// A row a unit, a column a cell.
    fn units(&self, format: &Format, figure: impl Fn((u32, u16), &Cell, usize) -> Option<Entry>) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.write_string_with_format(1, 0, text!("单位", "unit").get(self.lang), &self.formats.label)?;
        for (at, name) in self.sum.units.iter().enumerate() {
            sheet.write_string_with_format(row_number(at) + HEADS, 0, shown(name), &self.formats.row)?;
        }
        for (column, (at, sum)) in (1u16..).zip(self.sum.cells()) {
            let (section, place) = place_of(self.template, at, self.lang);
            sheet.write_string_with_format(0, column, shown(&section), &self.formats.label)?;
            sheet.write_string_with_format(1, column, shown(&place), &self.formats.label)?;
            for unit in 0..self.sum.units.len() {
                let row = row_number(unit) + HEADS;
                match figure((row, column), sum, unit) {
                    Some(Entry::Figure(number)) => write_figure(&mut sheet, (row, column), number, format)?,
                    Some(Entry::Formula(formula)) => drop(sheet.write_formula_with_format(row, column, formula, format)?),
                    None => drop(sheet.write_string_with_format(row, column, UNKNOWN, &self.formats.questioned)?),
                }
            }
        }
        sheet.set_column_width(0, INNER)?;
        sheet.set_column_range_width(1, column_number(self.sum.cells().count()).max(1), 14)?;
        sheet.set_row_height_pixels(0, 40)?.set_row_height_pixels(1, 84)?;
        sheet.set_freeze_panes(HEADS, 1)?;
        // On paper the heads stand on each sheet.
        sheet.set_landscape().set_paper_size(A3).set_print_scale(60);
        sheet.set_repeat_rows(0, HEADS - 1)?.set_repeat_columns(0, 0)?;
        Ok(sheet)
    }

    /// The parent's own figures beside the sums; what differs is marked.
    fn beside(&self, own: &FiguresByTable, sums: &str, places: &[Placed]) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        let heads = [
            text!("部分", "section"),
            text!("单元格", "cell"),
            text!("合计", "sum"),
            text!("本级填报", "own"),
            text!("相差", "gap"),
        ];
        for (column, words) in (0u16..).zip(&heads) {
            sheet.write_string_with_format(0, column, words.get(self.lang), &self.formats.label)?;
        }
        let mut row = 1u32;
        for (at, total) in self.sum.cells() {
            let Some(placed) = places.get(at.table.index()) else { continue };
            let (section, place) = place_of(self.template, at, self.lang);
            let own = own.get(&at.table).and_then(|figures| figures.get(at.index()).copied()).flatten();
            let (at_row, at_column) = placed.at(&self.template[at.table], at.index());
            let address = row_col_to_cell_absolute(at_row, at_column);
            let of_sheet = Formula::new(format!("='{sums}'!{address}")).set_result(known(total.sum));
            let apart = own.zip(total.sum).and_then(|(own, sum)| own.checked_sub(sum)).map(Number::trimmed);
            set_lines(&mut sheet, row, lines(&place, 50).max(lines(&section, 26)))?;
            sheet.write_string_with_format(row, 0, shown(&section), &self.formats.words)?;
            sheet.write_string_with_format(row, 1, shown(&place), &self.formats.words)?;
            sheet.write_formula_with_format(row, 2, of_sheet, &self.formats.figure)?;
            match own {
                Some(own) => write_figure(&mut sheet, (row, 3), own, &self.formats.figure)?,
                None => drop(sheet.write_string_with_format(row, 3, UNKNOWN, &self.formats.questioned)?),
            }
            let here = row + 1;
            let gap = format!("=IF(COUNT(C{here}:D{here})=2,ROUND(D{here}-C{here},6),\"{UNKNOWN}\")");
            sheet.write_formula_with_format(row, 4, Formula::new(gap).set_result(known(apart)), &self.formats.figure)?;
            row = here;
        }
        let differs = ConditionalFormatFormula::new().set_rule("=$E2<>0").set_format(Format::new().set_background_color(WRONG));
        sheet.add_conditional_format(1, 0, row.saturating_sub(1).max(1), 4, &differs)?;
        sheet.set_column_width(0, 28)?.set_column_width(1, 52)?.set_column_range_width(2, 4, 12)?;
        sheet.set_freeze_panes(1, 0)?;
        Ok(sheet)
    }
}

/// What stands in a row of the units.
enum Entry {
    Figure(Number),
    Formula(Formula),
}

/// A figure as it is, whatever its decimals: a formula says it in digits, where a number of the format might not hold it.
fn write_figure(sheet: &mut Worksheet, (row, column): (u32, u16), number: Number, format: &Format) -> Result<(), XlsxError> {
    let digits = number.to_string();
    match digits.parse::<i32>() {
        Ok(count) => sheet.write_number_with_format(row, column, count, format)?,
        Err(_) => {
            let formula = Formula::new(format!("={digits}")).set_result(digits);
            sheet.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

/// What a program that does not calculate shows for a figure.
fn known(number: Option<Number>) -> String {
    number.map_or_else(|| UNKNOWN.to_owned(), |number| number.to_string())
}

/// The same for a share: a fraction, rounded to its tenth of a percent.
fn percent(own: Number, sum: Option<Number>) -> String {
    let Some(sum) = sum else { return NO_SHARE.to_owned() };
    let decimals = own.decimals.max(sum.decimals);
    let both = own.at_decimals(decimals).zip(sum.at_decimals(decimals));
    let share = both.and_then(|(own, sum)| own.checked_mul(2000)?.checked_add(sum)?.checked_div(sum.checked_mul(2)?));
    match share {
        Some(share) if (0..=1000).contains(&share) => format!("{}.{:03}", share / 1000, share % 1000),
        _ => NO_SHARE.to_owned(),
    }
}
