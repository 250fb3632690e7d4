//! What the parser says about rule files: pictures of its diagnostics, the language reference, mangled files.

mod mangled;
mod picture;
mod reference;

pub(super) use mangled::{WORDS, mangled_texts};

use gouji::{source::Source, syntax};
use std::{fs, path::Path};

const BUILT_IN: [&str; 4] = [
    "schemas/disclosure-report/2019.gj",
    "schemas/disclosure-report/2021.gj",
    "rules/disclosure-report/arithmetic.gj",
    "rules/disclosure-report/form.gj",
];

/// Each file of `cases/syntax` holds one slip (or a few); its snapshot is what the person who made it sees, in both languages.
#[test]
fn slips_are_explained_where_they_are() {
    insta::glob!("syntax/*.gj", |path| {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let source = Source::new(format!("{name}.gj"), text);
        let (file, diagnostics) = syntax::parse(&source);
        let picture = picture::of_all(&diagnostics, file.items.len());
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/syntax");
        settings.set_prepend_module_to_snapshot(false);
        settings.remove_snapshot_suffix();
        settings.remove_input_file();
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, picture));
    });
}

#[test]
fn the_built_in_files_parse() {
    for path in BUILT_IN {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let (file, diagnostics) = syntax::parse(&Source::new(path, text));
        assert_eq!(diagnostics, [], "{path}");
        assert!(!file.items.is_empty(), "{path}");
    }
}
