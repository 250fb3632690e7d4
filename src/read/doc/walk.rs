//! The text of a Word document, paragraph by paragraph, each with its properties and those of its characters.

use super::{
    beside::Beside,
    damaged,
    file::{File, Story},
    line::Line,
    modifier::{CharacterProperties, Standing, character_style},
    pieces::{Text, Unit},
    runs::Runs,
    styles::Styles,
    table::Tables,
};
use crate::{read::document::Block, report::NoReport};

/// The end of a cell of an outer table, or of its row.
const CELL_MARK: u16 = 0x07;

/// The blocks of a document.
pub(super) fn blocks(file: &File) -> Result<Vec<Block>, NoReport> {
    let text = Text::of(file)?;
    let beside = Beside::of(&text);
    let story = file.story(Story::Main).ok_or_else(damaged)?;
    let units = text.units.get(..story.end as usize).ok_or_else(damaged)?;
    let mut walk = Walk {
        formats: Formats { characters: Runs::of_characters(file)?, styles: Styles::of(file), text: &text, last: None },
        paragraphs: Runs::of_paragraphs(file)?,
        tables: Tables::default(),
        line: Line::new(&beside),
        file,
    };
    let mut number = 0;
    for paragraph in units.split_inclusive(|unit| matches!(unit.unit, CELL_MARK | 0x0c | 0x0d)) {
        walk.paragraph(paragraph, number)?;
        number += u32::try_from(paragraph.len()).map_err(|_| damaged())?;
    }
    walk.tables.words(walk.line.end());
    walk.tables.finish()
}

struct Walk<'f> {
    formats: Formats<'f>,
    paragraphs: Runs<'f>,
    tables: Tables,
    line: Line<'f>,
    file: &'f File,
}

impl Walk<'_> {
    fn paragraph(&mut self, units: &[Unit], number: u32) -> Result<(), NoReport> {
        let Some(mark) = units.last() else { return Ok(()) };
        let (_, run) = self.paragraphs.at(mark.at)?;
        let standing = Standing::of(run.modifiers, self.file);
        let style = run.style;
        let mut properties = CharacterProperties::default();
        for (unit, number) in units.iter().zip(number..) {
            properties = self.formats.of(unit, style)?;
            if !std::ptr::eq(unit, mark) || unit.unit >= 0x20 {
                self.line.take(unit.unit, properties, number);
            }
        }
        // A paragraph whose end was deleted goes on with the next.
        let ends_cell = standing.ends_inner_cell || (mark.unit == CELL_MARK && standing.depth <= 1);
        if properties.gone && !ends_cell && !standing.ends_row {
            return Ok(());
        }
        self.tables.reach(standing.depth)?;
        self.tables.words(self.line.end());
        if standing.ends_row {
            self.tables.end_row(standing.shape, properties.gone);
        } else if ends_cell {
            self.tables.end_cell();
        }
        Ok(())
    }
}

/// The properties of characters; neighbours mostly have the same.
struct Formats<'f> {
    characters: Runs<'f>,
    styles: Styles,
    text: &'f Text<'f>,
    /// The run, piece and style of the last character, and its properties.
    last: Option<((usize, u32, u16), CharacterProperties)>,
}

impl Formats<'_> {
    fn of(&mut self, unit: &Unit, style: u16) -> Result<CharacterProperties, NoReport> {
        let (index, run) = self.characters.at(unit.at)?;
        let key = (index, unit.piece, style);
        if let Some((_, properties)) = self.last.filter(|(last, _)| *last == key) {
            return Ok(properties);
        }
        let piece = self.text.modifiers.get(unit.piece as usize).map(Vec::as_slice).unwrap_or_default();
        let named = character_style(piece).or_else(|| character_style(run.modifiers));
        let base = self
            .styles
            .properties(style)
            .and(named.map_or_else(CharacterProperties::default, |named| self.styles.properties(named)));
        let properties = base.modified(run.modifiers, base).modified(piece, base);
        self.last = Some((key, properties));
        Ok(properties)
    }
}
