//! What the styles of a workbook say of figures: their number formats, and whether they are struck out.

use super::{format::Format, rich::is_on};
use crate::{
    read::xml::{BytesStart, Listener, attribute, attributes, listen},
    report::NoReport,
};
use std::collections::HashMap;

/// Excel knows no more styles than this.
const MAX_STYLES: usize = 65_536;

/// How a cell looks, as far as it matters.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) format: Format,
    pub(super) is_struck: bool,
}

/// The styles, by their numbers.
pub(super) fn read(xml: &str) -> Result<Vec<Style>, NoReport> {
    let mut styles = Styles::default();
    listen(xml, &mut styles)?;
    let style = |(format, font): &(u32, usize)| Style {
        format: styles.codes.get(format).cloned().unwrap_or_else(|| Format::built_in(*format)),
        is_struck: styles.struck.get(*font).copied().unwrap_or(false),
    };
    Ok(styles.ids.iter().map(style).collect())
}

#[derive(Default)]
struct Styles {
    /// The formats that the workbook brings along.
    codes: HashMap<u32, Format>,
    /// For each font, whether it strikes out.
    struck: Vec<bool>,
    /// The format and the font of each style.
    ids: Vec<(u32, usize)>,
}

impl Listener for Styles {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, open: &[&str]) -> Result<(), NoReport> {
        match (open, name) {
            ([.., "cellXfs"], "xf") if self.ids.len() < MAX_STYLES => {
                let [format, font] = attributes(element, ["numFmtId", "fontId"]);
                let format = format.and_then(|id| id.parse().ok()).unwrap_or(0);
                self.ids.push((format, font.and_then(|id| id.parse().ok()).unwrap_or(usize::MAX)));
            }
            ([.., "fonts"], "font") if self.struck.len() < MAX_STYLES => self.struck.push(false),
            ([.., "fonts", "font"], "strike") => {
                self.struck.last_mut().into_iter().for_each(|struck| *struck = is_on(element));
            }
            (_, "numFmt") if self.codes.len() < MAX_STYLES => {
                let code = attribute(element, "formatCode").unwrap_or_default();
                let id = attribute(element, "numFmtId").and_then(|id| id.parse().ok());
                self.codes.extend(id.map(|id| (id, Format::of_code(&code))));
            }
            _ => {}
        }
        Ok(())
    }
}
