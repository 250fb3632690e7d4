//! The lexicon of a form: topics, events and words taken apart, names looked up, and what could never be found refused.

use super::{
    In,
    names::{named, suggest},
    pattern,
    reporter::Reporter,
    scope::Wrong,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    ruleset::{Event, FactFrame, FactKind, FactTest, Lexicon, Part, Pattern, Topic},
    source::{Place, Source},
    syntax::ast::{self, EventMark, LexicalKind, Name, Spanned},
    text,
};
use std::{collections::HashMap, sync::Arc};

/// The lexicon of all files.
pub(super) fn compile(items: &[In<'_, ast::Lexical>], reporter: &mut Reporter) -> Lexicon {
    let mut compiler = Compiler { lexicon: Lexicon::default(), claims: HashMap::new(), reporter };
    for item in items {
        compiler.topic(item);
    }
    for item in items {
        compiler.rest(item);
    }
    compiler.lexicon
}

/// The events whose topic is none.
pub(super) fn without_topic(items: &[In<'_, ast::Lexical>]) -> Vec<String> {
    let is_topic = |name: &Name| {
        items.iter().any(|item| matches!(&item.node.kind, LexicalKind::Topic { name: known, .. } if known.node == name.node))
    };
    let events = items.iter().filter_map(|item| match &item.node.kind {
        LexicalKind::Event { name, topic, .. } if !is_topic(topic) => Some(name.node.clone()),
        _ => None,
    });
    events.collect()
}

struct Compiler<'r> {
    lexicon: Lexicon,
    /// Which topic claims a word, by its text.
    claims: HashMap<String, usize>,
    reporter: &'r mut Reporter,
}

impl Compiler<'_> {
    fn topic(&mut self, item: &In<'_, ast::Lexical>) {
        let LexicalKind::Topic { name, aside, weak, near, units } = &item.node.kind else { return };
        if self.lexicon.topics.iter().any(|topic| topic.name == name.node) {
            let message = named(text!("对象“{{0}}”写了两次", "the topic “{{0}}” is declared twice"), &name.node);
            self.wrong(
                Code::DeclaredTwice,
                (item.source, name),
                message,
                text!("把两处的词并在一起", "put the words of both into one"),
            );
        }
        let at = self.lexicon.topics.len();
        for word in item.node.words.iter().chain(weak) {
            self.claim(item.source, at, &name.node, word);
        }
        if item.node.words.is_empty() && weak.is_empty() {
            let message = named(text!("“{{0}}”没有写词", "“{{0}}” has no words"), &name.node);
            let help = text!("写成 {{ \"政府信息公开申请\" }}", "write {{ \"政府信息公开申请\" }}");
            self.wrong(Code::NoWords, (item.source, name), message, help);
        }
        self.apart(item.source, units);
        item.node.words.iter().chain(weak).chain(near).for_each(|word| self.list(item, &name.node, word));
        let words = self.words(item.source, &item.node.words);
        let weak = self.words(item.source, weak);
        let near = self.words(item.source, near);
        let units = units.iter().map(|word| pattern::squeezed(&word.node)).collect();
        self.lexicon.topics.push(Topic { name: name.node.clone(), aside: *aside, words, weak, near, units });
    }

    /// Units that stand in one text.
    fn apart(&mut self, source: &Arc<Source>, written: &[Spanned<String>]) {
        written.iter().filter_map(|unit| pattern::apart(source, unit, false)).for_each(|wrong| self.reporter.push(wrong));
    }

    /// Words of a topic that stand in one text: `"政策解读/解读材料"`. One with a 、 may well be a phrase, unless a part of it is known.
    fn list(&mut self, item: &In<'_, ast::Lexical>, name: &str, written: &Spanned<String>) {
        let is_known = |part: &str| part == name || item.node.words.iter().any(|word| word.node == part);
        let is_list = written.node.contains('/') || written.node.split(['、', '，']).map(str::trim).any(is_known);
        let plain = !written.node.contains(['{', '|', '｜']);
        if let Some(wrong) = pattern::apart(item.source, written, false).filter(|_| plain && is_list) {
            self.reporter.push(wrong);
        }
    }

    /// A word means one topic only.
    fn claim(&mut self, source: &Arc<Source>, topic: usize, name: &str, word: &Spanned<String>) {
        let mut claims = pattern::spellings(&word.node).into_iter().filter_map(|spelling| {
            let other = self.claims.insert(spelling.clone(), topic).filter(|other| *other != topic)?;
            Some((spelling, self.lexicon.topics.get(other)?.name.clone()))
        });
        let first = claims.next();
        claims.for_each(drop);
        if let Some((claimed, other)) = first {
            let message = text!(
                "“{claimed}”同时写在对象“{other}”和“{name}”里",
                "“{claimed}” is claimed by the topics “{other}” and “{name}”"
            );
            self.wrong(Code::ClaimedTwice, (source, word), message, text!("只留一处", "leave it in one of them"));
        }
    }

    fn rest(&mut self, item: &In<'_, ast::Lexical>) {
        let words = match &item.node.kind {
            LexicalKind::Topic { .. } => return,
            LexicalKind::Units => {
                self.apart(item.source, &item.node.words);
                let units = item.node.words.iter().map(|word| pattern::squeezed(&word.node));
                return self.lexicon.units.extend(units);
            }
            _ => self.words(item.source, &item.node.words),
        };
        match &item.node.kind {
            LexicalKind::Event { name, topic, marks } => self.event(item.source, name, topic, marks, words),
            LexicalKind::Scope { own: true } => self.lexicon.own.extend(words),
            LexicalKind::Scope { own: false } => self.lexicon.foreign.extend(words),
            _ => self.lexicon.light.extend(words),
        }
    }

    fn event(&mut self, source: &Arc<Source>, name: &Name, topic: &Name, marks: &[Spanned<EventMark>], words: Vec<Pattern>) {
        let Some(topic) = topic_named(&self.lexicon, source, topic).map_err(|wrong| self.reporter.push(*wrong)).ok() else {
            return;
        };
        let has = |mark: EventMark| marks.iter().any(|value| value.node == mark);
        let before = self.lexicon.events.iter().find(|event| event.topic == topic && event.default);
        if let Some(before) = before.filter(|_| has(EventMark::Default)) {
            let (first, at) = (&before.name, marks.iter().find(|mark| mark.node == EventMark::Default));
            let message = text!("一个对象只能有一个 default 事项", "a topic has one default event");
            let label = text!("“{first}”已经是 default", "“{first}” is the default already");
            let span = at.map_or(name.span, |mark| mark.span);
            let wrong = Diagnostic::new(Code::TwoDefaults, source, span, message, label);
            let help =
                text!("只留一个 default：没有写明事项的数算作它", "keep one: a figure without an event of its own is of that");
            self.reporter.push(wrong.help(help).instead(""));
        }
        if words.is_empty() && !has(EventMark::Default) {
            let message = named(text!("“{{0}}”没有写词", "“{{0}}” has no words"), &name.node);
            self.wrong(
                Code::NoWords,
                (source, name),
                message,
                text!("写成 {{ \"收到\" \"新收\" }}", "write {{ \"收到\" \"新收\" }}"),
            );
        }
        self.lexicon.events.push(Event {
            name: name.node.clone(),
            topic,
            aside: has(EventMark::Aside),
            part: has(EventMark::Part),
            half: has(EventMark::Half),
            default: has(EventMark::Default),
            implies_topic: has(EventMark::ImpliesTopic),
            words,
        });
    }

    fn words(&mut self, source: &Arc<Source>, written: &[Spanned<String>]) -> Vec<Pattern> {
        let mut found = Vec::new();
        for word in written {
            match pattern::read(source, word, FactKind::Words, self.reporter).and_then(|read| begins(source, word, read)) {
                Ok(pattern) => found.push(pattern),
                Err(wrong) => self.reporter.push(of_words(*wrong, &word.node)),
            }
        }
        found
    }

    fn wrong(&mut self, code: Code, (source, at): (&Arc<Source>, &Spanned<String>), message: Text, help: Text) {
        self.reporter.push(Diagnostic::new(code, source, at.span, message, text!("这里", "here")).help(help));
    }
}

/// What is wrong with a pattern, said of a word of the lexicon.
fn of_words(found: Diagnostic, word: &str) -> Diagnostic {
    if found.code == Code::PatternFigure {
        let message = text!("词里没有数，不写 {{n}}", "a word holds no figure: leave {{n}} out");
        let bare = word.split("{n}").next().unwrap_or_default().trim();
        return Diagnostic { message, ..found }.write(format!("\"{bare}\""));
    }
    found
}

/// Words of the lexicon begin with words: a gap in front would begin anywhere.
fn begins(source: &Arc<Source>, written: &Spanned<String>, pattern: Pattern) -> Result<Pattern, Wrong> {
    let is_some = |words: &String| !words.is_empty();
    let begins = match pattern.first() {
        Some(Part::AnyOf(_)) => pattern
            .iter()
            .any(|part| matches!(part, Part::AnyOf(any) if any.iter().all(is_some)) || matches!(part, Part::Year(_))),
        Some(Part::Year(_)) => true,
        _ => false,
    };
    if begins {
        return Ok(pattern);
    }
    let message = text!("词“{{0}}”开头要有字", "the words “{{0}}” must begin with words");
    let help = text!("开头不写 {{..}}；{{甲|乙}} 里至少有一处不空", "leave {{..}} out at the beginning; leave no word empty");
    let wrong = Diagnostic::new(Code::WordsBegin, source, written.span, named(message, &written.node), text!("这里", "here"));
    let instead = written.node.strip_prefix("{..}").map(|words| format!("\"{words}\""));
    Err(Box::new(Diagnostic { instead, ..wrong.help(help) }))
}

pub(super) fn topic_named(lexicon: &Lexicon, source: &Arc<Source>, name: &Name) -> Result<usize, Wrong> {
    let found = lexicon.topics.iter().position(|topic| topic.name == name.node);
    found.ok_or_else(|| {
        unknown(
            source,
            name,
            text!("没有名为“{{0}}”的对象", "there is no topic “{{0}}”"),
            lexicon.topics.iter().map(|topic| topic.name.as_str()).collect(),
        )
    })
}

fn unknown(source: &Arc<Source>, name: &Name, message: Text, known: Vec<&str>) -> Wrong {
    let diagnostic =
        Diagnostic::new(Code::UnknownTopic, source, name.span, named(message, &name.node), text!("不认识的名称", "unknown name"));
    Box::new(suggest(diagnostic, &name.node, known))
}

/// `matches "发布解读5件"` of a fact that has a figure, without saying which.
fn without_figure(source: &Arc<Source>, kind: FactKind, test: &ast::FactTest) -> Option<Diagnostic> {
    let has_figure = !matches!(kind, FactKind::None | FactKind::All | FactKind::Words | FactKind::Date | FactKind::Year);
    let sentence = &test.sentence.node;
    if !test.matches || !test.figures.is_empty() || !has_figure || !sentence.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut figures = sentence.split(|c: char| !c.is_ascii_digit()).filter(|figure| !figure.is_empty());
    let figure = figures.next().filter(|_| figures.next().is_none()).unwrap_or("5");
    let message = text!("matches 后面少了应当取到的数", "the figure that is found is missing behind `matches`");
    let label = text!("后面写 = 和数", "write = and the figure behind it");
    let better = format!("\"{sentence}\" = {figure}");
    Some(Diagnostic::new(Code::FactTestFigure, source, test.sentence.span, message, label).write(better))
}

/// What a fact asks for, looked up.
pub(super) fn frame(lexicon: &Lexicon, source: &Arc<Source>, node: &ast::FactFrame) -> Result<FactFrame, Wrong> {
    let topic = topic_named(lexicon, source, &node.topic)?;
    let of_topic = |event: &&Event| event.topic == topic;
    if lexicon.topics.get(topic).is_some_and(|topic| topic.aside) {
        let message = named(text!("“{{0}}”是 aside，不能有正文数据", "“{{0}}” is aside: no fact is about it"), &node.topic.node);
        return Err(Box::new(Diagnostic::new(Code::Aside, source, node.topic.span, message, text!("这里", "here"))));
    }
    let event = match &node.event {
        Some(name) => lexicon.event(topic, &name.node).ok_or_else(|| {
            let known = lexicon.events.iter().filter(of_topic).map(|event| event.name.as_str()).collect();
            unknown(source, name, text!("这个对象没有“{{0}}”这一事项", "this topic has no event “{{0}}”"), known)
        })?,
        None => lexicon.events.iter().position(|event| event.topic == topic && event.default).ok_or_else(|| {
            let message = named(
                text!("“{{0}}”没有 default 事项，要写明 event", "“{{0}}” has no default event: name the event"),
                &node.topic.node,
            );
            Wrong::from(Diagnostic::new(Code::UnknownTopic, source, node.topic.span, message, text!("这里", "here")))
        })?,
    };
    if lexicon.events.get(event).is_some_and(|event| event.aside) {
        let message = text!("这个事项是 aside，不能有正文数据", "this event is aside: no fact is about it");
        let at = node.event.as_ref().map_or(node.topic.span, |event| event.span);
        return Err(Box::new(Diagnostic::new(Code::Aside, source, at, message, text!("这里", "here"))));
    }
    Ok(FactFrame { topic, event, whole: node.whole })
}

pub(super) fn tests((source, kind): (&Arc<Source>, FactKind), tests: &[ast::FactTest], reporter: &mut Reporter) -> Vec<FactTest> {
    let mut found = Vec::new();
    for test in tests {
        if let Some(wrong) = without_figure(source, kind, test) {
            reporter.push(wrong);
            continue;
        }
        let figures = test.figures.iter().map(|figure| crate::number::Quantity::parse(&figure.node).map(|read| read.number));
        let states = match (test.matches, figures.collect::<Result<Vec<_>, _>>()) {
            (true, Ok(figures)) if figures.is_empty() => vec![crate::number::Number::whole(0)],
            (true, Ok(figures)) => figures,
            (false, Ok(figures)) if figures.is_empty() => figures,
            (matches, _) => {
                let sentence = source.slice(test.sentence.span);
                let (message, help) = if matches {
                    let help = text!("写成 matches {sentence} = 5", "write matches {sentence} = 5");
                    (text!("matches 的等号后面要一个数", "behind the = of `matches` stands a figure"), help)
                } else {
                    let help = text!("删去等号和数，写成 misses {sentence}", "remove the = and the figure: misses {sentence}");
                    (
                        text!(
                            "misses 是读不出数的句子，后面不写数",
                            "`misses` is a sentence that states nothing: no figure stands behind it"
                        ),
                        help,
                    )
                };
                let wrong = Diagnostic::new(Code::FactTestFigure, source, test.sentence.span, message, text!("这里", "here"));
                reporter.push(wrong.help(help));
                continue;
            }
        };
        let place = Place { source: Arc::clone(source), span: test.sentence.span };
        found.push(FactTest { sentence: test.sentence.node.clone(), states, place });
    }
    found
}
