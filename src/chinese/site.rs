//! What the websites of offices print around a report: ways to other pages, dates of publication, footers.

/// Words of a page that stand in no name of an agency.
pub(crate) const NO_NAMES: &[&str] = &["首页", "位置", "索引", "年度报告", "来源", "字体"];

/// A website.
pub(crate) const SITE: &str = "网";

/// What stands in front of the day of publication.
pub(crate) const PUBLISHED: &[&str] = &["发布日期", "发布时间", "公布日期", "公开日期", "发文日期"];

/// What stands below a report.
pub(crate) const FOOTERS: &[&str] = &[
    "版权所有",
    "ICP备",
    "公网安备",
    "网站标识码",
    "主办单位",
    "承办单位",
    "关闭窗口",
    "关闭本页",
    "扫一扫",
    "上一篇",
    "下一篇",
    "Copyright",
];
