//! Headings of sections as offices word them, and where they put them.

use gouji::{read::read, report::RemarkCode};

/// A report with a heading in place of the one of a section, and the sections that are read.
fn sections(number: usize, heading: &str) -> (Vec<String>, usize) {
    let rules = crate::built_in();
    let mut headings = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    .map(str::to_owned);
    headings[number - 1] = heading.to_owned();
    let bodies = [
        "我局认真做好各项工作，情况良好。",
        "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t2",
        "本年共收到申请零件。",
        "本年没有发生。",
        "一是公开的主动性还不够。二是队伍建设有待加强。",
        "无。",
    ];
    let mut text = "甲县乙局2023年政府信息公开工作年度报告\n根据条例编制本报告。\n".to_owned();
    for (heading, body) in headings.iter().zip(bodies) {
        // A heading that is glued to what stands in front of it brings that along.
        let glued = heading.strip_prefix('+').map(|heading| (text.pop(), heading).1);
        text.push_str(glued.unwrap_or(heading));
        text.push_str(if heading.ends_with('+') { "" } else { "\n" });
        text = text.replace("+", "");
        text.push_str(body);
        text.push('\n');
    }
    let report = read("a.txt", text.as_bytes(), &rules.template).unwrap();
    let prose = report.prose.unwrap();
    let edition = &rules.template[report.edition];
    let ids = prose.sections.iter().filter_map(|section| Some(edition.sections[section.section?].id.clone())).collect();
    (ids, report.remarks.iter().filter(|remark| remark.code == RemarkCode::Resemblance).count())
}

#[test]
fn headings_as_published() {
    let all = ["总体情况", "主动公开", "依申请公开", "复议诉讼情况", "问题与改进", "其他事项"];
    // Whether a heading is only like that of the form, and said to be.
    for (number, heading, is_like) in [
        (5, "五、存在的问题及改进措施", true),
        (5, "五、存在的不足及改进情况", true),
        (5, "五、存在的问题和整改情况", true),
        (5, "五、工作中存在的主要问题及下一步改进措施", true),
        (5, "五、主要问题及改进", true),
        (5, "五 存在的主要问题及改进情况", false),
        (4, "四、行政复议和行政诉讼情况", true),
        (4, "四、复议、诉讼情况", true),
        (4, "四、政府信息公开行政复议、诉讼情况", true),
        (4, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况。", false),
        (3, "三、依申请公开政府信息情况", true),
        (3, "三、依申请公开情况", true),
        (3, "三、收到和处理政府信息公开申请情况。", false),
        (3, "第三部分 收到和处理政府信息公开申请情况", false),
        (2, "二、主动公开情况", true),
        (2, "二、政府信息主动公开情况", true),
        (1, "一、基本情况", true),
        (1, "一、总体情况。", false),
        (1, "+一、总体情况", false),
        (1, "+一、总体情况+", false),
        (5, "+五、存在的问题及改进措施", true),
        (6, "六、其他", true),
        (6, "六、其他事项", true),
        (6, "六、需要报告的其他事项", true),
        (6, "+六、其他需要报告的事项：", false),
    ] {
        let (ids, remarks) = sections(number, heading);
        assert_eq!(ids, all, "{heading}");
        assert_eq!(remarks > 0, is_like, "{heading}: {remarks} remarks");
    }
}

#[test]
fn what_is_no_heading_of_a_section() {
    for (number, heading) in [
        (5, "五、下一步工作打算"),
        (4, "四、政策解读和回应关切"),
        (3, "三、平台建设"),
        (6, "六、附件"),
        (5, "（五）存在的问题及改进措施"),
        (5, "五是存在的问题及改进措施还不具体"),
    ] {
        let (ids, _) = sections(number, heading);
        assert_eq!(ids.len(), 5, "{heading}: {ids:?}");
    }
}

#[test]
fn a_list_of_contents_may_stand_above_the_title() {
    let rules = crate::built_in();
    let headings = ["一、总体情况", "二、主动公开政府信息情况", "六、其他需要报告的事项"];
    let list: String = headings.iter().zip(1..).map(|(heading, page)| format!("{heading} {page}\n")).collect();
    let body = "一、总体情况\n我局认真做好各项工作。\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t\
        现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t2\n六、其他需要报告的事项\n无。\n";
    let text = format!("{list}甲县乙局2023年政府信息公开工作年度报告\n根据条例编制本报告。\n{body}");
    let report = read("a.txt", text.as_bytes(), &rules.template).unwrap();
    assert_eq!((report.agency.as_deref(), report.year), (Some("甲县乙局"), Some(2023)));
    let sections = report.prose.unwrap().sections;
    let paragraphs: Vec<usize> = sections.iter().map(|section| section.paragraphs.len()).collect();
    assert_eq!(paragraphs, [4, 1, 0, 1], "{sections:?}");
}
