//! One run at a time over a round: a lock of the system on a file of its own, which a crash gives back.

use crate::{cli::refused, lang::Lang, text};
use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Write},
    path::Path,
};

const FILE: &str = ".gouji.lock";

/// Held until it is dropped.
pub(super) struct Lock(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

/// Takes the lock of the folder at hand, after whoever has it.
pub(super) fn take(lang: Lang, err: &mut dyn Write) -> io::Result<Lock> {
    let path = Path::new(FILE);
    let named = refused::writing(path);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(&named)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let words = text!(
                "另一个 gouji 正在处理这个文件夹，等它结束 …",
                "another gouji is at work on this folder; waiting for it to end …"
            );
            writeln!(err, "gouji: {}", words.get(lang))?;
            file.lock().map_err(named)?;
        }
        Err(TryLockError::Error(_)) => {
            let words = text!(
                "这个磁盘不支持锁定，请不要同时对这个文件夹运行两次",
                "this disk knows no locks: do not run twice at once on this folder"
            );
            writeln!(err, "gouji: {}", words.get(lang))?;
        }
    }
    Ok(Lock(file))
}
