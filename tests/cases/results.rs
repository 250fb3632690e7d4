//! The formats that other tools and people take results in: spreadsheets, continuous integration, code hosts.

use super::write::{ZH, as_document, case, printed, read, rules, snapshot};
use base64::{Engine, engine::general_purpose::STANDARD};
use gouji::{
    engine::{Checker, Selection},
    finding::{Outcome, ReportVerdict, Waived},
    lang::Lang,
    report::{NoReport, Report},
    ruleset::RuleSet,
    write::{CheckedInput, Csv, Github, Html, Junit, Sarif, Style, Writer},
};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// A clean report, a wrong one, the same in a document with tables, a line of a stream, and a file that is torn.
fn batch(rules: &RuleSet) -> Vec<(&'static str, Result<Report, NoReport>)> {
    let wrong = || read("swapped_digits.yaml", &case("swapped_digits.yaml"), rules);
    vec![
        ("clean.yaml", read("clean.yaml", &case("clean.yaml"), rules)),
        ("年报/swapped_digits.yaml", wrong()),
        ("报告.docx", wrong().map(as_document)),
        ("all.ndjson:3", wrong()),
        ("broken.json", read("broken.json", "{\"year\": 2023,\n \"agency\": \"甲}", rules)),
    ]
}

/// A report whose words would be taken for a formula, a command or a tag.
const HOSTILE: &str =
    "year: 2023\nagency: \"=HYPERLINK(\\\"http://x\\\")\"\ntables: {收费: {行政事业性收费: {金额: \"<b>50%:,\\r::x::\"}}}\n";

fn hostile(rules: &RuleSet) -> [(&'static str, Result<Report, NoReport>); 1] {
    [("a,b:%\n<i>.yaml", read("a", HOSTILE, rules))]
}

fn junit(rules: &RuleSet, style: Style) -> Junit {
    Junit::new(style, Checker::new(rules, Selection { select: vec!["A".into()], ..Selection::default() }).rules_asked_for())
}

#[test]
fn csv_is_one_finding_a_row() {
    let rules = rules();
    let shown = printed(&mut Csv::new(ZH), &batch(&rules), &rules);
    assert!(shown.starts_with('\u{feff}') && shown.ends_with("\r\n"));
    snapshot("csv", &shown.replace(['\u{feff}', '\r'], ""));
    for row in csv::Reader::from_reader(shown.trim_start_matches('\u{feff}').as_bytes()).records().map(Result::unwrap) {
        for sentence in [&row[10], &row[17], &row[23]] {
            assert!(!sentence.contains('['), "an id in a sentence: {sentence}");
        }
    }
    let shown = printed(&mut Csv::new(ZH), &hostile(&rules), &rules);
    let mut rows = csv::Reader::from_reader(shown.trim_start_matches('\u{feff}').as_bytes());
    let columns = rows.headers().unwrap().len();
    for row in rows.records().map(Result::unwrap) {
        assert_eq!((row.len(), &row[1]), (columns, "'=HYPERLINK(\"http://x\")"));
    }
}

#[test]
fn annotations_stand_on_lines_and_cannot_be_forged() {
    let rules = rules();
    snapshot("github", &printed(&mut Github::new(ZH), &batch(&rules), &rules));
    let shown = printed(&mut Github::new(ZH), &hostile(&rules), &rules);
    let annotations = shown.lines().filter(|line| !line.starts_with("::debug::"));
    assert!(annotations.clone().count() > 0);
    assert!(annotations.clone().all(|line| line.starts_with("::") && line.contains("file=a%2Cb%3A%25%0A<i>.yaml,")), "{shown}");
    assert!(!shown.contains('\r'));
}

#[test]
fn junit_has_a_suite_a_report_and_a_case_a_rule() {
    let rules = rules();
    snapshot("junit", &printed(&mut junit(&rules, Style { lang: Lang::En, ..ZH }), &batch(&rules), &rules));
    let shown = printed(&mut junit(&rules, ZH), &hostile(&rules), &rules);
    let read = quick_junit::Report::deserialize_from_str(&shown).unwrap();
    assert_eq!((read.test_suites.len(), shown.contains("<b>")), (1, false));
}

/// The schema that OASIS publishes for SARIF 2.1.0. One of its patterns, for a key that gouji does not write, is no regular
/// expression by the rules of most engines: a bracket that is never opened.
pub(super) fn holds_to_the_schema(log: &serde_json::Value) {
    let schema = include_str!("results/sarif-schema-2.1.0.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let breaches: Vec<String> = schema.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn sarif_holds_to_its_schema() {
    let rules = rules();
    let log = |reports: &[(&str, Result<Report, NoReport>)]| -> serde_json::Value {
        let log = serde_json::from_str(&printed(&mut Sarif::new(ZH), reports, &rules)).unwrap();
        holds_to_the_schema(&log);
        log
    };
    log(&[]);
    log(&hostile(&rules));
    let mut whole = log(&batch(&rules));
    for result in whole["runs"][0]["results"].as_array().unwrap() {
        let location = &result["locations"][0]["physicalLocation"];
        assert!(location["artifactLocation"]["uri"].is_string() && location["region"]["startLine"].is_u64(), "{result}");
        assert_eq!(
            whole["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize]["id"],
            result["ruleId"]
        );
    }
    whole["runs"][0]["tool"]["driver"]["rules"]
        .as_array_mut()
        .unwrap()
        .retain(|rule| rule["id"] == "A301" || rule["id"] == "R001");
    snapshot("sarif", &serde_json::to_string_pretty(&whole).unwrap());
}

#[test]
fn what_is_waived_is_suppressed_in_sarif() {
    let rules = rules();
    let report = read("a.yaml", &case("swapped_digits.yaml"), &rules).unwrap();
    let mut outcome = Checker::new(&rules, Selection::default()).check(Some("a.yaml".to_owned()), &report);
    outcome.findings[0].waived = Some(Waived { reason: "已更正".into(), by: "张三".into(), until: None });
    let item =
        CheckedInput { outcome: &outcome, report: Some(&report), no_report: None, rules: std::borrow::Cow::Borrowed(&rules) };
    let (mut writer, mut out) = (Sarif::new(ZH), Vec::new());
    writer.item(&item, &mut out).unwrap();
    writer.end(&Default::default(), &mut out).unwrap();
    let log: serde_json::Value = serde_json::from_slice(&out).unwrap();
    holds_to_the_schema(&log);
    assert_eq!(log["runs"][0]["results"][0]["suppressions"][0]["justification"], "已更正（张三）");
}

#[test]
fn a_unit_without_a_report_is_named() {
    let rules = rules();
    let mut outcome: Outcome =
        Checker::new(&rules, Selection::default()).unreadable(None, &NoReport::because(Default::default()));
    outcome.agency = Some("甲局".to_owned());
    outcome.verdict = ReportVerdict::Missing;
    let item = CheckedInput { outcome: &outcome, report: None, no_report: None, rules: std::borrow::Cow::Borrowed(&rules) };
    let writers: [Box<dyn Writer>; 5] = [
        Box::new(Csv::new(ZH)),
        Box::new(Github::new(ZH)),
        Box::new(junit(&rules, ZH)),
        Box::new(Sarif::new(ZH)),
        Box::new(Html::new(ZH)),
    ];
    for mut writer in writers {
        let mut out = Vec::new();
        writer.item(&item, &mut out).unwrap();
        writer.end(&Default::default(), &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().contains("甲局"));
    }
}

#[test]
fn a_page_shows_the_form_with_links_both_ways() {
    let rules = rules();
    let page = printed(&mut Html::new(ZH), &batch(&rules), &rules);
    let shown = without_style(&page);
    snapshot("html", &shown);
    for (start, end, policy) in [("<style>", "</style>", "style-src"), ("<script>", "</script>", "script-src")] {
        let text = page.split_once(start).unwrap().1.split_once(end).unwrap().0;
        let hash = STANDARD.encode(Sha256::digest(text));
        assert!(page.contains(&format!("{policy} 'sha256-{hash}'")), "{policy} does not allow what is there");
    }
    let english = printed(&mut Html::new(Style { lang: Lang::En, ..ZH }), &batch(&rules), &rules);
    assert!(english.contains("should be 14") && english.contains("lang=\"en\""));
    for page in [&page, &english] {
        let targets: HashSet<&str> = between(page, " id=\"").collect();
        assert_eq!(targets.len(), between(page, " id=\"").count(), "an anchor stands twice");
        let lost: Vec<&str> = between(page, "href=\"#").filter(|target| !targets.contains(target)).collect();
        assert_eq!(lost, Vec::<&str>::new());
        assert!(page.contains("href=\"#u1t4c0\"") && page.contains("href=\"#u1f1\""), "cell and finding lead to each other");
    }
}

/// What stands between a mark and the next quote.
fn between<'a>(page: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(mark).skip(1).filter_map(|rest| rest.split('"').next())
}

/// The page without its style and its script, which change for the eye only.
fn without_style(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (body, script) = rest.split_once("</style>").unwrap().1.split_once("<script>").unwrap();
    let page = format!("{head}{body}{}", script.split_once("</script>").unwrap().1);
    // The policy knows style and script by their hashes.
    let policy = page.lines().find(|line| line.contains("Content-Security-Policy")).unwrap().to_owned();
    page.replace(&policy, "")
}

#[test]
fn findings_of_one_rule_have_each_its_own_place_on_the_page() {
    let rules = rules();
    let text = format!(
        "{}prose:\n  总体情况: |\n    全年收到申请25件。本年共收到政府信息公开申请26件。\n",
        case("clean.yaml").split("prose:").next().unwrap()
    );
    let line = text.lines().count();
    let page = printed(&mut Html::new(ZH), &[("a.yaml", read("a.yaml", &text, &rules))], &rules);
    let places: Vec<String> = page.split("在文件里：").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    // Of P509 in the second sentence, and of P501 in the first and in the second.
    assert_eq!(places, [28, 11, 28].map(|column| format!("第 {line} 行第 {column} 列")), "{page}");
}

#[test]
fn a_page_needs_no_network_and_runs_a_search_box_at_most() {
    let rules = rules();
    let page = printed(&mut Html::new(ZH), &hostile(&rules), &rules);
    assert!(page.contains("&lt;b&gt;50%") && page.contains("a,b:% &lt;i&gt;.yaml"), "{page}");
    assert_eq!(page.matches("<script").count(), 1, "the search box and nothing else");
    for word in ["<b>50", "<i>.yaml", "style=", "onclick", ":has(", "http:", "https:", "url(", "@import", "src="] {
        assert!(!page.replace("http:&#x2f;&#x2f;x", "").contains(word), "{word}");
    }
}
