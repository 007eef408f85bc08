use super::*;
use png::Compression;

const SIZE: (u32, u32) = (1080, 1440);

/// A file of this size, kind and content.
fn file((width, height): (u32, u32), kind: ColorType, depth: BitDepth, byte: impl Fn(usize) -> u8) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(kind);
    encoder.set_depth(depth);
    encoder.set_compression(Compression::Fast);
    if kind == ColorType::Indexed {
        encoder.set_palette(vec![9, 8, 7, 200, 100, 50]);
    }
    let bits = kind.samples() * depth.into_bits();
    let length = (width as usize * bits).div_ceil(8) * height as usize;
    let data: Vec<u8> = (0..length).map(byte).collect();
    encoder.write_header().unwrap().write_image_data(&data).unwrap();
    file
}

trait Bits {
    fn into_bits(self) -> usize;
}

impl Bits for BitDepth {
    fn into_bits(self) -> usize {
        self as usize
    }
}

fn plain() -> Vec<u8> {
    file(SIZE, ColorType::Rgba, BitDepth::Eight, |at| if at % 4 == 3 { 255 } else { 77 })
}

/// A chunk as it stands in a file.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&kind);
    crc.update(data);
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], &kind, data, &crc.sum().to_be_bytes()].concat()
}

/// With another chunk right behind the header.
fn with_chunk(file: &[u8], chunk: &[u8]) -> Vec<u8> {
    [&file[..33], chunk, &file[33..]].concat()
}

#[test]
fn what_a_picture_shows_is_kept_and_nothing_else_of_its_file() {
    let clean = written_anew(&plain()).unwrap();
    let polyglot = [&plain()[..], b"<script>alert(1)</script>PK\x03\x04"].concat();
    let told = with_chunk(&plain(), &chunk(*b"tEXt", b"Comment\0<script>alert(1)</script>"));
    let private = with_chunk(&plain(), &chunk(*b"evIl", b"<?php system('id') ?>"));
    for file in [polyglot, told, private] {
        assert_eq!(written_anew(&file).unwrap(), clean);
    }
    assert_eq!(written_anew(&clean).unwrap(), clean, "once is enough");
    assert!(pixels(&clean).unwrap().iter().all(|byte| *byte == 77));
}

#[test]
fn every_kind_of_png_is_understood() {
    let shown = |kind, depth, byte: u8| pixels(&file(SIZE, kind, depth, |_| byte)).unwrap()[..3].to_vec();
    assert_eq!(shown(ColorType::Grayscale, BitDepth::Eight, 9), [9; 3]);
    assert_eq!(shown(ColorType::Grayscale, BitDepth::One, 255), [255; 3]);
    assert_eq!(shown(ColorType::Rgb, BitDepth::Sixteen, 9), [9; 3]);
    assert_eq!(shown(ColorType::Indexed, BitDepth::Eight, 1), [200, 100, 50]);
    assert_eq!(shown(ColorType::GrayscaleAlpha, BitDepth::Eight, 0), [255; 3], "what is transparent is white");
    assert_eq!(shown(ColorType::Rgba, BitDepth::Eight, 128), [191; 3]);
}

#[test]
fn what_is_no_poster_is_refused_with_what_it_breaks() {
    let grey = |width, height| file((width, height), ColorType::Grayscale, BitDepth::Eight, |_| 0);
    for (file, rule) in [
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "It is no PNG."),
        (b"\xff\xd8\xff\xe0 a JPEG".to_vec(), "It is no PNG."),
        (Vec::new(), "It is no PNG."),
        (grey(1080, 1441), "It has another size than a poster."),
        (grey(1, 1), "It has another size than a poster."),
        (plain()[..2_000].to_vec(), "Its picture cannot be read to the end."),
        (vec![0; POSTER_BYTES + 1], "It has too many bytes."),
    ] {
        assert_eq!(written_anew(&file).unwrap_err(), rule);
    }
}

#[test]
fn a_small_file_that_says_it_is_large_is_believed_and_not_unpacked() {
    // 40 megapixels of nothing, and a header that promises four thousand million.
    let large = file((8_000, 5_000), ColorType::Grayscale, BitDepth::One, |_| 0);
    assert!(large.len() < POSTER_BYTES);
    assert_eq!(written_anew(&large).unwrap_err(), "It has another size than a poster.");
    let mut header = Vec::new();
    header.extend(60_000_u32.to_be_bytes().into_iter().chain(60_000_u32.to_be_bytes()).chain([8, 6, 0, 0, 0]));
    let promised = [b"\x89PNG\r\n\x1a\n", &chunk(*b"IHDR", &header)[..], &plain()[33..]].concat();
    assert_eq!(written_anew(&promised).unwrap_err(), "It has another size than a poster.");
}

#[test]
fn a_bomb_in_the_pixels_or_in_a_text_is_not_unpacked() {
    use std::io::Write;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..200 {
        packer.write_all(&zeros).unwrap();
    }
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < POSTER_BYTES, "200 MB in {} bytes", bomb.len());
    let text = with_chunk(&plain(), &chunk(*b"zTXt", &[b"Comment\0\0", &bomb[..]].concat()));
    let profile = with_chunk(&plain(), &chunk(*b"iCCP", &[b"profile\0\0", &bomb[..]].concat()));
    for file in [text, profile] {
        assert_eq!(written_anew(&file).unwrap(), written_anew(&plain()).unwrap());
    }
    // A poster's size with 200 MB of pixels: what is beyond the size is not read.
    let header = &plain()[..33];
    let end = chunk(*b"IEND", b"");
    let pixels = [header, &chunk(*b"IDAT", &bomb), &end].concat();
    let begun = std::time::Instant::now();
    let _ = written_anew(&pixels);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn what_cannot_be_packed_is_too_much() {
    let noise = file(SIZE, ColorType::Grayscale, BitDepth::Two, |at| {
        let mixed = (at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 56) as u8
    });
    assert!(noise.len() > POSTER_BYTES && written_anew(&noise).is_err());
}
