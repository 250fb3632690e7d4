//! The texts that the cells of a workbook share, and how texts are escaped in it.

use super::rich::Rich;
use crate::{
    read::xml::{BytesStart, Listener, listen},
    report::NoReport,
    slice::Slice,
    text,
};
use std::borrow::Cow;

/// A workbook may share so many texts.
const MAX_STRINGS: usize = 1_000_000;

/// Texts by their number.
#[derive(Debug, Default)]
pub(super) struct Strings {
    all: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the part that holds them.
    pub(super) fn read(xml: &str) -> Result<Strings, NoReport> {
        let mut reader = Reader::default();
        listen(xml, &mut reader)?;
        Ok(reader.strings)
    }

    /// The text with that number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.all.get(start..*self.ends.get(number)?)
    }
}

#[derive(Default)]
struct Reader {
    strings: Strings,
    rich: Rich,
}

impl Listener for Reader {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        self.rich.see(name, element);
        Ok(())
    }

    fn end(&mut self, name: &str, _open: &[&str]) -> Result<(), NoReport> {
        if name == "si" {
            let from = self.strings.ends.last().copied().unwrap_or(0);
            self.rich.end(&mut self.strings.all, from);
            self.strings.ends.push(self.strings.all.len());
        }
        if self.strings.ends.len() > MAX_STRINGS {
            return Err(NoReport::because(text!(
                "工作簿的文字超过 {MAX_STRINGS} 条，不读",
                "the workbook has more than {MAX_STRINGS} texts"
            )));
        }
        Ok(())
    }

    fn text(&mut self, text: &str, open: &[&str]) {
        // `rPh` says how a text is pronounced.
        if open.last() == Some(&"t") && !open.contains(&"rPh") {
            self.rich.add(&unescaped(text), &mut self.strings.all);
        }
    }
}

/// `_x000D_` stands for a character that XML does not take.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('_') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escape)) = rest.find("_x").and_then(|at| rest.split_at_checked(at)) {
        plain.push_str(before);
        let code = escape.get(2..6).filter(|_| escape.get(6..7) == Some("_"));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (taken, c) = c.map_or((2, None), |c| (7, Some(c)));
        match c {
            Some('\r') => {}
            Some(c) => plain.push(c),
            None => plain.push_str("_x"),
        }
        rest = escape.slice(taken..);
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_their_number() {
        let xml = "<sst uniqueCount='99999999999'><si><t>规章</t></si><si/><si><r><t>结果</t></r><r><t>维持</t></r>\
            <rPh><t>jieguo</t></rPh></si><si><t xml:space='preserve'> a&amp;b </t></si></sst>";
        let strings = Strings::read(xml).unwrap();
        let all: Vec<_> = (0..5).map(|number| strings.get(number)).collect();
        assert_eq!(all, [Some("规章"), Some(""), Some("结果维持"), Some(" a&b "), None]);
    }

    #[test]
    fn what_is_struck_out_is_no_part_and_marks_stand_apart() {
        let run = |look: &str, text: &str| format!("<r><rPr>{look}</rPr><t>{text}</t></r>");
        let strings = [
            run("", "14") + &run("<vertAlign val='superscript'/>", "1"),
            run("<strike/>", "41") + &run("<strike val='0'/><vertAlign val='baseline'/>", "14"),
            run("<strike val='1'/>", "41"),
            "<t>14</t>".to_owned(),
        ];
        let strings = Strings::read(&format!("<sst>{}</sst>", strings.map(|text| format!("<si>{text}</si>")).concat())).unwrap();
        let all: Vec<_> = (0..4).filter_map(|number| strings.get(number)).collect();
        assert_eq!(all, ["14 1 ", "14", "［删除线］41", "14"]);
    }

    #[test]
    fn escapes_are_undone() {
        for (text, plain) in [
            ("结果_x000D_\n维持", "结果\n维持"),
            ("a_x0041_b", "aAb"),
            ("_x", "_x"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("_x4e2d", "_x4e2d"),
        ] {
            assert_eq!(unescaped(text), plain);
        }
    }
}
