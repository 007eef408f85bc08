//! QR codes in a picture, read here: for browsers that do not. The symbols of the app hold digits and are small; any other
//! is read too, so that one is told that it is none of ours.

use quircs::Quirc;

/// The text of the first code in a square picture of brightnesses; `None` for a picture of another size, too.
pub fn read(picture: &[u8], side: usize) -> Option<String> {
    if side == 0 || picture.len() != side * side {
        return None;
    }
    let mut finder = Quirc::new();
    let codes = finder.identify(side, side, picture);
    let texts = codes.filter_map(|code| String::from_utf8(code.ok()?.decode().ok()?.payload).ok());
    texts.into_iter().next()
}

#[cfg(test)]
mod tests;
