//! Words that the annual report on government information disclosure brings with it, beside the labels of its template: how its
//! titles are worded, how offices are called, what stands for zero. Data only, in one place.

/// What the report is about, as titles and file names say it; the longest first.
pub(super) const SUBJECTS: [&str; 5] = ["政府信息公开", "政务信息公开", "政务公开", "政府信息", "信息公开"];

/// What may stand between the subject and the last word of a title.
pub(super) const FILLERS: [&str; 16] = [
    "工作",
    "情况",
    "制度",
    "执行",
    "实施",
    "开展",
    "落实",
    "年度",
    "年",
    "度",
    "的",
    "专项",
    "本级",
    "和政务公开",
    "及政务公开",
    "自查",
];

/// The last word of a title; the longest first.
pub(super) const ENDS: [&str; 4] = ["报告书", "报告", "年报", "总结"];

/// What stands between the name of the agency and the rest of a title.
pub(super) const BEFORE_SUBJECT: [&str; 26] = [
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
pub(super) const TAGS: [&str; 12] =
    ["年度报告", "年报", "政府信息公开年报", "法定主动公开内容", "标题", "附件", "附", "原文", "正文", "公示", "转载", "链接"];

/// What may follow a title.
pub(super) const AFTER_TITLE: [&str; 27] = [
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

/// How the names of offices end.
pub(super) const OFFICES: [&str; 44] = [
    "局",
    "委",
    "办",
    "院",
    "厅",
    "部",
    "署",
    "会",
    "处",
    "科",
    "所",
    "站",
    "队",
    "中心",
    "政府",
    "办公室",
    "委员会",
    "街道",
    "镇",
    "乡",
    "县",
    "市",
    "区",
    "州",
    "盟",
    "旗",
    "省",
    "公司",
    "集团",
    "学校",
    "大学",
    "学院",
    "医院",
    "中学",
    "小学",
    "馆",
    "团",
    "社",
    "校",
    "园",
    "法院",
    "检察院",
    "银行",
    "公署",
];

/// What is no office although it may end like one.
pub(super) const NO_OFFICES: [&str; 12] =
    ["网", "门户", "网站", "首页", "下载", "扫描", "文档", "附件", "模板", "副本", "新建", "定稿"];

/// What a table may write for zero, if it writes all of its zeros so; in half-width letters.
pub(super) const ZEROS: [&str; 12] = ["无", "無", "没有", "零", "〇", "○", "◯", "O", "o", "О", "Ο", "\\"];

/// Strokes that stand for zero in the same way, in any number.
pub(super) const STROKES: [char; 9] = ['-', '—', '–', '―', '─', '━', '﹣', '−', '\\'];
