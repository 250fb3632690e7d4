//! Documents as they were read, for who checks the same files again under rules that change: a file is read again only where it, or
//! the form that it is read by, is another.

use super::{Input, open::Task};
use crate::{
    report::{NoReport, Report},
    template::Template,
};
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

/// Reports that are kept may take so many bytes together.
const ROOM: usize = 64 << 20;

/// The coarsest times that a file system gives its files.
const COARSEST: Duration = Duration::from_secs(2);

/// Documents as they were read.
#[derive(Debug, Default)]
pub struct ReadBefore {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// The form that they were read by.
    template: Template,
    documents: HashMap<PathBuf, (Stamp, Result<Report, NoReport>)>,
    taken: usize,
}

/// By what a file is known to be the same: when it was written, and its length.
type Stamp = (SystemTime, u64);

impl ReadBefore {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets everything that was read by another form.
    pub(super) fn read_by(&self, template: &Template) {
        let mut kept = self.kept();
        if kept.template != *template {
            *kept = Kept { template: template.clone(), ..Kept::default() };
        }
    }

    /// What a task came to before. Readings between which the rules choose are still in it.
    pub(super) fn get(&self, task: &Task) -> Option<(String, Result<Report, NoReport>)> {
        let path = path(task)?;
        let stamp = stamp(path)?;
        let kept = self.kept();
        let (_, report) = kept.documents.get(path).filter(|(known, _)| *known == stamp)?;
        Some((task.file_name()?, report.clone()))
    }

    /// Keeps what a document was read as, while there is room.
    pub(super) fn keep(&self, file: &Path, before: Option<Stamp>, report: &Result<Report, NoReport>) {
        // A file that was written to just now may be written to again under the same time.
        let is_settled = |(written, _): &Stamp| written.elapsed().is_ok_and(|age| age > COARSEST);
        let Some(stamp) = before.filter(|before| is_settled(before) && stamp(file) == Some(*before)) else { return };
        let mut kept = self.kept();
        let weight = weight_of(report);
        if kept.taken + weight <= ROOM {
            kept.taken += weight;
            let known = kept.documents.insert(file.to_owned(), (stamp, report.clone()));
            let freed = known.map_or(0, |(_, report)| weight_of(&report));
            kept.taken = kept.taken.saturating_sub(freed);
        }
    }
}

fn weight_of(report: &Result<Report, NoReport>) -> usize {
    report.as_ref().map_or_else(NoReport::weight, Report::weight)
}

/// The file of a task that is one document of its own.
pub(super) fn path(task: &Task) -> Option<&Path> {
    match task {
        Task::File(Input::File(path)) => Some(path),
        _ => None,
    }
}

pub(super) fn stamp(file: &Path) -> Option<Stamp> {
    let about = fs::metadata(file).ok()?;
    Some((about.modified().ok()?, about.len()))
}
