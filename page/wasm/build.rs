//! How much memory the module may ask for, and how deep its calls may go.

/// A document of 100 MB is refused by the page; readers unpack at most some hundred MB more.
const MOST_MEMORY: u32 = 1 << 30;

/// As on a thread of the command line: readers bound their own depth by it.
const STACK: u32 = 2 << 20;

fn main() {
    println!("cargo::rustc-link-arg-cdylib=--max-memory={MOST_MEMORY}");
    println!("cargo::rustc-link-arg-cdylib=-zstack-size={STACK}");
    println!("cargo::rerun-if-changed=build.rs");
}
