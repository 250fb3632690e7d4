//! Codes whose advice cannot be put into the file for the writer, and why.

/// A reason, and the codes that it is true of.
pub(super) const UNFIXED: [(&str, &[&str]); 8] = [
    (
        "A name, a code, a figure, a sentence or a notice is to be thought of: the advice says where, and what such a thing looks like.",
        &[
            "E016", "E017", "E028", "E032", "E040", "E046", "E047", "E109", "E206", "E228", "E213", "E214", "E301", "E303",
            "E304", "E306", "E307", "E318", "E319", "E404", "E501", "E503", "E507", "E508", "E509", "E510", "E604", "E605",
            "E613", "E518", "E521",
        ],
    ),
    (
        "Several words are right, and the writer knows which is meant: a severity, an operator, a kind, a unit, a row.",
        &[
            "E019", "E024", "E033", "E039", "E041", "E042", "E048", "E050", "E114", "E216", "E218", "E219", "E316", "E320",
            "E321", "E323", "E229", "E401", "E402", "E403", "E405", "E407", "E408", "E505", "E516", "E608",
        ],
    ),
    (
        "What was written is to be cut into two conditions, rules, facts or tables.",
        &["E009", "E025", "E034", "E035", "E212", "E310", "E504"],
    ),
    (
        "One of two is to go, and the writer knows which.",
        &[
            "E202", "E203", "E204", "E205", "E207", "E209", "E210", "E211", "E217", "E308", "E324", "E512", "E515", "E601",
            "E602", "E603", "E230", "E328", "E329", "E332", "E333", "E517",
        ],
    ),
    ("It belongs elsewhere, or the whole of it is to be written.", &["E008", "E051", "E201"]),
    (
        "The meaning is at fault: both sides, the sign or the editions are to be looked at.",
        &["E108", "E311", "E312", "E313", "E314", "E317", "E326", "E327", "E514", "E519", "E221", "E222", "E225", "E227"],
    ),
    ("A test tells what came out: the rule or the test is wrong.", &["E609", "E610", "E611", "E612", "E614"]),
    ("The example is of another file, whose names are known only there.", &["E409"]),
];
