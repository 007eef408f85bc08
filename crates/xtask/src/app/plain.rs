//! The art kit for brands without one of their own: the same drawings in warm greys, with one quiet red.

use anyhow::{Context as _, Result};
use std::{fs, path::Path};

/// Whose drawings they are.
const OF: &str = "leaf";
/// Beginnings of the names of what any brand can use: no goods, no tiers, nothing of one board.
const ANYBODYS: [&str; 10] = [
    "hero",
    "scene-",
    "sign-",
    "stamp",
    "pattern",
    "card-check-in",
    "card-event",
    "card-invite",
    "card-welcome",
    "tier-any",
];

pub fn draw(stage: &Path) -> Result<()> {
    let (from, to) = (stage.join("art").join(OF), stage.join("art/plain"));
    fs::create_dir_all(&to)?;
    for file in fs::read_dir(&from).with_context(|| format!("no drawings in {}", from.display()))? {
        let file = file?;
        let name = file.file_name();
        if ANYBODYS.iter().any(|start| name.to_string_lossy().starts_with(start)) {
            fs::write(to.join(&name), greyed(&fs::read_to_string(file.path())?))?;
        }
    }
    Ok(())
}

/// With every `#rrggbb` and `#rgb` as a grey of the same brightness.
fn greyed(drawing: &str) -> String {
    let mut greyed = String::with_capacity(drawing.len());
    let mut rest = drawing;
    while let Some(start) = rest.find('#') {
        let digits: String = rest[start + 1..].chars().take_while(char::is_ascii_hexdigit).collect();
        greyed.push_str(&rest[..start]);
        greyed.push_str(&grey(&digits).unwrap_or_else(|| format!("#{digits}")));
        rest = &rest[start + 1 + digits.len()..];
    }
    greyed + rest
}

fn grey(digits: &str) -> Option<String> {
    let channel = |at: usize| match digits.len() {
        6 => u32::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok(),
        3 => Some(u32::from_str_radix(digits.get(at..=at)?, 16).ok()? * 17),
        _ => None,
    };
    let (red, green, blue) = (channel(0)?, channel(1)?, channel(2)?);
    if red > 128 && green < 64 && blue < 64 {
        return Some("#8a4b42".to_owned());
    }
    let bright = (299 * red + 587 * green + 114 * blue) / 1000;
    // Paper is warm: the middle greys more than black and white.
    let warm = bright.min(255 - bright) / 20;
    Some(format!("#{:02x}{bright:02x}{:02x}", bright + warm / 2, bright - warm))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_greys_and_nothing_else_changes() {
        let drawn = greyed("<path fill=\"#2f6b3a\" stroke=\"#fff\" clip-path=\"url(#clip)\"/><use href=\"#add\"/>");
        assert!(drawn.contains("stroke=\"#ffffff\"") && drawn.contains("url(#clip)"), "{drawn}");
        assert!(!drawn.contains("#2f6b3a"), "{drawn}");
        assert_eq!(grey("a82f25").as_deref(), Some("#8a4b42"));
        assert_eq!((grey("000000").as_deref(), grey("12345")), (Some("#000000"), None));
    }
}
