//! Rule text in, a tree and diagnostics out. Knows the grammar and no template: a name here is just a name.

pub mod ast;
