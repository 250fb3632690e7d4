//! The words of content streams and of mappings (ISO 32000-1, 7.2 and 7.8.2): bytes in, tokens out. What is no token is passed
//! over, so that a slip costs itself and not the rest of the page. Knows no operator.

use crate::{read::page::measure::decimal, slice::Slice};

/// No string of a page is longer.
const LONGEST: usize = 1 << 16;

/// A word of a content stream. The brackets of dictionaries are passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, in billionths.
    Number(i64),
    /// `/Name`, without the stroke.
    Name(Vec<u8>),
    /// `(…)` or `<…>`.
    Text(Vec<u8>),
    /// `[`
    Open,
    /// `]`
    Close,
    /// An operator or keyword.
    Word(Vec<u8>),
}

/// Reads tokens off the front of a text.
#[derive(Debug)]
pub(super) struct Lexer<'t> {
    rest: &'t [u8],
}

impl<'t> Lexer<'t> {
    /// At the beginning of a text.
    pub(super) fn new(text: &'t [u8]) -> Lexer<'t> {
        Lexer { rest: text }
    }

    /// Passes over the data of an image that stands in the text, up to its `EI`.
    pub(super) fn pass_image(&mut self) {
        let ends = |window: &[u8]| matches!(window, [before, b'E', b'I', after] if before.is_ascii_whitespace() && after.is_ascii_whitespace());
        let mut from = 0;
        while let Some(found) = self.rest.get(from..).and_then(|rest| rest.windows(4).position(ends)) {
            let after = self.rest.slice(from + found + 3..);
            // Data that happen to look like the end are followed by more data, not by operators.
            if after.iter().take(12).all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()) {
                self.rest = after;
                return;
            }
            from += found + 1;
        }
        self.rest = &[];
    }

    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'t [u8] {
        let end = self.rest.iter().position(|byte| !belongs(*byte)).unwrap_or(self.rest.len());
        let (front, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, &[]));
        self.rest = rest;
        front
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn hex(&mut self) -> Token {
        let digits = self.take_while(|byte| byte != b'>');
        self.byte();
        let digits = digits.iter().filter_map(|digit| char::from(*digit).to_digit(16));
        let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).take(2 * LONGEST).collect();
        let joined = |pair: &[u8]| pair.iter().fold(0, |byte, digit| byte << 4 | digit) << (4 * (2 - pair.len()));
        Token::Text(digits.chunks(2).map(joined).collect())
    }

    fn literal(&mut self) -> Token {
        let mut text = Vec::new();
        let mut depth = 0usize;
        while let Some(byte) = self.byte() {
            let said = match byte {
                b'\\' => self.escaped(),
                b')' if depth == 0 => break,
                _ => Some(byte),
            };
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            text.extend(said.filter(|_| text.len() < LONGEST));
        }
        Token::Text(text)
    }

    /// What stands after a backslash; nothing for a line that goes on.
    fn escaped(&mut self) -> Option<u8> {
        match self.byte()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                if self.rest.first() == Some(&b'\n') {
                    self.byte();
                }
                None
            }
            b'\n' => None,
            digit @ b'0'..=b'7' => Some(self.octal(digit)),
            other => Some(other),
        }
    }

    fn octal(&mut self, first: u8) -> u8 {
        let mut value = first - b'0';
        for _ in 0..2 {
            match self.rest.first() {
                Some(digit @ b'0'..=b'7') => value = (value << 3) | (digit - b'0'),
                _ => break,
            }
            self.byte();
        }
        value
    }

    fn name(&mut self) -> Token {
        let printed = self.take_while(is_regular);
        let mut name = Vec::with_capacity(printed.len());
        let mut rest = printed;
        while let Some((first, after)) = rest.split_first() {
            let hex = after.get(..2).filter(|_| *first == b'#').and_then(|digits| std::str::from_utf8(digits).ok());
            match hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(byte) => {
                    name.push(byte);
                    rest = after.slice(2..);
                }
                None => {
                    name.push(*first);
                    rest = after;
                }
            }
        }
        Token::Name(name)
    }

    fn word(&mut self) -> Token {
        let word = self.take_while(is_regular);
        let begins = word.first().is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'));
        let number = std::str::from_utf8(word).ok().filter(|_| begins).and_then(number);
        number.map_or_else(|| Token::Word(word.to_vec()), Token::Number)
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            match *self.rest.first()? {
                b'%' => {
                    self.take_while(|byte| !matches!(byte, b'\n' | b'\r'));
                }
                byte if is_regular(byte) => return Some(self.word()),
                byte => {
                    self.byte();
                    match byte {
                        b'/' => return Some(self.name()),
                        b'(' => return Some(self.literal()),
                        b'[' => return Some(Token::Open),
                        b']' => return Some(Token::Close),
                        b'<' if self.rest.first() == Some(&b'<') => {
                            self.byte();
                        }
                        b'<' => return Some(self.hex()),
                        _ => {}
                    }
                }
            }
        }
    }
}

/// A number as files print it: `+1`, `.5`, `4.`, and `--3` or `1-2`, which some programs print.
fn number(word: &str) -> Option<i64> {
    let negative = word.starts_with('-');
    let unsigned = word.trim_start_matches(['-', '+']);
    let unsigned = unsigned.split_once('-').map_or(unsigned, |(front, _)| front);
    let value = decimal(unsigned)?;
    Some(if negative { -value } else { value })
}

fn is_regular(byte: u8) -> bool {
    let parts = matches!(byte, 0 | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'/' | b'%');
    !byte.is_ascii_whitespace() && !parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::page::measure::ONE;

    fn tokens(text: &[u8]) -> Vec<Token> {
        Lexer::new(text).collect()
    }

    fn text(text: &[u8]) -> Token {
        Token::Text(text.to_vec())
    }

    fn word(word: &str) -> Token {
        Token::Word(word.as_bytes().to_vec())
    }

    #[test]
    fn numbers_in_every_print() {
        let numbers = [-ONE / 2, ONE, 4 * ONE, -3 * ONE, ONE].map(Token::Number);
        assert_eq!(tokens(b"-.5 +1 4. --3 1-2"), numbers);
        assert_eq!(tokens(b"T* 0Tj"), [word("T*"), word("0Tj")]);
    }

    #[test]
    fn strings_in_every_print() {
        assert_eq!(tokens(b"(a(b)\\)\\101\\\n!)"), [text(b"a(b))A!")]);
        assert_eq!(tokens(b"<4 1 4>"), [text(b"A@")]);
        assert_eq!(tokens(b"(never closed"), [text(b"never closed")]);
    }

    #[test]
    fn the_rest_of_the_words() {
        let wanted = [Token::Name(b"A B".to_vec()), Token::Name(b"MCID".to_vec()), Token::Number(0), word("BDC")];
        assert_eq!(tokens(b"/A#20B<</MCID 0>>% no word\nBDC"), wanted);
        assert_eq!(tokens(b"[(a)]TJ"), [Token::Open, text(b"a"), Token::Close, word("TJ")]);
    }

    #[test]
    fn an_image_in_the_text_is_passed_over() {
        let mut lexer = Lexer::new(b" \x80 EI \x81\x82 EI Q");
        lexer.pass_image();
        assert_eq!(lexer.collect::<Vec<_>>(), [word("Q")]);
    }
}
