//! The codes that need no rule: family R, what the readers say of a document, since no rule can make a figure readable; and what no
//! report passes without, in any form (T102, T108), where a form's own rule of that code gives the words.

use crate::ruleset::{RuleSet, Severity};

/// A code that needs no rule, with what `explain` says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// `R002`.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Its name in Chinese, then in English.
    pub name: [&'static str; 2],
    /// What it means, in Chinese, then in English.
    pub explanation: [&'static str; 2],
}

/// All of them, by code.
pub const READINGS: [Reading; 13] = [
    Reading {
        code: "R001",
        severity: Severity::Error,
        name: ["无法读取", "unreadable"],
        explanation: [
            "文件打不开、已损坏、是扫描件，或者不是年度报告。同一批的其他文件照常核对，退出码为 3。",
            "The file cannot be opened, is damaged, is a scan, or is no such report. Its neighbours are checked all the same; the exit code is 3.",
        ],
    },
    Reading {
        code: "R002",
        severity: Severity::Error,
        name: ["不是数", "not a figure"],
        explanation: [
            "单元格里的内容读不成数，按原样列出。这个单元格按未知处理，不会当作 0。",
            "What stands in the cell does not read as a number; it is shown as it stands. The cell is unknown, never zero.",
        ],
    },
    Reading {
        code: "R003",
        severity: Severity::Error,
        name: ["两处不一", "two values"],
        explanation: [
            "同一单元格在文件中出现两次，两个数不同（例如同一张表放了两遍）。",
            "The cell stands twice in the document, with different figures (a table that was put in twice, for example).",
        ],
    },
    Reading {
        code: "R004",
        severity: Severity::Info,
        name: ["认读存疑", "label by resemblance"],
        explanation: [
            "行名、列名与表样印的不完全相同，按相近的认定；两种写法都列出，请核对。",
            "A label is not spelt as the form prints it and was recognised by resemblance; both spellings are shown.",
        ],
    },
    Reading {
        code: "R005",
        severity: Severity::Info,
        name: ["空白计零", "blanks as zero"],
        explanation: [
            "空白、“/”、“-”或“—”按 0 计算，每张表说明一次；整张表都用“无”“〇”“――”等表示 0 的，也这样计算。总计空白而分项不都是 0 的不在其列（见 T106）。",
            "Blanks, “/”, “-” or “—” were counted as zero; said once for each table. So were 无, 〇, ―― and the like where a whole table writes its zeros so. A blank total beside a part that is neither blank nor 0 is never one of them (see T106).",
        ],
    },
    Reading {
        code: "R006",
        severity: Severity::Error,
        name: ["报告文件写法有误", "wrong key"],
        explanation: [
            "报告文件里有不认识的键、重复的键，或者列表的长度与列数不符。其余部分照常核对。",
            "A report file has an unknown key, a repeated key or a list of the wrong length. The rest of it is checked.",
        ],
    },
    Reading {
        code: "R007",
        severity: Severity::Warning,
        name: ["按勾稽认读", "chosen by the equations"],
        explanation: [
            "单元格的文字有几种读法（数字粘连、把“O”当作 0 等），只有一种使有关的勾稽关系成立，就按这一种读，并列出各种读法，请对照原件核实。没有一种成立，或者不止一种成立的，按未知处理（R002）；文件本身写着两个不同的数的，不作取舍（R003）。",
            "The text of a cell has several readings (digits that are glued together, an O for a 0), and under one of them alone its equations hold: that one was taken; all are shown. Where none or more than one holds, the cell stays unknown (R002); between two values that the document itself states nothing is chosen (R003).",
        ],
    },
    Reading {
        code: "T102",
        severity: Severity::Error,
        name: ["表未读到", "table not read"],
        explanation: [
            "表样要求的一张表，在文件里没有读到。在任何表样里都核对，缺表的报告不会通过。",
            "A table of the form was not read from the document. Raised in every form: such a report never passes.",
        ],
    },
    Reading {
        code: "T108",
        severity: Severity::Error,
        name: ["未填写", "not filled in"],
        explanation: [
            "各张表的单元格都是空白，或者没有机关名称和年度，也没有不是 0 的数。填了“0”“/”“-”“—”的算已填写。在任何表样里都核对，空表不会通过。",
            "Every cell of every table is blank, or nothing says whose report it is and no figure is other than 0. `0`, `/`, `-` and `—` are filled in. Raised in every form: a blank form never passes.",
        ],
    },
    Reading {
        code: "T110",
        severity: Severity::Error,
        name: ["填法不符", "not what the field takes"],
        explanation: [
            "填写的内容不是这一项要的：不是可选的内容，不是日期，或者与 matching 的写法不符（例如网址、标识码）。规则按未知处理，不猜。在任何表样里都核对。",
            "What is filled in is none of the choices, no day, or not of the form that `matching` asks for (an address, an identifier). Raised in every form; to rules the cell is unknown.",
        ],
    },
    Reading {
        code: "T111",
        severity: Severity::Error,
        name: ["必填未填", "required and blank"],
        explanation: [
            "表样写明必填（required）的一项空白，或者没有找到。在任何表样里都核对。",
            "A cell that the form says is required is blank or was not found. Raised in every form.",
        ],
    },
    Reading {
        code: "T112",
        severity: Severity::Error,
        name: ["不适用而填写", "filled in though it does not apply"],
        explanation: [
            "表样写明在什么情况下才填（section … when …）的一部分，情况不符却填了内容。0、“/”“-”“—”不算填写。在任何表样里都核对。",
            "A section that applies only in some case (`section … when …`) is filled in though the case is another. `0`, `/`, `-` and `—` are not filled in. Raised in every form.",
        ],
    },
    Reading {
        code: "T113",
        severity: Severity::Error,
        name: ["重复填报", "a row twice"],
        explanation: [
            "由填报单位自行增加行的表里，两行的名称（key）相同。在任何表样里都核对。",
            "In a table to which the reporter adds rows, two rows have the same key. Raised in every form.",
        ],
    },
];

/// Those that no rule of a form words.
pub fn readings_of(rules: &RuleSet) -> impl Iterator<Item = &'static Reading> {
    READINGS.iter().filter(|reading| rules.rule(reading.code).is_none())
}

/// The entry of a code that needs no rule.
pub fn reading(code: &str) -> Option<&'static Reading> {
    READINGS.iter().find(|reading| reading.code == code)
}
