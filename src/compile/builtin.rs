//! The rule and schema files that travel inside the binary.

use super::template::own_labels;
use crate::{
    source::Source,
    syntax::{self, ast},
    template::Template,
};
use include_dir::{Dir, include_dir};
use std::sync::Arc;

static SCHEMAS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas");
static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The built-in files, schemas first, each named by its path in the repository.
pub fn builtin_sources() -> Vec<Arc<Source>> {
    let mut found = Vec::new();
    collect("schemas", &SCHEMAS, &mut found);
    collect("rules", &RULES, &mut found);
    found
}

/// What the rules built in are called: in outputs, and behind `extends`.
pub const BUILT_IN: &str = "disclosure-report";

/// Whether a text is a built-in file that a folder extends.
pub fn is_inherited(source: &Source) -> bool {
    source.name.strip_prefix('<').and_then(|rest| rest.strip_prefix(BUILT_IN)).is_some_and(|rest| rest.starts_with(">/"))
}

/// What the names of built-in files begin with where a folder extends them.
pub(super) fn prefix() -> String {
    format!("<{BUILT_IN}>/")
}

/// Another built-in file, by its path in the repository: `rules/disclosure-report/example.yaml`.
pub fn builtin_file(path: &str) -> Option<&'static [u8]> {
    let own = prefix();
    let path = path.strip_prefix(&own).unwrap_or(path);
    let inside = |prefix: &str, folder: &'static Dir<'static>| {
        let name = path.strip_prefix(prefix)?.strip_prefix('/')?;
        folder.get_file(name).map(include_dir::File::contents)
    };
    inside("schemas", &SCHEMAS).or_else(|| inside("rules", &RULES))
}

/// Every built-in file, by its path in the repository.
pub fn builtin_files() -> Vec<(String, &'static [u8])> {
    let mut found = Vec::new();
    every("schemas", &SCHEMAS, &mut found);
    every("rules", &RULES, &mut found);
    found
}

fn every(prefix: &str, folder: &'static Dir<'static>, found: &mut Vec<(String, &'static [u8])>) {
    found.extend(folder.files().map(|file| (format!("{prefix}/{}", file.path().display()), file.contents())));
    folder.dirs().for_each(|folder| every(prefix, folder, found));
}

fn collect(prefix: &str, folder: &Dir<'_>, found: &mut Vec<Arc<Source>>) {
    let mut files: Vec<_> = folder.files().filter(|file| file.path().extension().is_some_and(|ending| ending == "gj")).collect();
    files.sort_by_key(|file| file.path());
    found.extend(files.iter().filter_map(|file| {
        let name = format!("{prefix}/{}", file.path().display());
        file.contents_utf8().map(|text| Source::new(name, text))
    }));
    let mut folders: Vec<_> = folder.dirs().collect();
    folders.sort_by_key(|folder| folder.path());
    folders.iter().for_each(|folder| collect(prefix, folder, found));
}

/// Gives a copy of the form that is built in its kinds of agency and its subject, if it was made before forms declared them.
pub(super) fn lend_words(template: &mut Template) {
    let (lacks_kinds, lacks_subjects) = (template.kinds().is_empty(), template.subjects().is_empty());
    if !lacks_kinds && !lacks_subjects {
        return;
    }
    let schemas = builtin_sources().into_iter().filter(|source| source.name.starts_with("schemas/"));
    let mut items = schemas.flat_map(|source| syntax::parse(&source).0.items);
    let own = items.find_map(|item| match item {
        ast::Item::Edition(own) if own.template.node == template.name => Some(own),
        _ => None,
    });
    let Some(own) = own else { return };
    for edition in &mut template.editions {
        if lacks_kinds {
            edition.kinds = own.kinds.iter().map(|kind| kind.node.clone()).collect();
        }
        if lacks_subjects {
            edition.subjects = own.subjects.iter().flat_map(own_labels).collect();
        }
    }
}
