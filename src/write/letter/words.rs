//! What a letter says, sentence by sentence.

use super::{Choices, LetterFacts, LetterKind, PartOf, Received, Row, RowLine};
use crate::{
    finding::ReportVerdict,
    lang::{Lang, Text},
    marked::{ADVICE, CellChange, Issue, IssueKind, Piece},
    slice::Slice,
    text,
};

/// The words of one letter.
#[derive(Clone, Copy)]
pub(super) struct LetterText<'a> {
    pub(super) kind: LetterKind,
    pub(super) facts: LetterFacts<'a>,
}

/// Words without a mark.
fn plain(words: impl Into<String>) -> Piece {
    Piece { words: words.into(), marked: false, issue: None }
}

/// Words that stand out.
fn strong(words: impl Into<String>) -> Piece {
    Piece { marked: true, ..plain(words) }
}

fn year_in_words(year: Option<u16>) -> Text {
    year.map(|year| text!("{year}年度", "{year} ")).unwrap_or_default()
}

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

impl LetterText<'_> {
    fn say(self, words: &Text) -> String {
        words.get(self.facts.lang).to_owned()
    }

    /// The year that is asked for, else that of the report.
    fn year(self) -> Text {
        year_in_words(self.facts.year.or(self.facts.report.year))
    }

    /// A place to write on.
    pub(super) fn blank(self, wide: usize) -> String {
        self.facts.lang.pick("＿", "__").repeat(wide)
    }

    pub(super) fn blank_date(self) -> String {
        self.say(&text!("＿＿＿＿年＿＿月＿＿日", "____-__-__"))
    }

    pub(super) fn part(self, heading: &Text, paragraphs: Vec<Vec<Piece>>) -> PartOf {
        PartOf { heading: self.say(heading), paragraphs, list: None, excerpts: Vec::new() }
    }

    /// `一、收到的文件`
    pub(super) fn numbered(self, at: usize, heading: &str) -> String {
        let (numeral, number) = (NUMERALS.get(at).copied().unwrap_or_default(), at + 1);
        self.say(&text!("{numeral}、{heading}", "{number}. {heading}"))
    }

    pub(super) fn title(self) -> [String; 2] {
        let (unit, form, year) = (self.facts.report.name(), self.facts.form, self.year());
        let (zh, en) = (year.zh, year.en);
        let lines = match self.kind {
            LetterKind::Return => {
                [text!("关于退回{unit}{zh}", "Return of the {en}report of {unit}"), text!("{form}的意见", "{form}")]
            }
            LetterKind::Confirm => {
                [text!("关于核实{unit}{zh}", "Points to confirm in the {en}report of {unit}"), text!("{form}的通知", "{form}")]
            }
            LetterKind::Remind => {
                [text!("关于催报{zh}", "Reminder of the {en}report of {unit}"), text!("{form}的通知", "{form}")]
            }
        };
        lines.map(|line| self.say(&line))
    }

    pub(super) fn unit(self) -> String {
        let unit = self.facts.report.name();
        self.say(&text!("{unit}：", "{unit}:"))
    }

    pub(super) fn opening(self, issues: &[&Issue]) -> String {
        let form = self.facts.form;
        let mend = issues.iter().filter(|issue| issue.kind == IssueKind::Mend).count();
        let ask = issues.len() - mend;
        let Text { zh: came_zh, en: came_en } = self.came(issues);
        self.say(&match (self.kind, self.facts.report.state) {
            (LetterKind::Remind, _) => self.not_received(),
            (_, ReportVerdict::Unreadable) => {
                let reason = self.reason();
                text!(
                    "{came_zh}这个文件读不出来：{reason}。因此还没有核对，现予退回，请重新报送。",
                    "{came_en}The file could not be read: {reason}. Nothing was checked; it is returned, please send your {form} again."
                )
            }
            (LetterKind::Confirm, _) => text!(
                "{came_zh}经核对，没有必须改正的问题，有{ask}处请核实。请逐处看一遍：有误的，改正后重新报送；无误的，答复说明。",
                "{came_en}Nothing has to be mended; {ask} points are to be confirmed. Mend what is wrong and send the report again; explain the rest."
            ),
            (LetterKind::Return, _) => {
                let ask = if ask > 0 { text!("，{ask}处须核实", ", {ask} must be confirmed") } else { Text::default() };
                let (zh, en) = (ask.zh, ask.en);
                text!(
                    "{came_zh}经核对，有{mend}处须改正{zh}，现予退回，请改正后重新报送。",
                    "{came_en}{mend} places must be mended{en}; it is returned, please mend it and send it again."
                )
            }
        })
    }

    /// What came in; and that it may be another report than was asked for.
    fn came(self, issues: &[&Issue]) -> Text {
        let (form, Text { zh: asked_zh, en: asked_en }) = (self.facts.form, self.year());
        let year = if self.facts.report.state == ReportVerdict::Unreadable { self.facts.year } else { self.facts.report.year };
        let Text { zh, en } = year_in_words(year);
        let came = text!("你单位报送的{zh}{form}收悉。", "We received your {en}report ({form}). ");
        if !issues.iter().any(|issue| issue.is_of_another) {
            return came;
        }
        let Text { zh: came_zh, en: came_en } = came;
        text!(
            "{came_zh}它不是你单位{asked_zh}的报告，或者写错了单位、年度。",
            "{came_en}It is not your {asked_en}report, or names the wrong unit or year. "
        )
    }

    /// Why the file could not be read; what to do about it is said among the tasks.
    fn reason(self) -> String {
        let reason = self.facts.report.headline.trim_end_matches(['。', '.']);
        let advised = ADVICE.iter().find_map(|mark| reason.rsplit_once(mark)).map(|(reason, _)| reason);
        advised.filter(|_| self.facts.lang == Lang::Zh).unwrap_or(reason).to_owned()
    }

    /// What has not come in, on what law it is asked for, and what else is known.
    fn not_received(self) -> Text {
        let (form, Text { zh, en }) = (self.facts.form, self.year());
        let issue = self.facts.report.issues.first();
        let law = issue.map(|issue| issue.law().join("、").replace("》 ", "》")).filter(|law| !law.is_empty());
        let Text { zh: law_zh, en: law_en } = law.map(|law| text!("依照{law}，", "By {law}, ")).unwrap_or_default();
        let you = if law_en.is_empty() { "You" } else { "you" };
        let hint = issue.and_then(|issue| issue.task.split_once(['；', ';'])).map(|(hint, _)| text!("（{hint}）", " ({hint})"));
        let Text { zh: hint_zh, en: hint_en } = hint.unwrap_or_default();
        text!(
            "{law_zh}你单位应当报送{zh}{form}，至今没有收到{hint_zh}。",
            "{law_en}{you} are to send your {en}report ({form}); we have not received it{hint_en}."
        )
    }

    pub(super) fn received_heading(self) -> Text {
        text!("收到的文件", "What we received")
    }

    pub(super) fn received(self, received: &Received) -> Vec<Piece> {
        let (file, sum) = (&received.file, received.sha256.slice(..12));
        let day = received.day.as_ref().map(|day| text!("，{day}收到", ", received {day}")).unwrap_or_default();
        let sum = if sum.is_empty() { Text::default() } else { text!("，校验码{sum}", ", checksum {sum}") };
        let (day_zh, day_en, sum_zh, sum_en) = (day.zh, day.en, sum.zh, sum.en);
        vec![plain(self.say(&text!("{file}{day_zh}{sum_zh}。", "{file}{day_en}{sum_en}.")))]
    }

    pub(super) fn found_heading(self, all: usize, listed: usize) -> Text {
        let what = match self.kind {
            LetterKind::Confirm => text!("请核实的事项", "What to confirm"),
            LetterKind::Return | LetterKind::Remind => text!("发现的问题", "What we found"),
        };
        let (zh, en) = (&what.zh, &what.en);
        if all == listed {
            return what;
        }
        text!("{zh}（共{all}处，先列{listed}处，全部见附件）", "{en} ({listed} of {all}; all in the annex)")
    }

    pub(super) fn excerpt_heading(self) -> Text {
        text!("有关表格节录", "The tables")
    }

    pub(super) fn tasks_heading(self) -> Text {
        text!("请你单位", "What to do")
    }

    pub(super) fn annex_heading(self) -> Text {
        text!("问题清单", "All findings")
    }

    pub(super) fn list_heads(self) -> [String; 5] {
        let heads = [
            text!("序号", "no."),
            text!("位置", "place"),
            text!("填写", "says"),
            text!("应为或需核实", "should be, or to confirm"),
            text!("依据", "basis"),
        ];
        heads.map(|head| self.say(&head))
    }

    pub(super) fn row(self, issue: &Issue, choices: Choices) -> Row {
        let lines = if issue.changes.is_empty() {
            // Where a figure is expected and none stands, the cell is blank.
            let blank = || issue.expected.as_ref().map_or_else(|| "—".to_owned(), |_| self.blank_cell());
            let found = issue.found.clone().unwrap_or_else(blank);
            vec![RowLine { place: self.place(issue), found, should: self.should(issue, choices) }]
        } else {
            let sections = issue.section.as_deref().into_iter().map(Some).chain(std::iter::repeat(None));
            issue.changes.iter().zip(sections).map(|(change, section)| self.line(change, section)).collect()
        };
        Row { number: issue.number, lines, basis: issue.basis(self.facts.lang) }
    }

    fn blank_cell(self) -> String {
        self.say(&text!("空白", "blank"))
    }

    /// One of several cells to change, the first with its section.
    fn line(self, change: &CellChange, section: Option<&str>) -> RowLine {
        let place = section.into_iter().chain([change.place.as_str()]);
        let place = place.collect::<Vec<_>>().join(self.facts.lang.pick("，", ", "));
        RowLine {
            place: vec![plain(place)],
            found: change.found.clone().unwrap_or_else(|| self.blank_cell()),
            should: vec![self.expected(&change.expected, change.how)],
        }
    }

    /// `应为31（两位颠倒）`
    fn expected(self, expected: &str, how: Option<&str>) -> Vec<Piece> {
        let how = how.map(|how| text!("（{how}）", " ({how})")).unwrap_or_default();
        vec![plain(self.say(&text!("应为", "should be "))), strong(expected), plain(self.say(&how))]
    }

    /// The section, the row and column, the sentence.
    fn place(self, issue: &Issue) -> Vec<Piece> {
        let comma = self.facts.lang.pick("，", ", ");
        let parts = issue.section.as_deref().into_iter().chain([issue.place.as_str()]).filter(|part| !part.is_empty());
        let place = parts.collect::<Vec<_>>().join(comma);
        if issue.quote.is_empty() {
            let whole = if place.is_empty() { self.say(&text!("整份报告", "the whole report")) } else { place };
            return vec![plain(whole)];
        }
        let lead = if place.is_empty() { "“".to_owned() } else { format!("{place}{comma}“") };
        std::iter::once(plain(lead)).chain(issue.quoted()).chain([plain("”")]).collect()
    }

    /// What should stand there, or what to confirm; explanations that are as good as one another each in a line.
    fn should(self, issue: &Issue, choices: Choices) -> Vec<Vec<Piece>> {
        if let Some(expected) = &issue.expected {
            return vec![self.expected(expected, issue.how)];
        }
        let lead = if issue.kind == IssueKind::Mend { Text::default() } else { text!("需核实：", "to confirm: ") };
        // What stands there is said in the column before.
        let found = issue.found.as_ref().map(|found| text!("是 {found}，", "is {found}, "));
        let said = found.and_then(|found| issue.fault.strip_prefix(found.get(self.facts.lang)));
        let fault = said.unwrap_or(&issue.fault).to_owned();
        let mut lines = vec![vec![plain(self.say(&lead)), plain(fault)]];
        match issue.sure.as_ref().filter(|_| !issue.choices.is_empty()) {
            None => {}
            Some(sure) if choices == Choices::InTable => {
                lines.push(vec![plain(self.say(&text!("{sure}（见表格节录）", "{sure} (see the table)")))]);
            }
            Some(sure) => {
                lines.push(vec![plain(self.say(&text!("{sure}：", "{sure}:")))]);
                lines.extend((1..).zip(&issue.choices).map(|(at, choice)| vec![plain(format!("{at}. {choice}"))]));
            }
        }
        lines
    }

    /// What to do, one a paragraph: the tasks, those that are the same in one; then when to send it.
    pub(super) fn tasks(self, listed: &[&Issue], all: usize) -> Vec<Vec<Piece>> {
        let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
        for issue in listed {
            let number = issue.number.to_string();
            match groups.iter_mut().find(|(task, _)| *task == issue.task) {
                Some((_, numbers)) => numbers.push(number),
                None => groups.push((&issue.task, vec![number])),
            }
        }
        let mut tasks: Vec<Vec<Piece>> = Vec::new();
        for (task, numbers) in groups {
            let numbers = numbers.join(self.facts.lang.pick("、", ", "));
            tasks.push(vec![plain(self.say(&text!("第{numbers}处，{task}。", "No. {numbers}: {task}.")))]);
        }
        if all > listed.len() {
            let words = text!("其余各处见附件问题清单，逐处改正或核实。", "The rest stands in the annex: mend or confirm each.");
            tasks.push(vec![plain(self.say(&words))]);
        }
        if self.facts.report.state == ReportVerdict::Unreadable {
            let task = self.facts.report.issues.first().map(|issue| issue.task.as_str()).unwrap_or_default();
            tasks.push(vec![plain(self.say(&text!("{task}。", "{task}.")))]);
        }
        tasks.push(self.send());
        let is_alone = tasks.len() == 1;
        let numbered = tasks.into_iter().enumerate().map(|(at, task)| {
            let (numeral, number) = (NUMERALS.get(at).copied().unwrap_or_default(), at + 1);
            let lead = match self.facts.lang {
                _ if is_alone => String::new(),
                Lang::Zh => format!("（{numeral}）"),
                Lang::En => format!("({number}) "),
            };
            std::iter::once(plain(lead)).chain(task).collect()
        });
        numbered.collect()
    }

    /// `于2024年1月26日前，将改正后的报告报送示例市人民政府办公室。`
    fn send(self) -> Vec<Piece> {
        let deadline = self.facts.head.deadline.clone().unwrap_or_else(|| self.blank_date());
        let us = self.facts.head.office.clone().unwrap_or_else(|| self.say(&text!("我单位", "us")));
        let after = match (self.kind, self.facts.report.state) {
            (LetterKind::Return, ReportVerdict::Unreadable) => text!("前重新报送{us}。", " send the report again to {us}."),
            (LetterKind::Return, _) => text!("前，将改正后的报告报送{us}。", " send the mended report to {us}."),
            (LetterKind::Confirm, _) => {
                text!("前答复{us}；改了报告的，重新报送。", " answer {us}; where the report was changed, send it again.")
            }
            (LetterKind::Remind, _) => text!(
                "前报送{us}。已经报送的，请告知报送的日期和文件名。",
                " send the report to {us}. If you have sent it, tell us when, and the name of the file."
            ),
        };
        let by = if self.kind == LetterKind::Remind { text!("请于", "By ") } else { text!("于", "By ") };
        vec![plain(self.say(&by)), strong(deadline), plain(self.say(&after))]
    }

    pub(super) fn contact(self) -> String {
        let head = self.facts.head;
        let or_blank = |words: &Option<String>, wide: usize| words.clone().unwrap_or_else(|| self.blank(wide));
        let (contact, phone) = (or_blank(&head.contact, 4), or_blank(&head.phone, 6));
        let to = head.to.as_ref().map(|to| text!("，报送：{to}", ", send it to: {to}")).unwrap_or_default();
        let (zh, en) = (to.zh, to.en);
        self.say(&text!("联系人：{contact}，电话：{phone}{zh}。", "Contact: {contact}, telephone {phone}{en}."))
    }

    pub(super) fn enclosed(self, annex: &[PartOf]) -> String {
        let annex = annex.iter().map(|part| part.heading.clone());
        let marked = self.facts.enclosed.iter().map(|file| {
            self.say(&text!("{file}（标上问题的原件）", "{file} (the file that you sent, with the findings marked in it)"))
        });
        let all = annex.chain(marked).collect::<Vec<_>>().join(self.facts.lang.pick("、", ", "));
        if all.is_empty() { String::new() } else { self.say(&text!("附件：{all}", "Enclosed: {all}")) }
    }

    pub(super) fn from(self) -> String {
        let (form, rules) = (self.facts.form, self.facts.rules);
        let has_sum = self.facts.received.is_some_and(|received| !received.sha256.is_empty());
        let sum = text!("校验码是文件SHA-256值的前12位。", "The checksum is the first 12 digits of the file's SHA-256. ");
        let sum = if has_sum { sum } else { Text::default() };
        let (zh, en) = (sum.zh, sum.en);
        self.say(&text!("{zh}核对所用规则：{form}，{rules}", "{en}Checked with: {form}, {rules}"))
    }

    pub(super) fn caption(self, heading: &str, legend: Option<&str>, rest: usize) -> String {
        let legend = legend.map(|legend| text!("，{legend}", ", {legend}")).unwrap_or_default();
        let (zh, en) = (legend.zh, legend.en);
        self.say(&match rest {
            0 => text!("{heading}{zh}", "{heading}{en}"),
            _ => text!(
                "{heading}{zh}（其余{rest}行没有问题，从略）",
                "{heading}{en} (the other {rest} rows have nothing and are left out)"
            ),
        })
    }

    pub(super) fn corner(self) -> String {
        self.say(&text!("项目", "item"))
    }
}
