//! The prose of a report, section by section, with the sentences marked that issues are about.

use super::{Paragraph, Piece};
use crate::{plain::plain, report::Passage};

/// A sentence to be marked in a paragraph: where it is there, where its figures are in it, and whose it is.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) start: usize,
    pub(super) pieces: Vec<Piece>,
    pub(super) issue: usize,
}

impl Sentence {
    fn end(&self) -> usize {
        self.start + self.pieces.iter().map(|piece| piece.words.len()).sum::<usize>()
    }
}

/// The sentences of a paragraph that are marked, in order: of two that overlap the first. With them each issue and the one under
/// which its sentence is marked.
pub(super) fn apart(mut sentences: Vec<Sentence>) -> (Vec<Sentence>, Vec<(usize, usize)>) {
    sentences.sort_by_key(|sentence| sentence.start);
    let (mut kept, mut under) = (Vec::<Sentence>::new(), Vec::new());
    for sentence in sentences {
        let before = kept.last().filter(|last| sentence.start < last.end()).map(|last| last.issue);
        under.push((sentence.issue, before.unwrap_or(sentence.issue)));
        if before.is_none() {
            kept.push(sentence);
        }
    }
    (kept, under)
}

/// A paragraph, cut at its sentences.
pub(super) fn paragraph(passage: &Passage, sentences: Vec<Sentence>) -> Paragraph {
    let (mut pieces, mut at) = (Vec::new(), 0usize);
    let words = |from: usize, to: usize| passage.text.get(from..to).map(|words| plain(words).into_owned()).unwrap_or_default();
    for sentence in sentences {
        pieces.push(Piece { words: words(at, sentence.start), marked: false, issue: None });
        at = sentence.end();
        let issue = Some(sentence.issue);
        pieces.extend(sentence.pieces.into_iter().map(|piece| Piece { words: plain(&piece.words).into_owned(), issue, ..piece }));
    }
    pieces.push(Piece { words: words(at, passage.text.len()), marked: false, issue: None });
    pieces.retain(|piece| !piece.words.is_empty());
    Paragraph { pieces, origin: passage.origin }
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

/// A sentence, no longer than a reader takes in: what is marked, and some words on both sides.
pub(super) fn shortened(pieces: &[Piece]) -> Vec<Piece> {
    let first = pieces.iter().position(|piece| piece.marked);
    let last = pieces.iter().rposition(|piece| piece.marked);
    let shorten = |(at, piece): (usize, &Piece)| {
        let count = piece.words.chars().count();
        let words = if count <= MOST || piece.marked {
            piece.words.clone()
        } else if first.is_some_and(|first| at < first) {
            format!("…{}", piece.words.chars().skip(count - AROUND).collect::<String>())
        } else if last.is_some_and(|last| at > last) || first.is_none() {
            format!("{}…", piece.words.chars().take(AROUND).collect::<String>())
        } else {
            let (start, end): (String, String) =
                (piece.words.chars().take(AROUND / 2).collect(), piece.words.chars().skip(count - AROUND / 2).collect());
            format!("{start}…{end}")
        };
        Piece { words, ..piece.clone() }
    };
    pieces.iter().enumerate().map(shorten).collect()
}

/// So many characters in a row are shown whole; of more, so many.
const MOST: usize = 36;
const AROUND: usize = 28;
