//! `check --letters`: what each unit is sent.

use super::cli::{code, gouji, path, stderr};
use std::{collections::BTreeMap, fs, path::Path};

const ROSTER: &str = "year: 2023
units:
  - {name: 示例县人民政府办公室, received: 2024-01-18}
  - {name: 示例县水利局}
  - {name: 示例县商务局}
  - {name: 示例县统计局, files: [统计局]}
letter:
  office: 示例市人民政府办公室
  number: 示政办公开函〔2024〕17号
  date: 2024年1月22日
  deadline: 2024年1月26日（星期五）17:00
  contact: 王某
  phone: 0000-0000000
  to: 政务公开科
";

/// A wrong report, one to look at, one that is torn, and a unit that sent nothing.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("收件")).unwrap();
    fs::copy("examples/wrong.yaml", at("收件/办公室.yaml")).unwrap();
    let year = fs::read_to_string("examples/this_year.yaml").unwrap();
    fs::write(at("收件/水利局.yaml"), year.replace("125000", "12.5")).unwrap();
    fs::copy("examples/last_year.yaml", at("上年.yaml")).unwrap();
    fs::write(at("收件/统计局.docx"), "PK\u{3}\u{4}").unwrap();
    fs::write(at("名册.yaml"), ROSTER).unwrap();
    folder
}

fn letters(folder: &Path, lang: &str, to: &str) -> std::process::Output {
    let at = |name: &str| path(&folder.join(name));
    let (reports, roster, prior, to) = (at("收件"), at("名册.yaml"), at("上年.yaml"), at(to));
    gouji(&["check", &reports, "--roster", &roster, "--prior", &prior, "--lang", lang, "--letters", &to])
}

pub(super) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    all.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// What a page says, a line a block, without its style.
pub(super) fn said(page: &[u8]) -> String {
    let page = String::from_utf8(page.to_vec()).unwrap();
    let body = page.split_once("<body>").unwrap().1;
    let mut said = String::new();
    for piece in body.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap();
        let ends = ["/p", "/h1", "/h2", "/tr", "br"].contains(&tag);
        said.push_str(if ends {
            "\n"
        } else if ["/td", "/th"].contains(&tag) {
            " | "
        } else {
            ""
        });
        said.push_str(words.trim_matches('\n'));
    }
    said.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_unit_is_told_what_to_do_next() {
    let folder = folder();
    letters(folder.path(), "zh", "文书");
    let files = files(&folder.path().join("文书"));
    let names: Vec<&str> = files.keys().map(String::as_str).filter(|name| name.ends_with(".html")).collect();
    assert_eq!(
        names,
        [
            "示例县人民政府办公室（退回意见）.html",
            "示例县商务局（催报）.html",
            "示例县水利局（核实通知）.html",
            "示例县统计局（退回意见）.html"
        ]
    );
    let letter = |name: &str| said(&files[name]);
    let has = |letter: &str, all: &[&str]| all.iter().for_each(|words| assert!(letter.contains(words), "{words}: {letter}"));
    let deadline = "2024年1月26日（星期五）17:00前";
    let returned = letter("示例县人民政府办公室（退回意见）.html");
    has(
        &returned,
        &["示例市人民政府办公室", "有2处须改正", "办公室.yaml，2024年1月18日收到，校验码", "应为14（两位颠倒）", deadline],
    );
    has(&returned, &["“一、本年新收政府信息公开申请数量”行“自然人”列", "第1处，对照台账把 41 改为 14", "王某"]);
    has(&letter("示例县水利局（核实通知）.html"), &["没有必须改正的问题，有2处请核实", "上年报告的结转下年是 3 件", deadline]);
    has(&letter("示例县统计局（退回意见）.html"), &["这个文件读不出来", "另存为 docx，重新报送", deadline]);
    has(&letter("示例县商务局（催报）.html"), &["至今没有收到。", "于2024年1月26日（星期五）17:00前报送"]);
}

#[test]
fn the_same_input_gives_the_same_letters_and_foreign_files_stay() {
    let folder = folder();
    letters(folder.path(), "en", "once");
    letters(folder.path(), "en", "twice");
    let once = files(&folder.path().join("once"));
    assert_eq!(once, files(&folder.path().join("twice")));
    assert_eq!(once.len(), 8);
    // What gouji wrote is replaced.
    assert_eq!(code(&letters(folder.path(), "en", "twice")), 3);
    let foreign = folder.path().join("twice/示例县商务局 (reminder).docx");
    fs::write(&foreign, "mine").unwrap();
    let done = letters(folder.path(), "en", "twice");
    assert!(stderr(&done).contains("was not written by gouji"), "{}", stderr(&done));
    assert_eq!(files(&folder.path().join("twice")).len(), 8, "the others were written");
    assert_eq!(fs::read(&foreign).unwrap(), b"mine");
}

#[test]
fn what_each_unit_sent_is_marked() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::remove_file(at("收件/办公室.yaml")).unwrap();
    let page = fs::read_to_string("examples/right.html").unwrap();
    let at_figure = page.find("一、本年新收").unwrap() + page[page.find("一、本年新收").unwrap()..].find("14").unwrap();
    let page = format!("{}41{}", &page[..at_figure], &page[at_figure + 2..]);
    fs::write(at("收件/办公室.html"), &page).unwrap();
    let to = path(&at("标注"));
    let (reports, roster, prior, sent) = (path(&at("收件")), path(&at("名册.yaml")), path(&at("上年.yaml")), path(&at("文书")));
    let all = ["check", &reports, "--roster", &roster, "--prior", &prior, "--lang", "zh", "--marked", &to, "--letters", &sent];
    let done = gouji(&all);
    assert!(stderr(&done).contains("没有标注的是“水利局.yaml”"), "{}", stderr(&done));
    let marked = files(&at("标注"));
    assert_eq!(marked.keys().collect::<Vec<_>>(), ["示例县人民政府办公室（标注）.html"]);
    let letter = &files(&at("文书"))["示例县人民政府办公室（退回意见）.html"];
    assert!(said(letter).contains("附件：示例县人民政府办公室（标注）.html"), "{}", said(letter));
    // Written again it is replaced; changed by somebody it stays; handed in unchanged it is no report.
    let own = at("标注/示例县人民政府办公室（标注）.html");
    assert!(!stderr(&gouji(&all)).contains("没有覆盖"));
    fs::copy(&own, at("收件/再报.html")).unwrap();
    let done = gouji(&["check", &reports, "--format", "json", "--lang", "zh"]);
    fs::remove_file(at("收件/再报.html")).unwrap();
    assert_eq!(super::cli::json(&done)["summary"]["passed_over"], 1);
    fs::write(&own, [&marked["示例县人民政府办公室（标注）.html"][..], b"<!-- mine -->"].concat()).unwrap();
    assert!(stderr(&gouji(&all)).contains("没有覆盖"));
    assert!(fs::read(&own).unwrap().ends_with(b"<!-- mine -->"));
    // Mended in the marked file and handed in again it is read, and nothing of the marks is left over.
    let mended = String::from_utf8(marked["示例县人民政府办公室（标注）.html"].clone()).unwrap().replace(">41<", ">14<");
    fs::write(at("收件/办公室.html"), mended).unwrap();
    let done = gouji(&["check", &path(&at("收件/办公室.html")), "--format", "json", "--lang", "zh"]);
    assert_eq!(super::cli::json(&done)["reports"][0]["verdict"], "pass");
}

#[test]
fn a_letter_is_no_report() {
    let folder = folder();
    letters(folder.path(), "zh", "收件");
    let done = gouji(&["check", &path(&folder.path().join("收件")), "--format", "json", "--lang", "zh"]);
    assert_eq!(super::cli::json(&done)["summary"]["passed_over"], 8);
}
