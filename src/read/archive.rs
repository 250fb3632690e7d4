//! The zip around docx and xlsx files: its parts, inflated within limits. Knows nothing of what is in them.

use crate::{report::NoReport, text};
use std::io::{Cursor, Read};
use zip::{ZipArchive, result::ZipError};

/// More parts than this and the archive is not opened; a report with a picture on every page has some hundreds.
const MAX_PARTS: usize = 10_000;

/// A part that would inflate to more is not touched.
const MAX_PART: u64 = 64 << 20;

/// All parts that are read, together.
const MAX_TOTAL: u64 = 128 << 20;

/// How many times its size a large part may inflate to; XML of forms comes to 20, a file made to hurt to 1000.
const MAX_RATIO: u64 = 250;

/// Parts that inflate to less are fine whatever their ratio.
const SMALL: u64 = 1 << 20;

/// The first bytes of each entry in a zip's directory.
const ENTRY: &[u8] = b"PK\x01\x02";

/// An opened archive.
pub(crate) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes inflated so far.
    inflated: u64,
}

impl<'b> Archive<'b> {
    /// Opens the archive; nothing is inflated yet.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Archive<'b>, NoReport> {
        let listed = memchr::memmem::find_iter(bytes, ENTRY).take(MAX_PARTS + 1).count();
        if listed > MAX_PARTS {
            return Err(NoReport::because(text!(
                "压缩包里的部件超过 {MAX_PARTS} 个，不读",
                "the archive has more than {MAX_PARTS} parts"
            )));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        Ok(Archive { zip, inflated: 0 })
    }

    /// The names of all parts, with slashes, in small letters.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.zip.file_names_raw().map(plain)
    }

    /// Inflates a part; none where the archive has no such part. What it says of its size is checked before, what it comes to
    /// while inflating.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, NoReport> {
        self.part_until(name, |_| false)
    }

    /// Inflates a part in pieces, up to the first of them with which there is enough.
    pub(crate) fn part_until(&mut self, name: &str, is_enough: impl Fn(&[u8]) -> bool) -> Result<Option<Vec<u8>>, NoReport> {
        let sought = plain(name.as_bytes());
        let Some(index) = self.zip.file_names_raw().position(|name| plain(name) == sought) else { return Ok(None) };
        let part = self.zip.by_index(index).map_err(|error| unreadable(name, &error))?;
        let (packed, claimed) = (part.compressed_size(), part.size());
        within(name, packed, claimed, self.inflated)?;
        let bytes = inflate(part, claimed, |bytes| {
            within(name, packed, bytes.len() as u64, self.inflated)?;
            Ok(is_enough(bytes))
        })?;
        self.inflated += bytes.len() as u64;
        Ok(Some(bytes))
    }
}

fn inflate(mut part: impl Read, claimed: u64, is_enough: impl Fn(&[u8]) -> Result<bool, NoReport>) -> Result<Vec<u8>, NoReport> {
    const PIECE: u64 = 1 << 16;
    // Room for what it says it comes to, and no more than a few pieces on its word.
    let mut bytes = Vec::with_capacity(usize::try_from(claimed.min(16 * PIECE)).unwrap_or_default());
    loop {
        let before = bytes.len();
        part.by_ref().take(PIECE).read_to_end(&mut bytes).map_err(|_| damaged())?;
        if bytes.len() == before || is_enough(&bytes)? {
            return Ok(bytes);
        }
    }
}

/// Whether two names are of one part.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    plain(one.as_bytes()) == plain(other.as_bytes())
}

/// Some writers part folders by backslashes, or change the case.
fn plain(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).replace('\\', "/").to_ascii_lowercase();
    name.trim_start_matches('/').to_owned()
}

fn within(name: &str, packed: u64, size: u64, before: u64) -> Result<(), NoReport> {
    let too_dense = size > SMALL && size > packed.saturating_mul(MAX_RATIO);
    if size > MAX_PART || before.saturating_add(size) > MAX_TOTAL || too_dense {
        let limit = MAX_PART >> 20;
        return Err(NoReport::because(text!(
            "压缩包里的“{name}”解开后过大（部件不得超过 {limit} MB，也不得超过压缩后的 {MAX_RATIO} 倍），不读",
            "“{name}” in the archive would inflate to too much (a part may have {limit} MB, and {MAX_RATIO} times its packed size)"
        )));
    }
    Ok(())
}

fn unreadable(name: &str, error: &ZipError) -> NoReport {
    if matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) {
        return NoReport::because(text!("文件有密码保护，无法读取", "the file is protected by a password"));
    }
    NoReport::because(text!("压缩包里的“{name}”无法读取", "“{name}” in the archive cannot be read"))
}

fn damaged() -> NoReport {
    NoReport::because(text!("文件已损坏：压缩包读不完整", "the file is damaged: its archive does not read through"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sample::zipped;

    #[test]
    fn parts_are_found_however_their_folders_are_parted() {
        let bytes = zipped(&[("word\\Document.xml", b"<w/>")]);
        let mut archive = Archive::open(&bytes).unwrap();
        assert_eq!(archive.part("word/document.xml").unwrap().unwrap(), b"<w/>");
        assert_eq!(archive.part("word/styles.xml").unwrap(), None);
    }

    #[test]
    fn what_inflates_to_too_much_is_not_inflated() {
        let bytes = zipped(&[("word/document.xml", &vec![b' '; 8 << 20])]);
        let mut archive = Archive::open(&bytes).unwrap();
        let why = archive.part("word/document.xml").unwrap_err().reason;
        assert!(why.zh.contains("解开后过大"), "{why}");
    }

    #[test]
    fn a_size_that_the_directory_lies_about_is_noticed_while_inflating() {
        let mut bytes = zipped(&[("a.xml", &vec![b' '; 8 << 20])]);
        let at = bytes.windows(4).position(|window| window == ENTRY).unwrap() + 24;
        bytes[at..at + 4].copy_from_slice(&9u32.to_le_bytes());
        let mut archive = Archive::open(&bytes).unwrap();
        assert!(archive.part("a.xml").is_err());
    }

    #[test]
    fn half_an_archive_is_damaged() {
        let bytes = zipped(&[("a.xml", b"<w/>")]);
        assert!(Archive::open(&bytes[..bytes.len() / 2]).is_err());
    }
}
