//! The picture that stands beside an address of ours where it is passed on: a card on the brand's ground, as a PNG of 300 × 300, because
//! other programs show no SVG. Drawn when it is asked for, and kept by whoever asks.

use super::page::etag;
use crate::Error;
use crate::http::answer::is_known;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use flate2::Crc;
use flate2::write::ZlibEncoder;
use std::io::Write;

const SIDE: usize = 300;
/// Parts of a pixel in each direction that are looked at, so that edges are smooth.
const PARTS: usize = 4;
/// As much of a pixel as can be the card's.
const WHOLE: usize = PARTS * PARTS;

/// The picture of a brand with this accent, `#rrggbb`.
pub fn answer(accent: &str, asked: &HeaderMap) -> Result<Response, Error> {
    let picture = png(channels(accent).unwrap_or([0x33; 3]))?;
    let tag = etag(&picture);
    let is_known = is_known(asked, &tag);
    let mut response = Response::new(if is_known { Body::empty() } else { Body::from(picture) });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/png"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    headers.insert(ETAG, HeaderValue::from_str(&tag).map_err(Error::internal)?);
    Ok(response)
}

fn channels(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// Whether a point, in parts of a pixel, lies on the card: a rounded rectangle with a line for its number left open.
fn is_card(x: usize, y: usize) -> bool {
    let (left, right, top, bottom, radius) = (50, 250, 87, 213, 14);
    let scaled = |pixels: usize| pixels * PARTS;
    let (inner_x, inner_y) = (
        x.clamp(scaled(left + radius), scaled(right - radius)),
        y.clamp(scaled(top + radius), scaled(bottom - radius)),
    );
    let (over_x, over_y) = (x.abs_diff(inner_x), y.abs_diff(inner_y));
    let line = (scaled(74)..scaled(150)).contains(&x) && (scaled(176)..scaled(186)).contains(&y);
    over_x * over_x + over_y * over_y <= scaled(radius) * scaled(radius) && !line
}

/// How many parts of a pixel are the card's.
fn covered(x: usize, y: usize) -> usize {
    let parts = (0..WHOLE).map(|part| (x * PARTS + part % PARTS, y * PARTS + part / PARTS));
    parts.filter(|(x, y)| is_card(*x, *y)).count()
}

/// From the ground to white, one colour for each share of a pixel.
fn palette(ground: [u8; 3]) -> Vec<u8> {
    let mixed = |share: usize, channel: u8| {
        let channel = usize::from(channel);
        u8::try_from(channel + (255 - channel) * share / WHOLE).unwrap_or(u8::MAX)
    };
    (0..=WHOLE).flat_map(|share| ground.map(|channel| mixed(share, channel))).collect()
}

fn png(ground: [u8; 3]) -> Result<Vec<u8>, Error> {
    let mut rows = Vec::with_capacity(SIDE * (SIDE + 1));
    for y in 0..SIDE {
        // A row is not filtered.
        rows.push(0);
        rows.extend((0..SIDE).map(|x| u8::try_from(covered(x, y)).unwrap_or_default()));
    }
    let mut packed = ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&rows).map_err(Error::internal)?;
    let packed = packed.finish().map_err(Error::internal)?;
    let side = u32::try_from(SIDE).map_err(Error::internal)?.to_be_bytes();
    // Eight bits a pixel, which name a colour of the palette.
    let head = [&side[..], &side, &[8, 3, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [(b"IHDR", head), (b"PLTE", palette(ground)), (b"IDAT", packed), (b"IEND", Vec::new())] {
        chunk(&mut png, *name, &content)?;
    }
    Ok(png)
}

fn chunk(png: &mut Vec<u8>, name: [u8; 4], content: &[u8]) -> Result<(), Error> {
    let mut sum = Crc::new();
    sum.update(&name);
    sum.update(content);
    png.extend(u32::try_from(content.len()).map_err(Error::internal)?.to_be_bytes());
    png.extend(name);
    png.extend(content);
    png.extend(sum.sum().to_be_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_a_small_png_in_the_brands_colour() {
        let png = png([0x2f, 0x6b, 0x3a]).unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x2c\0\0\x01\x2c"));
        assert!(png.len() < 100_000, "{} bytes", png.len());
        assert_eq!(palette([0x2f, 0x6b, 0x3a])[..3], [0x2f, 0x6b, 0x3a]);
        assert_eq!(palette([0x2f, 0x6b, 0x3a])[WHOLE * 3..], [255, 255, 255]);
        assert_eq!((covered(0, 0), covered(150, 120), covered(100, 180)), (0, WHOLE, 0));
    }

    #[test]
    fn what_is_no_colour_makes_no_picture_of_its_own() {
        assert_eq!(channels("#2f6b3a"), Some([0x2f, 0x6b, 0x3a]));
        for wrong in ["", "2f6b3a", "#2f6b3", "#2f6b3a0", "#粉粉"] {
            assert_eq!(channels(wrong), None, "{wrong}");
        }
    }
}
