//! `cargo xtask page` builds the module of the page and lays it where `gouji page` finds it: `page/gouji.wasm.gz`.

use flate2::{Compression, write::GzEncoder};
use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

const USAGE: &str = "cargo xtask page [--dev]    builds page/gouji.wasm.gz; --dev: quickly, large and slow";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let is_dev = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["page"] => false,
        ["page", "--dev"] => true,
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match page(is_dev) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn page(is_dev: bool) -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let profile = if is_dev { "page-dev" } else { "page" };
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("page/target"), PathBuf::from);
    build(&root, profile)?;
    let module = target.join("wasm32-unknown-unknown").join(profile).join("gouji_page.wasm");
    let bytes = fs::read(module)?;
    let place = root.join("page/gouji.wasm.gz");
    let packed = pack(&bytes, if is_dev { Compression::fast() } else { Compression::best() })?;
    fs::write(&place, &packed)?;
    println!("page/gouji.wasm.gz: {} bytes, unpacked {}", packed.len(), bytes.len());
    Ok(())
}

fn build(root: &Path, profile: &str) -> io::Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["build", "--locked", "--package", "gouji-page", "--target", "wasm32-unknown-unknown", "--profile", profile];
    let done = Command::new(cargo).current_dir(root.join("page")).args(arguments).status()?;
    if done.success() {
        return Ok(());
    }
    Err(io::Error::other("the module was not built; is the target there? rustup target add wasm32-unknown-unknown"))
}

fn pack(bytes: &[u8], level: Compression) -> io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), level);
    packer.write_all(bytes)?;
    packer.finish()
}
