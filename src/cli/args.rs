//! What may be typed. The help texts stand in `help`, in both languages.

use super::relation::TableFormat;
use crate::lang::Lang;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use std::{env, ffi::OsString, io::IsTerminal, path::PathBuf};

/// gouji
#[derive(Debug, Parser)]
#[command(name = "gouji", version, subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
    /// `--lang`
    #[arg(long, global = true, value_name = "zh|en")]
    pub lang: Option<LangChoice>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// `gouji check`
    Check(Check),
    /// `gouji extract`
    Extract(Extract),
    /// `gouji export`
    Export(Export),
    /// `gouji page`
    Page(Page),
    /// `gouji explain`
    Explain(Explain),
    /// `gouji rules`
    Rules(Rules),
    /// `gouji test`
    Test(Test),
    /// `gouji fmt`
    Fmt(Fmt),
    /// `gouji diff OLD NEW`
    Diff(Diff),
    /// `gouji sum FOLDER`
    Sum(Sum),
    /// `gouji compare A B`
    Compare(Compare),
    /// `gouji round DIR`
    Round(Round),
    /// `gouji new`
    New(New),
    /// `gouji lsp`
    Lsp {
        /// `--stdio`: what some editors add; there is no other way.
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// `gouji PATH…`
    #[command(name = "dropped", hide = true)]
    Dropped(Dropped),
    /// `gouji completions SHELL`
    Completions {
        /// `bash`, `zsh`, `fish` …
        #[arg(value_enum, value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// `gouji man`
    Man,
}

/// `gouji check PATH…`
#[derive(Args, Debug)]
pub struct Check {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "terminal")]
    pub format: Format,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RulesDir,
    #[command(flatten)]
    pub params: Params,
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
    #[arg(long, value_name = "PATH")]
    pub prior: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub waivers: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub letters: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub marked: Option<PathBuf>,
    #[arg(long)]
    pub show_waived: bool,
    #[arg(long, value_name = "DATE", hide = true)]
    pub today: Option<String>,
    #[arg(long, value_name = "CODE", value_delimiter = ',', action = ArgAction::Append)]
    pub select: Vec<String>,
    #[arg(long, value_name = "CODE", value_delimiter = ',', action = ArgAction::Append)]
    pub ignore: Vec<String>,
    #[arg(long, value_enum, default_value = "error")]
    pub fail_on: FailOn,
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    #[arg(long, short)]
    pub quiet: bool,
    #[command(flatten)]
    pub colors: Colors,
}

/// `gouji extract FILE…`
#[derive(Args, Debug)]
pub struct Extract {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "yaml")]
    pub format: ExtractFormat,
    #[arg(long)]
    pub origins: bool,
    #[arg(long, conflicts_with = "origins")]
    pub figures: bool,
    #[command(flatten)]
    pub rules: RulesDir,
}

/// `gouji export`
#[derive(Args, Debug)]
pub struct Export {
    #[command(subcommand)]
    pub command: ExportCommand,
}

/// `gouji export …`
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// `gouji export rules DIR`
    Rules(ExportRules),
    /// `gouji export cells FILE…`
    Cells(ExportCells),
}

/// `gouji export rules DIR`
#[derive(Args, Debug)]
pub struct ExportRules {
    #[arg(id = "export_dir", value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "CODE", value_delimiter = ',', action = ArgAction::Append)]
    pub select: Vec<String>,
    #[arg(id = "table_format", long = "format", value_enum, value_name = "FORMAT", default_value_t = TableFormat::Csv)]
    pub format: TableFormat,
    #[command(flatten)]
    pub rules: RulesDir,
    #[command(flatten)]
    pub params: Params,
}

/// `gouji export cells FILE…`
#[derive(Args, Debug)]
pub struct ExportCells {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(id = "table_format", long = "format", value_enum, value_name = "FORMAT", default_value_t = TableFormat::Csv)]
    pub format: TableFormat,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RulesDir,
}

/// `gouji explain CODE|CELL`
#[derive(Args, Debug)]
pub struct Explain {
    #[arg(value_name = "CODE|CELL")]
    pub what: String,
    #[arg(value_name = "FILE")]
    pub report: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    #[command(flatten)]
    pub rules: RulesDir,
    #[command(flatten)]
    pub params: Params,
}

/// `gouji rules`
#[derive(Args, Debug)]
pub struct Rules {
    #[command(subcommand)]
    pub command: Option<RulesCommand>,
    #[arg(long, value_enum, default_value = "terminal")]
    pub format: RulesFormat,
    #[arg(long)]
    pub strength: bool,
    #[command(flatten)]
    pub rules: RulesDir,
    #[command(flatten)]
    pub params: Params,
}

/// `gouji rules …`
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// `gouji rules check [DIR]`
    Check {
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
        #[arg(long = "format", id = "defect_format", value_enum, default_value = "terminal")]
        format: DiagnosticFormat,
        #[command(flatten)]
        colors: Colors,
    },
}

/// `gouji test [DIR]`
#[derive(Args, Debug)]
pub struct Test {
    #[arg(id = "test_dir", value_name = "DIR")]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RulesDir,
    #[arg(long)]
    pub bless: bool,
    #[arg(long)]
    pub mutants: bool,
    #[arg(long)]
    pub coverage: bool,
    #[command(flatten)]
    pub colors: Colors,
}

/// `gouji fmt [FILE…]`
#[derive(Args, Debug)]
pub struct Fmt {
    #[arg(value_name = "FILE")]
    pub rule_files: Vec<PathBuf>,
    #[arg(long)]
    pub check: bool,
    #[command(flatten)]
    pub colors: Colors,
}

/// `gouji diff OLD NEW`
#[derive(Args, Debug)]
pub struct Diff {
    #[arg(value_name = "OLD")]
    pub old: String,
    #[arg(value_name = "NEW")]
    pub new: String,
    #[arg(long, value_name = "FOLDER")]
    pub replay: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RulesDir,
}

/// `gouji PATH…`
#[derive(Args, Debug)]
pub struct Dropped {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long)]
    pub no_open: bool,
}

/// `gouji sum FOLDER`
#[derive(Args, Debug)]
pub struct Sum {
    #[arg(required = true, value_name = "FOLDER")]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
    #[arg(long, value_name = "UNIT")]
    pub of: Option<String>,
    #[arg(long, value_enum, default_value = "yaml")]
    pub format: SumFormat,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RulesDir,
}

/// `sum --format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SumFormat {
    /// A report file.
    Yaml,
    /// A report file.
    Json,
    /// The form, with formulas over the units' figures.
    Xlsx,
}

/// `gouji compare A B`
#[derive(Args, Debug)]
pub struct Compare {
    #[arg(id = "one", value_name = "A")]
    pub one: PathBuf,
    #[arg(id = "two", value_name = "B")]
    pub two: PathBuf,
    #[arg(long, value_enum, default_value = "terminal")]
    pub format: StatusFormat,
    #[command(flatten)]
    pub rules: RulesDir,
}

/// `gouji round DIR`
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Round {
    #[command(subcommand)]
    pub command: Option<RoundCommand>,
    #[arg(id = "round_dir", value_name = "DIR", required = true)]
    pub dir: Option<PathBuf>,
    #[arg(long, value_name = "TIME", hide = true)]
    pub now: Option<String>,
    #[command(flatten)]
    pub colors: Colors,
}

/// `gouji round …`
#[derive(Debug, Subcommand)]
pub enum RoundCommand {
    /// `gouji round init DIR`
    Init(RoundInit),
    /// `gouji round status DIR`
    Status(RoundStatus),
    /// `gouji round accept DIR UNIT 'CODE[at]'`
    Accept(RoundAccept),
}

/// `gouji round init DIR`
#[derive(Args, Debug)]
pub struct RoundInit {
    #[arg(id = "init_dir", value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long = "roster", id = "init_roster", value_name = "FILE")]
    pub roster: PathBuf,
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    #[arg(long, value_name = "YEAR")]
    pub year: Option<u16>,
    #[arg(long, value_name = "DATE")]
    pub deadline: Option<String>,
}

/// `gouji round accept DIR UNIT 'CODE[at]'`
#[derive(Args, Debug)]
pub struct RoundAccept {
    #[arg(id = "round_dir", value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "UNIT")]
    pub unit: String,
    #[arg(value_name = "CODE[AT]")]
    pub finding: String,
    #[arg(long, value_name = "NAME")]
    pub by: String,
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

/// `gouji round status DIR`
#[derive(Args, Debug)]
pub struct RoundStatus {
    #[arg(id = "round_dir", value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long)]
    pub all: bool,
    #[arg(long, value_enum, default_value = "terminal")]
    pub format: StatusFormat,
    #[command(flatten)]
    pub colors: Colors,
}

/// `round status --format`, `compare --format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// A table.
    Terminal,
    /// For programs.
    Json,
}

/// `gouji new`
#[derive(Args, Debug)]
pub struct New {
    #[command(subcommand)]
    pub command: NewCommand,
}

/// `gouji new …`
#[derive(Debug, Subcommand)]
pub enum NewCommand {
    /// `gouji new report`
    Report(NewReport),
    /// `gouji new rules DIR`
    Rules(NewRules),
}

/// `gouji new rules DIR`
#[derive(Args, Debug)]
pub struct NewRules {
    #[arg(id = "new_dir", value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, conflicts_with = "extends")]
    pub empty: bool,
    #[arg(long)]
    pub extends: bool,
}

/// `gouji new report`
#[derive(Args, Debug)]
pub struct NewReport {
    #[arg(long)]
    pub dense: bool,
    #[arg(long, value_enum, default_value = "yaml")]
    pub format: NewFormat,
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RulesDir,
}

/// `gouji page`
#[derive(Args, Debug)]
pub struct Page {
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long = "title", id = "page_title", value_name = "NAME")]
    pub title: Option<String>,
    #[command(flatten)]
    pub rules: RulesDir,
    #[command(flatten)]
    pub params: Params,
    #[arg(long = "roster", id = "names", value_name = "FILE")]
    pub roster: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub module: Option<PathBuf>,
}

/// `new report --format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NewFormat {
    /// A report file.
    Yaml,
    /// A report file.
    Json,
    /// The form, which checks itself.
    Xlsx,
}

/// `--rules DIR`
#[derive(Args, Debug)]
pub struct RulesDir {
    #[arg(long = "rules", value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// `--params FILE`, `--param NAME=VALUE`
#[derive(Args, Debug, Default)]
pub struct Params {
    #[arg(long = "params", value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long = "param", value_name = "NAME=VALUE", action = ArgAction::Append)]
    pub each: Vec<String>,
}

/// Whether output is coloured.
#[derive(Args, Debug)]
pub struct Colors {
    #[arg(long, value_enum, default_value = "auto")]
    pub color: Color,
}

/// `check --format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Pictures.
    Terminal,
    /// A line a finding.
    Short,
    /// One object.
    Json,
    /// An object a report, as they finish.
    Ndjson,
    /// One log for code hosts.
    Sarif,
    /// Test suites.
    Junit,
    /// Annotations.
    Github,
    /// A row a finding.
    Csv,
    /// A page.
    Html,
    /// A workbook.
    Xlsx,
}

/// `extract --format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// A report file.
    Yaml,
    /// A report file.
    Json,
    /// Cell → figure.
    Cells,
}

/// `rules --format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    /// For reading.
    Terminal,
    /// For programs.
    Json,
    /// For `rules/README.md`.
    Markdown,
}

/// `rules check --format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiagnosticFormat {
    /// Pictures, for reading.
    Terminal,
    /// For programs.
    Json,
    /// For code hosts and review tools.
    Sarif,
    /// Annotations of a workflow.
    Github,
}

/// `--fail-on`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors that fail.
    Error,
    /// Warnings that fail, too.
    Warning,
    /// Nothing.
    Never,
}

/// `--color`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// `--lang`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangChoice {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Color {
    /// Whether to colour what goes to standard output.
    pub fn on_output(self) -> bool {
        match self {
            Color::Auto => std::io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none_or(|set| set.is_empty()),
            Color::Always => true,
            Color::Never => false,
        }
    }
}

/// The language of the tool's own words: `--lang`, else the locale. It is wanted before the arguments are parsed, for the help.
pub(super) fn language(arguments: &[OsString]) -> Lang {
    let mut words = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('=').map(|value| value.to_owned().into()),
            None => None,
        };
        match value.as_deref() {
            Some("zh") => return Lang::Zh,
            Some("en") => return Lang::En,
            _ => {}
        }
    }
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    locale.map_or(Lang::En, |locale| Lang::of_locale(&locale))
}
