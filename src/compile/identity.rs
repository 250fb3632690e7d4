//! The hash of a rule set: over its files, whatever folder they lie in and in whatever order, and the values given to parameters.

use super::Override;
use crate::{ruleset::Identity, source::Source};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// An identity without name and version, which the caller knows.
pub(super) fn of<'s>(files: impl Iterator<Item = &'s Source>, overrides: &[Override]) -> Identity {
    let file_name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    let mut parts: Vec<(String, String)> = files.map(|file| (file_name(&file.name), file.text.clone())).collect();
    parts.sort_unstable();
    let mut values: Vec<String> = overrides.iter().map(Override::written).collect();
    values.sort_unstable();
    let mut hasher = Sha256::new();
    for part in parts.iter().flat_map(|(name, text)| [name, text]).chain(&values) {
        // The length in front keeps the parts apart; as wide on every machine.
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut hash = String::with_capacity(64);
    for byte in hasher.finalize() {
        let _ = write!(hash, "{byte:02x}");
    }
    Identity { hash, ..Identity::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(files: &[(&str, &str)], overrides: &[&str]) -> String {
        let files: Vec<_> = files.iter().map(|(name, text)| Source::new(*name, *text)).collect();
        let overrides: Vec<_> =
            overrides.iter().map(|value| Override::from_option(&Source::new("--param", *value)).unwrap()).collect();
        of(files.iter().map(|file| &**file), &overrides).hash
    }

    #[test]
    fn the_folder_and_the_order_of_files_do_not_matter_and_everything_else_does() {
        let own = hash(&[("甲/a.gj", "一"), ("甲/b.gj", "二")], &["期限=1月20日"]);
        assert_eq!(own.len(), 64);
        assert_eq!(hash(&[("乙/b.gj", "二"), ("乙/a.gj", "一")], &["期限=1月20日"]), own);
        assert_ne!(hash(&[("甲/a.gj", "一二"), ("甲/b.gj", "")], &["期限=1月20日"]), own);
        assert_ne!(hash(&[("甲/a.gj", "一"), ("甲/b.gj", "二")], &["期限=1月21日"]), own);
        assert_ne!(hash(&[("甲/a.gj", "一"), ("甲/b.gj", "二")], &[]), own);
    }
}
