//! What a formatter must know of a text that parses: where the lines of the language begin, which marks stand between two values,
//! and, to compare two texts, the tree as the grammar found it, without places.

use super::{
    cut::cut,
    grammar::{self, Pair, Rule},
    keyword, parse,
    token::{half_width, tokens},
};
use crate::{
    diagnostic::{Diagnostic, Level},
    source::Source,
};
use std::{collections::HashMap, sync::Arc};

/// The outline of a text, by the byte at which a token begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Tokens that begin a line, or may begin one where the line is too long.
    pub breaks: HashMap<u32, Break>,
    /// Marks and brackets whose neighbours their kind alone does not settle.
    pub joints: HashMap<u32, Joint>,
    /// Words of the version before, and what is written for them now.
    pub renewed: HashMap<u32, &'static str>,
    /// The tree, as a list: a node comes before its children.
    shape: Vec<Node>,
}

/// Where a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Break {
    /// Always: an item, a part, a clause, a step.
    Always,
    /// Before each `and`, `or` and `also`, if the line is too long.
    Wrap,
    /// Before a word of a list that the line has no room for.
    Fill,
}

/// How a mark stands between its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Joint {
    /// An operator: blanks on both sides.
    Infix,
    /// A sign: no blank behind it.
    Prefix,
    /// The bracket of `sum(…)`: no blank before it.
    Call,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Node {
    of: Rule,
    children: usize,
    words: String,
}

impl Outline {
    /// Whether two texts have the same tree.
    pub fn says_the_same_as(&self, other: &Outline) -> bool {
        self.shape == other.shape
    }
}

/// Walks the pairs of one item.
struct Walk {
    outline: Outline,
    /// Where the item begins in the text.
    base: u32,
    /// How many round brackets are open: lines are broken outside them.
    brackets: usize,
}

impl Walk {
    fn take(&mut self, pair: Pair<'_>, above: Rule) {
        let at = self.base.saturating_add(u32::try_from(pair.as_span().start()).unwrap_or(u32::MAX));
        let of = pair.as_rule();
        if let Some(found) = break_before(of, above, &pair).filter(|_| self.brackets == 0) {
            self.outline.breaks.entry(at).or_insert(found);
        }
        if let Some(joint) = joint(of, above, pair.as_str()) {
            self.outline.joints.insert(at, joint);
        }
        let of = match (of, keyword::renewed(pair.as_str())) {
            (Rule::old_told | Rule::old_letters, Some(new)) => {
                self.outline.renewed.insert(at, new);
                if of == Rule::old_told { Rule::kw_states } else { Rule::kw_length }
            }
            _ => of,
        };
        self.outline.shape.push(Node { of, children: pair.clone().into_inner().count(), words: words(of, pair.as_str()) });
        let in_brackets = usize::from(of == Rule::paren);
        self.brackets += in_brackets;
        pair.into_inner().for_each(|part| self.take(part, of));
        self.brackets -= in_brackets;
    }
}

/// The outline of a text; its errors where it does not parse.
pub fn outline(source: &Arc<Source>) -> Result<Outline, Vec<Diagnostic>> {
    let errors: Vec<Diagnostic> = parse(source).1.into_iter().filter(|found| found.level == Level::Error).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut walk = Walk { outline: Outline::default(), base: 0, brackets: 0 };
    for slice in cut(&source.text, &tokens(&source.text)) {
        if let Ok(Some(item)) = grammar::parse_item(source.slice(slice.span)) {
            walk.base = slice.span.start;
            walk.take(item, Rule::item);
        }
    }
    Ok(walk.outline)
}

fn break_before(of: Rule, above: Rule, pair: &Pair<'_>) -> Option<Break> {
    match (of, above) {
        (
            Rule::item
            | Rule::template_part
            | Rule::table
            | Rule::fields
            | Rule::table_part
            | Rule::entry
            | Rule::clause
            | Rule::step
            | Rule::adjustment,
            _,
        )
        | (Rule::change | Rule::param_case | Rule::fact_except | Rule::fact_frame | Rule::fact_test, _)
        | (Rule::words | Rule::topic_weak | Rule::topic_near | Rule::topic_units, _)
        | (Rule::text, Rule::fact)
        | (Rule::blanks, Rule::fields) => Some(Break::Always),
        (Rule::also, _) => Some(Break::Wrap),
        (Rule::text, Rule::fact_except | Rule::words | Rule::topic_weak | Rule::topic_near | Rule::topic_units) => {
            Some(Break::Fill)
        }
        (Rule::infix, _) => {
            let joins = pair.clone().into_inner().any(|part| matches!(part.as_rule(), Rule::kw_and | Rule::kw_or));
            joins.then_some(Break::Wrap)
        }
        _ => None,
    }
}

fn joint(of: Rule, above: Rule, text: &str) -> Option<Joint> {
    match (of, above) {
        (Rule::infix | Rule::equal, _) => Some(Joint::Infix),
        (Rule::prefix, _) if !text.starts_with("not") => Some(Joint::Prefix),
        (Rule::figure, _) if !text.starts_with(|c: char| c.is_numeric()) => Some(Joint::Prefix),
        (Rule::open_paren, Rule::sum | Rule::states | Rule::length) => Some(Joint::Call),
        _ => None,
    }
}

/// What a leaf says, in one spelling; nothing for what its rule says already.
fn words(of: Rule, text: &str) -> String {
    match of {
        Rule::text => text.to_owned(),
        Rule::edition_name if text.starts_with('"') => text.to_owned(),
        Rule::name | Rule::part | Rule::code | Rule::edition_name | Rule::year | Rule::date | Rule::number => {
            text.chars().map(half_width).collect()
        }
        Rule::figure => text.chars().map(half_width).filter(|c| *c != ' ').collect(),
        Rule::form_check => text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}
