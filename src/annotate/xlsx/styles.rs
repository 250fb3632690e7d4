//! The styles of a workbook, with those of marked cells once more, filled.

use super::super::{
    edits::Edits,
    fill,
    outline::{Element, outline},
    package::Package,
    tag::with_attribute,
};
use crate::{report::NoReport, slice::Slice};
use std::collections::{BTreeMap, BTreeSet};

/// Excel knows no more styles of cells than this.
const MOST: usize = 64_000;

/// The styles while they are extended. Where a workbook has none, nothing is shaded.
pub(super) struct Styles {
    name: String,
    text: String,
    fills: Option<Element>,
    formats: Option<Element>,
    /// The fills of an earlier check.
    own_fills: [Option<usize>; 2],
    /// The numbers of the fills, those of an earlier check or new ones.
    fill_numbers: [usize; 2],
    /// The style that a style becomes where it is filled.
    shaded: BTreeMap<(usize, bool), usize>,
    /// The new ones, in order.
    new: Vec<String>,
}

/// The two colours: of what is wrong, of what is to be looked at.
const BOTH: [bool; 2] = [true, false];

impl Styles {
    pub(super) fn of(package: &mut Package<'_>, name: Option<&str>) -> Result<Styles, NoReport> {
        let text = name.map(|name| package.text(name)).transpose()?.flatten().unwrap_or_default();
        let root = outline(&text, 0, 3);
        let mut children = root.into_iter().flat_map(|root| root.children).collect::<Vec<_>>();
        let mut take = |name: &str| {
            let at = children.iter().position(|child| child.name() == name && !child.ends_itself());
            at.map(|at| children.swap_remove(at))
        };
        let (fills, formats) = (take("fills"), take("cellXfs"));
        let name = name.unwrap_or_default().to_owned();
        let own_fills = BOTH.map(|is_wrong| {
            let color = format!("\"FF{}\"", fill(is_wrong));
            let is_own = |fill: &Element| text.get(fill.whole()).is_some_and(|fill| fill.contains(&color));
            fills.as_ref()?.children.iter().position(is_own)
        });
        let mut next = fills.as_ref().map_or(0, |fills| fills.children.len())..;
        let fill_numbers = own_fills.map(|own| own.or_else(|| next.next()).unwrap_or_default());
        Ok(Styles { name, text, fills, formats, own_fills, fill_numbers, shaded: BTreeMap::new(), new: Vec::new() })
    }

    /// The styles of cells that an earlier check has filled.
    pub(super) fn own(&self) -> BTreeSet<usize> {
        let formats = self.formats.iter().flat_map(|formats| &formats.children).enumerate();
        formats.filter(|(_, format)| self.is_own(format)).map(|(number, _)| number).collect()
    }

    fn is_own(&self, format: &Element) -> bool {
        let fill = format.attribute("fillId").and_then(|fill| fill.parse::<usize>().ok());
        fill.is_some_and(|fill| self.own_fills.contains(&Some(fill)))
    }

    /// The number of the style that looks as another one does, but filled.
    pub(super) fn shaded(&mut self, style: usize, is_wrong: bool) -> Option<usize> {
        if let Some(known) = self.shaded.get(&(style, is_wrong)) {
            return Some(*known);
        }
        let (_, formats) = self.fills.as_ref().zip(self.formats.as_ref())?;
        let own = formats.children.get(style).or(formats.children.first())?;
        let [wrong, asked] = self.fill_numbers;
        let written = self.filled(own, if is_wrong { wrong } else { asked })?;
        let number = self.number(written)?;
        self.shaded.insert((style, is_wrong), number);
        Some(number)
    }

    /// The style that a cell had before an earlier check has filled it: one that differs in nothing else, else one without a fill.
    pub(super) fn unshaded(&mut self, style: usize) -> usize {
        let formats = self.formats.iter().flat_map(|formats| &formats.children);
        let Some(own) = formats.clone().nth(style).filter(|own| self.is_own(own)) else { return style };
        let plain = self.filled(own, 0);
        let before = formats.clone().position(|other| !self.is_own(other) && self.filled(other, 0) == plain);
        before.or_else(|| self.number(plain?)).unwrap_or(style)
    }

    /// A style as it is written with another fill.
    fn filled(&self, format: &Element, fill: usize) -> Option<String> {
        let tag = with_attribute(self.text.get(format.open.clone())?, "fillId", &fill.to_string());
        let tag = with_attribute(&tag, "applyFill", "1");
        let rest = self.text.get(format.open.end..format.close.end)?;
        Some(format!("{tag}{rest}"))
    }

    /// The number of a style: that of one that is written so already, else that of a new one.
    fn number(&mut self, written: String) -> Option<usize> {
        let formats = &self.formats.as_ref()?.children;
        let known = formats.iter().position(|format| self.text.get(format.whole()) == Some(written.as_str()));
        let known = known.or_else(|| Some(self.new.iter().position(|new| *new == written)? + formats.len()));
        let number = formats.len() + self.new.len();
        if known.is_some() || number >= MOST {
            return known;
        }
        self.new.push(written);
        Some(number)
    }

    /// Writes them, if there are new ones.
    pub(super) fn finish(self, package: &mut Package<'_>) {
        let (Some(fills), Some(formats)) = (&self.fills, &self.formats) else { return };
        if self.new.is_empty() {
            return;
        }
        let tag = self.text.slice(fills.open.clone());
        let prefix = tag.trim_start_matches('<').split_once("fills").map_or("", |(prefix, _)| prefix);
        let missing = BOTH.into_iter().zip(self.own_fills).filter(|(_, own)| own.is_none());
        let new_fills = missing.map(|(is_wrong, _)| {
            let color = fill(is_wrong);
            format!(
                "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"FF{color}\"/><{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>"
            )
        });
        let mut edits = Edits::of(&self.text);
        self.extend(&mut edits, fills, &new_fills.collect::<Vec<_>>());
        self.extend(&mut edits, formats, &self.new);
        package.set(&self.name, edits.finish());
    }

    fn extend(&self, edits: &mut Edits<'_>, list: &Element, new: &[String]) {
        let tag = self.text.slice(list.open.clone());
        let count = (list.children.len() + new.len()).to_string();
        if list.attribute("count").is_some() {
            edits.replace(list.open.clone(), with_attribute(tag, "count", &count));
        }
        edits.insert(list.close.start, new.concat());
    }
}
