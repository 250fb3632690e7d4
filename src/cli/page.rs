//! `gouji page`: one HTML file with gouji in it, for units to check their reports themselves. The module of the page comes with the
//! feature `page`, lies beside the program, or comes from `--module FILE`.

use super::{Exit, args::Page, load, refused, whole_file};
use crate::{
    lang::{Lang, Text},
    page::Setup,
    text,
    write::html::{hash, opening, templates},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use minijinja::context;
use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

#[cfg(feature = "page")]
const MODULE: Option<&[u8]> = Some(include_bytes!("../../page/gouji.wasm.gz"));
#[cfg(not(feature = "page"))]
const MODULE: Option<&[u8]> = None;

const FRAME: &str = include_str!("../../page/page.html");
const LOOKS: &str = concat!(include_str!("../../page/tokens.css"), include_str!("../../page/page.css"));
const WORKER: &str = include_str!("../../page/js/worker.js");

/// The modules of the page by name, each behind those that it imports from.
const SCRIPTS: [(&str, &str); 9] = [
    ("words", include_str!("../../page/js/words.js")),
    ("dom", include_str!("../../page/js/dom.js")),
    ("desk", include_str!("../../page/js/desk.js")),
    ("session", include_str!("../../page/js/session.js")),
    ("form", include_str!("../../page/js/form.js")),
    ("places", include_str!("../../page/js/places.js")),
    ("report", include_str!("../../page/js/report.js")),
    ("list", include_str!("../../page/js/list.js")),
    ("main", include_str!("../../page/js/main.js")),
];

pub(super) fn run(options: &Page, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let setup = setup(options, lang)?;
    let module = module(options.module.as_deref())?;
    let page = page(&setup, &module)?;
    let write = |file: &mut dyn Write| file.write_all(page.as_bytes()).map(|()| Exit::Clean);
    match &options.output {
        None => write(out),
        Some(path) => whole_file::write(path, write),
    }
}

/// What the page is set up with.
fn setup(options: &Page, lang: Lang) -> io::Result<Setup> {
    let rules = load::rules_with(options.rules.dir.as_deref(), &options.params)?;
    let mut setup = Setup { chinese: lang == Lang::Zh, title: options.title.clone().unwrap_or_default(), ..Setup::default() };
    if let Some(path) = &options.roster {
        setup.with_names_of(&load::roster(path, &rules)?);
    }
    Ok(Setup { rules, ..setup })
}

/// The module, packed with gzip.
fn module(path: Option<&Path>) -> io::Result<Vec<u8>> {
    let found = if path.is_none() && MODULE.is_none() { beside_program() } else { None };
    let Some(path) = path.or(found.as_deref()) else {
        return MODULE.map(<[u8]>::to_vec).ok_or_else(|| refused::said(no_module()));
    };
    let shown = path.display();
    let bytes = fs::read(path).map_err(|error| {
        let Text { zh, en } = refused::sentence(&error).unwrap_or_default();
        refused::said(text!("{shown} 打不开：{zh}", "{shown} cannot be opened: {en}"))
    })?;
    match bytes.as_slice() {
        [0x1f, 0x8b, ..] => Ok(bytes),
        [0, b'a', b's', b'm', ..] => packed(&bytes),
        _ => Err(refused::said(text!("{shown} 不是 WebAssembly 模块", "{shown} is no WebAssembly module"))),
    }
}

/// The module where packages put it: beside the program, or among what the programs of a system share.
fn beside_program() -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    let folder = program.parent()?;
    ["", "../share/gouji"].map(|place| folder.join(place).join("gouji.wasm.gz")).into_iter().find(|path| path.is_file())
}

fn no_module() -> Text {
    text!(
        "找不到自查页的模块 gouji.wasm.gz：发布的压缩包里有，把它放在程序旁边，或用 --module 指明；\
         从源码生成：cargo xtask page，再加上 --module page/gouji.wasm.gz",
        "gouji.wasm.gz, the module of the page, is missing: a released archive has it; put it beside the program or name it with \
         --module; from a clone: `cargo xtask page`, then --module page/gouji.wasm.gz"
    )
}

fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes)?;
    packer.finish()
}

/// The whole page. Nothing that an office wrote stands in it but as data.
fn page(setup: &Setup, module: &[u8]) -> io::Result<String> {
    let lang = setup.lang();
    let script = SCRIPTS.iter().map(|(name, text)| in_one_script(name, text)).collect::<Vec<_>>().join("\n");
    let policy = format!("script-src '{}' 'wasm-unsafe-eval'; worker-src blob:; connect-src 'none'; ", hash(&script));
    let opening = opening(lang, lang.pick("年度报告自查", "Annual report check"), LOOKS.trim_end(), &policy);
    let parts = context! {
        script,
        worker => WORKER.trim_end(),
        setup => STANDARD.encode(packed(&setup.to_bytes().ok_or_else(|| io::Error::other("the rules are no data"))?)?),
        module => STANDARD.encode(module),
    };
    let page = || {
        let mut templates = templates()?;
        templates.add_template("self-check.html", FRAME)?;
        templates.get_template("self-check.html")?.render(context! { ..opening, ..parts })
    };
    page().map_err(io::Error::other)
}

/// A module as it stands in the one script of the page: a function that gives what it exports. A file that is opened from a disk can
/// load no modules of its own.
fn in_one_script(name: &str, text: &str) -> String {
    let (mut lines, mut exports) = (Vec::new(), Vec::new());
    for line in text.trim_end().lines() {
        let import = line.strip_prefix("import ").and_then(|rest| rest.split_once(" from './"));
        let own = line.strip_prefix("export ");
        let word = |line: &str| {
            line.split([' ', '(']).find(|word| !["const", "async", "function", "class"].contains(word)).map(str::to_owned)
        };
        exports.extend(own.and_then(word));
        lines.push(match import {
            Some((names, from)) => format!("const {names} = ${};", from.trim_end_matches(".js';")),
            None => own.unwrap_or(line).to_owned(),
        });
    }
    format!("const ${name} = (() => {{\n{}\nreturn {{{}}};\n}})();", lines.join("\n"), exports.join(", "))
}
