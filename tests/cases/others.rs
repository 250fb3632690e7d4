//! Other reports that are not as one would wish: of another agency, of another edition, with figures that are not known.

use super::cli::{code, gouji, json, path, stderr};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

const THIS_YEAR: &str = include_str!("../../rules/disclosure-report/example.yaml");
const LAST_YEAR: &str = include_str!("../../rules/disclosure-report/example-prior.yaml");
const OF_2020: &str = include_str!("../../rules/disclosure-report/example-2020.yaml");

fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    folder
}

/// The first report of a run, this year's with last year's beside it.
fn beside(this: String, last: String) -> Value {
    let folder = folder(&[("this.yaml", this), ("last.yaml", last)]);
    let at = |name: &str| path(&folder.path().join(name));
    json(&gouji(&["check", "--format", "json", "--prior", &at("last.yaml"), &at("this.yaml")]))["reports"][0].clone()
}

/// `CODE[at] verdict message`
fn told(report: &Value) -> Vec<String> {
    let words = |finding: &Value| {
        let of = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        format!("{}[{}] {} {}", of("code"), of("at"), of("verdict"), of("message"))
    };
    report["findings"].as_array().unwrap().iter().map(words).collect()
}

fn why(report: &Value, code: &str) -> String {
    let skipped = report["skipped"].as_array().unwrap();
    skipped.iter().find(|skipped| skipped["code"] == code).map(|skipped| skipped["why"].as_str().unwrap().to_owned()).unwrap()
}

#[test]
fn a_figure_of_last_year_that_is_not_known_leaves_the_rule_open() {
    let report = beside(THIS_YEAR.to_owned(), LAST_YEAR.replace("规范性文件: [1, 3, 8]", "规范性文件: [1, 3, 很多]"));
    let told = told(&report);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("Y602[规范性文件] unknown"), "{told:?}");
    assert!(told[1].starts_with("Y603[文件[规范性文件, 有效]] unknown"), "{told:?}");
}

#[test]
fn rows_that_were_one_are_compared_and_shown_as_one() {
    let this = THIS_YEAR.replace("year: 2023", "year: 2021").replace("2024-01-20", "2022-01-20").replace("2023年", "2021年");
    let report = beside(this, OF_2020.to_owned());
    assert_eq!(
        told(&report),
        [
            "Y603[申请[办理.其他处理, 自然人]] fail （六）其他处理，自然人：今年 1，上年 60，相差十倍以上，请核对单位和位数",
            "Y603[申请[办理.其他处理, 总计]] fail （六）其他处理，总计：今年 1，上年 60，相差十倍以上，请核对单位和位数",
        ]
    );
    let prior = report["findings"][0]["cells"].as_array().unwrap().iter().filter(|cell| cell["value"] == "60").count();
    assert_eq!(prior, 1);
}

#[test]
fn a_prior_report_of_another_agency_or_year_is_not_compared() {
    let of = |from: &str, to: &str| beside(THIS_YEAR.to_owned(), LAST_YEAR.replace(from, to));
    assert_eq!(why(&of("云溪市水利局", "云溪市财政局"), "Y601"), "the prior report given is of “云溪市财政局”");
    assert_eq!(why(&of("year: 2022", "year: 2021"), "Y601"), "the prior report given is for 2021");
    assert_eq!(told(&of("agency: 云溪市水利局\n", "")), Vec::<String>::new());
}

#[test]
fn a_unit_in_another_edition_is_not_added_up_and_two_that_differ_are_not_either() {
    let roster = "units:\n  - {name: 云溪市, kind: 政府}\n  - {name: 云溪市水利局, parent: 云溪市}\n".to_owned();
    let parent = THIS_YEAR.replace("云溪市水利局", "云溪市").replace("kind: 部门\n", "");
    let check = |children: &[(&str, String)]| {
        let mut files = vec![("a.yaml", parent.clone())];
        files.extend_from_slice(children);
        let folder = folder(&files);
        let roster_folder = self::folder(&[("roster.yaml", roster.clone())]);
        let roster = path(&roster_folder.path().join("roster.yaml"));
        json(&gouji(&["check", "--format", "json", "--roster", &roster, &path(folder.path())]))["reports"][0].clone()
    };
    let old = check(&[("b.yaml", OF_2020.replace("year: 2020", "year: 2023"))]);
    assert_eq!(why(&old, "G702"), "nothing to compare with in the edition of the other report");
    let two = check(&[("b.yaml", THIS_YEAR.to_owned()), ("c.yaml", THIS_YEAR.replace("处理决定: 31", "处理决定: 32"))]);
    assert!(why(&two, "G702").starts_with("two reports of 云溪市水利局 that differ"), "{}", why(&two, "G702"));
    let one = check(&[("b.yaml", THIS_YEAR.to_owned())]);
    assert!(!told(&one).iter().any(|told| told.starts_with("G7")), "a parent with one unit has its figures: {:?}", told(&one));
}

#[test]
fn what_last_year_carried_out_is_not_this_years() {
    let wrong = THIS_YEAR.replace("结转下年: [1, 2, 0, 0, 0, 0, 3]", "结转下年: [0, 2, 0, 0, 0, 0, 2]");
    let with = |sentence: &str| wrong.replace("办理结果见下表。", &format!("{sentence}办理结果见下表。"));
    for sentence in ["", "2022年结转下年度继续办理2件，均已办结。", "上年度结转下年度继续办理2件，本年收到申请20件。"]
    {
        let report = beside(with(sentence), LAST_YEAR.to_owned());
        let cause = &report["causes"][0]["cells"][0];
        assert_eq!((&cause["cell"], &cause["expected"]), (&"申请[结转下年, 自然人]".into(), &"1".into()), "{sentence}");
    }
}

#[test]
fn a_report_is_never_written_over_while_it_is_read() {
    let folder = folder(&[("a.yaml", THIS_YEAR.to_owned())]);
    let file = path(&folder.path().join("a.yaml"));
    let done = gouji(&["check", "--format", "json", "--output", &file, &file]);
    assert_eq!(code(&done), 2, "{}", stderr(&done));
    assert_eq!(fs::read_to_string(&file).unwrap(), THIS_YEAR);
}

#[test]
fn snapshots_of_other_tests_are_left_alone() {
    let folder = folder(&[("a.yaml", THIS_YEAR.to_owned())]);
    let theirs = folder.path().join("snapshots/theirs__case.snap");
    fs::create_dir(folder.path().join("snapshots")).unwrap();
    fs::write(&theirs, "---\nsource: src/lib.rs\nexpression: value\n---\n1\n").unwrap();
    assert_eq!(code(&gouji(&["test", &path(folder.path()), "--bless"])), 0);
    assert!(theirs.exists());
    assert!(folder.path().join("snapshots/a.yaml.snap").exists());
}
