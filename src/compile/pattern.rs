//! The patterns of facts, taken apart: a text of a rule file in, parts out; what looks like a wildcard of another language is said.

use super::{reporter::Reporter, scope::Wrong};
use crate::{
    chinese::unit::{self, Unit},
    diagnostic::{Code, Diagnostic},
    lang::Text,
    ruleset::{FactKind, Part, Pattern, YearOf},
    source::Source,
    syntax::{ast::Spanned, half_width},
    text,
};
use std::{ops::Range, sync::Arc};

/// A pattern has no more parts.
const MAX_PARTS: usize = 40;

/// What people write where a figure stands.
const FIGURES: [&str; 34] = [
    "[n]", "［n］", "(n)", "（n）", "<n>", "【n】", "{}", "{N}", "{数}", "{数字}", "{数量}", "{num}", "{number}", "{x}", "{X}",
    "{m}", "{#}", "{0}", "(\\d+)", "[0-9]+", "\\d+", "XX", "××", "xx", "____", "___", "__", "%d", "N", "X", "×", "#", "几", "＿",
];

/// What people write for any words, the longest first.
const WILDCARDS: [&str; 8] = ["{*}", ".*", "[..]", "……", "...", "…", "*", "?"];

/// Takes a pattern apart.
pub(super) fn read(
    source: &Arc<Source>,
    written: &Spanned<String>,
    kind: FactKind,
    reporter: &mut Reporter,
) -> Result<Pattern, Wrong> {
    let wrong = |code: Code, message: Text| {
        Box::new(Diagnostic::new(code, source, written.span, message, text!("这个句式", "this pattern")))
    };
    let words = &written.node;
    if words.contains(['｛', '｝']) {
        let half: String =
            words.chars().map(|c| if matches!(c, '｛' | '｝' | '｜' | '．') { half_width(c) } else { c }).collect();
        let wrong = wrong(Code::PatternBrace, text!("句式里的大括号要用半角", "a brace of a pattern is not a full-width one"));
        return Err(Box::new(wrong.write(format!("\"{half}\""))));
    }
    if let Some(better) = inner_brace(words) {
        let message = text!("句式里的大括号没有写完", "a brace of this pattern is not closed");
        let wrong = wrong(Code::PatternBrace, message);
        return Err(Box::new(match better {
            Some(better) => wrong.write(format!("\"{better}\"")),
            None => wrong.help(text!(
                "前面的大括号没有结束：在最后一种写法后面补上 }}",
                "the brace before is not closed: add }} behind its last wording"
            )),
        }));
    }
    let Some(parts) = parts(words) else {
        let wrong = wrong(Code::PatternBrace, text!("句式里的大括号没有写完", "a brace of this pattern is not closed"));
        let help = text!("每个 {{ 都要有一个 }}：写成 {{甲|乙}} 这样", "each {{ has its }}, as in {{甲|乙}}");
        return Err(Box::new(Diagnostic { instead: closed(words), ..wrong.help(help) }));
    };
    if parts.len() > MAX_PARTS {
        return Err(wrong(Code::PatternTooLong, text!("句式太长", "this pattern is too long")));
    }
    let figures = parts.iter().filter(|part| **part == Part::Figure).count();
    match (figures, matches!(kind, FactKind::None | FactKind::All | FactKind::Words)) {
        (0, true) | (1, false) => {}
        (_, true) => {
            let message = text!("这种正文数据没有数，句式里不写 {{n}}", "facts of this kind have no figure: leave {{n}} out");
            let without = words.replace("{n}", "");
            let help = text!(
                "要读出件数的，种类写 count；种类没有写错的，写成 \"{without}\"",
                "where the figure is wanted the kind is count; where the kind is right write \"{without}\""
            );
            return Err(Box::new(wrong(Code::PatternFigure, message).help(help).instead(format!("\"{without}\""))));
        }
        (0, false) if words.contains("{n}") => {
            let wrong = wrong(Code::PatternBrace, text!("句式里的大括号没有写完", "a brace of this pattern is not closed"));
            let help = text!("“{{n}}”前面的大括号没有结束：补上 }}", "the brace before {{n}} is not closed: add }}");
            return Err(Box::new(wrong.help(help)));
        }
        (0, false) => return Err(no_figure(words, |message| wrong(Code::PatternFigure, message))),
        (_, false) => {
            let wrong = wrong(Code::PatternFigure, text!("一个句式里只能有一个 {{n}}", "a pattern has one {{n}}"));
            return Err(Box::new(wrong.help(text!(
                "另一个数写成另一个 fact；只是跳过它，写 {{..}}",
                "the other figure is a fact of its own; to pass over it write {{..}}"
            ))));
        }
    }
    if let Some(unit) = foreign_unit(&parts, kind) {
        let wrong = wrong(
            Code::PatternUnit,
            text!("“{unit}”不是这种正文数据的单位，永远对不上", "a fact of this kind is never in “{unit}”"),
        );
        return Err(Box::new(wrong.help(right_unit(kind))));
    }
    if bar_outside(words) {
        let message = text!("几种写法之一要写在大括号里", "one of several wordings stands in braces");
        let help = text!(
            "写成 {{甲|乙}} 这样，例如 \"{{收到|接到}}感谢信{{n}}封\"",
            "write {{甲|乙}}, as in \"{{收到|接到}}感谢信{{n}}封\""
        );
        let label = text!("竖线在大括号外面", "the | is outside braces");
        let wrong = Diagnostic::new(Code::BarOutside, source, written.span, message, label);
        reporter.push(match in_braces(words) {
            Some(better) => wrong.write(format!("\"{better}\"")),
            None => wrong.help(help),
        });
    }
    if let Some(better) = wildcard(words) {
        let message =
            text!("句式里有别的语言的通配符，永远对不上", "this pattern holds wildcards of another language: it never matches");
        let label = text!("这个句式", "this pattern");
        let help = text!(
            "任意几个字写 {{..}}，几种写法之一写 {{甲|乙}}：\"{better}\"",
            "any words are {{..}}, one of several wordings is {{甲|乙}}: \"{better}\""
        );
        reporter.push(
            Diagnostic::new(Code::Wildcard, source, written.span, message, label).help(help).instead(format!("\"{better}\"")),
        );
    }
    if let Some(wide) = too_wide(source, written, &parts, kind) {
        reporter.push(wide);
    }
    Ok(parts)
}

/// `(发布|制作)解读{n}件`, or a word that is nothing but wordings: with braces around them.
fn in_braces(words: &str) -> Option<String> {
    if !words.contains(['{', '}', '(', '（']) {
        return Some(format!("{{{}}}", words.replace('｜', "|")));
    }
    let (before, rest) = words.split_once(['(', '（'])?;
    let (inside, behind) = rest.split_once([')', '）'])?;
    let is_group = inside.contains(['|', '｜']) && !inside.contains(['{', '}']) && !bar_outside(before) && !bar_outside(behind);
    is_group.then(|| format!("{before}{{{}}}{behind}", inside.replace('｜', "|")))
}

/// A pattern that matches whatever figure there is, or that matches one year alone.
fn too_wide(source: &Arc<Source>, written: &Spanned<String>, parts: &[Part], kind: FactKind) -> Option<Diagnostic> {
    let wrong = |message: Text, label: Text| Diagnostic::new(Code::PatternTooWide, source, written.span, message, label);
    let says = |part: &Part| match part {
        Part::AnyOf(any) => any.iter().all(|words| {
            let words: Vec<char> = words.chars().collect();
            !words.is_empty() && unit::at(&words, &[]).1 < words.len()
        }),
        Part::Year(_) => true,
        Part::Gap | Part::Wide | Part::Figure => false,
    };
    let is_amount = matches!(kind, FactKind::Count | FactKind::Money | FactKind::Percent | FactKind::Number);
    if is_amount && !parts.iter().any(says) {
        let (message, label) = (
            text!("句式里没有别的字，什么数都会取", "this pattern has no words of its own: it takes every figure"),
            text!("什么数都对得上", "every figure matches"),
        );
        let help = text!("写上数前面的字，例如 \"收到感谢信{{n}}封\"", "add the words in front, as in \"收到感谢信{{n}}封\"");
        return Some(wrong(message, label).help(help));
    }
    let (year, better) = own_year(&written.node)?;
    let message =
        text!("句式只对得上写 {year} 年的句子，别的年度都取不到", "this pattern matches sentences of the year {year} alone");
    let label = text!("写定了年份", "one year alone");
    Some(wrong(message, label).write(format!("\"{better}\"")))
}

/// `2028年发布{n}件`: the year, and the pattern for the report's own year. A law of 2019 is left alone.
fn own_year(words: &str) -> Option<(String, String)> {
    let (before, behind) = words.split_once('年')?;
    let year: String = before.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let before = before.strip_suffix(year.as_str())?;
    let is_law =
        before.contains(['《', '（', '(', '〔', '第', '自']) || behind.starts_with(['版', '修', '起', '至', '以', '}', '|']);
    let is_year = year.len() == 4 && year.starts_with("20");
    (is_year && !is_law && !before.ends_with(['{', '|'])).then(|| {
        let better = format!("{before}{{本年}}{behind}");
        (year, better)
    })
}

/// A list of words in one text: `"其中|上年"`, `"件、篇"`.
fn listed(written: &str, marks: &[char]) -> Option<String> {
    let words: Vec<&str> = written.split(marks).map(str::trim).collect();
    (words.len() > 1 && words.iter().all(|word| !word.is_empty()))
        .then(|| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" "))
}

/// What is said of such a list, where each word is a text of its own. A phrase may hold a 、 (公民、法人), and a unit none.
pub(super) fn apart(source: &Arc<Source>, written: &Spanned<String>, is_phrase: bool) -> Option<Diagnostic> {
    let marks: &[char] = if is_phrase { &['|', '｜', '/'] } else { &['|', '｜', '/', '、', '，'] };
    let apart = listed(&written.node, marks)?;
    let message = text!("每个词各写一对引号，写在一起就当作一个词", "each word is a text of its own; this counts as one word");
    let label = text!("这里是几个词", "several words");
    Some(Diagnostic::new(Code::BarOutside, source, written.span, message, label).write(apart))
}

/// A word that spoils every match of a pattern: the pattern has it in front of its figure.
pub(super) fn spoilt(source: &Arc<Source>, except: &Spanned<String>, patterns: &[Pattern]) -> Option<Diagnostic> {
    let word = squeezed(&except.node);
    let has = |pattern: &Pattern| {
        let before = pattern.iter().take_while(|part| **part != Part::Figure);
        let mut all = before.filter_map(|part| if let Part::AnyOf(any) = part { Some(any) } else { None });
        all.any(|any| any.iter().all(|words| words.contains(&word)))
    };
    if word.is_empty() || patterns.is_empty() || !patterns.iter().all(has) {
        return None;
    }
    let message = text!("“{word}”就在句式里，这一项永远取不到", "“{word}” stands in the pattern itself: nothing is ever found");
    let label = text!("句式里有这个词", "the pattern has this word");
    let help = text!(
        "except 写句子里有了它就不取的词，例如 except \"上年\"；用不着的，删去",
        "`except` is for words that spoil a match, such as except \"上年\"; else remove it"
    );
    Some(Diagnostic::new(Code::PatternSpoilt, source, except.span, message, label).help(help))
}

fn no_figure(words: &str, wrong: impl Fn(Text) -> Wrong) -> Wrong {
    let message = text!("句式里要有一个 {{n}}，表示数", "the pattern needs one {{n}} for the figure");
    let squeezed: String = words.replace("{ ", "{").replace(" }", "}");
    let meant = FIGURES.iter().find(|figure| squeezed.contains(**figure)).map(|figure| squeezed.replacen(figure, "{n}", 1));
    let digits = || {
        let start = squeezed.find(|c: char| c.is_ascii_digit())?;
        let (before, rest) = squeezed.split_at_checked(start)?;
        Some(format!("{before}{{n}}{}", rest.trim_start_matches(|c: char| c.is_ascii_digit())))
    };
    // `{n件}`: the unit stands behind the brace.
    let with_unit = || {
        let (before, inside) = squeezed.split_once("{n")?;
        let (unit, behind) = inside.split_once('}')?;
        (!unit.is_empty() && !unit.contains(['{', '|'])).then(|| format!("{before}{{n}}{unit}{behind}"))
    };
    Box::new(match meant.or_else(with_unit).or_else(digits) {
        Some(better) => wrong(message).write(format!("\"{better}\"")),
        None => wrong(message).help(text!(
            "在数的位置写 {{n}}，例如 \"收到{{..}}申请{{n}}件\"",
            "write {{n}} where the figure stands, as in \"收到{{..}}申请{{n}}件\""
        )),
    })
}

/// The unit behind the figure, where no figure of the kind is in it: 天 for a count, 件 for an amount of money.
fn foreign_unit(parts: &[Part], kind: FactKind) -> Option<&String> {
    let behind = parts.iter().skip_while(|part| **part != Part::Figure).nth(1);
    let Some(Part::AnyOf(any)) = behind.filter(|_| matches!(kind, FactKind::Count | FactKind::Money | FactKind::Percent)) else {
        return None;
    };
    any.iter().find(|words| {
        let first: Vec<char> = words.chars().map(half_width).collect();
        let unit = unit::at(&first, &[]).0;
        let fits = match kind {
            FactKind::Money => unit == Unit::Money,
            FactKind::Percent => unit == Unit::Percent,
            _ => !matches!(unit, Unit::Money | Unit::Percent | Unit::Measure | Unit::Times),
        };
        !first.is_empty() && !fits
    })
}

fn right_unit(kind: FactKind) -> Text {
    match kind {
        FactKind::Money => text!(
            "金额写成 {{n}}元、{{n}}万元；写的是件数，种类写 count",
            "an amount is written {{n}}元 or {{n}}万元; for a count the kind is count"
        ),
        FactKind::Percent => text!(
            "百分比写成 {{n}}%；写的是件数，种类写 count，是金额，写 money",
            "a percentage is written {{n}}%; for a count the kind is count, for an amount money"
        ),
        _ => text!(
            "件数写成 {{n}}件、{{n}}次；金额用 money，百分比用 percent",
            "a count is written {{n}}件 or {{n}}次; an amount is a fact of the kind money, a percentage one of the kind percent"
        ),
    }
}

/// `{发布|制作{..}解读{n}件`: a brace within another, and, where one is not closed, the pattern with it closed.
fn inner_brace(words: &str) -> Option<Option<String>> {
    let mut open = None;
    for (at, c) in words.char_indices() {
        match (c, open) {
            ('{', Some(_)) => {
                let count = |mark: char| words.matches(mark).count();
                let (before, behind) = words.split_at_checked(at)?;
                // `{收到|接到表扬信{n}封`: where the last wording ends is not to be seen.
                let lengths = before.rsplit('{').next()?.split('|').map(str::len).collect::<Vec<_>>();
                let (last, others) = lengths.split_last()?;
                let is_plain = others.iter().max().is_some_and(|longest| last <= longest);
                let is_closed = before.ends_with('{') || count('{') != count('}') + 1 || !is_plain;
                return Some((!is_closed).then(|| format!("{before}}}{behind}")));
            }
            ('{', None) => open = Some(at),
            ('}', _) => open = None,
            _ => {}
        }
    }
    None
}

/// `收到|接到感谢信{n}封`
fn bar_outside(words: &str) -> bool {
    let mut depth = 0_usize;
    words.chars().any(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '|' | '｜')
    })
}

/// The pattern as it was meant, if it holds wildcards of other languages.
fn wildcard(words: &str) -> Option<String> {
    let mut better = String::new();
    let mut rest = words;
    while !rest.is_empty() {
        let (plain, behind) = rest.split_once('{').map_or((rest, None), |(plain, behind)| (plain, Some(behind)));
        let mut plain = plain.to_owned();
        for wildcard in WILDCARDS {
            plain = plain.replace(wildcard, "{..}");
        }
        better.push_str(&plain);
        let Some((slot, after)) = behind.and_then(|behind| behind.split_once('}')) else { break };
        let slot = foreign_slot(slot);
        better.push_str(&format!("{{{slot}}}"));
        rest = after;
    }
    let better = optional(&better);
    (better != words).then_some(better)
}

/// What stands in braces as it was meant: `{封/件}` and `{发布、制作}` are two wordings, `{1,10}` and `{*}` any words.
fn foreign_slot(slot: &str) -> String {
    let times = slot.trim().trim_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '，' | '-' | '~'));
    if slot.trim() == "*" || (times.is_empty() && slot.contains(|c: char| c.is_ascii_digit())) {
        return "..".to_owned();
    }
    let slot = slot.replace(['/', '｜'], "|");
    let either = slot.split(['、', '，', ',', '或']).map(str::trim);
    let is_list = !slot.contains('|') && slot.contains(['、', '，', ',', '或']) && either.clone().all(|words| !words.is_empty());
    if is_list { either.collect::<Vec<_>>().join("|") } else { slot }
}

/// `收到[政府信息]申请`, what may be left out, in other brackets than ours.
fn optional(words: &str) -> String {
    let whole = words.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?)));
    whole.map_or_else(|| words.to_owned(), |(before, (inside, after))| format!("{before}{{|{inside}}}{}", optional(after)))
}

/// So many spellings of a word are told apart.
const MOST_SPELLINGS: usize = 2_000;

/// Every spelling that a word of the lexicon has; gaps and years stay as they are written.
pub(super) fn spellings(words: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut rest = words;
    while !rest.is_empty() && found.len() <= MOST_SPELLINGS {
        let (plain, behind) = rest.split_once('{').unwrap_or((rest, ""));
        let (slot, after) = behind.split_once('}').unwrap_or((behind, ""));
        let any = if rest.len() == plain.len() { vec![""] } else { slot.split('|').collect() };
        let spelt = |begun: &String| -> Vec<String> {
            any.iter().map(|word| format!("{begun}{}{}", squeezed(plain), squeezed(word))).collect()
        };
        found = found.iter().flat_map(spelt).collect();
        rest = after;
    }
    found
}

/// A pattern whose last brace is closed behind the word that it opens for; none where that is not to be seen.
fn closed(words: &str) -> Option<String> {
    let (before, inside) = words.rsplit_once('{')?;
    let slot = ["n", ".."].into_iter().find(|slot| inside.starts_with(slot))?;
    Some(format!("\"{before}{{{slot}}}{}\"", inside.strip_prefix(slot)?))
}

/// One of the wordings in a brace of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Which part of the pattern it is of.
    pub part: usize,
    /// As it is compared.
    pub words: String,
    /// The bytes of the pattern that are taken out to leave it out: itself and a bar.
    pub span: Range<usize>,
}

/// The wordings of all braces of a pattern that hold several.
pub fn wordings(pattern: &str) -> Vec<Wording> {
    let mut found = Vec::new();
    let (mut at, mut part) = (0, 0);
    while let Some((plain, behind)) = pattern.get(at..).and_then(|rest| rest.split_once('{')) {
        let Some((slot, _)) = behind.split_once('}') else { break };
        part += usize::from(!squeezed(plain).is_empty());
        let mut start = at + plain.len() + 1;
        for (index, words) in slot.split('|').enumerate().filter(|_| slot.contains('|')) {
            let end = start + words.len();
            let span = if index == 0 { start..end + 1 } else { start - 1..end };
            found.push(Wording { part, words: squeezed(words), span });
            start = end + 1;
        }
        at += plain.len() + slot.len() + 2;
        part += 1;
    }
    found
}

/// The parts of a pattern; none where a brace is not closed.
pub fn parts(words: &str) -> Option<Pattern> {
    let mut parts: Pattern = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let (words, behind) = rest.split_once('{').unwrap_or((rest, ""));
        let words = squeezed(words);
        if !words.is_empty() {
            parts.push(Part::AnyOf(vec![words]));
        }
        if behind.is_empty() && !rest.contains('{') {
            break;
        }
        let (slot, after) = behind.split_once('}')?;
        parts.push(part(slot));
        rest = after;
    }
    Some(parts)
}

fn part(slot: &str) -> Part {
    match slot.trim() {
        "n" => Part::Figure,
        ".." => Part::Gap,
        "..." | "…" | "……" => Part::Wide,
        "上年" => Part::Year(YearOf::Last),
        "本年" => Part::Year(YearOf::This),
        "下年" => Part::Year(YearOf::Next),
        words => {
            let mut any: Vec<String> = words.split('|').map(squeezed).collect();
            any.sort_by_key(|words| std::cmp::Reverse(words.len()));
            Part::AnyOf(any)
        }
    }
}

/// As the prose is compared: without blanks.
pub(super) fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_lexicon_has_these_spellings() {
        assert_eq!(spellings("{|政府}信息{申请|要求}件"), ["信息申请件", "信息要求件", "政府信息申请件", "政府信息要求件"]);
        assert_eq!(spellings("来信"), ["来信"]);
        assert_eq!(spellings("上级{..}交办"), ["上级..交办"]);
    }

    #[test]
    fn the_wordings_of_a_pattern_are_known_with_their_places() {
        let pattern = "{|政府}信息{..}{申请|要求}件";
        let found: Vec<(usize, String, String)> = wordings(pattern)
            .into_iter()
            .map(|wording| {
                let mut rest = pattern.to_owned();
                rest.replace_range(wording.span, "");
                (wording.part, wording.words, rest)
            })
            .collect();
        let expected = [
            (0, "", "{政府}信息{..}{申请|要求}件"),
            (0, "政府", "{}信息{..}{申请|要求}件"),
            (3, "申请", "{|政府}信息{..}{要求}件"),
            (3, "要求", "{|政府}信息{..}{申请}件"),
        ];
        assert_eq!(found, expected.map(|(part, words, rest)| (part, words.to_owned(), rest.to_owned())));
        assert!(
            found.iter().all(|(at, words, _)| matches!(&parts(pattern).unwrap()[*at], Part::AnyOf(any) if any.contains(words)))
        );
    }

    #[test]
    fn wildcards_of_other_languages_are_seen() {
        assert_eq!(wildcard("收到.*感谢信{n}{封/件}").as_deref(), Some("收到{..}感谢信{n}{封|件}"));
        assert!(bar_outside("收到|接到感谢信{n}封") && !bar_outside("{收到|接到}感谢信{n}封"));
        assert_eq!(wildcard("收到{..}感谢信{n}{封|件}"), None);
        assert_eq!(wildcard("收到{...}感谢信{n}封"), None);
    }
}
