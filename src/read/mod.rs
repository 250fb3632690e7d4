//! Documents in, reports out. A reader gets text or bytes and opens no file.

pub mod report_file;
