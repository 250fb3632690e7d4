//! Documents of every kind, and what is read from them.

use gouji::{
    read::read,
    report::{NoReport, Origin, Report, Value},
    template::Template,
};
use std::{fmt::Write as _, fs};

/// A report on a page: what it says of itself, its tables row by row, its prose by section, what there was to remark on.
fn shown(report: &Result<Report, NoReport>, template: &Template) -> String {
    let report = match report {
        Ok(report) => report,
        Err(why) => return format!("no report: {}\n", why.reason.en),
    };
    let mut page = format!(
        "agency {:?}, year {:?}, edition {}, published {:?}\n",
        report.agency,
        report.year,
        template[report.edition].name,
        report.published.map(|day| day.to_string())
    );
    for filled in &report.tables {
        let table = &template[filled.table];
        writeln!(page, "\n{} ({})", table.id, template[filled.table.edition].name).unwrap();
        for (row, cells) in table.rows.lines.iter().zip(filled.cells.chunks(table.columns.lines.len())) {
            let values: Vec<String> = cells.iter().map(|cell| value(&cell.value)).collect();
            writeln!(page, "  {}: {}", row.id, values.join(" ")).unwrap();
        }
    }
    page.push('\n');
    let Some(prose) = &report.prose else { return page + "no prose\n" };
    writeln!(page, "title {:?}", prose.title.as_ref().map(|title| &title.text)).unwrap();
    for section in &prose.sections {
        let id = section.section.map_or("-", |at| &template[report.edition].sections[at].id);
        let heading = section.heading.as_ref().map(|heading| heading.text.as_str());
        writeln!(page, "section {id} {heading:?}").unwrap();
        section.paragraphs.iter().for_each(|paragraph| writeln!(page, "    {}", paragraph.text).unwrap());
    }
    writeln!(page, "signature {:?}", prose.signature.as_ref().map(|signature| &signature.text)).unwrap();
    for remark in &report.remarks {
        writeln!(page, "{:?} {}: {}", remark.code, place(report, remark.origin), remark.message.zh).unwrap();
    }
    page
}

fn value(value: &Value) -> String {
    match value {
        Value::Absent => "·".into(),
        Value::Blank(mark) => format!("[{mark}]"),
        Value::Figure(number) => number.to_string(),
        Value::Words(words) => words.clone(),
        Value::Text(text, _) => format!("«{text}»"),
    }
}

fn place(report: &Report, origin: Origin) -> String {
    match (&report.source, origin) {
        (Some(source), Origin::Text(span)) => {
            let at = source.position(span.start);
            format!("{}:{} {:?}", at.line, at.column, source.slice(span))
        }
        (_, origin) => format!("{origin:?}"),
    }
}

#[test]
fn documents() {
    let rules = crate::built_in();
    let template = &rules.template;
    insta::with_settings!({ snapshot_path => "../snapshots/read", prepend_module_to_snapshot => false }, {
        insta::glob!("read/*", |path| {
            let bytes = fs::read(path).unwrap();
            let report = read(path.file_name().unwrap().to_str().unwrap(), &bytes, template);
            insta::assert_snapshot!(shown(&report, template));
        });
    });
}
