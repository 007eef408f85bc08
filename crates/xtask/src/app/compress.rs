//! Compression once, at build time: the server sends what lies beside a file.

use super::inputs;
use anyhow::{Context as _, Result};
use std::{
    ffi::OsString,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// Below this a header costs more than compression saves. Bytes.
const WORTH_IT: usize = 512;

/// Writes `.br` and `.gz` beside every file that gains by it, except the page, which the server fills per request.
pub fn beside_files(folder: &Path) -> Result<()> {
    for file in inputs::files(folder)? {
        let page = file.file_name().is_some_and(|name| name == "index.html");
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        if page || !compressible(&file) || content.len() < WORTH_IT {
            continue;
        }
        keep_if_smaller(&file, "br", &content, &brotli(&content)?)?;
        keep_if_smaller(&file, "gz", &content, &gzip(&content)?)?;
    }
    Ok(())
}

/// Whether a file of this name gains by compression. Pictures and packed files do not.
fn compressible(file: &Path) -> bool {
    let kinds = ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];
    file.extension().is_some_and(|kind| kinds.iter().any(|known| kind == *known))
}

fn keep_if_smaller(file: &Path, kind: &str, plain: &[u8], packed: &[u8]) -> Result<()> {
    if packed.len() >= plain.len() {
        return Ok(());
    }
    let mut name: OsString = file.as_os_str().to_owned();
    name.push(".");
    name.push(kind);
    let name = PathBuf::from(name);
    fs::write(&name, packed).with_context(|| format!("cannot write {}", name.display()))
}

/// Brotli at its best, with a window that every browser takes.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    writer.write_all(content)?;
    drop(writer);
    Ok(packed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn what_is_packed_comes_back_as_it_was() {
        let text = b"member, ".repeat(200);
        let mut back = Vec::new();
        brotli::Decompressor::new(&brotli(&text).unwrap()[..], 4096).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
        back.clear();
        flate2::read::GzDecoder::new(&gzip(&text).unwrap()[..]).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn text_and_webassembly_gain_and_pictures_do_not() {
        assert!(compressible(Path::new("a/app-1.wasm")) && compressible(Path::new("sw.js")));
        assert!(!compressible(Path::new("icon.png")) && !compressible(Path::new("a.js.br")));
    }
}
