//! Rule text in, a tree and diagnostics out. Knows the grammar and no template: a name here is just a name.

pub mod ast;
mod build;
mod cut;
mod expected;
mod grammar;
mod keyword;
mod mistake;
pub mod outline;
mod parser;
mod replace;
pub mod token;

pub use expected::{Expected, expected};
pub use parser::parse;

/// Whether a text may be the name of something.
pub fn is_name(text: &str) -> bool {
    grammar::is_name(text)
}

/// Whether a word is one of the language.
pub fn is_keyword(word: &str) -> bool {
    keyword::KEYWORDS.contains(&word)
}

pub(crate) use keyword::meant;
pub(crate) use mistake::operator_in_name;
pub(crate) use replace::replacements;
pub(crate) use token::half_width;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn whole(name: &str, text: &str) -> ast::File {
        let (file, diagnostics) = parse(&Source::new(name, text));
        assert_eq!(diagnostics, [], "{name}");
        file
    }

    #[test]
    fn reads_the_built_in_template_and_rules() {
        for (name, text, items) in [
            ("2019.gj", include_str!("../../schemas/disclosure-report/2019.gj"), 1),
            ("2021.gj", include_str!("../../schemas/disclosure-report/2021.gj"), 1),
            ("arithmetic.gj", include_str!("../../rules/disclosure-report/arithmetic.gj"), 8),
            ("form.gj", include_str!("../../rules/disclosure-report/form.gj"), 9),
        ] {
            assert_eq!(whole(name, text).items.len(), items, "{name}");
        }
    }

    #[test]
    fn the_grammar_has_every_check_of_the_form() {
        for check in ast::FormCheck::ALL {
            let file = whole("x.gj", &format!("rule Z101 甲 error {{ require {}\n say \"乙\" }}", check.word()));
            let Some(ast::Item::Rule(rule)) = file.items.first() else { panic!("{}", check.word()) };
            let required = rule.clauses.first().map(|clause| &clause.node);
            assert_eq!(required, Some(&ast::Clause::Require(ast::Requirement::Form(*check))));
        }
    }
}
