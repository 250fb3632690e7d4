//! A small form in two editions for tests: the tables whose layouts differ in the ways that matter.

use super::{Axis, Blank, Edition, Group, Kind, Line, Measure, Section, Table, Template};

/// The form, with editions 2019 and 2021.
pub(crate) fn template() -> Template {
    Template { name: "政府信息公开工作年度报告".into(), editions: vec![edition_2019(), edition_2021()] }
}

const REQUESTS: &str = "新收 上年结转 办理.予以公开 办理.不予公开.国家秘密 办理.不予公开.查询事项";

fn edition_2019() -> Edition {
    let counts = |table: Table| vec![count(); table.cell_count()];
    let mut procurement = table("采购", "政府集中采购", "项目 金额", counts);
    if let Some(kind) = procurement.kinds.get_mut(1) {
        *kind = money("元");
    }
    Edition {
        name: "2019".into(),
        basis: vec!["国办公开办函〔2019〕60号".into()],
        subjects: Vec::new(),
        first_year: 2019,
        last_year: Some(2020),
        kinds: vec!["部门".into(), "政府".into()],
        comparable: Vec::new(),
        follows: None,
        sections: sections(),
        tables: vec![
            table("文件", "规章 规范性文件", "制作 公开 总数", counts),
            procurement,
            table("申请", &format!("{REQUESTS} 办理.其他处理 办理.总计 结转下年"), APPLICANTS, counts),
        ],
    }
}

fn edition_2021() -> Edition {
    let counts = |table: Table| vec![count(); table.cell_count()];
    Edition {
        name: "2021".into(),
        basis: vec!["国办公开办函〔2021〕30号".into()],
        subjects: vec!["政府信息公开".into(), "政务公开".into(), "信息公开".into()],
        first_year: 2021,
        last_year: None,
        kinds: vec!["部门".into(), "政府".into()],
        comparable: Vec::new(),
        follows: None,
        sections: sections(),
        tables: vec![
            table("文件", "规章 规范性文件", "制发 废止 有效", counts),
            table("收费", "行政事业性收费", "金额", |table| vec![money("万元"); table.cell_count()]),
            table(
                "申请",
                &format!("{REQUESTS} 办理.其他处理.逾期不补正 办理.其他处理.其他 办理.总计 结转下年"),
                APPLICANTS,
                counts,
            ),
            table("复议诉讼", "件数", "复议.维持 复议.纠正 复议.总计 直接起诉.维持 直接起诉.纠正 直接起诉.总计", counts),
        ],
    }
}

const APPLICANTS: &str = "自然人 法人.商业企业 法人.其他 总计";

fn count() -> Kind {
    Kind { measure: Measure::Count, unit: "件".into(), signed: false, asked: None }
}

fn money(unit: &str) -> Kind {
    Kind { measure: Measure::Money, unit: unit.into(), signed: false, asked: None }
}

fn sections() -> Vec<Section> {
    ["总体情况", "主动公开", "依申请公开"]
        .iter()
        .map(|id| Section { id: (*id).into(), labels: vec![(*id).into()], when: None, tables: 0..0 })
        .collect()
}

fn table(id: &str, rows: &str, columns: &str, kinds: impl Fn(Table) -> Vec<Kind>) -> Table {
    let table = Table {
        id: id.into(),
        is_fields: false,
        open: None,
        labels: Vec::new(),
        blank: Blank::Zero,
        rows: axis(rows),
        columns: axis(columns),
        kinds: Vec::new(),
    };
    Table { kinds: kinds(table.clone()), ..table }
}

/// An axis from full ids in order; groups are what stands before the dots, a last part 总计 is a total.
fn axis(ids: &str) -> Axis {
    let mut axis = Axis::default();
    for id in ids.split(' ') {
        let at = axis.lines.len();
        let group = id.rsplit_once('.').map(|(path, _)| group(&mut axis, path, at));
        let last = id.rsplit('.').next().unwrap_or(id);
        let is_total = last == "总计";
        if is_total {
            match group.and_then(|group| axis.groups.get_mut(group)) {
                Some(group) => group.total = Some(at),
                None => axis.total = Some(at),
            }
        }
        axis.lines.push(Line { id: id.into(), labels: vec![last.into()], group, is_total, is_less: false });
    }
    axis
}

fn group(axis: &mut Axis, path: &str, line: usize) -> usize {
    let parent = path.rsplit_once('.').map(|(outer, _)| group(axis, outer, line));
    let known = axis.group(path);
    let index = known.unwrap_or(axis.groups.len());
    if known.is_none() {
        let label = path.rsplit('.').next().unwrap_or(path).into();
        axis.groups.push(Group { id: path.into(), labels: vec![label], parent, lines: line..line, total: None });
    }
    if let Some(group) = axis.groups.get_mut(index) {
        group.lines.end = line + 1;
    }
    index
}
