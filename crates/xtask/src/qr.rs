//! A QR code for the terminal: two modules in each letter, dark on light whatever the terminal's colours are.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// None if the text is too long for a QR code.
pub fn draw(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = code.size();
    let mut lines = String::new();
    for y in (-2..size + 2).step_by(2) {
        lines.push_str("  \u{1b}[30;107m");
        for x in -2..size + 2 {
            lines.push(match (code.get_module(x, y), code.get_module(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        let _ = writeln!(lines, "\u{1b}[0m");
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_with_a_quiet_zone_around_it() {
        let drawn = draw("http://127.0.0.1:8080/s/a").unwrap();
        let blank = drawn.lines().next().unwrap().chars().filter(|c| *c == ' ').count();
        assert!(blank > 20, "the first line is the quiet zone");
    }
}
