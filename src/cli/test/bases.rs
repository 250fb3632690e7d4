//! The base reports that tests name, looked for beside the rule file; each is read once.

use crate::{compile, lang::Text, read, report::Report, source::Place, system, template::Template, text};
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The base reports read so far.
pub(in super::super) struct Bases<'t> {
    template: &'t Template,
    read: Mutex<HashMap<PathBuf, Result<Report, Text>>>,
}

impl<'t> Bases<'t> {
    pub(in super::super) fn of(template: &'t Template) -> Bases<'t> {
        Bases { template, read: Mutex::default() }
    }

    /// The report of that name beside the file that names it.
    pub(in super::super) fn open(&self, name: &str, place: &Place) -> Result<Report, Text> {
        let folder = Path::new(&place.source.name).parent().unwrap_or(Path::new("."));
        let path = folder.join(name);
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(path.clone()).or_insert_with(|| self.report(&path)).clone()
    }

    fn report(&self, path: &Path) -> Result<Report, Text> {
        let shown = path.display().to_string();
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => compile::builtin_file(&shown).map(<[u8]>::to_vec).ok_or_else(|| cannot_open(&shown, &error))?,
        };
        read::read(&shown, &bytes, self.template).map_err(|why| {
            let Text { zh, en } = why.reason;
            text!("{shown}：{zh}", "{shown}: {en}")
        })
    }
}

fn cannot_open(shown: &str, error: &io::Error) -> Text {
    let Text { zh, en } = system::reason(error);
    text!("{shown} 打不开：{zh}", "{shown} cannot be opened: {en}")
}
