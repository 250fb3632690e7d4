//! Causes first: the cell that should be changed, drawn with what should stand there, and under it the findings it settles.

use super::{
    finding::{self, note},
    view::{MOST, PictureCells, View},
};
use crate::{
    finding::{Cause, Finding, Outcome},
    ruleset::Severity,
    text,
    write::{
        paint::{Paint, Tone},
        picture, words,
    },
};
use std::{collections::HashSet, io};

/// Writes the causes; returns the findings that stand under them, as causes name them.
pub(super) fn write(
    view: &View<'_>,
    outcome: &Outcome,
    findings: &[&Finding],
    out: &mut dyn io::Write,
) -> io::Result<HashSet<String>> {
    let mut explained = HashSet::new();
    for (number, group) in outcome.causes.chunk_by(|left, right| left.group == right.group).enumerate() {
        let explains = |finding: &&&Finding| group.iter().any(|cause| cause.explains.contains(&finding.key()));
        let under: Vec<&Finding> = findings.iter().filter(explains).copied().collect();
        if under.is_empty() {
            continue;
        }
        writeln!(out)?;
        write_group(view, number + 1, group, &under, out)?;
        explained.extend(under.iter().map(|finding| finding.key()));
    }
    Ok(explained)
}

fn write_group(view: &View<'_>, number: usize, group: &[Cause], under: &[&Finding], out: &mut dyn io::Write) -> io::Result<()> {
    let Some((first, others)) = group.split_first() else { return Ok(()) };
    let severity = under.iter().map(|finding| finding.severity).min().unwrap_or(Severity::Error);
    let sure = view.say(&words::certainty(first.certainty, group.len()));
    let head = view.say(&text!("原因 {number}（{sure}）", "cause {number} ({sure})"));
    writeln!(out, "{}", Paint { on: view.style.color }.with(Tone::Strong, &head))?;
    out.write_all(picture::sentence(severity, first.message.get(view.style.lang), view.style).as_bytes())?;
    out.write_all(view.draw(&cells(view, first, under), severity).as_bytes())?;
    for other in others {
        note(view, &text!("或者：", "or: "), &other.message, out)?;
    }
    if first.unproven {
        let words =
            text!("搜索提前结束，不能排除改动更少的解释", "the search ended early; a smaller explanation is not ruled out");
        note(view, &text!("注意：", "note: "), &words, out)?;
    }
    for finding in under {
        let (code, name) = (finding::code(view, finding), finding::name(view, finding));
        note(view, &text!("{code} {name}：", "{code} {name}: "), &finding.message, out)?;
    }
    finding::law(view, under, out)
}

/// The cells to change with the figures that fit; beside them the cells that the findings' messages show, and what else those
/// findings add up where that is not too much for one picture.
fn cells<'a>(view: &View<'a>, cause: &'a Cause, under: &[&'a Finding]) -> PictureCells<'a> {
    let labelled = cause.cells.iter().map(|cell| {
        let expected = cell.expected;
        (&cell.cell, Some(view.say(&text!("应为 {expected}", "should be {expected}"))))
    });
    let mut cells = PictureCells { labelled: labelled.collect(), ..PictureCells::default() };
    let of_findings: Vec<PictureCells<'a>> = under.iter().map(|finding| view.cells(finding)).collect();
    for found in &of_findings {
        found.labelled.iter().for_each(|(cell, _)| cells.place_beside(cell));
    }
    let whole: usize = of_findings.iter().map(|found| found.beside.len()).sum::<usize>() + cells.beside.len();
    if whole <= MOST {
        of_findings.iter().flat_map(|found| &found.beside).for_each(|cell| cells.place_beside(cell));
    }
    cells
}
