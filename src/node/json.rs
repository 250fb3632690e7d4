//! JSON into a tree. Numbers keep the digits that were typed; nothing passes through a floating-point number.

use super::{MAX_DEPTH, Malformed, Tree};
use crate::{lang::Text, source::Span, text};
use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

/// Reads one JSON value; nothing but white space may follow it.
pub fn parse(text: &str) -> Result<Tree<'_>, Malformed> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = text.as_bytes().get(mark..).unwrap_or_default();
    let mut reader = Reader { text, mark, jiter: Jiter::new(body), tree: Tree::new(text) };
    reader.document().map_err(|fault| reader.malformed(fault))?;
    Ok(reader.tree)
}

struct Reader<'t> {
    text: &'t str,
    /// The length of a byte order mark, which the parser does not see.
    mark: usize,
    jiter: Jiter<'t>,
    tree: Tree<'t>,
}

enum Fault {
    Syntax(JiterError),
    Refused(Malformed),
}

impl From<JiterError> for Fault {
    fn from(error: JiterError) -> Fault {
        Fault::Syntax(error)
    }
}

impl From<Malformed> for Fault {
    fn from(malformed: Malformed) -> Fault {
        Fault::Refused(malformed)
    }
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Fault> {
        let peek = self.jiter.peek()?;
        self.value(peek, 0)?;
        Ok(self.jiter.finish()?)
    }

    fn at(&self) -> usize {
        self.jiter.current_index().saturating_add(self.mark)
    }

    fn value(&mut self, peek: Peek, depth: usize) -> Result<(), Fault> {
        let start = self.at();
        match peek {
            Peek::String => self.string(start),
            Peek::Array => self.list(start, depth),
            Peek::Object => self.mapping(start, depth),
            _ => self.word(peek, start),
        }
    }

    fn word(&mut self, peek: Peek, start: usize) -> Result<(), Fault> {
        match peek {
            Peek::Null => self.jiter.known_null()?,
            Peek::True | Peek::False => drop(self.jiter.known_bool(peek)?),
            _ => drop(self.jiter.known_number_bytes(peek)?),
        }
        Ok(self.tree.verbatim(Span::new(start, self.at()), false)?)
    }

    fn string(&mut self, start: usize) -> Result<(), Fault> {
        let escaped = self.jiter.known_bytes()?.contains(&b'\\');
        self.push_string(Span::new(start, self.at()), escaped)
    }

    fn push_string(&mut self, span: Span, escaped: bool) -> Result<(), Fault> {
        if !escaped {
            return Ok(self.tree.verbatim(span, true)?);
        }
        let quoted = self.text.get(span.range()).unwrap_or_default();
        let words = Jiter::new(quoted.as_bytes()).next_str()?.to_owned();
        Ok(self.tree.decoded(span, true, words)?)
    }

    fn list(&mut self, start: usize, depth: usize) -> Result<(), Fault> {
        let index = self.open(start, depth, false)?;
        let mut next = self.jiter.known_array()?;
        while let Some(peek) = next {
            self.value(peek, depth.saturating_add(1))?;
            next = self.jiter.array_step()?;
        }
        self.close(index);
        Ok(())
    }

    fn mapping(&mut self, start: usize, depth: usize) -> Result<(), Fault> {
        let index = self.open(start, depth, true)?;
        let mut before = start;
        let mut key = shape_of(self.jiter.next_object_bytes()?);
        while let Some((length, escaped)) = key {
            self.push_string(self.key_span(before, length), escaped)?;
            let peek = self.jiter.peek()?;
            self.value(peek, depth.saturating_add(1))?;
            before = self.at();
            key = shape_of(self.jiter.next_key_bytes()?);
        }
        self.close(index);
        Ok(())
    }

    /// A key's place: between the value before it and its opening quote stand only white space, a comma or a bracket.
    fn key_span(&self, before: usize, length: usize) -> Span {
        let rest = self.text.as_bytes().get(before..).unwrap_or_default();
        let start = before.saturating_add(rest.iter().position(|byte| *byte == b'"').unwrap_or_default());
        Span::new(start, start.saturating_add(length).saturating_add(2))
    }

    fn open(&mut self, start: usize, depth: usize, mapping: bool) -> Result<usize, Fault> {
        if depth >= MAX_DEPTH {
            return Err(Malformed::too_deep(start).into());
        }
        Ok(self.tree.open(Span::at(start), mapping)?)
    }

    fn close(&mut self, index: usize) {
        let end = Span::at(self.at()).end;
        self.tree.close(index, end);
    }

    fn malformed(&self, fault: Fault) -> Malformed {
        match fault {
            Fault::Refused(malformed) => malformed,
            Fault::Syntax(error) => {
                let at = error.index.saturating_add(self.mark).min(self.text.len());
                let at = (0..=at).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or_default();
                Malformed { span: Span::at(at), message: words(&error.error_type) }
            }
        }
    }
}

/// The length of a key's raw bytes, and whether it holds escapes.
fn shape_of(key: Option<&[u8]>) -> Option<(usize, bool)> {
    key.map(|raw| (raw.len(), raw.contains(&b'\\')))
}

fn words(error: &JiterErrorType) -> Text {
    use JsonErrorType as Json;
    let JiterErrorType::JsonError(error) = error else {
        return text!("JSON 不完整", "the JSON is not complete");
    };
    match error {
        Json::EofWhileParsingList => text!("列表没有写完，缺「]」", "a list is not closed: “]” is missing"),
        Json::EofWhileParsingObject => text!("对象没有写完，缺「}}」", "an object is not closed: “}}” is missing"),
        Json::EofWhileParsingString => text!("字符串没有写完，缺引号", "a string is not closed: the quote is missing"),
        Json::EofWhileParsingValue => text!("到文件末尾还缺一个值", "the file ends where a value should stand"),
        Json::ExpectedColon => text!("键后面应是「:」", "a key must be followed by “:”"),
        Json::ExpectedListCommaOrEnd => text!("这里应是「,」或「]」", "“,” or “]” should stand here"),
        Json::ExpectedObjectCommaOrEnd => text!("这里应是「,」或「}}」", "“,” or “}}” should stand here"),
        Json::ExpectedSomeIdent => text!("应是 true、false 或 null", "true, false or null should stand here"),
        Json::ExpectedSomeValue => text!("这里应是一个值", "a value should stand here"),
        Json::InvalidEscape | Json::UnexpectedEndOfHexEscape | Json::LoneLeadingSurrogateInHexEscape => {
            text!("反斜杠转义写错了", "a backslash escape is wrong")
        }
        Json::InvalidNumber | Json::NumberOutOfRange => text!("数字写法不对", "this is not how JSON writes a number"),
        Json::InvalidUnicodeCodePoint => text!("不是有效的 Unicode 字符", "this is no valid Unicode character"),
        Json::ControlCharacterWhileParsingString => {
            text!("字符串里有控制字符（如换行）", "a control character (such as a line break) stands in a string")
        }
        Json::KeyMustBeAString => text!("键应放在双引号里", "a key must stand in double quotes"),
        Json::TrailingComma => text!("末尾多了一个逗号", "there is a comma too many"),
        Json::TrailingCharacters => text!("第一个值之后还有别的内容", "something follows the first value"),
        _ => text!("不是 JSON", "this is not JSON"),
    }
}
