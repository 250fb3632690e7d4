//! The ledger on disk: read whole, and only ever appended to.

use crate::{
    cli::refused,
    lang::Lang,
    round::{Entry, Ledger},
    system, text,
};
use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::Path,
};

/// A ledger of so many units and rounds does not exist; a file of this size is something else.
const MOST: u64 = 1 << 30;

/// Reads the ledger; one that is not there yet is empty. Lines that do not read are said.
pub(super) fn read(path: &Path, lang: Lang, err: &mut dyn Write) -> io::Result<Ledger> {
    let named = |error: io::Error| {
        let why = system::reason(&error);
        refused::unreadable(path, system::kind(&error), &why)
    };
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Ledger::parse(b"")),
        Err(error) => return Err(named(error)),
        Ok(about) if about.len() > MOST => return Err(named(ErrorKind::FileTooLarge.into())),
        Ok(_) => {}
    }
    let ledger = Ledger::parse(&fs::read(path).map_err(named)?);
    let shown = path.display();
    for line in &ledger.torn {
        let words = text!(
            "“{shown}”第 {line} 行不完整或读不懂，跳过了；其余各行照常使用",
            "line {line} of “{shown}” is torn or does not read and was passed over; the others are used"
        );
        writeln!(err, "gouji: {}", words.get(lang))?;
    }
    Ok(ledger)
}

/// Appends entries; they are on the disk when this returns.
pub(super) fn append(path: &Path, ends: bool, entries: &[Entry]) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let named = refused::writing(path);
    let mut lines = if ends { String::new() } else { "\n".to_owned() };
    entries.iter().for_each(|entry| lines.push_str(&entry.line()));
    let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(&named)?;
    let before = file.metadata().map_err(&named)?.len();
    file.write_all(lines.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| {
        // Lines that are whole stay: what they record is recorded.
        let written = file.metadata().ok().and_then(|about| usize::try_from(about.len().saturating_sub(before)).ok());
        let whole = written
            .and_then(|written| lines.as_bytes().get(..written))
            .map_or(0, |part| part.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1));
        let _ = file.set_len(before + u64::try_from(whole).unwrap_or_default());
        named(error)
    })
}
