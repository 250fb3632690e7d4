//! What people write for the keys of our own YAML files, which are English.

/// The key, and what is written for it.
const KEYS: [(&str, &[&str]); 14] = [
    ("code", &["编号", "规则", "规则编号", "代码"]),
    ("agency", &["单位", "机关", "单位名称", "机关名称", "报告单位"]),
    ("name", &["单位", "机关", "名称", "单位名称", "机关名称"]),
    ("year", &["年度", "年份", "年", "报告年度"]),
    ("at", &["位置", "哪一处", "何处"]),
    ("cell", &["单元格", "格"]),
    ("gap", &["差额", "相差", "差"]),
    ("reason", &["理由", "原因", "说明"]),
    ("by", &["批准人", "批准", "谁批准", "审批人", "经办人"]),
    ("until", &["期限", "有效期", "截止", "截止日期", "到期"]),
    ("kind", &["类别", "类型", "单位类型", "性质"]),
    ("parent", &["上级", "主管", "主管部门", "上级单位"]),
    ("published", &["公布日期", "公布时间", "公开日期"]),
    ("received", &["收到日期", "收到时间"]),
];

/// The key among those known that is written so.
pub(crate) fn meant<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    let of = |key: &str| KEYS.iter().any(|(own, words)| *own == key && words.contains(&written));
    known.iter().copied().find(|key| of(key))
}
