//! Rows, columns and sources of law that lack their name or their quotation marks, and marks in their names.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Bracket, TokenKind},
    },
    cell::is_numeral,
    quoted,
    scene::{Scene, up_to_mark},
};
use crate::{
    chinese::numeral,
    diagnostic::{Code, Diagnostic, Subject},
    slice::Slice,
    source::Span,
    text,
};

/// The blocks whose parts are rows, columns and groups of them.
const AXES: [&str; 3] = ["rows", "columns", "group"];

/// `"二、上年结转"` on a line of its own: a label without a name would be a second spelling of the row above.
pub(super) fn no_name(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|token| token.kind == TokenKind::Text && scene.begins_line(*token))?;
    if !AXES.contains(&scene.block()) {
        return None;
    }
    let written = scene.here_text();
    let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Word && !scene.apart(here.span, next.span));
    if let Some(next) = next.filter(|next| !keyword::is_reserved(scene.text(*next))) {
        let (name, message) = (scene.text(next), text!("名称写在表上的文字前面", "the name stands before its printed label"));
        let wrong = scene.error(Code::WordOrder, here.span.to(next.span), message, text!("次序反了", "the wrong order"));
        return Some(wrong.write(format!("{name} {written}")));
    }
    let name = bare(written.trim_matches('"'));
    let written = quoted(written);
    let message = text!("这一行没有名称，只有表上的文字", "this line has a printed label, but no name");
    let help = text!(
        "前面写一个名称，例如 {name} {written}；如果是上一行的另一种写法，写 also {written}",
        "write a name before it, as in {name} {written}; if it is another spelling of the line above, write also {written}"
    );
    Some(scene.error(Code::NameMissing, here.span, message, text!("前面少了名称", "a name is missing before this")).help(help))
}

/// What a label says, without its numbering and what stands behind its first words.
pub(super) fn bare(label: &str) -> String {
    const LONGEST: usize = 12;
    let numbering = |c: char| c.is_ascii_digit() || numeral::is_ordinal(c) || "、.．（）() ".contains(c);
    let words: String = label.trim_start_matches(numbering).chars().take_while(|c| c.is_alphanumeric()).take(LONGEST).collect();
    if words.is_empty() || keyword::is_reserved(&words) { "名称".to_owned() } else { words }
}

/// `申请[一、本年新收, 总计]`, `at （一）予以公开`, `in "一、总体情况"`: a printed text where a name belongs.
pub(super) fn for_name(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| !AXES.contains(&scene.block()))?;
    let names = [Rule::name, Rule::part, Rule::path, Rule::cell];
    let numbered = scene.before().filter(|before| is_numeral(scene.text(*before)) && before.span.end == here.span.start);
    let start = match here.kind {
        TokenKind::Mark if matches!(scene.here_text(), "、" | "､") => numbered?,
        TokenKind::Open(Bracket::Round)
            if scene.expects_any(&names) && !scene.expects_any(&[Rule::operand, Rule::open_paren]) =>
        {
            here
        }
        TokenKind::Figure if scene.expects_any(&names) && !scene.expects_any(&[Rule::operand, Rule::figure, Rule::text]) => here,
        TokenKind::Text if scene.expects_any(&names) && !scene.expects_any(&[Rule::operand, Rule::text]) => here,
        _ => return None,
    };
    let written =
        if here.kind == TokenKind::Text { scene.here_text() } else { up_to_mark(scene.slice(scene.rest_of_text(start))) };
    let bare_name = bare(written.trim_matches('"'));
    let is_label = written.trim_matches('"').chars().count() > bare_name.chars().count();
    let words = written.trim_matches('"');
    let only_place = words.chars().all(|c| c.is_ascii_digit());
    if only_place && here.kind == TokenKind::Figure {
        return Some(place(scene, here.span));
    }
    if !is_label || here.kind == TokenKind::Text && words.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
        return None;
    }
    let end = start.span.start + u32::try_from(written.len()).unwrap_or_default();
    let run = Span { end, ..start.span };
    let shown = quoted(words);
    let message = text!("这里写名称，不写表上的文字“{shown}”", "a name stands here, not the printed text “{shown}”");
    let first = scene.before_text();
    let help = if matches!(first, "section" | "table") {
        text!("写成 {first} {bare_name} \"{words}\"", "write {first} {bare_name} \"{words}\"")
    } else if matches!(scene.line_so_far().first().map(|token| scene.text(*token)), Some("section" | "table")) {
        let first = scene.line_so_far().first().map_or("", |token| scene.text(*token));
        text!("写成 {first} {bare_name} \"{words}\"", "write {first} {bare_name} \"{words}\"")
    } else {
        text!(
            "名称是表样（schemas）里引号前面的词，例如 {bare_name}",
            "a name is the word before the quotation marks in the form (schemas), such as {bare_name}"
        )
    };
    let in_template = scene.token(0).is_some_and(|token| scene.text(token) == "template");
    let diagnostic = scene.error(Code::LabelForName, run, message, text!("应是名称", "a name belongs here")).help(help);
    Some(if in_template { diagnostic } else { diagnostic.about(Subject::Printed(words.to_owned())) })
}

/// `申请[1, 总计]`
fn place(scene: &Scene, span: Span) -> Diagnostic {
    let message = text!("行和列按名称写，不按第几行第几列", "rows and columns go by their names, not by their place");
    let help =
        text!("名称是表样（schemas）里引号前面的词", "a name is the word before the quotation marks in the form (schemas)");
    scene.error(Code::LabelForName, span, message, text!("应是名称", "a name belongs here")).help(help)
}

/// `section 其他、事项`: another mark in the name of a section or table.
pub(super) fn mark_in_name(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| matches!(here.kind, TokenKind::Mark | TokenKind::Open(Bracket::Round)))?;
    let before = scene.before().filter(|before| before.kind == TokenKind::Word && before.span.end == here.span.start)?;
    let [word, _] = scene.line_so_far() else { return None };
    let word = scene.text(*word);
    if !matches!(word, "section" | "table")
        || is_numeral(scene.text(before))
        || matches!(scene.here_text(), "," | "，" | ":" | "：")
    {
        return None;
    }
    let written = up_to_mark(scene.slice(scene.rest_of_text(before)));
    let end = before.span.start + u32::try_from(written.len()).unwrap_or_default();
    let plain: String = written.chars().filter(|c| c.is_alphanumeric()).collect();
    let mark = scene.here_text();
    let behind = scene.rest_of_line(Span { start: end, end });
    let label = scene.slice(behind).trim();
    let label = if label.starts_with('"') { label.to_owned() } else { format!("\"{written}\"") };
    let message = text!("名称里不能有“{mark}”", "a name holds no “{mark}”");
    let help = text!("名称只用文字和数字：{word} {plain} {label}", "names are letters and digits: {word} {plain} {label}");
    Some(scene.error(Code::MarkInName, Span { end, ..before.span }, message, text!("这个名称", "this name")).help(help))
}

/// `处理.决定 "本年处理决定数量"`: a dot in the name of a row or column.
pub(super) fn dotted(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| AXES.contains(&scene.block()) && matches!(scene.here_text(), "." | "·" | "。"))?;
    let before = scene.before().filter(|before| before.kind == TokenKind::Word && before.span.end == here.span.start)?;
    let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Word && next.span.start == here.span.end)?;
    let (group, name) = (scene.text(before), scene.text(next));
    let message = text!("行、列的名称里没有句点", "the name of a row or column holds no dot");
    let help = text!(
        "写成 {group}{name}；如果是“{group}”这一组里的一项，写 group {group} {{ {name} }}",
        "write {group}{name}; if it is an entry of the group “{group}”, write group {group} {{ {name} }}"
    );
    Some(scene.error(Code::MarkInName, before.span.to(next.span), message, text!("这个名称", "this name")).help(help))
}

/// `图解、音视频、文字`, `图解，音视频`: several entries with marks between them.
pub(super) fn several(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| AXES.contains(&scene.block()))?;
    let mark = scene.here_text();
    if !matches!(mark, "、" | "､" | "," | "，" | ";" | "；" | "/" | "|") {
        return None;
    }
    let first = scene.line_so_far().first().copied()?;
    let written = scene.slice(scene.rest_of_line(first.span));
    let pieces: Vec<&str> = written.split(['、', '､', ',', '，', ';', '；', '/', '|']).map(str::trim).collect();
    let is_name = |piece: &&str| piece.chars().all(char::is_alphanumeric) && !piece.starts_with(|c: char| c.is_ascii_digit());
    if pieces.len() < 2
        || pieces.iter().any(|piece| piece.is_empty())
        || !pieces.iter().all(is_name)
        || is_numeral(pieces.first()?)
    {
        return None;
    }
    let apart = pieces.join(" ");
    let together = pieces.concat();
    let span = scene.rest_of_line(first.span);
    let message =
        text!("几项之间不写“{mark}”，用空格或换行分开", "between entries stands no “{mark}”, but a blank or a new line");
    let help = text!(
        "写成 {apart}；如果是一项，写 {together} \"{written}\"",
        "write {apart}; if it is one entry, {together} \"{written}\""
    );
    let _ = here;
    Some(scene.error(Code::ListMark, span, message, text!("这一段", "this")).help(help))
}

/// `- 政策解读`: a bullet before a name.
pub(super) fn bullet(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| AXES.contains(&scene.block()) && scene.begins_line(*here))?;
    let next = scene.token(scene.at() + 1).filter(|next| !scene.apart(here.span, next.span))?;
    let mark = scene.here_text();
    if !matches!(mark, "-" | "*" | "+" | "·" | "•" | "●" | "–" | "—" | "－" | "○" | "◆" | "■") || next.kind != TokenKind::Word
    {
        return None;
    }
    let message = text!("行、列的名称前面不写“{mark}”", "no “{mark}” stands before the name of a row or column");
    let wrong = scene.error(Code::NumberedName, here.span, message, text!("删去", "remove this"));
    let name = scene.text(next);
    Some(wrong.help(text!("每行直接写名称：{name}", "each line begins with its name: {name}")).instead(""))
}

/// `制发 = "本年制发件数"`: a mark between a name and its label.
pub(super) fn equal(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| AXES.contains(&scene.block()) && !scene.here_begins_line())?;
    let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Text)?;
    let mark = scene.here_text();
    if !matches!(mark, "=" | "＝" | ":" | "：" | "->" | "-" | "—" | ":=" | "→") {
        return None;
    }
    let name = scene.before().filter(|name| name.kind == TokenKind::Word).map(|name| scene.text(name))?;
    let label = scene.text(next);
    let message = text!("名称和表上的文字之间不写“{mark}”", "between a name and its label stands no “{mark}”");
    let wrong = scene.error(Code::ForeignMark, here.span, message, text!("删去", "remove this"));
    Some(wrong.help(text!("写成 {name} {label}", "write {name} {label}")).instead(""))
}

/// `table 解读 { 政策解读 … }`: rows without `rows { }` around them.
pub(super) fn outside_axis(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word().filter(|(token, _)| scene.block() == "table" && scene.begins_part(*token))?;
    let behind = scene.token(scene.at() + 1);
    let opens = behind.is_some_and(|next| next.kind == TokenKind::Open(Bracket::Brace));
    let is_entry = matches!(word, "total" | "group" | "less")
        || !word.is_ascii() && keyword::meant(word, keyword::contents("table")).is_none();
    if !scene.expects(Rule::close_brace) || opens || !is_entry {
        return None;
    }
    let message = text!("“{word}”要写在 rows 或 columns 的大括号里", "“{word}” stands between the braces of rows or columns");
    let help = text!(
        "各行写成 rows {{ {word} … }}，各列写成 columns {{ {word} … }}，一行一项",
        "rows are written rows {{ {word} … }}, columns columns {{ {word} … }}, one in a line"
    );
    Some(scene.error(Code::WrongBlock, token.span, message, text!("这里", "here")).help(help))
}

/// `1回应关切`, `2.回应关切`, `（二）回应关切`: numbering before a name.
pub(super) fn numbered(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| AXES.contains(&scene.block()) && scene.begins_line(*here))?;
    if !matches!(here.kind, TokenKind::Figure | TokenKind::Open(Bracket::Round)) {
        return None;
    }
    let run = scene.rest_of_line(here.span);
    let label = scene.slice(run);
    let (label, behind) = label.split_once('"').map_or((label, ""), |(label, _)| (label.trim(), "…"));
    let name = bare(label);
    let end = run.start + u32::try_from(label.len()).unwrap_or_default();
    let message = text!("名称前面不写序号", "a name has no numbering before it");
    let help = if behind.is_empty() {
        text!("写成 {name} \"{label}\"，引号里是表上的文字", "write {name} \"{label}\", with the printed text in quotation marks")
    } else {
        text!("名称写成 {name}", "the name is {name}")
    };
    let instead = if behind.is_empty() { format!("{name} \"{label}\"") } else { name };
    let wrong = scene.error(Code::NumberedName, Span { end, ..run }, message, text!("这里应是名称", "a name belongs here"));
    Some(wrong.help(help).instead(instead))
}

/// `row 政策解读`, `column 图解`, `sum 合计`: a word that is not written before entries; `each` as a name.
pub(super) fn word_before_name(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word().filter(|_| AXES.contains(&scene.block()))?;
    let block = scene.block();
    if !scene.expects(Rule::close_brace)
        || !keyword::is_reserved(word)
        || !scene.begins_part(token)
        || keyword::contents("table").contains(&word)
        || keyword::contents("section").contains(&word)
        || word == "section"
    {
        return None;
    }
    let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Word && !scene.apart(token.span, next.span));
    let Some(name) = next.map(|next| scene.text(next)) else {
        let message = text!("“{word}”是本语言的关键词，不能作名称", "“{word}” is a word of the language and cannot be a name");
        let help = text!(
            "换一个名称，表上的文字写在引号里：名称 \"{word}\"",
            "choose another name, with the printed text in quotation marks: NAME \"{word}\""
        );
        return Some(scene.error(Code::WordAsName, token.span, message, text!("换一个名称", "choose another name")).help(help));
    };
    let fixed = if word == "sum" { format!("total {name}") } else { name.to_owned() };
    let message = text!("{block} 里的名称前面不写 {word}", "in {block} no {word} stands before a name");
    Some(scene.error(Code::WordOrder, token.span, message, text!("多余", "not needed")).write(fixed))
}

/// `合计 total`
pub(super) fn total_behind(scene: &Scene) -> Option<Diagnostic> {
    let total = scene.before().filter(|_| matches!(scene.before_text(), "total" | "group") && AXES.contains(&scene.block()))?;
    let name = scene
        .token(scene.at().checked_sub(2)?)
        .filter(|name| name.kind == TokenKind::Word && !scene.apart(name.span, total.span))?;
    let (word, name) = (scene.before_text(), scene.text(name));
    let ends =
        scene.here().is_none_or(|here| scene.apart(total.span, here.span) || here.kind == TokenKind::Close(Bracket::Brace));
    if !ends || keyword::is_reserved(name) {
        return None;
    }
    let message = text!("{word} 写在名称前面", "{word} stands before the name");
    Some(scene.error(Code::WordOrder, total.span, message, text!("写到前面", "move it")).write(format!("{word} {name}")))
}

/// `total 合计 = 图解 + 文字`: what a total adds up.
pub(super) fn total_formula(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| matches!(scene.here_text(), "=" | "＝") && !scene.here_begins_line())?;
    let line = scene.line_so_far();
    let total = line.iter().find(|token| scene.text(**token) == "total")?;
    let written = quoted(scene.slice(total.span.to(scene.before()?.span)));
    let message = text!("total 就是同一组各项之和，不写算式", "a total is the sum of its group; no formula is written");
    let wrong = scene.error(Code::ForeignMark, scene.rest_of_line(here.span), message, text!("删去", "remove this"));
    let help = text!(
        "写成 {written}；其中要减去的项，在名称前面写 less",
        "write {written}; a line that it subtracts has `less` before its name"
    );
    Some(wrong.help(help).instead(""))
}

/// `also "甲"，"乙"`
pub(super) fn also_list(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| matches!(scene.here_text(), "," | "，" | "、" | "､" | ";" | "；" | "/" | "或"))?;
    let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Text)?;
    let is_also = scene.line_so_far().iter().any(|token| scene.text(*token) == "also");
    let before = scene.before().filter(|before| before.kind == TokenKind::Text && is_also)?;
    let (one, two) = (scene.text(before), scene.text(next));
    let message = text!("每种写法前面各写一个 also", "each spelling has an also of its own");
    let label = text!("应写 also", "write also");
    Some(scene.error(Code::AlsoMissing, here.span, message, label).write(format!("also {one} also {two}")))
}

/// `结转 二、上年结转`, `二、上年结转`: a label without quotation marks.
pub(super) fn unquoted(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let in_prose = matches!(scene.here_text(), "、" | "《" | "〈" | "〔" | "—" | "…" | "·");
    let line = scene.line_so_far();
    let odd = in_prose || matches!(here.kind, TokenKind::Open(Bracket::Round) | TokenKind::Figure if !line.is_empty());
    if !odd || !AXES.contains(&scene.block()) {
        return None;
    }
    let words: Vec<&str> = line.iter().map(|token| scene.text(*token)).collect();
    if words.last().is_some_and(|last| keyword::is_reserved(last)) {
        return None;
    }
    let attached = line.last().is_some_and(|last| last.span.end == here.span.start);
    let at = line.len() - usize::from(attached);
    let run = scene.rest_of_line(line.get(at).copied().unwrap_or(here).span);
    if let Some((named, label)) = scene.slice(run).split_once('"').filter(|_| attached) {
        let (mark, name) = (scene.here_text(), bare(named));
        let end = run.start + u32::try_from(named.trim_end().len()).unwrap_or_default();
        let message = text!("名称里不能有“{mark}”", "a name holds no “{mark}”");
        let wrong = scene.error(Code::MarkInName, Span { end, ..run }, message, text!("这个名称", "this name"));
        return Some(wrong.write(format!("{name} \"{label}")).instead(name));
    }
    if let Some(wrong) =
        label_in_brackets(scene, run).filter(|_| attached && at == 0 && here.kind == TokenKind::Open(Bracket::Round))
    {
        return Some(wrong);
    }
    let label = quoted(scene.slice(run));
    let name = match words.slice(..at) {
        [] => bare(&label),
        [.., word @ ("group" | "total")] => format!("{word} {}", bare(&label)),
        [.., word @ ("group" | "total"), name] => format!("{word} {name}"),
        [.., name] => (*name).to_owned(),
    };
    let message = text!("表上的文字要加引号", "a printed label stands between quotation marks");
    Some(scene.error(Code::QuotesMissing, run, message, text!("这一段", "this")).write(format!("{name} \"{label}\"")))
}

/// `制发（本年制发件数）`: a label in brackets behind its name.
fn label_in_brackets(scene: &Scene, run: Span) -> Option<Diagnostic> {
    let (name, label) = scene.slice(run).split_once(['(', '（'])?;
    let label = label.strip_suffix([')', '）']).filter(|label| !label.contains(['(', '（', '"']))?;
    let message = text!("表上的文字不写在括号里，要加引号", "a printed label stands in quotation marks, not in brackets");
    let label = label.trim();
    Some(scene.error(Code::QuotesMissing, run, message, text!("这一段", "this")).write(format!("{name} \"{label}\"")))
}

/// `section 总体情况 一、总体情况 {`
pub(super) fn heading(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| !keyword::is_reserved(scene.here_text()))?;
    let odd = matches!(here.kind, TokenKind::Mark | TokenKind::Word | TokenKind::Figure | TokenKind::Open(Bracket::Round));
    let [word, name] = scene.line_so_far() else { return None };
    let (word, name) = (scene.text(*word), scene.text(*name));
    if !odd || !matches!(word, "section" | "table") || matches!(scene.here_text(), "," | "，" | ":" | "：") {
        return None;
    }
    let run = scene.rest_of_line(here.span);
    let label = quoted(scene.slice(run));
    if let Some((second, label)) = label.split_once('"').filter(|_| here.kind == TokenKind::Word) {
        let second = second.trim();
        let message = text!("名称中间不能有空格", "a name has no blank in it");
        let span = scene.before()?.span.to(here.span);
        let wrong = scene.error(Code::MarkInName, span, message, text!("这是两个词", "these are two words"));
        return Some(wrong.write(format!("{word} {name}{second} \"{label}")).instead(format!("{name}{second}")));
    }
    let message = text!("表上的文字要加引号", "a printed label stands between quotation marks");
    let advice = format!("{word} {name} \"{label}\"");
    Some(scene.error(Code::QuotesMissing, run, message, text!("这一段", "this")).write(advice))
}

/// `basis "条例"、"第一条"`, `basis 《条例》`, `basis "条例" 第一条`.
pub(super) fn basis(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let line = scene.line_so_far();
    let at = line.iter().rposition(|token| scene.text(*token) == "basis")?;
    let behind = line.get(at + 1..)?;
    let only_texts = behind.iter().all(|token| token.kind == TokenKind::Text);
    if !only_texts || scene.here_begins_line() || keyword::is_reserved(scene.here_text()) {
        return None;
    }
    let written = quoted(scene.here_text());
    match here.kind {
        TokenKind::Mark if !behind.is_empty() && matches!(scene.here_text(), "、" | "､" | "," | "，" | ";" | "；" | "和") =>
        {
            let message = text!("依据之间不写“{written}”", "no “{written}” stands between sources of law");
            let help = text!(
                "条款紧接文件名，中间空一格：basis \"条例\" \"第一条\"；另一个文件另写一行 basis",
                "a clause stands right behind its notice: basis \"条例\" \"第一条\"; another notice has a basis of its own"
            );
            Some(scene.error(Code::ListMark, here.span, message, text!("删去", "delete this")).help(help).instead(""))
        }
        TokenKind::Figure
            if behind.is_empty() && scene.token(scene.at() + 1).is_some_and(|next| next.kind == TokenKind::Text) =>
        {
            let year: String = scene.here_text().chars().filter(char::is_ascii_digit).collect();
            let message =
                text!("只管一版的依据，写 basis in edition", "a source of law of one edition is written basis in edition");
            let label = text!("应写 in edition {year}", "write in edition {year}");
            Some(scene.error(Code::EditionWritten, here.span, message, label).write(format!("in edition {year}")))
        }
        TokenKind::Mark | TokenKind::Word | TokenKind::Figure | TokenKind::Open(Bracket::Round | Bracket::Square) => {
            let run = scene.rest_of_line(here.span);
            let before: Vec<&str> = behind.iter().map(|token| scene.text(*token)).chain([""]).collect();
            let parts: Vec<String> = scene.slice(run).splitn(2, char::is_whitespace).map(|part| quoted(part.trim())).collect();
            let (before, inside) = (before.join(" "), parts.join("\" \""));
            let message = text!("basis 后面的文字要加英文引号", "what stands behind basis needs straight quotation marks");
            let advice = format!("basis {before}\"{inside}\"");
            Some(scene.error(Code::QuotesMissing, run, message, text!("这一段", "this")).write(advice))
        }
        _ => None,
    }
}

/// `each column of "申请"`, `rule "A301" 列勾稽 error`: quotation marks around a name.
pub(super) fn quoted_name(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|token| token.kind == TokenKind::Text)?;
    let names = [Rule::name, Rule::part, Rule::code, Rule::path, Rule::cell];
    if !scene.expects_any(&names) || scene.expects_any(&[Rule::operand, Rule::text]) || AXES.contains(&scene.block()) {
        return None;
    }
    let bare = scene.here_text().trim_matches('"').trim();
    if bare.is_empty() || !bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
        return None;
    }
    let (bare, code) = (quoted(bare), scene.expects(Rule::code));
    let message = match code {
        true => text!("编号不加引号", "a code has no quotation marks"),
        false => text!("名称不加引号", "a name has no quotation marks"),
    };
    Some(scene.error(Code::QuotedName, here.span, message, text!("引号多余", "no quotation marks here")).write(bare))
}
