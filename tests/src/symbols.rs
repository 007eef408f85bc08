//! What a scanner reads off the screen: `zbarimg`, a program that knows nothing of the app.

use crate::{engine::program, page::Page, place};
use std::fs;

/// Every code in the window, as `QR-Code:…` or `CODE-128:…`, in a steady order.
pub fn read(page: &Page) -> Vec<String> {
    read_in(&page.picture())
}

/// The same of a PNG.
pub fn read_in(png: &[u8]) -> Vec<String> {
    let folder = place::fresh("symbols");
    fs::create_dir_all(&folder).expect("a directory");
    let picture = folder.join("screen.png");
    fs::write(&picture, png).expect("a picture");
    let said = program("zbarimg", "zbar-tools").arg("--quiet").arg(&picture).output().expect("zbarimg");
    let mut codes: Vec<_> = String::from_utf8_lossy(&said.stdout).lines().map(str::to_owned).collect();
    codes.sort();
    let _ = fs::remove_dir_all(&folder);
    codes
}
