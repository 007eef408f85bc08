//! What stands in a picture: QR codes, EAN-13, EAN-8, UPC-A and Code 128, light on dark, too. Owns how hard it looks; who shows
//! pictures is the worker's (`worker.js`), what a text means the app's.
//!
//! The readers are those of `rxing`, a port of ZXing. Given a picture that they cannot bear they may panic: the worker is then
//! started anew.

mod bars;
mod line;
mod picture;
mod qr;

use picture::Picture;
use wasm_bindgen::prelude::wasm_bindgen;

/// What a code in a picture says, as bytes; `None` where none is. The picture has so many points a row, each as red, green, blue and
/// one more. Where there are both, on a packet that also bears an address, it is that with bars only `bars_first`.
#[wasm_bindgen]
pub fn read(colours: &[u8], width: usize, bars_first: bool) -> Option<Vec<u8>> {
    let picture = Picture::of(colours, width)?;
    let either = |picture: &Picture| qr::read(picture).or_else(|| qr::read(&picture.inverted()));
    // Small ones are read in the whole picture only, large ones in dim light or noise only in half of it.
    let square = || either(&picture).or_else(|| either(&picture.halved()));
    let bars = || bars::read(&picture).map(String::into_bytes);
    if bars_first { bars().or_else(square) } else { square().or_else(bars) }
}
