//! Short names for what the module asks of its script. wasm-bindgen names each function with sixteen digits of a hash, which nothing can
//! pack, in the module and in the script: 5 kB of every first visit for two hundred of them.

use super::split::FEATURES;
use crate::{proc, setup::npm_program};
use anyhow::{Context as _, Result, ensure};
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
};

/// What stands for the script's own name in the module and in the script.
pub const MODULE: &str = "w";

/// Renames in both alike. `module` is wasm-bindgen's, not yet optimised; `script` not yet minified.
pub fn shorten(module: &Path, script: &Path) -> Result<()> {
    let text = proc::output(npm_program("wasm-dis").args(FEATURES).arg(module))?;
    let code = fs::read_to_string(script).with_context(|| format!("cannot read {}", script.display()))?;
    let (text, code) = renamed(&text, &code)?;
    let readable = module.with_extension("wat");
    fs::write(&readable, text)?;
    fs::write(script, code)?;
    proc::output(npm_program("wasm-as").args(FEATURES).arg("--debuginfo").arg(&readable).arg("-o").arg(module))?;
    fs::remove_file(&readable).context("cannot tidy up")
}

fn renamed(text: &str, code: &str) -> Result<(String, String)> {
    let mut names = BTreeMap::new();
    let mut modules = HashSet::new();
    let mut lines = Vec::new();
    for line in text.lines() {
        let Some((module, name, rest)) = import(line) else {
            lines.push(line.to_owned());
            continue;
        };
        let next = short(names.len());
        let new = names.entry(name).or_insert(next);
        modules.insert(module);
        lines.push(format!(" (import \"{MODULE}\" \"{new}\"{rest}"));
    }
    ensure!(!names.is_empty(), "the module asks nothing of its script");
    let mut found = BTreeMap::new();
    let mut code = words(code, |word| {
        let new = names.get(word)?;
        *found.entry(word.to_owned()).or_insert(0) += 1;
        Some(new.clone())
    });
    ensure!(found.len() == names.len(), "{} of {} names are in the script", found.len(), names.len());
    if let Some((name, times)) = found.iter().find(|(_, times)| **times > 1) {
        anyhow::bail!("{name} stands in the script {times} times: it is more than an import");
    }
    for module in modules {
        ensure!(code.contains(module), "the script does not know {module}");
        code = code.replace(&format!("\"{module}\""), &format!("\"{MODULE}\""));
    }
    Ok((lines.join("\n"), code))
}

/// Module, name and the rest of a line that imports a function of the script.
fn import(line: &str) -> Option<(&str, &str, &str)> {
    let (module, rest) = line.strip_prefix(" (import \"")?.split_once("\" \"")?;
    let (name, rest) = rest.split_once('"')?;
    (module.ends_with("_bg.js") && name.starts_with("__wb")).then_some((module, name, rest))
}

/// `a0`, `b0` … `z0`, `a1` …
fn short(number: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    format!("{letter}{}", number / 26)
}

/// The text with every word that `new` has another for.
fn words(text: &str, mut new: impl FnMut(&str) -> Option<String>) -> String {
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    while !rest.is_empty() {
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        all.push_str(&new(word).unwrap_or_else(|| word.to_owned()));
        let between = after.find(is_part).unwrap_or(after.len());
        all.push_str(&after[..between]);
        rest = &after[between..];
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn module_and_script_agree_on_the_new_names_and_nothing_else_changes() {
        let text = "(module\n (import \"./app_bg.js\" \"__wbg_abort_f8\" (func $a))\n (import \"./app_bg.js\" \"__wbg_abort_f8_1\" (func $b))\n \
            (import \"env\" \"memory\" (memory $0 1))\n)";
        let code = "const it = { \"./app_bg.js\": { __wbg_abort_f8: f, __wbg_abort_f8_1: g } }; const __wbg_abort = 1;";
        let (text, code) = renamed(text, code).unwrap();
        assert!(
            text.contains("(import \"w\" \"a0\" (func $a))") && text.contains("(import \"w\" \"b0\" (func $b))"),
            "{text}"
        );
        assert!(text.contains("(import \"env\" \"memory\""));
        assert_eq!(code, "const it = { \"w\": { a0: f, b0: g } }; const __wbg_abort = 1;");
    }

    #[test]
    fn a_script_that_lacks_a_name_is_refused() {
        let text = " (import \"./app_bg.js\" \"__wbg_abort_f8\" (func $a))";
        assert!(renamed(text, "\"./app_bg.js\"").is_err());
        assert!(renamed(text, "\"./app_bg.js\": { __wbg_abort_f8: f }; wasm.__wbg_abort_f8()").is_err());
        assert!(renamed("(module)", "").is_err());
    }

    #[test]
    fn short_names_are_all_different() {
        assert_eq!([0, 25, 26, 700].map(short), ["a0", "z0", "a1", "y26"]);
    }
}
