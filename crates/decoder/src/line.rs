//! Lines through a picture, and the stripes along one. An edge lies where the brightness is halfway between the extremes on
//! either side of it, however blurred or unevenly lit: one threshold for a whole line would lose narrow bars.

use crate::picture::Picture;

/// Directions, in parts of a point: 0°, 90°, 30°, 60°, 120°, 150°.
const DIRECTIONS: [(i32, i32); 6] = [(256, 0), (0, 256), (222, 128), (128, 222), (-128, 222), (-222, 128)];
/// Parts of a point in which edges are told.
const PARTS: i32 = 4;
/// Less of a change is noise, whatever the line's range.
const LEAST_BACK: i32 = 10;

/// From where to where, in 256ths of a point.
pub struct Line {
    start: (i32, i32),
    step: (i32, i32),
    length: i32,
}

impl Line {
    /// So many in each direction, those through the middle first.
    pub fn through(picture: &Picture, count: i32) -> impl Iterator<Item = Self> {
        let (width, height) = picture.size();
        let (width, height) = (i32::try_from(width).unwrap_or(0), i32::try_from(height).unwrap_or(0));
        let length = width + height;
        let one = move |(x, y): (i32, i32), number: i32| {
            let side = if number % 2 == 0 { 1 } else { -1 };
            let aside = side * ((number + 1) / 2) * width.min(height) / count;
            let middle = (width * 128 - y * aside, height * 128 + x * aside);
            Self { start: (middle.0 - x * length / 2, middle.1 - y * length / 2), step: (x, y), length }
        };
        DIRECTIONS.into_iter().flat_map(move |direction| (0..count).map(move |number| one(direction, number)))
    }

    /// Its places, each with those a point beside it.
    pub fn places(&self) -> impl Iterator<Item = [(i32, i32); 3]> {
        let place = |at: i32, aside: i32| {
            let (x, y) = self.step;
            (self.start.0 + x * at - y * aside, self.start.1 + y * at + x * aside)
        };
        (0..self.length).map(move |at| [-1, 0, 1].map(|aside| place(at, aside)))
    }
}

/// The edges of the stripes along a line, in parts of a point; they lead from light to dark and back in turn. `back`: how far the brightness must
/// come back after an extreme, in hundredths of the line's range.
pub fn stripes(line: &[u8], back: i32) -> Vec<usize> {
    let extremes = extremes(line, back);
    let pairs = extremes.iter().zip(extremes.iter().skip(1));
    pairs.filter_map(|(from, to)| edge(line, *from, *to)).collect()
}

/// The brightest and darkest places in turn.
fn extremes(line: &[u8], back: i32) -> Vec<(usize, i32)> {
    let (Some(first), Some(least), Some(most)) = (line.first(), line.iter().min(), line.iter().max()) else {
        return Vec::new();
    };
    let back = (i32::from(most - least) * back / 100).max(LEAST_BACK);
    let mut last = (0, i32::from(*first));
    // The line may fall at once.
    let mut found = vec![last];
    let mut is_rising = false;
    for (at, value) in line.iter().map(|value| i32::from(*value)).enumerate() {
        let beyond = if is_rising { value - last.1 } else { last.1 - value };
        if beyond > 0 {
            last = (at, value);
        } else if beyond < -back {
            if found.last() != Some(&last) {
                found.push(last);
            }
            last = (at, value);
            is_rising = !is_rising;
        }
    }
    found.push(last);
    found
}

/// Where the line crosses the middle between two extremes, going back from the second.
fn edge(line: &[u8], from: (usize, i32), to: (usize, i32)) -> Option<usize> {
    let middle = i32::midpoint(from.1, to.1);
    let is_past = |value: i32| (value < middle) == (to.1 < middle);
    let values: Vec<i32> = line.get(from.0..=to.0)?.iter().map(|value| i32::from(*value)).collect();
    let before = values.iter().rposition(|value| !is_past(*value))?;
    let (low, high) = (*values.get(before)?, *values.get(before + 1)?);
    let share = (middle - low) * PARTS / (high - low);
    let parts = i32::try_from(from.0 + before).ok()? * PARTS + share;
    usize::try_from(parts).ok()
}
