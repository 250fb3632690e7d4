//! A figure, and what it is a figure of. Plain data.

use super::figure::Figure;
use crate::number::Number;
use std::ops::Range;

/// Of which year a figure is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Period {
    #[default]
    This,
    Last,
    Next,
    Other,
    /// A part of a year.
    Part,
    /// A mean or an extreme.
    Mean,
    /// Several years.
    Several,
    /// 累计, with no word of the year.
    Unclear,
}

/// In which role a figure stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Whole,
    /// Behind 其中.
    Part,
    Share,
    /// So much more or less.
    Change,
    /// What it was before.
    Before,
    Rate,
    Multiple,
}

/// Whose figure it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Whose {
    #[default]
    Own,
    Foreign,
}

/// Where the words of a figure end on the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stop {
    #[default]
    Start,
    Comma,
    Figure,
    Other,
}

/// The words that belong to a figure.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    /// In front of it, in order.
    pub(super) left: Vec<Range<usize>>,
    pub(super) right: Range<usize>,
    pub(super) stop: Stop,
}

/// A figure and what it is a figure of.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) figure: Figure,
    pub(super) label: Label,
    /// The words in front of it, as text.
    pub(super) left: String,
    pub(super) topic: Option<usize>,
    pub(super) event: Option<usize>,
    pub(super) period: Period,
    pub(super) whose: Whose,
    pub(super) role: Role,
    /// Of a change: whether it is more.
    pub(super) up: bool,
    /// How many characters between topic and figure are not known.
    pub(super) unknown: usize,
    /// No event is named.
    pub(super) bare: bool,
    /// The topic stands elsewhere.
    pub(super) inherited: bool,
    /// The topic stands in another sentence, or above.
    pub(super) far: bool,
    /// What brings the topic into reach is there.
    pub(super) anchored: bool,
    /// It got its words from in front of 分别.
    pub(super) is_apart: bool,
}

impl Frame {
    pub(super) fn new(figure: Figure) -> Frame {
        Frame {
            figure,
            label: Label::default(),
            left: String::new(),
            topic: None,
            event: None,
            period: Period::This,
            whose: Whose::Own,
            role: Role::Whole,
            up: false,
            unknown: 0,
            bare: false,
            inherited: false,
            far: false,
            anchored: true,
            is_apart: false,
        }
    }

    pub(super) fn start(&self) -> usize {
        self.figure.range.start
    }

    pub(super) fn is_number_of(&self) -> bool {
        matches!(self.role, Role::Whole | Role::Part)
    }

    /// Whether it counts things of a topic, and is no turn of speech (告知一次).
    pub(super) fn counts(&self) -> bool {
        let is_turn = !self.figure.exact && self.figure.number == Number::whole(1);
        self.topic.is_some() && self.is_number_of() && self.figure.is_count() && !is_turn
    }
}
