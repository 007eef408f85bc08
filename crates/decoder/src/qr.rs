//! QR codes, wherever they lie in a picture and however they are turned.

use crate::picture::Picture;
use rxing::BinaryBitmap;
use rxing::common::cpp_essentials::DecoderResult;
use rxing::common::{DetectorRXingResult as _, HybridBinarizer};
use rxing::qrcode::cpp_port::{decoder, detector};

/// Sets of three corners that are tried, the likeliest first: where a picture is full of what looks like corners, thousands could be.
const SETS: usize = 100;

/// The bytes of the first one.
pub fn read(picture: &Picture) -> Option<Vec<u8>> {
    let picture = BinaryBitmap::new(HybridBinarizer::new(picture.source()?));
    let points = picture.get_black_matrix();
    let mut corners = detector::FindFinderPatterns(points, true, 0);
    detector::GenerateFinderPatternSets(&mut corners).iter().take(SETS).find_map(|corners| {
        let symbol = detector::SampleQR(points, corners).ok()?;
        let said = decoder::Decode(symbol.getBits()).ok().filter(DecoderResult::isValid)?;
        Some(said.content().bytes().to_vec())
    })
}
