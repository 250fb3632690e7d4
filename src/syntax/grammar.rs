//! The parser that pest makes of `grammar/gouji.pest`. One item in, pairs or a failure out; offsets count from the item's start.

#![allow(missing_docs, clippy::empty_docs, reason = "generated code")]

use pest::Parser;

/// The generated parser.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/gouji.pest"]
struct Grammar;

/// A piece of the text that a rule of the grammar matched.
pub(super) type Pair<'a> = pest::iterators::Pair<'a, Rule>;

/// Where and on what the grammar gave up.
pub(super) type Failure = pest::error::Error<Rule>;

/// Parses one item.
pub(super) fn parse_item(text: &str) -> Result<Option<Pair<'_>>, Box<Failure>> {
    Grammar::parse(Rule::item, text).map(|mut pairs| pairs.next()).map_err(Box::new)
}

pub(super) fn is_name(text: &str) -> bool {
    Grammar::parse(Rule::name, text).is_ok_and(|pairs| pairs.as_str() == text)
}

/// Where the rest of an item fails, if it does; the item begins with the word `item`.
pub(super) fn failure_in_rest(text: &str, item: &str) -> Option<Box<Failure>> {
    let rest = match item {
        "template" => Rule::rest_of_template,
        "param" => Rule::rest_of_param,
        "fact" => Rule::rest_of_fact,
        _ => Rule::rest_of_rule,
    };
    Grammar::parse(rest, text).err().map(Box::new)
}
