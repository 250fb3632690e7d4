//! Pictures by miette: a text with places underlined and words under them. What the text is (a file, or a table drawn for the
//! purpose) is the caller's.

mod canvas;
mod grid;

pub(crate) use canvas::Canvas;
pub(crate) use grid::{Grid, Selection, short_names, shown_value};

use super::{
    Style,
    paint::{Paint, Tone, plain},
};
use crate::{ruleset::Severity, slice::Slice, source::Span};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles};
use std::{fmt, io};
use unicode_width::UnicodeWidthStr;

/// A place to underline.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    /// The words under the line; none: only the line.
    pub(crate) words: Option<String>,
    /// Whether the header of the picture names this place.
    pub(crate) first: bool,
}

/// What is wrapped behind a wider lead goes on near the margin.
const WIDEST_LEAD: usize = 20;

/// A sentence behind the sign of its severity, wrapped to the width.
pub(crate) fn sentence(severity: Severity, words: &str, style: Style) -> String {
    render(&Shown { words: plain(words).into_owned(), severity, canvas: None, marks: &[] }, style, 0)
}

/// A text with places underlined; `context` lines around each are shown too.
pub(crate) fn snippet(canvas: &Canvas<'_>, marks: &[Mark], severity: Severity, style: Style, context: usize) -> String {
    let drawn = render(&Shown { words: String::new(), severity, canvas: Some(canvas), marks }, style, context);
    let body = drawn.split_once('\n').map_or("", |(_, body)| body);
    if canvas.is_numbered() { body.to_owned() } else { without_numbers(body) }
}

/// A line beside a picture: a lead that stands out and words wrapped behind it.
pub(crate) fn note(lead: &str, words: &str, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let indent = " ".repeat(lead.width());
    let hanging = if indent.len() > WIDEST_LEAD { "    " } else { &indent };
    let options = textwrap::Options::new(style.width).initial_indent(&indent).subsequent_indent(hanging);
    let wrapped = textwrap::fill(&plain(words), options);
    let behind = wrapped.slice(indent.len()..);
    writeln!(out, "{}{behind}", Paint { on: style.color }.with(Tone::Faint, lead))
}

/// What belongs on one line: where it does not fit, the second part is wrapped under the first, which stays whole.
pub(crate) fn beside_or_below(first: &str, second: &str, style: Style) -> String {
    if textwrap::core::display_width(first) + second.width() <= style.width {
        return format!("{first}{second}");
    }
    let options = textwrap::Options::new(style.width).initial_indent("    ").subsequent_indent("    ");
    format!("{first}\n{}", textwrap::fill(second.trim_start_matches(['：', ':', ' ']), options))
}

/// Words in lines that fit; those behind the first are indented.
pub(crate) fn wrapped(words: &str, first: &str, style: Style) -> String {
    textwrap::fill(words, textwrap::Options::new(style.width).initial_indent(first).subsequent_indent("  "))
}

fn render(shown: &Shown<'_>, style: Style, context: usize) -> String {
    let numbered = shown.canvas.is_none_or(Canvas::is_numbered);
    let mut handler = GraphicalReportHandler::new_themed(theme(style, numbered))
        .with_width(style.width)
        .with_context_lines(context)
        .with_links(false)
        .without_syntax_highlighting();
    if !numbered {
        handler = handler.without_primary_span_start();
    }
    let mut drawn = String::new();
    match handler.render_report(&mut drawn, shown) {
        Ok(()) => drawn,
        Err(_) => String::new(),
    }
}

fn theme(style: Style, numbered: bool) -> GraphicalTheme {
    let mut styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    if !numbered {
        styles.linum = ThemeStyles::none().linum;
    }
    GraphicalTheme { characters: if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() }, styles }
}

/// A drawn table has no lines that anyone could look up: their numbers become spaces.
fn without_numbers(body: &str) -> String {
    let blanked = body.lines().map(|line| {
        let digits = line.bytes().take_while(|byte| *byte == b' ' || byte.is_ascii_digit()).count();
        format!("{}{}\n", " ".repeat(digits), line.slice(digits..))
    });
    blanked.collect()
}

#[derive(Debug)]
struct Shown<'a> {
    words: String,
    severity: Severity,
    canvas: Option<&'a Canvas<'a>>,
    marks: &'a [Mark],
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.canvas.map(|canvas| canvas as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.marks.iter().map(|mark| {
            let span = (mark.span.start as usize, mark.span.range().len());
            let words = mark.words.as_deref().map(|words| plain(words).into_owned());
            if mark.first { LabeledSpan::new_primary_with_span(words, span) } else { LabeledSpan::new_with_span(words, span) }
        })))
    }
}
