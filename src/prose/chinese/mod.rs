//! Facts of the Chinese language: numerals, measure words, function words, words for years and the names of bodies. Knows no form.

pub(super) mod body;
pub(super) mod numeral;
pub(super) mod unit;
pub(super) mod word;
