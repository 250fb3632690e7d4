//! Which request is answered by which part.

use super::{
    command::Work,
    completion, fix, format, hover, lens, navigate, outline,
    place::OpenDocument,
    rename,
    server::{Refused, Server},
    tokens, uri,
};
use crate::lang::Text;
use gen_lsp_types as lsp;
use lsp_server::ErrorCode;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

impl Server<'_> {
    pub(super) fn answer_to(&mut self, method: &str, params: Value) -> Result<Value, Refused> {
        match method {
            "textDocument/completion" => {
                let params: lsp::CompletionParams = read(params)?;
                let typed = params.context.as_ref().and_then(|context| context.trigger_character.clone());
                self.at(&params.text_document_position_params, |place, position| {
                    completion::complete(place, position, typed.as_deref())
                })
            }
            "textDocument/hover" => {
                let params: lsp::HoverParams = read(params)?;
                self.compile_for(&params.text_document_position_params.text_document);
                let host = self.host;
                self.at(&params.text_document_position_params, |place, position| hover::hover(place, position, host))
            }
            "textDocument/definition" => {
                let params: lsp::DefinitionParams = read(params)?;
                self.at(&params.text_document_position_params, navigate::definition)
            }
            "textDocument/references" => {
                let params: lsp::ReferenceParams = read(params)?;
                let declarations = params.context.include_declaration;
                self.at(&params.text_document_position_params, |place, position| {
                    navigate::references(place, position, declarations)
                })
            }
            "textDocument/documentHighlight" => {
                let params: lsp::DocumentHighlightParams = read(params)?;
                self.at(&params.text_document_position_params, navigate::highlights)
            }
            "textDocument/documentSymbol" => {
                self.on::<lsp::DocumentSymbolParams, _>(params, |params| &params.text_document, outline::symbols)
            }
            "textDocument/foldingRange" => {
                self.on::<lsp::FoldingRangeParams, _>(params, |params| &params.text_document, outline::folding)
            }
            "textDocument/formatting" => {
                self.on::<lsp::DocumentFormattingParams, _>(params, |params| &params.text_document, format::format)
            }
            "textDocument/semanticTokens/full" => {
                self.on::<lsp::SemanticTokensParams, _>(params, |params| &params.text_document, tokens::semantic)
            }
            "textDocument/codeAction" => self.actions(read(params)?),
            "textDocument/codeLens" => self.lenses(read(params)?),
            "textDocument/prepareRename" => {
                let params: lsp::PrepareRenameParams = read(params)?;
                let prepared = |place: OpenDocument<'_>, position| {
                    rename::prepare(place, position)
                        .map(|(range, placeholder)| serde_json::json!({ "range": range, "placeholder": placeholder }))
                };
                self.at(&params.text_document_position_params, prepared)
            }
            "textDocument/rename" => self.rename(&read(params)?),
            "workspace/executeCommand" => self.execute(&read(params)?),
            _ => Err(Refused { code: ErrorCode::MethodNotFound, message: method.to_owned() }),
        }
    }

    /// What a part says of a document; nothing where the document is no rule file of a folder.
    fn place<T>(&mut self, document: &lsp::TextDocumentIdentifier, part: impl FnOnce(OpenDocument<'_>) -> T) -> Option<T> {
        let path = uri::path(&document.uri);
        let at = self.refreshed(&path);
        let folder = self.folders.get_mut(at)?;
        let index = folder.index();
        let manner = self.manner();
        OpenDocument::of(&path, self.folders.get(at)?, &index, manner).map(part)
    }

    fn at<T: Serialize>(
        &mut self,
        params: &lsp::TextDocumentPositionParams,
        part: impl FnOnce(OpenDocument<'_>, lsp::Position) -> T,
    ) -> Result<Value, Refused> {
        written(self.place(&params.text_document, |place| part(place, params.position)))
    }

    fn on<P: DeserializeOwned, T: Serialize>(
        &mut self,
        params: Value,
        document: fn(&P) -> &lsp::TextDocumentIdentifier,
        part: fn(OpenDocument<'_>) -> T,
    ) -> Result<Value, Refused> {
        let params: P = read(params)?;
        written(self.place(document(&params), part))
    }

    /// Compiles the folder of a document, for what asks the rules and not their text.
    fn compile_for(&mut self, document: &lsp::TextDocumentIdentifier) {
        let at = self.refreshed(&uri::path(&document.uri));
        let host = self.host;
        if let Some(folder) = self.folders.get_mut(at) {
            folder.compiled(host);
        }
    }

    fn actions(&mut self, params: lsp::CodeActionParams) -> Result<Value, Refused> {
        let kinds = params.context.only.unwrap_or_default();
        if !kinds.is_empty() && !kinds.contains(&lsp::CodeActionKind::QuickFix) {
            return written(Vec::<lsp::CodeAction>::new());
        }
        let at = self.refreshed(&uri::path(&params.text_document.uri));
        let host = self.host;
        let found = self.folders.get_mut(at).map(|folder| folder.diagnostics(host)).unwrap_or_default();
        written(self.place(&params.text_document, |place| fix::actions(place, params.range, &found)))
    }

    fn lenses(&mut self, params: lsp::CodeLensParams) -> Result<Value, Refused> {
        self.compile_for(&params.text_document);
        let at = self.refreshed(&uri::path(&params.text_document.uri));
        // While somebody types, lenses show the reports as last checked: they are asked for again when the rules are compiled.
        let waits = self.is_typed_in() && self.preview.is_some();
        if !waits {
            self.preview(at);
        }
        let preview = self.preview.take();
        let found = self.place(&params.text_document, |place| lens::lenses(place, preview.as_ref()));
        self.preview = preview;
        written(found)
    }

    fn rename(&mut self, params: &lsp::RenameParams) -> Result<Value, Refused> {
        let place = &params.text_document_position_params;
        self.compile_for(&place.text_document);
        let (host, lang) = (self.host, self.lang);
        let edit = self.place(&place.text_document, |at| rename::rename(at, place.position, params.new_name.trim(), host));
        match edit {
            Some(Ok(edit)) => written(edit),
            Some(Err(why)) => Err(refused(&why, lang)),
            None => Ok(Value::Null),
        }
    }

    fn execute(&mut self, params: &lsp::ExecuteCommandParams) -> Result<Value, Refused> {
        let words: Vec<&str> = params.arguments.iter().flatten().filter_map(Value::as_str).collect();
        let [document, what, more @ ..] = words.as_slice() else {
            return Err(Refused { code: ErrorCode::InvalidParams, message: "a document and a name are wanted".to_owned() });
        };
        let document = lsp::TextDocumentIdentifier { uri: lsp::Uri((*document).to_owned()) };
        self.compile_for(&document);
        let at = self.refreshed(&uri::path(&document.uri));
        self.preview(at);
        let preview = self.preview.take();
        let manner = super::publish::Manner { encoding: self.encoding, lang: self.lang, documents: &self.documents };
        let host = self.host;
        let outcome = self
            .folders
            .get_mut(at)
            .and_then(|folder| Work { folder, host, preview: preview.as_ref(), manner }.run(&params.command, what));
        self.preview = preview;
        let Some(outcome) = outcome else {
            return Err(Refused { code: ErrorCode::InvalidParams, message: params.command.clone() });
        };
        // An editor that shows the answer, and asks as one types, wants no message each time.
        if !more.contains(&"quiet") {
            self.say(&outcome.said, outcome.good);
            self.publish();
        }
        Ok(outcome.result)
    }
}

fn refused(why: &Text, lang: crate::lang::Lang) -> Refused {
    Refused { code: ErrorCode::RequestFailed, message: why.get(lang).to_owned() }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, Refused> {
    serde_json::from_value(params).map_err(|error| Refused { code: ErrorCode::InvalidParams, message: error.to_string() })
}

fn written(result: impl Serialize) -> Result<Value, Refused> {
    serde_json::to_value(result).map_err(|error| Refused { code: ErrorCode::InternalError, message: error.to_string() })
}
