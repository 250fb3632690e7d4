//! Parquet: what a warehouse loads with its types. Written in groups of rows, so that memory does not grow with the table.

use crate::cli::relation::Column;
use parquet::{
    basic::Compression,
    column::writer::ColumnWriter,
    data_type::ByteArray,
    errors::ParquetError,
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use std::{
    io::{self, Write},
    mem,
    sync::Arc,
};

/// How many rows a group has.
const GROUP: usize = 32_768;

/// The fields of a column that were not written yet: what there is, and for each row whether there is anything.
enum Fields {
    Text(Vec<ByteArray>, Vec<i16>),
    Integer(Vec<i64>, Vec<i16>),
}

impl Fields {
    fn new(column: &Column) -> Fields {
        match column {
            Column::Text(_) => Fields::Text(Vec::new(), Vec::new()),
            Column::Integer(_) => Fields::Integer(Vec::new(), Vec::new()),
        }
    }

    fn push(&mut self, field: &str) -> io::Result<()> {
        let is_there = !field.is_empty();
        match self {
            Fields::Text(values, there) => {
                values.extend(is_there.then(|| ByteArray::from(field)));
                there.push(is_there.into());
            }
            Fields::Integer(values, there) => {
                if is_there {
                    values.push(field.parse().map_err(io::Error::other)?);
                }
                there.push(is_there.into());
            }
        }
        Ok(())
    }

    fn write(&mut self, column: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let written = match (self, column) {
            (Fields::Text(values, there), ColumnWriter::ByteArrayColumnWriter(column)) => {
                column.write_batch(&mem::take(values), Some(&mem::take(there)), None)
            }
            (Fields::Integer(values, there), ColumnWriter::Int64ColumnWriter(column)) => {
                column.write_batch(&mem::take(values), Some(&mem::take(there)), None)
            }
            _ => Err(ParquetError::General("a column of another type".to_owned())),
        };
        written.map(|_| ())
    }
}

pub(super) struct Table<'w> {
    // It wants a writer that may go to another thread, and `out` may not: what it wrote is passed on after each group.
    writer: SerializedFileWriter<Vec<u8>>,
    out: &'w mut dyn Write,
    columns: Vec<Fields>,
    rows: usize,
}

impl<'w> Table<'w> {
    pub(super) fn new(columns: &[Column], out: &'w mut dyn Write) -> io::Result<Table<'w>> {
        let fields: String = columns.iter().map(field).collect();
        let schema = parse_message_type(&format!("message gouji {{ {fields} }}")).map_err(io::Error::other)?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties)).map_err(io::Error::other)?;
        Ok(Table { writer, out, columns: columns.iter().map(Fields::new).collect(), rows: 0 })
    }

    pub(super) fn row(&mut self, fields: &[&str]) -> io::Result<()> {
        for (column, field) in self.columns.iter_mut().zip(fields) {
            column.push(field)?;
        }
        self.rows += 1;
        if self.rows < GROUP { Ok(()) } else { self.group() }
    }

    fn group(&mut self) -> io::Result<()> {
        self.rows = 0;
        write_group(&mut self.writer, &mut self.columns).map_err(io::Error::other)?;
        self.out.write_all(&mem::take(self.writer.inner_mut()))
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.group()?;
        }
        let rest = self.writer.into_inner().map_err(io::Error::other)?;
        self.out.write_all(&rest)?;
        self.out.flush()
    }
}

fn field(column: &Column) -> String {
    match column {
        Column::Text(name) => format!("optional binary {name} (UTF8); "),
        Column::Integer(name) => format!("optional int64 {name}; "),
    }
}

fn write_group(writer: &mut SerializedFileWriter<Vec<u8>>, columns: &mut [Fields]) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for fields in columns {
        let Some(mut column) = group.next_column()? else { break };
        fields.write(column.untyped())?;
        column.close()?;
    }
    group.close()?;
    Ok(writer.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::{
        file::reader::{FileReader, SerializedFileReader},
        record::RowAccessor,
    };

    #[test]
    fn what_was_written_is_read_again_over_several_groups() {
        let rows = GROUP + 3;
        let mut file = Vec::new();
        let mut table = Table::new(&[Column::Text("path"), Column::Integer("scaled")], &mut file).unwrap();
        for row in 0..rows {
            let number = if row % 5 == 0 { String::new() } else { format!("-{row}") };
            table.row(&["财政局.yaml", &number]).unwrap();
        }
        table.end().unwrap();
        let mut kept = tempfile::tempfile().unwrap();
        kept.write_all(&file).unwrap();
        let reader = SerializedFileReader::new(kept).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 2);
        let mut read = 0;
        for (at, row) in reader.get_row_iter(None).unwrap().enumerate() {
            let row = row.unwrap();
            assert_eq!(row.get_string(0).unwrap(), "财政局.yaml");
            let expected = (at % 5 != 0).then(|| -i64::try_from(at).unwrap());
            assert_eq!(row.get_long(1).ok(), expected);
            read += 1;
        }
        assert_eq!(read, rows);
    }
}
