//! A picture's brightnesses, from its darkest to its lightest, and lines through it.

use crate::line::Line;
use rxing::Luma8LuminanceSource;

/// Points in a thousand that may be darker than the darkest that counts, and as many lighter.
const OUTLIERS: usize = 5;
/// A picture whose points differ less has nothing in it.
const LEAST: usize = 6;
/// Parts of a point in which a place on a line is told.
const PARTS: usize = 256;

/// Brightnesses, row by row.
pub struct Picture {
    points: Vec<u8>,
    width: usize,
    height: usize,
}

impl Picture {
    /// `None` where nothing can be seen.
    pub fn of(colours: &[u8], width: usize) -> Option<Self> {
        let height = colours.len().checked_div(4 * width)?;
        let mut points: Vec<u8> = colours.chunks_exact(4).take(width * height).map(grey).collect();
        stretch(&mut points)?;
        Some(Self { points, width, height })
    }

    pub fn inverted(&self) -> Self {
        Self { points: self.points.iter().map(|point| !point).collect(), ..*self }
    }

    /// Half as wide and as high: each point is the middle of four, which quiets noise.
    pub fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let pair = |row: usize, column: usize| {
            let two = self.points.get(row * self.width + column..).and_then(|rest| rest.get(..2));
            two.map_or(0, |two| two.iter().map(|point| u16::from(*point)).sum())
        };
        let point = |at: usize| {
            let (row, column) = (at / width * 2, at % width * 2);
            u8::try_from((pair(row, column) + pair(row + 1, column)) / 4).unwrap_or(u8::MAX)
        };
        Self { points: (0..width * height).map(point).collect(), width, height }
    }

    /// As the readers want it.
    pub fn source(&self) -> Option<Luma8LuminanceSource> {
        let (width, height) = (u32::try_from(self.width).ok()?, u32::try_from(self.height).ok()?);
        Luma8LuminanceSource::new(self.points.clone(), width, height).ok()
    }

    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// The brightnesses along a line, as far as it lies within: the middle of three beside each other, against noise.
    pub fn along(&self, line: &Line) -> Vec<u8> {
        let at = |(x, y)| Some(u16::from(self.at(usize::try_from(x).ok()?, usize::try_from(y).ok()?)?));
        let middle = |places: [(i32, i32); 3]| {
            let sum = places.into_iter().map(at).sum::<Option<u16>>()?;
            u8::try_from(sum / 3).ok()
        };
        line.places().filter_map(middle).collect()
    }

    /// The brightness between the four points around a place, which is told in parts of a point; `None` outside.
    fn at(&self, x: usize, y: usize) -> Option<u8> {
        let (column, right) = (x / PARTS, x % PARTS);
        if column + 1 >= self.width {
            return None;
        }
        let of_row = |row: usize| {
            let pair = self.points.get(row * self.width + column..)?.get(..2)?;
            Some(usize::from(pair[0]) * (PARTS - right) + usize::from(pair[1]) * right)
        };
        let (row, down) = (y / PARTS, y % PARTS);
        let sum = of_row(row)? * (PARTS - down) + of_row(row + 1)? * down;
        u8::try_from(sum / (PARTS * PARTS)).ok()
    }
}

/// Green counts half: it is what one sees most of.
fn grey(colour: &[u8]) -> u8 {
    let [red, green, blue, ..] = *colour else { return 0 };
    let sum = u16::from(red) + 2 * u16::from(green) + u16::from(blue);
    u8::try_from(sum / 4).unwrap_or(u8::MAX)
}

/// From black to white, however dim the light: the readers ask for a contrast.
fn stretch(points: &mut [u8]) -> Option<()> {
    let mut count = [0_usize; 256];
    for point in &*points {
        count[usize::from(*point)] += 1;
    }
    let outliers = points.len() * OUTLIERS / 1000;
    let reached = |sum: &mut usize, (level, count): (usize, &usize)| {
        *sum += count;
        Some((level, *sum > outliers))
    };
    let first = |(level, is_reached): (usize, bool)| is_reached.then_some(level);
    let darkest = count.iter().enumerate().scan(0, reached).find_map(first)?;
    let lightest = count.iter().enumerate().rev().scan(0, reached).find_map(first)?;
    let range = lightest.checked_sub(darkest).filter(|range| *range >= LEAST)?;
    for point in points {
        let level = usize::from(*point).saturating_sub(darkest) * 255 / range;
        *point = u8::try_from(level).unwrap_or(u8::MAX);
    }
    Some(())
}
