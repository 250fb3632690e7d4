//! The numbers of notices: 国办公开办函〔2021〕30号.

use crate::slice::Slice;

/// What is typed for 〔 and for 〕, which no keyboard has.
const OPENING: [char; 9] = ['[', '［', '(', '（', '【', '﹝', '{', '〖', '〔'];
const CLOSING: [char; 9] = [']', '］', ')', '）', '】', '﹞', '}', '〗', '〕'];

/// A text in which the year of each notice's number stands between 〔 and 〕.
pub(crate) fn with_marks(text: &str) -> String {
    let mut written: Vec<char> = text.chars().collect();
    for at in 0..written.len() {
        let [open, year @ .., close, next] = written.slice(at..at + 7) else { continue };
        let is_number = year.iter().all(char::is_ascii_digit) && (next.is_ascii_digit() || matches!(next, '第' | ' '));
        if is_number && OPENING.contains(open) && CLOSING.contains(close) {
            written.splice(at..at + 6, ['〔'].into_iter().chain(year.to_vec()).chain(['〕']));
        }
    }
    written.into_iter().collect()
}

/// What stands behind the number of a notice in the same text.
pub(crate) fn clause_behind<'t>(text: &'t str, number: &str) -> Option<&'t str> {
    let clause = text.strip_prefix(number).filter(|_| number.ends_with('号'))?.trim();
    (!clause.is_empty()).then_some(clause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_get_their_marks() {
        for (typed, meant) in [
            ("国办公开办函[2021]30号", "国办公开办函〔2021〕30号"),
            ("国办公开办函（2021）30号、法释【2020】第3号", "国办公开办函〔2021〕30号、法释〔2020〕第3号"),
            ("国办公开办函﹝2021﹞ 30号", "国办公开办函〔2021〕 30号"),
            ("国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号"),
            ("条例（2019年修订）", "条例（2019年修订）"),
            ("统计制度(2019)", "统计制度(2019)"),
            ("(2021)京01行初1号", "(2021)京01行初1号"),
        ] {
            assert_eq!(with_marks(typed), meant);
        }
    }

    #[test]
    fn a_clause_stands_behind_a_number() {
        assert_eq!(clause_behind("国办公开办函〔2021〕30号 第一条", "国办公开办函〔2021〕30号"), Some("第一条"));
        assert_eq!(clause_behind("国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号"), None);
        assert_eq!(clause_behind("5 U.S.C. 552(e)(1)", "5 U.S.C. 552"), None);
    }
}
