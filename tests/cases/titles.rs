//! Titles as offices publish them, and names of files: whose report it is and of which year.

use gouji::read::read;

const REST: &str = "一、总体情况\n我单位认真做好各项工作。\n二、主动公开政府信息情况\n第二十条第（一）项\n\
    信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t2\n";

/// The lines hold the title (its lines parted by ` / `), the agency, the year, and the name of the file where it matters.
#[test]
fn titles_as_published() {
    let rules = crate::built_in();
    let mut wrong = Vec::new();
    let titles = include_str!("titles.tsv");
    for line in titles.lines() {
        let mut parts = line.split('\t');
        let [title, agency, year, file] = std::array::from_fn(|_| parts.next().unwrap());
        let text = format!("{}\n{REST}", title.replace(" / ", "\n"));
        let report = read(if file.is_empty() { "报告.txt" } else { file }, text.as_bytes(), &rules.template).unwrap();
        let read = (report.agency.as_deref(), report.year.map(|year| year.to_string()));
        if read != (Some(agency), Some(year.to_owned())) {
            wrong.push(format!("{title} [{file}]: {read:?}"));
        }
    }
    wrong.iter().for_each(|title| println!("{title}"));
    assert!(wrong.is_empty(), "{} of {}", wrong.len(), titles.lines().count());
}

/// What stands around a report and is no title of it names neither its agency nor its year.
#[test]
fn what_is_no_title() {
    let rules = crate::built_in();
    for line in [
        "首页 > 政务公开 > 政府信息公开年报",
        "2022年我局认真贯彻条例，现发布政府信息公开工作年度报告。",
        "政府信息公开指南",
        "政府信息公开制度",
        "青山县水利局2022年部门决算公开",
        "索引号：01-2022-00012",
        "来源：县政府网",
        "2022年1月20日",
    ] {
        let text = format!("{line}\n{REST}");
        let report = read("新建文档.txt", text.as_bytes(), &rules.template).unwrap();
        assert_eq!((report.agency.as_deref(), report.year), (None, None), "{line}");
    }
    for file in ["报告.docx", "附件1.docx", "20240115.docx", "扫描件0001.pdf", "新建 Microsoft Word 文档.docx", "年度报告.xlsx"]
    {
        let report = read(file, REST.as_bytes(), &rules.template).unwrap();
        assert_eq!((report.agency.as_deref(), report.year), (None, None), "{file}");
    }
}

/// A sheet is one grid from its first cell on: the title stands in a row of it, with something beside it perhaps.
#[test]
fn a_title_in_the_first_row_of_the_grid() {
    let rules = crate::built_in();
    for beside in ["", "<td>附件2", "<td><td>单位：件", "<td>2024年1月20日"] {
        let page = format!(
            "<table><tr><td>甲县乙局2023年政府信息公开工作年度报告{beside}<tr><td>第二十条第（一）项\
             <tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>0<td>0<td>0\
             <tr><td>行政规范性文件<td>1<td>0<td>2</table>"
        );
        let report = read("a.html", page.as_bytes(), &rules.template).unwrap();
        assert_eq!((report.agency.as_deref(), report.year), (Some("甲县乙局"), Some(2023)), "{beside}");
        assert_eq!(report.tables.len(), 1, "{beside}");
    }
}

/// Below the title stands a list of other years' reports.
#[test]
fn the_title_is_of_the_year_that_the_report_is_about() {
    let rules = crate::built_in();
    let other = |year: u16| format!("甲县乙局{year}年政府信息公开工作年度报告\n");
    let text = format!("{}{}{}本报告的统计期限自2023年1月1日起至12月31日止。\n{REST}", other(2023), other(2022), other(2021));
    let report = read("a.txt", text.as_bytes(), &rules.template).unwrap();
    assert_eq!(report.year, Some(2023));
    assert_eq!(report.prose.unwrap().title.unwrap().text, other(2023).trim_end());
}
