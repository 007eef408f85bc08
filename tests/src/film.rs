//! What a camera sees: a film of one picture, a code held before it, in the format that Chromium takes for a camera (YUV4MPEG2).

use crate::place;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::{fs, io::Write as _};

const WIDTH: i32 = 640;
const HEIGHT: i32 = 480;
/// Points to a module of the code.
const MODULE: i32 = 11;
/// How far it is turned: rows go so many points aside in 64.
const SLANT: i32 = 6;

/// A film of a code of digits, as the app draws them, or of another text. It stays until the process ends.
pub fn of(text: &str) -> &'static str {
    let folder = place::fresh("film");
    fs::create_dir_all(&folder).expect("a directory");
    let path = folder.join("code.y4m");
    fs::write(&path, film(&code(text))).expect("a film");
    path.to_string_lossy().into_owned().leak()
}

fn code(text: &str) -> QrCode {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let segment = if is_number { vec![QrSegment::make_numeric(text)] } else { QrSegment::make_segments(text) };
    let (least, most) = (Version::new(1), Version::new(6));
    QrCode::encode_segments_advanced(&segment, QrCodeEcc::Quartile, least, most, None, false).expect("a QR code")
}

fn film(code: &QrCode) -> Vec<u8> {
    let mut frame = Vec::new();
    for y in 0..HEIGHT {
        frame.extend((0..WIDTH).map(|x| brightness(code, x - WIDTH / 2, y - HEIGHT / 2)));
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

/// Of a point, from the middle of the picture: a phone that shows the code, a little aslant, on a grey counter.
fn brightness(code: &QrCode, x: i32, y: i32) -> u8 {
    let (x, y) = (x + y * SLANT / 64, y - x * SLANT / 64);
    let half = (code.size() * MODULE) / 2;
    let quiet = half + 4 * MODULE;
    if x.abs() >= quiet || y.abs() >= quiet {
        return 110;
    }
    let dark = code.get_module((x + half).div_euclid(MODULE), (y + half).div_euclid(MODULE));
    if dark { 35 } else { 225 }
}
