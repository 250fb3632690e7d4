//! One finding: its code and name, the sentence, the picture, the law, what to do about it.

use super::view::View;
use crate::{
    finding::Finding,
    lang::{Lang, Text},
    text,
    write::{
        entry,
        paint::{Paint, plain},
        picture, words,
    },
};
use std::io;

/// A finding that a missing figure leaves open, on one line: the figure's own finding shows where it is missing.
pub(super) fn write_unknown(view: &View<'_>, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let (code, name) = (code(view, finding), name(view, finding));
    note(view, &text!("{code} {name}：", "{code} {name}: "), &finding.message, out)
}

pub(super) fn write(view: &View<'_>, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{}", head(view, finding))?;
    out.write_all(picture::sentence(finding.severity, finding.message.get(view.style.lang), view.style).as_bytes())?;
    if let Some(quote) = &finding.quote {
        out.write_all(view.quote(finding, quote).as_bytes())?;
    }
    let drawn = view.draw(&view.cells(finding), finding.severity);
    if !drawn.is_empty() {
        out.write_all(drawn.as_bytes())?;
    } else if finding.quote.is_none() {
        place(view, finding, out)?;
    }
    law(view, &[finding], out)?;
    advice(view, finding, out)
}

/// `错误 A301[自然人] 列勾稽`
pub(super) fn head(view: &View<'_>, finding: &Finding) -> String {
    let code = Paint { on: view.style.color }.with(words::level(finding).1, &code(view, finding));
    format!("{code} {}", name(view, finding))
}

/// Its name, in the style's language.
pub(super) fn name(view: &View<'_>, finding: &Finding) -> String {
    name_of(&finding.code, &finding.name, view.style.lang)
}

/// The same, from a code and the name that its rule file gives it.
pub(super) fn name_of(code: &str, own: &str, lang: Lang) -> String {
    plain(entry::name_of(code, own, lang)).into_owned()
}

/// `错误 A301[自然人]`
pub(super) fn code(view: &View<'_>, finding: &Finding) -> String {
    let (level, _) = words::level(finding);
    format!("{} {}", level.get(view.style.lang), plain(&finding.key()))
}

/// A finding that is about no cell: its place in the text, or in words.
fn place(view: &View<'_>, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let drawn = view.place(finding.origin, finding.severity);
    if !drawn.is_empty() {
        return out.write_all(drawn.as_bytes());
    }
    match view.place_in_words(finding.origin) {
        Some(place) => note(view, &text!("位置：", "place: "), &place, out),
        None => Ok(()),
    }
}

/// The law of the rules that are broken, a line each.
pub(super) fn law(view: &View<'_>, findings: &[&Finding], out: &mut dyn io::Write) -> io::Result<()> {
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_str()).collect();
    codes.dedup();
    for code in &codes {
        if view.item.rules.rule(code).is_none_or(|rule| rule.basis.is_empty()) {
            continue;
        }
        let law = entry::law(&view.item.rules, view.item.report.map(|report| report.edition), code);
        let lead =
            if codes.len() == 1 { text!("依据：", "basis: ") } else { text!("依据（{code}）：", "basis ({code}): ") };
        note(view, &lead, &Text { zh: law.join("；"), en: law.join("; ") }, out)?;
    }
    Ok(())
}

fn advice(view: &View<'_>, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    if let Some(help) = &finding.help {
        note(view, &text!("建议：", "help: "), help, out)?;
    }
    if let Some(waived) = &finding.waived {
        note(view, &text!("豁免：", "waived: "), &words::waived(waived), out)?;
    }
    Ok(())
}

/// A line under a picture, wrapped, the lead standing out.
pub(super) fn note(view: &View<'_>, lead: &Text, words: &Text, out: &mut dyn io::Write) -> io::Result<()> {
    picture::note(&format!("  {}", view.say(lead)), words.get(view.style.lang), view.style, out)
}
