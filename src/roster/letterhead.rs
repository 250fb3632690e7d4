//! What letters to the units say of who writes them: the map `letter` of a roster file.

use crate::{
    fields::Reader,
    node::{Node, Shape},
    text,
};

/// What letters say of who writes them; what is not there is left blank to be filled in by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// `office`: who writes: `临川市人民政府办公室`.
    pub office: Option<String>,
    /// `number`: `临政办公开函〔2024〕17号`.
    pub number: Option<String>,
    /// `date`: the day of the letter, as it is printed.
    pub date: Option<String>,
    /// `deadline`: until when to answer, as it is printed: `2024年1月26日（星期五）17:00`.
    pub deadline: Option<String>,
    /// `contact`: whom to ask.
    pub contact: Option<String>,
    /// `phone`
    pub phone: Option<String>,
    /// `to`: where to send it.
    pub to: Option<String>,
}

impl Letterhead {
    /// With what another says where this says nothing.
    #[must_use]
    pub fn or(self, other: Letterhead) -> Letterhead {
        Letterhead {
            office: self.office.or(other.office),
            number: self.number.or(other.number),
            date: self.date.or(other.date),
            deadline: self.deadline.or(other.deadline),
            contact: self.contact.or(other.contact),
            phone: self.phone.or(other.phone),
            to: self.to.or(other.to),
        }
    }
}

const KEYS: [&str; 7] = ["office", "number", "date", "deadline", "contact", "phone", "to"];

impl Reader<'_> {
    /// The map `letter`.
    pub(crate) fn letterhead(&mut self, node: Node<'_>) -> Letterhead {
        let mut head = Letterhead::default();
        match node.shape() {
            Shape::Mapping(pairs) => self.keys(pairs, &KEYS, |reader, key, value| {
                let field = match key {
                    "office" => &mut head.office,
                    "number" => &mut head.number,
                    "date" => &mut head.date,
                    "deadline" => &mut head.deadline,
                    "contact" => &mut head.contact,
                    "phone" => &mut head.phone,
                    _ => &mut head.to,
                };
                if !value.is_null() {
                    *field = reader.name(value).map(|name| name.text);
                }
            }),
            _ if node.is_null() => {}
            _ => self.wrong(node, text!("letter 应是一组键和值", "`letter` is a map")),
        }
        head
    }
}
