//! What went wrong in an item that does not parse, said to somebody who has never seen a compiler: the place where the grammar
//! gave up and the tokens around it in, one diagnostic out. The slips that people make are told apart one by one; the rest is
//! put in the words of [`expected`].

mod block;
mod cell;
mod expected;
mod expression;
mod foreign;
mod header;
mod junk;
mod label;
mod layout;
mod mark;
mod nesting;
mod quote;
mod scene;
mod word;

pub(super) use junk::{junk, nearly_an_item};
pub(super) use nesting::too_deep;
pub(super) use quote::quotes;
pub(super) use scene::Scene;

use crate::diagnostic::Diagnostic;

/// A kind of slip: says what is wrong if it is this.
type Slip = fn(&Scene) -> Option<Diagnostic>;

/// The slips, the most certain first.
const SLIPS: [Slip; 47] = [
    label::no_name,
    label::unquoted,
    label::heading,
    label::basis,
    label::quoted_name,
    foreign::operator,
    foreign::each,
    foreign::label,
    foreign::function,
    foreign::condition,
    foreign::unit_apart,
    foreign::editions_apart,
    foreign::bracket,
    mark::twice,
    mark::foreign_operator,
    mark::foreign_mark,
    mark::comma,
    header::glued_code,
    header::blank_in_name,
    header::no_severity,
    header::no_name,
    header::no_code,
    word::glued_keyword,
    word::misspelt,
    foreign::no_verb,
    word::no_keyword,
    word::no_quotes,
    word::no_also,
    block::left_open,
    block::closed_too_early,
    block::elsewhere,
    block::no_word,
    block::end_of_item,
    block::no_brace,
    word::form_check,
    cell::whole_cell,
    cell::sum_of_one,
    cell::row_and_column,
    cell::not_closed,
    cell::not_opened,
    cell::figure_wanted,
    expression::no_value,
    expression::no_operator,
    word::reserved,
    word::no_name,
    word::no_range,
    block::brace_without_word,
];

/// Says what is wrong.
pub(super) fn explain(scene: &Scene) -> Diagnostic {
    SLIPS.iter().find_map(|slip| slip(scene)).unwrap_or_else(|| expected::explain(scene))
}

/// A piece of the text as it is quoted in a message: on one line, and not too long.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 24;
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}
