//! The drawing that shows the notes of a sheet: a box for each. Excel shows no note without one.

use super::{super::package::Package, Address};
use crate::report::NoReport;

const NAMES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";

/// The kind of shape that a note is.
const SHAPE: &str = "_x0000_t202";

/// Adds a drawing to a sheet that has none; what the sheet is to call it.
pub(super) fn add(package: &mut Package<'_>, sheet: &str, notes: &[(Address, usize)]) -> Result<String, NoReport> {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
    let name = package.free_name("xl/drawings/vmlDrawing", "vml");
    let layout = "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>";
    let text = format!("<xml {NAMES}>{layout}{}</xml>", boxes("", notes));
    package.set(&name, text);
    package.declare_ending("vml", KIND)?;
    package.relate(sheet, &name, "vmlDrawing")
}

/// Adds boxes to the drawing that a sheet has. It need not be sound XML, so only its end is looked for.
pub(super) fn extend(package: &mut Package<'_>, sheet: &str, id: &str, notes: &[(Address, usize)]) -> Result<(), NoReport> {
    let relation = package.relations(sheet)?.into_iter().find(|relation| relation.id == id);
    let Some(name) = relation.map(|relation| relation.target) else { return Ok(()) };
    let Some(text) = package.text(&name)? else { return Ok(()) };
    if let Some((before, after)) = text.rfind("</xml").and_then(|end| text.split_at_checked(end)) {
        package.set(&name, format!("{before}{}{after}", boxes(&text, notes)));
    }
    Ok(())
}

/// Takes the boxes of notes that are gone away.
pub(super) fn remove(package: &mut Package<'_>, sheet: &str, id: &str, gone: &[Address]) -> Result<(), NoReport> {
    let relation = package.relations(sheet)?.into_iter().find(|relation| relation.id == id);
    let Some(name) = relation.map(|relation| relation.target) else { return Ok(()) };
    let Some(text) = package.text(&name)? else { return Ok(()) };
    let mut pieces = text.split("<v:shape ");
    let mut left = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (own, behind) = piece.split_once("</v:shape>").unwrap_or((piece, ""));
        let number = |name: &str| own.split_once(&format!("<x:{name}>"))?.1.split_once('<')?.0.trim().parse().ok();
        let place = number("Row").zip(number("Column"));
        let is_gone = place.is_some_and(|place| gone.contains(&place)) && own.contains("\"Note\"");
        left.push_str(&if is_gone { behind.to_owned() } else { format!("<v:shape {piece}") });
    }
    package.set(&name, left);
    Ok(())
}

/// The boxes, for a drawing that holds others.
fn boxes(known: &str, notes: &[(Address, usize)]) -> String {
    let mut boxes = String::new();
    if !known.contains(&format!("id=\"{SHAPE}\"")) {
        boxes.push_str(&format!("<v:shapetype {NAMES} id=\"{SHAPE}\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"));
    }
    let numbers = known.split("_x0000_s").skip(1).filter_map(|rest| {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..digits)?.parse::<u32>().ok()
    });
    let first = numbers.max().unwrap_or(0).max(1024).saturating_add(1);
    boxes.extend((first..).zip(notes).map(|(number, (at, height))| shape(number, *at, *height)));
    boxes
}

fn shape(number: u32, (row, column): Address, height: usize) -> String {
    let tall = u32::try_from(height).unwrap_or(u32::MAX).min(40) + 1;
    let (left, right) = (column.saturating_add(1), column.saturating_add(5));
    let (top, bottom) = (row.saturating_sub(1), row.saturating_add(tall));
    let points = tall * 15;
    format!(
        "<v:shape {NAMES} id=\"_x0000_s{number}\" type=\"#{SHAPE}\" style=\"position:absolute;width:250pt;height:{points}pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
}
