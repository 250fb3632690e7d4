//! The help texts, in both languages, laid over the commands: command, argument, Chinese, English.

use crate::lang::{Lang, Text};
use crate::text;
use clap::{Arg, ArgAction, Command};

/// What a command does: its path, and the words. The long text follows the first line break.
const COMMANDS: &[(&str, &str, &str)] = &[
    (
        "gouji",
        "按成文规则核对政府信息公开工作年度报告：表内勾稽、格式、正文与表格是否一致\n\n\
         常用：\n  gouji check 报告.docx            核对一份报告\n  gouji check 报告文件夹/           逐份核对\n  \
         gouji explain A301               这条规则是什么意思\n  gouji round 2023年报/             收集一年的报告：谁报了、谁要改\n  gouji rules check 规则文件夹/     改完规则，检查有没有写错\n\n\
         不写命令，直接给文件或文件夹（或者把它们拖到程序上），就核对它们，结果写成旁边的\n\
         核对结果.html 并打开（--no-open 不打开）；给的是收集文件夹，就收一次。\n\n\
         退出码：0 没有错误；1 有错误（可用 --fail-on 调整）；2 用法不对，或规则文件有错；3 有文件读不了。",
        "Checks annual reports on government information disclosure against rules that are written down\n\n\
         Often used:\n  gouji check report.docx          check one report\n  gouji check folder/              check each of them\n  \
         gouji explain A301               what a rule means\n  gouji round 2023/                collect a year's reports: who sent what, who must mend\n  gouji rules check rules/         after editing rules: every mistake at once\n\n\
         Without a command, as when files are dropped on the program, files and folders are\n\
         checked into 核对结果.html beside them, which is opened (--no-open: not); the\n\
         folder of a round is run.\n\n\
         Exit codes: 0 no errors; 1 errors (see --fail-on); 2 bad usage, or a rule file with an error; 3 some file could not be read.",
    ),
    (
        "gouji check",
        "核对报告：文件、文件夹、zip 压缩包，或标准输入（-）",
        "Check reports: files, folders, zip archives, or standard input (-)",
    ),
    ("gouji extract", "读出文件中的报告，写成报告文件", "Print the report file that a document holds"),
    (
        "gouji export",
        "把规则或报告的数写成关系表（CSV、Parquet），供数据库用（DuckDB、SQLite、PostgreSQL；查询见 docs/engines.md）",
        "Write rules, or the figures of reports, as relations (CSV, Parquet) for databases (DuckDB, SQLite, PostgreSQL; the query is in docs/engines.md)",
    ),
    (
        "gouji export rules",
        "把线性规则写成三张表：rule.csv、instance.csv、term.csv\n\n\
         例如：\n  gouji export rules 表/                  全部线性规则\n  \
         gouji export rules 表/ --select A3      只要 A3 开头的\n\n\
         一处规则（instance）就是：Σ 系数 × 单元格 + 常数，与 0 比较。看正文、日期、其他报告的，\
         有条件的，不是线性的，数据库核对不了，在标准错误上列出；这些仍用 gouji check 核对。\n\n\
         退出码：0 写好了；2 用法不对，或规则文件有错；4 用 --select 点名要的规则中有不能导出的。",
        "Write the linear rules as three relations: rule.csv, instance.csv, term.csv\n\n\
         Examples:\n  gouji export rules tables/               all linear rules\n  \
         gouji export rules tables/ --select A3   those whose codes begin with A3\n\n\
         A rule at a place (an instance) says: Σ coefficient × cell + constant, compared with 0. Rules over prose, days or \
         other reports, those that apply in some case only, and those that are not linear cannot be checked by a database: \
         they are listed on standard error, and `gouji check` has them all.\n\n\
         Exit codes: 0 written; 2 bad usage, or a rule file with an error; 4 a rule asked for by --select cannot be exported.",
    ),
    (
        "gouji export cells",
        "把报告的每一格写成一行：文件、机关、年度、版、表、行、列、数、是否空白、位置\n\n\
         例如：\n  gouji export cells 报告文件夹/ -o cells.csv\n  gouji export cells 报告.ndjson | gzip > cells.csv.gz\n\n\
         state 一列：figure 数，zero 按 0 计的空白，blank 不知道的空白，text 读不成数，absent 文件里没有这一格，\
         wide 太大或小数太多，words 文字。scaled 是整数：件数原样，金额、比例等乘以 1000000；不知道的不写。\n\n\
         退出码：0 写好了；2 用法不对；3 有文件读不了（其余照写）。",
        "Write each cell of reports as a row: path, agency, year, edition, table, row, column, value, blank, place\n\n\
         Examples:\n  gouji export cells reports/ -o cells.csv\n  gouji export cells reports.ndjson | gzip > cells.csv.gz\n\n\
         The column `state`: figure; zero, a blank that counts as 0; blank, one that is not known; text, no figure; absent, a cell \
         that the document lacks; wide, too large or with too many decimals; words. `scaled` is an integer: a count as it is, \
         money, shares and the like × 1000000; empty where the figure is not known.\n\n\
         Exit codes: 0 written; 2 bad usage; 3 some file could not be read (the others are written).",
    ),
    (
        "gouji explain",
        "解释一条规则（A301）、规则文件的一种错误（E101），或一个单元格受哪些规则约束（申请[新收, 自然人]）",
        "Explain a rule (A301), a mistake in a rule file (E101), or what constrains a cell (申请[新收, 自然人])",
    ),
    ("gouji rules", "列出现行规则；rules check 检查规则文件", "List the rules in force; `rules check` compiles rule files"),
    (
        "gouji rules check",
        "检查规则文件和表样文件，一次列出全部错误",
        "Compile rule and schema files and print every mistake at once",
    ),
    (
        "gouji test",
        "运行规则文件里写的测试；核对一组报告的结果与认可过的是否相同\n\n\
         例如：\n  gouji test                        内置规则的测试\n  \
         gouji test 规则文件夹/             文件夹里的规则的测试，以及其中的样本组\n  \
         gouji test --mutants 规则文件夹/   把规则逐处改错，看有没有测试发现\n  \
         gouji test 样本文件夹/             样本组：逐份核对，与认可过的结果比较\n  \
         gouji test 样本文件夹/ --bless     看过差别以后认可\n\n\
         样本组是一个放报告的文件夹，认可过的结果放在其中的 snapshots（insta 的 .snap 格式，cargo insta review 也能用）。\n\n\
         退出码：0 全部通过；1 有测试没有通过、有结果不同、有改错没有测试发现；2 用法不对，或规则文件有错。",
        "Run the tests written in rule files; compare what is found in a folder of reports with what was accepted\n\n\
         Examples:\n  gouji test                    the tests of the built-in rules\n  \
         gouji test rules/             the tests of the rules in a folder, and the suites in it\n  \
         gouji test --mutants rules/   make the slips of an editor, and say which no test notices\n  \
         gouji test suite/             a suite: check each report, compare with what was accepted\n  \
         gouji test suite/ --bless     accept what it shows\n\n\
         A suite is a folder of reports; what was accepted stands in its folder `snapshots`, in the .snap format of insta, so that\n\
         `cargo insta review` works on it too.\n\n\
         Exit codes: 0 all passed; 1 a test failed, a report differs, a slip goes unnoticed; 2 bad usage, or a rule file with an error.",
    ),
    (
        "gouji lsp",
        "语言服务器：编辑规则文件的编辑器通过标准输入输出与它通信（VS Code、Neovim、Helix，见 editors）",
        "The language server for editors of rule files, over standard input and output (VS Code, Neovim, Helix: see editors)",
    ),
    (
        "gouji fmt",
        "把规则文件写成统一的格式，注释保留\n\n\
         例如：\n  gouji fmt 规则文件夹/             改写文件夹里的 .gj 文件\n  \
         gouji fmt --check 规则文件夹/     只看不改：列出没有排好的文件和差别\n  gouji fmt < 甲.gj                从标准输入读，写到标准输出\n\n\
         一行一句，缩进两格；输入法打出的 ：，＝＋（） 和全角数字改成半角，引号里的字不动。\n\
         有语法错误的文件不动，并指出错处；改写后意思或注释有变的，也不动。\n\n\
         退出码：0 都排好了；1 有文件没有排好（--check）；2 有文件语法有错或打不开。",
        "Write rule files in the one form, comments kept\n\n\
         Examples:\n  gouji fmt rules/            rewrites the .gj files of a folder\n  \
         gouji fmt --check rules/    changes nothing: lists the files that are not in the form, and how\n  \
         gouji fmt < a.gj            from standard input to standard output\n\n\
         A line a statement, two blanks a step; the marks ：，＝＋（） and digits of an input method become plain ones, texts in\n\
         quotation marks stay as they are. A file that does not parse is left alone, and its mistakes are shown; so is one that\n\
         would say something else afterwards.\n\n\
         Exit codes: 0 all in the form; 1 some are not (--check); 2 some cannot be parsed or opened.",
    ),
    (
        "gouji new",
        "生成空白的报告文件、表格，或可以改的规则文件夹",
        "Make a blank report file or form, or a folder of rules to edit",
    ),
    (
        "gouji new report",
        "空白的报告文件（yaml、json），或者自带核对公式的空白表格（xlsx）",
        "A blank report file (yaml, json), or the blank form as a workbook that checks itself (xlsx)",
    ),
    (
        "gouji new rules",
        "一个可以改的规则文件夹：在内置规则上增补（--extends），内置规则和表样的副本，或者一个小的空白表样（--empty）",
        "A folder of rules to edit: on top of the built-in rules (--extends), a copy of them and their form, or a small form to start from (--empty)",
    ),
    (
        "gouji diff",
        "比较两版或两个规则文件夹：改了什么，有什么后果\n\n\
         例如：\n  gouji diff 2019 2021              内置规则的两版\n  \
         gouji diff 2021 2027 --rules 规则/  自己的规则的两版\n  \
         gouji diff built-in 规则/           改过的规则与内置的\n  \
         gouji diff 旧/ 新/ --replay 报告/    另把存着的报告按两边各核对一遍\n\n\
         后果分四类：LABEL 识别，KEY 报告文件的键名，MEANING 年度之间能否比较，VERDICT 报告是否通过。\n\n\
         退出码：0 没有不同；1 有不同；2 用法不对，或规则文件有错。",
        "What changes between two editions or two rule folders, by what it does\n\n\
         Examples:\n  gouji diff 2019 2021                   two editions of the built-in rules\n  \
         gouji diff 2021 2027 --rules rules/    two editions of one's own\n  \
         gouji diff built-in rules/             edited rules against those built in\n  \
         gouji diff old/ new/ --replay reports/ and stored reports checked under both\n\n\
         By LABEL (recognition), KEY (old report files), MEANING (what compares between years), VERDICT (who passes).\n\n\
         Exit codes: 0 nothing differs; 1 something does; 2 bad usage, or a rule file with an error.",
    ),
    (
        "gouji sum",
        "把各单位的报告合计成一份，与上级自己填报的对照\n\n\
         例如：\n  gouji sum 收件/                                   文件夹里各份报告的合计\n  \
         gouji sum 收件/ --roster 名册.yaml                名册上级所属各单位的合计\n  \
         gouji sum 收件/ --roster 名册.yaml --format xlsx -o 汇总.xlsx\n\n\
         合计是一份报告文件（yaml、json），或者带公式的工作簿（xlsx）：合计、各单位填的数、\n\
         各占多少、与上级自己填报的对照。缺谁的、哪里不同，写在标准错误上，yaml 的注释里也有。\n\
         有一个单位的数不知道（空白总计、读不出的数），这一格的合计就是“未知”，不猜。\n\
         没有名册的，合计文件夹里年度相同的全部报告。\n\n\
         退出码：0 齐全，与上级相同；1 缺单位、有未知的，或与上级不同；2 用法不对；3 有文件读不了。",
        "The sum of the units' reports as one report, beside the parent's own\n\n\
         Examples:\n  gouji sum folder/                        the sum of the reports of a folder\n  \
         gouji sum folder/ --roster roster.yaml   that of the units under the roster's parent\n  \
         gouji sum folder/ --roster roster.yaml --format xlsx -o sum.xlsx\n\n\
         The sum is a report file (yaml, json), or a workbook with formulas (xlsx): the\n\
         sum, the units' figures, each unit's share, and the parent's own figures beside.\n\
         Who is missing and what differs is said on standard error. Where the figure of\n\
         one unit is not known (a blank total, a text that is none), the sum of that cell\n\
         is 未知, unknown, and never a guess. Without a roster all reports of a folder\n\
         that are on one year are added up.\n\n\
         Exit codes: 0 complete, as the parent has it; 1 units missing, sums unknown, or\n\
         the parent differs; 2 bad usage; 3 some file could not be read.",
    ),
    (
        "gouji compare",
        "同一份报告的两个文件（如报送的和公布的）哪里不同\n\n\
         例如：\n  gouji compare 报送.docx 公布.html\n\n\
         逐格比较各张表，逐句比较正文里的数；两份说法不同的机关、年度、公布日期也列出。\n\
         空白按 0 计的表，一份空白、一份写 0 的不算不同，只报个数。\n\n\
         退出码：0 没有不同；1 有不同；2 用法不对；3 有文件读不了。",
        "Where two documents of one report differ, the submitted and the published one\n\n\
         Example:\n  gouji compare submitted.docx published.html\n\n\
         Tables are compared cell by cell, prose sentence by sentence where it states\n\
         figures; agency, year and day of publication where both say them. A blank and\n\
         a 0 are the same where the form counts a blank as 0; they are only counted.\n\n\
         Exit codes: 0 nothing differs; 1 something does; 2 bad usage; 3 a file cannot\n\
         be read.",
    ),
    (
        "gouji round",
        "一年报告的收集：一个文件夹，放名册、收到的文件、结果和台账\n\n\
         怎么做：\n  1. gouji round init 2023年报 --roster 名册.yaml   建文件夹，只做一次\n  \
         2. 把收到的文件放进 2023年报/收件/\n  \
         3. gouji round 2023年报                          收新到的文件，全部重新核对，写出结果\n  \
         4. 打开 2023年报/结果/总览.html 看各单位的情况，把 退回意见/、标注/ 里的文件发给单位\n  \
         5. 单位重报的，又放进 收件/，回到第 3 步\n  \
         gouji round status 2023年报                      随时看：各单位到哪一步，还缺什么，从哪天起\n\n\
         文件夹里：\n  round.yaml     标题、年度、截止日期、联系人\n  名册.yaml      应当报告的单位\n  \
         收件/          收到的文件，原样放着，gouji 从不改动；单位重报的，放进来就行\n  \
         台账.ndjson    何时收到什么、结果如何，只增不改\n  \
         结果/          总览.html、退回意见/（给各单位的文书）、标注/（报来的文件，问题标在上面）、\n                 汇总.xlsx；删掉可以再生成\n  \
         参数.yaml  豁免.yaml  规则/  上年/             有就用\n\n\
         收到时间是收进台账的时间，不是文件的修改时间（复制和解压会改它）。\n\
         同一单位先后报的，后收到的为准；与上一次相比，说明哪些已改、仍在、新出现。\n\
         逾期算到台账最后一笔，不算到今天，所以何时运行结果都一样。\n\
         中途断电、磁盘满、同时运行两次，都不会丢失，也不会重复；再运行一次即可。\n\n\
         退出码：0 都通过或只需核实；1 有要退回或未报的；2 用法不对，或某个文件写错；3 有文件读不了。",
        "A year's collection: one folder for the roster, what came in, the results and the ledger\n\n\
         How it goes:\n  1. gouji round init 2023 --roster roster.yaml   make the folder, once\n  \
         2. put what came in into 2023/收件/\n  \
         3. gouji round 2023                             take in what is new, check all, write results\n  \
         4. open 2023/结果/总览.html; send the units what lies in 退回意见/ and 标注/\n  \
         5. put what they send again into 收件/, too, and go on with 3\n  \
         gouji round status 2023                         at any time: where each unit stands, and since when\n\n\
         In the folder:\n  round.yaml     title, year, deadline, contact\n  名册.yaml      the roster: the units that must report\n  \
         收件/          the inbox: what came in, and comes in again; never changed\n  \
         台账.ndjson    the ledger: what came when, and how it stood; appended to\n  \
         结果/          the results: 总览.html (the overview), 退回意见/ (letters to the units),\n                 标注/ (what they sent, with the findings marked), 汇总.xlsx (the sum);\n                 may be made again\n  \
         参数.yaml  豁免.yaml  规则/  上年/\n                 parameters, waivers, rules, last year's reports, if there\n\n\
         A file is received when gouji takes it into the ledger; its own time of change\n\
         is not used, since copying and unpacking set it anew. Of what a unit sends, the\n\
         latest counts; against the one before it is said what was mended, what is still\n\
         there and what is new. Days late are counted to the last entry of the ledger,\n\
         not to today, so that results are the same whenever they are made. A crash, a\n\
         full disk or two runs at once lose nothing and double nothing: run again.\n\n\
         Exit codes: 0 all passed or only to confirm; 1 some returned or missing; 2 bad\n\
         usage, or a file with a mistake; 3 some file could not be read.",
    ),
    (
        "gouji round init",
        "建一个收集文件夹：round.yaml、名册、收件\n\n\
         例如：\n  gouji round init 2023年报 --roster 名册.yaml --deadline 2024-01-31\n\n\
         名册是文本文件，用记事本就能写（编码选 UTF-8），写明年度，一行一个单位：\n  year: 2023\n  units:\n    - 某市财政局\n    - 某市教育局\n\n\
         不用命令也行：自己建一个文件夹，里面放一个空的 round.yaml、名册.yaml 和一个叫 收件 的\n\
         文件夹；以后把这个文件夹拖到 gouji 程序上，就收一次。",
        "Make the folder of a round: round.yaml, the roster, the inbox\n\n\
         Example:\n  gouji round init 2023 --roster roster.yaml --deadline 2024-01-31\n\n\
         The roster is a text file (UTF-8) with the year and the units, one a line:\n  year: 2023\n  units:\n    - Finance Bureau\n    - Education Bureau\n\n\
         It can be made without a command, too: a folder with an empty round.yaml, 名册.yaml\n\
         and a folder named 收件. Dropped on the program, it is run.",
    ),
    (
        "gouji round status",
        "各单位到哪一步：未报、读不了、退回、请核实、通过；还缺什么，从哪天起",
        "Where each unit stands: missing, unreadable, returned, to confirm, passed; what is outstanding, and since when",
    ),
    (
        "gouji round accept",
        "批准一个问题暂不改正，记入 豁免.yaml\n\n\
         例如：\n  gouji round accept 2023年报 某市财政局 \"A302[自然人]\" --by 张三 --why \"系统导出错误，见函\"\n\n\
         问题写规则编号（总览里每处问题的“依据与说明”下面有），几处的写明哪一处；写错了会列出有哪些。\n\
         按现在的差额批准，差额变了要重新批准。记下以后再运行一次 gouji round，才算进结果。",
        "Record in 豁免.yaml (the waivers) that a finding was allowed\n\n\
         Example:\n  gouji round accept 2023 UNIT \"A302[自然人]\" --by NAME --why \"an error of the export\"\n\n\
         Name the rule's code (the overview has it under “Basis and details”), and the place\n\
         where there are several; a wrong name is answered with those there are. It is\n\
         allowed with the gap that it has now, and counts when the round is run again.",
    ),
    (
        "gouji dropped",
        "不写命令，只给文件或文件夹（拖到程序上）：收集文件夹就收一次，其他的核对后打开结果",
        "Without a command: run a round, or check into a page beside the files and open it",
    ),
    ("gouji round help", "显示帮助", "Show help"),
    (
        "gouji page",
        "生成自查页：一个 HTML 文件，里面有 gouji，各单位在浏览器里自己核对，不装软件，不连网络\n\n\
         例如：\n  gouji page -o 自查.html                             用内置规则\n  \
         gouji page --rules 规则/ --params 参数.yaml --roster 名册.yaml --title 示例市年度报告自查 -o 自查.html\n\n\
         规则、参数、名册上单位的名称都写在页里；豁免不写。页的语言用 --lang 指定。",
        "Make the page for units: one HTML file with gouji in it, checked in a browser, nothing installed, no network\n\n\
         Examples:\n  gouji page -o check.html                            with the rules built in\n  \
         gouji page --rules rules/ --params params.yaml --roster roster.yaml --title \"Annual reports\" -o check.html\n\n\
         Rules, parameters and the names on the roster are in the page; waivers are not. --lang sets its language.",
    ),
    ("gouji new help", "显示帮助", "Show help"),
    ("gouji completions", "输出命令行补全脚本", "Print a completion script for a shell"),
    ("gouji man", "输出手册页", "Print the manual page"),
    ("gouji help", "显示帮助", "Show help"),
    ("gouji rules help", "显示帮助", "Show help"),
];

/// What an argument means: its id, and the words.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("lang", "界面语言，默认随系统", "Language of the tool's own words, by default the locale's"),
    (
        "paths",
        "文件、文件夹和 zip 压缩包（逐个查看），或 - 表示标准输入",
        "Files, folders and zip archives (walked), or - for standard input",
    ),
    ("files", "要读的文件", "The files to read"),
    ("format", "输出格式", "Output format"),
    ("defect_format", "输出格式", "Output format"),
    ("output", "写到这个文件（写完整后才出现）", "Write to this file (it appears when it is whole)"),
    (
        "rule_files",
        "规则文件，或含有它们的文件夹；不写则读标准输入",
        "Rule files, or folders of them; without any, standard input",
    ),
    (
        "test_dir",
        "规则文件夹或样本文件夹；不写则测试内置规则",
        "A rules folder or a folder of reports; without it, the rules built in",
    ),
    (
        "table_format",
        "写成 csv 或 parquet（后者要在编译时选入）",
        "csv, or parquet where the program was built with that feature",
    ),
    ("export_dir", "放在哪个文件夹（没有就新建）", "The folder to write (made if it is not there)"),
    ("new_dir", "放在哪个文件夹（新的或空的）", "The folder to write (new, or empty)"),
    ("unit", "名册上的单位", "The unit, as on the roster"),
    ("finding", "问题：规则编号，如 A302[自然人]", "The finding: a rule's code, as A302[自然人]"),
    ("by", "谁批准", "Who allowed it"),
    ("why", "理由", "Why"),
    ("until", "到哪一天为止，如 2024-12-31；不写则一直有效", "The last day it holds, as 2024-12-31; without it, for good"),
    ("no_open", "不打开结果", "Do not open the result"),
    ("of", "合计名册上这个单位的下级", "Add up the units under this one of the roster"),
    ("one", "一个文件（甲）", "One document (A)"),
    ("two", "另一个文件（乙）", "The other (B)"),
    ("round_dir", "收集文件夹（里面有 round.yaml）", "The folder of the round (with a round.yaml)"),
    ("init_dir", "建在哪个文件夹", "The folder to make"),
    (
        "init_roster",
        "名册（YAML）：应当报告的单位；复制一份到文件夹里",
        "Roster (YAML): the units that must report; copied into the folder",
    ),
    ("title", "标题，写进 round.yaml", "The title, for round.yaml"),
    ("year", "报告年度；不写则看名册", "The year that is reported on; by default the roster's"),
    ("deadline", "截止日期，如 2024-01-31", "The last day in time, as 2024-01-31"),
    ("all", "通过的单位也列出", "List the units that passed as well"),
    ("now", "把这一刻当作现在", "The moment that counts as now"),
    (
        "dense",
        "不是空白的，而是一份各数都不为零、处处相符的样表：测试里 base dense 就从它开始",
        "Not a blank one, but the made-up report that tests with `base dense` start from",
    ),
    ("extends", "只写增补和调整的部分，其余用内置规则", "Only what is added or adjusted; the rest stays built in"),
    ("empty", "不要内置规则，从一个小的空白表样开始", "Not the built-in rules, but a small form to start from"),
    ("old", "旧的：一版（如 2019）、规则文件夹，或 built-in", "The old one: an edition, a rules folder, or built-in"),
    ("new", "新的：一版（如 2021）、规则文件夹，或 built-in", "The new one: an edition, a rules folder, or built-in"),
    (
        "replay",
        "把文件夹里的报告按两边各核对一遍，列出结果变了的",
        "Check the reports of a folder under both, and list the verdicts that change",
    ),
    ("bless", "显示差别以后认可它们", "Accept the differences, after showing them"),
    (
        "mutants",
        "把每条规则逐处改错（少一项、多一项、变号、= 写成 <=、写成邻行邻列），看有没有测试发现",
        "Make the slips of an editor in every rule (a term less, a term more, a sign turned, <= for =, the next row or column) \
         and say which of them no test notices",
    ),
    (
        "coverage",
        "列出没有测试让它报出问题或通过的规则，以及没有测试改动过的单元格",
        "Rules that no test sees fail, or hold, and cells that no test touches",
    ),
    ("check", "只看不改", "Change nothing, say what would be changed"),
    ("dir", "规则文件夹；不写则用内置规则", "Rules folder; without it, the rules built in"),
    (
        "file",
        "参数文件（YAML）：本地规定的期限等，按参数名写值",
        "Parameters (YAML): locally set values, by the parameter's name",
    ),
    (
        "each",
        "给一个参数定值，如 公布期限=1月20日；可以写几次，先于参数文件",
        "Sets one parameter, as 公布期限=1月20日; may be repeated, and outranks the file",
    ),
    ("edition", "用这一版表样，不看年度", "This edition of the form, whatever the year"),
    (
        "roster",
        "名册（YAML）：应当报告的单位；按单位统计，未报、报错年度、文件名不符的由 G701 至 G706 指出",
        "Roster (YAML): the units that must report; units are counted, and G701 to G706 say who is missing or sent something else",
    ),
    (
        "prior",
        "上年的报告：文件或文件夹；不写则在同一批里找",
        "Last year's reports: a file or a folder; without it they are looked for in the batch",
    ),
    (
        "waivers",
        "豁免（YAML）：经批准暂不改正的问题；过期的、没有用到的会指出来",
        "Waivers (YAML): findings that were allowed; those that expired or did nothing are named",
    ),
    ("page_title", "页的标题", "What the page is called"),
    (
        "names",
        "名册（YAML）：单位的名称、类别写进页里，上下级和日期不写",
        "Roster (YAML): names and kinds of the units go into the page; who is under whom, and dates, do not",
    ),
    (
        "module",
        "页里的 WebAssembly 模块，由 cargo xtask page 生成；发布的程序自带，不用写",
        "The WebAssembly module of the page, built by `cargo xtask page`; a released gouji has it inside",
    ),
    (
        "letters",
        "给每个单位写一份文书（退回意见、核实通知、催报），docx 和 html 各一，放进这个文件夹；抬头、文号、期限、联系人取自名册的 letter",
        "Write a letter to each unit (returned, to confirm, reminder) as docx and html into this folder; office, number, deadline and contact are the roster's `letter`",
    ),
    (
        "marked",
        "把各单位报来的 docx、xlsx、html 标上问题，放进这个文件夹：有问题的单元格加底色、加批注，其余部分一个字节不动",
        "Put each unit's docx, xlsx or html with its problems marked into this folder: cells shaded, a comment on each, all else as it was",
    ),
    ("show_waived", "列出被豁免的问题", "Show the findings that are waived"),
    ("stdio", "通过标准输入输出通信（总是如此）", "Over standard input and output (it always is)"),
    ("today", "判断豁免是否过期时，把这一天当作今天", "The day that counts as today for waivers"),
    ("select", "只用这些规则；可写前缀，如 A3", "Only these rules; prefixes work, such as A3"),
    ("ignore", "不用这些规则；可写前缀", "Not these rules; prefixes work"),
    ("fail_on", "发现哪一级问题时退出码为 1", "What makes the exit code 1"),
    ("jobs", "同时核对几份（默认为处理器数）", "How many reports at once (default: the processors)"),
    ("quiet", "只说问题，不说跳过了什么，也不显示进度", "Only findings, nothing about what was skipped, no progress bar"),
    ("color", "是否用颜色", "Whether to use colour"),
    (
        "figures",
        "列出正文里的每个数：当作什么数，归哪一项正文数据；没有归的，说明原因",
        "List each figure of the prose: what it was taken for, the fact it went to, or why to none",
    ),
    ("report", "报告文件：列出这条规则看了其中哪些句子", "A report: which of its sentences the rule looks at"),
    ("origins", "同时写明每个数在文件中的位置", "Add where in the document each value stood"),
    (
        "strength",
        "各表的等式有多强：等式数、其中独立的、至少同时改错几个单元格才查不出来",
        "How much the equations of each table notice",
    ),
    ("what", "规则编号，或单元格的名称", "A rule's code, or a cell's name"),
    ("shell", "哪种命令行", "Which shell"),
    ("help", "显示帮助", "Print help"),
    ("version", "显示版本", "Print version"),
];

/// The command with its help texts in a language.
pub(super) fn localised(command: Command, lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    let mut command = over(command, &name, lang);
    if lang == Lang::Zh {
        command.build();
        usages(&mut command);
    }
    command
}

/// The line of usage of every command, with its one English word put into Chinese.
fn usages(command: &mut Command) {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[选项]");
    *command = std::mem::take(command).override_usage(usage);
    command.get_subcommands_mut().for_each(usages);
}

/// What stands for a value in the line of usage, in Chinese.
const VALUES: [(&str, &str); 23] = [
    ("OLD", "旧"),
    ("NEW", "新"),
    ("FOLDER", "文件夹"),
    ("PATH", "路径"),
    ("FILE", "文件"),
    ("DIR", "文件夹"),
    ("NAME", "名称"),
    ("NAME=VALUE", "名称=值"),
    ("CODE", "编号"),
    ("CODE|CELL", "编号|单元格"),
    ("FORMAT", "格式"),
    ("COLOR", "何时"),
    ("FAIL_ON", "级别"),
    ("N", "数"),
    ("DATE", "日期"),
    ("SHELL", "命令行"),
    ("TEXT", "文字"),
    ("A", "甲"),
    ("B", "乙"),
    ("UNIT", "单位"),
    ("YEAR", "年度"),
    ("TIME", "时间"),
    ("VALUE", "值"),
];

/// An argument with its value and its default in Chinese.
fn chinese(argument: Arg, help: &str) -> Arg {
    let names = argument.get_value_names().unwrap_or_default().iter();
    let in_chinese = |name: &str| VALUES.iter().find(|(english, _)| *english == name).map(|(_, zh)| *zh);
    let names: Vec<&'static str> = names.filter_map(|name| in_chinese(name)).collect();
    let defaults: Vec<String> = argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let help = if defaults.is_empty() { help.to_owned() } else { format!("{help}，默认 {}", defaults.join("、")) };
    let argument = if names.is_empty() { argument } else { argument.value_names(names) };
    argument.help(help).hide_default_value(true)
}

fn over(mut command: Command, path: &str, lang: Lang) -> Command {
    if path == "gouji" && lang == Lang::Zh {
        command = command.arg(Arg::new("version").short('V').long("version").action(ArgAction::Version));
    }
    if let Some(words) = words_of(COMMANDS, path) {
        let words = words.get(lang).to_owned();
        command = command.about(words.split('\n').next().unwrap_or_default().to_owned());
        if words.contains('\n') {
            command = command.long_about(words);
        }
    }
    subcommands(arguments(headings(command, lang), lang), path, lang)
}

/// The words that clap itself puts around the help, where it lets them be changed.
fn headings(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Zh => command
            .help_template("{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}")
            .subcommand_help_heading("命令")
            .subcommand_value_name("命令")
            .disable_help_subcommand(true)
            .disable_help_flag(true)
            .disable_version_flag(true)
            .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help))
            .mut_args(|argument| {
                let heading = if argument.is_positional() { "参数" } else { "选项" };
                argument.help_heading(heading)
            }),
    }
}

fn arguments(command: Command, lang: Lang) -> Command {
    // In the order in which they are written.
    let mut order = 0..;
    let command = command.mut_args(|argument| match order.next().filter(|_| argument.is_positional()) {
        Some(at) => argument.display_order(at),
        None => argument,
    });
    let ids: Vec<clap::Id> = command.get_arguments().map(|argument| argument.get_id().clone()).collect();
    ids.into_iter().fold(command, |command, id| match words_of(ARGUMENTS, id.as_str()) {
        Some(words) => command.mut_arg(id, |argument| {
            let help = with_values(words.get(lang), &argument, lang);
            let takes = argument.get_action().takes_values();
            let argument = if lang == Lang::Zh && takes { chinese(argument, &help) } else { argument.help(help) };
            argument.hide_possible_values(takes)
        }),
        None => command,
    })
}

/// The help with the values that may be written, which clap would explain in English.
fn with_values(help: &str, argument: &Arg, lang: Lang) -> String {
    let values: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if values.is_empty() || !argument.get_action().takes_values() {
        return help.to_owned();
    }
    let (zh, en) = (values.join("、"), values.join(", "));
    text!("{help}（可选：{zh}）", "{help} ({en})").get(lang).to_owned()
}

fn subcommands(command: Command, path: &str, lang: Lang) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| {
        let path = format!("{path} {name}");
        command.mut_subcommand(name, |sub| over(sub, &path, lang))
    })
}

fn words_of(table: &[(&str, &str, &str)], key: &str) -> Option<Text> {
    table.iter().find(|(id, ..)| *id == key).map(|(_, zh, en)| Text { zh: (*zh).to_owned(), en: (*en).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory;

    fn without_help(command: &Command, path: &str, found: &mut Vec<String>) {
        if command.get_about().is_none() {
            found.push(path.to_owned());
        }
        for argument in command.get_arguments().filter(|argument| argument.get_help().is_none()) {
            found.push(format!("{path} {}", argument.get_id()));
        }
        for sub in command.get_subcommands() {
            without_help(sub, &format!("{path} {}", sub.get_name()), found);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_help() {
        for lang in [Lang::Zh, Lang::En] {
            let mut found = Vec::new();
            let command = localised(Cli::command(), lang);
            command.clone().debug_assert();
            without_help(&command, "gouji", &mut found);
            assert_eq!(found, Vec::<String>::new());
        }
    }
}
