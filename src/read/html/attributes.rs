//! How many attributes a tag may turn out to have, where only its text is known and not where in it the tag begins. The parser
//! compares each attribute of a tag with all before it, so that a tag of very many would take very long.

/// Where in a tag a byte can stand (HTML standard, 13.2.5.8 and following).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    DoubleQuoted,
    SingleQuoted,
    Bare,
}

const PLACES: [At; 8] =
    [At::TagName, At::BeforeName, At::Name, At::AfterName, At::BeforeValue, At::DoubleQuoted, At::SingleQuoted, At::Bare];

/// For each place in a tag that the text read so far may have come to, the most attributes that it can have by now.
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes {
    most: [Option<u32>; PLACES.len()],
    after_angle: bool,
}

impl Attributes {
    /// Reads on; the most attributes that a tag has had at any time.
    pub(super) fn read(&mut self, text: &str) -> u32 {
        text.bytes().map(|byte| self.step(byte)).max().unwrap_or(0)
    }

    fn step(&mut self, byte: u8) -> u32 {
        let mut most = [None; PLACES.len()];
        let mut reach = |place: At, count: u32| {
            if let Some(slot) = most.get_mut(place as usize) {
                *slot = Some(slot.map_or(count, |other: u32| other.max(count)));
            }
        };
        for (place, count) in PLACES.into_iter().zip(self.most).filter_map(|(place, count)| Some((place, count?))) {
            if let Some(next) = place.then(byte) {
                let begins = next == At::Name && place != At::Name;
                reach(next, count.saturating_add(u32::from(begins)));
            }
        }
        if self.after_angle && byte.is_ascii_alphabetic() {
            reach(At::TagName, 0);
        }
        self.after_angle = byte == b'<' || (self.after_angle && byte == b'/');
        self.most = most;
        most.into_iter().flatten().max().unwrap_or(0)
    }
}

impl At {
    /// Where the next byte stands; none behind the end of the tag.
    fn then(self, byte: u8) -> Option<At> {
        let space = byte.is_ascii_whitespace();
        Some(match (self, byte) {
            (At::DoubleQuoted, b'"') | (At::SingleQuoted, b'\'') => At::BeforeName,
            (At::DoubleQuoted | At::SingleQuoted, _) => self,
            (_, b'>') => return None,
            (At::TagName | At::Bare, _) if space => At::BeforeName,
            (At::TagName | At::Name | At::BeforeName | At::AfterName, b'/') => At::BeforeName,
            (At::TagName | At::Bare, _) => self,
            (At::BeforeName, _) if space => At::BeforeName,
            (At::Name | At::AfterName, b'=') => At::BeforeValue,
            (At::Name | At::AfterName, _) if space => At::AfterName,
            (At::BeforeName | At::Name | At::AfterName, _) => At::Name,
            (At::BeforeValue, _) if space => At::BeforeValue,
            (At::BeforeValue, b'"') => At::DoubleQuoted,
            (At::BeforeValue, b'\'') => At::SingleQuoted,
            (At::BeforeValue, _) => At::Bare,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_the_standard_parts_them() {
        for (text, count) in [
            ("<td>", 0),
            ("<td colspan=2 rowspan = '3' class=\"a b c\">", 3),
            ("<td a/b/c/d>", 4),
            ("<td a=\"x\"b='y'c", 3),
            ("<a href=x/y/z title", 2),
            ("1 < 2 a b c", 0),
            ("<img src=\"data:image/png;base64,AA/BB/CC==\">", 1),
            ("<a q='<b c=\"' x y z", 4),
        ] {
            assert_eq!(Attributes::default().read(text), count, "{text}");
        }
    }
}
