//! Names of files and folders that are never reports.

/// Hidden files, the locks that office programs leave (`~$…`), what file managers put into folders, and what was accepted for the
/// reports of a suite.
pub(super) fn is_passed_over(name: &str) -> bool {
    let is_accepted = name.ends_with(".snap") || name.ends_with(".snap.new");
    name.starts_with('.') || name.starts_with("~$") || is_accepted || matches!(name, "Thumbs.db" | "desktop.ini")
}
