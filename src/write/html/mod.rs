//! One page for a whole run: the summary, the units against the rules, and for each report its tables as on the form beside its
//! findings. It needs no network and no script. Holds the page until the end, since the summary stands first: about 30 KB a report
//! with findings, 200 bytes a report without.

mod matrix;
mod report;
mod table;

use super::{Item, Style, Writer, entry::entries, words};
use crate::{finding::Summary, lang::Text, ruleset::Identity, text};
use matrix::{Matrix, Unit};
use minijinja::{Environment, context, syntax::SyntaxConfig, value::Serde};
use std::io;

/// One self-contained page.
#[derive(Debug)]
pub struct Html {
    style: Style,
    units: Vec<Unit>,
    reports: Vec<Drawn>,
    rules: String,
}

/// A report's part of the page.
#[derive(Debug)]
struct Drawn {
    unit: usize,
    html: String,
}

impl Html {
    /// In the style's language.
    pub fn new(style: Style) -> Html {
        Html { style, units: Vec::new(), reports: Vec::new(), rules: String::new() }
    }

    fn page(&self, summary: &Summary) -> Result<String, minijinja::Error> {
        let lang = self.style.lang;
        let matrix = Matrix::of(&self.units);
        let reports: String = matrix.order.iter().filter_map(|unit| self.drawn(*unit)).collect();
        let clean: Vec<&Unit> = self.units.iter().filter(|unit| unit.is_clean()).collect();
        templates()?.get_template("page.html")?.render(context! {
            lang => match lang { crate::lang::Lang::Zh => "zh-CN", crate::lang::Lang::En => "en" },
            words => Serde(labels(lang, summary.files.is_some())),
            version => env!("CARGO_PKG_VERSION"),
            rules => &self.rules,
            line => words::summary(summary, self.style.quiet).get(lang),
            summary => Serde(summary),
            matrix => Serde(&matrix),
            clean => Serde(&clean),
            reports,
        })
    }

    fn drawn(&self, unit: usize) -> Option<&str> {
        let at = self.reports.binary_search_by_key(&unit, |drawn| drawn.unit).ok()?;
        self.reports.get(at).map(|drawn| drawn.html.as_str())
    }
}

impl Writer for Html {
    fn begin(&mut self, rules: &Identity, _out: &mut dyn io::Write) -> io::Result<()> {
        self.rules = rules.line();
        Ok(())
    }

    fn item(&mut self, item: &Item<'_>, _out: &mut dyn io::Write) -> io::Result<()> {
        let at = self.units.len();
        let unit = Unit::of(at, item, self.style);
        if entries(item, self.style).next().is_some() {
            let html = report::draw(item, &unit, self.style).map_err(io::Error::other)?;
            self.reports.push(Drawn { unit: at, html });
        }
        self.units.push(unit);
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(self.page(summary).map_err(io::Error::other)?.as_bytes())
    }
}

/// The templates; what is put into them is escaped, since their names end in `.html`.
fn templates() -> Result<Environment<'static>, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    templates.add_template("page.html", include_str!("page.html"))?;
    templates.add_template("report.html", include_str!("report.html"))?;
    templates.add_template("style.css", include_str!("style.css"))?;
    Ok(templates)
}

/// The page's own words.
fn labels(lang: crate::lang::Lang, units: bool) -> std::collections::BTreeMap<&'static str, String> {
    let words: [(&'static str, Text); 24] = [
        ("title", text!("核对结果", "Check results")),
        ("skip", text!("跳到各份报告", "Skip to the reports")),
        ("overview", text!("总览", "Overview")),
        ("reports", if units { text!("单位", "units") } else { text!("报告", "reports") }),
        ("passed", text!("通过", "passed")),
        ("review", text!("请核实", "to review")),
        ("failed", text!("退回", "failed")),
        ("unreadable", text!("读不了", "unreadable")),
        ("missing", text!("未报", "missing")),
        ("errors", text!("错误", "errors")),
        ("warnings", text!("警告", "warnings")),
        ("matrix", text!("单位与规则", "Units and rules")),
        (
            "matrix_note",
            text!("问题最多的在前；数字是问题数，点开看第一个", "worst first; a figure counts findings and leads to the first"),
        ),
        ("unit", text!("单位", "unit")),
        ("result", text!("结果", "result")),
        ("total", text!("总计", "total")),
        ("clean", text!("没有发现问题的报告", "Reports without findings")),
        ("cause", text!("原因", "Cause")),
        ("basis", text!("依据", "Basis")),
        ("help", text!("建议", "Help")),
        ("waived", text!("豁免", "Waived")),
        ("top", text!("回到总览", "Back to the overview")),
        ("made", text!("由 gouji 生成，版本", "Written by gouji")),
        ("rules", text!("规则集", "rules")),
    ];
    words.into_iter().map(|(key, words)| (key, words.get(lang).to_owned())).collect()
}
