//! A QR code of digits.

use crate::{Markup, html};
use core::fmt::Write as _;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Modules of white on each side.
const QUIET: i32 = 4;

/// The dark modules as path data, and the side of the symbol with its white; `None` for what is no number.
fn path(digits: &str) -> Option<(String, i32)> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let segment = QrSegment::make_numeric(digits);
    let (least, most) = (Version::new(1), Version::new(4));
    let code = QrCode::encode_segments_advanced(&[segment], QrCodeEcc::Quartile, least, most, None, false).ok()?;
    let mut data = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a string does not fail.
            let _ = write!(data, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Some((data, code.size() + 2 * QUIET))
}

/// The symbol on paper of its own, which browsers leave as it is when they darken a page or force colours on it; without modules for
/// what is no number.
pub fn qr(digits: &str, label: &str) -> Markup {
    let (data, side) = path(digits).unwrap_or_default();
    html! {
        svg.code-qr viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" role="img" aria-label=(label) {
            path fill="#fff" d={ "M0 0h" (side) "v" (side) "H0z" } {}
            path d=(data) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_digits_fit_the_smallest_symbol() {
        let (data, side) = path("88690123456780123456").unwrap();
        assert_eq!(side, 21 + 8);
        // The upper left finder pattern: seven dark modules in its first row.
        assert!(
            data.starts_with("M4 4h1v1h-1zM5 4h1v1h-1zM6 4h1v1h-1zM7 4h1v1h-1zM8 4h1v1h-1zM9 4h1v1h-1zM10 4h1v1h-1z")
        );
    }

    #[test]
    fn only_digits_are_drawn() {
        assert_eq!(path("12x"), None);
        assert_eq!(path(""), None);
    }
}
