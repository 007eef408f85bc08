//! The link as a QR code. A quarter of it may be spoilt (error correction Q), and its quiet zone is a part of it.

use super::{Area, Command, Tone};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Modules of white on each side.
const QUIET: i32 = 4;
/// The largest symbol: more modules would be too small for the room that there is.
const LARGEST: u8 = 15;

/// The code in the middle of a square of paper, a run of modules a command; `None` for what is too long. Modules are whole points, so that
/// their edges are sharp.
pub fn code(link: &str, paper: Area) -> Option<Vec<Command>> {
    let segment = QrSegment::make_bytes(link.as_bytes());
    let (least, largest) = (Version::new(1), Version::new(LARGEST));
    let code = QrCode::encode_segments_advanced(&[segment], QrCodeEcc::Quartile, least, largest, None, false).ok()?;
    let (size, module) = (code.size(), paper.width / (code.size() + 2 * QUIET));
    let edge = (paper.width - size * module) / 2;
    let mut commands = vec![Command::Fill(paper, Tone::Paper)];
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let dark = (x..size).take_while(|x| code.get_module(*x, y)).fold(0, |run, _| run + 1);
            if dark > 0 {
                let (left, top) = (paper.x + edge + x * module, paper.y + edge + y * module);
                commands.push(Command::Fill(Area::new(left, top, dark * module, module), Tone::Modules));
            }
            x += dark.max(1);
        }
    }
    Some(commands)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Area = Area::new(100, 200, 400, 400);

    /// The edge of the dark modules, from the paper's.
    fn white_around(commands: &[Command]) -> (i32, i32) {
        let dark = commands.iter().filter_map(|command| match command {
            Command::Fill(area, Tone::Modules) => Some(*area),
            _ => None,
        });
        let dark: Vec<Area> = dark.collect();
        let left = dark.iter().map(|area| area.x - PAPER.x).min().unwrap();
        let right = dark.iter().map(|area| PAPER.x + PAPER.width - area.x - area.width).min().unwrap();
        (left, right)
    }

    #[test]
    fn a_code_has_four_modules_of_white_around_it() {
        let commands = code("https://card.example.com/r/8M2KQ7", PAPER).unwrap();
        assert_eq!(commands[0], Command::Fill(PAPER, Tone::Paper));
        // Version 3 (29 modules) takes 32 bytes at Q, version 4 (33) 46: modules of 9 points.
        let (left, right) = white_around(&commands);
        assert!(left >= 36 && right >= 36 && left + right + 33 * 9 == 400, "{left} {right}");
        // The upper left finder: seven modules in its first row, as one run.
        assert_eq!(commands[1], Command::Fill(Area::new(PAPER.x + left, PAPER.y + left, 63, 9), Tone::Modules));
    }

    #[test]
    fn a_link_that_is_too_long_makes_no_code() {
        let link = |length| format!("https://{}/r/ABCDEFGH", "a".repeat(length));
        assert!(code(&link(253), PAPER).is_some(), "the longest host");
        assert!(code(&link(2_000), PAPER).is_none());
    }
}
