//! The codes of family R: what the readers say of a document. They stand in no rule file, since no rule can make a figure readable.

use crate::ruleset::Severity;

/// A code of family R, with what `explain` says of it.
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
pub const READINGS: [Reading; 6] = [
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
            "What stands in the cell does not read as a number; it is shown as it stands. The cell is unknown, never nought.",
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
            "行名、列名与格式印的不完全相同，按相近的认定；两种写法都列出，请核对。",
            "A label is not spelt as the form prints it and was recognised by resemblance; both spellings are shown.",
        ],
    },
    Reading {
        code: "R005",
        severity: Severity::Info,
        name: ["空白计零", "blanks as nought"],
        explanation: [
            "空白、“/”、“-”或“—”按 0 计算，每张表说明一次。总计空白而分项有数的不在其列（见 T106）。",
            "Blanks, “/”, “-” or “—” were counted as nought; said once for each table. A blank total beside a filled part is never one of them (see T106).",
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
];

/// The entry of a code of family R.
pub fn reading(code: &str) -> Option<&'static Reading> {
    READINGS.iter().find(|reading| reading.code == code)
}
