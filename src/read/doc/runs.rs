//! Runs of characters with the same properties, and paragraphs with theirs, from the pages that a document stores them on
//! ([MS-DOC] 2.9.22 `ChpxFkp`, 2.9.174 `PapxFkp`).

use super::{
    file::{File, Part, plc, u16_at, u32_at},
    marks_lost,
};
use crate::report::NoReport;
use std::collections::HashSet;

/// The size of a page.
const PAGE: usize = 512;

/// Bytes of the main stream whose characters have the same properties.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'f> {
    from: u32,
    to: u32,
    /// The style; nothing for runs of characters.
    pub(super) style: u16,
    /// What changes the properties that the style gives.
    pub(super) modifiers: &'f [u8],
}

/// How a run is found on a page by its index: its style and modifiers.
type OnPage = for<'f> fn(&'f [u8], usize) -> Option<(u16, &'f [u8])>;

/// All runs of one kind, in the order of their places.
#[derive(Debug)]
pub(super) struct Runs<'f>(Vec<Run<'f>>);

impl<'f> Runs<'f> {
    pub(super) fn of_characters(file: &'f File) -> Result<Runs<'f>, NoReport> {
        Runs::read(file, Part::CharacterPages, character_run)
    }

    pub(super) fn of_paragraphs(file: &'f File) -> Result<Runs<'f>, NoReport> {
        Runs::read(file, Part::ParagraphPages, paragraph_run)
    }

    fn read(file: &'f File, part: Part, run: OnPage) -> Result<Runs<'f>, NoReport> {
        let part = file.part(part).ok_or_else(marks_lost)?;
        let mut seen = HashSet::new();
        let mut runs = Vec::new();
        for (_, _, number) in plc(part, 4) {
            let number = u32_at(number, 0).unwrap_or(u32::MAX) & 0x003f_ffff;
            if seen.insert(number) {
                let from = number as usize * PAGE;
                let page = file.main.get(from..from + PAGE).and_then(|page| on_page(page, run)).ok_or_else(marks_lost)?;
                runs.extend(page);
            }
        }
        runs.sort_by_key(|run| run.from);
        Ok(Runs(runs))
    }

    /// The run that a place belongs to.
    pub(super) fn at(&self, place: u32) -> Result<(usize, &Run<'f>), NoReport> {
        let behind = self.0.partition_point(|run| run.from <= place);
        let index = behind.checked_sub(1).ok_or_else(marks_lost)?;
        self.0.get(index).filter(|run| place < run.to).map(|run| (index, run)).ok_or_else(marks_lost)
    }
}

/// The runs of a page; none where it is no such page.
fn on_page<'f>(page: &'f [u8], run: OnPage) -> Option<Vec<Run<'f>>> {
    let count = usize::from(*page.last()?);
    let runs = (0..count).map(|index| {
        let (style, modifiers) = run(page, index)?;
        let (from, to) = (u32_at(page, index * 4)?, u32_at(page, index * 4 + 4)?);
        (from <= to).then_some(Run { from, to, style, modifiers })
    });
    runs.collect()
}

fn behind_places(page: &[u8]) -> Option<usize> {
    Some((usize::from(*page.last()?) + 1) * 4)
}

fn character_run(page: &[u8], index: usize) -> Option<(u16, &[u8])> {
    let at = usize::from(*page.get(behind_places(page)? + index)?) * 2;
    if at == 0 {
        return Some((0, &[]));
    }
    let length = usize::from(*page.get(at)?);
    Some((0, page.get(at + 1..at + 1 + length)?))
}

fn paragraph_run(page: &[u8], index: usize) -> Option<(u16, &[u8])> {
    const ENTRY: usize = 13;
    let at = usize::from(*page.get(behind_places(page)? + index * ENTRY)?) * 2;
    if at == 0 {
        return Some((0, &[]));
    }
    let (from, length) = match usize::from(*page.get(at)?) {
        0 => (at + 2, usize::from(*page.get(at + 1)?) * 2),
        half => (at + 1, half * 2 - 1),
    };
    let said = page.get(from..from + length)?;
    Some((u16_at(said, 0)?, said.get(2..)?))
}
