//! One file of what several parts need. The cut makes one for each combination of parts, dozens of some kB: each a request of its own that
//! waits for its turn, and nothing in it packs well. They are merged into one module before it is optimised.

use super::split::FEATURES;
use crate::{proc, setup::npm_program};
use anyhow::{Context as _, Result, ensure};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The file, and what the script calls it.
pub const NAME: &str = "common";
/// Where the pieces find what the first file shares: memory, table, globals.
const SHARED: &str = "__wasm_split";
/// The same in the merged module: what is of that name already is the merged one's own.
pub const FIRST: &str = "__first";

/// Merges modules that ask for nothing but what the first file shares.
pub fn merge(work: &Path, pieces: &[&PathBuf]) -> Result<PathBuf> {
    let merged = work.join(format!("{NAME}.wasm"));
    let stub = work.join("shared.wasm");
    let mut imports = BTreeMap::new();
    for piece in pieces {
        let text = proc::output(npm_program("wasm-dis").args(FEATURES).arg(piece))?;
        imports.extend(text.lines().filter_map(import));
    }
    let readable = stub.with_extension("wat");
    fs::write(&readable, written(&imports)?)?;
    proc::output(npm_program("wasm-as").args(FEATURES).arg(&readable).arg("-o").arg(&stub))?;
    let mut merge = npm_program("wasm-merge");
    merge
        .args(FEATURES)
        .args(["--enable-multimemory", "--rename-export-conflicts", "--debuginfo"])
        .arg(&stub)
        .arg(SHARED);
    for (number, piece) in pieces.iter().enumerate() {
        merge.arg(piece).arg(format!("piece{number}"));
    }
    proc::output(merge.arg("-o").arg(&merged))?;
    Ok(merged)
}

/// Name and what is imported of a line ` (import "__wasm_split" "memory" (memory $m 17))`, without what the module calls it.
fn import(line: &str) -> Option<(String, String)> {
    let rest = line.trim_start().strip_prefix("(import \"")?.strip_prefix(SHARED)?.strip_prefix("\" \"")?;
    let (name, rest) = rest.split_once("\" (")?;
    let what = rest.trim_end().strip_suffix("))")?;
    let (kind, rest) = what.split_once(' ')?;
    let rest = if rest.starts_with('$') { rest.split_once(' ').map_or("", |(_, rest)| rest) } else { rest };
    Some((name.to_owned(), format!("{kind} {rest}")))
}

/// A module that gives on what the first file shares.
fn written(imports: &BTreeMap<String, String>) -> Result<String> {
    let (mut given, mut taken) = (Vec::new(), Vec::new());
    for (number, (name, what)) in imports.iter().enumerate() {
        let (kind, rest) = what.split_once(' ').context("an import of no kind")?;
        given.push(format!("(import \"{FIRST}\" \"{name}\" ({kind} $i{number} {rest}))"));
        taken.push(format!("(export \"{name}\" ({kind} $i{number}))"));
    }
    Ok(format!("(module\n{}\n{}\n)", given.join("\n"), taken.join("\n")))
}

/// The cut's script with one loader of what is common in place of one for each piece.
pub fn of_all(script: &str) -> Result<String> {
    const END: &str = ", []);\n";
    let (mut text, mut rest) = (String::new(), script);
    while let Some((before, after)) = rest.split_once("const __chunk_") {
        let (loader, after) = after.split_once(END).context("a piece needs others")?;
        text.push_str(without_last_comment(before));
        if !text.contains(COMMON) {
            text.extend([COMMON, &of_common(loader)?, END]);
        }
        rest = after;
    }
    let text = text + rest;
    let (mut linked, mut rest) = (String::new(), text.as_str());
    while let Some((before, after)) = rest.split_once(", [__chunk_") {
        let (_, after) = after.split_once(']').context("a list without an end")?;
        linked.extend([before, ", [", NAME, "]"]);
        rest = after;
    }
    linked.push_str(rest);
    // What is common finds what is shared under the other name, too.
    let given = "    return sharedImports;\n";
    ensure!(linked.matches(given).count() == 1, "the cut's script gives in another way than we know");
    Ok(linked.replace(given, &format!("    sharedImports.{FIRST} = sharedImports.{SHARED};\n{given}")))
}

const COMMON: &str = "const common";

/// `7 = makeLoad(… "./chunk_7.wasm" …` as what is common is loaded, from its equals sign on.
fn of_common(loader: &str) -> Result<String> {
    let (number, rest) = loader.split_once(' ').context("a piece without a number")?;
    Ok(format!(" {}", rest.replace(&format!("chunk_{number}.wasm"), &format!("{NAME}.wasm"))))
}

/// Without what says which parts need a piece.
fn without_last_comment(text: &str) -> &str {
    let comment = text.rfind("/*").filter(|_| text.ends_with("*/\n"));
    comment.and_then(|start| text.get(..start)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_is_found_in_any_module() {
        let import = |line| import(line).unwrap();
        assert_eq!(
            import(r#" (import "__wasm_split" "memory" (memory $mimport$0 17))"#),
            ("memory".into(), "memory 17".into())
        );
        let table = r#" (import "__wasm_split" "__indirect_function_table" (table $t 812 funcref))"#;
        assert_eq!(import(table), ("__indirect_function_table".into(), "table 812 funcref".into()));
        let global = r#" (import "__wasm_split" "__stack_pointer" (global $g (mut i32)))"#;
        assert_eq!(import(global).1, "global (mut i32)");
        let text = written(&[import(global)].into_iter().collect()).unwrap();
        assert!(text.contains("(import \"__first\" \"__stack_pointer\" (global $i0 (mut i32)))"), "{text}");
        assert!(text.contains("(export \"__stack_pointer\" (global $i0))"), "{text}");
    }

    #[test]
    fn every_part_waits_for_one_file_besides_its_own() {
        let fetch = |name: &str| format!("() => {{\n    fetch(\"./{name}.wasm\");\n}}\n");
        let script = format!(
            "sharedImports = {{ __wasm_split: {{  }} }};\n    return sharedImports;\n/* a, b */\nconst __chunk_1 = makeLoad({}, []);\n\
             /* b, c */\nconst __chunk_2 = makeLoad({}, []);\nexport const __wasm_split_load_a = wrapAsyncCb(makeLoad({}, [__chunk_1]));\n\
             export const __wasm_split_load_b = wrapAsyncCb(makeLoad({}, [__chunk_1, __chunk_2]));\n",
            fetch("chunk_1"),
            fetch("chunk_2"),
            fetch("split_a"),
            fetch("split_b"),
        );
        let text = of_all(&script).unwrap();
        assert_eq!(text.matches("chunk_").count(), 0, "{text}");
        assert_eq!(text.matches(", [common]").count(), 2, "{text}");
        assert_eq!(text.matches("const common = makeLoad(() =>").count(), 1, "{text}");
        assert_eq!(text.matches("./common.wasm").count(), 1, "{text}");
    }
}
