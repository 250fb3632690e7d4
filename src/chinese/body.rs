//! The names of administrative bodies: their levels, their endings, and whether a short name may be that of an agency.

use super::places;
use crate::slice::Slice;
use std::sync::LazyLock;

/// What the kind of a government is called.
pub(crate) const GOVERNMENT: &str = "政府";

/// `市` of 全市, 我市.
pub(crate) const LEVELS: &[char] = &['国', '省', '市', '县', '区', '镇', '乡', '州', '旗', '街', '盟', '村', '师', '团'];

/// A part of a government, and all of a department.
pub(crate) const OWN_LEVEL: &str = "本级";

/// With their last characters, in which most differ from what is looked at.
static ENDINGS: LazyLock<Vec<(char, Vec<char>)>> = LazyLock::new(|| {
    let taken_apart = |end: &&str| Some((end.chars().next_back()?, end.chars().collect()));
    ENDS.iter().filter_map(taken_apart).collect()
});

const ENDS: &[&str] = &[
    "局",
    "委员会",
    "委",
    "厅",
    "办公室",
    "政府办",
    "办",
    "中心",
    "街道",
    "院",
    "公司",
    "政府",
    "镇",
    "乡",
    "部门",
    "科室",
    "单位",
    "队",
    "站",
    "所",
    "部",
    "厅局",
];

/// How the names of offices end.
pub(crate) const OFFICES: &[&str] = &[
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
pub(crate) const NO_OFFICES: &[&str] =
    &["网", "门户", "网站", "首页", "下载", "扫描", "文档", "附件", "模板", "副本", "新建", "定稿"];

/// Words in front of the name of a place, which are no part of it.
pub(crate) const BEFORE_PLACE: &str = "由与和向对为经从在请至及到是受被将";

/// What a report is of: decides whose figures are its own.
#[derive(Clone, Debug)]
pub(crate) struct Agency {
    name: Vec<char>,
    /// The name as a report may shorten it: with and without the names of places in front.
    pub(crate) names: Vec<Vec<char>>,
    /// `市`; none for a department.
    pub(crate) level: Option<char>,
    /// An office that reports for its government.
    pub(crate) is_office: bool,
}

impl Agency {
    pub(crate) fn named(name: &str, is_government: bool) -> Agency {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let ends = |list: &[&str]| list.iter().any(|end| name.ends_with(end));
        let is_office = ends(&["政府办公室", "政府办公厅", "政府办"]);
        let is_street = ends(&["街道办事处", "街道办"]);
        let body = name.split("人民政府").next().unwrap_or_default();
        let last = if is_street { Some('街') } else { body.chars().next_back() };
        let is_government = !is_office && (name.ends_with("人民政府") || is_street || is_government);
        let level = last.filter(|c| is_government && LEVELS.contains(c));
        Agency { name: name.chars().collect(), names: shortened(&name), level, is_office }
    }

    /// Whether a name, perhaps shortened, may be the agency's: its characters, in their order.
    pub(crate) fn may_be(&self, name: &[char]) -> bool {
        let name = if matches!(name.first(), Some('我' | '本' | '该')) { name.slice(1..) } else { name };
        if name.first().is_some_and(|c| LEVELS.contains(c) && !self.name.contains(c)) {
            return false;
        }
        // Most names end in a character that this one has not.
        if name.last().is_none_or(|last| !self.name.contains(last)) {
            return false;
        }
        let mut wanted = name.iter().peekable();
        if wanted.peek().is_some_and(|c| LEVELS.contains(c)) {
            wanted.next();
        }
        for c in &self.name {
            if wanted.peek() == Some(&c) {
                wanted.next();
            }
        }
        wanted.peek().is_none()
    }
}

/// `云溪市水利局`, `市水利局`, `水利局`.
fn shortened(name: &str) -> Vec<Vec<char>> {
    let short = places::without_places(name);
    let place = name.strip_suffix(short).and_then(|place| place.chars().next_back());
    let with_level = place.map(|level| std::iter::once(level).chain(short.chars()).collect());
    let all = [Some(name.chars().collect::<Vec<char>>()), with_level, Some(short.chars().collect())];
    all.into_iter().flatten().filter(|name| name.len() > 2).collect()
}

/// Whether a text ends as the name of a body does, and from where on it may be one.
pub(crate) fn ends_as_body(text: &[char]) -> bool {
    let Some(last) = text.last() else { return false };
    let ends = |(of, end): &(char, Vec<char>)| of == last && text.len() > end.len() && text.ends_with(end);
    ENDINGS.iter().any(ends)
}

/// The name of a body of which 政府 was left out, because the same word follows: 某市人民 in front of 政府信息.
pub(crate) fn completed(name: String) -> String {
    if name.ends_with("人民") { name + GOVERNMENT } else { name }
}
