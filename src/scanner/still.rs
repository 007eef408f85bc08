//! The code in a picture that somebody chose, found by whoever reads what the camera sees. Owns at which sizes it is looked at.

use super::door::InPicture;
use super::ours::Ours;
use super::{Reader, detected};
use crate::device::still::Still;
use crate::failure::Failure;
use crate::remote::Coming;
use wasm_bindgen::JsValue;

/// Points along the longer side, one after the other until something is read: a code that fills the picture is read in a small one, one on a
/// poster across the street only in a large one. The last is what a reader bears.
const SIDES: [f64; 3] = [480.0, 960.0, 1920.0];

pub fn read(file: JsValue) -> Coming<InPicture> {
    Box::pin(found(file))
}

async fn found(file: JsValue) -> Result<InPicture, Failure> {
    let Some(mut still) = Still::open(file).await else { return Ok(InPicture::NoPicture) };
    let mut reader = Reader::choose().await?;
    for side in sides(still.side()) {
        if let Some(text) = text(&mut reader, &mut still, side).await? {
            return Ok(InPicture::Text(text));
        }
    }
    Ok(InPicture::NoCode)
}

/// None is made larger than it is.
fn sides(longest: f64) -> impl Iterator<Item = f64> {
    let last = SIDES.iter().copied().fold(0.0, f64::max).min(longest);
    SIDES.into_iter().filter(move |side| *side < last).chain([last])
}

/// A browser's own reader that does not work is replaced by ours, and ours, if that picture was too much for it, by another one.
async fn text(reader: &mut Reader, still: &mut Still, side: f64) -> Result<Option<String>, Failure> {
    if let Ok(text) = reader.in_still(still, side).await {
        return Ok(text);
    }
    *reader = Reader::Ours(Ours::start().await?);
    Ok(reader.in_still(still, side).await.unwrap_or_default())
}

impl Reader {
    async fn in_still(&self, still: &mut Still, side: f64) -> Result<Option<String>, JsValue> {
        match self {
            Self::Browser(own) => {
                // It reads dark on light.
                for is_inverted in [false, true] {
                    let texts = detected(own, still.drawn(side, is_inverted)).await?;
                    if let Some(text) = texts.into_iter().next() {
                        return Ok(Some(text));
                    }
                }
                Ok(None)
            }
            Self::Ours(ours) => match still.points(side) {
                Some((points, width)) => ours.read(points, width).await,
                None => Ok(None),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_looked_at_from_small_to_large_and_never_larger_than_it_is() {
        let of = |longest: f64| sides(longest).collect::<Vec<_>>();
        assert_eq!(of(4_032.0), SIDES);
        assert_eq!(of(1_000.0), [480.0, 960.0, 1_000.0]);
        assert_eq!(of(480.0), [480.0]);
        assert_eq!(of(120.0), [120.0]);
    }
}
