//! What people see: the binary on a pseudo-terminal, its screen read back through an emulator of a terminal. A run that hangs is
//! killed and fails its test.

mod screen;

use super::cli::{RIGHT, line};
use screen::{Ended, Terminal};
use std::{
    fs::{self, File},
    os::unix::process::ExitStatusExt,
    path::Path,
};
use tempfile::TempDir;

/// A wrong report between two right ones.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.yaml", RIGHT.to_owned()), ("b.yaml", wrong()), ("c.yaml", RIGHT.to_owned())] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn wrong() -> String {
    RIGHT.replace("新收: [14,", "新收: [41,")
}

fn stream() -> String {
    let right = line();
    format!("{right}\n{}\n{right}\n", right.replacen("[14,", "[41,", 1))
}

/// The summary of the batch stands at the end of the screen, and nothing of the progress bar is left.
fn ends_well(ended: &Ended) {
    let shown = ended.screen();
    assert_eq!(ended.status.code(), Some(1), "{shown}");
    let mut end = shown.lines().rev().take(4);
    assert!(end.any(|line| line.starts_with("3 ") && line.contains("2 passed, 1 failed")), "{shown}");
    assert!(!shown.contains("/3 ") && !shown.contains("/s "), "{shown}");
}

#[test]
fn files_end() {
    let folder = folder();
    let ended = Terminal::new(folder.path()).run(&["check", "a.yaml", "b.yaml", "c.yaml"]);
    ends_well(&ended);
    assert!(ended.screen().contains("✓ pass  a.yaml") && ended.screen().contains("✗ fail  b.yaml"), "{}", ended.screen());
}

#[test]
fn a_folder_ends_with_one_job_and_with_several() {
    let folder = folder();
    let ended = Terminal::new(folder.path()).run(&["check", "."]);
    ends_well(&ended);
    assert!(ended.sent.contains(" 0/3 reading the reports first"), "{}", ended.sent);
    ends_well(&Terminal::new(folder.path()).run(&["check", "--jobs", "1", "."]));
    ends_well(&Terminal::new(folder.path()).run(&["check", "--jobs", "4", "."]));
}

#[test]
fn a_stream_ends_from_a_file_and_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("all.ndjson"), stream()).unwrap();
    ends_well(&Terminal::new(folder.path()).run(&["check", "all.ndjson"]));
    let input = File::open(folder.path().join("all.ndjson")).unwrap();
    ends_well(&Terminal::new(folder.path()).input(input).run(&["check", "-"]));
}

#[test]
fn an_output_file_is_whole_and_the_screen_is_left_empty() {
    let folder = folder();
    let ended = Terminal::new(folder.path()).run(&["check", "--format", "json", "-o", "out.json", "a.yaml", "b.yaml", "c.yaml"]);
    assert_eq!((ended.status.code(), ended.screen().as_str()), (Some(1), ""));
    counts_three(&fs::read_to_string(folder.path().join("out.json")).unwrap());
}

#[test]
fn json_is_not_mixed_with_the_progress() {
    let folder = folder();
    let on_the_screen = Terminal::new(folder.path()).run(&["check", "--format", "json", "."]);
    assert_eq!(on_the_screen.status.code(), Some(1));
    counts_three(&on_the_screen.screen().replace('\n', ""));
    let redirected = File::create(folder.path().join("out")).unwrap();
    let ended = Terminal::new(folder.path()).output(redirected).run(&["check", "--format", "json", "a.yaml", "b.yaml", "c.yaml"]);
    assert_eq!((ended.status.code(), ended.screen().as_str()), (Some(1), ""));
    counts_three(&fs::read_to_string(folder.path().join("out")).unwrap());
}

fn counts_three(json: &str) {
    let report: serde_json::Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(report["summary"]["reports"], 3);
}

/// What the line of the progress shows of a stream when three lines are done.
const PROGRESS: [&str; 3] = [" 3 ", "/s ", " -"];

#[test]
fn the_progress_counts_while_more_is_awaited() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Terminal::new(folder.path()).start(&["check", "-"]);
    running.send_input(&stream());
    running.wait_for(&PROGRESS);
    running.end_input();
    ends_well(&running.end());
}

#[test]
fn control_c_ends_a_batch_and_leaves_no_file() {
    const INTERRUPT: i32 = 2;
    let folder = tempfile::tempdir().unwrap();
    let mut running = Terminal::new(folder.path()).start(&["check", "-"]);
    running.send_input(&stream());
    running.wait_for(&PROGRESS);
    running.press_control_c();
    assert_eq!(running.end().status.signal(), Some(INTERRUPT));

    let mut running = Terminal::new(folder.path()).start(&["check", "--format", "json", "-o", "out.json", "-"]);
    running.send_input(&stream());
    running.wait_for(&PROGRESS);
    assert_eq!(names(folder.path()).len(), 1, "the unfinished file");
    running.press_control_c();
    assert_eq!(running.end().status.code(), Some(130));
    assert_eq!(names(folder.path()), Vec::<std::ffi::OsString>::new());
}

fn names(folder: &Path) -> Vec<std::ffi::OsString> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
}

/// A report whose findings reach far to the right: long names, long lines, and words under the last figures of a line.
fn far_to_the_right(folder: &Path) {
    let agency = "某某某某自治州某某某某自治县人民政府政务服务和公共资源交易管理局";
    let inner = folder.join("二〇二三年度各乡镇各部门年度报告");
    fs::create_dir(&inner).unwrap();
    let text = wrong().replace("示例县人民政府办公室", agency).replace("总计: 0}", "总计: 33}");
    fs::write(inner.join("甲.yaml"), &text).unwrap();
    let spread = text.replace("新收: [41, 0, 0, 0, 0, 0, 14]", "新收: [41,        0,       0,      0,       0,       0,     14]");
    assert_ne!(text, spread);
    fs::write(inner.join("乙.yaml"), spread).unwrap();
    fs::write(folder.join("丙.yaml"), "[").unwrap();
    for file in ["right.docx", "right.html"] {
        fs::copy(Path::new("examples").join(file), folder.join(file)).unwrap();
    }
    fs::write(folder.join("丁.html"), large_figures()).unwrap();
}

/// A web page whose figures are large, the total of the applications received with two digits swapped.
fn large_figures() -> String {
    let page = fs::read_to_string("examples/right.html").unwrap();
    let row = |first: &str, others: &str, total: &str| {
        [&[first][..], &[others; 5], &[total]]
            .concat()
            .iter()
            .map(|figure| format!("<td><p>{figure}</p></td>"))
            .collect::<String>()
    };
    let (small, large) = (row("14", "0", "14"), row("14", "1000000", "5000014"));
    let page = page.replacen(&small, &row("14", "1000000", "5000041"), 1).replacen(&small, &large, 1);
    assert!(page.contains(&large));
    page.replacen(&row("6", "0", "6"), &row("6", "1000000", "5000006"), 1)
}

#[test]
fn every_line_fits_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    far_to_the_right(folder.path());
    for lang in ["zh", "en"] {
        for columns in [60, 80, 96, 104, 120] {
            let ended = Terminal::new(folder.path()).columns(columns).run(&["check", "--lang", lang, "."]);
            assert_eq!(ended.lines_too_wide(), Vec::<String>::new(), "{columns} columns, {}", ended.screen());
        }
    }
}

#[test]
fn the_width_is_that_of_the_terminal_and_a_file_has_its_own() {
    let folder = folder();
    let widest = |text: &str| text.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap();
    let at = |columns: u16| widest(&Terminal::new(folder.path()).columns(columns).run(&["check", "b.yaml"]).screen());
    let (narrow, wide) = (at(60), at(120));
    assert!(narrow <= 60 && wide > 80 && wide <= 120, "{narrow} {wide}");
    let written = |columns: u16| {
        Terminal::new(folder.path()).columns(columns).run(&["check", "-o", "out.txt", "b.yaml"]);
        fs::read_to_string(folder.path().join("out.txt")).unwrap()
    };
    assert_eq!(written(60), written(120));
}
