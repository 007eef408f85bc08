//! What a brand sets: its colours and its seal.

use shuke_rules::policy::{Brand, Look};

/// The custom properties of a brand, for a `<style>` in the page. A colour that is not `#rrggbb` is left out, so that
/// nothing but colours can get in.
pub fn brand_style(look: &Look) -> String {
    let mut style = String::from(":root{");
    let pairs = [
        ("--brand-accent", "--brand-accent-ink", &look.accent),
        ("--brand-accent-dark", "--brand-accent-ink-dark", &look.accent_dark),
    ];
    for (accent, ink, colour) in pairs {
        if let Some(channels) = channels(colour) {
            style.extend([accent, ":", colour, ";", ink, ":", &ink_on(channels), ";"]);
        }
    }
    style.push('}');
    style
}

/// Red, green and blue of `#rrggbb`.
pub fn channels(colour: &str) -> Option<[u32; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| u32::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// What is read on a colour of the brand; black for what is no colour.
pub fn ink_of(colour: &str) -> String {
    channels(colour).map_or_else(|| "#000".to_owned(), ink_on)
}

/// White on a dark accent, the accent's own shadow on a light one.
fn ink_on([red, green, blue]: [u32; 3]) -> String {
    let brightness = (299 * red + 587 * green + 114 * blue) / 1000;
    if brightness < 128 { "#fff".to_owned() } else { format!("#{:02x}{:02x}{:02x}", red / 7, green / 7, blue / 7) }
}

/// The brand's one or two characters on its seal.
pub fn seal(brand: &Brand) -> String {
    let name = if brand.name.zh.is_empty() { &brand.name.en } else { &brand.name.zh };
    name.chars().take(2).collect()
}
