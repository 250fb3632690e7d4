//! The edits of a test, made to its base report.

use crate::{
    date::Date,
    report::{Cell, Filled, Origin, Passage, Prose, Report, SectionProse, Value},
    ruleset::{About, RuleSet, Step, Within},
    template::{CellId, Kind},
};

/// A sentence that states no figure and no fact.
const NOTHING_STATED: &str = "按照有关要求做好本部分工作。";

/// Makes the edits, in order; lines that expect something are none.
pub(super) fn apply(steps: &[Step], report: &mut Report, rules: &RuleSet) {
    steps.iter().for_each(|step| one(step, report, rules));
}

/// Gives every section of a report without prose a sentence that states nothing.
pub(super) fn fill_prose(report: &mut Report, rules: &RuleSet) {
    let sections = 0..rules.template[report.edition].sections.len();
    let passage = Passage { text: NOTHING_STATED.to_owned(), origin: Origin::Nowhere };
    let section = |at| SectionProse { section: Some(at), heading: None, paragraphs: vec![passage.clone()] };
    report.prose = Some(Prose { sections: sections.map(section).collect(), ..Prose::default() });
}

/// Makes one edit.
pub(super) fn one(step: &Step, report: &mut Report, rules: &RuleSet) {
    match step {
        Step::Set(cell, raw) => set(report, *cell, rules, |kind| Value::read(raw, kind)),
        Step::About(about, value) => set_about(report, *about, value),
        Step::Prose(part, words) => write(report, part, words, rules),
        Step::Blank(cell) => set(report, *cell, rules, |_| Value::Blank(String::new())),
        Step::RemoveCells(cells) => {
            let table = |cell: &CellId| &rules.template[cell.table];
            let first =
                cells.first().and_then(|cell| Some((cell, report.tables.iter_mut().find(|filled| filled.table == cell.table)?)));
            if first.is_some_and(|(cell, filled)| filled.remove_named(table(cell), *cell)) {
                return;
            }
            cells.iter().for_each(|cell| set(report, *cell, rules, |_| Value::Absent));
        }
        Step::RemoveTable(table) => report.tables.retain(|filled| filled.table != *table),
        Step::RemoveSection(section) => {
            report.prose.iter_mut().for_each(|prose| prose.sections.retain(|open| open.section != Some(*section)));
        }
        Step::Prior(_) | Step::Children(_) | Step::Other(_) | Step::Expect(_) | Step::ExpectCause(..) => {}
    }
}

fn set(report: &mut Report, at: CellId, rules: &RuleSet, value: impl Fn(&Kind) -> Value) {
    let table = &rules.template[at.table];
    let is_named = table.named_key(table.row_and_column(at.index()).0).is_some();
    if is_named && report.filled(at.table).is_none() {
        report.tables.push(Filled::absent(&rules.template, at.table));
    }
    let filled = report.tables.iter_mut().find(|filled| filled.table == at.table).filter(|_| is_named);
    let at = filled.and_then(|filled| filled.named_cell(table, at)).unwrap_or(at);
    if let (Some(kind), Some(cell)) = (rules.template.kind(at), report.cell_mut(at)) {
        *cell = Cell { value: value(kind), origin: Origin::Nowhere };
    }
}

fn set_about(report: &mut Report, about: About, value: &str) {
    match about {
        About::Kind => report.kind = Some(value.to_owned()),
        About::Published => report.published = Date::parse(value),
        About::Received => report.received = Date::parse(value),
        About::Year => report.year = value.parse().ok(),
        About::Agency => report.agency = Some(value.to_owned()),
    }
}

/// Makes these words the prose of a part; the others stay as they are.
fn write(report: &mut Report, part: &Within, words: &str, rules: &RuleSet) {
    let edition = report.edition;
    let prose = report.prose.get_or_insert_default();
    let passage = |text: &str| Passage { text: text.to_owned(), origin: Origin::Nowhere };
    let section = match part {
        Within::Title => return prose.title = Some(passage(words)),
        Within::Signature => return prose.signature = Some(passage(words)),
        Within::Preface => None,
        Within::Section(id) => rules.template[edition].section(id),
    };
    let paragraphs = words.lines().map(passage).collect();
    prose.sections.retain(|open| open.section != section);
    prose.sections.push(SectionProse { section, heading: None, paragraphs });
    prose.sections.sort_by_key(|open| open.section);
}
