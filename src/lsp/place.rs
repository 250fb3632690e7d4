//! A place in a file of a folder: what a request about a document starts from.

use super::{
    folder::{File, Folder},
    publish::Manner,
};
use crate::{
    compile::{
        self, Compiled, Parsed,
        index::{Index, Occurrence},
    },
    source::{Source, Span},
};
use gen_lsp_types as lsp;
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// A document of a folder that was brought up to date.
#[derive(Clone, Copy)]
pub(super) struct OpenDocument<'a> {
    pub(super) folder: &'a Folder,
    /// The document, as an index of the folder's files.
    pub(super) file: usize,
    pub(super) index: &'a Index,
    pub(super) manner: Manner<'a>,
}

impl<'a> OpenDocument<'a> {
    pub(super) fn of(path: &Path, folder: &'a Folder, index: &'a Index, manner: Manner<'a>) -> Option<OpenDocument<'a>> {
        let file = folder.files.iter().position(|file| file.path == path)?;
        Some(OpenDocument { folder, file, index, manner })
    }

    pub(super) fn document(&self) -> Option<&'a File> {
        self.folder.files.get(self.file)
    }

    pub(super) fn source(&self) -> Option<&'a Arc<Source>> {
        self.document().map(|file| &file.parsed.source)
    }

    /// The byte that a position of the document stands for.
    pub(super) fn offset(&self, position: lsp::Position) -> u32 {
        self.source().map(|source| self.manner.encoding.offset(source, position)).unwrap_or_default()
    }

    /// A range of the document.
    pub(super) fn range(&self, span: Span) -> lsp::Range {
        self.source().map(|source| self.manner.encoding.range(source, span)).unwrap_or_default()
    }

    pub(super) fn names(&self, position: lsp::Position) -> Vec<&'a Occurrence> {
        self.index.at(self.file, self.offset(position)).collect()
    }

    /// A file of the folder with another text.
    pub(super) fn parsed_with(&self, file: usize, text: &str) -> Option<Parsed> {
        let name = &self.folder.files.get(file)?.parsed.source.name;
        Some(Parsed::new(&Source::new(name.as_str(), text)))
    }

    /// What the folder comes to with others instead of some of its files.
    pub(super) fn compiled_with(&self, others: &BTreeMap<usize, Parsed>) -> Compiled {
        let parsed = |(at, file): (usize, &'a File)| others.get(&at).unwrap_or(&file.parsed);
        compile::load_parsed(&self.folder.files.iter().enumerate().map(parsed).collect::<Vec<_>>(), &[])
    }

    /// Where a name stands in the folder.
    pub(super) fn location(&self, found: &Occurrence) -> Option<lsp::Location> {
        let source = &self.folder.files.get(found.file)?.parsed.source;
        Some(self.manner.location(source, found.span))
    }
}
