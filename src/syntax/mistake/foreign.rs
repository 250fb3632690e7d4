//! What other languages have and this one has not: functions, `if`, a blank before a unit, other brackets; and the verbs that a
//! line needs here and elsewhere does not.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Bracket, Token, TokenKind},
    },
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic, Subject},
    source::Span,
    text,
};

/// What people call a sum.
const SUMS: [&str; 9] = ["合计", "总计", "总和", "求和", "加总", "之和", "SUM", "Sum", "total"];

/// What people call the other functions.
const FUNCTIONS: [(&str, &str); 12] = [
    ("写明", "states"),
    ("提到", "states"),
    ("说明", "states"),
    ("存在", "states"),
    ("exists", "states"),
    ("mentions", "states"),
    ("字数", "length"),
    ("长度", "length"),
    ("len", "length"),
    ("行数", "count"),
    ("个数", "count"),
    ("项数", "count"),
];

/// What people write for `when`.
const IFS: [&str; 7] = ["if", "If", "IF", "如果", "若", "当", "假如"];

/// Units that stand right behind their figure.
const UNITS: [&str; 14] = ["件", "份", "条", "次", "人", "项", "元", "千元", "万元", "百万元", "千万元", "亿元", "万", "%"];

/// What people write out for an operator.
const WORDS: [(&str, &str); 47] = [
    ("等于", "="),
    ("不等于", "!="),
    ("大于", ">"),
    ("小于", "<"),
    ("大于等于", ">="),
    ("大于或等于", ">="),
    ("小于等于", "<="),
    ("小于或等于", "<="),
    ("不少于", ">="),
    ("不小于", ">="),
    ("不低于", ">="),
    ("不多于", "<="),
    ("不大于", "<="),
    ("不超过", "<="),
    ("加", "+"),
    ("减", "-"),
    ("乘", "*"),
    ("除以", "/"),
    ("且", "and"),
    ("并且", "and"),
    ("或", "or"),
    ("或者", "or"),
    ("不等", "!="),
    ("是", "="),
    ("为", "="),
    ("is", "="),
    ("equals", "="),
    ("加上", "+"),
    ("减去", "-"),
    ("乘以", "*"),
    ("x", "*"),
    ("X", "*"),
    ("plus", "+"),
    ("minus", "-"),
    ("早于", "<"),
    ("晚于", ">"),
    ("不早于", ">="),
    ("不晚于", "<="),
    ("不迟于", "<="),
    ("高于", ">"),
    ("低于", "<"),
    ("不高于", "<="),
    ("多于", ">"),
    ("少于", "<"),
    ("超过", ">"),
    ("至少", ">="),
    ("至多", "<="),
];

/// The two names and the operator in a name such as `图解加音视频`, where `is_name` knows both.
pub(crate) fn operator_in_name(name: &str, is_name: impl Fn(&str) -> bool) -> Option<(&str, &'static str, &str)> {
    WORDS.iter().find_map(|(word, sign)| {
        let (first, second) = name.split_once(word).filter(|(first, second)| is_name(first) && is_name(second))?;
        Some((first, *sign, second))
    })
}

/// `新收 大于等于 上年结转`, `新收 > 0，且 上年结转 > 0`.
pub(super) fn operator(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| scene.expects(Rule::infix))?;
    if let Some(terms) = terms(scene).filter(|_| matches!(scene.here_text(), "和" | "与")) {
        return Some(terms);
    }
    let next = scene.token(scene.at() + 1);
    let (token, before) = match (scene.here_text(), next) {
        ("," | "，", Some(next)) => (next, true),
        _ => (here, false),
    };
    let written = scene.text(token);
    let (_, sign) = WORDS.iter().find(|(word, _)| *word == written)?;
    let span = if before { here.span.to(token.span) } else { token.span };
    let written = quoted(scene.slice(span));
    let message = text!("“{written}”要写成运算符", "“{written}” is written as an operator");
    Some(scene.error(Code::ForeignOperator, span, message, text!("应写 {sign}", "write {sign}")).instead(*sign))
}

/// `require 合计 = 图解、音视频、文字`, or with commas: names in a row where an operator belongs between them.
pub(super) fn terms(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let is_mark = |token: &Token| matches!(scene.text(*token), "," | "，" | "、" | "､" | "和" | "与");
    let is_name = |token: &Token| {
        let word = scene.text(*token);
        token.kind == TokenKind::Word && !keyword::is_reserved(word) && word != "then" && !super::cell::is_numeral(word)
    };
    let first = scene.before().filter(|before| is_name(before) && is_mark(&here))?;
    let mut last = None;
    for pair in scene.later().chunks_exact(2) {
        let [mark, name] = pair else { break };
        if !is_mark(mark) || !is_name(name) || scene.begins_line(*name) {
            break;
        }
        last = Some(*name);
    }
    let run = first.span.to(last?.span);
    let compares = |tokens: &[Token]| tokens.iter().any(|token| is_comparison(scene.text(*token)));
    let behind: Vec<Token> = scene.later().iter().take_while(|token| !scene.apart(here.span, token.span)).copied().collect();
    if compares(scene.line_so_far()) && compares(&behind) {
        let mark = scene.here_text();
        let message = text!("两个比较之间写 and，不写“{mark}”", "between two comparisons stands and, not “{mark}”");
        return Some(scene.error(Code::ForeignOperator, here.span, message, text!("应写 and", "write and")).instead(" and"));
    }
    let mark = scene.here_text();
    let marks: &[char] = if matches!(mark, "和" | "与") { &['和', '与'] } else { &[',', '，', '、', '､'] };
    let is_sum = compares(scene.line_so_far()) || !compares(&behind);
    if !is_sum && matches!(scene.line_so_far(), [_, _]) {
        let tail =
            scene.slice(Span { start: run.end, ..scene.rest_of_line(here.span) }).trim().trim_start_matches(['都', '均', ' ']);
        let each = scene.slice(run).split(marks).map(|name| format!("{} {tail}", name.trim()));
        let each = each.collect::<Vec<_>>().join(" and ");
        let whole = Span { start: run.start, ..scene.rest_of_line(here.span) };
        let message = text!("几个数要各写一个比较", "each figure has a comparison of its own");
        return Some(scene.error(Code::ForeignOperator, whole, message, text!("这一段", "this")).write(each));
    }
    let names = scene.slice(run).split(marks).map(str::trim);
    if let [.., kind, equal, _] = scene.line_so_far()
        && matches!(scene.text(*kind), "kind" | "unit")
        && is_comparison(scene.text(*equal))
    {
        let (kind, equal) = (scene.text(*kind), scene.text(*equal));
        let any = names.map(|name| format!("{kind} {equal} {name}")).collect::<Vec<_>>();
        let any = any.join(if equal == "=" { " or " } else { " and " });
        let message =
            text!("几种情况要各写一个比较，不写“{mark}”", "each value has a comparison of its own, no “{mark}” stands between");
        return Some(scene.error(Code::ForeignOperator, run, message, text!("这几个之间", "between these")).write(any));
    }
    let sum = names.map(without_sum).collect::<Vec<_>>().join(" + ");
    let message = text!("几个数之间写运算符，不写“{mark}”", "between figures stands an operator, not “{mark}”");
    let label = text!("这几个之间", "between these");
    let help = text!("相加写成 {sum}", "their sum is {sum}");
    Some(scene.error(Code::ForeignOperator, run, message, label).help(help).instead(sum))
}

/// `文字之和`: a name without the word for the sum behind it.
fn without_sum(name: &str) -> &str {
    const SUMS: [&str; 8] = ["三者之和", "两者之和", "各项之和", "之和", "的总和", "的和", "总和", "相加"];
    SUMS.iter().find_map(|sum| name.strip_suffix(sum)).filter(|name| !name.is_empty()).unwrap_or(name)
}

pub(super) fn is_comparison(sign: &str) -> bool {
    sign.starts_with(['=', '＝', '<', '>', '＜', '＞', '≤', '≥', '≠', '~'])
}

/// `require 一、本年新收 = 0`: a printed label where a name belongs.
pub(super) fn label(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| matches!(scene.here_text(), "、" | "《" | "〈"))?;
    let before = scene.before().filter(|before| before.kind == TokenKind::Word && before.span.end == here.span.start)?;
    if !scene.expects(Rule::infix) {
        return None;
    }
    if let Some(terms) = terms(scene) {
        return Some(terms);
    }
    let run = before.span.to(scene.unbroken(here));
    let written = quoted(scene.slice(run));
    let message = text!("式子里写名称，不写表上的文字“{written}”", "names stand here, not printed labels such as “{written}”");
    let help = text!(
        "名称是表样（schemas）里引号前面的词，例如“一、本年新收政府信息公开申请数量”的名称是 新收",
        "a name is the word before the quotation marks in the form (schemas): that of “一、本年新收政府信息公开申请数量” is 新收"
    );
    let diagnostic = scene.error(Code::LabelForName, run, message, text!("应是名称", "a name belongs here")).help(help);
    Some(diagnostic.about(Subject::Printed(scene.slice(run).to_owned())))
}

/// `合计(办理)`, `max(新收, 上年结转)`, `申请(新收, 自然人)`.
pub(super) fn function(scene: &Scene) -> Option<Diagnostic> {
    let (before, here) = scene.before().zip(scene.here())?;
    if here.kind != TokenKind::Open(Bracket::Round) || before.kind != TokenKind::Word || !scene.expects(Rule::infix) {
        return None;
    }
    let name = quoted(scene.before_text());
    let inside = scene.slice(scene.inside(here)).trim();
    let inside = quoted(inside);
    let numeral = super::cell::is_numeral(&inside);
    if numeral && before.span.end == here.span.start {
        let run = scene.label_at(before);
        let written = quoted(scene.slice(run));
        let message = text!("这里写名称，不写表上的文字“{written}”", "a name stands here, not the printed text “{written}”");
        let help =
            text!("名称是表样（schemas）里引号前面的词", "a name is the word before the quotation marks in the form (schemas)");
        let diagnostic = scene.error(Code::LabelForName, run, message, text!("应是名称", "a name belongs here")).help(help);
        return Some(diagnostic.about(Subject::Printed(scene.slice(run).to_owned())));
    }
    if IFS.contains(&scene.before_text()) {
        return Some(no_if(scene, before.span));
    }
    let plain: String = scene.before_text().chars().map(super::super::token::half_width).collect();
    if let Some((_, ours)) = FUNCTIONS.iter().find(|(word, _)| *word == scene.before_text()) {
        let message = text!("“{name}”在本语言里写 {ours}", "“{name}” is written {ours}");
        let wrong = scene.error(Code::ForeignFunction, before.span, message, text!("应写 {ours}", "write {ours}"));
        return Some(wrong.help(text!("写成 {ours}({inside})", "write {ours}({inside})")).instead(*ours));
    }
    if matches!(scene.before_text(), "包含" | "含有" | "contains" | "includes" | "like" | "match" | "matches") {
        return Some(asks_for_words(scene, before.span));
    }
    let is_sum = SUMS.contains(&scene.before_text()) || plain.eq_ignore_ascii_case("sum");
    if let Some(wrong) = is_sum.then(|| sum_of_many(scene, before, here)).flatten() {
        return Some(wrong);
    }
    if let Some(wrong) = absolute(scene, before, here) {
        return Some(wrong);
    }
    let (message, help, instead) = if is_sum {
        let message = text!("相加写 sum，不写“{name}”", "a sum is written sum, not “{name}”");
        (message, text!("写成 sum({inside})", "write sum({inside})"), Some(format!("sum({inside})")))
    } else if name.is_ascii() || !inside.contains([',', '，']) {
        let message = text!("本语言没有“{name}(…)”这种写法", "the language has no “{name}(…)”");
        let help = text!(
            "括号前只能写 sum：sum(组名) 是一组各项之和；取最大、最小、绝对值、四舍五入都没有，可以写成两条规则，例如 甲 >= 乙",
            "only sum may stand before a bracket: sum(GROUP) adds a group; there is no greatest, least, absolute or rounded value: write two rules instead, such as 甲 >= 乙"
        );
        (message, help, None)
    } else {
        let message = text!("单元格要用方括号", "a cell is written with square brackets");
        (message, text!("写成 {name}[{inside}]", "write {name}[{inside}]"), Some(format!("{name}[{inside}]")))
    };
    let wrong = scene.error(Code::ForeignFunction, before.span.to(here.span), message, text!("这里", "here")).help(help);
    Some(Diagnostic { instead, ..wrong })
}

/// `SUM(图解:文字)`, `SUM(B2:D2)`, `合计(图解, 文字)`: more than one group in the sum of a spreadsheet.
fn sum_of_many(scene: &Scene, before: Token, here: Token) -> Option<Diagnostic> {
    let inside = scene.slice(scene.inside(here)).trim();
    let ends: Vec<&str> = inside.split([':', '：', '~', '～', '-', '至', '到']).map(str::trim).collect();
    let parts: Vec<&str> = inside.split([',', '，', '、', '+', '＋']).map(str::trim).collect();
    let span = before.span.to(Span { start: here.span.start, end: scene.inside(here).end + 1 });
    let message = text!("几项相加直接写加号，sum 里只写一个组名", "what is added stands with + between; sum takes one group");
    let wrong = |help| scene.error(Code::ForeignFunction, span, message.clone(), text!("这里", "here")).help(help);
    let is_place = |word: &&str| word.is_ascii() && word.ends_with(|c: char| c.is_ascii_digit());
    if ends.iter().chain(&parts).any(is_place) {
        return Some(wrong(text!(
            "不写电子表格的单元格号，写行、列的名称：同一行的几列写成 甲 + 乙 + 丙，某一格写成 表名[行, 列]",
            "write names, not the places of a spreadsheet: columns of one row as a + b + c, a cell as TABLE[ROW, COLUMN]"
        )));
    }
    match (ends.as_slice(), parts.as_slice()) {
        ([first, last], _) if !first.is_empty() && !last.is_empty() => Some(wrong(text!(
            "“从…到…”要一项一项写出来：{first} + … + {last}，中间各项都写上",
            "a range is written out: {first} + … + {last}, with every name between"
        ))),
        (_, [_, _, ..]) if parts.iter().all(|part| !part.is_empty() && part.chars().all(char::is_alphanumeric)) => {
            let sum = parts.join(" + ");
            Some(wrong(text!("写成 {sum}", "write {sum}")).instead(sum))
        }
        _ => None,
    }
}

/// `abs(合计 - 图解) <= 1`: how far apart two sides may be.
fn absolute(scene: &Scene, before: Token, here: Token) -> Option<Diagnostic> {
    let name = scene.text(before).to_ascii_lowercase();
    let inside = scene.slice(scene.inside(here));
    let (left, right) = inside.split_once(['-', '－', '−']).filter(|_| matches!(name.as_str(), "abs" | "绝对值"))?;
    let behind: Vec<Token> = scene.later().iter().take_while(|token| !scene.apart(here.span, token.span)).copied().collect();
    let bound = behind.windows(2).find(|pair| matches!(pair, [sign, _] if is_comparison(scene.text(*sign))));
    let by = bound.and_then(|pair| pair.last()).map_or("1", |by| scene.slice(scene.unbroken(*by)));
    let (left, right) = (left.trim(), right.trim().replace(['-', '－', '−'], "+"));
    let message = text!(
        "允许上下相差多少，写 within，不取绝对值",
        "how far apart two sides may be is written within, not as an absolute value"
    );
    let run = before.span.to(scene.rest_of_line(here.span));
    let wrong = scene.error(Code::ForeignFunction, run, message, text!("这一段", "this"));
    Some(wrong.write(format!("{left} = {right} within {by}")))
}

/// `总体情况 包含 "政务公开"`: what the prose says is a fact.
pub(super) fn asks_for_words(scene: &Scene, span: Span) -> Diagnostic {
    let message = text!("规则里不能直接查正文里的字句", "a rule does not look for words in the prose");
    let help = text!(
        "先写 fact 名称: words in 部分 {{ \"句式\" }}，再写 require states(名称)",
        "write fact NAME: words in SECTION {{ \"PATTERN\" }}, and require states(NAME)"
    );
    scene.error(Code::ForeignFunction, span, message, text!("这里", "here")).help(help)
}

/// `require if 新收 > 3 then …`
pub(super) fn condition(scene: &Scene) -> Option<Diagnostic> {
    if !scene.expects(Rule::infix) || scene.here_begins_line() {
        return None;
    }
    if matches!(scene.here_text(), "else" | "elif" | "otherwise" | "否则" | "不然") {
        let (word, span) = (scene.here_text(), scene.here()?.span);
        let message = text!("本语言没有“{word}”", "the language has no “{word}”");
        let help = text!(
            "另一种情形另写一条规则，用 when 写明相反的条件",
            "the other case is a rule of its own, with the opposite condition behind `when`"
        );
        return Some(scene.error(Code::ForeignCondition, span, message, text!("到这里为止", "up to here")).help(help));
    }
    if matches!(scene.here_text(), "unless" | "除非" | "if" | "如果" | "则" | "then" | "那么" | "only" | "仅" | "仅限" | "限")
    {
        return Some(no_if(scene, scene.here()?.span));
    }
    let before = scene.before().filter(|_| IFS.contains(&scene.before_text()))?;
    Some(no_if(scene, before.span))
}

/// `if kind = 部门`, `unless kind = 部门` as a line of a rule.
pub(super) fn condition_line(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word().filter(|_| scene.block() == "rule" && scene.expects(Rule::close_brace))?;
    let run = scene.rest_of_line(token.span);
    let behind = scene.slice(run).strip_prefix(word)?.trim();
    let whole = scene.slice(scene.rest_of_text(token)).strip_prefix(word)?;
    let then = [" 则", " then ", "，则", "，那么", " 那么", ", "].iter().find_map(|then| whole.split_once(then));
    if let Some((condition, required)) = then.filter(|_| IFS.contains(&word)) {
        let required = required.trim().trim_start_matches("require").trim();
        let (condition, required) = (quoted(condition.trim()), quoted(required));
        let message =
            text!("条件写 when，要求写 require，各占一行", "a condition is a line `when`, a requirement a line `require`");
        let help = text!(
            "写成 when {condition}，另起一行 require {required}",
            "write when {condition}, and require {required} on the next line"
        );
        return Some(scene.error(Code::ForeignCondition, run, message, text!("分成两行", "two lines")).help(help));
    }
    let fixed = match word {
        "kind" | "year" | "published" | "received" if !behind.is_empty() => {
            let is_comparison = behind.starts_with(['=', '!', '<', '>', '＝', '≤', '≥', '≠', '~']);
            if is_comparison { format!("when {word} {behind}") } else { format!("when {word} = {behind}") }
        }
        "unless" | "除非" => format!("when not ({behind})"),
        _ if IFS.contains(&word) => format!("when {behind}"),
        _ => return None,
    };
    let fixed = quoted(&fixed);
    let message = text!("条件写 when，不写“{word}”", "a condition is written `when`, not “{word}”");
    Some(scene.error(Code::ForeignCondition, token.span, message, text!("改用 when", "use when")).write(fixed))
}

fn no_if(scene: &Scene, span: Span) -> Diagnostic {
    let word = scene.slice(span);
    let message = text!("本语言没有“{word}”", "the language has no “{word}”");
    let help = text!(
        "条件单独写一行 when，要求写在 require 里：when 新收 > 0 另起一行 require …",
        "the condition has a line of its own, when 新收 > 0, and the requirement another, require …"
    );
    scene.error(Code::ForeignCondition, span, message, text!("改用 when", "use when")).help(help)
}

/// `when kind in 政府, 部门`: one of several; `require 申请[新收, 总计] in 1..5`: between two.
pub(super) fn membership(scene: &Scene) -> Option<Diagnostic> {
    let line = scene.line_so_far();
    let (verb, left) = (line.first().map(|token| scene.text(*token))?, line.get(..line.len().checked_sub(1)?)?.last()?);
    let here = scene.here().filter(|_| matches!(verb, "when" | "require") && scene.before_text() == "in")?;
    if scene.expected() != [Rule::kw_edition] || scene.here_text() == "edition" {
        return None;
    }
    let run = scene.rest_of_line(here.span);
    let (name, from) = match line.get(1) {
        Some(first) if left.kind == TokenKind::Close(Bracket::Square) => (scene.slice(first.span.to(left.span)), first.span),
        _ => (scene.text(*left), left.span),
    };
    let brackets = ['(', ')', '（', '）', '[', ']', '"'];
    let any = match scene.slice(run).trim_matches(brackets).split_once("..") {
        Some((least, most)) => format!("{name} >= {} and {name} <= {}", least.trim(), most.trim()),
        None => {
            let one_of = scene.slice(run).split([',', '，', '、', ' ']).map(|one| one.trim_matches(brackets));
            let one_of = one_of.filter(|one| !one.is_empty()).map(|one| format!("{name} = {one}"));
            one_of.collect::<Vec<_>>().join(" or ")
        }
    };
    let message = text!("本语言没有“{name} in …”", "the language has no “{name} in …”");
    let wrong = scene.error(Code::ForeignCondition, from.to(run), message, text!("这一段", "this"));
    Some(wrong.write(any))
}

/// `100 万元`
pub(super) fn unit_apart(scene: &Scene) -> Option<Diagnostic> {
    let (before, here) = scene.before().zip(scene.here())?;
    let is_unit = here.kind != TokenKind::Text && UNITS.contains(&scene.here_text());
    if before.kind != TokenKind::Figure || !is_unit || scene.here_begins_line() {
        return None;
    }
    let (figure, unit) = (scene.before_text(), scene.here_text());
    let message = text!("数和单位之间不空格", "no blank stands between a figure and its unit");
    let advice = format!("{figure}{unit}");
    Some(scene.error(Code::UnitApart, before.span.to(here.span), message, text!("连着写", "write them together")).write(advice))
}

/// `申请〔新收，自然人〕`
pub(super) fn bracket(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|token| token.kind == TokenKind::Mark)?;
    if !matches!(scene.here_text(), "〔" | "〖" | "﹝" | "〘")
        || scene.before().is_none_or(|before| before.kind != TokenKind::Word)
    {
        return None;
    }
    let (table, line) = (quoted(scene.before_text()), scene.rest_of_line(here.span));
    let inside = scene.slice(line).trim_start_matches(['〔', '〖', '﹝', '〘']);
    let inside = quoted(inside.split(['〕', '〗', '﹞', '〙']).next().unwrap_or_default());
    let message = text!("单元格要用方括号", "a cell is written with square brackets");
    Some(scene.error(Code::CellWritten, here.span, message, text!("应写 [", "write [")).write(format!("{table}[{inside}]")))
}

/// `verify 新收 + 上年结转 = 办理.总计`: a foreign word where `require` belongs.
pub(super) fn other_verb(scene: &Scene) -> Option<Diagnostic> {
    let (here, word) = scene.here_word().filter(|(_, word)| word.chars().all(|c| c.is_ascii_lowercase()))?;
    let next = scene.token(scene.at() + 1).filter(|next| !scene.apart(here.span, next.span))?;
    let value = matches!(next.kind, TokenKind::Word | TokenKind::Figure | TokenKind::Open(Bracket::Round));
    let written = scene.slice(scene.rest_of_line(next.span));
    let compares = written.contains(['=', '＝', '<', '>', '＜', '＞', '≤', '≥', '≠', '~']);
    let is_clause = scene.block() == "rule" && scene.expects(Rule::close_brace) && scene.begins_part(here);
    if !value || !compares || !is_clause || keyword::KEYWORDS.contains(&word) {
        return None;
    }
    let message = text!("这里不认识“{word}”", "“{word}” is not known here");
    let label = text!("要求写 require", "a requirement begins with require");
    let wrong = scene.error(Code::MisspeltWord, here.span, message, label);
    Some(wrong.write(format!("require {}", quoted(written))).instead("require"))
}

/// `新收 + 上年结转 = 办理.总计` without `require`; `申请[新收, 自然人] = 4` without `set`.
pub(super) fn no_verb(scene: &Scene) -> Option<Diagnostic> {
    let (here, word) = scene.here_word()?;
    let line = scene.rest_of_line(here.span);
    let written = scene.slice(line);
    let next = scene.token(scene.at() + 1);
    if scene.block() == "test" && next.is_none_or(|next| !matches!(next.kind, TokenKind::Open(Bracket::Square))) {
        return None;
    }
    let verb = match scene.block() {
        "rule" if written.contains(['=', '＝', '<', '>', '＜', '＞', '≤', '≥', '≠', '~']) => "require",
        "test" if written.contains(['[', '［', '【']) => "set",
        _ => return None,
    };
    if keyword::is_reserved(word) || !scene.expects(Rule::close_brace) || !scene.begins_part(here) {
        return None;
    }
    let written = quoted(written);
    let message = text!("这一行前面少了 {verb}", "{verb} is missing before this");
    Some(scene.error(Code::WordMissing, line, message, text!("这一段", "this")).write(format!("{verb} {written}")))
}
