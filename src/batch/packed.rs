//! Zip archives, walked like folders: each file in one is an input of its own, named `round.zip!/财政局.docx`. Limited in files,
//! sizes and nesting; what is beyond a limit, or torn, is unreadable by itself and costs its neighbours nothing.

use super::open::MAX_BYTES;
use crate::{report::NoReport, text};
use std::{
    fmt,
    fs::File,
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::Arc,
};
use zip::{ZipArchive, result::ZipError};

/// More files than this in one archive are not read.
const MAX_FILES: usize = 10_000;

/// What all files of an archive may come to, unpacked.
const MAX_TOTAL: u64 = 4 << 30;

/// How many times its size a large file may come to; a file made to hurt comes to 1000 times.
const MAX_RATIO: u64 = 250;

/// Files that come to less are fine whatever their ratio.
const SMALL: u64 = 1 << 20;

/// How deep archives may stand in one another.
const DEEPEST: usize = 3;

/// An archive in another is held in memory; no larger one is.
const MAX_INNER: u64 = 64 << 20;

/// What all of them in one archive may come to.
const MAX_ALL_INNER: u64 = 256 << 20;

/// A file in an archive.
#[derive(Clone)]
pub struct Packed {
    /// The path of the archive, `!/`, and the path in it.
    pub(super) name: String,
    source: Source,
}

#[derive(Clone)]
enum Source {
    /// By its index.
    File(Arc<Archive>, usize),
    /// Why it is not read.
    Refused(NoReport),
}

impl fmt::Debug for Packed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name)
    }
}

impl PartialEq for Packed {
    fn eq(&self, other: &Packed) -> bool {
        self.name == other.name
    }
}

impl Eq for Packed {}

impl Packed {
    /// Unpacks the file.
    pub(super) fn read(self) -> Result<Vec<u8>, NoReport> {
        match self.source {
            Source::File(archive, index) => unpack(&mut Archive::clone(&archive), index, MAX_BYTES),
            Source::Refused(why) => Err(why),
        }
    }

    /// Whether reading it may come to anything.
    pub(super) fn is_readable(&self) -> bool {
        matches!(self.source, Source::File(..))
    }
}

/// An opened archive; its directory is shared by all of its files.
type Archive = ZipArchive<Bytes>;

/// The bytes of an archive. Each file in it opens the archive anew, so that several can be unpacked at once.
enum Bytes {
    File(PathBuf, BufReader<File>),
    Memory(Cursor<Arc<[u8]>>),
    /// The archive cannot be opened again.
    Gone,
}

impl Clone for Bytes {
    fn clone(&self) -> Bytes {
        match self {
            Bytes::File(path, _) => Bytes::of(path).unwrap_or(Bytes::Gone),
            Bytes::Memory(bytes) => Bytes::Memory(bytes.clone()),
            Bytes::Gone => Bytes::Gone,
        }
    }
}

impl Bytes {
    fn of(path: &Path) -> io::Result<Bytes> {
        Ok(Bytes::File(path.to_owned(), BufReader::new(File::open(path)?)))
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Bytes::File(_, file) => file.read(buffer),
            Bytes::Memory(bytes) => bytes.read(buffer),
            Bytes::Gone => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

impl Seek for Bytes {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Bytes::File(_, file) => file.seek(to),
            Bytes::Memory(bytes) => bytes.seek(to),
            Bytes::Gone => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

/// The files of an archive, if a path is one: not of a document that is a zip inside.
pub(super) fn files(path: &Path) -> Option<Vec<Packed>> {
    if is_document_name(path) || !begins_as_zip(path) {
        return None;
    }
    let archive = Archive::new(Bytes::of(path).ok()?);
    let mut walk = Walk { files: Vec::new(), inner: 0 };
    let name = path.display().to_string();
    match archive {
        Ok(archive) if is_document(&archive) => return None,
        Ok(archive) => walk.walk(&name, archive, 0),
        Err(_) => walk.refuse(name, damaged()),
    }
    Some(walk.files)
}

/// Unpacks every file of an archive, as far as limits allow: for the fuzz target.
#[cfg(any(fuzzing, test))]
#[cfg_attr(test, expect(unreachable_pub, reason = "public where the fuzz target needs it"))]
pub fn unpack_all(bytes: &[u8]) {
    let mut walk = Walk { files: Vec::new(), inner: 0 };
    if let Ok(archive) = Archive::new(Bytes::Memory(Cursor::new(bytes.into()))) {
        walk.walk("a.zip", archive, 0);
    }
    walk.files.into_iter().for_each(|file| drop(file.read()));
}

/// Endings of files that are no archives, whatever is in them; they are not opened to see.
fn is_document_name(path: &Path) -> bool {
    const DOCUMENTS: [&str; 18] = [
        "yaml", "yml", "json", "ndjson", "jsonl", "docx", "docm", "doc", "wps", "xlsx", "xlsm", "xls", "et", "pdf", "ofd",
        "html", "htm", "txt",
    ];
    path.extension().is_some_and(|ending| DOCUMENTS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn begins_as_zip(path: &Path) -> bool {
    let mut start = [0; 4];
    let is_file = std::fs::metadata(path).is_ok_and(|about| about.is_file());
    is_file && File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start.starts_with(b"PK")
}

/// Whether a zip is one document: Word, Excel, OFD, OpenDocument.
fn is_document(archive: &Archive) -> bool {
    let has = |sought: &str| archive.file_names_raw().any(|name| name.eq_ignore_ascii_case(sought.as_bytes()));
    has("[Content_Types].xml") || has("OFD.xml") || (has("mimetype") && has("content.xml"))
}

/// The files found so far.
struct Walk {
    files: Vec<Packed>,
    /// What inner archives came to.
    inner: u64,
}

impl Walk {
    fn walk(&mut self, name: &str, archive: Archive, depth: usize) {
        let mut names: Vec<(String, usize)> = archive
            .file_names_raw()
            .map(decoded)
            .enumerate()
            .map(|(index, name)| (name, index))
            .filter(|(name, _)| is_wanted(name))
            .collect();
        names.sort();
        if names.is_empty() {
            self.refuse(name.to_owned(), NoReport::because(text!("压缩包里没有文件", "there is no file in the archive")));
        }
        let is_cut = names.len() > MAX_FILES;
        names.truncate(MAX_FILES);
        let archive = Arc::new(archive);
        let mut reader = Archive::clone(&archive);
        let mut total = 0u64;
        for (inner, index) in names {
            let path = format!("{name}!/{inner}");
            let about = reader.by_index_raw(index).map(|file| (file.size(), file.compressed_size()));
            let size = about.as_ref().map_or(0, |(size, _)| *size);
            total = total.saturating_add(size);
            match about {
                Err(error) => self.refuse(path, unreadable(&error)),
                Ok((size, packed)) if total > MAX_TOTAL || (size > SMALL && size / MAX_RATIO > packed) => {
                    self.refuse(path, too_much())
                }
                Ok(_) if inner.to_ascii_lowercase().ends_with(".zip") => self.descend(path, &mut reader, index, depth),
                Ok(_) => self.files.push(Packed { name: path, source: Source::File(Arc::clone(&archive), index) }),
            }
        }
        if is_cut {
            let why = text!(
                "压缩包里的文件超过 {MAX_FILES} 个，其余的不读",
                "there are more than {MAX_FILES} files in the archive; the rest is not read"
            );
            self.refuse(name.to_owned(), NoReport::because(why));
        }
    }

    /// An archive in the archive.
    fn descend(&mut self, path: String, reader: &mut Archive, index: usize, depth: usize) {
        if depth + 1 >= DEEPEST {
            let why = text!(
                "压缩包套了 {DEEPEST} 层以上，里层的不读，请先解压",
                "archives are nested more than {DEEPEST} deep; unpack the inner ones first"
            );
            return self.refuse(path, NoReport::because(why));
        }
        let opened = unpack(reader, index, MAX_INNER).and_then(|bytes| {
            self.inner += bytes.len() as u64;
            if self.inner > MAX_ALL_INNER {
                return Err(too_much());
            }
            Archive::new(Bytes::Memory(Cursor::new(bytes.into()))).map_err(|_| damaged())
        });
        match opened {
            Ok(archive) => self.walk(&path, archive, depth + 1),
            Err(why) => self.refuse(path, why),
        }
    }

    fn refuse(&mut self, name: String, why: NoReport) {
        self.files.push(Packed { name, source: Source::Refused(why) });
    }
}

/// The path of a file in its archive. Where it is not said to be in Unicode, it is in what Chinese systems use.
fn decoded(name: &[u8]) -> String {
    let name = match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(name).0.into_owned(),
    };
    // What leads out of the archive leads nowhere; a path in it only names a file.
    let is_folder = name.ends_with(['/', '\\']);
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    parts.join("/") + if is_folder { "/" } else { "" }
}

/// Whether a file is none of those that systems leave.
fn is_wanted(name: &str) -> bool {
    let is_left = |part: &str| part == "__MACOSX" || super::passed_over::is_passed_over(part);
    !name.is_empty() && !name.ends_with('/') && !name.split('/').any(is_left)
}

fn unpack(archive: &mut Archive, index: usize, most: u64) -> Result<Vec<u8>, NoReport> {
    let file = archive.by_index(index).map_err(|error| unreadable(&error))?;
    let size = file.size();
    if size > most {
        return Err(too_much());
    }
    let mut bytes = Vec::new();
    let read = file.take(size.saturating_add(1)).read_to_end(&mut bytes);
    let is_whole = read.is_ok() && bytes.len() as u64 == size;
    if is_whole { Ok(bytes) } else { Err(damaged_file()) }
}

fn unreadable(error: &ZipError) -> NoReport {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            NoReport::because(text!("压缩包有密码，请去掉密码再交", "the archive is protected by a password; remove it first"))
        }
        ZipError::UnsupportedArchive(_) => NoReport::because(text!(
            "这种压缩方式读不了，请先解压，或者用普通的 zip 重新打包",
            "files packed in this way are not read; unpack it, or pack it again as a plain zip"
        )),
        _ => damaged_file(),
    }
}

fn damaged() -> NoReport {
    NoReport::because(text!(
        "压缩包已损坏或不完整，请重新打包或重新上传",
        "the archive is damaged or incomplete; pack or send it again"
    ))
}

fn damaged_file() -> NoReport {
    NoReport::because(text!(
        "压缩包里的这个文件已损坏，请重新打包；其他文件照常读",
        "this file is damaged in the archive; pack it again; its neighbours are read all the same"
    ))
}

fn too_much() -> NoReport {
    NoReport::because(text!(
        "压缩包里的这个文件解开后过大，或者全部文件解开后过大，不读",
        "this file in the archive, or all of them together, would unpack to too much and is not read"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unicode_or_what_chinese_systems_write() {
        let gb = encoding_rs::GB18030.encode("财政局\\报告.docx").0.into_owned();
        for (name, read) in [
            ("报告.docx".as_bytes(), "报告.docx"),
            (gb.as_slice(), "财政局/报告.docx"),
            (b"/../a/./b.txt", "a/b.txt"),
            (b"a/b/", "a/b/"),
        ] {
            assert_eq!(decoded(name), read);
        }
    }

    #[test]
    fn what_systems_leave_is_no_file() {
        for name in ["__MACOSX/a.docx", "a/", "~$报告.docx", "a/.DS_Store", "Thumbs.db"] {
            assert!(!is_wanted(name), "{name}");
        }
        assert!(is_wanted("a/报告.docx"));
    }

    /// Archives damaged in many ways: whatever comes of them, it comes, and in little time.
    #[test]
    fn damaged_archives_end() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [("a.txt", "甲".repeat(2_000)), ("b/c.docx", "PK".to_owned()), ("d.zip", "PK\u{5}\u{6}".to_owned())]
        {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        unpack_all(&bytes);
        for at in 0..bytes.len() {
            for value in [0, 0xff, 0x50] {
                let mut damaged = bytes.clone();
                damaged[at] = value;
                unpack_all(&damaged);
            }
            unpack_all(&bytes[..at]);
        }
    }
}
