//! The one test binary: cases by stage.

#[test]
fn the_suite_runs() {
    assert!(std::path::Path::new("Cargo.toml").exists());
}
