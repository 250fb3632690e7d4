//! Function words: what they say of the figures and words around them.

use serde::{Deserialize, Serialize};

/// A year, as seen from the report's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum YearOf {
    /// The year before.
    Last,
    /// The report's own.
    This,
    /// The year after.
    Next,
}

/// What a function word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Mark {
    /// Nothing: it may stand between a topic and its figure.
    Light,
    /// It names a year.
    Year(YearOf),
    /// It names a part of a year: 上半年.
    PartOfYear,
    /// It makes a mean or an extreme: 平均, 最多.
    Mean,
    /// It spans several years: 历年, 以来.
    Several,
    /// More than before.
    Up,
    /// Less than before.
    Down,
    /// It opens a list: 其中, 包括.
    Listing,
    /// It opens a list behind a total: 分别为, 如下.
    Opening,
    /// It denies: 未, 没有.
    Not,
    /// It says so of all: 均, 全部.
    All,
    /// It leaves some out: 除, 其余, 逾期.
    Except,
}

impl Mark {
    /// A number of its own, from 0 on.
    #[inline]
    pub(crate) fn number(self) -> u32 {
        match self {
            Mark::Light => 0,
            Mark::Year(YearOf::Last) => 1,
            Mark::Year(YearOf::This) => 2,
            Mark::Year(YearOf::Next) => 3,
            Mark::PartOfYear => 4,
            Mark::Mean => 5,
            Mark::Several => 6,
            Mark::Up => 7,
            Mark::Down => 8,
            Mark::Listing => 9,
            Mark::Opening => 10,
            Mark::Not => 11,
            Mark::All => 12,
            Mark::Except => 13,
        }
    }
}

/// The digits of a year, once it is known which: a character that no text has, four times, in front of 年.
pub(crate) const fn digits(year: YearOf) -> char {
    match year {
        YearOf::Last => '\u{E001}',
        YearOf::This => '\u{E002}',
        YearOf::Next => '\u{E003}',
    }
}

/// Behind the digits of a year, the longest first.
pub(crate) const BEHIND_YEAR: [&str; 3] = ["年度", "年全年", "年"];

/// Words for a year.
pub(crate) fn years(of: YearOf) -> &'static [&'static str] {
    match of {
        YearOf::Last => &["上一年度", "上一年", "上年度", "上年", "去年度", "去年", "前一年度", "前一年", "往年"],
        YearOf::This => {
            &["本年度", "本年", "今年", "全年度", "全年", "年内", "当年度", "当年", "一年来", "年度内", "报告年度", "报告期内"]
        }
        YearOf::Next => &["下一年度", "下一个年度", "下一年", "下年度", "下年", "次年度", "次年", "明年", "来年", "翌年"],
    }
}

pub(crate) const WORDS: &[(Mark, &[&str])] = &[
    (
        Mark::Light,
        &[
            "的",
            "了",
            "有",
            "为",
            "是",
            "共",
            "计",
            "均",
            "已",
            "另",
            "含",
            "等",
            "并",
            "到",
            "出",
            "作",
            "被",
            "及",
            "和",
            "与",
            "或",
            "以及",
            "达",
            "达到",
            "共计",
            "总计",
            "合计",
            "累计",
            "总共",
            "一共",
            "总数",
            "总量",
            "数量",
            "件数",
            "其中",
            "包括",
            "分别",
            "另有",
            "另外",
            "还有",
            "其余",
            "剩余",
            "余下",
            "全部",
            "所有",
            "各类",
            "该",
            "上述",
            "以上",
            "我",
            "继续",
            "同时",
            "已经",
            "严格",
            "未",
            "尚",
            "在",
            "中",
            "内",
            "也",
            "都",
            "皆",
            "由",
            "向",
            "对",
            "经",
            "因",
            "将",
            "于",
            "上",
            "下",
            "不",
            "则",
            "故",
            "仍",
            "还",
            "又",
            "再",
            "只",
            "仅",
            "约",
            "近",
            "余",
            "类",
            "量",
            "数",
            "情况",
            "情形",
            "截至目前",
            "目前",
            "截至",
            "至",
            "止",
            "年底",
            "底",
            "末",
            "总的",
            "全数",
            "正在",
            "尚未",
            "正",
            "从",
            "按",
            "看",
            "较",
            "比",
            "本",
            "此",
            "这些",
            "完成",
            "完毕",
            "结果",
            "方面",
            "提出",
            "提交",
            "直接",
            "主要",
            "共有",
            "仅有",
            "现",
            "现有",
            "期间",
            "进行",
            "给予",
            "通过",
            "件",
            "份",
            "相关",
        ],
    ),
    (
        Mark::PartOfYear,
        &[
            "上半年",
            "下半年",
            "第一季度",
            "第二季度",
            "第三季度",
            "第四季度",
            "一季度",
            "二季度",
            "三季度",
            "四季度",
            "季度",
            "月份",
            "当月",
            "每月",
            "本月",
        ],
    ),
    (
        Mark::Mean,
        &[
            "平均", "人均", "月均", "日均", "周均", "户均", "每月", "每周", "每天", "每件", "单月", "单日", "单周", "最多",
            "最高", "最大", "至多", "高峰", "最少",
        ],
    ),
    (
        Mark::Several,
        &[
            "历年",
            "以来",
            "近两年",
            "近三年",
            "近四年",
            "近五年",
            "两年来",
            "三年来",
            "四年来",
            "五年来",
            "多年",
            "连续",
            "至今",
            "十年来",
            "十三五",
            "十四五",
            "历史累计",
        ],
    ),
    (Mark::Up, &["净增", "增长", "上升", "增加", "提高", "提升", "增幅", "上涨", "多", "增", "升", "新增"]),
    (Mark::Down, &["净减", "减少", "下降", "回落", "降低", "降幅", "下滑", "少", "减", "降"]),
    (Mark::Listing, &["其中", "包括"]),
    (Mark::Opening, &["分别为", "如下：", "分别是：", "分为", "具体为", "分别有"]),
    (
        Mark::Not,
        &[
            "未",
            "没有",
            "无",
            "尚未",
            "均未",
            "从未",
            "未曾",
            "并无",
            "均无",
            "尚无",
            "也未",
            "也无",
            "〇",
            "未再",
            "不存在",
            "未因",
        ],
    ),
    (Mark::All, &["均", "都", "全部", "全数", "悉数", "一律", "皆", "全都"]),
    (
        Mark::Except,
        &[
            "逾期",
            "超期",
            "超时",
            "未按",
            "未及时",
            "未依法",
            "不作为",
            "以外",
            "除",
            "其余",
            "到期",
            "应当",
            "责任",
            "泄密",
            "虚假",
            "失实",
            "除外",
            "外",
            "若",
            "如有",
            "一旦",
            "避免",
            "防止",
            "杜绝",
            "力争",
            "确保",
            "争取",
        ],
    ),
];

/// Words behind which 未, 没有, 无 or 不 deny nothing.
pub(crate) const DENY_NOTHING: &[&str] = &[
    "无法",
    "无正当",
    "无关",
    "无偿",
    "无需",
    "无障碍",
    "无锡",
    "无人机",
    "无线",
    "无论",
    "无条件",
    "无缝",
    "无纸",
    "无不",
    "无误",
    "无差",
    "无故",
    "无须",
    "无效",
    "无意",
    "无害",
    "无理",
    "未来",
    "未成年",
    "未必",
    "未能",
    "不无",
    "未结",
    "未经",
    "未知",
    "无从",
    "未予",
    "未获",
    "无期",
    "无证",
];
