//! Where things are: the checkout, the server's binary, the built app, axe.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let tests = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    tests.parent().map_or_else(|| tests.clone(), Path::to_owned)
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The binary `shuke`: `SHUKE_SERVER`, or the debug build beside this program.
pub fn server() -> PathBuf {
    named("SHUKE_SERVER").unwrap_or_else(|| {
        let here = env::current_exe().unwrap_or_default();
        let debug = here.ancestors().find(|folder| folder.join("shuke").is_file());
        debug.map_or_else(|| root().join("target/debug/shuke"), |folder| folder.join("shuke"))
    })
}

/// The built app: `SHUKE_DIST`, or `dist`.
pub fn dist() -> PathBuf {
    named("SHUKE_DIST").unwrap_or_else(|| root().join("dist"))
}

/// axe-core: `SHUKE_AXE`, or where `cargo xtask setup` installs the npm tools.
pub fn axe() -> PathBuf {
    named("SHUKE_AXE").unwrap_or_else(|| {
        let cache = named("XDG_CACHE_HOME").or_else(|| Some(named("HOME")?.join(".cache"))).unwrap_or_default();
        cache.join("shuke/tools/npm/node_modules/axe-core/axe.min.js")
    })
}

/// Pictures and pages of what failed.
pub fn failures() -> PathBuf {
    root().join("target/browser-failures")
}

/// A new directory that nobody else has.
pub fn fresh(what: &str) -> PathBuf {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("shuke-{what}-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
    folder
}
