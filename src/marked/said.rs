//! An issue in one sentence, whole and short; and what a report has outstanding in one line.

use super::{Issue, IssueKind, Piece};
use crate::{
    finding::ReportVerdict,
    lang::{Lang, Text},
    text,
};

impl Issue {
    /// What stands before the quoted sentence and what stands behind it; without a sentence the two follow one another.
    pub fn around_quote(&self, lang: Lang) -> (String, String) {
        self.around(self.section.as_deref().unwrap_or_default(), &self.place, lang)
    }

    fn around(&self, section: &str, place: &str, lang: Lang) -> (String, String) {
        let comma = lang.pick("，", ", ");
        // `三、“科研机构”列`: behind a bare numeral stands no comma, and no colon.
        let bare = section.ends_with('、');
        if bare && place.is_empty() && self.quote.is_empty() {
            return (section.to_owned(), self.fault.clone());
        }
        let parts: Vec<&str> = [section, place].into_iter().filter(|part| !part.is_empty()).collect();
        let joined = if bare { parts.concat() } else { parts.join(comma) };
        if joined.is_empty() && self.quote.is_empty() {
            return (String::new(), self.fault.clone());
        }
        let before = if joined.is_empty() || self.quote.is_empty() || bare { joined } else { format!("{joined}{comma}") };
        let fault = &self.fault;
        (before, text!("：{fault}", ": {fault}").get(lang).to_owned())
    }

    /// The whole sentence, how sure it is, and what is as likely: `…：填 41，应为 14（两位颠倒）。只有改这一格，下面 2 处才都加得拢`.
    pub(super) fn explanation(&self, lang: Lang) -> String {
        let choices = self.choices.join(text!("；或者", "; or ").get(lang));
        let parts = [self.sentence.as_str(), self.sure.as_deref().unwrap_or_default(), &choices];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(lang.pick("。", ". "))
    }

    /// The law and what the rule asks for, of the first finding.
    pub fn basis(&self, lang: Lang) -> String {
        let Some(check) = self.checks.first() else { return String::new() };
        let rule = check.rule.split_inclusive(['。', '.']).next().unwrap_or_default().trim().trim_end_matches(['。', '.']);
        match check.law.first() {
            Some(law) => text!("{law}：{rule}", "{law}: {rule}").get(lang).to_owned(),
            None => rule.to_owned(),
        }
    }

    /// The whole sentence.
    pub(super) fn said(&self, lang: Lang) -> String {
        let (before, after) = self.around_quote(lang);
        format!("{before}{}{after}", in_quotes(&self.quoted()))
    }

    /// The sentence with the section's numeral alone, and without the ends of long labels.
    pub(super) fn said_shortly(&self, lang: Lang) -> String {
        let section = self.section.as_deref().unwrap_or_default();
        let numeral = section.find('、').filter(|at| *at <= "十一".len());
        let numeral = numeral.and_then(|at| section.get(..at + '、'.len_utf8()));
        let (before, after) = self.around(numeral.unwrap_or(section), &shortened(&self.place), lang);
        let marked: Vec<Piece> = self.quoted().into_iter().filter(|piece| piece.marked).take(1).collect();
        format!("{before}{}{after}", in_quotes(&marked))
    }
}

fn in_quotes(pieces: &[Piece]) -> String {
    let words: String = pieces.iter().map(|piece| piece.words.as_str()).collect();
    if words.is_empty() { words } else { format!("“{words}”") }
}

/// Labels of more characters than this are cut in a short sentence.
const LONG: usize = 26;

/// A place with its long labels cut.
fn shortened(place: &str) -> String {
    let mut parts = place.split('“');
    let mut short = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (label, rest) = part.split_once('”').unwrap_or((part, ""));
        let is_long = label.chars().count() > LONG;
        let cut: String = if is_long { label.chars().take(LONG - 4).chain(['…']).collect() } else { label.to_owned() };
        short.push_str(&format!("“{cut}”{rest}"));
    }
    short
}

/// What is outstanding, in a line: the first issue and how many more there are.
pub(super) fn outstanding(state: ReportVerdict, headline: &str, issues: &[Issue], lang: Lang) -> String {
    if matches!(state, ReportVerdict::Unreadable | ReportVerdict::Missing) {
        return headline.to_owned();
    }
    let asked: Vec<&Issue> = issues.iter().filter(|issue| issue.is_asked()).collect();
    let Some(first) = asked.first() else { return text!("无", "none").get(lang).to_owned() };
    let (count, brief) = (asked.len(), &first.brief);
    let name = |issue: &Issue| issue.checks.first().map(|check| check.name.clone()).unwrap_or_default();
    let own = name(first);
    if count > 1 && asked.iter().all(|issue| name(issue) == own) {
        return text!("{own}，{count} 处：{brief}，等等", "{own}, {count} times: {brief}, and so on").get(lang).to_owned();
    }
    let of = |kind: IssueKind| asked.iter().filter(|issue| issue.kind == kind).count();
    let (mend, ask) = (of(IssueKind::Mend), of(IssueKind::Ask));
    let mut words = Text::same(brief.clone());
    if mend > 1 {
        let more = mend - 1;
        words = words.and(&text!("另有 {more} 处要改", "{more} more to mend"));
    }
    if mend > 0 && ask > 0 {
        words = words.and(&text!("另请核实 {ask} 处", "{ask} to review"));
    } else if ask > 1 {
        let more = ask - 1;
        words = words.and(&text!("另有 {more} 处请核实", "{more} more to review"));
    }
    words.get(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_labels_are_cut_and_nothing_else() {
        assert_eq!(shortened("“（七）总计”行“科研机构”列"), "“（七）总计”行“科研机构”列");
        let long = "“（六）其他处理 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请”行“其他”列";
        assert_eq!(shortened(long), "“（六）其他处理 2.申请人逾期未按收费通知要…”行“其他”列");
    }
}
