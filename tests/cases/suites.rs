//! Snapshot suites: the project's own one, and how one is begun, watched and accepted.

use super::cli::{RIGHT, code, gouji, path, stdout};
use gouji::test::Snapshot;
use std::{fs, process::Command};
use tempfile::TempDir;

/// `gouji test` where nobody looks at what is laid beside what was accepted.
fn in_continuous_integration(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_gouji")).args(arguments).env("LANG", "C").env("CI", "true").output().unwrap()
}

#[test]
fn what_is_found_in_our_own_reports_is_what_was_accepted() {
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        in_continuous_integration(&["test", "tests/reports", "--bless"]);
    }
    let done = in_continuous_integration(&["test", "tests/reports"]);
    assert!(code(&done) == 0, "{}\ngouji test tests/reports --bless accepts it", stdout(&done));
    assert!(stdout(&done).contains("✓ word.docx") && stdout(&done).contains("✓ scan.pdf"), "{}", stdout(&done));
    assert!(stdout(&done).matches('✓').count() >= 12);
}

/// insta finds in each of our files what we wrote into it.
#[test]
fn insta_reads_our_snapshots() {
    for entry in fs::read_dir("tests/reports/snapshots").unwrap() {
        let file = entry.unwrap().path();
        let Some(name) = file.file_name().unwrap().to_str().unwrap().strip_suffix(".snap") else { continue };
        let snapshot = Snapshot::parse(&fs::read_to_string(&file).unwrap()).unwrap();
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path("../reports/snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.bind(|| insta::assert_snapshot!(name, snapshot.contents));
    }
}

fn suite() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("县局")).unwrap();
    fs::write(folder.path().join("县局/甲.yaml"), RIGHT).unwrap();
    fs::write(folder.path().join("乙.yaml"), RIGHT.replace("新收: [14,", "新收: [41,")).unwrap();
    fs::write(folder.path().join("README.md"), "# 样本").unwrap();
    folder
}

/// Runs the suite as somebody at a desk does.
fn run(folder: &TempDir, options: &[&str]) -> (i32, String) {
    let at = path(folder.path());
    let arguments: Vec<&str> = ["test", &at].into_iter().chain(options.iter().copied()).collect();
    let done = Command::new(env!("CARGO_BIN_EXE_gouji")).args(arguments).env("LANG", "C").env_remove("CI").output().unwrap();
    (code(&done), stdout(&done))
}

#[test]
fn a_suite_is_begun_watched_and_accepted() {
    let folder = suite();
    let at = |name: &str| folder.path().join(name);
    let (exit, said) = run(&folder, &[]);
    assert!(exit == 1 && said.contains("+ 乙.yaml") && said.contains("2 not accepted yet") && said.contains("--bless"), "{said}");
    assert!(at("snapshots/县局__甲.yaml.snap.new").exists());
    let (exit, said) = run(&folder, &["--bless"]);
    assert!(exit == 0 && said.contains("+ error fail A301[自然人]") && said.contains("accepted"), "{said}");
    assert!(at("snapshots/县局__甲.yaml.snap").exists() && !at("snapshots/县局__甲.yaml.snap.new").exists());
    assert_eq!(run(&folder, &[]).0, 0);

    fs::write(at("乙.yaml"), RIGHT.replace("新收: [14,", "新收: [15,")).unwrap();
    let (exit, said) = run(&folder, &[]);
    assert!(exit == 1 && said.contains("- cause") == said.contains("+ cause"), "{said}");
    assert!(said.contains("-   自然人：新收 41 件") && said.contains("+   自然人：新收 15 件"), "{said}");
    assert!(at("snapshots/乙.yaml.snap.new").exists());
    fs::write(at("乙.yaml"), RIGHT.replace("新收: [14,", "新收: [41,")).unwrap();
    assert_eq!(run(&folder, &[]).0, 0);
    assert!(!at("snapshots/乙.yaml.snap.new").exists(), "what no longer differs is not left to be reviewed");

    fs::remove_file(at("乙.yaml")).unwrap();
    let (exit, said) = run(&folder, &[]);
    assert!(exit == 1 && said.contains("? 乙.yaml.snap (accepted for a report that is not here)"), "{said}");
    assert!(run(&folder, &["--bless"]).0 == 0 && !at("snapshots/乙.yaml.snap").exists());
    fs::write(at("snapshots/县局__甲.yaml.snap"), "verdict: pass").unwrap();
    let (exit, said) = run(&folder, &[]);
    assert!(exit == 1 && said.contains("cannot be read"), "{said}");
    assert_eq!(code(&gouji(&["test", &path(tempfile::tempdir().unwrap().path())])), 2);
}

#[test]
fn a_rules_folder_runs_its_tests_and_its_suites() {
    let folder = super::cli::own_rules();
    for entry in fs::read_dir("rules/disclosure-report").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yaml" || ending == "txt") {
            fs::copy(&path, folder.path().join(&path)).unwrap();
        }
    }
    let samples = folder.path().join("样本");
    fs::create_dir(&samples).unwrap();
    fs::write(samples.join("甲.yaml"), RIGHT).unwrap();
    let rules = path(folder.path());
    assert_eq!(code(&gouji(&["test", &path(&samples), "--rules", &rules, "--bless"])), 0);
    let arithmetic = folder.path().join("rules/disclosure-report/arithmetic.gj");
    let text = fs::read_to_string(&arithmetic).unwrap();
    let (exit, said) = run(&folder, &[]);
    assert!(exit == 0 && said.contains("✓ A301 样表相符") && said.contains("✓ 甲.yaml"), "{said}");
    fs::write(&arithmetic, text.replace("require 总计 = sum(group)", "require 总计 = sum(group) + 1")).unwrap();
    let (exit, said) = run(&folder, &[]);
    assert!(exit == 1 && said.contains("✗ A401") && said.contains("✗ 甲.yaml"), "{said}");
}
