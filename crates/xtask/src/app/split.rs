//! The app in several files: what the card needs comes first, each group of pages when it is wanted.
//!
//! Trunk builds one module. Here the compiler's output, which still has its relocations, is cut where `src/bundles.rs`
//! says; wasm-bindgen and wasm-opt then do with the pieces what Trunk has them do with one module.

use super::{
    cold, common,
    halves::{self, How},
    inputs::digest,
    names,
};
use crate::{place, proc, setup, setup::Tools};
use anyhow::{Context as _, Result, anyhow, ensure};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Flags for rustc: `src/bundles.rs` makes its doors, and the linker keeps what the cut needs.
pub const FLAGS: &str = "--cfg split -Clink-arg=--emit-relocs";
/// What the oldest browsers know; `cargo xtask test` has the check.
pub const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];
pub const LINK: &str = "__wasm_split.js";

/// The files of each part beyond the first, by the part's name; as the page names them.
pub type Parts = BTreeMap<String, Vec<String>>;

/// What the cut made.
#[derive(Default)]
pub struct Pieces {
    pub parts: Parts,
    /// What comes after a start, whatever the part.
    pub rest: Vec<String>,
}

/// Puts the cut module in the place of Trunk's whole one, under the names that the page knows.
pub fn split(tools: &Tools, stage: &Path, how: How<'_>) -> Result<Pieces> {
    let stem = stem(stage)?;
    let whole = place::app_target().join(setup::TARGET).join("app/shuke-app.wasm");
    let whole = fs::read(&whole).with_context(|| format!("cannot read {}", whole.display()))?;
    let work = work();
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work)?;
    let (first, main) = (work.join("first.wasm"), format!("./{stem}.js"));
    let from = format!("./{LINK}");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &work;
    options.main_out_path = &first;
    options.main_module = &main;
    options.link_name = &from;
    let pieces =
        wasm_split_cli_support::transform(options).map_err(|error| anyhow!("cannot cut the app: {error:#}"))?;
    let bindgen = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", &stem, "--out-dir"];
    proc::run(tools.program("wasm-bindgen").args(bindgen).arg(stage).arg(&first))?;
    fs::copy(work.join(LINK), stage.join(LINK)).context("the cut made no script")?;
    let first = stage.join(format!("{stem}_bg.wasm"));
    fs::copy(&first, with_names()).context("wasm-bindgen made no module")?;
    let script = stage.join(format!("{stem}.js"));
    names::shorten(&first, &script)?;
    let (shared, own): (Vec<_>, Vec<_>) = pieces.split_modules.iter().partition(|piece| is_shared(piece));
    let common = common::merge(&work, &shared)?;
    let made = halves::make([&first, &common], how)?;
    fs::write(&first, made.first)?;
    let mut small = made.others;
    for piece in own {
        let name = file_stem(piece);
        let file = work.join(format!("{name}.small.wasm"));
        optimise(piece, &file, &[])?;
        small.push((name, fs::read(&file)?));
    }
    // All have one digest: the first file names each of them, and digests of their own would be most of its script. They are
    // cut out of one module, so that hardly any stays as it was when another changes.
    let all: Vec<u8> = small.iter().flat_map(|(_, content)| content).copied().collect();
    let release = &digest(&all)[..12];
    let mut names = BTreeMap::new();
    for (number, (name, content)) in small.into_iter().enumerate() {
        let named = format!("part{number}-{release}.wasm");
        fs::write(stage.join(&named), content)?;
        names.insert(name, (number, named));
    }
    let link = stage.join(LINK);
    let rest = halves::RESTS.map(|name| names.get(name).map(|(number, _)| *number));
    shorten(&link, &names, release, rest[0])?;
    scripts(&script, &link, &format!("piece({})", names.get(common::NAME).map_or(0, |(number, _)| *number)), rest)?;
    let files = |part: &str| addresses(&[common::NAME.to_owned(), format!("split_{part}")], &names);
    let parts = pieces.prefetch_map.into_keys().map(|part| Ok((part.clone(), files(&part)?))).collect::<Result<_>>()?;
    let of_rest = halves::RESTS.iter().filter(|name| names.contains_key(**name)).map(|name| (*name).to_owned());
    Ok(Pieces { parts, rest: addresses(&of_rest.collect::<Vec<_>>(), &names)? })
}

/// Tells both scripts of what was done to the modules. `rest`: the numbers of the files with the other halves.
fn scripts(script: &Path, link: &Path, shared: &str, rest: [Option<usize>; 2]) -> Result<()> {
    let texts = (fs::read_to_string(script)?, fs::read_to_string(link)?);
    let (first, second) = match rest {
        [Some(_), Some(number)] => cold::join(&texts.0, &texts.1, shared, number)?,
        _ => cold::marks(&texts.0, &texts.1)?,
    };
    fs::write(script, first)?;
    fs::write(link, second).context("cannot write the cut's script")
}

/// Where the pieces are made.
pub fn work() -> PathBuf {
    place::results().join("split")
}

/// Whether several parts need it.
fn is_shared(piece: &Path) -> bool {
    file_stem(piece).starts_with("chunk_")
}

/// `shuke-app-1234` of Trunk's `shuke-app-1234.js`.
fn stem(stage: &Path) -> Result<String> {
    Ok(file_stem(&super::finish::only(stage, ".js")?))
}

fn file_stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The first file before it is optimised, which takes the names of its functions away.
pub fn with_names() -> PathBuf {
    place::results().join("split/named.wasm")
}

pub fn optimise(from: &Path, to: &Path, more: &[&str]) -> Result<()> {
    let mut optimiser = setup::npm_program("wasm-opt");
    // It does not know a part of the names that the compiler writes, and says so of every file.
    proc::output(optimiser.arg("-Oz").args(FEATURES).args(more).arg(from).arg("-o").arg(to)).map(|_| ())
}

/// The script that fetches the pieces says of each how to; once is enough. And it complains of every one that does not come;
/// the app tells the member, and a phone without network is no fault.
fn shorten(
    script: &Path,
    names: &BTreeMap<String, (usize, String)>,
    release: &str,
    rest_of_first: Option<usize>,
) -> Result<()> {
    const COMPLAINT: &str = "console.error(e);";
    const FETCHES: [&str; 2] = [
        "() => {\n    const src = fetch(new URL(\"./",
        "\", import.meta.url));\n    src.catch(() => {});\n    \
         return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}",
    ];
    let mut text = common::of_all(&fs::read_to_string(script)?)?;
    let mut once = |old: &str, new: &str| {
        ensure!(text.matches(old).count() == 1, "the cut's script is another than we know: {old} is not there once");
        text = text.replace(old, new);
        Ok(())
    };
    once(COMPLAINT, "")?;
    let [before, after] = FETCHES;
    for (old, (number, _)) in names.iter().filter(|(name, _)| !halves::RESTS.contains(&name.as_str())) {
        once(&format!("{before}{old}.wasm{after}"), &format!("piece({number})"))?;
    }
    let whole = text + "\n" + &cold::loader(release, rest_of_first);
    fs::write(script, whole).context("cannot write the cut's script")
}

fn addresses(files: &[String], names: &BTreeMap<String, (usize, String)>) -> Result<Vec<String>> {
    let address = |file| names.get(file).map(|(_, name)| format!("/{name}")).with_context(|| format!("no file {file}"));
    files.iter().map(address).collect()
}
