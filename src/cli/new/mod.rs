//! `gouji new`: something to start from. A blank report file or form, or a folder of rules to edit.

pub(super) mod report;
mod rules;

use super::{
    Exit,
    args::{New, NewCommand},
};
use crate::lang::Lang;
use std::io::{self, Write};

pub(super) fn run(options: &New, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    match &options.command {
        NewCommand::Report(options) => report::run(options, lang, out),
        NewCommand::Rules(options) => rules::run(options, lang, out),
    }
}
