//! One page for a whole run: how many units stand how, a row a unit with what is outstanding, and for each unit its findings with the
//! rows of the tables that they are about. It needs no network; a script of a few lines adds a search box and nothing else. Holds the
//! page until the end, since the counts stand first: about 10 KB a report with findings, 300 bytes a report without.

mod section;
mod units;
mod words;

use super::{CheckedInput, Style, Writer};
use crate::{
    finding::{Counted, Outcome, Summary},
    lang::Lang,
    marked::{MarkedReport, Standing},
    prose::Tracer,
    ruleset::Identity,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use minijinja::{Environment, Value, context, syntax::SyntaxConfig, value::Serde};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, io};
use units::{Others, Unit, Units};

/// One self-contained page.
#[derive(Debug)]
pub struct Html {
    style: Style,
    rules: String,
    form: String,
    round: RoundNotes,
    units: Units,
    others: Others,
    tracer: Tracer,
}

/// What is known of a round beside the reports; what is empty is not shown.
#[derive(Clone, Debug, Default)]
pub struct RoundNotes {
    /// The heading of the page.
    pub title: String,
    /// Who collects the reports.
    pub office: String,
    /// The deadline, in words: `1月19日（星期五）17:00`.
    pub deadline: String,
    /// Until when what came in was taken in, in words.
    pub as_of: String,
    /// By the unit's name on the roster.
    pub units: HashMap<String, UnitNotes>,
}

/// What is known of a unit beside its report; what is empty is not shown.
#[derive(Clone, Debug, Default)]
pub struct UnitNotes {
    /// Since when it stands as it does, in words.
    pub since: String,
    /// When its report came in, and which submission it is, in words.
    pub received: String,
    /// The letter and the marked file: what each is called, and its address as seen from the page.
    pub documents: Vec<(String, String)>,
    /// How its findings compare with those of its submission before, by their keys; empty for a first one.
    pub standings: HashMap<String, Standing>,
    /// The codes of the findings that are gone since.
    pub gone: Vec<String>,
}

impl Html {
    /// In the style's language.
    pub fn new(style: Style) -> Html {
        Html::of_round(style, RoundNotes::default())
    }

    /// The page of a round.
    pub fn of_round(style: Style, round: RoundNotes) -> Html {
        let (units, others) = (Units::default(), Others::default());
        Html { style, rules: String::new(), form: String::new(), round, units, others, tracer: Tracer::default() }
    }

    /// Says which documents were made for a unit, before its report is written.
    pub fn with_documents(&mut self, unit: &str, documents: Vec<(String, String)>) {
        if let Some(notes) = self.round.units.get_mut(unit) {
            notes.documents = documents;
        }
    }

    fn page(&self, summary: &Summary) -> Result<String, minijinja::Error> {
        let (lang, units) = (self.style.lang, self.units.in_order());
        let stand = words::head(lang, &self.round, &self.form, &self.units, summary);
        let of_units = summary.files.is_some();
        let style = concat!(include_str!("../../../page/tokens.css"), include_str!("style.css"));
        let script = include_str!("search.js");
        let sections: String = units.iter().filter_map(|unit| unit.section.as_deref()).collect();
        let (others, columns) = (self.others.lines(), self.units.columns());
        let head = context! {
            rules => &self.rules,
            script,
            words => Serde(words::page(lang, of_units)),
        };
        let body = context! {
            others_words => words::others(lang, others.len(), of_units),
            others => Serde(others),
            total => self.units.len(),
            tiles => Serde(self.units.tiles(lang)),
            bar => Serde(self.units.bar()),
            has => Serde(columns),
            columns => columns.count(),
            units => Serde(&units),
            sections,
            stand => Serde(&stand),
        };
        let policy = format!("script-src '{}'; ", hash(script));
        let opening = opening(lang, &stand.title, style, &policy);
        let page = templates()?;
        page.get_template("page.html")?.render(context! { ..opening, ..head, ..body })
    }

    fn notes(&self, outcome: &Outcome) -> UnitNotes {
        outcome.unit.as_ref().and_then(|unit| self.round.units.get(unit)).cloned().unwrap_or_default()
    }
}

impl Writer for Html {
    fn begin(&mut self, rules: &Identity, _out: &mut dyn io::Write) -> io::Result<()> {
        self.rules = rules.line();
        Ok(())
    }

    fn item(&mut self, item: &CheckedInput<'_>, _out: &mut dyn io::Write) -> io::Result<()> {
        if self.form.is_empty() {
            self.form.clone_from(&item.rules.template.name);
        }
        let mut report = MarkedReport::of(item, self.style.lang, self.style.show_waived);
        let notes = self.notes(item.outcome);
        report.compare(&notes.standings);
        match item.outcome.counted {
            Counted::AsFile | Counted::Nowhere => self.others.add(&report, self.style.lang),
            Counted::AsReport | Counted::ForUnit(_) => {
                let gone = notes.gone.clone();
                let mut unit = Unit::of(&report, notes, self.units.len());
                unit.section =
                    section::draw(item, &report, (&unit, &gone), (self.style, &mut self.tracer)).map_err(io::Error::other)?;
                self.units.add(unit, item.outcome.counted);
            }
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(self.page(summary).map_err(io::Error::other)?.as_bytes())
    }
}

/// What a page opens with. Its policy lets it have its style, and what is named beside.
pub(crate) fn opening(lang: Lang, title: &str, style: &str, policy: &str) -> Value {
    context! {
        lang => lang.pick("zh-CN", "en"),
        version => env!("CARGO_PKG_VERSION"),
        title,
        style,
        style_hash => hash(style),
        policy,
    }
}

/// What the policy of a page knows a style or a script by.
pub(crate) fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// The templates; what is put into them is escaped, since their names end in `.html`.
pub(crate) fn templates() -> Result<Environment<'static>, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    templates.add_template("opening.html", include_str!("opening.html"))?;
    templates.add_template("signs.html", include_str!("signs.html"))?;
    templates.add_template("page.html", include_str!("page.html"))?;
    templates.add_template("section.html", include_str!("section.html"))?;
    Ok(templates)
}
