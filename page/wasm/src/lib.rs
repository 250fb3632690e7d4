//! What a page calls. It lays bytes into the buffer that [`input`] makes room in, calls [`open`] once and [`answer`] for a document,
//! and takes the bytes at [`output`], [`output_length`] of them. Nothing is imported: no clock, no chance, no way out.
//!
//! The names of the exports are the only `unsafe` of the project: they must be unique in the program, and they are.
#![expect(unsafe_code, reason = "an export needs its own name, `no_mangle`")]

use gouji::page::Desk;
use std::cell::RefCell;

/// What lies between two calls. The page has one thread.
struct State {
    input: Vec<u8>,
    output: Vec<u8>,
    desk: Option<Desk>,
}

thread_local! {
    static STATE: RefCell<State> = const { RefCell::new(State { input: Vec::new(), output: Vec::new(), desk: None }) };
}

/// Makes room for that many bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        state.input = vec![0; length];
        state.input.as_mut_ptr()
    })
}

/// Takes the rules of the setup that lies in the input. 1 if they are data of this version of gouji; the output then says what they
/// are.
#[unsafe(no_mangle)]
pub extern "C" fn open() -> u32 {
    STATE.with_borrow_mut(|state| {
        let setup = std::mem::take(&mut state.input);
        state.desk = Desk::new(&setup);
        state.output = state.desk.as_ref().map(Desk::about).unwrap_or_default();
        u32::from(state.desk.is_some())
    })
}

/// Answers the request that lies in the input.
#[unsafe(no_mangle)]
pub extern "C" fn answer() {
    STATE.with_borrow_mut(|state| {
        let asked = std::mem::take(&mut state.input);
        state.output = state.desk.as_ref().map(|desk| desk.answer(&asked)).unwrap_or_default();
    });
}

/// Where the output lies.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    STATE.with_borrow(|state| state.output.as_ptr())
}

/// How many bytes it has.
#[unsafe(no_mangle)]
pub extern "C" fn output_length() -> usize {
    STATE.with_borrow(|state| state.output.len())
}
