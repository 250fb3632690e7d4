//! The choices for which the rule language has a word: each in one list with its words, from which rule files are read and printed, and
//! which the compiled rules use as they are. Knows no grammar and no template.

/// Declares a choice: its values and their words.
macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$of:meta])* $value:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$of])* $value,)*
        }

        impl $name {
            /// Every value, in the order of the reference.
            pub const ALL: &'static [$name] = &[$($name::$value,)*];

            /// The words of all values, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            /// What is written for it.
            pub fn word(self) -> &'static str {
                match self {
                    $($name::$value => $word,)*
                }
            }

            /// The value that a word stands for.
            pub fn named(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}

pub(crate) use choice;

choice! {
    /// How bad a breach of a rule is.
    Severity {
        /// Statutory or definitional.
        Error = "error",
        /// Plausible reports can break it; a person decides.
        Warning = "warning",
        /// Worth knowing.
        Info = "info",
    }
}

choice! {
    /// What the prose states.
    FactKind {
        /// A number of things.
        Count = "count",
        /// An amount of money, in 元.
        Money = "money",
        /// A percentage, as a fraction of one.
        Percent = "percent",
        Date = "date",
        Year = "year",
        /// Words that say there is none: the figure is zero.
        None = "none",
        /// Words that say it of all: the figure is that of all, where it is written.
        All = "all",
        /// Words without a figure.
        Words = "words",
        /// A number without a unit: of parameters alone.
        Number = "number",
    }
}

impl FactKind {
    /// The kinds that a fact may be of.
    pub const OF_FACTS: &'static [&'static str] = &["count", "money", "percent", "date", "year", "none", "all", "words"];
    /// The kinds that a parameter may be of.
    pub const OF_PARAMETERS: &'static [&'static str] = &["count", "money", "percent", "date", "number"];
}

choice! {
    /// The shapes of statement that the engine finds in prose.
    Shape {
        /// A whole and its parts.
        Breakdown = "breakdown",
        /// A part and its percentage.
        Share = "share",
        /// A change against last year and its percentage.
        Growth = "growth",
    }
}

choice! {
    /// The engine's own checks of the form, which `require` names.
    FormCheck {
        /// All sections are there, and in order.
        SectionsInOrder = "sections in order",
        /// Each table is there.
        TablesPresent = "tables present",
        /// Something is filled in.
        FilledIn = "filled in",
        /// Each table has the layout of the report's own edition.
        OwnLayout = "own layout",
        /// No row or column is missing.
        WholeGrid = "whole grid",
        /// Counts are whole and not negative, money not negative.
        Kinds = "kinds",
        /// No total is blank beside a part that is not zero.
        TotalsFilled = "totals filled",
        /// What is printed in the row of a group is the sum of the group.
        SubtotalsAddUp = "subtotals add up",
        /// The prose cites no superseded basis.
        BasisInForce = "basis in force",
        /// Each unit of the roster has a report, and none has two. A check of the batch: no single report is held to it.
        EveryUnitReports = "every unit reports",
        /// A file is of the unit that its name says. A check of the batch, like the next two.
        ContentOfNamedUnit = "content of named unit",
        /// Which of a unit's submissions is current can be told.
        OneSubmission = "one submission",
        /// What a unit sent is on the year that is asked for.
        YearAskedFor = "year asked for",
        /// No fact is stated with two figures.
        FactsAgree = "facts agree",
        /// The tables are not last year's over again.
        UnlikePrior = "tables unlike prior",
        /// The tables are not those of another unit's report in the batch.
        UnlikeOthers = "tables unlike others",
    }
}

choice! {
    /// What became of a table, row or column in a new edition.
    ChangeKind {
        /// It has another name now.
        Renamed = "renamed",
        /// One line is a group of lines now: only their sum compares.
        Split = "split",
        /// Several lines are one now: it compares with their sum.
        Merged = "merged",
        /// It is new: there is nothing to compare with.
        Added = "added",
        /// It is there no more.
        Dropped = "dropped",
        /// It has its name still, but means something else: the years do not compare.
        Changed = "changed",
    }
}

choice! {
    /// What a blank cell of a table means.
    #[derive(Default)]
    Blank {
        /// It counts as zero, and is said once for each table.
        #[default]
        Zero = "zero",
        /// It is not known.
        Unknown = "unknown",
    }
}

choice! {
    /// What stands in a cell.
    #[derive(Default)]
    Measure {
        /// A whole number of things.
        #[default]
        Count = "count",
        /// An amount, decimals allowed.
        Money = "money",
        /// A number of any unit, decimals allowed.
        Number = "number",
        Percent = "percent",
        Text = "text",
        /// One of the words that the form prints.
        Choice = "choice",
        Date = "date",
    }
}

impl Measure {
    /// Whether it is a figure: what is no figure is never added, and a blank of it is no zero.
    #[inline]
    pub fn is_figure(self) -> bool {
        matches!(self, Measure::Count | Measure::Money | Measure::Number | Measure::Percent)
    }
}

choice! {
    /// What a report says of itself.
    About {
        /// Its kind, one of those that the form declares.
        Kind = "kind",
        /// When it was published.
        Published = "published",
        /// When it was received.
        Received = "received",
        Year = "year",
        /// Who reports.
        Agency = "agency",
    }
}

choice! {
    /// Which axis of a table.
    AxisKind {
        Rows = "rows",
        Columns = "columns",
    }
}

choice! {
    /// What a quantified rule runs over.
    Each {
        /// Every column: bare names are rows.
        Column = "column",
        /// Every row: bare names are columns.
        Row = "row",
        /// Every group that has a total, for every line of the other axis.
        Group = "group",
        /// Every cell of a table, or of the whole form.
        Cell = "cell",
    }
}

choice! {
    /// Another report that a figure is taken from.
    Whose {
        /// Last year's report of the same agency.
        Prior = "prior",
        /// The reports of the subordinate units on the same year, added up.
        Children = "children",
    }
}

choice! {
    /// Operators of arithmetic.
    Arithmetic {
        /// `+`
        Add = "+",
        /// `-`
        Subtract = "-",
        /// `*`
        Multiply = "*",
        /// `/`; dividing by zero leaves the rule unknown.
        Divide = "/",
    }
}
