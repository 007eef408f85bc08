//! The app's icon as PNG, for phones that take no SVG: the squares of `public/icons/maskable.svg`, drawn at three sizes.

use anyhow::{Context as _, Result};
use std::{fs, path::Path};

/// The drawing is on a grid of this many squares.
const GRID: usize = 32;
const RED: [u8; 3] = [0xa8, 0x2f, 0x25];
const WHITE: [u8; 3] = [0xff, 0xfe, 0xfb];
/// Squares on top of each other, each from a grid line to another in both directions: 回.
const SQUARES: [(usize, usize, [u8; 3]); 4] = [(7, 25, WHITE), (9, 23, RED), (12, 20, WHITE), (14, 18, RED)];
const FILES: [(&str, usize); 3] = [("icon-192.png", 192), ("icon-512.png", 512), ("apple-touch-icon.png", 180)];

/// Draws the icons into `dist/icons`.
pub fn draw(dist: &Path) -> Result<()> {
    let folder = dist.join("icons");
    fs::create_dir_all(&folder)?;
    for (name, size) in FILES {
        let path = folder.join(name);
        fs::write(&path, png(size)?).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn colour(x: usize, y: usize, size: usize) -> [u8; 3] {
    let (x, y) = (x * GRID / size, y * GRID / size);
    let inside = |(from, to, _): &&(usize, usize, [u8; 3])| (*from..*to).contains(&x) && (*from..*to).contains(&y);
    SQUARES.iter().rev().find(inside).map_or(RED, |(.., colour)| *colour)
}

fn png(size: usize) -> Result<Vec<u8>> {
    let side = u32::try_from(size)?;
    let pixels: Vec<u8> = (0..size).flat_map(|y| (0..size).flat_map(move |x| colour(x, y, size))).collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_squares_lie_where_the_drawing_has_them() {
        let at = |x: usize, y: usize| colour(x * 6 + 3, y * 6 + 3, 192);
        assert_eq!([at(0, 0), at(7, 7), at(9, 9), at(12, 16), at(16, 16)], [RED, WHITE, RED, WHITE, RED]);
        let drawing = include_str!("../../../../public/icons/maskable.svg");
        assert!(drawing.contains("#a82f25") && drawing.contains("#fffefb"), "{drawing}");
    }

    #[test]
    fn an_icon_is_a_png_of_its_size() {
        let file = png(180).unwrap();
        assert_eq!(&file[1..4], b"PNG");
        assert_eq!(file[16..24], [0, 0, 0, 180, 0, 0, 0, 180]);
    }
}
