//! What real documents do to labels and figures.

use super::super::cause::dice::Dice;

/// How badly labels are treated, in per cent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wear {
    /// Other characters for the same label.
    pub(super) looks: usize,
    /// Slips and notes.
    pub(super) slips: usize,
}

/// A label as a document prints it.
pub(super) fn label(text: &str, wear: Wear, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    if dice.percent(wear.slips) {
        text = slip(&text, dice);
    }
    if dice.percent(wear.looks) {
        text = radicals(&text);
    }
    if dice.percent(wear.looks) {
        text = text.replace('（', "(").replace('）', ")").replace(['“', '”'], "\"");
    }
    if dice.percent(wear.looks) {
        let mark = ["、", "．", ". ", "，"][dice.below(4)];
        text = text.replace('.', mark);
    }
    if dice.percent(wear.looks) {
        text = spaced(&text, dice);
    }
    text
}

/// One letter left out, two exchanged, a bracket lost, a note or the mark of one behind.
fn slip(text: &str, dice: &mut Dice) -> String {
    let letters: Vec<char> = text.chars().collect();
    let outside = text.chars().skip(3).take_while(|c| *c != '（').count() + 3.min(letters.len());
    match dice.below(5) {
        3 => format!("{text}{}", ["①", "*", "※"][dice.below(3)]),
        4 if outside >= 6 && outside <= letters.len() => {
            let mut letters = letters;
            let at = 3 + dice.below(outside - 5);
            letters.swap(at, at + 1);
            letters.into_iter().collect()
        }
        0 if outside >= 8 => {
            let at = 4 + dice.below(outside - 5);
            letters.iter().enumerate().filter(|(nth, _)| *nth != at).map(|(_, c)| *c).collect()
        }
        1 if text.contains('（') => text.replacen(['（', '）'][dice.below(2)], "", 1),
        _ => format!("{text}{}", ["（件）", " (历史累计)", "（含结转）"][dice.below(3)]),
    }
}

fn radicals(text: &str) -> String {
    const PAIRS: [(char, char); 10] = [
        ('一', '⼀'),
        ('二', '⼆'),
        ('人', '⼈'),
        ('生', '⽣'),
        ('文', '⽂'),
        ('长', '⻓'),
        ('民', '⺠'),
        ('见', '⻅'),
        ('行', '⾏'),
        ('工', '⼯'),
    ];
    text.chars().map(|c| PAIRS.iter().find(|(plain, _)| *plain == c).map_or(c, |(_, radical)| *radical)).collect()
}

/// Spaces and line breaks within words.
fn spaced(text: &str, dice: &mut Dice) -> String {
    let every = dice.percent(30);
    let gap = ["\n", " ", "\u{3000}"][dice.below(3)];
    let mut spaced = String::new();
    for (at, c) in text.chars().enumerate() {
        if at > 0 && (every || dice.percent(15)) {
            spaced.push_str(gap);
        }
        spaced.push(c);
    }
    spaced
}

/// A figure as a document prints it.
pub(super) fn figure(figure: &str, money: Option<&str>, dice: &mut Dice) -> String {
    match dice.below(12) {
        0 => figure.chars().map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c }).collect(),
        1 => with_separators(figure),
        2 => format!("{figure}{}", money.unwrap_or("件")),
        3 => format!(" {figure} {}", money.unwrap_or("件")),
        4 => format!("\u{a0}{figure}\n"),
        _ => figure.to_owned(),
    }
}

fn with_separators(figure: &str) -> String {
    let (whole, rest) = figure.split_once('.').map_or((figure, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let digits = whole.len();
    let mut parted = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (digits - at).is_multiple_of(3) && c.is_ascii_digit() && !parted.ends_with(['+', '-']) {
            parted.push(',');
        }
        parted.push(c);
    }
    parted + &rest
}

/// What is printed for nothing.
pub(super) fn nothing(dice: &mut Dice) -> &'static str {
    ["", "", "", " ", "/", "-", "—", "\u{a0}"][dice.below(8)]
}

/// A text in two parts, as a page break leaves it.
pub(super) fn broken(text: &str, dice: &mut Dice) -> (String, String) {
    let letters: Vec<char> = text.chars().collect();
    let at = 1 + dice.below(letters.len().saturating_sub(1).max(1));
    (letters[..at.min(letters.len())].iter().collect(), letters[at.min(letters.len())..].iter().collect())
}
