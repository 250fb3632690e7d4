//! Files that the system does not let gouji write or read: said in the language asked for, with the name that the user gave.

use super::cli::{RIGHT, code, gouji, stderr};
use std::{fs, path::Path};
use tempfile::TempDir;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), RIGHT).unwrap();
    folder
}

/// What is said on standard error, the folder's own path as `…`; the exit code is 2.
fn said(folder: &Path, lang: &str, arguments: &[&str]) -> String {
    let root = folder.display().to_string();
    let arguments: Vec<String> = arguments.iter().map(|argument| argument.replace('…', &root)).collect();
    let whole: Vec<&str> = arguments.iter().map(String::as_str).chain(["--lang", lang]).collect();
    let done = gouji(&whole);
    assert_eq!(code(&done), 2, "{whole:?}: {}", stderr(&done));
    let said = stderr(&done).replace(&root, "…");
    assert!(!said.contains("os error") && !said.contains(".gouji-"), "{said}");
    said.trim_end().to_owned()
}

#[test]
fn an_output_that_cannot_be_written_is_named_as_it_was_given() {
    let folder = folder();
    fs::create_dir(folder.path().join("已收")).unwrap();
    let check = |output: &str, zh: &str, en: &str| {
        for format in ["terminal", "json", "junit", "xlsx"] {
            let arguments = ["check", "…/a.yaml", "--format", format, "--output", output];
            assert_eq!(said(folder.path(), "zh", &arguments), format!("gouji: “{output}”写不了：{zh}"));
            assert_eq!(said(folder.path(), "en", &arguments), format!("gouji: “{output}” cannot be written: {en}"));
        }
    };
    check("…/没有/结果", "没有文件夹“…/没有”", "there is no folder “…/没有”");
    check("…/已收", "这是文件夹，请写明文件名", "it is a folder: name a file");
    check("…/新的/", "这是文件夹，请写明文件名", "it is a folder: name a file");
    if cfg!(unix) {
        check("…/a.yaml/结果", "路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_to_be_full() {
    let folder = folder();
    for format in ["terminal", "short", "json", "ndjson", "sarif", "junit", "csv", "html", "xlsx"] {
        let arguments = ["check", "…/a.yaml", "…/none", "--format", format, "--output", "/dev/full"];
        assert_eq!(said(folder.path(), "zh", &arguments), "gouji: “/dev/full”写不了：磁盘已满", "{format}");
        let into = |lang: &str| {
            let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
            let path = folder.path().join("none").display().to_string();
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"));
            let done = command.args(["check", "--format", format, "--lang", lang, &path]).stdout(full).output().unwrap();
            (done.status.code(), String::from_utf8(done.stderr).unwrap())
        };
        assert_eq!(into("zh"), (Some(2), "gouji: 输出写不出去：磁盘已满\n".to_owned()), "{format}");
        assert_eq!(into("en"), (Some(2), "gouji: the output cannot be written: the disk is full\n".to_owned()), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever administers the system may write anywhere: nothing is refused then.
    if fs::write(closed.join("probe"), "").is_ok() {
        return;
    }
    let arguments = ["check", "…/a.yaml", "--output", "…/closed/out"];
    assert_eq!(said(folder.path(), "zh", &arguments), "gouji: “…/closed/out”写不了：没有权限");
    assert_eq!(said(folder.path(), "zh", &["new", "rules", "…/closed/rules"]), "gouji: “…/closed/rules/form.gj”写不了：没有权限");
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_read_are_named_in_the_language_asked_for() {
    let folder = folder();
    let roster = |lang: &str| said(folder.path(), lang, &["check", "…/a.yaml", "--roster", "…"]);
    assert!(roster("zh").contains("… 打不开：这是文件夹，不是文件"), "{}", roster("zh"));
    assert!(roster("en").contains("… cannot be opened: this is a folder, not a file"), "{}", roster("en"));
    let waivers = said(folder.path(), "zh", &["check", "…/a.yaml", "--waivers", "…/没有.yaml"]);
    assert!(waivers.contains("…/没有.yaml 打不开：没有这个文件或文件夹"), "{waivers}");
    let rules = said(folder.path(), "zh", &["new", "rules", "…/a.yaml/规则", "--empty"]);
    assert_eq!(rules, "gouji: “…/a.yaml/规则/form.gj”写不了：路径中有一段是文件，不是文件夹");
}
