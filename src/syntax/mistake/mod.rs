//! What went wrong in an item that does not parse, said to somebody who has never seen a compiler: the place where the grammar
//! gave up and the tokens around it in, one diagnostic out. The mistakes that people make are told apart one by one; the rest is
//! put in the words of [`expected`].

mod block;
mod cell;
mod change;
mod declare;
mod each;
mod edition;
mod expected;
mod expression;
mod foreign;
mod form;
mod header;
mod inside;
mod junk;
mod label;
mod layout;
mod lexicon;
mod mark;
mod nesting;
mod order;
mod quote;
mod report;
mod scene;
mod step;
mod trial;
mod word;

pub(crate) use foreign::operator_in_name;
pub(super) use inside::item_in_item;
pub(super) use junk::{junk, nearly_an_item};
pub(super) use layout::indent;
pub(super) use nesting::too_deep;
pub(super) use quote::quotes;
pub(super) use scene::Scene;

use super::{grammar::Rule, keyword};
use crate::diagnostic::Diagnostic;
use trial::Verdict;

/// A kind of mistake: says what is wrong if it is this.
type Mistake = fn(&Scene) -> Option<Diagnostic>;

/// The mistakes, the most certain first.
const MISTAKES: [Mistake; 127] = [
    order::head_twice,
    order::step,
    order::adjustment,
    order::bare_text,
    order::numbered,
    label::also_list,
    lexicon::list,
    declare::choices,
    word::remark,
    word::quote_inside,
    word::point_first,
    report::when_prior,
    step::when_in_test,
    header::yaml,
    header::two_severities,
    lexicon::asked,
    lexicon::mark_behind,
    label::dotted,
    label::several,
    label::numbered,
    label::total_behind,
    label::total_formula,
    label::word_before_name,
    label::bullet,
    label::equal,
    label::no_name,
    label::unquoted,
    change::several,
    change::turned_round,
    change::no_table,
    change::no_part,
    declare::sections,
    declare::kinds_apart,
    step::prose_of,
    label::for_name,
    label::mark_in_name,
    label::heading,
    label::basis,
    label::quoted_name,
    edition::behind_follows,
    edition::list,
    foreign::membership,
    edition::of_basis,
    each::table_in_front,
    edition::no_in,
    edition::no_edition,
    edition::range,
    each::other_words,
    each::only_some,
    each::no_of,
    each::one_table,
    report::no_dot,
    report::behind,
    report::other_word,
    report::year_for_prior,
    cell::spreadsheet,
    report::within_sum,
    cell::in_sum,
    cell::separator,
    step::of_prior,
    step::several_findings,
    step::no_test_name,
    step::behind_test_name,
    step::sum_for_figure,
    step::no_equal,
    step::date,
    expression::said_otherwise,
    foreign::operator,
    foreign::label,
    foreign::function,
    declare::case,
    foreign::condition,
    foreign::condition_line,
    foreign::unit_apart,
    foreign::bracket,
    mark::twice,
    mark::foreign_operator,
    header::mark_inside,
    mark::joined_text,
    mark::before_text,
    mark::foreign_mark,
    declare::value_at_once,
    declare::value_outside,
    mark::comma,
    header::no_reason,
    header::severity_first,
    header::glued_code,
    header::blank_in_name,
    header::no_severity,
    header::no_name,
    header::no_code,
    declare::no_kind,
    declare::unknown_kind,
    word::glued_keyword,
    word::misspelt,
    lexicon::no_braces,
    lexicon::unquoted,
    declare::policy,
    declare::unit_of_none,
    foreign::other_verb,
    foreign::no_verb,
    word::no_keyword,
    step::no_at,
    step::no_code,
    change::no_reason,
    word::no_quotes,
    word::no_also,
    block::left_open,
    block::closed_too_early,
    label::outside_axis,
    block::in_wrong_block,
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

/// Says what is wrong: the first mistake whose advice holds where it is followed, else the first, without its advice.
pub(super) fn explain(scene: &Scene) -> Diagnostic {
    let mut refuted: Option<Diagnostic> = None;
    for found in MISTAKES.iter().filter_map(|mistake| mistake(scene)) {
        match (trial::verdict(scene, &found), &refuted) {
            (Verdict::Proven, _) | (Verdict::Untried, None) => return found,
            (Verdict::Refuted, None) => refuted = Some(found),
            (Verdict::Untried | Verdict::Refuted, Some(_)) => {}
        }
    }
    refuted.map_or_else(|| expected::explain(scene), |found| trial::without_advice(scene, found))
}

/// The words of the language that may stand at the scene.
pub(super) fn words_that_fit(scene: &Scene) -> Vec<&'static str> {
    let mut words: Vec<&str> = scene.expected().iter().flat_map(|wanted| expected::words_of(*wanted)).copied().collect();
    if scene.expects(Rule::close_brace) {
        words.extend(keyword::contents(scene.block()));
    }
    words
}

/// A piece of the text as it is quoted in a message: on one line, and not too long.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 24;
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

/// The cell that a text begins with, else its first word.
fn cell_or_word(text: &str) -> &str {
    let word = text.split_whitespace().next().unwrap_or_default();
    let cell = text.split_inclusive([']', '］', '】']).next().filter(|_| word.contains(['[', '［', '【']));
    cell.unwrap_or(word)
}
