//! The findings and causes of an outcome as things to do, each in the words of the form.

use super::{Asked, CellChange, Check, CheckedInput, Issue, IssueKind, Mark, Target, law::law, prose::pieces, words::Vocabulary};
use crate::{
    finding::{Cause, CauseCell, Certainty, Finding, Known, Verdict, Waived, reading},
    lang::{Lang, Text},
    plain::plain,
    ruleset::{Body, Condition, Expr, FormCheck, RuleSet, Severity},
    template::CellId,
    text,
};

/// The issues of an outcome: to be mended, to be looked at, only worth knowing; each in the order of the report. With them the names
/// of rules that wait until an issue is mended: a figure that they need is not there.
pub(super) fn issues(item: &CheckedInput<'_>, words: Vocabulary<'_>, show_waived: bool) -> (Vec<Issue>, Vec<String>) {
    let maker = Maker { item, words };
    let shown = item.outcome.findings.iter().filter(|finding| show_waived || finding.waived.is_none());
    let (open, failing): (Vec<&Finding>, Vec<&Finding>) =
        shown.partition(|finding| finding.verdict == Verdict::Unknown && finding.waived.is_none());
    let mut issues: Vec<Issue> = Vec::new();
    for group in item.outcome.causes.chunk_by(|left, right| left.group == right.group) {
        let explained = failing.iter().filter(|finding| is_explained(group, finding)).copied().collect::<Vec<_>>();
        issues.extend(maker.of_cause(group, &explained));
    }
    for finding in failing.iter().filter(|finding| !is_explained(&item.outcome.causes, finding)) {
        match issues.iter_mut().find(|issue| issue.is_about(finding)) {
            Some(issue) => issue.checks.push(maker.check(finding)),
            None => issues.push(maker.of_finding(finding)),
        }
    }
    let waiting = if failing.iter().any(|finding| hinders(finding)) {
        let mut names: Vec<String> = open.iter().map(|finding| plain(name(finding, words.lang)).into_owned()).collect();
        names.dedup();
        names
    } else {
        issues.extend(open.chunk_by(|left, right| left.code == right.code).filter_map(|same| maker.of_open(same)));
        Vec::new()
    };
    let order = |section: &Option<String>| section.as_deref().and_then(|heading| maker.order_of(heading));
    issues
        .sort_by_key(|issue| (issue.kind, !issue.is_of_another, order(&issue.section), issue.cells.first().map(|(at, ..)| *at)));
    for (number, issue) in (1..).zip(&mut issues) {
        issue.number = number;
        issue.sentence = issue.said(words.lang);
        issue.brief = issue.said_shortly(words.lang);
    }
    (issues, waiting)
}

/// What an outcome asks of the unit, with the keys of the findings: as many as the report with its marks shows.
pub(crate) fn asked(item: &CheckedInput<'_>) -> Vec<Asked> {
    let (issues, _) = issues(item, Vocabulary::of(item, Lang::Zh), false);
    let asked = issues.into_iter().filter(Issue::is_asked);
    asked.map(|issue| Asked { kind: issue.kind, keys: issue.checks.into_iter().map(|check| check.key).collect() }).collect()
}

fn is_explained(causes: &[Cause], finding: &Finding) -> bool {
    let key = finding.key();
    finding.waived.is_none() && causes.iter().any(|cause| cause.explains.contains(&key))
}

/// Whether a finding says that figures are not there, so that others wait for it.
fn hinders(finding: &Finding) -> bool {
    finding.severity < Severity::Info && (finding.code.starts_with('R') || finding.code.starts_with('T'))
}

/// Makes the issues of an item.
#[derive(Clone, Copy)]
struct Maker<'a> {
    item: &'a CheckedInput<'a>,
    words: Vocabulary<'a>,
}

impl Issue {
    /// Whether a finding is about one of the cells that this would change.
    fn is_about(&self, finding: &Finding) -> bool {
        let [cell] = finding.cells.as_slice() else { return false };
        let wrong: Vec<CellId> = self.cells.iter().filter(|(_, mark, _)| *mark == Mark::Wrong).map(|(at, ..)| *at).collect();
        finding.waived.is_none()
            && finding.quote.is_none()
            && finding.severity < Severity::Info
            && cell.at.is_some_and(|at| wrong.contains(&at))
    }
}

impl Maker<'_> {
    /// A group of causes: one, or several that are as good as one another.
    fn of_cause(self, group: &[Cause], under: &[&Finding]) -> Option<Issue> {
        let first = group.first()?;
        let kind = under.iter().map(|finding| kind(finding)).min()?;
        let tied = first.certainty == Certainty::Tied;
        let mut issue = Issue { certainty: Some(first.certainty), ..self.blank(kind, under) };
        let cells: Vec<CellId> = first.cells.iter().filter_map(|cell| cell.cell.at).collect();
        let alternatives: Vec<CellId> = group.iter().flat_map(|cause| &cause.cells).filter_map(|cell| cell.cell.at).collect();
        self.put(&mut issue, if tied { &alternatives } else { &cells });
        for cell in group.iter().flat_map(|cause| &cause.cells) {
            let expected = cell.expected;
            let note = if tied {
                text!("或为 {expected}", "or {expected}")
            } else {
                text!("应为 {expected}", "should be {expected}")
            };
            let mark = if tied { Mark::Asked } else { Mark::Wrong };
            issue.cells.extend(cell.cell.at.map(|at| (at, mark, Some(self.words.say(&note)))));
        }
        self.near(&mut issue, under);
        issue.targets = self.targets(&issue);
        match (tied, first.cells.as_slice()) {
            (false, [cell]) => {
                issue.found = found(cell);
                issue.expected = Some(cell.expected.to_string());
                issue.how = how(cell.how, self.words.lang);
                issue.fault = self.words.say(&fault(cell, tied, self.words.lang));
            }
            (false, many) => {
                issue.fault = self.each(many, tied, !issue.place.is_empty());
                issue.changes = many.iter().map(|cell| self.change(cell)).collect();
            }
            (true, _) => {
                issue.choices = group.iter().map(|cause| self.each(&cause.cells, tied, false)).collect();
                issue.fault = under.first().map(|finding| self.message(finding, &issue.place)).unwrap_or_default();
            }
        }
        issue.sure = self.sure(first, group.len(), under.len());
        issue.task = self.words.say(&task_of_cause(&issue, first, tied));
        Some(issue)
    }

    /// Findings of one rule that a missing figure leaves open.
    fn of_open(self, findings: &[&Finding]) -> Option<Issue> {
        let first = findings.first()?;
        let mut issue = self.of_finding(first);
        issue.checks = findings.iter().map(|finding| self.check(finding)).collect();
        if findings.len() > 1 {
            let cells: Vec<CellId> = findings.iter().flat_map(|finding| &finding.cells).filter_map(|cell| cell.at).collect();
            self.put(&mut issue, &cells);
            let (count, words) = (findings.len(), self.message(first, ""));
            issue.fault = self.words.say(&text!("{count} 处{words}等", "{count} times: {words}, and so on"));
        }
        Some(issue)
    }

    /// Which section of the form has that heading.
    fn order_of(self, heading: &str) -> Option<usize> {
        let edition = &self.words.template[self.item.report?.edition];
        edition.sections.iter().position(|section| section.labels.first().is_some_and(|label| plain(label) == heading))
    }

    /// A finding that no cause explains.
    fn of_finding(self, finding: &Finding) -> Issue {
        let kind = kind(finding);
        let mut issue = self.blank(kind, &[finding]);
        let cells: Vec<CellId> = finding.cells.iter().filter_map(|cell| cell.at).collect();
        self.put(&mut issue, &cells);
        if let Some(quote) = &finding.quote {
            let marked: Vec<(usize, usize)> = quote.marked.iter().map(|mark| (mark.start as usize, mark.end as usize)).collect();
            issue.quote = pieces(&quote.sentence, &marked);
            issue.section = self.heading(&quote.section).or(issue.section);
            issue.quoted_in = Some(self.section_id(&quote.section));
            issue.place = String::new();
        }
        issue.fault = self.message(finding, &issue.place);
        if issue.section.is_none() {
            issue.section = self.words.section_in(&issue.fault).map(|heading| plain(heading).into_owned());
        }
        issue.fault = without_heading(&issue.fault, issue.section.as_deref()).to_owned();
        self.mark(&mut issue, finding, kind);
        issue.task = finding.help.as_ref().map(|help| self.words.spoken(help.get(self.words.lang))).unwrap_or_default();
        let own = self.body_of(finding);
        let is_of_another = matches!(own, Some(Body::Form(FormCheck::ContentOfNamedUnit | FormCheck::YearAskedFor)));
        issue.is_of_another = is_of_another && kind == IssueKind::Mend;
        issue.task = self.words.say(&if finding.code == UNREADABLE {
            reopen(&finding.message)
        } else {
            own.and_then(task_of).unwrap_or_else(|| task_of_finding(&issue))
        });
        if finding.fails_the_report() && finding.gap.is_some() {
            let none =
                text!("没有找到原因：不能用少数几个单元格填错来解释", "no cause was found: no small set of cells explains it");
            issue.sure = Some(self.words.say(&none));
        }
        issue.waived = finding.waived.as_ref().map(|waived| self.words.say(&allowed(waived)));
        issue
    }

    /// What the rule of a finding asks for.
    fn body_of(&self, finding: &Finding) -> Option<&Body> {
        let rules = &self.item.rules;
        let mut instances = rules.editions.iter().flatten();
        instances.find(|instance| rules[instance.rule].code == finding.code).map(|instance| &instance.body)
    }

    fn blank(self, kind: IssueKind, findings: &[&Finding]) -> Issue {
        Issue {
            number: 0,
            kind,
            sentence: String::new(),
            brief: String::new(),
            section: None,
            place: String::new(),
            quote: Vec::new(),
            fault: String::new(),
            found: None,
            expected: None,
            how: None,
            certainty: None,
            sure: None,
            choices: Vec::new(),
            changes: Vec::new(),
            task: String::new(),
            checks: findings.iter().map(|finding| self.check(finding)).collect(),
            targets: Vec::new(),
            waived: None,
            standing: None,
            is_of_another: false,
            cells: Vec::new(),
            quoted_in: None,
        }
    }

    fn check(self, finding: &Finding) -> Check {
        let rules = &self.item.rules;
        let at = self.item.outcome.findings.iter().position(|own| std::ptr::eq(own, finding));
        Check {
            finding: at.unwrap_or_default(),
            code: plain(&finding.code).into_owned(),
            key: plain(&Known::of_finding(finding, None, None).short()).into_owned(),
            name: plain(name(finding, self.words.lang)).into_owned(),
            message: self.words.spoken(finding.message.get(self.words.lang)),
            rule: plain(asks_for(rules, &finding.code, self.words.lang)).into_owned(),
            law: law(rules, self.item.report.map(|report| report.edition), &finding.code)
                .iter()
                .map(|law| plain(law).into_owned())
                .collect(),
        }
    }

    /// Where some cells are: the section, and what they share, if they are all of one table.
    fn put(self, issue: &mut Issue, cells: &[CellId]) {
        let Some(CellId { table, .. }) = cells.first().filter(|_| self.item.report.is_some()) else { return };
        let of_table: Vec<usize> = cells.iter().filter(|cell| cell.table == *table).map(|cell| cell.index()).collect();
        let heading = self.words.section_of(*table);
        issue.section = heading.map(|heading| plain(heading).into_owned());
        if of_table.len() == cells.len() {
            issue.place = self.words.place(*table, &of_table);
        }
    }

    /// Marks the cells of a finding without a cause. What is only worth knowing marks nothing.
    fn mark(self, issue: &mut Issue, finding: &Finding, kind: IssueKind) {
        if kind == IssueKind::Note {
            return;
        }
        let own: Vec<CellId> = finding.cells.iter().filter_map(|cell| cell.at).collect();
        let unexplained = finding.verdict == Verdict::Fail && finding.waived.is_none() && finding.quote.is_none();
        // An error about one cell alone is in that cell.
        let is_wrong = kind == IssueKind::Mend && own.len() == 1 && unexplained && finding.gap.is_none();
        let mark = match own.len() {
            _ if is_wrong => Mark::Wrong,
            1 => Mark::Asked,
            _ if unexplained => Mark::Asked,
            _ => Mark::Near,
        };
        let figure = finding.quote.as_ref().filter(|_| own.len() == 1).and_then(|quote| {
            let mark = quote.marked.first()?;
            let figure: String = quote.sentence.get(mark.range())?.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
            (!figure.is_empty()).then_some(figure)
        });
        let note = figure.as_ref().map(|figure| self.words.say(&text!("正文写 {figure}", "text: {figure}")));
        issue.found = figure.or_else(|| finding.cells.first().filter(|_| own.len() == 1)?.value.clone());
        issue.cells.extend(own.into_iter().map(|at| (at, mark, note.clone())));
        issue.targets = self.targets(issue);
    }

    /// The cells that an issue is about, by their table's place in the report.
    fn targets(self, issue: &Issue) -> Vec<Target> {
        let tables = self.item.report.map(|report| report.tables.as_slice()).unwrap_or_default();
        let about = issue.cells.iter().filter(|(_, mark, _)| *mark > Mark::Near);
        let target = |(cell, ..): &(CellId, Mark, Option<String>)| {
            let table = tables.iter().position(|filled| filled.table == cell.table)?;
            Some(Target::Cell(table, cell.index()))
        };
        about.filter_map(target).collect()
    }

    /// The other cells that findings add up.
    fn near(self, issue: &mut Issue, under: &[&Finding]) {
        let failing = under.iter().filter(|finding| finding.verdict == Verdict::Fail);
        for at in failing.flat_map(|finding| &finding.cells).filter_map(|cell| cell.at) {
            if !issue.cells.iter().any(|(known, ..)| *known == at) {
                issue.cells.push((at, Mark::Near, None));
            }
        }
    }

    fn change(self, cell: &CauseCell) -> CellChange {
        let at = cell.cell.at;
        CellChange {
            place: at.map(|at| self.words.place(at.table, &[at.index()])).unwrap_or_default(),
            found: found(cell),
            expected: cell.expected.to_string(),
            how: how(cell.how, self.words.lang),
        }
    }

    /// Cells to change, one after the other, each with its place: without what they share, if that was said.
    fn each(self, cells: &[CauseCell], tied: bool, is_said: bool) -> String {
        let all: Vec<usize> = cells.iter().filter_map(|cell| cell.cell.at).map(|at| at.index()).collect();
        let each = cells.iter().map(|cell| {
            let fault = fault(cell, tied, self.words.lang);
            let place = cell.cell.at.map(|at| {
                let own = at.index();
                if is_said { self.words.place_among(at.table, own, &all) } else { self.words.place(at.table, &[own]) }
            });
            let place = place.unwrap_or_default();
            let (zh, en) = (fault.zh, fault.en);
            self.words.say(&text!("{place}{zh}", "{place} {en}"))
        });
        each.collect::<Vec<_>>().join(self.words.lang.pick("；", "; "))
    }

    /// A message without ids, and without the place, which is said before it.
    fn message(self, finding: &Finding, place: &str) -> String {
        let message = self.words.spoken(finding.message.get(self.words.lang));
        if place.is_empty() {
            return message;
        }
        // The place may begin with the legend of its table, which the message has not.
        let places = std::iter::successors(Some(place), |place| place.split_once(['，', ',']).map(|(_, rest)| rest.trim_start()));
        let mut stripped = places.filter(|place| !place.is_empty()).filter_map(|place| message.strip_prefix(place));
        if let Some(rest) = stripped.next() {
            return rest.trim_start_matches([' ', '的', '：', ':']).to_owned();
        }
        match message.split_once('：') {
            Some((lead, rest)) if !lead.contains('“') && lead.split('，').all(|part| place.contains(part)) => rest.to_owned(),
            _ => message,
        }
    }

    /// The heading of the section with that id.
    fn heading(self, id: &str) -> Option<String> {
        let edition = &self.words.template[self.item.report?.edition];
        let section = edition.sections.iter().find(|section| section.id == id)?;
        Some(plain(section.labels.first()?).into_owned())
    }

    /// The id, if the form has such a section; nothing for the title, the preface and the signature.
    fn section_id(self, id: &str) -> String {
        if self.heading(id).is_some() { id.to_owned() } else { String::new() }
    }

    /// How sure a cause is, in words.
    fn sure(self, cause: &Cause, tied: usize, settled: usize) -> Option<String> {
        let cells = cause.cells.len();
        let (these, they) = if cells == 1 {
            (text!("这一格", "this cell"), "is")
        } else {
            (text!("这 {cells} 格", "these {cells} cells"), "are")
        };
        let (zh, en) = (these.zh, these.en);
        let words = match (cause.certainty, settled) {
            (Certainty::Only, 0 | 1) => text!("只有改{zh}才加得拢", "only {en} can make it add up"),
            (Certainty::Only, _) => text!("只有改{zh}，下面 {settled} 处才都加得拢", "only {en} can make all {settled} add up"),
            (Certainty::Likely, _) => text!("最可能是{zh}", "{en} {they} the likeliest"),
            (Certainty::Tied, _) if cause.alternatives > tied => {
                let all = cause.alternatives;
                text!(
                    "有 {all} 种可能，较可能的是这 {tied} 种，请对照底稿",
                    "{all} explanations, these {tied} the likelier ones; compare with the records"
                )
            }
            (Certainty::Tied, _) => text!("有 {tied} 种可能，请对照底稿", "{tied} explanations; compare with the records"),
        };
        let unproven =
            text!("；搜索提前结束，不能排除改动更少的解释", "; the search ended early, a smaller one is not ruled out");
        let early = if cause.unproven { unproven } else { Text::default() };
        Some(format!("{}{}", self.words.say(&words), self.words.say(&early)))
    }
}

/// What stands before the advice in the reason why a file could not be read.
pub(crate) const ADVICE: [&str; 2] = ["；请", "，请"];

/// The code of a file that could not be read.
const UNREADABLE: &str = "R001";

/// What to do about a file that could not be read: what the reason advises, where it does.
fn reopen(reason: &Text) -> Text {
    let general = text!(
        "用 WPS 或 Word 打开原文件，另存为 docx，重新报送；打不开的，另取一份原文件",
        "open the file in an office program, save it as docx and send that; if it does not open, get the original again"
    );
    let advice = |words: &str, marks: &[&str]| {
        let (_, advice) = marks.iter().find_map(|mark| words.rsplit_once(mark))?;
        Some(advice.to_owned())
    };
    Text { zh: advice(&reason.zh, &ADVICE).unwrap_or(general.zh), en: advice(&reason.en, &["; "]).unwrap_or(general.en) }
}

/// What to do where no figure is to be mended from the records: about a report that is of another unit or year than was asked for, and
/// about the day on which something was done.
fn task_of(body: &Body) -> Option<Text> {
    Some(match body {
        Body::Form(FormCheck::ContentOfNamedUnit) => text!(
            "报送本单位的报告；确是本单位的，改正报告里的单位名称，或者告知收件单位",
            "send your own report; if this is it, mend the name of the unit in it, or tell the office"
        ),
        Body::Form(FormCheck::YearAskedFor) => text!(
            "报送本年度的报告；确是本年度的，改正报告里的年份",
            "send the report for the year asked for; if this is it, mend the year in it"
        ),
        Body::Form(FormCheck::OneSubmission) => {
            text!("告知以哪一份为准；作废的一份不要再报", "tell which of them counts, and do not send the other again")
        }
        Body::Condition(condition) if is_about_a_day(condition) => text!(
            "查明是哪一天：写错的，改正；没有写错的，说明逾期的原因",
            "find out which day it was: mend it if it is wrong; if it is right, explain why it was late"
        ),
        _ => return None,
    })
}

/// Whether it compares the day of publication, or of receipt, with another.
fn is_about_a_day(condition: &Condition) -> bool {
    let mut found = false;
    condition.each_expr(&mut |expr| found |= matches!(expr, Expr::DayOf(_)));
    found
}

/// A message without the heading of its section, where it begins with it.
fn without_heading<'m>(message: &'m str, section: Option<&str>) -> &'m str {
    let Some(section) = section else { return message };
    let bare = section.split_once('、').map_or(section, |(_, bare)| bare);
    let stripped = [section, bare].iter().find_map(|heading| message.strip_prefix('“')?.strip_prefix(heading)?.strip_prefix('”'));
    stripped.unwrap_or(message)
}

/// What is asked of the unit because of a finding.
fn kind(finding: &Finding) -> IssueKind {
    match (&finding.waived, finding.verdict, finding.severity) {
        (Some(_), _, _) => IssueKind::Waived,
        (None, Verdict::Fail, Severity::Error) => IssueKind::Mend,
        (None, Verdict::Fail, Severity::Info) => IssueKind::Note,
        (None, _, _) => IssueKind::Ask,
    }
}

/// `填 13，应为 31（两位颠倒）`; of several that are as good as one another none is said to be what should stand there.
fn fault(cell: &CauseCell, tied: bool, lang: Lang) -> Text {
    let expected = cell.expected;
    let how = how(cell.how, lang).map(|how| text!("（{how}）", " ({how})")).unwrap_or_default();
    let (zh, en) = (how.zh, how.en);
    match (found(cell), tied) {
        (Some(found), false) => text!("填 {found}，应为 {expected}{zh}", "is {found}, should be {expected}{en}"),
        (None, false) => text!("空着，应为 {expected}", "is blank, should be {expected}"),
        (Some(found), true) => text!("填 {found}，也许是 {expected}{zh}", "is {found}, may be {expected}{en}"),
        (None, true) => text!("空着，也许是 {expected}", "is blank, may be {expected}"),
    }
}

fn found(cell: &CauseCell) -> Option<String> {
    cell.cell.value.as_deref().map(|value| plain(value).into_owned())
}

/// How a figure came about, in a few words; none where none fits.
fn how(slip: &str, lang: Lang) -> Option<&'static str> {
    let [zh, en] = match slip {
        "transposed" => ["两位颠倒", "two digits swapped"],
        "zeroed" => ["误填为 0", "left zero"],
        "stray" => ["多填", "zero belongs here"],
        "digit-dropped" => ["漏一位", "a digit dropped"],
        "digit-added" | "digit-doubled" => ["多一位", "a digit too many"],
        "shifted" => ["串行", "slipped by a row or column"],
        "confusable-digit" => ["看错数字", "a digit misread"],
        "sign" => ["正负号写反", "the sign turned"],
        "exchanged" => ["与旁边一格填反", "exchanged with its neighbour"],
        "copied" => ["抄了旁边一格", "copied from its neighbour"],
        "computed" => ["随分项算错", "added up from a wrong part"],
        "part-left-out" => ["漏加一项", "a part left out"],
        "part-counted-twice" => ["一项加了两遍", "a part counted twice"],
        _ => return None,
    };
    Some(lang.pick(zh, en))
}

fn task_of_cause(issue: &Issue, cause: &Cause, tied: bool) -> Text {
    let both = issue.found.as_ref().zip(issue.expected.as_ref());
    match (tied, both, cause.certainty) {
        (true, ..) => text!("对照台账查明是哪一处填错，改正", "find out from the records which is wrong, and mend it"),
        (false, Some((found, expected)), _) => text!(
            "对照台账把 {found} 改为 {expected}；台账确为 {found} 的，改正有关总计并说明",
            "compare with the records and change {found} to {expected}; if the records say {found}, mend the totals and explain"
        ),
        (false, None, _) => text!("对照台账改正", "mend it from the records"),
    }
}

/// What to do about a finding: what the engine advises stands in the task already.
fn task_of_finding(issue: &Issue) -> Text {
    let advice = if issue.task.is_empty() {
        Text::default()
    } else {
        Text { zh: format!("{}；", issue.task), en: format!("{}; ", issue.task) }
    };
    let (zh, en) = (advice.zh, advice.en);
    match issue.kind {
        IssueKind::Mend => text!("{zh}对照台账或底稿改正", "{en}mend it from the records"),
        IssueKind::Ask => {
            text!("{zh}核实，有误的改正，无误的说明情况", "{en}mend it if it is wrong; if it is right, explain")
        }
        IssueKind::Note | IssueKind::Waived => text!("{zh}供参考", "{en}for information"),
    }
}

/// Why a finding is waived: `系统导出错误（张三，至 2026-12-31）`.
pub(crate) fn allowed(waived: &Waived) -> Text {
    let (reason, by) = (plain(&waived.reason), plain(&waived.by));
    let until = waived.until.map(|date| text!("，至 {date}", ", until {date}")).unwrap_or_default();
    let (zh, en) = (until.zh, until.en);
    text!("{reason}（{by}{zh}）", "{reason} ({by}{en})")
}

/// The name of a finding's rule; the codes of reading have theirs in both languages.
pub(crate) fn name(finding: &Finding, lang: Lang) -> &str {
    name_of(&finding.code, &finding.name, lang)
}

/// The same, from a code and the name that its rule file gives it.
pub(crate) fn name_of<'a>(code: &str, own: &'a str, lang: Lang) -> &'a str {
    let general = reading(code).map(|reading| reading.name);
    let [zh, en] = general.filter(|[zh, _]| own == *zh).unwrap_or([own; 2]);
    lang.pick(zh, en)
}

/// What a rule asks for: the first paragraph of its explanation.
fn asks_for<'a>(rules: &'a RuleSet, code: &str, lang: Lang) -> &'a str {
    let own = rules.rule(code).map(|rule| rule.explanation.as_str());
    let general = || reading(code).map(|reading| lang.pick(reading.explanation[0], reading.explanation[1]));
    own.or_else(general).unwrap_or_default().split("\n\n").next().unwrap_or_default()
}
