//! Documents with some of their bytes changed, lost or doubled: each is read, or there is a reason why not. Nothing panics and
//! nothing runs away.

use gouji::read::read;
use std::{
    fs,
    io::{Cursor, Read, Write},
};

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides.max(1)).unwrap()).unwrap()
    }
}

const FIGURES: [&[u8]; 5] = [b"999999999999", b"-1", b"0", b"4294967295", b"65536"];

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.throw(8) {
        let at = dice.throw(bytes.len());
        let end = (at + dice.throw(40)).min(bytes.len());
        match dice.throw(6) {
            0 => bytes[at] ^= 1 << dice.throw(8),
            1 => bytes[at] = b"0123456789-<>[]()/ \n"[dice.throw(20)],
            2 if dice.throw(4) == 0 => bytes.truncate(at.max(64)),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.throw(bytes.len());
                drop(bytes.splice(to..to, piece));
            }
            5 => drop(bytes.splice(at..at, FIGURES[dice.throw(5)].to_vec())),
            _ => {}
        }
        bytes.resize(bytes.len().max(64), b' ');
    }
}

/// How many of so many mutated copies of a document are still read.
fn survivors(document: &str, copies: usize) -> usize {
    let rules = crate::built_in();
    let whole = fs::read(format!("tests/cases/read/{document}")).unwrap();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut read_mutated = || {
        let mut bytes = whole.clone();
        mutate(&mut bytes, &mut dice);
        match read(document, &bytes, &rules.template) {
            Ok(_) => true,
            Err(why) => {
                assert!(!why.reason.zh.is_empty() && !why.reason.en.is_empty());
                false
            }
        }
    };
    (0..copies).filter(|_| read_mutated()).count()
}

#[test]
#[cfg(feature = "pdf")]
fn pdf() {
    assert!((25..250).contains(&survivors("pdf_by_hand.pdf", 250)));
    survivors("pdf_fonts_not_embedded.pdf", 40);
    survivors("pdf_row_cut_by_page_break.pdf", 20);
}

#[test]
fn word_97() {
    assert!((1..100).contains(&survivors("word_97.doc", 100)));
}

/// Where nobody can tell which characters were deleted or hidden, no figure is read.
#[test]
fn word_97_without_its_character_properties() {
    let rules = crate::built_in();
    let bytes = fs::read("tests/cases/read/word_97_marks.doc").unwrap();
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
    let mut main = Vec::new();
    file.open_stream("WordDocument").unwrap().read_to_end(&mut main).unwrap();
    main[0xfe..0x102].fill(0);
    file.create_stream("WordDocument").unwrap().write_all(&main).unwrap();
    let why = read("报告.doc", &file.into_inner().into_inner(), &rules.template).unwrap_err();
    assert!(why.reason.zh.contains("修订、隐藏、删除线"), "{}", why.reason.zh);
}
