//! What the script says of halves of modules, and of marks.

use super::BRING;
use crate::app::split::LINK;
use anyhow::{Result, ensure};

/// What marks of the first module and of what parts share are called.
pub const MARKS: [&str; 2] = ["$ran0", "$ran1"];
/// Where what a module asks of its script begins, and where the module is there.
const ASKED: &str = "    const import0 = {\n        __proto__: null,\n";
const THERE: &str = "    const { instance, module } = await __wbg_load(await module_or_path, imports);\n";
const REST: &str = include_str!("rest.js");

/// How files of the app come. `rest`: the number of the one with the second half of the first module.
pub fn loader(release: &str, rest: Option<usize>) -> String {
    REST.replace("RELEASE", release).replace("FIRST_REST", &rest.unwrap_or_default().to_string())
}

/// wasm-bindgen's script and the cut's, for modules in two halves. `shared`: what brings what parts share, whose second half is file `rest`.
pub fn join(script: &str, link: &str, shared: &str, rest: usize) -> Result<(String, String)> {
    let script = once(script, ASKED, &format!("{ASKED}        {BRING}: bring,\n"))?;
    let script = once(&script, THERE, &format!("{THERE}    await begin(instance.exports);\n"))?;
    let link = once(link, shared, &shared.replace(')', &format!(", {rest})")))?;
    Ok((format!("import {{ begin, bring }} from \"./{LINK}\";\n{script}"), link))
}

/// wasm-bindgen's script and the cut's, for modules that say what runs.
pub fn marks(script: &str, link: &str) -> Result<(String, String)> {
    let [first, shared] = MARKS;
    let mark = |module: u32| format!("(number) => window.shukeRan?.({module}, number)");
    let script = once(script, ASKED, &format!("{ASKED}        {first}: {},\n", mark(0)))?;
    let given = "    return sharedImports;\n";
    let link = once(link, given, &format!("    sharedImports.__first.{shared} = {};\n{given}", mark(1)))?;
    Ok((script, link))
}

fn once(text: &str, old: &str, new: &str) -> Result<String> {
    ensure!(text.matches(old).count() == 1, "a script is another than we know: {old} is not there once");
    Ok(text.replace(old, new))
}
