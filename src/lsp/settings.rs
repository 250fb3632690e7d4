//! What a client may set: in `initializationOptions`, and later with `workspace/didChangeConfiguration` (there also under `gouji`).

use crate::lang::Lang;
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;

/// The settings of a client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Settings {
    /// The folder of the rules, relative to the first folder of the workspace; else it is looked for.
    pub(super) rules: Option<PathBuf>,
    /// `zh` or `en`; else as the client's locale says.
    pub(super) language: Option<String>,
    /// A folder of stored reports that the rules are tried on.
    pub(super) reports: Option<PathBuf>,
}

impl Settings {
    /// Reads them; what cannot be read is as if it were not there.
    pub(super) fn of(value: &Value) -> Settings {
        let own = value.get("gouji").unwrap_or(value);
        let read: Settings = serde_json::from_value(own.clone()).unwrap_or_default();
        let filled = |path: Option<PathBuf>| path.filter(|path| !path.as_os_str().is_empty());
        Settings {
            rules: filled(read.rules),
            reports: filled(read.reports),
            language: read.language.filter(|language| !language.is_empty()),
        }
    }

    /// The language of messages.
    pub(super) fn lang(&self, locale: Option<&str>, otherwise: Lang) -> Lang {
        self.language.as_deref().or(locale).map_or(otherwise, Lang::of_locale)
    }
}
