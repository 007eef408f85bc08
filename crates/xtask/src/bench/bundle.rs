//! What the app's WebAssembly is made of: bytes of code by crate, by the names of its functions.

use crate::{app, place, proc::say};
use anyhow::{Context as _, Result};
use std::{collections::BTreeMap, fs};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// A function of the module: its demangled name and the bytes of its code.
struct Function {
    name: String,
    size: usize,
}

pub fn explain() -> Result<()> {
    files()?;
    say("Optimising the app once more with names, to see what it is made of");
    let module = named()?;
    let mut functions = functions(&module)?;
    let code: usize = functions.iter().map(|function| function.size).sum();
    let share = |size: usize| format!("{}.{} %", size * 100 / code.max(1), size * 1000 / code.max(1) % 10);
    println!("\nThe first file: {code} bytes of code, {} of data", data(&module)?);
    for (name, size) in by_crate(&functions).iter().take(20) {
        println!("{size:>9}{:>9}  {name}", share(*size));
    }
    functions.sort_by_key(|function| std::cmp::Reverse(function.size));
    println!("\nThe biggest functions");
    for Function { name, size } in functions.iter().take(15) {
        println!("{size:>9}{:>9}  {}", share(*size), name.chars().take(100).collect::<String>());
    }
    Ok(())
}

/// What travels, packed.
fn files() -> Result<()> {
    println!("\nWhat travels (brotli)");
    for file in app::files(&place::dist())?.iter().filter(|file| file.extension().is_some_and(|kind| kind == "br")) {
        let plain = file.with_extension("");
        println!(
            "{:<36}{:>9} of {:>9} bytes",
            plain.file_name().unwrap_or_default().to_string_lossy(),
            fs::metadata(file)?.len(),
            fs::metadata(&plain)?.len()
        );
    }
    Ok(())
}

/// The first file, optimised as it travels, but with names.
fn named() -> Result<Vec<u8>> {
    let named = place::results().join("named.wasm");
    app::optimise(&app::with_names(), &named, &["--debuginfo"])?;
    fs::read(&named).with_context(|| format!("cannot read {}", named.display()))
}

fn functions(module: &[u8]) -> Result<Vec<Function>> {
    let mut imported = 0;
    let mut sizes = Vec::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(length(&body.range())),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(parts) = section.as_known() {
                    for part in parts {
                        read_names(part?, &mut names)?;
                    }
                }
            }
            _ => {}
        }
    }
    anyhow::ensure!(!names.is_empty(), "the module has no names");
    let named = (imported..).zip(sizes).map(|(index, size)| {
        let name = names.remove(&index).unwrap_or_else(|| "(no name)".to_owned());
        Function { name, size }
    });
    Ok(named.collect())
}

fn read_names(part: Name<'_>, names: &mut BTreeMap<u32, String>) -> Result<()> {
    if let Name::Function(map) = part {
        for naming in map {
            let naming = naming?;
            names.insert(naming.index, format!("{:#}", rustc_demangle::demangle(naming.name)));
        }
    }
    Ok(())
}

/// The biggest first.
fn by_crate(functions: &[Function]) -> Vec<(String, usize)> {
    let mut crates: BTreeMap<String, usize> = BTreeMap::new();
    for Function { name, size } in functions {
        *crates.entry(crate_of(name)).or_default() += size;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    crates
}

fn data(module: &[u8]) -> Result<usize> {
    let mut sum = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::DataSection(section) = payload? {
            sum += length(&section.range());
        }
    }
    Ok(sum)
}

fn length(range: &std::ops::Range<u64>) -> usize {
    usize::try_from(range.end - range.start).unwrap_or(usize::MAX)
}

/// The crate that a function's name begins with.
fn crate_of(name: &str) -> String {
    let start =
        name.trim_start_matches(['<', '&', '(', '[', '*', ' ']).trim_start_matches("dyn ").trim_start_matches("mut ");
    let end = start.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(start.len());
    if start[end..].starts_with("::") { start[..end].to_owned() } else { "(other)".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::crate_of;

    #[test]
    fn a_function_belongs_to_the_crate_that_its_name_begins_with() {
        assert_eq!(crate_of("core::fmt::Formatter::pad"), "core");
        assert_eq!(crate_of("<alloc::string::String as core::fmt::Write>::write_str"), "alloc");
        assert_eq!(crate_of("__wbindgen_malloc"), "(other)");
    }
}
