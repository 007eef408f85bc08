//! Versions that are written in two places say the same in both.

use super::count::Tally;
use crate::{cargo, place};
use anyhow::{Context as _, Result};
use std::fs;

pub fn check() -> Result<Tally> {
    let path = place::root().join("Trunk.toml");
    let trunk = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let locked = cargo::locked("wasm-bindgen")?;
    let pinned = value(&trunk, "wasm_bindgen");
    let findings = if pinned == Some(locked.as_str()) {
        Vec::new()
    } else {
        vec![format!("Trunk.toml pins wasm-bindgen {pinned:?}, Cargo.lock has {locked}")]
    };
    Ok(Tally::of("pins", &findings))
}

fn value<'a>(toml: &'a str, key: &str) -> Option<&'a str> {
    let line = toml.lines().find_map(|line| line.strip_prefix(key)?.trim().strip_prefix('='))?;
    line.trim().strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_pin_is_read_without_its_quotes() {
        assert_eq!(super::value("[tools]\nwasm_bindgen = \"0.2.1\"\n", "wasm_bindgen"), Some("0.2.1"));
    }
}
