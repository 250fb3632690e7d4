//! The one test binary: cases by stage.

mod cases {}

#[test]
fn the_built_in_rules_compile() {
    let compiled = gouji::compile::builtin();
    assert!(compiled.diagnostics.is_empty(), "{:?}", compiled.diagnostics);
    assert!(compiled.rules.is_some());
}
