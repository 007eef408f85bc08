//! Holds a path against the pattern of a page.

use shuke_rules::typed::unescaped;

pub fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// What `path` names where `pattern` has its braces (empty where it has none); `None` if it is no such path.
pub fn fits(pattern: &str, path: &str) -> Option<String> {
    if !path.starts_with('/') {
        return None;
    }
    let (mut wanted, mut given) = (segments(pattern), segments(path));
    let mut id = String::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(id),
            (Some(wanted), Some(given)) if wanted.starts_with('{') => id = unescaped(given)?,
            (Some(wanted), Some(given)) if wanted == unescaped(given)? => (),
            _ => return None,
        }
    }
}
