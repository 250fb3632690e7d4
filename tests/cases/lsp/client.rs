//! A client of the language server, in memory: what an editor does, without an editor.

use gouji::{cli::LocalFiles, lang::Lang, lsp};
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    thread::JoinHandle,
};

/// A client with a folder of files.
pub(super) struct Client {
    connection: Connection,
    server: Option<JoinHandle<()>>,
    requests: i32,
    pub(super) root: PathBuf,
    /// What the server said of each document, by URI.
    pub(super) diagnostics: BTreeMap<String, Vec<Value>>,
    /// What the user was told.
    pub(super) messages: Vec<String>,
}

impl Client {
    pub(super) fn new(root: &Path, options: Value) -> Client {
        Client::with(root, options, &["utf-16"])
    }

    pub(super) fn with(root: &Path, options: Value, encodings: &[&str]) -> Client {
        let (ours, theirs) = Connection::memory();
        let server = std::thread::spawn(move || lsp::serve(&theirs, &LocalFiles, Lang::Zh).unwrap());
        let mut client = Client {
            connection: ours,
            server: Some(server),
            requests: 0,
            root: root.to_owned(),
            diagnostics: BTreeMap::new(),
            messages: Vec::new(),
        };
        let folder = json!({ "uri": uri(root), "name": "rules" });
        let params = json!({
            "processId": null, "rootUri": null, "workspaceFolders": [folder], "initializationOptions": options,
            "capabilities": { "general": { "positionEncodings": encodings } },
        });
        client.request("initialize", params);
        client.notify("initialized", json!({}));
        client
    }

    /// The URI of a file of the folder.
    pub(super) fn uri(&self, name: &str) -> String {
        uri(&self.root.join(name))
    }

    pub(super) fn open(&mut self, name: &str, text: &str) {
        let document = json!({ "uri": self.uri(name), "languageId": "gouji", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub(super) fn notify(&mut self, method: &str, params: Value) {
        self.connection.sender.send(Message::Notification(Notification::new(method.to_owned(), params))).unwrap();
    }

    /// The answer to a request, or the words of the refusal.
    pub(super) fn request(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        self.connection.sender.send(Message::Request(Request { id: id.clone(), method: method.to_owned(), params })).unwrap();
        loop {
            match self.connection.receiver.recv().unwrap() {
                Message::Response(response) if response.id == id => {
                    return response.response_result.unwrap_or_else(|error| json!({ "refused": error.message }));
                }
                Message::Notification(notification) => self.hear(&notification),
                Message::Response(_) | Message::Request(_) => {}
            }
        }
    }

    fn hear(&mut self, notification: &Notification) {
        match notification.method.as_str() {
            "textDocument/publishDiagnostics" => {
                let uri = notification.params["uri"].as_str().unwrap().to_owned();
                self.diagnostics.insert(uri, notification.params["diagnostics"].as_array().unwrap().clone());
            }
            "window/showMessage" => self.messages.push(notification.params["message"].as_str().unwrap().to_owned()),
            other => panic!("{other}"),
        }
    }

    /// Waits until what was typed is compiled and all diagnostics are in: a command does both.
    pub(super) fn settle(&mut self, name: &str) {
        let arguments = json!([self.uri(name), "?"]);
        self.request("workspace/executeCommand", json!({ "command": "gouji.explain", "arguments": arguments }));
        self.messages.clear();
    }

    /// The answer to a request about a place in a document.
    pub(super) fn at(&mut self, method: &str, name: &str, position: &Value, more: Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": self.uri(name) }, "position": position });
        if let (Value::Object(params), Value::Object(more)) = (&mut params, more) {
            params.extend(more);
        }
        self.request(method, params)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.server.take().unwrap().join().unwrap();
    }
}

pub(super) fn uri(path: &Path) -> String {
    let kept = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    let written = |c: char| {
        let mut bytes = [0; 4];
        if kept(c) { c.to_string() } else { c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect() }
    };
    format!("file://{}", path.to_str().unwrap().chars().map(written).collect::<String>())
}
