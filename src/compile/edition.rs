//! Names of editions, and one that there is none of: which editions somebody meant who wrote several or a span of years in one word.

use super::{names::suggest, reporter::Reporter};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Source,
    syntax::ast,
    template::{EditionId, Template},
    text,
};
use std::sync::Arc;

/// The editions of some names; a name that none has is said.
pub(super) fn named_editions(
    source: &Arc<Source>,
    names: &[ast::Name],
    template: &Template,
    reporter: &mut Reporter,
) -> Vec<EditionId> {
    let mut found = Vec::new();
    for name in names {
        match template.edition(&name.node) {
            Some(edition) => found.push(edition),
            None => reporter.push(unknown_edition(source, name, template)),
        }
    }
    found
}

/// There is no such edition.
pub(super) fn unknown_edition(source: &Arc<Source>, name: &ast::Name, template: &Template) -> Diagnostic {
    let word = &name.node;
    let message = text!("没有“{word}”这一版", "there is no edition “{word}”");
    let label = text!("没有这一版", "unknown edition");
    let diagnostic = Diagnostic::new(Code::UnknownEdition, source, name.span, message, label);
    let names: Vec<&str> = template.editions.iter().map(|edition| edition.name.as_str()).collect();
    // «2021、2028», «2021至2028», «2021起», «2028年版»: the editions that the figures in it name.
    let years: Vec<&str> = word.split(|c: char| !c.is_ascii_digit()).filter(|year| names.contains(year)).collect();
    let open = word.ends_with(['起', '-', '—']) || word.ends_with("以来") || word.ends_with("以后") || word.ends_with("及以后");
    let meant: Vec<&str> = match years.as_slice() {
        [first] if open => names.iter().copied().skip_while(|name| name != first).collect(),
        [first, last] if word.contains(['至', '到', '-', '—', '~', '～']) => {
            let from = names.iter().copied().skip_while(|name| name != first);
            let mut upto: Vec<&str> = from.take_while(|name| name != last).collect();
            upto.push(last);
            upto
        }
        years => years.to_vec(),
    };
    if !meant.is_empty() {
        let meant = meant.join(", ");
        return diagnostic.write(meant);
    }
    let of_year = word.parse().ok().and_then(|year| template.editions.iter().find(|edition| edition.covers(year)));
    if let Some(name) = of_year.map(|edition| &edition.name) {
        let help = text!("{word} 年度用的是 {name} 版：写 {name}", "reports of {word} are on the edition {name}: write {name}");
        return diagnostic.help(help).instead(name);
    }
    suggest(diagnostic, word, names)
}
