//! A document as a workbook, in the ways that workbooks are made.

use super::super::cause::dice::Dice;
use gouji::read::document::{Block, Document, Grid, GridCell};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

struct Book<'d> {
    dice: &'d mut Dice,
    /// Whether figures are texts.
    texts: bool,
    /// Whether figures are results of formulas.
    formulas: bool,
    /// The row and column where the report begins.
    corner: (u32, u16),
    row: u32,
}

/// The file in bytes, and how it was made.
pub(super) fn book(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    let (texts, formulas, several) = (dice.percent(30), dice.percent(20), dice.percent(40));
    let corner = (u32::try_from(dice.below(3)).unwrap(), u16::try_from(dice.below(3)).unwrap());
    let mut workbook = Workbook::new();
    let mut book = Book { dice, texts, formulas, corner, row: corner.0 };
    let mut sheet = Worksheet::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(passage) => {
                if several
                    && ["一", "三", "四"].iter().any(|number| passage.text.starts_with(&format!("{number}、")))
                    && book.row > 0
                {
                    workbook.push_worksheet(std::mem::replace(&mut sheet, Worksheet::new()));
                    book.row = corner.0;
                }
                book.paragraph(&mut sheet, &passage.text);
            }
            Block::Grid(grid) => book.table(&mut sheet, grid),
        }
    }
    workbook.push_worksheet(sheet);
    let done = format!("xlsx texts {texts} formulas {formulas} several {several} corner {corner:?}");
    (workbook.save_to_buffer().unwrap(), done)
}

impl Book<'_> {
    fn paragraph(&mut self, sheet: &mut Worksheet, text: &str) {
        if self.dice.percent(50) {
            sheet.merge_range(self.row, self.corner.1, self.row, self.corner.1 + 9, text, &Format::new()).unwrap();
        } else {
            sheet.write_string(self.row, self.corner.1, text).unwrap();
        }
        self.row += 1 + u32::try_from(self.dice.below(2)).unwrap();
    }

    fn table(&mut self, sheet: &mut Worksheet, grid: &Grid) {
        for (at, row) in (0u32..).zip(&grid.rows) {
            row.iter().for_each(|cell| self.cell(sheet, self.row + at, cell));
        }
        self.row += u32::try_from(grid.rows.len() + self.dice.below(3)).unwrap();
    }

    fn cell(&mut self, sheet: &mut Worksheet, row: u32, cell: &GridCell) {
        let column = self.corner.1 + u16::try_from(cell.column).unwrap();
        let format = Format::new().set_text_wrap();
        if cell.rows > 1 || cell.columns > 1 {
            let (last_row, last_column) = (row + cell.rows - 1, column + u16::try_from(cell.columns).unwrap() - 1);
            sheet.merge_range(row, column, last_row, last_column, "", &format).unwrap();
        }
        // What was typed without a unit or a separator is a number, unless somebody made it text.
        let plain = cell.text.trim();
        let is_number = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !self.texts;
        let _ = match plain.parse::<f64>() {
            Ok(number) if is_number && self.formulas && self.dice.percent(30) => sheet
                .write_formula_with_format(row, column, Formula::new("=SUM(Z1:Z9)").set_result(number.to_string()), &format)
                .unwrap(),
            Ok(number) if is_number => {
                let format = format.set_num_format(["General", "0.00", "#,##0", "0\"件\""][self.dice.below(4)]);
                sheet.write_number_with_format(row, column, number, &format).unwrap()
            }
            _ if cell.text.is_empty() && self.dice.percent(50) => sheet,
            _ => sheet.write_string_with_format(row, column, cell.text.as_str(), &format).unwrap(),
        };
    }
}
