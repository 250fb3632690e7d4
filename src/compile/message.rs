//! The text of a `say` clause, taken apart: words, and places that a figure or a label fills.

use super::{
    names::nearest,
    scope::{Position, Scope, Wrong, other},
    unknown::line_labelled,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    ruleset::{self, At, Body, Comparison, Condition, FormCheck, Message, Over, Piece, Whose},
    source::Span,
    syntax::ast::{CellRef, ExprKind, Name, Path, Spanned},
    template::{AxisKind, CellId},
    text,
};

/// The words that may stand in braces beside cells.
const WORDS: [&str; 10] = ["row", "column", "group", "table", "left", "right", "gap", "fact", "stated", "repeated"];

/// What people write for these words.
const SYNONYMS: [(&str, &str); 26] = [
    ("行", "row"),
    ("行名", "row"),
    ("哪一行", "row"),
    ("line", "row"),
    ("列", "column"),
    ("列名", "column"),
    ("哪一列", "column"),
    ("col", "column"),
    ("组", "group"),
    ("组名", "group"),
    ("左", "left"),
    ("左边", "left"),
    ("左侧", "left"),
    ("右", "right"),
    ("右边", "right"),
    ("右侧", "right"),
    ("差", "gap"),
    ("差额", "gap"),
    ("相差", "gap"),
    ("差值", "gap"),
    ("差数", "gap"),
    ("diff", "gap"),
    ("difference", "gap"),
    ("delta", "gap"),
    ("正文", "stated"),
    ("正文数", "stated"),
];

/// The text of a `say` clause, taken apart once for all places.
pub(super) struct Say<'a> {
    written: &'a Spanned<String>,
    parts: Vec<Part>,
    /// A placeholder between other marks than braces: where it begins, as it is written, and the word.
    foreign: Option<(usize, String, &'static str)>,
}

/// `[gap]`, `%gap%`, `<gap>`, `$gap`: a word that belongs in braces, between other marks.
fn between_other_marks(say: &str) -> Option<(usize, String, &'static str)> {
    let forms = |word: &str| {
        [("{{", "}}"), ("[", "]"), ("［", "］"), ("【", "】"), ("（", "）"), ("<", ">"), ("%", "%"), ("#", "#"), ("$", "")]
            .map(|(open, close)| format!("{open}{word}{close}"))
    };
    let named = WORDS.into_iter().find_map(|word| {
        let form = forms(word).into_iter().find(|form| say.contains(form.as_str()))?;
        Some((say.find(&form)?, form, word))
    });
    let printed =
        || [("%s", "row"), ("%d", "gap")].into_iter().find_map(|(form, word)| Some((say.find(form)?, form.to_owned(), word)));
    named.or_else(printed)
}

impl<'a> Say<'a> {
    pub(super) fn new(written: &'a Spanned<String>) -> Say<'a> {
        Say { written, parts: parts(&written.node), foreign: between_other_marks(&written.node) }
    }
}

/// The instance of a rule that a message is read for.
#[derive(Clone, Copy, Default)]
pub(super) struct For<'a> {
    pub(super) at: Option<&'a At>,
    pub(super) over: Option<Over>,
    /// None where that did not come out, and only the rest can be judged.
    pub(super) body: Option<&'a Body>,
}

/// A message as read at one place, with the cells it shows.
pub(super) struct Read {
    pub(super) message: Message,
    pub(super) shown: Vec<CellId>,
    pub(super) values: Vec<ruleset::Expr>,
}

impl Scope<'_> {
    /// Reads a message at this place.
    pub(super) fn message(&self, say: &Say<'_>, instance: For<'_>) -> Result<Read, Vec<Wrong>> {
        let mut read = Read { message: Vec::with_capacity(say.parts.len()), shown: Vec::new(), values: Vec::new() };
        let mut wrong = Vec::new();
        if let Some((at, form, word)) = &say.foreign {
            let message = text!("“{form}”会原样显示，不会填上数", "“{form}” is shown as it is: no figure is filled in");
            let place = span_in(say.written, *at, form);
            let diagnostic = self.error(Code::SayBrace, place, message, text!("要用大括号", "braces belong here"));
            wrong.push(Box::new(match form.len() {
                2 => diagnostic
                    .help(text!("写成 {{gap}}、{{申请[新收, 总计]}} 这样", "write it as in {{gap}}, {{申请[新收, 总计]}}")),
                _ => diagnostic.write(format!("{{{word}}}")),
            }));
        }
        let (parts, say) = (&say.parts, say.written);
        for part in parts {
            match part {
                Part::Words(words) => read.message.push(Piece::Words(words.clone())),
                Part::Slot { name, at } => match self.slot(name, span_in(say, *at, name), instance, &mut read) {
                    Ok(piece) => read.message.push(piece),
                    Err(problem) => wrong.push(problem),
                },
                Part::Dollar { at } => wrong.push(self.dollar(say, *at)),
                Part::Unopened { at } => wrong.push(self.unopened(span_in(say, *at, "}"))),
                Part::Wide if wrong.iter().any(|wrong| wrong.labels.iter().any(|label| label.place.span == say.span)) => {}
                Part::Wide => wrong.push(self.wide_braces(say)),
                Part::Unclosed { at } => wrong.push(self.unclosed(say, *at)),
            }
        }
        if wrong.is_empty() { Ok(read) } else { Err(wrong) }
    }

    fn unclosed(&self, say: &Spanned<String>, at: usize) -> Wrong {
        let message = text!("大括号没有写完", "this brace is not closed");
        let label = text!("从这里开始", "it opens here");
        let wrong = self.error(Code::SayBrace, span_in(say, at, "{"), message, label);
        let help = text!("补上 }}；要显示大括号本身，写两个：{{{{", "add }}; to show a brace as such, write it twice: {{{{");
        let has_escape = say.node.contains(['"', '\\']);
        let closed = || {
            let inside = say.node.get(at + 1..)?;
            let behind = inside.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'));
            let before = say.node.strip_suffix(behind)?;
            (!has_escape && behind.len() < inside.len()).then(|| format!("\"{before}}}{behind}\""))
        };
        Box::new(Diagnostic { instead: closed(), ..wrong.help(help) })
    }

    fn dollar(&self, say: &Spanned<String>, at: usize) -> Wrong {
        let span = span_in(say, at, "$");
        let inside = say.node.get(at..).and_then(|rest| rest.strip_prefix("${")).and_then(|rest| rest.split_once('}'));
        let name = inside.map_or("gap", |(name, _)| name.trim());
        let message = text!("大括号前面不写 $，它会原样显示出来", "no $ stands before a brace: it would be shown as it is");
        let help = text!("写成 {{{name}}}", "write {{{name}}}");
        Box::new(self.error(Code::SayBrace, span, message, text!("多余", "not needed")).help(help).instead(""))
    }

    fn unopened(&self, span: Span) -> Wrong {
        let message = text!("前面没有与它配对的大括号", "this brace closes nothing");
        let help = text!(
            "补上 {{，写成 {{gap}} 这样；要显示大括号本身，写两个：}}}}",
            "add {{, as in {{gap}}; to show a brace as such, write it twice: }}}}"
        );
        Box::new(self.error(Code::SayBrace, span, message, text!("只有这一半", "only this half is here")).help(help))
    }

    fn wide_braces(&self, say: &Spanned<String>) -> Wrong {
        let half = say.node.replace('｛', "{").replace('｝', "}");
        let message = text!("say 里的大括号要用半角", "a brace in `say` is not a full-width one");
        let label = text!("全角的大括号不会填上数", "between full-width braces no figure is filled in");
        Box::new(self.error(Code::SayBrace, say.span, message, label).write(format!("\"{half}\"")))
    }

    fn slot(&self, name: &str, span: Span, instance: For<'_>, read: &mut Read) -> Result<Piece, Wrong> {
        let For { at, over, body } = instance;
        if let Some((_, stated)) = self.shape.and_then(|shape| shape.names().iter().find(|(known, _)| *known == name)) {
            return Ok(Piece::Of(*stated));
        }
        match name {
            "left" | "right" | "gap" if over.is_some() => self.side(name, span, None),
            "fact" | "stated" => match (over, name) {
                (Some(Over::Fact(_)), "fact") => Ok(Piece::Fact),
                (Some(Over::Fact(_)), _) => Ok(Piece::Stated),
                _ if name == "fact" && body.is_some_and(compares_a_day_of) => Ok(Piece::Fact),
                _ if body.is_none() => Ok(Piece::Stated),
                _ => Err(self.no_fact(name, span)),
            },
            "row" | "column" | "group" => self.label(name, span, at),
            "table" if matches!(body, None | Some(Body::Form(FormCheck::TablesPresent))) => Ok(Piece::Table),
            "left" | "right" | "gap" => self.side(name, span, body),
            _ if self.is_of_the_fact(name, over) => Err(Box::new(self.no_such_slot(name, span).write("{stated}"))),
            _ => {
                if let Some(value) = self.shown_value(name, span).transpose()? {
                    read.values.push(value);
                    return Ok(Piece::Value(read.values.len() - 1));
                }
                let cell = self.shown_cell(name, span)?;
                read.shown.push(cell);
                Ok(Piece::Cell(read.shown.len() - 1))
            }
        }
    }

    /// Whether a placeholder is the fact that a rule is over, or the `{n}` of its patterns.
    fn is_of_the_fact(&self, name: &str, over: Option<Over>) -> bool {
        let Some(Over::Fact(fact)) = over else { return false };
        name == "n" || self.declared.facts.get(fact).is_some_and(|fact| fact.name == name)
    }

    fn label(&self, name: &str, span: Span, at: Option<&At>) -> Result<Piece, Wrong> {
        let is_filled = |label: fn(&At) -> &String| at.is_some_and(|at| !label(at).is_empty());
        let (piece, is_filled) = match name {
            "row" => (Piece::Row, is_filled(|at| &at.row)),
            "column" => (Piece::Column, is_filled(|at| &at.column)),
            _ => (Piece::Group, is_filled(|at| &at.group)),
        };
        if is_filled {
            return Ok(piece);
        }
        let wrong = self.error(
            Code::SayNotHere,
            span,
            text!("这里没有 {{{name}}} 可写", "there is no {{{name}}} here"),
            match self.position {
                Position::Free => text!("这条规则没有 each", "this rule has no `each`"),
                Position::Line { .. } | Position::Group { .. } | Position::Cell { .. } => {
                    text!("这条规则的 each 核对的不是它", "the `each` of this rule runs over something else")
                }
            },
        );
        let at = self.at().unwrap_or_default();
        let own = [("row", at.row), ("column", at.column), ("group", at.group)];
        let own: Vec<&str> = own.iter().filter(|(_, label)| !label.is_empty()).map(|(word, _)| *word).collect();
        let shown = own.iter().map(|word| format!("{{{word}}}")).collect::<Vec<_>>().join(" ");
        let wrong = wrong.help(match own.is_empty() {
            true => text!(
                "删去 {{{name}}}；要逐行、逐列检查，加一行 each row of 表名、each column of 表名",
                "leave {{{name}}} out; to check row by row or column by column add `each row of TABLE` or `each column of TABLE`"
            ),
            false => text!("写成 {shown}", "write {shown}"),
        });
        // The place is the word within the braces.
        let instead = own.first().filter(|_| own.len() == 1).map(|word| (*word).to_owned());
        Err(Box::new(Diagnostic { instead, ..wrong }))
    }

    fn no_fact(&self, name: &str, span: Span) -> Wrong {
        let message = text!("这条规则没有 {{{name}}} 可写", "there is no {{{name}}} in this rule");
        let label = text!("这条规则不核对正文里的数", "this rule is over no fact of the prose");
        self.error(Code::SayNotHere, span, message, label)
    }

    fn side(&self, name: &str, span: Span, body: Option<&Body>) -> Result<Piece, Wrong> {
        let has_sides = |body: &Body| {
            matches!(
                body,
                Body::Linear(_) | Body::Condition(Condition::Compare(_, Comparison::Exact(_) | Comparison::Within(_), _))
            )
        };
        if body.is_some_and(|body| !has_sides(body)) {
            let message = text!("这条规则没有 {{{name}}} 可写", "there is no {{{name}}} in this rule");
            let label = text!("只有加减的等式和不等式才分左右两边", "only equations and inequalities of sums have sides");
            return Err(self.error(Code::SayNotHere, span, message, label));
        }
        Ok(match name {
            "left" => Piece::Left,
            "right" => Piece::Right,
            _ => Piece::Gap,
        })
    }

    /// Figures of other reports, a sum that stands for `cell`, how long the prose of a section is, and how much of the prose is last
    /// year's.
    fn shown_value(&self, name: &str, span: Span) -> Option<Result<ruleset::Expr, Wrong>> {
        if name == "repeated" {
            return Some(Ok(ruleset::Expr::Repeated));
        }
        if name == "cell"
            && let Some(cells) = self.at_hand(self.position)
        {
            return Some(Ok(self.added(cells, ruleset::Expr::Sum)));
        }
        if let Some(section) = section_measured(name) {
            let measured = self.length(&path(section, span), span).map(|typed| typed.expr);
            return Some(measured.map_err(|wrong| {
                let instead = wrong.instead.as_ref().map(|near| format!("length({near})"));
                Box::new(Diagnostic { instead, ..*wrong })
            }));
        }
        let (whose, rest) = name.split_once('.')?;
        let whose = match whose.trim() {
            "prior" => Whose::Prior,
            "children" => Whose::Children,
            _ => return None,
        };
        let node = match reference(rest, span) {
            Some(cell) => ExprKind::Cell(cell),
            None => ExprKind::Path(path(rest, span)),
        };
        Some(self.of_others(whose, &Spanned { node, span }).map(|(figure, _)| figure))
    }

    fn shown_cell(&self, name: &str, span: Span) -> Result<CellId, Wrong> {
        let looked_up = match reference(name, span) {
            Some(cell) => self.reference(&cell),
            None if self.position == Position::Free => Err(self.no_such_slot(name, span)),
            None => self.path(&path(name, span)),
        };
        looked_up.map_err(|wrong| match wrong.code {
            Code::OtherAxis => wrong,
            _ => self.slot_meant(name, span).unwrap_or(wrong),
        })
    }

    /// What somebody may have meant by a placeholder that names no cell.
    fn slot_meant(&self, name: &str, span: Span) -> Option<Wrong> {
        let lower = name.to_lowercase();
        let synonym = SYNONYMS.iter().find(|(word, _)| *word == lower).map(|(_, ours)| *ours);
        let written = synonym.or_else(|| WORDS.into_iter().find(|word| *word == lower).filter(|word| *word != name));
        if let Some(word) = written.or_else(|| nearest(name, WORDS).filter(|word| *word != name)) {
            let at = self.at().unwrap_or_default();
            let own = [("row", &at.row), ("column", &at.column), ("group", &at.group)];
            let is_place = own.iter().any(|(place, label)| *place == word && label.is_empty());
            let word = own.iter().find(|(_, label)| is_place && !label.is_empty()).map_or(word, |(place, _)| place);
            return Some(Box::new(self.no_such_slot(name, span).write(format!("{{{word}}}"))));
        }
        if name.contains(['+', '-', '*', '/', '＋', '－', '×', '÷', '(', '（', '=']) {
            let message = text!("大括号里只写一个名称，不写算式“{name}”", "braces hold one name, and no sum such as “{name}”");
            let help = text!(
                "两边之差写 {{gap}}，左右两边的数写 {{left}}、{{right}}",
                "the difference of the sides is {{gap}}, their figures are {{left}} and {{right}}"
            );
            return Some(Box::new(
                self.error(Code::SayUnknown, span, message, text!("这里只写名称", "a name belongs here")).help(help),
            ));
        }
        let squeezed: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        if squeezed != name && (self.is_line(&squeezed) || WORDS.contains(&squeezed.as_str())) {
            let message = text!("名称里不能有空格", "a name has no blank in it");
            let advice = format!("{{{squeezed}}}");
            return Some(Box::new(self.error(Code::SayUnknown, span, message, text!("这里", "here")).write(advice)));
        }
        let is_known = |kind: AxisKind, table: usize| {
            let on = self.table(table)?;
            let axis = on.axis(kind);
            let id = line_labelled(axis, name).map(str::to_owned).or_else(|| self.labelled_elsewhere(&on.id, kind, name));
            id.map(|id| (axis.find(name).is_some(), id))
        };
        let label = match self.position {
            Position::Line { table, axis, .. } => is_known(other(axis), table),
            _ => None,
        };
        let is_elsewhere = !self.homes(name).is_empty();
        match label {
            Some((false, id)) => Some(self.label_for_name(span, name, &id)),
            _ if is_elsewhere => None,
            _ => Some(self.no_such_slot(name, span)),
        }
    }

    /// The placeholders that this rule can fill.
    fn slots_here(&self) -> String {
        let at = self.at().unwrap_or_default();
        let own = [("row", at.row), ("column", at.column), ("group", at.group)];
        let own = own.iter().filter(|(_, label)| !label.is_empty()).map(|(word, _)| *word);
        let own = own.chain(["left", "right", "gap"]).map(|word| format!("{{{word}}}"));
        own.collect::<Vec<_>>().join(" ")
    }

    fn no_such_slot(&self, name: &str, span: Span) -> Wrong {
        let all = self.slots_here();
        let message = text!("消息里的 {{{name}}} 没有意义", "{{{name}}} means nothing in a message");
        let label = text!("不认识的占位", "unknown placeholder");
        Box::new(self.error(Code::SayUnknown, span, message, label).help(text!(
            "可以写 {all}，或一个数的名称，如 {{申请[新收, 总计]}}",
            "write one of {all}, or the name of a figure, such as {{申请[新收, 总计]}}"
        )))
    }
}

/// Whether a rule compares the day of publication or of receipt: then `{fact}` is what that day is called.
fn compares_a_day_of(body: &Body) -> bool {
    let is_of = |expr: &ruleset::Expr| matches!(expr, ruleset::Expr::DayOf(_));
    matches!(body, Body::Condition(Condition::Compare(left, _, right)) if is_of(left) || is_of(right))
}

enum Part {
    Words(String),
    /// A name in braces, and the byte in the message where it begins.
    Slot {
        name: String,
        at: usize,
    },
    Unclosed {
        at: usize,
    },
    /// A closing brace without an opening one.
    Unopened {
        at: usize,
    },
    /// `${`
    Dollar {
        at: usize,
    },
    /// A brace of the input method.
    Wide,
}

fn parts(text: &str) -> Vec<Part> {
    let mut found = Vec::new();
    let mut words = String::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c == '$' && rest.peek().is_some_and(|(_, next)| *next == '{') {
            found.push(Part::Dollar { at });
        } else if matches!(c, '{' | '}') && rest.next_if(|(_, next)| *next == c).is_some() {
            words.push(c);
        } else if c == '{' {
            let name: String = std::iter::from_fn(|| rest.next_if(|(_, c)| !matches!(c, '{' | '}'))).map(|(_, c)| c).collect();
            found.push(Part::Words(std::mem::take(&mut words)));
            match rest.next_if(|(_, c)| *c == '}') {
                Some(_) => found.push(slot(&name, at)),
                None => found.push(Part::Unclosed { at }),
            }
        } else if c == '}' {
            found.push(Part::Unopened { at });
        } else if matches!(c, '｛' | '｝') {
            found.push(Part::Wide);
        } else {
            words.push(c);
        }
    }
    found.push(Part::Words(words));
    found.retain(|part| !matches!(part, Part::Words(words) if words.is_empty()));
    found
}

/// The names in the braces of a message with their places.
pub(super) fn slots(say: &Spanned<String>) -> Vec<(String, Span)> {
    let of = |part| match part {
        Part::Slot { name, at } => Some((name.clone(), span_in(say, at, &name))),
        _ => None,
    };
    parts(&say.node).into_iter().filter_map(of).collect()
}

fn slot(inside: &str, brace: usize) -> Part {
    let blanks = inside.len() - inside.trim_start().len();
    Part::Slot { name: inside.trim().to_owned(), at: brace + 1 + blanks }
}

/// The place of a part of a message: its text begins one byte behind the opening quote, unless escapes have shifted it.
fn span_in(say: &Spanned<String>, at: usize, part: &str) -> Span {
    let quoted = say.span.end.saturating_sub(say.span.start) as usize;
    if quoted != say.node.len() + 2 {
        return say.span;
    }
    let start = say.span.start as usize + 1 + at;
    Span::new(start, start + part.len().max(1))
}

fn path(name: &str, span: Span) -> Path {
    Path { parts: name.split('.').map(|part| word(part, span)).collect(), span }
}

fn word(text: &str, span: Span) -> Name {
    Spanned { node: text.trim().to_owned(), span }
}

/// The section of `length(部分)`.
fn section_measured(name: &str) -> Option<&str> {
    let section = name.strip_prefix("length")?.trim_start().strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?;
    (!section.contains(['(', '（'])).then_some(section)
}

/// `表[行, 列]`, `表[项]`
fn reference(name: &str, span: Span) -> Option<CellRef> {
    let (table, rest) = name.split_once(['[', '［'])?;
    let inside = rest.strip_suffix([']', '］'])?;
    let (row, column) = match inside.split_once([',', '，']) {
        Some((row, column)) => (row, path(column, span)),
        None => (inside, Path { parts: Vec::new(), span }),
    };
    Some(CellRef { table: word(table, span), row: path(row, span), column, span })
}
