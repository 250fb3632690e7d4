//! An outline as JSON. Figures are numbers with the digits they have, never through a floating-point number.

use super::outline::{Content, Entry, Layout, Scalar};

pub(super) fn emit(entries: &[Entry], one_line: bool) -> serde_json::Result<String> {
    let mut pen = Pen { text: String::new(), one_line };
    pen.mapping(entries, Layout::Block, 0)?;
    Ok(pen.text)
}

struct Pen {
    text: String,
    one_line: bool,
}

impl Pen {
    fn item(&mut self, item: &Content, depth: usize) -> serde_json::Result<()> {
        match item {
            Content::Scalar(value) => self.scalar(value),
            Content::List(values) => self.list(values),
            Content::Rows(rows) => {
                self.text.push('[');
                for (at, row) in rows.iter().enumerate() {
                    self.text.push_str(if at == 0 { "" } else { "," });
                    if !self.one_line {
                        self.new_line(depth + 1);
                    }
                    self.mapping(row, Layout::Line, depth)?;
                }
                self.text.push(']');
                Ok(())
            }
            Content::Mapping(entries, layout) => self.mapping(entries, *layout, depth),
        }
    }

    fn mapping(&mut self, entries: &[Entry], layout: Layout, depth: usize) -> serde_json::Result<()> {
        let broken = layout == Layout::Block && !self.one_line && !entries.is_empty();
        self.text.push('{');
        for (at, entry) in entries.iter().enumerate() {
            self.text.push_str(if at == 0 { "" } else { "," });
            match (broken, at) {
                (true, _) => self.new_line(depth + 1),
                (false, 0) => {}
                (false, _) => self.space(),
            }
            self.text.push_str(&serde_json::to_string(&entry.key)?);
            self.text.push(':');
            self.space();
            self.item(&entry.item, depth + 1)?;
        }
        if broken {
            self.new_line(depth);
        }
        self.text.push('}');
        Ok(())
    }

    fn list(&mut self, values: &[Scalar]) -> serde_json::Result<()> {
        self.text.push('[');
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                self.text.push(',');
                self.space();
            }
            self.scalar(value)?;
        }
        self.text.push(']');
        Ok(())
    }

    fn scalar(&mut self, value: &Scalar) -> serde_json::Result<()> {
        match value {
            Scalar::Figure(digits) => self.text.push_str(digits),
            Scalar::Null => self.text.push_str("null"),
            Scalar::Date(words) | Scalar::Text(words) | Scalar::Prose(words) => {
                self.text.push_str(&serde_json::to_string(words)?)
            }
        }
        Ok(())
    }

    fn space(&mut self) {
        if !self.one_line {
            self.text.push(' ');
        }
    }

    fn new_line(&mut self, depth: usize) {
        self.text.push('\n');
        self.text.push_str(&"  ".repeat(depth));
    }
}
