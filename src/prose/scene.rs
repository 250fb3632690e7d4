//! A sentence with everything that was found in it: words of the lexicon, brackets, figures, and which words belong to which figure.

use super::{
    figure::{self, Figure},
    frame::{Frame, Label, Stop, Whose},
    letter::is_chinese,
    lexicon::{Hit, Kind, Lexicon},
    sieve::Sieve,
    text::{Letter, Quotation, Sentence, Words},
};
use crate::{
    chinese::{body::Agency, phrase, word::Mark},
    lang::Text,
    ruleset::{self, YearOf},
    slice::Slice,
};
use std::{
    cell::{OnceCell, RefCell},
    ops::Range,
};

/// A sentence that is looked at.
pub(super) struct Scene<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: &'a Words<'a>,
    pub(super) sentence: &'a Sentence,
    /// Its words, once somebody asks: of most sentences nobody does.
    known: OnceCell<Known>,
    /// Whether a word of none or of all stands in it.
    says_none_or_all: bool,
    /// Its characters, once somebody asks.
    sieve: OnceCell<Sieve>,
    /// Words that name a topic, once somebody asks.
    named: OnceCell<Vec<Named>>,
    /// For each character, the place behind the innermost open bracket, 0 outside; once somebody asks.
    groups: OnceCell<Vec<usize>>,
    /// Its characters as they stand in the document, once something is quoted.
    original: OnceCell<Vec<Letter>>,
    /// Whose figures clauses in front of others are, once somebody asks.
    pub(super) zones: RefCell<Vec<(Range<usize>, Option<Whose>)>>,
    /// Its figures, with what they are figures of.
    pub(super) frames: Vec<Frame>,
}

/// The words of a sentence.
struct Known {
    /// By where they begin.
    hits: Vec<Hit>,
    /// Of which kinds they are, by [`Kind::bit`].
    kinds: u32,
}

/// A word that names a topic.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) range: Range<usize>,
    pub(super) topic: usize,
    pub(super) weak: bool,
    /// The event whose words imply the topic.
    pub(super) event: Option<usize>,
}

/// What frames are made beside.
pub(super) struct Around<'a> {
    pub(super) agency: &'a Agency,
    pub(super) year: Option<u16>,
    /// The sentence before, of the same paragraph.
    pub(super) previous: Option<&'a Scene<'a>>,
    /// Topics that the headings above name.
    pub(super) heading: Option<usize>,
    /// Whether topics were brought into reach above or before, by topic.
    pub(super) near: &'a [bool],
}

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '，' | '；' | '（' | '。')
}

impl<'a> Scene<'a> {
    pub(super) fn of(lexicon: &'a Lexicon, words: &'a Words<'a>, sentence: &'a Sentence) -> Scene<'a> {
        let figures = figure::figures(words, sentence, &lexicon.units);
        let frames = figures.into_iter().map(Frame::new).collect();
        Scene {
            lexicon,
            words,
            sentence,
            known: OnceCell::new(),
            says_none_or_all: words.states_none_or_all(&sentence.range),
            sieve: OnceCell::new(),
            named: OnceCell::new(),
            groups: OnceCell::new(),
            original: OnceCell::new(),
            zones: RefCell::default(),
            frames,
        }
    }

    /// Finds the words that belong to each of its figures.
    pub(super) fn label_figures(&mut self) {
        for at in 0..self.frames.len() {
            let label = self.label(at);
            let text = self.text_of(&label.left);
            if let Some(frame) = self.frames.get_mut(at) {
                (frame.label, frame.left) = (label, text);
            }
        }
    }

    #[inline]
    pub(super) fn start(&self) -> usize {
        self.sentence.range.start
    }

    #[inline]
    pub(super) fn end(&self) -> usize {
        self.sentence.range.end
    }

    #[inline]
    pub(super) fn char(&self, at: usize) -> Option<char> {
        (at < self.end()).then(|| self.words.chars.get(at).copied())?
    }

    fn text_of(&self, ranges: &[Range<usize>]) -> String {
        let mut text = String::with_capacity(ranges.iter().map(|range| range.len() * 3).sum());
        ranges.iter().for_each(|range| text.extend(self.words.slice(range.clone())));
        text
    }

    pub(super) fn text(&self, range: Range<usize>) -> String {
        self.words.words(range)
    }

    /// Words as printed, for people.
    pub(super) fn shown(&self, range: Range<usize>) -> Text {
        Text::same(self.printed(range))
    }

    /// Words as printed, without blanks.
    pub(super) fn printed(&self, range: Range<usize>) -> String {
        let within = |at: usize| at.saturating_sub(self.start());
        let letters = self.original().slice(within(range.start)..within(range.end));
        letters.iter().map(|letter| letter.printed()).collect()
    }

    /// The sentence as printed, with ranges marked in it.
    pub(super) fn quote(&self, marked: &[Range<usize>]) -> Quotation {
        self.words.quote(self.sentence, self.original(), marked)
    }

    fn original(&self) -> &[Letter] {
        self.original.get_or_init(|| self.words.letters(self.sentence))
    }

    /// The bracket that a place stands in.
    pub(super) fn group(&self, at: usize) -> usize {
        if !self.sieve().may_have('（') {
            return 0;
        }
        let groups = self.groups.get_or_init(|| groups(self.words, self.sentence.range.clone()));
        at.checked_sub(self.start()).and_then(|at| groups.get(at)).copied().unwrap_or(0)
    }

    /// The bracket around that one.
    pub(super) fn outer(&self, group: usize) -> usize {
        group.checked_sub(1).map_or(0, |opening| self.group(opening))
    }

    /// Where a bracket closes, or the sentence ends.
    pub(super) fn close(&self, group: usize) -> usize {
        if group == 0 {
            return self.end();
        }
        let outer = self.outer(group);
        (group..self.end()).find(|at| self.char(*at) == Some('）') && self.group(*at) == outer).unwrap_or(self.end())
    }

    #[inline]
    pub(super) fn hits_in(&self, range: Range<usize>) -> impl Iterator<Item = &Hit> {
        let hits = self.hits();
        let from = hits.partition_point(|hit| hit.start < range.start);
        let end = range.end;
        hits.iter().skip(from).take_while(move |hit| hit.start < end).filter(move |hit| hit.end <= end)
    }

    fn known(&self) -> &Known {
        self.known.get_or_init(|| {
            let hits = self.lexicon.find(self.words, self.sentence.range.clone());
            let kinds = hits.iter().fold(0, |kinds, hit| kinds | hit.kind.bit());
            Known { hits, kinds }
        })
    }

    /// Its words, by where they begin.
    #[inline]
    pub(super) fn hits(&self) -> &[Hit] {
        &self.known().hits
    }

    /// Its characters, so that most words that are not in it need not be looked for.
    #[inline]
    pub(super) fn sieve(&self) -> &Sieve {
        self.sieve.get_or_init(|| self.words.slice(self.sentence.range.clone()).iter().copied().collect())
    }

    /// Whether a word of a kind stands in the sentence, whatever its topic or event.
    #[inline]
    pub(super) fn any(&self, kind: Kind) -> bool {
        self.known().kinds & kind.bit() != 0
    }

    /// Whether a function word stands in the sentence.
    #[inline]
    pub(super) fn marks(&self, mark: Mark) -> bool {
        self.any(Kind::Mark(mark))
    }

    pub(super) fn has(&self, range: Range<usize>, mark: Mark) -> bool {
        self.marks(mark) && self.hits_in(range).any(|hit| hit.kind == Kind::Mark(mark))
    }

    /// Whether a range of the sentence holds these words.
    #[inline]
    pub(super) fn holds(&self, range: Range<usize>, words: &str) -> bool {
        self.find(range, words).is_some()
    }

    /// Where in a range of the sentence these words first stand.
    #[inline]
    pub(super) fn find(&self, range: Range<usize>, words: &str) -> Option<usize> {
        self.sieve().may_hold(words).then(|| self.words.find(range, words))?
    }

    pub(super) fn named_in(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = &Named> {
        self.named().iter().filter(move |named| range.start <= named.range.start && named.range.end <= range.end)
    }

    /// Whether a figure, a word of none or a word of all stands in it: else it states nothing by itself.
    pub(super) fn may_state(&self) -> bool {
        !self.frames.is_empty() || self.says_none_or_all
    }

    /// Whether something in it may be stated for certain: an exact figure, a word of none or a word of all.
    pub(super) fn states(&self) -> bool {
        self.says_none_or_all || self.frames.iter().any(|frame| frame.figure.exact)
    }

    /// Takes names of the agency for known words.
    pub(super) fn know(&mut self, names: &[Vec<char>]) {
        let start = self.start();
        let text = self.words.slice(self.sentence.range.clone());
        let mut found: Vec<Hit> = Vec::new();
        for name in names.iter().filter(|name| name.iter().all(|c| self.sieve().may_have(*c))) {
            let Some(first) = name.first() else { continue };
            let begins = text.iter().enumerate().filter(|(_, c)| *c == first).map(|(at, _)| at);
            let places = begins.filter(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(name)));
            found.extend(places.map(|at| Hit { start: start + at, end: start + at + name.len(), kind: Kind::Light }));
        }
        self.known();
        if let Some(known) = self.known.get_mut().filter(|_| !found.is_empty()) {
            known.hits.extend(found);
            known.hits.sort_by_key(|hit| hit.start);
        }
    }

    /// Marks the topics that its words bring into reach, by topic.
    pub(super) fn bring_near(&self, near: &mut [bool]) {
        for hit in self.hits() {
            if let Kind::Near(topic) = hit.kind {
                near.iter_mut().skip(topic).take(1).for_each(|near| *near = true);
            }
        }
    }

    /// Words that name a topic, from left to right, none within another.
    pub(super) fn named(&self) -> &[Named] {
        self.named.get_or_init(|| self.names())
    }

    /// Words that name topics: from left to right the longest, light words and words that imply a topic among them.
    fn names(&self) -> Vec<Named> {
        let mut found = Vec::new();
        let mut from = self.start();
        for here in self.hits().chunk_by(|one, two| one.start == two.start) {
            if here.first().is_none_or(|first| first.start < from) {
                continue;
            }
            let rank = |hit: &&Hit| (hit.end, matches!(hit.kind, Kind::Topic(_) | Kind::Weak(_)));
            if let Some(best) = here.iter().filter(|hit| self.may_name(hit)).max_by_key(rank) {
                from = best.end;
                found.extend(self.as_named(best));
            }
        }
        found
    }

    fn may_name(&self, hit: &Hit) -> bool {
        match hit.kind {
            Kind::Topic(_) | Kind::Weak(_) | Kind::Light => true,
            Kind::Event(event) => self.lexicon.event(event).is_some_and(|event| event.implies_topic),
            _ => false,
        }
    }

    fn as_named(&self, hit: &Hit) -> Option<Named> {
        let range = hit.start..hit.end;
        match hit.kind {
            Kind::Topic(topic) => Some(Named { range, topic, weak: false, event: None }),
            Kind::Weak(topic) => Some(Named { range, topic, weak: true, event: None }),
            Kind::Event(event) => Some(Named { range, topic: self.lexicon.event(event)?.topic, weak: false, event: Some(event) }),
            _ => None,
        }
    }

    /// How many characters of a range no known word covers; events count as known if they are of the topic and not aside.
    pub(super) fn unknown(&self, range: Range<usize>, topic: usize) -> usize {
        let mut known = range.start;
        let mut unknown = 0usize;
        for hit in self.hits_in(range.clone()).filter(|hit| self.is_known(hit, topic)) {
            unknown += self.letters(known..hit.start);
            known = known.max(hit.end);
        }
        unknown + self.letters(known..range.end)
    }

    fn is_known(&self, hit: &Hit, topic: usize) -> bool {
        match hit.kind {
            Kind::Topic(_) | Kind::Weak(_) | Kind::Light | Kind::Own | Kind::Near(_) => true,
            Kind::Event(event) => self.lexicon.event(event).is_some_and(|event| event.topic == topic && !event.aside),
            Kind::Mark(mark) => {
                matches!(mark, Mark::Light | Mark::Year(_) | Mark::All | Mark::Not | Mark::Listing)
            }
            Kind::Foreign => false,
        }
    }

    fn letters(&self, range: Range<usize>) -> usize {
        if range.start >= range.end {
            return 0;
        }
        let figures = |at: usize| self.frames.iter().any(|frame| frame.figure.range.contains(&at));
        let is_letter = |at: &usize| self.char(*at).is_some_and(is_letter) && !figures(*at);
        range.filter(is_letter).count()
    }

    /// The first event of a topic, in the order of the lexicon, that some words name.
    pub(super) fn event(&self, topic: usize, ranges: &[Range<usize>]) -> Option<(usize, Range<usize>)> {
        let all = ranges.iter().flat_map(|range| self.hits_in(range.clone()));
        let events = all.filter_map(|hit| match hit.kind {
            Kind::Event(event) => Some((event, hit)),
            _ => None,
        });
        let mine = events.filter(|(event, _)| self.lexicon.event(*event).is_some_and(|event| event.topic == topic));
        mine.filter(|(_, hit)| !self.is_shielded(hit))
            .min_by_key(|(event, hit)| (*event, hit.start, std::cmp::Reverse(hit.end)))
            .map(|(event, hit)| (event, hit.start..hit.end))
    }

    /// Whether a word stands within a longer light word, or an event aside within a longer event of its topic: 补正 in 逾期不补正.
    fn is_shielded(&self, hit: &Hit) -> bool {
        let longer =
            |other: &&Hit| other.start <= hit.start && hit.end <= other.end && other.end - other.start > hit.end - hit.start;
        let event = |kind: Kind| match kind {
            Kind::Event(event) => self.lexicon.event(event),
            _ => None,
        };
        let own = event(hit.kind).filter(|event| event.aside);
        let shields = |kind: Kind| {
            let says_more = |own: &ruleset::Event, other: &ruleset::Event| other.topic == own.topic && !other.aside;
            kind == Kind::Light || own.zip(event(kind)).is_some_and(|(own, other)| says_more(own, other))
        };
        self.hits().iter().take_while(|other| other.start <= hit.start).any(|other| shields(other.kind) && longer(&other))
    }

    /// The words that belong to a figure.
    pub(super) fn label(&self, at: usize) -> Label {
        let Some(figure) = self.frames.get(at).map(|frame| &frame.figure) else { return Label::default() };
        let alone = usize::from(self.is_alone_in_bracket(figure));
        let group = if alone > 0 { self.outer(self.group(figure.range.start)) } else { self.group(figure.range.start) };
        let start = figure.range.start - alone;
        let (mut left, mut end, mut stop) = (start, start, Stop::Start);
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let earlier = self.frames.slice(..at);
        loop {
            let words = self.words.slice(self.start()..left);
            let ends = words.iter().rposition(|c| is_stop(*c) || *c == '）').map(|at| self.start() + at);
            let floor = ends.map_or(self.start(), |at| at + 1);
            let near = earlier.iter().rev().map(|frame| &frame.figure.range).skip_while(|range| range.end > left);
            let mut near = near.take_while(|range| range.end >= floor);
            if let Some(range) = near.find(|range| self.group(range.start) == group) {
                (left, stop) = (range.end, Stop::Figure);
                break;
            }
            left = floor;
            let Some((before, c)) = ends.and_then(|before| Some((before, self.char(before)?))) else { break };
            if c != '）' {
                stop = if c == '，' { Stop::Comma } else { Stop::Other };
                break;
            }
            let opening = self.opening(before);
            let Some(opening) = opening.filter(|opening| !self.figures_in(*opening..before).any(|_| true)) else {
                stop = Stop::Other;
                break;
            };
            let contains = phrase::INCLUDING.iter().any(|word| self.words.has_at(opening, word));
            if !contains {
                pieces.push(left..end);
                end = opening;
            }
            left = opening;
        }
        pieces.push(left..end);
        pieces.reverse();
        if stop == Stop::Figure {
            behind_the_first_joint(self, &mut pieces);
        }
        pieces.retain(|piece| !piece.is_empty());
        Label { left: pieces, right: self.right(at, figure), stop }
    }

    /// `升至2023年的`: whether the words between two figures say that the first became the second.
    pub(super) fn changed_to(&self, between: Range<usize>) -> bool {
        let says = |word: &&&str| self.words.has_at(between.start, word);
        let Some(word) = phrase::CHANGED_TO.iter().filter(says).max_by_key(|word| word.len()) else { return false };
        let rest = between.start + word.chars().count()..between.end;
        let is_year = || self.hits_in(rest.clone()).any(|hit| matches!(hit.kind, Kind::Mark(Mark::Year(YearOf::This))));
        rest.is_empty() || rest.start < rest.end && is_year() && self.unknown(rest.clone(), usize::MAX) == 0
    }

    /// `其余申请（289件）均已答复`: whether nothing but a figure stands in a bracket, which what stands around speaks of.
    fn is_alone_in_bracket(&self, figure: &Figure) -> bool {
        let opening = figure.range.start.checked_sub(1).filter(|at| *at > self.start() && self.char(*at) == Some('（'));
        let behind_figure = |at: usize| self.frames.iter().any(|frame| frame.figure.range.end == at);
        !figure.is_percent() && self.char(figure.range.end) == Some('）') && opening.is_some_and(|at| !behind_figure(at))
    }

    /// The bracket that closes at a place.
    fn opening(&self, closing: usize) -> Option<usize> {
        let group = self.group(closing.saturating_sub(1));
        group.checked_sub(1).filter(|opening| *opening >= self.start())
    }

    fn right(&self, at: usize, figure: &Figure) -> Range<usize> {
        let next = self.frames.get(at + 1).map_or(self.end(), |next| next.figure.range.start);
        let start = figure.range.end + usize::from(self.is_alone_in_bracket(figure));
        let ends = |c: &char| is_stop(*c) || matches!(c, '：' | '）');
        let end = self.words.slice(start..next).iter().position(ends).map_or(next, |at| start + at);
        if end == next && next < self.end() {
            let joint = (start..end).find(|at| self.char(*at).is_some_and(|c| phrase::PART_JOINTS.contains(&c)));
            return start..joint.unwrap_or(start);
        }
        start..end
    }

    pub(super) fn figures_in(&self, range: Range<usize>) -> impl Iterator<Item = &Frame> {
        self.frames.iter().filter(move |frame| range.start <= frame.figure.range.start && frame.figure.range.end <= range.end)
    }

    /// Where the clause that holds a place begins.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        if !self.sieve().may_have('（') {
            let ends = |c: &char| matches!(c, '，' | '；' | '：');
            return self.words.slice(self.start()..at).iter().rposition(ends).map_or(self.start(), |by| self.start() + by + 1);
        }
        let ends = |place: &usize| match self.char(*place) {
            // A bracket that is closed again ends nothing: 区本级（区政府办公室）收到申请.
            Some('（') => (*place..at).all(|other| self.group(other + 1) > *place),
            Some(c) => matches!(c, '，' | '；' | '：'),
            None => false,
        };
        (self.start()..at).rev().find(ends).map_or(self.start(), |at| at + 1)
    }

    /// Where the clause that holds a place ends.
    pub(super) fn clause_end(&self, at: usize) -> usize {
        let ends = |at: &usize| self.char(*at).is_some_and(|c| matches!(c, '，' | '；' | '：' | '（' | '）'));
        (at..self.end()).find(ends).unwrap_or(self.end())
    }

    /// The last place in front of `at` where 其中 or the like stands that governs it: in its own bracket, or outside all.
    pub(super) fn listing(&self, at: usize) -> Option<usize> {
        let opens = |hit: &&Hit| hit.kind == Kind::Mark(Mark::Listing) && hit.end <= at;
        let last = self.marks(Mark::Listing).then(|| self.hits().iter().rfind(opens))??;
        let group = self.group(last.start);
        let governs = group == self.group(at) || group == 0;
        (governs && !self.holds(last.start..at, phrase::OTHER)).then_some(last.start)
    }
}

fn is_letter(c: char) -> bool {
    is_chinese(c) || c.is_alphanumeric()
}

fn behind_the_first_joint(scene: &Scene<'_>, pieces: &mut Vec<Range<usize>>) {
    for at in 0..pieces.len() {
        let Some(piece) = pieces.get(at).cloned() else { return };
        if let Some(joint) = piece.clone().find(|at| scene.char(*at) == Some('、')) {
            pieces.drain(..at);
            if let Some(first) = pieces.first_mut() {
                first.start = joint + 1;
            }
            return;
        }
    }
}

fn groups(words: &Words<'_>, range: Range<usize>) -> Vec<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut groups = Vec::with_capacity(range.len());
    for at in range {
        let c = words.chars.get(at);
        if c == Some(&'）') {
            open.pop();
        }
        groups.push(open.last().copied().unwrap_or(0));
        if c == Some(&'（') {
            open.push(at + 1);
        }
    }
    groups
}
