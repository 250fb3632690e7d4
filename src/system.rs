//! Why the system did not open, read or write something, in both languages. Its own words come in one language, which need not be
//! the user's, and may name a temporary file: they are not shown.

use crate::{lang::Text, text};
use std::{
    error::Error,
    io::{self, ErrorKind},
    sync::Arc,
};

/// The reason in words: `没有权限`.
pub fn reason(error: &io::Error) -> Text {
    match kind(error) {
        ErrorKind::NotFound => text!("没有这个文件或文件夹", "there is no such file or folder"),
        ErrorKind::PermissionDenied => text!("没有权限", "permission denied"),
        ErrorKind::IsADirectory => text!("这是文件夹，不是文件", "this is a folder, not a file"),
        ErrorKind::NotADirectory => text!("路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder"),
        ErrorKind::AlreadyExists => text!("已经有同名的文件", "there is a file of that name already"),
        ErrorKind::DirectoryNotEmpty => text!("文件夹不是空的", "the folder is not empty"),
        ErrorKind::StorageFull => text!("磁盘已满", "the disk is full"),
        ErrorKind::QuotaExceeded => text!("磁盘配额已用完", "the disk quota is used up"),
        ErrorKind::ReadOnlyFilesystem => text!("磁盘是只读的", "the disk is read-only"),
        ErrorKind::FileTooLarge => text!("文件太大", "the file is too large"),
        ErrorKind::InvalidFilename => text!("文件名太长或有系统不接受的字符", "the name is too long or not allowed"),
        ErrorKind::InvalidInput => text!("系统不接受这个文件名或这种操作", "the system does not accept this name or operation"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            text!("另一个程序正在使用它", "another program is using it")
        }
        ErrorKind::StaleNetworkFileHandle => {
            text!("网络文件夹已断开，请重新连接", "the network folder is no longer connected")
        }
        ErrorKind::TimedOut => text!("等待超时", "the system waited too long"),
        ErrorKind::OutOfMemory => text!("内存不足", "out of memory"),
        ErrorKind::BrokenPipe => text!("接收输出的程序已经关闭", "the program that read the output has closed"),
        ErrorKind::WriteZero => text!("写不进更多内容", "no more can be written"),
        ErrorKind::UnexpectedEof => text!("内容不完整", "it ends too early"),
        ErrorKind::Unsupported => text!("系统不支持这种操作", "the system does not support this"),
        _ => without_kind(error),
    }
}

/// What kind of error it is, also where a library has wrapped it.
pub fn kind(error: &io::Error) -> ErrorKind {
    innermost(error).kind()
}

/// An error that has only a number, or is a library's.
fn without_kind(error: &io::Error) -> Text {
    let error = innermost(error);
    match error.raw_os_error() {
        Some(5) if cfg!(unix) => text!("读写设备时出错", "the device failed"),
        Some(23 | 24) if cfg!(unix) => text!("打开的文件太多", "too many files are open"),
        Some(number) => text!("系统错误 {number}", "system error {number}"),
        None => Text::same(error.to_string()),
    }
}

/// The system's own error inside what libraries have put around it.
fn innermost(error: &io::Error) -> &io::Error {
    let mut innermost = error;
    while let Some(inner) = innermost.get_ref().and_then(|inner| first_of_the_system(inner)) {
        innermost = inner;
    }
    innermost
}

/// The first error of the system among an error and its sources.
fn first_of_the_system<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e io::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        let shared = || error.downcast_ref::<Arc<io::Error>>().map(Arc::as_ref);
        if let Some(found) = error.downcast_ref::<io::Error>().or_else(shared) {
            return Some(found);
        }
        next = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_libraries_wrap_is_found() {
        let full = || io::Error::from(ErrorKind::StorageFull);
        let twice = io::Error::other(io::Error::other(full()));
        let in_xml = io::Error::other(quick_xml::Error::from(full()));
        for error in [full(), twice, in_xml] {
            assert_eq!((kind(&error), reason(&error).zh.as_str()), (ErrorKind::StorageFull, "磁盘已满"));
        }
    }

    #[test]
    fn a_temporary_file_is_never_named() {
        let error = tempfile::Builder::new().prefix(".gouji-").tempfile_in("no such folder").unwrap_err();
        assert!(error.to_string().contains(".gouji-"));
        assert_eq!(reason(&error).en, "there is no such file or folder");
    }

    #[cfg(unix)]
    #[test]
    fn an_error_without_a_kind_is_told_by_its_number() {
        assert_eq!(reason(&io::Error::from_raw_os_error(5)).zh, "读写设备时出错");
        assert_eq!(reason(&io::Error::from_raw_os_error(71)).zh, "系统错误 71");
    }
}
