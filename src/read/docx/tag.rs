//! What the elements of a Word document are to somebody who reads it.

/// An element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Table,
    Row,
    /// What is said of a row.
    RowProperties,
    Cell,
    /// How many columns a cell covers.
    GridSpan,
    /// How many columns a row leaves out in front.
    GridBefore,
    /// A cell that goes on with the one above.
    MergedDown,
    /// A cell that goes on with the one to its left.
    MergedAside,
    /// A cell that was deleted.
    DeletedCell,
    Paragraph,
    /// Characters of one look.
    Run,
    /// What is said of a run, or of a paragraph's end.
    RunProperties,
    /// Superscript and subscript.
    Raised,
    /// How far it is raised or lowered by hand.
    Position,
    Struck,
    /// The style of a run.
    RunStyle,
    /// The style of a paragraph.
    ParagraphStyle,
    /// A list to choose from, in a field of a form.
    DropDown,
    /// A box to tick, in a field of a form.
    CheckBox,
    /// The place of a comment.
    Comment,
    /// Not shown.
    Vanished,
    Text,
    Tab,
    Break,
    /// A hyphen that keeps its words together.
    Hyphen,
    /// A character of a symbol font.
    Symbol,
    /// What was deleted, looks before they were changed, and what programs show that do not know the better choice.
    Gone,
    /// Drawings and text boxes.
    Aside,
    /// A drawing that stands in the line of text like a letter.
    Inline,
    /// A shape of an old drawing; it stands in the line unless it says where else.
    Shape,
    /// A picture in a drawing.
    Picture,
    /// An object of another program.
    Object,
    /// What a field is computed from.
    Instruction,
    /// Says that a content control shows only what to type there.
    Placeholder,
    /// A content control.
    Control,
    /// A document of another kind, put in whole.
    Chunk,
    /// Anything else.
    Other,
}

impl Tag {
    /// By the local name; the prefix is a matter of taste.
    pub(super) fn of(name: &str) -> Tag {
        match name {
            "tbl" => Tag::Table,
            "tr" => Tag::Row,
            "trPr" => Tag::RowProperties,
            "tc" => Tag::Cell,
            "gridSpan" => Tag::GridSpan,
            "gridBefore" => Tag::GridBefore,
            "vMerge" => Tag::MergedDown,
            "hMerge" => Tag::MergedAside,
            "cellDel" => Tag::DeletedCell,
            "p" => Tag::Paragraph,
            "r" => Tag::Run,
            "rPr" => Tag::RunProperties,
            "vertAlign" => Tag::Raised,
            "position" => Tag::Position,
            "rStyle" => Tag::RunStyle,
            "pStyle" => Tag::ParagraphStyle,
            "strike" | "dstrike" => Tag::Struck,
            "ddList" => Tag::DropDown,
            "checkBox" => Tag::CheckBox,
            "commentReference" => Tag::Comment,
            "vanish" => Tag::Vanished,
            "t" => Tag::Text,
            "tab" | "ptab" => Tag::Tab,
            "br" | "cr" => Tag::Break,
            "noBreakHyphen" => Tag::Hyphen,
            "sym" => Tag::Symbol,
            "del" | "moveFrom" | "rt" | "tabs" | "rPrChange" | "pPrChange" | "tcPrChange" | "trPrChange" | "tblPrChange"
            | "tblPrExChange" | "sectPrChange" | "tblGridChange" | "numberingChange" | "Fallback" => Tag::Gone,
            "drawing" | "pict" => Tag::Aside,
            "inline" => Tag::Inline,
            "shape" | "rect" => Tag::Shape,
            "pic" | "imagedata" => Tag::Picture,
            "object" => Tag::Object,
            "instrText" => Tag::Instruction,
            "showingPlcHdr" => Tag::Placeholder,
            "sdt" => Tag::Control,
            "altChunk" => Tag::Chunk,
            _ => Tag::Other,
        }
    }
}
