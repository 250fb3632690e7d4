//! JSON into a tree, in one pass over its bytes: bulk reading spends its time here. Numbers keep the digits that were typed.
//! What is wrong with a text that is no JSON is told by `jiter`, which also resolves escapes.

use super::{MAX_DEPTH, Malformed, Tree, tree::Full};
use crate::{lang::Text, slice::Slice, source::Span, text};
use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType};

/// Reads one JSON value; nothing but white space may follow it.
pub fn parse(text: &str) -> Result<Tree<'_>, Malformed> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut scanner = Scanner { bytes: text.as_bytes(), at: mark, tree: Tree::new(text), open: Vec::new() };
    match scanner.document() {
        Ok(()) => Ok(scanner.tree),
        Err(Fault::Syntax) => Err(explained(text, mark, scanner.at)),
        Err(Fault::TooDeep) => Err(Malformed::too_deep(scanner.at)),
        Err(Fault::TooMany) => Err(Malformed::too_many(scanner.at)),
    }
}

/// Why a scan ended early.
enum Fault {
    /// The text is no JSON.
    Syntax,
    /// It is nested too deep.
    TooDeep,
    /// It has too many values.
    TooMany,
}

impl From<Full> for Fault {
    fn from(_: Full) -> Fault {
        Fault::TooMany
    }
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    tree: Tree<'t>,
    /// The lists and mappings that are not closed yet, innermost last.
    open: Vec<Open>,
}

#[derive(Clone, Copy)]
struct Open {
    /// The index in the tree.
    index: usize,
    /// Whether it is a mapping.
    mapping: bool,
}

impl Scanner<'_> {
    fn document(&mut self) -> Result<(), Fault> {
        self.value()?;
        while let Some(innermost) = self.open.last().copied() {
            self.inside(innermost)?;
        }
        if self.peek().is_none() { Ok(()) } else { Err(Fault::Syntax) }
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.step();
        }
    }

    fn step(&mut self) {
        self.at += 1;
    }

    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.peek() != Some(byte) {
            return Err(Fault::Syntax);
        }
        self.step();
        Ok(())
    }

    fn value(&mut self) -> Result<(), Fault> {
        match self.peek().ok_or(Fault::Syntax)? {
            b'"' => self.string(),
            b'{' => self.enter(true),
            b'[' => self.enter(false),
            b'-' | b'0'..=b'9' => self.number(),
            b'n' => self.word("null"),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            _ => Err(Fault::Syntax),
        }
    }

    /// Enters a list or mapping and reads its first value, or leaves it if it is empty.
    fn enter(&mut self, mapping: bool) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Fault::TooDeep);
        }
        let index = self.tree.open(Span::at(self.at), mapping)?;
        self.step();
        self.open.push(Open { index, mapping });
        if self.peek() == Some(if mapping { b'}' } else { b']' }) {
            self.leave(index);
            return Ok(());
        }
        self.entry(mapping)
    }

    /// What follows a value of a list or mapping: another one, or its end.
    fn inside(&mut self, innermost: Open) -> Result<(), Fault> {
        match (self.peek(), innermost.mapping) {
            (Some(b','), mapping) => {
                self.step();
                self.entry(mapping)
            }
            (Some(b'}'), true) | (Some(b']'), false) => {
                self.leave(innermost.index);
                Ok(())
            }
            _ => Err(Fault::Syntax),
        }
    }

    fn entry(&mut self, mapping: bool) -> Result<(), Fault> {
        if mapping {
            if self.peek() != Some(b'"') {
                return Err(Fault::Syntax);
            }
            self.string()?;
            self.expect(b':')?;
        }
        self.value()
    }

    fn leave(&mut self, index: usize) {
        self.step();
        self.tree.close(index, Span::at(self.at).end);
        self.open.pop();
    }

    fn string(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let mut escaped = false;
        self.step();
        loop {
            let rest = self.bytes.slice(self.at..);
            let plain = plain_bytes(rest);
            self.at += plain + 1;
            match rest.get(plain) {
                Some(b'"') => break,
                Some(b'\\') => escaped = true,
                _ => return Err(Fault::Syntax),
            }
            self.step();
        }
        let span = Span::new(start, self.at);
        if !escaped {
            return Ok(self.tree.verbatim(span, true)?);
        }
        let quoted = self.bytes.slice(span.range());
        let words = Jiter::new(quoted).next_str().map(str::to_owned).map_err(|_| Fault::Syntax)?;
        Ok(self.tree.decoded(span, true, words)?)
    }

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.step();
        }
        let zero = self.bytes.get(self.at) == Some(&b'0');
        let whole = self.digits()?;
        if zero && whole > 1 {
            return Err(Fault::Syntax);
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.step();
            self.digits()?;
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.step();
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.step();
            }
            self.digits()?;
        }
        Ok(self.tree.verbatim(Span::new(start, self.at), false)?)
    }

    /// At least one digit; how many there were.
    fn digits(&mut self) -> Result<usize, Fault> {
        let start = self.at;
        while matches!(self.bytes.get(self.at), Some(b'0'..=b'9')) {
            self.step();
        }
        let count = self.at - start;
        if count == 0 { Err(Fault::Syntax) } else { Ok(count) }
    }

    fn word(&mut self, word: &str) -> Result<(), Fault> {
        let span = Span::new(self.at, self.at + word.len());
        if self.bytes.get(span.range()) != Some(word.as_bytes()) {
            return Err(Fault::Syntax);
        }
        self.at = span.end as usize;
        Ok(self.tree.verbatim(span, false)?)
    }
}

/// How many bytes stand before a quote, a backslash or a control character; eight at a time while there are eight.
fn plain_bytes(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    let skipped = 8 * words.iter().take_while(|word| !holds_special(u64::from_le_bytes(**word))).count();
    let rest = bytes.slice(skipped..);
    skipped + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20)).unwrap_or(rest.len())
}

/// Whether one of the eight bytes is a quote, a backslash or a control character. (Sean Anderson, Bit Twiddling Hacks: «determine
/// if a word has a byte less than n»; exact as to whether, if not as to which.)
fn holds_special(word: u64) -> bool {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES * 0x80;
    let below = |word: u64, bound: u64| word.wrapping_sub(ONES * bound) & !word & HIGH;
    let equal = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, 0x20) | equal(b'"') | equal(b'\\')) != 0
}

/// What is wrong with a text that is no JSON, and where.
fn explained(text: &str, mark: usize, stopped: usize) -> Malformed {
    let mut jiter = Jiter::new(text.as_bytes().slice(mark..));
    let error = jiter.next_skip().and_then(|()| jiter.finish()).err();
    let at = error.as_ref().map_or(stopped, |error| error.index + mark).min(text.len());
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    Malformed::at(Span::at(at), words(error.as_ref()))
}

fn words(error: Option<&JiterError>) -> Text {
    use JsonErrorType as Json;
    let Some(JiterErrorType::JsonError(error)) = error.map(|error| &error.error_type) else {
        return text!("不是 JSON", "this is not JSON");
    };
    match error {
        Json::EofWhileParsingList => text!("列表没有写完，缺“]”", "a list is not closed: “]” is missing"),
        Json::EofWhileParsingObject => text!("对象没有写完，缺“}}”", "an object is not closed: “}}” is missing"),
        Json::EofWhileParsingString => text!("字符串没有写完，缺引号", "a string is not closed: the quote is missing"),
        Json::EofWhileParsingValue => text!("到文件末尾还缺一个值", "the file ends where a value should stand"),
        Json::ExpectedColon => text!("键后面应是“:”", "a key must be followed by “:”"),
        Json::ExpectedListCommaOrEnd => text!("这里应是“,”或“]”", "“,” or “]” should stand here"),
        Json::ExpectedObjectCommaOrEnd => text!("这里应是“,”或“}}”", "“,” or “}}” should stand here"),
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
