//! A rule text cut into words, figures, texts, brackets and marks, comments included: everything but blanks. Any text has tokens;
//! which of them make sense is the grammar's business.

use crate::source::Span;
use pest::unicode::{XID_CONTINUE, XID_START};
use std::{iter::Peekable, str::CharIndices};

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A keyword or a name.
    Word,
    /// Digits and what is written right behind them: `2021`, `1,000.5`, `10万元`, `80%`.
    Figure,
    /// `"…"`, quotes included.
    Text,
    /// A `"` that is not closed on its line; reaches to the end of the line.
    OpenText,
    /// An opening bracket, of either width.
    Open(Bracket),
    /// A closing bracket, of either width.
    Close(Bracket),
    /// An operator, a comma, a dot, or a character that the language does not know; two ASCII characters where they belong together.
    Mark,
    /// `// …`
    Comment,
    /// `/// …`
    Doc,
}

/// A pair of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bracket {
    /// `{}`
    Brace,
    /// `[]`
    Square,
    /// `()`
    Round,
}

impl TokenKind {
    /// Whether the grammar passes over it.
    pub fn is_comment(self) -> bool {
        matches!(self, TokenKind::Comment | TokenKind::Doc)
    }
}

impl Bracket {
    /// The pair that a character opens.
    pub fn opened_by(c: char) -> Option<Bracket> {
        match c {
            '{' | '｛' => Some(Bracket::Brace),
            '[' | '［' | '【' => Some(Bracket::Square),
            '(' | '（' => Some(Bracket::Round),
            _ => None,
        }
    }

    /// The pair that a character closes.
    pub fn closed_by(c: char) -> Option<Bracket> {
        match c {
            '}' | '｝' => Some(Bracket::Brace),
            ']' | '］' | '】' => Some(Bracket::Square),
            ')' | '）' => Some(Bracket::Round),
            _ => None,
        }
    }

    /// How the opening bracket is written.
    pub fn opening(self) -> char {
        match self {
            Bracket::Brace => '{',
            Bracket::Square => '[',
            Bracket::Round => '(',
        }
    }

    /// How the closing bracket is written.
    pub fn closing(self) -> char {
        match self {
            Bracket::Brace => '}',
            Bracket::Square => ']',
            Bracket::Round => ')',
        }
    }
}

/// Whether the grammar takes a character for a blank.
pub fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{a0}' | '\u{3000}' | '\u{feff}')
}

/// What an input method types for an ASCII letter, digit or mark, as that character; any other character as it is.
pub fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '【' => '[',
        '】' => ']',
        '×' => '*',
        '÷' => '/',
        '−' => '-',
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// The tokens of a text, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner { text, rest: text.char_indices().peekable() };
    std::iter::from_fn(|| scanner.next_token()).collect()
}

struct Scanner<'a> {
    text: &'a str,
    rest: Peekable<CharIndices<'a>>,
}

impl Scanner<'_> {
    fn next_token(&mut self) -> Option<Token> {
        self.skip(is_blank);
        let (start, first) = self.rest.next()?;
        let kind = self.kind_after(first);
        Some(Token { kind, span: Span::new(start, self.here()) })
    }

    fn kind_after(&mut self, first: char) -> TokenKind {
        if let Some(bracket) = Bracket::opened_by(first) {
            return TokenKind::Open(bracket);
        }
        if let Some(bracket) = Bracket::closed_by(first) {
            return TokenKind::Close(bracket);
        }
        match first {
            '"' => self.text_kind(),
            '/' if self.take('/') => self.comment_kind(),
            '0'..='9' | '０'..='９' => self.figure_kind(),
            _ if XID_START(first) || XID_CONTINUE(first) => self.word_kind(),
            _ => self.mark_kind(first),
        }
    }

    fn text_kind(&mut self) -> TokenKind {
        while let Some((_, c)) = self.rest.next_if(|(_, c)| *c != '\n') {
            match c {
                '"' => return TokenKind::Text,
                '\\' => drop(self.rest.next_if(|(_, c)| *c != '\n')),
                _ => {}
            }
        }
        TokenKind::OpenText
    }

    fn comment_kind(&mut self) -> TokenKind {
        let doc = self.take('/') && !self.take('/');
        self.skip(|c| c != '\n');
        if doc { TokenKind::Doc } else { TokenKind::Comment }
    }

    fn figure_kind(&mut self) -> TokenKind {
        loop {
            self.skip(|c| XID_CONTINUE(c) || matches!(c, '%' | '％' | '‰'));
            let mut ahead = self.rest.clone();
            let point = ahead.next().is_some_and(|(_, c)| matches!(c, '.' | '．' | ',' | '，'));
            if !(point && ahead.next().is_some_and(|(_, c)| matches!(c, '0'..='9' | '０'..='９'))) {
                return TokenKind::Figure;
            }
            self.rest.next();
        }
    }

    fn word_kind(&mut self) -> TokenKind {
        self.skip(XID_CONTINUE);
        TokenKind::Word
    }

    fn mark_kind(&mut self, first: char) -> TokenKind {
        let pairs: &[char] = match half_width(first) {
            '<' => &['=', '>'],
            '>' | '!' | '~' => &['='],
            '=' => &['=', '<', '>'],
            '&' => &['&'],
            '|' => &['|'],
            '.' => &['.'],
            ':' => &['='],
            _ => &[],
        };
        self.rest.next_if(|(_, c)| pairs.contains(&half_width(*c)));
        TokenKind::Mark
    }

    fn take(&mut self, wanted: char) -> bool {
        self.rest.next_if(|(_, c)| *c == wanted).is_some()
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) {
        while self.rest.next_if(|(_, c)| wanted(*c)).is_some() {}
    }

    fn here(&mut self) -> usize {
        self.rest.peek().map_or(self.text.len(), |(at, _)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(TokenKind, &str)> {
        tokens(text).into_iter().map(|token| (token.kind, text.get(token.span.range()).unwrap())).collect()
    }

    #[test]
    fn cuts_a_line_as_people_read_it() {
        use TokenKind::*;
        assert_eq!(
            shown("set 申请[新收, 自然人]＝１２ // 十二"),
            [
                (Word, "set"),
                (Word, "申请"),
                (Open(Bracket::Square), "["),
                (Word, "新收"),
                (Mark, ","),
                (Word, "自然人"),
                (Close(Bracket::Square), "]"),
                (Mark, "＝"),
                (Figure, "１２"),
                (Comment, "// 十二"),
            ]
        );
    }

    #[test]
    fn keeps_figures_and_operators_whole() {
        let words: Vec<&str> = shown("2021..2024 1,000.5 10万元 80% <> ＜＝ a&&b").into_iter().map(|(_, text)| text).collect();
        assert_eq!(words, ["2021", "..", "2024", "1,000.5", "10万元", "80%", "<>", "＜＝", "a", "&&", "b"]);
    }

    #[test]
    fn a_text_ends_with_its_line() {
        use TokenKind::*;
        assert_eq!(
            shown("\"三“安全”\\\"\" \"没完\n{"),
            [(Text, "\"三“安全”\\\"\""), (OpenText, "\"没完"), (Open(Bracket::Brace), "{")]
        );
    }

    #[test]
    fn three_strokes_are_documentation_and_four_are_not() {
        use TokenKind::*;
        assert_eq!(shown("/// 甲\n//// 乙\n// 丙"), [(Doc, "/// 甲"), (Comment, "//// 乙"), (Comment, "// 丙")]);
    }
}
