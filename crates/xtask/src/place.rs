//! Where things are: the checkout, the cache of tools, the build directory.
//!
//! Tools and build output live in the home directory's cache, so that a fresh checkout finds them again.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The root of this checkout. Cargo tells it at run time: a binary out of a shared build
/// directory must not believe in the checkout that it was compiled in.
pub fn root() -> PathBuf {
    let crate_dir = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
    let crate_dir = PathBuf::from(crate_dir);
    crate_dir.ancestors().nth(2).map_or_else(|| crate_dir.clone(), Path::to_owned)
}

/// `~/.cache/shuke`, or what `XDG_CACHE_HOME` says.
pub fn cache() -> PathBuf {
    let home = || env::var_os("HOME").map_or_else(env::temp_dir, PathBuf::from);
    env::var_os("XDG_CACHE_HOME")
        .filter(|path| !path.is_empty())
        .map_or_else(|| home().join(".cache"), PathBuf::from)
        .join("shuke")
}

pub fn tools() -> PathBuf {
    cache().join("tools")
}

/// Where native builds go: `CARGO_TARGET_DIR`, or a folder of the cache.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .filter(|path| !path.is_empty())
        .map_or_else(|| cache().join("target"), |path| root().join(path))
}

/// Where the app is built. Not `target()`: the app may be built by another compiler, at the same time.
pub fn app_target() -> PathBuf {
    target().join("app")
}

/// Results for people and later steps: figures, pictures, stages. Inside the checkout, ignored by git.
pub fn results() -> PathBuf {
    root().join("target")
}

pub fn dist() -> PathBuf {
    root().join("dist")
}
