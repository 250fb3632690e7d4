#![no_main]

use gouji::{compile, template::Template};
use std::sync::LazyLock;

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| compile::builtin().rules.expect("the built-in rules compile").template);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(gouji::read::read("fuzz", bytes, &TEMPLATE)));
