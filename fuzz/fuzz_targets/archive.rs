#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gouji::batch::unpack_all(bytes));
