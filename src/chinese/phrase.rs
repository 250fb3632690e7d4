//! Phrases that carry, compare, list or qualify a figure, and the words that stand around it: what officials write in any form.

/// In front of a figure: about so many.
pub(crate) const ABOUT: &[&str] = &["近", "约", "逾", "超", "超过", "突破", "不足", "不到", "至少", "将近", "大约", "以上"];
/// Behind a number: and some more.
pub(crate) const AND_MORE: &[&str] = &["余", "多", "来"];
/// Behind a figure: so many at least, at most, or about.
pub(crate) const OR_SO: &[&str] = &["以上", "以下", "左右", "以内"];
/// Between the ends of a range.
pub(crate) const RANGE_JOINTS: &[&str] = &["~", "-", "至", "到"];
/// Measure words with which a range is written twice: 3件至5件.
pub(crate) const RANGE_UNITS: &str = "件条份个";
/// Turns of speech that begin like a figure.
pub(crate) const ONE_THING: &[&str] = &["一件事", "一部分"];
/// In front of 一: none, and no figure (没有一件).
pub(crate) const NOT_ONE: &[&str] = &["没有", "无", "未有", "未发生", "没有发生", "未出现", "没有出现", "没有任何"];
/// Between a word of none and its verb.
pub(crate) const PASSIVE: char = '被';
/// 一个, 一条, 一份 are articles more often than figures.
pub(crate) const ARTICLES: &[&str] = &["一个", "一条", "一份"];
/// Behind a numeral that stands for what was named: 三项合计, 两者.
pub(crate) const STANDS_FOR_MANY: &[&str] =
    &["者", "方面", "项合计", "项共计", "项总计", "类合计", "部分合计", "项合", "项相加", "项占", "类占", "项之和", "个季度"];
/// Between the numerals of a fraction: 三分之一.
pub(crate) const FRACTION: &str = "分之";
/// In front of a zero that needs no unit: 均为零.
pub(crate) const BEFORE_ZERO: &[&str] = &["为", "是", "量", "数"];
/// 第: an ordinal, no figure.
pub(crate) const ORDINAL: char = '第';

/// Between the words of a pattern and its figure.
pub(crate) const PATTERN_FILLERS: &[&str] =
    &["", "共计", "合计", "总计", "总数", "数量", "共", "计", "为", "是", "有", "了", "达", "约"];
/// Between a word for a change and its figure.
pub(crate) const CHANGE_FILLERS: &[&str] =
    &["了", "约", "为", "达到", "达", "幅度为", "幅度达", "幅度", "近", "率为", "率达", "率"];
/// Between a word for a rate or share and its figure.
pub(crate) const RATE_FILLERS: &[&str] = &["", "为", "是", "达", "达到", "均为", "均达", "分别为", "高达", "：", "均达到"];
/// A request that is rejected: its outcome may be told in either of two columns.
pub(crate) const REJECTED: &str = "驳回";
/// Measure words of bodies.
pub(crate) const BODIES: &[&str] = &["个", "家"];
/// Behind 分别, in front of its figures.
pub(crate) const APART_FILLERS: &[&str] = &["", "为", "是", "有", "达", "共", "达到"];
/// Behind 去年, in front of its figure.
pub(crate) const YEAR_FILLERS: &str = "的为共是有";

/// Words of a clause in front of its verb that name nobody.
pub(crate) const NAMES_NOBODY: &[char] = &['共', '计', '累', '均', '已', '总', '又', '还', '也', '年', '内', '度', '全'];

/// Behind the name of a body: in this role.
pub(crate) const ACTS_AS: &str = "作为";
/// Right in front of a figure: what is done to so many, perhaps of more.
pub(crate) const UPON: char = '对';

/// Each its own figure.
pub(crate) const APART: &str = "分别";
pub(crate) const EACH: char = '均';
pub(crate) const OTHER: &str = "另";
pub(crate) const SO_FAR: &str = "累计";
/// 截至目前，累计: since when is not said.
pub(crate) const AT_PRESENT: &str = "目前";
pub(crate) const AMONG_THEM: &str = "其中";
/// Behind a figure: of these.
pub(crate) const OF_THESE: &[&str] = &["中", "里", "当中"];
/// 其中有3件: there are.
pub(crate) const HAVING: &str = "有";
pub(crate) const AMONG: char = '中';
pub(crate) const ETC: char = '等';
pub(crate) const ALL: &str = "全部";
pub(crate) const OR: &str = "或";
pub(crate) const OF: &str = "的";

/// Joints of a list of words, of figures, of names.
pub(crate) const LIST_JOINTS: &[&str] = &["、", "和", "及", "或", "与", "也", "，"];
pub(crate) const FIGURE_JOINTS: &[&str] = &["、", "和", "，", "及", "与"];
pub(crate) const NAME_JOINTS: &[char] = &['、', '和', '及', '与'];
/// Between two figures of one clause: what follows is of the second.
pub(crate) const PART_JOINTS: &[char] = &['、', '和', '及'];
/// In front of the name of a body.
pub(crate) const BEFORE_BODY: &[char] = &['、', '和', '及', '由', '向', '对', '》', '”'];
/// In a bracket that belongs to the words in front of it.
pub(crate) const INCLUDING: &[&str] = &["（含", "（包括", "（包含"];
/// In front of a part of the figure before it: 含上年结转3件.
pub(crate) const CONTAINING: char = '含';

/// 按…分, 从…看: the view under which something is divided.
pub(crate) const VIEW_OPENERS: &[char] = &['按', '从'];
pub(crate) const VIEW_ENDS: &[&str] = &["分", "看", "划分", "统计", "分类", "来看"];
/// In front of what is left over.
pub(crate) const THE_REST: &[&str] = &["其他", "其它", "其余", "剩余", "余下"];
/// In a part that divides in another way than those before it.
pub(crate) const DIVIDES_AGAIN: &[&str] = &["其中", "当中", "同时", "此外"];
pub(crate) const AT_THE_SAME_TIME: &str = "同时";
/// A bracket that begins so holds no list.
pub(crate) const NO_LIST: &[&str] = &["含", "包括", "包含", "其中", "不含", "同比", "较", "比", "占", "另", "上年", "去年", "即"];
/// In front of a total that sums up what was listed.
pub(crate) const SUMS_UP: &[&str] = &["合计", "共计", "总计", "合计为", "总计为", "合计达"];
pub(crate) const IN_ALL: &str = "共";
/// Behind a word for what was listed, in front of its total: 两者共.
pub(crate) const OF_ALL_THESE: &[&str] =
    &["共", "合计", "共计", "总计", "一共", "相加", "之和", "之和为", "相加为", "合计为", "共计为", "总共"];
/// Behind a numeral, what was listed: 两者, 三项.
pub(crate) const LISTED: &[char] = &['者', '项', '类'];
/// In front of a total of the parts of a year: 全年共296件.
pub(crate) const OF_THE_YEAR: &[&str] = &["全年", "合计", "共计", "总计", "共"];
/// In front of what is added to the figure before: 加上.
pub(crate) const ADDED: &str = "加上";
/// 采纳, 不采纳.
pub(crate) const CONTRARIES: &[char] = &['不', '未'];

pub(crate) const SHARE: char = '占';
pub(crate) const RATE: &str = "率";
pub(crate) const RATIOS: &[&str] = &["比例", "比重"];
/// Between a part and 占.
pub(crate) const BEFORE_SHARE: &[char] = &['，', '、', '（', '约', '所', '仅'];
/// Between 占 and its percentage, where no whole is named.
pub(crate) const SHARE_WORDS: &str = "比为的约达到了，全部总数量例重率：是均";

/// Between a percentage and the part that it is a percentage of: 占64.7%（141件）.
pub(crate) const BEHIND_SHARE: &[&str] = &["（", "（为", "（有", "，为", "，有", "，计"];

/// Compared with.
pub(crate) const COMPARES: &[char] = &['比', '较', '与', '同', '于'];
/// In a growth that is one against the year before.
pub(crate) const COMPARED_WITH: &[&str] = &["比", "较", "同期", "上年", "去年", "上一年", "年", "是", "增幅", "降幅"];
/// In a growth against something else.
pub(crate) const COMPARED_OTHERWISE: &[&str] = &["环比", "上月", "上季", "目标", "预期", "平均"];
pub(crate) const SAME_PERIOD: &str = "同期";
/// Behind these, a figure is what there was before: 由178件增加到.
pub(crate) const FROM: &[&str] = &["由", "从", "由原来的", "从原来的"];
/// To so many.
pub(crate) const CHANGED_TO: &[&str] = &[
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "上升到",
    "上升至",
    "提高到",
    "提高至",
    "增至",
    "升至",
    "减少到",
    "减少至",
    "下降到",
    "下降至",
    "降至",
    "减至",
    "变为",
    "降为",
    "减为",
    "增为",
    "升为",
    "减少为",
    "下降为",
    "增加为",
    "增长为",
    "上升为",
];
/// Between a change and the figure that it led to: 增长20%，达到218件.
pub(crate) const REACHES: &[&str] = &[
    "达到",
    "达",
    "总数达到",
    "总数达",
    "总量达到",
    "总量达",
    "总数为",
    "总量为",
    "共",
    "共计",
    "总计",
    "合计",
    "累计达",
    "共达",
    "为",
    "增至",
    "升至",
    "降至",
    "减至",
];
/// The parts of a year, one by one, and all of them in one word.
pub(crate) const QUARTERS: usize = 4;
pub(crate) const PARTS_OF_YEAR: &[&[&str]] = &[&["一季度", "二季度", "三季度", "四季度"], &["上半年", "下半年"]];
pub(crate) const ALL_PARTS_OF_YEAR: &[&str] = &["一至四季度", "四个季度", "各季度", "1至4季度", "1~4季度", "一到四季度"];
/// They begin words of these that say fewer.
pub(crate) const FEWER: &[char] = &['减', '下', '降'];
/// Behind the figure that something grew or shrank from.
pub(crate) const CHANGES: &[&str] = &["增加", "增长", "上升", "提高", "减少", "下降", "降低", "增至", "升至", "降至", "减至"];
/// They end like words for a change, and are none.
pub(crate) const NO_CHANGE: &[&str] = &["至少", "最多", "许多", "不少", "众多", "大多", "新增", "最少"];
/// Twice as much.
pub(crate) const DOUBLED: &[&str] = &["翻番", "翻一番", "翻了一番", "翻了番"];
/// 增长2倍: to three times as much.
pub(crate) const GROWS: &[char] = &['长', '加', '多', '了', '高', '升', '增'];

/// Behind these, a year is one that is compared with, or whence or whither something goes.
pub(crate) const BEFORE_OTHER_YEAR: &[char] =
    &['比', '较', '同', '与', '于', '由', '是', '从', '自', '至', '到', '转', '延', '入', '跨'];
/// That something is done at once, and that it is done behind something else.
pub(crate) const AT_ONCE: &[&str] = &["未", "直接"];
pub(crate) const BEHIND: &[&str] = &["后", "经", "不服"];
/// How the heading of an appendix begins, and how a title ends.
pub(crate) const APPENDIX: char = '附';
pub(crate) const REPORT: &str = "报告";
/// The year before, on its own.
pub(crate) const LAST_YEAR: &[&str] = &["上年", "上年度", "上一年", "上一年度", "去年"];
/// How a first sentence begins that follows its heading on the same line.
pub(crate) const FIRST_WORDS: &[char] = &['我', '本', '根', '按', '为', '全'];
/// In front of a month: up to it.
pub(crate) const UP_TO: &[&str] = &["至", "~", "到", "-", "止"];
pub(crate) const AS_OF: &[&str] = &["截至", "截止"];
pub(crate) const SINCE: &[&str] = &["以来", "至今"];
/// Between the first and the last of several years.
pub(crate) const YEAR_JOINTS: &[char] = &['至', '到', '~', '-'];
pub(crate) const YEAR: char = '年';
pub(crate) const MONTH: char = '月';
pub(crate) const DAY: char = '日';
/// Behind the first day of a span: 1月1日起至.
pub(crate) const FROM_DAY: char = '起';
/// The end of a month.
pub(crate) const END_OF: char = '底';

/// 以…名义: in the name of.
pub(crate) const IN_THE_NAME: &str = "名义";
/// By these an office tells apart for whom it did something.
pub(crate) const IN_WHOSE_NAME: &[&str] = &["名义", "代表", "自身", "本身", "作为"];
/// In front of a level of government: all of it, ours.
pub(crate) const WHOLE: char = '全';
pub(crate) const OURS: char = '我';
pub(crate) const THIS: char = '本';

/// They open a cause, which others close: 因…引发的.
pub(crate) const CAUSE_OPENERS: &[&str] = &["因", "由", "对", "就"];
pub(crate) const CAUSE_CLOSERS: &[&str] = &["再", "引起", "引发", "导致", "产生", "发生", "被", "提起", "而"];
/// Behind a verb that only qualifies them: 办结率.
pub(crate) const QUALIFIED: &[&str] =
    &["率", "工作", "人", "要求", "时限", "期限", "意见", "内容", "流程", "质量", "案卷", "机制"];

/// In front of the text of a numbered item: 一是, 1、.
pub(crate) const BEHIND_NUMBER: &[char] = &['、', '.', '．', '是'];
