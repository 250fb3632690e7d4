//! Two texts, line by line: what stands only in the old one with `-`, what stands only in the new one with `+`, and a few lines
//! around them.

use super::{
    Style,
    paint::{Paint, Tone},
};
use similar::{ChangeTag, TextDiff};
use std::io;

/// Lines shown around a difference.
const AROUND: usize = 2;

/// Writes the lines that differ, with their numbers in the old text and in the new one; nothing where none does.
pub fn write_difference(old: &str, new: &str, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let diff = TextDiff::from_lines(old, new);
    let paint = Paint { on: style.color };
    for (at, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if at > 0 {
            writeln!(out, "        ⋯")?;
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let (sign, tone) = match change.tag() {
                ChangeTag::Delete => ('-', Some(Tone::Error)),
                ChangeTag::Insert => ('+', Some(Tone::Good)),
                ChangeTag::Equal => (' ', None),
            };
            let number = change.new_index().or(change.old_index()).map_or(0, |index| index + 1);
            let line = format!("{number:>5} {sign} {}", change.value().trim_end_matches(['\n', '\r']));
            match tone {
                Some(tone) => writeln!(out, "{}", paint.with(tone, &line))?,
                None => writeln!(out, "{line}")?,
            }
        }
    }
    Ok(())
}
