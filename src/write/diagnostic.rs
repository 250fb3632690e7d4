//! Diagnostics of rule, schema, waiver and roster files, with all their labels; a label in another file is a second picture.

use super::{
    Style,
    paint::{Paint, Tone},
    picture::{self, Canvas, Mark},
};
use crate::{
    diagnostic::{Diagnostic, Label, Level},
    lang::Text,
    ruleset::Severity,
    source::Source,
    text,
};
use std::{io, sync::Arc};

/// Writes every diagnostic and a line that counts them; nothing where there is none.
pub fn write_diagnostics(diagnostics: &[Diagnostic], style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    for diagnostic in diagnostics {
        write_one(diagnostic, style, out)?;
        writeln!(out)?;
    }
    match counted(diagnostics) {
        Some(line) => writeln!(out, "{}", Paint { on: style.color }.with(Tone::Strong, line.get(style.lang))),
        None => Ok(()),
    }
}

fn write_one(diagnostic: &Diagnostic, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let severity = match diagnostic.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
    };
    let sentence = format!("{} {}", diagnostic.code, diagnostic.message.get(style.lang));
    out.write_all(picture::sentence(severity, &sentence, style).as_bytes())?;
    for (source, labels) in by_source(&diagnostic.labels) {
        let mark = |(at, label): (usize, &&Label)| {
            let words = label.text.get(style.lang);
            Mark { span: label.place.span, words: (!words.is_empty()).then(|| words.to_owned()), first: at == 0 }
        };
        let marks: Vec<Mark> = labels.iter().enumerate().map(mark).collect();
        let drawn = picture::snippet(&Canvas::file(source, &source.name, style), &marks, severity, style, 1);
        out.write_all(drawn.as_bytes())?;
    }
    match &diagnostic.help {
        Some(help) => {
            let lead = text!("  建议：", "  help: ");
            picture::note(lead.get(style.lang), help.get(style.lang), style, out)
        }
        None => Ok(()),
    }
}

/// The labels of each file, the files in the order of their first label.
fn by_source(labels: &[Label]) -> Vec<(&Arc<Source>, Vec<&Label>)> {
    let mut files: Vec<(&Arc<Source>, Vec<&Label>)> = Vec::new();
    for label in labels {
        match files.iter_mut().find(|(source, _)| Arc::ptr_eq(source, &label.place.source)) {
            Some((_, here)) => here.push(label),
            None => files.push((&label.place.source, vec![label])),
        }
    }
    files
}

fn counted(diagnostics: &[Diagnostic]) -> Option<Text> {
    let count = |level: Level| diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
    let plural = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    let (error, warning) = (plural(errors, "error"), plural(warnings, "warning"));
    match (errors, warnings) {
        (0, 0) => None,
        (_, 0) => Some(text!("共 {errors} 处错误", "{error}")),
        (0, _) => Some(text!("共 {warnings} 处警告", "{warning}")),
        _ => Some(text!("共 {errors} 处错误、{warnings} 处警告", "{error}, {warning}")),
    }
}
