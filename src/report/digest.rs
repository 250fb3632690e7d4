//! What is kept of a report so that others can be compared with it: its figures in a few hundred bytes, and the clauses of its
//! prose as numbers. Not the document, and no place in it.

use super::{Prose, Report};
use crate::{number::Number, slice::sorted_once, template::TableId};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

/// A report, kept small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// `昌乐县人民政府办公室`.
    pub agency: Option<String>,
    pub year: Option<u16>,
    tables: Box<[TableId]>,
    /// The figures of the tables, one after the other, packed.
    packed: Box<[u8]>,
    /// The clauses of the prose as numbers, in rising order; none where it has no prose.
    clauses: Option<Box<[u32]>>,
}

/// The figures of a report by table; none for a cell whose figure is not known.
pub type FiguresByTable = HashMap<TableId, Vec<Option<Number>>>;

impl Digest {
    /// Of a report with these figures, one list for each of [`Report::tables`].
    pub fn new(report: &Report, figures: &[Vec<Option<Number>>]) -> Digest {
        let mut packed = Vec::new();
        for table in figures {
            write(&mut packed, u128::try_from(table.len()).unwrap_or_default());
            table.iter().for_each(|figure| pack(&mut packed, *figure));
        }
        Digest {
            agency: report.agency.clone(),
            year: report.year,
            tables: report.tables.iter().map(|filled| filled.table).collect(),
            packed: packed.into(),
            clauses: report.prose.as_ref().map(numbered),
        }
    }

    /// The figures, unpacked.
    pub fn figures(&self) -> FiguresByTable {
        let mut rest = self.packed.iter();
        let unpacked = self.tables.iter().map_while(|table| {
            let count = read(&mut rest)?;
            let figures = (0..count).map_while(|_| unpack(&mut rest)).collect();
            Some((*table, figures))
        });
        unpacked.collect()
    }

    /// Whether both have the same tables with the same figures, all known and not all zero.
    pub fn same_figures(&self, other: &Digest) -> bool {
        self.tables == other.tables && self.packed == other.packed && self.has_figures()
    }

    fn has_figures(&self) -> bool {
        let figures = self.figures();
        let mut all = figures.values().flatten();
        all.clone().all(Option::is_some) && all.any(|figure| figure.is_some_and(|figure| !figure.is_zero()))
    }

    /// A number that is the same for reports with the same figures.
    pub fn of_figures(&self) -> u64 {
        hashed(&(&self.tables, &self.packed))
    }

    /// How many letters the prose has, in clauses that say something, and how many of them stand in this report's prose as well;
    /// none where one of the two has no prose. Years count as one word, whichever they are.
    pub fn repeated_in(&self, prose: &Prose) -> Option<(usize, usize)> {
        let known = self.clauses.as_ref()?;
        let mut letters = (0usize, 0usize);
        each_clause(prose, |clause, length| {
            letters.0 += length;
            if known.binary_search(&numbered_as(clause)).is_ok() {
                letters.1 += length;
            }
        });
        Some(letters)
    }
}

fn numbered(prose: &Prose) -> Box<[u32]> {
    let mut clauses = Vec::new();
    each_clause(prose, |clause, _| clauses.push(numbered_as(clause)));
    sorted_once(clauses).into()
}

/// A clause as a number; half of the hash will do, a report has some hundred clauses.
fn numbered_as(clause: &str) -> u32 {
    (hashed(clause) >> 32) as u32
}

/// Always the same for the same value: the hasher has no seed.
fn hashed<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Clauses with fewer letters are phrases that anyone writes.
const LEAST_LETTERS: usize = 6;

/// The clauses of the prose, without marks and blanks, every year as `Y`; and how many letters each has.
fn each_clause(prose: &Prose, mut see: impl FnMut(&str, usize)) {
    let paragraphs = prose.sections.iter().flat_map(|section| &section.paragraphs);
    for paragraph in paragraphs {
        for clause in paragraph.text.split(['，', '。', '；', '：', '！', '？', ',', ';', '!', '?', '\n']) {
            let clause = without_years(clause);
            let length = clause.chars().count();
            if length >= LEAST_LETTERS {
                see(&clause, length);
            }
        }
    }
}

fn without_years(clause: &str) -> String {
    let mut words = String::new();
    let mut digits = String::new();
    for c in clause.chars().filter(|c| c.is_alphanumeric()).chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let is_year = c == '年' && digits.len() == 4;
        words.push_str(if is_year { "Y" } else { &digits });
        digits.clear();
        if c != '\0' {
            words.push(c);
        }
    }
    words
}

/// A figure: 0 where it is not known, 1 and its decimals before one with digits behind the point, else two more than it is,
/// zigzag.
fn pack(into: &mut Vec<u8>, figure: Option<Number>) {
    match figure {
        None => into.push(0),
        Some(Number { mantissa, decimals: 0 }) if zigzag(mantissa) <= u128::MAX - 2 => write(into, zigzag(mantissa) + 2),
        Some(Number { mantissa, decimals }) => {
            into.extend([1, decimals]);
            write(into, zigzag(mantissa));
        }
    }
}

fn unpack<'a>(rest: &mut impl Iterator<Item = &'a u8>) -> Option<Option<Number>> {
    match read(rest)? {
        0 => Some(None),
        1 => {
            let decimals = *rest.next()?;
            Some(Some(Number { mantissa: unzigzag(read(rest)?), decimals }))
        }
        more => Some(Some(Number::whole(unzigzag(more - 2)))),
    }
}

fn zigzag(value: i128) -> u128 {
    ((value << 1) ^ (value >> 127)).cast_unsigned()
}

fn unzigzag(value: u128) -> i128 {
    (value >> 1).cast_signed() ^ -((value & 1).cast_signed())
}

/// Seven bits a byte, the lowest first; the top bit says that more follow.
fn write(into: &mut Vec<u8>, mut value: u128) {
    while value >= 0x80 {
        into.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    into.push(value as u8);
}

fn read<'a>(rest: &mut impl Iterator<Item = &'a u8>) -> Option<u128> {
    let mut value = 0u128;
    for shift in (0..=126).step_by(7) {
        let byte = *rest.next()?;
        value |= u128::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Passage, SectionProse};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_figure_comes_back_as_it_was(mantissa in any::<i128>(), decimals in 0u8..30, known in any::<bool>()) {
            let figure = known.then_some(Number { mantissa, decimals });
            let mut packed = Vec::new();
            pack(&mut packed, figure);
            prop_assert_eq!(unpack(&mut packed.iter()), Some(figure));
        }
    }

    #[test]
    fn a_small_count_takes_one_byte() {
        let mut packed = Vec::new();
        pack(&mut packed, Some(Number::whole(14)));
        assert_eq!(packed.len(), 1);
    }

    fn prose(text: &str) -> Prose {
        let passage = Passage { text: text.to_owned(), ..Passage::default() };
        Prose { sections: vec![SectionProse { paragraphs: vec![passage], ..SectionProse::default() }], ..Prose::default() }
    }

    #[test]
    fn a_clause_with_another_year_is_the_same_clause() {
        let clauses = |text: &str| numbered(&prose(text));
        assert_eq!(clauses("2022年本局按时公开各类信息。"), clauses("2023 年本局按时公开各类信息").clone());
        assert_ne!(clauses("全年共收到申请14件。"), clauses("全年共收到申请41件。"));
    }
}
