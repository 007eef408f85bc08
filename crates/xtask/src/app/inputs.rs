//! What the app is made of, as one digest: the same digest, the same `./dist`.

use crate::{place, setup::Toolchain};
use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Everything that can change a byte of `./dist`, from the root of the checkout.
const PARTS: [&str; 17] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "src",
    "style",
    "public",
    "crates/contract",
    "crates/decoder",
    "crates/face",
    "crates/json",
    "crates/json-derive",
    "crates/rules",
    "crates/wasm-streams",
    "crates/xtask/src/app",
    "crates/xtask/src/setup/wasm.rs",
    "crates/xtask/tools/package-lock.json",
];

pub fn of_the_app(toolchain: &Toolchain, dev: bool) -> Result<String> {
    let root = place::root();
    let mut all = Sha256::new();
    all.update(format!("{}\n{dev}\n", toolchain.identity()));
    for part in PARTS {
        for file in files(&root.join(part))? {
            let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let name = file.strip_prefix(&root).unwrap_or(&file);
            all.update(format!("{}\n{}\n", name.display(), digest(&content)));
        }
    }
    Ok(hex(&all.finalize()))
}

/// All files at or below a path, in a steady order. None if there is no such path.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(if path.exists() { vec![path.to_owned()] } else { Vec::new() });
    }
    let mut entries = fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>())
        .with_context(|| format!("cannot list {}", path.display()))?;
    entries.sort();
    let mut all = Vec::new();
    for entry in entries {
        all.extend(files(&entry)?);
    }
    Ok(all)
}

/// SHA-256 in hexadecimal digits.
pub fn digest(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_sha_256_that_others_compute() {
        assert_eq!(digest(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn files_are_listed_in_a_steady_order_and_a_missing_folder_holds_none() {
        let listed = files(&place::root().join("crates/xtask/src/app")).unwrap();
        assert!(listed.is_sorted() && listed.len() >= 3);
        assert!(files(Path::new("/nowhere/at/all")).unwrap().is_empty());
    }
}
