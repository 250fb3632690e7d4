//! Colours where they are wanted.

pub(crate) use crate::plain::{harmless_text, plain};

/// Puts words in a colour, or leaves them as they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    pub(crate) on: bool,
}

/// A colour by what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Error,
    Warning,
    Info,
    Good,
    Strong,
    Faint,
}

impl Paint {
    pub(crate) fn with(self, tone: Tone, words: &str) -> String {
        let code = match tone {
            Tone::Error => "1;31",
            Tone::Warning => "1;33",
            Tone::Info => "1;36",
            Tone::Good => "1;32",
            Tone::Strong => "1",
            Tone::Faint => "2",
        };
        if self.on { format!("\u{1b}[{code}m{words}\u{1b}[0m") } else { words.to_owned() }
    }
}
