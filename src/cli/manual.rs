//! `gouji completions` and `gouji man`: made from the same command that is parsed.

use super::{Cli, Exit, help};
use crate::lang::Lang;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

pub(super) fn completions(shell: Shell, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let mut command = help::localised(Cli::command(), lang);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "gouji", &mut script);
    out.write_all(&script)?;
    Ok(Exit::Clean)
}

pub(super) fn man(lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let mut page = Vec::new();
    clap_mangen::Man::new(help::localised(Cli::command(), lang)).render(&mut page)?;
    out.write_all(&page)?;
    Ok(Exit::Clean)
}
