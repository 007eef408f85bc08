//! A photo as a phone sends one, made here: a wooden lid with a crack.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use image::{ExtendedColorType::Rgb8, codecs::jpeg::JpegEncoder};

const WIDTH: u32 = 480;
const HEIGHT: u32 = 360;

/// In base64.
pub fn photo() -> String {
    let mut file = Vec::new();
    let points: Vec<u8> =
        (0..HEIGHT).flat_map(|y| (0..WIDTH).flat_map(move |x| point(x.cast_signed(), y.cast_signed()))).collect();
    JpegEncoder::new_with_quality(&mut file, 80).encode(&points, WIDTH, HEIGHT, Rgb8).expect("a photo");
    BASE64_STANDARD.encode(file)
}

/// On a cloth a round lid, its grain, and what is broken.
fn point(x: i32, y: i32) -> [u8; 3] {
    let (across, down) = (x - 240, y - 180);
    let from_middle = across * across + down * down;
    let shade = |level: i32| u8::try_from(level.clamp(0, 255)).unwrap_or(0);
    if from_middle > 150 * 150 {
        let cloth = 205 + (x / 6 + y / 6) % 2 * 8;
        return [shade(cloth), shade(cloth + 4), shade(cloth - 4)];
    }
    let crack = (across - down / 3 - (down / 14 % 3) * 4).abs() < 4 && down < 40;
    if crack || from_middle > 146 * 146 {
        return [58, 40, 30];
    }
    let grain = ((x * 3 + (y * y) / 90) / 12 % 4) * 7;
    [shade(168 - grain), shade(122 - grain), shade(84 - grain)]
}
