//! Contrast of colours, as WCAG 2 defines it. Owns the grounds that a brand's accents stand on.

use super::value::{Refusal, refuse};

/// The grounds of `style/tokens.css`, light mode.
pub const LIGHT_GROUNDS: [&str; 2] = ["#f8f6f1", "#fffefb"];
/// The grounds of `style/tokens.css`, dark mode.
pub const DARK_GROUNDS: [&str; 2] = ["#161512", "#211f1b"];

/// What text needs on its ground.
const LEAST: f64 = 4.5;

/// Why `accent` cannot be read on one of `grounds`; `None` if it can, or is no colour.
pub fn illegible(accent: &str, grounds: &[&str]) -> Option<Refusal> {
    let (ground, ratio) = grounds
        .iter()
        .filter_map(|ground| Some((ground, contrast(accent, ground)?)))
        .min_by(|(_, a), (_, b)| a.total_cmp(b))?;
    if ratio >= LEAST {
        return None;
    }
    let way = if luminance(ground)? > 0.5 { "darker" } else { "lighter" };
    // Rounded down: 4.49 is not 4.5.
    let shown = (ratio * 100.0).floor() / 100.0;
    let message = format!("contrast of {accent} with the ground {ground} is {shown}:1; text needs {LEAST}:1");
    Some(refuse(message, format!("choose a {way} colour")))
}

fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

fn luminance(colour: &str) -> Option<f64> {
    let hex = colour.strip_prefix('#').filter(|hex| hex.len() == 6)?;
    let part = |at: usize| {
        let part = f64::from(u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(contrast("#000000", "#ffffff"), Some(21.0));
        // A well-known pair: the lightest grey that passes on white.
        assert!(contrast("#767676", "#ffffff").is_some_and(|ratio| (4.54..4.55).contains(&ratio)));
        assert!(contrast("#777777", "#ffffff").is_some_and(|ratio| ratio < LEAST));
    }
}
