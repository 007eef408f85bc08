//! From what Trunk made to what travels: small scripts, names by content, no comments, packed copies.

use super::{
    compress, icons,
    inputs::digest,
    plain,
    split::{Parts, Pieces},
};
use crate::{place, proc, setup::npm_program};
use anyhow::{Context as _, Result, ensure};
use shuke_face::{PAGES, Part};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The oldest browsers that the app supports, in esbuild's words.
pub const BROWSERS: &str = "--target=chrome107,safari15.4";
const SCRIPT: &str = "shuke-app";
/// The style of the pages beyond the first, as Trunk copies it; `<meta name="later-style">` names it.
const LATER: &str = "later.css";
/// What comes with the app's script, so that no page carries it.
const BESIDE: [&str; 2] = ["src/device/over.js", "src/device/focus.js"];
/// What the server fills per request.
const PLACES: [&str; 4] = ["<!--shuke:head-->", "<!--shuke:style-->", "<!--shuke:body-->", "<!--shuke:boot-->"];

/// The page and the names of the files that the app is made of, as the page names them.
struct Named {
    page: String,
    files: Vec<String>,
}

/// For development: the same files and the same service worker, but nothing minified or packed.
pub fn finish(stage: &Path, pieces: &Pieces, dev: bool) -> Result<()> {
    let script = only(stage, ".js")?;
    let beside: Result<Vec<String>, _> =
        BESIDE.iter().map(|path| fs::read_to_string(place::root().join(path))).collect();
    let blocks: Vec<String> = beside?.iter().map(|text| format!("{{\n{text}}}")).collect();
    fs::write(&script, format!("{}\n{}\n", fs::read_to_string(&script)?, blocks.join("\n")))?;
    if !dev {
        minify_script(stage)?;
    }
    let mut named = name_by_content(stage)?;
    named.files.extend(of_members(&pieces.parts).into_iter().chain(pieces.rest.iter().cloned()));
    fs::write(stage.join("parts.json"), serde_json::to_string(&pieces.parts)?)?;
    fs::write(stage.join("styles.json"), serde_json::to_string(&styles()?)?)?;
    for place in PLACES {
        ensure!(named.page.contains(place), "index.html has lost {place}, which the server fills");
    }
    let page = if dev { named.page } else { minify_modules(stage, &without_comments(&named.page))? };
    fs::write(stage.join("index.html"), &page)?;
    service_worker(stage, &page, &named.files, dev)?;
    icons::draw(stage)?;
    plain::draw(stage)?;
    if dev { Ok(()) } else { compress::beside_files(stage) }
}

/// What each part's pages look like beyond every page, for the server to write into them.
fn styles() -> Result<BTreeMap<&'static str, String>> {
    let sheet = |part: &'static str| {
        let mut bundler = npm_program("lightningcss");
        bundler.args(["--bundle", "--minify", "--targets", "chrome 107, ios_saf 15.4"]);
        let style = proc::output(bundler.arg(place::root().join(format!("style/parts/{part}.css"))))?;
        Ok((part, style.trim().to_owned()))
    };
    Part::ALL.iter().map(|part| sheet(part.name())).collect()
}

/// Whether no member's phone keeps a part for later.
fn is_of_staff(part: &str) -> bool {
    PAGES.iter().any(|page| page.is_for_staff() && page.part().name() == part)
}

/// The files of all parts but those that staff alone need.
fn of_members(parts: &Parts) -> BTreeSet<String> {
    let of_members = parts.iter().filter(|(part, _)| !is_of_staff(part));
    of_members.flat_map(|(_, files)| files).cloned().collect()
}

/// wasm-bindgen's script and its snippets, as one minified module.
fn minify_script(stage: &Path) -> Result<()> {
    let script = only(stage, ".js")?;
    let mut esbuild = npm_program("esbuild");
    esbuild.arg(&script).args([
        "--bundle",
        "--format=esm",
        "--minify",
        "--log-level=warning",
        "--allow-overwrite",
        BROWSERS,
    ]);
    proc::output(esbuild.arg(format!("--outfile={}", script.display())))?;
    let _ = fs::remove_dir_all(stage.join("snippets"));
    let _ = fs::remove_file(stage.join(super::split::LINK));
    Ok(())
}

/// The scripts in the page that only browsers run which the app supports. What turns the others away is written for them.
fn minify_modules(stage: &Path, page: &str) -> Result<String> {
    const BEGINS: &str = "<script type=\"module\">";
    let mut parts = page.split(BEGINS);
    let mut minified = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (script, rest) = part.split_once("</script>").context("a script of the page does not end")?;
        let file = stage.join("inline.js");
        fs::write(&file, script)?;
        let mut esbuild = npm_program("esbuild");
        esbuild.arg(&file).args(["--minify", "--format=esm", "--log-level=warning", BROWSERS]);
        let script = proc::output(&mut esbuild)?;
        fs::remove_file(&file)?;
        minified.extend([BEGINS, script.trim_end(), "</script>", rest]);
    }
    Ok(minified)
}

/// Trunk names files by what the compiler made, before wasm-opt and esbuild. Such a name could stand for
/// two contents, and these files are cached for ever: they are named anew by their last bytes.
fn name_by_content(stage: &Path) -> Result<Named> {
    let mut page = fs::read_to_string(stage.join("index.html")).context("Trunk made no index.html")?;
    let mut files = Vec::new();
    for (file, name, kind) in [
        (only(stage, ".wasm")?, "app", ".wasm"),
        (only(stage, ".js")?, "app", ".js"),
        (stage.join(LATER), "later", ".css"),
    ] {
        let old = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let content = fs::read(&file).with_context(|| format!("Trunk made no {old}"))?;
        let new = format!("{name}-{}{kind}", &digest(&content)[..12]);
        ensure!(page.contains(&old), "the page does not name {old}");
        page = page.replace(&old, &new);
        fs::rename(&file, stage.join(&new))?;
        files.push(format!("/{new}"));
    }
    Ok(Named { page, files })
}

/// The file of the app with this ending.
pub fn only(stage: &Path, ending: &str) -> Result<PathBuf> {
    fs::read_dir(stage)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(SCRIPT) && name.ends_with(ending)
        })
        .with_context(|| format!("Trunk made no {SCRIPT}*{ending}"))
}

/// Drops comments and blank lines. What starts with `<!--shuke:` the server fills.
fn without_comments(page: &str) -> String {
    let mut kept = String::new();
    let mut rest = page;
    while let Some(start) = rest.find("<!--") {
        let length = rest[start..].find("-->").map_or(rest.len() - start, |end| end + 3);
        let comment = &rest[start..start + length];
        kept.push_str(&rest[..start]);
        if comment.starts_with("<!--shuke:") {
            kept.push_str(comment);
        }
        rest = &rest[start + length..];
    }
    kept.push_str(rest);
    let code = |line: &&str| !line.is_empty() && !line.starts_with("//");
    kept.lines().map(str::trim).filter(code).collect::<Vec<_>>().join("\n")
}

/// Tells the service worker what this release is and which files it has.
fn service_worker(stage: &Path, page: &str, files: &[String], dev: bool) -> Result<()> {
    let path = stage.join("sw.js");
    let Ok(text) = fs::read_to_string(&path) else { return Ok(()) };
    let version = digest(format!("{page}{text}").as_bytes());
    let text =
        text.replace("__SHUKE_VERSION__", &version[..12]).replace("__SHUKE_FILES__", &serde_json::to_string(files)?);
    fs::write(&path, text)?;
    if dev {
        return Ok(());
    }
    let mut esbuild = npm_program("esbuild");
    esbuild.arg(&path).args(["--minify", "--log-level=warning", "--allow-overwrite", BROWSERS]);
    proc::output(esbuild.arg(format!("--outfile={}", path.display()))).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_the_places_that_the_server_fills_stay() {
        let page = "<a>\n<!-- why -->\n<!--shuke:body--><b>\n\n  <!--shuke:boot-->\n// a line of the script\n</a>";
        assert_eq!(without_comments(page), "<a>\n<!--shuke:body--><b>\n<!--shuke:boot-->\n</a>");
    }

    #[test]
    fn what_staff_alone_need_is_not_kept_on_members_phones() {
        let files = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect::<Vec<_>>();
        let parts = Parts::from([
            ("counter".into(), files(&["/shared", "/counter"])),
            ("entry".into(), files(&["/shared", "/entry"])),
        ]);
        assert_eq!(of_members(&parts), files(&["/shared", "/entry"]).into_iter().collect());
    }

    #[test]
    fn files_are_named_by_their_last_bytes_and_the_page_follows() {
        let stage = std::env::temp_dir().join(format!("shuke-stage-{}", std::process::id()));
        fs::create_dir_all(&stage).unwrap();
        fs::write(stage.join("shuke-app-1_bg.wasm"), "w").unwrap();
        fs::write(stage.join("shuke-app-1.js"), "j").unwrap();
        fs::write(stage.join("later.css"), "c").unwrap();
        fs::write(stage.join("index.html"), "/shuke-app-1.js /shuke-app-1_bg.wasm /later.css").unwrap();
        let named = name_by_content(&stage).unwrap();
        assert_eq!(named.page, format!("{} {} {}", named.files[1], named.files[0], named.files[2]));
        assert!(named.files.iter().all(|file| stage.join(&file[1..]).exists()));
        fs::remove_dir_all(stage).unwrap();
    }
}
