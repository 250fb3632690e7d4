//! A table that an export writes row by row, as CSV or as Parquet.

#[cfg(feature = "parquet")]
use super::parquet;
use crate::cli::relation::{Column, TableFormat};
use std::io::{self, Write};

pub(super) enum Table<'w> {
    Csv(csv::Writer<&'w mut dyn Write>),
    #[cfg(feature = "parquet")]
    Parquet(parquet::Table<'w>),
}

impl<'w> Table<'w> {
    /// Begins a table; an error where the format is not built in.
    pub(super) fn new(format: TableFormat, columns: &[Column], out: &'w mut dyn Write) -> io::Result<Table<'w>> {
        match format {
            TableFormat::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(columns.iter().map(|column| column.name())).map_err(io::Error::other)?;
                Ok(Table::Csv(writer))
            }
            #[cfg(feature = "parquet")]
            TableFormat::Parquet => Ok(Table::Parquet(parquet::Table::new(columns, out)?)),
            #[cfg(not(feature = "parquet"))]
            TableFormat::Parquet => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    pub(super) fn row(&mut self, fields: &[&str]) -> io::Result<()> {
        match self {
            Table::Csv(writer) => writer.write_record(fields).map_err(io::Error::other),
            #[cfg(feature = "parquet")]
            Table::Parquet(table) => table.row(fields),
        }
    }

    pub(super) fn end(self) -> io::Result<()> {
        match self {
            Table::Csv(mut writer) => writer.flush(),
            #[cfg(feature = "parquet")]
            Table::Parquet(table) => table.end(),
        }
    }
}
