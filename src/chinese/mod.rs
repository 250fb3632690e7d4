//! Facts of the Chinese language as offices write it: numerals, units, function words and the phrases that carry a figure, names of
//! bodies and places, wordings of titles, words of websites, radicals, names of versions. Knows no form: what is particular to one stands in its rule files.

pub(crate) mod body;
pub(crate) mod key;
pub(crate) mod notice;
pub(crate) mod numeral;
pub(crate) mod phrase;
pub mod places;
pub(crate) mod radical;
pub(crate) mod site;
pub(crate) mod title;
pub(crate) mod unit;
pub mod versions;
pub(crate) mod word;
