//! The page for units: what `gouji page` writes, and that what runs in it says what the command line says, to the byte.

use super::cli::{code, gouji, stderr, stdout};
use base64::{Engine, engine::general_purpose::STANDARD};
use gouji::page::{Desk, Setup, UnitNames};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;

/// The rules built in, in English: the language that tests run the binary in.
fn setup() -> Setup {
    Setup { rules: crate::built_in(), ..Setup::default() }
}

fn desk(setup: &Setup) -> Desk {
    Desk::new(&setup.to_bytes().unwrap()).unwrap()
}

/// What a desk answers about a document, with last year's report beside it if there is one.
fn answer(desk: &Desk, want: &str, name: &str, prior: Option<&str>) -> Vec<u8> {
    answer_about(desk, want, (name, &fs::read(name).unwrap()), prior, None)
}

/// The same, with the submission before beside it.
fn answer_about(desk: &Desk, want: &str, (name, document): (&str, &[u8]), prior: Option<&str>, before: Option<&str>) -> Vec<u8> {
    let [prior, before] = [prior, before].map(|name| name.map(|name| (name, fs::read(name).unwrap())));
    let beside = |file: &Option<(&str, Vec<u8>)>| file.as_ref().map(|(name, bytes)| json!({"name": name, "length": bytes.len()}));
    let (last_year, earlier) = (beside(&prior), beside(&before));
    let request =
        json!({"want": want, "name": name, "length": document.len(), "prior": last_year, "before": earlier}).to_string();
    let mut asked = u32::try_from(request.len()).unwrap().to_le_bytes().to_vec();
    asked.extend(request.bytes());
    asked.extend(document);
    asked.extend([prior, before].into_iter().flatten().flat_map(|(_, bytes)| bytes));
    desk.answer(&asked)
}

fn drawn(desk: &Desk, name: &str) -> Value {
    serde_json::from_slice(&answer(desk, "page", name, None)).unwrap()
}

#[test]
fn a_wrong_document_is_given_back_with_the_marks_of_the_command_line() {
    let desk = desk(&setup());
    let folder = tempfile::tempdir().unwrap();
    let [marked, prior] = ["marked", "2022.yaml"].map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    let last_year = fs::read_to_string("examples/last_year.yaml").unwrap();
    fs::write(&prior, last_year.replace("示例县水利局", "示例县人民政府办公室")).unwrap();
    fs::create_dir(&marked).unwrap();
    for kind in ["docx", "xlsx", "html"] {
        let name = format!("examples/right.{kind}");
        gouji(&["check", "--prior", &prior, "--marked", &marked, &name]);
        let written = fs::read(format!("{marked}/right (marked).{kind}")).unwrap();
        assert!(answer(&desk, "marked", &name, Some(&prior)) == written, "{name}");
        let page: Value = serde_json::from_slice(&answer(&desk, "page", &name, Some(&prior))).unwrap();
        assert_eq!((&page["marked"], &drawn(&desk, &name)["marked"]), (&json!(kind), &Value::Null));
    }
    assert_eq!(answer(&desk, "marked", "examples/wrong.yaml", None), b"");
    assert_eq!(drawn(&desk, "examples/wrong.yaml")["marked"], Value::Null);
}

#[test]
fn what_is_no_longer_wrong_since_the_submission_before_is_told() {
    let desk = desk(&setup());
    let text = fs::read_to_string("examples/wrong.yaml").unwrap();
    let mended = text.replace("[41, 0, 0, 0, 0, 0, 14]", "[14, 0, 0, 0, 0, 0, 14]");
    let page = |before| {
        let answer = answer_about(&desk, "page", ("mended.yaml", mended.as_bytes()), None, before);
        serde_json::from_slice::<Value>(&answer).unwrap()
    };
    let compared = page(Some("examples/wrong.yaml"));
    let gone = compared["gone"].as_array().unwrap();
    assert_eq!(gone.iter().map(|issue| &issue["found"]).collect::<Vec<_>>(), ["41"]);
    assert_eq!(compared["report"]["issues"][0]["standing"], "still");
    for before in [None, Some("tests/reports/torn.yaml")] {
        let alone = page(before);
        assert_eq!((&alone["gone"], &alone["report"]["issues"][0]["standing"]), (&Value::Null, &Value::Null));
    }
}

#[test]
fn the_page_says_what_the_command_line_says() {
    let desk = desk(&setup());
    let documents =
        ["examples/wrong.yaml", "examples/right.docx", "examples/right.xlsx", "examples/right.html", "tests/reports/torn.yaml"];
    for name in documents {
        for format in ["json", "csv"] {
            let printed = stdout(&gouji(&["check", "--format", format, name]));
            assert_eq!(String::from_utf8(answer(&desk, format, name, None)).unwrap(), printed, "{name} as {format}");
        }
    }
    let [name, prior] = ["examples/this_year.yaml", "examples/last_year.yaml"];
    let printed = stdout(&gouji(&["check", "--format", "json", "--prior", prior, name]));
    assert_eq!(String::from_utf8(answer(&desk, "json", name, Some(prior))).unwrap(), printed);
    let report = stdout(&gouji(&["extract", "examples/right.docx"]));
    assert_eq!(String::from_utf8(answer(&desk, "yaml", "examples/right.docx", None)).unwrap(), report);
}

#[test]
fn what_the_page_draws_says_what_was_recognised() {
    let desk = desk(&setup());
    let wrong = drawn(&desk, "examples/wrong.yaml");
    assert_eq!(wrong["who"], "示例县人民政府办公室");
    assert_eq!(wrong["edition"], "2021");
    assert_eq!(wrong["cells"], json!([200, 200]));
    assert_eq!(wrong["report"]["state"], "fail");
    let torn = drawn(&desk, "tests/reports/torn.yaml");
    assert_eq!((&torn["report"]["state"], &torn["held"]), (&json!("unreadable"), &json!(0)));
}

#[test]
fn a_unit_of_the_roster_is_known_by_its_names_and_has_its_kind() {
    let unit = UnitNames {
        name: "示例县政府办".to_owned(),
        kind: Some("政府".to_owned()),
        also: vec!["示例县人民政府办公室".to_owned()],
        ..UnitNames::default()
    };
    let desk = desk(&Setup { units: vec![unit], ..setup() });
    let wrong = drawn(&desk, "examples/wrong.yaml");
    assert_eq!((&wrong["who"], &wrong["report"]["unit"]), (&json!("示例县政府办"), &json!("示例县政府办")));
    assert_eq!(serde_json::from_slice::<Value>(&desk.about()).unwrap()["units"], 1);
}

#[test]
fn a_page_with_rules_of_another_version_does_not_open() {
    let bytes = setup().to_bytes().unwrap();
    let mut other = bytes.clone();
    other[0] ^= 1;
    for bytes in [&other[..], &bytes[..bytes.len() / 2], &bytes[..4], b""] {
        assert!(Desk::new(bytes).is_none());
    }
}

#[test]
fn a_request_that_is_none_has_no_answer() {
    let desk = desk(&setup());
    for asked in [&b""[..], b"\xff\xff\xff\xff{}", b"\x02\0\0\0{}", b"\0\0\0"] {
        assert_eq!(desk.answer(asked), b"");
    }
}

#[cfg(not(feature = "page"))]
#[test]
fn without_the_module_it_is_said_what_to_do() {
    let done = gouji(&["page"]);
    assert_eq!(code(&done), 2);
    assert_eq!(stderr(&done).lines().count(), 1);
    assert!(stderr(&done).contains("cargo xtask page"), "{}", stderr(&done));
}

#[test]
fn a_file_that_is_no_module_is_refused() {
    let done = gouji(&["page", "--module", "Cargo.toml"]);
    assert_eq!(code(&done), 2);
    assert!(stderr(&done).contains("no WebAssembly module"), "{}", stderr(&done));
}

/// What stands between two marks, the first time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    text.split_once(start).unwrap().1.split_once(end).unwrap().0
}

#[test]
fn the_policy_of_the_page_lets_run_what_is_in_it_and_reach_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let module = folder.path().join("module.wasm");
    fs::write(&module, b"\0asm\x01\0\0\0").unwrap();
    let done = gouji(&["page", "--title", "</script><b>", "--lang", "zh", "--module", module.to_str().unwrap()]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let page = stdout(&done);
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"");
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let script = hash(between(&page, "<script>", "</script>"));
    let looks = hash(between(&page, "<style>", "</style>"));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src {looks}; script-src {script} 'wasm-unsafe-eval'; worker-src blob:; connect-src 'none'; \
             form-action 'none'; base-uri 'none'"
        )
    );
    assert!(!page.contains("{{") && !page.contains("</script><b>"));
    let code = page.split("id=\"setup\"").next().unwrap();
    let reaches = [
        "http://",
        "https://",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "fetch(",
        "XMLHttp",
        "innerHTML",
    ];
    for way in reaches {
        let found = code.replace("http://www.w3.org/2000/svg", "");
        assert!(!found.contains(way), "{way}");
    }
    assert!(!code.contains(" style=") && !code.contains(" onclick="));
}
