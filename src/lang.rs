//! The two tongues of the tool's own words. A [`Text`] always holds both, so that no message can lack one; which is shown is
//! decided where it is printed.

use std::fmt;

/// The language that the tool's own words are shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The language that a POSIX locale name asks for: `zh*` is Chinese, anything else English.
    pub fn of_locale(locale: &str) -> Lang {
        if locale.starts_with("zh") { Lang::Zh } else { Lang::En }
    }

    /// What is said in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// One message in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// The Chinese wording.
    pub zh: String,
    /// The English wording.
    pub en: String,
}

impl Text {
    /// The same words in both languages: a figure, a name, a quotation.
    pub fn same(words: impl Into<String>) -> Text {
        let zh = words.into();
        Text { en: zh.clone(), zh }
    }

    /// This and behind it another, parted as clauses of a sentence are.
    #[must_use]
    pub fn and(self, other: &Text) -> Text {
        Text { zh: format!("{}；{}", self.zh, other.zh), en: format!("{}; {}", self.en, other.en) }
    }

    /// The wording in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Shows the English wording: for logs and for `Display` of errors that wrap a text.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// `text!("没有“{name}”", "there is no “{name}”")`: both wordings, with the names in scope filled in.
#[macro_export]
macro_rules! text {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::lang::Text { zh: ::std::format!($zh), en: ::std::format!($en) }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fills_in_both_languages() {
        let name = "新收";
        let text = text!("没有“{name}”", "there is no “{name}”");
        assert_eq!(text.get(Lang::Zh), "没有“新收”");
        assert_eq!(text.get(Lang::En), "there is no “新收”");
    }

    #[test]
    fn only_chinese_locales_are_chinese() {
        assert_eq!(Lang::of_locale("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(Lang::of_locale("C"), Lang::En);
    }
}
