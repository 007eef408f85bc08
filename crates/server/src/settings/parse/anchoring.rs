//! What anchors are signed with, and where they are handed on to.

use super::{Problem, Raw, Reader};
use crate::settings::Anchoring;
use std::path::PathBuf;

pub fn anchoring(raw: &Raw) -> Result<Anchoring, Vec<Problem>> {
    let mut reader = Reader { raw, problems: Vec::new() };
    let anchoring = anchors(&mut reader);
    if reader.problems.is_empty() { Ok(anchoring) } else { Err(reader.problems) }
}

/// Characters of a key at least: 128 bits where it is hexadecimal.
const KEY: usize = 32;

pub(super) fn anchors(reader: &mut Reader<'_>) -> Anchoring {
    let key = reader.read(
        "anchor_key",
        "at least 32 characters that nobody guesses, such as `openssl rand -hex 32` gives",
        |key| (key.len() >= KEY).then(|| key.to_owned()),
    );
    let url = reader.read("anchor_url", "a URL with https:// or http://", |url| {
        (url.starts_with("https://") || url.starts_with("http://")).then(|| url.to_owned())
    });
    Anchoring { key, file: reader.raw.one("anchor_file").map(PathBuf::from), url }
}
