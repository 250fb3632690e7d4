//! The prose of a report, section by section, with the sentences marked that issues are about.

use super::{Issue, Paragraph, Piece};
use crate::{plain::plain, report::Passage};

/// A sentence to be marked in a paragraph: where it is there, where its figures are in it, and whose it is.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) start: usize,
    pub(super) pieces: Vec<Piece>,
    pub(super) issue: usize,
}

/// A paragraph, cut at its sentences; of two that overlap the first stays.
pub(super) fn paragraph(passage: &Passage, mut sentences: Vec<Sentence>) -> Paragraph {
    sentences.sort_by_key(|sentence| sentence.start);
    let (mut pieces, mut at) = (Vec::new(), 0usize);
    let words = |from: usize, to: usize| passage.text.get(from..to).map(|words| plain(words).into_owned()).unwrap_or_default();
    for sentence in sentences.into_iter().filter_map(|sentence| inside(passage, sentence)) {
        if sentence.start < at {
            continue;
        }
        pieces.push(Piece { words: words(at, sentence.start), marked: false, issue: None });
        at = sentence.start + sentence.pieces.iter().map(|piece| piece.words.len()).sum::<usize>();
        let issue = Some(sentence.issue);
        pieces.extend(sentence.pieces.into_iter().map(|piece| Piece { words: plain(&piece.words).into_owned(), issue, ..piece }));
    }
    pieces.push(Piece { words: words(at, passage.text.len()), marked: false, issue: None });
    pieces.retain(|piece| !piece.words.is_empty());
    Paragraph { pieces, origin: passage.origin }
}

fn inside(passage: &Passage, sentence: Sentence) -> Option<Sentence> {
    passage.text.get(sentence.start..)?;
    Some(sentence)
}

/// Words cut at byte ranges that are marked.
pub(super) fn pieces(words: &str, marked: &[(usize, usize)]) -> Vec<Piece> {
    let mut marked = marked.to_vec();
    marked.sort_unstable();
    let (mut pieces, mut at) = (Vec::new(), 0usize);
    let mut cut = |from: usize, to: usize, marked: bool| {
        let words = words.get(from..to).filter(|words| !words.is_empty());
        pieces.extend(words.map(|words| Piece { words: words.to_owned(), marked, issue: None }));
    };
    for (start, end) in marked {
        cut(at, start.max(at), false);
        cut(start.max(at), end.max(at), true);
        at = at.max(end);
    }
    cut(at, words.len(), false);
    pieces
}

/// The sentence of an issue, no longer than a reader takes in: what is marked, and some words on both sides.
pub(super) fn shortened(issue: &Issue) -> Vec<Piece> {
    let first = issue.quote.iter().position(|piece| piece.marked);
    let last = issue.quote.iter().rposition(|piece| piece.marked);
    let shorten = |(at, piece): (usize, &Piece)| {
        let count = piece.words.chars().count();
        let words = if count <= MOST || piece.marked {
            piece.words.clone()
        } else if first.is_some_and(|first| at < first) {
            format!("…{}", piece.words.chars().skip(count.saturating_sub(AROUND)).collect::<String>())
        } else if last.is_some_and(|last| at > last) || first.is_none() {
            format!("{}…", piece.words.chars().take(AROUND).collect::<String>())
        } else {
            let (start, end): (String, String) = (
                piece.words.chars().take(AROUND / 2).collect(),
                piece.words.chars().skip(count.saturating_sub(AROUND / 2)).collect(),
            );
            format!("{start}…{end}")
        };
        Piece { words, ..piece.clone() }
    };
    issue.quote.iter().enumerate().map(shorten).collect()
}

/// So many characters in a row are shown whole; of more, so many.
const MOST: usize = 36;
const AROUND: usize = 28;
