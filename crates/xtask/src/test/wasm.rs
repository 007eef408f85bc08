//! The app's WebAssembly uses nothing that the oldest supported browsers lack.
//!
//! Chrome 107 and Safari 15.4 know all of these. Tail calls, exceptions, threads, SIMD (iOS 16.4), garbage collection and
//! memories of 64 bits are not among them, and a module that has any is refused here as it would be there.

use super::count::Tally;
use crate::{app, place};
use anyhow::{Context as _, Result};
use std::fs;
use wasmparser::{Validator, WasmFeatures};

fn known_to_old_browsers() -> WasmFeatures {
    WasmFeatures::WASM1
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::REFERENCE_TYPES
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::SIGN_EXTENSION
}

pub fn check() -> Result<Tally> {
    let modules: Vec<_> = app::files(&place::dist())?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|kind| kind == "wasm"))
        .collect();
    anyhow::ensure!(!modules.is_empty(), "./dist has no WebAssembly module");
    let mut findings = Vec::new();
    for file in modules {
        let module = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        findings.extend(refusal(&module).map(|why| format!("{}: {why}", file.display())));
    }
    Ok(Tally::of("old browsers", &findings))
}

fn refusal(module: &[u8]) -> Option<String> {
    Validator::new_with_features(known_to_old_browsers()).validate_all(module).err().map(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::refusal;

    /// A module of one function with these bytes as its body.
    fn module(body: &[u8]) -> Vec<u8> {
        let length = |bytes: usize| u8::try_from(bytes).unwrap();
        let head = [0, b'a', b's', b'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10];
        let mut all = head.to_vec();
        all.extend([length(body.len() + 4), 1, length(body.len() + 2), 0]);
        all.extend(body);
        all.push(0x0b);
        all
    }

    #[test]
    fn sign_extension_is_known_and_simd_and_tail_calls_are_not() {
        assert_eq!(refusal(&module(&[0x41, 0, 0xc0, 0x1a])), None); // i32.const 0, i32.extend8_s, drop
        assert!(refusal(&module(&[0x41, 0, 0xfd, 0x0f, 0x1a])).is_some()); // i8x16.splat
        assert!(refusal(&module(&[0x12, 0])).is_some()); // return_call 0
    }

    #[test]
    fn the_probe_of_the_page_is_such_a_module() {
        let page = std::fs::read_to_string(crate::place::root().join("index.html")).unwrap();
        let text = page.split("atob(\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(refusal(&base64(text)), None);
    }

    fn base64(text: &str) -> Vec<u8> {
        let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut bits = 0_u32;
        let mut bytes = Vec::new();
        for (n, digit) in text.bytes().filter(|byte| *byte != b'=').enumerate() {
            let value = digits.iter().position(|known| *known == digit).unwrap();
            bits = (bits << 6) | u32::try_from(value).unwrap();
            if n % 4 != 0 {
                bytes.push((bits >> (6 - 2 * (n % 4))).to_le_bytes()[0]);
            }
        }
        bytes
    }
}
