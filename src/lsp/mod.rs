//! The language server: messages of an editor in, answers and diagnostics out. One thread; what an editor has not saved yet lies
//! over the files. Knows no grammar and no template of its own: it asks `syntax` and `compile`, and what it needs of the system it
//! asks a [`Host`].

mod answer;
mod capabilities;
mod command;
mod completion;
mod documents;
mod encoding;
mod fix;
mod folder;
mod format;
mod host;
mod hover;
mod lens;
mod navigate;
mod outline;
mod place;
mod preview;
mod publish;
mod rename;
mod report_names;
mod server;
mod settings;
mod tokens;
mod uri;

pub use encoding::Encoding;
pub use host::Host;
pub use server::{Stopped, serve};
