//! Diagnostics of the compiler as an editor wants them, file by file; a file is told again only where something changed, and one
//! that is mended is told that nothing is left.

use super::{documents::Documents, encoding::Encoding, folder::Folder};
use crate::{
    diagnostic::{Diagnostic, Label, Level},
    lang::Lang,
    source::Source,
};
use gen_lsp_types as lsp;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// What the editor was told.
#[derive(Debug, Default)]
pub(super) struct Published {
    published: BTreeMap<PathBuf, Vec<lsp::Diagnostic>>,
}

/// How places and words are written for this client.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'a> {
    pub(super) encoding: Encoding,
    pub(super) lang: Lang,
    pub(super) documents: &'a Documents,
}

impl Published {
    /// What to tell of a folder whose files have these diagnostics.
    pub(super) fn renew(
        &mut self,
        folder: &Folder,
        found: &[Diagnostic],
        manner: Manner<'_>,
    ) -> Vec<lsp::PublishDiagnosticsParams> {
        let mut now: BTreeMap<PathBuf, Vec<lsp::Diagnostic>> =
            folder.files.iter().map(|file| (file.path.clone(), Vec::new())).collect();
        let before: Vec<PathBuf> = self.published.keys().filter(|path| folder.holds(path)).cloned().collect();
        now.extend(before.into_iter().map(|path| (path, Vec::new())));
        let first = folder.files.first().map(|file| file.path.clone());
        for diagnostic in found {
            let own = diagnostic.labels.first().map(|label| PathBuf::from(&label.place.source.name));
            if let Some(all) = own.or_else(|| first.clone()).map(|path| now.entry(path).or_default()) {
                all.push(manner.diagnostic(diagnostic));
            }
        }
        now.into_iter().filter_map(|(path, diagnostics)| self.tell(&path, diagnostics, manner)).collect()
    }

    /// That nothing is said of a file any more.
    pub(super) fn tell(
        &mut self,
        path: &Path,
        diagnostics: Vec<lsp::Diagnostic>,
        manner: Manner<'_>,
    ) -> Option<lsp::PublishDiagnosticsParams> {
        let before = if diagnostics.is_empty() {
            self.published.remove(path)
        } else {
            self.published.insert(path.to_owned(), diagnostics.clone())
        };
        let version = manner.documents.get(path).map(|document| document.version);
        let changed = before.unwrap_or_default() != diagnostics;
        changed.then(|| lsp::PublishDiagnosticsParams { uri: manner.documents.uri(path), version, diagnostics })
    }

    /// The files that something is said of.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.published.keys().cloned().collect()
    }
}

impl Manner<'_> {
    pub(super) fn location(&self, source: &Source, span: crate::source::Span) -> lsp::Location {
        lsp::Location { uri: self.documents.uri(Path::new(&source.name)), range: self.encoding.range(source, span) }
    }

    pub(super) fn diagnostic(&self, found: &Diagnostic) -> lsp::Diagnostic {
        let range = found.labels.first().map(|label| self.encoding.range(&label.place.source, label.place.span));
        let related: Vec<lsp::DiagnosticRelatedInformation> =
            found.labels.iter().skip(1).map(|label| self.related(label)).collect();
        lsp::Diagnostic {
            range: range.unwrap_or_default(),
            severity: Some(match found.level {
                Level::Error => lsp::DiagnosticSeverity::Error,
                Level::Warning => lsp::DiagnosticSeverity::Warning,
            }),
            code: Some(found.code.as_str().to_owned().into()),
            source: Some("gouji".to_owned()),
            message: self.message(found).into(),
            related_information: (!related.is_empty()).then_some(related),
            ..lsp::Diagnostic::default()
        }
    }

    /// The sentence, the words under the line, and what to do.
    fn message(&self, found: &Diagnostic) -> String {
        let label = found.labels.first().map(|label| label.text.get(self.lang)).unwrap_or_default();
        let help = found.help.as_ref().map(|help| help.get(self.lang)).unwrap_or_default();
        let lines = [found.message.get(self.lang), label, help];
        lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn related(&self, label: &Label) -> lsp::DiagnosticRelatedInformation {
        let location = self.location(&label.place.source, label.place.span);
        lsp::DiagnosticRelatedInformation { location, message: label.text.get(self.lang).to_owned() }
    }
}
