//! Which number format the styles of a workbook have.

use super::format::Format;
use crate::{
    read::xml::{BytesStart, Listener, attribute, listen},
    report::NoReport,
};
use std::collections::HashMap;

/// Excel knows no more styles than this.
const MAX_STYLES: usize = 65_536;

/// The format of each style, by its number.
pub(super) fn read(xml: &str) -> Result<Vec<Format>, NoReport> {
    let mut styles = Styles::default();
    listen(xml, &mut styles)?;
    let own = &styles.codes;
    Ok(styles.ids.iter().map(|id| own.get(id).copied().unwrap_or_else(|| Format::built_in(*id))).collect())
}

#[derive(Default)]
struct Styles {
    /// The formats that the workbook brings along.
    codes: HashMap<u32, Format>,
    /// The format of each style.
    ids: Vec<u32>,
}

impl Listener for Styles {
    fn begin(&mut self, element: &BytesStart<'_>, open: &[&str]) -> Result<(), NoReport> {
        let name = element.local_name();
        let name = name.as_ref();
        let id = || attribute(element, "numFmtId").and_then(|id| id.parse().ok());
        if open.last() == Some(&"cellXfs") && name == "xf" && self.ids.len() < MAX_STYLES {
            self.ids.push(id().unwrap_or(0));
        } else if name == "numFmt" && self.codes.len() < MAX_STYLES {
            let code = attribute(element, "formatCode").unwrap_or_default();
            self.codes.extend(id().map(|id| (id, Format::of_code(&code))));
        }
        Ok(())
    }
}
