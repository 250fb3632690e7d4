//! A year's collection as a folder: a city of eighty that sends, gets back and mends; a run that is interrupted, doubled, resumed.

use super::{
    city::{Unit, city, name, roster, write},
    cli::path,
    layouts::document,
    letters::{files, said},
};
use gouji::read::read;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};
use tempfile::TempDir;

/// A round in a folder of its own.
struct Round {
    folder: TempDir,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(arguments).args(["--lang", "zh"]).env("COLUMNS", "100").env_remove("NO_COLOR");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

impl Round {
    /// The round of a roster, empty.
    fn new(roster: &str, more: &[&str]) -> Round {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("roster.yaml");
        write(&file, roster);
        let round = Round { folder };
        let done = run(&[&["round", "init", &path(&round.dir()), "--roster", &path(&file)], more].concat());
        assert!(done.status.success(), "{}", text(&done.stderr));
        round
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("2023年报")
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let file = self.dir().join("收件").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    /// Puts what a unit of the city sends into the inbox, `{}` in the name for the unit's.
    fn send(&self, at: usize, unit: &Unit, name: &str) {
        let ending = ending(at);
        self.put(&format!("{}.{ending}", name.replace("{}", &unit.name)), sent(at, unit));
    }

    /// Takes in what is new on a day of January 2024 or later.
    fn take_in(&self, day: &str) -> Output {
        run(&["round", &path(&self.dir()), "--now", &format!("{day}T10:00:00+08:00")])
    }

    fn status(&self) -> String {
        let done = run(&["round", "status", &path(&self.dir())]);
        assert_eq!(text(&done.stderr), "");
        text(&done.stdout)
    }

    fn status_json(&self) -> Value {
        serde_json::from_slice(&run(&["round", "status", "--format", "json", &path(&self.dir())]).stdout).unwrap()
    }

    fn ledger(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.dir().join("台账.ndjson")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap_or(Value::Null)).collect()
    }

    /// The names of what lies among the results, in one of the folders there.
    fn results(&self, folder: &str) -> Vec<String> {
        files(&self.dir().join("结果").join(folder)).into_keys().collect()
    }

    fn overview(&self) -> String {
        fs::read_to_string(self.dir().join("结果/总览.html")).unwrap()
    }
}

fn snapshot(name: &str, said: &str) {
    insta::with_settings!({snapshot_path => "../snapshots/round", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(name, said);
    });
}

/// Units send Word files, workbooks and web pages in turn, and every tenth a report file.
fn ending(at: usize) -> &'static str {
    if at % 10 == 9 { "json" } else { ["docx", "xlsx", "html"][at % 3] }
}

/// The file that a unit sends.
fn sent(at: usize, unit: &Unit) -> Vec<u8> {
    let json = unit.report().to_string().into_bytes();
    let template = &crate::built_in().template;
    match ending(at) {
        "json" => json,
        kind => document(&read("a.json", &json, template).unwrap(), template, kind, u64::try_from(at).unwrap()),
    }
}

/// A round of the city; last year's reports lie in it.
fn round_of_the_city() -> Round {
    let round = Round::new(&roster(""), &["--title", "2023 年度政府信息公开工作年度报告", "--deadline", "2024-01-20"]);
    for [last, _] in city() {
        write(&round.dir().join(format!("上年/{}.json", last.name)), &last.report().to_string());
    }
    round
}

/// A round of six units, whose files lie in the inbox: one does not read, one has a mistake.
fn small_round() -> Round {
    let units: String = (21..=26).map(|at| format!("- {}\n", name(at))).collect();
    let round = Round::new(&units, &["--year", "2023"]);
    let mut all = city();
    all[20][1].documents[2] = -1;
    for (at, [_, unit]) in (20..).zip(&all[20..25]) {
        round.send(at, unit, "{}");
    }
    round.put(&format!("{}.docx", name(26)), "PK torn");
    round
}

/// What a unit sends first: some nothing, one a file that does not read, some with mistakes.
fn sent_first(round: &Round) {
    let mut all = city();
    all[4][1].documents[2] += 1;
    all[6][1].reviews[4] += 9;
    all[7][1].reviews[4] += 1;
    all[7][1].reviews[14] += 5;
    all[8][1].reviews[14] += 2;
    for (at, [_, unit]) in all.iter().enumerate() {
        match at {
            20 | 33 | 50 => {}
            // A Word file of which half came through.
            10 => round.put(&format!("{}.docx", unit.name), &sent(12, unit)[..3000]),
            _ => round.send(at, unit, "{}"),
        }
    }
}

/// What comes back: two mended, one with other mistakes, the torn one whole, one that was missing.
fn sent_again(round: &Round) {
    let mut all = city();
    all[7][1].reviews[4] += 3;
    all[7][1].reviews[9] += 1;
    for at in [6, 7, 8, 10, 20] {
        round.send(at, &all[at][1], "{}（修改）");
    }
}

fn sent_at_last(round: &Round) {
    let all = city();
    for at in [7, 33, 50] {
        round.send(at, &all[at][1], "第三次/{}");
    }
}

/// Of these units alone the files lie marked among the results, and they say what was sent.
fn assert_marked(round: &Round, files: &[(usize, &str)]) {
    let rules = crate::built_in();
    let said = |path: PathBuf| super::annotate::said(&read("a", &fs::read(path).unwrap(), &rules.template).unwrap());
    let mut names = Vec::new();
    for (at, file) in files {
        let (unit, ending) = (name(i64::try_from(*at + 1).unwrap()), ending(*at));
        let marked = format!("{unit}（标注）.{ending}");
        let original = format!("收件/{}.{ending}", file.replace("{}", &unit));
        assert_eq!(said(round.dir().join("结果/标注").join(&marked)), said(round.dir().join(original)), "{marked}");
        names.push(marked);
    }
    names.sort();
    assert_eq!(round.results("标注"), names);
}

#[test]
fn a_city_sends_gets_back_and_mends() {
    let round = round_of_the_city();
    sent_first(&round);
    assert_eq!(round.take_in("2024-01-18").status.code(), Some(3));
    snapshot("sent", &round.status());
    assert_marked(&round, &[(4, "{}"), (6, "{}"), (7, "{}"), (8, "{}")]);
    sent_again(&round);
    assert!(round.status().contains("另有 5 个文件还没有收"));
    let done = round.take_in("2024-01-24");
    assert_eq!(done.status.code(), Some(1));
    let said = text(&done.stderr);
    let page = round.overview();
    assert!(page.contains("仍在，数变了</b>") && page.contains("新出现</b>") && page.contains("上次报送以后已改："), "{page}");
    assert!(page.contains(&format!("<a href=\"退回意见&#x2f;{}（退回意见）.docx\">退回意见 docx</a>", name(8))), "{page}");
    assert!(said.starts_with("gouji: 只能在 docx、xlsx 和 html 上标注") && said.lines().count() == 1, "{said}");
    snapshot("returned", &round.status());
    assert_marked(&round, &[(4, "{}"), (7, "{}（修改）")]);
    sent_at_last(&round);
    assert_eq!(round.take_in("2024-02-02").status.code(), Some(0));
    snapshot("mended", &round.status());
    assert_marked(&round, &[(4, "{}")]);

    let overview = round.overview();
    assert!(overview.contains("截止") && overview.contains("1月20日（星期六）"));
    assert!(overview.contains("2024年2月2日，过截止 13 天") && overview.contains("2月2日，第 3 次"), "{overview}");
    let sum = fs::read(round.dir().join("结果/汇总.xlsx")).unwrap();
    assert!(super::workbooks::part(&sum, "xl/workbook.xml").contains("name=\"占比\""));

    let ledger = round.ledger();
    let received: Vec<&Value> = ledger.iter().filter(|line| line["received"].is_string()).collect();
    assert_eq!(received.len(), 77 + 5 + 3);
    let business = name(8);
    let of_business = received.iter().filter(|line| line["unit"] == business.as_str());
    let told: Vec<String> = of_business
        .map(|line| {
            let findings = line["findings"].as_array().unwrap().iter();
            let keys: Vec<&str> = findings.map(|finding| finding["key"].as_str().unwrap()).collect();
            format!("{} {} {}", line["received"].as_str().unwrap(), line["verdict"].as_str().unwrap(), keys.join(" "))
        })
        .collect();
    assert_eq!(
        told,
        [
            format!(
                "2024-01-18T10:00:00+08:00 fail A401|{business}|2023|复议 A401|{business}|2023|复议后起诉 \
                 A402|{business}|2023|复议诉讼[件数, 复议后起诉.总计]"
            ),
            format!("2024-01-24T10:00:00+08:00 fail A401|{business}|2023|复议 A401|{business}|2023|直接起诉"),
            "2024-02-02T10:00:00+08:00 pass ".to_owned(),
        ]
    );
}

#[test]
fn running_again_changes_nothing_and_results_depend_only_on_the_folder() {
    let round = small_round();
    round.take_in("2024-01-18");
    let (ledger, overview) = (round.ledger(), round.overview());
    round.take_in("2024-03-01");
    assert_eq!(round.ledger(), ledger, "nothing came in: nothing is recorded");
    assert_eq!(round.overview(), overview);
    assert!(round.status().contains("收件记到 2024-01-18"));

    let elsewhere = Round { folder: tempfile::tempdir().unwrap() };
    copy(&round.dir(), &elsewhere.dir());
    fs::remove_dir_all(elsewhere.dir().join("结果")).unwrap();
    elsewhere.take_in("2025-01-01");
    assert_eq!(elsewhere.overview(), overview, "results may be deleted and made again, anywhere");
    assert_eq!(elsewhere.ledger(), ledger);
    assert_eq!(elsewhere.status(), round.status().replace(&path(&round.dir()), &path(&elsewhere.dir())));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).unwrap();
        }
    }
}

/// No file is in the ledger twice, and each that lies in the inbox is in it.
fn assert_complete(round: &Round, files: usize) {
    let mut keys: Vec<String> = round
        .ledger()
        .iter()
        .filter(|line| line["received"].is_string())
        .map(|line| format!("{} {}", line["file"], line["sha256"]))
        .collect();
    keys.sort();
    assert_eq!(keys.len(), files);
    keys.dedup();
    assert_eq!(keys.len(), files, "nothing is doubled");
}

#[test]
fn two_runs_at_once_lose_nothing_and_double_nothing() {
    let round = small_round();
    let runs: Vec<_> = (0..3).map(|_| command(&["round", &path(&round.dir())]).spawn().unwrap()).collect();
    let received: Vec<String> = runs.into_iter().map(|run| text(&run.wait_with_output().unwrap().stdout)).collect();
    assert_eq!(received.iter().filter(|said| said.contains("新收到 6 个文件")).count(), 1);
    assert_eq!(received.iter().filter(|said| said.contains("没有新收到的文件")).count(), 2);
    assert_complete(&round, 6);
}

#[test]
fn a_run_that_is_killed_is_resumed() {
    let round = small_round();
    for wait in [20, 150, 500] {
        let mut run = command(&["round", &path(&round.dir())]).spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        let _ = run.kill();
        run.wait().unwrap();
    }
    round.take_in("2024-01-18");
    for folder in ["结果", "结果/退回意见", "结果/标注"] {
        write(&round.dir().join(folder).join(".gouji-torn"), "half of a file");
    }
    round.take_in("2024-01-18");
    assert_complete(&round, 6);
    assert!(round.overview().trim_end().ends_with("</html>"));
    let left = walkdir::WalkDir::new(round.dir()).into_iter().filter_map(Result::ok);
    assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().starts_with(".gouji-")), "nothing is left behind");
}

#[test]
fn a_ledger_that_was_torn_keeps_its_other_lines() {
    let round = small_round();
    round.take_in("2024-01-18");
    let file = round.dir().join("台账.ndjson");
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() - 40]).unwrap();
    let done = round.take_in("2024-01-19");
    assert!(text(&done.stderr).contains("“台账.ndjson”第 6 行不完整或读不懂，跳过了"), "{}", text(&done.stderr));
    assert!(text(&done.stdout).contains("新收到 1 个文件"));
    assert_complete(&round, 6);
    assert!(fs::read(&file).unwrap().starts_with(&whole[..whole.len() - 40]), "what is written is never rewritten");
}

/// What a round says that fails since no file may grow over so many blocks of the shell.
#[cfg(target_os = "linux")]
fn on_a_full_disk(round: &Round, blocks: u32) -> String {
    let limit = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let arguments = ["round", &path(&round.dir()), "--now", "2024-01-18T10:00:00+08:00", "--lang", "zh"];
    let mut full = Command::new("sh");
    full.args(["-c", &limit, "sh", env!("CARGO_BIN_EXE_gouji")]).args(arguments).env("COLUMNS", "100");
    let done = full.output().unwrap();
    let said = text(&done.stderr);
    assert_eq!(done.status.code(), Some(2), "{said}");
    said
}

/// A disk that is full where the results are.
#[cfg(target_os = "linux")]
#[test]
fn results_that_do_not_fit_on_the_disk_are_made_whole_later() {
    let round = small_round();
    let said = on_a_full_disk(&round, 10);
    assert!(
        said.contains("写不了") && said.trim_end().ends_with("。收到的已记入台账，没有丢失；能写以后再运行一次，结果会写全"),
        "{said}"
    );
    assert_eq!(round.ledger().len(), 6);
    round.take_in("2024-01-19");
    assert_complete(&round, 6);
}

/// A disk that is full when the ledger is written.
#[cfg(target_os = "linux")]
#[test]
fn a_ledger_that_does_not_fit_on_the_disk_ends_in_a_whole_line() {
    let round = small_round();
    let said = on_a_full_disk(&round, 2);
    assert!(said.contains("“台账.ndjson”写不了"), "{said}");
    let recorded = round.ledger();
    assert!((1..6).contains(&recorded.len()) && recorded.iter().all(Value::is_object), "{recorded:?}");
    let done = round.take_in("2024-01-19");
    assert!(!text(&done.stderr).contains("台账"), "{}", text(&done.stderr));
    assert_complete(&round, 6);
}

#[test]
fn what_was_received_is_never_changed_and_a_file_that_is_replaced_is_another_submission() {
    let round = small_round();
    let inbox = round.dir().join("收件");
    let bytes = |name: &str| fs::read(inbox.join(name)).unwrap();
    let file = format!("{}.html", name(21));
    let before = bytes(&file);
    round.take_in("2024-01-18");
    assert_eq!(bytes(&file), before);
    let [_, mended] = &city()[20];
    round.put(&file, sent(20, mended));
    round.take_in("2024-01-19");
    let status = round.status_json();
    let unit = status["units"].as_array().unwrap().iter().find(|unit| unit["unit"] == name(21).as_str()).unwrap().clone();
    assert_eq!((&unit["verdict"], &unit["submissions"], &unit["since"]), (&"pass".into(), &2.into(), &"2024-01-19".into()));
    assert_eq!(unit["changes"], serde_json::json!({"new": 0, "still": 0, "changed": 0, "gone": 2}));
    fs::remove_file(inbox.join(&file)).unwrap();
    let said = round.status();
    assert!(said.contains("没有 2023 年的报告；2024-01-19 收到过“收件/云溪市"), "{said}");
}

/// Findings of rules that run over nothing have their cell for a place.
#[test]
fn whatever_is_sent_again_unmended_is_still_there() {
    let round = small_round();
    round.take_in("2024-01-18");
    let unit = &mut city()[20][1];
    unit.documents[2] = -1;
    unit.permits += 1;
    round.send(20, unit, "{}（修改）");
    round.take_in("2024-01-19");
    let status = round.status_json();
    let unit = status["units"].as_array().unwrap().iter().find(|unit| unit["unit"] == name(21).as_str()).unwrap();
    let asked = unit["to_mend"].as_u64().unwrap() + unit["to_confirm"].as_u64().unwrap();
    assert!(asked > 0, "{unit}");
    assert_eq!(unit["changes"], serde_json::json!({"new": 0, "still": asked, "changed": 0, "gone": 0}));
}

#[test]
fn each_unit_has_its_letter_until_it_has_mended() {
    let round = small_round();
    let settings = "year: 2023\ndeadline: 2024-01-31\ncontact: 张三，电话 0000-0000000\nletter: {office: 云溪市人民政府办公室, to: 公开科}\n";
    write(&round.dir().join("round.yaml"), settings);
    let mut roster = fs::read_to_string(round.dir().join("名册.yaml")).unwrap();
    roster = format!("units:\n{roster}letter: {{office: 另一个办公室, number: 云政公开函〔2024〕1号}}\n");
    write(&round.dir().join("名册.yaml"), &roster);
    fs::remove_file(round.dir().join(format!("收件/{}.docx", name(25)))).unwrap();
    let letters = round.dir().join("结果/退回意见");
    let names = || files(&letters).into_keys().collect::<Vec<_>>();
    let both = |at: i64, kind: &str| ["docx", "html"].map(|ending| format!("{}（{kind}）.{ending}", name(at)));
    let sorted = |mut all: Vec<String>| {
        all.sort();
        all
    };
    round.take_in("2024-01-18");
    let open = [both(25, "催报"), both(26, "退回意见")].concat();
    assert_eq!(names(), sorted([open.clone(), both(21, "退回意见").to_vec()].concat()));
    let sent = files(&letters);
    let [_, page] = both(21, "退回意见");
    // Without the hash of the rules.
    snapshot("letter", said(&sent[&page]).rsplit_once("核对所用规则").unwrap().0);
    round.take_in("2024-02-20");
    assert_eq!(files(&letters), sent, "the same folder gives the same bytes");

    // Files of others stay, also one that has the name of a letter.
    let [foreign, _] = both(22, "退回意见");
    let [docx, _] = both(26, "退回意见");
    [&foreign, &docx].iter().for_each(|name| fs::write(letters.join(name), "mine").unwrap());
    round.send(20, &city()[20][1], "{}");
    let done = round.take_in("2024-02-21");
    assert!(text(&done.stderr).contains("不是 gouji 写的，或已被改过，没有覆盖"), "{}", text(&done.stderr));
    assert_eq!(names(), sorted([open, vec![foreign.clone()]].concat()));
    let now = files(&letters);
    assert!([&foreign, &docx].iter().all(|name| now[*name] == b"mine"));
    let [_, reminder] = both(25, "催报");
    assert!(said(&now[&reminder]).contains("于＿＿＿＿年＿＿月＿＿日前报送"), "the deadline has passed");
}

#[test]
fn what_a_unit_sent_lies_marked_among_the_results_until_it_has_mended() {
    let round = Round::new("- 示例县人民政府办公室\n", &["--year", "2023"]);
    let right = fs::read_to_string("examples/right.html").unwrap();
    let (before, after) = right.split_at(right.find("一、本年新收").unwrap());
    let wrong = format!("{before}{}", after.replacen("14", "41", 1));
    let asked = right.replace("收到申请14件", "收到申请15件");
    let (marked, letters) = (round.dir().join("结果/标注"), round.dir().join("结果/退回意见"));
    let names = |folder: &Path| files(folder).into_keys().collect::<Vec<_>>();
    let letter = |kind: &str| ["docx", "html"].map(|ending| format!("示例县人民政府办公室（{kind}）.{ending}"));
    for (day, file, page, kind) in
        [("2024-01-18", "一.html", &wrong, "退回意见"), ("2024-01-19", "第二次/一.html", &asked, "核实通知")]
    {
        round.put(file, page);
        round.take_in(day);
        assert_eq!(
            (names(&marked), names(&letters)),
            (vec!["示例县人民政府办公室（标注）.html".to_owned()], letter(kind).to_vec())
        );
    }
    assert!(!round.overview().contains("data-gouji"));
    round.put("第三次/一.html", &right);
    round.take_in("2024-01-20");
    assert!(!marked.exists() && !letters.exists());
}

#[test]
fn what_is_of_nobody_on_the_roster_is_said() {
    let round = Round::new("- 甲局\n", &[]);
    round.put("报送说明.txt", "请查收。");
    let done = round.take_in("2024-01-18");
    assert_eq!(done.status.code(), Some(3));
    assert!(text(&done.stdout).contains("“收件/报送说明.txt”不属于名册上任何单位"));
    assert_eq!(round.ledger()[0]["unit"], Value::Null);
}

#[test]
fn a_folder_that_is_no_round_and_a_round_with_mistakes_are_refused() {
    let round = Round::new("- 甲局\n", &[]);
    let folder = path(round.folder.path());
    let refused = |arguments: &[&str], words: &str| {
        let done = run(arguments);
        assert_eq!(done.status.code(), Some(2), "{words}");
        assert!(text(&done.stderr).contains(words), "{}", text(&done.stderr));
    };
    refused(&["round", &folder], "没有 round.yaml，不是一个收集文件夹");
    refused(&["round", "status", &folder], "没有 round.yaml");
    let dir = path(&round.dir());
    refused(&["round", "init", &dir, "--roster", &path(&round.dir().join("名册.yaml"))], "已经是收集文件夹，没有改动");
    write(&round.dir().join("round.yaml"), "yaer: 2023\ndeadline: 1月\n");
    refused(&["round", &dir], "是不是 year？");
    refused(&["round", &dir], "deadline 应是日期");
    write(&round.dir().join("round.yaml"), "rules: 本地\n");
    refused(&["round", &dir], "收集文件夹里没有“本地”");
    write(&round.dir().join("round.yaml"), "");
    fs::remove_file(round.dir().join("名册.yaml")).unwrap();
    refused(&["round", &dir], "收集文件夹里没有“名册.yaml”");
}

#[test]
fn a_finding_is_accepted_once_with_the_gap_that_it_has() {
    let round = small_round();
    let mut all = city();
    all[21][1].reviews[4] += 9;
    round.send(21, &all[21][1], "{}");
    round.take_in("2024-01-18");
    let dir = path(&round.dir());
    let accept = |finding: &str| run(&["round", "accept", &dir, &name(22), finding, "--by", "张三", "--why", "见函"]);
    let refused = accept("A999");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("没有“A999”；有：A401[复议]"), "{}", text(&refused.stderr));
    let done = accept("A401[复议]");
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let waivers = fs::read_to_string(round.dir().join("豁免.yaml")).unwrap();
    assert!(waivers.starts_with("waivers:\n- code: A401\n  agency: \"云溪市"), "{waivers}");
    assert!(waivers.contains("\n  at: \"复议\"\n  gap: "), "{waivers}");
    round.take_in("2024-01-20");
    let lines = round.ledger();
    let last = lines.last().unwrap();
    assert_eq!((&last["checked"], &last["verdict"]), (&"2024-01-20T10:00:00+08:00".into(), &"pass".into()));
    assert_eq!(last["findings"][0]["waived"], true);
    assert_eq!(accept("A401[复议]").status.code(), Some(2), "it is allowed already");
}

/// What opens the page goes on when the terminal of gouji is gone: it was the last program in it.
#[cfg(target_os = "linux")]
#[test]
fn the_page_is_opened_though_the_terminal_closes() {
    let round = small_round();
    let folder = round.folder.path();
    let (opener, opened) = (folder.join("bin/xdg-open"), folder.join("opened"));
    write(&opener, &format!("#!/bin/sh\nsleep 0.3\necho \"$1\" > '{}'\n", path(&opened)));
    fs::set_permissions(&opener, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let programs = format!("{}:{}", path(opener.parent().unwrap()), std::env::var("PATH").unwrap());
    let (pty, terminal) = pty_process::blocking::open().unwrap();
    let command = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_gouji"));
    let command = command.arg(path(&round.dir())).env("PATH", programs).env("DISPLAY", ":0").env_remove("GOUJI_NO_OPEN");
    let mut gouji = command.spawn(terminal).unwrap();
    let reader = std::thread::spawn(move || {
        let mut pty = pty;
        let mut said = Vec::new();
        let _ = std::io::Read::read_to_end(&mut pty, &mut said);
    });
    assert_eq!(gouji.wait().unwrap().code(), Some(3));
    reader.join().unwrap();
    let mut tries = 0;
    while fs::read_to_string(&opened).unwrap_or_default().is_empty() && tries < 200 {
        std::thread::sleep(std::time::Duration::from_millis(50));
        tries += 1;
    }
    let page = path(&round.dir().join("结果/总览.html"));
    assert_eq!(fs::read_to_string(&opened).unwrap().trim_end(), fs::canonicalize(page).unwrap().to_str().unwrap());
}

#[test]
fn without_a_command_a_round_is_run_and_files_are_checked_into_a_page_beside_them() {
    let round = small_round();
    let done = run(&[&path(&round.dir())]);
    assert!(text(&done.stdout).contains("新收到 6 个文件"), "{}", text(&done.stderr));
    let folder = round.folder.path();
    let [_, unit] = &city()[30];
    let file = folder.join("报告.json");
    write(&file, &unit.report().to_string());
    let page = folder.join("核对结果.html");
    let done = run(&["--no-open", &path(&file)]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert!(fs::read_to_string(&page).unwrap().contains(&unit.name));
    write(&page, "<p>别人的</p>");
    run(&[&path(&file)]);
    assert_eq!(fs::read_to_string(&page).unwrap(), "<p>别人的</p>", "what gouji did not write is not written over");
    assert!(folder.join("核对结果（2）.html").exists());
}
