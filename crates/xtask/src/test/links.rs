//! Links of the documents: every relative one leads to a file, every anchor to a heading.
//!
//! Links to other sites are not followed: a test must not fail for somebody else's server.

use super::count::Tally;
use crate::{app, place};
use anyhow::{Context as _, Result};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold other people's documents, or none.
const NOT_OURS: [&str; 6] = [".git", "target", "node_modules", "dist", "data", "public"];

pub fn check() -> Result<Tally> {
    let root = place::root();
    let mut findings = Vec::new();
    for document in documents(&root)? {
        let text = fs::read_to_string(&document).with_context(|| format!("cannot read {}", document.display()))?;
        for link in links(&text) {
            if let Some(reason) = dead(&document, &link) {
                let name = document.strip_prefix(&root).unwrap_or(&document);
                findings.push(format!("{}: ({link}) {reason}", name.display()));
            }
        }
    }
    Ok(Tally::of("links", &findings))
}

fn documents(root: &Path) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(root).with_context(|| format!("cannot list {}", root.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if NOT_OURS.iter().any(|known| name == *known) {
            continue;
        }
        let files = if entry.path().is_dir() { documents(&entry.path())? } else { app::files(&entry.path())? };
        all.extend(files.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "md")));
    }
    all.sort();
    Ok(all)
}

/// Why a link leads nowhere, if it does.
fn dead(document: &Path, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() { document.to_owned() } else { document.parent()?.join(path) };
    if !target.exists() {
        return Some("there is no such file".into());
    }
    if anchor.is_empty() || target.extension().is_none_or(|kind| kind != "md") {
        return None;
    }
    let text = fs::read_to_string(&target).ok()?;
    (!anchors(&text).contains(anchor)).then(|| "there is no such heading".into())
}

/// The targets of `[…](target)` and `[…]: target`, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(text) {
        let line = line.split('`').step_by(2).collect::<String>();
        if let Some((_, target)) = line.strip_prefix('[').and_then(|rest| rest.split_once("]: ")) {
            found.push(target.trim().to_owned());
        }
        found.extend(line.split("](").skip(1).filter_map(|rest| {
            let target = rest.split_once(')')?.0.split_whitespace().next()?;
            Some(target.to_owned())
        }));
    }
    found
}

/// The anchors that GitHub makes of headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for line in prose(text).filter(|line| line.starts_with('#')) {
        let slug = slug(line.trim_start_matches('#').trim());
        let again = (1..).map(|n| format!("{slug}-{n}"));
        if let Some(free) = std::iter::once(slug.clone()).chain(again).find(|name| !all.contains(name)) {
            all.insert(free);
        }
    }
    all
}

fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

/// Lines that are no code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !fence && !code
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_prose_and_not_in_code() {
        let text = "See [a](a.md) and [b](b.md#c \"title\").\n```\n[no](no.md)\n```\nNot `[x](x.md)`.\n[r]: r.md\n";
        assert_eq!(links(text), ["a.md", "b.md#c", "r.md"]);
    }

    #[test]
    fn anchors_are_made_as_github_makes_them() {
        let all = anchors("# Set-up: `two` commands\n## 会员\n## 会员\n```\n# no\n```\n");
        assert_eq!(all.into_iter().collect::<Vec<_>>(), ["set-up-two-commands", "会员", "会员-1"]);
    }

    #[test]
    fn a_link_to_a_missing_file_or_heading_is_dead_and_one_to_another_site_is_not_looked_at() {
        let folder = std::env::temp_dir().join(format!("shuke-links-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let document = folder.join("a.md");
        fs::write(&document, "# One\n").unwrap();
        assert_eq!(dead(&document, "#one"), None);
        assert_eq!(dead(&document, "a.md#one"), None);
        assert_eq!(dead(&document, "https://example.com/nothing"), None);
        assert!(dead(&document, "b.md").is_some() && dead(&document, "#two").is_some());
        fs::remove_dir_all(folder).unwrap();
    }
}
