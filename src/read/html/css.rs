//! What the styles of a page say of how its words are seen: hidden, or set off from the words around them. Rules for classes are
//! minded, and those for an element with a class; no others.

use std::collections::HashMap;

/// How words are seen; none where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) hidden: Option<bool>,
    /// Raised, struck out, or hardly seen: no part of the word beside it.
    pub(super) apart: Option<bool>,
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
                "visibility" if value == "hidden" => look.hidden = Some(true),
                "vertical-align" => look.set_apart(is_raised(value)),
                "text-decoration" | "text-decoration-line" => look.set_apart(value.contains("line-through")),
                "mso-text-raise" => look.set_apart(is_raised(value)),
                // Seen by some programs, or by nobody: not to be read as one with what stands beside it.
                "mso-hide" | "position" => look.set_apart(matches!(value, "all" | "absolute" | "fixed")),
                "opacity" | "font-size" | "width" | "max-width" => look.set_apart(is_zero(value)),
                "text-indent" => look.set_apart(value.starts_with("-9")),
                _ => {}
            }
        }
        look
    }

    fn set_apart(&mut self, is_apart: bool) {
        self.apart = if is_apart { Some(true) } else { self.apart };
    }

    /// What is not said is as in the other.
    fn or(self, other: Look) -> Look {
        Look { hidden: self.hidden.or(other.hidden), apart: self.apart.or(other.apart) }
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
        found.iter().rev().fold(own, |look, rule| look.or(rule.look))
    }

    fn read_on(&mut self) {
        let new = self.text.split_off(self.read.min(self.text.len()));
        let mut rest = new.as_str();
        while let Some((selectors, behind)) = rest.split_once('{') {
            let selectors = selectors.rsplit("*/").next().unwrap_or_default().trim_start_matches("<!--").trim();
            if selectors.starts_with('@') {
                rest = behind_block(behind);
                continue;
            }
            let (declarations, behind) = behind.split_once('}').unwrap_or((behind, ""));
            let look = Look::of(declarations);
            if look != Look::default() {
                selectors.split(',').for_each(|selector| self.add_rule(selector.trim(), look));
            }
            rest = behind;
        }
        self.text.push_str(&new);
        self.read = self.text.len();
    }

    /// A rule for one element with classes: `.a`, `td.a`, `.a.b`.
    fn add_rule(&mut self, selector: &str, look: Look) {
        if selector.contains(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '+' | '~' | ':' | '[' | '#' | '*')) {
            return;
        }
        let mut names = selector.split('.').map(str::to_owned);
        let element = names.next().unwrap_or_default().to_ascii_lowercase();
        let mut classes: Vec<String> = names.collect();
        if let Some(last) = classes.pop() {
            self.rules.entry(last).or_default().push(Rule { element, classes, look });
        }
    }
}

/// What stands behind a block within which blocks may stand.
fn behind_block(text: &str) -> &str {
    let mut depth = 1usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return text.get(at.saturating_add(1)..).unwrap_or_default();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_say_how_words_are_seen() {
        let (hidden, apart) = (Look { hidden: Some(true), apart: None }, Look { hidden: None, apart: Some(true) });
        for (declarations, look) in [
            ("color:red; DISPLAY : None", hidden),
            ("visibility:hidden", hidden),
            ("display:none !important", hidden),
            ("vertical-align:super;font-size:60%", apart),
            ("vertical-align: 4.0pt", apart),
            ("text-decoration: underline line-through", apart),
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
        assert_eq!(look("span", "x old").apart, Some(true));
        assert_eq!((look("td", "gone").apart, look("span", "gone").apart), (Some(true), None));
        assert_eq!((look("p", "tab").hidden, look("p", "on tab").hidden), (Some(true), Some(false)));
        for classes in ["p", "q", "b", "c", ""] {
            assert_eq!(look("span", classes), Look::default(), "{classes}");
        }
        let own = Look { hidden: Some(false), apart: None };
        assert_eq!(sheet.look("p", "tab", own), own);
    }
}
