//! What is taken as a photo: a JPEG of a bounded size, whatever it calls itself.

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder};
use shuke_contract::pieces::{PHOTO_BYTES, PHOTO_SIDE};
use std::io::Cursor;

/// Of a hundred, one after the other until it is small enough: of the first nobody sees what is left out.
const QUALITIES: [u8; 3] = [80, 65, 50];
/// Bytes of one as it is written here: another's packing may be tighter.
const WRITTEN: usize = PHOTO_BYTES * 3 / 2;

/// The picture of a file, as a file of our own; or what it breaks. How many points there are is asked before any is read.
pub fn written_anew(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    if bytes.len() > PHOTO_BYTES {
        return Err("It has too many bytes.");
    }
    if !is_plain(bytes) {
        return Err("It is no JPEG whose picture comes in one pass (baseline).");
    }
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|_| "It is no JPEG.")?;
    let (width, height) = decoder.dimensions();
    if usize::try_from(width.max(height)).map_or(true, |side| side > PHOTO_SIDE) {
        return Err("It has too many points.");
    }
    // As the phone was held that took it: what says so stays behind.
    let held = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| "Its picture cannot be read.")?;
    picture.apply_orientation(held);
    let picture = picture.into_rgb8();
    for quality in QUALITIES {
        let mut written = Vec::new();
        let done = JpegEncoder::new_with_quality(&mut written, quality).encode_image(&picture);
        done.map_err(|_| "Its picture cannot be written.")?;
        if written.len() <= WRITTEN {
            return Ok(written);
        }
    }
    Err("Its picture has too much in it.")
}

/// Whether its picture comes in one pass. One that comes in many – a thousand bytes may ask for a hundred – costs as many times as much to read.
fn is_plain(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8]).unwrap_or_default();
    let mut frames = 0;
    while let [0xff, marker, more @ ..] = rest {
        match (*marker, more) {
            // Padding.
            (0xff, _) => rest = rest.get(1..).unwrap_or_default(),
            // From here on it is the picture.
            (0xda, _) => return frames == 1,
            (marker, [high, low, ..]) => {
                match marker {
                    0xc0 | 0xc1 => frames += 1,
                    // Tables and what says how they are packed lie among the numbers of other frames.
                    0xc4 | 0xc8 | 0xcc => {}
                    0xc2..=0xcf => return false,
                    _ => {}
                }
                rest = more.get(usize::from(u16::from_be_bytes([*high, *low]))..).unwrap_or_default();
            }
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    use image::ExtendedColorType::{self as Colours, L8, Rgb8};

    fn photo(side: u32, kind: Colours, byte: impl Fn(usize) -> usize) -> Vec<u8> {
        let mut file = Vec::new();
        let length = side as usize * side as usize * if kind == L8 { 1 } else { 3 };
        let points: Vec<u8> = (0..length).map(|at| u8::try_from(byte(at) % 256).unwrap()).collect();
        JpegEncoder::new_with_quality(&mut file, 90).encode(&points, side, side, kind).unwrap();
        file
    }

    /// With a piece of its own right behind the beginning.
    fn with_piece(file: &[u8], marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&file[..2], &[0xff, marker], &length, data, &file[2..]].concat()
    }

    #[test]
    fn what_a_photo_shows_is_kept_and_nothing_else_of_its_file() {
        let plain = photo(64, Rgb8, |_| 77);
        let clean = written_anew(&plain).unwrap();
        let place = with_piece(&plain, 0xe1, b"Exif\0\0II*\0GPS 31.2304 121.4737");
        let told = with_piece(&plain, 0xfe, b"<script>alert(1)</script>");
        let polyglot = [&plain[..], b"<script>alert(1)</script>PK\x03\x04"].concat();
        for file in [place, told, polyglot] {
            assert_eq!(written_anew(&file).unwrap(), clean);
        }
        assert!(!String::from_utf8_lossy(&clean).contains("GPS"));
        let grey = written_anew(&photo(64, L8, |at| at % 64)).unwrap();
        assert!(grey.starts_with(b"\xff\xd8\xff"));
    }

    #[test]
    fn what_is_no_photo_is_refused_with_what_it_breaks() {
        let large = photo(u32::try_from(PHOTO_SIDE).unwrap() + 1, L8, |_| 0);
        let mut bomb = photo(64, L8, |_| 0);
        let frame = bomb.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
        // It says that it has 65 500 points a side.
        bomb[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
        let beginning = photo(64, Rgb8, |at| at % 251)[..40].to_vec();
        let noisy = photo(512, Rgb8, |at| at.wrapping_mul(2_654_435_761) >> 13);
        let no_jpeg = "It is no JPEG whose picture comes in one pass (baseline).";
        let mut progressive = photo(64, L8, |_| 0);
        let at = progressive.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
        progressive[at + 1] = 0xc2;
        for (file, rule) in [
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), no_jpeg),
            (b"\x89PNG\r\n\x1a\n".to_vec(), no_jpeg),
            (Vec::new(), no_jpeg),
            (beginning, no_jpeg),
            (progressive, no_jpeg),
            (large, "It has too many points."),
            (bomb, "It has too many points."),
            ([noisy, vec![0; PHOTO_BYTES]].concat(), "It has too many bytes."),
        ] {
            assert_eq!(written_anew(&file), Err(rule));
        }
    }

    #[test]
    fn a_photo_stands_as_its_phone_was_held_and_one_with_much_in_it_is_written_with_less() {
        let lying = {
            let mut file = Vec::new();
            JpegEncoder::new_with_quality(&mut file, 90).encode(&[77; 64 * 32 * 3], 64, 32, Rgb8).unwrap();
            // Exif, little endian, one entry: orientation (0x0112), a short, 6: turned by 90°.
            let exif = [&b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"[..]].concat();
            with_piece(&file, 0xe1, &exif)
        };
        let upright = JpegDecoder::new(Cursor::new(written_anew(&lying).unwrap())).unwrap().dimensions();
        assert_eq!(upright, (32, 64));
        // As much as a browser sends at most.
        let sent = (1..).map(|nth| photo(200 + nth * 20, Rgb8, |at| at.wrapping_mul(2_654_435_761) >> 11));
        let last = sent.take_while(|file| file.len() <= PHOTO_BYTES).last().unwrap();
        assert!(last.len() > PHOTO_BYTES * 3 / 4, "{}", last.len());
        assert!(written_anew(&last).unwrap().len() <= WRITTEN);
    }
}
