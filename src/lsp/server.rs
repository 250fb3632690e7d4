//! The loop: one message after the other, and what changed is compiled when the editor has been quiet for a moment. Whatever goes
//! wrong with one message is the answer to it, and the next one is taken.

use super::{
    capabilities::capabilities,
    documents::Documents,
    encoding::Encoding,
    folder::{self, Folder},
    host::Host,
    preview::Preview,
    publish::{Manner, Published},
    settings::Settings,
    uri,
};
use crate::lang::{Lang, Text};
use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, Response};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How long the editor is quiet before what it holds is compiled.
const PAUSE: Duration = Duration::from_millis(150);

/// Why the server ended before it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The client did not keep to the protocol, or went away.
    #[error(transparent)]
    Protocol(#[from] ProtocolError),
}

/// Serves a client until it says goodbye or its end of the connection is closed.
pub fn serve(connection: &Connection, host: &dyn Host, lang: Lang) -> Result<(), Stopped> {
    let (id, params) = connection.initialize_start()?;
    let params: lsp::InitializeParams = serde_json::from_value(params).unwrap_or_default();
    let mut server = Server::new(connection, host, &params, lang);
    let answer = lsp::InitializeResult {
        capabilities: capabilities(server.encoding),
        server_info: Some(lsp::ServerInfo::new("gouji".to_owned(), Some(env!("CARGO_PKG_VERSION").to_owned()))),
    };
    connection.initialize_finish(id, serde_json::to_value(answer).unwrap_or_default())?;
    server.begin();
    server.run()
}

/// Everything that the server knows.
pub(super) struct Server<'c> {
    connection: &'c Connection,
    pub(super) host: &'c dyn Host,
    pub(super) encoding: Encoding,
    pub(super) lang: Lang,
    /// The language where the settings say nothing.
    own_lang: Lang,
    pub(super) settings: Settings,
    /// The folders that the editor has open.
    workspace: Vec<PathBuf>,
    watches: bool,
    /// Whether lenses may be asked for again.
    lenses: bool,
    pub(super) documents: Documents,
    pub(super) folders: Vec<Folder>,
    pub(super) preview: Option<Preview>,
    published: Published,
    /// When what changed is compiled.
    due: Option<Instant>,
    requests: i32,
}

impl<'c> Server<'c> {
    fn new(connection: &'c Connection, host: &'c dyn Host, params: &lsp::InitializeParams, lang: Lang) -> Server<'c> {
        let offered = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let settings = params.initialization_options.as_ref().map(Settings::of).unwrap_or_default();
        let watched = params.capabilities.workspace.as_ref().and_then(|all| all.did_change_watched_files.as_ref());
        let own_lang = params.locale.as_deref().map_or(lang, Lang::of_locale);
        Server {
            connection,
            host,
            encoding: Encoding::of_offered(offered.unwrap_or_default()),
            lang: settings.lang(None, own_lang),
            own_lang,
            settings,
            workspace: workspace(params),
            watches: watched.and_then(|all| all.dynamic_registration).unwrap_or_default(),
            lenses: params
                .capabilities
                .workspace
                .as_ref()
                .and_then(|all| all.code_lens.as_ref()?.refresh_support)
                .unwrap_or_default(),
            documents: Documents::default(),
            folders: Vec::new(),
            preview: None,
            published: Published::default(),
            due: None,
            requests: 0,
        }
    }

    /// What is done once the client is ready: rules that lie in the workspace are looked through before a file is opened.
    fn begin(&mut self) {
        if self.watches {
            self.watch();
        }
        let set = self.rules_folder();
        let own = self.workspace.iter().filter(|root| folder::holds_template(root, self.host)).cloned();
        let roots: Vec<PathBuf> = set.into_iter().chain(own).collect();
        for root in roots {
            self.folder_at(root);
        }
        self.due = Some(Instant::now());
    }

    fn rules_folder(&self) -> Option<PathBuf> {
        self.in_workspace(self.settings.rules.as_deref())
    }

    /// A path of the settings, relative to the first folder that the editor has open.
    fn in_workspace(&self, written: Option<&Path>) -> Option<PathBuf> {
        let written = written?;
        Some(self.workspace.first().map_or_else(|| written.to_owned(), |root| root.join(written)))
    }

    /// Asks to be told when a rule file or report changes on disk.
    fn watch(&mut self) {
        let reports = self.settings.reports.iter().map(|folder| format!("{}/**", folder.display()));
        let globs = ["**/*.gj", "**/*.yaml", "**/*.yml"].into_iter().map(str::to_owned).chain(reports);
        let watchers: Vec<Value> = globs.map(|glob| serde_json::json!({ "globPattern": glob })).collect();
        let registration = serde_json::json!({ "registrations": [{
            "id": "gouji-files", "method": "workspace/didChangeWatchedFiles", "registerOptions": { "watchers": watchers }
        }] });
        self.ask("client/registerCapability", registration);
    }

    pub(super) fn ask(&mut self, method: &str, params: Value) {
        self.requests = self.requests.wrapping_add(1);
        let request = Request { id: self.requests.into(), method: method.to_owned(), params };
        // A client that is gone is noticed by the loop.
        let _ = self.connection.sender.send(Message::Request(request));
    }

    fn tell(&self, method: &str, params: impl Serialize) {
        let notification = Notification::new(method.to_owned(), params);
        let _ = self.connection.sender.send(Message::Notification(notification));
    }

    fn run(&mut self) -> Result<(), Stopped> {
        loop {
            let received = match self.due {
                Some(due) => self.connection.receiver.recv_deadline(due).map_err(|error| error.is_timeout()),
                None => self.connection.receiver.recv().map_err(|_| false),
            };
            match received {
                Ok(Message::Request(request)) => {
                    if self.connection.handle_shutdown(&request)? {
                        return Ok(());
                    }
                    self.answer(request);
                }
                Ok(Message::Notification(notification)) => self.guarded(|server| server.hear(notification)).unwrap_or_default(),
                Ok(Message::Response(_)) => {}
                Err(true) => {
                    self.due = None;
                    self.guarded(Server::publish).unwrap_or_default();
                }
                Err(false) => return Ok(()),
            }
        }
    }

    /// Runs a part so that a fault of ours ends it, and not the server.
    fn guarded<T>(&mut self, part: impl FnOnce(&mut Server<'c>) -> T) -> Option<T> {
        catch_unwind(AssertUnwindSafe(|| part(self))).ok()
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let response = match self.guarded(|server| server.answer_to(&method, params)) {
            Some(Ok(result)) => Response::new_ok(id, result),
            Some(Err(refused)) => Response::new_err(id, refused.code as i32, refused.message),
            None => Response::new_err(id, ErrorCode::InternalError as i32, "internal fault".to_owned()),
        };
        let _ = self.connection.sender.send(Message::Response(response));
    }

    fn hear(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            "textDocument/didOpen" => self.with(params, |server, params: lsp::DidOpenTextDocumentParams| {
                let path = server.documents.open(params.text_document);
                server.folder_of(&path);
                server.changed();
            }),
            "textDocument/didChange" => self.with(params, |server, params: lsp::DidChangeTextDocumentParams| {
                let document = params.text_document;
                let path = uri::path(&document.text_document_identifier.uri);
                server.documents.change(&path, document.version, params.content_changes, server.encoding);
                server.changed();
            }),
            "textDocument/didClose" => self.with(params, |server, params: lsp::DidCloseTextDocumentParams| {
                server.documents.close(&uri::path(&params.text_document.uri));
                server.forget_disk();
            }),
            "textDocument/didSave" => {
                self.preview.iter_mut().for_each(Preview::save);
                self.forget_disk();
            }
            "workspace/didChangeWatchedFiles" => self.forget_disk(),
            "workspace/didChangeWorkspaceFolders" => self.with(params, |server, params: lsp::DidChangeWorkspaceFoldersParams| {
                let path = |folder: &lsp::WorkspaceFolder| uri::path(&folder.uri);
                let removed: Vec<PathBuf> = params.event.removed.iter().map(path).collect();
                server.workspace.retain(|known| !removed.contains(known));
                server.workspace.extend(params.event.added.iter().map(path));
                server.sort_anew();
            }),
            "workspace/didChangeConfiguration" => self.with(params, |server, params: lsp::DidChangeConfigurationParams| {
                server.settings = Settings::of(&params.settings);
                server.lang = server.settings.lang(None, server.own_lang);
                server.preview = None;
                server.sort_anew();
            }),
            _ => {}
        }
    }

    fn with<P: DeserializeOwned>(&mut self, params: Value, part: impl FnOnce(&mut Server<'c>, P)) {
        if let Ok(params) = serde_json::from_value(params) {
            part(self, params);
        }
    }

    fn changed(&mut self) {
        self.due = Some(Instant::now() + PAUSE);
    }

    fn forget_disk(&mut self) {
        self.folders.iter_mut().for_each(Folder::forget_disk);
        self.preview.iter_mut().for_each(Preview::forget_disk);
        self.changed();
    }

    /// Finds the folders again: what belongs together is another.
    fn sort_anew(&mut self) {
        self.folders.clear();
        let open: Vec<PathBuf> = self.documents.iter().map(|(path, _)| path.clone()).collect();
        self.begin();
        for path in &open {
            self.folder_of(path);
        }
        self.changed();
    }

    /// The folder of a file, as an index.
    pub(super) fn folder_of(&mut self, path: &Path) -> usize {
        if let Some(at) = self.folders.iter().position(|folder| folder.holds(path)) {
            return at;
        }
        let set = self.rules_folder().filter(|set| path.starts_with(set));
        let root = set.unwrap_or_else(|| folder::root_of(path, &self.workspace, self.host));
        self.folder_at(root)
    }

    fn folder_at(&mut self, root: PathBuf) -> usize {
        if let Some(at) = self.folders.iter().position(|folder| folder.root == root) {
            return at;
        }
        self.folders.push(Folder::new(root));
        self.folders.len() - 1
    }

    /// The folder of a file, brought up to date.
    pub(super) fn refreshed(&mut self, path: &Path) -> usize {
        let at = self.folder_of(path);
        if let Some(folder) = self.folders.get_mut(at) {
            folder.refresh(&self.documents, self.host);
        }
        at
    }

    /// Whether what was typed is not compiled yet, and lenses are asked for again when it is.
    pub(super) fn is_typed_in(&self) -> bool {
        self.lenses && self.due.is_some()
    }

    /// Brings the preview up to date with the rules of a folder.
    pub(super) fn preview(&mut self, at: usize) {
        let Some(reports) = self.in_workspace(self.settings.reports.as_deref()) else {
            self.preview = None;
            return;
        };
        if let Some(rules) = self.folders.get(at).and_then(|folder| folder.sound.clone()) {
            self.preview.get_or_insert_default().renew(&reports, &rules, self.host);
        }
    }

    pub(super) fn say(&mut self, words: &Text, good: bool) {
        let kind = if good { lsp::MessageType::Info } else { lsp::MessageType::Warning };
        self.tell("window/showMessage", lsp::ShowMessageParams { kind, message: words.get(self.lang).to_owned() });
    }

    pub(super) fn manner(&self) -> Manner<'_> {
        Manner { encoding: self.encoding, lang: self.lang, documents: &self.documents }
    }

    /// Compiles what changed and tells the editor what is wrong, in all files.
    pub(super) fn publish(&mut self) {
        let mut messages = Vec::new();
        let manner = Manner { encoding: self.encoding, lang: self.lang, documents: &self.documents };
        for folder in &mut self.folders {
            folder.refresh(&self.documents, self.host);
            let found = folder.diagnostics(self.host);
            messages.extend(self.published.renew(folder, &found, manner));
        }
        for path in self.published.paths() {
            if !self.folders.iter().any(|folder| folder.holds(&path)) {
                messages.extend(self.published.tell(&path, Vec::new(), manner));
            }
        }
        for params in messages {
            self.tell("textDocument/publishDiagnostics", params);
        }
        if self.lenses {
            self.ask("workspace/codeLens/refresh", Value::Null);
        }
    }
}

/// Why a request has no result.
pub(super) struct Refused {
    pub(super) code: ErrorCode,
    pub(super) message: String,
}

fn workspace(params: &lsp::InitializeParams) -> Vec<PathBuf> {
    let folders = match &params.workspace_folders_initialize_params.workspace_folders {
        Some(lsp::WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.iter().map(|folder| uri::path(&folder.uri)).collect()
        }
        _ => Vec::new(),
    };
    #[expect(deprecated, reason = "older clients name the folder only there")]
    let root = params.root_uri.as_ref().map(uri::path);
    if folders.is_empty() { root.into_iter().collect() } else { folders }
}
