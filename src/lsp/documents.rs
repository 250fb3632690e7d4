//! What the editor holds: the texts that lie over the files of the same path.

use super::{encoding::Encoding, uri};
use crate::{slice::Slice, source::Source};
use gen_lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The open documents by path.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<PathBuf, Document>,
}

/// A text in the editor.
#[derive(Debug)]
pub(super) struct Document {
    /// As the editor writes it: answers repeat it.
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) source: Arc<Source>,
}

impl Documents {
    /// Takes over a text that was opened.
    pub(super) fn open(&mut self, item: TextDocumentItem) -> PathBuf {
        let path = uri::path(&item.uri);
        let source = Source::new(path.to_string_lossy(), item.text);
        self.open.insert(path.clone(), Document { uri: item.uri, version: item.version, source });
        path
    }

    /// Changes a text, one change after the other; what is not open is left alone.
    pub(super) fn change(&mut self, path: &Path, version: i32, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        let Some(document) = self.open.get_mut(path) else { return };
        document.version = version;
        for change in changes {
            let text = match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => whole.text,
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let span = encoding.span(&document.source, part.range);
                    let text = &document.source.text;
                    let before = text.slice(..span.start as usize);
                    let behind = text.slice(span.end as usize..);
                    format!("{before}{}{behind}", part.text)
                }
            };
            document.source = Source::new(document.source.name.as_str(), text);
        }
    }

    pub(super) fn close(&mut self, path: &Path) {
        self.open.remove(path);
    }

    pub(super) fn get(&self, path: &Path) -> Option<&Document> {
        self.open.get(path)
    }

    /// Paths and documents, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&PathBuf, &Document)> {
        self.open.iter()
    }

    /// The URI of a path, as the editor writes it if it has the document open.
    pub(super) fn uri(&self, path: &Path) -> Uri {
        self.open.get(path).map_or_else(|| uri::of(path), |document| document.uri.clone())
    }
}
