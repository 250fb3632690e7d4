//! What is said of keys that are not known, stand twice, or hold a value of the wrong shape.

use super::remark;
use crate::{
    lang::Text,
    node::{Node, Shape},
    report::Remark,
    text,
};

/// `表“申请”的行没有“新受”，是“新收”吗？`: `place` says where it is missing.
pub(super) fn unknown(key: Node<'_>, name: &str, place: &Text, known: &[&str]) -> Remark {
    let Text { zh, en } = place;
    let message = match nearest(name, known) {
        Some(near) => text!("{zh}没有“{name}”，是“{near}”吗？", "there is no “{name}” {en}; is it “{near}”?"),
        None => text!("{zh}没有“{name}”", "there is no “{name}” {en}"),
    };
    remark(key.span(), message)
}

/// A key that stands twice.
pub(super) fn repeated(key: Node<'_>, name: &str) -> Remark {
    remark(key.span(), text!("“{name}”出现了两次，以第一次为准", "“{name}” stands twice; the first one counts"))
}

/// A key that is itself a list or a mapping.
pub(super) fn no_name(key: Node<'_>) -> Remark {
    remark(key.span(), text!("键应是一个名称", "a key should be a name"))
}

/// A value that should have been `wanted`.
pub(super) fn shape(value: Node<'_>, name: &str, wanted: &Text) -> Remark {
    let Text { zh, en } = wanted;
    let span = match value.shape() {
        Shape::Scalar(_) => value.span(),
        Shape::Mapping(_) | Shape::List(_) => super::first_line(value),
    };
    remark(span, text!("“{name}”应是{zh}", "“{name}” should be {en}"))
}

/// The known name that was probably meant: the same last part under another group, else at most one slip in three characters,
/// and never all of them.
pub(super) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let elsewhere = known.iter().find(|id| last_part(id) == last_part(name));
    elsewhere.or_else(|| known.iter().filter(|id| is_slip(name, id)).min_by_key(|id| strsim::osa_distance(name, id))).copied()
}

fn last_part(id: &str) -> &str {
    id.rsplit('.').next().unwrap_or(id)
}

fn is_slip(name: &str, id: &str) -> bool {
    let longest = id.chars().count().max(name.chars().count());
    let slips = strsim::osa_distance(name, id);
    slips < longest && slips <= longest.checked_div(3).unwrap_or_default().max(1)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_told_from_another_word() {
        let known = ["新收", "上年结转", "办理.予以公开", "办理.不予公开.国家秘密"];
        assert_eq!(nearest("新受", &known), Some("新收"));
        assert_eq!(nearest("上年结传", &known), Some("上年结转"));
        assert_eq!(nearest("国家秘密", &known), Some("办理.不予公开.国家秘密"));
        assert_eq!(nearest("办理.予已公开", &known), Some("办理.予以公开"));
        assert_eq!(nearest("合计", &known), None);
        assert_eq!(nearest("", &known), None);
    }
}
