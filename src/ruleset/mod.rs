//! Compiled rules: plain data, with every name resolved to a cell of an edition. A rule is linear (integer rows, which take part in
//! causes and analysis) or a tree that is evaluated. Knows no rule text beyond what `explain` quotes, and no report.

mod condition;
mod fact;
mod form;
mod id;
mod identity;
mod lexicon;
mod linear;
mod open;
mod other_reports;
mod test;

pub use crate::vocabulary::{About, Arithmetic, Each, FactKind, FormCheck, Severity, Shape, Whose};
pub use condition::{Comparison, Condition, Expr, Occasion, Tolerance};
pub use fact::{Fact, Over, Param, Part, Pattern, Stated, Within, YearOf};
pub use id::{InstanceId, RuleId};
pub use identity::Identity;
pub use lexicon::{Event, FactFrame, FactTest, Lexicon, Topic};
pub(crate) use linear::Normal;
pub use linear::{LinearRow, Relation, Term};
pub use other_reports::OtherReports;
pub use test::{Base, Edit, Expectation, Step, Test};

use crate::{
    slice::sorted_once,
    source::Place,
    template::{CellId, EditionId, Template},
};
use serde::{Deserialize, Serialize};

/// The compiled whole: a template in its editions and the rules over it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RuleSet {
    /// Which rules these are: what every output names.
    pub identity: Identity,
    pub template: Template,
    /// What the prose may state, in the order of the files.
    pub facts: Vec<Fact>,
    /// What the figures of the prose may be figures of.
    pub lexicon: Lexicon,
    /// What may be set locally, in the order of the files.
    pub params: Vec<Param>,
    /// The sections that apply only in some case.
    pub applies: Vec<Applies>,
    /// By code.
    pub rules: Vec<Rule>,
    /// What the rules come to in each edition; as many as [`Template::editions`].
    pub editions: Vec<Vec<Instance>>,
}

/// A section that applies only in some case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applies {
    pub edition: EditionId,
    /// The section, by its index in the edition.
    pub section: usize,
    /// The case.
    pub when: Condition,
}

/// One requirement, as people know it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// `A301`.
    pub code: String,
    /// `列勾稽`.
    pub name: String,
    /// How bad a breach is.
    pub severity: Severity,
    /// What it means and where it comes from, for `explain`; in the language of the rule file.
    pub explanation: String,
    /// Its law: notice and clause, the clause possibly empty.
    pub basis: Vec<Basis>,
    /// What it runs over.
    pub scope: Option<Scope>,
    /// What is said when it fails; none: the engine's own sentence.
    pub message: Option<Message>,
    /// The text of its `require` clause, as written.
    pub requirement: String,
    /// The whole rule.
    #[serde(skip)]
    pub place: Place,
    /// The tests written in it.
    #[serde(skip)]
    pub tests: Vec<Test>,
    /// Whether it is built in, and the folder extends it.
    pub inherited: bool,
    /// What the folder changes of it.
    #[serde(skip)]
    pub adjusted: Vec<Adjustment>,
}

/// A change of a built-in rule.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// What is changed.
    pub change: Change,
    pub reason: String,
    /// Where it is written.
    pub place: Place,
}

/// What is changed of a built-in rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// How bad a breach is.
    Severity {
        /// As built in.
        was: Severity,
        /// By now.
        is: Severity,
    },
    /// It is not checked: where, as written (`when kind = 部门`); empty: nowhere.
    Off(String),
}

/// A source of law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// `国办公开办函〔2021〕30号`.
    pub notice: String,
    /// `表三表头`; may be empty.
    pub clause: String,
    /// The editions that it is for; empty: all.
    pub editions: Vec<EditionId>,
}

impl Basis {
    /// Whether it is for that edition.
    pub fn is_for(&self, edition: EditionId) -> bool {
        self.editions.is_empty() || self.editions.contains(&edition)
    }
}

/// What a quantified rule runs over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Columns, rows or groups.
    pub each: Each,
    /// The table's id; empty for all tables.
    pub table: String,
}

/// The text of a `say` clause, taken apart.
pub type Message = Vec<Piece>;

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    Words(String),
    /// `{row}`: the label of the row.
    Row,
    /// `{column}`: the label of the column.
    Column,
    /// `{group}`: the label of the group.
    Group,
    /// `{table}`: what the table at hand is called, in a rule that tables are present.
    Table,
    /// `{left}`: the value of the left side.
    Left,
    /// `{right}`: the value of the right side.
    Right,
    /// `{gap}`: how far apart they are, without a sign.
    Gap,
    /// `{fact}`: the name of the fact at hand.
    Fact,
    /// `{stated}`: the fact's figure as the sentence prints it.
    Stated,
    /// `{whole}` and the other figures of a statement, as printed.
    Of(Stated),
    /// `{新收}`: the figure in [`Instance::shown`] at this index.
    Cell(usize),
    /// `{prior.新收}`: what [`Instance::values`] at this index comes to.
    Value(usize),
}

/// A rule at one place of one edition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Instance {
    pub rule: RuleId,
    /// What the quantifier stands at; none for a rule without one.
    pub at: Option<Box<At>>,
    /// It is checked only where this holds.
    pub guard: Option<Box<Condition>>,
    /// What in the prose it is checked for, one by one; none for a rule over figures alone.
    pub over: Option<Over>,
    /// What must hold.
    pub body: Body,
    /// The cells that the message shows, in the order of [`Piece::Cell`].
    pub shown: Vec<CellId>,
    /// What else the message shows, in the order of [`Piece::Value`].
    pub values: Vec<Expr>,
    /// For a rule that asks for last year's report: the edition that report may be in.
    pub prior: Option<EditionId>,
}

/// What a quantifier stands at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// The full id of the column, row or group: what `at` says in every output.
    pub id: String,
    /// The label of the row at hand, where there is one.
    pub row: String,
    /// The label of the column at hand, where there is one.
    pub column: String,
    /// The label of the group at hand, where there is one.
    pub group: String,
}

/// What must hold.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Body {
    /// An equation or inequality with integer coefficients.
    Linear(LinearRow),
    /// Anything else over figures.
    Condition(Condition),
    /// One of the engine's own checks of the form.
    Form(FormCheck),
}

impl RuleSet {
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.code == code)
    }
}

impl Instance {
    /// Whether it can only be judged with such a report at hand.
    pub fn asks_for(&self, whose: Whose) -> bool {
        let asks = |condition: &Condition| condition.asks_for(whose);
        self.guard.as_deref().is_some_and(asks)
            || match &self.body {
                Body::Condition(condition) => asks(condition),
                Body::Form(check) => whose == Whose::Prior && *check == FormCheck::UnlikePrior,
                Body::Linear(_) => false,
            }
    }

    /// The cells of the report at hand that its requirement looks at, each once.
    pub fn cells(&self) -> Vec<CellId> {
        let found: Vec<CellId> = match &self.body {
            Body::Linear(row) => row.terms.iter().map(|term| term.cell).collect(),
            Body::Condition(condition) => condition.cells(),
            Body::Form(_) => Vec::new(),
        };
        sorted_once(found)
    }

    /// Whether it stands for its place: one rule is lowered once more for last year's report of another edition.
    pub fn is_of(&self, edition: EditionId) -> bool {
        self.prior.is_none_or(|prior| prior == edition)
    }

    /// Whether a report's place in its batch decides it.
    pub fn asks_for_the_batch(&self) -> bool {
        matches!(&self.body, Body::Form(FormCheck::UnlikeOthers))
    }
}
