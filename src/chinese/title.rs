//! How offices word the titles of their reports and name the files, whatever the report is about.

/// What a title may leave out of the name of the report, or add to it: the work.
pub(crate) const WORK: &str = "工作";

/// What may stand between the subject and the last word of a title.
pub(crate) const FILLERS: &[&str] =
    &["工作", "情况", "制度", "执行", "实施", "开展", "落实", "年度", "年", "度", "的", "专项", "本级", "自查"];

/// What joins two subjects of one report.
pub(crate) const JOINTS: &[&str] = &["和", "及"];

/// The last word of a title; the longest first.
pub(crate) const ENDS: &[&str] = &["报告书", "报告", "年报", "总结"];

/// A report of a year, in short.
pub(crate) const YEARLY: &str = "年报";

/// What stands between the name of the agency and the rest of a title.
pub(crate) const BEFORE_SUBJECT: &[&str] = &[
    "关于",
    "公布",
    "发布",
    "印发",
    "报送",
    "上报",
    "编制",
    "公开",
    "做好",
    "开展",
    "全年",
    "本年",
    "的",
    "度",
    "年",
    "本级",
    "(本级)",
    "公告",
    "通知",
    "编报",
    "提交",
    "呈报",
    "年报",
    "报告",
    "我局",
    "我单位",
];

/// What titles and file names are marked with in front.
pub(crate) const TAGS: &[&str] = &["年度报告", "年报", "标题", "附件", "附", "原文", "正文", "公示", "转载", "链接"];

/// What may follow a title.
pub(crate) const AFTER_TITLE: &[&str] = &[
    "的公告",
    "的公示",
    "的通知",
    "的报告",
    "的说明",
    "公告",
    "公示",
    "公布",
    "发布",
    "公开",
    "全文",
    "正文",
    "图文版",
    "图文",
    "文字版",
    "图表版",
    "终稿",
    "定稿",
    "最终版",
    "最终稿",
    "公开版",
    "正式版",
    "盖章版",
    "修改稿",
    "送审稿",
    "挂网版",
    "书",
];

/// What may stand in front of the name of a unit in the name of a file.
pub(crate) const BEFORE_NAME: &[&str] = &["年度", "年", "关于", "次", "报", "号", "稿", "的"];

/// What may stand behind it, beside what the report is about: what it is, and marks of its version.
pub(crate) const AFTER_NAME: &[&str] =
    &["年度", "年报", "报告", "公开", "关于", "的", "修", "更", "初稿", "终稿", "定稿", "补", "重"];

/// What may stand in front of the name of an agency in a title.
pub(crate) const BEFORE_AGENCY: &[&str] = &["关于", "我局"];

/// What is left of a date behind its year.
pub(crate) const OF_DATES: &[char] = &['月', '日', '-', '至'];

/// What the parts of a document are called that are numbered with 第.
pub(crate) const PARTS: &[&str] = &["部分", "章", "项"];
