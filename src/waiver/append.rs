//! One more waiver behind those of a file: the text that is there stays as it is, comments too. Knows no rule; whether the new text
//! reads as it should is for the caller to see, with [`super::parse`].

use super::Waiver;
use serde_json::Value;

/// The text with a waiver behind the others; none for a file whose list is written in a way that nothing can be put behind.
pub fn append(text: &str, waiver: &Waiver) -> Option<String> {
    let is_said = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let said: Vec<&str> = text.lines().filter(is_said).collect();
    let item = said.iter().find(|line| line.trim_start().starts_with("- "));
    let (indent, head) = match (item, said.as_slice()) {
        (Some(item), _) => (item.len() - item.trim_start().len(), ""),
        (None, []) => (0, "waivers:\n"),
        (None, [only]) if only.trim() == "waivers:" => (0, ""),
        (None, _) => return None,
    };
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    Some(format!("{text}{end}{head}{}", item_of(waiver, &" ".repeat(indent))))
}

fn item_of(waiver: &Waiver, pad: &str) -> String {
    let quoted = |words: &str| Value::from(words).to_string();
    let lines = [
        Some(("code", waiver.code.clone())),
        Some(("agency", quoted(&waiver.agency))),
        Some(("year", waiver.year.to_string())),
        waiver.at.as_deref().map(|at| ("at", quoted(at))),
        waiver.cell.as_deref().map(|cell| ("cell", quoted(cell))),
        waiver.gap.map(|gap| ("gap", gap.to_string())),
        Some(("reason", quoted(&waiver.waived.reason))),
        Some(("by", quoted(&waiver.waived.by))),
        waiver.waived.until.map(|day| ("until", day.to_string())),
    ];
    let mut text = String::new();
    for (at, (key, value)) in lines.into_iter().flatten().enumerate() {
        let mark = if at == 0 { "- " } else { "  " };
        text.push_str(&format!("{pad}{mark}{key}: {value}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Waived};
    use crate::{compile, source::Source};

    fn waiver() -> Waiver {
        let waived = Waived { reason: "系统“导出”错误: 见函".to_owned(), by: "张三".to_owned(), until: None };
        Waiver::of(&Finding { code: "A301".to_owned(), at: Some("自然人".to_owned()), ..sample() }, "甲局", 2023, waived)
    }

    fn sample() -> Finding {
        Finding {
            code: String::new(),
            name: String::new(),
            severity: crate::ruleset::Severity::Error,
            verdict: crate::finding::Verdict::Fail,
            at: None,
            message: crate::lang::Text::default(),
            help: None,
            cells: Vec::new(),
            quote: None,
            origin: crate::report::Origin::Nowhere,
            left: None,
            right: None,
            gap: crate::number::Number::parse("27").ok(),
            waived: None,
        }
    }

    #[test]
    fn what_is_appended_reads_back_behind_what_was_there() {
        let rules = compile::builtin().rules.unwrap();
        let mut text = String::new();
        for before in [
            "",
            "# 说明\n",
            "waivers:\n",
            "# 说明\nwaivers:\n  - {code: A302, agency: 乙局, year: 2023, at: 总计, reason: x, by: y}",
        ] {
            text = append(before, &waiver()).unwrap();
            let read = super::super::parse(&Source::new("豁免.yaml", text.clone()), &rules).unwrap();
            let last = read.waivers.last().unwrap();
            assert_eq!((&last.agency, &last.at, &last.gap), (&"甲局".to_owned(), &Some("自然人".to_owned()), &waiver().gap));
            assert_eq!(last.waived, waiver().waived);
            assert!(text.starts_with(before));
        }
        let twice = append(&text, &waiver()).unwrap();
        assert_eq!(twice.matches("- ").count(), 3);
        assert_eq!(append("waivers: []\n", &waiver()), None);
    }
}
