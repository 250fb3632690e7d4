//! Zip archives of reports: walked like folders, and what is torn in one costs its neighbours nothing.

use super::cli::{RIGHT, gouji, json, path};
use std::{
    fs,
    io::{Cursor, Write},
};
use zip::{ZipWriter, write::SimpleFileOptions};

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Path and verdict of each report in an archive of that name, with why where it is unreadable.
fn checked(name: &str, bytes: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    let done = gouji(&["check", "--format", "json", "--lang", "en", &path(&file)]);
    let report = |report: &serde_json::Value| {
        let place = report["path"].as_str().unwrap().rsplit_once(name).unwrap().1.to_owned();
        let verdict = report["verdict"].as_str().unwrap();
        let why = report["findings"][0]["message"].as_str().filter(|_| verdict == "unreadable").unwrap_or_default();
        format!("{place} {verdict} {why}").trim().to_owned()
    };
    json(&done)["reports"].as_array().unwrap().iter().map(report).collect()
}

pub(super) fn replace(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    for at in 0..=bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
}

#[test]
fn an_archive_is_walked_like_a_folder() {
    let page = fs::read("examples/right.html").unwrap();
    let files: [(&str, &[u8]); 4] = [
        ("2023/水利局.html", &page),
        ("2023/ABCDEF.yaml", RIGHT.as_bytes()),
        ("__MACOSX/2023/._a", b"x"),
        ("2023/.DS_Store", b"x"),
    ];
    let mut bytes = zipped(&files);
    // The name as Windows writes it: in GBK.
    let gbk = encoding_rs::GB18030.encode("财政局").0;
    replace(&mut bytes, b"ABCDEF", &gbk);
    assert_eq!(checked("round.zip", &bytes), ["!/2023/水利局.html pass", "!/2023/财政局.yaml pass"]);
    assert_eq!(checked("round", &bytes).len(), 2, "by what it is, not by its ending");
}

#[test]
fn a_torn_file_does_not_lose_its_neighbours() {
    let mut bytes = zipped(&[("a.yaml", RIGHT.as_bytes()), ("b.yaml", RIGHT.as_bytes()), ("c.rar", b"Rar!\x1a\x07\x01\x00")]);
    let second = bytes.windows(6).position(|window| window == b"b.yaml").unwrap();
    bytes[second + 60] ^= 0xff;
    let checked = checked("round.zip", &bytes);
    assert_eq!(checked.len(), 3);
    assert_eq!(checked[0], "!/a.yaml pass");
    assert!(checked[1].starts_with("!/b.yaml unreadable this file is damaged"), "{checked:?}");
    assert!(checked[2].starts_with("!/c.rar unreadable this is a rar"), "{checked:?}");
}

#[test]
fn archives_in_archives_are_walked_so_deep() {
    let mut bytes = zipped(&[("a.yaml", RIGHT.as_bytes())]);
    for name in ["1.zip", "2.zip"] {
        bytes = zipped(&[(name, &bytes)]);
    }
    assert_eq!(checked("round.zip", &bytes), ["!/2.zip!/1.zip!/a.yaml pass"]);
    bytes = zipped(&[("3.zip", &bytes), ("b.yaml", RIGHT.as_bytes())]);
    let checked = checked("round.zip", &bytes);
    assert!(checked[0].starts_with("!/3.zip!/2.zip!/1.zip unreadable archives are nested"), "{checked:?}");
    assert_eq!(checked[1], "!/b.yaml pass");
}

#[test]
fn what_would_unpack_to_too_much_is_refused_by_itself() {
    let checked = checked("round.zip", &zipped(&[("a.html", &vec![b' '; 8 << 20]), ("b.yaml", RIGHT.as_bytes())]));
    assert!(checked[0].starts_with("!/a.html unreadable this file in the archive"), "{checked:?}");
    assert_eq!(checked[1], "!/b.yaml pass");
}

#[test]
fn an_archive_that_does_not_open_or_is_empty_is_unreadable() {
    let bytes = zipped(&[("a.yaml", RIGHT.as_bytes())]);
    assert_eq!(
        checked("round.zip", &bytes[..bytes.len() / 2]),
        ["unreadable the archive is damaged or incomplete; pack or send it again"]
    );
    assert_eq!(checked("round.zip", &zipped(&[])), ["unreadable there is no file in the archive"]);
}
