//! The tree of a rule file, as written: names are not looked up yet, and every part knows where it stands.

mod lexicon;
pub use crate::vocabulary::{
    About, Arithmetic, AxisKind, Blank, ChangeKind, Each, FactKind, FormCheck, Measure, Severity, Shape, Whose,
};
use crate::{number::Number, source::Span};
pub use lexicon::{EventMark, FactFrame, FactTest, Lexical, LexicalKind};

/// Something together with where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub node: T,
    pub span: Span,
}

/// A name: of a table, a row, a rule.
pub type Name = Spanned<String>;

/// The items of a file, in order. What did not parse is absent here and present among the diagnostics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// In the order of the text.
    pub items: Vec<Item>,
    /// Whether a template is among what did not parse: then nothing can be said of the names in rules.
    pub lost_template: bool,
    /// The names of facts and parameters and the codes of rules that did not parse: what uses them is not wrong for that.
    pub lost: Vec<String>,
}

/// A top-level item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// One edition of a template.
    Edition(Edition),
    Rule(Rule),
    /// A fact that the prose may state.
    Fact(Fact),
    /// A value that a place may set.
    Param(Param),
    Lexical(Lexical),
    /// What the folder is laid over.
    Extends(Extends),
    /// A change of a rule that is built in.
    Adjust(Adjust),
}

/// `extends "disclosure-report"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extends {
    /// The rules that the folder is laid over.
    pub name: Spanned<String>,
}

/// `adjust A201 { severity error  "…" }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjust {
    pub code: Name,
    /// In order.
    pub changes: Vec<Spanned<Adjustment>>,
    /// The whole item.
    pub span: Span,
}

/// A line of `adjust`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// What is changed.
    pub what: Adjusted,
    pub reason: Spanned<String>,
}

/// What a line of `adjust` changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjusted {
    /// `severity error`
    Severity(Spanned<Severity>),
    /// `off`, `off in edition 2028`, `off when kind = 部门`: the editions (none: all) and the condition (none: always) under which the
    /// rule is not checked.
    Off(Vec<Name>, Option<Expr>),
}

/// `fact 受理申请: count in 总体情况 { "受理{..}申请{n}件" }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub name: Name,
    /// What kind of figure it is.
    pub kind: Spanned<FactKind>,
    /// The sections it is looked for in; empty: everywhere.
    pub within: Vec<Name>,
    /// The figures that it asks for.
    pub frame: Option<FactFrame>,
    /// The patterns, as written.
    pub patterns: Vec<Spanned<String>>,
    /// Words that spoil a match.
    pub except: Vec<Spanned<String>>,
    pub tests: Vec<FactTest>,
    /// The whole item.
    pub span: Span,
}

/// `param 公布期限: date { when kind = 部门 then 1月31日 }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    pub name: Name,
    /// What kind of value it has.
    pub kind: Spanned<FactKind>,
    /// Its values, the first whose condition holds counts.
    pub cases: Vec<ParamCase>,
    /// The whole item.
    pub span: Span,
}

/// `when kind = 部门 then 1月31日`, or a value alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamCase {
    /// When it counts; none: always.
    pub when: Option<Expr>,
    pub value: Expr,
}

/// `template 政府信息公开工作年度报告 edition 2021 { … }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    pub template: Name,
    /// The edition's name, `2021`.
    pub edition: Name,
    /// `basis "…"`, each as written.
    pub basis: Vec<Spanned<String>>,
    /// `subject "政府信息公开" also "政务公开"`: what titles say the report is about; every such line.
    pub subjects: Vec<Labels>,
    /// `years 2021..` or `years 2019..2020`; every such line.
    pub years: Vec<Spanned<Years>>,
    /// `kinds 部门, 政府`: the kinds of agency that report.
    pub kinds: Vec<Name>,
    /// `comparable 个, 次, 人次`: units that may meet in one comparison; every such line.
    pub comparable: Vec<Vec<Name>>,
    /// `follows 2019 { … }`, each as written.
    pub follows: Vec<Follows>,
    /// In order.
    pub sections: Vec<Section>,
    /// The whole item.
    pub span: Span,
}

/// Report years, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    pub first: u16,
    /// The last one; none while the edition is in force.
    pub last: Option<u16>,
}

/// `follows 2019 { … }`: how the edition differs from the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follows {
    /// The edition before.
    pub edition: Name,
    /// In order.
    pub changes: Vec<Change>,
    /// The whole clause.
    pub span: Span,
}

/// `split row 办理.其他处理 of 申请 "…"`, `renamed column 制发 of 文件 from 制作 "…"`, `dropped table 采购 "…"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: ChangeKind,
    /// To what: of the edition before where it was dropped, else of this one.
    pub what: ChangedPart,
    /// What it was called before: several where they were merged.
    pub from: Vec<Path>,
    pub reason: Spanned<String>,
    /// The whole line.
    pub span: Span,
}

/// A table, or a row or column of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedPart {
    /// The row or column; none for the whole table.
    pub line: Option<(AxisKind, Path)>,
    pub table: Name,
}

/// A printed label and its other spellings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// What the form prints; where it is left out the name is the label.
    pub printed: Option<Spanned<String>>,
    /// `also "…"`, other spellings seen in real reports.
    pub also: Vec<Spanned<String>>,
}

/// `section 依申请公开 "三、…" { … }`; the braces may be left out when it has no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub name: Name,
    /// Its heading.
    pub labels: Labels,
    /// The case in which it applies; none: always.
    pub when: Option<Expr>,
    /// In order.
    pub tables: Vec<Table>,
}

/// `table 申请 "…" { … }`; every clause as often as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: Name,
    /// Whether it is a list of fields: rows with one column, which has no name.
    pub fields: bool,
    /// Its legend.
    pub labels: Labels,
    /// `cells count "件"`.
    pub cells: Vec<Cells>,
    /// `blank zero`.
    pub blank: Vec<Spanned<Blank>>,
    /// `columns { … }`.
    pub columns: Vec<Axis>,
    /// `rows { … }`.
    pub rows: Vec<Axis>,
}

/// `cells count "件"`, `cells money "万元"`, `cells count "项" signed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    pub kind: Measure,
    /// The unit, where it is written.
    pub unit: Option<Spanned<String>>,
    /// The words to choose from.
    pub choices: Vec<Spanned<String>>,
    /// Whether it may be negative.
    pub signed: bool,
    /// Whether it may not be left blank.
    pub required: bool,
    /// The pattern that a text must match.
    pub matching: Option<Spanned<String>>,
    /// How many digits stand behind the point.
    pub decimals: Option<u8>,
    /// The whole clause.
    pub span: Span,
}

/// `rows each 项目 key 项目名称 at least 1`: rows that the reporter adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRows {
    /// What a row is called.
    pub name: Name,
    /// The column that tells rows apart.
    pub key: Path,
    /// How many there are at least.
    pub least: u16,
}

/// The entries of `columns { … }` or `rows { … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The rows that the reporter adds, if it may.
    pub open: Option<OpenRows>,
    /// In order.
    pub entries: Vec<Entry>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// A row or column, a total, or a group of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name within its group.
    pub name: Name,
    /// What the form prints.
    pub labels: Labels,
    /// `cells …`, where it differs from the table's.
    pub cells: Vec<Cells>,
    /// What it is.
    pub role: Role,
    /// From the first keyword or name to the last part.
    pub span: Span,
    /// `less`: its total subtracts it.
    pub less: bool,
}

/// What an entry of an axis is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A row or column of figures.
    Line,
    /// `total 总计`: the sum of its group's lines.
    Total,
    /// `group 法人 { … }`.
    Group(Vec<Entry>),
}

/// `rule A301 列勾稽 error { … }`. Clauses stand in the order written and as often as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The lines of `///` before it, joined with line breaks; empty if none.
    pub explanation: String,
    /// `A301`.
    pub code: Name,
    /// `列勾稽`.
    pub name: Name,
    /// `error`, `warning` or `info`.
    pub severity: Spanned<Severity>,
    pub clauses: Vec<Spanned<Clause>>,
    /// From `rule` to the closing brace.
    pub span: Span,
}

/// A clause of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// `in edition 2021`, `in edition 2019, 2021`.
    InEdition(Vec<Name>),
    /// `each column of 申请`.
    Each(Each, Name),
    /// `each cell of 申请`, `each cell`; with true `each count cell`.
    EachCell(bool, Option<Name>),
    /// `each breakdown`.
    Shape(Shape),
    /// `when …`.
    When(Expr),
    /// `require …`.
    Require(Requirement),
    /// `say "…"`.
    Say(Spanned<String>),
    /// `basis "notice" "clause"`, `basis in edition 2021 "notice"`.
    Basis(Basis),
    /// `test "…" { … }`.
    Test(Test),
}

/// A source of law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The editions that it is for, where it names them.
    pub editions: Vec<Name>,
    /// The notice, and the clause of it, if it is named.
    pub texts: Vec<Spanned<String>>,
}

/// What a rule requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// A condition over figures.
    Condition(Expr),
    /// One of the engine's own checks of the form.
    Form(FormCheck),
}

/// An expression or condition, with its place.
pub type Expr = Spanned<ExprKind>;

/// The kinds of expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// `50`, `80%`, `10万元`: a figure and the unit written right behind it (may be empty).
    Number(Number, String),
    /// `1月31日` (no year) or `2024年1月31日`.
    Date(Option<u16>, u8, u8),
    /// `"…"`.
    Text(String),
    /// `办理.总计`: a bare name or a path; `group` inside `sum(group)` is a path too.
    Path(Path),
    /// `申请[办理.总计, 自然人]`.
    Cell(CellRef),
    /// `prior.有效`, `children.申请[…]`: another report's value.
    Other(Spanned<Whose>, Box<Expr>),
    /// `count(项目清单)`: how many rows a reporter added.
    Count(Name),
    /// `sum(法人)`.
    Sum(Path),
    /// `sum(申请[办理.不予公开, 总计])`: every cell under a group, in full.
    SumOfCells(CellRef),
    /// `states(信息处理费)`: whether the prose states it.
    States(Path),
    /// `of 申请`
    OfTopic(Name),
    /// `length(问题与改进)`: how many letters and digits the section has.
    Length(Path),
    /// `-x`.
    Negate(Box<Expr>),
    /// `x + y` and the other operators of arithmetic.
    Arithmetic(Box<Expr>, Spanned<Arithmetic>, Box<Expr>),
    /// `x = y` and the other comparisons.
    Compare(Box<Expr>, Spanned<Comparison>, Box<Expr>),
    /// `x = y within 0.01`, `within 1%`: a comparison, and how far apart its sides may be.
    Within(Box<Expr>, Box<Expr>),
    /// `x and y`.
    And(Box<Expr>, Box<Expr>),
    /// `x or y`.
    Or(Box<Expr>, Box<Expr>),
    /// `not x`.
    Not(Box<Expr>),
}

/// Names joined by dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// At least one; none for the column of a field.
    pub parts: Vec<Name>,
    /// The whole path.
    pub span: Span,
}

impl Path {
    /// Whether it is this one name.
    pub fn is(&self, name: &str) -> bool {
        matches!(self.parts.as_slice(), [only] if only.node == name)
    }
}

/// `table[row, column]`, `fields[field]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRef {
    pub table: Name,
    pub row: Path,
    /// The column; without parts for a field.
    pub column: Path,
    /// The whole reference.
    pub span: Span,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `~`: equal to a printed percentage or rounded figure at its own precision.
    Agrees,
}

/// `test "新收少写一位" { … }`, optionally `in edition 2019`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// What it shows.
    pub name: Spanned<String>,
    /// The edition it runs in; none: the latest that the rule compiles in.
    pub edition: Option<Name>,
    /// In order.
    pub steps: Vec<Spanned<Step>>,
}

/// A line of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `base dense` or `base "file.yaml"`: what the edits start from; `dense` where it is left out.
    Base(Base),
    /// `set 申请[新收, 自然人] = 4`, also a day, a text, or a word of a choice; and whether it is such a word, without quotation marks.
    Set(CellRef, Spanned<String>, bool),
    /// `set kind = 部门`, `set published = 2024年1月20日`: a line of the head and its value as written.
    About(About, Spanned<String>),
    /// `prose 总体情况 "…"`.
    Prose(Name, Spanned<String>),
    /// `blank 申请[新收, 自然人]`.
    Blank(CellRef),
    /// `remove row 结转下年 of 申请`, `remove table 收费`.
    Remove(ChangedPart),
    /// `remove section 其他事项`.
    RemoveSection(Name),
    /// `prior set …`, `prior base "file.yaml"`: an edit of last year's report.
    Prior(Box<Step>),
    /// `prior base dense in edition 2021`: last year's report is the generated one of that edition.
    PriorDense(Name),
    /// `children "甲.yaml", "乙.yaml"`: the reports of the subordinate units.
    Children(Vec<Spanned<String>>),
    /// `other "甲.yaml"`: an earlier report of the batch.
    Other(Spanned<String>),
    /// `expect A301 at 自然人`, `expect A301 unknown`.
    Expect(Expectation),
    /// `expect nothing`; `expect only nothing`: of the rules that the test is about.
    ExpectNothing(bool),
    /// `expect cause 申请[新收, 自然人]`, `expect cause 申请[…] = 14`.
    ExpectCause(CellRef, Option<Spanned<Number>>),
}

/// The report that a test starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// The generated report without zeros.
    Dense,
    /// A report file, relative to the rule file.
    File(Spanned<String>),
}

/// Where a finding stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// At a column, row or group.
    Line(Path),
    Cell(CellRef),
}

/// A finding that a test expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    pub code: Name,
    /// Where, for a quantified rule.
    pub at: Option<At>,
    /// Whether the verdict is `unknown` instead of `fail`.
    pub unknown: bool,
    /// `expect only …`: findings of rules that the test does not name are none of its business.
    pub only: bool,
}
