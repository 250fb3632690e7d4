#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| gouji::read::fuzzing::text(text));
