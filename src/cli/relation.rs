//! The tables that `gouji export` writes: their formats and columns.

use clap::ValueEnum;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Comma-separated values.
    Csv,
    /// Parquet, where the program was built with the feature `parquet`.
    Parquet,
}

/// A column: its name, and whether it holds integers. What is empty is nothing.
#[derive(Clone, Copy)]
pub(super) enum Column {
    Text(&'static str),
    Integer(&'static str),
}

impl Column {
    pub(super) fn name(self) -> &'static str {
        match self {
            Column::Text(name) | Column::Integer(name) => name,
        }
    }
}

impl TableFormat {
    /// How the names of its files end.
    pub(super) fn ending(self) -> &'static str {
        match self {
            TableFormat::Csv => "csv",
            TableFormat::Parquet => "parquet",
        }
    }

    /// Whether this program was built to write them.
    pub(super) fn is_built(self) -> bool {
        self == TableFormat::Csv || cfg!(feature = "parquet")
    }
}
