//! What a file is, by its content; its name is not asked, because `.doc` files that are web pages are common. Reads no more
//! than it needs to tell.

use super::{
    archive::Archive,
    decode::{Declared, decode},
};
use crate::{report::NoReport, slice::Slice, text};
use cfb::CompoundFile as Ole;
use memchr::memmem;
use std::io::Cursor;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A report file: YAML or JSON.
    ReportFile,
    /// Plain text.
    Text,
    /// A web page, or what an office program saves as one.
    Html,
    /// A Word document since 2007.
    Docx,
    /// A workbook since 2007.
    Xlsx,
    /// A Word document of 97 to 2003.
    Doc,
    /// A workbook of 95 to 2003.
    Xls,
    Pdf,
    /// Pages of the national standard (ofd).
    Ofd,
    /// Something else that can be named.
    Other(Foreign),
}

/// Files that are met and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// Nothing, or nothing but spaces.
    Empty,
    /// An office file under a password.
    Protected,
    /// Rich text.
    Rtf,
    /// A web page with its pictures in one file (mht).
    WebArchive,
    /// An open document: odt, ods, odp, packed or flat.
    OpenDocument,
    Slides,
    /// A binary workbook (xlsb).
    BinaryWorkbook,
    /// The XML that Word and Excel wrote in 2003.
    OfficeXml,
    Picture,
    /// A zip of something else.
    Zip,
    /// A zip that does not open.
    Damaged,
    /// Another archive: rar, 7z, gzip.
    Packed,
    /// An OLE file of something else.
    Ole,
    /// A text in which Chinese characters became question marks.
    Lost,
    /// No text.
    Binary,
}

/// How much of a text is looked at.
const LOOK: usize = 1 << 16;

/// Tells what a file is.
pub(crate) fn sniff(bytes: &[u8]) -> Kind {
    let begin = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if begin.is_empty() {
        return Kind::Other(Foreign::Empty);
    }
    if begin.starts_with(b"{") && !begin.starts_with(b"{\\rtf") {
        return Kind::ReportFile;
    }
    by_magic(bytes).unwrap_or_else(|| of_text(bytes))
}

fn by_magic(bytes: &[u8]) -> Option<Kind> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Some(of_zip(bytes));
    }
    if starts(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Some(of_ole(bytes));
    }
    // Readers of pdf accept the header within the first kilobyte.
    if bytes.get(..1024.min(bytes.len())).is_some_and(|start| memmem::find(start, b"%PDF-").is_some()) {
        return Some(Kind::Pdf);
    }
    let pictures: [&[u8]; 5] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"];
    let packed: [&[u8]; 3] = [b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"];
    if starts(b"{\\rtf") {
        Some(Kind::Other(Foreign::Rtf))
    } else if pictures.iter().any(|magic| starts(magic)) {
        Some(Kind::Other(Foreign::Picture))
    } else {
        packed.iter().any(|magic| starts(magic)).then_some(Kind::Other(Foreign::Packed))
    }
}

fn of_zip(bytes: &[u8]) -> Kind {
    let Ok(archive) = Archive::open(bytes) else { return Kind::Other(Foreign::Damaged) };
    let names: Vec<String> = archive.names().collect();
    let has = |sought: &str| names.iter().any(|name| name == sought);
    let within = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if has("ofd.xml") {
        Kind::Ofd
    } else if has("xl/workbook.bin") {
        Kind::Other(Foreign::BinaryWorkbook)
    } else if has("[content_types].xml") && within("word/") {
        Kind::Docx
    } else if has("[content_types].xml") && within("xl/") {
        Kind::Xlsx
    } else if within("ppt/") {
        Kind::Other(Foreign::Slides)
    } else if has("content.xml") && has("mimetype") {
        Kind::Other(Foreign::OpenDocument)
    } else {
        Kind::Other(Foreign::Zip)
    }
}

fn of_ole(bytes: &[u8]) -> Kind {
    let Ok(file) = Ole::open(Cursor::new(bytes)) else { return Kind::Other(Foreign::Ole) };
    let has = |stream: &str| file.read_root_storage().any(|entry| entry.name().eq_ignore_ascii_case(stream));
    if has("EncryptedPackage") {
        Kind::Other(Foreign::Protected)
    } else if has("WordDocument") {
        Kind::Doc
    } else if has("Workbook") || has("Book") {
        Kind::Xls
    } else {
        Kind::Other(if has("PowerPoint Document") { Foreign::Slides } else { Foreign::Ole })
    }
}

/// Whether hardly a letter is left beside the question marks: the encoding that the text was saved in has no Chinese characters.
fn has_lost_words(text: &[u8]) -> bool {
    let lost = memchr::memchr_iter(b'?', text).count();
    let letters = || text.iter().filter(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    lost > 40 && lost > letters().saturating_mul(8)
}

fn of_text(bytes: &[u8]) -> Kind {
    let start = bytes.slice(..LOOK.min(bytes.len()));
    if has_lost_words(start) {
        return Kind::Other(Foreign::Lost);
    }
    let Ok(text) = decode(start, Declared::InMeta) else { return Kind::Other(Foreign::Binary) };
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.contains('\0') {
        Kind::Other(Foreign::Binary)
    } else if text.is_empty() && bytes.len() <= LOOK {
        Kind::Other(Foreign::Empty)
    } else if text.starts_with('<') {
        of_markup(&text.to_ascii_lowercase())
    } else if is_report_file(text) {
        Kind::ReportFile
    } else {
        of_words(&text.to_ascii_lowercase())
    }
}

fn of_markup(text: &str) -> Kind {
    const SIGNS: [&str; 9] = ["<!doctype html", "<html", "<head", "<meta", "<body", "<table", "<div", "<p>", "<p "];
    if is_office_xml(text) {
        Kind::Other(Foreign::OfficeXml)
    } else if text.contains("<office:document") {
        Kind::Other(Foreign::OpenDocument)
    } else if SIGNS.iter().any(|sign| text.contains(sign)) {
        Kind::Html
    } else {
        of_words(text)
    }
}

/// Plain text, unless there is markup further down: words in front of the doctype, a page cut out of its frame.
fn of_words(text: &str) -> Kind {
    if text.starts_with("mime-version:") || (text.starts_with("from:") && text.contains("\nmime-version:")) {
        Kind::Other(Foreign::WebArchive)
    } else if ["<html", "<table", "</td>"].iter().any(|sign| text.contains(sign)) {
        Kind::Html
    } else {
        Kind::Text
    }
}

fn is_office_xml(text: &str) -> bool {
    text.starts_with("<?xml")
        && ["mso-application", "<pkg:package", "<workbook", "<w:worddocument"].iter().any(|sign| text.contains(sign))
}

/// Lines of `key: value` among whose keys are those of a report file.
fn is_report_file(text: &str) -> bool {
    const KEYS: [&str; 8] = ["template", "edition", "agency", "kind", "year", "published", "tables", "prose"];
    let is_key =
        |line: &str| line.split_once(':').is_some_and(|(key, _)| KEYS.contains(&key.trim_end().trim_matches(['"', '\''])));
    text.split(['\n', '\r', '\u{2028}']).take(200).any(is_key)
}

impl Foreign {
    /// Why it is not read, and what to do.
    pub(crate) fn refusal(self) -> NoReport {
        NoReport::because(match self {
            Foreign::Empty => text!("文件是空的", "the file is empty"),
            Foreign::Protected => text!("文件有密码保护，请去掉密码再交", "the file is protected by a password; remove it first"),
            Foreign::Rtf => text!("这是 RTF 文件，请另存为 docx", "this is rich text (rtf); save it as docx"),
            Foreign::WebArchive => {
                text!("这是网页存档（mht），请另存为 html 或 docx", "this is a web archive (mht); save it as html or docx")
            }
            Foreign::OpenDocument => {
                text!("这是 OpenDocument 文件，请另存为 docx 或 xlsx", "this is an OpenDocument file; save it as docx or xlsx")
            }
            Foreign::Slides => text!("这是演示文稿，不是年度报告", "these are slides, no report"),
            Foreign::BinaryWorkbook => {
                text!("这是二进制工作簿（xlsb），请另存为 xlsx", "this is a binary workbook (xlsb); save it as xlsx")
            }
            Foreign::OfficeXml => {
                text!(
                    "这是 Office 2003 的 XML 文件，请另存为 docx 或 xlsx",
                    "this is XML of Office 2003; save it as docx or xlsx"
                )
            }
            Foreign::Picture => text!("这是图片，里面没有可读的文字", "this is a picture: there is no text in it to read"),
            Foreign::Zip => text!(
                "这是压缩包；请把它作为 .zip 文件交给本程序，或者先解压",
                "this is a zip archive; hand it in as a .zip file of its own, or unpack it first"
            ),
            Foreign::Damaged => text!(
                "文件已损坏：它是 docx、xlsx 一类的压缩格式，但内容读不完整",
                "the file is damaged: it is an archive, as docx and xlsx are, that does not read through"
            ),
            Foreign::Packed => text!(
                "这是 rar、7z、gz 一类的压缩包，读不了；请先解压，或者改用 zip 打包",
                "this is a rar, 7z or gz archive, which is not read; unpack it, or pack it as a zip"
            ),
            Foreign::Ole => text!(
                "这个 Office 文件里没有文档或工作簿，或者已损坏",
                "there is no document or workbook in this office file, or it is damaged"
            ),
            Foreign::Lost => text!(
                "文件里的汉字都成了问号：另存时选的编码容不下汉字；请另存为 UTF-8 编码，或者直接报送 docx、xlsx",
                "question marks stand for all Chinese characters: the encoding it was saved in has none; save it as UTF-8, or send the docx or xlsx itself"
            ),
            Foreign::Binary => text!("这不是文本，也不是认识的文档格式", "this is neither text nor a document of a known kind"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sample::{ole, zipped};

    #[test]
    fn text_is_told_by_its_beginning() {
        for (text, kind) in [
            ("template: 政府信息公开工作年度报告\nyear: 2023\n", Kind::ReportFile),
            ("# 注释\nagency : 某局\ntables: {}\n", Kind::ReportFile),
            ("# 注释\ragency: 某局\ryear: 2023\r", Kind::ReportFile),
            (" {\"year\": 2023}", Kind::ReportFile),
            ("2023年度政府信息公开工作年度报告\n\n一、总体情况\n", Kind::Text),
            ("规章 | 0 | 0 | 0\nyear end", Kind::Text),
            ("<meta charset=\"utf-8\">\n<p>2023年", Kind::Html),
            ("<?xml version=\"1.0\"?><!DOCTYPE html><html>", Kind::Html),
            ("<html><script>\nyear: 2023\n</script>", Kind::Html),
            (
                "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w=\"urn:schemas-microsoft-com:office:word\">",
                Kind::Html,
            ),
            ("网页导航\n<TABLE><TR><TD>规章</TD>", Kind::Html),
            ("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>", Kind::Other(Foreign::OfficeXml)),
            ("<?xml version=\"1.0\"?>\n<office:document office:mimetype=\"text\">", Kind::Other(Foreign::OpenDocument)),
            ("MIME-Version: 1.0\nContent-Type: multipart/related", Kind::Other(Foreign::WebArchive)),
            ("{\\rtf1\\ansi", Kind::Other(Foreign::Rtf)),
            ("%PDF-1.7\n", Kind::Pdf),
            (" \r\n\t", Kind::Other(Foreign::Empty)),
            ("\u{feff}\u{3000}", Kind::Other(Foreign::Empty)),
            ("\u{1}\u{0}\u{0}\u{0}", Kind::Other(Foreign::Binary)),
            ("????????2023?????????????,,,\n\"???,2,4,18??????????????????????a\"", Kind::Other(Foreign::Lost)),
        ] {
            assert_eq!(sniff(text.as_bytes()), kind, "{text}");
        }
    }

    #[test]
    fn wide_text_is_told_too() {
        let page: Vec<u8> = "\u{feff}<html><table>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&page), Kind::Html);
    }

    #[test]
    fn archives_are_told_by_their_parts() {
        let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
        for (name, kind) in [
            ("word/document.xml", Kind::Docx),
            ("xl/workbook.xml", Kind::Xlsx),
            ("xl/workbook.bin", Kind::Other(Foreign::BinaryWorkbook)),
            ("ppt/presentation.xml", Kind::Other(Foreign::Slides)),
            ("OFD.xml", Kind::Ofd),
            ("报告.docx", Kind::Other(Foreign::Zip)),
        ] {
            assert_eq!(sniff(&zipped(&[types, (name, b"")])), kind, "{name}");
        }
        assert_eq!(sniff(b"PK\x03\x04 broken"), Kind::Other(Foreign::Damaged));
    }

    #[test]
    fn ole_files_are_told_by_their_streams() {
        for (stream, kind) in [
            ("WordDocument", Kind::Doc),
            ("Workbook", Kind::Xls),
            ("Book", Kind::Xls),
            ("EncryptedPackage", Kind::Other(Foreign::Protected)),
            ("PowerPoint Document", Kind::Other(Foreign::Slides)),
            ("Contents", Kind::Other(Foreign::Ole)),
        ] {
            assert_eq!(sniff(&ole(stream, b"x")), kind, "{stream}");
        }
    }
}
