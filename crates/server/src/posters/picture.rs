//! What is taken as a poster: a PNG of a poster's size, whatever it calls itself and whatever else it holds. It is read to its last pixel
//! and written anew, so that nothing of the file that came is ever given out: no text, no profile, nothing behind its end.

use crate::Error;
use crate::pictures::anew;
use png::{BitDepth, ColorType, Decoder, Encoder, Limits, Transformations};
use shuke_contract::posters::POSTER_BYTES;
use shuke_contract::{ErrorCode, Problem};
use shuke_face::poster::{HEIGHT, WIDTH};
use std::io::Cursor;

/// Bytes that reading one may take: two pictures of 16 bits and four channels.
const MEMORY: usize = 2 * 1080 * 1440 * 8;
/// Bytes of one as it is written here: another's packing may be tighter.
const WRITTEN: usize = POSTER_BYTES * 3 / 2;

/// The same picture, in base64 as it came.
///
/// # Errors
/// [`ErrorCode::PosterRefused`]
pub async fn redrawn(text: String) -> Result<String, Error> {
    anew::redrawn(text, written_anew).await?.map_err(refused)
}

fn refused(rule: &'static str) -> Error {
    Problem::new(ErrorCode::PosterRefused, "This is no poster.")
        .rule(rule)
        .figure("width", WIDTH.into())
        .figure("height", HEIGHT.into())
        .figure("limit_bytes", i64::try_from(POSTER_BYTES).unwrap_or(i64::MAX))
        .remedy("Send the picture that the page drew, as PNG.")
        .into()
}

/// The picture of a file, as a file of our own; or what it breaks.
fn written_anew(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    if bytes.len() > POSTER_BYTES {
        return Err("It has too many bytes.");
    }
    let pixels = pixels(bytes)?;
    let written = written(&pixels).map_err(|_| "Its picture cannot be written.")?;
    if written.len() > WRITTEN { Err("Its picture has too much in it.") } else { Ok(written) }
}

/// Red, green and blue of each pixel, on white. How many there are is asked before any is read.
fn pixels(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MEMORY });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let size = decoder.read_header_info().map_err(|_| "It is no PNG.")?.size();
    if (i32::try_from(size.0), i32::try_from(size.1)) != (Ok(WIDTH), Ok(HEIGHT)) {
        return Err("It has another size than a poster.");
    }
    let unreadable = "Its picture cannot be read to the end.";
    let mut reader = decoder.read_info().map_err(|_| unreadable)?;
    let mut read = vec![0; reader.output_buffer_size().ok_or(unreadable)?];
    let frame = reader.next_frame(&mut read).map_err(|_| unreadable)?;
    Ok(if frame.color_type == ColorType::Rgb { read } else { on_white(&read, frame.color_type) })
}

/// Of other kinds than the plain one.
fn on_white(read: &[u8], kind: ColorType) -> Vec<u8> {
    let channels = kind.samples();
    let pixel = |pixel: &[u8]| match *pixel {
        [grey] => [grey; 3],
        [grey, alpha] => [over_white(grey, alpha); 3],
        [red, green, blue, alpha] => [red, green, blue].map(|colour| over_white(colour, alpha)),
        _ => [255; 3],
    };
    read.chunks_exact(channels).flat_map(pixel).collect()
}

fn over_white(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u16::from(colour), u16::from(alpha));
    u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

fn written(pixels: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, WIDTH.unsigned_abs(), HEIGHT.unsigned_abs());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests;
