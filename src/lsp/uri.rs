//! Names of documents: a path for what is a file, the name itself for what is none (`untitled:1`).

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::path::{Path, PathBuf};

/// What stands in the path of a URI as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub(super) fn path(uri: &Uri) -> PathBuf {
    let Some(rest) = uri.0.strip_prefix("file://") else { return PathBuf::from(&uri.0) };
    // `file://host/share`, `file:///c%3A/x`, `file:///home/x`.
    let written = percent_decode_str(rest).decode_utf8_lossy().into_owned();
    match written.strip_prefix('/').filter(|rest| begins_with_drive(rest)) {
        Some(windows) => PathBuf::from(windows.replace('/', std::path::MAIN_SEPARATOR_STR)),
        None if written.starts_with('/') => PathBuf::from(written),
        None => PathBuf::from(format!("//{written}")),
    }
}

pub(super) fn of(path: &Path) -> Uri {
    let written = path.to_string_lossy().replace('\\', "/");
    if !path.is_absolute() && !begins_with_drive(&written) && written.contains(':') {
        return Uri(written);
    }
    let encoded = utf8_percent_encode(&written, KEPT).to_string();
    Uri(match (written.starts_with("//"), written.starts_with('/')) {
        (true, _) => format!("file:{encoded}"),
        (_, true) => format!("file://{encoded}"),
        _ => format!("file:///{encoded}"),
    })
}

fn begins_with_drive(path: &str) -> bool {
    let mut all = path.chars();
    all.next().is_some_and(|c| c.is_ascii_alphabetic())
        && all.next() == Some(':')
        && matches!(all.next(), None | Some('/' | '\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_path_comes_back_from_its_uri() {
        for name in ["/家/规则 1/甲#.gj", "/a/b%20c.gj", "//host/share/甲.gj", "untitled:甲"] {
            assert_eq!(path(&of(Path::new(name))), Path::new(name), "{}", of(Path::new(name)).0);
        }
        assert_eq!(of(Path::new("/家/1.gj")).0, "file:///%E5%AE%B6/1.gj");
    }

    #[cfg(unix)]
    #[test]
    fn a_drive_has_no_stroke_before_it() {
        assert_eq!(path(&Uri("file:///c%3A/%E7%94%B2.gj".to_owned())), Path::new("c:/甲.gj"));
        assert_eq!(of(Path::new("c:/甲.gj")).0, "file:///c%3A/%E7%94%B2.gj");
    }
}
