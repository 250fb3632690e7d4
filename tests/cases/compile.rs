//! Mistakes in rule files: a case file each, and the picture that a policy officer sees.

use gouji::{
    compile,
    lang::Lang,
    source::Source,
    write::{Style, write_diagnostics},
};
use std::fs;

/// What `rules check` prints for a case put beside the built-in schemas (unless it has a template of its own), in both languages.
fn picture(name: &str, text: &str) -> String {
    let mut sources = Vec::new();
    if !text.contains("template ") && !name.starts_with("no_template") {
        sources.extend(compile::builtin_sources().into_iter().filter(|source| source.name.starts_with("schemas/")));
    }
    sources.push(Source::new(name, text));
    let compiled = compile::load(&sources);
    let mut out = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        let style = Style { lang, width: 100, ..Style::default() };
        write_diagnostics(&compiled.diagnostics, style, &mut out).unwrap();
        out.push(b'\n');
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn every_mistake_has_its_picture() {
    insta::glob!("compile/*.gj", |path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).unwrap();
        insta::with_settings!({ snapshot_path => "../snapshots/compile", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(picture(&name, &text));
        });
    });
}
