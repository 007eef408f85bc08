//! What a camera sees: a film of one picture, a code held before it, in the format that Chromium takes for a camera (YUV4MPEG2).

use crate::place;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::{fs, io::Write as _};

const WIDTH: i32 = 640;
const HEIGHT: i32 = 480;
/// Points to a module of the code.
const MODULE: i32 = 11;
/// The same of bars, across and along.
const BAR: (i32, i32) = (4, 160);

/// How a code is held before the camera.
#[derive(Clone, Copy)]
pub struct Held {
    /// How far it is turned: rows go so many points aside in 64.
    pub slant: i32,
    /// How bright that is which is not dark.
    pub paper: u8,
    pub ink: u8,
    /// By how much each point may be brighter or darker than it should.
    pub noise: u8,
}

/// In a shop, a little aslant.
pub const PLAIN: Held = Held { slant: 6, paper: 225, ink: 35, noise: 0 };

/// The bars of the EAN-13 of 6901234567892: which of its modules are dark.
pub const TEA: &str = "10100010110100111011001100110110111101010001101010100111010100001000100100100011101001101100101";

/// A film of a code of digits, as the app draws them, or of another text. It stays until the process ends.
pub fn of(text: &str) -> &'static str {
    of_held(text, PLAIN)
}

/// The same, held otherwise.
pub fn of_held(text: &str, held: Held) -> &'static str {
    let code = code(text);
    let side = (code.size(), code.size());
    let is_dark = |column, row| code.get_module(column, row);
    keep(&film(|x, y| held.seen(brightness(held, side, (MODULE, MODULE), (x, y), is_dark), (x, y))))
}

impl Held {
    /// What the camera makes of it.
    fn seen(self, brightness: u8, (x, y): (i32, i32)) -> u8 {
        // Any number that looks drawn, the same in every film.
        let drawn = (x.wrapping_mul(73_856_093) ^ y.wrapping_mul(19_349_663)).unsigned_abs() >> 8;
        let noise = i64::from(self.noise);
        let aside = i64::from(drawn) % (2 * noise + 1) - noise;
        u8::try_from((i64::from(brightness) + aside).clamp(0, 255)).unwrap_or(u8::MAX)
    }
}

/// The modules of the same code, row by row: `1` where it is dark.
pub fn rows(text: &str) -> Vec<String> {
    let code = code(text);
    let row = |y| (0..code.size()).map(|x| if code.get_module(x, y) { '1' } else { '0' }).collect();
    (0..code.size()).map(row).collect()
}

/// A film of bars; light on dark when they are inverted.
pub fn of_bars(modules: &str, is_inverted: bool) -> &'static str {
    let row: Vec<bool> = modules.bytes().map(|module| module == b'1').collect();
    let width = i32::try_from(row.len()).expect("a code");
    let is_dark =
        |column: i32| usize::try_from(column).ok().and_then(|column| row.get(column)).copied().unwrap_or(false);
    keep(&film(|x, y| {
        brightness(PLAIN, (width, 1), BAR, (x, y), |column, row| (row == 0 && is_dark(column)) != is_inverted)
    }))
}

fn keep(film: &[u8]) -> &'static str {
    let folder = place::fresh("film");
    fs::create_dir_all(&folder).expect("a directory");
    let path = folder.join("code.y4m");
    fs::write(&path, film).expect("a film");
    path.to_string_lossy().into_owned().leak()
}

fn code(text: &str) -> QrCode {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let segment = if is_number { vec![QrSegment::make_numeric(text)] } else { QrSegment::make_segments(text) };
    let (least, most) = (Version::new(1), Version::new(6));
    QrCode::encode_segments_advanced(&segment, QrCodeEcc::Quartile, least, most, None, false).expect("a QR code")
}

fn film(brightness: impl Fn(i32, i32) -> u8) -> Vec<u8> {
    let mut frame = Vec::new();
    for y in 0..HEIGHT {
        frame.extend((0..WIDTH).map(|x| brightness(x - WIDTH / 2, y - HEIGHT / 2)));
    }
    // No colour.
    let colours = usize::try_from(WIDTH * HEIGHT / 2).unwrap_or(0);
    frame.resize(frame.len() + colours, 128);
    let mut film = format!("YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n").into_bytes();
    for _ in 0..4 {
        let _ = writeln!(film, "FRAME");
        film.extend_from_slice(&frame);
    }
    film
}

/// Of a point, from the middle of the picture: a phone that shows so many modules of a size, a little aslant, on a grey counter.
fn brightness(
    held: Held,
    (columns, rows): (i32, i32),
    (width, height): (i32, i32),
    (x, y): (i32, i32),
    is_dark: impl Fn(i32, i32) -> bool,
) -> u8 {
    let (x, y) = (x + y * held.slant / 64, y - x * held.slant / 64);
    let (right, down) = (columns * width / 2, rows * height / 2);
    // Paper on every side, as wide as four modules of a QR code.
    if x.abs() >= right + 4 * MODULE || y.abs() >= down + 4 * MODULE {
        return u8::midpoint(held.paper, held.ink);
    }
    if is_dark((x + right).div_euclid(width), (y + down).div_euclid(height)) { held.ink } else { held.paper }
}
