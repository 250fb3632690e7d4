//! Which names may stand at a place, by what stands before it.

use super::scene::Scene;
use crate::{
    compile::index::{Index, LineRole, Symbol},
    syntax::token::Bracket,
    template::AxisKind,
};

/// Names that may stand at a place.
pub(super) enum Want {
    /// Rows or columns of a table.
    Lines {
        table: String,
        axis: AxisKind,
        /// The groups, instead of the lines and totals.
        groups: bool,
        /// Only those in this group, by what stands behind it; empty: all.
        within: String,
    },
    /// All of a kind.
    Symbols(fn(&Symbol) -> bool),
    /// What happens to a topic.
    Events(String),
}

const TABLES: Want = Want::Symbols(|symbol| matches!(symbol, Symbol::Table(_)));
const EDITIONS: Want = Want::Symbols(|symbol| matches!(symbol, Symbol::Edition(_)));
const SECTIONS: Want = Want::Symbols(|symbol| matches!(symbol, Symbol::Section(_)));
const FACTS: Want = Want::Symbols(|symbol| matches!(symbol, Symbol::Fact(_)));
const PARAMS: Want = Want::Symbols(|symbol| matches!(symbol, Symbol::Param(_)));
const TOPICS: Want = Want::Symbols(|symbol| matches!(symbol, Symbol::Topic(_)));
const RULES: Want = Want::Symbols(|symbol| matches!(symbol, Symbol::Rule(_)));

/// The names that may stand at the place.
pub(super) fn wanted(scene: &Scene<'_>, index: &Index) -> Vec<Want> {
    let before = |at: usize| at.checked_sub(1).and_then(|at| scene.before.get(at)).map(|token| scene.text(*token));
    match scene.open() {
        Some((Bracket::Square, at)) => return in_brackets(scene, before(at).unwrap_or_default(), at),
        Some((Bracket::Round, at)) => match before(at) {
            Some("sum") => return in_sum(scene, index),
            Some("states" | "told") => return vec![FACTS],
            Some("length" | "letters") => return vec![SECTIONS],
            _ => {}
        },
        _ => {}
    }
    by_word(scene, index)
}

/// `申请[`: rows; behind the comma: columns.
fn in_brackets(scene: &Scene<'_>, table: &str, at: usize) -> Vec<Want> {
    let comma = scene.before.iter().skip(at).any(|token| matches!(scene.text(*token), "," | "，"));
    let axis = if comma { AxisKind::Columns } else { AxisKind::Rows };
    vec![lines(table, axis, false)]
}

fn in_sum(scene: &Scene<'_>, index: &Index) -> Vec<Want> {
    let groups = scene.over().map(|(each, table)| match each {
        "row" => vec![lines(table, AxisKind::Columns, true)],
        "column" => vec![lines(table, AxisKind::Rows, true)],
        _ => Vec::new(),
    });
    let mut all = groups.unwrap_or_default();
    all.retain(|want| matches!(want, Want::Lines { table, .. } if has_table(index, table)));
    all.push(TABLES);
    all
}

fn has_table(index: &Index, table: &str) -> bool {
    index.declared(&Symbol::Table(table.to_owned())).is_some()
}

fn by_word(scene: &Scene<'_>, index: &Index) -> Vec<Want> {
    let line = scene.line();
    let on_line = |words: &[&str]| words.iter().any(|word| line.contains(word));
    match (scene.last(0), scene.last(1)) {
        ("of", _) if matches!(scene.item_word(), "fact" | "topic" | "event") => vec![TOPICS],
        ("of", _) if on_line(&["each", "row", "column"]) => vec![TABLES],
        ("of", _) => vec![TOPICS],
        ("edition" | "follows", _) => vec![EDITIONS],
        ("," | "，", _) if on_line(&["edition"]) => vec![EDITIONS],
        ("in" | "," | "，", _) if scene.item_word() == "fact" && on_line(&["fact"]) => vec![SECTIONS],
        ("event", _) if scene.item_word() == "fact" => vec![Want::Events(scene.behind("of").unwrap_or_default().to_owned())],
        ("prose", _) | ("section", "remove") => vec![SECTIONS],
        ("table", "remove" | "renamed" | "dropped" | "added" | "changed") => vec![TABLES],
        ("row" | "column", "remove" | "renamed" | "split" | "merged" | "dropped" | "added" | "changed") => {
            vec![Want::Symbols(|symbol| matches!(symbol, Symbol::Line { .. }))]
        }
        ("from", _) => vec![Want::Symbols(|symbol| matches!(symbol, Symbol::Line { .. } | Symbol::Table(_)))],
        ("set" | "blank" | "cause", _) => vec![TABLES],
        ("expect", _) => vec![RULES],
        ("at", _) => at(scene),
        ("prior" | "children", _) => Vec::new(),
        ("." | "．", "prior" | "children") => values(scene, index),
        _ if is_value(scene) => values(scene, index),
        _ => Vec::new(),
    }
}

/// Where a finding of the rule may stand. The rule is mostly the one that the test stands in.
fn at(scene: &Scene<'_>) -> Vec<Want> {
    let Some((each, table)) = scene.over() else { return vec![TABLES] };
    match each {
        "row" => vec![lines(table, AxisKind::Rows, false)],
        "column" => vec![lines(table, AxisKind::Columns, false)],
        "group" => vec![lines(table, AxisKind::Columns, true), lines(table, AxisKind::Rows, true)],
        _ => vec![TABLES],
    }
}

/// Whether a value belongs at the place: behind a word or mark of a condition.
fn is_value(scene: &Scene<'_>) -> bool {
    let marks = ["+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "~", "(", "（", "＝", "＋", "－"];
    let words = ["when", "require", "and", "or", "not"];
    matches!(scene.clause(), "when" | "require") && (marks.contains(&scene.last(0)) || words.contains(&scene.last(0)))
}

/// The names of values: what the rule runs over makes rows, columns or lines of groups of them.
pub(super) fn values(scene: &Scene<'_>, index: &Index) -> Vec<Want> {
    let own = match scene.over() {
        Some(("column", table)) => vec![lines(table, AxisKind::Rows, false)],
        Some(("row", table)) => vec![lines(table, AxisKind::Columns, false)],
        Some(("group", table)) => in_groups(table, index),
        _ => vec![FACTS],
    };
    own.into_iter().chain([PARAMS, TABLES]).collect()
}

/// The lines of the groups of a table, by their names in the group.
fn in_groups(table: &str, index: &Index) -> Vec<Want> {
    let axes = [AxisKind::Columns, AxisKind::Rows].into_iter();
    let groups =
        axes.flat_map(|axis| index.lines(table, axis).filter(|line| line.role == LineRole::Group).map(move |line| (axis, line)));
    let within = groups.filter_map(|(axis, line)| match &line.symbol {
        Symbol::Line { id, .. } => Some(Want::Lines { table: table.to_owned(), axis, groups: false, within: id.clone() }),
        _ => None,
    });
    within.collect()
}

fn lines(table: &str, axis: AxisKind, groups: bool) -> Want {
    Want::Lines { table: table.to_owned(), axis, groups, within: String::new() }
}
