//! The styles of a workbook, with those of marked cells once more, filled.

use super::super::{
    edits::Edits,
    fill,
    outline::{Element, outline},
    package::Package,
    tag::with_attribute,
};
use crate::report::NoReport;
use std::collections::BTreeMap;

/// Excel knows no more styles of cells than this.
const MOST: usize = 64_000;

/// The styles while they are extended. Where a workbook has none, nothing is shaded.
pub(super) struct Styles {
    name: String,
    text: String,
    fills: Option<Element>,
    formats: Option<Element>,
    /// The style that a style becomes where it is filled.
    shaded: BTreeMap<(usize, bool), usize>,
    /// The new ones, in order.
    new: Vec<String>,
}

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
        Ok(Styles { name, text, fills, formats, shaded: BTreeMap::new(), new: Vec::new() })
    }

    /// The number of the style that looks as another one does, but filled.
    pub(super) fn shaded(&mut self, style: usize, is_wrong: bool) -> Option<usize> {
        if let Some(known) = self.shaded.get(&(style, is_wrong)) {
            return Some(*known);
        }
        let (fills, formats) = (self.fills.as_ref()?, self.formats.as_ref()?);
        let own = formats.children.get(style).or(formats.children.first())?;
        let number = formats.children.len().saturating_add(self.new.len());
        if number >= MOST {
            return None;
        }
        let fill = fills.children.len().saturating_add(usize::from(!is_wrong)).to_string();
        let tag = with_attribute(self.text.get(own.open.clone())?, "fillId", &fill);
        let tag = with_attribute(&tag, "applyFill", "1");
        let rest = self.text.get(own.open.end..own.close.end)?;
        self.new.push(format!("{tag}{rest}"));
        self.shaded.insert((style, is_wrong), number);
        Some(number)
    }

    /// Writes them, if there are new ones.
    pub(super) fn finish(self, package: &mut Package<'_>) {
        let (Some(fills), Some(formats)) = (&self.fills, &self.formats) else { return };
        if self.new.is_empty() {
            return;
        }
        let tag = self.text.get(fills.open.clone()).unwrap_or_default();
        let prefix = tag.trim_start_matches('<').split_once("fills").map_or("", |(prefix, _)| prefix);
        let new_fills = [true, false].map(|is_wrong| {
            let color = fill(is_wrong);
            format!(
                "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"FF{color}\"/><{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>"
            )
        });
        let mut edits = Edits::of(&self.text);
        self.extend(&mut edits, fills, &new_fills);
        self.extend(&mut edits, formats, &self.new);
        package.set(&self.name, edits.finish());
    }

    fn extend(&self, edits: &mut Edits<'_>, list: &Element, new: &[String]) {
        let tag = self.text.get(list.open.clone()).unwrap_or_default();
        let count = list.children.len().saturating_add(new.len()).to_string();
        if list.attribute("count").is_some() {
            edits.replace(list.open.clone(), with_attribute(tag, "count", &count));
        }
        edits.insert(list.close.start, new.concat());
    }
}
