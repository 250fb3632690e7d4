//! A city of eighty over two years: twelve units under its government, sixty-seven beside it. Everything ties up; then one mistake of
//! every rule between years and between units is planted, and each is found, and nothing else.

use super::cli::{code, gouji, json, path};
use serde_json::{Value, json as object};
use std::{fs, path::Path};
use tempfile::TempDir;

/// The requests of one kind of applicant: carried in, received, not held, carried out; the rest is disclosed.
pub(super) struct Requests {
    carried_in: i64,
    received: i64,
    not_held: i64,
    carried_out: i64,
}

/// What one unit reports on one year.
pub(super) struct Unit {
    pub(super) name: String,
    kind: &'static str,
    year: i64,
    pub(super) documents: [i64; 3],
    pub(super) permits: i64,
    penalties: [i64; 2],
    fees: String,
    people: Requests,
    firms: Requests,
    /// Upheld, corrected, other, pending, total, three times.
    pub(super) reviews: [i64; 15],
    prose: [String; 3],
}

pub(super) fn name(at: i64) -> String {
    let trades = [
        "教育", "财政", "水利", "林业", "民政", "司法", "交通", "商务", "文旅", "卫健", "应急", "审计", "统计", "体育", "信访",
        "粮食", "气象", "住建", "城管", "医保",
    ];
    let (district, trade) = (usize::try_from((at - 1) / 20).unwrap(), usize::try_from((at - 1) % 20).unwrap());
    format!("云溪市{}{}局", ["", "东湖区", "南岭区", "西山区"][district], trades[trade])
}

/// How many units there are beside the government.
const UNITS: i64 = 79;

/// A unit's report: this year's figures follow from last year's.
fn unit(at: i64, year: i64) -> Unit {
    let later = year - 2022;
    let requests = |first: i64, last: i64, received: i64| Requests {
        carried_in: if later == 0 { first } else { last },
        received: received + 2 * later,
        not_held: 1 + later,
        carried_out: if later == 0 { last } else { first },
    };
    let pending = if later == 0 { at % 2 } else { 0 };
    let mut reviews = [0; 15];
    reviews[0] = 2;
    reviews[3] = pending;
    reviews[4] = 2 + pending;
    reviews[10] = later;
    reviews[14] = later;
    let made = if later == 0 { 1 } else { 3 };
    let (now, done) = if later == 0 { ("收到", "已经办结") } else { ("新收", "全部答复") };
    Unit {
        name: name(at),
        kind: "部门",
        year,
        documents: [made, 1, 20 + at + if later == 0 { 0 } else { 2 }],
        permits: 40 + 3 * at + 4 * later,
        penalties: [5 + at + later, at % 3],
        fees: format!("{}.5", 10 + at + later),
        people: requests(at % 4, 1 + at % 2, 20 + at),
        firms: requests(1, at % 3, 6),
        reviews,
        prose: [
            format!("{year}年，{}{now}的申请{done}，各项工作有序推进。", name(at)),
            format!("第{at}批目录在第{}季度更新，栏目由{now}数最多的科室维护。", 1 + later),
            format!("{done}以后的回访还不够及时，拟于{}年改进。", year + 1),
        ],
    }
}

impl Requests {
    fn row(people: &Requests, firms: &Requests, pick: impl Fn(&Requests) -> i64) -> Value {
        let (one, two) = (pick(people), pick(firms));
        object!([one, two, 0, 0, 0, 0, one + two])
    }

    fn answered(&self) -> i64 {
        self.carried_in + self.received - self.carried_out
    }
}

impl Unit {
    /// The report file. Of three units one leaves blank what is zero, and one only totals that are zero.
    pub(super) fn report(&self) -> Value {
        let mut report = self.filled_in();
        if self.documents[2] % 3 != 0 {
            blank_zeros(&mut report["tables"], self.documents[2] % 3 == 1);
        }
        report
    }

    fn filled_in(&self) -> Value {
        let row = |pick: &dyn Fn(&Requests) -> i64| Requests::row(&self.people, &self.firms, pick);
        let none = || row(&|_| 0);
        let many = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), none())).collect::<serde_json::Map<_, _>>();
        object!({
            "template": "政府信息公开工作年度报告", "agency": self.name, "kind": self.kind, "year": self.year,
            "published": format!("{}-01-20", self.year + 1),
            "tables": {
                "文件": {"规章": [0, 0, 0], "规范性文件": self.documents},
                "许可": {"行政许可": [self.permits]},
                "处罚强制": {"行政处罚": [self.penalties[0]], "行政强制": [self.penalties[1]]},
                "收费": {"行政事业性收费": [self.fees]},
                "申请": {
                    "新收": row(&|of| of.received), "上年结转": row(&|of| of.carried_in),
                    "办理": {
                        "予以公开": row(&|of| of.answered() - of.not_held), "部分公开": none(),
                        "不予公开": many(&["国家秘密", "法律法规禁止", "三安全一稳定", "第三方权益", "内部事务", "过程性信息", "执法案卷", "查询事项"]),
                        "无法提供": {"不掌握": row(&|of| of.not_held), "需另行制作": none(), "补正不明确": none()},
                        "不予处理": many(&["信访举报", "重复申请", "公开出版物", "大量反复", "确认或重新出具"]),
                        "其他处理": many(&["逾期不补正", "逾期未缴费", "其他"]),
                        "总计": row(&|of| of.answered()),
                    },
                    "结转下年": row(&|of| of.carried_out),
                },
                "复议诉讼": {"件数": self.reviews},
            },
            "prose": {
                "总体情况": self.prose[0], "主动公开": self.prose[1], "依申请公开": "数字列在表中。",
                "复议诉讼情况": "数字列在表中。", "问题与改进": self.prose[2],
                "其他事项": format!("{}年未收取信息处理费。", self.year),
            },
        })
    }
}

fn blank_zeros(value: &mut Value, totals_only: bool) {
    match value {
        Value::Array(row) => {
            // The three groups of reviews and suits have five columns, requests seven, each with its total at the end.
            let width = if row.len() == 15 { 5 } else { row.len() };
            for (at, figure) in row.iter_mut().enumerate() {
                if *figure == 0 && (!totals_only || (width > 3 && at % width == width - 1)) {
                    *figure = Value::Null;
                }
            }
        }
        Value::Object(entries) => entries.values_mut().for_each(|entry| blank_zeros(entry, totals_only)),
        _ => {}
    }
}

/// The government's report: the sums of the twelve units under it.
fn government(units: &[&Unit]) -> Unit {
    let year = units[0].year;
    let sum = |pick: &dyn Fn(&Unit) -> i64| units.iter().map(|unit| pick(unit)).sum::<i64>();
    let requests = |of: &dyn Fn(&Unit) -> &Requests| Requests {
        carried_in: sum(&|unit| of(unit).carried_in),
        received: sum(&|unit| of(unit).received),
        not_held: sum(&|unit| of(unit).not_held),
        carried_out: sum(&|unit| of(unit).carried_out),
    };
    let (season, word) =
        if year == 2022 { ("上半年", "通报了考核结果") } else { ("下半年", "逐项整改了问题") };
    Unit {
        name: "云溪市人民政府".to_owned(),
        kind: "政府",
        year,
        documents: [0, 1, 2].map(|at| sum(&|unit| unit.documents[at])),
        permits: sum(&|unit| unit.permits),
        penalties: [0, 1].map(|at| sum(&|unit| unit.penalties[at])),
        fees: format!("{}.5", 200 + year - 2022),
        people: requests(&|unit| &unit.people),
        firms: requests(&|unit| &unit.firms),
        reviews: std::array::from_fn(|at| sum(&|unit| unit.reviews[at])),
        prose: [
            format!("{season}开展了工作考核和社会评议，{word}，没有发生责任追究。"),
            format!("{season}检查了各单位的栏目，{word}。"),
            format!("{season}发现的不足已经列出清单，{word}以后继续跟踪。"),
        ],
    }
}

/// Both years of all units, by number; the government last.
pub(super) fn city() -> Vec<[Unit; 2]> {
    let mut all: Vec<[Unit; 2]> = (1..=UNITS).map(|at| [unit(at, 2022), unit(at, 2023)]).collect();
    let parents = [0, 1].map(|year| government(&all.iter().take(12).map(|both| &both[year]).collect::<Vec<_>>()));
    all.push(parents);
    all
}

pub(super) fn roster(more: &str) -> String {
    let under = |at: i64| if at <= 12 { ", parent: 云溪市人民政府" } else { "" };
    let units: String = (1..=UNITS).map(|at| format!("  - {{name: {}, kind: 部门{}}}\n", name(at), under(at))).collect();
    format!("year: 2023\nunits:\n{units}  - {{name: 云溪市人民政府, kind: 政府}}\n{more}")
}

/// A folder with a folder for each year, and the roster beside them.
fn written(city: &[[Unit; 2]], more: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for unit in city.iter().flatten() {
        let file = folder.path().join(format!("reports/{}/{}.json", unit.year, unit.name));
        write(&file, &unit.report().to_string());
    }
    write(&folder.path().join("roster.yaml"), &roster(more));
    folder
}

pub(super) fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn check(folder: &TempDir) -> Value {
    let (reports, roster) = (folder.path().join("reports"), folder.path().join("roster.yaml"));
    let done = gouji(&["check", "--format", "json", "--roster", &path(&roster), &path(&reports)]);
    assert!(code(&done) <= 1);
    json(&done)
}

/// `name year code[at]` of every finding that is more than a remark on how the report was read.
fn findings(report: &Value) -> Vec<String> {
    let mut all = Vec::new();
    for one in report["reports"].as_array().unwrap() {
        for finding in one["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] != "info") {
            let at = finding["at"].as_str().map(|at| format!("[{at}]")).unwrap_or_default();
            let name = one["agency"].as_str().unwrap().trim_start_matches("云溪市");
            all.push(format!("{name} {} {}{at}", one["year"], finding["code"].as_str().unwrap()));
        }
    }
    all
}

fn skipped<'r>(report: &'r Value, agency: &str, year: u16, code: &str) -> Option<&'r str> {
    let reports = report["reports"].as_array().unwrap();
    let one = reports.iter().find(|one| one["agency"] == agency && one["year"] == year).unwrap();
    one["skipped"].as_array().unwrap().iter().find(|skipped| skipped["code"] == code).and_then(|skipped| skipped["why"].as_str())
}

#[test]
fn a_city_that_ties_up_has_no_findings() {
    let report = check(&written(&city(), ""));
    assert_eq!(findings(&report), Vec::<String>::new());
    assert_eq!((&report["summary"]["reports"], &report["summary"]["files"]), (&80.into(), &160.into()));
    assert_eq!(report["summary"]["passed"], 80);
    assert_ne!(report["summary"]["infos"], 0, "two thirds of the units leave zeros blank");
    assert_eq!(skipped(&report, "云溪市人民政府", 2023, "G702"), None);
    assert_eq!(skipped(&report, "云溪市教育局", 2023, "G702"), Some("no children"));
    assert_eq!(skipped(&report, "云溪市教育局", 2023, "Y601"), None);
    assert_eq!(skipped(&report, "云溪市教育局", 2022, "Y601"), Some("no prior report"));
}

#[test]
fn a_mistake_of_every_rule_between_years_and_units_is_found_and_nothing_else() {
    let mut city = city();
    let [_, carried] = &mut city[12];
    carried.people.carried_in += 1;
    carried.people.carried_out += 1;
    city[13][1].documents[2] += 1;
    city[14][1].fees = "265000".to_owned();
    same_tables(&mut city[15]);
    same_prose(&mut city[16]);
    city[17][0].reviews[3] = 3;
    city[17][0].reviews[4] = 5;
    city[18][1].reviews[10] = 9;
    city[18][1].reviews[14] = 9;
    city[79][1].permits -= 2;
    let copied = [unit(12, 2022), unit(12, 2023)];
    for (own, copy) in city[19].iter_mut().zip(copied) {
        let (name, prose) = (own.name.clone(), own.prose.clone());
        *own = Unit { name, prose, ..copy };
    }
    city[19][0].permits += 1;
    let folder = written(&city, "  - 云溪市档案局\n");
    let twice = folder.path().join("reports/2023/再报.json");
    fs::copy(folder.path().join(format!("reports/2023/{}.json", name(10))), twice).unwrap();

    let report = check(&folder);
    let mut found = findings(&report);
    found.sort();
    let mut planted = [
        "统计局 2023 Y601[自然人]",
        "统计局 2023 Y601[总计]",
        "体育局 2023 Y602[规范性文件]",
        "信访局 2023 Y603[收费[行政事业性收费, 金额]]",
        "粮食局 2023 Y604",
        "气象局 2023 Y605",
        "住建局 2023 Y606[复议]",
        "城管局 2023 A402",
        "审计局 2023 G703",
        "医保局 2023 G703",
        "人民政府 2023 G702[许可[行政许可, 处理决定]]",
        "档案局 2023 G701",
    ];
    planted.sort_unstable();
    assert_eq!(found, planted);
}

/// This year's tables are last year's, and yet follow from them.
fn same_tables([last, this]: &mut [Unit; 2]) {
    last.documents = [1, 1, 36];
    for of in [&mut last.people, &mut last.firms] {
        of.carried_out = of.carried_in;
    }
    last.reviews[3] = 0;
    last.reviews[4] = 2;
    let prose = this.prose.clone();
    *this = Unit { name: last.name.clone(), prose, fees: last.fees.clone(), year: 2023, ..unit(16, 2022) };
    this.documents = last.documents;
    for of in [&mut this.people, &mut this.firms] {
        of.carried_out = of.carried_in;
    }
    this.reviews = last.reviews;
}

/// This year's prose is last year's with the year changed.
fn same_prose([last, this]: &mut [Unit; 2]) {
    this.prose = last.prose.clone().map(|words| words.replace("2023", "2024").replace("2022", "2023"));
}

/// The one finding of a rule.
fn finding_of<'r>(report: &'r Value, code: &str) -> &'r Value {
    let reports = report["reports"].as_array().unwrap().iter();
    let mut all = reports.flat_map(|one| one["findings"].as_array().unwrap()).filter(|finding| finding["code"] == code);
    let first = all.next().unwrap();
    assert!(all.next().is_none());
    first
}

const PERMITS: &str = "人民政府 2023 G702[许可[行政许可, 处理决定]]";

#[test]
fn while_a_unit_is_missing_a_parent_is_held_to_what_the_others_prove() {
    let mut city = city();
    let own = city[2][1].permits;
    city[79][1].permits -= own;
    let missing = format!("reports/2023/{}.json", name(3));
    let folder = written(&city, "");
    fs::remove_file(folder.path().join(&missing)).unwrap();
    let report = check(&folder);
    assert_eq!(
        findings(&report),
        ["水利局 2023 G701"],
        "the others come to as much as the parent has: the missing one may have 0"
    );
    assert_eq!(skipped(&report, "云溪市人民政府", 2023, "G702"), Some("no report of 云溪市水利局"));

    city[79][1].permits -= 1;
    let folder = written(&city, "");
    fs::remove_file(folder.path().join(&missing)).unwrap();
    let report = check(&folder);
    assert_eq!(findings(&report), [PERMITS, "水利局 2023 G701"]);
    let finding = finding_of(&report, "G702");
    assert_eq!(
        finding["message"],
        "行政许可，本年处理决定数量：填 708，各下级单位合计 709 以上，相差 1 以上 (no report of 云溪市水利局; the other units alone prove it)"
    );
    assert_eq!((&finding["left"], &finding["right"], &finding["gap"]), (&"708".into(), &"709".into(), &"-1".into()));
}

#[test]
fn a_unit_with_two_reports_that_differ_counts_as_missing_for_its_parent() {
    let mut city = city();
    let own = city[2][1].permits;
    city[79][1].permits -= own + 1;
    let folder = written(&city, "");
    let mut again = city[2][1].report();
    again["tables"]["许可"]["行政许可"][0] = object!(1000);
    write(&folder.path().join("reports/2023/水利再报.json"), &again.to_string());
    let message = finding_of(&check(&folder), "G702")["message"].as_str().unwrap().to_owned();
    assert!(
        message.contains("填 708，各下级单位合计 709 以上，相差 1 以上 (two reports of 云溪市水利局 that differ: "),
        "{message}"
    );
    assert!(message.contains("水利再报.json"), "{message}");
}

#[test]
fn the_roster_says_when_a_report_of_its_year_was_published_or_received() {
    let folder = written(&city(), "");
    for (at, year) in (1..=5).flat_map(|at| [(at, 2022), (at, 2023)]) {
        let mut report = unit(at, year).report();
        if at < 5 {
            report.as_object_mut().unwrap().remove("published");
        }
        let day = if (at, year) == (4, 2023) { "2月3日" } else { "1月18日" };
        report["prose"]["signature"] = format!("{}年{day}", year + 1).into();
        write(&folder.path().join(format!("reports/{year}/{}.json", name(at))), &report.to_string());
    }
    let mut roster = roster("");
    for (at, day) in [
        (1, "published: 2024-01-31, received: 2024-02-09"),
        (2, "published: 2024-02-01"),
        (3, "received: 2024-02-01"),
        (4, "received: 2024-01-31"),
        (5, "published: 2024-02-01, received: 2024-02-01"),
    ] {
        roster = roster.replace(&format!("{{name: {},", name(at)), &format!("{{name: {}, {day},", name(at)));
    }
    write(&folder.path().join("roster.yaml"), &roster);
    let report = check(&folder);
    assert_eq!(findings(&report), ["林业局 2023 D806", "水利局 2023 D806", "财政局 2023 D802"]);
    let message = |code: &str, at: i64| {
        let one =
            report["reports"].as_array().unwrap().iter().find(|one| one["agency"] == name(at) && one["year"] == 2023).unwrap();
        let finding = one["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == code).unwrap();
        finding["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(message("D802", 2), "公布日期是 2024 年 2 月 1 日，晚于规定的期限 2024 年 1 月 31 日，晚 1 天");
    for (at, day) in [(3, "收到日期是 2024 年 2 月 1 日"), (4, "落款日期是 2024 年 2 月 3 日")] {
        assert_eq!(message("D806", at), format!("没有公布日期，{day}，已晚于规定的期限 2024 年 1 月 31 日，请查明何时公布"));
    }
}

#[test]
fn a_figure_of_a_unit_that_cannot_be_read_leaves_what_the_others_prove() {
    let mut city = city();
    let own = city[2][1].permits;
    let with = |city: &[[Unit; 2]]| {
        let folder = written(city, "");
        let mut odd = city[2][1].report();
        odd["tables"]["许可"]["行政许可"][0] = "很多".into();
        write(&folder.path().join(format!("reports/2023/{}.json", name(3))), &odd.to_string());
        finding_of(&check(&folder), "G702").clone()
    };
    city[79][1].permits -= own;
    assert_eq!(with(&city)["verdict"], "unknown");
    city[79][1].permits -= 1;
    let finding = with(&city);
    assert_eq!(finding["verdict"], "fail");
    let message = finding["message"].as_str().unwrap();
    assert!(message.ends_with("(this figure of 云溪市水利局 is not known; the other units alone prove it)"), "{message}");
}

#[test]
fn what_each_unit_has_is_shown_beside_a_parent_that_differs() {
    let mut city = city();
    city[79][1].permits -= 2;
    let folder = written(&city, "");
    let (reports, roster) = (path(&folder.path().join("reports")), path(&folder.path().join("roster.yaml")));
    let told = |format: &str| gouji(&["check", "--lang", "zh", "--format", format, "--roster", &roster, &reports]).stdout;
    let shares = "对照各下级单位填的数：云溪市审计局 80，云溪市应急局 77，云溪市卫健局 74，云溪市文旅局 71，云溪市商务局 68，云溪市交通局 65，\
                  云溪市司法局 62，云溪市民政局 59，云溪市林业局 56，云溪市水利局 53，另有 2 个合计 97";
    assert!(String::from_utf8(told("html")).unwrap().contains(shares));
    assert!(super::workbooks::part(&told("xlsx"), "xl/sharedStrings.xml").contains(shares));
}

#[test]
fn the_number_of_jobs_changes_nothing_and_a_stream_says_what_it_cannot_do() {
    let mut city = city();
    city[79][1].permits -= 2;
    let folder = written(&city, "");
    let (reports, roster) = (path(&folder.path().join("reports")), path(&folder.path().join("roster.yaml")));
    let run = |jobs: &str| gouji(&["check", "--format", "json", "--roster", &roster, "--jobs", jobs, &reports]).stdout;
    assert_eq!(run("1"), run("7"));

    let lines: String = city.iter().map(|both| format!("{}\n", both[1].report())).collect();
    let stream = folder.path().join("all.ndjson");
    write(&stream, &lines);
    let done = gouji(&[
        "check",
        "--format",
        "json",
        "--roster",
        &roster,
        "--prior",
        &path(&folder.path().join("reports/2022")),
        &path(&stream),
    ]);
    let report = json(&done);
    assert_eq!(findings(&report), Vec::<String>::new());
    assert_eq!(skipped(&report, "云溪市人民政府", 2023, "G702"), Some("in a stream"));
    assert_eq!(skipped(&report, "云溪市教育局", 2023, "Y601"), None, "prior comes from --prior");
}

/// `path verdict codes` of what was handed in for this year and is not simply in order, paths from the folder of the year on.
fn told(report: &Value) -> Vec<String> {
    let mut all = Vec::new();
    for one in report["reports"].as_array().unwrap() {
        let path = one["path"].as_str().map_or("-", |path| path.split_once("reports/").unwrap().1);
        let findings = one["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] != "info");
        let codes: Vec<&str> = findings.map(|finding| finding["code"].as_str().unwrap()).collect();
        let unit = one["unit"].as_str().unwrap_or_default().trim_start_matches("云溪市");
        let superseded = if one["superseded_by"].is_null() { "" } else { " superseded" };
        if one["verdict"] != "pass" || !superseded.is_empty() {
            let verdict = one["verdict"].as_str().unwrap();
            all.push(format!("{path} {unit} {verdict}{superseded} {}", codes.join(",")).trim_end().to_owned());
        }
    }
    all.sort();
    all
}

#[test]
fn mistakes_of_handing_in_are_told_of_the_unit_that_made_them_in_any_order_of_files() {
    let city = city();
    let folder = written(&city, "");
    let year = folder.path().join("reports/2023");
    let file = |at: i64| year.join(format!("{}.json", name(at)));
    let wrong = |at: i64| {
        let mut report = city[usize::try_from(at).unwrap() - 1][1].report();
        report["tables"]["申请"]["新收"][0] = object!(990);
        report
    };
    // Units under nobody, so that no sum of a parent is concerned.
    fs::copy(file(21), file(20)).unwrap();
    write(&file(22), "{\"template\": \"政府信息公开工作");
    fs::rename(file(23), year.join("附件.json")).unwrap();
    fs::copy(folder.path().join(format!("reports/2022/{}.json", name(24))), file(24)).unwrap();
    write(&file(25), &wrong(25).to_string());
    write(&year.join(format!("{}（修改稿）.json", name(25))), &city[24][1].report().to_string());
    write(&year.join(format!("第二次/{}.json", name(26))), &city[25][1].report().to_string());
    write(&file(26), &wrong(26).to_string());
    write(&year.join("某.json"), &wrong(27).to_string());
    fs::remove_file(file(28)).unwrap();
    let expected = [
        format!("- {} missing G701", name(28).trim_start_matches("云溪市")),
        format!("2023/{0}.json {1} fail superseded A301,A303,Y603", name(25), name(25).trim_start_matches("云溪市")),
        format!("2023/{0}.json {1} fail superseded A301,A303,Y603", name(26), name(26).trim_start_matches("云溪市")),
        format!("2023/{0}.json {1} fail G704", name(20), name(20).trim_start_matches("云溪市")),
        format!("2023/{0}.json {1} unreadable R001", name(22), name(22).trim_start_matches("云溪市")),
        format!("2023/{0}.json {1} fail G706", name(24), name(24).trim_start_matches("云溪市")),
        format!("2023/{0}.json {1} review G705", name(27), name(27).trim_start_matches("云溪市")),
        format!("2023/某.json {} fail A301,A303,G705,Y603", name(27).trim_start_matches("云溪市")),
    ];
    let mut expected = expected.to_vec();
    expected.sort();

    let roster = path(&folder.path().join("roster.yaml"));
    let mut files: Vec<String> =
        walkdir::WalkDir::new(folder.path().join("reports")).into_iter().map(|entry| path(entry.unwrap().path())).collect();
    files.retain(|path| path.ends_with(".json"));
    files.sort();
    let orders = [files.clone(), files.iter().rev().cloned().collect(), {
        let mut mixed = files.clone();
        mixed.sort_by_key(|path| path.bytes().map(usize::from).sum::<usize>() % 97);
        mixed
    }];
    for files in orders {
        let arguments = ["check", "--format", "json", "--roster", &roster].into_iter();
        let done = gouji(&arguments.chain(files.iter().map(String::as_str)).collect::<Vec<_>>());
        assert_eq!(code(&done), 3);
        let report = json(&done);
        assert_eq!(told(&report), expected);
        let summary = &report["summary"];
        let counts = ["reports", "passed", "review", "failed", "unreadable", "missing", "superseded", "files"];
        assert_eq!(counts.map(|key| summary[key].as_u64().unwrap()), [80, 75, 0, 3, 1, 1, 2, 162]);
    }
}
