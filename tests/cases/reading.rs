//! Files that are odd in themselves, whatever they say: line ends, encodings, what they are. With the binary itself.

use super::cli::{RIGHT, code, gouji, json, line, path};
use std::fs;

/// Verdict and reason or path of each report in a file of that name.
fn told(name: &str, bytes: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    let done = gouji(&["check", "--format", "json", "--lang", "en", &path(&file)]);
    let reports = json(&done);
    let report = |report: &serde_json::Value| {
        let place = report["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let first = report["findings"].as_array().unwrap().first().map(|finding| finding["message"].as_str().unwrap());
        [Some(place.as_str()), report["verdict"].as_str(), first].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    reports["reports"].as_array().unwrap().iter().map(report).collect()
}

fn wide(text: &str) -> Vec<u8> {
    "\u{feff}".chars().chain(text.chars()).flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_carriage_return_alone_ends_a_line() {
    assert_eq!(told("right.yaml", RIGHT.replace('\n', "\r").as_bytes()), ["right.yaml pass"]);
    assert_eq!(told("right.yaml", RIGHT.replace('\n', "\u{2028}").as_bytes()), ["right.yaml pass"]);
    let text = fs::read_to_string("examples/right.txt").unwrap();
    assert_eq!(told("right.txt", text.replace('\n', "\r").as_bytes()), told("right.txt", text.as_bytes()));
}

#[test]
fn a_stream_may_have_a_mark_and_blank_lines_in_front_and_be_wide() {
    let stream = format!("{}\n{}\n", line(), line());
    let two = |first: usize| [first, first + 1].map(|number| format!("a.NDJSON:{number} pass"));
    assert_eq!(told("a.NDJSON", stream.as_bytes()), two(1));
    assert_eq!(told("a.NDJSON", format!("\u{feff}{stream}").as_bytes()), two(1));
    assert_eq!(told("a.NDJSON", format!("\u{feff}\r\n\n{stream}").as_bytes()), two(3));
    assert_eq!(told("a.NDJSON", &wide(&stream)), two(1));
}

#[test]
fn what_means_to_be_json_is_not_read_as_yaml() {
    let right = line();
    assert_eq!(told("a.json", right.as_bytes()), ["a.json pass"]);
    let comma = format!("{{\n{},\n}}", right.strip_prefix('{').unwrap().strip_suffix('}').unwrap());
    let zero = right.replacen("\"year\":2023", "\"year\":02023", 1);
    for broken in [comma, zero] {
        let told = told("a.json", broken.as_bytes());
        assert!(told[0].starts_with("a.json unreadable line "), "{told:?}");
    }
}

#[test]
fn a_damaged_office_file_is_not_called_an_archive_to_unpack() {
    let mut bytes = fs::read("examples/right.docx").unwrap();
    bytes.truncate(bytes.len() / 2);
    let told = told("a.docx", &bytes);
    assert!(told[0].starts_with("a.docx unreadable the file is damaged"), "{told:?}");
}

/// A figure for two rows in each of seven columns: that is said once, of all of their cells.
#[test]
fn figures_in_merged_cells_are_said_once_a_row() {
    let figure = "<td><p>0</p></td>";
    let mut page = String::new();
    for line in fs::read_to_string("examples/right.html").unwrap().lines() {
        page += &match line {
            line if line.contains("国家秘密") => line.replace(figure, "<td rowspan=\"2\"><p>3</p></td>"),
            line if line.contains("其他法律行政法规") => line.replace(figure, ""),
            line => line.to_owned(),
        };
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("merged.html");
    fs::write(&file, page).unwrap();
    let report = json(&gouji(&["check", "--format", "json", "--lang", "zh", &path(&file)]));
    let findings = report["reports"][0]["findings"].as_array().unwrap();
    let merged: Vec<_> = findings.iter().filter(|finding| finding["code"] == "R002").collect();
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0]["cells"].as_array().unwrap().len(), 14);
    let said = "“3”等 7 个数各填在一个合并的单元格里，申请[办理.不予公开.国家秘密, 自然人] 等各是多少分不清";
    assert_eq!(merged[0]["message"], said);
}

/// A sheet that was saved in an encoding without Chinese characters, as LibreOffice may do.
#[test]
fn a_text_whose_characters_were_lost_is_told_as_such() {
    let text = fs::read_to_string("examples/right.txt").unwrap();
    let lost: String = text.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect();
    let told = told("right.csv", lost.as_bytes());
    assert!(told.iter().any(|line| line.contains("question marks stand for all Chinese characters")), "{told:?}");
}

#[test]
fn a_text_of_nothing_but_tabs_is_refused_before_it_takes_memory() {
    let told = told("a.txt", "1\t".repeat(1 << 19).as_bytes());
    assert!(told[0].contains("unreadable the file has more than"), "{told:?}");
}

#[test]
#[cfg(unix)]
fn a_pipe_that_nobody_writes_to_keeps_nothing_waiting() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.yaml", "a.ndjson"] {
        let pipe = folder.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let done = gouji(&["check", "--format", "json", &path(&pipe)]);
        assert_eq!((code(&done), json(&done)["summary"]["unreadable"].as_u64()), (3, Some(1)));
    }
}
