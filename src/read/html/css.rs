//! What the styles of a page say of how its words are seen: hidden, or set off from the words around them. Rules for classes are
//! minded, and those for an element with a class; no others.

use crate::slice::Slice;
use std::collections::{HashMap, HashSet};

/// How words are seen; none where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) hidden: Option<bool>,
    /// Not seen, but its place is kept.
    pub(super) blank: Option<bool>,
    struck: Option<bool>,
    /// Raised, or hardly seen.
    off: Option<bool>,
}

impl Look {
    /// What declarations say: those of an attribute, or of a rule.
    pub(super) fn of(declarations: &str) -> Look {
        let mut look = Look::default();
        for (name, value) in declarations.split(';').filter_map(|declaration| declaration.split_once(':')) {
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
            let value = value.trim_end_matches("!important").trim_end();
            match name.as_str() {
                "display" => look.hidden = Some(value == "none"),
                "visibility" => look.blank = Some(matches!(value, "hidden" | "collapse")),
                "text-decoration" | "text-decoration-line" => look.struck = Some(value.contains("line-through")),
                "vertical-align" | "mso-text-raise" => look.set_off(is_raised(value)),
                // Seen by some programs, or by nobody: not to be read as one with what stands beside it.
                "mso-hide" | "position" => look.set_off(matches!(value, "all" | "absolute" | "fixed")),
                "opacity" | "font-size" | "width" | "max-width" => look.set_off(is_zero(value)),
                "text-indent" => look.set_off(value.starts_with("-9")),
                _ => {}
            }
        }
        look
    }

    /// Whether it is no part of the word beside it.
    pub(super) fn is_apart(self) -> bool {
        self.struck == Some(true) || self.off == Some(true)
    }

    fn set_off(&mut self, is_off: bool) {
        self.off = if is_off { Some(true) } else { self.off };
    }

    /// What is not said is as in the other.
    fn or(self, other: Look) -> Look {
        Look {
            hidden: self.hidden.or(other.hidden),
            blank: self.blank.or(other.blank),
            struck: self.struck.or(other.struck),
            off: self.off.or(other.off),
        }
    }

    /// What is left of it where it holds for some readers, on some screens, or in print: there it may be seen and not be seen.
    fn at_times(self) -> Look {
        let unseen = self.hidden == Some(true) || self.blank == Some(true);
        Look { off: unseen.then_some(true), ..Look::default() }
    }

    fn is_shown(self) -> bool {
        self.hidden == Some(false) || self.blank == Some(false)
    }
}

/// `super`, `4pt`, `-20%`; not `middle`, `0`.
fn is_raised(value: &str) -> bool {
    matches!(value, "super" | "sub") || (value.starts_with(['-', '.']) || value.starts_with(char::is_numeric)) && !is_zero(value)
}

/// `0`, `0px`, `0.0em`.
fn is_zero(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    !number.is_empty() && number.chars().all(|c| matches!(c, '0' | '.' | '-'))
}

/// A rule for elements of some classes.
#[derive(Debug)]
struct Rule {
    /// The element, if it is for one kind only.
    element: String,
    /// The other classes that it needs.
    classes: Vec<String>,
    look: Look,
}

/// The rules of a page, by the last class that each needs.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    text: String,
    /// How much of the text has been looked through.
    read: usize,
    rules: HashMap<String, Vec<Rule>>,
    /// The classes of what is shown by rules that are not minded, whatever else hides it.
    shown: HashSet<String>,
}

impl Sheet {
    /// Text of an element that holds styles.
    pub(super) fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// How an element looks that has these classes and these declarations of its own.
    pub(super) fn look(&mut self, element: &str, classes: &str, own: Look) -> Look {
        if self.read < self.text.len() {
            self.read_on();
        }
        let has = |class: &String| classes.split_ascii_whitespace().any(|other| other == class);
        let mut found: Vec<&Rule> = Vec::new();
        for rules in classes.split_ascii_whitespace().filter_map(|class| self.rules.get(class)) {
            let fits = |rule: &&Rule| (rule.element.is_empty() || rule.element == element) && rule.classes.iter().all(has);
            found.extend(rules.iter().filter(fits));
        }
        // Of rules that fit, the more particular one holds, and of equals the later one.
        found.sort_by_key(|rule| (rule.classes.len(), !rule.element.is_empty()));
        let look = found.iter().rev().fold(own, |look, rule| look.or(rule.look));
        let is_shown = classes.split_ascii_whitespace().any(|class| self.shown.contains(class));
        if is_shown { Look { hidden: own.hidden, blank: own.blank, ..look } } else { look }
    }

    fn read_on(&mut self) {
        let new = self.text.split_off(self.read.min(self.text.len()));
        let mut rest = new.as_str();
        while let Some((selectors, behind)) = rest.split_once('{') {
            let selectors = selector_of(selectors);
            if selectors.starts_with('@') {
                let (block, behind) = block(behind);
                self.read_block(block);
                rest = behind;
                continue;
            }
            let (declarations, behind) = behind.split_once('}').unwrap_or((behind, ""));
            self.add_rules(selectors, Look::of(declarations), Holds::Always);
            rest = behind;
        }
        self.text.push_str(&new);
        self.read = self.text.len();
    }

    /// The rules of a block: of one screen, of print.
    fn read_block(&mut self, block: &str) {
        let mut rest = block;
        while let Some((selectors, behind)) = rest.split_once('{') {
            let (declarations, behind) = behind.split_once('}').unwrap_or((behind, ""));
            self.add_rules(selector_of(selectors), Look::of(declarations), Holds::AtTimes);
            rest = behind;
        }
    }

    fn add_rules(&mut self, selectors: &str, look: Look, holds: Holds) {
        if look != Look::default() {
            selectors.split(',').for_each(|selector| self.add_rule(selector.trim(), look, holds));
        }
    }

    /// A rule for one element with classes: `.a`, `td.a`, `.a.b`. Of another one, only that it shows something is minded.
    fn add_rule(&mut self, selector: &str, look: Look, holds: Holds) {
        let is_minded = !selector.contains(|c: char| is_between(c) || matches!(c, ':' | '[' | '#' | '*'));
        if look.is_shown() && (!is_minded || holds == Holds::AtTimes) {
            let last = selector.rsplit(is_between).next().unwrap_or_default();
            self.shown.extend(last.split([':', '[', '#']).next().unwrap_or_default().split('.').skip(1).map(str::to_owned));
        }
        let mut names = selector.split('.').map(str::to_owned);
        let element = names.next().unwrap_or_default().to_ascii_lowercase();
        let mut classes: Vec<String> = names.collect();
        if let Some(last) = classes.pop().filter(|_| is_minded) {
            let look = if holds == Holds::Always { look } else { look.at_times() };
            self.rules.entry(last).or_default().push(Rule { element, classes, look });
        }
    }
}

/// When a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Always,
    AtTimes,
}

/// Whether a letter parts an element of a selector from the next one.
fn is_between(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '>' | '+' | '~')
}

/// What stands in front of a block, without comments.
fn selector_of(text: &str) -> &str {
    text.rsplit("*/").next().unwrap_or_default().trim_start_matches("<!--").trim()
}

/// A block within which blocks may stand, and what stands behind it.
fn block(text: &str) -> (&str, &str) {
    let mut depth = 1usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return (text.slice(..at), text.slice(at.saturating_add(1)..));
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_say_how_words_are_seen() {
        let none = Look::default();
        let (hidden, apart) = (Look { hidden: Some(true), ..none }, Look { off: Some(true), ..none });
        let (blank, struck) = (|is| Look { blank: Some(is), ..none }, |is| Look { struck: Some(is), ..none });
        for (declarations, look) in [
            ("color:red; DISPLAY : None", hidden),
            ("visibility:hidden", blank(true)),
            ("visibility:visible", blank(false)),
            ("display:none !important", hidden),
            ("vertical-align:super;font-size:60%", apart),
            ("vertical-align: 4.0pt", apart),
            ("text-decoration: underline line-through", struck(true)),
            ("text-decoration:none", struck(false)),
            ("font-size:0px", apart),
            ("mso-hide:all", apart),
            ("vertical-align:middle;font-size:10.5pt;position:relative;width:100%", Look::default()),
            ("vertical-align:0", Look::default()),
            ("opacity:.9", Look::default()),
        ] {
            assert_eq!(Look::of(declarations), look, "{declarations}");
        }
    }

    #[test]
    fn rules_hold_for_their_classes() {
        let mut sheet = Sheet::default();
        sheet.add("/* a */ .old, td.gone { text-decoration:line-through } @media print { .p{display:none} .q{display:none} }");
        sheet.add(".tab{display:none} .tab.on{display:block} .a .b{display:none} .c:hover{display:none}");
        let mut look = |element: &str, classes: &str| sheet.look(element, classes, Look::default());
        assert!(look("span", "x old").is_apart() && look("td", "gone").is_apart() && !look("span", "gone").is_apart());
        assert_eq!((look("p", "tab").hidden, look("p", "on tab").hidden), (Some(true), Some(false)));
        for classes in ["b", "c", ""] {
            assert_eq!(look("span", classes), Look::default(), "{classes}");
        }
        // In print it is not seen: no part of what stands beside it.
        assert!(look("span", "p").is_apart() && look("span", "q").hidden.is_none());
        let own = Look { hidden: Some(false), ..Look::default() };
        assert_eq!(sheet.look("p", "tab", own), own);
        let none = Look { struck: Some(false), ..Look::default() };
        assert!(!sheet.look("span", "old", none).is_apart());
    }

    #[test]
    fn what_a_rule_shows_that_is_not_minded_is_not_hidden() {
        let mut sheet = Sheet::default();
        sheet.add(
            ".n{display:none} .a .n{display:block} .m{display:none!important} @media (min-width:9em) { .l{display:inline} }",
        );
        sheet.add(".f{visibility:hidden} .f:target{visibility:visible} .g{display:none} .a .g{color:red}");
        for (classes, hidden) in [("n", None), ("m", Some(true)), ("m l", None), ("f", None), ("g", Some(true))] {
            assert_eq!(sheet.look("span", classes, Look::default()).hidden, hidden, "{classes}");
        }
        assert_eq!(sheet.look("span", "f", Look::default()).blank, None);
    }
}
