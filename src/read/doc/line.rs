//! The characters of a paragraph into its words, with what they say of themselves: deleted, struck out, part of a field, or in
//! place of something that is drawn.

use super::{beside::Beside, modifier::CharacterProperties};
use crate::read::{drawn, hyphen::HYPHEN};

/// The paragraph under way.
#[derive(Debug)]
pub(super) struct Line<'b> {
    beside: &'b Beside,
    words: Vec<u16>,
    struck: Vec<u16>,
    /// What is drawn and not written.
    drawn: String,
    raised: bool,
    /// The fields that are open, outermost first.
    fields: Vec<Field>,
}

/// A field: an instruction, and what it came to.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
    is_shown: bool,
}

/// What a paragraph comes to.
#[derive(Debug, Default)]
pub(super) struct ParagraphText {
    /// Its lines.
    pub(super) text: String,
    /// What stands there beside words: shown where a cell holds nothing else.
    pub(super) drawn: String,
}

/// So much of what is drawn is kept, in bytes.
const MOST_DRAWN: usize = 200;

/// So much of an instruction.
const MOST_INSTRUCTION: usize = 80;

impl<'b> Line<'b> {
    /// Nothing yet.
    pub(super) fn new(beside: &'b Beside) -> Line<'b> {
        Line { beside, words: Vec::new(), struck: Vec::new(), drawn: String::new(), raised: false, fields: Vec::new() }
    }

    /// Takes the next character; its number is that of the place in the text.
    pub(super) fn take(&mut self, unit: u16, properties: CharacterProperties, number: u32) {
        if properties.gone {
            return;
        }
        match unit {
            0x13 => self.fields.push(Field::default()),
            0x14 => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                }
            }
            0x15 => self.end_field(),
            _ if self.fields.iter().any(|field| !field.in_result) => self.instruct(unit),
            _ => self.show(unit, properties, number),
        }
    }

    /// The paragraph ends: its words.
    pub(super) fn end(&mut self) -> ParagraphText {
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.words));
        let struck = String::from_utf16_lossy(&std::mem::take(&mut self.struck));
        if text.trim().is_empty() && !struck.trim().is_empty() {
            self.draw(drawn::STRUCK, struck.trim());
        }
        self.raised = false;
        ParagraphText { text, drawn: std::mem::take(&mut self.drawn) }
    }

    fn show(&mut self, unit: u16, properties: CharacterProperties, number: u32) {
        match unit {
            0x01 if properties.object => self.draw(drawn::OBJECT, ""),
            0x01 => self.draw(drawn::PICTURE, ""),
            0x05 => self.comment(number),
            0x08 => self.floating(number),
            0x09 => self.word(unit, properties),
            0x0b | 0x0e => self.word(u16::from(b'\n'), properties),
            0x1e => self.word(HYPHEN as u16, properties),
            0x28 if properties.special || properties.symbol => self.word('□' as u16, properties),
            0x00..=0x1f => {}
            _ => self.word(unit, properties),
        }
    }

    /// What floats is not in a cell, a seal for one; but figures in a text box may be meant for it.
    fn floating(&mut self, number: u32) {
        let words = self.beside.boxes.get(&number).map_or("", String::as_str);
        if words.contains(char::is_numeric) {
            self.draw(drawn::TEXT_BOX, words);
        }
    }

    /// A comment may hold the figure of a blank cell.
    fn comment(&mut self, number: u32) {
        let words = self.beside.comments.get(&number).map_or("", String::as_str);
        if words.contains(char::is_numeric) {
            self.draw(drawn::COMMENT, words);
        }
    }

    fn word(&mut self, unit: u16, properties: CharacterProperties) {
        self.fields.iter_mut().for_each(|field| field.is_shown = true);
        if properties.struck {
            self.struck.push(unit);
            return;
        }
        if properties.raised != self.raised {
            self.words.push(u16::from(b' '));
            self.raised = properties.raised;
        }
        self.words.push(unit);
    }

    fn draw(&mut self, what: &str, words: &str) {
        self.fields.iter_mut().for_each(|field| field.is_shown = true);
        if self.drawn.len() < MOST_DRAWN && !(words.is_empty() && self.drawn.contains(what)) {
            self.drawn.extend([what, words]);
        }
    }

    fn instruct(&mut self, unit: u16) {
        let field = self.fields.iter_mut().rev().find(|field| !field.in_result);
        if let Some(field) = field.filter(|field| field.instruction.len() < MOST_INSTRUCTION) {
            let c = char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
            field.instruction.extend((!c.is_control()).then_some(c));
        }
    }

    /// A field that shows something and came to no words is drawn by its instruction.
    fn end_field(&mut self) {
        const DRAWN: [&str; 7] = ["=", "EQ", "SYMBOL", "FORMDROPDOWN", "FORMCHECKBOX", "MACROBUTTON", "GOTOBUTTON"];
        let Some(field) = self.fields.pop() else { return };
        let instruction = field.instruction.trim();
        let is_drawn = DRAWN.iter().any(|word| instruction.to_ascii_uppercase().starts_with(word));
        if field.is_shown || !is_drawn || self.fields.iter().any(|field| !field.in_result) {
            return;
        }
        let words = format!("{{{instruction}}}");
        match instruction {
            "FORMDROPDOWN" => self.draw(drawn::DROP_DOWN, ""),
            "FORMCHECKBOX" => self.draw(drawn::CHECK_BOX, ""),
            _ => words.encode_utf16().for_each(|unit| self.word(unit, CharacterProperties::default())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: CharacterProperties =
        CharacterProperties { gone: false, struck: false, raised: false, special: false, symbol: false, object: false };

    fn read(pieces: &[(&str, CharacterProperties)]) -> (String, String) {
        let beside = Beside { comments: [(2, "应为 5".to_owned())].into(), boxes: [(0, "59".to_owned())].into() };
        let mut line = Line::new(&beside);
        let units = pieces.iter().flat_map(|(text, properties)| text.encode_utf16().map(|unit| (unit, *properties)));
        (0u32..).zip(units).for_each(|(number, (unit, properties))| line.take(unit, properties, number));
        let words = line.end();
        (words.text, words.drawn)
    }

    #[test]
    fn deleted_and_struck_figures_give_way_to_those_that_stand() {
        let gone = CharacterProperties { gone: true, ..PLAIN };
        let struck = CharacterProperties { struck: true, ..PLAIN };
        assert_eq!(read(&[("59815", gone), ("59915", PLAIN)]).0, "59915");
        assert_eq!(read(&[("59815", struck), ("59915", PLAIN)]), ("59915".into(), String::new()));
        assert_eq!(read(&[("59815", struck)]), (String::new(), "［删除线］59815".into()));
    }

    #[test]
    fn raised_figures_stay_apart() {
        let raised = CharacterProperties { raised: true, ..PLAIN };
        assert_eq!(read(&[("59", PLAIN), ("1", raised)]).0, "59 1");
    }

    #[test]
    fn what_is_drawn_is_named() {
        assert_eq!(read(&[("\u{8}", PLAIN)]).1, "［文本框］59");
        assert_eq!(read(&[("  \u{5}", PLAIN)]).1, "［批注］应为 5");
        assert_eq!(read(&[("\u{13} FORMDROPDOWN \u{1}\u{15}", PLAIN)]).1, "［下拉框］");
        assert_eq!(read(&[("\u{1}", CharacterProperties { object: true, ..PLAIN })]).1, "［对象］");
    }

    #[test]
    fn fields_are_what_they_came_to() {
        assert_eq!(read(&[("\u{13} FORMTEXT \u{14}12\u{15}", PLAIN)]), ("12".into(), String::new()));
        assert_eq!(read(&[("\u{13}=SUM(LEFT)\u{14}\u{15}", PLAIN)]).0, "{=SUM(LEFT)}");
        assert_eq!(read(&[("1\u{13}EQ \\o(2)\u{15}3", PLAIN)]).0, "1{EQ \\o(2)}3");
        assert_eq!(read(&[("\u{13} HYPERLINK \u{15}5", PLAIN)]).0, "5");
    }
}
