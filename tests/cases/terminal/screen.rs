//! A pseudo-terminal with a program on it, and what its screen shows. Knows nothing of reports.

use pty_process::{
    Size,
    blocking::{Command, Pty, open},
};
use std::{
    fs::File,
    io::{Read, Write},
    num::NonZero,
    path::Path,
    process::{Child, ExitStatus, Stdio},
    sync::{
        Arc, Once,
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread,
    time::{Duration, Instant},
};
use unicode_width::UnicodeWidthStr;

/// More rows than any test fills: nothing scrolls away.
const ROWS: u16 = 600;

/// The emulator has more columns than the terminal says it has: a line that is too long is seen whole, not wrapped.
const COLUMNS: u16 = 300;

/// So long a run may take before it counts as hanging; a run takes a fraction of a second.
const LIMIT: Duration = Duration::from_secs(30);

/// A terminal that a program is to be run on.
pub(super) struct Terminal {
    command: Command,
    columns: u16,
}

/// A program on a terminal.
pub(super) struct Running {
    child: Child,
    pty: Arc<Pty>,
    shown: Receiver<Vec<u8>>,
    sent: Vec<u8>,
    emulator: vt100::Parser,
    columns: u16,
    until: Instant,
}

/// What is left of a program that has ended.
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    /// All that was sent to the terminal, what was overwritten later too.
    pub(super) sent: String,
    emulator: vt100::Parser,
    columns: u16,
}

impl Terminal {
    /// Of 80 columns; the program starts in that folder, and speaks English.
    pub(super) fn new(folder: &Path) -> Terminal {
        let command = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .current_dir(folder)
            .env("LANG", "C")
            .env("TERM", "xterm-256color")
            .stdin(Stdio::piped());
        let unset = ["LC_ALL", "LC_MESSAGES", "COLUMNS", "NO_COLOR"];
        Terminal { command: unset.into_iter().fold(command, Command::env_remove), columns: 80 }
    }

    pub(super) fn columns(self, columns: u16) -> Terminal {
        Terminal { columns, ..self }
    }

    pub(super) fn input(self, file: File) -> Terminal {
        Terminal { command: self.command.stdin(file), ..self }
    }

    /// Standard output goes into a file, standard error to the terminal.
    pub(super) fn output(self, file: File) -> Terminal {
        Terminal { command: self.command.stdout(file), ..self }
    }

    pub(super) fn run(self, arguments: &[&str]) -> Ended {
        let mut running = self.start(arguments);
        running.end_input();
        running.end()
    }

    pub(super) fn start(self, arguments: &[&str]) -> Running {
        heed_interrupts();
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(ROWS, self.columns)).unwrap();
        let child = self.command.args(arguments).spawn(pts).unwrap();
        let pty = Arc::new(pty);
        let (sender, shown) = channel();
        let reader = Arc::clone(&pty);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // A terminal that no program has open any more cannot be read.
            while let Ok(count @ 1..) = (&*reader).read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let emulator = vt100::Parser::new(NonZero::new(ROWS).unwrap(), NonZero::new(COLUMNS).unwrap(), 0);
        Running { child, pty, shown, sent: Vec::new(), emulator, columns: self.columns, until: Instant::now() + LIMIT }
    }
}

/// A program that is started from here heeds Ctrl-C, even where the tests were started from a shell that ignores it, as behind `nohup`
/// or `&`: programs inherit that a signal is ignored, but not that it is handled.
fn heed_interrupts() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| ctrlc::set_handler(|| std::process::exit(130)).unwrap());
}

impl Running {
    pub(super) fn send_input(&mut self, text: &str) {
        self.child.stdin.as_mut().unwrap().write_all(text.as_bytes()).unwrap();
    }

    pub(super) fn end_input(&mut self) {
        drop(self.child.stdin.take());
    }

    pub(super) fn press_control_c(&self) {
        (&*self.pty).write_all(b"\x03").unwrap();
    }

    /// Reads until the last line of the screen shows all of some words.
    pub(super) fn wait_for(&mut self, words: &[&str]) {
        loop {
            let shown = self.emulator.screen().contents();
            if shown.lines().last().is_some_and(|last| words.iter().all(|word| last.contains(word))) {
                return;
            }
            assert!(self.shows_more(), "the program ended without showing {words:?}: {shown}");
        }
    }

    /// Reads what is shown next; false where the program has closed the terminal.
    fn shows_more(&mut self) -> bool {
        match self.shown.recv_timeout(self.until.saturating_duration_since(Instant::now())) {
            Ok(bytes) => {
                self.emulator.process(&bytes);
                self.sent.extend(bytes);
            }
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => self.give_up(),
        }
        true
    }

    pub(super) fn end(mut self) -> Ended {
        while self.shows_more() {}
        loop {
            match self.child.try_wait().unwrap() {
                Some(status) => {
                    return Ended {
                        status,
                        sent: String::from_utf8_lossy(&self.sent).into_owned(),
                        emulator: self.emulator,
                        columns: self.columns,
                    };
                }
                None if Instant::now() > self.until => self.give_up(),
                None => thread::sleep(Duration::from_millis(5)),
            }
        }
    }

    fn give_up(&mut self) -> ! {
        let _ = self.child.kill();
        let _ = self.child.wait();
        panic!("the program hangs; its screen: {}", self.emulator.screen().contents());
    }
}

impl Ended {
    /// The text on the screen.
    pub(super) fn screen(&self) -> String {
        self.emulator.screen().contents()
    }

    /// The lines that are wider than the terminal.
    pub(super) fn lines_too_wide(&self) -> Vec<String> {
        self.screen().lines().filter(|line| line.width() > usize::from(self.columns)).map(str::to_owned).collect()
    }
}
